"""Who published: outlets, their web addresses and their owners."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from dateline.acquire.ratings import ratings_of, wrong_ratings
from dateline.errors import InputError
from dateline.types import Outlet, Source

DOMAIN: Final = re.compile(r"(?<![a-z0-9-])[a-z0-9-]+(\.[a-z0-9-]+)+")
LISTS: Final = ("domains", "aliases")
KEYS: Final = ("owner", *LISTS, "agency", "source", "reliability", "reason")


def source_of(outlet: str, url: str, table: Sequence[Outlet] = ()) -> Source | None:
    """The source that an outlet's name or a web address tells, or None.

    Two outlets of one owner are one voice; an outlet that is in no table owns itself.

    Args:
        outlet: its name, empty where none is given.
        url: the report's address, empty where none is given.
        table: a user's rows, which go before those of `outlets.toml`.
    """
    host = host_of_address(url)
    for rows in (tuple(table), _built_in()):
        if (known := outlet_named(rows, outlet) or outlet_at(rows, host)) is not None:
            return known.source
    name = outlet or host
    return Source(outlet_key(name), name, outlet_key(name)) if name else None


def host_of_address(url: str) -> str:
    """The host of an address, empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """A user's table of outlets.

    Raises:
        InputError: the file cannot be read, or a row is not as it should be.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"expected a table of outlets, found {path}: {error.strerror}; give another path"
        ) from error
    except ValueError as error:
        raise InputError(
            f"expected TOML in {path}, found: {' '.join(str(error).split())}; correct the file"
        ) from error
    rows = tuple(checked_outlet(name, row, path) for name, row in data.items())
    _refuse_doubles(rows, path)
    given = frozenset(name for row in rows for name in outlet_names(row))
    return tuple(filled_row(row, given) for row in rows)


def checked_outlet(name: str, row: object, path: Path) -> Outlet:
    """One row, checked."""
    if not isinstance(row, Mapping):
        raise InputError(
            f'expected rows like ["{name}"] with an owner in {path}, found a bare value; '
            "correct the file"
        )
    for field, value in row.items():
        if (wrong := wrong_value(field, value)) is not None:
            raise InputError(f"expected {wrong} in {path}, row {name!r}; correct the file")
    known = outlet_named(_built_in(), name)
    owner = outlet_key(row.get("owner", "")) or (known.source.owner if known else outlet_key(name))
    return Outlet(
        Source(outlet_key(name), name, owner, ratings_of(row)),
        tuple(row.get("domains", ())),
        tuple(row.get("aliases", ())),
        agency=row.get("agency", False),
    )


def filled_row(row: Outlet, given: frozenset[str]) -> Outlet:
    """A row with the names and addresses that the program knows of its outlet and no row gives."""
    known = outlet_named(_built_in(), row.source.name)
    if known is None:
        return row
    names = (n for n in (known.source.name, *known.aliases) if outlet_key(n) not in given)
    domains = (domain for domain in known.domains if domain not in given)
    return replace(row, domains=(*row.domains, *domains), aliases=(*row.aliases, *names))


def wrong_value(field: str, value: object) -> str | None:
    """What was expected of a field, and what was found; None where it is as it should be."""
    if field not in KEYS:
        return f"one of {', '.join(KEYS)}, found {field!r}"
    if field == "reliability":
        return wrong_ratings(value)
    if field in LISTS:
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            return f"{field} as a list of names, found {value!r}"
        bare = [v for v in value if field == "domains" and not DOMAIN.fullmatch(v)]
        return f'a bare domain like "example.org", found {bare[0]!r}' if bare else None
    kind = bool if field == "agency" else str
    if isinstance(value, kind) and value != "":
        return None
    what = "true or false" if kind is bool else "words" if field == "reason" else "a name"
    return f"{field} as {what}, found {value!r}"


def _refuse_doubles(rows: Sequence[Outlet], path: Path) -> None:
    """No name and no address may stand for two outlets."""
    held: dict[str, str] = {}
    for row in rows:
        for name in outlet_names(row):
            if name in held:
                raise InputError(
                    f"expected each name and domain once in {path}, found {name!r} for "
                    f"{held[name]!r} and {row.source.name!r}; correct the file"
                )
            held[name] = row.source.name


def outlet_names(row: Outlet) -> Sequence[str]:
    """The names, as keys, and the addresses of an outlet, each once."""
    return tuple(dict.fromkeys([*map(outlet_key, (row.source.name, *row.aliases)), *row.domains]))


def outlet_named(rows: Sequence[Outlet], outlet: str) -> Outlet | None:
    """The outlet of a name."""
    key = outlet_key(outlet)
    names = ((row, {outlet_key(n) for n in (row.source.name, *row.aliases)}) for row in rows)
    return next((row for row, keys in names if key in keys), None) if key else None


def outlet_at(rows: Sequence[Outlet], host: str) -> Outlet | None:
    """The outlet at a web address."""
    return next(
        (
            row
            for row in rows
            for domain in row.domains
            if host == domain or host.endswith("." + domain)
        ),
        None,
    )


def outlet_key(name: str) -> str:
    """A name as an id: lower case, words joined by hyphens, no article."""
    return re.sub(r"[^\w]+|_", "-", name.lower().removeprefix("the ")).strip("-")


@cache
def _built_in() -> tuple[Outlet, ...]:
    """Every outlet of the table that comes with the program."""
    with files("dateline.acquire").joinpath("outlets.toml").open("rb") as stream:
        table = tomllib.load(stream)
    return tuple(
        Outlet(
            Source(outlet_key(name), name, row.get("owner", outlet_key(name)), ratings_of(row)),
            tuple(row.get("domains", ())),
            tuple(row.get("aliases", ())),
        )
        for name, row in table.items()
    )
