"""Webhooks: what is told of a saved search, to whom, signed how, and how often it is tried."""

from __future__ import annotations

import hmac
import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from dateline import pipeline
from dateline.acquire import fetching
from dateline.errors import FetchError, InputError
from dateline.record import Verdict
from dateline.serve import LedgerService, WebhookDesk, make_application, tell_searches
from dateline.serve.accounts import AccountRole, AccountStore
from dateline.serve.webhooks import WAITS, SearchState
from dateline.types import JudgementKind, Kind

SEARCH: Final = "bombs"
NOW: Final = 2_000_000_000.0
Answers = list[int | Exception]


@dataclass(slots=True)
class Inbox:
    """Takes messages, and answers as it is told; with 204 once it is told no more."""

    answers: Answers = field(default_factory=list)
    got: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)

    def send(self, url: str, body: bytes, headers: Any) -> int:  # noqa: ANN401  as the desk gives it
        """Take one."""
        self.got.append((url, body, dict(headers)))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(name="inbox")
def _inbox() -> Inbox:
    """An inbox that takes all."""
    return Inbox()


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, inbox: Inbox) -> WebhookDesk:
    """A desk that sends to the inbox."""
    return WebhookDesk(tmp_path / "hooks", inbox.send, lambda _: None)


def state(**forms: int) -> SearchState:
    """What a search finds."""
    return SearchState(forms, lambda ids: {one: {"id": one} for one in ids})


def changes(body: bytes) -> list[tuple[str, str]]:
    """What a message tells."""
    return [(one["change"], one["id"]) for one in json.loads(body)["changes"]]


def test_what_is_added_revised_or_gone_is_told_once(desk: WebhookDesk, inbox: Inbox) -> None:
    desk.add(SEARCH, "https://a.example/", "A. Coder", {"a": 1, "b": 1})
    assert 0 == desk.tell(lambda _: state(a=1, b=1))
    assert 1 == desk.tell(lambda _: state(a=2, c=1))
    assert 0 == desk.tell(lambda _: state(a=2, c=1))
    ((url, body, _),) = inbox.got
    assert "https://a.example/" == url
    assert [("added", "c"), ("revised", "a"), ("left", "b")] == changes(body)
    rows = [one["incident"] for one in json.loads(body)["changes"]]
    assert [{"id": "c"}, {"id": "a"}, None] == rows


def test_a_message_is_signed_as_the_standard_has_it(desk: WebhookDesk, inbox: Inbox) -> None:
    secret = desk.add(SEARCH, "https://a.example/", "A", {}).secret
    desk.tell(lambda _: state(a=1), NOW)
    ((_, body, headers),) = inbox.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(secret.removeprefix("whsec_"))
    wanted = b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert f"v1,{wanted}" == headers["webhook-signature"]
    assert str(int(NOW)) == headers["webhook-timestamp"]


@pytest.mark.parametrize("trouble", [500, 302, 404, FetchError("expected an answer, found none")])
def test_what_is_not_taken_is_sent_again_the_same_later(
    desk: WebhookDesk, inbox: Inbox, trouble: int | Exception
) -> None:
    """A redirect is not followed: it might lead anywhere."""
    inbox.answers = [trouble]
    desk.add(SEARCH, "https://a.example/", "A", {})
    assert 0 == desk.tell(lambda _: state(a=1), NOW)
    assert 0 == desk.tell(lambda _: state(a=1), NOW + WAITS[0] - 1)
    assert 1 == desk.tell(lambda _: state(a=2), NOW + WAITS[0])
    (_, first, one), (_, second, other) = inbox.got
    assert (first, one["webhook-id"]) == (second, other["webhook-id"])
    desk.tell(lambda _: state(a=2), NOW + WAITS[0] + 1)
    assert [("revised", "a")] == changes(inbox.got[-1][1])


