"""What each line of a text is, and the sections of a bulletin."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from dateline.clean.openings import CITY, MONTH, NAME, is_dateline
from dateline.stamps import stamps_in
from dateline.types import Block, BlockKind, Dateline, Section, Span

# ------------------------------------------------------------------ lines

LONGEST_TITLE: Final = 200  # characters; above that a first line is a lead paragraph
LONGEST_CAPTION: Final = 600  # characters; a page of one line that credits a picture is no caption
SHORT: Final = 60  # characters of a line that may be a name, a credit or a heading
WRAPPED: Final = (55, 100)  # lengths between which most lines of a hard-wrapped text lie
MOSTLY: Final = 0.75  # share of lines within `WRAPPED` that makes a text hard-wrapped
CONTINUED: Final = 0.4  # share of lines with a small first letter that makes one so too
FEWEST_LINES: Final = 8  # to tell a wrapped text from a short one
BAR: Final = re.compile(r"(?<=\S)\s*\|\s*(?=\S)")
ENDS: Final = (*".!?:…",)
QUOTE_ENDS: Final = ('"', "”")
CLOSING: Final = "\"'”’)]"
# What may follow the last sentence of a text: "(AFP)", "[Updated]", "#Gao", an address, a picture
# character, "Source: the police".
AFTER_END: Final = re.compile(
    r"(?:\s+(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\]|[#@]\w+|(?:https?://|www\.)\S+|[^\w\s.,;:'\"()-]+))*"
    r"(?:\s+(?:(?:Source|Via|Credit)s? ?: ?[^.]{1,60}|[-–—/]{1,2} ?[A-Z][\w .]{1,30}))?\s*$"
)
STOP: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
TEASER: Final = re.compile(r"[.!?][\"'”’)\]]* ?(?:…|\.\.\.)$")
FEWEST_TEASERS: Final = 2
CUT_OFF: Final = ("…", "...", ":")
FEWEST_WHOLE: Final = 2  # paragraphs that end as sentences do, above the headlines of other stories
FEWEST_HEADLINES: Final = 3
ITEM: Final = re.compile(r"[•·▪●*–—-]\s")
BREAKDOWN: Final = re.compile(
    r"\b(?:fatalities|casualties|deaths|dead|killed|victims|tolls?)\b[^.]{0,80}"
    r"\b(?:as follows|distributed|breakdown|broken down)\b[^.]{0,40}:$",
    re.IGNORECASE,
)
LISTED: Final = re.compile(ITEM.pattern + r"|\(?\d{1,2}[.)]\s|[A-Z][\w ,]{1,60}:\s")
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
FEWEST_TOLD: Final = 4  # words behind the last bar that are a headline, and no outlet's name
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
    teaser_label: re.Pattern[str]
    teaser_link: re.Pattern[str]
    caption: tuple[re.Pattern[str], ...]  # each by itself: together they take four times as long
    byline: re.Pattern[str]


def blocks_of(text: str, title: str | None = None, *, extracted: bool = False) -> tuple[Block, ...]:
    """Name every stretch of a text.

    Args:
        text: a report's text; blocks are its lines, or its paragraphs where it is hard-wrapped.
        title: the headline, where it is known from elsewhere.
        extracted: what surrounds the story on a page was left out before, so that lines without
            an end are items of the story's lists.

    Returns:
        The blocks in order, without the white space between them. They do not overlap.
    """
    spans = list(_join_lines(text))
    lines = [text[span.start : span.end] for span in spans]
    kinds = _line_kinds(lines, title)
    if not extracted:
        _drop_last_headlines(lines, kinds)
    blocks = (Block(kind, span) for kind, span in zip(kinds, spans, strict=True))
    return tuple(part for block in blocks for part in _without_kicker(text, block))


def _without_kicker(text: str, block: Block) -> Iterator[Block]:
    """A headline apart from the topic before a bar, and from the outlet behind one.

    "Unrest in the south | Gunmen kill two guards" is not one sentence.
    """
    bars = [m.span() for m in BAR.finditer(text, block.span.start, block.span.end)]
    if block.kind is not BlockKind.TITLE or not bars:
        yield block
        return
    edges = [block.span.start, *(place for bar in bars for place in bar), block.span.end]
    parts = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    words = [len(text[part.start : part.end].split()) for part in parts]
    told = parts[-1] if words[-1] >= FEWEST_TOLD else parts[words.index(max(words))]
    for part in parts:
        yield Block(BlockKind.TITLE if part is told else BlockKind.BYLINE, part)


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
    _drop_labelled(lines, kinds)
    _find_title(lines, kinds, title)
    _drop_repeats(lines, kinds)
    _drop_tail(lines, kinds)
    _drop_teasers(lines, kinds)
    _drop_breakdowns(lines, kinds)
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
    if len(line) < LONGEST_CAPTION and any(pattern.search(line) for pattern in patterns.caption):
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
    if _has_end(tail):
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
    label = None
    for i, line in enumerate(lines):
        if kinds[i] is BlockKind.BOILERPLATE or _is_stamp(line) or is_dateline(line):
            continue
        if title is None and len(line.split()) < HEADLINE[0] and not STOP.search(line):
            label = i if label is None else label
            kinds[i] = BlockKind.BYLINE
            continue
        below = [lines[j] for j in range(i + 1, len(lines)) if kinds[j] is BlockKind.BODY]
        bare = len(line) < LONGEST_TITLE and not is_ended(line)
        if _repeats_title(line, title) if title is not None else bare or is_told_below(line, below):
            kinds[i] = BlockKind.TITLE
            _find_subtitle(lines, kinds, i + 1)
        elif label is not None:
            kinds[label] = BlockKind.TITLE
        return


def is_told_below(line: str, below: Sequence[str]) -> bool:
    """Is a short sentence a headline: does the text below tell the same, at more length?"""
    low, high = HEADLINE
    if not below or not low <= len(line.split()) <= high or len(below[0]) <= len(line):
        return False
    telling, told = _stems_of_words(line), _stems_of_words(" ".join(below[:2]))
    return bool(telling) and len(telling & told) >= SAID_AGAIN * len(telling)


def _stems_of_words(text: str) -> frozenset[str]:
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


def _drop_labelled(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Below "Related news", lines that are no whole sentences are the headlines of other news."""
    patterns = _line_patterns()
    begun = False  # what stands above the report's own first line is the page's menu
    left = 0  # lines that may still be headlines
    for i, line in enumerate(lines):
        begun = begun or len(line.split()) >= FEWEST_BEFORE
        bare = line.strip(" .:*-|")
        if begun and patterns.teaser_label.fullmatch(bare):
            left = len(lines)
        elif begun and patterns.teaser_link.fullmatch(bare):
            left = max(left, 2)
        elif len(line) > LONGEST_TITLE or is_whole_sentence(line):
            left = 0
        if left:
            kinds[i] = BlockKind.BOILERPLATE
            left -= 1


