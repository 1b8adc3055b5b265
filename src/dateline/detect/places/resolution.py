"""Which place a name stands for, weighed with everything else that the text names."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.detect.gazetteer import GazetteerEntry, name_key
from dateline.detect.places.recognition import ToponymMention
from dateline.distances import distance_km

# ------------------------------------------------------------------ readings as numbers

# Each reading is compared with the readings of the other names only: a name repeated ten times is
# one witness, and none to itself.

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

EARTH: Final = 6371.0
REACHES: Final = (30.0, 120.0, 400.0)  # kilometres at which nearness falls to a third
TENTHS: Final = 30  # inhabitants of the smallest place, so that none weighs nothing
POINTS: Final = frozenset({"city", "district", "admin2", "facility"})  # small enough to be near
LARGE, HUGE, MID = 1_000_000, 5_000_000, 100_000  # inhabitants
HEADS: Final = (
    ("division", "admin1"),
    ("division", "admin2"),
    ("settlement", "city"),
    ("district", "district"),
    ("facility", "facility"),
)
NATURE: Final = frozenset(
    "river lake creek bay island islands mountain mountains mount valley canyon beach park"
    " township twp forest ridge point heights hill hills side springs falls county parish peak"
    " desert".split()
)  # fmt: skip
STATIC: Final = (
    "people", "mid", "large", "huge", "country", "admin1", "admin2", "admin1_people",
    "admin2_people", "region",
    "water", "district", "facility", "other_name", "like_sound", "listed", "division_admin1",
    "division_admin2", "settlement_city", "district_district", "facility_facility",
    "contained", "elsewhere", "nothing", "nothing_nature", "nothing_contained",
)  # fmt: skip
CONTEXT: Final = (
    "country_share", "country_some", "country_told", "admin1_share", "admin1_some",
    "near_close", "near_mid", "near_far", "alone_small", "nothing_known",
)  # fmt: skip
FEATURES: Final = STATIC + CONTEXT


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """One name of a text with its readings; `inside` is what the phrase puts it in."""

    words: str
    known: tuple[GazetteerEntry, ...]
    heads: frozenset[str]
    inside: tuple[GazetteerEntry, ...]
    held: tuple[bool, ...]  # for each reading, does something of `inside` contain it?


@dataclass(frozen=True, slots=True)
class ReadingField:
    """All readings of a text's names, row by row; the last of each name is "none of these"."""

    owner: Ints  # the name of each row
    static: Floats  # rows by STATIC
    country: Ints  # a number for each country, -1 for none
    admin1: Ints  # a number for each first-level division, -1 for none
    state: NDArray[np.bool_]  # is the row a country itself?
    small: Floats  # how small a town is, 0 for what is no small town
    hints: Floats  # words for the peoples of each country
    close: tuple[Floats, ...]  # for each reach, rows by rows


def lay_out_readings(names: Sequence[AmbiguousName], hints: Counter[str]) -> ReadingField:
    """Lay out the readings of a text's names.

    Args:
        names: the names, each once.
        hints: how often words for a country's people stand in the text.

    Returns:
        The readings, in the order of the names, each name's "none of these" behind its own.
    """
    owner = [n for n, name in enumerate(names) for _ in range(len(name.known) + 1)]
    rows: list[GazetteerEntry | None] = [k for name in names for k in (*name.known, None)]
    static = np.array([row for name in names for row in _static_rows(name)], dtype=np.float64)
    countries: dict[str, int] = {iso: n for n, iso in enumerate(hints)}
    divisions: dict[tuple[str, str], int] = {}
    country, admin1 = [], []
    for k in rows:
        iso = k.country if k else None
        country.append(countries.setdefault(iso, len(countries)) if iso else -1)
        first = k.admin1 if k and k.kind not in {"country", "region", "water"} else None
        admin1.append(divisions.setdefault((iso, first), len(divisions)) if iso and first else -1)
    at = np.array(owner, dtype=np.intp)
    return ReadingField(
        owner=at,
        static=static.reshape(len(rows), len(STATIC)),
        country=np.array(country, dtype=np.intp),
        admin1=np.array(admin1, dtype=np.intp),
        state=np.array([k is not None and k.kind == "country" for k in rows]),
        small=np.array([_smallness(k) for k in rows]),
        hints=np.array([float(hints.get(iso, 0)) for iso in countries] or [0.0]),
        close=_point_closeness(rows, at),
    )


def _static_rows(name: AmbiguousName) -> list[list[float]]:
    """The features of a name's readings that need no other name, "none of these" last."""
    found = [_static_row(k, name, held=held) for k, held in zip(name.known, name.held, strict=True)]
    nature = bool(NATURE & set(name_key(name.words).split()))
    lost = bool(name.inside) and not any(name.held)
    return [*found, [0.0] * (len(STATIC) - 3) + [1.0, float(nature), float(lost)]]


