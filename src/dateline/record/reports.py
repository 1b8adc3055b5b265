"""Reports and what was read in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    SelectBase,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from dateline.errors import InputError, NotFoundError
from dateline.record import history, search
from dateline.record.archive import archive_reading, note_change
from dateline.record.batches import in_batches
from dateline.record.codec import to_json, value_json
from dateline.record.outlets import outlet_columns, ratings_text, set_agency, set_source
from dateline.record.signing import check_signed
from dateline.record.tables import (
    CLAIM,
    DOCUMENT,
    LEFT_OUT,
    MENTION,
    PENDING,
    READING,
    REPORT,
    REPORT_NAME,
    SET_ASIDE,
    WITHDRAWAL,
)
from dateline.record.whole import (
    NOT_COUNTING,
    REPORT_COLUMNS,
    reading_with_text,
    report_from_row,
    sorted_names,
)
from dateline.types import (
    Claim,
    Mention,
    Outlet,
    Party,
    Rating,
    Reading,
    Report,
    SetAside,
    Span,
)

Rank = tuple[bool | str, ...]  # how well a report is known
RECORD = "record"  # what the history calls the first reading of a report
SHORTEST_ID = 6  # characters of a report's id that may stand for it

# Statements that run for each report are made once: to make one takes longer than to run it.
_OWN: BindParameter[str] = bindparam("own")
_HELD = (
    select(READING.c.json, DOCUMENT.c.text)
    .join(DOCUMENT, DOCUMENT.c.report == READING.c.report)
    .where(READING.c.report == _OWN)
)
_IS_PENDING = select(PENDING).where(PENDING.c.report == _OWN)
_KNOWN_ASIDE = select(SET_ASIDE).where(SET_ASIDE.c.name.in_(bindparam("own", expanding=True)))
_KNOWN_NAME = select(REPORT_NAME.c.name).where(
    REPORT_NAME.c.name == _OWN, REPORT_NAME.c.report == bindparam("of")
)
_RANK = select(
    *(REPORT.c.published, REPORT.c.name, REPORT.c.stamp, REPORT.c.updated, REPORT.c.given_place)
).where(REPORT.c.id == _OWN)
_DROP_ASIDE = delete(SET_ASIDE).where(SET_ASIDE.c.name == _OWN)
_NEW_ROWS = {
    table: insert(table)
    for table in (REPORT, REPORT_NAME, SET_ASIDE, PENDING, DOCUMENT, READING, MENTION, CLAIM)
}


def is_known(connection: Connection, report: Report) -> bool:
    """Would recording a report leave what is recorded of it as it is, but for its names?"""
    recorded = recorded_rank(connection, report.id)
    return recorded is not None and recorded <= _rank_of(report)


def add_name(connection: Connection, report: Report, *, noted: bool = False) -> bool:
    """Keep the name that a recorded report came under; True if it is new.

    Args:
        connection: of a transaction that writes.
        report: as it came.
        noted: the history says already that a report came under this name.
    """
    row = {"name": report.name, "report": report.id}
    gone = connection.execute(_DROP_ASIDE, {"own": report.name}).rowcount
    fresh = connection.execute(_KNOWN_NAME, {"own": report.name, "of": report.id}).first() is None
    if (fresh or gone) and not noted:
        history.append_entry(connection, "name", report.id, {"name": report.name})
    if fresh:
        connection.execute(_NEW_ROWS[REPORT_NAME], row)
        await_linking(connection, report.id)
    return fresh


def renew_outlets(connection: Connection, report: Report, outlets: Sequence[Outlet]) -> None:
    """Keep who published a recorded report, and how far they are relied on, as a table has it."""
    source = set_source(connection, report)
    agency = set_agency(connection, report, outlets)
    if source or agency:
        await_linking(connection, report.id)


def add_report(connection: Connection, report: Report, reading: Reading) -> None:
    """Record a report with its reading; of the same bytes twice, the better known counts.

    A report with a publication date goes before one without, an earlier date before a later one,
    then the smaller name, then what tells more: the order in which reports come in makes no
    difference.
    """
    recorded = recorded_rank(connection, report.id)
    action = None
    if recorded is None:
        connection.execute(_NEW_ROWS[REPORT], report_columns(report))
        action = RECORD
    elif recorded > _rank_of(report):
        _update_report(connection, report)
        action = "better known"
    if recorded is None or recorded >= _rank_of(report):
        _write_reading(connection, report.id, reading, action, {"name": report.name})
    add_name(connection, report, noted=action is not None)
    if set_source(connection, report):
        await_linking(connection, report.id)


def add_outcomes(connection: Connection, some: Iterable[tuple[Report, Reading | SetAside]]) -> None:
    """Record reports with their readings, or with why they have none, in the order given."""
    aside: list[SetAside] = []
    for report, reading in some:
        if isinstance(reading, SetAside):
            aside.append(reading)
        else:
            keep_all_set_aside(connection, aside)
            aside.clear()
            add_report(connection, report, reading)
    keep_all_set_aside(connection, aside)


def amend_report(connection: Connection, report: Report, reading: Reading) -> None:
    """Put what a person says of a report, and its reading with that, in the place of what is known.

    Unlike a report that comes in again, it need not be known better than before.
    """
    values = report_columns(report)
    _update_report(connection, report)
    told = {"published": values["published"], "source": values["source_name"]}
    _write_reading(connection, report.id, reading, "amend", told)
    await_linking(connection, report.id)


def _update_report(connection: Connection, report: Report) -> None:
    """Put what is known of a report in the place of what was; its bytes are what its id says."""
    values = {k: v for k, v in report_columns(report).items() if k not in {"id", "content"}}
    connection.execute(update(REPORT).where(REPORT.c.id == report.id).values(**values))


def rate_outlet(connection: Connection, outlet: str, rating: Rating) -> int:
    """Give an outlet one more letter on all its reports; gives how many there are."""
    query = select(REPORT.c.id).where(REPORT.c.source_id == outlet)
    found = connection.execute(query).scalars().all()
    if not found:
        raise InputError(f"expected an outlet of a report, found {outlet!r}")
    for one in found:
        report = one_report(connection, one)
        if report.source is not None:
            kept = [r for r in report.source.ratings if r.since != rating.since]
            ratings = tuple(sorted([*kept, rating], key=lambda r: r.since or date.min))
            rated = replace(report, source=replace(report.source, ratings=ratings))
            if set_source(connection, rated):
                await_linking(connection, one)
    return len(found)


def keep_set_aside(connection: Connection, item: SetAside) -> None:
    """Keep an input that was not recorded, with the reason."""
    keep_all_set_aside(connection, [item])


def keep_all_set_aside(connection: Connection, items: Sequence[SetAside]) -> None:
    """Keep inputs that were not recorded, with the reasons.

    Most news is set aside, so that a statement for each would take longer than all else here.
    """
    if len({item.name for item in items}) < len(items):  # the last of a name counts
        for item in items:
            keep_set_aside(connection, item)
        return
    names = [item.name for item in items]
    found = connection.execute(_KNOWN_ASIDE, {"own": names}) if names else ()
    known = {row.name: (row.stage, row.reason) for row in found}
    new = [item for item in items if known.get(item.name) != (item.stage, item.reason)]
    if not new:
        return
    if gone := [{"own": item.name} for item in new if item.name in known]:
        connection.execute(_DROP_ASIDE, gone)
    rows = [{"name": item.name, "stage": item.stage, "reason": item.reason} for item in new]
    connection.execute(_NEW_ROWS[SET_ASIDE], rows)
    history.append_entries(connection, "set aside", [(row["name"], row) for row in rows])


def remove_report(connection: Connection, report: str, stage: str, reason: str) -> None:
    """Set a recorded report aside, under each of its names; it is read again when it comes again.

    Args:
        connection: of a transaction that writes, in which the report is no longer linked.
        report: its id.
        stage: the stage that could not take it.
        reason: why.
    """
    known = names_of_reports(connection, (report,)).get(report, ())
    former = archive_reading(connection, report)
    for table in (READING, CLAIM, MENTION, DOCUMENT, PENDING, LEFT_OUT, REPORT_NAME):
        connection.execute(delete(table).where(table.c.report == report))
    connection.execute(delete(REPORT).where(REPORT.c.id == report))
    search.drop_entries(connection, search.HitKind.REPORT, [report])
    said = {"stage": stage, "reason": reason, "former": former}
    history.append_entry(connection, "remove", report, said)
    for name in known:
        keep_set_aside(connection, SetAside(name, stage, reason))


def readings_of(connection: Connection, ids: Collection[str]) -> tuple[Reading, ...]:
    """Some readings, by report id."""
    query = select(READING.c.json, DOCUMENT.c.text).join(
        DOCUMENT, DOCUMENT.c.report == READING.c.report
    )
    found = []
    for few in in_batches(sorted(ids)):
        rows = connection.execute(query.where(READING.c.report.in_(few)).order_by(READING.c.report))
        found += [reading_with_text(row.json, row.text) for row in rows]
    return tuple(found)


def names_of_reports(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """All names of some reports, sorted."""
    query = select(REPORT_NAME.c.name, REPORT_NAME.c.report)
    some = (query.where(REPORT_NAME.c.report.in_(few)) for few in in_batches(sorted(ids)))
    return sorted_names(row for one in some for row in connection.execute(one))


def count_reports(connection: Connection) -> tuple[int, int]:
    """How many reports are recorded, and how many inputs set aside."""
    tables = (REPORT, SET_ASIDE)
    one, two = (
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
    )
    return one, two


def await_linking(connection: Connection, report: str) -> None:
    """Note that a report is to be linked, or linked anew, or taken out."""
    if connection.execute(_IS_PENDING, {"own": report}).first() is None:
        connection.execute(_NEW_ROWS[PENDING], {"report": report})


def texts_of_reports(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The recorded texts of some reports, by id."""
    query = select(DOCUMENT.c.report, DOCUMENT.c.text)
    some = (query.where(DOCUMENT.c.report.in_(few)) for few in in_batches(sorted(ids)))
    return {row.report: row.text for one in some for row in connection.execute(one)}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as lists show it, without its bytes and its text."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str


