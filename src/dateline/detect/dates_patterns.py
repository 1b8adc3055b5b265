"""The forms that time expressions take, and how each is read.

A form is a pattern and a function from its groups to a value; a function that answers None
turns the match down. Where two forms meet, `dates.py` keeps the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.detect import dates_read as read
from dateline.detect.dates_words import either, spaced, words
from dateline.types import TimeExpression

Groups = Mapping[str, str | None]
Builder = Callable[[Groups], TimeExpression | None]

YEAR = r"(?:\b[12]\d{3}\b(?![,.:]\d)|(?<![\w'’])['’‘]\d\d\b(?!['’]))"
ERA = r"(?P<era>\s?(?:B\.\s?C\.(?:\s?E\.)?|B\.?CE?|A\.?D\.?|CE)(?![\w]))"
ORDINAL_DAY = r"\b\d{1,2}(?:st|nd|rd|th)\b"
DAY = r"\b(?:[1-9]|0[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!\s?%)"
ZONE = (
    r"(?:\s?(?P<zone{n}>GMT|UTC|local time|Eastern time|Pacific time|(?-i:[ECMP][SD]?T|BST|CES?T"
    r"|EES?T|MSK|IST|PKT|AFT|EAT|WAT|CAT|SAST|JST|KST|AEST))\b)?"
)
CLOCK = (
    r"(?:\b(?P<h{n}>\d{{1,2}})(?:[:.](?P<mi{n}>[0-5]\d))?\s?(?P<ap{n}>[ap]\.?\s?m\b\.?)"
    r"|\b(?P<hh{n}>[01]?\d|2[0-4]):(?P<mm{n}>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:hrs|hours)\b)?(?![:\d-])"
    r"|\b(?P<mil{n}>(?:[01]\d|2[0-4])[0-5]\d)(?=\s?(?:GMT|UTC|hrs|hours|local))(?:\s?(?:hrs|hours)\b)?"
    r"|\b(?P<word{n}>noon|midnight)\b)" + ZONE
)


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern with the function that reads what it finds."""

    name: str
    pattern: re.Pattern[str]
    build: Builder


def _form(name: str, pattern: str, build: Builder) -> Form:
    """A form from a pattern in which blanks stand for white space."""
    return Form(name, re.compile(spaced(pattern), re.IGNORECASE), build)


@cache
def _pieces() -> Mapping[str, str]:
    """The named pieces that forms are put together from."""
    known = words()
    months = either(known.months, capital=True)
    day_part = either(known.day_parts)
    units = either(known.units)
    small = either(known.numbers)
    part = either(known.parts)
    return {
        "mon": rf"\b(?P<mon>{months})\b\.?",
        "wd": rf"\b(?P<wd>{either(known.weekdays, capital=True)})\b\.?",
        "tod": rf"\b(?P<tod>{day_part})\b",
        "tod2": rf"\b(?P<tod2>{day_part})\b",
        "season": rf"(?P<season>{either(known.seasons)})\b",
        "unit": rf"(?P<unit>{units})\b",
        "num": rf"(?P<num>\b\d{{1,3}}(?:,\d{{3}})?|\b(?:couple of|{small})(?:[ -]{small})?\b)",
        "vague": r"(?P<vague>several|some|a few|few|many|a number of|just days|mere)",
        "part": rf"(?:\b(?:(?:(?:at|by) )?the )?(?:very )?(?P<part>{part})(?: the)?[ -])?",
        "ordinal": rf"(?P<ord>\d{{1,2}}(?:st|nd|rd|th)|{either(known.ordinals)})\b",
        "holiday": rf"\b(?P<holiday>{either(known.holidays)})",
        "reference": rf"\b(?P<ref>{either(known.references)})\b",
        "clock1": CLOCK.format(n=1),
        "clock2": CLOCK.format(n=2),
        "year": rf"(?P<year>{YEAR})",
        "day": rf"(?P<day>{DAY})",
    }


