"""Linking that goes on: mentions come and go, and only what they touch is looked at anew."""

from __future__ import annotations

import gc
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from dateline.link.blocking import BlockingIndex, LazyDict, LinkStore
from dateline.link.pairs import (
    LinkedPieces,
    find_links,
    grow_clusters,
    judged_pairs,
    kept_apart,
    pair_reasons,
    total_weight,
    weight_of,
)
from dateline.link.profiles import MentionProfile, is_follower, mention_profiles, profile_from_json
from dateline.link.stories import MAIN_MASS, NEVER, OF_WAR, THRESHOLD
from dateline.types import Chronology, Cluster, Doubt, Judgement, Link, Prominence, Reading, Reason

# ------------------------------------------------------------------ sessions

Group = tuple[int, ...]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClusterChanges:
    """What a step changed: clusters that are no more, and those that stand in their place.

    Each is the mention ids of a cluster, in order. A cluster of which a mention was read anew is
    among both.
    """

    gone: tuple[tuple[str, ...], ...]
    new: tuple[tuple[str, ...], ...]


class LinkSession:
    """The clusters of all mentions so far."""

    def __init__(
        self,
        judgements: Sequence[Judgement] = (),
        store: LinkStore | None = None,
        before: Sequence[Judgement] = (),
        going: int = 0,
    ) -> None:
        """Go on from what is kept, or begin anew.

        Args:
            judgements: what people decided.
            store: what was kept of the linking so far.
            before: what people had decided when it was kept.
            going: how many mentions may be taken out.
        """
        self.store = store
        self.numbers: dict[str, int] = {}
        self.free = store.first_free() if store else 0
        self.profiles = LazyDict[int, MentionProfile](
            _missing_profile, self._kept if store else None
        )
        self.near = LazyDict[int, dict[int, float]](lambda _: {}, self._likes if store else None)
        self.groups = LazyDict[int, Group](lambda i: (i,), store.groups if store else None)
        self.index = BlockingIndex(store, going)
        told = {m for one in (*judgements, *before) for group in one.mentions for m in group}
        self._know(told)
        self.away = {self._mention_number(m) for m in sorted(told - self.numbers.keys())}
        verdict = judged_pairs(judgements, self.numbers)
        self.same, self.different = verdict.same, verdict.different
        self.judged = bool(self.same or self.different)
        self.forced = _joined_pairs(self.same)
        self.forced_before = _joined_pairs(judged_pairs(before, self.numbers).same)
        self._begin(())

    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters in memory with their links, ordered by their smallest mention id."""
        return tuple(
            self.cluster(mentions)
            for mentions in self.groups_by_name()
            if self.is_incident(mentions)
        )

    def groups_by_name(self) -> tuple[tuple[str, ...], ...]:
        """The clusters in memory by the ids of their mentions, in order."""
        found = {group[0]: group for group in self.groups.values() if group}
        return self._clusters_by_id(tuple(found.values()))

    def is_incident(self, mentions: Iterable[str]) -> bool:
        """Is one of some mentions in memory more than a report that follows an incident?"""
        found = (self.profiles[self.numbers[mention]].mention for mention in mentions)
        return not all(is_follower(mention) for mention in found)

    def cluster(self, mentions: Iterable[str]) -> Cluster:
        """The cluster of some mentions with its links."""
        return self._cluster([self.numbers[mention] for mention in mentions])

    def link(self, left: str, right: str) -> Link:
        """What speaks for and against two mentions in memory, the smaller first."""
        found = self._reasons(self.numbers[left], self.numbers[right])
        return Link(left, right, total_weight(found), found)

    def mass(self, mention: str) -> int:
        """How much a mention in memory counts in a mean."""
        return _mention_mass(self.profiles[self.numbers[mention]])

    def report_of(self, mention: str) -> str:
        """The report of a mention in memory."""
        return self.profiles[self.numbers[mention]].mention.report

    def met_now(self) -> tuple[tuple[int, int, float], ...]:
        """The pairs that look like one incident since the last change, and how much."""
        pairs = {_ordered_pair(i, j) for i in self.fresh for j in self.near[i]} | self.met
        return tuple((i, j, self.near[i][j]) for i, j in sorted(pairs))

    def change(self, new: Iterable[MentionProfile], gone: Collection[str] = ()) -> ClusterChanges:
        """Take mentions out and others in; a mention that is read anew goes and comes.

        Args:
            new: mentions that are not there, or are named in `gone`.
            gone: ids of mentions that are there.
        """
        with collection_paused():
            return self._change_mentions(list(new), gone)

    def _change_mentions(
        self, new: Sequence[MentionProfile], gone: Collection[str]
    ) -> ClusterChanges:
        """Take mentions out and others in."""
        self._know([*gone, *(one.mention.id for one in new)])
        leaving = [self.numbers[name] for name in gone]
        self._begin(leaving)
        before = self._before(leaving)
        touched, more = set(leaving), set[int]()
        self.fresh.update(self._mention_number(one.mention.id) for one in new)
        for number in leaving:
            more |= self.index.remove(number, self.profiles[number])
            touched |= self._forget(number)
        fewer = set[int]()
        for one in new:
            number = self._mention_number(one.mention.id)
            fewer |= self.index.add(number, one)
            self.profiles[number] = one
            self.near[number] = {}
            self.groups[number] = ()
            self.away.discard(number)
            more.add(number)
        touched |= more | self._forget_likes(self._here(fewer))
        touched |= self._meet(self._here(more))
        return self._regroup(touched, before)

    def _begin(self, leaving: Collection[int]) -> None:
        """Note nothing yet of what a change does."""
        self.profiles.need(leaving)
        self.leaving = {i: self.profiles[i] for i in leaving}
        self.fresh: set[int] = set()
        self.parted: dict[Pair, float] = {}
        self.met: set[Pair] = set()  # those of fresh mentions with each other left out

    def _before(self, numbers: Sequence[int]) -> dict[int, Group]:
        """The groups that some mentions are in."""
        self.groups.need(numbers)
        self.profiles.need(numbers)
        self.near.need(numbers)
        return {self.groups[i][0]: self.groups[i] for i in numbers}

    def _know(self, mentions: Iterable[str]) -> None:
        """Look up the numbers of those mentions that are kept."""
        if self.store:
            self.numbers.update(self.store.numbers([m for m in mentions if m not in self.numbers]))

    def _likes(self, numbers: Collection[int]) -> dict[int, dict[int, float]]:
        """What was kept of the likes of some mentions."""
        kept = self.store.near_mentions(numbers) if self.store else {}
        return {number: dict(found) for number, found in kept.items()}

    def _kept(self, numbers: Collection[int]) -> dict[int, MentionProfile]:
        """Mentions from what is kept."""
        kept = self.store.profiles(numbers) if self.store else {}
        found = {number: profile_from_json(text) for number, text in kept.items()}
        self.numbers.update({one.mention.id: number for number, one in found.items()})
        return found

    def _mention_number(self, mention: str) -> int:
        """The number that a mention goes by, also before it comes."""
        if mention not in self.numbers:
            self.numbers[mention] = self.free
            self.free += 1
        return self.numbers[mention]

    def _here(self, numbers: Iterable[int]) -> list[int]:
        """Those that have not gone, in order."""
        return sorted(i for i in numbers if i not in self.away)

    def _forget(self, number: int) -> set[int]:
        """Drop a mention that goes; gives those that it was like."""
        others = set(self.near[number])
        self.near[number] = {}
        self.near.need(others)
        for other in others:
            self.parted[_ordered_pair(number, other)] = self.near[other].pop(number)
        self.groups[number] = ()
        self.away.add(number)
        del self.profiles[number]
        return others

    def _forget_likes(self, items: Sequence[int]) -> set[int]:
        """Forget likes that are no longer compared; gives those whose likes changed."""
        changed, inside = set[int](), set(items)
        self.near.need(items)
        pairs = [(i, j) for i in items for j in self.near[i] if j > i or j not in inside]
        self.profiles.need({i for pair in pairs for i in pair})
        for i, j in pairs:
            if not self.index.meet(self.profiles[i], self.profiles[j]):
                del self.near[i][j]
                self.parted[i, j] = self.near[j].pop(i)
                changed |= {i, j}
        return changed

    def _meet(self, items: Sequence[int]) -> set[int]:
        """Look for the likes of some mentions; gives those whose likes changed."""
        changed, inside = set[int](), frozenset(items)
        self.profiles.need(items)
        self.near.need(items)
        for i in items:
            found, near = self.index.met(i, self.profiles[i]), self.near[i]
            others = [j for j in found if (j > i or j not in inside) and j not in near]
            self.profiles.need(others)
            for j in others:
                weight = self._weight(i, j)
                if weight >= THRESHOLD:
                    near[j] = self.near[j][i] = weight
                    if i not in self.fresh or j not in self.fresh:
                        self.met.add(_ordered_pair(i, j))
                    changed |= {i, j}
        return changed

    def _weight(self, i: int, j: int) -> float:
        """How much a pair looks like one incident, or less than nothing."""
        if not self.judged:
            return weight_of(self.profiles[i], self.profiles[j])
        pair = (i, j) if i < j else (j, i)
        if pair in self.different:
            return NEVER
        return weight_of(self.profiles[i], self.profiles[j], forced=pair in self.same)

    def _reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """All that speaks for and against a pair."""
        pair = (i, j) if i < j else (j, i)
        if pair in self.different:
            return kept_apart()
        left, right = self.profiles[i], self.profiles[j]
        if right.mention.id < left.mention.id:
            left, right = right, left
        return pair_reasons(left, right, forced=pair in self.same)

    def _regroup(self, touched: set[int], before: dict[int, Group]) -> ClusterChanges:
        """Cluster anew all pieces that changed: what touched mentions were in, and are in now."""
        pieces = LinkedPieces(self.near, self.forced, self.away, self.near.need)
        waiting, done = self._here(touched | self._once_with(touched)), set[int]()
        after: dict[int, Group] = {}
        for i in waiting:
            if i not in done:
                piece = pieces.piece_of(i)
                done |= piece
                self.groups.need(piece)
                olds = (self.groups[j] for j in piece)
                before.update((old[0], old) for old in olds if old)
                for group in self._grouped(piece):
                    after[group[0]] = group
        for group in after.values():
            self.groups.update(dict.fromkeys(group, group))
        return self._changes(before, after)

    def _once_with(self, touched: Iterable[int]) -> set[int]:
        """All that was in one piece with some mentions before they changed."""
        once: dict[int, dict[int, float]] = {}
        for i, j in self.met:
            for one, other in ((i, j), (j, i)):
                once.setdefault(one, dict(self.near[one])).pop(other, None)
        for (i, j), weight in self.parted.items():
            for one, other in ((i, j), (j, i)):
                once.setdefault(one, dict(self.near[one]))[other] = weight
        absent = (self.away | self.fresh) - self.leaving.keys()
        near = ChainMap(once, self.near)
        pieces = LinkedPieces(near, self.forced_before, absent, self.near.need)
        found = set[int]()
        for i in sorted(touched):
            if i not in found and i not in absent:
                found |= pieces.piece_of(i)
        return found

    def _changes(self, before: Mapping[int, Group], after: Mapping[int, Group]) -> ClusterChanges:
        """The clusters that are no more, and those that are new."""
        gone = [g for n, g in before.items() if after.get(n) != g or self._anew(g)]
        new = [g for n, g in after.items() if before.get(n) != g or self._anew(g)]
        return ClusterChanges(self._clusters_by_id(gone), self._clusters_by_id(new))

    def _anew(self, group: Group) -> bool:
        """Was a mention of a cluster read anew?"""
        return not self.fresh.isdisjoint(group)

    def _clusters_by_id(self, groups: Sequence[Group]) -> tuple[tuple[str, ...], ...]:
        """Clusters by the ids of their mentions, in order."""
        self.profiles.need({i for group in groups for i in group if i not in self.leaving})
        return tuple(sorted(tuple(self._name(i) for i in group) for group in groups))

    def _name(self, number: int) -> str:
        """The id of a mention, also of one that goes."""
        return (self.leaving.get(number) or self.profiles[number]).mention.id

    def _grouped(self, piece: Iterable[int]) -> Iterator[Group]:
        """The clusters of a piece."""
        self.profiles.need(piece)
        items = sorted(piece, key=lambda i: self.profiles[i].mention.id)
        if len(items) == 1:
            yield (items[0],)
            return
        local = {item: n for n, item in enumerate(items)}
        near = {
            (n, local[other]): weight
            for n, item in enumerate(items)
            for other, weight in sorted(self.near[item].items())
            if local.get(other, n) > n
        }
        forced = [
            (n, local[other])
            for n, item in enumerate(items)
            for other in sorted(self.forced.get(item, ()))
            if local.get(other, n) > n
        ]

        def weigh(a: int, b: int) -> float:
            return self._weight(items[a], items[b])

        masses = [_mention_mass(self.profiles[item]) for item in items]
        of_war = {n for n, item in enumerate(items) if self.profiles[item].mention.kind in OF_WAR}
        for group in grow_clusters(masses, near, weigh, forced, of_war):
            yield tuple(items[n] for n in group)

    def _cluster(self, group: Sequence[int]) -> Cluster:
        """A cluster with its links."""
        self.profiles.need(group)
        ids = tuple(self.profiles[i].mention.id for i in group)

        def why(a: int, b: int) -> tuple[Reason, ...]:
            return self._reasons(group[a], group[b])

        def weigh(a: int, b: int) -> float:
            return self._weight(group[a], group[b])

        return Cluster(ids, find_links(range(len(group)), ids, why, weigh))


@contextmanager
def collection_paused() -> Iterator[None]:
    """Look for no dead cycles meanwhile: linking makes millions of objects, and no cycle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _joined_pairs(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    """For each mention those that a person called one incident with it."""
    found: dict[int, set[int]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _ordered_pair(i: int, j: int) -> Pair:
    """Two numbers, the smaller first."""
    return (i, j) if i < j else (j, i)


def _missing_profile(number: int) -> MentionProfile:
    """There is no mention that goes by a number."""
    raise KeyError(number)


def _mention_mass(one: MentionProfile) -> int:
    """How much a mention counts in a mean."""
    return MAIN_MASS if one.mention.prominence is Prominence.MAIN else 1


# ------------------------------------------------------------------ pairs that are undecided

# A pair is undecided if it comes near the weight that would join it, or if it is pulled both ways:
# what speaks for one incident would join it, were it not for what speaks against that.

MARGIN: Final = 1.0  # below the threshold: one more agreement would join such a pair
PULLED: Final = 2.5  # below it, for pairs that are pulled both ways
MOST_PAIRS: Final = 2_000  # of two large incidents; their mean is not taken over more

Groups = tuple[tuple[str, ...], tuple[str, ...]]


def undecided_pairs(linking: LinkSession) -> tuple[Doubt, ...]:
    """Find the undecided pairs among all clusters of a linking.

    Args:
        linking: all mentions, in memory.

    Returns:
        Each pair once, ordered by mention ids; pairs that a person decided are left out.
    """
    home = {mention: group for group in linking.groups_by_name() for mention in group}
    incidents = {group: linking.is_incident(group) for group in home.values()}
    near: dict[Groups, list[Link]] = {}
    for link in _close_links(linking, home):
        left, right = sorted((home[link.left], home[link.right]))
        if incidents[left] and incidents[right]:
            near.setdefault((left, right), []).append(link)
    found = (_doubt_between(linking, groups, links) for groups, links in sorted(near.items()))
    return tuple(doubt for doubt in found if doubt is not None)


def _close_links(linking: LinkSession, home: Mapping[str, tuple[str, ...]]) -> Iterator[Link]:
    """Pairs of mentions in two clusters that look, or nearly look, like one incident.

    One of the two must be what its report is about: two asides seldom say enough to decide on.
    """
    for number in sorted(linking.groups):
        one = linking.profiles[number].mention
        if is_follower(one):
            continue
        for other in sorted(linking.index.met(number, linking.profiles[number])):
            second = linking.profiles[other].mention
            if one.id > second.id or home[one.id] == home[second.id] or is_follower(second):
                continue
            if Prominence.MAIN in {one.prominence, second.prominence}:
                link = linking.link(one.id, second.id)
                if _is_open(link):
                    yield link


def _is_open(link: Link) -> bool:
    """Does a pair come near the threshold, or is it pulled both ways?"""
    pro = sum(reason.weight for reason in link.reasons if reason.weight > 0)
    return link.weight >= THRESHOLD - (PULLED if pro >= THRESHOLD else MARGIN)


def _doubt_between(linking: LinkSession, groups: Groups, links: Sequence[Link]) -> Doubt | None:
    """Two clusters with what pulls them together and what keeps them apart, if undecided."""
    pairs = [(a, b) for a in groups[0] for b in groups[1]][:MOST_PAIRS]
    every = [linking.link(min(pair), max(pair)) for pair in pairs]
    if any(link.weight <= NEVER for link in every):
        return None  # a person said so
    closest = max(links, key=lambda link: (link.weight, link.left, link.right))
    farthest = min(every, key=lambda link: (link.weight, link.left, link.right))
    masses = [linking.mass(link.left) * linking.mass(link.right) for link in every]
    pulls = (link.weight * times for link, times in zip(every, masses, strict=True))
    mean = sum(pulls) / sum(masses)
    if mean < THRESHOLD - PULLED and closest.weight < THRESHOLD:
        return None
    return Doubt(groups[0], groups[1], mean, closest, farthest)


# ------------------------------------------------------------------ all at once


def link_mentions(
    readings: Iterable[Reading], chronology: Chronology, judgements: Sequence[Judgement] = ()
) -> tuple[Cluster, ...]:
    """Find which mentions tell of the same incident.

    Args:
        readings: in any order; the outcome depends on the set of their mentions alone.
        chronology: when the mentions' events took place.
        judgements: what people decided: same and different count here, whatever the weights say.

    Returns:
        The clusters, ordered by their smallest mention id. Each mention of a single event that
        was carried out or attempted is in one of them.
    """
    return link_profiles(mention_profiles(readings, chronology), judgements)


def link_profiles(
    prepared: Iterable[MentionProfile], judgements: Sequence[Judgement] = ()
) -> tuple[Cluster, ...]:
    """Find which of some prepared mentions tell of the same incident.

    Args:
        prepared: in any order.
        judgements: what people decided.
    """
    linking = LinkSession(judgements)
    linking.change(prepared)
    return linking.clusters()


def find_doubts(
    readings: Iterable[Reading], chronology: Chronology, judgements: Sequence[Judgement] = ()
) -> tuple[Doubt, ...]:
    """Find which incidents are neither surely one nor surely two.

    Args:
        readings: in any order.
        chronology: when the mentions' events took place.
        judgements: what people decided; a pair that they called different is in no doubt.

    Returns:
        The undecided pairs, ordered by mention ids.
    """
    linking = LinkSession(judgements)
    linking.change(mention_profiles(readings, chronology))
    return undecided_pairs(linking)