def report_rows(
    connection: Connection, hidden: Collection[str], limit: int, after: str | None
) -> tuple[ReportRow, ...]:
    """Some reports, by id.

    Args:
        connection: to read on.
        hidden: ids of reports that are left out.
        limit: the most.
        after: the id of the last one of the page before.
    """
    at = REPORT.c
    outlet_columns = (
        at.id,
        DOCUMENT.c.title,
        at.source_name,
        at.url,
        at.published,
        DOCUMENT.c.language,
    )
    query = select(*outlet_columns).join(DOCUMENT, DOCUMENT.c.report == at.id).order_by(at.id)
    if after is not None:
        query = query.where(at.id > after)
    if hidden:
        query = query.where(at.id.not_in(sorted(hidden)))
    return tuple(ReportRow(*row) for row in connection.execute(query.limit(limit)))


def one_report(connection: Connection, report: str) -> Report:
    """The report with an id, as it arrived."""
    query = select(*(REPORT.c[name] for name in REPORT_COLUMNS)).where(REPORT.c.id == report)
    return report_from_row(connection.execute(query).one())


def claim_homes(connection: Connection, name: str) -> tuple[tuple[str, str], ...]:
    """The claims whose id is, or begins with, a name, each with its report."""
    query = select(CLAIM.c.id, CLAIM.c.report).distinct().order_by(CLAIM.c.id, CLAIM.c.report)
    rows = connection.execute(query.where(CLAIM.c.id.startswith(name, autoescape=True)))
    return tuple((row.id, row.report) for row in rows)


