"""Which incidents a list shows: the grammar of filters, held against headlines.

The address has the filters of `filter_grammar` and, of pages alone, admin1, city, judged (yes or
no), sort, order and page.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final
from urllib.parse import urlencode

from dateline.filter_grammar import PARAMETERS, IncidentQuery, incident_query, query_pairs
from dateline.filters import FigureBounds
from dateline.serve.pages.table import Figure, Headline, IncidentTable

Pairs = Sequence[tuple[str, str]]  # names and values, as they stand in an address
Keeps = Callable[[Headline], bool]

SORTS: Final[Mapping[str, Callable[[Headline], Any]]] = {
    "date": lambda line: (bool(line.first), line.first),
    "kind": attrgetter("kind"),
    "place": lambda line: (line.country, line.admin1, line.city, line.site),
    "killed": lambda line: line.killed.size if line.killed else -1,
    "wounded": lambda line: line.wounded.size if line.wounded else -1,
    "actor": lambda line: line.actors[:1] or ("\uffff",),
    "grade": attrgetter("grade"),
    "reports": attrgetter("reports"),
}
MANY: Final = ("admin1", "city")  # filters of pages alone that may stand more than once
ONCE: Final = ("judged", "sort", "order", "page")
OWN: Final = (*MANY, *ONCE)
PAGE: Final = 50  # rows of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The filters of an address, and in what order and on which page its list stands."""

    pairs: Pairs = ()  # of the filters, in the order of the address
    query: IncidentQuery
    admin1: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    judged: str = ""
    sort: str = "date"
    order: str = "down"
    page: int = 1

    @property
    def text(self) -> str:
        """The words that are searched for."""
        return self.query.text or ""

    @property
    def role(self) -> str:
        """Whether incidents told as news, in passing, or either way are asked for."""
        return self.query.filters.role

    def values(self, name: str) -> list[str]:
        """The values of a filter."""
        return [value for given, value in self.pairs if given == name]

    def value(self, name: str) -> str:
        """The only value of a filter, nothing where it is not given."""
        return next(iter(self.values(name)), "")

    def sorted(self, lines: Sequence[Headline]) -> Sequence[Headline]:
        """Incidents in the order asked for."""
        return sorted(lines, key=SORTS[self.sort], reverse=self.order == "down")

    # ------------------------------------------------------------------ addresses

    def filters(self) -> str:
        """The address of the filters alone."""
        return address_query(self.pairs)

    def turned(self, **changes: str | int) -> str:
        """The address with the same filters and another order or page."""
        at = {"sort": self.sort, "order": self.order, "page": 1, **changes}
        usual = {"sort": "date", "order": "down", "page": 1}
        return address_query([*self.pairs, *((k, str(v)) for k, v in at.items() if v != usual[k])])

    def added(self, name: str, value: str) -> str:
        """The address with one more value of a filter."""
        return address_query([*(p for p in self.pairs if p != (name, value)), (name, value)])

    def within(self, first: str, last: str) -> str:
        """The address with other days."""
        rest = [pair for pair in self.pairs if pair[0] not in {"from", "to"}]
        return address_query([*rest, ("from", first), ("to", last)])

    def in_month(self, month: str) -> str:
        """The address with the days of a month."""
        year, number = (int(part) for part in month.split("-"))
        return self.within(f"{month}-01", f"{month}-{monthrange(year, number)[1]:02}")

    def without(self, name: str, value: str) -> str:
        """The address without one of its filters."""
        return address_query([pair for pair in self.pairs if pair != (name, value)])


def address_query(pairs: Pairs) -> str:
    """Names and values as they stand in an address."""
    return "?" + urlencode(pairs)


def selection_of(given: Pairs) -> Selection:
    """The selection that an address asks for.

    Raises:
        InputError: a filter has no such value, or there is none of that name.
    """
    query = incident_query(given, also=OWN)
    said = [(name, value.strip()) for name, value in given if value.strip()]
    own = {name: value for name, value in said if name in ONCE}
    extra = [(name, value) for name, value in said if name in {*MANY, "judged"}]
    page = own.get("page", "")
    return Selection(
        pairs=tuple(dict.fromkeys([*query_pairs(query), *extra])),
        query=query,
        admin1=tuple(value for name, value in said if name == "admin1"),
        city=tuple(value for name, value in said if name == "city"),
        judged=own.get("judged", ""),
        sort=own.get("sort", "") if own.get("sort") in SORTS else "date",
        order="up" if own.get("order") == "up" else "down",
        page=max(1, int(page)) if page.isdecimal() else 1,
    )


