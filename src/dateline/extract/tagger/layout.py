"""What the encoder answers for a piece of a word, number by number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
OUTSIDE, BEGIN, INSIDE = range(3)
TAGS = 3
# Three scores (outside, begin, inside) a role, and for a trigger, which the weights of now have
# not learnt; a score for each incident type of the template a filler belongs to; how much the piece
# says on the whole text's types, and what.
PARTS = (TAGS * len(ROLES), TAGS, len(TYPES), len(TYPES), len(TYPES))
ANSWERS = sum(PARTS)

WINDOW = 192  # pieces; read faster than the 382 that were trained on, and no worse
STEP = 144  # pieces from one window's beginning to the next one's
FRONT = 2  # windows that are read whatever they tell
MOST = 4  # windows of a text that are read
AMONG = 8  # windows from the front, some 850 words, among which they are chosen


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces that is read at once; the pieces it answers for are its own."""

    start: int
    end: int
    first: int
    last: int


def bounds() -> tuple[tuple[int, int], ...]:
    """Where each part begins and ends among the answers."""
    places = [0]
    for part in PARTS:
        places.append(places[-1] + part)
    return tuple(pairwise(places))


def reach(most: int = AMONG) -> int:
    """How many pieces of a text its first windows can cover."""
    return STEP * (most - 1) + WINDOW


def windows(length: int, window: int = WINDOW, step: int = STEP) -> tuple[Window, ...]:
    """Cover a text with windows; a piece that two of them hold belongs to the nearer middle.

    Args:
        length: pieces of the text.
        window: pieces of a window at most.
        step: pieces from one window's beginning to the next one's.

    Returns:
        Windows whose own pieces are every piece once.
    """
    starts = [0]
    while starts[-1] + window < length:
        starts.append(min(starts[-1] + step, length - window))
    ends = [min(start + window, length) for start in starts]
    cuts = [0, *((end + start) // 2 for end, start in zip(ends, starts[1:], strict=False)), length]
    return tuple(
        Window(start, end, first, last)
        for start, end, (first, last) in zip(starts, ends, pairwise(cuts), strict=True)
    )
