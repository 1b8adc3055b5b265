"""What the trained readers and the rules say together, and which claims that leaves."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, Literal

import numpy as np

from dateline.extract.rules import Answer, claim_of
from dateline.extract.tagger.readers import (
    LINEAR,
    ROLES,
    TYPES,
    Marks,
    Scored,
    cut_words,
    marks,
    role_scores,
    text_scores,
)
from dateline.extract.tagger.wordings import (
    Grade,
    Wording,
    key_of,
    linked,
    ranks,
    rivals,
    same_thing,
    shorts,
    wordings,
)
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
    Token,
    Weapon,
)

# ------------------------------------------------------------------ fillers and types of incident

DATA = Path(__file__).parent / "data" / "joint.json"
MOST = 60  # wordings of a role that are weighed
BY_HEAD = frozenset({"PerpInd"})  # roles whose fillers are one where their last words are
FAR = 3000  # characters behind which it matters no more how far off a wording stands
STEADY = 5.0  # log odds of the linear reader beyond which it says no more
FAINT = 0.2  # chance below which a wording is no filler
SURE = 0.4  # chance from which a filler counts in the number of incidents
Key = tuple[str, ...]
Reader = Literal["tagger", "both"]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say of a text: fillers of each role, and how many incidents of each type."""

    keys: Mapping[str, frozenset[Key]]
    types: Mapping[str, int]
    sentences: tuple[tuple[int, int], ...]  # characters of the sentences that tell of an event


@dataclass(frozen=True, slots=True)
class Filler:
    """Words that fill a role.

    Attributes:
        role: one of `ROLES`.
        words: as the text has them, white space made even.
        key: what wordings are compared by.
        chance: that they fill it, 0 to 1.
        types: how likely the incident is of each of `TYPES`, 0 to 1.
        places: first character and the one behind the last, the likeliest place first.
        reader: "both" if the rules have the same words in the role.
    """

    role: str
    words: str
    key: Key
    chance: float
    types: tuple[float, ...]
    places: tuple[tuple[int, int], ...]
    reader: Reader


