"""Whose copy a report is: the agency that it credits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.clean.dateline import dateline_at
from dateline.types import Block, BlockKind, Outlet, Rating

# Reuters alone closes its copy with this chain of desks.
REUTERS_DESKS: Final = re.compile(r"Editing by [A-Z].*\)?$|Writing by [A-Z].*[Ee]diting by ")


def agency_in(text: str, blocks: Sequence[Block], outlets: Sequence[Outlet] = ()) -> str | None:
    """The agency that a report credits in its dateline, byline or closing line, or None.

    Args:
        text: of the report.
        blocks: what its stretches are.
        outlets: a user's table, whose agencies are looked for first.
    """
    printed = [_credit_words(text, block) for block in blocks]
    own = ((row.source.name, (row.source.name, *row.aliases)) for row in outlets if row.agency)
    for name, names in (*own, *_known_agencies()):
        if any(_names_pattern(names).search(credit) for credit in printed):
            return name
    return "Reuters" if any(REUTERS_DESKS.search(credit) for credit in printed) else None


def ratings_of(agency: str | None, outlets: Sequence[Outlet]) -> tuple[Rating, ...]:
    """The ratings of an agency that a user's table has under one of its names, oldest first."""
    named = (row for row in outlets if agency in (row.source.name, *row.aliases))
    return next((row.source.ratings for row in named if agency), ())


@cache
def agency_names() -> re.Pattern[str]:
    """Any agency that comes with the program, as words of its own."""
    return _names_pattern(tuple(name for _, names in _known_agencies() for name in names))


@cache
def _known_agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The agencies that come with the program, each with the names that reports credit it by."""
    with files("dateline.clean").joinpath("credits.toml").open("rb") as stream:
        table = tomllib.load(stream)["agencies"]
    return tuple((name, (name, *more)) for name, more in table.items())


@cache
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some names as words of their own."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _credit_words(text: str, block: Block) -> str:
    """The words of a block that may credit an agency."""
    words = text[block.span.start : block.span.end]
    if block.kind is BlockKind.BYLINE:
        return words
    if block.kind is BlockKind.BOILERPLATE and "contributed" in words:
        return words
    if block.kind is BlockKind.TITLE:
        return words.rpartition(" – ")[2] if " – " in words else ""
    found = dateline_at(text, block.span) if block.kind is BlockKind.BODY else None
    return (found.agency or "") if found else ""
