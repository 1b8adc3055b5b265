"""Accounts: who gets in, what each role may do, and that nothing restricted shows."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from argon2 import PasswordHasher, Type
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.service import ledger_service
from dateline.errors import InputError
from dateline.record import Ledger
from dateline.serve import LedgerService, make_application
from dateline.serve.accounts import AccountRole, AccountStore, local_target
from serve.conftest import API, REPORTS

PASSWORD: Final = "seven grey herons"  # noqa: S105  of no account anywhere
MARKER: Final = "Quillfeather"  # stands in the restricted report, its name and its judgements
HIDDEN: Final = f"{MARKER}.txt"
SECRET: Final = (
    f"A bomb killed the clerk Ada {MARKER} and two others in Basra on April 5, 2021. "
    f"The {MARKER} Brigade claimed responsibility."
)
ROLES: Final = [role.value for role in AccountRole]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A service with accounts, and a token for each role."""

    service: LedgerService
    tokens: dict[str, str]
    names: dict[str, str]  # of what is restricted, by the parameters of routes
    app: ASGIApp

    def client(self, role: str | None) -> TestClient:
        """A client with the token of a role."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[AccountStore]:
    """Accounts of each role."""
    store = AccountStore.open_store(str(tmp_path / "ledger.accounts.db"))
    for role in AccountRole:
        store.add(f"the {role}", role, PASSWORD if role is AccountRole.REVIEWER else None)
    yield store
    store.close()


@pytest.fixture(name="guarded", scope="module")
def _guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A service on a ledger with a restricted incident."""
    folder = tmp_path_factory.mktemp("guarded")
    for name, text in {**REPORTS, HIDDEN: SECRET}.items():
        (folder / name).write_text(text)
    where = str(folder / "ledger.db")
    store = AccountStore.open_store(str(folder / "ledger.accounts.db"))
    with Ledger.open(where, create=True) as ledger:
        arrivals = acquire([folder / name for name in (*REPORTS, HIDDEN)])
        list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
        pipeline.renew(ledger)
        made = {role: store.add(f"the {role}", role, None) for role in AccountRole}
        tokens = {r.value: store.add_token(who, r, 1, "test") for r, who in made.items()}
        service = ledger_service(ledger, where, store, ("testserver",), folder / "jobs")
        guarded = Guarded(service, tokens, {}, make_application(service))
        _restrict(guarded)
        yield guarded
        if service.jobs:
            service.jobs.close()
    store.close()


def _restrict(guarded: Guarded) -> None:
    """Judge and restrict the incident of the hidden report, with the marker in each reason."""
    editor, view = guarded.client("editor"), guarded.service.view
    report = view.ledger.report_id(HIDDEN)
    incident = editor.get(f"{API}/reports/{report}").json()["incidents"][0]
    said = {"reason": f"asked {MARKER}"}
    body = {**said, "kind": "comment", "subjects": [incident]}
    judged = editor.post(f"{API}/judgements", json=body).json()["id"]
    editor.post(f"{API}/judgements/{judged}/undo", json=said)
    claim = view.ledger.incident(incident).claims[0].id
    names = {"incident": incident, "report": report, "claim": claim, "judgement": judged}
    export = {"form": "jsonl", "filters": "role=all"}
    names["job"] = editor.post(f"{API}/jobs/export", json=export).json()["id"]
    guarded.names.update({**names, "id": incident, "token": "0000", "name": "nobody"})
    answer = editor.put(f"{API}/incidents/{incident}/restriction", json=said)
    assert [report] == [one["report"] for one in answer.json()["items"]]


def operations(guarded: Guarded) -> list[tuple[str, str]]:
    """The method and path of every operation that the API describes."""
    described = guarded.client("admin").get(f"{API}/openapi.json").json()
    return [(m.upper(), path) for path, item in described["paths"].items() for m in item]


