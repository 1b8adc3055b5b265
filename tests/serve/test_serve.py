"""The ledger over HTTP."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve import LedgerView, application

ROWS: list[dict[str, Any]] = [
    {
        "id": "aa11",
        "kind": "bombing",
        "grade": "fair",
        "place": {"country": "KE"},
        "date": {"start": "2001-02-03", "end": "2001-02-03"},
    },
    {"id": "ab22", "kind": "riot", "grade": "weak", "place": None, "date": {"start": None}},
]


@pytest.fixture
def client() -> TestClient:
    """A client of a service with two incidents."""
    return TestClient(application(LedgerView(lambda: ROWS, lambda: "<p>the ledger</p>")))


def test_the_first_page_is_the_ledgers(client: TestClient) -> None:
    """A browser gets the page as it is."""
    assert client.get("/").text == "<p>the ledger</p>"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["aa11", "ab22"]),
        ("?kind=riot", ["ab22"]),
        ("?country=ke", ["aa11"]),
        ("?grade=fair", ["aa11"]),
        ("?from=2001-02-03&to=2001-02-03", ["aa11"]),
        ("?from=2001-02-04", []),
        ("?to=2001-02-02", []),
    ],
)
def test_filters_keep_what_they_ask_for(
    client: TestClient, query: str, expected: list[str]
) -> None:
    """Undated incidents pass no filter on days."""
    assert [row["id"] for row in client.get(f"/incidents.json{query}").json()] == expected


@pytest.mark.parametrize("query", ["?kind=picnic", "?colour=red"])
def test_a_wrong_filter_says_what_was_expected(client: TestClient, query: str) -> None:
    """A filter that is misspelt must not look like an empty ledger."""
    answer = client.get(f"/incidents.json{query}")
    assert answer.status_code == 400
    assert "expected" in answer.json()["error"]


def test_an_incident_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    """As on the command line."""
    assert client.get("/incidents/aa.json").json()["kind"] == "bombing"
    assert client.get("/incidents/a.json").status_code == 404


def test_nothing_can_be_written(client: TestClient) -> None:
    """The service is read-only."""
    assert client.post("/incidents.json").status_code == 405


def test_another_host_name_is_refused(client: TestClient) -> None:
    """A page elsewhere that rebinds its name to this machine reads nothing."""
    assert client.get("/incidents.json", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/incidents.json", "/incidents/aa.json"])
def test_every_answer_forbids_sniffing_and_framing(client: TestClient, path: str) -> None:
    """Headers stand on all routes."""
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
