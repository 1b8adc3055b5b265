"""Dead attackers told twice: "the suspect was killed", and later "a man died"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.casualties.mentions import Reported
from dateline.extract.casualties.quantities import ONE
from dateline.extract.casualties.victim_identity import person_of, same
from dateline.syntax.tree import Tree
from dateline.types import Role


def attackers_once(
    parsed: Tree, told: Sequence[tuple[int, Reported]]
) -> list[tuple[int, Reported]]:
    """The tolls, with single dead people who are the attacker told before counted as attackers.

    Where a report tells of one attacker killed by others, and of no victims in number, a dead man
    is taken for him unless his name, age or gender is another. An attacker who killed himself is
    mostly told beside his victims: only the same person, or the pronoun that follows, is he.

    Args:
        parsed: the parse.
        told: tolls with the event of each, in the order of the text.

    Returns:
        The same, some with the role of attackers killed.
    """
    found = list(told)
    for event in dict.fromkeys(at for at, _ in told):
        mine = [n for n, (at, _) in enumerate(told) if at == event]
        for n in _attackers_among(parsed, [(n, told[n][1]) for n in mine]):
            found[n] = (event, replace(told[n][1], role=Role.ATTACKERS_KILLED))
    return found


def _attackers_among(parsed: Tree, told: Sequence[tuple[int, Reported]]) -> list[int]:
    """Which of the dead of an event are its attacker."""
    attackers = [one for _, one in told if one.role is Role.ATTACKERS_KILLED]
    dead = [(n, one) for n, one in told if one.role is Role.KILLED]
    if not attackers or any(one.counted.toll.count != ONE for one in attackers):
        return []
    if any(one.counted.toll.count != ONE for _, one in dead):
        return []
    beside = {one.sentence.first for one in attackers}
    if not any(one.sentence.first in beside for _, one in dead):
        return [n for n, one in dead if not _surely_another(parsed, one, attackers)]
    if not any(one.own for one in attackers):
        return []
    return [n for n, one in dead if _goes_on(parsed, one, [other for _, other in told])]


def _surely_another(parsed: Tree, one: Reported, attackers: Sequence[Reported]) -> bool:
    """Do name, age or gender set a dead person apart from the attacker?"""
    who = person_of(parsed, one.sentence, one.counted)
    others = (person_of(parsed, a.sentence, a.counted) for a in attackers)
    return any(same(who, other) is False for other in others)


def _goes_on(parsed: Tree, one: Reported, told: Sequence[Reported]) -> bool:
    """Is a dead person the attacker by name, or the pronoun right after him?"""
    who = person_of(parsed, one.sentence, one.counted)
    attackers = [other for other in told if other.role is Role.ATTACKERS_KILLED]
    if any(same(who, person_of(parsed, a.sentence, a.counted)) for a in attackers):
        return True
    before = [other for other in told if other.counted.span < one.counted.span]
    after_him = bool(before) and before[-1].role is Role.ATTACKERS_KILLED
    return after_him and one.counted.head.pos == "PRON"
