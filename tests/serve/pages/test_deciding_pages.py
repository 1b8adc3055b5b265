"""What people decide on a page reaches the ledger, signed, and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import application
from dateline.types import Incident, JudgementKind, Kind

SIGNED = {"by": "A. Coder", "reason": "checked against the list"}


@pytest.fixture(name="own")
def _own(where: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that the test may write to."""
    path = tmp_path / "own.db"
    shutil.copy(where, path)
    with Ledger.open(str(path)) as ledger:
        yield ledger


@pytest.fixture(name="desk")
def _desk(own: Ledger) -> TestClient:
    """A client of it."""
    service = replace(ledger_service(own, "own.db"), hosts=("testserver",))
    return TestClient(application(service), raise_server_exceptions=False)


def the(ledger: Ledger, kind: Kind) -> Incident:
    """The incident of a kind."""
    (found,) = (one for one in ledger.incidents() if one.kind is kind)
    return found


def test_a_figure_is_corrected_in_place(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    form = {"act": "correct", "field": "killed", "value": "6", **SIGNED}
    page = desk.post(f"/incidents/{one.id}", data=form).text
    killed = own.incident(one.id).killed
    assert killed is not None
    assert 6 == killed.value.best
    assert "killed = 6" in page
    (judgement,) = own.judgements()
    assert "A. Coder" == judgement.by


def test_a_value_that_cannot_be_is_refused_with_what_was_expected(
    own: Ledger, desk: TestClient
) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    form = {"act": "correct", "field": "killed", "value": "plenty", **SIGNED}
    answer = desk.post(f"/incidents/{one.id}", data=form)
    assert 422 == answer.status_code
    assert "expected" in answer.text
    assert () == own.judgements()


def test_a_judgement_without_a_name_is_refused(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    answer = desk.post(f"/incidents/{one.id}", data={"act": "accept", "reason": "seen"})
    assert 422 == answer.status_code


def test_two_incidents_are_merged_and_taken_apart_again(own: Ledger, desk: TestClient) -> None:
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    before = own.incidents()
    desk.post(f"/incidents/{one.id}", data={"act": "merge", "other": other.id, **SIGNED})
    merged = own.incident(one.id)
    assert 2 == len(merged.tellings)
    (same,) = own.judgements()
    desk.post(f"/incidents/{merged.id}", data={"act": "undo", "judgement": same.id, **SIGNED})
    assert before == own.incidents()


def test_a_report_is_split_off(own: Ledger, desk: TestClient) -> None:
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    desk.post(f"/incidents/{one.id}", data={"act": "merge", "other": other.id, **SIGNED})
    merged = own.incident(one.id)
    form = {"act": "split", "report": merged.tellings[0].report, **SIGNED}
    answer = desk.post(f"/incidents/{merged.id}", data=form)
    assert 422 == answer.status_code  # people called the two one: that is to be undone first
    assert "undo" in answer.text


def test_a_statement_is_struck(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    killed = one.killed
    assert killed is not None
    form = {"act": "strike", "statement": killed.supporting[0], **SIGNED}
    desk.post(f"/incidents/{one.id}", data=form)
    assert own.incident(one.id).killed is None
    assert [JudgementKind.STRIKE] == [one.kind for one in own.judgements()]


def test_an_accusation_is_taken_out(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    field = {"act": "correct", "field": "perpetrators.Taliban"}
    desk.post(f"/incidents/{one.id}", data={**field, "value": "suspected", **SIGNED})
    assert ["Taliban"] == [who.name for who in own.incident(one.id).perpetrators]
    (said,) = own.judgements()
    desk.post(f"/incidents/{one.id}", data={"act": "undo", "judgement": said.id, **SIGNED})
    assert () == own.incident(one.id).perpetrators


def test_a_report_is_given_another_day(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    form = {"act": "date", "published": "2021-03-03", **SIGNED}
    page = desk.post(f"/reports/{report}", data=form).text
    assert "written" in page
    assert "2021-03-03" == str(own.report(report).published)


def test_a_report_is_given_another_outlet(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    form = {"act": "outlet", "outlet": "Harbour Courier", "owner": "Quay Press", **SIGNED}
    desk.post(f"/reports/{report}", data=form)
    source = own.report(report).source
    assert source is not None
    assert ("Harbour Courier", "Quay Press") == (source.name, source.owner)


def test_a_report_is_withdrawn_and_restored(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    desk.post(f"/reports/{report}", data={"act": "withdraw", **SIGNED})
    assert 2 == len(own.incidents())
    assert "Withdrawn" in desk.get(f"/reports/{report}").text
    desk.post(f"/reports/{report}", data={"act": "restore", **SIGNED})
    assert 3 == len(own.incidents())


def test_the_name_of_the_reviewer_is_kept(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    desk.post(f"/incidents/{one.id}", data={"act": "accept", **SIGNED})
    assert 'value="A. Coder"' in desk.get(f"/incidents/{one.id}").text
