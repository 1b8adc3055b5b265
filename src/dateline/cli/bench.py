"""`dateline bench`: predictions on public data sets, for scorers of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, TextColumn

from dateline.errors import InputError

Row = Mapping[str, Any] | tuple[str, ...]

# The benchmarks are part of the repository, not of the installed package.
REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Bench:
    """A function of `benchmarks/` that reads a data folder and gives one prediction a row."""

    module: str
    function: str
    option: str | None = None  # the keyword that `--recognise` or `--single` sets


BENCHES: Mapping[str, Bench | None] = {
    "articles": Bench("articles", "predict"),
    "ecbplus": Bench("coreference", "ecbplus"),
    "geovirus": Bench("geoparsing", "geovirus", "recognise"),
    "gva": Bench("tolls", "grouping"),
    "gvc": Bench("coreference", "gvc"),
    "kinds": Bench("kinds", "predict"),
    "lgl": Bench("geoparsing", "lgl", "recognise"),
    "muc4": Bench("muc4", "predict"),
    "tolls": Bench("tolls", "predict", "single"),
    "wikiwars": Bench("wikiwars", "predict"),
}


@click.command()
@click.argument("name", type=click.Choice(sorted(BENCHES)))
@click.option("--data", type=click.Path(path_type=Path), required=True, metavar="DIR")
@click.option("--predictions", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.option("--recognise", is_flag=True, help="lgl, geovirus: find the toponyms too.")
@click.option("--single", is_flag=True, help="tolls: each report alone.")
def bench(name: str, data: Path, predictions: Path, recognise: bool, single: bool) -> None:
    """Write predictions on a public data set; a scorer of the data set judges them.

    Example: dateline bench wikiwars --data time --predictions out.jsonl
    """
    if not data.is_dir():
        raise InputError(f"expected a folder with the data of {name}, came {data}; give --data")
    rows = _rows(name, data, {"recognise": recognise, "single": single})
    try:
        with predictions.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{_line(row)}\n" for row in _shown(name, rows))
    except OSError as error:
        raise InputError(
            f"expected a file that can be written or read, came {error.filename}: "
            f"{error.strerror}; give another path"
        ) from error


def _line(row: Row) -> str:
    """A row as its scorer reads it: an object, or values between tabs."""
    return "\t".join(row) if isinstance(row, tuple) else json.dumps(row, ensure_ascii=False)


def _shown(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, counted on a terminal as they come."""
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} rows"))
    screen = Console(stderr=True)
    # Where nobody watches, the bar would leave an empty line.
    with Progress(
        *columns, console=screen, transient=True, disable=not screen.is_terminal
    ) as progress:
        yield from progress.track(rows, description=name)


def _rows(name: str, data: Path, flags: Mapping[str, bool]) -> Iterable[Row]:
    """The predictions of a benchmark, one a row."""
    entry = BENCHES[name]
    if entry is None:
        built = ", ".join(known for known, bench in BENCHES.items() if bench)
        raise InputError(f"expected one of {built}; {name} is not built yet, choose another")
    for flag, given in flags.items():
        if given and flag != entry.option:
            raise InputError(f"expected no --{flag} for {name}, came one; leave it out")
    options = {entry.option: flags[entry.option]} if entry.option else {}
    rows: Iterable[Row] = _function(entry)(data, **options)
    return rows


def _function(entry: Bench) -> Callable[..., Any]:
    """The function of a benchmark, from the repository that this program runs from."""
    if not (REPOSITORY / "benchmarks" / f"{entry.module}.py").is_file():
        raise InputError(
            f"expected benchmarks/{entry.module}.py, found none; run from a checkout of the "
            "repository"
        )
    sys.path.insert(0, str(REPOSITORY))
    function: Callable[..., Any] = getattr(
        import_module(f"benchmarks.{entry.module}"), entry.function
    )
    return function