def _static_row(known: GazetteerEntry, name: AmbiguousName, *, held: bool) -> list[float]:
    """The features of one reading, in the order of STATIC."""
    kind, people = known.kind, log10(known.population + TENTHS)
    listed = known.ref.startswith("supplement:")  # whose other names are curated, too
    city = kind == "city"
    return [
        people if city else 0.0,
        float(city and known.population >= MID),
        float(city and known.population >= LARGE),
        float(city and known.population >= HUGE),
        *(float(kind == k) for k in ("country", "admin1", "admin2")),
        people if kind == "admin1" else 0.0,
        people if kind == "admin2" else 0.0,
        *(float(kind == k) for k in ("region", "water", "district", "facility")),
        float(known.grade == 1 and not listed),
        float(known.grade == 2),  # noqa: PLR2004  the third grade of names
        float(listed),
        *(float(head in name.heads and kind == k) for head, k in HEADS),
        float(held),
        float(bool(name.inside) and not held),
        0.0,
        0.0,
        0.0,
    ]


def _smallness(known: GazetteerEntry | None) -> float:
    """How small a town or second-level division is, in tenfold steps below a hundred thousand."""
    if known is None or known.kind not in {"city", "admin2"}:
        return 0.0
    return max(0.0, 5.0 - log10(known.population + TENTHS))


def _point_closeness(rows: Sequence[GazetteerEntry | None], owner: Ints) -> tuple[Floats, ...]:
    """How near the points of different names lie, 1 for the same point, for each reach."""
    point = [
        k is not None and k.kind in POINTS and k.lat is not None and k.lon is not None for k in rows
    ]
    lat = np.radians([(k.lat or 0.0) if k and p else 0.0 for k, p in zip(rows, point, strict=True)])
    lon = np.radians([(k.lon or 0.0) if k and p else 0.0 for k, p in zip(rows, point, strict=True)])
    east, north, up = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    xyz = np.stack([east, north, up], axis=1)
    kilometres = EARTH * np.arccos(np.clip(xyz @ xyz.T, -1.0, 1.0))
    there = np.array(point)
    apart = (owner[:, None] != owner[None, :]) & there[:, None] & there[None, :]
    return tuple(np.where(apart, np.exp(-kilometres / reach), 0.0) for reach in REACHES)


def context_support(at: ReadingField, likely: Floats) -> Floats:
    """What the other names' readings say for each reading.

    Args:
        at: the readings of a text.
        likely: how likely each reading is thought to be, the readings of a name adding to 1.

    Returns:
        Rows by CONTEXT.
    """
    names = int(at.owner[-1]) + 1 if len(at.owner) else 0
    country, admin1 = _other_names(at, at.country, likely), _other_names(at, at.admin1, likely)
    told = _other_names(at, at.country, likely, at.state)
    hints = np.where(at.country >= 0, at.hints[at.country], 0.0)
    all_hints = float(at.hints.sum())
    others = max(1.0, names - 1.0)
    told = told + hints
    share = (country + hints) / (others + all_hints) if names > 1 or all_hints else country
    near = [1.0 - np.exp(-(close @ likely)) for close in at.close]
    some = 1.0 - np.exp(-(country + hints))
    nothing = at.static[:, STATIC.index("nothing")]
    columns = [
        share,
        some,
        1.0 - np.exp(-told),
        admin1 / others,
        1.0 - np.exp(-admin1),
        *near,
        at.small * (1.0 - some),
        nothing * min(1.0, (names - 1) / 10),
    ]
    found: Floats = np.stack(columns, axis=1)
    return found * np.where(nothing[:, None] > 0, np.eye(len(CONTEXT))[-1], 1.0)


def _other_names(
    at: ReadingField, group: Ints, likely: Floats, witnesses: NDArray[np.bool_] | None = None
) -> Floats:
    """For each reading, how many of the other names likely lie in its group, or are witnesses."""
    width = int(group.max(initial=-1)) + 1
    if not width:
        return np.zeros(len(group))
    mass = np.zeros((int(at.owner[-1]) + 1, width))
    inside = group >= 0
    counted = inside if witnesses is None else witnesses
    np.add.at(mass, (at.owner[counted], group[counted]), likely[counted])
    total = mass.sum(axis=0)
    found: Floats = np.where(inside, total[group] - mass[at.owner, group], 0.0)
    return found


def likelihood_shares(owner: Ints, scores: Floats) -> Floats:
    """Scores of readings as likelihoods, those of one owner adding to 1."""
    names = int(owner.max(initial=-1)) + 1
    most = np.full(names, -np.inf)
    np.maximum.at(most, owner, scores)
    raised = np.exp(scores - most[owner])
    total = np.zeros(names)
    np.add.at(total, owner, raised)
    found: Floats = raised / total[owner]
    return found


