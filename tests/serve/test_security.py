"""What holds for every answer, and the ways in that others were caught by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve import LedgerService, make_application
from dateline.serve.security import HEADERS, LARGEST
from serve.conftest import API

CLICKED = "<script>alert(1)</script>"


@pytest.fixture(name="broken")
def _broken(service: LedgerService) -> TestClient:
    """A service whose read side fails."""

    def fail(*_: object) -> Any:  # noqa: ANN401  as what it stands for
        raise RuntimeError("postgresql://admin:secret@db/ledger is down")

    actions = replace(service.actions, fields=fail)
    return TestClient(
        make_application(replace(service, actions=actions)), raise_server_exceptions=False
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{API}/incidents", 200),
        ("GET", f"{API}/docs", 200),
        ("GET", "/", 200),
        ("GET", f"{API}/incidents?kind=x", 422),
        ("GET", f"{API}/incidents/ffffffff", 404),
        ("GET", f"{API}/nowhere", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/incidents/ffffffff", 404),
        ("PUT", f"{API}/incidents", 405),
        ("POST", f"{API}/judgements", 422),
        ("GET", f"{API}/incidents/%00", 404),
        ("GET", f"{API}/incidents/%ff", 404),
    ],
)
def test_every_answer_has_the_headers(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert status == answer.status_code
    for name in HEADERS:
        assert answer.headers[name], name
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_fault_tells_nothing_of_itself(broken: TestClient) -> None:
    answer = broken.get(f"{API}/fields")
    assert 500 == answer.status_code
    assert "secret" not in answer.text
    assert "log" in answer.json()["error"]
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "testserver@evil"])
def test_a_host_name_of_others_is_refused(client: TestClient, host: str) -> None:
    answer = client.get(f"{API}/incidents", headers={"host": host})
    assert 400 == answer.status_code
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Sec-Fetch-Site": "same-origin"}, 404),
        ({"Sec-Fetch-Site": "none"}, 404),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 404),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_other_sites_change_nothing(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    body = {"kind": "comment", "subjects": ["ffffffff"], "reason": "x", "by": "y"}
    assert status == client.post(f"{API}/judgements", json=body, headers=headers).status_code


def test_reading_changes_nothing(client: TestClient) -> None:
    """No operation that is read with GET has another name for writing."""
    described = client.get(f"{API}/openapi.json").json()["paths"]
    writes = {"undo", "strike", "withdraw", "restore"}
    for path, item in described.items():
        assert path.rpartition("/")[2] not in writes or "get" not in item, path


def test_a_large_body_is_refused_be_it_announced_or_not(client: TestClient) -> None:
    large = b"x" * (LARGEST + 1)
    assert 413 == client.post(f"{API}/judgements", content=large).status_code

    def parts() -> Any:  # noqa: ANN401  an iterator of bytes
        yield from (large[at : at + 100_000] for at in range(0, len(large), 100_000))

    answer = client.post(f"{API}/judgements", content=parts())
    assert 413 == answer.status_code
    assert "expected a body of at most" in answer.json()["error"]


# ------------------------------------------------------------------ as Datasette was caught


@pytest.mark.parametrize(
    "name",
    ["]", '"', "'", "`", "\\", "%", "_", "];--", '" OR 1=1 --', "') OR ('1'='1", "*", "NEAR("],
)
def test_a_filter_is_never_part_of_a_query(client: TestClient, name: str) -> None:
    """A bracket once ended a quoted identifier; here a value stays a value."""
    for field in ("actor", "outlet", "text"):
        answer = client.get(f"{API}/incidents", params={field: name})
        assert 200 == answer.status_code, answer.text
        assert 0 == answer.json()["total"]
    for path in (f"incidents/{name}", f"reports/{name}", f"claims/{name}"):
        assert 404 == client.get(f"{API}/{path}").status_code
    assert client.get(f"{API}/counts", params={"by": name}).status_code == 422
    assert client.get(f"{API}/incidents", params={"order": name}).status_code == 422


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/%5cevil.example/"])
def test_a_path_never_leads_to_another_site(client: TestClient, path: str) -> None:
    """A path that began with a slash and a backslash was once a redirect to another site."""
    answer = client.request("GET", f"http://testserver{path}", follow_redirects=False)
    assert "evil.example" not in answer.headers.get("location", "")
    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("path", ["/{}", "/incidents/{}", "/reports/{}", f"{API}/incidents/{{}}"])
def test_what_is_asked_for_is_never_markup_in_the_answer(client: TestClient, path: str) -> None:
    """A page that was not found once showed its own path as it was."""
    for asked in (path.format(CLICKED), path.format("x") + f"?{CLICKED}=1&_trace={CLICKED}"):
        answer = client.get(asked)
        if "html" in answer.headers["content-type"]:
            assert CLICKED not in answer.text
        else:
            assert answer.headers["content-type"].startswith("application/json")
            assert "nosniff" == answer.headers["x-content-type-options"]
