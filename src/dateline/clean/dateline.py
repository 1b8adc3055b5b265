"""The line of place and day with which an agency report opens.

"BAGHDAD (AP) —", "ERBIL, Kurdistan Region -", "TORONTO, Oct 22 (Reuters) -", "Ottawa, Canada
(CNN)", and the bare "ISTANBUL A suicide bomber ..." of some agency copies.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dateline.types import Dateline, Span

MONTH = r"(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[A-Za-z]{0,6}\.?"
NAME = r"[A-Z][\w.'’-]{1,60}(?:[ /][A-Z][\w.'’-]{1,60}){0,3}"
CITY = r"(?:[A-Z][A-Z.'’-]{1,60}(?:[ /][A-Z][A-Z.'’-]{1,60}){0,3})"
DAY = rf"(?P<day>{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?)"
AGENCY = r"\((?P<agency>[A-Z][\w .&/'-]{1,40})\)"
DASH = r"(?:--|[-–—])"

FULL: Final = re.compile(
    rf"(?P<place>{CITY}(?:, {NAME})?|{NAME}(?:, {NAME})?)(?:,? {DAY})?,?(?: {AGENCY})?"
    rf"(?:\s?{DASH}+\s|(?<=\d):\s)"
)
ALONE: Final = re.compile(rf"(?P<place>{CITY}(?:, {NAME})?),? {DAY},?(?: {AGENCY})?\s?{DASH}?\s*")
CREDITED: Final = re.compile(
    rf"(?P<place>{NAME}(?:, {NAME})?)(?:,? {DAY})?,? ?{AGENCY}\s?{DASH}?\s*"
)
# "ZAMBOANGA CITY—Gunmen took", with no space.
DASHED: Final = re.compile(rf"(?P<place>{CITY}(?:, {NAME})?)—(?=[A-Z\"“'‘])")
# Behind a town its state and country in brackets, as ANI has them.
BRACKETED: Final = re.compile(
    rf"(?P<place>{NAME})(?: \({NAME}\))?(?: \[{NAME}\])?, {DAY} ?{AGENCY}:?\s*"
)
BARE: Final = re.compile(rf"(?P<place>{CITY}(?:, {NAME})?)(?= (?:[A-Z\"“'‘]|At |In )[\w'’\"“-]* )")
# Behind what a page put before the story: "Get short URL MOSCOW (Sputnik) — The attacker ...".
INSIDE: Final = re.compile(
    rf"(?<=[\w.!?\"”)] )(?P<place>{CITY}(?:, {NAME})?)(?:,? {DAY})?,? {AGENCY}\s?{DASH}?\s*"
)
LEAST_BARE: Final = 4  # letters; "A NATO soldier" and "UN chief" are no datelines
LONGEST: Final = 2_000  # characters of a paragraph in which a second text may begin
NO_PLACE: Final = frozenset(
    [
        "UPDATE",
        "BREAKING",
        "EXCLUSIVE",
        "VIDEO",
        "WATCH",
        "PHOTOS",
        "LIVE",
        "NATO",
        "OPEC",
        "UNICEF",
        "UNESCO",
        "ISIS",
        "ISIL",
        "CENTCOM",
        "HOST",
        "UNIDENTIFIED",
    ]
)


def is_dateline(line: str) -> bool:
    """Is a line a dateline with its day and nothing else: "GANJA, Azerbaijan, Oct. 12"?"""
    match = ALONE.fullmatch(line)
    return match is not None and _is_place(match["place"], bare=False)


def dateline_at(text: str, span: Span) -> Dateline | None:
    """The dateline with which a paragraph opens, or None.

    Args:
        text: the report.
        span: the paragraph.

    Returns:
        Its place as written, day and agency where printed; its span ends where the sentence begins.
    """
    window = text[span.start : min(span.end, span.start + 160)]
    if is_dateline(window):
        match = ALONE.fullmatch(window)
        return _dateline_of(span, match) if match else None
    for pattern in (FULL, DASHED, BRACKETED, CREDITED, BARE):
        match = pattern.match(window)
        if match and _is_place(match["place"], bare=pattern not in {FULL, DASHED}):
            return _dateline_of(span, match)
    return None


def datelines_inside(text: str, span: Span) -> list[Dateline]:
    """The datelines with an agency in the middle of a paragraph, which two texts have run into.

    Args:
        text: the report.
        span: the paragraph.
    """
    window = text[span.start : min(span.end, span.start + LONGEST)]
    found = [m for m in INSIDE.finditer(window) if _is_place(m["place"], bare=True)]
    return [
        replace(
            _dateline_of(span, match),
            span=Span(span.start + match.start(), span.start + match.end()),
        )
        for match in found
    ]


def _dateline_of(span: Span, match: re.Match[str]) -> Dateline:
    """What a match at the beginning of a paragraph says."""
    parts, end = match.groupdict(), span.start + match.end()
    return Dateline(Span(span.start, end), parts["place"], parts.get("day"), parts.get("agency"))


def _is_place(name: str, *, bare: bool) -> bool:
    """Can these capitals be a city, and not an acronym or a cry of the headline desk?"""
    city = name.split(",", maxsplit=1)[0]
    if set(city.split()) & NO_PLACE:
        return False
    return not bare or (len(city) >= LEAST_BARE and "." not in city and not city.startswith("The "))
