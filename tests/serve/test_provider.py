"""Logging in by an identity provider: a local one that says what it is told to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.testclient import TestClient

from dateline.cli.serve import named_identity_provider
from dateline.cli.service import ledger_service
from dateline.errors import InputError
from dateline.record import Ledger
from dateline.serve import make_application
from dateline.serve.accounts import AccountRole, AccountStore, ProviderSettings, open_provider
from dateline.serve.accounts.provider import IdentityError, challenge_of
from serve.conftest import API

CLIENT, SECRET, EMAIL = "dateline", "shared with the provider", "a.coder@example.org"
KEY: Final = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY: Final = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(slots=True)
class Provider:
    """A provider: what it says of a person, and how it signs that."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)  # in the place of what it says else
    key: Any = KEY
    algorithm: str = "RS256"
    described: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # what each was asked with

    def description(self) -> dict[str, Any]:
        """What it says of itself."""
        own = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
        places = {f"{n}_endpoint": f"{self.issuer}/{n}" for n in ("authorization", "token")}
        return {**own, **places, **self.described}

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The answer to a code; None where the code, the secret or the verifier is wrong."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != SECRET:
            return None
        if challenge_of(form.get("code_verifier", "")) != asked["code_challenge"]:
            return None
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": "person-7",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": EMAIL.upper(),
            "email_verified": True,
            **self.claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        made = jwt.encode(said, self.key, algorithm=self.algorithm, headers={"kid": "one"})
        return {"id_token": made, "access_token": "x", "token_type": "Bearer"}


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """What answers for a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Describe the provider, or give its keys."""
            known = {"/.well-known/openid-configuration": provider.description}
            self.answer({**known, "/keys": provider.keys}[self.path]())

        def do_POST(self) -> None:
            """Give a token for a code."""
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self.answer(provider.token(dict(parse_qsl(body))))

        def answer(self, found: dict[str, Any] | None) -> None:
            """Send JSON."""
            self.send_response(400 if found is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_: Any) -> None:  # noqa: ANN401  as the class has it
            """Say nothing."""

    return Handler


@pytest.fixture(name="provider")
def _provider() -> Iterator[Provider]:
    """A provider on this machine."""
    provider = Provider("")
    with HTTPServer(("127.0.0.1", 0), handler(provider)) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[AccountStore]:
    """Accounts of two people, one of them named by an address."""
    store = AccountStore.open_store(str(tmp_path / "ledger.accounts.db"))
    store.add("the admin", AccountRole.ADMIN, None)
    store.add(EMAIL, AccountRole.REVIEWER, None)
    yield store
    store.close()


@dataclass(frozen=True, slots=True)
class Door:
    """A browser before a service that asks a provider."""

    browser: TestClient
    provider: Provider

    def go(self, target: str = "/") -> dict[str, str]:
        """Begin a login; gives what the provider is asked with."""
        begun = self.browser.get("/login/provider", params={"next": target}, follow_redirects=False)
        place = urlsplit(begun.headers["location"])
        assert place.path == "/authorization"
        return {name: values[0] for name, values in parse_qs(place.query).items()}

    def come_back(self, asked: dict[str, str], **other: str) -> Any:  # noqa: ANN401  an answer
        """What the service answers when the provider has sent the browser back."""
        self.provider.codes["c0de"] = asked
        given = {"code": "c0de", "state": asked["state"], **other}
        address = f"/login/provider/answer?{urlencode(given)}"
        return self.browser.get(address, follow_redirects=False)


@pytest.fixture(name="door")
def _door(ledger: Ledger, where: Path, store: AccountStore, provider: Provider) -> Door:
    """A browser before the service."""
    return door_of(ledger, where, store, provider)


def door_of(
    ledger: Ledger,
    where: Path,
    store: AccountStore,
    provider: Provider,
    role: AccountRole | None = None,
) -> Door:
    """A service that takes people of a provider."""
    settings = ProviderSettings(issuer=provider.issuer, client=CLIENT, secret=SECRET, new_role=role)
    service = ledger_service(ledger, str(where), store, hosts=("testserver",))
    app = make_application(replace(service, provider=open_provider(settings)))
    return Door(TestClient(app, raise_server_exceptions=False), provider)


def test_somebody_comes_in_and_goes_on_to_where_they_wanted(door: Door) -> None:
    asked = door.go("/review?kind=bombing")
    assert ("code", "S256", CLIENT) == (
        asked["response_type"],
        asked["code_challenge_method"],
        asked["client_id"],
    )
    answer = door.come_back(asked)
    assert (303, "/review?kind=bombing") == (answer.status_code, answer.headers["location"])
    assert {"name": EMAIL, "role": "reviewer"} == door.browser.get(f"{API}/me").json()


def test_the_page_for_logging_in_leads_to_the_provider(door: Door) -> None:
    page = door.browser.get("/login?next=/review").text
    assert 'href="/login/provider?next=/review"' in page
    assert "127.0.0.1" in page


def test_somebody_is_known_again_by_their_subject(door: Door, store: AccountStore) -> None:
    """Also under another address, and nobody else comes in by that account."""
    door.come_back(door.go())
    door.provider.claims = {"email": "new.name@example.org"}
    assert 303 == door.come_back(door.go()).status_code
    assert EMAIL == door.browser.get(f"{API}/me").json()["name"]
    door.provider.claims = {"sub": "person-8"}
    refused = door.come_back(door.go())
    assert (403, True) == (refused.status_code, "which is another" in refused.text)
    assert 2 == len(store.accounts())


