"""The lines of PDF pages, those set in columns one column after the other.

PDFium gives words in the order in which a page draws them. Most programs draw column by column;
where one draws row by row, each line would run on into the one beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

FEWEST_ROWS: Final = 5  # lines beside each other; fewer may be a heading with its date
GAP: Final = 8.0  # points between two columns; words of a line stand nearer
ALIGNED: Final = 3.0  # points within which lines of a column begin
NARROWEST: Final = 0.15  # of the page's text in width; narrower ones are those of a table
EDGE: Final = 1.0  # point beyond what is asked for, so that all of it is given


@dataclass(frozen=True, slots=True)
class Box:
    """Where a stretch of a line stands on its page, in points from below."""

    left: float
    bottom: float
    right: float
    top: float


def page_lines(page: Any) -> list[str]:  # noqa: ANN401  pypdfium2 has no types
    """The lines of a page, in the order in which they are read."""
    words = page.get_textpage()
    boxes = [Box(*words.get_rect(number)) for number in range(words.count_rects())]
    cuts = column_cuts(boxes)
    if not cuts:
        lines: list[str] = words.get_text_bounded().splitlines()
        return lines
    parts = (
        words.get_text_bounded(part.left, part.bottom, part.right, part.top)
        for part in reading_parts(boxes, cuts)
    )
    return [line for part in parts for line in part.splitlines()]


def column_cuts(boxes: Sequence[Box]) -> list[float]:
    """Where a page is to be cut from above to below; nowhere unless lines are drawn across.

    Args:
        boxes: the stretches of its lines, in the order in which they are drawn.
    """
    across: defaultdict[int, list[tuple[Box, Box]]] = defaultdict(list)
    for one, other in pairwise(boxes):
        if other.left - one.right >= GAP and _in_one_row(one, other):
            across[round(other.left / ALIGNED)].append((one, other))
    least = NARROWEST * _width(boxes)
    cuts = sorted(_cut_between(own) for own in across.values() if _are_columns(own, least))
    found = [cut for before, cut in pairwise([-GAP, *cuts]) if cut - before >= GAP]
    crossing = [box for box in boxes if any(_crosses(box, cut) for cut in found)]
    # A page that is mostly set across its own columns has none.
    return found if len(crossing) * 2 < len(boxes) else []


def _are_columns(pairs: Sequence[tuple[Box, Box]], least: float) -> bool:
    """Whether stretches beside each other are lines of columns, and no cells of a table."""
    widths = zip(*((one.right - one.left, two.right - two.left) for one, two in pairs), strict=True)
    return len(pairs) >= FEWEST_ROWS and all(median(own) >= least for own in widths)


def _cut_between(pairs: Sequence[tuple[Box, Box]]) -> float:
    """The middle of the gap between two columns."""
    return (max(one.right for one, _ in pairs) + min(two.left for _, two in pairs)) / 2


def _in_one_row(one: Box, other: Box) -> bool:
    """Whether two stretches stand beside each other."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared * 2 > min(one.top - one.bottom, other.top - other.bottom)


def _width(boxes: Sequence[Box]) -> float:
    """How wide the text of a page is."""
    return max((b.right for b in boxes), default=0.0) - min((b.left for b in boxes), default=0.0)


def _crosses(box: Box, cut: float) -> bool:
    """Whether a stretch runs across a cut, as headings do."""
    return box.left < cut < box.right


def reading_parts(boxes: Sequence[Box], cuts: Sequence[float]) -> Iterator[Box]:
    """The parts of a page in the order in which they are read.

    What runs across all columns parts what stands above it from what stands below.
    """
    sides = [min(b.left for b in boxes) - EDGE, *cuts, max(b.right for b in boxes) + EDGE]
    above = max(b.top for b in boxes) + EDGE
    across = [box for box in boxes if any(_crosses(box, cut) for cut in cuts)]
    for heading in sorted(across, key=lambda box: -box.top):
        if heading.top <= above:
            yield from _columns_between(sides, heading.top, above)
        yield Box(sides[0], heading.bottom, sides[-1], min(heading.top, above))
        above = min(above, heading.bottom)
    yield from _columns_between(sides, min(b.bottom for b in boxes) - EDGE, above)


def _columns_between(sides: Sequence[float], below: float, above: float) -> Iterator[Box]:
    """The columns of a part of a page, from left to right."""
    for left, right in pairwise(sides):
        yield Box(left, below, right, above)
