"""Linking that goes on: mentions come and go, and only what they touch is looked at again.

The unit is what hangs together by pairs that look like one incident: clusters of different
components never depend on each other. So the outcome is that of a run over all mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.link.blocks import Shelves
from dateline.link.clustering import Near, grouped
from dateline.link.judged import judged
from dateline.link.pairs import kept_apart, links, reasons, total
from dateline.link.profiles import Profile
from dateline.link.weights import MAIN_MASS, THRESHOLD
from dateline.types import Cluster, Judgement, Prominence, Reason


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step changed: clusters that are no more, and those that stand in their place."""

    gone: tuple[Cluster, ...]
    new: tuple[Cluster, ...]


class Linking:
    """The clusters of all mentions so far."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self.numbers: dict[str, int] = {}
        for judgement in judgements:
            for mention in sorted({m for group in judgement.mentions for m in group}):
                self._number(mention)
        verdict = judged(judgements, self.numbers)
        self.same, self.different = verdict.same, verdict.different
        self.forced: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in self.same:
            self.forced[a].add(b)
            self.forced[b].add(a)
        self.shelves = Shelves()
        self.near: dict[int, dict[int, float]] = {}
        self.cluster_of: dict[int, Cluster] = {}

    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters, ordered by their smallest mention id."""
        found = {cluster.mentions[0]: cluster for cluster in self.cluster_of.values()}
        return tuple(found[name] for name in sorted(found))

    def change(self, new: Iterable[Profile], gone: Iterable[str] = ()) -> Changes:
        """Take mentions out and others in; a mention that is read anew goes and comes.

        Args:
            new: mentions that are not there, or are named in `gone`.
            gone: ids of mentions that are there.
        """
        touched, more, fewer = set[int](), set[int](), set[int]()
        before: dict[str, Cluster] = {}
        for name in gone:
            number = self.numbers[name]
            more |= self.shelves.remove(number)
            for other in self.near.pop(number):
                del self.near[other][number]
                touched.add(other)
            cluster = self.cluster_of.pop(number)
            before[cluster.mentions[0]] = cluster
            touched |= {self.numbers[m] for m in cluster.mentions}
        for one in new:
            number = self._number(one.mention.id)
            fewer |= self.shelves.add(number, one)
            self.near[number] = {}
            more.add(number)
        there = self.shelves.profiles
        touched |= more | self._part([i for i in sorted(fewer) if i in there])
        touched |= self._meet([i for i in sorted(more) if i in there])
        return self._cluster([i for i in sorted(touched) if i in there], before)

    def _number(self, mention: str) -> int:
        """The number that a mention goes by, also before it comes."""
        return self.numbers.setdefault(mention, len(self.numbers))

    def _part(self, items: Iterable[int]) -> set[int]:
        """Forget likes that are no longer compared; gives those whose likes changed."""
        changed = set[int]()
        for i in items:
            met = self.shelves.met(i) if self.near[i] else set()
            for j in [j for j in self.near[i] if j not in met]:
                del self.near[i][j], self.near[j][i]
                changed |= {i, j}
        return changed

    def _meet(self, items: Iterable[int]) -> set[int]:
        """Look for the likes of some mentions; gives those whose likes changed."""
        changed, done = set[int](), set[int]()
        for i in items:
            for j in self.shelves.met(i):
                if j not in done and j not in self.near[i]:
                    weight = total(self._reasons(i, j))
                    if weight >= THRESHOLD:
                        self.near[i][j] = self.near[j][i] = weight
                        changed |= {i, j}
            done.add(i)
        return changed

    def _reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """All that speaks for and against a pair."""
        pair = (min(i, j), max(i, j))
        if pair in self.different:
            return kept_apart()
        left, right = self.shelves.profiles[i], self.shelves.profiles[j]
        if right.mention.id < left.mention.id:
            left, right = right, left
        return reasons(left, right, forced=pair in self.same)

    def _cluster(self, touched: Sequence[int], before: dict[str, Cluster]) -> Changes:
        """Cluster the components of some mentions anew."""
        after: dict[str, Cluster] = {}
        seen: set[int] = set()
        for start in touched:
            if start not in seen:
                part = self._component(start)
                seen |= part
                for i in part & self.cluster_of.keys():
                    before[self.cluster_of[i].mentions[0]] = self.cluster_of[i]
                for cluster in self._clustered(part):
                    after[cluster.mentions[0]] = cluster
                    for mention in cluster.mentions:
                        self.cluster_of[self.numbers[mention]] = cluster
        return Changes(
            tuple(c for name, c in sorted(before.items()) if after.get(name) != c),
            tuple(c for name, c in sorted(after.items()) if before.get(name) != c),
        )

    def _component(self, start: int) -> set[int]:
        """All that hangs together with a mention."""
        found, waiting = {start}, [start]
        while waiting:
            i = waiting.pop()
            others = {*self.near[i], *(self.forced.get(i, set()) & self.shelves.profiles.keys())}
            waiting += others - found
            found |= others
        return found

    def _clustered(self, part: Iterable[int]) -> Iterator[Cluster]:
        """The clusters of a component."""
        profiles = self.shelves.profiles
        items = sorted(part, key=lambda i: profiles[i].mention.id)
        ids = tuple(profiles[i].mention.id for i in items)
        if len(items) == 1:
            yield Cluster(ids, ())
            return
        local = {item: n for n, item in enumerate(items)}
        near = Near()
        for n, item in enumerate(items):
            for other, weight in sorted(self.near[item].items()):
                if local[other] > n:
                    near.add(n, local[other], weight)

        def why(a: int, b: int) -> tuple[Reason, ...]:
            return self._reasons(items[a], items[b])

        def weigh(a: int, b: int) -> float:
            kept = self.near[items[a]].get(items[b])
            return total(why(a, b)) if kept is None else kept

        masses = [_mass(profiles[item]) for item in items]
        forced = [
            (n, local[other])
            for n, item in enumerate(items)
            for other in sorted(self.forced.get(item, set()) & local.keys())
            if local[other] > n
        ]
        for group in grouped(masses, near, weigh, forced):
            yield Cluster(tuple(ids[n] for n in group), links(group, ids, why))


def _mass(one: Profile) -> int:
    """How much a mention counts in a mean."""
    return MAIN_MASS if one.mention.prominence is Prominence.MAIN else 1
