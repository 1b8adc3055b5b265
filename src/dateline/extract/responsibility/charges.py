"""How words that lay a deed on somebody become charges: who is meant, by whose word, how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dateline.extract.responsibility.anaphora import (
    claims_itself,
    is_claimant,
    may_claim,
    speaker_of,
)
from dateline.extract.responsibility.context import Charge, Predicate
from dateline.extract.responsibility.parties import (
    ACTORS,
    PartyMention,
    accused_nouns,
    accused_party,
    named_parties,
)
from dateline.syntax.arguments import is_among, is_plural, phrase_words
from dateline.syntax.tree import Tree
from dateline.types import Modality, PartyKind, Token
from dateline.vocabulary import word_list

ATTACKS: Final = word_list("responsibility.deeds.attacks")
DENYING: Final = word_list("responsibility.denials.verbs")
DOUBT: Final = word_list("responsibility.doubt.words")
ELSEWHERE: Final = word_list("responsibility.events.elsewhere")
EVENTS: Final = word_list("responsibility.events.nouns")
NO_SPEAKERS: Final = word_list("responsibility.blame.no_speakers")
POINTING: Final = word_list("responsibility.events.pointing")
STATE_MEANS: Final = word_list("arguments.actors.state_means")
REACH: Final = 3  # heads above a verb under which it is still in doubt, or denied


def is_event(token: Token) -> bool:
    """Whether it is a noun for a violent event, or a word for one of no other sort."""
    return is_among(token, EVENTS)


def tells_deed(tree: Tree, *tokens: Token) -> bool:
    """Whether a violent deed, or a word that points back to one, stands in some phrases."""
    inside = [t for token in tokens for t in phrase_words(tree, token)]
    return any(is_event(t) or t.lemma in ATTACKS or is_pointing(t) for t in inside)


def is_pointing(token: Token) -> bool:
    """Whether it is a pronoun that may point back to a deed: "it", "this"."""
    return token.pos == "PRON" and token.lower in POINTING


def is_elsewhere(word: Predicate) -> bool:
    """Whether it is other attacks that are spoken of ("has carried out similar attacks")."""
    events = [t for t in word.parsed.under(word.token) if is_event(t)]
    return any(kid.lower in ELSEWHERE for t in events for kid in word.parsed.kids(t, "amod"))


def state_of(word: Predicate, noun: Token) -> Token:
    """The word for the state whose deed a noun tells ("an Israeli air strike"), else the noun."""
    whose = is_event(noun) or is_among(noun, STATE_MEANS)
    before = word.parsed.kids(noun, "amod", "compound", "nmod") if whose else []
    for token in before:
        mention = word.parties.at(token)
        if mention is not None and mention.party.kind is PartyKind.STATE:
            return token
    return noun


def accused_parties(word: Predicate, nouns: Iterable[Token]) -> list[PartyMention]:
    """The parties on whom some nouns lay a deed."""
    found = (accused_party(word.parties, t) for n in nouns for t in accused_nouns(word.parsed, n))
    return [party for party in found if party is not None]


def lay_charges(
    word: Predicate,
    accused: Iterable[PartyMention],
    speakers: Iterable[Token] = (),
    forced: Modality | None = None,
) -> Iterator[Charge]:
    """Charges for words that lay the deed on somebody.

    Args:
        word: the word that lays it.
        accused: on whom.
        speakers: the nouns in the place of those who lay it; else who is quoted with the words.
        forced: how firmly, where the words say so themselves.
    """
    said = [*named_parties(word.parties, [s for s in speakers if _may_speak(word, s)])]
    quoted = word.parties.speaker(word.token.span)
    if quoted is not None and is_claimant(quoted):
        quoted = None  # a group that claims something in another clause of the sentence
    for party in accused:
        for speaker in (*said,) or (quoted,):
            firm = forced or _firmness(word, speaker)
            firm = Modality.ATTRIBUTED if firm is Modality.ASSERTED else firm
            yield Charge(firm, party, speaker, word.token, word.sentence)


def say_charges(word: Predicate, doers: Iterable[Token]) -> Iterator[Charge]:
    """Charges for words that say "X did it": by the speaker, or by X where X is the speaker."""
    above = list(word.parsed.above(word.token))[:REACH]
    if any(t.lemma in DENYING and t.pos == "VERB" for t in above):
        return
    speaker = speaker_of(word)
    for doer in doers:
        group = claims_itself(word, doer, speaker) if speaker else None
        if group is not None:
            yield Charge(Modality.CLAIMED, group, group, word.token, word.sentence)
            continue
        who = accused_party(word.parties, doer)
        if who is None or (speaker and speaker.is_armed_group and who.party.anonymous):
            continue
        if speaker is None or speaker.party.name != who.party.name:
            yield Charge(_firmness(word, speaker), who, speaker, word.token, word.sentence)
        elif may_claim(speaker):
            yield Charge(Modality.CLAIMED, who, speaker, word.token, word.sentence)


def _firmness(word: Predicate, speaker: PartyMention | None) -> Modality:
    """Suspected where a word of doubt stands over the verb; else by whether somebody speaks."""
    near = [word.token, *list(word.parsed.above(word.token))[:REACH]]
    if any(t.lower in DOUBT for link in near for t in (link, *word.parsed.kids(link))):
        return Modality.SUSPECTED
    return Modality.ATTRIBUTED if speaker else Modality.ASSERTED


def _may_speak(word: Predicate, subject: Token) -> bool:
    """Whether a subject is somebody who can lay blame, no clue and no attacker."""
    if subject.lemma in NO_SPEAKERS:
        return False
    named = (subject, *word.parsed.kids(subject, "appos"))
    known = any(word.parties.at(t) is not None for t in named) or is_among(subject, ACTORS)
    return known or subject.pos in {"PROPN", "PRON"} or is_plural(subject)
