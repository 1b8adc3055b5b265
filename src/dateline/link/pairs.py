"""Pairs of mentions: what speaks for and against one incident, and how pairs grow into clusters."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Final

from dateline.link.comparisons import (
    compare_actors,
    compare_days,
    compare_killed,
    compare_places,
    compare_targets,
    compare_weapons,
    compare_wounded,
    sign_of_actors,
    sign_of_days,
    sign_of_killed,
    sign_of_places,
    sign_of_targets,
    sign_of_weapons,
    sign_of_wounded,
    weigh_actors,
    weigh_days,
    weigh_killed,
    weigh_places,
    weigh_targets,
    weigh_weapons,
    weigh_wounded,
)
from dateline.link.profiles import MentionProfile
from dateline.link.stories import (
    FORCED,
    NEVER,
    NOTHING,
    RULED_OUT,
    THRESHOLD,
    TOGETHER,
    Sign,
    compare_kinds,
    compare_names,
    compare_people,
    compare_reports,
    compare_stories,
    compare_tellings,
    compare_words,
    sign_of_kinds,
    sign_of_names,
    sign_of_people,
    sign_of_reports,
    sign_of_stories,
    sign_of_tellings,
    sign_of_words,
    weigh_kinds,
    weigh_names,
    weigh_people,
    weigh_reports,
    weigh_stories,
    weigh_tellings,
    weigh_words,
)
from dateline.types import Judgement, JudgementKind, Link, Reason

# ------------------------------------------------------------------ pairs

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


# ------------------------------------------------------------------ what people decided


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs that people forced together, and pairs that they keep apart."""

    same: frozenset[Pair]
    different: frozenset[Pair]


def judged_pairs(judgements: Sequence[Judgement], index: Mapping[str, int]) -> JudgedPairs:
    """Turn judgements into pairs; of two that contradict each other the later one counts.

    Args:
        judgements: in the order they were made; undone ones are passed over.
        index: of the mentions that are still there.
    """
    verdict: dict[Pair, JudgementKind] = {}
    for judgement in judgements:
        if judgement.undone is None and len(judgement.mentions) > 1:
            groups = [sorted(index[m] for m in g if m in index) for g in judgement.mentions]
            for pair in _pairs_of(judgement.kind, groups):
                verdict[pair] = judgement.kind
    return JudgedPairs(
        frozenset(p for p, kind in verdict.items() if kind is JudgementKind.SAME),
        frozenset(p for p, kind in verdict.items() if kind is JudgementKind.DIFFERENT),
    )


def _pairs_of(kind: JudgementKind, groups: Sequence[Sequence[int]]) -> list[Pair]:
    """The pairs that a judgement on several groups of mentions is about."""
    if kind is JudgementKind.SAME:
        return list(combinations(sorted(set().union(*groups)), 2))
    if kind is JudgementKind.DIFFERENT:
        pairs = product(groups[0], groups[1])
        return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    return []


# ------------------------------------------------------------------ clusters

# Two clusters are joined while the mean weight over all their pairs reaches the threshold, and
# never if one pair rules it out. A report about an event counts more in the mean than one that
# mentions it: it gives the day where the other gives the month. Ties go to the smaller mention
# ids, so the outcome depends on the set of mentions alone.

WeighNumbers = Callable[[int, int], float]


def grow_clusters(
    masses: Sequence[int],
    near: Mapping[Pair, float],
    weigh: WeighNumbers,
    forced: Sequence[Pair] = (),
    of_war: Collection[int] = (),
) -> tuple[tuple[int, ...], ...]:
    """Group some items that hang together.

    Args:
        masses: how much each item counts in a mean.
        near: the weights of all pairs that reach the threshold, the smaller index first.
        weigh: the weight of any other pair, the smaller index first.
        forced: pairs that a person called one incident.
        of_war: items that tell of an attack as armies make it.

    Returns:
        The groups, each in order, ordered by their smallest item; single items too.
    """
    items = range(len(masses))
    growth = _Growth(
        masses,
        weigh,
        {i: (i,) for i in items},
        dict(enumerate(masses)),
        {i: i in of_war for i in items},
    )
    growth.sums = {i: {} for i in items}
    for (i, j), weight in near.items():
        growth.sums[i][j] = growth.sums[j][i] = weight * masses[i] * masses[j]
    for members in connected_components(len(masses), forced):
        for other in members[1:]:
            growth.join(members[0], other)
    for i, others in growth.sums.items():
        for j in others:
            if i < j:
                growth.offer(i, j)
    while pair := growth.next():
        growth.join(*pair)
    return tuple(sorted(growth.members.values()))


