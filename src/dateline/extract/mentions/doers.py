"""Who can have done it, and how; whose forces "the army" is.

No armed group flies aircraft, and a state bombs from them. "The regime" and "the army" are those
of the country where it happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from dateline.countries import country_names
from dateline.syntax.scope import tells_habit
from dateline.syntax.tree import singular_form
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Kind,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Role,
    Span,
    Toll,
    Weapon,
    WeaponKind,
)
from dateline.vocabulary import word_list

UNARMED: Final = frozenset(
    {
        PartyKind.PERSON,
        PartyKind.CIVILIANS,
        PartyKind.MEDIA,
        PartyKind.HEALTH,
        PartyKind.HUMANITARIAN,
    }
)
OFFICIAL: Final = frozenset(
    {PartyKind.STATE, PartyKind.MILITARY, PartyKind.SECURITY, PartyKind.GOVERNMENT}
)
OWN_WORDS: Final = frozenset({"argument.actor", "argument.actor.whole"})
LAID: Final = frozenset({WeaponKind.CAR_BOMB, WeaponKind.SUICIDE_BOMB, WeaponKind.GRENADE})
UNABLE: Final = {
    Kind.AIR_STRIKE: UNARMED | {PartyKind.ARMED_GROUP},
    Kind.DRONE_STRIKE: UNARMED,
    Kind.ROCKET_ATTACK: UNARMED,
    Kind.SUICIDE_BOMBING: OFFICIAL,
}


def drop_unable_doers(kind: Kind, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of an event without the doers who lack the means for one of its kind.

    What somebody claims, denies or is suspected of stays, however unlikely.

    Args:
        kind: of the event.
        claims: of the event.
    """
    unable = UNABLE.get(kind, frozenset())
    return tuple(c for c in claims if not (_lays_it_on_somebody(c) and _kind_of(c) in unable))


def drop_habits(document: Document, trigger: Span, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of an event without those doers whom only a sentence about a habit names.

    "Rebels regularly fire rockets at the city" says nothing of the attack that is the news.

    Args:
        document: the report's text.
        trigger: the first word for the event; the sentence that it stands in tells of it.
        claims: of the event.
    """
    return tuple(
        c
        for c in claims
        if not _lays_it_on_somebody(c)
        or c.quote.start <= trigger.start < c.quote.end
        or not tells_habit(document.text[c.quote.start : c.quote.end].lower())
    )


def kind_by_doers(kind: Kind, claims: Iterable[Claim]) -> Kind:
    """The kind of an event, once it is known who did it: what a state bombs, it bombs from the air.

    Args:
        kind: as its words have it.
        claims: of the event.
    """
    if kind is not Kind.BOMBING:
        return kind
    told = tuple(claims)
    doers = {_kind_of(c) for c in told if c.role is Role.ACTOR and c.reader in OWN_WORDS}
    laid = any(isinstance(c.value, Weapon) and c.value.kind in LAID for c in told)
    return Kind.AIR_STRIKE if doers and doers <= OFFICIAL and not laid else kind


def kind_by_harm(kind: Kind, claims: Iterable[Claim]) -> Kind:
    """The kind of an event, once its victims are known: a raid that killed is no mere arson.

    Args:
        kind: as its words have it.
        claims: of the event.
    """
    if kind is not Kind.PROPERTY_DESTRUCTION:
        return kind
    hurt = {c.role for c in claims if isinstance(c.value, Toll) and c.value.count.low > 0}
    if not hurt.isdisjoint({Role.KILLED, Role.WOUNDED}):
        return Kind.ARMED_ATTACK
    return Kind.ABDUCTION if Role.ABDUCTED in hurt else kind


def name_aerial_bombs(kind: Kind, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of an event, the bombs of an air strike as those that aircraft drop.

    Args:
        kind: of the event.
        claims: of the event.
    """
    if kind is not Kind.AIR_STRIKE:
        return tuple(claims)
    return tuple(
        replace(c, value=replace(c.value, kind=WeaponKind.AERIAL_BOMB))
        if isinstance(c.value, Weapon) and c.value.kind is WeaponKind.BOMB
        else c
        for c in claims
    )


def _lays_it_on_somebody(claim: Claim) -> bool:
    """Whether a claim says without a doubt who did it, in the words of another."""
    firm = claim.modality in {Modality.ATTRIBUTED, Modality.ASSERTED}
    return claim.role is Role.ACTOR and firm


def _kind_of(claim: Claim) -> PartyKind | None:
    """The kind of the party that a claim names."""
    return claim.value.kind if isinstance(claim.value, Party) else None


# ------------------------------------------------------------------ whose forces they were

GOVERNING: Final = word_list("arguments.actors.governing")
FORCES: Final = word_list("arguments.actors.forces")
ACTING_FOR: Final = frozenset({PartyKind.GOVERNMENT, PartyKind.MILITARY, PartyKind.SECURITY})
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
    if party.kind not in ACTING_FOR or country is None or not words or words - GOVERNING - FORCES:
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
