"""When a report was written, worked out from what it says.

A constraint problem: each sentence that bears on it leaves a set of days, the sets are
intersected, and the chain of those that were needed is kept. Captions and boilerplate are no
evidence: a file photo is older than the report that prints it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.detect.creation_time import day_sets as days
from dateline.detect.creation_time.evidence import Constraint, gather_constraints, news_weekday
from dateline.types import Creation, Document, Entity, Evidence, Interval, Sentence

NARROW = 7  # days; an interval up to this width dates a report
USABLE = 31  # days; wider ones are given as candidates
CANDIDATES = 12  # more than these help nobody


def estimate_creation(
    document: Document, times: Sequence[Entity], sentences: Sequence[Sentence]
) -> Creation:
    """When a report was written.

    Args:
        document: a cleaned report; a printed or given date in `created` stands.
        times: its time expressions.
        sentences: its sentences.

    Returns:
        The interval with the sentences that force it, or the candidates that are left, or
        neither, with the reason.
    """
    weekday = news_weekday(document, times, sentences)
    given = replace(document.created, weekday=weekday)
    if given.interval is not None:
        return given
    constraints = gather_constraints(document, times, sentences)
    start = given.candidates or _possible_days(given.latest)
    used, dropped = _solve_constraints(start, constraints)
    left = _days_left(start, used)
    chain = _needed_constraints(start, used, left)
    reasons = tuple(c.evidence for c in chain) + tuple(_misfit_reason(c) for c in dropped)
    if left == start:
        nothing = Evidence("the report says nothing that dates it")
        return replace(given, reasons=(*given.reasons, *reasons, nothing))
    return _creation_of(given, left, reasons)


def _possible_days(latest: date | None) -> days.Days:
    """All days on which a report can have been written."""
    return days.ALL if latest is None else (Interval(days.FIRST, latest),)


def _solve_constraints(
    start: days.Days, constraints: Sequence[Constraint]
) -> tuple[list[Constraint], list[Constraint]]:
    """Constraints that fit together, the strongest first, and those that fit no longer."""
    used: list[Constraint] = []
    dropped: list[Constraint] = []
    left = start
    for constraint in sorted(constraints, key=lambda c: -c.strength):
        narrowed = constraint.apply(left)
        if narrowed:
            left = narrowed
            used.append(constraint)
        else:
            dropped.append(constraint)
    return used, dropped


def _days_left(start: days.Days, constraints: Sequence[Constraint]) -> days.Days:
    """The days that all constraints leave."""
    left = start
    for constraint in constraints:
        left = constraint.apply(left)
    return left


def _needed_constraints(
    start: days.Days, used: Sequence[Constraint], left: days.Days
) -> tuple[Constraint, ...]:
    """The constraints without which more days would be left: the chain that a person reads."""
    kept = list(used)
    for constraint in reversed(used):
        without = [c for c in kept if c is not constraint]
        if _days_left(start, without) == left:
            kept = without
    return tuple(kept)


def _misfit_reason(constraint: Constraint) -> Evidence:
    """What is said of evidence that fits no day that is left."""
    return Evidence(
        "left aside, since it fits nothing else: " + constraint.evidence.text,
        constraint.evidence.span,
    )


def _creation_of(given: Creation, left: days.Days, reasons: tuple[Evidence, ...]) -> Creation:
    """The creation time, from the days that are left."""
    reasons = given.reasons + reasons
    if days.day_count(left) <= NARROW or (len(left) == 1 and days.day_count(left) <= USABLE):
        whole = Interval(left[0].first, left[-1].last)
        closing = Evidence("so it was written on " + days.days_shown(whole))
        return replace(given, interval=whole, reasons=(*reasons, closing))
    if len(left) <= CANDIDATES:
        open_days = ", ".join(days.days_shown(interval) for interval in left)
        closing = Evidence("still open: " + open_days)
        return replace(given, reasons=(*reasons, closing), candidates=left)
    whole = Interval(left[0].first, left[-1].last)
    closing = Evidence("too many days are still open, from " + days.days_shown(whole))
    return replace(given, reasons=(*reasons, closing), candidates=(whole,))