def mentions_of(connection: Connection, report: str) -> frozenset[str]:
    """The mentions of a report, by id."""
    query = select(MENTION.c.id).where(MENTION.c.report == report)
    return frozenset(connection.execute(query).scalars())


def withdraw_report(connection: Connection, name: str, reason: str, by: str | None) -> str:
    """Stop a report's claims from counting; nothing is deleted. Gives the report's id."""
    check_signed(by, reason)
    report = find_report(connection, name)
    done = current_withdrawals(connection).get(report)
    if done:
        raise InputError(
            f"expected a report that still counts, found {name}, withdrawn on {done.at[:10]}; "
            "nothing is left to do"
        )
    _set_counting(connection, report, reason, by, counts=False)
    return report


def _set_counting(
    connection: Connection, report: str, reason: str, by: str | None, *, counts: bool
) -> None:
    """Write down that a report counts again, or counts no more."""
    at = history.current_time()
    action = "restore" if counts else "withdraw"
    seq = history.append_entry(connection, action, report, {"reason": reason, "by": by, "at": at})
    values = {"report": report, "counts": counts, "reason": reason, "by": by, "at": at}
    connection.execute(insert(WITHDRAWAL).values(number=seq, **values))
    await_linking(connection, report)


def restore_report(connection: Connection, name: str, reason: str, by: str | None) -> str:
    """Let a withdrawn report's claims count again. Gives the report's id.

    Raises:
        InputError: there is no such report, or it is not withdrawn.
    """
    check_signed(by, reason)
    report = find_report(connection, name)
    if report not in current_withdrawals(connection):
        raise InputError(
            f"expected a withdrawn report, found {name}, which counts; nothing is left to do"
        )
    _set_counting(connection, report, reason, by, counts=True)
    return report


