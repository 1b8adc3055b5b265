"""What of two mentions may rule one incident out: days, places, targets and tolls."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from dateline.distances import distance_km
from dateline.link.profiles import MentionProfile, city_key, shared_towns
from dateline.link.stories import NOTHING, Sign, one_story, weight_of_sign
from dateline.types import Count, Interval, Reason, TargetKind, WeaponKind

# ------------------------------------------------------------------ days

MOST_APART: Final = 3  # days; more, between days that are both known, are two incidents
FOLLOWED_UP: Final = 400  # days; courts take a year
WEEK, MONTH = 7, 31


def sign_of_days(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note when two events took place, as far as both are dated."""
    one, two = left.days, right.days
    if one is None or two is None:
        return "date.unknown", 1
    apart = days_between(one, two)
    if apart > MOST_APART:
        return _sign_of_apart(left, right, apart), 1
    widest = max(interval_width(one), interval_width(two))
    if widest > MONTH:
        return "date.unknown", 1
    if apart:
        return ("date.next" if apart == 1 else "date.few_apart"), 1
    if widest > 1:
        return ("date.week" if widest <= WEEK else "date.month"), 1
    return ("date.same" if left.told and right.told else "date.same_news"), 1


def _sign_of_apart(left: MentionProfile, right: MentionProfile, apart: int) -> str:
    """Note days that no time zone brings together."""
    later = left if _opens(left) > _opens(right) else right
    if not later.told and apart <= FOLLOWED_UP:
        return "date.later_news"
    return "date.apart_one_story" if one_story(left, right) else "date.apart"


def _opens(one: MentionProfile) -> date:
    """The first day of an event that is dated."""
    return one.days.first if one.days else date.min


def weigh_days(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh when two events took place."""
    return weight_of_sign(sign_of_days(left, right))


def compare_days(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how far apart two events took place."""
    sign = sign_of_days(left, right)
    weight = weight_of_sign(sign)
    return Reason("date", weight, _days_text(left, right, sign[0])) if weight else None


def _days_text(left: MentionProfile, right: MentionProfile, sign: str) -> str:
    """What is told of the days of two events."""
    one, two = left.days, right.days
    if one is None or two is None:
        return "the day of one of them is unknown" if one or two else "neither is dated"
    words = f"{interval_text(one)} and {interval_text(two)}"
    apart = days_between(one, two)
    if sign == "date.unknown":
        return f"{words} are too wide to compare"
    if sign in {"date.same", "date.same_news"}:
        return f"both are dated {interval_text(one)}"
    if sign == "date.later_news":
        return f"{words} are {apart} days apart, but the later is only the day of the report"
    if not apart:
        return f"{words} overlap"
    return f"{words} follow each other" if apart == 1 else f"{words} are {apart} days apart"


def days_between(one: Interval, two: Interval) -> int:
    """Days between two intervals, 0 if they share one."""
    if one.last < two.first:
        return (two.first - one.last).days
    return (one.first - two.last).days if two.last < one.first else 0


def interval_width(interval: Interval) -> int:
    """Days in an interval."""
    return (interval.last - interval.first).days + 1


def interval_text(interval: Interval) -> str:
    """An interval as a person reads it."""
    if interval.first == interval.last:
        return interval.first.isoformat()
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"


# ------------------------------------------------------------------ places

NEAR: Final = 25.0  # kilometres; UCDP's precision 2 ("near a known point") reaches as far
AT_A_TOWN: Final = 2  # the precision of a village that is put at the point of a town near it
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
    if _in_its_province(left, right) or _in_its_province(right, left):
        return "place.seat"
    return "place.apart_one_story" if one_story(left, right) else "place.other_town"


def _in_its_province(seat: MentionProfile, other: MentionProfile) -> bool:
    """Is a town of one that gives its name to a province told beside a town of that province?"""
    return not seat.seats.isdisjoint(other.provinces)


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
        "place.seat": f"one of {words} may be the province in which the other lies",
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
    shared = min(shared_towns(left, right), default=min(left.cities & right.cities))
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
        distance_km(one.lat or 0, one.lon or 0, two.lat or 0, two.lon or 0)
        for one in left.places
        for two in right.places
        if one.city and two.city and max(one.precision, two.precision) < AT_A_TOWN
        if None not in (one.lat, one.lon, two.lat, two.lon)
    ]
    return min(found, default=None)


