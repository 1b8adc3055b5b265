"""When: creation times of reports and dates of events, settled together over all reports.

A report that says only "Friday" and shares whole passages with one dated 8 December is dated by
it. Creation times are passed on until nothing changes; then events are dated through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.link.dates_calendar import MAX_YEAR, MIN_YEAR, within_calendar
from dateline.link.dates_events import date_events, show_interval
from dateline.link.dates_spread import spread_all
from dateline.types import Chronology, Creation, Evidence, Reading


def settle_dates(readings: Sequence[Reading]) -> Chronology:
    """Settle when reports were written and when events took place.

    Args:
        readings: all reports with their mentions.

    Returns:
        Creation times by report and event dates by mention, each with its chain of reasons.
    """
    ordered = sorted(readings, key=lambda r: r.document.report)
    return date_events(ordered, settle_creation(ordered))


def settle_creation(readings: Iterable[Reading]) -> dict[str, Creation]:
    """Settle when reports were written, each by its own words or through the others.

    Args:
        readings: all reports with their mentions.
    """
    by_id = {r.document.report: r for r in sorted(readings, key=lambda r: r.document.report)}
    own = {report: own_creation(reading) for report, reading in by_id.items()}
    return own | {report: one.created for report, one in spread_all(by_id, own).items()}


def own_creation(reading: Reading) -> Creation:
    """When a report was written by its own words; a day outside the years that are read is none.

    Args:
        reading: of this version or an earlier one, which recorded any day.
    """
    created = reading.created
    if created.interval is None or within_calendar(created.interval):
        return created
    text = f"{show_interval(created.interval)} lies outside the years {MIN_YEAR} to {MAX_YEAR}"
    return replace(created, interval=None, reasons=(*created.reasons, Evidence(text)))
