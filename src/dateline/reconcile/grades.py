"""Grades: how well an incident is borne out, after Airwars; and the voices that vouch for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.reconcile.evidence import Evidence, Told
from dateline.types import (
    Finding,
    Grade,
    Modality,
    Range,
    Role,
    Stance,
    Standing,
    Statement,
)

# What a voice says of the event itself; who merely condemns or mourns vouches for nothing, and the
# word for what happened is told anyway by all who say that it did.
VOUCHING: Final = frozenset(Role) - {Role.REACTION, Role.SUB_KIND}
FAIR: Final = 2  # voices


def reconcile_voices(evidence: Evidence) -> tuple[str, ...]:
    """The independent parties that vouch for an incident.

    These are the voices of the reports about it, reprints counted once, and the speakers whom
    these quote on the event. Where no report is about it, those that mention it count.
    """
    main = [t for t in evidence.told if t.main] or list(evidence.told)
    reports = {t.report for t in main} or {m.report for m in evidence.mentions}
    outlets = {evidence.outlets[report] for report in reports}
    return tuple(sorted(outlets | {t.voice for t in main if _vouches(t)}))


def _vouches(told: Told) -> bool:
    """Does the speaker of a claim say something of the event?"""
    claim = told.claim
    spoken = claim.speaker is not None and claim.modality is not Modality.DENIED
    return spoken and claim.role in VOUCHING


def grade(
    statements: Sequence[Statement],
    tolls: Sequence[Finding[Range] | None],
    voices: Sequence[str],
) -> Grade:
    """Grade an incident.

    Contested: its actor or its deaths are disputed. Confirmed: who did it says so, and another
    voice vouches for it. Fair: two independent voices. Weak: one.
    """
    if _contested(statements, tolls):
        return Grade.CONTESTED
    if len(voices) < FAIR:
        return Grade.WEAK
    return Grade.CONFIRMED if _conceded(statements) else Grade.FAIR


def _contested(statements: Sequence[Statement], tolls: Sequence[Finding[Range] | None]) -> bool:
    """Is there a denial, are there two claimants, or a disputed toll?"""
    claimants = {s.by for s in statements if s.stance is Stance.CLAIMS}
    denied = any(s.stance is Stance.DENIES for s in statements)
    disputed = any(toll and toll.standing is Standing.DISPUTED for toll in tolls)
    return denied or disputed or len(claimants) > 1


def _conceded(statements: Sequence[Statement]) -> bool:
    """Does the actor own up to it? The word of an office that answers for others is a voice."""
    return any(statement.stance is Stance.CLAIMS for statement in statements)
