"""Passes that leave out the tolls of other news: of earlier days, and of a page's videos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.syntax.accusations import is_charged_with
from dateline.syntax.discourse import is_answered, is_time_of
from dateline.syntax.tree import Tree
from dateline.types import BlockKind, Document, Kind, Prominence, Role, Span, Token
from dateline.vocabulary import word_list, word_pattern

LEAD: Final = 4  # body sentences that tell of the news itself
HARM: Final = frozenset({Role.KILLED, Role.WOUNDED, Role.ATTACKERS_KILLED})
COUNTED: Final = HARM | {Role.ABDUCTED, Role.ARRESTED}
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
EARLIER: Final = word_pattern("time.before_news")
ACCUSING: Final = word_list("perpetrators.accusing")
PROTEST: Final = word_list("perpetrators.protesting")
ACCIDENT: Final = word_pattern("harm.natural.causes")
HEADING: Final = 6  # words of a heading
RUNNING: Final = re.compile(r"\d{1,2}:\d\d \S")  # a video's length before its title
FIRST_VIDEO: Final = re.compile(r"\d{1,2}:\d\d \S[^\n]* Pause")


def drop_videos(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without what the titles of a page's videos tell, which is other news."""
    videos = _videos(report.document)
    for one in told:
        start = one.sentence.span.start
        if not any(video.start <= start < video.end for video in videos):
            yield one


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


def drop_background(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without those that their own clause dates months or years before the news.

    Only where the lead tells of the news with a toll of its own, and only what is told below the
    lead, or below the first such toll: the report of a trial gives the date of the very deed that
    it is about. What the news answers ("in retaliation for a shooting that killed one") is
    earlier too.
    """
    body = [s for s in report.annotations.sentences if s.block is BlockKind.BODY]
    below = body[LEAD].first if len(body) > LEAD else len(report.tree.tokens)
    earlier = [one.role in COUNTED and _is_earlier(report, one) for one in told]
    led = {one.event for one in told if one.role in HARM and one.sentence.first < below}
    news: dict[tuple[int, Role], int] = {}
    for one, old in zip(told, earlier, strict=True):
        if one.whole and not old:
            news.setdefault((one.event, one.role), one.sentence.last)
    for one, old in zip(told, earlier, strict=True):
        main = report.events[one.event].prominence is Prominence.MAIN
        late = one.sentence.first >= below and one.event in led and one.role in HARM
        again = one.sentence.first >= news.get((one.event, one.role), len(report.tree.tokens))
        answered = one.role in HARM and one.event in led and _is_answered(report.tree, one)
        charged = late and _is_held_against(report, one)
        if not (main and (answered or charged or (old and (late or again)))):
            yield one


def drop_accidents(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without those below a heading that names an accident: "MOTOR COLLISION"."""
    for one in told:
        before = report.document.text[: one.sentence.span.start].rstrip().splitlines()
        heading = next((line for line in reversed(before) if _is_heading(line)), "")
        if not ACCIDENT.search(heading):
            yield one


def _is_heading(line: str) -> bool:
    """Whether a line is a heading in capitals."""
    return line.isupper() and 1 < len(line.split()) <= HEADING and line.rstrip()[-1].isalpha()


def drop_charges(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, without the harm that somebody who is caught or gives up is wanted for.

    A man's earlier deeds give the news of his arrest no toll.
    """
    caught = any(
        e.recalled or (e.kind is Kind.ARREST and e.prominence is Prominence.MAIN)
        for e in report.events
    )
    for one in told:
        if not (caught and is_charged_with(report.tree, one.word)):
            yield one


def _is_held_against(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether a late sentence holds other dead against somebody: "accused of killing hundreds"."""
    accused = any(t.lemma in ACCUSING for t in report.tree.above(one.word))
    return accused and not report.events[one.event].is_told_in(one.sentence.span)


def _is_answered(tree: Tree, one: CasualtyMention) -> bool:
    """Whether the news answers the deed: "in retaliation for" it, "to protest the killing"."""
    if one.word.pos == "NOUN" and any(t.lemma.lower() in PROTEST for t in tree.above(one.word)):
        return True
    return is_answered(tree, one.word)


def _is_earlier(report: CasualtyReport, one: CasualtyMention) -> bool:
    """Whether a time long before the news, and not the event's own, stands in a toll's clause."""
    written = report.annotations.created.interval
    year = written.first.year if written else 0
    text, sentence = report.document.text, one.sentence.span
    found = [*EARLIER.finditer(text, sentence.start, sentence.end)]
    for match in YEAR.finditer(text, sentence.start, sentence.end):
        found += [match] if int(match.group()) < year else []
    known = _other_words(report, one) if found else ""
    harms = (one.word, *_deed(report.tree, one.word))
    spans = [Span(*match.span()) for match in found if match.group().lower() not in known]
    return any(
        is_time_of(report.tree, one.sentence, harm, span) for span in spans for harm in harms
    )


def _other_words(report: CasualtyReport, one: CasualtyMention) -> str:
    """The other sentences of a toll's event in lower case: the times in them are its own."""
    event = report.events[one.event]
    spans = [s.span for s in report.annotations.sentences if s != one.sentence]
    own = [span for span in spans if event.is_told_in(span)]
    return " ".join(report.document.text[s.start : s.end].lower() for s in own)


def _deed(tree: Tree, word: Token) -> list[Token]:
    """The noun that a toll's clause hangs on: "a shooting last month that left two dead"."""
    for verb in (word, *tree.above(word)):
        if verb.dep == "relcl":
            return [tree.head(verb)]
        if verb.dep in {"ccomp", "advcl"}:
            break
    return []
