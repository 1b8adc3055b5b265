"""Seats of provinces: "in Aleppo" beside a town of that province means the province."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from dateline.syntax.tree import STARTING
from dateline.types import Annotations, Claim, Place, PlaceKind, Role
from dateline.vocabulary import word_list

TOWN_WORDS: Final = word_list("arguments.places.town_words")
AROUND: Final = 2  # words beside a name in which "city" may stand


def drop_seats(annotations: Annotations, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of an event, less the seat of a province beside another town of that province.

    A seat that the words call a city or town is kept.
    """
    towns = [c.value for c in claims if c.role is Role.WHERE and isinstance(c.value, Place)]
    return tuple(
        claim
        for claim in claims
        if not (
            claim.role is Role.WHERE
            and isinstance(claim.value, Place)
            and _is_seat(claim.value)
            and any(_is_other_town(claim.value, town) for town in towns)
            and not _is_called_town(annotations, claim)
        )
    )


def _is_seat(place: Place) -> bool:
    """Whether a place is a town after which its province is named."""
    return place.kind is PlaceKind.CITY and place.city is not None and place.city == place.admin1


def _is_other_town(seat: Place, other: Place) -> bool:
    """Whether a place is in another town of the province of a seat."""
    same = (other.country, other.admin1) == (seat.country, seat.admin1)
    return same and other.city not in {None, seat.city}


def _is_called_town(annotations: Annotations, claim: Claim) -> bool:
    """Whether "city" or "town" stands beside the name of a claim."""
    tokens = annotations.tokens
    first = bisect_left(tokens, claim.span.start, key=STARTING)
    last = bisect_left(tokens, claim.span.end, key=STARTING)
    beside = (*tokens[max(0, first - AROUND) : first], *tokens[last : last + AROUND])
    return any(token.lower in TOWN_WORDS for token in beside)