def connected_components(size: int, pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    """The connected components of a graph, each in order."""
    root = list(range(size))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for left, right in pairs:
        a, b = sorted((find(left), find(right)))
        root[b] = a
    found: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(size):
        found[find(i)].append(i)
    return tuple(tuple(members) for members in found.values())


@dataclass(slots=True)
class _Growth:
    """The clusters of one piece while they grow.

    Sums of weights are kept between clusters with a near pair only: the mean between others lies
    below the threshold, so their pairs are weighed when one of them is joined to a neighbour.
    """

    mass: Sequence[int]
    weigh: WeighNumbers
    members: dict[int, tuple[int, ...]]
    masses: dict[int, int]
    of_war: dict[int, bool]
    sums: dict[int, dict[int, float]] = field(default_factory=dict)
    queue: list[tuple[float, int, int, int, int]] = field(default_factory=list)

    def offer(self, a: int, b: int) -> None:
        """Put a pair of clusters into the queue, if they may be joined."""
        mean = self.sums[a][b] / (self.masses[a] * self.masses[b])
        bar = THRESHOLD if self.of_war[a] or self.of_war[b] else TOGETHER
        if mean >= bar:
            a, b = min(a, b), max(a, b)
            heapq.heappush(self.queue, (-mean, a, b, len(self.members[a]), len(self.members[b])))

    def join(self, a: int, b: int) -> None:
        """Join two clusters under the smaller name and offer the new one to its neighbours."""
        ours, gone = self.sums[a], self.sums.pop(b)
        ours.pop(b, None)
        gone.pop(a, None)
        for other in ours.keys() - gone.keys():
            ours[other] += self._weight_between(b, other)
        for other, total in gone.items():
            known = ours[other] if other in ours else self._weight_between(a, other)
            ours[other] = known + total
            self.sums[other].pop(b)
        self.members[a] = tuple(sorted(self.members[a] + self.members.pop(b)))
        self.masses[a] += self.masses.pop(b)
        self.of_war[a] |= self.of_war.pop(b)
        for other, total in ours.items():
            self.sums[other][a] = total
            self.offer(a, other)

    def _weight_between(self, a: int, b: int) -> float:
        """The sum of weights between two clusters that nothing was known of."""
        return sum(
            self.weigh(min(i, j), max(i, j)) * self.mass[i] * self.mass[j]
            for i in self.members[a]
            for j in self.members[b]
        )

    def next(self) -> Pair | None:
        """The best pair that is still as it was when offered."""
        while self.queue:
            _, a, b, size_a, size_b = heapq.heappop(self.queue)
            live = a in self.members and b in self.members
            if live and (len(self.members[a]), len(self.members[b])) == (size_a, size_b):
                return a, b
        return None


# ------------------------------------------------------------------ pieces

# The piece of a mention is all that hangs together with it by links of some weight: the least one
# that leaves no more than `MOST_TOGETHER`. So it is found from the mention itself, however long the
# chain is that it is part of.

MOST_TOGETHER: Final = 400  # mentions in a piece, so that one more report is a moment's work
RISE: Final = 1.0
HIGHEST: Final = 12.0  # same day, site, kind and words: what hangs together so well is one
BARS: Final = (
    THRESHOLD,
    *(THRESHOLD + RISE * n for n in range(1, int((HIGHEST - THRESHOLD) / RISE) + 1)),
)

Near = Mapping[int, Mapping[int, float]]


class LinkedPieces:
    """The pieces of some mentions, each looked for once."""

    def __init__(
        self,
        near: Near,
        forced: Mapping[int, Collection[int]],
        absent: Collection[int],
        need: Callable[[Iterable[int]], None],
    ) -> None:
        """Look at mentions that hang together.

        Args:
            near: for each mention the others that look like one incident with it.
            forced: for some mentions those that a person called one incident with it.
            absent: mentions that are named in judgements and are not there.
            need: told before the likes of some mentions are looked up.
        """
        self.near, self.need = near, need
        self.forced = {
            i: {j for j in others if j not in absent}
            for i, others in forced.items()
            if i not in absent
        }
        self.large: tuple[set[int], ...] = tuple(set() for _ in BARS)

    def piece_of(self, start: int) -> set[int]:
        """The piece of a mention."""
        for level, bar in enumerate(BARS):
            found = self._reached_within(start, bar, level)
            if found is not None:
                return found
        raise AssertionError("the last level has no limit")  # pragma: no cover

    def _reached_within(self, start: int, bar: float, level: int) -> set[int] | None:
        """All that hangs together with a mention by links of some weight, None if too many."""
        large, last = self.large[level], level == len(BARS) - 1
        found, waiting = {start}, [start]
        while waiting:
            if not last and (len(found) > MOST_TOGETHER or not large.isdisjoint(waiting)):
                large |= found
                return None
            self.need(waiting)
            reached: set[int] = set()
            for i in waiting:
                reached.update(j for j, weight in self.near[i].items() if weight >= bar)
                reached.update(self.forced.get(i, ()))
            waiting = sorted(reached - found)
            found.update(waiting)
        return found
