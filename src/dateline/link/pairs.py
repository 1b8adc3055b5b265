"""Pairs of mentions: what speaks for and against their being one incident, and how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dateline.link.days import compare_days, sign_of_days, weigh_days
from dateline.link.kinds import compare_kinds, sign_of_kinds, weigh_kinds
from dateline.link.places import compare_places, sign_of_places, weigh_places
from dateline.link.profiles import MentionProfile
from dateline.link.shared_text import (
    compare_names,
    compare_reports,
    compare_words,
    sign_of_names,
    sign_of_reports,
    sign_of_words,
    weigh_names,
    weigh_reports,
    weigh_words,
)
from dateline.link.signs import NOTHING, Sign
from dateline.link.stories import (
    compare_people,
    compare_stories,
    compare_tellings,
    sign_of_people,
    sign_of_stories,
    sign_of_tellings,
    weigh_people,
    weigh_stories,
    weigh_tellings,
)
from dateline.link.targets import (
    compare_actors,
    compare_targets,
    compare_weapons,
    sign_of_actors,
    sign_of_targets,
    sign_of_weapons,
    weigh_actors,
    weigh_targets,
    weigh_weapons,
)
from dateline.link.tolls import (
    compare_killed,
    compare_wounded,
    sign_of_killed,
    sign_of_wounded,
    weigh_killed,
    weigh_wounded,
)
from dateline.link.weights import FORCED, NEVER, RULED_OUT
from dateline.types import Link, Reason

Weigh = Callable[[MentionProfile, MentionProfile], float]
Compare = Callable[[MentionProfile, MentionProfile], Reason | None]
Pair = tuple[int, int]

# Each answers one question about a pair, with a weight for every pair and with words for those
# that a person reads; 0 and nothing where the reports do not say. Those that rule most pairs out
# come first.
OF_EVENTS: Final[Mapping[str, tuple[Weigh, Compare]]] = {
    "date": (weigh_days, compare_days),
    "place": (weigh_places, compare_places),
    "kind": (weigh_kinds, compare_kinds),
    "report": (weigh_reports, compare_reports),
    "target": (weigh_targets, compare_targets),
    "killed": (weigh_killed, compare_killed),
    "wounded": (weigh_wounded, compare_wounded),
    "weapon": (weigh_weapons, compare_weapons),
    "actor": (weigh_actors, compare_actors),
}
# These are asked of two reports: the events of one share its words, names and persons.
OF_REPORTS: Final[Mapping[str, tuple[Weigh, Compare]]] = {
    "words": (weigh_words, compare_words),
    "names": (weigh_names, compare_names),
    "people": (weigh_people, compare_people),
    "story": (weigh_stories, compare_stories),
    "telling": (weigh_tellings, compare_tellings),
}
COMPARISONS: Final = {**OF_EVENTS, **OF_REPORTS}
SIGNS: Final = (
    *(sign_of_days, sign_of_places, sign_of_kinds, sign_of_reports, sign_of_targets),
    *(sign_of_killed, sign_of_wounded, sign_of_weapons, sign_of_actors),
)
SIGNS_OF_REPORTS: Final = (
    *(sign_of_words, sign_of_names, sign_of_people, sign_of_stories, sign_of_tellings),
)
WEIGH_EVENTS: Final = tuple(weigh for weigh, _ in OF_EVENTS.values())
WEIGH_REPORTS: Final = tuple(weigh for weigh, _ in OF_REPORTS.values())
MOST_LINKS: Final = 66  # all pairs of twelve mentions; of larger clusters the best of each mention


def weight_of(left: MentionProfile, right: MentionProfile, *, forced: bool = False) -> float:
    """The weight of a pair, to the last bit that of its reasons: millions of pairs have no other.

    Args:
        left: one mention.
        right: the other.
        forced: a person called them one incident, and nothing rules that out.
    """
    whole = FORCED if forced else 0.0
    for weigh in WEIGH_EVENTS:
        weight = weigh(left, right)
        if weight > RULED_OUT:
            whole += weight
        elif not forced:
            return weight
    if left.mention.report != right.mention.report:
        for weigh in WEIGH_REPORTS:
            whole += weigh(left, right)
    return whole


def pair_reasons(
    left: MentionProfile, right: MentionProfile, *, forced: bool = False
) -> tuple[Reason, ...]:
    """All that speaks for and against a pair; what rules it out stands alone.

    Args:
        left: with the smaller mention id.
        right: with the larger one.
        forced: a person called them one incident, and nothing rules that out.
    """
    found: list[Reason] = []
    if forced:
        found.append(Reason("judgement", FORCED, "a person called them one incident"))
    two = left.mention.report != right.mention.report
    for _, compare in (COMPARISONS if two else OF_EVENTS).values():
        reason = compare(left, right)
        if reason is not None and reason.weight > RULED_OUT:
            found.append(reason)
        elif reason is not None and not forced:
            return (reason,)
    return tuple(found)


def kept_apart() -> tuple[Reason, ...]:
    """The one reason for a pair that a person called different incidents."""
    return (Reason("judgement", NEVER, "a person called them different incidents"),)


def total_weight(found: Sequence[Reason]) -> float:
    """The weight of a pair."""
    return sum(reason.weight for reason in found)


def signs_of(left: MentionProfile, right: MentionProfile) -> tuple[Sign, ...]:
    """All that is noted of a pair, for the weights to be fitted on."""
    two = left.mention.report != right.mention.report
    noted = (*SIGNS, *SIGNS_OF_REPORTS) if two else SIGNS
    return tuple(sign for note in noted if (sign := note(left, right)) != NOTHING)


def find_links(
    group: Sequence[int],
    ids: Sequence[str],
    why: Callable[[int, int], tuple[Reason, ...]],
    weigh: Callable[[int, int], float],
) -> tuple[Link, ...]:
    """The links among the mentions of a cluster.

    Args:
        group: some items, in order.
        ids: the mention id of each item.
        why: the reasons for a pair of items, the smaller first.
        weigh: the weight of a pair of items, the smaller first.
    """
    pairs = [(i, j) for at, i in enumerate(group) for j in group[at + 1 :]]
    if len(pairs) > MOST_LINKS:
        weights = {pair: weigh(*pair) for pair in pairs}
        pairs = sorted({_best_reasons(i, group, weights) for i in group})
    found = ((i, j, why(i, j)) for i, j in pairs)
    return tuple(Link(ids[i], ids[j], total_weight(all_of), all_of) for i, j, all_of in found)


def _best_reasons(i: int, group: Sequence[int], weights: Mapping[Pair, float]) -> Pair:
    """The pair of a mention with the one that it is most like."""
    others = ((min(i, j), max(i, j)) for j in group if j != i)
    return max(others, key=lambda pair: (weights[pair], pair[0] == i, -pair[0] - pair[1]))
