"""Which column of a table holds which field of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from dateline.errors import InputError

# Names under which exports of databases, of news services and of spreadsheets keep each field,
# the likeliest first; case, spaces and marks are no matter.
COMMON: Final[Mapping[str, Sequence[str]]] = {
    "id": "id reportid docid documentid articleid itemid guid uid uuid key".split(),
    "url": "url link href permalink sourceurl articleurl sourcelink articlelink weburl uri address "
    "canonicalurl linkurl webaddress".split(),
    "outlet": "outlet publisher publication newspaper sourcename source sitename site medium media "
    "outletname publishername domain".split(),
    "title": "title headline heading subject head articletitle storytitle".split(),
    "text": "text body content fulltext articletext articlebody bodytext maintext contenttext "
    "storytext article story report contenthtml description summary".split(),
    "published": "published pubdate publishedat publishdate publicationdate datepublished "
    "dateofpublication publisheddate publishedon publishedtime firstpublished pubtime dateadded "
    "issued date datetime timestamp createdat".split(),
    "updated": "updated modified updatedat modifiedat lastmodified lastupdated datemodified "
    "dateupdated modifieddate updateddate".split(),
    "place": "place eventplace placename locationname location".split(),
    "latitude": "latitude lat eventlatitude".split(),
    "longitude": "longitude lon lng long eventlongitude".split(),
}
DATES: Final = "date-format"  # kept with a mapping, though it is no column


@dataclass(frozen=True, slots=True)
class Columns:
    """The column (CSV) or key (JSON) of each field; empty where a common name is looked for."""

    id: str = ""
    url: str = ""
    outlet: str = ""
    title: str = ""
    text: str = ""
    published: str = ""
    updated: str = ""
    place: str = ""
    latitude: str = ""
    longitude: str = ""


FIELDS: Final = tuple(field.name for field in fields(Columns))


@dataclass(frozen=True, slots=True)
class Layout:
    """What a user says of tables: the columns, and how their dates are written."""

    columns: Columns = Columns()
    dates: str = ""  # "dmy", "mdy" or a pattern of strptime


def recognise_columns(header: Sequence[str], asked: Columns) -> Columns:
    """The columns of a table, as the user names them or by a common name.

    Raises:
        InputError: a column that the user names is not there, or none holds the text.
    """
    by_key: dict[str, str] = {}
    for name in header:
        by_key.setdefault(plain_name(name), name)
    named = {field: getattr(asked, field) for field in FIELDS}
    for field, name in named.items():
        if name and name not in header and plain_name(name) not in by_key:
            raise InputError(
                f"expected a column {name!r} for {field}, found {listed_columns(header)}; "
                "correct --map"
            )
    taken = {plain_name(name) for name in named.values() if name}
    given = {
        field: (name if name in header else by_key[plain_name(name)])
        if name
        else next((by_key[key] for key in COMMON[field] if key in by_key and key not in taken), "")
        for field, name in named.items()
    }
    return _without_loose_points(Columns(**given))


def text_columns(header: Sequence[str]) -> tuple[str, ...]:
    """All columns that commonly hold the text, or a summary of it, the likeliest first."""
    by_key = {plain_name(name): name for name in header}
    return tuple(by_key[key] for key in COMMON["text"] if key in by_key)


def missing_text(header: Sequence[str]) -> InputError:
    """What is said of a table in which no column holds the text."""
    return InputError(
        f"expected a column with the text of each report, found {listed_columns(header)}; "
        "name it with --map text=COLUMN"
    )


def taken_columns(columns: Columns) -> Iterator[str]:
    """The columns that go by other names than their fields, as a user reads them."""
    for field in FIELDS:
        name = getattr(columns, field)
        if name and name != field:
            yield f"{field} from {name!r}"


def plain_name(name: str) -> str:
    """The letters and digits of a column's name, in lower case."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _without_loose_points(columns: Columns) -> Columns:
    """Both coordinates or none."""
    if columns.latitude and columns.longitude:
        return columns
    return replace(columns, latitude="", longitude="")


def listed_columns(header: Sequence[str]) -> str:
    """The names of columns, as many as a line takes."""
    shown = [str(name) for name in header if str(name).strip()][:20]
    return ", ".join(shown) or "none"
