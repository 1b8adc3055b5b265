"""Tolls of earlier days, told below the news: "In 2008, a man was killed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.extract.casualties.mentions import Reported
from dateline.extract.events import Event, attached
from dateline.syntax.tree import Tree, low
from dateline.types import (
    Annotations,
    BlockKind,
    Document,
    Prominence,
    Role,
    Sentence,
    Span,
    Token,
)

LEAD = 4  # body sentences that tell of the news itself
HARM = frozenset({Role.KILLED, Role.WOUNDED, Role.ATTACKERS_KILLED})
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
EARLIER = re.compile(
    r"\b(?:(?:19|20)\d\d|last (?:year|month|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)|(?:years?|months?) (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
ANSWERS = frozenset({"retaliation", "revenge", "reprisal", "retribution", "payback"})
RUNNING = re.compile(r"\d{1,2}:\d\d \S")  # a video's length before its title
FIRST_VIDEO = re.compile(r"\d{1,2}:\d\d \S[^\n]* Pause")


@dataclass(frozen=True, slots=True)
class _Harm:
    """The word of a toll."""

    token: Token
    sentence: Sentence


def without_earlier(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    parsed: Tree,
    told: Sequence[tuple[int, Reported]],
) -> Iterator[tuple[int, Reported]]:
    """The tolls, without those that their own clause dates months or years before the news.

    Only where the lead tells of the news with a toll of its own, and only what is told below the
    lead: the report of a trial gives the date of the very deed that it is about. What the news
    answers ("in retaliation for a shooting that killed one") is earlier too, and what the titles
    of a page's videos tell is other news.

    Args:
        document: the report's text.
        annotations: its sentences, and when it was written.
        events: its events.
        parsed: the parse.
        told: tolls with the event of each, in the order of the text.

    Yields:
        The same, some left out.
    """
    body = [s for s in annotations.sentences if s.block is BlockKind.BODY]
    below = body[LEAD].first if len(body) > LEAD else len(parsed.tokens)
    videos = _videos(document)
    own = [(at, one) for at, one in told if not _inside(videos, one.sentence.span)]
    led = {at for at, one in own if one.role in HARM and one.sentence.first < below}
    for at, one in own:
        main = events[at].prominence is Prominence.MAIN and at in led and one.role in HARM
        if main and _is_answered(parsed, one):
            continue
        if main and one.sentence.first >= below:
            known = _known(document, annotations, events[at], one.sentence)
            if _is_earlier(document, annotations, parsed, one, known):
                continue
        yield at, one


def _videos(document: Document) -> list[Span]:
    """The lines of a page's list of videos, of which the first has a button to pause it."""
    found: list[Span] = []
    running = False
    for block in document.blocks:
        line = document.text[block.span.start : block.span.end]
        running = bool((RUNNING if running else FIRST_VIDEO).match(line))
        if running:
            found.append(block.span)
    return found


def _inside(spans: Sequence[Span], words: Span) -> bool:
    """Do words lie in one of these spans?"""
    return any(span.start <= words.start < span.end for span in spans)


def _is_answered(parsed: Tree, one: Reported) -> bool:
    """Is a toll that of a deed which the news answers: "in retaliation for" it?"""
    above = list(parsed.above(one.word))
    return any(
        low(prep) in {"for", "to"} and low(noun) in ANSWERS for prep, noun in pairwise(above)
    )


def _known(document: Document, annotations: Annotations, event: Event, sentence: Sentence) -> str:
    """The other sentences of an event in lower case: the times in them are its own."""
    starts = [span.start for span in (event.trigger, *event.more_triggers)]
    spans = [s.span for s in annotations.sentences if s != sentence]
    own = [s for s in spans if any(s.start <= start < s.end for start in starts)]
    return " ".join(document.text[s.start : s.end].lower() for s in own)


def _is_earlier(
    document: Document, annotations: Annotations, parsed: Tree, one: Reported, known: str
) -> bool:
    """Does a time long before the news, and not the event's own, stand in a toll's clause?"""
    written = annotations.created.interval
    start, end = one.sentence.span.start, one.sentence.span.end
    harms = [_Harm(word, one.sentence) for word in (one.word, *_deed(parsed, one.word))]
    for found in EARLIER.finditer(document.text, start, end):
        words = found.group().lower()
        if YEAR.fullmatch(words) and (written is None or int(words) >= written.first.year):
            continue
        span = Span(found.start(), found.end())
        own = words in known
        if not own and any(attached(parsed, harm, span) for harm in harms):
            return True
    return False


def _deed(parsed: Tree, word: Token) -> list[Token]:
    """The noun that a toll's clause hangs on: "a shooting last month that left two dead"."""
    for verb in (word, *parsed.above(word)):
        if verb.dep == "relcl":
            return [parsed.head(verb)]
        if verb.dep in {"ccomp", "advcl"}:
            break
    return []
