"""The questions that people are asked, those of most consequence first.

A question goes by the incident and the field and not by the value, so that its answer is known as
such after the ledger has changed.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import Final

from dateline.record.reviews import ReviewAnswer
from dateline.serve.pages.table import Headline
from dateline.types import Doubt, Grade

PLACE_STEP: Final = 4  # UCDP's steps from here on: no more than a district or a province is known
UNSURE: Final = frozenset(
    grade.value for grade in (Grade.WEAK, Grade.DOUBTFUL, Grade.CONTESTED, Grade.DISCOUNTED)
)


class QuestionKind(StrEnum):
    """What is asked."""

    LINK = "link"  # are these two one incident?
    CONTRADICTION = "contradiction"  # which account stands?
    LINE = "line"  # is this doubtful line right?
    PLACE = "place"
    DAY = "day"
    NEW = "new"  # nobody has looked at this line
    FIELD = "field"  # of a sample: is this value right?


# How much a question counts beside the people whom it concerns.
WEIGHTS: Final = {
    QuestionKind.LINK: 3.0,
    QuestionKind.CONTRADICTION: 2.5,
    QuestionKind.LINE: 2.0,
    QuestionKind.PLACE: 1.2,
    QuestionKind.DAY: 1.2,
    QuestionKind.NEW: 0.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the queue."""

    key: str
    kind: QuestionKind
    subject: str
    field: str = ""
    other: str = ""  # the other incident of a pair
    doubt: Doubt | None = None
    weight: float = 0.0
    sample: str = ""
    truth: str = ""  # the answer, where it is known: the question tests the reviewer
    shown: str = ""  # the value, where it is not the ledger's own
    pressing: bool = (
        False  # asked before all others: something in the line itself speaks against it
    )


def ranked_questions(
    lines: Iterable[Headline],
    doubts: Sequence[Doubt],
    homes: Mapping[str, str],
    threshold: int = 0,
) -> tuple[Question, ...]:
    """All questions: doubtful lines first, then those of most consequence.

    Args:
        lines: the incidents.
        doubts: pairs of clusters that are neither surely one nor surely two.
        homes: the incident of each mention of the doubts.
        threshold: the step of credibility from which on lines are asked about; 0 for all lines.
    """
    by_id = {line.id: line for line in lines}
    found = [question for line in by_id.values() for question in questions_about(line, threshold)]
    found += undecided_pairs(doubts, homes, by_id)
    return tuple(sorted(found, key=lambda one: (not one.pressing, -one.weight, one.key)))


def questions_about(line: Headline, threshold: int) -> Iterator[Question]:
    """The questions about one incident."""
    for about, weight in line.disputed:
        yield weighted_question(QuestionKind.CONTRADICTION, line, about, weight)
    in_doubt = line.grade == Grade.DOUBTFUL.value
    doubtful = in_doubt or (line.worst >= threshold if threshold else line.grade in UNSURE)
    if not line.judged and (doubtful or not threshold):
        yield weighted_question(QuestionKind.LINE if doubtful else QuestionKind.NEW, line)
    if line.role == "main" and (line.step >= PLACE_STEP or not line.country):
        yield weighted_question(QuestionKind.PLACE, line, "place")
    if line.role == "main" and line.precision != "day":
        yield weighted_question(QuestionKind.DAY, line, "date")


def weighted_question(
    kind: QuestionKind, line: Headline, about: str = "", weight: float = 0.0
) -> Question:
    """A question about an incident; it weighs more the more people it concerns."""
    gravity = (1 + log2(1 + line.toll)) * (1.0 if line.role == "main" else 0.3)
    return Question(
        key=f"{kind.value}:{line.id[:16]}:{about}",
        kind=kind,
        subject=line.id,
        field=about,
        weight=gravity * (WEIGHTS[kind] + weight),
        pressing=kind is QuestionKind.LINE and line.grade == Grade.DOUBTFUL.value,
    )


