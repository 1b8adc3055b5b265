"""The path from reports to incidents, on small reports."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline import detect as detection
from dateline import pipeline
from dateline.record import Ledger
from dateline.types import Intake, Reading, Report, SetAside


def report(text: str, name: str = "a.txt") -> Report:
    """A report of plain text."""
    content = text.encode()
    return Report(hashlib.sha256(content).hexdigest(), name, content, "text/plain")


def take(ledger: Ledger, one: Report) -> None:
    """Take a report in without a process of its own."""
    ledger.record(one, pipeline.read(one))
    pipeline.renew(ledger)


def test_a_report_is_read_into_claims_with_their_words() -> None:
    reading = pipeline.read(report("Gunmen killed two soldiers in Mosul on March 2, 2021."))
    assert isinstance(reading, Reading)
    text = reading.document.text
    claims = [claim for mention in reading.mentions for claim in mention.claims]
    assert {"killed", "where", "when"} <= {claim.role.value for claim in claims}
    for claim in claims:
        assert text[claim.span.start : claim.span.end].strip()
        assert claim.quote.start <= claim.span.start < claim.span.end <= claim.quote.end


@pytest.mark.parametrize(
    "aside",
    [
        "near a temple that was founded more than 3,000 years ago",
        "in a city settled some 5,000 years ago",
        "beside a tomb that kings built forty centuries ago",
        "under rock that is 200 million years old, as it was 200 million years ago",
        "on a road that Romans laid in the year 44",
        "near ruins that were burnt 99999999999999999999 days ago",
        "ahead of a celebration that is 8,000 years from now",
        "at a shrine destroyed 900 decades ago",
    ],
)
@pytest.mark.parametrize("head", ["MOSUL, Iraq, March 3, 2021 (Reuters) - ", "MOSUL, Iraq - ", ""])
def test_a_day_outside_the_calendar_costs_no_report_and_no_ledger(
    aside: str, head: str, tmp_path: Path
) -> None:
    text = (
        f"Bomb kills three in Mosul\n\n{head}A car bomb killed three people on Tuesday {aside}.\n"
    )
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        for one in (report(text), report("Gunmen killed two soldiers in Kabul in May 2021.", "b")):
            take(ledger, one)
        assert () == ledger.all_set_aside()
        assert 2 == len({t.report for i in ledger.incidents() for t in i.tellings})


@pytest.mark.parametrize("published", [date.min, date.max, date(1, 12, 31), date(9998, 1, 1)])
@pytest.mark.parametrize("words", ["a month ago", "next week", "two decades ago", "on Monday"])
def test_a_publication_date_outside_the_years_of_news_is_none(
    published: date, words: str, tmp_path: Path
) -> None:
    text = f"MOSUL, Iraq - A car bomb killed three people in Mosul {words}, police said."
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        take(ledger, replace(report(text), published=published))
        (incident,) = ledger.incidents()
        assert incident.when.value.interval is None


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x01\x02\x03" * 50])
def test_what_cannot_be_read_is_set_aside_with_the_reason(text: str) -> None:
    aside = pipeline.read(report(text))
    assert isinstance(aside, SetAside)
    assert "a.txt" == aside.name
    assert aside.reason


def test_a_fault_of_a_stage_costs_one_report_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    detect = detection.detect

    def faulty(document: object) -> object:
        if "boom" in document.text:  # type: ignore[attr-defined]
            raise ValueError("a fault")
        return detect(document)  # type: ignore[arg-type]

    monkeypatch.setattr(detection, "detect", faulty)
    reports = [
        report("A boom was heard all over the town on Monday."),
        report("Police shot a man on a street in Oslo.", "b.txt"),
    ]
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        read = pipeline.ingest(ledger, reports, 1)
        assert ["a.txt", "b.txt"] == [one.name for one, _ in read]
        reason = "ValueError in detect: a fault"
        assert (SetAside("a.txt", "detect", reason),) == ledger.all_set_aside()
        assert 1 == len(ledger.readings())


def test_a_text_about_nothing_of_the_kind_has_no_incident(tmp_path: Path) -> None:
    text = (
        "The council opened a new library on Monday. Readers queued in the rain for two hours, "
        "and the mayor thanked the builders, who had finished the roof a week early."
    )
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        list(pipeline.ingest(ledger, [report(text)], 1))
        assert () == pipeline.made_incidents(ledger)


def test_other_news_is_set_aside_by_the_gate_and_read_where_all_is_asked_for(
    tmp_path: Path,
) -> None:
    other = report(
        "The council said that the library would open a new room next spring. " * 8, "b.txt"
    )
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        list(pipeline.ingest(ledger, [other], 1, Intake(gate=True)))
        assert [("b.txt", "relevance")] == [(a.name, a.stage) for a in ledger.all_set_aside()]
        list(pipeline.ingest(ledger, ledger.unread([other]), 1))
        assert () == ledger.all_set_aside()
        assert 1 == len(ledger.readings())


def test_reports_that_ingest_has_named_are_on_disk_when_it_is_stopped(tmp_path: Path) -> None:
    reports = [
        report(f"Gunmen killed {n} soldiers in Mosul on March 2.", f"{n}") for n in range(30)
    ]
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        names = pipeline.ingest(ledger, iter(reports), 1)
        named = [next(names)[0].name for _ in range(15)]
        with Ledger.open(str(tmp_path / "l.db")) as other:
            found = {one.name for one in other.reports()}
    assert [one.name for one in reports[:15]] == named
    assert set(named) <= found
    assert len(found) < len(reports)
