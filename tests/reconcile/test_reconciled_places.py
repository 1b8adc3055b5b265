"""Where an incident took place, as several claims tell it."""

from dataclasses import replace

from dateline.reconcile.circumstances import reconcile_origin, reconcile_where
from dateline.types import Claim, Modality, Place, PlaceKind, Role, Span, Standing

BAGHDAD = Place(
    "Baghdad", PlaceKind.CITY, None, "IQ", "Baghdad", None, "Baghdad", None, 33.3, 44.4, 1
)
ZONE = Place("Green Zone", PlaceKind.DISTRICT, None, "IQ", "Baghdad", None, "Baghdad", "Green Zone")
IRAQ = Place("Iraq", PlaceKind.COUNTRY, None, "IQ", precision=6)
MOSUL = Place("Mosul", PlaceKind.CITY, None, "IQ", "Nineveh", None, "Mosul", None, 36.3, 43.1, 1)


def claim(name: str, place: Place, report: str = "a") -> Claim:
    """A claim of a report on where an event took place."""
    span = Span(0, 1)
    return Claim(name, Role.WHERE, place, report, span, span, Modality.ASSERTED, None, None, "test")


def test_places_that_contain_each_other_are_one_answer() -> None:
    found = reconcile_where([claim("1", IRAQ), claim("2", BAGHDAD), claim("3", ZONE, "b")])

    assert found.value is not None
    assert ("Baghdad", "Green Zone", 33.3) == (found.value.city, found.value.site, found.value.lat)
    assert (("1", "2", "3"), ()) == (found.supporting, found.opposing)
    assert found.standing is Standing.CORROBORATED


def test_another_city_stands_against_the_majority() -> None:
    found = reconcile_where([claim("1", BAGHDAD), claim("2", MOSUL, "b"), claim("3", BAGHDAD, "c")])

    assert found.value == BAGHDAD
    assert ("2",) == found.opposing


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [claim("1", MOSUL), claim("2", BAGHDAD, "b")]

    assert reconcile_where(claims) == reconcile_where(claims[::-1])


def test_of_two_cities_struck_at_once_the_one_told_first_stands_for_both() -> None:
    later = replace(claim("9", MOSUL), span=Span(8, 9))

    assert reconcile_where([claim("1", BAGHDAD), later]).value == BAGHDAD
    assert reconcile_where([replace(later, id="0"), claim("1", BAGHDAD)]).value == BAGHDAD


def test_no_claim_is_no_origin() -> None:
    assert reconcile_origin([]) is None


def test_a_town_that_names_its_province_gives_way_to_another_town_of_it() -> None:
    idlib = Place("Idlib", PlaceKind.CITY, None, "SY", "Idlib", None, "Idlib")
    town = Place("Saraqib", PlaceKind.CITY, None, "SY", "Idlib", None, "Saraqib")
    syria = Place("Syria", PlaceKind.COUNTRY, None, "SY", precision=6)
    told = [claim("1", idlib), claim("2", idlib, "b"), claim("3", town, "c"), claim("4", syria)]

    assert "Saraqib" == getattr(reconcile_where(told).value, "city", None)
    part = claim("5", replace(idlib, site="North Market"), "d")
    assert "Idlib" == getattr(reconcile_where([*told, part]).value, "city", None)
    assert idlib == reconcile_where(told[:2]).value
