"""What each line of a text is: title, byline, body, caption or boilerplate."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.types import Block, BlockKind, Span

LONGEST_TITLE: Final = 200  # characters; above that a first line is a lead paragraph
SHORT: Final = 60  # characters of a line that may be a name, a credit or a heading
WRAPPED: Final = (55, 100)  # lengths between which most lines of a hard-wrapped text lie
MOSTLY: Final = 0.75  # share of lines within `WRAPPED` that makes a text hard-wrapped
FEWEST_LINES: Final = 8  # to tell a wrapped text from a short one
END: Final = re.compile(r"[.!?:…][\"'”’)\]]*$|[\"”]$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled word lists of `boilerplate.toml`."""

    whole: re.Pattern[str]
    opening: re.Pattern[str]
    inside: re.Pattern[str]
    tail: re.Pattern[str]
    caption: re.Pattern[str]
    byline: re.Pattern[str]


def blocks_of(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Name every stretch of a text.

    Args:
        text: a report's text; blocks are its lines, or its paragraphs where it is hard-wrapped.
        title: the headline, where it is known from elsewhere.

    Returns:
        The blocks in order, without the white space between them. They do not overlap.
    """
    spans = list(_paragraphs(text))
    kinds = _kinds([text[span.start : span.end] for span in spans], title)
    return tuple(Block(kind, span) for kind, span in zip(kinds, spans, strict=True))


def _paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text, joined to paragraphs where the text is hard-wrapped."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    if not _is_wrapped(lines):
        yield from lines
        return
    start = None
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        start = line.start if start is None else start
        if after is None or "\n\n" in re.sub(r"[ \t\r]", "", text[line.end : after.start]):
            yield Span(start, line.end)
            start = None


def _is_wrapped(lines: Sequence[Span]) -> bool:
    """Do most lines end because the line is full?"""
    if len(lines) < FEWEST_LINES:
        return False
    low, high = WRAPPED
    full = sum(low <= line.end - line.start <= high for line in lines)
    return full >= MOSTLY * len(lines)


def _kinds(lines: Sequence[str], title: str | None) -> list[BlockKind]:
    """What each line is."""
    kinds = [_alone(line) for line in lines]
    _find_title(lines, kinds, title)
    _drop_repeats(lines, kinds)
    _drop_tail(lines, kinds)
    _credit_captions(lines, kinds)
    return kinds


def _alone(line: str) -> BlockKind:
    """What a line shows itself to be, without its neighbours."""
    patterns = _patterns()
    if patterns.whole.fullmatch(line.strip(" .:*-|")) or patterns.opening.match(line):
        return BlockKind.BOILERPLATE
    if len(line) < LONGEST_TITLE and patterns.inside.search(line):
        return BlockKind.BOILERPLATE
    if patterns.byline.match(line):
        return BlockKind.BYLINE
    if patterns.caption.search(line):
        return BlockKind.CAPTION
    if len(line) < SHORT and not END.search(line):
        return BlockKind.BYLINE
    return BlockKind.BODY


def _find_title(lines: Sequence[str], kinds: list[BlockKind], title: str | None) -> None:
    """Name the headline: the one that is known, else a first line that is no sentence."""
    for i, line in enumerate(lines):
        if kinds[i] is BlockKind.BOILERPLATE:
            continue
        known = title is not None and _same(line, title)
        if known or (title is None and len(line) < LONGEST_TITLE and not END.search(line)):
            kinds[i] = BlockKind.TITLE
            _find_subtitle(lines, kinds, i + 1)
        return


def _find_subtitle(lines: Sequence[str], kinds: list[BlockKind], at: int) -> None:
    """A line below the headline that is no sentence either."""
    if at == len(lines) or kinds[at] is not BlockKind.BODY:
        return
    if len(lines[at]) < LONGEST_TITLE and not END.search(lines[at]):
        kinds[at] = BlockKind.SUBTITLE


def _drop_repeats(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """A line that says what an earlier one said adds nothing."""
    seen: set[str] = set()
    for i, line in enumerate(lines):
        if line in seen and kinds[i] is not BlockKind.TITLE:
            kinds[i] = BlockKind.BOILERPLATE
        seen.add(line)


def _drop_tail(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """After the line that opens a comment section or a list of links, nothing is the report's."""
    tail = _patterns().tail
    body = [i for i, kind in enumerate(kinds) if kind is BlockKind.BODY]
    for i, line in enumerate(lines):
        if tail.fullmatch(line.strip(" .:*-|")) and any(j < i for j in body):
            kinds[i:] = [BlockKind.BOILERPLATE] * (len(lines) - i)
            return


def _credit_captions(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """A line followed by the word "Credit", or led by "Photo", is a picture's."""
    for i, line in enumerate(lines):
        marker = line.strip(" :").lower()
        if marker in ("photo", "video", "image") and i + 1 < len(lines):
            kinds[i + 1] = BlockKind.CAPTION
        if marker == "credit" and 0 < i < len(lines) - 1:
            kinds[i - 1] = kinds[i + 1] = BlockKind.CAPTION


def _same(line: str, title: str) -> bool:
    """Is a line the headline, an outlet's name after it aside?"""
    first, second = (re.sub(r"\W+", " ", each).strip().lower() for each in (line, title))
    return bool(first) and (first.startswith(second) or second.startswith(first))


@cache
def _patterns() -> _Patterns:
    """The word lists, compiled; every alternative is a literal or a plain pattern."""
    with files("dateline.clean").joinpath("boilerplate.toml").open("rb") as stream:
        table = tomllib.load(stream)

    def union(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in table[name]), re.IGNORECASE)

    photo = re.compile("|".join(f"(?:{each})" for each in table["caption"]))
    return _Patterns(
        whole=union("whole"),
        opening=union("opening"),
        inside=union("inside"),
        tail=union("tail"),
        caption=photo,
        byline=union("byline"),
    )
