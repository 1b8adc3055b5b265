"""The headline, the stamp and the credit that stand again at the head of the running text.

Text that is taken from a page often opens with what stood above the story: "Thu Sep 5 2013 Car
bomb kills four in Gao. A car bomb ...", "Raid kills nine AFP Friday 3 May 2013 Nine people ...".
Read as sentences, they tell everything twice and lend their words to the first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.clean.credits import agency_names
from dateline.stamps import stamps_in
from dateline.types import Block, BlockKind, Span

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
