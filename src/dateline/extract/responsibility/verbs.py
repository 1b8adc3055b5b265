"""A verb of responsibility in its report, and the charges that lay a deed on somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dateline.extract.responsibility.anaphora import (
    is_back,
    is_denied,
    spoke_before,
    spokes_for,
    teller,
)
from dateline.extract.responsibility.parties import Parties, Voice, accused, voices
from dateline.extract.responsibility.syntax import also_named, subjects_of
from dateline.syntax.arguments import noun_conjuncts, nouns_after
from dateline.syntax.tree import Tree, low
from dateline.types import Modality, PartyKind, Sentence, Token
from dateline.vocabulary.responsibility import accusable, is_event, lexicon, names_actor

NEGATIONS = frozenset({"no", "not", "n't", "never", "nobody", "none", "nor", "neither", "without"})
PRONOUNS = frozenset({"it", "they", "we", "he", "i", "she"})
GROUP_WORDS = frozenset({"we", "it", "they"})
DOUBT_REACH = 4  # the verb and the three heads above it


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody's word on who did it: `accused` by `speaker`, who is None for the reporter."""

    modality: Modality
    accused: Voice
    speaker: Voice | None
    word: Token
    sentence: Sentence


class Verb(NamedTuple):
    """A verb in its report; one is made for each word, for which a dataclass takes long."""

    parties: Parties
    token: Token
    sentence: Sentence

    @property
    def tree(self) -> Tree:
        """The parse."""
        return self.parties.tree

    def subjects(self) -> list[Token]:
        """The nouns that do what the verb says."""
        return subjects_of(self.tree, self.token)

    def after(self, *preps: str) -> list[Token]:
        """The nouns after one of these prepositions, of the verb or, failing that, of its object.

        The parse hangs "on X" in "blamed the attack on X" on either.
        """
        own = nouns_after(self.tree, self.token, *preps)
        return own or [n for o in self.objects() for n in nouns_after(self.tree, o, *preps)]

    def objects(self) -> list[Token]:
        """Its direct objects."""
        return self.tree.kids(self.token, "dobj")


def negated(verb: Verb) -> bool:
    """Is there a "no" or "not" with the verb, its subject or its object?"""
    nouns = [verb.token, *verb.tree.kids(verb.token, "nsubj", "nsubjpass", "dobj")]
    return any(low(kid) in NEGATIONS for noun in nouns for kid in (noun, *verb.tree.kids(noun)))


def agents(verb: Verb) -> list[Token]:
    """The nouns after the "by" of a passive."""
    return [
        n
        for p in verb.tree.kids(verb.token, "agent", "prep")
        if low(p) == "by"
        for n in verb.tree.kids(p, "pobj")
    ]


def elsewhere(verb: Verb) -> bool:
    """Is it other attacks that are spoken of ("has carried out similar attacks")?"""
    events = [t for t in verb.tree.under(verb.token) if is_event(t)]
    return any(low(kid) in lexicon().elsewhere for t in events for kid in verb.tree.kids(t, "amod"))


def whose(verb: Verb, noun: Token) -> Token:
    """The word for the state whose deed a noun tells ("an Israeli air strike"), else the noun."""
    before = verb.tree.kids(noun, "amod", "compound", "nmod") if is_event(noun) else []
    for token in before:
        voice = verb.parties.at(token)
        if voice is not None and voice.party.kind is PartyKind.STATE:
            return token
    return noun


def infinitive(verb: Verb) -> bool:
    """Is the deed only wanted, prepared or allowed ("to carry out")?"""
    return any(low(kid) == "to" for kid in verb.tree.kids(verb.token, "aux"))


def _firmness(verb: Verb, speaker: Voice | None) -> Modality:
    """Suspected where a word of doubt stands over the verb; else by whether somebody speaks."""
    near = [verb.token, *verb.tree.above(verb.token)]
    said = {low(t) for link in near[:DOUBT_REACH] for t in (link, *verb.tree.kids(link))}
    if said & lexicon().doubt:
        return Modality.SUSPECTED
    return Modality.ATTRIBUTED if speaker else Modality.ASSERTED