def _drop_last_headlines(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Several lines without an end, below a text whose paragraphs have one, are other headlines."""
    body = [i for i, kind in enumerate(kinds) if kind is BlockKind.BODY]
    whole = [i for i in body if is_whole_sentence(lines[i])]
    if len(whole) < FEWEST_WHOLE:
        return
    last = [i for i in body if i > whole[-1]]
    told = any(LISTED.match(lines[i]) or len(lines[i]) > LONGEST_TITLE for i in last)
    if len(last) >= FEWEST_HEADLINES and not told:
        for i in last:
            kinds[i] = BlockKind.BOILERPLATE


def _drop_breakdowns(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """The items of a list below "the dead were as follows:" are parts of one toll, and no news."""
    below = False
    for i, line in enumerate(lines):
        opens = line.endswith(":") and BREAKDOWN.search(line) is not None
        below = opens or (below and ITEM.match(line) is not None)
        if below and kinds[i] is BlockKind.BODY and ITEM.match(line):
            kinds[i] = BlockKind.BOILERPLATE


def is_whole_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does and is not cut off behind or before its end."""
    cut_off = line.rstrip(CLOSING).endswith(CUT_OFF)
    return _has_end(line) and not cut_off and len(line.split()) >= FEWEST_BEFORE


def _has_end(line: str) -> bool:
    """Whether a sentence's mark stands at the end of a line, or a quotation ends there."""
    return line.endswith(QUOTE_ENDS) or line.rstrip(CLOSING).endswith(ENDS)


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
        teaser_label=union("teaser_label"),
        teaser_link=union("teaser_link"),
        caption=tuple(re.compile(each) for each in table["caption"]),
        byline=union("byline"),
    )


# ------------------------------------------------------------------ sections

# "Gao", "Kunduz:", "3 June" or "June 3 Kabul Province: one civilian killed" before an account says
# where or when it happened, and so does "On 3 June," with which it opens. One such line may be a
# name or a heading of another sort; several are the headings of a bulletin.

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
MOST_OPEN_SO: Final = (
    0.5  # of the lines from the first opening on that open so, or of marks of a list
)
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
    is_list = len(telling) >= MOST_OPEN_SO * len([one for one in some if one.bullet] or behind)
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
