"""Samples: values drawn by a seed and judged blind, which tell the errors of all with a bound.

What was drawn is kept with the sample, so that it stays the same when the ledger changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Final

from dateline.errors import NotFoundError
from dateline.record.reviews import KeptEntry, ReviewAnswer
from dateline.serve.pages.estimates import ErrorShare, PairAgreement, agreement_of
from dateline.serve.pages.office import Office
from dateline.serve.pages.queue import Question, QuestionKind, sample_questions
from dateline.serve.pages.table import Headline

SAMPLE: Final = "sample"  # the kind of entry
LARGEST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSample:
    """A sample as it is kept."""

    name: str
    filters: str  # the address of what it was drawn from
    seed: str
    drawn: tuple[tuple[str, str, str, str, str], ...]  # key, incident, field, truth, shown value
    population: int  # values that it was drawn from
    reviewers: int = 1  # how many people judge each value
    blind: bool = True
    target: float = 0.05  # the share of errors that is accepted

    def questions(self) -> tuple[Question, ...]:
        """Its questions."""
        return tuple(
            Question(
                key=key,
                kind=QuestionKind.FIELD,
                subject=subject,
                field=field,
                sample=self.name,
                truth=truth,
                shown=shown,
            )
            for key, subject, field, truth, shown in self.drawn
        )


def sample_of(office: Office, name: str) -> ReviewSample:
    """The sample of a name.

    Raises:
        NotFoundError: there is none.
    """
    for one in all_samples(office):
        if one.name == name:
            return one
    raise NotFoundError(f"expected the name of a sample, found {name!r}; /accuracy lists them")


def all_samples(office: Office) -> list[ReviewSample]:
    """The samples, by name."""
    return [sample_of_entry(entry) for entry in office.ledger.kept_entries(SAMPLE)]


def sample_of_entry(entry: KeptEntry) -> ReviewSample:
    """An entry as a sample."""
    said: dict[str, Any] = json.loads(entry.json)
    drawn = tuple((one[0], one[1], one[2], one[3], one[4]) for one in said.pop("drawn"))
    return ReviewSample(**said, drawn=drawn)


def draw_sample(  # noqa: PLR0913  what a sample is
    office: Office,
    lines: Sequence[Headline],
    *,
    name: str,
    filters: str,
    seed: str,
    size: int,
    reviewers: int,
    blind: bool,
    target: float,
    by: str,
) -> ReviewSample:
    """Draw a sample of the values of some incidents, and keep it."""
    known = [one for one in office.queue.counting() if not one.sample and one.by != by]
    found = sample_questions(name, seed, lines, min(size, LARGEST), known)
    drawn = tuple((one.key, one.subject, one.field, one.truth, one.shown) for one in found)
    sample = ReviewSample(
        name=name,
        filters=filters,
        seed=seed,
        drawn=drawn,
        population=len(lines),
        reviewers=reviewers,
        blind=blind,
        target=target,
    )
    text = json.dumps(asdict(sample), ensure_ascii=False)
    office.ledger.keep_entry(KeptEntry(SAMPLE, name, text, by, ""))
    return sample


# ------------------------------------------------------------------ what a sample shows


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What the answers to a sample amount to."""

    sample: ReviewSample
    asked: int  # values, those with a known answer left out
    answered: int
    errors: ErrorShare
    by_field: tuple[tuple[str, ErrorShare], ...]
    unsure: int
    agreement: tuple[tuple[str, PairAgreement], ...]  # by field
    reviewers: tuple[tuple[str, ErrorShare, float], ...]  # on known answers, median seconds

    @property
    def complete(self) -> bool:
        """Is every value answered?"""
        return self.answered >= self.asked

    @property
    def accepted(self) -> bool | None:
        """Is the share of errors below the target, with 95 percent confidence? None: too early."""
        if self.errors.bound <= self.sample.target:
            return True
        return False if self.complete else None


def sample_result(sample: ReviewSample, answers: Iterable[ReviewAnswer]) -> SampleResult:
    """What the answers to a sample amount to; of two people's answers the stricter counts."""
    own = [one for one in answers if one.sample == sample.name]
    real = [one for one in own if not one.truth]
    judged = strictest_answers(real)
    fields = sorted({one.field for one in judged.values()})
    return SampleResult(
        sample=sample,
        asked=sum(not one[3] for one in sample.drawn),
        answered=len({one.item for one in real}),
        errors=error_share(judged.values()),
        by_field=tuple(
            (name, error_share(one for one in judged.values() if one.field == name))
            for name in fields
        ),
        unsure=sum(one.answer == "unsure" for one in judged.values()),
        agreement=tuple(field_agreements(real)),
        reviewers=tuple(reviewer_figures(own)),
    )


def strictest_answers(answers: Iterable[ReviewAnswer]) -> Mapping[str, ReviewAnswer]:
    """One answer a question: "no" before "unsure" before "yes"."""
    order = {"no": 0, "unsure": 1, "yes": 2}
    found: dict[str, ReviewAnswer] = {}
    for one in sorted(answers, key=lambda one: (order.get(one.answer, 1), one.number)):
        found.setdefault(one.item, one)
    return found


def error_share(answers: Iterable[ReviewAnswer]) -> ErrorShare:
    """How many values were called wrong; those that nobody is sure of are left out."""
    sure = [one for one in answers if one.answer in {"yes", "no"}]
    return ErrorShare(sum(one.answer == "no" for one in sure), len(sure))


def field_agreements(answers: Sequence[ReviewAnswer]) -> Iterator[tuple[str, PairAgreement]]:
    """The agreement of people on each field, then on all."""
    by_item: dict[str, list[ReviewAnswer]] = {}
    for one in answers:
        by_item.setdefault(one.item, []).append(one)
    pairs: list[tuple[str, tuple[str, str]]] = []
    for given in by_item.values():
        for one, other in combinations(sorted(given, key=lambda each: each.by), 2):
            if one.by != other.by:
                pairs.append((one.field, (one.answer, other.answer)))
    for name in sorted({name for name, _ in pairs}):
        yield name, agreement_of(pair for at, pair in pairs if at == name)
    if pairs:
        yield "", agreement_of(pair for _, pair in pairs)


def reviewer_figures(answers: Sequence[ReviewAnswer]) -> Iterator[tuple[str, ErrorShare, float]]:
    """Each reviewer with the errors on known answers, and the median seconds of a judgement."""
    for name in sorted({one.by for one in answers}):
        own = [one for one in answers if one.by == name]
        known = [one for one in own if one.truth]
        wrong = sum(one.answer != one.truth for one in known)
        lasted = sorted(one.seconds for one in own)
        yield name, ErrorShare(wrong, len(known)), lasted[len(lasted) // 2]
