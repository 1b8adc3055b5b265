"""Places: one may contain the other, lie near it, or rule it out."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.stories import one_story
from dateline.link.weights import (
    ABROAD,
    NEAR_BY,
    OTHER_PROVINCE,
    OTHER_SITE,
    OTHER_TOWN,
    RULED_OUT,
    SAME_CITY,
    SAME_COUNTRY,
    SAME_PROVINCE,
    SAME_SITE,
    SHARED_CITY,
)
from dateline.types import Place, Reason

NEAR: Final = 25.0  # kilometres; UCDP's precision 2 ("near a known point") reaches as far
EARTH_RADIUS: Final = 6371.0


def weigh_places(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh where two events took place, by the finest level that both are known to."""
    if not left.places or not right.places:
        return 0.0
    if _in_two(left.countries, right.countries):
        return ABROAD
    if left.cities and right.cities:
        return _city_weight(left, right)
    return _province_weight(left, right)


def _city_weight(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh two events that are both known to the city."""
    if left.city == right.city:
        ours, theirs = left.sites, right.sites
        if not ours or not theirs:
            return SAME_CITY
        if not ours.isdisjoint(theirs):
            return SAME_CITY + SAME_SITE
        return SAME_CITY if _share_words(ours, theirs) else SAME_CITY + OTHER_SITE
    if left.cities.isdisjoint(right.cities):
        return _town_weight(left, right)
    aside = left.city not in right.cities and right.city not in left.cities
    return SAME_COUNTRY if aside else SHARED_CITY


def _town_weight(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh two events in towns of different names, which may be near each other."""
    apart = _nearest_distance(left, right)
    if apart is not None and apart <= NEAR:
        return NEAR_BY
    if _in_two(_countries_of_towns(left), _countries_of_towns(right)):
        return ABROAD
    return OTHER_TOWN if one_story(left, right) else RULED_OUT


def _province_weight(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh two events of which at least one is known no finer than a province or country."""
    if left.provinces and right.provinces:
        return OTHER_PROVINCE if left.provinces.isdisjoint(right.provinces) else SAME_PROVINCE
    return 0.0 if left.countries.isdisjoint(right.countries) else SAME_COUNTRY


def compare_places(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how near each other two events took place."""
    weight = weigh_places(left, right)
    if not weight:
        return None
    if weight == ABROAD:
        text = f"{place_text(left)} and {place_text(right)} are in different countries"
    elif left.cities and right.cities:
        text = _told_of_cities(left, right, weight)
    elif weight == OTHER_PROVINCE:
        text = f"{place_text(left)} and {place_text(right)} are in different provinces"
    elif weight == SAME_PROVINCE:
        text = f"both took place in {min(left.provinces & right.provinces).title()}"
    else:
        text = f"both took place in {min(left.countries & right.countries)}"
    return Reason("place", weight, text)


def _told_of_cities(left: MentionProfile, right: MentionProfile, weight: float) -> str:
    """What is told of two events that are both known to the city."""
    words = f"{place_text(left)} and {place_text(right)}"
    if left.city == right.city:
        return _told_of_one_city(left, right, weight)
    if weight == NEAR_BY:
        return f"{words} are {_nearest_distance(left, right):.0f} km apart"
    if left.cities.isdisjoint(right.cities):
        return f"{words} are different places"
    shared = min(left.cities & right.cities).title()
    if weight == SHARED_CITY:
        return f"{words} are each named, {shared} by both"
    return f"both name {shared} beside other places"


def _told_of_one_city(left: MentionProfile, right: MentionProfile, weight: float) -> str:
    """What is told of two events in one city."""
    city, ours, theirs = place_text(left), left.sites, right.sites
    if weight == SAME_CITY + SAME_SITE:
        return f"both took place at {min(ours & theirs).title()} in {city}"
    if weight == SAME_CITY + OTHER_SITE:
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
    if profile.city:
        return profile.city.title()
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
