"""The read-only tools for language models."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from mcp.server.mcpserver import MCPServer

from dateline.record import Ledger
from dateline.serve import LedgerService
from dateline.serve.mcp_server import reading_server
from serve.conftest import REPORTS


@pytest.fixture(name="server")
def _server(service: LedgerService) -> MCPServer:
    """A server on the ledger."""
    return reading_server(service.view)


def call(server: MCPServer, tool: str, **given: object) -> Any:  # noqa: ANN401  JSON
    """What a tool answers."""
    answer: Any = asyncio.run(server.call_tool(tool, given))
    return json.loads(answer.content[0].text)


def test_no_tool_writes(server: MCPServer, ledger: Ledger) -> None:
    """Every tool says that it reads, and after all of them the ledger is as it was."""
    tools = asyncio.run(server.list_tools())
    assert 6 == len(tools)
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.name.startswith(("list_", "get_", "count_", "search_"))
    before = ledger.last_entry()
    incident = call(server, "list_incidents")["items"][0]["id"]
    call(server, "get_incident", incident=incident)
    call(server, "count_incidents", by="country,month")
    call(server, "list_contradictions")
    call(server, "search_ledger", text="market")
    call(server, "get_report_text", report="kabul.txt")
    assert before == ledger.last_entry()


def test_tools_read_by_the_same_filters(server: MCPServer) -> None:
    found = call(server, "list_incidents", filters="kind=bombing&country=KE")
    assert 1 == found["total"]
    row = call(server, "get_incident", incident=found["items"][0]["id"])
    assert 7 == row["wounded"]["best"]
    assert "did you mean" in call(server, "list_incidents", filters="kidn=bombing")["error"]


def test_a_report_comes_marked_as_what_somebody_else_wrote(server: MCPServer) -> None:
    told = call(server, "get_report_text", report="kabul.txt")
    assert REPORTS["kabul.txt"] == told["untrusted_text"]
    assert told["next_start"] is None
