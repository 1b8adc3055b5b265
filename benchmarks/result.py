"""What a benchmark answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; more is better unless `smaller` says otherwise."""

    name: str
    value: float
    unit: str = "%"
    smaller: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A benchmark that could not be run here, and why."""

    reason: str