@dataclass(frozen=True, slots=True)
class Joint:
    """Fillers, a role's surest first, none `FAINT`; chances of one, two, three incidents a type."""

    fillers: tuple[Filler, ...]
    incidents: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that the models weigh: of each wording, of each type, of its number."""

    wordings: tuple[tuple[Wording, tuple[float, ...]], ...]
    types: tuple[tuple[float, ...], ...]
    numbers: tuple[tuple[float, ...], ...]


Weights = Mapping[str, Sequence[float]]


def joint(
    text: str, marks: Marks, tokens: Sequence[Token], ruled: Ruled, weights: Weights | None = None
) -> Joint:
    """Weigh what all readers say of a text.

    Args:
        text: the text.
        marks: what the encoder says of it.
        tokens: its parse.
        ruled: what the rules say.
        weights: by role, "type", "two" and "three"; those of the package if None.

    Returns:
        One filler a thing, by its likeliest wording, and the chances of incidents of each type.
    """
    used = _weights() if weights is None else weights
    signs = signs_of(text, marks, tokens, ruled)
    likely = [(one, _chance(used[one.role], own)) for one, own in signs.wordings]
    fillers = [_filler(one, chance, ruled) for one, chance in likely if chance >= FAINT]
    kept = (_apart(text, [f for f in fillers if f.role == role]) for role in ROLES)
    return Joint(tuple(chain.from_iterable(kept)), _incidents(signs, used))


def signs_of(
    text: str, marks: Marks, tokens: Sequence[Token], ruled: Ruled, linear: Path = LINEAR
) -> Signs:
    """The signs of a text, for weighing and for training."""
    cut = cut_words(text)
    scored = Scored(cut, role_scores(cut, linear))
    found = {role: own[:MOST] for role, own in wordings(text, marks, tokens, scored).items()}
    told = text_scores(cut, linear).clip(-STEADY, STEADY)
    chances = np.array([_logistic(x) for x in marks.odds])
    rival = rivals(found)
    made = [
        (one, (*_of_place(one, ruled), *_of_text(one, chances), *beside, rank_rival))
        for role, own in found.items()
        for one, beside, rank_rival in zip(
            own,
            zip(map(float, ranks(own)), _family(own), strict=True),
            (_odds(rival[role, one.key]) for one in own),
            strict=True,
        )
    ]
    types = tuple(
        (*_of_type(n, marks, found, ruled), float(told[n]), float(told[len(TYPES)]))
        for n in range(len(TYPES))
    )
    numbers = tuple(
        (*_of_number(n, marks, found, ruled), float(told[len(TYPES) + 1]))
        for n in range(len(TYPES))
    )
    return Signs(tuple(made), types, numbers)


def _of_place(one: Wording, ruled: Ruled) -> tuple[float, ...]:
    """Signs of where and how a wording stands."""
    places = one.places
    grade = max(place.grade for place in places)
    told = any(a <= place.start < b for place in places for a, b in ruled.sentences)
    return (
        1.0,
        _odds(places[0].mean),
        _odds(max(place.begin for place in places)),
        _odds(max(place.least for place in places)),
        math.log(1.01 - min(place.after for place in places)),
        math.log(len(places)),
        min(FAR, *(place.start for place in places)) / 1000,
        float(one.key in ruled.keys.get(one.role, ())),
        *(float(grade is g) for g in (Grade.WHOLE, Grade.LONG, Grade.NAME)),
        float(told),
        math.log(len(one.key)),
        float(len(one.key) == 1),
        float(places[0].plural),
        *(
            max(-8.0, min(8.0, max(x)))
            for x in ([p.word for p in places], [p.head for p in places])
        ),
    )


def _of_text(one: Wording, chances: np.ndarray) -> tuple[float, float]:
    """Signs of how well the text's types and a wording's go together."""
    agreed = float((one.types * chances).sum() / max(1e-6, float(one.types.sum())))
    return _odds(float(chances.max())), _odds(agreed)


def _family(own: Sequence[Wording]) -> list[float]:
    """The log odds of the likeliest wording that names the same thing; likelier ones come first."""
    return [_odds(next(w for w in own if same_thing(one.key, w.key)).places[0].mean) for one in own]


def _of_type(
    number: int, marks: Marks, found: Mapping[str, Sequence[Wording]], ruled: Ruled
) -> tuple[float, ...]:
    """Signs that a text tells of a type."""
    best = max(
        (w.likely * float(w.types[number]) for own in found.values() for w in own), default=0
    )
    ruled_here = ruled.types.get(TYPES[number], 0)
    return (
        1.0,
        marks.odds[number],
        float(ruled_here > 0),
        math.log(1 + ruled_here),
        _odds(best),
        float(number == 0),
        float(number == 1),
        float(bool(ruled.types)),
        max(marks.odds),
    )


def _of_number(
    number: int, marks: Marks, found: Mapping[str, Sequence[Wording]], ruled: Ruled
) -> tuple[float, ...]:
    """Signs that a text tells of more than one incident of a type."""
    sure = [
        sum(
            max(p.begin for p in w.places) > SURE and float(w.types[number]) > SURE
            for w in found[role]
        )
        for role in ("Target", "Victim", "PerpInd")
    ]
    return (
        1.0,
        marks.odds[number],
        math.log(1 + ruled.types.get(TYPES[number], 0)),
        math.log(1 + sum(ruled.types.values())),
        math.log((1 + len(marks.pieces)) / 400),
        *(math.log(1 + count) for count in sure),
    )


def _incidents(signs: Signs, used: Weights) -> tuple[tuple[float, float, float], ...]:
    """The chances of at least one, two and three incidents of each type."""
    made = []
    for types, numbers in zip(signs.types, signs.numbers, strict=True):
        one = _chance(used["type"], types)
        two = one * _chance(used["two"], numbers)
        made.append((one, two, two * _chance(used["three"], numbers)))
    return tuple(made)


def _filler(one: Wording, chance: float, ruled: Ruled) -> Filler:
    """A wording with its chance."""
    reader: Reader = "both" if one.key in ruled.keys.get(one.role, ()) else "tagger"
    places = tuple((place.start, place.end) for place in one.places)
    types = tuple(float(x) for x in one.types)
    return Filler(one.role, one.words, one.key, chance, types, places, reader)


def _apart(text: str, found: Sequence[Filler]) -> list[Filler]:
    """The likeliest wording of each thing; wordings that overlap or name the same give way."""
    kept: list[Filler] = []
    known = shorts(text)
    for one in sorted(found, key=lambda f: (-f.chance, f.places[0], f.key)):
        heads = one.role in BY_HEAD
        if not any(
            same_thing(one.key, other.key, heads=heads)
            or linked(known, one.key, other.key)
            or _overlap(one, other)
            for other in kept
        ):
            kept.append(one)
    return kept


def _overlap(one: Filler, other: Filler) -> bool:
    """Do two fillers share characters anywhere?"""
    return any(a < d and c < b for a, b in one.places for c, d in other.places)


def _chance(weights: Sequence[float], signs: Sequence[float]) -> float:
    """The logistic model's answer."""
    return _logistic(sum(w * x for w, x in zip(weights, signs, strict=True)))


def _logistic(odds: float) -> float:
    """A chance from log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _odds(chance: float) -> float:
    """Log odds of a chance, kept within what can be told."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


@cache
def _weights() -> Weights:
    """The weights of the package."""
    kept: Weights = json.loads(DATA.read_text(encoding="utf-8"))["weights"]
    return kept


# ------------------------------------------------------------------ the tagger beside the rules

READER: Final = "tagger"
LIKELY: Final = 0.25  # chance from which the tagger is taken to read a filler
SURE_ALONE: Final = 0.6  # chance from which it is believed alone
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
    inside = _mention_sentences(annotations, main)
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
        if filler.role in roles and filler.chance >= SURE_ALONE:
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
        sentences.extend((s.start, s.end) for s in _mention_sentences(annotations, mention))
        if mention.scope is not Scope.SINGLE or mention.kind not in TYPE_OF:
            continue
        types[TYPE_OF[mention.kind]] += mention.stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}
        for claim in mention.claims:
            if claim.modality is not Modality.DENIED and claim.reader != READER:
                for role, words in _roles(document, claim):
                    keys[role].add(key_of(words))
    told = {role: frozenset(found - {()}) for role, found in keys.items()}
    return Ruled(told, {t: n for t, n in types.items() if n}, tuple(dict.fromkeys(sentences)))


def _mention_sentences(annotations: Annotations, mention: Mention) -> list[Span]:
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
