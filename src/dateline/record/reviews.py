"""What reviewers answered, and what the workspace keeps by name.

An answer is a row that never changes; to take one back is a row too. What follows from an answer
for an incident is a judgement, and stands with the judgements; here stands how it came about: how
long it took, whether the value was hidden, and what the reviewer was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select

from dateline.record import history
from dateline.record.archive import text_hash
from dateline.record.codec import from_json, plain_json, to_json
from dateline.record.tables import KEPT_ENTRY, REVIEW_ANSWER
from dateline.types import Suggestion

SUGGESTION: Final = "suggestion"  # the kind of entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """One answer of a reviewer to one question of the queue.

    Attributes:
        item: the question, by a name that outlives the value that is asked about.
        kind: of the question.
        subject: the incident, by the id that it had.
        field: that is asked about; empty for the whole incident.
        answer: yes, no, unsure, a comment, a correction; "undo" takes another answer back.
        value: that was asked about; of an undo, the number of the answer that it takes back.
            Without a judgement, what was put in its place stands here.
        by: who answered.
        seconds: from the question to the answer.
        blind: the value was hidden at first.
        opened: the reviewer had opened the sentence.
        sample: that the question belongs to.
        truth: the answer that is known to be right, where the question tests the reviewer.
        judgement: that followed from it; it has the value that was given, and the comment.
        comment: in the reviewer's words, where no judgement has them as its reason.
        number: in the order of answers; given when it is kept.
        at: the time; given when it is kept.
    """

    item: str
    kind: str
    subject: str
    answer: str
    by: str
    field: str = ""
    value: str = ""
    seconds: float = 0.0
    blind: bool = False
    opened: bool = False
    sample: str = ""
    truth: str = ""
    judgement: str = ""
    comment: str = ""
    number: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """Something that people keep by name: a saved search, a sample, a setting."""

    kind: str
    name: str
    json: str
    by: str
    at: str


def add_answer(connection: Connection, answer: ReviewAnswer) -> ReviewAnswer:
    """Keep an answer; gives it with its number and time."""
    last: int | None = connection.execute(select(func.max(REVIEW_ANSWER.c.number))).scalar()
    values = {column.name: getattr(answer, column.name) for column in REVIEW_ANSWER.c}
    values |= {"number": (last or 0) + 1, "at": history.current_time()}
    connection.execute(insert(REVIEW_ANSWER).values(**values))
    digest = text_hash(plain_json([values[column.name] for column in REVIEW_ANSWER.c]))
    history.append_entry(connection, "answer", str(values["number"]), {"digest": digest})
    return ReviewAnswer(**values)


def all_answers(connection: Connection, after: int = 0) -> tuple[ReviewAnswer, ...]:
    """The answers in the order given, undos among them.

    Args:
        connection: to read on.
        after: leave out those up to this number.
    """
    query = select(REVIEW_ANSWER).where(REVIEW_ANSWER.c.number > after)
    rows = connection.execute(query.order_by(REVIEW_ANSWER.c.number))
    return tuple(answer_from_row(row) for row in rows)


def answer_from_row(row: Row[Any]) -> ReviewAnswer:
    """A row as an answer."""
    return ReviewAnswer(**row._mapping)  # noqa: SLF001  as SQLAlchemy calls it


def counting_answers(answers: Sequence[ReviewAnswer]) -> tuple[ReviewAnswer, ...]:
    """The answers that no later one took back, without the undos."""
    gone = {answer.value for answer in answers if answer.answer == "undo"}
    return tuple(a for a in answers if a.answer != "undo" and str(a.number) not in gone)


def keep_entry(connection: Connection, entry: KeptEntry) -> None:
    """Keep something by name, in the place of what had that name."""
    drop_entry(connection, entry.kind, entry.name)
    values = {name: getattr(entry, name) for name in ("kind", "name", "json", "by")}
    values["at"] = entry.at or history.current_time()
    connection.execute(insert(KEPT_ENTRY).values(**values))
    digest = text_hash(plain_json([values[column.name] for column in KEPT_ENTRY.c]))
    history.append_entry(connection, "keep", f"{entry.kind} {entry.name}", {"digest": digest})


def drop_entry(connection: Connection, kind: str, name: str) -> None:
    """Keep something no more."""
    held = (KEPT_ENTRY.c.kind == kind, KEPT_ENTRY.c.name == name)
    if connection.execute(delete(KEPT_ENTRY).where(*held)).rowcount:
        history.append_entry(connection, "drop", f"{kind} {name}")


def kept_entries(connection: Connection, kind: str, begin: str = "") -> tuple[KeptEntry, ...]:
    """What is kept of a kind, by name; only under names that begin so."""
    of_kind = (KEPT_ENTRY.c.kind == kind, KEPT_ENTRY.c.name.startswith(begin, autoescape=True))
    query = select(KEPT_ENTRY).where(*of_kind).order_by(KEPT_ENTRY.c.name)
    return tuple(KeptEntry(*row) for row in connection.execute(query))


def suggestion_entry(one: Suggestion, name: str) -> KeptEntry:
    """A suggestion as what is kept; its name begins with its report."""
    return KeptEntry(SUGGESTION, f"{one.report} {name}", to_json(one), one.model, "")


def kept_suggestions(connection: Connection, report: str = "") -> tuple[Suggestion, ...]:
    """What language models suggested, of one report or of all, by report and place in it."""
    begin = f"{report} " if report else ""
    found = (from_json(e.json, Suggestion) for e in kept_entries(connection, SUGGESTION, begin))
    return tuple(sorted(found, key=lambda one: (one.report, one.span, one.field, one.model)))
