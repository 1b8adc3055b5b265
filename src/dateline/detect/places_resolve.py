"""Which place a name stands for, weighed with everything else that the text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt
from typing import Final

from dateline.detect.gazetteer.fold import key
from dateline.detect.gazetteer.lookup import Known
from dateline.detect.places_find import Spot

# Weights in steps of a namesake's tenfold population, set on the development texts.
KIND: Final = {
    "country": 6.0,
    "region": 2.5,
    "city": 0.5,
    "water": 1.5,
    "district": 0.2,
    "facility": -0.5,
}
# What divisions weigh in place of a population, which the sources lack for most of them.
AREA: Final = {"admin1": 6.0, "admin2": 3.0}
GRADE: Final = (1.5, 0.0, -1.5)  # main name, another, a like sound
CONTAINED, ELSEWHERE = 8.0, -5.0
COUNTRY_SHARE: Final = 4.0
ADMIN1_SHARE: Final = 2.5
NEAR_SHARE: Final = 1.5
HEAD: Final = {
    ("division", "admin1"): 4.0,
    ("division", "admin2"): 3.0,
    ("settlement", "city"): 2.0,
    ("district", "district"): 2.0,
    ("facility", "facility"): 2.0,
}
FAME: Final = ((1_000_000, 2.0), (5_000_000, 1.5))  # cities that need no country beside them
OWN: Final = 1.0  # listed because news names it
CLOSE: Final = 0.25  # readings nearer than this are not told apart
SAME: Final = 60.0  # kilometres within which two readings are one place to a reader
NEAR: Final = 250.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How much the text speaks of each country and first-level division, the most being 1."""

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    points: tuple[tuple[float, float], ...] = ()
    single: float = 0.0  # the share of a country of which one place alone is named


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading of a spot, None with the reason, and the readings turned down."""

    known: Known | None
    rivals: tuple[Known, ...] = ()
    reason: str = ""


def choose(
    spots: Sequence[Spot],
    containers: Sequence[Spot | None],
    hints: Counter[str],
    *,
    sure: bool = False,
) -> list[Choice]:
    """Read every spot, first on its own, then with what the others turned out to be.

    Args:
        spots: what may name a place.
        containers: for each, the place that the phrase puts it in.
        hints: how often words for a country's people stand in the text.
        sure: the spots are known to name places, so that a small one far off may be meant.

    Returns:
        A choice for each spot.
    """
    first = _surroundings([], hints)
    inside = _by_name(spots, containers)
    choices = [_best(s, inside[key(s.name)], first) for s in spots]
    for _ in range(2):
        around = _surroundings([c.known for c in choices if c.known], hints)
        choices = [_best(s, inside[key(s.name)], around) for s in spots]
    return (
        choices
        if sure
        else [
            _no_stray(c, inside[key(s.name)], around) for s, c in zip(spots, choices, strict=True)
        ]
    )


def _by_name(
    spots: Sequence[Spot], containers: Sequence[Spot | None]
) -> dict[str, tuple[Known, ...]]:
    """What any mention of a name is said to lie in: one name has one sense in a text."""
    found: dict[str, tuple[Known, ...]] = {}
    for spot, container in zip(spots, containers, strict=True):
        known = container.known if container else ()
        name = key(spot.name)
        found[name] = found.get(name) or tuple(
            k
            for k in known
            if k.kind in {"country", "admin1", "admin2", "region"} or k.population > 0
        )
    return found


def _surroundings(known: Sequence[Known], hints: Counter[str]) -> Surroundings:
    """What a text speaks of, from the places read so far and its words for peoples."""
    countries: Counter[str] = Counter(hints)
    divisions: Counter[tuple[str, str]] = Counter()
    for one in known:
        if one.country:
            countries[one.country] += 1 if one.kind == "country" else 2
        if one.country and one.admin1 and one.kind != "country":
            divisions[one.country, one.admin1] += 1
    points = tuple(
        dict.fromkeys(
            (k.lat, k.lon)
            for k in known
            if k.kind in {"city", "district", "admin2"} and k.lat is not None and k.lon is not None
        )
    )
    single = 2 / max(countries.values(), default=1)
    return Surroundings(
        _shares(countries), _shares(divisions), points, single if single < 1 else 0.0
    )


def _shares(counts: Counter) -> dict:  # type: ignore[type-arg]
    """Counts over the greatest one."""
    most = max(counts.values(), default=1)
    return {name: n / most for name, n in counts.items()}


def _best(spot: Spot, inside: Sequence[Known], around: Surroundings) -> Choice:
    """The reading that weighs most, unless another is as near."""
    if not spot.known:
        return Choice(None, (), "no place of this name is known")
    scored = sorted(
        ((_score(k, spot, inside, around), k) for k in spot.known), key=lambda s: (-s[0], s[1].id)
    )
    top = scored[0]
    rivals = tuple(k for _, k in scored[1:4])
    for score, other in scored[1:]:
        if top[0] - score < CLOSE and not (_one_place(top[1], other) or _nested(top[1], other)):
            return Choice(
                None, (top[1], *rivals), f"{top[1].country} and {other.country} are as near"
            )
    return Choice(top[1], rivals)


def _no_stray(choice: Choice, inside: Sequence[Known], around: Surroundings) -> Choice:
    """The choice, unless it is a small place in a country that the text does not speak of."""
    known = choice.known
    if known is None or inside or not _stray(known, around):
        return choice
    reason = f"small, and in {known.country}, of which the text does not speak"
    return Choice(None, (known, *choice.rivals), reason)


def _stray(known: Known, around: Surroundings) -> bool:
    """Is a place small, and the only one of its country in the text?"""
    if known.kind not in {"city", "admin2", "admin1"} or (
        known.kind == "admin1" and known.grade == 0
    ):
        return False
    small = known.population < SMALL or known.grade == len(GRADE) - 1
    own = around.countries.get(known.country or "", 0.0)
    return small and own <= around.single


SMALL: Final = 15_000  # inhabitants; news from elsewhere does not name such places in passing


def _nested(one: Known, two: Known) -> bool:
    """Is one reading the division that the other lies in ("New York")?"""
    return one.country == two.country and one.admin1 == two.admin1


def _score(known: Known, spot: Spot, inside: Sequence[Known], around: Surroundings) -> float:
    """How well a reading suits its words and the text."""
    size = AREA.get(known.kind) or log10(known.population + 30)
    if known.kind == "city":
        size += sum(bonus for least, bonus in FAME if known.population >= least)
    score = size + KIND.get(known.kind, 0.0) + GRADE[known.grade]
    score += HEAD.get((spot.head, known.kind), 0.0)
    score += OWN if known.ref.startswith("supplement:") else 0.0
    if known.country:
        score += COUNTRY_SHARE * around.countries.get(known.country, 0.0)
        score += ADMIN1_SHARE * around.divisions.get((known.country, known.admin1 or ""), 0.0)
    if around.points and known.lat is not None and known.lon is not None and known.kind == "city":
        score += NEAR_SHARE * _near(known, around.points)
    if inside:
        score += CONTAINED if any(_holds(i, known) for i in inside) else ELSEWHERE
    return score


def _near(known: Known, points: Sequence[tuple[float, float]]) -> float:
    """The share of the other points that lie near, at least one being enough for half."""
    others = [p for p in points if p != (known.lat, known.lon)]
    near = sum(1 for p in others if distance((known.lat or 0, known.lon or 0), p) < NEAR)
    return min(1.0, near / 2)


def _holds(outer: Known, inner: Known) -> bool:
    """Does one place contain another?"""
    if outer.id == inner.id or outer.country != inner.country:
        return outer.kind == "region" and outer.country is None
    if outer.kind == "country":
        return True
    if outer.kind in {"city", "district"}:
        return key(inner.city or "") == key(outer.name) or (
            inner.kind in {"admin2", "city"} and _one_place(outer, inner)
        )
    return outer.admin1 == inner.admin1 and (outer.kind != "admin2" or outer.admin2 == inner.admin2)


def _one_place(one: Known, two: Known) -> bool:
    """Are two readings the same to a reader (a city and its district, say)?"""
    if one.country != two.country:
        return False
    if None in (one.lat, one.lon, two.lat, two.lon):
        return one.admin1 == two.admin1
    return distance((one.lat or 0, one.lon or 0), (two.lat or 0, two.lon or 0)) < SAME


def distance(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Kilometres between two points, along a great circle."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *two))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
