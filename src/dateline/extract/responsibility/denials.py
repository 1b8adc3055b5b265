"""Denials in other words than "deny": "it was not behind it", "but not the second"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.responsibility.anaphora import (
    PRONOUNS,
    armed_before,
    is_back,
    spokes_for,
    teller,
)
from dateline.extract.responsibility.parties import Voice, voices
from dateline.extract.responsibility.syntax import subjects_of
from dateline.extract.responsibility.verbs import Charge, Verb
from dateline.syntax.arguments import nouns_after
from dateline.syntax.tree import low
from dateline.types import Modality, PartyKind, Token
from dateline.vocabulary.responsibility import is_event, lexicon

INVOLVED = frozenset({"behind", "responsible", "involved"})
NUMBERED = frozenset({"first", "second", "third", "fourth", "other", "one", "former", "latter"})
DEEDS = frozenset({"plant", "carry", "set", "place", "detonate"})


def not_behind(verb: Verb) -> Iterator[Charge]:
    """Yield "X said it was not behind the attack" and "X said it had not planted the bomb"."""
    token, tree = verb.token, verb.tree
    if low(token) in INVOLVED:
        above = token if token.pos == "VERB" else tree.head(token)
    elif token.lemma in DEEDS and token.pos == "VERB":
        above = token
    else:
        return
    if not tree.kids(above, "neg"):
        return
    about = [*verb.objects(), *nouns_after(tree, token, "in", "for")]
    about += tree.kids(token, "pobj", "pcomp")
    if not any(is_event(n) or low(n) in {"it", "this"} for n in about):
        return
    speaker = verb.parties.speaker(token.span) or teller(verb.parties, token)
    if speaker is None:
        return
    subjects = [*subjects_of(tree, above), *tree.kids(above, "nsubjpass")]
    yield from _denials(verb, subjects, speaker)


def _denials(verb: Verb, subjects: list[Token], speaker: Voice) -> Iterator[Charge]:
    """The denials of a speaker for itself, or for the group whose spokesman it is."""
    for subject in subjects:
        back = low(subject) in PRONOUNS | {"we"} or is_back(verb.tree, subject)
        own = [v for v in voices(verb.parties, [subject]) if v.party.name == speaker.party.name]
        if not (back or own):
            continue
        group = spokes_for(verb.parties, verb.sentence, speaker)
        if group is None and speaker.party.kind is not PartyKind.ARMED_GROUP:
            group = armed_before(verb.parties, verb.sentence, verb.token)
        group = group or speaker
        yield Charge(Modality.DENIED, group, group, verb.token, verb.sentence)


def but_not(verb: Verb) -> Iterator[Charge]:
    """Yield the denied part of "X claimed the first bomb but not the second"."""
    token = verb.token
    if token.lemma not in lexicon().claim or token.pos != "VERB":
        return
    for noun in _denied_part(verb):
        for voice in voices(verb.parties, verb.subjects()):
            yield Charge(Modality.DENIED, voice, voice, noun, verb.sentence)


def _denied_part(verb: Verb) -> list[Token]:
    """The deeds after "but not" or "and not" below a verb of claiming."""
    tree = verb.tree
    last = verb.sentence.last
    for word in tree.tokens[verb.token.i + 1 : last]:
        if low(word) != "not" or low(tree.tokens[word.i - 1]) not in {"but", "and", ","}:
            continue
        after = tree.tokens[word.i + 1 : min(word.i + 7, last)]
        return [t for t in after if is_event(t) or low(t) in NUMBERED][:1]
    return []
