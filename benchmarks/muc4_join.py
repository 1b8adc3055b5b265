"""What the tagger and the rules say of a text, put into one template a type of incident."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.extract.tagger import Tagging
from dateline.extract.tagger.entities import Named, entities, key_of, names, same
from dateline.extract.tagger.layout import ROLES, TYPES

Reader = Literal["tagger", "rules"]


@dataclass(frozen=True, slots=True)
class Choice:
    """How a role is filled.

    Attributes:
        least: the score from which a candidate counts.
        agreed: what the rules' word adds to the candidate's log odds.
        rules: fillers that the rules alone have are taken, too.
        heads: candidates with the same last word are one.
    """

    least: float
    agreed: float = 0.0
    rules: bool = False
    heads: bool = False


# Found by coordinate search for the sum of both measures on every sixth of MUC-4's training
# messages, which the tagger did not learn from; see training/README.md for what each gave.
CHOICES: Mapping[str, Choice] = {
    "PerpInd": Choice(0.8, agreed=2.0, heads=True),
    "PerpOrg": Choice(0.65),
    "Target": Choice(0.6),
    "Victim": Choice(0.45, rules=True),
    "Weapon": Choice(0.8),
}
LEAST_TYPE = 0.5  # the chance from which a text tells of a type
TYPE_AGREED = 1.0  # log odds for a type that the rules found
SHARED = 0.7  # a filler goes to a second template from this chance on


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler and which of the two read it."""

    words: str
    reader: Reader


@dataclass(frozen=True, slots=True)
class Template:
    """An incident: its type and the fillers of each role."""

    type: str
    fillers: Mapping[str, tuple[Filler, ...]]


def join(
    text: str, tagging: Tagging, ruled: Sequence[Mapping[str, object]]
) -> tuple[Template, ...]:
    """Fill one template for each type that the text tells of.

    Args:
        text: the message.
        tagging: what the tagger says of it.
        ruled: the engine's templates in the GTT form.

    Returns:
        Templates, the likeliest type's place in `TYPES` giving the order.
    """
    chances = _types(tagging, {str(one["incident_type"]) for one in ruled})
    present = [i for i, chance in enumerate(chances) if chance >= LEAST_TYPE]
    if not present:
        return ()
    filled: dict[int, dict[str, tuple[Filler, ...]]] = {i: {} for i in present}
    for role in ROLES:
        for i, fillers in _role(text, tagging, ruled, (role, present, chances)).items():
            filled[i][role] = fillers
    return tuple(Template(TYPES[i], filled[i]) for i in present)


def written(template: Template) -> dict[str, object]:
    """A template in the GTT form, each filler an entity of one mention."""
    roles = {role: [[one.words] for one in template.fillers[role]] for role in ROLES}
    return {"incident_type": template.type, **roles}


def _role(
    text: str,
    tagging: Tagging,
    ruled: Sequence[Mapping[str, object]],
    asked: tuple[str, list[int], tuple[float, ...]],
) -> dict[int, tuple[Filler, ...]]:
    """The fillers of a role in each type's template."""
    role, present, chances = asked
    choice, theirs = CHOICES[role], _ruled(ruled, role)
    candidates = names(text, (one for one in tagging.fillers if one.role == role))
    candidates = tuple(_agreed(name, theirs, choice) for name in candidates)
    sure = sorted((n for n in candidates if n.score >= choice.least), key=lambda n: -n.score)
    found: dict[int, list[Filler]] = {i: [] for i in present}
    for entity in entities(sure, heads=choice.heads):
        for i in _places(entity, present, chances):
            found[i].append(Filler(entity[0].words, "tagger"))
    for key, (words, types) in theirs.items() if choice.rules else ():
        if not any(same(key, name.key, heads=choice.heads) for name in sure):
            for i in [i for i in present if TYPES[i] in types] or present[:1]:
                found[i].append(Filler(words, "rules"))
    return {i: tuple(fillers) for i, fillers in found.items()}


def _types(tagging: Tagging, ruled: set[str]) -> tuple[float, ...]:
    """The chance of each type, the rules' word added."""
    return tuple(
        _raised(chance, TYPE_AGREED if name in ruled else 0.0)
        for name, chance in zip(TYPES, tagging.types, strict=True)
    )


def _agreed(
    name: Named, theirs: Mapping[tuple[str, ...], tuple[str, set[str]]], choice: Choice
) -> Named:
    """A candidate, surer where the rules have the same words."""
    return replace(name, score=_raised(name.score, choice.agreed)) if name.key in theirs else name


def _places(
    entity: tuple[Named, ...], present: list[int], chances: tuple[float, ...]
) -> tuple[int, ...]:
    """The types whose template an entity belongs to: the likeliest, and any that is likely."""
    total = sum(name.score for name in entity)
    own = {i: sum(name.score * name.types[i] for name in entity) / total for i in present}
    best = max(present, key=lambda i: own[i] + chances[i])
    return tuple(i for i in present if i == best or own[i] >= SHARED)


def _ruled(
    ruled: Sequence[Mapping[str, object]], role: str
) -> dict[tuple[str, ...], tuple[str, set[str]]]:
    """The rules' fillers of a role: words and types of incident by what they are compared by."""
    found: dict[tuple[str, ...], tuple[str, set[str]]] = {}
    for template in ruled:
        fillers = template[role]
        for entity in fillers if isinstance(fillers, list) else ():
            if key := key_of(entity[0]):
                found.setdefault(key, (entity[0], set()))[1].add(str(template["incident_type"]))
    return found


def _raised(chance: float, odds: float) -> float:
    """A chance whose log odds are raised."""
    if odds == 0.0 or not 0.0 < chance < 1.0:
        return chance
    return 1 / (1 + math.exp(-(math.log(chance / (1 - chance)) + odds)))
