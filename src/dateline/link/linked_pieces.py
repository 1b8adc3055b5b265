"""Pieces: mentions that hang together, cut along their weakest links where they are too many.

The piece of a mention is all that hangs together with it by links of some weight: the least one
that leaves no more than `MOST_TOGETHER`. So it is found from the mention itself, however long the
chain is that it is part of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from dateline.link.weights import THRESHOLD

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
