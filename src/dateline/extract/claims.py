"""Claims of figures and statements: the words, who says them, and an id that hashes both."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from dateline.syntax.tree import SameTuple
from dateline.types import (
    Annotations,
    Attribution,
    Claim,
    Document,
    Modality,
    Party,
    Role,
    Sentence,
    Span,
    Value,
)

LONGEST_QUOTE = 600  # characters; the export form allows no more


@dataclass(frozen=True, slots=True)
class Answer:
    """A role and its value, with the words that carry them and how firmly they are told.

    `rule` is the id of the rule, or the model, that read it.
    """

    role: Role
    value: Value
    span: Span
    sentence: Sentence
    modality: Modality
    rule: str = ""
    passes: tuple[str, ...] = ()


def claim_of(
    document: Document,
    annotations: Annotations,
    answer: Answer,
    *,
    speaker: Party | None = None,
    quoted: bool = True,
) -> Claim:
    """Make the claim of an answer.

    Args:
        document: the report's text.
        annotations: its attributions tell who speaks where `speaker` is None.
        answer: what is claimed.
        speaker: who says it, where the words of the claim themselves say so.
        quoted: whether it is else the word of whoever is quoted with the words.

    Returns:
        The claim, its quote the sentence, cut around the words if it is too long.
    """
    said = closest_attribution(annotations, answer.span)
    quote = _quote(answer.sentence.span, answer.span)
    return Claim(
        id=_id(document.report, answer, speaker),
        role=answer.role,
        value=answer.value,
        report=document.report,
        span=answer.span,
        quote=quote,
        modality=answer.modality,
        speaker=speaker or (said.speaker if said and quoted else None),
        via=said.via if said else None,
        reader=answer.rule,
        passes=answer.passes,
    )


def closest_attribution(annotations: Annotations, span: Span) -> Attribution | None:
    """The closest attribution whose content takes in a span."""
    contents = _contents(SameTuple(annotations.attributions))
    around = []
    for at in reversed(range(bisect_right(contents, span.start, key=_starts))):
        content = contents[at]
        if content.furthest < span.end:
            break  # none before it reaches as far
        if span.end <= content.end:
            length = content.end - content.start
            around.append((length, content.attribution.cue, content.number, content.attribution))
    return min(around, key=lambda found: found[:3])[3] if around else None


@dataclass(frozen=True, slots=True)
class _Content:
    """A stretch of what somebody is said to have said."""

    start: int
    end: int
    furthest: int  # to which it or one before it reaches
    number: int  # in the order of attributions
    attribution: Attribution


def _starts(content: _Content) -> int:
    """Where a stretch starts in the text."""
    return content.start


@lru_cache(maxsize=1)  # every claim of a report is looked up
def _contents(same: SameTuple[Attribution]) -> tuple[_Content, ...]:
    """The contents of attributions in the order in which they start."""
    every = [(span, said) for said in same.items for span in said.content]
    order = sorted(range(len(every)), key=lambda number: every[number][0].start)
    furthest = accumulate((every[number][0].end for number in order), max)
    return tuple(
        _Content(every[n][0].start, every[n][0].end, reach, n, every[n][1])
        for n, reach in zip(order, furthest, strict=True)
    )


def _quote(sentence: Span, words: Span) -> Span:
    """The sentence, or the stretch of it around the words that a quote may hold."""
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence
    spare = LONGEST_QUOTE - (words.end - words.start)
    start = max(sentence.start, words.start - max(spare, 0) // 2)
    return Span(start, min(sentence.end, start + LONGEST_QUOTE))


def _id(report: str, answer: Answer, speaker: Party | None) -> str:
    """A hash of the report, the role, the words' place, the value and the speaker."""
    parts = (
        report,
        answer.role.value,
        str(answer.span.start),
        str(answer.span.end),
        repr(answer.value),
        speaker.name if speaker else "",
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def quote_of(sentence: Span, words: Span) -> Span:
    """The sentence, or the stretch of it around the words that a quote may hold."""
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence
    start = max(sentence.start, words.start - LONGEST_QUOTE // 2)
    return Span(start, min(sentence.end, start + LONGEST_QUOTE))
