"""Statements: the claims behind an incident as written, one figure each, with their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dateline.types import (
    Claim,
    Count,
    Interception,
    Party,
    Place,
    Reaction,
    Salvos,
    Span,
    Target,
    TimeExpression,
    Toll,
    Value,
    Weapon,
)

Statement = Mapping[str, str | int | None]
Ids = Mapping[str, str]  # the id of each claim's statement

LONGEST: Final = 600  # characters of a quote
HARM: Final = re.compile(
    r"kill|dead|die[sd]|death|fatal|wound|injur|hurt|shot|slain|murder|victim|casualt",
    re.IGNORECASE,
)
NOBODY: Final = re.compile(
    r"\b(?:no|none|nobody|zero|not|nil|without|never|neither|nor|0)\b|n['’]t"
)
ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TWO_WORDS: Final = ("both", "couple", "pair")


def unique_statements(
    claims: Iterable[Claim], texts: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Statement]:
    """Turn claims into statements, each once, by report and place in its text.

    Args:
        claims: the claims of an incident.
        texts: recorded texts by report id.
        names: the name of each report by its id.
    """
    yield from numbered_statements(claims, texts, names)[0]


def numbered_statements(
    claims: Iterable[Claim], texts: Mapping[str, str], names: Mapping[str, str]
) -> tuple[tuple[Statement, ...], Ids]:
    """The statements, and the id of the statement that stands for each claim.

    A statement has the id of its claim; of claims that say the same in the same words the first
    stands for all.
    """
    first: dict[tuple[object, ...], str] = {}
    found: list[Statement] = []
    ids: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: (names[c.report], c.span, c.role.value, c.id)):
        one = claim_statement(claim, texts[claim.report], names[claim.report])
        what = tuple(one.values())
        if what not in first:
            first[what] = claim.id
            found.append({"id": claim.id, **one})
        ids[claim.id] = first[what]
    return tuple(found), ids


def claim_statement(claim: Claim, text: str, name: str) -> Statement:
    """One claim with its words."""
    quote = statement_quote(claim, text)
    words = text[quote.start : quote.end]
    return {
        "field": claim.role.value,
        "value": value_as_written(claim.value, text[claim.span.start : claim.span.end], words),
        "quote": words,
        "report": name,
        "start": quote.start,
        "end": quote.end,
        "speaker": claim.speaker.name if claim.speaker else None,
        "modality": claim.modality.value,
    }


def statement_quote(claim: Claim, text: str) -> Span:
    """The sentence with the words of the claim, cut to the length that a quote may have."""
    start, end = claim.quote.start, claim.quote.end
    if not start <= claim.span.start < end:  # the words stand elsewhere: their line is the quote
        start = text.rfind("\n", 0, claim.span.start) + 1
        end = text.find("\n", claim.span.end)
    end = max(len(text) if end < 0 else end, claim.span.end)
    if end - start > LONGEST:
        start = max(start, min(claim.span.start, end - LONGEST))
        end = min(end, start + LONGEST)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def value_as_written(value: Value, words: str, quote: str) -> str | int | None:
    """A figure or name as written; the words themselves where no figure is named."""
    match value:
        case Count() | Toll() | Interception() | Salvos():
            count = value if isinstance(value, Count) else value.count
            stated = count.stated
            return stated if stated is not None and is_number_named(stated, quote) else words
        case Place() | Party() | Weapon() | Target():
            return value.name
        case Reaction():
            return value.kind.value
        case TimeExpression():
            return words
        case str():
            return value


def is_number_named(number: int, quote: str) -> bool:
    """Can a reader find this number in the words?"""
    if number == 0:
        return bool(NOBODY.search(quote.lower()))
    if number == 1 and HARM.search(quote):
        return True
    return any(
        re.search(rf"(?<![\w,.]){form}(?!\w)", quote.lower()) for form in spelled_numbers(number)
    )


def spelled_numbers(number: int) -> Iterator[str]:
    """The ways in which a number up to 99 is written, and any number in figures."""
    yield str(number)
    yield f"{number:,}"
    if number < len(ONES):
        yield ONES[number]
    elif number < 100:  # noqa: PLR2004  larger ones are written in figures, or found in the words
        tens, ones = TENS[number // 10 - 2], number % 10
        yield f"{tens}[- ]{ONES[ones]}" if ones else tens
    if number == 2:  # noqa: PLR2004  the pairs
        yield from TWO_WORDS
    if number == 12:  # noqa: PLR2004
        yield "dozen"
