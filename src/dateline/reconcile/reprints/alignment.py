"""Which words of two texts are the same, passage by passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.reconcile.reprints.words import RunningWords

SEED: Final = 4  # words in a row that start a run
MOST_PLACES: Final = 8  # of one seed in a text; "the man was taken to" would match all over
GAP: Final = 8  # words between two runs of one passage: a changed figure, a swapped phrase
FEWEST: Final = 10  # shared words of a passage; a stock phrase has fewer
HELD: Final = 0.55  # of a passage's words are shared; below it the runs stand together by chance


@dataclass(frozen=True, slots=True, order=True)
class EqualRun:
    """Words that stand in both texts in a row: `left[at:at+size]` and `right[there:there+size]`."""

    at: int
    there: int
    size: int


@dataclass(frozen=True, slots=True)
class SharedStretch:
    """A shared passage in word numbers: its runs, in the order of both texts."""

    runs: tuple[EqualRun, ...]

    @property
    def left(self) -> tuple[int, int]:
        """From the first shared word of the left text to behind the last."""
        return self.runs[0].at, self.runs[-1].at + self.runs[-1].size

    @property
    def right(self) -> tuple[int, int]:
        """The same of the right text."""
        return self.runs[0].there, self.runs[-1].there + self.runs[-1].size

    @property
    def word_count(self) -> int:
        """How many words are shared."""
        return sum(run.size for run in self.runs)

    @property
    def length(self) -> int:
        """How many words the passage has in the text where it is longer."""
        return max(self.left[1] - self.left[0], self.right[1] - self.right[0])


def align_words(left: RunningWords, right: RunningWords) -> tuple[SharedStretch, ...]:
    """The passages that two texts share, wherever they stand in each.

    Returns:
        Passages that overlap in neither text, in the order of the left one. Paragraphs may have
        changed places; words within a passage have not.
    """
    runs = _tokens_apart(_equal_runs(left.words, right.words))
    joined = _join_runs(runs)
    return tuple(s for s in joined if s.word_count >= FEWEST and s.word_count >= HELD * s.length)


def _equal_runs(left: Sequence[str], right: Sequence[str]) -> Iterator[EqualRun]:
    """All longest runs of shared words."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(left) - SEED + 1):
        places[tuple(left[at : at + SEED])].append(at)
    for there in range(len(right) - SEED + 1):
        found = places.get(tuple(right[there : there + SEED]), ())
        for at in found if len(found) <= MOST_PLACES else ():
            if at and there and left[at - 1] == right[there - 1]:
                continue  # it began before
            size = SEED
            while (
                at + size < len(left)
                and there + size < len(right)
                and left[at + size] == right[there + size]
            ):
                size += 1
            yield EqualRun(at, there, size)


def _tokens_apart(runs: Iterator[EqualRun]) -> list[EqualRun]:
    """Runs that overlap in neither text, the longest first; a shorter one gives way or is cut."""
    kept: list[EqualRun] = []
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for run in sorted(runs, key=lambda r: (-r.size, r.at, r.there)):
        free = [
            n
            for n in range(run.size)
            if run.at + n not in taken_left and run.there + n not in taken_right
        ]
        if len(free) < SEED or free[-1] - free[0] + 1 != len(free):
            continue
        part = EqualRun(run.at + free[0], run.there + free[0], len(free))
        kept.append(part)
        taken_left.update(range(part.at, part.at + part.size))
        taken_right.update(range(part.there, part.there + part.size))
    return sorted(kept)


def _join_runs(runs: Sequence[EqualRun]) -> Iterator[SharedStretch]:
    """Passages of runs that follow each other in both texts with few words between."""
    part: list[EqualRun] = []
    for run in runs:
        if part and not _follows_closely(part[-1], run):
            yield SharedStretch(tuple(part))
            part = []
        part.append(run)
    if part:
        yield SharedStretch(tuple(part))


def _follows_closely(one: EqualRun, two: EqualRun) -> bool:
    """Does a run go on where another ended, but for a few words?"""
    skipped = two.at - one.at - one.size, two.there - one.there - one.size
    return all(0 <= gap <= GAP for gap in skipped)