def filled(guarded: Guarded, path: str) -> list[str]:
    """A path with the names of what is restricted in it; each form for exports."""
    forms = guarded.service.actions.forms if "{form}" in path else [""]
    known = guarded.names
    paths = [path.replace("{form}", form) for form in forms]
    if "{id}" in path:
        paths += [one.replace("{id}", known["report"]) for one in paths]
    return [re.sub(r"{(\w+)[^}]*}", lambda m: quote(known[m[1]]), one) for one in paths]


def text_of(content: bytes) -> str:
    """What an answer holds, whatever it is packed in."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [name.encode() + packed.read(name) for name in packed.namelist()]
        return " ".join(text_of(part) for part in parts)
    if content[:4] == b"PAR1":
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    return content.decode("utf-8", "replace")


def readable(guarded: Guarded) -> list[str]:
    """The address of all that can be read, of the API and of the pages."""
    paths = [path for method, path in operations(guarded) if method == "GET"]
    paths += [path for path in page_paths(guarded) if "{" not in path or "{id}" in path]
    asked = [address for path in paths for address in filled(guarded, path)]
    query = f"role=all&text={MARKER}"
    lists = [f"{API}/{name}?{query}" for name in ("incidents", "contradictions", "doubts")]
    exports = [f"{API}/exports/{form}?role=all" for form in guarded.service.actions.forms]
    actor = quote(f"{MARKER} Brigade")
    more = [f"{API}/search?text={word}" for word in (MARKER, "Basra", "clerk", "bomb")]
    more += [f"{API}/changes?since=0", f"{API}/counts?by=actor,city&role=all", f"/?{query}"]
    own = [f"{API}/copies?report={HIDDEN}", f"{API}/incidents?actor={actor}"]
    return [*asked, *lists, *exports, *more, *own]


def page_routes(guarded: Guarded) -> list[tuple[str, str]]:
    """The methods and paths of all pages."""
    app: Any = make_application(guarded.service)
    while not isinstance(app, Starlette):
        app = app.app
    return [
        (method, route.path)
        for route in plain_routes(app.router)
        for method in sorted(set(route.methods or ()) - {"HEAD"})
        if not (isinstance(route, APIRoute) or route.path.startswith(API))
    ]


def plain_routes(router: Any) -> Iterator[Route]:  # noqa: ANN401  FastAPI's kind is its own
    """The routes of a router and of those that it takes in."""
    for route in router.routes:
        if isinstance(route, Route):
            yield route
        elif hasattr(route, "original_router"):
            yield from plain_routes(route.original_router)


def page_paths(guarded: Guarded) -> list[str]:
    """The addresses of the pages that can be read."""
    return [path for method, path in page_routes(guarded) if method == "GET"]


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_nothing_restricted_shows_to_who_may_not_see_it(guarded: Guarded, role: str) -> None:
    """The marker stands in no list, count, search, feed, export, page or log of another."""
    client = guarded.client(role)
    asked = readable(guarded)
    leaks = []
    for path in asked:
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code < 500, path
        told = text_of(answer.content) + str(answer.headers)
        if re.search(MARKER, told, re.IGNORECASE) and not _repeats(path, told):
            leaks.append(path)
    assert [] == leaks
    assert len(asked) > 90
    assert {f"/incidents/{guarded.names['report']}", "/copies", "/jobs"} <= set(asked)


def _repeats(path: str, told: str) -> bool:
    """Whether an answer only says what it was asked for: no other word of the secret is in it."""
    return MARKER in path and not re.search(r"\bAda\b|Basra|clerk", told)


def test_an_editor_sees_what_is_restricted(guarded: Guarded) -> None:
    """So that the test above can fail."""
    client = guarded.client("editor")
    seen = [p for p in readable(guarded) if MARKER in text_of(client.get(p).content)]
    assert len(seen) > 25


def test_nobody_gets_in_without_an_account(guarded: Guarded) -> None:
    client = guarded.client(None)
    for method, path in operations(guarded):
        if path == f"{API}/session":
            continue
        for address in filled(guarded, path):
            answer = client.request(method, address, json={})
            assert 401 == answer.status_code, (method, address)
            assert "Bearer" == answer.headers["www-authenticate"]
    answer = client.get("/incidents/x?y=1", follow_redirects=False)
    assert (303, "/login?next=/incidents/x%3Fy%3D1") == (
        answer.status_code,
        answer.headers["location"],
    )
    forged = {"Authorization": "Bearer dl_00000000_forged"}
    assert 401 == client.get(f"{API}/incidents", headers=forged).status_code


NEEDED: Final = {
    ("POST", "/judgements"): "reviewer",
    ("POST", "/judgements/{judgement}/undo"): "reviewer",
    ("POST", "/claims/{claim}/strike"): "reviewer",
    ("POST", "/reports/{report}/withdraw"): "editor",
    ("POST", "/reports/{report}/restore"): "editor",
    ("POST", "/jobs/ingest"): "editor",
    ("GET", "/history"): "editor",
    ("GET", "/restrictions"): "editor",
    ("PUT", "/incidents/{incident}/restriction"): "editor",
    ("DELETE", "/incidents/{incident}/restriction"): "editor",
    ("GET", "/accounts"): "admin",
    ("POST", "/accounts"): "admin",
    ("DELETE", "/accounts/{name}"): "admin",
    ("PATCH", "/accounts/{name}"): "admin",
}
OWN: Final = {
    ("POST", "/tokens"),
    ("DELETE", "/tokens/{token}"),
    ("POST", "/session"),
    ("DELETE", "/session"),
    ("POST", "/jobs/export"),
    ("DELETE", "/jobs/{job}"),
}


def test_each_role_may_do_what_it_should_and_no_more(guarded: Guarded) -> None:
    """Every operation that changes something is in the table, or changes one's own account."""
    for method, path in operations(guarded):
        key = (method, path.removeprefix(API))
        assert method == "GET" or key in OWN or key in NEEDED, key
    for (method, path), needed in NEEDED.items():
        for role in ROLES[: ROLES.index(needed)]:
            (address,) = filled(guarded, API + path)
            answer = guarded.client(role).request(method, address, json={"reason": "x"})
            assert 403 == answer.status_code, (method, path, role)
            assert needed in answer.json()["error"]


