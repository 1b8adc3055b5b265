"""What each line of a text is: title, byline, body, caption or boilerplate."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.clean.openings import is_dateline
from dateline.stamps import stamps_in
from dateline.types import Block, BlockKind, Span

LONGEST_TITLE: Final = 200  # characters; above that a first line is a lead paragraph
SHORT: Final = 60  # characters of a line that may be a name, a credit or a heading
WRAPPED: Final = (55, 100)  # lengths between which most lines of a hard-wrapped text lie
MOSTLY: Final = 0.75  # share of lines within `WRAPPED` that makes a text hard-wrapped
CONTINUED: Final = 0.4  # share of lines with a small first letter that makes one so too
FEWEST_LINES: Final = 8  # to tell a wrapped text from a short one
END: Final = re.compile(r"[.!?:…][\"'”’)\]]*$|[\"”]$")
# What may follow the last sentence of a text: "(AFP)", "[Updated]", "#Gao", an address, a picture
# character, "Source: the police".
AFTER_END: Final = re.compile(
    r"(?:\s+(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\]|[#@]\w+|(?:https?://|www\.)\S+|[^\w\s.,;:'\"()-]+))*"
    r"(?:\s+(?:(?:Source|Via|Credit)s? ?: ?[^.]{1,60}|[-–—/]{1,2} ?[A-Z][\w .]{1,30}))?\s*$"
)
STOP: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
TEASER: Final = re.compile(r"[.!?][\"'”’)\]]* ?(?:…|\.\.\.)$")
FEWEST_TEASERS: Final = 2
FEWEST_BEFORE: Final = 5  # words of a sentence behind whose end something else stands
BEHIND_END: Final = 250  # characters in which that is looked for
CREDIT: Final = re.compile(
    r"[.!?][\"'”’]? \((?:AP|AFP|Reuters|REUTERS|EFE|EPA|DPA|dpa|Xinhua|AA)\)$"
)
# What a line holds besides its date where it is the stamp of a report and not its headline.
STAMP_WORDS: Final = re.compile(
    r"\bT(?=\d)|\b(?:(?:first |last )?(?:published|posted|updated|issued|modified|edited)|on|at|by"
    r"|date|time|min(?:ute)?s? read|[ap]\.?m\.?|(?-i:[A-Z]{3,4})"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b",
    re.IGNORECASE,
)
LONGEST_STAMP: Final = 100  # characters
LONGEST_SUFFIX: Final = 60  # characters of an outlet's name after a headline
HEADLINE: Final = (3, 18)  # words of a headline that ends as a sentence does
SAID_AGAIN: Final = 0.5  # of the telling words of a headline that the text below repeats
SHORTEST_TELLING: Final = 4  # letters; the heads of longer words are compared


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled word lists of `boilerplate.toml`."""

    whole: re.Pattern[str]
    opening: re.Pattern[str]
    inside: re.Pattern[str]
    heads: tuple[str, ...]  # of what stands inside: without one of them nothing does
    tail: re.Pattern[str]
    caption: tuple[re.Pattern[str], ...]  # each by itself: together they take four times as long
    byline: re.Pattern[str]


