"""Who shares traces with a report: an index that does not depend on the size of a ledger.

What many share brings nobody together, so that each key is looked at up to a limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from dateline.link.link_store import LazyDict
from dateline.link.traces import EVENT, NAMED, PASSAGE, key_sort

# Reports that share a key, by its sort: a passage in more of them is an agency's standing
# background, a name in more of them tells none apart.
MOST_SHARING: Final = {PASSAGE: 12, NAMED: 20, EVENT: 40}


class TraceStore(Protocol):
    """Reports filed under keys, as they were kept."""

    def reports_under(self, keys: Collection[int], most: int) -> Mapping[int, Collection[str]]:
        """The reports filed under each of some keys, at most so many a key."""
        ...


@dataclass(frozen=True, slots=True)
class SharedTraces:
    """What two reports share: how many rare passages, whether rare names, whether an event."""

    passages: int = 0
    names: bool = False
    events: bool = False

    def with_key(self, key: int) -> SharedTraces:
        """The same with a key more."""
        sort = key_sort(key)
        return SharedTraces(
            self.passages + (sort == PASSAGE),
            self.names or sort == NAMED,
            self.events or sort == EVENT,
        )


NOTHING_SHARED: Final = SharedTraces()


@dataclass(slots=True)
class IndexChanges:
    """What reports that come and go change: pairs that share or shared a key, and all others.

    `turned` has for each key that became common, or rare, those who meet no longer, or now.
    """

    pairs: dict[tuple[str, str], SharedTraces] = field(default_factory=dict)  # who moved is first
    turned: dict[int, frozenset[str]] = field(default_factory=dict)

    def named(self) -> set[str]:
        """All reports that the changes name."""
        return self.holders() | {other for _, other in self.pairs}

    def holders(self) -> set[str]:
        """The reports under keys that turned."""
        return set().union(*self.turned.values())


class NeighbourIndex:
    """The reports under each key."""

    def __init__(self, store: TraceStore | None = None, going: int = 0) -> None:
        """Open the index.

        Args:
            store: where it goes on from; without one, all are in memory.
            going: how many reports may be taken out.
        """
        self.store, self.going = store, going
        self.holders = LazyDict[int, set[str]](
            lambda _: set(), self._kept_holders if store is not None else None
        )

    def file(self, report: str, keys: Iterable[int], wanted: Collection[int]) -> None:
        """File a report under those of its keys that are asked for."""
        for key in keys:
            if key in wanted:
                self.holders[key].add(report)

    def change(
        self, gone: Mapping[str, Collection[int]], come: Mapping[str, Collection[int]]
    ) -> IndexChanges:
        """Take reports out and others in; one that is read anew goes and comes."""
        moved: defaultdict[int, set[str]] = defaultdict(set)
        for reports in (gone, come):
            for report, keys in reports.items():
                for key in keys:
                    moved[key].add(report)
        self.holders.need(moved)
        before = {key: frozenset(self.holders[key]) for key in moved}
        for report, keys in gone.items():
            for key in keys:
                self.holders[key].discard(report)
        for report, keys in come.items():
            for key in keys:
                self.holders[key].add(report)
        return self._changes(before, moved)

    def _changes(
        self, before: Mapping[int, frozenset[str]], moved: Mapping[int, set[str]]
    ) -> IndexChanges:
        """Whom a change bears on."""
        found = IndexChanges()
        for key, was in before.items():
            now, most = self.holders[key], MOST_SHARING[key_sort(key)]
            if len(was) > most and len(now) > most:
                continue
            if len(was) > most or len(now) > most:
                found.turned[key] = was | now
                continue
            for one in moved[key]:
                for other in (was | now) - {one}:
                    known = found.pairs.get((one, other), NOTHING_SHARED)
                    found.pairs[one, other] = known.with_key(key)
        return found

    def shared(self, report: str, keys: Collection[int]) -> dict[str, SharedTraces]:
        """The reports that share rare traces with a report, and what each shares."""
        self.holders.need(keys)
        found: dict[str, SharedTraces] = {}
        for key in keys:
            if len(self.holders[key]) <= MOST_SHARING[key_sort(key)]:
                for other in self.holders[key]:
                    found[other] = found.get(other, NOTHING_SHARED).with_key(key)
        found.pop(report, None)
        return found

    def _kept_holders(self, keys: Collection[int]) -> dict[int, set[str]]:
        """Who was filed under some keys, of frequent ones no more than needed."""
        found: dict[int, set[str]] = {key: set() for key in keys}
        if self.store is not None:
            for sort, most in MOST_SHARING.items():
                # So many that a key stays common, whoever leaves.
                ours = [key for key in keys if key_sort(key) == sort]
                under = self.store.reports_under(ours, most + 1 + self.going)
                found.update({key: set(reports) for key, reports in under.items()})
        return found
