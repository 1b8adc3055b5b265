"""The review: one question at a time, one key a decision, undo without end.

A question is answered once by one person: an answer that comes twice changes nothing. Decisions
reach the incidents in the background; the next question never waits for that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.record.reviews import ReviewAnswer
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.cookies import remember_reviewer
from dateline.serve.pages.evidence import (
    Answer,
    Dispute,
    DoubtShown,
    Told,
    answers_of,
    disputes_of,
    doubts_of,
    perpetrator_lines,
)
from dateline.serve.pages.incident import Decision, record_decision, told_of
from dateline.serve.pages.office import Office, ReviewQueue
from dateline.serve.pages.overview import chosen_lines
from dateline.serve.pages.queue import (
    Question,
    QuestionKind,
    answered_keys,
    has_value,
    next_question,
)
from dateline.serve.pages.rendering import country_names, page_answer
from dateline.serve.pages.samples import sample_of
from dateline.serve.pages.selection import Selection, selection_of
from dateline.serve.pages.table import Headline
from dateline.types import Incident

RECENT: Final = 8  # answers that a reviewer sees
LONGEST: Final = 3600.0  # seconds that a judgement is taken to have lasted at most
HOUR: Final = 3600
OWN: Final = ("sample", "item")  # of the address, beside the filters
MOST_BULK: Final = 500
REASON: Final = "reviewed"
UNDONE: Final = "undone in the review"
ANSWERS: Final = ("yes", "no", "unsure", "correct", "pick")


@dataclass(frozen=True, slots=True)
class Card:
    """A question with all that is needed to answer it."""

    question: Question
    incident: Incident
    row: Mapping[str, Any]
    told: Told
    answers: tuple[Answer, ...]
    dispute: Dispute | None
    other: Incident | None = None
    other_row: Mapping[str, Any] | None = None
    other_told: Told | None = None

    @property
    def doubts(self) -> list[DoubtShown]:
        """What makes the line doubtful."""
        return doubts_of(self.incident, self.told)

    @property
    def asked_about(self) -> Answer | None:
        """What the ledger says to the question that is asked."""
        wanted = NAMED.get(self.question.field, self.question.field)
        return next((one for one in self.answers if one.field == wanted), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a reviewer is: the questions, the sample and the filters."""

    queue: ReviewQueue
    questions: Sequence[Question]
    chosen: Selection
    sample: str
    blind: bool
    double: frozenset[str]


def review_page(office: Office, asked: Asked, *, error: str = "", item: str = "") -> Response:
    """The next question, or the one of the address."""
    desk = review_desk(office, asked)
    answers = desk.queue.counting()
    done = answered_keys(answers, asked.signed, desk.sample, desk.double)
    item = item or asked.query.get("item", "")
    question = wanted_question(desk, item) or next_question(
        desk.questions, done, reviewed_incidents(office, desk, asked)
    )
    mine = [one for one in answers if one.by == asked.signed]
    opened = asked.form.get("opened") == "1" and asked.form.get("item") == (
        question.key if question else ""
    )
    started = moment_of_question(asked.form.get("started")) if opened or error else time.time()
    answer = page_answer(
        "review",
        asked,
        422 if error else 200,
        section="Review",
        user=asked.signed,
        error=error,
        card=question_card(office, question, asked) if question else None,
        question=question,
        desk=desk,
        blind=desk.blind and not opened,
        opened=opened,
        started=f"{started:.3f}",
        left=questions_left(desk, done, reviewed_incidents(office, desk, asked)),
        done=len(done),
        recent=list(answers_with_comments(office, mine[::-1][:RECENT])),
        pace=median_pace(mine),
        back=review_address(desk),
    )
    if asked.form.get("by"):
        remember_reviewer(answer, asked.form["by"])
    return answer


def answers_with_comments(
    office: Office, answers: Sequence[ReviewAnswer]
) -> Iterator[tuple[ReviewAnswer, str]]:
    """Answers, each with what its reviewer said about it."""
    reasons = office.ledger.judgement_reasons([one.judgement for one in answers if one.judgement])
    for one in answers:
        reason = reasons.get(one.judgement, one.comment)
        yield one, "" if reason == REASON else reason


