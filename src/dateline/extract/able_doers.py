"""Who can have done it: no armed group flies aircraft, no army sends suicide bombers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dateline.types import Claim, Kind, Modality, Party, PartyKind, Role

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


def _lays_it_on_somebody(claim: Claim) -> bool:
    """Whether a claim says without a doubt who did it, in the words of another."""
    firm = claim.modality in {Modality.ATTRIBUTED, Modality.ASSERTED}
    return claim.role is Role.ACTOR and firm


def _kind_of(claim: Claim) -> PartyKind | None:
    """The kind of the party that a claim names."""
    return claim.value.kind if isinstance(claim.value, Party) else None
