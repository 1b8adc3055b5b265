"""Places: one may contain the other, lie near it, or rule it out."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final

from dateline.link.profiles import Profile, plain
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
MOST_KEPT: Final = 20_000  # answers


def compare_places(left: Profile, right: Profile) -> Reason | None:
    """Weigh where two events took place, by the finest level that both are known to."""
    if not left.places or not right.places:
        return None
    if left.countries and right.countries and left.countries.isdisjoint(right.countries):
        return _abroad(left, right)
    if left.cities and right.cities:
        return _cities(left, right)
    return _provinces(left, right)


def _cities(left: Profile, right: Profile) -> Reason:
    """Weigh two events that are both known to the city."""
    if left.cities.isdisjoint(right.cities):
        return _towns(left, right)
    shared = sorted(left.cities & right.cities)
    if left.city != right.city and {left.city, right.city}.isdisjoint(shared):
        return Reason("place", SAME_COUNTRY, f"both name {shared[0].title()} beside other places")
    if left.city != right.city:
        text = f"{said(left)} and {said(right)} are each named, {shared[0].title()} by both"
        return Reason("place", SHARED_CITY, text)
    ours, theirs = _sites(left), _sites(right)
    city = (left.city or shared[0]).title()
    if ours & theirs:
        site = min(ours & theirs).title()
        return Reason("place", SAME_CITY + SAME_SITE, f"both took place at {site} in {city}")
    if ours and theirs and not _share_words(ours, theirs):
        text = f"both took place in {city}, but one at {min(ours)}, the other at {min(theirs)}"
        return Reason("place", SAME_CITY + OTHER_SITE, text)
    return _both_in(city)


@lru_cache(maxsize=MOST_KEPT)
def _both_in(city: str) -> Reason:
    """The answer for two events in one city, the commonest of all."""
    return Reason("place", SAME_CITY, f"both took place in {city}")


def _towns(left: Profile, right: Profile) -> Reason:
    """Weigh two events in towns of different names, which may be near each other."""
    apart = _nearest(left, right)
    words = f"{said(left)} and {said(right)}"
    if apart is not None and apart <= NEAR:
        return Reason("place", NEAR_BY, f"{words} are {apart:.0f} km apart")
    ours, theirs = _countries_of_towns(left), _countries_of_towns(right)
    if ours and theirs and ours.isdisjoint(theirs):
        return _abroad(left, right)
    never = OTHER_TOWN if one_story(left, right) else RULED_OUT
    return Reason("place", never, f"{words} are different places")


def _abroad(left: Profile, right: Profile) -> Reason:
    """Keep two events of different countries apart: one of them often answers the other."""
    return Reason("place", ABROAD, f"{said(left)} and {said(right)} are in different countries")


def _countries_of_towns(profile: Profile) -> frozenset[str]:
    """The countries of the towns told; one named by itself may be that of another event."""
    return frozenset(p.country for p in profile.places if p.city and p.country)


def _provinces(left: Profile, right: Profile) -> Reason | None:
    """Weigh two events of which at least one is known no finer than a province or country."""
    ours, theirs = _admin(left), _admin(right)
    if ours and theirs:
        if shared := sorted(ours & theirs):
            return Reason("place", SAME_PROVINCE, f"both took place in {shared[0].title()}")
        apart = f"{said(left)} and {said(right)} are in different provinces"
        return Reason("place", OTHER_PROVINCE, apart)
    if shared := sorted(left.countries & right.countries):
        return Reason("place", SAME_COUNTRY, f"both took place in {shared[0]}")
    return None


def said(profile: Profile) -> str:
    """The city of a profile, else its finest place, by name."""
    if profile.city:
        return profile.city.title()
    finest = min(profile.places, key=lambda p: (p.precision, p.city is None, p.name))
    return finest.name


def _admin(profile: Profile) -> frozenset[str]:
    return frozenset(plain(p.admin1) for p in profile.places if p.admin1)


def _sites(profile: Profile) -> frozenset[str]:
    sites = [p.site for p in profile.places if p.site]
    return frozenset(plain(site) for site in sites) if sites else frozenset()


def _share_words(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Does any site of one have a word of a site of the other?"""
    words = {word for site in ours for word in site.split()}
    return any(words & set(site.split()) for site in theirs)


def _nearest(left: Profile, right: Profile) -> float | None:
    """Kilometres between the nearest two places of two events, where coordinates are known."""
    found = [
        distance(one, two)
        for one in left.places
        for two in right.places
        if one.city and two.city and None not in (one.lat, one.lon, two.lat, two.lon)
    ]
    return min(found, default=None)


def distance(one: Place, two: Place) -> float:
    """Kilometres between two places with coordinates, along a great circle."""
    lat1, lon1 = radians(one.lat or 0), radians(one.lon or 0)
    lat2, lon2 = radians(two.lat or 0), radians(two.lon or 0)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))
