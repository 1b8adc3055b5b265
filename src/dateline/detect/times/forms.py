"""The forms that time expressions take, and what must stand in a sentence for one to match."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dateline.detect.times import calendars as dates_moving
from dateline.detect.times import values as dates_read
from dateline.detect.times.calendars import feast_names, feast_table
from dateline.detect.times.values import (
    BACK,
    ON,
    calendar_value,
    either_pattern,
    part_of,
    spaced_pattern,
    step_direction,
    text_of,
    time_words,
    which_shift,
)
from dateline.types import Direction, Span, TimeAnchor, TimeExpression, TimeUnit

# ------------------------------------------------------------------ what is counted

Groups = Mapping[str, str | None]

LEAP_YEAR = 2000
EVENT_WORDS = (
    "the previous", "previous", "the following", "following", "the same", "same", "that",
    "the preceding", "preceding", "the next",
)  # fmt: skip
EARLIER = ("earlier", "before", "beforehand", "prior", "previously")
MODS = {
    "more than": "MORE_THAN", "over": "MORE_THAN", "at least": "EQUAL_OR_MORE",
    "just over": "MORE_THAN", "less than": "LESS_THAN", "under": "LESS_THAN",
    "just under": "LESS_THAN", "no more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "barely": "LESS_THAN",
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "some": "APPROX",
    "approximately": "APPROX",
}  # fmt: skip
NEXT_DAY = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}


def unit_relative(groups: Groups) -> TimeExpression | None:
    """“Last week”, “earlier this month”, “the following year”."""
    name, which = text_of(groups, "unit") or "", text_of(groups, "which") or ""
    weekend = name == "weekend"
    if which in ("the", "end"):  # "at the weekend" is the last one
        which = "this" if weekend else "the same"
    unit = TimeUnit.WEEK if weekend else dates_read.unit_of(name)
    if unit is None:
        return None
    shift = which_shift(which)
    event = which in EVENT_WORDS and which not in ("next", "past", "last")
    return TimeExpression(
        TimeAnchor.EVENT if event else TimeAnchor.CREATION,
        "DATE",
        shift=shift,
        unit=unit,
        direction=step_direction(shift),
        part=part_of(groups),
        season="WE" if weekend else None,
        value=_open_value(unit),
    )


def _open_value(unit: TimeUnit) -> str:
    """The TimeML form of a day, week, month or year not known."""
    return {
        TimeUnit.MINUTE: "XXXX-XX-XXTXX:XX",
        TimeUnit.HOUR: "XXXX-XX-XXTXX",
        TimeUnit.DAY: "XXXX-XX-XX",
        TimeUnit.WEEK: "XXXX-WXX",
        TimeUnit.MONTH: "XXXX-XX",
        TimeUnit.QUARTER: "XXXX-QX",
        TimeUnit.DECADE: "XXX",
        TimeUnit.CENTURY: "XX",
    }.get(unit, "XXXX")


def _amount(groups: Groups) -> int | None:
    """How many units; None for "several"."""
    found = groups.get("num")
    return dates_read.number_of(found.removesuffix(" of")) if found else None


def counted(groups: Groups) -> TimeExpression | None:
    """“Two years ago”, “hours later”, “three days before”."""
    unit = dates_read.unit_of(text_of(groups, "unit") or text_of(groups, "bare") or "")
    if unit is None:
        return None
    word = text_of(groups, "later") or text_of(groups, "ago") or "ago"
    if word == "into" or (word == "since" and not groups.get("num")):
        return None
    back = bool(groups.get("ago")) or word in EARLIER
    amount = _amount(groups)
    bound = text_of(groups, "bound")
    return TimeExpression(
        TimeAnchor.CREATION if groups.get("ago") or word == "since" else TimeAnchor.EVENT,
        "DATE",
        shift=None if amount is None else -amount if back else amount,
        unit=unit,
        direction=Direction.PAST if back else Direction.FUTURE,
        part=MODS.get(bound) if bound else None,
        value=_open_value(unit),
        counted=True,
    )


def day_after(groups: Groups) -> TimeExpression | None:
    """“A day after the attack”, “the day after Christmas”."""
    shift = -1 if groups["daystep"] in ("before", "earlier") else 1
    if holiday := text_of(groups, "holiday"):
        month, number = dates_read.time_words().holidays[holiday]
        last = calendar.monthrange(LEAP_YEAR, month)[1]
        moved = number + shift
        if 1 <= moved <= last:
            return TimeExpression(
                TimeAnchor.CALENDAR, "DATE", month=month, day=moved, unit=TimeUnit.DAY,
                value=calendar_value(None, month, moved),
            )  # fmt: skip
    return TimeExpression(
        TimeAnchor.EVENT,
        "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=step_direction(shift),
        value="XXXX-XX-XX",
    )


def next_day(groups: Groups) -> TimeExpression | None:
    """“The next day”, “that day”, “the third day”."""
    word = text_of(groups, "nextday")
    if word and word not in NEXT_DAY:
        return TimeExpression(TimeAnchor.EVENT, "DATE", unit=TimeUnit.DAY, value="XXXX-XX-XX")
    shift = NEXT_DAY[word] if word else 0
    return TimeExpression(
        TimeAnchor.EVENT,
        "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=step_direction(shift),
        value="XXXX-XX-XX",
    )


def window(groups: Groups) -> TimeExpression | None:
    """“In recent weeks”, “the past two years”, “the next few months”."""
    unit = dates_read.unit_of(text_of(groups, "unit") or "")
    word = text_of(groups, "window") or ""
    if unit is None:
        return None
    amount = _amount(groups)
    back = word in BACK or word == "recent"
    on = word in ON
    return TimeExpression(
        TimeAnchor.CREATION
        if word in ("past", "last", "recent", "next", "coming")
        else TimeAnchor.EVENT,
        "DURATION",
        shift=None if amount is None else -amount if back else amount,
        unit=unit,
        direction=Direction.PAST if back else Direction.FUTURE if on else Direction.NEAREST,
        value=_period(unit, amount),
    )


def _period(unit: TimeUnit, amount: int | None, *, half: bool = False) -> str:
    """A length as TimeML writes it: P3D, PT2H, PXW."""
    letter = dates_read.UNIT_LETTERS[unit]
    figure = f"{amount or 0}.5" if half and amount else "0.5" if half else str(amount or "X")
    return f"P{'T' if unit in dates_read.CLOCK_UNITS else ''}{figure}{letter}"


def duration(groups: Groups) -> TimeExpression | None:
    """“Three days”, “a two-week siege”, “several months”; “three quarters” are a share."""
    unit = dates_read.unit_of(text_of(groups, "unit") or text_of(groups, "unit2") or "")
    if unit is None or unit is TimeUnit.QUARTER:
        return None
    amount = 1 if groups.get("long") else _amount(groups)
    bound = text_of(groups, "bound")
    part = MODS.get(bound) if bound else None
    return TimeExpression(
        TimeAnchor.EVENT,
        "DURATION",
        shift=amount,
        unit=unit,
        part=part,
        value=_period(unit, amount),
    )


def half_units(groups: Groups) -> TimeExpression | None:
    """“Half an hour”, “two and a half years”."""
    unit = dates_read.unit_of(text_of(groups, "unit") or "")
    if unit is None:
        return None
    amount = _amount(groups)
    return TimeExpression(
        TimeAnchor.EVENT,
        "DURATION",
        shift=amount,
        unit=unit,
        value=_period(unit, amount, half=True),
    )


def repeated(groups: Groups) -> TimeExpression | None:
    """“Daily”, “every two weeks”, “each year”."""
    adverbs = {
        "hourly": "hour",
        "nightly": "day",
        "daily": "day",
        "annual": "year",
        "annually": "year",
    }
    word = text_of(groups, "adverb") or ""
    name = adverbs.get(word, word.removesuffix("ly")) or text_of(groups, "unit") or ""
    unit = dates_read.unit_of({"morning": "day", "evening": "day"}.get(name, name))
    if unit is None:
        return None
    amount = _amount(groups)
    value = f"P{amount}{dates_read.UNIT_LETTERS[unit]}" if amount else _open_value(unit)
    if text_of(groups, "every") == "per":
        value = _period(unit, 1)
    return TimeExpression(TimeAnchor.CREATION, "SET", unit=unit, value=value)


def reference(groups: Groups) -> TimeExpression | None:
    """“Now”, “recently”, “the future”."""
    code = dates_read.time_words().references[text_of(groups, "ref") or ""]
    direction = {"PAST_REF": Direction.PAST, "FUTURE_REF": Direction.FUTURE}.get(
        code, Direction.NEAREST
    )
    return TimeExpression(TimeAnchor.CREATION, "DATE", direction=direction, value=code)


def nothing(groups: Groups) -> TimeExpression | None:  # noqa: ARG001 - all readers are called alike
    """An age or an anniversary: a number of years that is no date, and hides what it covers."""
    return None


# ------------------------------------------------------------------ what must stand in a sentence

# It is told from the form's own pattern: a list of words (months, weekdays, units) or a digit that
# every way through the pattern passes.

ATOM = re.compile(r"\\.|\[(?:\\.|[^\]\\]){0,200}\]|@(\w+?)\d?@|[()|]|.", re.DOTALL)
OPTIONAL = re.compile(r"[?*]|\{0")
DIGITS = "digits"
PARTS_ALONE = tuple("night dawn dusk daybreak midday sun hours morning afternoon evening".split())
SPANS = tuple("minute hour day week month quarter year decade centur morning evening night".split())
LATER = tuple("later earlier after before since prior previously hence into".split())
WINDOWS = tuple(
    "past last recent next coming previous following preceding first final intervening".split()
)
DEEDS = tuple(
    "attack strike raid bombing blast explosion shooting killing assault ambush clashes fighting "
    "violence shelling massacre incident bombardment offensive".split()
)

Parts = tuple[str, ...]  # of a phrase: each stands where the phrase does


def needed_lists(pattern: str, pieces: Mapping[str, str]) -> frozenset[str]:
    """The word lists that every match of a pattern holds a word of.

    Args:
        pattern: as it stands in `dates_forms.toml`, with @pieces@.
        pieces: what the pieces stand for; those that are word lists stay as they are.
    """
    return frozenset(_needed_of(pattern, pieces)) & first_words().keys()


def _needed_of(pattern: str, pieces: Mapping[str, str]) -> set[str]:
    """The same, for a part of a pattern."""
    stack: list[list[set[str]]] = [[set()]]  # for each open group: what each of its ways needs
    for match in ATOM.finditer(pattern):
        here, piece = match.group(), match.group(1)
        after = pattern[match.end() :]
        if here == "(":
            # What must not stand there is no need: a second, empty way.
            stack.append([set(), set()] if after.startswith(("?!", "?<!")) else [set()])
        elif here == "|":
            stack[-1].append(set())
        elif here == ")":
            found = set.intersection(*stack.pop())
            if not OPTIONAL.match(after):
                stack[-1][-1].update(found)
        elif here == r"\d" and not OPTIONAL.match(after):
            stack[-1][-1].add(DIGITS)
        elif piece and not OPTIONAL.match(after):
            inner = {piece} if piece in first_words() else _needed_of(pieces.get(piece, ""), pieces)
            stack[-1][-1].update(inner)
    return set.intersection(*stack.pop())


@cache
def first_words() -> dict[str, tuple[Parts, ...]]:
    """For each list the words of its phrases, those left out that hold all of another's."""
    known = time_words()
    named: dict[str, Iterable[str]] = {
        DIGITS: "0123456789",
        "months": known.months,
        "weekdays": known.weekdays,
        "units": known.units,
        "holidays": known.holidays,
        "seasons": known.seasons,
        "references": known.references,
        "feasts": feast_names(),
        "hijri_months": feast_table().hijri,
        "jalali_months": feast_table().jalali,
        "day_parts": known.day_parts,
        # Forms that can be told by these name them as their `words`.
        "ago": ("ago", "before", "back"),
        "century": ("century",),
        "anniversary": ("anniversary",),
        "before last": ("before last",),
        "deeds": DEEDS,
        "deictic": ("yesterday", "today", "tomorrow", "tonight"),
        "clock": (*"0123456789", "noon", "midnight"),
        "halves": ("half",),
        "later": LATER,
        "overnight": ("overnight",),
        "day_parts_alone": PARTS_ALONE,
        "spans": SPANS,
        "adverbs": ("hourly", "daily", "weekly", "monthly", "yearly", "annual"),
        "age": ("old", "age"),
        "week": ("week",),
        "windows": WINDOWS,
    }
    return {name: _fewest_parts(phrases) for name, phrases in named.items()}


