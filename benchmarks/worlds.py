"""Made-up worlds: true incidents, and mentions of them with errors, copies and delays.

A world has no texts: it makes what linking compares, so that a million mentions fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from dateline.link.profiles import NAMELESS, MentionProfile, NamesOfEvent, interned_set
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

START: Final = date(2000, 1, 1)
DAYS: Final = 20 * 365
CITIES: Final = 4_000
COUNTRIES: Final = 60
MOST_TELLINGS: Final = 24
KINDS: Final = tuple(kind for kind in Kind if kind is not Kind.OTHER)
LIKE: Final = {Kind.BOMBING: Kind.SUICIDE_BOMBING, Kind.ARMED_ATTACK: Kind.CLASH}
TARGETS: Final = (TargetKind.POLICE, TargetKind.MARKET, TargetKind.MILITARY, TargetKind.DIPLOMATIC)
WEAPONS: Final = (WeaponKind.BOMB, WeaponKind.FIREARM, WeaponKind.ROCKET)
GENERIC: Final = frozenset("violence claimed thousands lives across region since began".split())
SPAN: Final = Span(0, 1)
WORDS: Final = tuple(f"word{number}" for number in range(3_000))

# How often a telling is so, as shares of all tellings; set by hand, none was fitted.
MAIN: Final = 0.8
PLACELESS: Final = 0.03
OTHER_KIND: Final = 0.2
EARLY_TOLL: Final = 0.3
IS_GENERIC: Final = 0.05  # of background tellings
TARGET_TOLD: Final = 0.6
TOLL_TOLD: Final = 0.7
WEAPON_TOLD: Final = 0.5
NAMES_TOLD: Final = 0.7
IS_COPY: Final = 0.2
TO_CITY, TO_PROVINCE = 0.9, 0.96  # running shares, the rest is told to the country
WRONG_DAY, TO_DAY, TO_WEEK, TO_MONTH, TO_YEAR = 0.04, 0.86, 0.91, 0.95, 0.98


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with the number of the incident that it truly tells of."""

    profile: MentionProfile
    truth: int


@dataclass(frozen=True, slots=True)
class _Truth:
    """What happened."""

    number: int
    day: date
    place: Place
    kind: Kind
    killed: int
    target: TargetKind
    weapon: WeaponKind
    names: tuple[str, ...]


def world(mentions: int, seed: int = 1) -> Iterator[Telling]:
    """A world of some mentions, ordered by mention id.

    Args:
        mentions: how many; incidents grow with them, over the same cities and twenty years.
        seed: of the chances; the same seed gives the same world.
    """
    random = Random(seed)  # noqa: S311  no secret
    atlas = tuple(_city(n) for n in range(CITIES))
    made, number = 0, 0
    while made < mentions:
        truth = _truth(number, atlas, random)
        tellings = min(MOST_TELLINGS, int(random.paretovariate(1.2)) + 1, mentions - made)
        copied = frozenset({f"sentence one of {number}", f"sentence two of {number}"})
        for n in range(tellings):
            yield Telling(_profile(truth, f"m{made + n:08d}", copied, random), number)
        made += tellings
        number += 1


def _city(number: int) -> Place:
    """A city; the first ones are struck most."""
    country = number % COUNTRIES
    code = f"{chr(65 + country // 26)}{chr(65 + country % 26)}"
    return Place(
        f"city{number}",
        PlaceKind.CITY,
        country=code,
        admin1=f"province{number % 600}",
        city=f"city{number}",
        lat=(number * 37) % 120 - 60.0,
        lon=(number * 101) % 360 - 180.0,
        precision=1,
    )


def _truth(number: int, atlas: tuple[Place, ...], random: Random) -> _Truth:
    """An incident; cities are struck as unevenly as towns are large."""
    return _Truth(
        number,
        START + timedelta(days=random.randrange(DAYS)),
        atlas[min(CITIES - 1, int(random.paretovariate(0.5)) - 1)],
        random.choice(KINDS),
        min(300, int(random.paretovariate(0.8)) - 1),
        random.choice(TARGETS),
        random.choice(WEAPONS),
        tuple(f"name{random.randrange(50_000)}" for _ in range(2)),
    )


def _profile(truth: _Truth, name: str, copied: frozenset[str], random: Random) -> MentionProfile:
    """One telling of an incident, with what reporters get wrong or leave out."""
    chance = random.random
    main = chance() < MAIN
    place = None if chance() < PLACELESS else _told_place(truth.place, random)
    kind = LIKE.get(truth.kind, truth.kind) if chance() < OTHER_KIND else truth.kind
    killed = max(0, truth.killed - (int(chance() * 3) if chance() < EARLY_TOLL else 0))
    words = frozenset({*truth.names, *(WORDS[int(chance() * len(WORDS))] for _ in range(6))})
    mention = Mention(
        name,
        f"r{name}",
        kind,
        Stage.ACCOMPLISHED,
        Scope.SINGLE,
        Prominence.MAIN if main else Prominence.BACKGROUND,
        SPAN,
        SPAN,
        (),
    )
    generic = not main and chance() < IS_GENERIC  # a background sentence that fits many incidents
    city = place.city if place else None
    return MentionProfile(
        mention=mention,
        days=_told_day(truth.day, random),
        places=(place,) if place else (),
        countries=interned_set((place.country,) if place and place.country else ()),
        cities=interned_set((city,) if city else ()),
        city=city,
        targets=interned_set((truth.target,) if chance() < TARGET_TOLD else ()),
        target_words=frozenset(),
        killed=(Count(killed, killed, killed),) if chance() < TOLL_TOLD else (),
        wounded=(),
        weapons=interned_set((truth.weapon,) if chance() < WEAPON_TOLD else ()),
        actors=frozenset(),
        words=GENERIC if generic else words,
        names=interned_set(truth.names if chance() < NAMES_TOLD and not generic else ()),
        sentences=copied if main and chance() < IS_COPY else frozenset(),
        named=NamesOfEvent(telling=words) if main else NAMELESS,
    )


def _told_place(place: Place, random: Random) -> Place:
    """The city, or only its province or country."""
    told = random.random()
    if told < TO_CITY:
        return place
    admin = place.admin1 if told < TO_PROVINCE else None
    kind = PlaceKind.ADMIN1 if admin else PlaceKind.COUNTRY
    return Place(admin or str(place.country), kind, country=place.country, admin1=admin)


def _told_day(day: date, random: Random) -> Interval | None:
    """The day, the next one by mistake, its week, its month, its year, or none."""
    told = random.random()
    if told < TO_DAY:
        day += timedelta(days=told < WRONG_DAY)
        return Interval(day, day)
    if told < TO_WEEK:
        return Interval(day - timedelta(days=day.weekday()), day + timedelta(6 - day.weekday()))
    if told < TO_MONTH:
        return Interval(day.replace(day=1), day.replace(day=28))
    if told < TO_YEAR:
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31))
    return None