def moment_of_question(words: str | None) -> float:
    """When a question was shown, as its form says; now where it does not."""
    try:
        return float(words or time.time())
    except ValueError:
        return time.time()


def review_desk(office: Office, asked: Asked) -> Desk:
    """Where the reviewer is, by the address or by the form."""
    pairs = asked.query.multi_items() or address_pairs(asked.form.get("back", ""))
    name = next((value for key, value in pairs if key == "sample"), "")
    chosen = selection_of([pair for pair in pairs if pair[0] not in OWN])
    if name:
        sample = sample_of(office, name)
        double = frozenset({name}) if sample.reviewers > 1 else frozenset[str]()
        return Desk(office.queue, sample.questions(), chosen, name, sample.blind, double)
    return Desk(office.queue, office.queue.ready(), chosen, "", blind=False, double=frozenset())


def address_pairs(address: str) -> list[tuple[str, str]]:
    """The names and values of an address."""
    return parse_qsl(address.removeprefix("?"))


def review_address(desk: Desk) -> str:
    """The address of the review: its filters and its sample."""
    sample = [("sample", desk.sample)] if desk.sample else []
    return "?" + urlencode([*desk.chosen.pairs, *sample])


def reviewed_incidents(office: Office, desk: Desk, asked: Asked) -> frozenset[str] | None:
    """The incidents that are reviewed; None for all that the reviewer may see."""
    if desk.sample or (not desk.chosen.pairs and not office.view.hidden(asked.account)):
        return None
    return frozenset(line.id for line in chosen_lines(office, desk.chosen, asked.account))


def wanted_question(desk: Desk, item: str) -> Question | None:
    """The question of a key."""
    return next((one for one in desk.questions if one.key == item), None) if item else None


def questions_left(desk: Desk, done: frozenset[str], only: frozenset[str] | None) -> int:
    """How many questions are open."""
    if only is None:
        return sum(one.key not in done for one in desk.questions)
    return sum(
        one.key not in done and (one.subject in only or one.other in only) for one in desk.questions
    )


