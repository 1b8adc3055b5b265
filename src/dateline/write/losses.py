"""Losses: what somebody else's schema cannot carry, counted over what is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.write.lines import Line


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a schema cannot carry; where `out`, the whole line stays out for it."""

    what: str
    why: str
    applies: Callable[[Line], bool]
    out: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """How many lines one loss concerns."""

    loss: Loss
    lines: int


@dataclass(frozen=True, slots=True)
class LossReport:
    """What an export could not carry, and which policy chose its numbers."""

    lines: int
    written: int
    policy: str
    losses: tuple[Lost, ...]


def is_carried(losses: Sequence[Loss], line: Line) -> bool:
    """Is a line written at all?"""
    return not any(loss.out and loss.applies(line) for loss in losses)


def loss_report(losses: Sequence[Loss], lines: Sequence[Line], policy: str) -> LossReport:
    """Count what the lines of an export lose.

    A line that stays out counts once, for its first reason, and loses nothing else.

    Args:
        losses: of the schema.
        lines: all that were asked for.
        policy: by which the figures were settled.
    """
    first = [first_reason(losses, line) for line in lines]
    kept = [line for line, out in zip(lines, first, strict=True) if out is None]
    counted = (
        Lost(loss, first.count(loss) if loss.out else sum(map(loss.applies, kept)))
        for loss in losses
    )
    return LossReport(len(lines), len(kept), policy, tuple(lost for lost in counted if lost.lines))


def first_reason(losses: Sequence[Loss], line: Line) -> Loss | None:
    """The first reason why a line stays out."""
    return next((loss for loss in losses if loss.out and loss.applies(line)), None)


def report_text(form: str, report: LossReport) -> str:
    """A loss report as text, a line a loss."""
    head = (
        f"{form}: {report.written} of {report.lines} incidents written; "
        f"the policy {report.policy} chose the numbers"
    )
    rows = (
        f"{'left out' if lost.loss.out else 'lost':<9}{lost.lines:>6}  "
        f"{lost.loss.what}: {lost.loss.why}"
        for lost in report.losses
    )
    return "\n".join((head, *rows)) + "\n"
