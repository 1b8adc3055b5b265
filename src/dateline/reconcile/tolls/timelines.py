"""Courses: how a toll went over time, told apart from disputes about it.

A figure of a later report, of the same voice, or told as the end of a course ("rose to") is an
update; one given at the same time by another voice is a dispute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dateline.reconcile.evidence import SourcedClaim
from dateline.reconcile.tolls.figures import Figure, bounded, is_older, upper_end
from dateline.types import (
    Count,
    End,
    Interval,
    Range,
    Role,
    Toll,
    TollTimeline,
    TollUpdate,
    UpdateKind,
)

RISE: Final = 1.25  # reports of a day that differ by no more tell of one toll that rises
ROUNDED: Final = 0.02  # of a figure of tens: "nearly 150" for 148


@dataclass(frozen=True, slots=True)
class StandingFigure:
    """One figure on the word of some voices: of a report as a whole, or of one that it quotes."""

    range: Range
    told: tuple[SourcedClaim, ...]
    old: bool = False  # "had earlier spoken of 9"
    new: bool = False  # "rose to 12"
    news: bool = False  # told as the toll of the day, whatever the report is about

    @property
    def is_about_event(self) -> bool:
        """Is it told by a report about the event?"""
        return any(t.main for t in self.told)

    @property
    def written(self) -> Interval | None:
        """When it was written."""
        return next((t.created for t in self.told if t.created), None)

    @property
    def voices(self) -> frozenset[str]:
        """Who gives it."""
        return frozenset(t.voice for t in self.told)

    @property
    def floor(self) -> bool:
        """Is it a minimum?"""
        return any(_count_of(t).high is None for t in self.told)

    def same(self, other: StandingFigure) -> bool:
        """Is it the same figure, or may both be true?"""
        ours, theirs = self.range.best, other.range.best
        if ours is not None and theirs is not None:
            return ours == theirs or (_is_round(ours, theirs) or _is_round(theirs, ours))
        low = max(self.range.low, other.range.low)
        return low <= min(upper_end(self.range), upper_end(other.range))


def toll_timeline(role: Role, figures: Sequence[Figure]) -> TollTimeline:
    """The course of one toll.

    Args:
        role: which toll.
        figures: what each report gives, oldest first.

    Returns:
        Each figure with how it stands to those before it that no other has overtaken.
    """
    steps: list[tuple[StandingFigure, TollUpdate]] = []
    standing: list[StandingFigure] = []
    disputing: list[StandingFigure] = []
    for stand in sorted((s for f in figures for s in _standing_figure(f)), key=_timeline_order):
        kind, reason, standing = _place_in_time(stand, standing)
        steps.append((stand, _timeline_step(stand, kind, reason)))
        if kind is UpdateKind.DISPUTE:
            disputing.append(stand)
    disputed = any(stand in standing for stand in disputing)
    told = tuple(replace(step, stands=stand in standing) for stand, step in steps)
    return TollTimeline(role, told, disputed)


def _standing_figure(figure: Figure) -> Iterator[StandingFigure]:
    """What a report gives: its own figure, and the others that it quotes beside it."""
    beside = [t for t in figure.beside if t.claim.role is not Role.ATTACKERS_KILLED]
    for told in beside:
        count = _count_of(told)
        span = _settled_range(Range(count.low, count.stated, count.high))
        yield StandingFigure(span, (told,), old=is_older(told))
    own = _settled_range(figure.range)
    yield StandingFigure(own, figure.told, new=figure.newer, news=figure.is_counted)


def _place_in_time(
    stand: StandingFigure, before: list[StandingFigure]
) -> tuple[UpdateKind, str, list[StandingFigure]]:
    """How a figure stands to those before it, why, and which stand once it is told."""
    if not before:
        kind = UpdateKind.FIRST if stand.is_about_event else UpdateKind.ASIDE
        return kind, "", [stand] if stand.is_about_event else []
    if any(stand.same(other) for other in before):
        return UpdateKind.REPEATS, "", before
    if not stand.is_about_event and not (
        stand.news and all(_is_later(stand, other) for other in before)
    ):
        return UpdateKind.ASIDE, "in passing", before
    return _set_against(stand, before)


def _set_against(
    stand: StandingFigure, before: list[StandingFigure]
) -> tuple[UpdateKind, str, list[StandingFigure]]:
    """How another figure stands to those before it, why, and which stand once it is told."""
    if not stand.new and any(_within_bounds(stand, other) for other in before):
        return UpdateKind.REPEATS, "a minimum that the figure before it meets", before
    reasons = {number: _make_update(stand, other) for number, other in enumerate(before)}
    rest = [other for number, other in enumerate(before) if not reasons[number]]
    reason = next((text for text in reasons.values() if text), "")
    at_odds = f"at odds with {', '.join(sorted({v for o in rest for v in o.voices}))}"
    if reason:
        text = f"{reason}; still {at_odds}" if rest else reason
        return UpdateKind.UPDATE, text, [*rest, stand]
    if any(stand.written is None or other.written is None for other in before):
        return UpdateKind.UNDATED, "nothing tells which figure is newer", [*before, stand]
    return UpdateKind.DISPUTE, f"at the same time, {at_odds}", [*before, stand]


def _make_update(stand: StandingFigure, other: StandingFigure) -> str:
    """Why a figure is newer than another, empty where it is not."""
    risen = stand.range.low > other.range.low
    if (stand.new and not other.new) or other.old:
        return "given as the newer figure"
    if _is_later(stand, other):
        return "written later"
    if stand.voices & other.voices and not stand.old and not _is_later(other, stand):
        return "by the same voice"
    if risen and other.floor:
        return f"above the minimum of {other.range.low}"
    named = all(t.claim.speaker for s in (stand, other) for t in s.told)
    if risen and not named and stand.range.low <= RISE * other.range.low:
        return "risen within the day"
    return ""


def _is_later(stand: StandingFigure, other: StandingFigure) -> bool:
    """Was a figure surely written after another?"""
    ours, theirs = stand.written, other.written
    return bool(ours and theirs and ours.first > theirs.last)


def _within_bounds(stand: StandingFigure, other: StandingFigure) -> bool:
    """Is a figure a minimum below another, and so no contradiction?"""
    return stand.floor and stand.range.low <= other.range.low


def _timeline_step(stand: StandingFigure, kind: UpdateKind, reason: str) -> TollUpdate:
    """One step as the ledger keeps it."""
    return TollUpdate(
        figure=bounded(stand.range, dict.fromkeys(End, stand.told)),
        kind=kind,
        written=stand.written,
        voices=tuple(sorted(stand.voices)),
        claims=tuple(dict.fromkeys(t.claim.id for t in stand.told)),
        reason=reason,
    )


def _timeline_order(stand: StandingFigure) -> tuple[date, date, bool, bool, int, str]:
    """By when it was written; of one report the older figure first, then the lower."""
    unknown = date.max if stand.new else date.min  # an undated "rose to" ends its course
    days = stand.written or Interval(unknown, unknown)
    return (
        days.last,
        days.first,
        stand.new,
        not stand.old,
        stand.range.low,
        stand.told[0].claim.id,
    )


def _is_round(rounded: int, exact: int) -> bool:
    """Is a figure another one rounded to tens ("nearly 150" for 148)?"""
    return rounded % 10 == 0 and abs(rounded - exact) <= ROUNDED * rounded


def _settled_range(span: Range) -> Range:
    """The best figure alone, where there is one."""
    return span if span.best is None else Range(span.best, span.best, span.best)


def _count_of(told: SourcedClaim) -> Count:
    """How many a claim gives."""
    if not isinstance(told.claim.value, Toll):
        raise TypeError(f"expected a toll, came {type(told.claim.value).__name__}")
    return told.claim.value.count