def _day_forms(p: Mapping[str, str]) -> list[Form]:
    """Days of the calendar, with what stands before and after them."""
    before = (
        rf"(?:{p['clock1']},? (?:on )?(?:the )?)?"
        rf"(?:\b(?:the |in the )?(?:night|evening) (?:before|preceding) )?"
        rf"(?:(?:\bthe )?(?:early |late )?{p['tod']} (?:of|on) (?:the )?)?"
    )
    name = rf"(?:{p['wd']},? (?:the )?)?"
    after = rf"(?:,? (?:in the )?{p['tod2']})?(?:,? (?:at|around|about) (?:about |around )?{p['clock2']})?"
    year = rf"(?:,? (?:of )?{p['year']}(?:{ERA})?)?"
    late = r"(?:\b(?P<part>early|late|mid)(?: on)? )?"
    wd_after = r"(?:,? (?:a )?\(?(?P<wdafter>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\)?)?"
    cores = {
        "day month": rf"{late}{name}(?:\bthe )?{p['day']}(?: day)?(?: of)? {p['mon']}{year}",
        "month day": rf"{late}{name}{p['mon']}\s?(?:the )?{p['day']}(?![.:]\d){year}",
        "month ordinal": rf"{late}{name}{p['mon']} (?:the )?{p['ordinal']}{year}",
        "iso": r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        "numeric": rf"{name}(?<![\d/.-])\b(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d{{2}}))?\b(?![/\d-])",
        "dotted": r"(?<![\d/.-])\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b",
        "weekday": rf"(?P<every>\b(?:every|each) )?(?:\b(?P<which>last|next|this|this past|this coming|past|previous|following|coming) )?{late}{p['wd']}(?:['’]s(?= early| late| morning| night| evening| afternoon))?",
        "deictic": r"\b(?:(?P<part>earlier|later|late|early) (?:on )?)?(?P<deictic>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight)\b(?:['’]s(?= early| late| morning| night| evening| afternoon))?",
        "holiday": rf"{p['holiday']}(?:,? {p['year']})?",
    }
    forms = [
        _form(
            name,
            before + core + (wd_after if name in ("day month", "month day") else "") + after,
            read.day,
        )
        for name, core in cores.items()
    ]
    return [
        *forms,
        _form(
            "day range",
            rf"(?:\bthe )?{p['day']}\s?(?:-|–|—|to|and|until|through)\s?(?P<day2>{DAY})(?: of)? {p['mon']}{year}",
            read.day_range,
        ),
        _form(
            "day range after month",
            rf"{p['mon']} ?{p['day']}\s?(?:-|–|—|to|and|until|through)\s?(?P<day2>{DAY})(?! (?:{either(words().months, capital=True)}))(?:,? {p['year']})?(?!\s?(?:people|soldiers))",
            read.day_range,
        ),
        _form(
            "ordinal day",
            rf"\bthe (?P<day>{ORDINAL_DAY})(?! (?:century|\w+ (?:brigade|division|army|century))|[ -]\w)(?:$|(?=[ ,.;)]))",
            read.ordinal_day,
        ),
        _form("clock", p["clock1"], read.clock_alone),
        _form(
            "this part",
            rf"\b(?:(?P<part>early|late|later|earlier) )?(?P<this>this|that|the same|the following|the next|the previous|last|same|next) (?:very )?{p['tod']}",
            read.part_of_day,
        ),
        _form("overnight", r"\b(?P<tod>overnight)\b", read.part_of_day),
        _form(
            "part alone",
            rf"\b(?:(?:at|by|before|after|until|till) (?P<bare>night|dawn|dusk|nightfall|daybreak|midday|sunrise|sunset)|(?:in|during) the (?P<bare2>{either(words().day_parts)}))\b",
            read.part_of_day,
        ),
    ]


def _month_forms(p: Mapping[str, str]) -> list[Form]:
    """Months, seasons, years and what is longer."""
    half = r"(?:\bthe (?P<half>first|second|latter) half of )?(?:\bthe (?P<quarter>first|second|third|fourth|last) quarter of )?"
    return [
        _form(
            "month year",
            rf"{p['part']}{half}{p['mon']}(?:,? |,? of |/){p['year']}(?:{ERA})?",
            read.month_or_year,
        ),
        _form(
            "month",
            rf"{p['part']}(?:\b(?P<which>last|next|this|this past|the previous|the following|that) )?{p['mon']}(?: of (?P<rel>that|this|last|the same|the following|the next|the previous) year)?",
            read.month_or_year,
        ),
        _form(
            "season",
            rf"{p['part']}(?:\b(?:the )?(?P<which>last|next|this|that|the previous|the following|same|previous|following|the same) )?(?:\bthe )?{p['season']}(?:,? (?:of )?(?:{p['year']}(?:{ERA})?|(?P<rel>that|this|last|next|the same|the following|the next|the previous) year))?(?! (?:back|apart|short|victim|prey))",
            read.season,
        ),
        _form(
            "era year",
            rf"{p['part']}(?:\b(?:c\.|ca\.|circa) ?)?(?P<year>\b\d{{1,4}})(?P<era>\s?(?:B\.\s?C\.(?:\s?E\.)?|B\.?CE?|A\.D\.|AD)(?!\w))",
            read.month_or_year,
        ),
        _form(
            "year", rf"{p['part']}{half}(?:\bthe year )?{p['year']}(?!['’]?s\b)", read.month_or_year
        ),
        _form(
            "decade",
            r"\b(?:the )?(?:(?P<part>early|mid|late)[ -](?:to[ -]\w+[ -])?)?(?P<decade>1\d\d0|20\d0)['’]?s\b(?:\s?(?P<era>BCE?)\b)?",
            read.decade,
        ),
        _form(
            "century",
            rf"\b(?:the )?(?:(?P<part>early|mid|late|end of the|middle of the|beginning of the)[ -])?{p['ordinal']}[ -]century(?:\s?(?P<era>BCE?|AD)\b)?",
            read.century,
        ),
    ]