def test_after_the_last_try_a_webhook_stops_and_says_so(desk: WebhookDesk, inbox: Inbox) -> None:
    inbox.answers = [500] * 99
    desk.add(SEARCH, "https://a.example/", "A", {})
    at = NOW
    for wait in (*WAITS, 0, 0):
        desk.tell(lambda _: state(a=1), at)
        at += wait
    (one,) = desk.all()
    assert (True, len(WAITS) + 1) == (one.stopped, len(inbox.got))
    assert "status 500" in one.last


def test_who_says_gone_is_told_no_more(desk: WebhookDesk, inbox: Inbox) -> None:
    inbox.answers = [410]
    desk.add(SEARCH, "https://a.example/", "A", {})
    desk.tell(lambda _: state(a=1), NOW)
    assert desk.all()[0].stopped


def test_many_changes_come_in_several_messages(desk: WebhookDesk, inbox: Inbox) -> None:
    desk.add(SEARCH, "https://a.example/", "A", {})
    forms = {f"i{n:03}": 1 for n in range(250)}
    for _ in range(4):
        desk.tell(lambda _: state(**forms))
    told = [one for _, body, _ in inbox.got for one in changes(body)]
    assert [100, 100, 50] == [len(changes(body)) for _, body, _ in inbox.got]
    assert sorted(forms) == sorted(name for _, name in told)


def test_a_webhook_outlives_the_service_and_ends_with_its_search(
    desk: WebhookDesk, inbox: Inbox
) -> None:
    inbox.answers = [500]
    desk.add(SEARCH, "https://a.example/", "A", {})
    desk.tell(lambda _: state(a=1), NOW)
    again = WebhookDesk(desk.folder, inbox.send, lambda _: None)
    assert desk.all() == again.all()
    assert 1 == again.tell(lambda _: state(a=1), NOW + WAITS[0])
    again.tell(lambda _: None, NOW + WAITS[0])
    assert () == desk.all()
    assert [] == list(desk.folder.iterdir())


def test_a_secret_is_for_nobody_else_to_read(desk: WebhookDesk) -> None:
    desk.add(SEARCH, "https://a.example/", "A", {})
    (file,) = desk.folder.iterdir()
    assert 0o600 == file.stat().st_mode & 0o777


# ------------------------------------------------------------------ over the network


class Receiver(BaseHTTPRequestHandler):
    """Keeps what is posted, and answers with the status of its path."""

    got: list[bytes]

    def do_POST(self) -> None:
        """Take a message."""
        self.got.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(int(self.path.strip("/")))
        self.send_header("Location", "/204")
        self.end_headers()

    def log_message(self, *_: Any) -> None:  # noqa: ANN401  as the class has it
        """Say nothing."""


