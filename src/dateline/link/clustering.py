"""Clustering: pairs that look like one incident grow into clusters, the surest first.

Two clusters are joined while the mean weight over all their pairs reaches the threshold, and
never if one pair rules it out. A report about an event counts more in the mean than one that
mentions it: it gives the day where the other gives the month. Ties go to the smaller mention
ids, so the outcome depends on the set of mentions alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.link.weights import THRESHOLD, TOGETHER

Weigh = Callable[[int, int], float]
Pair = tuple[int, int]


def grow_clusters(
    masses: Sequence[int],
    near: Mapping[Pair, float],
    weigh: Weigh,
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
    weigh: Weigh
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
