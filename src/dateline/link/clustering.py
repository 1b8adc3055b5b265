"""Clustering: pairs that look like one incident grow into clusters, the surest first.

Two clusters are joined while the mean weight over all their pairs reaches the threshold, and
never if one pair rules it out. A report about an event counts more in the mean than one that
mentions it: it gives the day where the other gives the month. Ties go to the smaller mention
ids, so the outcome depends on the set of mentions alone.

Mentions that hang together in a long chain are first cut along their weakest links.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from dateline.link.weights import THRESHOLD

MOST_TOGETHER: Final = 400  # mentions in a piece: 80,000 pairs, a second's work
RISE: Final = 1.0
HIGHEST: Final = 12.0  # same day, site, kind and words: what hangs together so well is one

Weigh = Callable[[int, int], float]
Pair = tuple[int, int]


def clusters(
    masses: Sequence[int], pairs: Iterable[Pair], weigh: Weigh, forced: Sequence[Pair] = ()
) -> tuple[tuple[int, ...], ...]:
    """Group some items.

    Args:
        masses: how much each item counts in a mean.
        pairs: those that blocking brings together.
        weigh: the weight of any pair, the smaller index first.
        forced: pairs that a person called one incident.

    Returns:
        The groups, each in order, ordered by their smallest item; single items too.
    """
    near = Near()
    for i, j in pairs:
        weight = weigh(i, j)
        if weight >= THRESHOLD:
            near.add(i, j, weight)
    return grouped(masses, near, weigh, forced)


def grouped(
    masses: Sequence[int], near: Near, weigh: Weigh, forced: Sequence[Pair] = ()
) -> tuple[tuple[int, ...], ...]:
    """Group some items whose near pairs are known."""
    groups: list[tuple[int, ...]] = []
    for part in components(len(masses), chain(near.pairs(), forced)):
        if len(part) == 1:
            groups.append(part)
            continue
        inside = frozenset(forced) and frozenset(p for p in forced if p[0] in set(part))
        for piece in pieces(part, near, inside):
            groups += _grown(piece, masses, weigh, inside)
    return tuple(sorted(groups))


class Near:
    """Pairs that look like one incident, with their weights, kept small: there are millions."""

    def __init__(self) -> None:
        self.left = array("q")
        self.right = array("q")
        self.weight = array("d")
        self.at: dict[int, list[int]] = {}

    def add(self, i: int, j: int, weight: float) -> None:
        """Keep a pair, the smaller item first."""
        self.at.setdefault(i, []).append(len(self.left))
        self.left.append(i)
        self.right.append(j)
        self.weight.append(weight)

    def pairs(self) -> Iterator[Pair]:
        """All pairs."""
        return zip(self.left, self.right, strict=True)

    def inside(self, part: Sequence[int], least: float) -> Iterator[Pair]:
        """The pairs of a component that weigh enough."""
        for i in part:
            for n in self.at.get(i, ()):
                if self.weight[n] >= least:
                    yield i, self.right[n]


def pieces(part: Sequence[int], near: Near, forced: Iterable[Pair]) -> Iterator[tuple[int, ...]]:
    """A component, or what is left of it when its weakest links are cut, if it is too large.

    All pairs of a piece are weighed, so that its size bounds the cost; the bar rises until no
    piece is too large or nothing gives way.
    """
    waiting = [(tuple(part), THRESHOLD + RISE)]
    forced = tuple(forced)
    while waiting:
        piece, least = waiting.pop()
        if len(piece) <= MOST_TOGETHER or least > HIGHEST:
            yield piece
            continue
        place = {item: n for n, item in enumerate(piece)}
        held = chain(near.inside(piece, least), forced)
        links = [(place[i], place[j]) for i, j in held if i in place and j in place]
        parts = components(len(piece), links)
        waiting += [(tuple(piece[n] for n in found), least + RISE) for found in parts]


def components(size: int, pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
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
    """The clusters of one component while they grow; sums of weights between each two of them."""

    members: dict[int, tuple[int, ...]]
    masses: dict[int, int]
    sums: dict[int, dict[int, float]] = field(default_factory=dict)
    queue: list[tuple[float, int, int, int, int]] = field(default_factory=list)

    def offer(self, a: int, b: int) -> None:
        """Put a pair of clusters into the queue, if they may be joined."""
        mean = self.sums[a][b] / (self.masses[a] * self.masses[b])
        if mean >= THRESHOLD:
            a, b = min(a, b), max(a, b)
            heapq.heappush(self.queue, (-mean, a, b, len(self.members[a]), len(self.members[b])))

    def join(self, a: int, b: int) -> None:
        """Join two clusters under the smaller name and offer the new one to all others."""
        self.members[a] = tuple(sorted(self.members[a] + self.members.pop(b)))
        self.masses[a] += self.masses.pop(b)
        gone = self.sums.pop(b)
        ours = self.sums[a]
        ours.pop(b, None)
        for other, total in gone.items():
            if other != a:
                ours[other] += total
                theirs = self.sums[other]
                theirs.pop(b, None)
                theirs[a] = ours[other]
        for other in ours:
            self.offer(a, other)

    def next(self) -> Pair | None:
        """The best pair that is still as it was when offered."""
        while self.queue:
            _, a, b, size_a, size_b = heapq.heappop(self.queue)
            live = a in self.members and b in self.members
            if live and (len(self.members[a]), len(self.members[b])) == (size_a, size_b):
                return a, b
        return None


def _grown(
    part: Sequence[int], masses: Sequence[int], weigh: Weigh, forced: frozenset[Pair]
) -> Iterator[tuple[int, ...]]:
    """The clusters of one component."""
    if len(part) == 1:
        yield tuple(part)
        return
    growth = _Growth({i: (i,) for i in part}, {i: masses[i] for i in part}, {i: {} for i in part})
    for at, i in enumerate(part):
        for j in part[at + 1 :]:
            growth.sums[i][j] = growth.sums[j][i] = weigh(i, j) * masses[i] * masses[j]
    for a, b in _trees(part, forced):
        growth.join(a, b)
    for i, others in growth.sums.items():
        for j in others:
            if i < j:
                growth.offer(i, j)
    while pair := growth.next():
        growth.join(*pair)
    yield from growth.members.values()


def _trees(part: Sequence[int], forced: frozenset[Pair]) -> Iterator[Pair]:
    """The joins that bring all forced pairs of a component together."""
    place = {item: i for i, item in enumerate(part)}
    inside = [(place[a], place[b]) for a, b in forced if a in place and b in place]
    for members in components(len(part), inside):
        for other in members[1:]:
            yield part[members[0]], part[other]