def kept_lines(
    table: IncidentTable,
    chosen: Selection,
    told: Sequence[Headline] | None,
    hidden: Collection[str],
) -> Sequence[Headline]:
    """The incidents that pass, by first day, then id; undated ones last.

    Args:
        table: of all incidents.
        chosen: the filters.
        told: the incidents that a full-text search found, in that order; None without one.
        hidden: the reports that whoever asks may not see.
    """
    shelf, done = shortest_shelf(table, chosen) if told is None else (told, "")
    tests = list(filter_tests(chosen, frozenset(hidden), done))
    if not tests:
        return shelf
    first, *others = tests
    found = list(filter(first, shelf))
    for test in others:
        found = list(filter(test, found))
    return found


def shortest_shelf(table: IncidentTable, chosen: Selection) -> tuple[Sequence[Headline], str]:
    """The shortest shelf on which all that pass stand, and the filter that it answers."""
    every = table.headlines()
    shelves = [(name, table.shelf(name, value)) for name, value in single_filters(chosen)]
    name, shelf = min(shelves, key=lambda one: len(one[1]), default=("", every))
    return shelf, name


def single_filters(chosen: Selection) -> Iterator[tuple[str, str]]:
    """The filters with one value that a shelf holds."""
    asked = chosen.query.filters
    if asked.role != "all":
        yield "role", asked.role
    for name, values in (
        ("kind", asked.kinds),
        ("country", asked.countries),
        ("grade", asked.grades),
        ("admin1", chosen.admin1),
        ("city", chosen.city),
    ):
        if len(values) == 1:
            yield name, str(values[0])


def filter_tests(chosen: Selection, hidden: frozenset[str], done: str) -> Iterator[Keeps]:
    """One test for each filter that is given, but for the one that is done with."""
    asked = chosen.query.filters
    yield from _day_tests(chosen)
    yield from _word_tests(chosen, done)
    if asked.role != "all" and done != "role":
        yield lambda line: line.role == asked.role
    if hidden:
        yield lambda line: hidden.isdisjoint(line.told_in)
    if chosen.judged:
        yield lambda line: line.judged is (chosen.judged == "yes")
    yield from _figure_tests(chosen)
    for area in (asked.box, asked.near):
        if area is not None:
            yield _in_area(area.holds)


def _word_tests(chosen: Selection, done: str) -> Iterator[Keeps]:
    """Tests on names."""
    asked = chosen.query.filters
    for name, wanted in (
        ("kind", frozenset(asked.kinds)),
        ("country", frozenset(asked.countries)),
        ("grade", frozenset(asked.grades)),
        ("admin1", frozenset(chosen.admin1)),
        ("city", frozenset(chosen.city)),
    ):
        if wanted and name != done:
            yield _is_one_of(attrgetter(name), wanted)
    for name, names in (("known_as", asked.actors), ("printed_by", asked.outlets)):
        if names:
            yield _names_one_of(attrgetter(name), frozenset(map(str.casefold, names)))


def _is_one_of(get: Callable[[Headline], str], wanted: frozenset[str]) -> Keeps:
    return lambda line: get(line) in wanted


def _names_one_of(get: Callable[[Headline], Sequence[str]], wanted: frozenset[str]) -> Keeps:
    return lambda line: any(name.casefold() in wanted for name in get(line))


def _day_tests(chosen: Selection) -> Iterator[Keeps]:
    """Tests on days; an undated incident passes none."""
    asked = chosen.query.filters
    if asked.first:
        first = asked.first.isoformat()
        yield lambda line: bool(line.last) and line.last >= first
    if asked.last:
        last = asked.last.isoformat()
        yield lambda line: bool(line.first) and line.first <= last


def _figure_tests(chosen: Selection) -> Iterator[Keeps]:
    """Tests on figures; one that is not stated passes none."""
    asked = chosen.query.filters
    for name, bounds in (("killed", asked.killed), ("wounded", asked.wounded)):
        if bounds is not None:
            yield figure_meets(attrgetter(name), bounds)


def figure_meets(get: Callable[[Headline], Figure | None], bounds: FigureBounds) -> Keeps:
    """Can a figure lie within bounds?"""

    def within(line: Headline) -> bool:
        figure = get(line)
        if figure is None:
            return False
        above = bounds.low is None or figure.high is None or figure.high >= bounds.low
        return above and (bounds.high is None or figure.low <= bounds.high)

    return within


def _in_area(holds: Callable[[float, float], bool]) -> Keeps:
    return lambda line: line.lat is not None and line.lon is not None and holds(line.lat, line.lon)


NAMED_FILTERS: Final = (*PARAMETERS, *MANY, "judged")  # as chips name them
# The filters that a form of its own fields does not show, and which it must pass on.
HIDDEN: Final = tuple(
    name
    for name in (*PARAMETERS, *MANY)
    if name not in {"text", "from", "to", "kind", "country", "grade", "role"}
)


def with_page(chosen: Selection, page: int) -> Selection:
    """The same selection on another page."""
    return replace(chosen, page=page)
