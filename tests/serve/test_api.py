"""The API: what it lists, and what it says to what it cannot do."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from dateline.serve import LedgerService
from dateline.write.jsonl import exchange_schema
from serve.conftest import API, REPORTS


def get(client: TestClient, path: str, status: int = 200) -> Any:  # noqa: ANN401  JSON
    """What a route answers."""
    answer = client.get(API + path)
    assert status == answer.status_code, answer.text
    return answer.json()


@pytest.fixture(name="row")
def _row(client: TestClient) -> dict[str, Any]:
    """The incident in Mosul, whose toll is disputed."""
    (row,) = get(client, "/incidents?kind=armed_attack")["items"]
    return dict(row)


def test_incidents_are_in_the_exchange_form(client: TestClient) -> None:
    for row in get(client, "/incidents")["items"]:
        jsonschema.validate(row, exchange_schema())


def test_a_list_can_be_read_in_parts(client: TestClient) -> None:
    whole = [row["id"] for row in get(client, "/incidents?order=latest")["items"]]
    found, cursor = [], ""
    while True:
        part = get(client, f"/incidents?order=latest&limit=1&cursor={cursor}")
        assert 3 == part["total"]
        found += [row["id"] for row in part["items"]]
        if part["next"] is None:
            break
        cursor = part["next"]
    assert whole == found
    assert whole == [row["id"] for row in get(client, "/incidents")["items"]][::-1]


@pytest.mark.parametrize("path", ["/incidents", "/reports", "/judgements", "/history", "/doubts"])
def test_a_cursor_that_no_part_gave_is_refused(client: TestClient, path: str) -> None:
    for cursor in ("AAAA", "____", "x"):
        assert "cursor" in get(client, f"{path}?cursor={cursor}", 422)["error"]


def test_an_incident_that_is_unchanged_is_not_sent_again(
    client: TestClient, row: dict[str, Any]
) -> None:
    for path in (f"{API}/incidents", f"{API}/incidents/{row['id']}"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (304, b"") == (again.status_code, again.content)


def test_every_value_of_an_incident_leads_to_its_words(
    client: TestClient, row: dict[str, Any]
) -> None:
    """Statements, claims and the report's text agree on what stands where."""
    for statement in get(client, f"/incidents/{row['id']}/statements")["items"]:
        claim = get(client, f"/claims/{statement['id']}")
        text = get(client, f"/reports/{claim['report']}")["text"]
        assert claim["words"] == text[claim["start"] : claim["end"]]
        assert claim["quote"] in text
        mentions = get(client, f"/reports/{claim['report']}/mentions")["items"]
        assert claim["id"] in {told["id"] for one in mentions for told in one["claims"]}


def test_a_report_leads_to_its_incidents_and_comes_back_as_it_arrived(
    client: TestClient, row: dict[str, Any]
) -> None:
    assert [row["id"]] == get(client, "/reports/mosul.txt")["incidents"]
    answer = client.get(f"{API}/reports/mosul.txt/original")
    assert answer.content == REPORTS["mosul.txt"].encode()
    assert answer.headers["content-disposition"].startswith('attachment; filename="mosul.txt"')
    assert "sandbox" in answer.headers["content-security-policy"]


def test_contradictions_stand_side_by_side(client: TestClient, row: dict[str, Any]) -> None:
    (one,) = get(client, "/contradictions")["items"]
    assert (row["id"], "toll", "killed") == (one["incident"], one["kind"], one["field"])
    assert 2 == len(one["sides"])


def test_a_search_finds_reports_and_incidents(client: TestClient) -> None:
    found = get(client, "/search?text=market")["items"]
    assert {"report", "incident"} == {hit["kind"] for hit in found}
    for hit in found:
        start, end = hit["marks"][0]
        assert "market" == hit["text"][start:end].casefold()
    assert [] == get(client, "/search?text=zeppelin")["items"]
    assert 1 == len(get(client, "/search?text=market&kind=report")["items"])


def test_counts_add_up(client: TestClient) -> None:
    counted = get(client, "/counts?by=country,month&killed=1..")
    assert 2 == counted["incidents"] == sum(item["incidents"] for item in counted["items"])
    assert "did you mean" in get(client, "/counts?by=mont", 422)["error"]


@pytest.mark.parametrize("query", ["", "kind=bombing", "killed=1..&role=all", "text=taliban"])
def test_an_export_holds_exactly_what_the_list_shows(client: TestClient, query: str) -> None:
    listed = [row["id"] for row in get(client, f"/incidents?{query}")["items"]]
    lines = client.get(f"{API}/exports/jsonl?{query}").text.splitlines()
    assert listed == [json.loads(line)["id"] for line in lines]
    table = client.get(f"{API}/exports/csv?{query}").text.splitlines()[1:]
    assert listed == [line.partition(",")[0] for line in table]


def test_every_form_can_be_downloaded(client: TestClient, service: LedgerService) -> None:
    for form in get(client, "/exports")["items"]:
        answer = client.get(f"{API}/exports/{form['name']}")
        assert 200 == answer.status_code, form["name"]
        ending = service.actions.forms[form["name"]].ending
        name = f"dateline-{form['name']}.{ending}"
        assert f'filename="{name}"' in answer.headers["content-disposition"]


def test_changes_say_what_became_of_incidents(client: TestClient) -> None:
    found = get(client, "/changes?since=0")
    assert ["added"] * 3 == [one["change"] for one in found["changes"]]
    assert [] == get(client, f"/changes?since={found['revision']}")["changes"]
    assert found["revision"] == get(client, "/revisions")["items"][-1]["number"]
    assert 5 == get(client, "/history")["total"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/incidents?limit=0", "expected limit"),
        ("/incidents?limit=many", "found 'many'"),
        ("/incidents?kidn=bombing", "did you mean kind"),
        ("/reports?kind=bombing", "expected parameters of"),
        ("/incidents?order=random", "expected order"),
        ("/changes?since=yesterday", "expected since"),
        ("/changes?since=99999", "expected a revision"),
        ("/exports/csv?policy=mine", "expected a policy"),
    ],
)
def test_a_wrong_parameter_is_a_sentence_and_never_an_empty_list(
    client: TestClient, path: str, said: str
) -> None:
    assert said in get(client, path, 422)["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/ffffffff",
        "/incidents/a",
        "/incidents/%25%25%25%25",
        "/reports/nowhere.txt",
        "/claims/ffffffffff",
        "/exports/picture",
        "/judgements/abcd/undo",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code in {404, 405}
    assert answer.json()["error"]


def test_the_description_is_served_from_here(client: TestClient) -> None:
    """The page names no other site, and all that it loads is there."""
    page = client.get(f"{API}/docs").text
    assert "http:" not in page
    assert "https:" not in page
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js"):
        assert f"{API}/docs/{name}" in page
        assert 200 == client.get(f"{API}/docs/{name}").status_code
    assert 404 == client.get(f"{API}/docs/other.js").status_code


def test_every_route_is_described_with_its_faults(client: TestClient) -> None:
    described = get(client, "/openapi.json")
    for path, item in described["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            answers = operation["responses"]
            assert "Fault" in json.dumps(answers["422"]), (method, path)
    assert "kind" in described["components"]["schemas"]["ExchangeIncident"]["properties"]
