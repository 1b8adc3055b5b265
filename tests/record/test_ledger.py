"""What the ledger promises: nothing twice, nothing lost, people win, tampering shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import RowMapping, text
from sqlalchemy.exc import DatabaseError

from dateline.errors import InputError, LedgerError
from dateline.record import Ledger, Verdict
from dateline.record.guarding import GROWING, READ, drop_guards, install_guards
from dateline.record.reviews import ReviewAnswer
from dateline.record.tables import METADATA
from dateline.types import (
    GivenPlace,
    Incident,
    Interval,
    JudgementKind,
    Reading,
    Report,
    SetAside,
    Span,
    Stamp,
)

MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
MakeIncident = Callable[..., Incident]
OTHER = "Gunmen in Kandol killed three guards on Monday, police said."


def reject(name: str) -> Verdict:
    """A judgement of one incident."""
    return Verdict(JudgementKind.REJECT, (name,), "A. Coder", "a drill")


def dump(ledger: Ledger) -> list[str]:
    """All rows of a ledger as SQL."""
    with ledger.engine.connect() as connection:
        return [
            str(row)
            for table in METADATA.sorted_tables
            for row in sorted(map(_values, connection.execute(table.select()).mappings()))
        ]


def _values(row: RowMapping) -> str:
    """A row but for its running number, which counts rows that were rewritten too."""
    return str([value for name, value in row.items() if name != "number"])


# ------------------------------------------------------------------ reports


def test_recording_a_report_twice_changes_nothing(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    before = dump(ledger)
    ledger.record(report(), reading(report()))
    assert before == dump(ledger)


def test_a_recorded_report_is_not_read_again(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    assert [] == list(ledger.unread([report()]))


def test_a_recorded_report_is_read_again_on_demand(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    assert [report()] == list(ledger.unread([report()], again=True))


def test_the_same_bytes_under_two_names_are_one_report_with_both_names(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(name="b.txt"), reading(report(name="b.txt")))
    assert [] == list(ledger.unread([report(name="c.txt")]))
    assert {report().id: ("b.txt", "c.txt")} == ledger.names()
    assert 1 == len(ledger.readings())


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_the_same_bytes_the_best_known_counts_whatever_comes_first(
    order: tuple[int, ...], ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    arrivals = (
        report(name="a.txt"),
        report(name="c.txt", published=date(2021, 3, 1)),
        report(name="b.txt", published=date(2021, 3, 2)),
    )
    for i in order:
        for fresh in ledger.unread([arrivals[i]]):
            ledger.record(fresh, reading(fresh))
    assert ("a.txt", "b.txt", "c.txt") == ledger.names()[report().id]
    assert arrivals[1] == ledger.reports()[0]
    assert reading(arrivals[1]) == ledger.readings()[0]


def test_raw_bytes_are_kept(ledger: Ledger, report: MakeReport, reading: MakeReading) -> None:
    ledger.record(report(), reading(report()))
    assert (report(),) == ledger.reports()


def test_what_is_set_aside_is_kept_with_the_reason(ledger: Ledger) -> None:
    item = SetAside("x.bin", "acquire", "not text")
    assert [] == list(ledger.unread([item]))
    assert (item,) == ledger.all_set_aside()


def test_reports_set_aside_in_one_go_are_kept_in_their_order_with_the_last_reason(
    ledger: Ledger, report: MakeReport
) -> None:
    """A row of the history for each that is new, in the order in which they came."""
    first, other = SetAside("a.txt", "clean", "no text"), SetAside("b.txt", "clean", "no text")
    anew = SetAside("a.txt", "relevance", "other news")

    list(ledger.record_all((report(), one) for one in (first, other, other)))
    list(ledger.record_all((report(), one) for one in (anew, other)))

    assert (anew, other) == ledger.all_set_aside()
    assert ["a.txt", "b.txt", "a.txt"] == [entry.subject for entry in ledger.history()]


def test_a_report_that_can_be_read_at_last_is_set_aside_no_more(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.set_aside(SetAside("a.txt", "clean", "a fault of an older version"))
    ledger.record(report(), reading(report()))
    assert () == ledger.all_set_aside()
    assert ["set aside", "record"] == [entry.action for entry in ledger.history()]


@pytest.mark.parametrize("words", [Span(3, 3), Span(50, 500), Span(-1, 2)])
def test_a_claim_without_words_in_the_text_is_refused(
    words: Span, ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    read = reading(report())
    mention = read.mentions[0]
    bad = replace(mention.claims[0], span=words)
    claims = (bad, *mention.claims[1:])
    ledger.record(report(), replace(read, mentions=(replace(mention, claims=claims),)))
    assert mention.claims[1:] == ledger.readings()[0].mentions[0].claims
    assert ["record", "refuse"] == [entry.action for entry in ledger.history()]


def test_claims_can_be_read_without_dateline(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    query = "SELECT words, speaker, modality FROM claim WHERE role = 'killed'"
    with ledger.engine.connect() as connection:
        assert [("three", "police", "asserted")] == list(
            map(tuple, connection.execute(text(query)))
        )


# ------------------------------------------------------------------ incidents and judgements


def test_saving_the_same_incidents_twice_changes_nothing(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    ledger.record(report(), reading(report()))
    ledger.save([incident(reading(report()))])
    before = dump(ledger)
    ledger.save([incident(reading(report()))])
    assert before == dump(ledger)
    assert (incident(reading(report())),) == ledger.incidents()


def test_an_id_that_vanishes_leads_to_the_incident_that_holds_its_mentions(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    one, two = reading(report()), reading(report(OTHER))
    for made in (report(), report(OTHER)):
        ledger.record(made, reading(made))
    ledger.save([incident(one), incident(two)])
    both = incident(one, two)
    gone = next(i.id for i in (incident(one), incident(two)) if i.id != both.id)
    ledger.save([both])
    assert {gone: both.id} == ledger.redirects()
    assert both == ledger.incident(gone)


def test_an_id_that_lives_again_leads_to_itself(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    one, two = reading(report()), reading(report(OTHER))
    for run in ([incident(one), incident(two)], [incident(one, two)]) * 2:
        ledger.save(run)
    ledger.save([incident(one), incident(two)])
    assert {} == ledger.redirects()


def test_an_id_whose_reports_were_withdrawn_says_so(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = incident(reading(report()))
    ledger.save([made])
    ledger.save([])
    with pytest.raises(InputError, match="withdrawn"):
        ledger.incident(made.id)


@pytest.mark.parametrize("name", ["", "i", "nothing", "%%%%%", "i____"])
def test_an_id_must_name_one_incident(
    name: str, ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    ledger.save([incident(reading(report())), incident(reading(report(OTHER)))])
    with pytest.raises(InputError, match="expected the id of one incident"):
        ledger.incident(name)


def test_a_withdrawn_report_stops_counting_and_is_kept(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    ledger.withdraw("a.txt", reason="retracted")
    assert () == ledger.readings()
    assert 1 == len(ledger.readings(withdrawn=True))
    assert {report().id: "retracted"} == ledger.withdrawals()
    with pytest.raises(InputError, match="nothing is left to do"):
        ledger.withdraw("a.txt", reason="again")


def test_a_judgement_keeps_the_mentions_that_it_was_made_on(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = incident(reading(report()))
    ledger.save([made])
    judgement = ledger.judge(reject(made.id[:8]))
    assert (made.id,) == judgement.subjects
    assert (made.cluster.mentions,) == judgement.mentions
    assert (judgement,) == ledger.judgements()


def test_an_undone_judgement_counts_no_more_and_is_kept(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = incident(reading(report()))
    ledger.save([made])
    judgement = ledger.judge(reject(made.id))
    ledger.undo(judgement.id, by="A. Coder", reason="wrong one")
    assert () == ledger.judgements()
    assert [judgement.id] == [kept.id for kept in ledger.judgements(undone=True)]
    assert ["revise", "judge", "undo"] == [entry.action for entry in ledger.history()]


def test_a_judgement_against_another_is_refused_until_that_is_undone(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    """Who rejects what another accepted is told by whom and why."""
    made = incident(reading(report()))
    ledger.save([made])
    first = ledger.judge(reject(made.id))
    accept = replace(reject(made.id), kind=JudgementKind.ACCEPT)
    with pytest.raises(InputError, match=r"against reject by .*undo"):
        ledger.judge(accept)
    ledger.undo(first.id, by="A. Coder", reason="wrong one")
    assert ledger.judge(accept) in ledger.judgements()


@pytest.fixture(name="kept")
def _kept(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> Incident:
    """An incident of the ledger."""
    made = incident(reading(report()))
    ledger.save([made])
    return made


def judged(name: str, kind: JudgementKind, field: str, value: str) -> Verdict:
    """A judgement of one field."""
    return Verdict(kind, (name,), "A. Coder", "a list", field, value)


CORRECT, ACCEPT, REJECT = JudgementKind.CORRECT, JudgementKind.ACCEPT, JudgementKind.REJECT


@pytest.mark.parametrize(
    ("first", "then", "fits"),
    [
        ((CORRECT, "killed", "12"), (CORRECT, "killed", "13"), False),
        ((CORRECT, "killed", "12"), (CORRECT, "killed", "12/12/12"), True),
        ((CORRECT, "killed", "12"), (CORRECT, "wounded", "13"), True),
        ((CORRECT, "place", "Vesk"), (CORRECT, "city", "Ardun"), False),
        ((CORRECT, "city", "Vesk"), (CORRECT, "country", "XA"), True),
        ((ACCEPT, "killed", "12/12/12"), (CORRECT, "killed", "13"), False),
        ((CORRECT, "killed", "13"), (ACCEPT, "killed", "13/13/13"), True),
        ((ACCEPT, "killed", "12/12/12"), (ACCEPT, "killed", "13/13/13"), True),
        ((ACCEPT, "when", "2031-03-03/2031-03-03"), (CORRECT, "date", "2031-03-03"), True),
        ((ACCEPT, "when", "2031-03-03/2031-03-03"), (CORRECT, "date", "2031-03-04"), False),
        ((REJECT, "", ""), (CORRECT, "grade", "fair"), False),
        ((REJECT, "", ""), (CORRECT, "grade", "discounted"), True),
    ],
)
def test_a_value_against_one_that_another_judgement_gives_is_refused_with_the_reason(
    first: tuple[JudgementKind, str, str],
    then: tuple[JudgementKind, str, str],
    fits: bool,
    ledger: Ledger,
    kept: Incident,
) -> None:
    made_first = ledger.judge(judged(kept.id, *first))
    if fits:
        ledger.judge(judged(kept.id, *then))
        return
    with pytest.raises(InputError, match=rf"A\. Coder .*a list.*undo {made_first.id[:8]}"):
        ledger.judge(judged(kept.id, *then))
    ledger.undo(made_first.id, by="A. Coder", reason="wrong")
    ledger.judge(judged(kept.id, *then))


def test_a_report_that_tells_nothing_of_an_incident_is_no_part_of_it(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = incident(reading(report()))
    ledger.record(report(OTHER, name="b.txt"), reading(report(OTHER)))
    ledger.save([made])
    verdict = Verdict(JudgementKind.ACCEPT, (f"{made.id}@b.txt",), "A. Coder", "checked")
    with pytest.raises(InputError, match="expected a report of"):
        ledger.judge(verdict)


def test_one_incident_is_not_the_same_as_itself(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    made = incident(reading(report()))
    ledger.save([made])
    verdict = Verdict(JudgementKind.SAME, (made.id, made.id[:9]), "A. Coder", "one")
    with pytest.raises(InputError, match="expected two incidents"):
        ledger.judge(verdict)


# ------------------------------------------------------------------ trust


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history SET payload = '1'", "DELETE FROM history", "DELETE FROM history WHERE seq=1"],
)
def test_history_cannot_be_changed(
    statement: str, ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    ledger.record(report(), reading(report()))
    with ledger.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement", ["UPDATE judgement SET reason = 'none'", "DELETE FROM judgement"]
)
def test_judgements_cannot_be_changed(statement: str, ledger: Ledger, kept: Incident) -> None:
    ledger.judge(reject(kept.id))
    with ledger.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE report SET content = x'00'", "report ID: its bytes were changed"),
        ("UPDATE report SET published = '2021-03-02'", "report ID: the row was changed"),
        (
            "UPDATE claim SET words = 'four' WHERE role = 'killed'",
            "claim ID 0: the row was changed",
        ),
        ("UPDATE claim SET start = start + 1", "claim ID 1: the row was changed"),
        ("UPDATE document SET text = 'Nothing happened.'", "document ID: the row was changed"),
        ("DELETE FROM claim WHERE role = 'killed'", "claim ID 0: the row is missing"),
        ("UPDATE history SET payload = '{}' WHERE seq = 1", "history 1: row 1 was changed"),
        ("DELETE FROM history WHERE seq = 1", "history 1: expected row 1, found row 2"),
        ("DELETE FROM history", "report ID: nothing was recorded"),
    ],
)
def test_tampering_is_found_and_located(
    statement: str, fault: str, ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    for made in (report(), report(OTHER)):
        ledger.record(made, reading(made))
    assert () == ledger.faults()
    with ledger.engine.begin() as connection:
        drop_guards(connection)
        on_server = ledger.engine.dialect.name == "postgresql"
        bytes_of = "'\\x00'::bytea" if on_server else "x'00'"
        connection.execute(text(statement.replace("x'00'", bytes_of)))
        install_guards(connection)
    assert any(
        str(one).startswith(fault.replace("ID", name))
        for one in ledger.faults()
        for name in (report().id, report(OTHER).id)
    )


@pytest.mark.parametrize("table", sorted({*GROWING, *READ, "reading", "report", "document"}))
def test_the_database_refuses_to_change_what_is_kept(
    table: str, ledger: Ledger, everything: None
) -> None:
    """UPDATE, DELETE, REPLACE and TRUNCATE alike."""
    del everything
    key = {"report": "id", "former": "until"}.get(table, "report")
    key = "number" if table in GROWING and table not in {"former", "history"} else key
    key = "seq" if table == "history" else key
    statements = [f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"]
    if ledger.engine.dialect.name == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        statements.append(f"TRUNCATE {table} CASCADE")
    for statement in statements:
        with (
            ledger.engine.connect() as connection,
            pytest.raises(DatabaseError, match="append-only"),
        ):
            connection.execute(text(statement))


@pytest.fixture(name="everything")
def _everything(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> None:
    """A ledger with a row in each table that is kept."""
    made, other = report(), report(OTHER, name="b.txt")
    for one in (made, other):
        ledger.record(one, reading(one))
    ledger.save([incident(reading(made)), incident(reading(other))])
    ledger.judge(reject(incident(reading(made)).id))
    ledger.save([incident(reading(made), reading(other))])
    ledger.withdraw("b.txt", reason="retracted")
    read = reading(made)
    ledger.record(made, replace(read, mentions=()))
    ledger.record(made, read)
    ledger.answer_review(ReviewAnswer(item="q", kind="k", subject="s", answer="yes", by="A. Coder"))


def test_a_ledger_with_everything_has_no_fault(ledger: Ledger, everything: None) -> None:
    del everything
    assert () == ledger.faults()


def test_rows_cut_off_the_end_are_found_with_a_head_that_was_kept_elsewhere(
    ledger: Ledger, everything: None
) -> None:
    del everything
    head = ledger.head().as_kept()
    assert () == ledger.faults(head=head)
    with ledger.engine.begin() as connection:
        drop_guards(connection)
        connection.execute(text("DELETE FROM history WHERE action = 'answer'"))
        connection.execute(text("DELETE FROM review_answer"))
        install_guards(connection)
    assert () == ledger.faults()  # nothing in the ledger itself can tell
    assert ["history"] == [one.table for one in ledger.faults(head=head)]


def test_the_changes_of_the_tables_end_at_the_tables(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        options = {"include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, METADATA)


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether a table or a column is none of those that only an index needs."""
    index = ("search_words", "in_incidents", "in_reports", "ix_search_entry_in_")
    return kind == "schema" or not (name or "").startswith(index)


