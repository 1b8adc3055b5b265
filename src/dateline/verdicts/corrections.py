"""A correction is checked before it is on record: fields, names, places, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from dateline import record
from dateline.errors import InputError
from dateline.reconcile.judging import (
    FIELDS,
    ITEM_FORMS,
    NOTHING,
    ORIGIN,
    WHOLE,
    Word,
    canonical,
    corrected,
    one_of,
    place_part,
)
from dateline.types import Incident, Place
from dateline.verdicts.places import known_place

CHECKED: Final = (WHOLE, "country", "admin1", "admin2", "city")  # parts that a gazetteer has
HELP: Final = "`dateline judge correct --fields` lists fields and forms"


def field_forms() -> Iterator[tuple[str, str]]:
    """Each field that can be corrected, with how its value is written."""
    for name, field in FIELDS.items():
        yield name, field.form + ("" if field.required else f"; {NOTHING}")
    for name, form in ITEM_FORMS.items():
        yield name, f"{form}; {NOTHING}"


def check_correction(
    ledger: record.Ledger, verdict: record.Verdict, *, unlisted: bool = False
) -> record.Verdict:
    """A correction as it is recorded: its field by one name, its place as the gazetteer has it.

    Args:
        ledger: that has the incident.
        verdict: as a person gave it.
        unlisted: take a place by its name, though no gazetteer has it.

    Raises:
        InputError: it could not be applied.
    """
    field, value = canonical((verdict.field or "").strip()), (verdict.value or "").strip()
    if not value:
        raise InputError(
            f'expected a value, found an empty one; "{NOTHING}" says that nothing is stated'
        )
    incident = ledger.incident(verdict.subjects[0].partition("@")[0])
    place = None if unlisted or value == NOTHING else corrected_place(incident, field, value)
    stated = None if value == NOTHING else value
    try:
        trial = corrected(incident, field, Word(stated, "a trial", "", place))
        check_possible(trial, field, stated)
    except ValueError as error:
        raise InputError(f"{field}: {error}; {HELP}") from error
    return replace(verdict, field=field, value=value, place=place)


def corrected_place(incident: Incident, field: str, value: str) -> Place | None:
    """The place that a value stands for, None for a field that is none."""
    of, part = place_part(field) or ("", "")
    if part not in CHECKED:
        return None
    found = incident.origin.value if of == ORIGIN and incident.origin else incident.where.value
    return known_place(value, part, found.country if found else None)


def check_possible(trial: Incident, field: str, value: str | None) -> None:
    """Refuse what no incident can have: days to come, a sub-kind of another kind."""
    days = trial.when.value.interval
    if field == "date" and days and days.first > datetime.now(UTC).date():
        raise ValueError(f"expected a day that is over, found {value!r}")
    if field == "sub_kind" and value:
        from dateline.extract.ontology import known_sub_kinds  # noqa: PLC0415  few corrections need it

        fits = [name for name, sub in known_sub_kinds().items() if trial.kind in sub.kinds]
        one_of(fits, value)