def _relative_forms(p: Mapping[str, str]) -> list[Form]:
    """What counts from the moment of writing or from another event."""
    quantity = rf"(?:(?P<bound>more than|over|less than|under|about|around|roughly|nearly|almost|at least|just over|just under|just|barely|only|some|approximately|up to|no more than|as many as) )?(?:{p['num']}|{p['vague']}|(?P<half>half an?))"
    return [
        _form(
            "unit",
            rf"\b(?:(?P<part>earlier|later|late|early|beginning of|start of|end of|middle of|close of)(?: in)? )?(?:the )?(?P<which>(?:this past|this coming|this|last|next|past|coming|the previous|previous|the following|following|the same|same|that|the preceding|preceding|the next|the past|the last|the coming)) (?:very )?(?P<unit>week|weekend|month|quarter|year|decade|century|day|hour)\b(?!['’]?s?[ -](?:old|long))",
            read.unit_relative,
        ),
        _form(
            "ago",
            rf"{quantity}(?: (?:and a half|or (?:so|more|two)|to {p['num'].replace('num', 'num2')}))? {p['unit']}(?: and a half)? (?P<ago>ago|before now|back)\b",
            read.counted,
        ),
        _form(
            "event count",
            rf"{quantity}(?: or (?:so|more|two))? {p['unit']} (?P<later>later|earlier|afterwards|afterward|after|before|beforehand|since|prior|previously|hence|thereafter|into)\b",
            read.counted,
        ),
        _form(
            "bare units ago",
            r"\b(?P<part>late|early)?(?P<bare>minutes|hours|days|weeks|months|years|decades) (?P<ago>ago)\b",
            read.counted,
        ),
        _form(
            "bare units",
            r"\b(?:(?:just|only|mere) )?(?P<bare>minutes|hours|days|weeks|months|years|decades) (?P<later>later|earlier|afterwards|after|before|prior)\b",
            read.counted,
        ),
        _form(
            "day after",
            rf"\b(?:the|a|one) (?:day|morning|night|evening) (?P<daystep>after|before|following|later|earlier) ?(?:{p['holiday']})?",
            read.day_after,
        ),
        _form(
            "day by",
            r"\b(?:the|one) (?:very )?(?P<nextday>next|following|previous|same|preceding|third|fourth|fifth|sixth|seventh) day\b|\b(?P<thatday>that|this|same|that very|that same) day\b",
            read.next_day,
        ),
        _form(
            "window",
            rf"\b(?:the |these )?(?P<window>past|last|recent|next|coming|previous|following|preceding|first|final|intervening)(?: (?:{p['num']}|{p['vague']}|couple of))? (?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b",
            read.window,
        ),
    ]


def _length_forms(p: Mapping[str, str]) -> list[Form]:
    """Durations, repetitions and bare references."""
    bound = r"(?:\b(?P<bound>more than|over|less than|under|about|around|roughly|nearly|almost|at least|up to|approximately|some) )?"
    return [
        _form(
            "duration",
            rf"{bound}(?:\bthe (?:first|last|next) )?(?:{p['num']}|{p['vague']})(?: full| more| long| whole)?[ -]{p['unit']}(?:[ -]long\b)?",
            read.duration,
        ),
        _form(
            "half",
            rf"{bound}(?:{p['num']} and (?:a|one) half|half an?|half[ -]a|half) ?-?{p['unit']}",
            read.duration,
        ),
        _form(
            "long",
            r"\b(?:an |a |the )?(?P<unit>hour|day|week|month|year|decade|century)s?[ -](?P<long>long)\b",
            read.duration,
        ),
        _form(
            "vague duration",
            r"\b(?P<vague>several|many|few|a few) (?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b|\b(?P<for>for|within|after|in) (?P<unit2>minutes|hours|days|weeks|months|years|decades|centuries)\b",
            read.duration,
        ),
        _form(
            "every",
            rf"\b(?P<every>every|each|per|once a|twice a|times a) (?:{p['num']} )?(?:other )?(?P<unit>minute|hour|day|night|week|month|year|morning|evening|decade)s?\b",
            read.repeated,
        ),
        _form(
            "adverb",
            r"\b(?P<adverb>hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|annual)\b",
            read.repeated,
        ),
        _form("reference", p["reference"], read.reference),
        _form(
            "anniversary",
            rf"\b(?:the |its |their )?{p['ordinal']}(?P<anniversary>[ -]anniversary)",
            read.nothing,
        ),
        _form(
            "age",
            rf"{p['num']}[ -](?:years?|months?|weeks?|days?)[ -](?:old|of age)\b|\baged? (?:of )?{p['num'].replace('num', 'num3')}(?: (?:to|and) \d+)?(?: years)?",
            read.nothing,
        ),
    ]


@cache
def forms() -> tuple[Form, ...]:
    """All forms."""
    pieces = _pieces()
    return (
        *_day_forms(pieces),
        *_month_forms(pieces),
        *_relative_forms(pieces),
        *_length_forms(pieces),
    )
