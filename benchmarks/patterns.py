"""How the time of every pattern grows with the text: floods of each character and phrase.

    python -m benchmarks.patterns [--write]

Every compiled pattern that a module of the package holds, in a table or by itself, looks through
two sizes of each flood from beginning to end. `--write` puts the figure into the page on
reliability. The patterns that are made for one report at a time are not among them.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from typing import Final

import dateline
from benchmarks.figures import write_figure
from benchmarks.floods import CHARACTERS, PHRASES, TAGS

SMALL, LARGE = 10_000, 40_000  # characters
STEEPEST: Final = 1.3  # how time may grow: size to the power of this
LEAST: Final = 0.02  # seconds for the large text; what takes less says nothing of growth
DEEP: Final = 4  # tables within tables


def all_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of the package, each once, by its words and flags."""
    found: dict[str, re.Pattern[str]] = {}
    for one in pkgutil.walk_packages(dateline.__path__, "dateline."):
        if one.name.endswith("__main__") or ".migrations." in one.name:
            continue
        try:
            module = importlib.import_module(one.name)
        except ImportError:  # of an extra that is not installed
            continue
        for value in vars(module).values():
            for pattern in patterns_in(value, DEEP):
                found.setdefault(f"{pattern.pattern} {pattern.flags}", pattern)
    return found


def patterns_in(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    """The patterns of text in a value: itself, or those of a table."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, Mapping):
        for item in value.values():
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from patterns_in(item, depth - 1)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time to look through a text."""
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def growth(pattern: re.Pattern[str], unit: str) -> float:
    """As a power of the size, how a pattern's time grows; 0 where it is too short to tell."""
    small, large = (unit * (size // len(unit)) for size in (SMALL, LARGE))
    long = seconds(pattern, large)
    if long < LEAST:
        return 0.0
    short = min(seconds(pattern, small) for _ in range(3))
    long = min(long, seconds(pattern, large))
    return math.log(long / max(short, 1e-6)) / math.log(LARGE / SMALL) if long >= LEAST else 0.0


def main() -> None:
    """Print the patterns that grow faster than the text, then the figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    patterns = all_patterns()
    units = {**CHARACTERS, **PHRASES, **TAGS}
    print(f"{len(patterns)} patterns", flush=True)
    steep: dict[str, tuple[float, str]] = {}
    for name, pattern in patterns.items():
        power, flood = max((growth(pattern, unit), flood) for flood, unit in units.items())
        if power > STEEPEST:
            steep[name] = power, flood
            print(f"{power:.2f} on {flood}: {pattern.pattern[:120]!r}", flush=True)
    figure = (
        f"{len(patterns)} patterns on {len(units)} floods of {LARGE:,} characters: {len(steep)} "
        f"grow faster than the size to the power of {STEEPEST}"
    )
    print(figure)
    if asked.write:
        write_figure("patterns", figure)


if __name__ == "__main__":
    main()
