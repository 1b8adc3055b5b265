"""How reports open: the line of place and day, the credit, and what stands again below."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.stamps import stamps_in
from dateline.types import Block, BlockKind, Dateline, Outlet, Rating, Span

# ------------------------------------------------------------------ the dateline

# "BAGHDAD (AP) —", "ERBIL, Kurdistan Region -", "TORONTO, Oct 22 (Reuters) -", "Ottawa, Canada
# (CNN)", and the bare "ISTANBUL A suicide bomber ..." of some agency copies.

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


# ------------------------------------------------------------------ credits

# Reuters alone closes its copy with this chain of desks.
REUTERS_DESKS: Final = re.compile(r"Editing by [A-Z].*\)?$|Writing by [A-Z].*[Ee]diting by ")


def agency_in(text: str, blocks: Sequence[Block], outlets: Sequence[Outlet] = ()) -> str | None:
    """The agency that a report credits in its dateline, byline or closing line, or None.

    Args:
        text: of the report.
        blocks: what its stretches are.
        outlets: a user's table, whose agencies are looked for first.
    """
    printed = [words for block in blocks if (words := _credit_words(text, block))]
    own = ((row.source.name, (row.source.name, *row.aliases)) for row in outlets if row.agency)
    for name, names in (*own, *_known_agencies()):
        if any(_names_pattern(names).search(credit) for credit in printed):
            return name
    return "Reuters" if any(REUTERS_DESKS.search(credit) for credit in printed) else None


def ratings_of(agency: str | None, outlets: Sequence[Outlet]) -> tuple[Rating, ...]:
    """The ratings of an agency that a user's table has under one of its names, oldest first."""
    named = (row for row in outlets if agency in (row.source.name, *row.aliases))
    return next((row.source.ratings for row in named if agency), ())


@cache
def agency_names() -> re.Pattern[str]:
    """Any agency that comes with the program, as words of its own."""
    return _names_pattern(tuple(name for _, names in _known_agencies() for name in names))


@cache
def _known_agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The agencies that come with the program, each with the names that reports credit it by."""
    with files("dateline.clean").joinpath("credits.toml").open("rb") as stream:
        table = tomllib.load(stream)["agencies"]
    return tuple((name, (name, *more)) for name, more in table.items())


@cache
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some names as words of their own."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _credit_words(text: str, block: Block) -> str:
    """The words of a block that may credit an agency."""
    words = text[block.span.start : block.span.end]
    if block.kind is BlockKind.BYLINE:
        return words
    if block.kind is BlockKind.BOILERPLATE and "contributed" in words:
        return words
    if block.kind is BlockKind.TITLE:
        return words.rpartition(" – ")[2] if " – " in words else ""
    found = dateline_at(text, block.span) if block.kind is BlockKind.BODY else None
    return (found.agency or "") if found else ""


# ------------------------------------------------------------------ openings

FEWEST_WORDS: Final = 4  # of a headline that is known again
MOST_BEFORE: Final = 120  # characters in front of a headline that is said again
LONGEST_OPENING: Final = 160  # characters of stamps and credits in a row
LONGEST_DECK: Final = 260  # characters between a headline and the credit below it
OUTLET: Final = re.compile(r"\s[-–—|•]\s.*$")  # " - World - The Daily" behind a headline
WORD: Final = re.compile(r"[^\W_]+")
# What stands around the date in a stamp.
AROUND: Final = re.compile(
    r"(?:date of publication|(?:first |last )?(?:published|posted|updated)(?: on| at)?|title|staff"
    r"|at(?= \d{1,2}[:.]?\d\d)|(?<=at )\d{3,4}|\d{1,2}[:.]\d\d|\d{4}(?= ?[ap]\.?m)"
    r"|[ap]\.?m\b\.?|gmt|utc"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b",
    re.IGNORECASE,
)
BETWEEN: Final = re.compile(r"[\s.,:;|•–—_-]+")
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BY: Final = re.compile(r"by\s", re.IGNORECASE)
AUTHORS: Final = re.compile(r"by [A-Z][^.]{,80}$")  # between a stamp and the headline
STARTS_SENTENCE: Final = re.compile(r"[\"“'‘(\[]?(?:[A-Z]|\d{1,12} [A-Za-z])")


def split_openings(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with what the first one of running text says again taken off its head.

    Args:
        text: of the report.
        blocks: its stretches in order.

    Returns:
        The same stretches; of the first one of running text, stamps and credits are a byline, the
        headline is boilerplate, and what stands between both is a subtitle.
    """
    first = next((b for b in blocks if b.kind is BlockKind.BODY), None)
    if first is None:
        return tuple(blocks)
    title = next((b for b in blocks if b.kind is BlockKind.TITLE), None)
    said = text[title.span.start : title.span.end] if title else ""
    heads = list(_heads(text, first.span, said))
    at = heads[-1].span.end if heads else first.span.start
    at = _skip(text, at, first.span.end)
    again = any(head.kind is BlockKind.BOILERPLATE for head in heads)
    if at >= first.span.end or not (again or STARTS_SENTENCE.match(text, at)):
        return tuple(blocks)
    rest = Block(first.kind, Span(at, first.span.end))
    return tuple(new for b in blocks for new in ((*heads, rest) if b is first else (b,)))


