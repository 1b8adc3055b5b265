"""Dead attackers whom some reports count among the dead, and others tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dateline.reconcile.tolls.figures import Figure

FEW: Final = 10  # a larger toll that is higher by one or two has mostly risen


@dataclass(frozen=True, slots=True)
class Dead:
    """The figures of each report for its dead: of victims, and of attackers told apart."""

    victims: tuple[Figure, ...]
    attackers: tuple[Figure, ...]


def told_apart(dead: Dead) -> Dead:
    """Take the attackers out of the tolls that count them, and count nobody in both.

    "Four dead" in one report are the three victims and the gunman of another. Where some reports
    tell of one dead man and others of one dead attacker, and neither of both, they are the same
    man: he is what more of them say.

    Args:
        dead: what each report gives, the attackers of its own words already taken out.

    Returns:
        The same reports' figures, each dead person in one of the two only.
    """
    victims = {f.giving_report: f.range.best or 0 for f in dead.victims}
    apart = {f.giving_report: f.range.best or 0 for f in dead.attackers if f.is_main}
    pairs = Counter((victims.get(report, 0), count) for report, count in apart.items())
    alone = Counter(n for report, n in victims.items() if report not in apart and n)
    attackers = tuple(f for f in dead.attackers if not _outvoted(f, victims, pairs, alone))
    told = tuple(t for f in attackers for t in f.told if f.is_main)
    found = []
    for one in dead.victims:
        count = (
            _counted_attackers(one.range.best or 0, pairs, alone)
            if one.giving_report not in apart
            else 0
        )
        found.append(one.less(count, told) if count else one)
    return Dead(tuple(found), attackers)


def _counted_attackers(
    total: int, pairs: Mapping[tuple[int, int], int], alone: Mapping[int, int]
) -> int:
    """How many attackers a toll counts, going by the reports that tell these apart."""
    for (victims, count), reports in sorted(pairs.items()):
        fits = 0 < total < FEW and victims + count == total and count
        if fits and (victims or reports >= alone[total]):
            return count
    return 0


def _outvoted(
    one: Figure,
    victims: Mapping[str, int],
    pairs: Mapping[tuple[int, int], int],
    alone: Mapping[int, int],
) -> bool:
    """Are a report's attackers, told without victims, victims for most other reports?"""
    count = one.range.best or 0
    return not victims.get(one.giving_report) and 0 < pairs[(0, count)] < alone[count]
