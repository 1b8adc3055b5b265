"""What people say of the lists of an incident: perpetrators, targets, weapons, victims, claims.

A list is given as a whole ("Ashab al-Kahf: claimed; others: suspected"), or one of its items by
name (`perpetrators.Ashab al-Kahf`), which leaves the others as the reports have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, TypeVar

from dateline.reconcile.judging.values import (
    Word,
    count,
    figure,
    given,
    items,
    member,
    named_items,
    one_of,
)
from dateline.reconcile.parties import TIES
from dateline.reconcile.weapons import remainder
from dateline.types import (
    Finding,
    Incident,
    Munition,
    Perpetrator,
    Stance,
    Statement,
    Target,
    TargetKind,
    VictimGroup,
    Victims,
    WeaponKind,
)

T = TypeVar("T")
OUTCOMES: Final = ("fired", "intercepted", "landed", "failed", "unaccounted")
WEAPON: Final = (*OUTCOMES, "salvos", "intercepted_by")
HARM: Final = ("killed", "wounded")
GROUP: Final = re.compile(r"(\w+)(?: ?\((.+)\))?")  # "civilians", "foreigners (German)"
TOLL: Final = re.compile(r"(?<![\d/?])([\d/?]+) (killed|wounded)")

PERPETRATORS: Final = "NAME: STANCE; … (stances: claimed, attributed, suspected, named)"
TARGETS: Final = "NAME: KIND; … (kinds: diplomatic, military, police …)"
WEAPONS: Final = "KIND; … (rocket, drone, car_bomb …)"
VICTIMS: Final = "GROUP: N killed, N wounded; … (civilians, children, foreigners (German) …)"
CLAIMS: Final = "NAME: STANCE [WHOM]; … (stances: claims, denies, attributes, suspects, condemns)"


def _put(
    having: Iterable[T], is_meant: Callable[[T], bool], change: Callable[[T | None], T | None]
) -> tuple[T, ...]:
    """A list with one item changed, added at its end, or taken out (None)."""
    found = tuple(having)
    meant = next((n for n, item in enumerate(found) if is_meant(item)), len(found))
    item = change(found[meant] if meant < len(found) else None)
    kept = () if item is None else (item,)
    return (*found[:meant], *kept, *found[meant + 1 :])


def _is(name: str) -> Callable[[str], bool]:
    """Is another name the same but for case?"""
    return lambda other: other.casefold() == name.casefold()


def _told(claims: Iterable[str], word: Word) -> tuple[str, ...]:
    """The claims of an item that a person gives: those before, and the judgement."""
    return tuple(dict.fromkeys((*claims, word.judgement)))


# ------------------------------------------------------------------ perpetrators and targets


def perpetrators(incident: Incident, word: Word) -> Incident:
    """All who are said to have done it."""
    listed = named_items(word.value, f"perpetrators as {PERPETRATORS}") if word.value else ()
    found = tuple(_perpetrator(incident, name, stance, word) for name, stance in listed)
    return replace(incident, perpetrators=found)


def perpetrator(incident: Incident, name: str, word: Word) -> Incident:
    """One of them, by name, with a stance or none."""
    stance, same = word.value, _is(name)
    found = _put(
        incident.perpetrators,
        lambda who: same(who.name),
        lambda _: _perpetrator(incident, name, stance, word) if stance else None,
    )
    return replace(incident, perpetrators=found)


def _perpetrator(incident: Incident, name: str, stance: str, word: Word) -> Perpetrator:
    """Who is said to have done it, with the claims that the reports have of it."""
    known = next((who for who in incident.perpetrators if _is(name)(who.name)), None)
    claims, aliases = (known.claims, known.aliases) if known else ((), ())
    return Perpetrator(name, one_of(TIES, stance), _told(claims, word), aliases)


def targets(incident: Incident, word: Word) -> Incident:
    """All that was struck."""
    listed = named_items(word.value, f"targets as {TARGETS}") if word.value else ()
    return replace(incident, targets=tuple(_target(name, kind, word) for name, kind in listed))


def target(incident: Incident, name: str, word: Word) -> Incident:
    """One of them, by name, with a kind or none."""
    kind, same = word.value, _is(name)
    found = _put(
        incident.targets,
        lambda one: same(one.value.name),
        lambda _: _target(name, kind, word) if kind else None,
    )
    return replace(incident, targets=found)


def _target(name: str, kind: str, word: Word) -> Finding[Target]:
    return given(Target(name, member(TargetKind, kind)), word.reason)


# ------------------------------------------------------------------ claims


def claims(incident: Incident, word: Word) -> Incident:
    """The whole table of who claims, denies or attributes it."""
    listed = named_items(word.value, f"claims as {CLAIMS}") if word.value else ()
    found = tuple(_statement(incident, by, said, word) for by, said in listed)
    return replace(incident, statements=found)


def claim(incident: Incident, name: str, word: Word) -> Incident:
    """All that one party says, in the place of what it is reported to say."""
    same = _is(name)
    others = tuple(s for s in incident.statements if not same(s.by))
    said = items(word.value) if word.value else ()
    found = tuple(_statement(incident, name, one, word) for one in said)
    return replace(incident, statements=(*others, *found))


def _statement(incident: Incident, by: str, said: str, word: Word) -> Statement:
    """A row of the claims table, with the claims that the reports have of it."""
    name, _, to = said.partition(" ")
    stance, whom = member(Stance, name), to.strip() or None
    known = (s.claims for s in incident.statements if _is(by)(s.by) and s.stance is stance)
    return Statement(by, stance, whom, _told(next(known, ()), word))


# ------------------------------------------------------------------ weapons


def weapons(incident: Incident, word: Word) -> Incident:
    """All kinds that were used; those that the reports tell keep their numbers."""
    kinds = [member(WeaponKind, kind) for kind in items(word.value)] if word.value else []
    return replace(incident, weapons=tuple(_munition(incident, kind, word) for kind in kinds))


def weapon(incident: Incident, name: str, word: Word) -> Incident:
    """One number of a kind (`weapons.rocket.fired`); or the kind itself, used or none."""
    kind_name, _, part = name.partition(".")
    kind = member(WeaponKind, kind_name)

    def corrected(_: Munition | None) -> Munition | None:
        munition = _munition(incident, kind, word)
        if part:
            return _numbered(munition, one_of(WEAPON, part), word)
        return munition if word.value and one_of(("used",), word.value) else None

    return replace(incident, weapons=_put(incident.weapons, lambda w: w.kind is kind, corrected))


def _munition(incident: Incident, kind: WeaponKind, word: Word) -> Munition:
    known = next((w for w in incident.weapons if w.kind is kind), Munition(kind))
    return replace(known, claims=_told(known.claims, word))


def _numbered(munition: Munition, part: str, word: Word) -> Munition:
    """A weapon with one number or name as a person gives it, and what then is unaccounted for."""
    if part == "intercepted_by":
        return replace(munition, intercepted_by=word.value)
    if part == "salvos":
        return replace(munition, salvos=count(word.value) if word.value else None)
    value = figure(word.value, word.judgement) if word.value else None
    changed = replace(munition, **{part: value})  # type: ignore[arg-type]  # a number of it
    if part == "unaccounted":
        return changed
    outcomes = [r for r in (changed.intercepted, changed.landed, changed.failed) if r]
    return replace(changed, unaccounted=remainder(changed.fired, outcomes))


# ------------------------------------------------------------------ victims


def victims(incident: Incident, word: Word) -> Incident:
    """All groups with their tolls."""
    listed = named_items(word.value, f"victims as {VICTIMS}") if word.value else ()
    return replace(incident, victims=tuple(_victims(name, tolls, word) for name, tolls in listed))


def victim(incident: Incident, name: str, word: Word) -> Incident:
    """One toll of a group (`victims.children.killed`); or the group itself, which leaves (none)."""
    group, _, harm = name.rpartition(".") if name.endswith(HARM) else (name, "", "")
    whom, detail = _parse_group(group)

    def corrected(known: Victims | None) -> Victims | None:
        if not harm:
            return _victims(group, word.value, word) if word.value else None
        value = figure(word.value, word.judgement) if word.value else None
        one = known or Victims(whom, detail, None, None)
        one = replace(one, **{harm: value}, claims=_told(one.claims, word))  # type: ignore[arg-type]  # a toll of it
        return one if one.killed or one.wounded else None

    def is_meant(one: Victims) -> bool:
        # Without a detail the group is meant however the reports call it ("children": "child").
        return one.group is whom and (not detail or _is(detail)(one.detail or ""))

    return replace(incident, victims=_put(incident.victims, is_meant, corrected))


def _victims(name: str, tolls: str, word: Word) -> Victims:
    """A group with the tolls that a person gives."""
    group, detail = _parse_group(name)
    parts = [TOLL.fullmatch(part.strip()) for part in tolls.split(",")]
    found = {part[2]: figure(part[1], word.judgement) for part in parts if part}
    if len(found) != len(parts):
        raise ValueError(f"expected victims as {VICTIMS}, found {tolls!r}")
    return Victims(group, detail, found.get("killed"), found.get("wounded"), (word.judgement,))


def _parse_group(name: str) -> tuple[VictimGroup, str | None]:
    """A group of victims with the words that tell it apart: "foreigners (German)"."""
    found = GROUP.fullmatch(name.strip())
    return member(VictimGroup, found[1] if found else name), found[2] if found else None
