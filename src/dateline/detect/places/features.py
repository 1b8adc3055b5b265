"""The readings of every name of a text side by side, as numbers that can be weighed.

Each reading is compared with the readings of the other names only: a name repeated ten times is
one witness, and none to itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.detect.gazetteer import GazetteerEntry, name_key
from dateline.detect.places.recognition import ToponymMention

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
