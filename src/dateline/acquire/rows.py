"""A row of a table, of whatever kind of file, as a report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateline.acquire.columns import FIELDS, Columns
from dateline.acquire.files import Linked
from dateline.acquire.outlets import source_of
from dateline.stamps import read_stamp
from dateline.types import GivenPlace, MediaType, Report, SetAside, Stamp

MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|a|em|strong|b|i|ul|li|img|h\d)\b[^<>]{0,500}>", re.IGNORECASE
)
# Words that stand for no date in tables; they are no fault.
NO_DATE: Final = frozenset(
    ["", "-", "--", "?", "n/a", "na", "n.a.", "none", "null", "nan", "nat", "nil", "unknown", "tbd"]
)
WIDEST: Final = (90.0, 180.0)  # degrees of latitude and of longitude


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are read: its name, its columns, and the order of day and month."""

    name: str
    columns: Columns
    order: str = ""
    texts: tuple[str, ...] = ()  # columns that may hold the text of a row where the first does not


def row_report(row: Mapping[str, Any], number: int, table: Table) -> Report | SetAside | Linked:
    """One row as a report; its bytes are its title and text, so that a reprint is the same.

    A row without a text that has an address stands for what is found there.

    Args:
        row: its cells by column.
        number: the line on which it begins, or which row it is.
        table: the table that it is of.
    """
    cells = {field: cell_words(row, getattr(table.columns, field)) for field in FIELDS}
    cells["text"] = cells["text"] or next(
        filter(None, (cell_words(row, c) for c in table.texts)), ""
    )
    where = cells["url"] or f"{table.name}#{cells['id'] or number}"
    if not cells["text"]:
        return row_without_text(cells, number, table)
    data, media_type = report_content(cells["title"], cells["text"])
    stamp, updated = given_stamp(cells["published"], table.order), _later_moment(cells, table.order)
    return Report(
        id=hashlib.sha256(data).hexdigest(),
        name=where,
        content=data,
        media_type=media_type,
        source=source_of(cells["outlet"], cells["url"]),
        url=cells["url"] or None,
        title=cells["title"] or None,
        published=certain_day(stamp),
        stamp=stamp,
        updated=updated,
        place=given_place(cells["place"], cells["latitude"], cells["longitude"]),
    )


def report_content(title: str, text: str) -> tuple[bytes, str]:
    """The bytes of a report that has a title and a text apart, and their media type."""
    if len(MARKUP.findall(text)) > 1:
        whole, kind = (
            f"<h1>{_escaped_title(title)}</h1>\n{text}" if title else text,
            MediaType.FRAGMENT,
        )
    else:
        whole, kind = f"{title}\n\n{text}" if title else text, MediaType.TEXT
    return whole.encode("utf-8", "replace"), kind


def given_stamp(words: str, order: str = "") -> Stamp | None:
    """A time of publication from its words; None where there is none."""
    return None if words.casefold() in NO_DATE else read_stamp(words, order)


def certain_day(stamp: Stamp | None) -> date | None:
    """The one day that a stamp stands for, if it stands for one."""
    if stamp is None or len(stamp.days) != 1 or stamp.days[0].first != stamp.days[0].last:
        return None
    return stamp.days[0].first


def cell_words(row: Mapping[str, Any], column: str) -> str:
    """The words of a cell; a key with a dot leads into an object within the row."""
    value: Any = row.get(column) if column else None
    if value is None and "." in column:
        outer, _, inner = column.partition(".")
        value = row[outer].get(inner) if isinstance(row.get(outer), dict) else None
    words = "" if value is None or isinstance(value, list | dict) else str(value)
    # JSON can spell what no text holds: NUL, and one half of a pair of surrogates.
    return words.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def keys_of(row: Mapping[str, Any]) -> Sequence[str]:
    """The keys of an object, those of objects within it behind a dot."""
    inner = [
        f"{key}.{below}" for key, value in row.items() if isinstance(value, dict) for below in value
    ]
    return [*(key for key, value in row.items() if not isinstance(value, dict)), *inner]


def _later_moment(cells: Mapping[str, str], order: str) -> Stamp | None:
    return given_stamp(cells["updated"], order)


def row_without_text(cells: Mapping[str, str], number: int, table: Table) -> SetAside | Linked:
    """What a row without a text stands for."""
    url = cells["url"]
    if url.startswith(("http://", "https://")):
        stamp = given_stamp(cells["published"], table.order)
        row = number if table.columns.text else 0
        return Linked(url, table.name, cells["updated"] or cells["published"], stamp, row=row)
    reason = f"expected a text, found none (row {number} of {table.name})"
    return SetAside(url or f"{table.name}#{cells['id'] or number}", "acquire", reason)


def given_place(name: str, latitude: str, longitude: str) -> GivenPlace | None:
    """The place that a row gives; a point that is none on earth is left out."""
    point = (degrees_from_words(latitude, WIDEST[0]), degrees_from_words(longitude, WIDEST[1]))
    north, east = point if None not in point else (None, None)
    return GivenPlace(name or None, north, east) if name or north is not None else None


def degrees_from_words(words: str, most: float) -> float | None:
    """Degrees, with a point or a comma."""
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _escaped_title(title: str) -> str:
    return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
