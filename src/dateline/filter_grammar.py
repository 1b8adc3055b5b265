"""The one grammar of filters: in a page's address, in the API and on the command line.

    from, to        days, YYYY-MM-DD: incidents from the one on, up to the other
    kind, grade     one of the vocabulary; repeat for more
    country         ISO 3166, two letters; repeat for more
    role            main (the default), background, or all
    bbox            west,south,east,north in degrees
    near            latitude,longitude,radius: 33.31,44.39,25km
    actor, outlet   a whole name, in capitals or not; repeat for more
    killed, wounded a figure (3) or a range of figures (3..10, 3.., ..10)
    text            words that a report about the incident holds

An empty value counts as none, because a form without scripts sends every field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from dateline.errors import InputError, ask_if_meant
from dateline.filters import FigureBounds, Filters, MapBox, MapCircle

Pairs = Sequence[tuple[str, str]]  # names and values, as they stand in an address

DAY: Final = "%Y-%m-%d"
FIGURES: Final = re.compile(r"(?P<low>\d{1,7})?(?P<to>\.\.)?(?P<high>\d{1,7})?")
DEGREES: Final = r"-?\d{1,3}(?:\.\d{1,9})?"
BOX: Final = re.compile(rf"({DEGREES}),({DEGREES}),({DEGREES}),({DEGREES})")
NEAR: Final = re.compile(rf"({DEGREES}),({DEGREES}),(\d{{1,5}}(?:\.\d{{1,3}})?)(km|m)?")
LONGEST: Final = 200  # characters of one value
MOST_FILTERS: Final = 60  # in one query, those without a value among them
POLES, DATE_LINE = 90, 180
KILOMETRES: Final = 1000.0


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents are asked for, and which words their reports hold."""

    filters: Filters = field(default_factory=lambda: Filters(role="main"))
    text: str | None = None


def incident_query(pairs: Iterable[tuple[str, str]], also: Iterable[str] = ()) -> IncidentQuery:
    """What an address asks for.

    Args:
        pairs: names and values, a name as often as it stands there.
        also: names that mean something else to who asks, such as a page's order.

    Raises:
        InputError: a name or a value means nothing; the sentence says what was expected.
    """
    pairs = tuple(pairs)
    count = sum(name in PARAMETERS for name, _ in pairs)
    if count > MOST_FILTERS:
        raise InputError(f"expected at most {MOST_FILTERS} filters, found {count}")
    given = [(name, value.strip()) for name, value in pairs if value.strip()]
    refuse_unknown([name for name, _ in given], (*PARAMETERS, *also))
    mine = [(name, value) for name, value in given if name in PARAMETERS]
    fields: dict[str, Any] = {"role": "main"}
    for name, value in mine:
        take_filter(fields, name, value)
    _refuse_backwards(fields)
    text = fields.pop("text", None)
    return IncidentQuery(Filters(**fields), text)


def take_filter(fields: dict[str, Any], name: str, value: str) -> None:
    """Take one filter into the fields of `Filters`."""
    if len(value) > LONGEST:
        raise InputError(
            f"expected at most {LONGEST} characters for {name}, found {len(value)}; shorten it"
        )
    one = PARAMETERS[name]
    if one.many:
        known = fields.get(one.field, ())
        fields[one.field] = known if value in known else (*known, one.read(name, value))
    elif name in fields.setdefault("", ()):
        raise InputError(f"expected {name} once, found it twice; remove one of them")
    else:
        fields[""] = (*fields[""], name)
        fields[one.field] = one.read(name, value)


def _refuse_backwards(fields: dict[str, Any]) -> None:
    """Refuse days in the wrong order."""
    fields.pop("", None)
    first, last = fields.get("first"), fields.get("last")
    if first and last and first > last:
        raise InputError(f"expected from before to, found {first} after {last}; swap them")


