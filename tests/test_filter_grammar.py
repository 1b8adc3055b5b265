"""The grammar of filters: what is written is read back, and what means nothing is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.distances import distance_km
from dateline.errors import InputError
from dateline.filter_grammar import (
    MOST_FILTERS,
    PARAMETERS,
    IncidentQuery,
    incident_query,
    query_text,
)
from dateline.filters import FigureBounds, Filters, MapBox, MapCircle
from dateline.types import Grade, Kind

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)
DEGREES = st.integers(-80_000_000, 80_000_000).map(lambda n: n / 1_000_000)


def named(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some names, each once and without space around it."""
    stripped = strategy.map(str.strip).filter(bool)
    return st.lists(stripped, unique=True, max_size=3).map(tuple)


@st.composite
def bounds(draw: st.DrawFn) -> FigureBounds:
    """A figure or a range."""
    low, high = sorted((draw(st.integers(0, 9999)), draw(st.integers(0, 9999))))
    return draw(
        st.sampled_from([FigureBounds(low, high), FigureBounds(low), FigureBounds(None, high)])
    )


@st.composite
def queries(draw: st.DrawFn) -> IncidentQuery:
    """Any query."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    south, north = sorted((draw(DEGREES), draw(DEGREES)))
    maybe = st.booleans()
    return IncidentQuery(
        Filters(
            kinds=draw(named(st.sampled_from([k.value for k in Kind]))),
            grades=draw(named(st.sampled_from([g.value for g in Grade]))),
            countries=draw(named(st.sampled_from(["IQ", "KE", "AF"]))),
            first=first if draw(maybe) else None,
            last=last if draw(maybe) else None,
            role=draw(st.sampled_from(["main", "background", "all"])),
            box=MapBox(draw(DEGREES), south, draw(DEGREES), north) if draw(maybe) else None,
            near=MapCircle(south, draw(DEGREES), draw(st.integers(1, 900)))
            if draw(maybe)
            else None,
            actors=draw(named(NAMES)),
            outlets=draw(named(NAMES)),
            killed=draw(st.none() | bounds()),
            wounded=draw(st.none() | bounds()),
        ),
        draw(st.none() | NAMES.map(str.strip).filter(bool)),
    )


@given(queries())
def test_a_query_that_is_written_into_an_address_is_read_back(query: IncidentQuery) -> None:
    assert query == incident_query(parse_qsl(query_text(query), keep_blank_values=True))


@given(st.lists(st.tuples(st.sampled_from(sorted(PARAMETERS)), st.text(max_size=30)), max_size=5))
def test_whatever_stands_in_an_address_is_read_or_refused(
    pairs: list[tuple[str, str]],
) -> None:
    with suppress(InputError):
        incident_query(pairs)


@pytest.mark.parametrize(
    ("box", "lon", "held"),
    [
        (MapBox(40, 30, 50, 40), 45, True),
        (MapBox(40, 30, 50, 40), 55, False),
        (MapBox(170, 30, -170, 40), 175, True),
        (MapBox(170, 30, -170, 40), -175, True),
        (MapBox(170, 30, -170, 40), 0, False),
    ],
)
def test_a_box_may_lie_across_the_line_where_the_day_changes(
    box: MapBox, lon: float, held: bool
) -> None:
    assert held is box.holds(35, lon)


def test_a_distance_is_measured_on_the_globe() -> None:
    assert distance_km(33.3152, 44.3661, 36.3450, 43.1450) == pytest.approx(354.6, abs=1)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize("value", ["Reuters", ""])
def test_a_query_of_very_many_filters_is_refused(value: str) -> None:
    incident_query([("outlet", value)] * MOST_FILTERS)
    with pytest.raises(InputError, match=f"at most {MOST_FILTERS} filters, found"):
        incident_query([("outlet", value)] * (MOST_FILTERS + 1))
