"""The page of one report: its text with every value that was read in it, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.office import Office, homes_of
from dateline.serve.pages.rendering import page_answer
from dateline.types import (
    Block,
    BlockKind,
    Claim,
    Document,
    Mention,
    Prominence,
    Reading,
    Report,
    Scope,
    Source,
    Span,
    Stage,
)

SHORT: Final = 12  # characters of an id in an anchor


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the values that rest on it."""

    text: str
    claims: tuple[str, ...]  # ids of claims and triggers, shortened
    begins: tuple[str, ...]  # those that begin here
    own: bool  # of the incident that the reader came from


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a report in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A value with its place in the text, and the incident that it counts for."""

    name: str  # shortened
    span: Span
    field: str
    words: str
    speaker: str | None
    modality: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event that a report tells, and what became of it."""

    words: str
    name: str
    kind: str
    place: str  # of the telling: as news, in passing
    incident: str | None
    reason: str  # why it is in no incident


def report_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """One report."""
    report = office.view.arrived_report(asked.path["id"], asked.account)
    (reading,) = office.ledger.readings_of({report.id})
    homes = homes_of(office.ledger, {mention.id for mention in reading.mentions})
    came_from = asked.query.get("incident", "")
    marks = list(value_marks(reading, homes))
    return page_answer(
        "report",
        asked,
        422 if error else 200,
        section="Overview",
        error=error,
        report=report,
        document=reading.document,
        names=office.ledger.names({report.id}).get(report.id, (report.name,)),
        created=reading.created,
        paragraphs=marked_paragraphs(reading.document, marks, came_from),
        values=sorted(marks, key=lambda mark: (mark.span, mark.field, mark.name)),
        events=list(events_of_report(reading, homes)),
        furniture=sum(block.kind is BlockKind.BOILERPLATE for block in reading.document.blocks),
        suggested=office.ledger.suggestions(report.id),
        own_incidents=list(dict.fromkeys(homes[m.id] for m in reading.mentions if m.id in homes)),
        withdrawn=office.ledger.withdrawals().get(report.id),
        came_from=came_from,
        user=asked.user,
    )


def value_marks(reading: Reading, homes: Mapping[str, str]) -> Iterator[Marked]:
    """Every value of a report, each once."""
    seen: set[str] = set()
    text = reading.document.text
    for mention in reading.mentions:
        home = homes.get(mention.id)
        yield trigger_mark(mention, text, home)
        for claim in mention.claims:
            if claim.id not in seen:
                seen.add(claim.id)
                yield value_mark(claim, text, home)


def trigger_mark(mention: Mention, text: str, home: str | None) -> Marked:
    """The words that name an event."""
    span = mention.trigger
    words = text[span.start : span.end]
    return Marked(f"m{mention.id}"[:SHORT], span, "kind", words, None, mention.kind.value, home)


def value_mark(claim: Claim, text: str, home: str | None) -> Marked:
    """The words that carry a value."""
    return Marked(
        claim.id[:SHORT],
        claim.span,
        claim.role.value,
        text[claim.span.start : claim.span.end],
        claim.speaker.name if claim.speaker else None,
        claim.modality.value,
        home,
    )


def marked_paragraphs(
    document: Document, marks: Sequence[Marked], came_from: str
) -> list[Paragraph]:
    """The text block by block, cut where values begin and end."""
    return [
        Paragraph(
            block.kind.value, tuple(block_pieces(document.text, block.span, marks, came_from))
        )
        for block in covering_blocks(document)
    ]


def covering_blocks(document: Document) -> Iterator[Block]:
    """The blocks of a text, with what lies between them as body."""
    at = 0
    for block in sorted(document.blocks, key=lambda block: block.span):
        if block.span.start > at and document.text[at : block.span.start].strip():
            yield Block(BlockKind.BODY, Span(at, block.span.start))
        if block.span.end > at:
            yield Block(block.kind, Span(max(at, block.span.start), block.span.end))
            at = block.span.end
    if document.text[at:].strip():
        yield Block(BlockKind.BODY, Span(at, len(document.text)))


def block_pieces(
    text: str, block: Span, marks: Sequence[Marked], came_from: str
) -> Iterator[Piece]:
    """A block cut where values begin and end; white space alone leads nowhere."""
    inside = [m for m in marks if m.span.start < block.end and m.span.end > block.start]
    ends = {p for m in inside for p in (m.span.start, m.span.end) if block.start < p < block.end}
    cuts = [block.start, *sorted(ends), block.end]
    for start, end in pairwise(cuts):
        over = [m for m in inside if m.span.start <= start and end <= m.span.end]
        yield Piece(
            text[start:end],
            tuple(m.name for m in over) if text[start:end].strip() else (),
            tuple(m.name for m in over if m.span.start == start),
            any(m.incident == came_from for m in over) if came_from else bool(over),
        )


WHY_NOT: Final = {
    Scope.AGGREGATE: "a total over several events: kept, and never an incident",
    Scope.UNLISTED: "an event of a sort that the ledger does not list",
    Stage.THREATENED: "threatened, and not told to have happened",
    Stage.PLANNED: "planned or prepared, and not told to have happened",
}
OTHERWISE: Final = "no incident holds it: its report was withdrawn, or waits to be linked"


def events_of_report(reading: Reading, homes: Mapping[str, str]) -> Iterator[EventLine]:
    """The events that a report tells, in the order of its text."""
    text = reading.document.text
    for one in sorted(reading.mentions, key=lambda mention: mention.trigger):
        home = homes.get(one.id)
        why = WHY_NOT.get(one.scope) or WHY_NOT.get(one.stage) or OTHERWISE
        yield EventLine(
            text[one.trigger.start : one.trigger.end],
            f"m{one.id}"[:SHORT],
            one.sub_kind or one.kind.value,
            "as news" if one.prominence is Prominence.MAIN else "in passing",
            home,
            "" if home else why,
        )


# ------------------------------------------------------------------ editing


def edit_report_page(office: Office, asked: Asked) -> Response:
    """Give a report another date or outlet, or withdraw and restore it, then show it again."""
    report = office.view.arrived_report(asked.path["id"], asked.account)
    try:
        act_on_report(office, report, asked)
    except InputError as problem:
        return report_page(office, asked, error=str(problem))
    office.renew_ledger()
    return RedirectResponse(f"/reports/{report.id}", 303)


def act_on_report(office: Office, report: Report, asked: Asked) -> None:
    """Do what the form asks.

    Raises:
        InputError: a value cannot be read, or nobody signs.
    """
    act, reason, by = asked.form.get("act"), asked.form.get("reason", ""), asked.signed
    if act == "withdraw":
        office.service.judging.withdraw_report(report.id, reason, asked.account, by)
    elif act == "restore":
        office.service.judging.restore_report(report.id, reason, asked.account, by)
    elif act == "date":
        office.service.actions.edit(
            office.ledger, report, published_day(asked.form["published"]), None
        )
    elif act == "outlet":
        name, owner = asked.form.get("outlet", "").strip(), asked.form.get("owner", "").strip()
        if not name:
            raise InputError("expected the name of an outlet, found an empty one")
        source = Source(name.casefold().replace(" ", "-"), name, owner or name)
        office.service.actions.edit(office.ledger, report, report.published, source)


def published_day(words: str) -> date:
    """A day as a form sends it.

    Raises:
        InputError: it is none.
    """
    try:
        return date.fromisoformat(words.strip())
    except ValueError as error:
        raise InputError(f"expected a day (YYYY-MM-DD), found {words!r}") from error