def refuse_unknown(names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse a name that means nothing: a misspelt filter must not look like an empty ledger.

    Raises:
        InputError: there is one; a name like it is said.
    """
    allowed = sorted(set(known))
    for name in names:
        if name not in allowed:
            hint = ask_if_meant(name, allowed)
            raise InputError(
                f"expected parameters of {', '.join(allowed) or 'none'}, found {name[:40]!r}{hint}"
            )


def query_pairs(query: IncidentQuery) -> Pairs:
    """A query as names and values, in the order of the grammar: the same for equal queries."""
    filters = query.filters
    ranges = {"killed": filters.killed, "wounded": filters.wounded}
    days = {"from": filters.first, "to": filters.last}
    box, near = filters.box, filters.near
    return [
        *((name, day.isoformat()) for name, day in days.items() if day),
        *(("kind", kind) for kind in filters.kinds),
        *(("grade", grade) for grade in filters.grades),
        *(("country", country) for country in filters.countries),
        *([("role", filters.role)] if filters.role != "main" else ()),
        *([("bbox", _degrees(box.west, box.south, box.east, box.north))] if box else ()),
        *([("near", f"{_degrees(near.lat, near.lon)},{near.km:g}km")] if near else ()),
        *(("actor", actor) for actor in filters.actors),
        *(("outlet", outlet) for outlet in filters.outlets),
        *((name, figures_as_written(bounds)) for name, bounds in ranges.items() if bounds),
        *([("text", query.text)] if query.text else ()),
    ]


def query_text(query: IncidentQuery, **more: str | int | None) -> str:
    """A query as it stands in an address after the question mark, with what else belongs there."""
    extra = [(name, str(value)) for name, value in more.items() if value not in (None, "")]
    return urlencode([*query_pairs(query), *extra])


def _degrees(*values: float) -> str:
    return ",".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in values)


def figures_as_written(bounds: FigureBounds) -> str:
    """A range of figures as it is written."""
    low, high = ("" if bound is None else str(bound) for bound in (bounds.low, bounds.high))
    return low if low == high else f"{low}..{high}"


# ------------------------------------------------------------------ values


def filter_word(name: str, value: str) -> str:
    """A word that `Filters` checks, or a name."""
    del name
    return value


def filter_day(name: str, value: str) -> date:
    """A day."""
    try:
        return datetime.strptime(value, DAY).date()  # noqa: DTZ007  a day has no zone
    except ValueError as error:
        raise InputError(f"expected {name} as YYYY-MM-DD, found {value!r}") from error


def figure_bounds(name: str, value: str) -> FigureBounds:
    """A figure, or a range of figures."""
    found = FIGURES.fullmatch(value)
    low, high = (found["low"], found["high"]) if found else (None, None)
    if found is None or (low is None and high is None) or (low and high and not found["to"]):
        raise InputError(
            f"expected {name} as a figure or a range (3, 3..10, 3.. or ..10), found {value!r}"
        )
    first = int(low) if low else None
    last = int(high) if high else (None if found["to"] else first)
    if first is not None and last is not None and first > last:
        raise InputError(f"expected the lower figure of {name} first, found {value!r}; swap them")
    return FigureBounds(first, last)


def map_box(name: str, value: str) -> MapBox:
    """A part of the map."""
    found = BOX.fullmatch(value.replace(" ", ""))
    if found:
        west, south, east, north = (float(part) for part in found.groups())
        wide = max(abs(west), abs(east)) <= DATE_LINE
        if wide and -POLES <= south <= north <= POLES:
            return MapBox(west, south, east, north)
    raise InputError(
        f"expected {name} as west,south,east,north in degrees (44.2,33.1,44.6,33.5), "
        f"found {value!r}"
    )


def map_circle(name: str, value: str) -> MapCircle:
    """All that is near a point."""
    found = NEAR.fullmatch(value.replace(" ", ""))
    if found:
        lat, lon, radius = float(found[1]), float(found[2]), float(found[3])
        km = radius / KILOMETRES if found[4] == "m" else radius
        if abs(lat) <= POLES and abs(lon) <= DATE_LINE and km > 0:
            return MapCircle(lat, lon, km)
    raise InputError(
        f"expected {name} as latitude,longitude,radius (33.31,44.39,25km), found {value!r}"
    )


@dataclass(frozen=True, slots=True)
class FilterParameter:
    """A name in an address: the field of `Filters` that it fills, and how its value is read."""

    field: str
    read: Callable[[str, str], object]
    about: str
    example: str
    many: bool = False  # may stand more than once


PARAMETERS: Final[Mapping[str, FilterParameter]] = {
    "from": FilterParameter("first", filter_day, "Incidents from this day on.", "2020-11-01"),
    "to": FilterParameter("last", filter_day, "Incidents up to this day.", "2020-11-30"),
    "kind": FilterParameter("kinds", filter_word, "Only this kind of event.", "bombing", many=True),
    "grade": FilterParameter("grades", filter_word, "Only this grade.", "contested", many=True),
    "country": FilterParameter(
        "countries", filter_word, "Only this country (ISO 3166).", "IQ", many=True
    ),
    "role": FilterParameter(
        "role",
        filter_word,
        "main: what a report is about; background: only mentioned; all.",
        "main",
    ),
    "bbox": FilterParameter("box", map_box, "In this box: west,south,east,north.", "44,33,45,34"),
    "near": FilterParameter(
        "near", map_circle, "Around this point: latitude,longitude,radius.", "33.31,44.39,25km"
    ),
    "actor": FilterParameter(
        "actors", filter_word, "By this perpetrator.", "Red Brigade", many=True
    ),
    "outlet": FilterParameter("outlets", filter_word, "Told by this outlet.", "Reuters", many=True),
    "killed": FilterParameter(
        "killed", figure_bounds, "With so many killed: 3, 3.., 3..10.", "1.."
    ),
    "wounded": FilterParameter("wounded", figure_bounds, "With so many wounded: 3, ..10.", "..10"),
    "text": FilterParameter("text", filter_word, "Words that a report holds.", "embassy"),
}