NEEDED_PAGES: Final = {
    ("POST", "/incidents/{id}"): "reviewer",
    ("POST", "/reports/{id}"): "editor",
    ("POST", "/review"): "reviewer",
    ("GET", "/review/bulk"): "reviewer",
    ("POST", "/review/bulk"): "reviewer",
    ("POST", "/accuracy"): "reviewer",
    ("POST", "/sources"): "editor",
    ("POST", "/searches"): "reviewer",
    ("POST", "/searches/told"): "editor",
    ("POST", "/jobs"): "reviewer",
    ("GET", "/users"): "admin",
    ("POST", "/users"): "admin",
}
OWN_PAGES: Final = {
    ("POST", "/look"),
    ("POST", "/jobs/stop"),
    ("POST", "/tokens"),
    ("POST", "/settings"),
    ("POST", "/login"),
    ("POST", "/logout"),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_use_the_pages_that_it_should_and_no_more(
    guarded: Guarded, role: str
) -> None:
    """Every page that changes something is in the table, or changes one's own account."""
    client = guarded.client(role)
    found = page_routes(guarded)
    assert NEEDED_PAGES.keys() <= set(found)
    for method, path in found:
        assert method == "GET" or (method, path) in NEEDED_PAGES.keys() | OWN_PAGES
        needed = NEEDED_PAGES.get((method, path), "viewer")
        may = ROLES.index(role) >= ROLES.index(needed)
        (address, *_) = filled(guarded, path)
        answer = client.request(method, address, follow_redirects=False)
        assert may is (answer.status_code != 403), (method, path)
        assert answer.status_code < 500


def test_no_route_changes_anything_for_another_site(guarded: Guarded) -> None:
    """Every route that changes something, of the API and of the pages, asked with all rights."""
    client, ledger = guarded.client("admin"), guarded.service.view.ledger
    before = (ledger.judgements(undone=True), ledger.kept_entries("search"), ledger.reports())
    routes = [*operations(guarded), *page_routes(guarded)]
    changing = [(method, path) for method, path in routes if method != "GET"]
    for method, path in changing:
        (address, *_) = filled(guarded, path)
        for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            answer = client.request(method, address, headers=header, json={"reason": "x"})
            assert 403 == answer.status_code, (method, path)
    now = (ledger.judgements(undone=True), ledger.kept_entries("search"), ledger.reports())
    assert before == now
    assert len(changing) > 30


def test_no_page_answers_to_who_has_no_account(guarded: Guarded) -> None:
    client = guarded.client(None)
    for method, path in page_routes(guarded):
        if path.startswith(("/login", "/static/", "/built/")):
            continue
        (address, *_) = filled(guarded, path)
        answer = client.request(method, address, follow_redirects=False)
        assert answer.status_code in {303, 401}, (method, path)
        assert answer.headers.get("location", "/login").startswith("/login")


def test_a_decision_is_signed_with_the_account(guarded: Guarded) -> None:
    client = guarded.client("reviewer")
    incident = client.get(f"{API}/incidents").json()["items"][0]["id"]
    body = {"kind": "comment", "subjects": [incident], "reason": "seen"}
    made = client.post(f"{API}/judgements", json=body).json()
    assert "the reviewer" == made["by"]
    other = client.post(f"{API}/judgements", json={**body, "by": "the admin"})
    assert 422 == other.status_code
    hidden = {**body, "subjects": [guarded.names["incident"]]}
    assert 404 == client.post(f"{API}/judgements", json=hidden).status_code


@pytest.mark.parametrize(
    "form",
    [
        {"act": "merge", "other": "incident"},
        {"act": "apart", "other": "incident"},
        {"act": "strike", "statement": "claim"},
        {"act": "undo", "judgement": "judgement"},
    ],
)
def test_no_page_decides_on_what_it_may_not_show(guarded: Guarded, form: dict[str, str]) -> None:
    client, ledger = guarded.client("reviewer"), guarded.service.view.ledger
    incident = client.get(f"{API}/incidents").json()["items"][0]["id"]
    before = ledger.judgements()
    sent = {name: guarded.names.get(value, value) for name, value in form.items()}
    answer = client.post(f"/incidents/{incident}", data={**sent, "reason": "seen"})
    assert answer.status_code in {404, 422}
    assert before == ledger.judgements()
    bulk = {"act": "accept", "reason": "seen", "incident": guarded.names["incident"]}
    assert client.post("/review/bulk", data=bulk).status_code in {404, 422}
    assert before == ledger.judgements()


# ------------------------------------------------------------------ sessions and passwords


@pytest.fixture(name="door")
def _door(ledger: Ledger, where: Path, store: AccountStore) -> TestClient:
    """A browser before it has logged in."""
    service = ledger_service(ledger, str(where), store, hosts=("testserver",))
    return TestClient(make_application(service), raise_server_exceptions=False)


def log_in(door: TestClient, password: str = PASSWORD, target: str = "/") -> Any:  # noqa: ANN401
    """What is answered to a login."""
    form = {"name": "the reviewer", "password": password, "next": target}
    return door.post("/login", data=form, follow_redirects=False)


def test_a_session_begins_with_a_login_and_ends_with_a_logout(door: TestClient) -> None:
    assert 401 == door.get(f"{API}/me").status_code
    answer = log_in(door)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert {"name": "the reviewer", "role": "reviewer"} == door.get(f"{API}/me").json()
    door.post("/logout")
    assert 401 == door.get(f"{API}/me").status_code


def test_a_session_that_was_planted_is_no_session_after_the_login(door: TestClient) -> None:
    """Each login makes a new secret, and the one that the browser had before ends."""
    log_in(door)
    first = door.cookies["dateline_session"]
    log_in(door)
    second = door.cookies["dateline_session"]
    assert first != second
    door.cookies.clear()
    planted = {"Cookie": f"dateline_session={first}"}
    assert 401 == door.get(f"{API}/me", headers=planted).status_code
    own = {"Cookie": f"dateline_session={second}"}
    assert 200 == door.get(f"{API}/me", headers=own).status_code


@pytest.mark.slow
def test_who_guesses_has_to_wait(door: TestClient) -> None:
    found = [log_in(door, f"guess number {n:04}").status_code for n in range(12)]
    assert [401] * 10 + [429] * 2 == found
    assert 429 == log_in(door).status_code  # the right one has to wait too


def test_another_site_cannot_log_anybody_in_or_decide(door: TestClient) -> None:
    """A form on another site carries its own origin, or says that it is from another site."""
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        form = {"name": "the reviewer", "password": PASSWORD}
        assert 403 == door.post("/login", data=form, headers=header).status_code
        log_in(door)
        body = {"kind": "comment", "subjects": ["x"], "reason": "y"}
        assert 403 == door.post(f"{API}/judgements", json=body, headers=header).status_code


@pytest.mark.parametrize(
    ("target", "led"),
    [
        ("/incidents/x?y=1", "/incidents/x?y=1"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_login_leads_to_pages_of_ours_only(door: TestClient, target: str, led: str) -> None:
    assert led == local_target(target)
    assert led == log_in(door, target=target).headers["location"]


@pytest.mark.parametrize(
    "password",
    ["short", "passwordpassword", "the reviewer 1234", "aaaaaaaaaaaaaaaa", "x" * 300],
)
def test_a_password_that_is_guessed_at_once_is_refused(store: AccountStore, password: str) -> None:
    with pytest.raises(InputError, match="expected a password"):
        store.set_password("the reviewer", password)


def test_secrets_are_kept_as_hashes(store: AccountStore, tmp_path: Path) -> None:
    (who,) = [one for one in store.accounts() if one.role is AccountRole.REVIEWER]
    token, session = (
        store.add_token(who, AccountRole.VIEWER, 1, ""),
        store.log_in(who.name, PASSWORD),
    )
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in (PASSWORD, token.rpartition("_")[2], str(session)):
        assert secret.encode() not in kept
    assert b"$argon2id$" in kept


def test_a_guess_costs_what_the_standard_recommends(costly: PasswordHasher) -> None:
    """The second of the two choices of RFC 9106: three passes over 64 MiB on four lanes."""
    assert (Type.ID, 3, 1 << 16, 4) == (
        costly.type,
        costly.time_cost,
        costly.memory_cost,
        costly.parallelism,
    )


def test_a_token_holds_for_its_scope_until_it_is_revoked(store: AccountStore) -> None:
    (who,) = [one for one in store.accounts() if one.role is AccountRole.EDITOR]
    token = store.add_token(who, AccountRole.VIEWER, 1, "")
    found = store.token(token)
    assert found is not None
    assert (who.name, AccountRole.VIEWER) == (found.name, found.role)
    assert store.token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    with pytest.raises(InputError, match="scope"):
        store.add_token(who, AccountRole.ADMIN, 1, "")
    store.revoke_token(who, store.account_tokens(who)[0].id)
    assert store.token(token) is None


def test_a_removed_account_is_out_at_once(store: AccountStore, door: TestClient) -> None:
    log_in(door)
    store.remove("the reviewer")
    assert 401 == door.get(f"{API}/me").status_code


def test_an_expired_token_or_session_is_none(
    store: AccountStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    (who,) = [one for one in store.accounts() if one.role is AccountRole.REVIEWER]
    token, session = (
        store.add_token(who, AccountRole.VIEWER, 1, ""),
        store.log_in(who.name, PASSWORD),
    )
    later = "2999-01-01T00:00:00+00:00"
    monkeypatch.setattr("dateline.serve.accounts.store._now", lambda: later)
    assert store.token(token) is None
    assert store.session(str(session)) is None


def test_restrictions_are_listed_and_lifted(guarded: Guarded) -> None:
    editor = guarded.client("editor")
    (kept,) = editor.get(f"{API}/restrictions").json()["items"]
    assert (guarded.names["report"], "the editor") == (kept["report"], kept["by"])
    assert json.dumps(kept)