def blocks_of(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Name every stretch of a text.

    Args:
        text: a report's text; blocks are its lines, or its paragraphs where it is hard-wrapped.
        title: the headline, where it is known from elsewhere.

    Returns:
        The blocks in order, without the white space between them. They do not overlap.
    """
    spans = list(_join_lines(text))
    kinds = _line_kinds([text[span.start : span.end] for span in spans], title)
    return tuple(Block(kind, span) for kind, span in zip(kinds, spans, strict=True))


def _join_lines(text: str) -> Iterator[Span]:
    """The lines of a text, joined to paragraphs where the text is hard-wrapped."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    wrapped = _is_wrapped(lines)
    if not (wrapped or _runs_on(text, lines)):
        yield from lines
        return
    start = None
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        start = line.start if start is None else start
        apart = after is None or "\n\n" in re.sub(r"[ \t\r]", "", text[line.end : after.start])
        if apart or (not wrapped and not _goes_on(text, line, after)):
            yield Span(start, line.end)
            start = None


def _is_wrapped(lines: Sequence[Span]) -> bool:
    """Do most lines end because the line is full?"""
    if len(lines) < FEWEST_LINES:
        return False
    low, high = WRAPPED
    full = sum(low <= line.end - line.start <= high for line in lines)
    return full >= MOSTLY * len(lines)


def _goes_on(text: str, line: Span, after: Span | None) -> bool:
    """Does the next line go on with the sentence of a line?"""
    if after is None:
        return False
    return text[after.start].islower() or not is_ended(text[line.start : line.end])


def _runs_on(text: str, lines: Sequence[Span]) -> bool:
    """Do many lines go on with the sentence of the line before?"""
    going_on = sum(text[line.start].islower() for line in lines)
    return len(lines) >= FEWEST_LINES and going_on >= CONTINUED * len(lines)


def _line_kinds(lines: Sequence[str], title: str | None) -> list[BlockKind]:
    """What each line is."""
    kinds = [_kind_alone(line) for line in lines]
    _find_title(lines, kinds, title)
    _drop_repeats(lines, kinds)
    _drop_tail(lines, kinds)
    _drop_teasers(lines, kinds)
    _credit_captions(lines, kinds)
    _keep_last_credit(lines, kinds)
    _keep_some_body(lines, kinds)
    return kinds


def _kind_alone(line: str) -> BlockKind:
    """What a line shows itself to be, without its neighbours."""
    patterns = _line_patterns()
    if patterns.whole.fullmatch(line.strip(" .:*-|")) or patterns.opening.match(line):
        return BlockKind.BOILERPLATE
    if len(line) < LONGEST_TITLE and _holds_boilerplate(line):
        return BlockKind.BOILERPLATE
    if patterns.byline.match(line):
        return BlockKind.BYLINE
    if any(pattern.search(line) for pattern in patterns.caption):
        return BlockKind.CAPTION
    short = len(line) < SHORT and not is_ended(line)
    return BlockKind.BYLINE if short or _is_stamp(line) or is_dateline(line) else BlockKind.BODY


def _holds_boilerplate(line: str) -> bool:
    """Do words stand anywhere in a line that no report has?"""
    patterns, low = _line_patterns(), line.lower()
    return any(head in low for head in patterns.heads) and patterns.inside.search(line) is not None


def is_ended(line: str) -> bool:
    """Does a line end as a sentence does, whatever stands behind its end?"""
    tail = line[-BEHIND_END:]
    if END.search(tail):
        return True
    before = AFTER_END.sub("", tail)
    return STOP.search(before) is not None and len(before.split()) >= FEWEST_BEFORE


def _is_stamp(line: str) -> bool:
    """Is a line the date of a report, and nothing else?"""
    if len(line) > LONGEST_STAMP or not any(c.isdigit() for c in line):
        return False
    rest = line
    for _, stamp in stamps_in(line):
        rest = rest.replace(stamp.words, " ", 1)
    return rest != line and not re.search(r"[^\W\d_]", STAMP_WORDS.sub(" ", rest))


def _find_title(lines: Sequence[str], kinds: list[BlockKind], title: str | None) -> None:
    """Name the headline: the one that is known, else a first line that is no sentence."""
    for i, line in enumerate(lines):
        if kinds[i] is BlockKind.BOILERPLATE or _is_stamp(line) or is_dateline(line):
            continue
        below = [lines[j] for j in range(i + 1, len(lines)) if kinds[j] is BlockKind.BODY]
        bare = len(line) < LONGEST_TITLE and not is_ended(line)
        if _repeats_title(line, title) if title is not None else bare or is_told_below(line, below):
            kinds[i] = BlockKind.TITLE
            _find_subtitle(lines, kinds, i + 1)
        return


def is_told_below(line: str, below: Sequence[str]) -> bool:
    """Is a short sentence a headline: does the text below tell the same, at more length?"""
    low, high = HEADLINE
    if not below or not low <= len(line.split()) <= high or len(below[0]) <= len(line):
        return False
    telling, told = _telling_words(line), _telling_words(" ".join(below[:2]))
    return bool(telling) and len(telling & told) >= SAID_AGAIN * len(telling)


def _telling_words(text: str) -> frozenset[str]:
    """The heads of the longer words of a text: "kill" of "killed", "gunm" of "gunmen"."""
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(w[:SHORTEST_TELLING] for w in words if len(w) >= SHORTEST_TELLING)


def _find_subtitle(lines: Sequence[str], kinds: list[BlockKind], at: int) -> None:
    """A line below the headline that is no sentence either."""
    if BlockKind.BODY not in kinds[at + 1 :] or kinds[at] is not BlockKind.BODY:
        return
    if len(lines[at]) < LONGEST_TITLE and not is_ended(lines[at]):
        kinds[at] = BlockKind.SUBTITLE


def _keep_last_credit(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """A last paragraph that credits an agency is text: captions stand beside pictures, above."""
    kept = [i for i, kind in enumerate(kinds) if kind is not BlockKind.BOILERPLATE]
    if kept and kinds[kept[-1]] is BlockKind.CAPTION and CREDIT.search(lines[kept[-1]]):
        kinds[kept[-1]] = BlockKind.BODY


def _keep_some_body(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Where nothing is running text, the likeliest line is: a report may be one sentence long."""
    if BlockKind.BODY in kinds:
        return
    for kind in (BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.TITLE):
        found = [i for i, each in enumerate(kinds) if each is kind and _may_tell(lines[i])]
        if found:
            longest = max(found, key=lambda i: len(lines[i]))
            kinds[longest] = BlockKind.BODY
            return


def _may_tell(line: str) -> bool:
    """May a line be a sentence, and not a name, a date or a credit?"""
    words = line.split()
    plain = sum(word[:1].islower() for word in words)
    byline = _line_patterns().byline.match(line) is not None
    return plain > 1 and not byline and not _is_stamp(line) and not is_dateline(line)


def _drop_repeats(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """A line that says what an earlier one said adds nothing."""
    seen: set[str] = set()
    for i, line in enumerate(lines):
        if line in seen and kinds[i] is not BlockKind.TITLE:
            kinds[i] = BlockKind.BOILERPLATE
        seen.add(line)


def _drop_tail(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """After the line that opens a comment section or a list of links, nothing is the report's."""
    tail = _line_patterns().tail
    body = [i for i, kind in enumerate(kinds) if kind is BlockKind.BODY]
    for i, line in enumerate(lines):
        if tail.fullmatch(line.strip(" .:*-|")) and any(j < i for j in body):
            kinds[i:] = [BlockKind.BOILERPLATE] * (len(lines) - i)
            return


def _drop_teasers(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Several sentences that are cut off behind their end are the openings of other stories."""
    cut = [i for i, line in enumerate(lines) if TEASER.search(line)]
    for i in cut if len(cut) >= FEWEST_TEASERS else ():
        if kinds[i] is BlockKind.BODY:
            kinds[i] = BlockKind.BOILERPLATE


def _credit_captions(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """A line followed by the word "Credit", or led by "Photo", is a picture's."""
    for i, line in enumerate(lines):
        marker = line.strip(" :").lower()
        if marker in ("photo", "video", "image") and i + 1 < len(lines):
            kinds[i + 1] = BlockKind.CAPTION
        if marker == "credit" and 0 < i < len(lines) - 1:
            kinds[i - 1] = kinds[i + 1] = BlockKind.CAPTION


def _repeats_title(line: str, title: str) -> bool:
    """Is a line the headline, an outlet's name after it aside?"""
    first, second = (re.sub(r"\W+", " ", each).strip().lower() for each in (line, title))
    if not first or not second:
        return False
    longer, shorter = max(first, second, key=len), min(first, second, key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= max(
        LONGEST_SUFFIX, len(shorter) // 2
    )


@cache
def _line_patterns() -> _Patterns:
    """The word lists, compiled; every alternative is a literal or a plain pattern."""
    with files("dateline.clean").joinpath("boilerplate.toml").open("rb") as stream:
        table = tomllib.load(stream)

    def union(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in table[name]), re.IGNORECASE)

    return _Patterns(
        whole=union("whole"),
        opening=union("opening"),
        inside=union("inside"),
        heads=tuple(each.partition("(")[0].removesuffix("$") for each in table["inside"]),
        tail=union("tail"),
        caption=tuple(re.compile(each) for each in table["caption"]),
        byline=union("byline"),
    )
