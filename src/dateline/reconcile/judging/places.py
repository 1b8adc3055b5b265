"""Where people say that it was, or that it was launched: a place put together from what they give.

Who gives the town may also give the province, in any order. A place that was looked up in the
gazetteer brings what contains it; one given by name alone keeps only the country that was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dateline.reconcile.judging.values import Word, count
from dateline.types import Place, PlaceKind

WHOLE: Final = "place"
ORDER: Final = ("country", "admin1", "admin2", "city", "site")  # from coarse to fine
PARTS: Final = (WHOLE, *ORDER, "precision")
FINEST: Final = 7  # of UCDP's steps
KINDS: Final = {
    "country": PlaceKind.COUNTRY,
    "admin1": PlaceKind.ADMIN1,
    "admin2": PlaceKind.ADMIN2,
    "city": PlaceKind.CITY,
}
STEPS: Final = {"country": 6, "admin1": 4, "admin2": 3, "city": 1, "site": 1}


def placed(found: Place | None, words: Mapping[str, Word]) -> Place | None:
    """The place that people give, part by part, on the ground of what was found.

    Args:
        found: what the reports say.
        words: what people give, by part.

    Raises:
        ValueError: a value cannot be read.
    """
    place, by_person = found, False
    for part in sorted(words, key=lambda part: _rank(part, words[part])):
        place = _with(place, part, words[part], by_person=by_person)
        by_person = True
    return _prefer_given_name(place, words)


def _rank(part: str, word: Word) -> int:
    """Coarse parts go first; a whole place goes with the finest part that it has."""
    if part != WHOLE:
        return PARTS.index(part)
    held = (p for p in reversed(ORDER) if word.place is None or getattr(word.place, p))
    return PARTS.index(next(held, "country"))


def _with(place: Place | None, part: str, word: Word, *, by_person: bool) -> Place | None:
    """A place with one part as a person gives it; finer parts no longer hold."""
    if part == "precision":
        step = count(word.require("a step of precision"), FINEST, least=1)
        return replace(place, precision=step) if place else None
    if word.place is not None or part == WHOLE:
        return word.place
    coarser = ORDER[: ORDER.index(part)]
    stay = coarser if by_person or part == "site" else ("country",)
    kept = {p: getattr(place, p) for p in coarser if p in stay} if place else {}
    if word.value is None and not any(kept.values()):
        return None
    known = part if word.value else next((p for p in reversed(coarser) if kept.get(p)), part)
    return Place(
        name=word.value or kept[known],
        kind=KINDS.get(known, PlaceKind.OTHER),
        precision=STEPS[known],
        **{**kept, part: word.value},
    )


def _prefer_given_name(place: Place | None, words: Mapping[str, Word]) -> Place | None:
    """What people give as a name goes over what the gazetteer brings with a finer part."""
    if place is None or all(word.place is None for word in words.values()):
        return place
    own = {p: words[p].value for p in ORDER if p in words and words[p].place is None}
    return replace(place, **own)  # type: ignore[arg-type]  # parts of a place
