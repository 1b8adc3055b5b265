"""Tables in the shape of ACLED or of UCDP GED, read into events to compare."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from dateline.errors import InputError
from dateline.types import Interval

Cells = Mapping[str, str]
Countries = Mapping[str, str]  # two-letter codes by name in small letters and by number

DAYS: Final = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%Y")
HALF_WEEK: Final = timedelta(days=3)
DELIMITERS: Final = ",;\t"
LONGEST_HEADER: Final = 300  # characters of a table that are told in an error
# Words of an actor's name that say nothing of who it is.
COMMON: Final = frozenset(
    "the of and in forces force military police government civilians group armed unidentified "
    "militia protesters rioters army state front movement party".split()
)


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event as somebody else coded it."""

    line: int  # of the file, its header being 1
    id: str
    days: Interval
    country: str | None  # ISO 3166 alpha-2
    country_name: str
    places: tuple[str, ...]  # names, the most exact first
    point: tuple[float, float] | None
    exact: bool  # whether the point is the place, and not the middle of a region
    kind: tuple[str, ...]  # event type and sub-event type, or the type of violence
    killed: tuple[int, int, int]  # low, best, high
    actors: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class CodedTable:
    """The events of a table, and whose shape it has."""

    shape: str
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the tables of one source are known and read."""

    columns: frozenset[str]  # that tell it
    read: Callable[[Cells, int, Countries], CodedEvent]


def read_coded_table(path: Path, countries: Countries) -> CodedTable:
    """Read a table whose shape its columns tell.

    Args:
        path: a CSV file.
        countries: two-letter codes by name in small letters and by ISO 3166 number.

    Raises:
        InputError: it cannot be read, is of no known shape, or has a cell that cannot be read.
    """
    text = _text_of(path)
    sample = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=sample.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = header
    for name, shape in SHAPES.items():
        if shape.columns <= set(header):
            return CodedTable(name, tuple(events_of_table(shape, rows, path, countries)))
    wanted = "; or ".join(
        f"{name}: {', '.join(sorted(shape.columns))}" for name, shape in SHAPES.items()
    )
    found = " ".join(", ".join(header).split())  # a stray quote makes a name of many lines
    raise InputError(
        f"expected a CSV with the columns of {wanted}; found {found[:LONGEST_HEADER] or 'none'} in "
        f"{path}; export it from the source as CSV, or rename its columns"
    )


def _text_of(path: Path) -> str:
    """The text of a file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"expected a CSV that can be read, found {path}: {error.strerror}; give another path"
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def events_of_table(
    shape: Shape, rows: csv.DictReader[str], path: Path, countries: Countries
) -> Iterator[CodedEvent]:
    """The events of a table."""
    for row in rows:
        cells = {name: (value or "").strip() for name, value in row.items() if name}
        if not any(cells.values()):
            continue
        try:
            yield shape.read(cells, rows.line_num, countries)
        except ValueError as error:
            raise InputError(
                f"expected days as 2021-03-02 and numbers as figures in {path}, found "
                f"{error} in line {rows.line_num}; correct that line"
            ) from error


def _acled_event(cells: Cells, line: int, countries: Countries) -> CodedEvent:
    """An event of ACLED."""
    dead = number_of_cell(cells["fatalities"])
    return CodedEvent(
        line=line,
        id=cells["event_id_cnty"],
        days=widened_days(day_of_cell(cells["event_date"]), cells.get("time_precision", "")),
        country=country_of_cells(cells, countries),
        country_name=cells.get("country", ""),
        places=filled_cells(cells, "location", "admin3", "admin2", "admin1"),
        point=point_of_cells(cells),
        exact=cells.get("geo_precision", "1") in {"", "1", "2"},
        kind=filled_cells(cells, "event_type", "sub_event_type"),
        killed=(dead, dead, dead),
        actors=filled_cells(cells, "actor1", "actor2"),
        notes=cells.get("notes", ""),
    )


def _ucdp_event(cells: Cells, line: int, countries: Countries) -> CodedEvent:
    """An event of UCDP GED."""
    low, best, high = (number_of_cell(cells[name]) for name in ("low", "best", "high"))
    kinds = {"1": "state-based", "2": "non-state", "3": "one-sided"}
    named = kinds.get(cells.get("type_of_violence", ""))
    return CodedEvent(
        line=line,
        id=cells["id"],
        days=Interval(day_of_cell(cells["date_start"]), day_of_cell(cells["date_end"])),
        country=country_of_cells(cells, countries),
        country_name=cells.get("country", ""),
        places=filled_cells(cells, "where_coordinates", "adm_2", "adm_1"),
        point=point_of_cells(cells),
        exact=cells.get("where_prec", "1") in {"", "1", "2", "3"},
        kind=(named,) if named else (),
        killed=(low, best, high),
        actors=filled_cells(cells, "side_a", "side_b"),
        notes=cells.get("source_headline", ""),
    )


SHAPES: Final[Mapping[str, Shape]] = {
    "acled": Shape(
        frozenset({"event_id_cnty", "event_date", "country", "fatalities"}), _acled_event
    ),
    "ucdp": Shape(
        frozenset({"id", "date_start", "date_end", "country", "best", "low", "high"}), _ucdp_event
    ),
}


def filled_cells(cells: Cells, *names: str) -> tuple[str, ...]:
    """The cells of some columns that are not empty."""
    return tuple(cells[name] for name in names if cells.get(name))


def day_of_cell(text: str) -> date:
    """A day in ISO form, with or without a time, or as ACLED's older files write it."""
    if re.match(r"\d{4}-\d\d-\d\d(?!\d)", text):
        return date.fromisoformat(text[:10])
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError(repr(text))


def widened_days(day: date, precision: str) -> Interval:
    """The days that ACLED's precision leaves open around its day."""
    if precision == "2":
        return Interval(day - HALF_WEEK, day + HALF_WEEK)
    if precision == "3":
        return Interval(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Interval(day, day)


def number_of_cell(text: str) -> int:
    """A whole number; nothing is 0, as both sources have it."""
    try:
        return int(float(text)) if text else 0
    except (ValueError, OverflowError):
        raise ValueError(repr(text)) from None


def point_of_cells(cells: Cells) -> tuple[float, float] | None:
    """Latitude and longitude."""
    found = cells.get("latitude", ""), cells.get("longitude", "")
    if not all(found):
        return None
    try:
        return float(found[0]), float(found[1])
    except ValueError:
        raise ValueError(repr(" ".join(found))) from None


def country_of_cells(cells: Cells, countries: Countries) -> str | None:
    """The country's code, by its number where there is one, else by its name."""
    number = cells.get("iso", "").partition(".")[0]
    by_number = countries.get(number.zfill(3)) if number else None
    return by_number or countries.get(cells.get("country", "").casefold())


def folded_name(name: str) -> str:
    """The letters and figures of a name, without case and accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def telling_words(names: tuple[str, ...]) -> frozenset[str]:
    """The words of actors' names that tell who they are."""
    return frozenset(word for name in names for word in words_of_name(name)) - COMMON


def words_of_name(name: str) -> list[str]:
    """The words of a name; what stands in brackets is a country or a year."""
    bare = re.sub(r"\([^)]*\)", " ", name.replace("’", "'"))
    return [folded_name(word) for word in re.findall(r"[\w']+", bare)]
