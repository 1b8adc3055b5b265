"""Pairs of mentions: what speaks for and against their being one incident, and how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dateline.link.days import compare_days
from dateline.link.kinds import compare_kinds
from dateline.link.places import compare_places
from dateline.link.profiles import Profile
from dateline.link.stories import compare_people, compare_stories, compare_tellings
from dateline.link.targets import compare_actors, compare_targets, compare_weapons
from dateline.link.texts import compare_names, compare_reports, compare_words
from dateline.link.tolls import compare_killed, compare_wounded
from dateline.link.weights import FORCED, NEVER, RULED_OUT
from dateline.types import Link, Reason

Comparison = Callable[[Profile, Profile], Reason | None]
Pair = tuple[int, int]

# Each answers one question about a pair, or nothing where the reports do not say. Those that
# rule most pairs out come first.
COMPARISONS: Final[Mapping[str, Comparison]] = {
    "date": compare_days,
    "place": compare_places,
    "kind": compare_kinds,
    "report": compare_reports,
    "target": compare_targets,
    "killed": compare_killed,
    "wounded": compare_wounded,
    "weapon": compare_weapons,
    "actor": compare_actors,
    "words": compare_words,
    "names": compare_names,
    "people": compare_people,
    "story": compare_stories,
    "telling": compare_tellings,
}
ALL: Final = tuple(COMPARISONS.values())
MOST_LINKS: Final = 66  # all pairs of twelve mentions; of larger clusters the best of each mention


def reasons(left: Profile, right: Profile, *, forced: bool = False) -> tuple[Reason, ...]:
    """All that speaks for and against a pair; what rules it out stands alone.

    Args:
        left: with the smaller mention id.
        right: with the larger one.
        forced: a person called them one incident, and nothing rules that out.
    """
    found: list[Reason] = []
    if forced:
        found.append(Reason("judgement", FORCED, "a person called them one incident"))
    for compare in ALL:
        reason = compare(left, right)
        if reason is not None and reason.weight > RULED_OUT:
            found.append(reason)
        elif reason is not None and not forced:
            return (reason,)
    return tuple(found)


def kept_apart() -> tuple[Reason, ...]:
    """The one reason for a pair that a person called different incidents."""
    return (Reason("judgement", NEVER, "a person called them different incidents"),)


def total(found: Sequence[Reason]) -> float:
    """The weight of a pair."""
    return sum([reason.weight for reason in found])  # a list: this is asked of every pair


def links(
    group: Sequence[int], ids: Sequence[str], why: Callable[[int, int], tuple[Reason, ...]]
) -> tuple[Link, ...]:
    """The links among the mentions of a cluster.

    Args:
        group: some items, in order.
        ids: the mention id of each item.
        why: the reasons for a pair of items, the smaller first.
    """
    pairs = [(i, j) for at, i in enumerate(group) for j in group[at + 1 :]]
    if len(pairs) > MOST_LINKS:
        weights = {pair: total(why(*pair)) for pair in pairs}
        pairs = sorted({_best(i, group, weights) for i in group})
    found = ((i, j, why(i, j)) for i, j in pairs)
    return tuple(Link(ids[i], ids[j], total(all_of), all_of) for i, j, all_of in found)


def _best(i: int, group: Sequence[int], weights: Mapping[Pair, float]) -> Pair:
    """The pair of a mention with the one that it is most like."""
    others = ((min(i, j), max(i, j)) for j in group if j != i)
    return max(others, key=lambda pair: (weights[pair], pair[0] == i, -pair[0] - pair[1]))