def _fewest_parts(phrases: Iterable[str]) -> tuple[Parts, ...]:
    """The words of phrases, the longest first; none that hold all words of another phrase."""
    found: list[Parts] = []
    for phrase in sorted({phrase.lower() for phrase in phrases}, key=lambda p: (len(p), p)):
        parts = tuple(sorted(set(re.findall(r"\w+", phrase)), key=lambda part: (-len(part), part)))
        if not any(_holds(phrase, other) for other in found):
            found.append(parts)
    return tuple(found)


def _holds(text: str, parts: Parts) -> bool:
    """Whether all words of a phrase stand in a text."""
    return parts[0] in text and all(part in text for part in parts[1:])


def present_lists(text: str, among: Iterable[str] | None = None) -> frozenset[str]:
    """The lists that a stretch of text, in lower case, may hold a word of.

    Args:
        text: the stretch.
        among: the lists that may be there at all, all unless given.
    """
    known = first_words()
    held = {
        name
        for name in (known if among is None else among)
        # the first word is asked for here: a call for each phrase would take longer than the rest
        if any(parts[0] in text and _holds(text, parts) for parts in known[name])
    }
    if not text.isascii() and any(c.isdecimal() for c in text):
        held |= {DIGITS, "clock"}  # those of other scripts
    return frozenset(held)


