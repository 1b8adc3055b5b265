"""Countries: the English name and the ISO 3166 number of a two-letter code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from dateline.errors import DatelineError

DATA: Final = files("dateline.write").joinpath("data")


@dataclass(frozen=True, slots=True)
class Country:
    """A country as others write it."""

    name: str
    number: str  # three digits, as ISO 3166-1 has it


def country_by_code(code: str | None) -> Country | None:
    """The country of a two-letter code."""
    return _all_countries().get(code or "")


def built_text(name: str) -> str:
    """A file that the build took from a pinned npm package.

    Raises:
        DatelineError: the build has not brought it.
    """
    path = Path(str(DATA)) / name
    if not path.is_file():
        raise DatelineError(
            f"expected {name} from the build, found none: install again with "
            "`make demo` or `pip install .`"
        )
    return path.read_text("utf-8")


@cache
def _all_countries() -> dict[str, Country]:
    table = json.loads(built_text("countries.json"))
    return {code: Country(name, number) for code, (number, name) in table.items()}
