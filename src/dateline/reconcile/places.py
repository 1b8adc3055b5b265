"""Where: the finest place that agrees with what most claims of an incident say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.types import Claim, Finding, Modality, Place, PlaceKind, Standing

HEDGES: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED, Modality.DENIED})
HEDGED_SHARE: Final = 0.5  # a hedged claim counts half of one that is asserted


@dataclass(frozen=True, slots=True)
class _PlaceClaim:
    """A claim with its place."""

    claim: Claim
    place: Place
    voice: str


def reconcile_where(
    claims: Sequence[Claim], voices: Mapping[str, str] | None = None
) -> Finding[Place | None]:
    """Settle where an incident took place.

    Places that contain one another are one answer, told more or less finely; the answer that
    most voices bear out wins, where they tie the finer or else the one told first, and the others
    stand against it.

    Args:
        claims: what the mentions of one incident say of where.
        voices: who vouches for each claim, by its id; without them each speaker and report does.

    Returns:
        The place with all that the agreeing claims know of it, None where none tells one.
    """
    told = _place_claims(claims, voices or {})
    if not told:
        return Finding(None, Standing.SINGLE_SOURCE, (), reason="no place is told")
    groups = [[t for t in told if _places_agree(one.place, t.place)] for one in told]
    best = max(
        zip(groups, told, strict=True),
        key=lambda g: (
            _place_weight(g[0]),
            _place_depth(g[1].place),
            -g[1].claim.span.start,
            g[1].claim.id,
        ),
    )
    agreeing = best[0]
    rivals = [t for t in told if t not in agreeing]
    return Finding(
        _merge_places(best[1].place, [t.place for t in agreeing]),
        _place_standing(agreeing, rivals),
        tuple(sorted(t.claim.id for t in agreeing)),
        tuple(sorted(t.claim.id for t in rivals)),
        _place_reason(agreeing, rivals),
    )


def reconcile_origin(
    claims: Sequence[Claim], voices: Mapping[str, str] | None = None
) -> Finding[Place] | None:
    """Settle from where an attack was launched, None where no claim tells it."""
    found = reconcile_where(claims, voices)
    if found.value is None:
        return None
    return Finding(found.value, found.standing, found.supporting, found.opposing, found.reason)


def _place_claims(claims: Sequence[Claim], voices: Mapping[str, str]) -> list[_PlaceClaim]:
    """The claims that name a place, in a fixed order."""
    ordered = sorted(claims, key=lambda c: c.id)
    return [
        _PlaceClaim(c, c.value, voices.get(c.id) or _place_voice(c))
        for c in ordered
        if isinstance(c.value, Place)
    ]


def _place_weight(group: Sequence[_PlaceClaim]) -> float:
    """How much a group of claims counts: finely told places and firm claims more."""
    return sum(
        (1 + _place_depth(t.place)) * (HEDGED_SHARE if t.claim.modality in HEDGES else 1.0)
        for t in group
    )


def _place_depth(place: Place) -> int:
    """How finely a place is told: the levels that are known of it."""
    levels = (place.country, place.admin1, place.city or place.admin2, place.site)
    return sum(level is not None for level in levels)


def _places_agree(one: Place, two: Place) -> bool:
    """May two places be one: does no level that both know differ?"""
    if not (one.country and two.country):  # a region or sea across borders
        return one.name == two.name
    if one.country != two.country:
        return False
    if one.city and two.city:
        return _same_name(one.city, two.city) and (
            not (one.site and two.site) or _alike_places(one.site, two.site)
        )
    levels = ((one.admin1, two.admin1), (one.admin2, two.admin2))
    return all(not (a and b) or _same_name(a, b) for a, b in levels)


def _same_name(one: str, two: str) -> bool:
    return one.casefold() == two.casefold()


def _alike_places(one: str, two: str) -> bool:
    """Do two names of sites have a telling word in common?"""
    return bool(set(one.casefold().split()) & set(two.casefold().split()))


def _merge_places(best: Place, agreeing: Sequence[Place]) -> Place:
    """The best place, with what finer agreeing ones add to it."""
    finest = max(agreeing, key=lambda p: (_place_depth(p), p.lat is not None, p.name))
    if _place_depth(finest) <= _place_depth(best):
        finest = best
    for other in agreeing:
        if (
            finest.lat is None
            and other.city
            and finest.city
            and _same_name(other.city, finest.city)
        ):
            finest = replace(finest, lat=other.lat, lon=other.lon)
    return finest


def _place_standing(agreeing: Sequence[_PlaceClaim], rivals: Sequence[_PlaceClaim]) -> Standing:
    """Disputed where a rival is as firm and fine, corroborated where two voices agree."""
    reports = {t.claim.report for t in agreeing}  # one that names both places disputes nothing
    fine = [
        t
        for t in rivals
        if t.claim.modality not in HEDGES
        and t.place.kind is not PlaceKind.COUNTRY
        and t.place.country
        and t.claim.report not in reports
    ]
    voices = {t.voice for t in agreeing}
    if fine and len({t.voice for t in fine}) >= len(voices):
        return Standing.DISPUTED
    return Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE_SOURCE


def _place_voice(claim: Claim) -> str:
    """Who vouches for a claim: its speaker, else its report."""
    return claim.speaker.name if claim.speaker else claim.report


def _place_reason(agreeing: Sequence[_PlaceClaim], rivals: Sequence[_PlaceClaim]) -> str:
    """How many claims agree, and what the others say."""
    others = sorted({t.place.city or t.place.name for t in rivals})
    text = f"{len(agreeing)} claims agree" if len(agreeing) > 1 else "1 claim gives it"
    return f"{text}; others say {', '.join(others)}" if others else text
