"""The ledger over HTTP."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

LIST = "/api/v1/incidents"


def kinds(client: TestClient, query: str) -> list[str]:
    """The kinds of the incidents that a query gives."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.text
    return [row["kind"] for row in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["suicide_bombing", "bombing", "armed_attack"]),
        ("kind=bombing", ["bombing"]),
        ("kind=bombing&kind=armed_attack", ["bombing", "armed_attack"]),
        ("kind=&from=", ["suicide_bombing", "bombing", "armed_attack"]),
        ("country=ke", ["bombing"]),
        ("from=2021-02-03&to=2021-02-03", ["bombing"]),
        ("from=2021-03-03", []),
        ("killed=1..", ["suicide_bombing", "armed_attack"]),
        ("killed=3", ["armed_attack"]),
        ("wounded=7", ["bombing"]),
        ("near=36.34,43.13,50km", ["armed_attack"]),
        ("bbox=36,-2,38,0", ["bombing"]),
        ("role=background", []),
        ("text=market", ["bombing"]),
    ],
)
def test_filters_keep_what_they_ask_for(
    client: TestClient, query: str, expected: list[str]
) -> None:
    """Undated incidents pass no filter on days."""
    assert expected == kinds(client, query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=picnic", "found 'picnic'"),
        ("colour=red", "found 'colour'"),
        ("kinds=bombing", "did you mean kind"),
        ("from=yesterday", "YYYY-MM-DD"),
        ("from=2021-02-03&to=2021-02-01", "swap them"),
        ("from=2021-02-03&from=2021-02-04", "once"),
        ("bbox=1,2,3", "west,south,east,north"),
        ("bbox=0,50,10,-50", "west,south,east,north"),
        ("near=91,0,5km", "latitude,longitude,radius"),
        ("killed=many", "a range"),
        ("killed=9..3", "swap them"),
        ("country=Iraq", "did you mean IQ"),
        ("role=hero", "expected a role"),
        ("actor=" + "x" * 300, "shorten"),
    ],
)
def test_a_wrong_filter_says_what_was_expected(client: TestClient, query: str, said: str) -> None:
    """A filter that is misspelt must not look like an empty ledger."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert said in answer.json()["error"]


def test_an_incident_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    """As on the command line."""
    (row,) = client.get(f"{LIST}?kind=bombing").json()["items"]
    assert row == client.get(f"{LIST}/{row['id'][:6]}").json()
    assert client.get(f"{LIST}/ffffffff").status_code == 404


def test_another_host_name_is_refused(client: TestClient) -> None:
    """A page elsewhere that rebinds its name to this machine reads nothing."""
    assert client.get(LIST, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", [LIST, f"{LIST}?kind=x", f"{LIST}/nothing", "/nowhere", "/api/x"])
def test_every_answer_forbids_sniffing_and_framing(client: TestClient, path: str) -> None:
    """Headers stand on all routes and errors."""
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
