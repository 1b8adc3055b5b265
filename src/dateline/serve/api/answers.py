"""How the API answers: JSON, with a tag by which a client knows what it has already."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from dateline import __version__
from dateline.serve.accounts import Account
from dateline.serve.api.models import ConflictFault, Fault
from dateline.serve.service import LedgerService

JSON: Final = "application/json"
ASK_AGAIN: Final = {"Cache-Control": "private, no-cache"}  # keep it, and ask whether it holds
# Of a file that a page of ours must never run, whatever is in it.
SANDBOX: Final = "sandbox; default-src 'none'"
SAYS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Fault, "description": "Not a request that can be read."},
    401: {"model": Fault, "description": "Nobody is logged in."},
    403: {"model": Fault, "description": "The account may not do this."},
    422: {"model": Fault, "description": "A parameter or value that means nothing."},
    429: {"model": Fault, "description": "Too much at once."},
}
MISSES: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Fault, "description": "Nothing has this id."}
}
CONFLICTS: Final[dict[int | str, dict[str, Any]]] = {
    409: {"model": ConflictFault, "description": "It contradicts what somebody else decided."},
    413: {"model": Fault, "description": "Too large a body."},
}
SAME: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "As the client has it."}}


def json_answer(content: object, status: int = 200, tag: str | None = None) -> Response:
    """Plain data as JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    headers = {"ETag": f'"{tag}"', **ASK_AGAIN} if tag else None
    return Response(text.encode("utf-8", "replace"), status, headers, media_type=JSON)


def if_changed(request: Request, tag: str, content: Callable[[], object]) -> Response:
    """What is asked for, or that the client has it already."""
    if tag in asked_tags(request.headers.get("if-none-match")):
        return Response(status_code=304, headers={"ETag": f'"{tag}"', **ASK_AGAIN})
    return json_answer(content(), tag=tag)


def asked_tags(header: str | None) -> tuple[str, ...]:
    """The tags that a header names; none for none, and none for "*", which any form meets."""
    listed = (part.strip().removeprefix("W/") for part in (header or "").split(","))
    return tuple(tag.strip('"') for tag in listed if tag not in {"", "*"})


def ledger_tag(service: LedgerService, who: Account) -> str:
    """The state of all that an account is shown: another one after each write."""
    seen = "all" if who.sees_restricted else service.view.restriction_tag()
    return f"{__version__}-{service.view.ledger.last_entry()}-{seen}"


def attachment_headers(name: str) -> dict[str, str]:
    """The headers of a file that a browser is to save and never to open in a page of ours."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    whole = quote("".join(c for c in name if c.isprintable())[:200], safe="")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain[:200]}\"; filename*=UTF-8''{whole}",
        "Content-Security-Policy": SANDBOX,
    }


def listed_items(items: Iterable[object], **more: object) -> dict[str, object]:
    """Items as a list of the API has them."""
    return {"items": list(items), **more}
