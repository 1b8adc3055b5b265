"""A town, or the province that is called like it, as the words beside a name and the text tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.detect.gazetteer import (
    TRANSLITERATED,
    GazetteerEntry,
    places_named,
    places_sounding,
)
from dateline.detect.places.recognition import ToponymMention, place_words
from dateline.detect.places.told_names import Settled
from dateline.types import Token

AFTER: Final = 4  # tokens behind a name among which a word for its countryside may stand
TOWN: Final = frozenset({"city", "town"})
TURNS: Final = frozenset(
    "northern southern northeastern northwestern southeastern southwestern rural 's ’s".split()
) | {"eastern", "western", "north", "south", "east", "west", "central"}  # fmt: skip
METROPOLIS: Final = 1_000_000  # inhabitants of a town whose bare name news gives to it alone
# The east and west of a name are as often parts of the town.
OUTER: Final = frozenset(
    "northern southern northeastern northwestern southeastern southwestern rural".split()
)


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A town and the province of its name."""

    town: GazetteerEntry
    province: GazetteerEntry


def tell_namesakes(tokens: Sequence[Token], settled: Settled) -> Settled:
    """Read each name that a town shares with its province as the one that the text means.

    Args:
        tokens: the parse.
        settled: what was read so far.

    Returns:
        The same; where nothing tells, a name stays the town, unless the text speaks of the
        province elsewhere or of other towns in it.
    """
    pairs = [
        _pair_of(choice.known) if spot.site is None else None for spot, choice in settled.pairs()
    ]
    told = [
        _told_as(tokens, spot) if pair else ""
        for spot, pair in zip(settled.spots, pairs, strict=True)
    ]
    elsewhere: defaultdict[Namesakes, set[str]] = defaultdict(set)
    for pair, what in zip(pairs, told, strict=True):
        if pair is not None:
            elsewhere[pair].add(what)
    choices = list(settled.choices)
    for n, (spot, choice) in enumerate(settled.pairs()):
        if (seat := _seat_of(spot, choice.known)) is not None:
            choices[n] = replace(choice, known=seat)
    for n, pair in enumerate(pairs):
        if pair is not None and (meant := told[n] or _meant_by(pair, n, elsewhere[pair], settled)):
            known = pair.town if meant == "town" else pair.province
            choices[n] = replace(choices[n], known=known)
    return Settled(settled.spots, choices)


def rural_province(town: GazetteerEntry) -> GazetteerEntry | None:
    """The province around a town: the one called its countryside, else that of its name."""
    for name in (f"Rural {town.name}", town.admin1 or town.name):
        for known in places_named(name):
            if known.kind == "admin1" and known.country == town.country:
                return known
    return None


def _seat_of(spot: ToponymMention, known: GazetteerEntry | None) -> GazetteerEntry | None:
    """The town of a district's name that only another spelling of it names: "in Jenin".

    No word beside the name tells the district.
    """
    if known is None or known.kind != "admin2" or spot.head or spot.site is not None:
        return None
    if known.country not in TRANSLITERATED or not known.ref:
        return None
    towns = (k for k in places_sounding(spot.name) if k.kind == "city")
    return next((k for k in towns if (k.country, k.admin1) == (known.country, known.admin1)), None)


def _pair_of(known: GazetteerEntry | None) -> Namesakes | None:
    """The town and province of a reading, where both have one name."""
    if known is None or known.kind not in {"city", "admin1"} or not known.ref:
        return None
    own = [k for k in places_named(known.name) if k.country == known.country and k.grade == 0]
    provinces = [k for k in own if k.kind == "admin1" and k.name == known.name]
    towns = [k for k in own if k.kind == "city" and k.admin1 == known.name]
    if not (provinces and towns):
        return None
    return Namesakes(towns[0], rural_province(towns[0]) or provinces[0])


def _told_as(tokens: Sequence[Token], spot: ToponymMention) -> str:
    """What the words beside a name tell it as, "" where they tell nothing."""
    if spot.head == "division":
        return "province"
    before = [t.lower for t in tokens[max(spot.first - 2, 0) : spot.first]]
    after = [t.lower for t in tokens[spot.last : spot.last + AFTER]]
    if spot.head == "settlement" or (after[:1] and after[0] in TOWN):
        return "town"
    if before and (before[-1] in OUTER or before[-2:] == ["countryside", "of"]):
        return "province"
    behind = next((word for word in after if word not in TURNS), "")
    return "province" if behind == "countryside" or behind in place_words().division else ""


def _meant_by(pair: Namesakes, n: int, same: Collection[str], settled: Settled) -> str:
    """What a bare name means where the rest of the text tells.

    Args:
        pair: what it may mean.
        n: where it stands among the names.
        same: what the words beside this name tell it as, wherever it stands.
        settled: what was read so far.
    """
    if "town" in same or pair.town.population >= METROPOLIS:
        return "town"
    inside = pair.province.name
    return "province" if "province" in same or inside in _held(settled, pair, n) else ""


def _held(settled: Settled, pair: Namesakes, n: int) -> Iterator[str | None]:
    """The provinces of the other towns that a text names."""
    for m, choice in enumerate(settled.choices):
        known = choice.known if m != n else None
        if known is None or known.kind != "city" or known.country != pair.town.country:
            continue
        if known.name != pair.town.name:
            yield known.admin1