def withdrawal_reasons(connection: Connection) -> dict[str, str]:
    """The reason for each withdrawn report."""
    return {report: row.reason for report, row in current_withdrawals(connection).items()}


def current_withdrawals(connection: Connection) -> dict[str, Row[Any]]:
    """The withdrawal of each report that is withdrawn now."""
    rows = connection.execute(select(WITHDRAWAL).order_by(WITHDRAWAL.c.number))
    last = {row.report: row for row in rows}
    return {report: row for report, row in last.items() if not row.counts}


def not_counting() -> SelectBase:
    """The query for the reports that do not count: withdrawn, or left out of a step."""
    return text(NOT_COUNTING).columns(LEFT_OUT.c.report)


def find_report(connection: Connection, name: str) -> str:
    """The id of the report with a name, an id or the beginning of an id.

    Raises:
        InputError: there is none, or more than one.
    """
    by_name = select(REPORT_NAME.c.report).where(REPORT_NAME.c.name == name)
    found = set(connection.execute(by_name).scalars())
    if not found and len(name) >= SHORTEST_ID:
        by_id = select(REPORT.c.id).where(REPORT.c.id.startswith(name, autoescape=True))
        found = set(connection.execute(by_id).scalars())
    if len(found) != 1:
        what = "no such report" if not found else f"{len(found)} reports match it"
        raise NotFoundError(
            f"expected the name or id of one report, found {name!r} ({what}); "
            "`dateline reports` lists them"
        )
    return str(found.pop())


def recorded_rank(connection: Connection, report: str) -> Rank | None:
    """How well a report is known already, None if it is not recorded."""
    row = connection.execute(_RANK, {"own": report}).first()
    return None if row is None else rank_of_report(*row)


def rank_of_report(published: str | None, name: str, *given: object) -> Rank:
    """The smaller, the better known.

    What was given besides decides last: a report that was recorded before its time of publication
    and its place were kept is filled up when it comes again as it came.
    """
    return (published is None, published or "", name, *(value is None for value in given))


def _rank_of(report: Report) -> Rank:
    given = (report.stamp, report.updated, report.place)
    return rank_of_report(iso_text(report.published), report.name, *given)


def iso_text(value: date | datetime | None) -> str | None:
    """ISO 8601, None for None."""
    return None if value is None else value.isoformat()


def report_columns(report: Report) -> dict[str, object]:
    """A report as a row."""
    return {
        "id": report.id,
        "name": report.name,
        **outlet_columns(report),
        "url": report.url,
        "title": report.title,
        "published": iso_text(report.published),
        "fetched": iso_text(report.fetched),
        "media_type": report.media_type,
        "encoding": report.encoding,
        "content": report.content,
        "stamp": to_json(report.stamp) if report.stamp else None,
        "updated": to_json(report.updated) if report.updated else None,
        "given_place": to_json(report.place) if report.place else None,
    }


def _write_reading(
    connection: Connection,
    report: str,
    reading: Reading,
    action: str | None,
    told: Mapping[str, object],
) -> None:
    """Put a reading in the place of what was read in the report before, which is kept.

    Args:
        connection: of a transaction that writes.
        report: its id.
        reading: what is read in it now.
        action: what the history calls it; None for a reading that comes again, perhaps another.
        told: what else the history says of it.
    """
    reading, refused = without_unbacked(reading)
    held = (reading_json(reading), reading.document.text)
    before = connection.execute(_HELD, {"own": report}).first()
    await_linking(connection, report)
    same = before is not None and tuple(before) == held
    if same and action is None:
        return
    if action == RECORD:  # nothing of it is there yet
        former = None
        _insert_reading(connection, reading, held[0])
    else:
        former = None if same else replace_reading(connection, report, reading)
    note_change(connection, action or "reread", report, {**told, "former": former})
    for claim in refused:
        history.append_entry(connection, "refuse", claim.id, {"report": claim.report})


def replace_reading(connection: Connection, report: str, reading: Reading) -> str | None:
    """Write down a reading, with its claims in columns; gives the hash of the one before.

    Args:
        connection: of a transaction that writes.
        report: its id.
        reading: whose claims all have words in its text.
    """
    former = archive_reading(connection, report)
    # A reading goes before what is told from it: the database refuses the other way round.
    for table in (READING, CLAIM, MENTION, DOCUMENT):
        connection.execute(delete(table).where(table.c.report == report))
    search.drop_entries(connection, search.HitKind.REPORT, [report])
    _insert_reading(connection, reading, reading_json(reading))
    return former


