"""Who published: outlets, their web addresses and their owners."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from dateline.types import Source


def source_of(outlet: str, url: str) -> Source | None:
    """The source that an outlet's name or a web address tells, or None.

    Two outlets of one owner are one voice; an outlet that is not in `outlets.toml` owns itself.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    known = _table().get(_key(outlet)) or next(
        (source for domain, source in _domains() if host == domain or host.endswith("." + domain)),
        None,
    )
    if known is not None:
        return known
    name = outlet or host
    return Source(_key(name), name, _key(name)) if name else None


def _key(name: str) -> str:
    """A name as an id: lower case, words joined by hyphens, no article."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().removeprefix("the ")).strip("-")


@cache
def _rows() -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """Every outlet of the table with its domains."""
    with files("dateline.acquire").joinpath("outlets.toml").open("rb") as stream:
        table = tomllib.load(stream)
    return tuple(
        (Source(_key(name), name, row.get("owner", _key(name))), tuple(row.get("domains", ())))
        for name, row in table.items()
    )


@cache
def _table() -> dict[str, Source]:
    return {source.id: source for source, _ in _rows()}


@cache
def _domains() -> tuple[tuple[str, Source], ...]:
    return tuple((domain, source) for source, domains in _rows() for domain in domains)