def _heads(text: str, body: Span, title: str) -> Iterator[Block]:
    """What stands at the head of a paragraph and is no part of its sentences."""
    again = _said_again(text, body, title)
    if again is None:
        end, dated = _opening_end(text, body.start, body.end)
        if dated:
            yield Block(BlockKind.BYLINE, Span(body.start, end))
        return
    if before := text[body.start : again.start].rstrip():
        yield Block(BlockKind.BYLINE, Span(body.start, body.start + len(before)))
    yield Block(BlockKind.BOILERPLATE, again)
    start = _skip(text, again.end, body.end)
    end, dated = _opening_end(text, start, body.end)
    if dated or end > start:
        yield Block(BlockKind.BYLINE, Span(start, end))
        return
    for credit in agency_names().finditer(text, start, min(body.end, start + LONGEST_DECK)):
        end, dated = _opening_end(text, credit.start(), body.end)
        if dated:
            deck = text[start : credit.start()].rstrip()
            yield Block(BlockKind.SUBTITLE, Span(start, start + len(deck)))
            yield Block(BlockKind.BYLINE, Span(credit.start(), end))
            return


def _said_again(text: str, body: Span, title: str) -> Span | None:
    """Where a paragraph says the headline again, behind no more than a stamp; None if nowhere."""
    words = [(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text, *_window(body))]
    for name in dict.fromkeys((title, OUTLET.sub("", title))):
        wanted = [word.lower() for word in WORD.findall(name)]
        if len(wanted) < FEWEST_WORDS:
            continue
        for i in range(len(words) - len(wanted) + 1):
            if words[i][1] - body.start > MOST_BEFORE:
                break
            if [w for w, _, _ in words[i : i + len(wanted)]] == wanted:
                found = Span(words[i][1], words[i + len(wanted) - 1][2])
                before = body.start
                end, _ = _opening_end(text, before, found.start)
                rest = text[end : found.start].strip()
                return found if not WORD.search(rest) or AUTHORS.match(rest) else None
    return None


def _window(body: Span) -> tuple[int, int]:
    """Where a headline may stand again."""
    return body.start, min(body.end, body.start + MOST_BEFORE + LONGEST_DECK)


def _opening_end(text: str, start: int, limit: int) -> tuple[int, bool]:
    """Where stamps and credits in a row end, and whether a full date is among them."""
    limit = min(limit, start + LONGEST_OPENING)
    stamps = {start + at: stamp.words for at, stamp in stamps_in(text[start:limit])}
    at = end = start
    dated = False
    while at < limit:
        if at in stamps:
            dated = dated or YEAR.search(stamps[at]) is not None
            at += len(stamps[at])
        elif found := _credit_at(text, at, limit) or AROUND.match(text, at, limit):
            at = found.end()
        else:
            break
        end = at
        at = _skip(text, at, limit)
    return end, dated


def _credit_at(text: str, at: int, limit: int) -> re.Match[str] | None:
    """An agency at a place of the text, or behind "by"."""
    by = BY.match(text, at, limit)
    return agency_names().match(text, by.end() if by else at, limit)


def _skip(text: str, at: int, limit: int) -> int:
    """The place behind white space and marks."""
    found = BETWEEN.match(text, at, limit)
    return found.end() if found else at