def median_pace(mine: Sequence[ReviewAnswer]) -> float | None:
    """Seconds to a judgement, by the middle one of the last answers."""
    lasted = sorted(one.seconds for one in mine[-50:] if one.seconds > 0)
    return lasted[len(lasted) // 2] if lasted else None


def question_card(office: Office, question: Question, asked: Asked) -> Card | None:
    """A question with its incident; None where the incident is no more."""
    try:
        incident = office.view.shown_incident(question.subject, asked.account)
        other = (
            office.view.shown_incident(question.other, asked.account) if question.other else None
        )
    except InputError:
        return None
    told = told_of(office, incident)
    row = reviewed_row(office, incident, told)
    answers = answers_of(incident, row, told, country_names(asked.language))
    answers += list(accused_answer(incident, told))
    if question.shown:
        answers = [
            replace(one, text=question.shown) if one.field == question.field else one
            for one in answers
        ]
    found = (one for one in disputes_of(incident, told) if one.field == question.field)
    dispute = next(found, None) if question.kind is QuestionKind.CONTRADICTION else None
    if other is None:
        return Card(question, incident, row, told, tuple(answers), dispute)
    other_told = told_of(office, other)
    return Card(
        question,
        incident,
        row,
        told,
        tuple(answers),
        None,
        other,
        reviewed_row(office, other, other_told),
        other_told,
    )


def reviewed_row(office: Office, incident: Incident, told: Told) -> Mapping[str, Any]:
    """An incident in the exchange form."""
    texts = {report: one.document.text for report, one in told.readings.items()}
    return office.service.actions.row(incident, texts)


def accused_answer(incident: Incident, told: Told) -> Iterator[Answer]:
    """Who is said to have done it, as one answer."""
    lines = perpetrator_lines(incident, told)
    if lines:
        yield Answer(
            field="perpetrators",
            label="Said to have done it",
            text="; ".join(f"{one.name} ({one.how})" for one in lines),
            supporting=tuple(said for one in lines for said in one.sentences),
        )


# ------------------------------------------------------------------ answering


def answer_page(office: Office, asked: Asked) -> Response:
    """Take an answer, or take one back, and show the next question."""
    form = asked.form
    if form.get("answer") == "open":
        return review_page(office, opened_question(asked), item=form.get("item", ""))
    if not asked.signed:
        return review_page(office, asked, error="expected your name, found none; give it below")
    if form.get("answer") == "undo":
        return undo_last_answer(office, asked)
    try:
        record_answer(office, asked)
    except InputError as problem:
        return review_page(office, asked, error=str(problem), item=form.get("item", ""))
    return review_page(office, asked)


def opened_question(asked: Asked) -> Asked:
    """What is asked, once the reviewer has opened the sentence."""
    pairs = [pair for pair in asked.form.multi_items() if pair[0] != "opened"]
    return replace(asked, form=type(asked.form)([*pairs, ("opened", "1")]))


def record_answer(office: Office, asked: Asked) -> None:
    """Record an answer and what follows from it.

    Raises:
        InputError: it could not be applied, or the value was not looked at.
    """
    desk, form = review_desk(office, asked), asked.form
    question = wanted_question(desk, form.get("item", ""))
    done = answered_keys(desk.queue.counting(), asked.signed, desk.sample, desk.double)
    if question is None or question.key in done:
        return  # answered a moment ago, by the same key or by somebody else
    said = "pick" if form.get("pick") else form.get("answer", "")
    if said not in ANSWERS:
        raise InputError(f"expected one of {', '.join(ANSWERS)}, found {said!r}")
    if desk.blind and form.get("opened") != "1":
        raise InputError("expected that you open the sentence before you judge; press o")
    asked_about = value_asked_about(office, question)
    judgement = "" if desk.sample else judge_from_answer(office, question, asked, said)
    seconds = min(max(time.time() - moment_of_question(form.get("started")), 0.0), LONGEST)
    office.ledger.answer_review(
        ReviewAnswer(
            item=question.key,
            kind=question.kind.value,
            subject=question.subject,
            field=question.field,
            answer="no" if said in {"correct", "pick"} else said,
            value=("" if judgement else form.get("pick") or form.get("value", "")) or asked_about,
            by=asked.signed,
            seconds=round(seconds, 3),
            blind=desk.blind,
            opened=form.get("opened") == "1",
            sample=desk.sample,
            truth=question.truth,
            judgement=judgement,
            comment="" if judgement else form.get("comment", "").strip(),
        )
    )
    if judgement:
        desk.queue.renew_soon()


def value_asked_about(office: Office, question: Question) -> str:
    """The value that was asked about, as a later test of reviewers can use it."""
    line = office.table.held.get(question.subject)
    if question.shown or line is None or question.field not in {"killed", "wounded"}:
        return question.shown
    figure = line.killed if question.field == "killed" else line.wounded
    return str(figure.best) if figure and figure.best is not None else ""


def judge_from_answer(office: Office, question: Question, asked: Asked, said: str) -> str:
    """Record the judgement that follows from an answer; gives its id, nothing for none.

    Whatever is decided stands with the judgements, also that somebody cannot tell: the answer
    itself says only how it came about.
    """
    act, form = act_of_answer(question, said, asked.form, office.table.held.get(question.subject))
    if not act:
        return ""
    plain = f"{question.field.replace('_', ' ')} is wrong" if act == "comment" else REASON
    reason = asked.form.get("comment", "").strip() or plain
    decision = Decision(question.subject, act, reason, form)
    return record_decision(office, asked, decision, later=True).id


def act_of_answer(
    question: Question, said: str, form: Mapping[str, str], line: Headline | None
) -> tuple[str, dict[str, str]]:
    """The act and its parts that an answer stands for; an empty act for none."""
    if said == "unsure":
        return "unsure", {"other": question.other}
    if question.kind is QuestionKind.LINK:
        return ("merge" if said == "yes" else "apart"), {"other": question.other}
    if said in {"correct", "pick"}:
        value = (form.get("pick") or form.get("value", "")).strip()
        field = form.get("field") or NAMED.get(question.field, question.field)
        return "correct", {"field": field, "value": value, "unlisted": form.get("unlisted", "")}
    if said == "yes":
        return acceptance_of(question.field, line)
    if question.kind in {QuestionKind.LINE, QuestionKind.NEW}:
        return "reject", {}
    return "comment", {}  # wrong, and nobody says what is right


# What contradictions call a field, where a judgement calls it otherwise.
NAMED: Final = {"actor": "perpetrators", "when": "date", "where": "place"}
# What can be accepted by itself, as an acceptance calls it.
ACCEPTED: Final = {"date": "when", "place": "where", "killed": "killed", "wounded": "wounded"}


def acceptance_of(field: str, line: Headline | None) -> tuple[str, dict[str, str]]:
    """The acceptance of an incident or of a field; of what cannot be accepted by itself, none."""
    if not field:
        return "accept", {}
    name = NAMED.get(field, field)
    known = name in ACCEPTED and line is not None and has_value(line, name)
    return ("accept", {"field": ACCEPTED[name]}) if known else ("", {})


def undo_last_answer(office: Office, asked: Asked) -> Response:
    """Take the reviewer's last answer back, with the judgement that followed from it."""
    desk = review_desk(office, asked)
    mine = [
        one for one in desk.queue.counting() if one.by == asked.signed and one.sample == desk.sample
    ]
    if not mine:
        return review_page(office, asked, error="nothing is left to undo")
    last = mine[-1]
    if last.judgement:
        try:
            undone = Decision(last.subject, "undo", UNDONE, {"judgement": last.judgement})
            record_decision(office, asked, undone, later=True)
        except InputError as problem:
            return review_page(office, asked, error=str(problem))
        desk.queue.renew_soon()
    office.ledger.answer_review(
        replace(last, answer="undo", value=str(last.number), judgement="", comment="", seconds=0.0)
    )
    return review_page(office, asked, item=last.item)


# ------------------------------------------------------------------ many at once


def bulk_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """What a decision on all incidents of an address would change, before it is made."""
    pairs = asked.query.multi_items() or address_pairs(asked.form.get("back", ""))
    chosen = selection_of(pairs)
    lines = chosen_lines(office, chosen, asked.account)
    return page_answer(
        "bulk",
        asked,
        422 if error else 200,
        section="Review",
        user=asked.signed,
        error=error,
        lines=lines,
        most=MOST_BULK,
        back=chosen.filters(),
    )


def bulk_judge_page(office: Office, asked: Asked) -> Response:
    """Decide on all incidents of an address, as they were shown."""
    form, act = asked.form, asked.form.get("act", "")
    wanted = form.getlist("incident")[:MOST_BULK]
    if act not in {"accept", "reject"} or not wanted:
        return bulk_page(office, asked, error="expected a decision and at least one incident")
    for made, name in enumerate(wanted):
        try:
            _decided_in_bulk(office, asked, name, act)
        except InputError as problem:
            office.renew_ledger()
            done = f" ({made} were decided before it)" if made else ""
            return bulk_page(office, asked, error=f"{problem}{done}")
    office.renew_ledger()
    return RedirectResponse(f"/{form.get('back', '')}", 303)


def _decided_in_bulk(office: Office, asked: Asked, name: str, act: str) -> None:
    """Decide on one incident of many; the review can take it back."""
    reason = asked.form.get("reason", "")
    judgement = record_decision(office, asked, Decision(name, act, reason, {}), later=True)
    office.ledger.answer_review(
        ReviewAnswer(
            item=f"bulk:{name[:16]}",
            kind="bulk",
            subject=name,
            answer="yes" if act == "accept" else "no",
            by=asked.signed,
            judgement=judgement.id,
        )
    )
