"""How far a run is: a line on a terminal, or one a minute in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from dateline.cli.options import reader_console
from dateline.explain import safe_text

SELDOM: Final = 60.0  # seconds between two lines in a log
FEWEST_SECONDS: Final = 5.0  # before which a rate says nothing
MINUTE, HOUR = 60, 3600
TASK: Final = "{task.description}"


@dataclass(slots=True)
class Meter:
    """Counts reports, and tells how fast they are read and when the run may end."""

    files: int  # that are to be read; 0 where nobody can say
    begun: Callable[[], int]  # files whose reading has begun
    progress: Progress
    task: TaskID
    started: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)
    done: int = 0

    def note(self, name: str) -> None:
        """Count a report that was read."""
        self.done += 1
        if not self.progress.disable:
            self.progress.update(self.task, description=f"{self.line()}: {safe_text(name)}")
        elif time.monotonic() - self.told > SELDOM:
            self.told = time.monotonic()
            click.echo(self.line(), err=True)

    def say(self, words: str) -> None:
        """Tell what is being done instead of reading."""
        self.progress.update(self.task, description=words)

    def line(self) -> str:
        """How many were read, how fast, and how long the rest may take."""
        seconds = time.monotonic() - self.started
        parts = [f"{self.done:,} read"]
        if seconds > FEWEST_SECONDS:
            parts.append(f"{self.done / seconds:.1f} a second")
            begun = self.begun()
            if 1 < begun <= self.files:
                parts.append(f"about {spoken_time(seconds / begun * (self.files - begun))} left")
        return ", ".join(parts)


@contextmanager
def meter_for(paths: Sequence[str | Path], begun: Callable[[], int]) -> Iterator[Meter]:
    """A meter for a run; its line vanishes when the work is done.

    Args:
        paths: what is to be read.
        begun: gives the number of files whose reading has begun.
    """
    where = reader_console(err=True)
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn(TASK, markup=False))
    with Progress(
        *columns, console=where, transient=True, disable=not where.is_terminal
    ) as progress:
        task = progress.add_task("Reading", total=None)
        yield Meter(sum(map(count_files, paths)), begun, progress, task)


def count_files(path: str | Path) -> int:
    """How many files a path stands for."""
    where = Path(path)
    return sum(each.is_file() for each in where.rglob("*")) if where.is_dir() else where.is_file()


def spoken_time(seconds: float) -> str:
    """A time as people say it."""
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} min"
    return f"{seconds / HOUR:.1f} h"
