"""When a report was written, as far as that is given or printed.

What the running text implies is worked out where dates are read. Captions, comments, copyright
lines and the time of fetching never count, save that nothing is written after it was fetched. A
day of change counts only where no day of publication is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.clean.pages import Page
from dateline.stamps import order_of, stamps_in
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

ADDRESS: Final = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2})(?:[/-](?P<day>\d{1,2}))?(?=/|-|$)"
)
CHANGED: Final = re.compile(
    r"\b(?:last )?(?:updated?|modified|changed|edited|revised)\b", re.IGNORECASE
)
AS_OF: Final = re.compile(r"\b(?:as of|as at|dated|issued)\b", re.IGNORECASE)
# "Daily security summary, 12 March 2019": the day of a bulletin ends its headline.
BULLETIN: Final = re.compile(
    r"\b(?:summary|briefing|brief|bulletin|sitrep|digest|update|round-?up|log|monitor"
    r"|(?:situation|security|incident|daily|weekly|flash) report)\b(?:.{0,80}[^\w\s])?\s{0,3}$",
    re.IGNORECASE,
)
USABLE: Final = 31  # days; a wider interval does not date a report
FIRST_YEAR, LAST_YEAR = 1900, 2100  # no report is believed to be older or newer


@dataclass(frozen=True, slots=True)
class _Sign:
    """The days that something stands for, and why it is believed."""

    days: tuple[Interval, ...]
    evidence: Evidence

    @property
    def single_day(self) -> date | None:
        """The one day that it stands for, if it is one."""
        first = self.days[0].first if len(self.days) == 1 else None
        return first if first and first == self.days[0].last else None


def given_creation(
    report: Report, page: Page, blocks: Sequence[Block], datelines: Sequence[Dateline]
) -> Creation:
    """The creation time that is given with a report or printed on it.

    Returns:
        A day with its reason; the days that an inexact date leaves open; or None with the reason.
        `latest` is the day of fetching, if known.
    """
    latest = report.fetched.date() if report.fetched else None
    printed = list(_printed_dates(page.text, blocks))
    changes = [sign for is_change, sign in printed if is_change]
    signs = [
        *_given_date(report),
        *(sign for is_change, sign in printed if not is_change),
        *_in_address(report.url or ""),
        *_declared_date(page),
        *_filing_dates(datelines),
        *changes,
        *_change_date(report),
    ]
    possible = [s for s in signs if latest is None or s.days[0].first <= latest]
    updated = report.updated or next((Stamp(s.evidence.text, s.days) for s in changes), None)
    doubts, sign = tuple(_date_doubts(report)), _best_date(possible)
    if sign is None:
        nothing = Evidence("No date of writing is given or printed.")
        return Creation(None, doubts or (nothing,), latest=latest, updated=updated)
    whole, reasons = sign.days[0], (*doubts, sign.evidence)
    if len(sign.days) > 1 or (whole.last - whole.first).days >= USABLE:
        return Creation(None, reasons, sign.days, latest=latest, updated=updated)
    moment = report.stamp.moment if report.stamp and report.published == sign.single_day else None
    return Creation(whole, reasons, latest=latest, moment=moment, updated=updated)


def _best_date(signs: Sequence[_Sign]) -> _Sign | None:
    """The first that stands for one day, else the first."""
    return next((sign for sign in signs if sign.single_day), next(iter(signs), None))


def _given_date(report: Report) -> Iterator[_Sign]:
    """The date that came with the report."""
    day = report.published
    if day is not None:
        if _is_believable(day):
            text = f"The publication date is given: {day}."
            yield _Sign((Interval(day, day),), Evidence(text))
    elif report.stamp is not None and report.stamp.days:
        text = f"The date is given as {report.stamp.words!r}."
        yield _Sign(report.stamp.days, Evidence(text))


def _date_doubts(report: Report) -> Iterator[Evidence]:
    """What is said of a date that was given and cannot be used."""
    if report.published and not _is_believable(report.published):
        text = f"The publication date given, {report.published}, is outside the years of news"
        yield Evidence(f"{text}, {FIRST_YEAR} to {LAST_YEAR}.")
    if report.published is None and report.stamp is not None and not report.stamp.days:
        yield Evidence(f"No date can be read in what is given as one: {report.stamp.words!r}.")


def _is_believable(day: date) -> bool:
    """Whether a report can have been written on a day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _printed_dates(text: str, blocks: Sequence[Block]) -> Iterator[tuple[bool, _Sign]]:
    """Full dates in bylines, and in a headline as its own day; is it of a change?"""
    lines = [
        (block, text[block.span.start : block.span.end])
        for block in blocks
        if block.kind in {BlockKind.BYLINE, BlockKind.TITLE, BlockKind.SUBTITLE}
    ]
    order = order_of(line for _, line in lines)
    for block, line in lines:
        before = 0
        for start, stamp in stamps_in(line, order):
            label, before = line[before:start], start + len(stamp.words)
            ends = not line[before:].strip(" .)]")
            dated = AS_OF.search(label) or (ends and BULLETIN.search(label))
            if block.kind is not BlockKind.BYLINE and not dated:
                continue
            yield CHANGED.search(label) is not None, _in_byline(stamp, block.span)


def _in_byline(stamp: Stamp, span: Span) -> _Sign:
    """What a date in a byline stands for."""
    words = stamp.words if len(stamp.days) > 1 else str(stamp.days[0].first)
    return _Sign(stamp.days, Evidence(f"The byline prints {words}.", span))


def _in_address(url: str) -> Iterator[_Sign]:
    """The day, or else the month, that the address of a page holds."""
    months = []
    for match in ADDRESS.finditer(url):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 0)
        if not 1 <= month <= 12:  # noqa: PLR2004  months
            continue
        last = monthrange(year, month)[1]
        if match["day"] and 1 <= day <= last:
            found = date(year, month, day)
            text = f"The address of the page holds {found}."
            yield _Sign((Interval(found, found),), Evidence(text))
        elif not match["day"]:
            months.append(Interval(date(year, month, 1), date(year, month, last)))
    for found_month in months:
        text = f"The address of the page holds {found_month.first:%Y/%m}."
        yield _Sign((found_month,), Evidence(text))


def _declared_date(page: Page) -> Iterator[_Sign]:
    """The date that a page shows beside its headline."""
    if page.published is not None:
        text = f"The page gives {page.published.days[0].first} as its date."
        yield _Sign(page.published.days, Evidence(text))


def _filing_dates(datelines: Sequence[Dateline]) -> Iterator[_Sign]:
    """Full dates in datelines: the day of filing."""
    for line in datelines:
        for _, stamp in stamps_in(line.day or ""):
            text = f"The dateline prints {stamp.days[0].first}."
            yield _Sign(stamp.days, Evidence(text, line.span))


def _change_date(report: Report) -> Iterator[_Sign]:
    """The day of the last change, which stands for want of a better."""
    if report.updated is not None and report.updated.days:
        text = f"The last change is given as {report.updated.words!r}; no earlier date is known."
        yield _Sign(report.updated.days, Evidence(text))
