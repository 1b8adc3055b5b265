"""How the time of every pattern grows with the text: floods of each character and phrase.

    python -m benchmarks.patterns [--write] [--only WORDS]

Every pattern that a module of the package holds, in a table or by itself, and every one that is
made while the demonstration is read, looks through floods of growing size from beginning to end,
until one takes long enough to tell how the time grows. `--write` puts the figure into the page on
reliability.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import dateline
from benchmarks.figures import write_figure
from benchmarks.floods import CHARACTERS, PHRASES, TAGS
from dateline import pipeline
from dateline.acquire import acquire
from dateline.demo import REPORTS
from dateline.types import Report

PACKAGE: Final = str(Path(dateline.__file__).parent)
SIZES: Final = (60, 400, 2_500, 10_000, 40_000)  # characters
STEEPEST: Final = 1.3  # how time may grow: size to the power of this
LEAST: Final = 0.02  # seconds; what takes less says nothing of growth
ENOUGH: Final = 0.2  # seconds; no larger size is tried after this
DEEP: Final = 5  # tables within tables
UNITS: Final = {**CHARACTERS, **PHRASES, **TAGS}

Patterns = dict[str, re.Pattern[str]]


def all_patterns() -> Patterns:
    """The patterns of the package, each once, by its words and flags."""
    found: Patterns = {}
    with watched(lambda pattern: keep(found, pattern)):
        for value in loaded_values():
            for pattern in patterns_in(value, DEEP):
                keep(found, pattern)
        for arrived in acquire((REPORTS,)):
            if isinstance(arrived, Report):
                pipeline.read(arrived)
    return found


def keep(found: Patterns, pattern: re.Pattern[str]) -> None:
    """Add a pattern, unless it is known."""
    found.setdefault(f"{pattern.pattern} {pattern.flags}", pattern)


@contextmanager
def watched(tell: Callable[[re.Pattern[str]], None]) -> Iterator[None]:
    """Tell of each pattern that the package asks for."""
    library: Any = re
    made = library._compile  # noqa: SLF001  all that asks for a pattern passes here

    def ask(pattern: Any, flags: int) -> Any:  # noqa: ANN401  as the library has it
        answer = made(pattern, flags)
        if isinstance(answer.pattern, str) and who_asks().startswith(PACKAGE):
            tell(answer)
        return answer

    library._compile = ask  # noqa: SLF001
    try:
        yield
    finally:
        library._compile = made  # noqa: SLF001


def who_asks() -> str:
    """The file from which the library is called."""
    frame: Any = sys._getframe(2)  # noqa: SLF001
    while frame and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    return frame.f_code.co_filename if frame else ""


def loaded_values() -> Iterator[object]:
    """What stands in each module of the package."""
    for one in pkgutil.walk_packages(dateline.__path__, "dateline."):
        if one.name.endswith("__main__") or ".migrations." in one.name:
            continue
        try:
            module = importlib.import_module(one.name)
        except ImportError:  # of an extra that is not installed
            continue
        yield from vars(module).values()


def patterns_in(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    """The patterns of text in a value: itself, or those of a table."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth:
        for item in parts(value):
            yield from patterns_in(item, depth - 1)


def parts(value: object) -> Iterator[object]:
    """What a table or a record holds."""
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, tuple | list | frozenset):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, one.name) for one in fields(value))


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time to look through a text."""
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def growth(pattern: re.Pattern[str], unit: str) -> float:
    """As a power of the size, how a pattern's time grows; 0 where it is too short to tell."""
    for small, large in pairwise(SIZES):
        long = seconds(pattern, unit * (large // len(unit)))
        if long > ENOUGH or (large == SIZES[-1] and long > LEAST):
            short = min(seconds(pattern, unit * (small // len(unit))) for _ in range(3))
            return math.log(long / max(short, 1e-6)) / math.log(large / small)
    return 0.0


def steep_growth(pattern: re.Pattern[str]) -> tuple[float, str]:
    """The first flood on which a pattern is too slow, with its growth; 0 and "" without one."""
    for flood, unit in UNITS.items():
        power = growth(pattern, unit)
        if power > STEEPEST:  # again: another program may have taken the processor's caches
            power = min(power, growth(pattern, unit))
        if power > STEEPEST:
            return power, flood
    return 0.0, ""


def main() -> None:
    """Print the patterns that grow faster than the text, then the figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default="", help="words of the patterns to look at")
    asked = parser.parse_args()
    patterns = {name: one for name, one in all_patterns().items() if asked.only in name}
    print(f"{len(patterns)} patterns", flush=True)
    steep = 0
    for number, pattern in enumerate(patterns.values(), 1):
        power, flood = steep_growth(pattern)
        if flood:
            steep += 1
            print(f"{number}: {power:.2f} on {flood}: {pattern.pattern[:120]!r}", flush=True)
    figure = (
        f"{len(patterns)} patterns on {len(UNITS)} floods of up to {SIZES[-1]:,} characters: "
        f"{steep} grow faster than the size to the power of {STEEPEST}"
    )
    print(figure)
    if asked.write:
        write_figure("patterns", figure)


if __name__ == "__main__":
    main()
