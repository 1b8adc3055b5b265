"""Reading with everything watched; imported only once the packages are watched."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks.material import Material, learnt
from dateline import pipeline
from dateline.types import Intake, Reading


def share_of(number: int, of: int) -> list[Material]:
    """A share of all reports that may be read."""
    return [material for at, material in enumerate(learnt()) if at % of == number]


def read_watched(mine: list[Material], begin: Callable[[str], None]) -> Iterator[str]:
    """Read reports one after the other; gives the text of each in lower case."""
    begin("")  # words that fire while tables are loaded count for nothing
    pipeline.read(mine[0].report, Intake(gate=True))
    for at, material in enumerate(mine, start=1):
        begin(title(material))
        try:
            reading = pipeline.read(material.report, Intake(material.gate))
        finally:
            sys.setprofile(None)
        if isinstance(reading, Reading):
            yield reading.document.text.lower()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{at} of {len(mine)}")


def title(material: Material) -> str:
    """The name by which a report is known among those of all sets."""
    return f"{material.data}: {material.report.name}"