def reading_runs(names: Sequence[AmbiguousName], most: int) -> list[list[int]]:
    """The names in runs of at most so many readings, so that long texts take linear time."""
    runs: list[list[int]] = [[]]
    held = 0
    for n, name in enumerate(names):
        held += len(name.known) + 1
        if held > most and runs[-1]:
            runs.append([])
            held = len(name.known) + 1
        runs[-1].append(n)
    return runs


def gather_names(
    spots: Sequence[ToponymMention],
    inside: Sequence[tuple[GazetteerEntry, ...]],
    held: Sequence[tuple[bool, ...]],
) -> tuple[list[AmbiguousName], list[int]]:
    """The names of a text, each once, and the name of each spot.

    Spots are one name where they have the same readings.
    """
    order: dict[tuple[str, tuple[int, ...]], int] = {}
    heads: list[set[str]] = []
    first: list[int] = []
    which = []
    for n, spot in enumerate(spots):
        called = name_key(spot.name), tuple(k.id for k in spot.known)
        at = order.setdefault(called, len(order))
        if at == len(first):
            first.append(n)
            heads.append(set())
        heads[at] |= {spot.head} - {""}
        which.append(at)
    names = [
        AmbiguousName(spots[n].name, spots[n].known, frozenset(heads[i]), inside[n], held[n])
        for i, n in enumerate(first)
    ]
    return names, which


# ------------------------------------------------------------------ weighing

ROUNDS: Final = 4  # after which the readings of the development texts no longer change
READINGS: Final = 600  # weighed at once; texts with more are read in runs
SAME: Final = 60.0  # kilometres within which two readings are one place to a reader


