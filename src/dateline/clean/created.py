"""When a report was written, as far as that is given or printed.

What the running text implies is worked out where dates are read. Captions, comments, copyright
lines and the time of fetching never count, save that nothing is written after it was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dateline.clean.pages import Page
from dateline.types import (
    Block,
    BlockKind,
    Creation,
    Dateline,
    Evidence,
    Interval,
    Report,
    Span,
    Stamp,
)

MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH_FIRST: Final = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
DAY_FIRST: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})\b")
ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
ADDRESS: Final = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/|\b)")
WRITTEN: Final = ((MONTH_FIRST, (2, 0, 1)), (DAY_FIRST, (2, 1, 0)), (ISO, (0, 1, 2)))
FIRST_YEAR, LAST_YEAR = 1900, 2100  # no report is believed to be older or newer
USABLE: Final = 31  # days; a wider interval does not date a report


def created(
    report: Report, page: Page, blocks: Sequence[Block], datelines: Sequence[Dateline]
) -> Creation:
    """The creation time that is given with a report or printed on it.

    Returns:
        A day with its reason, or None with the reason; `latest` is the day of fetching, if known.
    """
    latest = report.fetched.date() if report.fetched else None
    known = Creation(None, tuple(_disbelieved(report)), latest=latest, updated=report.updated)
    for day, reason in (*_evidence(report, page, blocks), *_filed(datelines)):
        if latest is None or day <= latest:
            moment = report.stamp.moment if report.stamp and report.published == day else None
            return replace(
                known, interval=Interval(day, day), reasons=(*known.reasons, reason), moment=moment
            )
    return _inexact(known, report.stamp)


def _inexact(known: Creation, stamp: Stamp | None) -> Creation:
    """What a date that is given leaves open: a month, two days, or all, where it is no date."""
    if stamp is None:
        nothing = Evidence("No date of writing is given or printed.")
        return replace(known, reasons=(*known.reasons, nothing))
    if not stamp.days:
        reason = f"No date can be read in what is given as one: {stamp.words!r}."
        return replace(known, reasons=(Evidence(reason),))
    (first, *others), reasons = stamp.days, (Evidence(f"The date is given as {stamp.words!r}."),)
    if others or (first.last - first.first).days >= USABLE:
        return replace(known, candidates=stamp.days, reasons=reasons)
    return replace(known, interval=first, reasons=reasons)


def _evidence(
    report: Report, page: Page, blocks: Sequence[Block]
) -> Iterator[tuple[date, Evidence]]:
    """Days with the reason to believe them, the best first."""
    if report.published and _is_believable(report.published):
        yield report.published, Evidence(f"The publication date is given: {report.published}.")
    for span, day in _printed(page.text, blocks):
        yield day, Evidence(f"The byline prints {day}.", span)
    for day in _days(ADDRESS, report.url or "", (0, 1, 2)):
        yield day, Evidence(f"The address of the page holds {day}.")
    if page.published and _is_believable(page.published):
        yield page.published, Evidence(f"The page gives {page.published} as its date.")


def _disbelieved(report: Report) -> Iterator[Evidence]:
    """The publication date that is given with a report and lies outside the years of news."""
    if report.published and not _is_believable(report.published):
        text = f"The publication date given, {report.published}, is outside the years of news"
        yield Evidence(f"{text}, {FIRST_YEAR} to {LAST_YEAR}.")


def _is_believable(day: date) -> bool:
    """Whether a report can have been written on a day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _printed(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Span, date]]:
    """Full dates in bylines."""
    for block in blocks:
        if block.kind is not BlockKind.BYLINE:
            continue
        words = text[block.span.start : block.span.end]
        for pattern, order in WRITTEN:
            for day in _days(pattern, words, order):
                yield block.span, day


def _filed(datelines: Sequence[Dateline]) -> Iterator[tuple[date, Evidence]]:
    """Full dates in datelines: the day of filing."""
    for line in datelines:
        for pattern, order in WRITTEN:
            for day in _days(pattern, line.day or "", order):
                yield day, Evidence(f"The dateline prints {day}.", line.span)


def _days(pattern: re.Pattern[str], words: str, order: tuple[int, int, int]) -> Iterator[date]:
    """The days that a pattern finds; `order` says which group is year, month and day."""
    for match in pattern.finditer(words):
        year, month, day = (match.groups()[i] for i in order)
        number = int(month) if month.isdigit() else _month(month)
        try:
            found = date(int(year), number, int(day))
        except ValueError:
            continue
        if _is_believable(found):
            yield found


def _month(name: str) -> int:
    """A month by its name, 0 for none."""
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0
