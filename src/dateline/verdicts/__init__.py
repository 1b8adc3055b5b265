"""Verdicts: what people decide is checked, and made precise, before it is on record."""

from __future__ import annotations

from dataclasses import replace

from dateline import record
from dateline.errors import InputError
from dateline.reconcile.judging import standing_value
from dateline.types import JudgementKind
from dateline.verdicts.corrections import check_correction, field_forms

__all__ = ["check_verdict", "field_forms"]


def check_verdict(
    ledger: record.Ledger, verdict: record.Verdict, *, unlisted: bool = False
) -> record.Verdict:
    """A verdict as it is recorded.

    A correction has its field by one name and its place as the gazetteer has it; an acceptance of a
    field has the value that stands now, which is what it vouches for.

    Args:
        ledger: that has the incident.
        verdict: as a person gave it.
        unlisted: take a corrected place by its name, though no gazetteer has it.

    Raises:
        InputError: it could not be applied.
    """
    if verdict.kind is JudgementKind.CORRECT:
        return check_correction(ledger, verdict, unlisted=unlisted)
    if verdict.kind is JudgementKind.ACCEPT and verdict.field:
        return pinned_acceptance(ledger, verdict)
    return verdict


def pinned_acceptance(ledger: record.Ledger, verdict: record.Verdict) -> record.Verdict:
    """An acceptance with the value that stands now."""
    incident = ledger.incident(verdict.subjects[0])
    try:
        return replace(verdict, value=standing_value(incident, verdict.field or ""))
    except ValueError as error:
        raise InputError(f"{error}; give another --field") from error
