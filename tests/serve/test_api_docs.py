"""Each example on the page of the API is sent, and answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from serve.conftest import API

PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```http\n(\w+) (\S+)\n(?:\n(.*?))?```", PAGE, re.DOTALL | re.MULTILINE)
STANDS_FOR = "3f2a91bc"  # any incident


@pytest.mark.parametrize(("method", "path", "body"), EXAMPLES)
def test_an_example_is_answered(writer: TestClient, method: str, path: str, body: str) -> None:
    incident = writer.get(f"{API}/incidents?kind=bombing").json()["items"][0]["id"]
    sent = body.replace(STANDS_FOR, incident).encode()
    headers = {"Content-Type": "application/json"} if sent else {}
    answer = writer.request(
        method, path.replace(STANDS_FOR, incident), content=sent, headers=headers
    )
    assert answer.status_code in {200, 201, 202}, answer.text


def test_every_route_is_on_the_page(client: TestClient) -> None:
    """At least its first word."""
    assert len(EXAMPLES) > 4
    for path in client.get(f"{API}/openapi.json").json()["paths"]:
        word = path.removeprefix(API).split("/")[1]
        known = f"/{word}" in PAGE or word in {"session", "me", "tokens", "accounts", "jobs"}
        assert known or word == "restrictions", path
