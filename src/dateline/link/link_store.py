"""What is kept of a linking between runs, and how it is fetched: little by little."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

K = TypeVar("K")
V = TypeVar("V")
# A mention in the index: its number, its kind, its first and last day as ordinals, 0 for undated.
Filing = tuple[int, str, int, int]


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A part of what is filed under a key: of some kinds, and known to be about a day.

    `day` is an ordinal: wanted are mentions dated to no more than `width` days, of which the first
    is no later than it, and the last at most one day earlier.
    """

    kinds: tuple[str, ...] | None = None
    day: int | None = None
    width: int = 0


class LinkStore(Protocol):
    """Mentions by number, with all that was found out about them."""

    def first_free(self) -> int:
        """The smallest number above all that are taken."""
        ...

    def numbers(self, mentions: Collection[str]) -> Mapping[str, int]:
        """The numbers of those mentions that are there."""
        ...

    def profiles(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Prepared mentions, as JSON."""
        ...

    def indexed_under(
        self, key: int, most: int, part: BlockPart, *, wide: bool = False
    ) -> Iterable[Filing]:
        """The mentions filed under a key, as a wide one or not, at most some of a part."""
        ...

    def near_mentions(self, numbers: Collection[int]) -> Mapping[int, Mapping[int, float]]:
        """For each number the mentions that look like one incident with it, and how much."""
        ...

    def groups(self, numbers: Collection[int]) -> Mapping[int, tuple[int, ...]]:
        """The cluster that each number is in, in order."""
        ...


class LazyDict(dict[K, V]):
    """A dict that fetches what it lacks; without a place to fetch from, it makes it."""

    def __init__(
        self,
        make: Callable[[K], V],
        fetch: Callable[[Collection[K]], Mapping[K, V]] | None = None,
    ) -> None:
        super().__init__()
        self.make = make
        self.fetch = fetch

    def __missing__(self, key: K) -> V:
        self.need((key,))
        if key not in self:
            self[key] = self.make(key)
        return self[key]

    def need(self, keys: Iterable[K]) -> None:
        """Fetch all that is lacking of some keys at once."""
        if self.fetch is not None:
            lacking = [key for key in keys if key not in self]
            if lacking:
                self.update(self.fetch(lacking))
