"""Predictions on public data sets, for the scorers of the data sets to judge.

    python -m benchmarks.predict NAME --data DIR --predictions FILE [--recognise | --single]

Nothing is scored here, and no gold is read but what a task hands to every system.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks import articles, coreference, geoparsing, kinds, muc4, satp, tolls, wikiwars
from dateline.errors import InputError

Row = Mapping[str, Any] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predictor:
    """A function that reads a data folder and gives one prediction a row.

    Attributes:
        predict: the function.
        option: the keyword that a flag of the command line sets, where it takes one.
    """

    predict: Callable[..., Iterable[Row]]
    option: str | None = None


PREDICTORS: Final[Mapping[str, Predictor]] = {
    "articles": Predictor(articles.predict),
    "ecbplus": Predictor(coreference.ecbplus),
    "geovirus": Predictor(geoparsing.geovirus, "recognise"),
    "gva": Predictor(tolls.grouping),
    "gvc": Predictor(coreference.gvc),
    "kinds": Predictor(kinds.predict),
    "lgl": Predictor(geoparsing.lgl, "recognise"),
    "muc4": Predictor(muc4.predict),
    "satp": Predictor(satp.predict),
    "tolls": Predictor(tolls.predict, "single"),
    "wikiwars": Predictor(wikiwars.predict),
}
FLAGS: Final = {
    "recognise": "lgl and geovirus: find the toponyms too",
    "single": "tolls: each report alone",
}


def main(arguments: list[str] | None = None) -> None:
    """Write predictions; bad input is said in one line, with exit status 2."""
    options = _options(arguments)
    try:
        write(options.name, options.data, options.predictions, _flags(options))
    except InputError as error:
        sys.stderr.write(f"predict: {error}\n")
        sys.exit(2)


def write(name: str, data: Path, predictions: Path, flags: frozenset[str] = frozenset()) -> None:
    """Write the predictions on a data set to a file, one a line.

    Args:
        name: one of `PREDICTORS`.
        data: the folder of the data set.
        predictions: the file to write.
        flags: the options of `FLAGS` that are on.

    Raises:
        InputError: the folder or a file cannot be used, or a flag is not one of the data set's.
    """
    if not data.is_dir():
        raise InputError(f"expected a folder with the data of {name}, found {data}; change --data")
    rows = _chosen(name, flags)(data)
    try:
        with predictions.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{_line(row)}\n" for row in _counted(name, rows))
    except OSError as error:
        raise InputError(
            f"expected a file that can be read or written, found {error.filename} "
            f"({error.strerror}); change --data or --predictions"
        ) from error


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.predict", description=__doc__)
    parser.add_argument("name", choices=sorted(PREDICTORS), metavar="NAME")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--predictions", type=Path, required=True, metavar="FILE")
    for flag, meaning in FLAGS.items():
        parser.add_argument(f"--{flag}", action="store_true", help=meaning)
    return parser.parse_args(arguments)


def _flags(options: argparse.Namespace) -> frozenset[str]:
    """The flags that were given."""
    return frozenset(flag for flag in FLAGS if getattr(options, flag))


def _chosen(name: str, flags: frozenset[str]) -> Callable[[Path], Iterable[Row]]:
    """The function of a data set with its option set."""
    chosen = PREDICTORS[name]
    for flag in sorted(flags - {chosen.option}):
        raise InputError(f"expected no --{flag} with {name}, found one; leave it out")
    if chosen.option is None:
        return chosen.predict
    return partial(chosen.predict, **{chosen.option: chosen.option in flags})


def _line(row: Row) -> str:
    """A row as its scorer reads it: an object, or values between tabs."""
    return "\t".join(row) if isinstance(row, tuple) else json.dumps(row, ensure_ascii=False)


def _counted(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, counted where somebody watches."""
    for at, row in enumerate(rows, start=1):
        yield row
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{name}: {at} rows")


if __name__ == "__main__":
    main()