def laid(
    verb: Verb, targets: list[Token], speakers: list[Token], forced: Modality | None = None
) -> Iterator[Charge]:
    """Charges for words that lay the deed on somebody."""
    who = [
        found
        for target in targets
        for t in [*noun_conjuncts(verb.tree, target), *also_named(verb.tree, target)]
        if (found := accused(verb.parties, t))
    ]
    said = [*voices(verb.parties, [s for s in speakers if _may_speak(verb.parties, s)])]
    fallback = verb.parties.speaker(verb.token.span)
    if fallback is None and any(is_back(verb.tree, subject) for subject in speakers):
        fallback = spoke_before(verb.parties, verb.token)
    for voice in who:
        for speaker in (*said,) or (fallback,):
            modality = forced or _firmness(verb, speaker)
            if modality is Modality.ASSERTED:
                modality = Modality.ATTRIBUTED
            yield Charge(modality, voice, speaker, verb.token, verb.sentence)


def _may_speak(parties: Parties, subject: Token) -> bool:
    """Is a subject somebody who can lay blame, no clue and no attacker?"""
    if _is_evidence(subject) or subject.lemma in {"bomber", "gunman", "toll"}:
        return False
    known = parties.at(subject) is not None or accusable(subject)
    return known or subject.pos in {"PROPN", "PRON"} or subject.tag == "NNS"


def _is_evidence(token: Token) -> bool:
    """Is the subject a thing that points somewhere, and no speaker?"""
    return token.lemma in {
        "evidence",
        "finding",
        "indication",
        "clue",
        "sign",
        "information",
        "investigation",
    }


def said_of(verb: Verb, actors: list[Token]) -> Iterator[Charge]:
    """Charges for words that say "X did it": by the speaker, or by X where X is the speaker."""
    if is_denied(verb.tree, verb.token):
        return
    speaker = verb.parties.speaker(verb.token.span) or teller(verb.parties, verb.token)
    for actor in actors:
        if speaker and not _is_armed(speaker):
            speaker = _for_whom(verb, actor, speaker) or speaker
        own = low(actor) in PRONOUNS or _is_theirs(verb, actor) or is_back(verb.tree, actor)
        if own and speaker and _is_armed(speaker):
            yield Charge(Modality.CLAIMED, speaker, speaker, verb.token, verb.sentence)
        own_side = speaker is not None and speaker.party.kind is PartyKind.ARMED_GROUP
        who = None if own else accused(verb.parties, actor)
        if who is None or (own_side and who.party.anonymous):
            continue
        if speaker and speaker.party.name == who.party.name:
            yield Charge(Modality.CLAIMED, who, speaker, verb.token, verb.sentence)
        else:
            yield Charge(_firmness(verb, speaker), who, speaker, verb.token, verb.sentence)


def _for_whom(verb: Verb, actor: Token, speaker: Voice) -> Voice | None:
    """The armed group whose spokesman says "we", "the group" or "its fighters" did it."""
    meant = low(actor) in GROUP_WORDS or _is_theirs(verb, actor) or is_back(verb.tree, actor)
    return spokes_for(verb.parties, verb.sentence, speaker) if meant else None


def _is_theirs(verb: Verb, actor: Token) -> bool:
    """Is it "its fighters" or "our mujahideen", through whom the speaker means itself?"""
    return any(low(kid) in {"its", "their", "our"} for kid in verb.tree.kids(actor, "poss"))


def _is_armed(voice: Voice) -> bool:
    """May this speaker be claiming a deed as its own?"""
    kind = voice.party.kind
    own = {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE, PartyKind.SECURITY}
    return kind in own or (kind is PartyKind.UNKNOWN and names_actor(voice.party.name))
