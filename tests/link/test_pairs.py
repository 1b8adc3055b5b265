"""A pair weighs what its reasons weigh, whichever of the two is asked."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from dateline.link.pairs import COMPARISONS, pair_reasons, total_weight, weight_of
from dateline.link.profiles import MentionProfile, NamesOfEvent
from dateline.types import (
    Count,
    Interval,
    Kind,
    Mention,
    Place,
    PlaceKind,
    Prominence,
    Scope,
    Span,
    Stage,
    TargetKind,
    WeaponKind,
)

DAY = date(2031, 3, 4)
SPAN = Span(0, 1)
WORDS = ("ardun", "bridge", "hotel", "kell", "marrow", "news", "orrin", "quay", "tarn", "wexcombe")
WORD_SETS = some.frozensets(some.sampled_from(WORDS))
PEOPLE = some.frozensets(some.sampled_from(("jane roe", "john kell", "mary tarn")))
INTERVALS = some.builds(
    lambda start, length: Interval(DAY + timedelta(start), DAY + timedelta(start + length)),
    some.integers(-9, 9),
    some.sampled_from((0, 0, 0, 3, 20, 200)),
)
COUNTS = some.lists(
    some.builds(
        lambda low, more, told: Count(
            low, None if more is None else low + more, low * told or None
        ),
        some.integers(0, 40),
        some.sampled_from((None, 0, 30)),
        some.integers(0, 1),
    ),
    max_size=2,
).map(tuple)
PLACES = some.builds(
    lambda city, site, country, north: Place(
        city or country,
        PlaceKind.CITY,
        country=country,
        admin1="Hill" if country == "XA" else None,
        city=city,
        site=site if city else None,
        lat=north if city else None,
        lon=1.0 if city else None,
    ),
    some.sampled_from((None, "Ardun", "Vesk", "Tolmar")),
    some.sampled_from((None, "North Hotel", "South Hotel", "Quay")),
    some.sampled_from(("XA", "XA", "XB")),
    some.sampled_from((None, 1.0, 1.1, 9.0)),
)


@some.composite
def _profiles(draw: some.DrawFn) -> MentionProfile:
    """A prepared mention of any sort, from so few words and places that two are often alike."""
    places = tuple(draw(some.lists(PLACES, max_size=2)))
    cities = [place.city.lower() for place in places if place.city]
    return MentionProfile(
        mention=Mention(
            draw(some.sampled_from(("m1", "m2", "m3"))),
            draw(some.sampled_from(("r1", "r2", "r3"))),
            draw(some.sampled_from(Kind)),
            Stage.ACCOMPLISHED,
            Scope.SINGLE,
            draw(some.sampled_from(Prominence)),
            SPAN,
            SPAN,
            (),
        ),
        days=draw(some.none() | INTERVALS),
        places=places,
        countries=frozenset(place.country for place in places if place.country),
        cities=frozenset(cities),
        city=cities[0] if cities else None,
        targets=draw(some.frozensets(some.sampled_from(TargetKind), max_size=2)),
        target_words=draw(WORD_SETS),
        killed=draw(COUNTS),
        wounded=draw(COUNTS),
        weapons=draw(some.frozensets(some.sampled_from(WeaponKind), max_size=2)),
        actors=draw(some.frozensets(some.sampled_from(("the black band", "kell front")))),
        words=draw(WORD_SETS),
        names=draw(WORD_SETS),
        sentences=draw(some.frozensets(some.sampled_from(("one", "two", "three")))),
        told=draw(some.booleans()),
        named=NamesOfEvent(draw(PEOPLE), draw(PEOPLE), draw(WORD_SETS), draw(WORD_SETS)),
    )


@given(_profiles(), _profiles(), some.booleans())
def test_a_pair_weighs_the_sum_of_its_reasons(
    left: MentionProfile, right: MentionProfile, forced: bool
) -> None:
    weight = weight_of(left, right, forced=forced)
    assert total_weight(pair_reasons(left, right, forced=forced)) == weight
    assert weight_of(right, left, forced=forced) == weight


@given(_profiles(), _profiles())
def test_each_comparison_says_why_exactly_where_it_weighs(
    left: MentionProfile, right: MentionProfile
) -> None:
    for name, (weigh, compare) in COMPARISONS.items():
        reason = compare(left, right)
        assert weigh(left, right) == (reason.weight if reason else 0.0)
        assert reason is None or (reason.comparison == name and reason.text)
