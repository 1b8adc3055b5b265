"""The trained tagger beside the rules: which claims both read, and what the tagger alone reads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.claims import Answer, claim_of
from dateline.extract.tagger.entities import key_of
from dateline.extract.tagger.joint import Filler, Joint, Ruled, Weights, joint
from dateline.extract.tagger.read import marks
from dateline.syntax.tree import sentence_of
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Entity,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Prominence,
    Role,
    Scope,
    Span,
    Stage,
    Target,
    TargetKind,
    Weapon,
)

READER: Final = "tagger"
LIKELY: Final = 0.25  # chance from which the tagger is taken to read a filler
SURE: Final = 0.6  # chance from which it is believed alone
# The tagger's roles and types are those of MUC-4, which it learnt.
ROLES_OF: Mapping[Role, tuple[str, ...]] = {
    Role.ACTOR: ("PerpInd", "PerpOrg"),
    Role.TARGET: ("Target", "Victim"),
    Role.WEAPON: ("Weapon",),
    Role.KILLED: ("Victim",),
}
TYPE_OF: Mapping[Kind, str] = {
    Kind.ROCKET_ATTACK: "bombing",
    Kind.DRONE_STRIKE: "attack",
    Kind.AIR_STRIKE: "bombing",
    Kind.BOMBING: "bombing",
    Kind.SUICIDE_BOMBING: "bombing",
    Kind.ARMED_ATTACK: "attack",
    Kind.CLASH: "attack",
    Kind.ASSASSINATION: "attack",
    Kind.ABDUCTION: "kidnapping",
    Kind.HOSTAGE_TAKING: "kidnapping",
    Kind.PROPERTY_DESTRUCTION: "arson",
    Kind.OTHER: "attack",
}
ORGANISED = frozenset(
    {
        PartyKind.STATE,
        PartyKind.GOVERNMENT,
        PartyKind.MILITARY,
        PartyKind.POLICE,
        PartyKind.SECURITY,
        PartyKind.ARMED_GROUP,
        PartyKind.POLITICAL,
        PartyKind.COMPANY,
    }
)
HUMAN = frozenset({TargetKind.PERSON, TargetKind.CIVILIANS, TargetKind.MILITANT})
HARMED = frozenset({Role.KILLED, Role.WOUNDED, Role.ABDUCTED})
AND = re.compile(r", (?:and )?| and ")
SMALL = re.compile(r"^(?:the|a|an|their|his|its|this|that|some|several)\s+", re.IGNORECASE)
TITLE = re.compile(
    r"^(?:(?:president|colonel|col|general|gen|lieutenant|lt|major|captain|capt|sergeant|sgt|father"
    r"|fr|mr|mrs|miss|ms|dr|mayor|senator|deputy|ambassador|minister|judge|bishop|archbishop"
    r"|monsignor|priest|reverend|rev|commander|brigadier|former|presidential|candidate)\.?\s+)+",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<![\w'.-])[A-Z][\w'.-]*(?: (?:de|del|la|los|y|[A-Z][\w'.-]*)){1,4}")


def jointly(
    document: Document,
    annotations: Annotations,
    mentions: Sequence[Mention],
    weights: Weights | None = None,
) -> Joint:
    """What both readers say of a report, in the tagger's roles and types.

    Args:
        document: the report's text.
        annotations: what it names and how its sentences are built.
        mentions: the events that the rules read.
        weights: of the join; those of the package if None.

    Returns:
        Fillers with their chances, and the chances of incidents of each type.
    """
    told = ruled(document, annotations, mentions)
    read = marks(document.text, told.sentences)
    return joint(document.text, read, annotations.tokens, told, weights)


def confirmed(
    document: Document, annotations: Annotations, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The mentions with the tagger's word added.

    Args:
        document: the report's text.
        annotations: what it names and how its sentences are built.
        mentions: the events that the rules read; without a main one the tagger is not asked.

    Returns:
        The same mentions; a claim that the tagger reads too says so, and the first main event
        has the weapon and the actor that the tagger alone is sure of, hedged.
    """
    first = next((i for i, m in enumerate(mentions) if _main(m)), None)
    if first is None:
        return mentions
    found = [f for f in jointly(document, annotations, mentions).fillers if f.chance >= LIKELY]
    told = [replace(m, claims=tuple(_marked(c, found) for c in m.claims)) for m in mentions]
    main = told[first]
    added = tuple(_added(document, annotations, main, found))
    told[first] = replace(main, claims=(*main.claims, *added))
    return tuple(told)