@pytest.fixture(name="receiver")
def _receiver() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a program on this machine, and what it got."""
    got: list[bytes] = []
    kind = type("Kept", (Receiver,), {"got": got})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", got
        server.shutdown()


def real_desk(folder: Path, *allowed: str) -> WebhookDesk:
    """A desk that really sends."""
    rules = fetching.FetchRules(fetching.Reach(allowed=allowed))
    send, check = partial(fetching.send_bytes, rules), partial(fetching.check_target, rules)
    return WebhookDesk(folder, send, check)


def test_a_message_reaches_a_host_that_is_allowed(
    receiver: tuple[str, list[bytes]], tmp_path: Path
) -> None:
    host, got = receiver
    desk = real_desk(tmp_path, host)
    desk.add(SEARCH, f"http://{host}/204", "A", {})
    assert 1 == desk.tell(lambda _: state(a=1))
    assert [("added", "a")] == changes(got[0])


def test_a_redirect_leads_nowhere(receiver: tuple[str, list[bytes]], tmp_path: Path) -> None:
    host, got = receiver
    desk = real_desk(tmp_path, host)
    desk.add(SEARCH, f"http://{host}/307", "A", {})
    assert 0 == desk.tell(lambda _: state(a=1))
    assert 1 == len(got)
    assert "status 307" in desk.all()[0].last


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://a:b@a.example/", "http://a.example:22/", "nonsense"]
)
def test_an_address_that_cannot_be_is_refused_at_once(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected"):
        real_desk(tmp_path).add(SEARCH, url, "A", {})


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "0.0.0.0"],  # noqa: S104  to be refused
)
def test_nothing_is_sent_into_a_private_network(host: str, tmp_path: Path) -> None:
    desk = real_desk(tmp_path)
    desk.add(SEARCH, f"http://{host}/", "A", {})
    assert 0 == desk.tell(lambda _: state(a=1), NOW)
    (one,) = desk.all()
    assert "expected a public address" in one.last


# ------------------------------------------------------------------ from the pages


@pytest.fixture(name="hooked")
def _hooked(service: LedgerService, inbox: Inbox) -> LedgerService:
    """A service whose webhooks send to the inbox."""
    assert service.webhooks is not None
    desk = WebhookDesk(service.webhooks.folder, inbox.send, lambda _: None)
    object.__setattr__(service, "webhooks", desk)
    return service


def test_a_saved_search_is_told_from_its_page(hooked: LedgerService, inbox: Inbox) -> None:
    client = TestClient(make_application(hooked), raise_server_exceptions=False)
    client.post("/searches", data={"name": SEARCH, "filters": "?kind=bombing", "by": "A"})
    page = client.post("/searches/told", data={"name": SEARCH, "url": "https://a.example/x"}).text
    assert "whsec_" in page
    assert "whsec_" not in client.get("/searches").text
    assert "https://a.example/x" in client.get("/searches").text
    assert 0 == tell_searches(hooked)
    ledger = hooked.view.ledger
    (one,) = (i for i in ledger.incidents() if i.kind is Kind.BOMBING)
    verdict = Verdict(JudgementKind.CORRECT, (one.id,), "A", "list", "kind", "other")
    ledger.judge(verdict)
    pipeline.renew(ledger)
    assert 1 == tell_searches(hooked)
    assert [("left", one.id)] == changes(inbox.got[0][1])
    client.post("/searches", data={"act": "drop", "name": SEARCH})
    assert hooked.webhooks is not None
    assert () == hooked.webhooks.all()


def test_nothing_restricted_is_told(hooked: LedgerService, inbox: Inbox, tmp_path: Path) -> None:
    store = AccountStore.open_store(str(tmp_path / "hooked.accounts.db"))
    ledger = hooked.view.ledger
    (one,) = (i for i in ledger.incidents() if i.kind is Kind.BOMBING)
    store.restrict({t.report for t in one.tellings}, "asked", "A")
    hooked.view._restricted = store.restricted
    token = store.add_token(store.add("E", AccountRole.EDITOR, None), AccountRole.EDITOR, 1, "")
    object.__setattr__(hooked, "accounts", store)
    headers = {"Authorization": f"Bearer {token}"}
    client = TestClient(make_application(hooked), headers=headers, raise_server_exceptions=False)
    client.post("/searches", data={"name": "all", "filters": "?role=all"})
    client.post("/searches/told", data={"name": "all", "url": "https://a.example/x"})
    assert hooked.webhooks is not None
    assert one.id not in hooked.webhooks.all()[0].known
    verdict = Verdict(JudgementKind.CORRECT, (one.id,), "A", "list", "wounded", "8")
    ledger.judge(verdict)
    pipeline.renew(ledger)
    assert 0 == tell_searches(hooked)
    assert [] == inbox.got
    store.close()


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_only_editors_set_a_webhook(hooked: LedgerService, tmp_path: Path, role: str) -> None:
    store = AccountStore.open_store(str(tmp_path / "hooked.accounts.db"))
    who = store.add("R", AccountRole(role), None)
    headers = {"Authorization": f"Bearer {store.add_token(who, AccountRole(role), 1, '')}"}
    object.__setattr__(hooked, "accounts", store)
    client = TestClient(make_application(hooked), headers=headers, raise_server_exceptions=False)
    form = {"name": SEARCH, "url": "https://a.example/"}
    assert 403 == client.post("/searches/told", data=form).status_code
    store.close()
