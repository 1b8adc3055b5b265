"""Number policies: how the recorders of the field turn stated figures into the ones they keep.

Low and high are the lowest and highest figures that a policy lets stand, never a confidence
interval. Each policy says which report's figure gives each of its numbers.

Sources: UCDP GED Codebook 23.1, "Best, high and low estimates"; ACLED Codebook 2023,
"Fatalities"; GTD Codebook 2021, "Total number of fatalities (nkill)"; Iraq Body Count,
"Methods", minimum and maximum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.reconcile.tolls.figures import Figure, upper_end
from dateline.types import Range

ACLED_VAGUE: Final = {20: 10, 24: 12, 200: 100}  # lowest value of "tens", "dozens", "hundreds"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What the reports give for one toll, oldest first, and the figure to go by."""

    figures: tuple[Figure, ...]
    best: Figure
    rivals: tuple[Figure, ...]  # those that might have been the best one, the best one included

    @property
    def current(self) -> tuple[Figure, ...]:
        """The figures that no later report, unless in passing, has overtaken, firm ones if any."""
        left = tuple(
            f
            for f in self.figures
            if not any(g.is_counted and g.overtakes(f) for g in self.figures)
        )
        firm = tuple(f for f in left if not f.doubtful)
        return firm or left or self.figures


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """The numbers of a policy, the figures that give them, and the rule in a sentence."""

    range: Range
    low: Figure
    best: Figure
    high: Figure
    rule: str = ""


Policy = Callable[[StatedFigure], PolicyChoice]


def minmax_policy(stated: StatedFigure) -> PolicyChoice:
    """The lowest and the highest figure that was ever stated, as Iraq Body Count keeps them.

    Iraq Body Count gives no best figure; here it is the latest and best sourced one. Words that
    name no figure ("dozens") count only where they are all there is.
    """
    return _spread_choice(stated.figures, stated.best)


def ucdp_policy(stated: StatedFigure) -> PolicyChoice:
    """UCDP's low, best and high: the lowest, most reliable and highest reliable estimate.

    Outlets rated A to C are reliable; where none of them tells it those that nobody rated count,
    and where these do not either the rest. A figure that a later report has overtaken is no
    estimate any more. Where sources differ and none can be told to be more reliable, the best
    estimate is the lower one; it is never left out, the low one stands in for it (UCDP GED
    Codebook, "Best, high and low estimates").
    """
    trusted = _reliable_figures(stated)
    best = _most_told(trusted.rivals)
    rule = "UCDP: of the estimates that stand, the best told"
    if len(trusted.figures) < len(stated.figures):
        rule += ", those of the most reliable outlets only"
    found = _spread_choice(trusted.current, best, rule)
    if found.range.best is not None:
        return found
    return replace(found, range=replace(found.range, best=found.range.low), best=found.low)


def _reliable_figures(stated: StatedFigure) -> StatedFigure:
    """The figures of the most reliable outlets that tell the event, not only mention it."""
    main = [f for f in stated.figures if f.is_main] or stated.figures
    most = min(f.tier for f in main)
    figures = tuple(f for f in stated.figures if f.tier == most)
    rivals = tuple(f for f in stated.rivals if f.tier == most)
    return StatedFigure(figures, stated.best, rivals or figures)


def acled_policy(stated: StatedFigure) -> PolicyChoice:
    """ACLED's single, most conservative figure, as low, best and high alike.

    "The most conservative estimate available", corrected as reports correct themselves; "tens"
    is 10, "dozens" 12 and "hundreds" 100 (ACLED Codebook, "Fatalities").
    """
    exact = [f for f in stated.current if f.range.best is not None]
    lowest = min(exact or stated.current, key=_acled_number)
    figure = _acled_number(lowest)
    rule = "ACLED: the most conservative figure that stands"
    return PolicyChoice(Range(figure, figure, figure), lowest, lowest, lowest, rule)


def gtd_policy(stated: StatedFigure) -> PolicyChoice:
    """GTD's single figure as best: the most recent, else the majority's, else the lowest.

    The most recent source is preferred; of several that differ the figure that most of them
    give, and without a majority the lowest one. Words too vague to be of use leave it open (GTD
    Codebook, "nkill"). Low and high span the figures that stand, which GTD keeps in its notes.
    """
    recent = [f for f in stated.rivals if not any(g.follows(f) for g in stated.rivals)]
    best = _most_told(recent)
    rule = "GTD: the most recent figure, then the majority's, then the lowest"
    return _spread_choice(stated.current, best, rule)


def _acled_number(figure: Figure) -> int:
    """What ACLED takes a figure for, or words like "dozens"."""
    low, best = figure.range.low, figure.range.best
    return ACLED_VAGUE.get(low, low) if best is None else best


def _most_told(figures: Sequence[Figure]) -> Figure:
    """The figure that most voices give, the lowest where they tie."""
    voices: defaultdict[int | None, set[str]] = defaultdict(set)
    for one in figures:
        voices[one.range.best] |= one.voices
    return min(figures, key=lambda f: (-len(voices[f.range.best]), f.range.best or f.range.low))


def _spread_choice(figures: Sequence[Figure], best: Figure, rule: str = "") -> PolicyChoice:
    """The range over some figures; a sum of groups may leave victims out and sets no low end."""
    exact = [f for f in (best, *figures) if f.range.best is not None]
    spread = exact or figures
    whole = [f for f in spread if not f.groups] or spread
    low = min((f for f in (best, *whole) if f in spread), key=lambda f: f.range.low)
    high = max(spread, key=lambda f: upper_end(f.range))
    return PolicyChoice(
        Range(low.range.low, best.range.best, high.range.high), low, best, high, rule
    )


POLICIES: Final[Mapping[str, Policy]] = {
    "minmax": minmax_policy,
    "ucdp": ucdp_policy,
    "acled": acled_policy,
    "gtd": gtd_policy,
}