def _insert_reading(connection: Connection, reading: Reading, json: str) -> None:
    """Write down the reading of a report of which none is written down, with its JSON."""
    report = reading.document.report
    connection.execute(_NEW_ROWS[DOCUMENT], document_row(reading))
    connection.execute(_NEW_ROWS[READING], {"report": report, "json": json})
    write_claims(connection, reading)
    search.write_entries(connection, search.report_entries(connection, [report]))


def write_claims(connection: Connection, reading: Reading) -> None:
    """Write down the mentions and claims of a reading in columns."""
    for table, rows in ((MENTION, mention_rows(reading)), (CLAIM, claim_rows(reading))):
        if rows:
            connection.execute(_NEW_ROWS[table], rows)


def rebuild_claims(connection: Connection) -> None:
    """Fill columns and tables that are told from the readings, where a migration left them bare."""
    for some in in_batches(connection.execute(select(READING.c.report)).scalars().all()):
        bare = set(some) - set(
            connection.execute(select(MENTION.c.report).where(MENTION.c.report.in_(some))).scalars()
        )
        for reading in readings_of(connection, some):
            report = reading.document.report
            row = document_row(reading)
            days = {name: row[name] for name in ("created_first", "created_last")}
            own = DOCUMENT.c.report == report
            connection.execute(update(DOCUMENT).where(own).values(**days))
            if report in bare:
                write_claims(connection, reading)


def reading_json(reading: Reading) -> str:
    """A reading as it is kept: its text stands in the table of documents."""
    return to_json(replace(reading, document=replace(reading.document, text="")))


def without_unbacked(reading: Reading) -> tuple[Reading, list[Claim]]:
    """A reading without claims whose words do not stand in the text, and those claims."""
    size, refused = len(reading.document.text), list[Claim]()
    kept = []
    for mention in reading.mentions:
        claims = tuple(claim for claim in mention.claims if _has_words(claim, size))
        refused += [claim for claim in mention.claims if claim not in claims]
        kept.append(replace(mention, claims=claims))
    return replace(reading, mentions=tuple(kept)), refused


def _has_words(claim: Claim, size: int) -> bool:
    """Do a claim's words stand in its quote, and its quote in the text?"""
    quote, words = claim.quote, claim.span
    return 0 <= quote.start <= words.start < words.end <= quote.end <= size


def document_row(reading: Reading) -> dict[str, object]:
    """A document as a row."""
    document, days = reading.document, reading.created.interval
    return {
        "report": document.report,
        "title": document.title,
        "language": document.language,
        "agency": document.agency,
        "agency_ratings": ratings_text(document.agency_ratings),
        "text": document.text,
        "created_first": iso_text(days.first) if days else None,
        "created_last": iso_text(days.last) if days else None,
    }


def mention_rows(reading: Reading) -> list[dict[str, object]]:
    """The mentions of a reading as rows, in order."""
    text = reading.document.text
    return [{"number": n, **_mention_row(m, text)} for n, m in enumerate(reading.mentions)]


def _mention_row(mention: Mention, text: str) -> dict[str, object]:
    """A mention as a row."""
    return {
        "id": mention.id,
        "report": mention.report,
        "kind": mention.kind.value,
        "stage": mention.stage.value,
        "scope": mention.scope.value,
        "prominence": mention.prominence.value,
        "words": words_at(text, mention.trigger),
        "quote": words_at(text, mention.quote),
    }


def claim_rows(reading: Reading) -> list[dict[str, object]]:
    """The claims of a reading as rows, in order."""
    text = reading.document.text
    told = ((claim, mention) for mention in reading.mentions for claim in mention.claims)
    return [
        {"number": n, **_claim_row(claim, mention, text)} for n, (claim, mention) in enumerate(told)
    ]


def _claim_row(claim: Claim, mention: Mention, text: str) -> dict[str, object]:
    """A claim as a row."""
    return {
        "id": claim.id,
        "mention": mention.id,
        "report": claim.report,
        "role": claim.role.value,
        "value": value_json(claim.value),
        "words": words_at(text, claim.span),
        "quote": words_at(text, claim.quote),
        "start": claim.span.start,
        "end": claim.span.end,
        "speaker": name_of_party(claim.speaker),
        "via": name_of_party(claim.via),
        "modality": claim.modality.value,
        "reader": claim.reader,
    }


def words_at(text: str, span: Span) -> str:
    """The words at a span."""
    return text[span.start : span.end]


def name_of_party(party: Party | None) -> str | None:
    """The name of a party, if there is one."""
    return party.name if party else None