def test_who_has_no_account_is_refused_with_what_to_do(door: Door) -> None:
    door.provider.claims = {"email": "b@example.org"}
    refused = door.come_back(door.go())
    assert (403, True) == (refused.status_code, "add b@example.org" in refused.text)
    assert 401 == door.browser.get(f"{API}/me").status_code


def test_who_has_no_account_gets_one_where_the_service_says_so(
    ledger: Ledger, where: Path, store: AccountStore, provider: Provider
) -> None:
    door = door_of(ledger, where, store, provider, AccountRole.VIEWER)
    provider.claims = {"email": "b@example.org"}
    assert 303 == door.come_back(door.go()).status_code
    assert {"name": "b@example.org", "role": "viewer"} == door.browser.get(f"{API}/me").json()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": None}])
def test_an_address_that_nobody_verified_opens_no_account(
    door: Door, claims: dict[str, Any]
) -> None:
    door.provider.claims = claims
    refused = door.come_back(door.go())
    assert (403, True) == (refused.status_code, "has verified" in refused.text)


def test_who_is_kept_out_stays_out(door: Door, store: AccountStore) -> None:
    store.set_disabled(EMAIL, disabled=True)
    refused = door.come_back(door.go())
    assert (403, True) == (refused.status_code, "kept out" in refused.text)


PAST: Final = int(time.time()) - 4_000
LIES: Final[dict[str, dict[str, Any]]] = {
    "made for another service": {"claims": {"aud": "another"}},
    "made for several, by another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "of another issuer": {"claims": {"iss": "https://evil.example"}},
    "over": {"claims": {"exp": PAST}},
    "without an end": {"claims": {"exp": None}},
    "an answer to another login": {"claims": {"nonce": "another"}},
    "without a nonce": {"claims": {"nonce": None}},
    "of nobody": {"claims": {"sub": None}},
    "signed by another key": {"key": OTHER_KEY},
    "not signed": {"key": "", "algorithm": "none"},
    "signed by a word": {"key": "a word that anybody may know, long enough", "algorithm": "HS256"},
    "described as another issuer": {"described": {"issuer": "https://evil.example"}},
    "to be asked in the open": {"described": {"token_endpoint": "http://evil.example/token"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_the_provider_does_not_say_to_us_is_not_believed(door: Door, lie: str) -> None:
    asked = door.go()
    for name, value in LIES[lie].items():
        setattr(door.provider, name, value)
    refused = door.come_back(asked)
    assert 403 == refused.status_code
    assert "expected" in refused.text
    assert 401 == door.browser.get(f"{API}/me").status_code


def test_a_login_counts_for_the_browser_that_began_it_and_once(door: Door) -> None:
    asked = door.go()
    assert 403 == door.come_back(asked, state="forged").status_code
    asked = door.go()
    cookie = door.browser.cookies["dateline_login"]
    door.browser.cookies.clear()
    assert 403 == door.come_back(asked).status_code
    asked = door.go()
    assert cookie != door.browser.cookies["dateline_login"]
    assert 303 == door.come_back(asked).status_code
    again = {"Cookie": f"dateline_login={asked['state']}"}
    door.provider.codes["c0de"] = asked
    address = f"/login/provider/answer?code=c0de&state={asked['state']}"
    assert 403 == door.browser.get(address, headers=again, follow_redirects=False).status_code


def test_a_code_without_its_verifier_is_worth_nothing(door: Door) -> None:
    asked = door.go()
    assert 403 == door.come_back({**asked, "code_challenge": "another"}).status_code


def test_what_the_provider_says_on_a_page_is_text(door: Door) -> None:
    state = door.go()["state"]
    said = {"state": state, "error": "x", "error_description": "<script>alert(1)</script>"}
    page = door.browser.get(f"/login/provider/answer?{urlencode(said)}").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_login_leads_to_pages_of_ours_only(door: Door, target: str) -> None:
    assert "/" == door.come_back(door.go(target)).headers["location"]


def test_a_provider_that_does_not_answer_is_said(door: Door) -> None:
    door.provider.described = {"issuer": "https://another.example"}
    answer = door.browser.get("/login/provider", follow_redirects=False)
    assert (502, True) == (answer.status_code, "expected the issuer" in answer.text)


def test_logins_that_are_never_ended_are_forgotten(provider: Provider) -> None:
    settings = ProviderSettings(issuer=provider.issuer, client=CLIENT)
    found = open_provider(settings)
    object.__setattr__(found, "ask", lambda *_: provider.description())
    for _ in range(1_010):
        found.begin_sign_in("/", "http://testserver/login/provider/answer")
    assert 1_000 == len(found.logins)
    with pytest.raises(IdentityError, match="begun here"):
        found.finish("unknown", "c", "x")


@pytest.mark.parametrize(
    ("issuer", "client", "role"),
    [
        ("http://login.example", CLIENT, ""),
        ("https://login.example", "", ""),
        ("https://a", "b", "king"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    issuer: str, client: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("ISSUER", issuer), ("CLIENT", client), ("ROLE", role)):
        monkeypatch.setenv(f"DATELINE_OIDC_{name}", value)
    with pytest.raises(InputError, match="expected"):
        named_identity_provider()


def test_a_provider_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named_identity_provider() is None
    for name, value in (
        ("ISSUER", "https://login.example"),
        ("CLIENT", CLIENT),
        ("ROLE", "viewer"),
    ):
        monkeypatch.setenv(f"DATELINE_OIDC_{name}", value)
    found = named_identity_provider()
    assert found is not None
    assert ("login.example", AccountRole.VIEWER) == (found.name, found.settings.new_role)
