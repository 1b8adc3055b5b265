"""What a benchmark answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; more is better unless `smaller` says otherwise.

    Attributes:
        name: what is measured.
        value: as measured.
        unit: in which it is told.
        smaller: less is better.
        part: "learn" or "check", where it is of one side of the blind split.
    """

    name: str
    value: float
    unit: str = "%"
    smaller: bool = False
    part: str = ""

    @property
    def title(self) -> str:
        """The name with the side."""
        return f"{self.name}, {self.part}" if self.part else self.name


@dataclass(frozen=True, slots=True)
class Skipped:
    """A benchmark that could not be run here, and why."""

    reason: str


def of_part(part: str, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The same figures as those of one side of the blind split."""
    return tuple(replace(figure, part=part) for figure in figures)