def _main(mention: Mention) -> bool:
    """Is this an event that the report is about?"""
    return (
        mention.prominence is Prominence.MAIN
        and mention.scope is Scope.SINGLE
        and mention.stage is Stage.ACCOMPLISHED
    )


def _marked(claim: Claim, found: Sequence[Filler]) -> Claim:
    """A claim that says whether the tagger reads its words in the same role."""
    roles = ROLES_OF.get(claim.role, ())
    span = claim.span
    tagged = any(
        filler.role in roles and start < span.end and end > span.start
        for filler in found
        for start, end in filler.places
    )
    return replace(claim, tagged=True) if tagged else claim


def _added(
    document: Document, annotations: Annotations, main: Mention, found: Sequence[Filler]
) -> Iterator[Claim]:
    """Claims of the tagger alone for roles that the rules left open."""
    told = {claim.role for claim in main.claims}
    inside = _sentences(annotations, main)
    entities = {Role.WEAPON: annotations.weapons, Role.ACTOR: annotations.parties}
    for role, known in entities.items():
        if role in told:
            continue
        for entity in _sure(found, ROLES_OF[role], known):
            sentence = sentence_of(annotations, entity.span)
            if sentence is not None and sentence.span in inside and entity.value is not None:
                answer = Answer(role, entity.value, entity.span, sentence, Modality.HEDGED, READER)
                yield claim_of(document, annotations, answer)
                break


def _sure(
    found: Sequence[Filler], roles: Sequence[str], known: Sequence[Entity]
) -> Iterator[Entity]:
    """The entities whose words the tagger is sure of, the surest first."""
    for filler in sorted(found, key=lambda f: (-f.chance, f.places[0])):
        if filler.role in roles and filler.chance >= SURE:
            for entity in known:
                span = entity.span
                if any(s < span.end and e > span.start for s, e in filler.places):
                    yield entity


def ruled(document: Document, annotations: Annotations, mentions: Sequence[Mention]) -> Ruled:
    """What the rules say, in the tagger's roles and types."""
    keys: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    types: Counter[str] = Counter()
    sentences: list[tuple[int, int]] = []
    for mention in mentions:
        sentences.extend((s.start, s.end) for s in _sentences(annotations, mention))
        if mention.scope is not Scope.SINGLE or mention.kind not in TYPE_OF:
            continue
        types[TYPE_OF[mention.kind]] += mention.stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}
        for claim in mention.claims:
            if claim.modality is not Modality.DENIED and claim.reader != READER:
                for role, words in _roles(document, claim):
                    keys[role].add(key_of(words))
    told = {role: frozenset(found - {()}) for role, found in keys.items()}
    return Ruled(told, {t: n for t, n in types.items() if n}, tuple(dict.fromkeys(sentences)))


def _sentences(annotations: Annotations, mention: Mention) -> list[Span]:
    """The sentences that tell of an event."""
    found = (sentence_of(annotations, span) for span in (mention.trigger, *mention.more_triggers))
    return [sentence.span for sentence in found if sentence is not None]


def _roles(document: Document, claim: Claim) -> Iterator[tuple[str, str]]:
    """The tagger's roles that a claim fills, with the words."""
    shown = " ".join(document.text[claim.span.start : claim.span.end].split())
    words = SMALL.sub("", shown)
    value = claim.value
    if claim.role is Role.ACTOR and isinstance(value, Party):
        named = words[:1].isupper() or value.id is not None
        yield ("PerpOrg" if named and value.kind in ORGANISED else "PerpInd"), words
    elif claim.role is Role.WEAPON and isinstance(value, Weapon):
        yield "Weapon", words
    elif claim.role is Role.TARGET and isinstance(value, Target) and value.kind not in HUMAN:
        yield "Target", words
    elif claim.role in HARMED or (isinstance(value, Target) and value.kind is TargetKind.PERSON):
        for part in AND.split(shown):
            name = TITLE.sub("", SMALL.sub("", part))
            if NAME.fullmatch(name):
                yield "Victim", name
