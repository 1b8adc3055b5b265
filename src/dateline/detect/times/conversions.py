"""Days of the Islamic, Iranian and Jewish calendars as days of ours.

The calendars are those of hijridate (Umm al-Qura), persiantools (Jalali) and pyluach (Hebrew),
which the extra `calendars` installs.
"""

from __future__ import annotations

from datetime import date

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate


def islamic_day(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar of Umm al-Qura."""
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def islamic_month_length(year: int, month: int) -> int:
    """The number of days of an Islamic month."""
    return Hijri(year, month, 1).month_length()


def iranian_day(year: int, month: int, day: int) -> date:
    """A day of the Iranian calendar."""
    found = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # its constructor has no types
    return date(found.year, found.month, found.day)


def iranian_month_length(year: int, month: int) -> int:
    """The number of days of an Iranian month."""
    return JalaliDate.days_in_month(month, year)


def jewish_day(year: int, month: int, day: int) -> date:
    """A day of the Jewish calendar, whose months count from Nisan and years from Tishri."""
    found = HebrewDate(year, month, day).to_pydate()
    return date(found.year, found.month, found.day)
