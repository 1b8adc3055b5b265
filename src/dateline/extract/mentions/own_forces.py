"""Whose forces "the regime" and "the army" are: those of the country where it happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from dateline.countries import country_names
from dateline.syntax.tree import singular_form
from dateline.types import Annotations, Claim, Party, PartyKind, Place, PlaceKind, Role
from dateline.vocabulary import word_list

GOVERNING: Final = word_list("arguments.actors.governing")
FORCES: Final = word_list("arguments.actors.forces")
OFFICIAL: Final = frozenset({PartyKind.GOVERNMENT, PartyKind.MILITARY, PartyKind.SECURITY})
ABROAD: Final = frozenset({PartyKind.MILITARY, PartyKind.SECURITY, PartyKind.STATE})


def told_whose(annotations: Annotations, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of an event, its doers told with the country that they act for.

    "The regime" and its "government forces" are the state; "the army" is that of the country where
    it happened, unless the report tells of another country's forces.

    Args:
        annotations: what the report names.
        claims: of one event.
    """
    told = tuple(claims)
    places = (c.value for c in told if c.role is Role.WHERE)
    countries = {p.country for p in places if isinstance(p, Place) and p.country}
    home = countries.pop() if len(countries) == 1 else None
    return tuple(
        replace(c, value=_whose(annotations, c.value, home))
        if c.role is Role.ACTOR and isinstance(c.value, Party) and c.value != c.speaker
        else c
        for c in told
    )


def _whose(annotations: Annotations, party: Party, home: str | None) -> Party:
    """A party as the state that it is, or as the forces of the country where it happened."""
    country = party.country or home
    told = (w for w in party.name.split() if party.country is None or w.islower())
    words = frozenset(singular_form(w.lower()) for w in told)
    if party.kind not in OFFICIAL or country is None or not words or words - GOVERNING - FORCES:
        return party
    if words & GOVERNING:
        name = country_names().get(country, party.name)
        return Party(name, PartyKind.STATE, f"state:{country}", country)
    if party.country is None and not _are_others_told(annotations, country):
        state = _state_named(annotations, country)
        name = f"{state}’s {party.name.lower()}" if state else party.name
        return replace(party, name=name, country=country)
    return party


def _state_named(annotations: Annotations, country: str) -> str | None:
    """The name of a country, where the report gives it."""
    places = (e.value for e in annotations.places if isinstance(e.value, Place))
    named = (p.name for p in places if p.kind is PlaceKind.COUNTRY and p.country == country)
    acting = (e.value for e in annotations.parties if isinstance(e.value, Party))
    states = (p.name for p in acting if p.kind is PartyKind.STATE and p.country == country)
    return next(named, None) or next(states, None)


def _are_others_told(annotations: Annotations, country: str) -> bool:
    """Whether a report tells of the forces of another country."""
    parties = (e.value for e in annotations.parties if isinstance(e.value, Party))
    return any(p.kind in ABROAD and p.country not in {None, country} for p in parties)
