"""Copies: which reports share passages, which of them came first, and whose words they are.

Candidates come from MinHash bands of single sentences, so that a report which takes three
paragraphs of another is found as well as a reprint; the alignment then says which words are the
same (Broder 1997 for the sketches; local alignment by seeds and runs as in passage retrieval).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Final

from dateline.reconcile.reprints.alignment import SharedStretch, align_words
from dateline.reconcile.reprints.candidates import SentenceBands, bands_of
from dateline.reconcile.reprints.kinds import PART, CopySide, copy_of, shared_passages
from dateline.reconcile.reprints.standing_text import SiteText
from dateline.reconcile.reprints.words import RunningWords, words_of
from dateline.types import Copy, CopyKind, Document, Interval, Span

__all__ = ["Copies", "find_copies"]

KEPT: Final = 1024  # sketches and alignments in memory: reports of one incident meet again
OVERLAP: Final = 0.2  # of a part's words that another part of a merged report may have too


@dataclass(frozen=True, slots=True)
class ReportSketch:
    """A report as copies are looked for in it."""

    words: RunningWords
    bands: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=KEPT)
def _sketch_report(document: Document) -> ReportSketch:
    """The words and bands of a report."""
    words = words_of(document)
    return ReportSketch(words, bands_of(words))


def find_copies(
    documents: Iterable[Document], created: Mapping[str, Interval | None] | None = None
) -> tuple[Copy, ...]:
    """Find the copies among some reports.

    Args:
        documents: readable texts.
        created: when each was written, by report id; else what the documents print counts.

    Returns:
        A pair at a time, by ids; the same in whatever order the reports come.
    """
    given = tuple(documents)
    if len(given) < 2:  # noqa: PLR2004  a pair; most incidents rest on one report
        return ()
    found = Copies(created)
    for document in given:
        found.add(document)
    return found.all()


class Copies:
    """The reports so far; each new one is compared with those only that its bands meet."""

    def __init__(self, created: Mapping[str, Interval | None] | None = None) -> None:
        self.created = created or {}
        self.documents: dict[str, Document] = {}
        self.sketches: dict[str, ReportSketch] = {}
        self.bands, self.sites = SentenceBands(), SiteText()
        self.stretches: dict[tuple[str, str], tuple[SharedStretch, ...]] = {}

    def add(self, document: Document) -> frozenset[str]:
        """Take a report in; gives the ids of the reports whose copies may have changed."""
        sketch = _sketch_report(document)
        self.documents[document.report], self.sketches[document.report] = document, sketch
        changed = self.bands.add(document.report, sketch.bands) | self.sites.add(sketch.words)
        return self._near(changed | {document.report})

    def remove(self, report: str) -> frozenset[str]:
        """Take a report out; gives the ids of the reports whose copies may have changed."""
        before, sketch = self._near({report}) - {report}, self.sketches.pop(report)
        changed = self.bands.remove(report, sketch.bands) | self.sites.remove(sketch.words)
        del self.documents[report]
        for pair in [pair for pair in self.stretches if report in pair]:
            del self.stretches[pair]
        return before | self._near(changed)

    def all(self) -> tuple[Copy, ...]:
        """Every copy among the reports, by ids."""
        found = {
            (one.left, one.right): one
            for report in self.documents
            for one in self._own_copies(report)
        }
        return _merge_copies(found[pair] for pair in sorted(found))

    def copies_of(self, report: str) -> tuple[Copy, ...]:
        """The copies that a report has part in."""
        found = {(one.left, one.right): one for one in self._own_copies(report)}
        # whether a partner joins this report's text with another's is told by the partner's copies
        for other in sorted({r for pair in found for r in pair} - {report}):
            found |= {(one.left, one.right): one for one in self._own_copies(other)}
        mine = sorted(pair for pair in found if report in pair)
        named = {(c.left, c.right): c for c in _merge_copies(found.values())}
        return tuple(named[pair] for pair in mine)

    def _near(self, reports: Iterable[str]) -> frozenset[str]:
        """Some reports, with those they may share text with and those that these may."""
        once = {*reports, *(other for report in reports for other in self._met(report))}
        return frozenset(once.union(*(self._met(report) for report in once)))

    def _own_copies(self, report: str) -> list[Copy]:
        """The copies of a report, each by itself."""
        pairs = (tuple(sorted((report, other))) for other in self._met(report))
        found = (self._compared(one, two) for one, two in sorted(pairs))
        return [copy for copy in found if copy is not None]

    def _met(self, report: str) -> tuple[str, ...]:
        """The reports that the bands of one bring up."""
        return self.bands.candidates(report, self.sketches[report].bands)

    def _compared(self, one: str, two: str) -> Copy | None:
        """What two reports share, if it makes a copy."""
        if (one, two) not in self.stretches:
            left, right = (self.sketches[r].words for r in (one, two))
            self.stretches[one, two] = align_words(left, right)
        sides = self._side(one), self._side(two)
        found = shared_passages(*sides, self.stretches[one, two])
        return copy_of(*sides, found) if found else None

    def _side(self, report: str) -> CopySide:
        """One report of a pair."""
        document, words = self.documents[report], self.sketches[report].words
        created = self.created.get(report, document.created.interval)
        return CopySide(document, words, self.sites.standing(words), created)


# ------------------------------------------------------------------ merged stories


def _merge_copies(found: Iterable[Copy]) -> tuple[Copy, ...]:
    """Name the reports that join two texts which are no copies of each other."""
    copies_of = defaultdict[str, list[Copy]](list)
    ordered = sorted(found, key=lambda c: (c.left, c.right))
    for one in ordered:
        copies_of[one.left].append(one)
        copies_of[one.right].append(one)
    pairs = {(one.left, one.right) for one in ordered}
    joins: dict[tuple[str, str], str] = {}
    for report in sorted(copies_of):
        for one, two in combinations(copies_of[report], 2):
            if _joins_stretch(report, one, two) and _other_pair(report, one, two) not in pairs:
                joins.setdefault((one.left, one.right), report)
                joins.setdefault((two.left, two.right), report)
    return tuple(_as_merged(c, joins.get((c.left, c.right))) for c in ordered)


def _other_pair(report: str, one: Copy, two: Copy) -> tuple[str, str]:
    """The reports that a report shares passages with, in two copies."""
    others = sorted(other for c in (one, two) for other in (c.left, c.right) if other != report)
    return others[0], others[1]


def _joins_stretch(report: str, one: Copy, two: Copy) -> bool:
    """Does a report take different parts of its text from two others?"""
    if min(_shared_share(report, one), _shared_share(report, two)) < PART:
        return False
    ours, theirs = _copied_parts(report, one), _copied_parts(report, two)
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ours for b in theirs)
    return both <= OVERLAP * min(sum(s.end - s.start for s in part) for part in (ours, theirs))


def _shared_share(report: str, copy: Copy) -> float:
    """How much of a report stands in the other."""
    return copy.left_share if copy.left == report else copy.right_share


def _copied_parts(report: str, copy: Copy) -> list[Span]:
    """Where a report holds what it shares."""
    return [p.left if copy.left == report else p.right for p in copy.passages]


def _as_merged(copy: Copy, joining: str | None) -> Copy:
    """A copy as part of a merged report, which goes back to the other unless print says not."""
    if joining is None or (copy.firm and copy.source == joining):
        return copy
    if copy.firm:
        return replace(copy, kind=CopyKind.MERGED)
    source = copy.right if copy.left == joining else copy.left
    reason = "the other joins it with a further text"
    return replace(copy, kind=CopyKind.MERGED, source=source, reason=reason)
