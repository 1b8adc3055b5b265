"""Deciding over the API: every judgement, on what was seen, by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.record import Ledger
from dateline.serve import LedgerService, make_application
from serve.conftest import API

SIGNED = {"by": "A. Coder", "reason": "the hospital's list"}


def post(client: TestClient, path: str, status: int, **body: object) -> Any:  # noqa: ANN401  JSON
    """What is answered to a decision."""
    answer = client.post(API + path, json={**SIGNED, **body})
    assert status == answer.status_code, answer.text
    return answer.json()


def rows(client: TestClient) -> dict[str, dict[str, Any]]:
    """All incidents by kind."""
    items = client.get(f"{API}/incidents?role=all").json()["items"]
    return {row["kind"]: row for row in items}


@pytest.fixture(name="mosul")
def _mosul(writer: TestClient) -> str:
    """The incident in Mosul."""
    return str(rows(writer)["armed_attack"]["id"])


def judged(writer: TestClient, kind: str, *subjects: str, **more: object) -> dict[str, Any]:
    """A decision that is taken."""
    found = post(writer, "/judgements", 201, kind=kind, subjects=list(subjects), **more)
    assert (kind, "A. Coder") == (found["kind"], found["by"])
    return dict(found)


def test_a_correction_stands_until_it_is_undone(writer: TestClient, mosul: str) -> None:
    before = rows(writer)["armed_attack"]
    made = judged(writer, "correct", mosul, field="killed", value="4")
    assert 4 == rows(writer)["armed_attack"]["killed"]["best"]
    undone = post(writer, f"/judgements/{made['id']}/undo", 201)
    assert before == rows(writer)["armed_attack"]
    post(writer, f"/judgements/{undone['id']}/undo", 201)
    assert 4 == rows(writer)["armed_attack"]["killed"]["best"]


def test_incidents_can_be_joined_and_kept_apart(writer: TestClient) -> None:
    one, other = (rows(writer)[kind]["id"] for kind in ("armed_attack", "bombing"))
    made = judged(writer, "same", one, other)
    assert 2 == len(rows(writer))
    gone = writer.get(f"{API}/incidents/{max(one, other)}", follow_redirects=False)
    kept = writer.get(f"{API}/incidents/{min(one, other)}", follow_redirects=False)
    assert {200, 301} == {gone.status_code, kept.status_code}
    post(writer, f"/judgements/{made['id']}/undo", 201)
    judged(writer, "different", one, other)
    answer = post(writer, "/judgements", 409, kind="same", subjects=[one, other])
    assert "A. Coder" in answer["error"]


def test_an_incident_can_be_accepted_or_rejected(writer: TestClient, mosul: str) -> None:
    judged(writer, "accept", mosul, field="killed")
    judged(writer, "accept", rows(writer)["bombing"]["id"])
    judged(writer, "reject", rows(writer)["suicide_bombing"]["id"])
    assert "discounted" == rows(writer)["suicide_bombing"]["grade"]


@pytest.mark.parametrize("kind", ["unsure", "comment"])
def test_a_note_changes_nothing_and_is_kept(writer: TestClient, mosul: str, kind: str) -> None:
    before = rows(writer)
    judged(writer, kind, mosul)
    assert before == rows(writer)
    (note,) = writer.get(f"{API}/incidents/{mosul}/judgements").json()["items"]
    assert (kind, SIGNED["reason"]) == (note["kind"], note["reason"])


def test_a_statement_can_be_struck_and_a_report_withdrawn_and_restored(
    writer: TestClient, mosul: str
) -> None:
    statements = writer.get(f"{API}/incidents/{mosul}/statements").json()["items"]
    second = next(s for s in statements if s["field"] == "killed" and s["value"] == 3)
    post(writer, f"/claims/{second['id']}/strike", 201)
    assert 2 == rows(writer)["armed_attack"]["killed"]["high"]
    assert 404 == writer.get(f"{API}/claims/{second['id']}").status_code
    done = post(writer, "/reports/nairobi.txt/withdraw", 200)
    assert not done["counts"]
    assert "bombing" not in rows(writer)
    post(writer, "/reports/nairobi.txt/withdraw", 422)
    assert post(writer, "/reports/nairobi.txt/restore", 200)["counts"]
    assert "bombing" in rows(writer)


def test_a_decision_on_an_earlier_form_is_refused_with_the_difference(
    writer: TestClient, mosul: str
) -> None:
    seen = writer.get(f"{API}/incidents/{mosul}").headers["etag"]
    body = {**SIGNED, "kind": "correct", "subjects": [mosul], "field": "killed", "value": "4"}
    matching = {"If-Match": seen}
    assert 201 == writer.post(f"{API}/judgements", json=body, headers=matching).status_code
    late = writer.post(f"{API}/judgements", json={**body, "value": "5"}, headers=matching)
    assert 409 == late.status_code
    changed = {one["field"]: one for one in late.json()["differences"]}
    assert 4 == changed["killed"]["now"]["best"]
    assert changed["killed"]["seen"] != changed["killed"]["now"]
    assert writer.get(f"{API}/incidents/{mosul}").headers["etag"] == f'"{late.json()["tag"]}"'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "same"}, "2 to 50 incidents"),
        ({"kind": "accept", "value": "3"}, "no value"),
        ({"kind": "reject", "field": "killed"}, "no field"),
        ({"kind": "correct", "field": "killed"}, "a field and a value"),
        ({"kind": "correct", "field": "colour", "value": "red"}, "colour"),
        ({"kind": "correct", "field": "killed", "value": "many"}, "killed"),
        ({"kind": "promote"}, "expected kind"),
        ({"kind": "accept", "by": " "}, "expected the name"),
        ({"kind": "accept", "reason": ""}, "expected reason"),
        ({"kind": "accept", "colour": "red"}, "no colour"),
        ({"kind": "accept", "subjects": []}, "expected subjects"),
    ],
)
def test_a_decision_that_cannot_be_applied_is_refused(
    writer: TestClient, mosul: str, body: dict[str, object], said: str
) -> None:
    answer = post(writer, "/judgements", 422, **{"subjects": [mosul], **body})
    assert said in answer["error"]
    assert [] == writer.get(f"{API}/judgements").json()["items"]


@pytest.mark.slow
def test_no_decision_is_lost_when_twenty_people_decide_at_once(
    service: LedgerService, ledger: Ledger, mosul: str
) -> None:
    """Each adds a perpetrator to the form that they saw, and looks again where it has changed."""
    app, reviewers = make_application(service), 20

    def add_one(number: int) -> int:
        client, tries = TestClient(app), 0
        body = {
            "kind": "correct",
            "subjects": [mosul],
            "field": f"perpetrators.Column {number}",
            "value": "named",
            "by": f"coder {number}",
            "reason": "a leaflet",
        }
        while True:
            tries += 1
            seen = client.get(f"{API}/incidents/{mosul}").headers["etag"]
            answer = client.post(f"{API}/judgements", json=body, headers={"If-Match": seen})
            if answer.status_code == 201:
                return tries
            assert 409 == answer.status_code, answer.text
            assert answer.json()["differences"]

    with ThreadPoolExecutor(reviewers) as pool:
        tries = list(pool.map(add_one, range(reviewers)))
    assert sum(tries) > reviewers  # some were refused, and nothing was overwritten
    found = {one.name for one in ledger.incident(mosul).perpetrators}
    assert {f"Column {number}" for number in range(reviewers)} == found
    assert reviewers == len(ledger.judgements())
    assert () == ledger.faults()


def test_of_two_people_who_correct_one_field_the_second_hears_of_the_first(
    service: LedgerService, mosul: str
) -> None:
    app = make_application(service)

    def correct(number: int) -> tuple[int, str]:
        body = {"kind": "correct", "subjects": [mosul], "field": "killed", "value": str(number)}
        signed = {**body, "by": f"coder {number}", "reason": "a list"}
        answer = TestClient(app).post(f"{API}/judgements", json=signed)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(correct, range(10, 20)))
    assert [201] + [409] * 9 == sorted(status for status, _ in answers)
    assert all("coder" in text for _, text in answers)
