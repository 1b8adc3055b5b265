"""Number policies: how the recorders of the field turn stated figures into the ones they keep.

Low and high are the lowest and highest figures stated, never a confidence interval. The rules
are those of the codebooks: UCDP GED (low, best and high estimate), ACLED (the most conservative
estimate; "tens" 10, "dozens" 12, "hundreds" 100), GTD (the most recent figure, else the one that
most sources give, else the lowest).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dateline.types import Range

Policy = Callable[[Range, Sequence[Range]], Range]

ACLED_VAGUE: Final = {20: 10, 24: 12, 200: 100}  # lowest value of "tens", "dozens", "hundreds"


def minmax(settled: Range, _: Sequence[Range]) -> Range:
    """The lowest and highest figure, with the latest or best sourced one as best."""
    return settled


def ucdp(settled: Range, _: Sequence[Range]) -> Range:
    """UCDP's low, best and high; best is never left out: the low one stands in for it."""
    return replace(settled, best=settled.low if settled.best is None else settled.best)


def acled(settled: Range, stated: Sequence[Range]) -> Range:
    """ACLED's single, most conservative figure, as low, best and high alike."""
    exact = [r.best for r in stated if r.best is not None]
    figure = min(exact) if exact else ACLED_VAGUE.get(settled.low, settled.low)
    return Range(figure, figure, figure)


def gtd(settled: Range, _: Sequence[Range]) -> Range:
    """GTD's single figure: the most recent that most sources give, else the lowest."""
    return replace(settled, best=settled.low if settled.best is None else settled.best)


POLICIES: Final[Mapping[str, Policy]] = {
    "minmax": minmax,
    "ucdp": ucdp,
    "acled": acled,
    "gtd": gtd,
}
