"""What changed since a day or a revision, and which reports copy which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from starlette.responses import Response

from dateline.errors import InputError
from dateline.serve.actions import Row
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.incident import shown_values
from dateline.serve.pages.office import MOST_READ, Office
from dateline.serve.pages.rendering import page_answer
from dateline.types import Copy, Document, Passage, Span

MOST: Final = 200  # changes on a page
LONGEST: Final = 300  # characters of a passage


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as the page shows it."""

    change: str
    id: str
    row: Mapping[str, Any]  # as it is, or as it was last
    is_there: bool
    at: str
    revision: int
    others: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]  # field, before, after
    more: tuple[str, ...]  # other fields that changed


def changes_page(office: Office, asked: Asked) -> Response:
    """What became of incidents since a day or a revision, the newest first; yesterday's unasked."""
    since = asked.query.get("since", "").strip() or yesterday()
    error, found = "", []
    try:
        first = office.ledger.revision_before(since)
        found = sorted(
            office.view.differences_since(first, asked.account),
            key=lambda one: (-one.revision, one.incident),
        )
    except InputError as problem:
        error = str(problem)
    shown = found[:MOST]
    forms = [form for one in shown for form in (one.before, one.after) if form]
    rows = office.service.actions.changed(shown, office.view.texts_of(forms))
    return page_answer(
        "changes",
        asked,
        422 if error else 200,
        section="Changes",
        error=error,
        since=since,
        lines=[change_line(row) for row in rows],
        number=len(found),
        revisions=office.view.revisions()[::-1][:MOST],
    )


def yesterday() -> str:
    """The day before this one, in UTC."""
    return (datetime.now(UTC).date() - timedelta(days=1)).isoformat()


def change_line(row: Row) -> ChangeLine:
    """A change with the values that a list can show."""
    before, after = row["before"], row["after"]
    told: tuple[tuple[str, str, str], ...] = ()
    if before and after:
        then, now = shown_values(before), shown_values(after)
        told = tuple((name, then[name], now[name]) for name in now if then[name] != now[name])
    named = {name for name, _, _ in told}
    return ChangeLine(
        change=row["change"],
        id=row["id"],
        row=after or before or {},
        is_there=after is not None,
        at=row["at"],
        revision=row["revision"],
        others=tuple(row["others"]),
        fields=told,
        more=tuple(name for name in row["fields"] if name not in named) if before and after else (),
    )


# ------------------------------------------------------------------ copies


@dataclass(frozen=True, slots=True)
class SharedWords:
    """A passage of two reports."""

    words: str
    number: int
    changed: int
    voice: str | None
    link: str  # the report that it is shown of


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A pair of reports with passages in common: the copy first where that is known."""

    copy: Copy
    first: str
    second: str
    passages: tuple[SharedWords, ...]


def copies_page(office: Office, asked: Asked) -> Response:
    """Which reports copy which, and whose words each passage has."""
    too_many = len(office.table.resting_reports()) > MOST_READ
    found: Sequence[Copy] = () if too_many else office.view.copies(None, asked.account)
    reports = {report for one in found for report in (one.left, one.right)}
    readings = office.ledger.readings_of(reports)
    documents = {reading.document.report: reading.document for reading in readings}
    return page_answer(
        "copies",
        asked,
        section="Sources",
        lines=list(copy_lines(found, documents)),
        names={report: names[0] for report, names in office.ledger.names(reports).items()},
        titles={report: one.title for report, one in documents.items()},
        too_many=too_many,
    )


def copy_lines(found: Sequence[Copy], documents: Mapping[str, Document]) -> Iterator[CopyLine]:
    """The pairs, those of the most words in common first."""
    for one in sorted(found, key=lambda one: -max(one.left_share, one.right_share)):
        copied = one.source == one.left
        first, second = (one.right, one.left) if copied else (one.left, one.right)
        text = documents[one.left].text
        passages = tuple(shared_words(passage, text, one.left) for passage in one.passages)
        yield CopyLine(one, first, second, passages)


def shared_words(passage: Passage, text: str, report: str) -> SharedWords:
    """A passage as its left report has it."""
    span: Span = passage.left
    words = text[span.start : span.end]
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return SharedWords(shown, passage.words, passage.changed, passage.voice, report)