def undecided_pairs(
    doubts: Sequence[Doubt], homes: Mapping[str, str], by_id: Mapping[str, Headline]
) -> Iterator[Question]:
    """The pairs that may be one incident."""
    seen = set()
    for doubt in doubts:
        ids = sorted({homes.get(doubt.left[0], ""), homes.get(doubt.right[0], "")})
        if len(ids) < 2 or ids[0] not in by_id or tuple(ids) in seen:  # noqa: PLR2004  a pair
            continue
        seen.add(tuple(ids))
        first, second = (by_id[name] for name in ids)
        stake = min(first.toll, second.toll)
        yield Question(
            key=f"link:{ids[0][:16]}:{ids[1][:16]}",
            kind=QuestionKind.LINK,
            subject=ids[0],
            other=ids[1],
            doubt=doubt,
            weight=(1 + log2(1 + stake)) * WEIGHTS[QuestionKind.LINK] + doubt.weight / 10,
        )


def next_question(
    questions: Iterable[Question], answered: Collection[str], only: Collection[str] | None
) -> Question | None:
    """The first question that is open.

    Args:
        questions: in the order in which they are asked.
        answered: the keys of those that are answered.
        only: the incidents that are asked about; None for all.
    """
    return next(
        (
            one
            for one in questions
            if one.key not in answered
            and (only is None or one.subject in only or one.other in only)
        ),
        None,
    )


def answered_keys(
    answers: Iterable[ReviewAnswer], by: str, sample: str, double: Collection[str]
) -> frozenset[str]:
    """The questions that are not asked again.

    Args:
        answers: that count.
        by: who reviews.
        sample: that is reviewed; empty for the queue.
        double: samples that two people review, each for themselves.
    """
    return frozenset(
        one.item
        for one in answers
        if one.sample == sample and (one.by == by or sample not in double)
    )


# ------------------------------------------------------------------ samples

SAMPLED: Final = ("kind", "date", "place", "killed", "wounded", "perpetrators")
EACH_KNOWN: Final = 10  # one question in so many has a known answer


def sample_questions(
    name: str, seed: str, lines: Sequence[Headline], size: int, known: Sequence[ReviewAnswer]
) -> tuple[Question, ...]:
    """A sample of values, drawn by a seed, with questions mixed in whose answer is known.

    Args:
        name: of the sample.
        seed: the same draws the same.
        lines: the incidents to draw from.
        size: how many values.
        known: answers of people from which questions with a known answer are made.
    """
    draw = random.Random(seed)  # noqa: S311  a sample, no secret
    every = [(line.id, about) for line in lines for about in SAMPLED if has_value(line, about)]
    chosen = draw.sample(every, min(size, len(every)))
    found = [
        Question(
            key=f"field:{subject[:16]}:{about}",
            kind=QuestionKind.FIELD,
            subject=subject,
            field=about,
            sample=name,
        )
        for subject, about in chosen
    ]
    tests = known_questions(name, known, max(1, len(found) // EACH_KNOWN), draw)
    for test in tests:
        found.insert(draw.randrange(len(found) + 1), test)
    return tuple(found)


def has_value(line: Headline, about: str) -> bool:
    """Does the ledger say something on a field?"""
    said = {
        "kind": True,
        "date": bool(line.first),
        "place": bool(line.country),
        "killed": line.killed is not None,
        "wounded": line.wounded is not None,
        "perpetrators": bool(line.actors),
    }
    return said[about]


def known_questions(
    name: str, known: Sequence[ReviewAnswer], most: int, draw: random.Random
) -> Iterator[Question]:
    """Questions whose answer is known: figures that people confirmed, half of them changed."""
    usable = [one for one in known if one.answer == "yes" and one.value.isdecimal()]
    for at, one in enumerate(draw.sample(usable, min(most, len(usable)))):
        wrong = at % 2 == 0
        figure = int(one.value)
        yield Question(
            key=f"known:{one.number}:{one.field}",
            kind=QuestionKind.FIELD,
            subject=one.subject,
            field=one.field,
            sample=name,
            truth="no" if wrong else "yes",
            shown=str(figure + max(2, figure // 2)) if wrong else one.value,
        )
