"""Sections of a bulletin: accounts that stand below, or behind, a day or the name of a place.

"Gao", "Kunduz:", "3 June" or "June 3 Kabul Province: one civilian killed" before an account says
where or when it happened, and so does "On 3 June," with which it opens. One such line may be a
name or a heading of another sort; several are the headings of a bulletin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dateline.clean.lines import is_ended, is_told_below
from dateline.clean.openings import CITY, MONTH, NAME
from dateline.types import Block, BlockKind, Dateline, Section, Span

WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
WRITTEN: Final = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH})(?:,? \d{{4}})?"
DATE: Final = rf"(?:{WRITTEN}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
DAY: Final = rf"(?P<day>(?:{WEEKDAY},? )?{DATE})"
PLACE: Final = rf"(?P<place>{NAME}(?:, {NAME})?)"
BULLET: Final = r"(?:[•*·▪●◦_–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s+"
ALONE: Final = re.compile(rf"(?:In |IN )?{PLACE}(?P<end>:?)")
BEFORE: Final = re.compile(rf"{PLACE}: +(?=[A-Z])")
DATED: Final = re.compile(
    rf"(?:On )?{DAY}(?:(?:,| ?[-–—|:])? {PLACE})?:?(?:(?<=:) [^.!?]{{1,120}})?"
)
# "On 3 June,", "June 3: A bomb", "3 June - Gao: Gunmen", "MOSUL - Gunmen"; and the mark of a list
# before it.
OPENING: Final = re.compile(
    rf"(?P<bullet>{BULLET}|\*)?(?:"
    rf"(?:On |on )?{DAY}(?:(?:,| ?[-–—|:])? {PLACE}:|,|:| [-–—]| (?=[a-z]))"
    rf"|In (?P<where>{NAME}),"
    rf"|(?:NEAR )?(?P<filed>{CITY} ?[-–—]{{1,2}} ?(?=[A-Z\d]))"
    r")?"
)
PLACED: Final = ("place", "where", "filed")  # groups of a name
LEAST: Final = 2  # headings or openings that make a bulletin
LEAST_HEADLINES: Final = 3  # that make a digest
MOSTLY: Final = 0.5  # of the lines from the first opening on that open so, or of marks of a list
HEADS: Final = frozenset({BlockKind.BYLINE, BlockKind.TITLE})
HEADINGS: Final = frozenset({BlockKind.BYLINE, BlockKind.TITLE, BlockKind.BODY})


@dataclass(frozen=True, slots=True)
class Layout:
    """The stretches of a report, and its sections with the names that place them."""

    blocks: tuple[Block, ...]
    datelines: tuple[Dateline, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opening:
    """The words before an account that say when or where it was, or mark it as one of a list."""

    span: Span
    day: str | None = None
    place: Span | None = None
    bullet: bool = False

    def dateline(self, text: str) -> Iterator[Dateline]:
        """What places the account, if the words do."""
        if self.place is not None:
            name = text[self.place.start : self.place.end].rstrip("-–— ")
            yield Dateline(self.place, name, section=True)


def lay_out(text: str, blocks: Sequence[Block]) -> Layout:
    """Find the sections of a bulletin.

    Args:
        text: the report.
        blocks: its stretches, in order.

    Returns:
        The stretches, a heading that is a name alone joined to the account below it and other
        headings named as such; a dateline for each name; the sections in order, and none where a
        report is no bulletin.
    """
    joined, places = _join_names(text, blocks)
    headed = _dated_headings(text, joined) or _headlines(text, joined)
    heads = {one.span for one in headed}
    named = [Block(BlockKind.HEADING, b.span) if b.span in heads else b for b in joined]
    openings = _openings(text, named, is_bulletin=bool(headed or places))
    starts = {*(o.span.start for o in (*headed, *openings)), *(p.span.start for p in places)}
    lines = {line.span: line for line in places}
    lines |= {one.span: one for o in (*headed, *openings) for one in o.dateline(text)}
    datelines = tuple(lines[span] for span in sorted(lines))
    return Layout(tuple(named), datelines, tuple(_divide(named, sorted(starts), headed)))


def _join_names(
    text: str, blocks: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[Dateline, ...]]:
    """Put headings that are names alone to the accounts that they place."""
    below = list(_names_above(text, blocks))
    beside = [line for block in blocks if (line := _name_before(text, block)) is not None]
    if len(below) >= LEAST:
        joined = {account: Span(line.span.start, account.span.end) for line, account in below}
        heads = {line.span for line, _ in below}
        kept = [Block(b.kind, joined.get(b, b.span)) for b in blocks if b.span not in heads]
        return tuple(kept), tuple(line for line, _ in below)
    return tuple(blocks), tuple(beside) if len(beside) >= LEAST else ()


def _names_above(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Dateline, Block]]:
    """The lines that hold a name alone, each with the account that follows."""
    for block, account in pairwise(blocks):
        place = _lone_place(text, block)
        if place and account.kind is BlockKind.BODY and not _lone_place(text, account):
            yield Dateline(block.span, place, section=True), account


def _lone_place(text: str, block: Block) -> str | None:
    """The name that is all of a line: "Gao", "In Gao:"."""
    match = ALONE.fullmatch(text, block.span.start, block.span.end)
    alone = match is not None and bool(match["end"] or block.kind in HEADS)
    return match["place"] if match and alone else None


def _name_before(text: str, block: Block) -> Dateline | None:
    """The name and colon with which a paragraph opens."""
    if block.kind is not BlockKind.BODY:
        return None
    match = BEFORE.match(text, block.span.start, block.span.end)
    if match is None:
        return None
    return Dateline(Span(block.span.start, match.end()), match["place"], section=True)


def _dated_headings(text: str, blocks: Sequence[Block]) -> tuple[_Opening, ...]:
    """The lines that hold a day, and with it a place and a few words at most; none if few."""
    found = []
    for block, account in pairwise(blocks):
        match = DATED.fullmatch(text, block.span.start, block.span.end)
        if match and block.kind in HEADINGS and account.kind in HEADINGS:
            found.append(_Opening(block.span, match["day"], _group_span(match, "place")))
    return tuple(found) if len({one.day for one in found}) >= LEAST else ()


def _headlines(text: str, blocks: Sequence[Block]) -> tuple[_Opening, ...]:
    """The headlines of a digest, each told again in the account below it; none if few."""
    lines = [text[block.span.start : block.span.end] for block in blocks]
    found = [
        _Opening(block.span)
        for n, (block, account) in enumerate(pairwise(blocks))
        if block.kind in {BlockKind.BYLINE, BlockKind.BODY}
        and account.kind is BlockKind.BODY
        and not is_ended(lines[n])
        and is_told_below(lines[n], lines[n + 1 : n + 2])
    ]
    return tuple(found) if len(found) >= LEAST_HEADLINES else ()


def _openings(text: str, blocks: Sequence[Block], *, is_bulletin: bool) -> tuple[_Opening, ...]:
    """The openings of accounts within the running text, where they make or divide a bulletin."""
    body = [block for block in blocks if block.kind is BlockKind.BODY]
    found = [_opening_of(text, block) for block in body]
    some = [one for one in found if one is not None]
    telling = [one for one in some if one.day or one.place]
    told = {text[one.span.start : one.span.end] for one in telling}
    filed = sum(one.place is not None and one.place.end == one.span.end for one in telling)
    if len(telling) < LEAST or max(len(told), filed) < LEAST:
        return tuple(one for one in some if one.bullet) if is_bulletin else ()
    behind = found[found.index(telling[0]) :]
    is_list = len(telling) >= MOSTLY * len([one for one in some if one.bullet] or behind)
    return tuple(some) if is_list else ()


def _opening_of(text: str, block: Block) -> _Opening | None:
    """The words of day and place, or the mark of a list, with which a paragraph opens."""
    match = OPENING.match(text, block.span.start, block.span.end)
    if match is None or not match.group() or (match["where"] and not match["bullet"]):
        return None  # "In Mosul, gunmen" opens a paragraph of any report
    place = next((s for name in PLACED if (s := _group_span(match, name))), None)
    span = Span(match.start(), match.end())
    return _Opening(span, match["day"], place, bullet=match["bullet"] is not None)


def _group_span(match: re.Match[str], name: str) -> Span | None:
    """Where a group of a match stands, if it does."""
    return Span(*match.span(name)) if match[name] else None


def _divide(
    blocks: Sequence[Block], starts: Sequence[int], headed: Sequence[_Opening]
) -> Iterator[Section]:
    """The sections that begin at some characters; a line that is a day alone holds below it."""
    heads = {one.span.start: one for one in headed}
    accounts = [b.span.start for b in blocks if b.kind is BlockKind.BODY]
    above: tuple[Span, ...] = ()
    ends = [*starts[1:], blocks[-1].span.end] if starts else []
    for start, after in zip(starts, ends, strict=True):
        head = heads.get(start)
        if head is not None:
            above = () if head.place else (head.span,)
        if head is None:
            yield Section(Span(start, after), above)
        elif bisect_left(accounts, head.span.end) < bisect_left(accounts, after):
            yield Section(Span(start, after))  # an account stands below the heading
