"""Places: one may contain the other, lie near it, or rule it out."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

from dateline.link.profiles import MentionProfile, city_key
from dateline.link.signs import Sign, weight_of_sign
from dateline.link.stories import one_story
from dateline.types import Place, Reason

NEAR: Final = 25.0  # kilometres; UCDP's precision 2 ("near a known point") reaches as far
EARTH_RADIUS: Final = 6371.0
OF_ONE_CITY: Final = frozenset({"place.site", "place.city", "place.other_site"})


def sign_of_places(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note where two events took place, by the finest level that both are known to."""
    return _sign_of_places(left, right), 1


def _sign_of_places(left: MentionProfile, right: MentionProfile) -> str:
    """Note two places: the levels one after the other."""
    if not left.places or not right.places:
        return "place.unknown"
    if _in_two(left.countries, right.countries):
        return "place.abroad"
    if left.cities and right.cities:
        return _sign_of_cities(left, right)
    if left.provinces and right.provinces:
        if not left.provinces.isdisjoint(right.provinces):
            return "place.province"
        return "place.apart_one_story" if one_story(left, right) else "place.other_province"
    return "place.unknown" if left.countries.isdisjoint(right.countries) else "place.country"


def _sign_of_cities(left: MentionProfile, right: MentionProfile) -> str:
    """Note two events that are both known to the city."""
    if left.city == right.city:
        ours, theirs = left.sites, right.sites
        if not ours or not theirs:
            return "place.city"
        if not ours.isdisjoint(theirs):
            return "place.site"
        return "place.city" if _share_words(ours, theirs) else "place.other_site"
    if left.cities.isdisjoint(right.cities):
        return _sign_of_towns(left, right)
    if left.city not in right.cities and right.city not in left.cities:
        return "place.city_aside"
    return _sign_of_towns(left, right) if _two_days(left, right) else "place.city_shared"


def _sign_of_towns(left: MentionProfile, right: MentionProfile) -> str:
    """Note two events in towns of different names, which may be near each other."""
    apart = _nearest_distance(left, right) if left.cities.isdisjoint(right.cities) else None
    if apart is not None and apart <= NEAR:
        return "place.near"
    if _in_two(_countries_of_towns(left), _countries_of_towns(right)):
        return "place.abroad"
    return "place.apart_one_story" if one_story(left, right) else "place.other_town"


def _two_days(left: MentionProfile, right: MentionProfile) -> bool:
    """Is each told on a day of its own?"""
    one, two = left.days, right.days
    if one is None or two is None or not (left.told and right.told):
        return False
    return one.last < two.first or two.last < one.first


def weigh_places(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh where two events took place."""
    return weight_of_sign(sign_of_places(left, right))


def compare_places(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how near each other two events took place."""
    sign = sign_of_places(left, right)
    weight = weight_of_sign(sign)
    return Reason("place", weight, _places_text(left, right, sign[0])) if weight else None


def _places_text(left: MentionProfile, right: MentionProfile, sign: str) -> str:
    """What is told of the places of two events."""
    if sign == "place.unknown":
        return "the place of one of them is unknown"
    words = f"{place_text(left)} and {place_text(right)}"
    if left.city and left.city == right.city and sign in OF_ONE_CITY:
        return _told_of_one_city(left, right, sign)
    texts = {
        "place.abroad": f"{words} are in different countries",
        "place.other_province": f"{words} are in different provinces",
        "place.other_town": f"{words} are different places",
        "place.apart_one_story": f"{words} are different places, in reports of one story",
    }
    return texts.get(sign) or _told_of_shared(left, right, sign, words)


def _told_of_shared(left: MentionProfile, right: MentionProfile, sign: str, words: str) -> str:
    """What is told of two events that share a province or a country, or name one city."""
    if sign == "place.near":
        return f"{words} are {_nearest_distance(left, right):.0f} km apart"
    if sign == "place.province":
        return f"both took place in {min(left.provinces & right.provinces).title()}"
    if sign == "place.country":
        return f"both took place in {min(left.countries & right.countries)}"
    shared = min(left.cities & right.cities).title()
    if sign == "place.city_shared":
        return f"{words} are each named, {shared} by both"
    return f"both name {shared} beside other places"


def _told_of_one_city(left: MentionProfile, right: MentionProfile, sign: str) -> str:
    """What is told of two events in one city."""
    city, ours, theirs = place_text(left), left.sites, right.sites
    if sign == "place.site":
        return f"both took place at {min(ours & theirs).title()} in {city}"
    if sign == "place.other_site":
        return f"both took place in {city}, but one at {min(ours)}, the other at {min(theirs)}"
    return f"both took place in {city}"


def _in_two(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Are both known to the country, and is it not the same one?"""
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _countries_of_towns(profile: MentionProfile) -> frozenset[str]:
    """The countries of the towns told; one named by itself may be that of another event."""
    return frozenset(p.country for p in profile.places if p.city and p.country)


def place_text(profile: MentionProfile) -> str:
    """The city of a profile, else its finest place, by name."""
    named = (p.city for p in profile.places if p.city and city_key(p) == profile.city)
    if (city := next(named, None)) is not None:
        return city
    finest = min(profile.places, key=lambda p: (p.precision, p.city is None, p.name))
    return finest.name


def _share_words(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Does any site of one have a word of a site of the other?"""
    words = {word for site in ours for word in site.split()}
    return any(words & set(site.split()) for site in theirs)


def _nearest_distance(left: MentionProfile, right: MentionProfile) -> float | None:
    """Kilometres between the nearest two places of two events, where coordinates are known."""
    found = [
        place_distance(one, two)
        for one in left.places
        for two in right.places
        if one.city and two.city and None not in (one.lat, one.lon, two.lat, two.lon)
    ]
    return min(found, default=None)


def place_distance(one: Place, two: Place) -> float:
    """Kilometres between two places with coordinates, along a great circle."""
    lat1, lon1 = radians(one.lat or 0), radians(one.lon or 0)
    lat2, lon2 = radians(two.lat or 0), radians(two.lon or 0)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))