@dataclass(frozen=True, slots=True)
class Resolution:
    """The reading of a spot, None with the reason, and the readings turned down."""

    known: GazetteerEntry | None
    rivals: tuple[GazetteerEntry, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionWeights:
    """What each feature weighs, and how much likelier than its rival a reading has to be."""

    static: Floats
    context: Floats
    margin: float


@cache
def resolution_weights() -> ResolutionWeights:
    """The weights of `places_weights.toml`, in the order of the features."""
    table = tomllib.loads((Path(__file__).parent / "places_weights.toml").read_text("utf-8"))
    fitted = table["weights"]
    return ResolutionWeights(
        np.array([fitted[name] for name in STATIC]),
        np.array([fitted[name] for name in CONTEXT]),
        float(table["margin"]),
    )


def choose_readings(
    spots: Sequence[ToponymMention],
    containers: Sequence[ToponymMention | None],
    hints: Counter[str],
    *,
    sure: bool = False,
) -> list[Resolution]:
    """Read every spot, with what the other names of the text may stand for.

    Args:
        spots: what may name a place.
        containers: for each, the place that the phrase puts it in.
        hints: how often words for a country's people stand in the text.
        sure: the spots are known to name places, so that a small one far off may be meant.

    Returns:
        A choice for each spot.
    """
    names, which = names_of(spots, containers)
    read = [
        choice
        for run in reading_runs(names, READINGS)
        for choice in _read_names([names[n] for n in run], hints, sure=sure)
    ]
    return [read[n] for n in which]


def names_of(
    spots: Sequence[ToponymMention], containers: Sequence[ToponymMention | None]
) -> tuple[list[AmbiguousName], list[int]]:
    """The names of a text, each once, and the name of each spot."""
    inside = _by_name(spots, containers)
    around = [inside[name_key(s.name)] for s in spots]
    held = [
        tuple(any(contains_place(i, k) for i in inner) for k in s.known)
        for s, inner in zip(spots, around, strict=True)
    ]
    return gather_names(spots, around, held)


def _read_names(
    names: Sequence[AmbiguousName], hints: Counter[str], *, sure: bool
) -> list[Resolution]:
    """The choice for each name."""
    if not names:
        return []
    at = lay_out_readings(names, hints)
    likely = weigh_readings(at, resolution_weights())
    ends = np.searchsorted(at.owner, np.arange(len(names)), side="right")
    found, start = [], 0
    for name, end in zip(names, ends.tolist(), strict=True):
        found.append(_best_reading(name, likely[start:end], resolution_weights().margin))
        start = end
    if sure:
        return found
    spoken = Counter(c.known.country for c in found if c.known and c.known.country)
    return [_no_stray(c, n, spoken, hints) for c, n in zip(found, names, strict=True)]


def weigh_readings(at: ReadingField, by: ResolutionWeights) -> Floats:
    """How likely each reading is, first on its own, then with the likely readings of the others."""
    own = at.static @ by.static
    likely = likelihood_shares(at.owner, own)
    for _ in range(ROUNDS):
        likely = likelihood_shares(at.owner, own + context_support(at, likely) @ by.context)
    return likely


def _by_name(
    spots: Sequence[ToponymMention], containers: Sequence[ToponymMention | None]
) -> dict[str, tuple[GazetteerEntry, ...]]:
    """What any mention of a name is said to lie in: one name has one sense in a text."""
    found: dict[str, tuple[GazetteerEntry, ...]] = {}
    for spot, container in zip(spots, containers, strict=True):
        known = container.known if container else ()
        name = name_key(spot.name)
        found[name] = found.get(name) or tuple(
            k
            for k in known
            if k.kind in {"country", "admin1", "admin2", "region"} or k.population > 0
        )
    return found


def _best_reading(name: AmbiguousName, likely: Floats, margin: float) -> Resolution:
    """The likeliest reading, unless another place or none at all is about as likely."""
    if not name.known:
        return Resolution(None, (), "no place of this name is known")
    ranked = sorted(
        zip((-likely[:-1]).tolist(), name.known, strict=True), key=lambda r: (r[0], r[1].id)
    )
    share, top = -ranked[0][0], _as_news_means(ranked[0][1], name)
    rivals = tuple(k for _, k in ranked[1:4])
    named = top.kind == "facility" and top.grade == 0 and " " in top.name  # "Mosul Dam"
    if likely[-1] > share and not named:
        return Resolution(None, (top, *rivals), "a place that the gazetteer lacks is likelier")
    for less, other in ranked[1:]:
        if -less * margin > share and not (_one_place(top, other) or _are_nested(top, other)):
            reason = f"{top.country} and {other.country} are as near"
            return Resolution(None, (top, *rivals), reason)
    return Resolution(top, rivals)


def _as_news_means(known: GazetteerEntry, name: AmbiguousName) -> GazetteerEntry:
    """The place that news means by a name shared by places in one another.

    A country where a town in it has the name among others ("Mexico"), and a town where a division
    around it has its name ("Tartus"), unless a word says that the division is meant.
    """
    own = [k for k in name.known if k.country == known.country]
    if known.grade:
        return next((k for k in own if k.kind == "country"), known)
    if known.kind not in {"admin1", "admin2"} or "division" in name.heads:
        return known
    towns = (k for k in own if k.kind == "city" and k.grade == 0 and k.admin1 == known.admin1)
    return next((k for k in towns if known.kind == "admin1" or k.admin2 == known.admin2), known)


def _no_stray(
    choice: Resolution, name: AmbiguousName, spoken: Counter[str], hints: Counter[str]
) -> Resolution:
    """The choice, unless it is a small place in a country that the text does not speak of."""
    known = choice.known
    if known is None or name.inside or not _is_slight(known):
        return choice
    own = spoken[known.country or ""] - 1 + hints[known.country or ""]
    if own > 0 or spoken.total() + hints.total() <= 1:
        return choice
    reason = f"small, and in {known.country}, of which the text does not speak"
    return Resolution(None, (known, *choice.rivals), reason)


def _is_slight(known: GazetteerEntry) -> bool:
    """Is a place too small to be named in passing by news from elsewhere?"""
    if known.kind not in {"city", "admin2", "admin1"} or (
        known.kind == "admin1" and known.grade == 0
    ):
        return False
    return known.population < SMALL or known.grade == LIKE_SOUND


SMALL: Final = 15_000  # inhabitants; news from elsewhere does not name such places in passing
LIKE_SOUND: Final = 2


def _are_nested(one: GazetteerEntry, two: GazetteerEntry) -> bool:
    """Is one reading the country or division that the other lies in ("New York", "Mexico")?"""
    if one.country != two.country:
        return False
    return "country" in {one.kind, two.kind} or one.admin1 == two.admin1


def contains_place(outer: GazetteerEntry, inner: GazetteerEntry) -> bool:
    """Does one place contain another?"""
    if outer.id == inner.id or outer.country != inner.country:
        return outer.kind == "region" and outer.country is None
    if outer.kind == "country":
        return True
    if outer.kind in {"city", "district"}:
        return name_key(inner.city or "") == name_key(outer.name) or (
            inner.kind in {"admin2", "city"} and _one_place(outer, inner)
        )
    return outer.admin1 == inner.admin1 and (outer.kind != "admin2" or outer.admin2 == inner.admin2)


def _one_place(one: GazetteerEntry, two: GazetteerEntry) -> bool:
    """Are two readings the same to a reader (a city and its district, say)?"""
    if one.country != two.country:
        return False
    if None in (one.lat, one.lon, two.lat, two.lon):
        return one.admin1 == two.admin1
    return distance_km(one.lat or 0, one.lon or 0, two.lat or 0, two.lon or 0) < SAME
