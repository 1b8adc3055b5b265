"""Accounts as administrators manage them: on the page, over the API, on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import make_application
from dateline.serve.accounts import AccountRole, AccountStore
from serve.conftest import API

PASSWORD: Final = "seven grey herons"  # noqa: S105  of no account anywhere
Run = Callable[..., Any]
Browser = Callable[[str], TestClient]


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[AccountStore]:
    """An account of each role."""
    store = AccountStore.open_store(str(tmp_path / "ledger.accounts.db"))
    for role in AccountRole:
        store.add(f"the {role}", role, PASSWORD)
    yield store
    store.close()


@pytest.fixture(name="browser")
def _browser(ledger: Ledger, where: Path, store: AccountStore) -> Browser:
    """A browser that somebody has logged in with."""

    def browser(name: str) -> TestClient:
        service = ledger_service(ledger, str(where), store, hosts=("testserver",))
        client = TestClient(make_application(service), raise_server_exceptions=False)
        client.post("/login", data={"name": name, "password": PASSWORD})
        return client

    return browser


def manage(client: TestClient, act: str, name: str, **more: str) -> int:
    """The status of what the page answers to a form, before it leads back."""
    form = {"act": act, "name": name, **more}
    return int(client.post("/users", data=form, follow_redirects=False).status_code)


@pytest.mark.parametrize("role", ["viewer", "reviewer", "editor"])
def test_only_administrators_see_the_page(browser: Browser, role: str) -> None:
    client = browser(f"the {role}")
    assert 403 == client.get("/users").status_code
    assert 403 == manage(client, "remove", "the admin")
    assert 'href="/users"' not in client.get("/settings").text
    assert 'href="/users"' in browser("the admin").get("/settings").text


def test_an_account_is_added_changed_and_removed(browser: Browser, store: AccountStore) -> None:
    admin = browser("the admin")
    added = {"role": "viewer", "password": "four words at random"}
    assert 303 == manage(admin, "add", "B. Coder", **added)
    assert 303 == manage(admin, "role", "B. Coder", role="editor")
    (line,) = [one for one in store.lines() if one.name == "B. Coder"]
    assert (AccountRole.EDITOR, True, False) == (line.role, line.has_password, line.disabled)
    assert 303 == manage(admin, "password", "B. Coder", password="five other words now")  # noqa: S106  of nobody
    assert store.log_in("B. Coder", "five other words now")
    assert 303 == manage(admin, "remove", "B. Coder")
    assert "B. Coder" not in admin.get("/users").text


def test_who_is_kept_out_is_out_at_once_and_comes_back(
    browser: Browser, store: AccountStore
) -> None:
    admin, reviewer = browser("the admin"), browser("the reviewer")
    (who,) = [one for one in store.accounts() if one.role is AccountRole.REVIEWER]
    token = store.add_token(who, AccountRole.VIEWER, 1, "")
    assert 200 == reviewer.get(f"{API}/me").status_code
    assert 303 == manage(admin, "disable", "the reviewer")
    assert 401 == reviewer.get(f"{API}/me").status_code
    assert store.token(token) is None
    assert store.log_in("the reviewer", PASSWORD) is None
    assert "kept out" in admin.get("/users").text
    assert 303 == manage(admin, "enable", "the reviewer")
    assert store.token(token)
    assert store.log_in("the reviewer", PASSWORD)


@pytest.mark.parametrize("act", ["disable", "remove", "role", "password"])
def test_nobody_locks_themselves_out(browser: Browser, store: AccountStore, act: str) -> None:
    admin = browser("the admin")
    assert 422 == manage(admin, act, "the admin", role="viewer", password=PASSWORD)
    assert AccountRole.ADMIN in {one.role for one in store.lines() if not one.disabled}


@pytest.mark.parametrize(
    ("act", "more", "words"),
    [
        ("add", {"role": "king"}, "expected a role"),
        ("add", {"role": "viewer", "password": "short"}, "expected a password"),
        ("role", {"role": "viewer"}, "expected the name of an account"),
        ("dance", {}, "expected something to do"),
        ("revoke", {"token": "none"}, "expected the id of a token"),
    ],
)
def test_what_cannot_be_done_is_said(
    browser: Browser, act: str, more: dict[str, str], words: str
) -> None:
    answer = browser("the admin").post("/users", data={"act": act, "name": "C. Coder", **more})
    assert (422, True) == (answer.status_code, words in answer.text)


def test_a_token_is_made_shown_once_and_ended(browser: Browser, store: AccountStore) -> None:
    client = browser("the reviewer")
    form = {"scope": "viewer", "days": "7", "label": "nightly"}
    (made,) = re.findall(r'id="made">([^<]+)<', client.post("/tokens", data=form).text)
    told = store.token(made)
    assert told is not None
    assert AccountRole.VIEWER is told.role
    page = client.get("/tokens").text
    assert "nightly" in page
    assert made not in page
    (name,) = re.findall(r'name="token" value="(\w+)"', page)
    client.post("/tokens", data={"act": "revoke", "token": name})
    assert store.token(made) is None


@pytest.mark.parametrize(
    ("scope", "days", "words"),
    [("admin", "7", "expected a scope"), ("viewer", "0", "days"), ("viewer", "soon", "days")],
)
def test_a_token_that_would_allow_too_much_is_refused(
    browser: Browser, scope: str, days: str, words: str
) -> None:
    answer = browser("the reviewer").post("/tokens", data={"scope": scope, "days": days})
    assert (422, True) == (answer.status_code, words in answer.text)


def test_an_administrator_ends_the_token_of_another(browser: Browser, store: AccountStore) -> None:
    (who,) = [one for one in store.accounts() if one.role is AccountRole.EDITOR]
    token = store.add_token(who, AccountRole.VIEWER, 1, "leaked")
    admin = browser("the admin")
    assert "leaked" in admin.get("/users").text
    manage(admin, "revoke", who.name, token=store.account_tokens(who)[0].id)
    assert store.token(token) is None


def test_the_api_changes_accounts_too(browser: Browser) -> None:
    admin, path = browser("the admin"), f"{API}/accounts/the viewer"
    change = {"role": "reviewer", "disabled": True}
    assert 204 == admin.patch(path, json=change).status_code
    (line,) = [one for one in admin.get(f"{API}/accounts").json()["items"] if one["disabled"]]
    assert ("the viewer", "reviewer") == (line["name"], line["role"])
    assert 422 == admin.patch(f"{API}/accounts/the admin", json=change).status_code
    assert 403 == browser("the editor").patch(path, json=change).status_code


def test_a_service_without_accounts_says_so(client: TestClient) -> None:
    assert "has no accounts" in client.get("/users").text
    assert "has no accounts" in client.get("/tokens").text
    assert 422 == client.post("/users", data={"act": "add", "name": "x"}).status_code


def test_accounts_of_an_earlier_version_are_kept(tmp_path: Path) -> None:
    """Their table lacks what came later."""
    where = tmp_path / "old.accounts.db"
    with create_engine(f"sqlite:///{where}").begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT, password TEXT, "
                "created TEXT)"
            )
        )
        connection.execute(text("INSERT INTO account VALUES ('A. Coder', 'admin', NULL, '2031')"))
    for _ in range(2):
        store = AccountStore.open_store(str(where))
        assert [("A. Coder", False)] == [(one.name, one.disabled) for one in store.lines()]
        store.close()


def test_the_command_line_changes_accounts(dateline: Run, store: AccountStore) -> None:
    place = ("--accounts", store.engine.url.database)
    assert 0 == dateline("users", "change", "the viewer", "--role", "editor", *place).status
    assert 0 == dateline("users", "change", "the editor", "--keep-out", *place).status
    listed = dateline("users", "list", *place).out
    assert re.search(r"the viewer +editor", listed)
    assert re.search(r"the editor +editor +kept out", listed)
    assert 0 == dateline("users", "change", "the editor", "--let-in", *place).status
    assert "kept out" not in dateline("users", "list", *place).out
    refused = dateline("users", "change", "nobody", "--role", "viewer", *place)
    assert (2, True) == (refused.status, "expected the name of an account" in refused.err)
    assert 2 == dateline("users", "change", "the viewer", *place).status