# ------------------------------------------------------------------ forms

Builder = Callable[[Groups], TimeExpression | None]

PIECE: Final = re.compile(r"@(\w+?)(\d?)@")
BUILDERS: Final[Mapping[str, Builder]] = {
    "day": dates_read.read_day,
    "day_range": dates_read.day_range,
    "weekday_of_week": dates_read.weekday_of_week,
    "ordinal_day": dates_read.ordinal_day,
    "clock_alone": dates_read.clock_alone,
    "part_of_day": dates_read.part_of_day,
    "month_or_year": dates_read.month_or_year,
    "short_year": dates_read.short_year,
    "season": dates_read.season,
    "decade": dates_read.decade,
    "century": dates_read.century,
    "unit_relative": unit_relative,
    "counted": counted,
    "day_after": day_after,
    "next_day": next_day,
    "window": window,
    "duration": duration,
    "half_units": half_units,
    "feast": dates_moving.feast,
    "hijri": dates_moving.hijri,
    "hijri_year": dates_moving.hijri_year,
    "jalali": dates_moving.jalali,
    "repeated": repeated,
    "reference": reference,
    "nothing": nothing,
}


@dataclass(frozen=True, slots=True)
class TimeForm:
    """A pattern with the function that reads what it finds; `hides` for what is no time.

    `needs` names the word lists without a word of which it cannot match, and `core` finds a part of
    whatever it matches.
    """

    name: str
    pattern: re.Pattern[str]
    build: Builder
    hides: bool
    needs: frozenset[str]
    core: re.Pattern[str]

    def matches(self, text: str, span: Span) -> Iterator[re.Match[str]]:
        """What it finds in a stretch of text."""
        if self.core.search(text, span.start, span.end) is None:
            return iter(())
        return self.pattern.finditer(text, span.start, span.end)


