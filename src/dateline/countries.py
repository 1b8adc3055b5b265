"""Countries by their codes (ISO 3166), as options and corrections name them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from dateline.errors import InputError


def known_countries(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes in capitals.

    Raises:
        InputError: one is no country's.
    """
    return tuple(known_country(code) for code in codes)


def known_country(code: str) -> str:
    """A code in capitals.

    Raises:
        InputError: it is no country's; what may be meant is said.
    """
    if code.upper() in country_names():
        return code.upper()
    meant = _country_meant(code)
    hint = f": did you mean {meant} ({country_names()[meant]})?" if meant else "; an example is IQ"
    raise InputError(f"expected a country by two letters (ISO 3166), found {code!r}{hint}")


def _country_meant(name: str) -> str | None:
    """The code of the country whose name, or a name like it, was given."""
    codes = {known.casefold(): code for code, known in country_names().items()}
    close = get_close_matches(name.casefold(), codes, n=1) if len(name) > 2 else []  # noqa: PLR2004  of a code
    return codes[close[0]] if close else None


@cache
def country_names() -> Mapping[str, str]:
    """The name of each country by its code."""
    return {code: name for code, (_, name) in _country_table().items()}


@cache
def country_numbers() -> Mapping[str, str]:
    """The ISO 3166 number of each country, of three digits, by its code."""
    return {code: number for code, (number, _) in _country_table().items()}


def _country_table() -> Mapping[str, tuple[str, str]]:
    """Number and name of each country, by its code."""
    text = files("dateline.write").joinpath("data", "countries.json").read_text("utf-8")
    found: dict[str, tuple[str, str]] = json.loads(text)
    return found