# ------------------------------------------------------------------ targets, weapons and actors

# Bystanders are hit whatever the target is: these kinds never tell two attacks apart.
LOOSE: Final = frozenset(
    {TargetKind.CIVILIANS, TargetKind.PUBLIC_PLACE, TargetKind.PERSON, TargetKind.OTHER}
)
MOST_KEPT: Final = 20_000  # answers
OTHER: Final = frozenset({WeaponKind.OTHER})
BOMBS: Final = frozenset({WeaponKind.BOMB, WeaponKind.CAR_BOMB, WeaponKind.SUICIDE_BOMB})
THROWN: Final = frozenset(
    {WeaponKind.ROCKET, WeaponKind.MISSILE, WeaponKind.MORTAR, WeaponKind.ARTILLERY}
)


def sign_of_targets(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note what was struck, by name and by kind."""
    if not left.targets or not right.targets:
        return NOTHING
    if not left.target_words.isdisjoint(right.target_words):
        return "target.name", 1
    return _sign_of_targets(left.targets, right.targets)


@lru_cache(maxsize=MOST_KEPT)
def _sign_of_targets(left: frozenset[TargetKind], right: frozenset[TargetKind]) -> Sign:
    """Note two sets of kinds of target."""
    ours, theirs = left - LOOSE, right - LOOSE
    if not ours.isdisjoint(theirs):
        return "target.kind", 1
    return ("target.other", 1) if ours and theirs else NOTHING


def weigh_targets(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was struck."""
    return weight_of_sign(sign_of_targets(left, right))


def compare_targets(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what was struck in both."""
    sign = sign_of_targets(left, right)
    ours, theirs = left.targets - LOOSE, right.targets - LOOSE
    if sign[0] == "target.name":
        text = f'both struck something called "{min(left.target_words & right.target_words)}"'
    elif sign[0] == "target.kind":
        text = f"both struck a {_kind_text(min(ours & theirs))} target"
    elif sign[0] == "target.other":
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one struck a {one} target, the other a {other} one"
    else:
        return None
    return _weighed_reason("target", sign, text)


def sign_of_weapons(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note what was used; bombs and projectiles are each called by several names."""
    if not left.weapons or not right.weapons:
        return NOTHING
    return _sign_of_weapons(left.weapons, right.weapons)


@lru_cache(maxsize=MOST_KEPT)
def _sign_of_weapons(left: frozenset[WeaponKind], right: frozenset[WeaponKind]) -> Sign:
    """Note two sets of kinds of weapon."""
    ours, theirs = left - OTHER, right - OTHER
    if not ours or not theirs:
        return NOTHING
    if not ours.isdisjoint(theirs):
        return "weapon.same", 1
    like = any(ours & family and theirs & family for family in (BOMBS, THROWN))
    return NOTHING if like else ("weapon.other", 1)


def weigh_weapons(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was used."""
    return weight_of_sign(sign_of_weapons(left, right))


def compare_weapons(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what both were done with."""
    sign = sign_of_weapons(left, right)
    ours, theirs = left.weapons - OTHER, right.weapons - OTHER
    if sign[0] == "weapon.same":
        text = f"both were done with a {_kind_text(min(ours & theirs))}"
    elif sign[0] == "weapon.other":
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one was done with a {one}, the other with a {other}"
    else:
        return None
    return _weighed_reason("weapon", sign, text)


def sign_of_actors(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note an actor of both; different ones do not speak against one incident."""
    return NOTHING if left.actors.isdisjoint(right.actors) else ("actor.same", 1)


def weigh_actors(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh an actor of both."""
    return weight_of_sign(sign_of_actors(left, right))


def compare_actors(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell who is blamed for both."""
    sign = sign_of_actors(left, right)
    if sign == NOTHING:
        return None
    return _weighed_reason(
        "actor", sign, f"both are attributed to {min(left.actors & right.actors)}"
    )


def _weighed_reason(name: str, sign: Sign, text: str) -> Reason | None:
    """The answer, if the sign weighs anything."""
    weight = weight_of_sign(sign)
    return Reason(name, weight, text) if weight else None


def _kind_text(kind: TargetKind | WeaponKind) -> str:
    return kind.value.replace("_", " ")


# ------------------------------------------------------------------ tolls

LARGE: Final = 10  # two events of one week seldom share a figure of ten or more by chance
MIDDLING: Final = 4
UPDATE_RATIO: Final = 0.6  # a toll seldom more than doubles between two reports of a day
UPDATE_STEP: Final = 3  # small figures grow by more
Counts = tuple[Count, ...]


def sign_of_killed(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the figures of killed that are no parts of others."""
    return _toll_sign("killed", left.killed, right.killed)


def sign_of_wounded(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the figures of wounded that are no parts of others."""
    return _toll_sign("wounded", left.wounded, right.wounded)


def _toll_sign(name: str, left: Counts, right: Counts) -> Sign:
    """Note the two figures that come closest: each side may tell an older one as well."""
    if not left or not right:
        return NOTHING
    if shared := _shared_figure(left, right):
        size = (
            "same" if shared >= LARGE else "same_middling" if shared >= MIDDLING else "same_small"
        )
        return f"{name}.{size}", 1
    like = any(are_compatible(one, two) for one in left for two in right)
    return f"{name}.{'like' if like else 'other'}", 1


def weigh_killed(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the figures of killed."""
    return weight_of_sign(sign_of_killed(left, right))


def weigh_wounded(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the figures of wounded."""
    return weight_of_sign(sign_of_wounded(left, right))


def _shared_figure(left: Counts, right: Counts) -> int:
    """The largest figure that both tell, 0 for none."""
    if len(left) == len(right) == 1:
        return (left[0].stated or 0) if left[0].stated == right[0].stated else 0
    shared = {c.stated for c in left} & {c.stated for c in right}
    return max((n for n in shared if n is not None), default=0)


def compare_killed(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many were killed in both."""
    return _toll_reason(sign_of_killed(left, right), left.killed, right.killed)


def compare_wounded(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many were wounded in both."""
    return _toll_reason(sign_of_wounded(left, right), left.wounded, right.wounded)


def _toll_reason(sign: Sign, left: Counts, right: Counts) -> Reason | None:
    """The answer for two lists of figures."""
    weight = weight_of_sign(sign)
    if not weight:
        return None
    name, _, found = sign[0].partition(".")
    if shared := _shared_figure(left, right):
        return Reason(name, weight, f"both tell of {shared} {name}")
    words = f"{_highest_count(left)} and {_highest_count(right)} {name}"
    if found == "like":
        return Reason(name, weight, f"{words} may be one toll at two times")
    return Reason(name, weight, f"{words} do not fit together")


def are_compatible(one: Count, two: Count) -> bool:
    """May two counts be one toll, counted at different times or not to the end?"""
    low, high = _stated_figure(one), _stated_figure(two)
    if low > high:
        low, high = high, low
    if high - low <= UPDATE_STEP or low >= UPDATE_RATIO * high:
        return True
    vague = one.stated is None or two.stated is None
    return vague and max(one.low, two.low) <= min(_upper_bound(one), _upper_bound(two))


def _stated_figure(count: Count) -> int:
    return count.low if count.stated is None else count.stated


def _upper_bound(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _highest_count(counts: Counts) -> int:
    return max(_stated_figure(count) for count in counts)
