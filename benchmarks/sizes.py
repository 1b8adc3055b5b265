"""The command line of what is measured at several sizes, each with a ledger that may be kept."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

SIZES: Final = (10_000, 100_000)  # where none is named


def measure_sizes(
    question: str, unit: str, measure: Callable[[int, Path | None], Mapping[str, float]]
) -> None:
    """Measure each size named on the command line and print a line of JSON for each.

    Args:
        question: that the figures answer.
        unit: of the sizes, in capitals.
        measure: takes a size and the folder of kept ledgers, if there is one.
    """
    parser = argparse.ArgumentParser(description=question)
    parser.add_argument("sizes", type=int, nargs="*", metavar=unit)
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="ledgers of earlier runs")
    options = parser.parse_args()
    for size in options.sizes or SIZES:
        print(json.dumps(measure(size, options.kept)), flush=True)
