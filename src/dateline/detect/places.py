"""Places: what the text names, which place of the world it is, and where a site lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from dateline.detect.gazetteer.lookup import Known, named
from dateline.detect.places_find import Spot, demonyms, span, words
from dateline.detect.places_find import spots as find
from dateline.detect.places_resolve import Choice, choose
from dateline.types import Document, Entity, Place, PlaceKind, Sentence, Token

SUBJECT: Final = frozenset({"nsubj"})
LINKS: Final = frozenset(
    "in of at the , ( northern southern eastern western central north south east west"
    " northeastern northwestern southeastern southwestern northeast northwest southeast southwest"
    " downtown 's ’s province state city district near neighboring part".split()
)  # fmt: skip
MOST_BETWEEN: Final = 5  # words between a place and what it is said to lie in
PRECISION: Final = {"country": 6, "region": 5, "admin1": 4, "admin2": 3, "city": 1, "district": 1, "facility": 1, "water": 7}  # fmt: skip
DATELINE_HINT: Final = 3
ABROAD: Final = frozenset({"embassy", "consulate", "mission", "base", "bases", "troops"})


def places(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Entity, ...]:
    """Find the places that a document names.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.

    Returns:
        Entities in the order of the text; the value is None where no place is meant, none is
        known or two are as near, with the reason.

    Raises:
        InputError: where the gazetteer's file is missing.
    """
    spots = list(find(document, tokens, sentences))
    containers = _containers(tokens, sentences, spots)
    hints = Counter(iso for _, iso in demonyms(tokens))
    for dateline in document.datelines:
        for known in named(dateline.place)[:1]:
            hints[known.country or ""] += DATELINE_HINT
    choices = choose(spots, containers, hints)
    found = [
        _entity(document, tokens, sentences, spots, choices, n) for n in range(len(spots))
    ]
    return tuple(found)


def place(known: Known) -> Place:
    """A place of the gazetteer as a value."""
    city = known.name if known.kind == "city" else known.city
    site = known.name if known.kind in {"district", "facility"} else None
    return Place(
        name=known.name,
        kind=PlaceKind(known.kind),
        gazetteer=known.ref,
        country=known.country,
        admin1=known.admin1,
        admin2=known.admin2,
        city=city,
        site=site,
        lat=known.lat,
        lon=known.lon,
        precision=PRECISION.get(known.kind, 7),
        radius=known.radius or (int(500 + 6 * sqrt(known.population)) if known.kind == "city" else None),
    )


def _containers(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: Sequence[Spot]
) -> list[Spot | None]:
    """For each spot the one that the phrase puts it in ("Mosul, Iraq"; "Dora in southern Baghdad")."""
    found: list[Spot | None] = []
    for n, spot in enumerate(spots):
        after = spots[n + 1] if n + 1 < len(spots) else None
        found.append(after if after and _linked(tokens, sentences, spot, after) else None)
    for n in range(len(spots) - 2):  # "Midyat, Mardin, Turkey": the outermost tells most
        if found[n] and found[n + 1] and not found[n].known:  # type: ignore[union-attr]
            found[n] = found[n + 1]
    return found


def _linked(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spot: Spot, after: Spot
) -> bool:
    """Do only linking words stand between two spots of one sentence?"""
    if any(spot.last <= s.first <= after.first for s in sentences if s.first > spot.first):
        return False
    between = [t.text.casefold() for t in tokens[spot.last : after.first]]
    kinds = words().division | words().settlement | words().district | words().facility
    if not between or len(between) > MOST_BETWEEN or between == ["'s"] or between == ["of"]:
        return False
    if not all(w in LINKS or w in kinds for w in between):
        return False
    comma = between == [","] and any(k.kind in {"country", "admin1", "admin2"} for k in after.known)
    return comma or "in" in between or "of" in between


def _entity(  # noqa: PLR0913, PLR0917  everything that the text names bears on one spot
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spots: Sequence[Spot],
    choices: Sequence[Choice],
    n: int,
) -> Entity:
    """What a spot turned out to stand for."""
    spot, choice = spots[n], choices[n]
    where = span(tokens, spot)
    rivals = tuple(place(k) for k in choice.rivals)
    if choice.known and _speaks(tokens, spot, choice.known):
        return Entity(where, None, "speaks: not a place", (place(choice.known), *rivals[:1]))
    if spot.site is None or (choice.known and choice.known.kind in {"district", "facility"}):
        value = place(choice.known) if choice.known else None
        return Entity(where, value, choice.reason, rivals)
    start, end = (tokens[spot.site[0]].span.start, tokens[spot.site[1] - 1].span.end)
    words_of_site = document.text[start:end]
    base = choice.known
    if base is None or base.kind in {"country", "admin1", "region", "admin2"}:
        base = _settlement(document, tokens, sentences, spots, choices, n)
    if base is None:
        return Entity(where, None, f"no city is told for {words_of_site}", rivals)
    kind = PlaceKind.DISTRICT if spot.head == "district" else PlaceKind.FACILITY
    whole = place(base)
    value = replace(whole, name=words_of_site, kind=kind, site=words_of_site, gazetteer=whole.gazetteer, precision=2)
    return Entity(where, value, f"{words_of_site} is taken to be in {base.name}", rivals)


def _settlement(  # noqa: PLR0913, PLR0917  as above
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spots: Sequence[Spot],
    choices: Sequence[Choice],
    n: int,
) -> Known | None:
    """The settlement that a site lies in: the nearest of its sentence, else the dateline's."""
    spot = spots[n]
    home = next(s for s in sentences if s.first <= spot.first < s.last)
    near = [
        (abs(other.first - spot.first) + (0 if other.first > spot.first else 6), m)
        for m, other in enumerate(spots)
        if m != n and home.first <= other.first < home.last and _town(choices[m].known)
    ]
    if near:
        return _city(choices[min(near)[1]].known)
    for dateline in document.datelines:
        for known in named(dateline.place)[:1]:
            return known
    towns = Counter(c.known for c in choices if c.known and c.known.kind == "city")
    ranked = towns.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None


def _town(known: Known | None) -> bool:
    return known is not None and (known.kind == "city" or known.city is not None)


def _city(known: Known | None) -> Known | None:
    """The city of a place: itself, or the one it lies in."""
    if known is None or known.kind == "city" or not known.city:
        return known
    cities = [k for k in named(known.city) if k.kind == "city" and k.country == known.country]
    return cities[0] if cities else known


def _speaks(tokens: Sequence[Token], spot: Spot, known: Known) -> bool:
    """Does the name stand for a government that says or does something?"""
    if known.kind not in {"country", "city"} or spot.site is not None:
        return False
    token = tokens[spot.last - 1]
    if known.kind == "city" and known.population < CAPITAL:
        return False
    return token.dep in SUBJECT and tokens[token.head].lemma in words().speech


CAPITAL: Final = 300_000  # inhabitants; smaller cities do not stand for governments
