"""Where: the finest place that the claims agree on most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.types import Claim, Finding, Place, Standing


def reconcile_where(claims: Sequence[Claim]) -> Finding[Place | None]:
    """Settle where an incident took place."""
    told = [c for c in claims if isinstance(c.value, Place)]
    if not told:
        return Finding(None, Standing.SINGLE_SOURCE, (), reason="no place is told")
    often = Counter((c.value.country, c.value.city) for c in told if isinstance(c.value, Place))

    def rank(claim: Claim) -> tuple[bool, int, int, str]:
        value = claim.value
        if not isinstance(value, Place):
            return (True, 0, 0, claim.id)
        return (value.city is None, -often[value.country, value.city], value.precision, claim.id)

    best = min(told, key=rank)
    place = best.value if isinstance(best.value, Place) else None
    return Finding(place, Standing.SINGLE_SOURCE, tuple(c.id for c in told), reason="most told")


def reconcile_origin(claims: Sequence[Claim]) -> Finding[Place] | None:
    """Settle from where it was launched."""
    found = reconcile_where(claims)
    if found.value is None:
        return None
    return Finding(found.value, found.standing, found.supporting, reason=found.reason)
