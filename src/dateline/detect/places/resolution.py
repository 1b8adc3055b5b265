"""Which place a name stands for, weighed with everything else that the text names."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from dateline.detect.gazetteer import GazetteerEntry, name_key
from dateline.detect.places.features import (
    CONTEXT,
    STATIC,
    AmbiguousName,
    Floats,
    ReadingField,
    context_support,
    gather_names,
    lay_out_readings,
    likelihood_shares,
    reading_runs,
)
from dateline.detect.places.recognition import ToponymMention
from dateline.filters import distance_km

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
    if likely[-1] > share:
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