# ------------------------------------------------------------------ opening


def test_a_ledger_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="found none"):
        Ledger.open(str(tmp_path / "none.db"))
    assert [] == list(tmp_path.iterdir())


def test_another_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(LedgerError, match="without Dateline's tables"):
        Ledger.open(str(tmp_path / "other.db"), create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all\n" * 100)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger.open(str(tmp_path / "notes.txt"))


def test_a_ledger_of_a_newer_program_is_refused(ledger: Ledger) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    where = ledger.engine.url.render_as_string(hide_password=False)
    with pytest.raises(LedgerError, match="newer Dateline"):
        Ledger.open(where)


def test_a_report_that_came_before_its_time_and_place_were_kept_is_filled_up(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    day = date(2021, 3, 1)
    bare = report(published=day)
    given = replace(
        bare,
        stamp=Stamp("1 March 2021", (Interval(day, day),)),
        updated=Stamp("2 March 2021"),
        place=GivenPlace("Kandol"),
    )
    ledger.record(bare, reading(bare))
    assert not ledger.knows(given)
    ledger.record(given, reading(given))
    assert (given,) == ledger.reports()
    assert ledger.knows(given)
    assert ledger.knows(bare)
    ledger.record(bare, reading(bare))
    assert (given,) == ledger.reports()
    assert () == ledger.faults()