@cache
def time_forms() -> tuple[TimeForm, ...]:
    """All forms, compiled once a process."""
    data = tomllib.loads(files(__package__).joinpath("dates_forms.toml").read_text("utf-8"))
    pieces = {**_word_lists(), **data["pieces"]}
    return tuple(
        TimeForm(
            name=row["name"],
            pattern=_compiled(row["pattern"], pieces),
            build=BUILDERS[row["read"]],
            hides=row["read"] == "nothing",
            needs=needed_lists(row["pattern"], data["pieces"]) | frozenset(row.get("words", ())),
            core=_compiled(row.get("core", ""), pieces),
        )
        for row in data["form"]
    )


def _compiled(pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern with its pieces put in."""
    return re.compile(spaced_pattern(_fill_pattern(pattern, pieces)), re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def forms_with(held: frozenset[str]) -> tuple[TimeForm, ...]:
    """The forms that may match where words of some lists stand."""
    return tuple(form for form in time_forms() if form.needs <= held)


def _word_lists() -> dict[str, str]:
    """The word lists as pieces; names of months and days only as names are written."""
    known = time_words()
    return {
        "months": either_pattern(known.months, capital=True),
        "weekdays": either_pattern(known.weekdays, capital=True),
        "day_parts": either_pattern(known.day_parts),
        "seasons": either_pattern(known.seasons),
        "units": either_pattern(known.units),
        "numbers": either_pattern(known.numbers),
        "ordinals": either_pattern(known.ordinals),
        "parts": either_pattern(known.parts),
        "holidays": either_pattern(known.holidays),
        "references": either_pattern(known.references),
        "feasts": either_pattern(feast_names(), titled=True),
        "hijri_months": either_pattern(feast_table().hijri, titled=True),
        "jalali_months": either_pattern(feast_table().jalali, titled=True),
    }


def _fill_pattern(pattern: str, pieces: Mapping[str, str]) -> str:
    """A pattern with its pieces put in, those within pieces as well."""

    def piece(match: re.Match[str]) -> str:
        name, place = match.groups()
        whole = _fill_pattern(pieces[name], pieces)
        return whole.replace("#", place) if place else whole

    return PIECE.sub(piece, pattern)
