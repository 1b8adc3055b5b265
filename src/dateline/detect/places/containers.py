"""What a phrase puts a place in ("Mosul, Iraq"), which both names of the phrase then bear out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.detect.gazetteer import (
    GazetteerEntry,
    around,
    country_of_people,
    name_key,
    places_sounding,
)
from dateline.detect.places.recognition import WORLDLY, ToponymMention, place_words
from dateline.detect.places.resolution import Resolution, contains_place
from dateline.detect.places.told_names import Settled
from dateline.types import Sentence, Token

LINKS: Final = frozenset(
    "in of at the , ( northern southern eastern western central north south east west"
    " northeastern northwestern southeastern southwestern northeast northwest southeast southwest"
    " downtown 's ’s province state city district near neighboring part".split()
)  # fmt: skip
ALONE: Final = (["'s"], ["of"])  # own what follows, and are no containment
MOST_BETWEEN: Final = 6  # words between a place and what it is said to lie in
BORDER: Final = 0.15  # degrees around a place in which a neighbour of its province may lie
HOLDING: Final = frozenset({"country", "admin1"})


def containers_of(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: Sequence[ToponymMention]
) -> list[ToponymMention | None]:
    """For each spot what the phrase puts it in ("Mosul, Iraq"; "Dora in southern Baghdad").

    Args:
        tokens: the parse.
        sentences: its sentences.
        spots: what may name a place, in order.
    """
    places = container_places(tokens, sentences, spots)
    return [None if at is None else spots[at] for at in places]


def container_places(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: Sequence[ToponymMention]
) -> list[int | None]:
    """The same by their number among the spots."""
    found: list[int | None] = [
        n + 1
        if n + 1 < len(spots) and _are_linked(tokens, sentences, spots[n], spots[n + 1])
        else None
        for n in range(len(spots))
    ]
    for n in range(len(spots) - 2):  # "Midyat, Mardin, Turkey": the outermost tells most
        if found[n] and found[n + 1] and not spots[n + 1].known:
            found[n] = found[n + 1]
    return found


def settle_containers(
    tokens: Sequence[Token], sentences: Sequence[Sentence], settled: Settled
) -> Settled:
    """Read each name as a place that lies in what its phrase puts it in.

    Args:
        tokens: the parse.
        sentences: its sentences.
        settled: what was read so far.

    Returns:
        The same: a country or province is the one of its name that holds the place, a place one
        that lies there, and unknown where the gazetteer has none of its name there.
    """
    spots, choices = settled.spots, list(settled.choices)
    for n, at in enumerate(container_places(tokens, sentences, spots)):
        inner = choices[n].known
        if at is None or inner is None or inner.kind in HOLDING:
            continue
        outer = choices[at].known
        same = name_key(spots[n].name) == name_key(spots[at].name)
        if outer is None or same or contains_place(outer, inner):
            continue
        whole = _holding(spots[at].known, inner) if outer.country != inner.country else None
        if whole is not None and outer.grade == whole.grade:
            _read_all(spots, choices, spots[at].name, whole)
        elif outer.kind in HOLDING:
            choices[n] = _inside(spots[n], inner, outer)
    return Settled(spots, choices)


def _holding(known: Sequence[GazetteerEntry], inner: GazetteerEntry) -> GazetteerEntry | None:
    """The country or province among some readings that holds a place."""
    return next((k for k in known if k.kind in HOLDING and contains_place(k, inner)), None)


def _read_all(
    spots: Sequence[ToponymMention], choices: list[Resolution], name: str, known: GazetteerEntry
) -> None:
    """Give all mentions of a name one sense."""
    for n, spot in enumerate(spots):
        if name_key(spot.name) == name_key(name) and known in spot.known:
            choices[n] = replace(choices[n], known=known)


def _inside(spot: ToponymMention, inner: GazetteerEntry, outer: GazetteerEntry) -> Resolution:
    """The reading of a name that lies in a country or province, None where none does.

    Where only the border is drawn otherwise, the text is right about the province.
    """
    if inner.country == outer.country:
        if inner.population >= WORLDLY:
            return Resolution(inner)
        if _is_at_border(inner, outer):
            return Resolution(replace(inner, admin1=outer.admin1, admin2=None))
    alike = (known for known in places_sounding(spot.name) if known.kind == "city")
    known = next((k for k in (*spot.known, *alike) if contains_place(outer, k)), None)
    reason = "" if known else f"no place of this name is known in {outer.name}"
    return Resolution(known, spot.known[:3], reason)


def _is_at_border(inner: GazetteerEntry, outer: GazetteerEntry) -> bool:
    """Whether a place is a neighbour of towns of a province."""
    if inner.lat is None or inner.lon is None:
        return False
    return any(
        town.country == outer.country and town.admin1 == outer.admin1
        for town in around(inner.lat, inner.lon, BORDER)
    )


def are_linking(words: Sequence[str]) -> bool:
    """Whether words stand only between a place and what it lies in."""
    return all(word in LINKS or word in _kinds() or country_of_people(word) for word in words)


def _kinds() -> frozenset[str]:
    """The words for kinds of places."""
    words = place_words()
    return words.division | words.settlement | words.district | words.facility


def _are_linked(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spot: ToponymMention,
    after: ToponymMention,
) -> bool:
    """Whether only linking words stand between two spots of one sentence."""
    if any(spot.last <= s.first <= after.first for s in sentences if s.first > spot.first):
        return False
    between = [t.text.casefold() for t in tokens[spot.last : after.first]]
    if not between or len(between) > MOST_BETWEEN or between in ALONE:
        return False
    if not are_linking(between):
        return False
    comma = between == [","] and any(k.kind in {"country", "admin1", "admin2"} for k in after.known)
    return comma or "in" in between or "of" in between
