"""Logging in by an identity provider (OpenID Connect): who somebody is, as the provider says.

The code flow with PKCE. What the provider says is believed only if it is signed by its keys, made
for this service, in answer to this browser, and not over. The provider is named by whoever runs
the service, and may be in their own network; nothing that a browser sends is fetched.
"""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from dateline.errors import DatelineError, InputError, MissingExtraError
from dateline.serve.accounts.roles import AccountRole

SIGNED_WITH: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
NEEDED: Final = ("iss", "sub", "aud", "exp", "iat")  # of what the provider says
SCOPE: Final = "openid email profile"
LEEWAY: Final = 60  # seconds that clocks may differ
LONGEST: Final = 600.0  # seconds that a login may take
MOST: Final = 1_000  # logins that are under way
SECONDS: Final = 10.0  # that an answer of the provider may take
LARGEST: Final = 1_000_000  # bytes of an answer
OWN: Final = ("127.0.0.1", "localhost", "::1")

Ask = Callable[[str, Mapping[str, str] | None], Mapping[str, Any]]  # an address, and a form for it


class IdentityError(DatelineError):
    """The provider says nothing that can be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """A provider, as whoever runs the service names it.

    Attributes:
        issuer: its address, as it signs it.
        client: the name that this service has there.
        secret: shared with it; empty where PKCE alone stands for the service.
        address: of this service, as browsers reach it.
        new_role: of people who have no account yet; None refuses them.
    """

    issuer: str
    client: str
    secret: str = ""
    address: str = ""
    new_role: AccountRole | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and parts.hostname not in OWN:
            raise InputError(f"expected an issuer that begins with https://, found {self.issuer!r}")
        if not self.client:
            raise InputError("expected the name of a client, found none; set DATELINE_OIDC_CLIENT")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is.

    Attributes:
        subject: the provider and its own name for the person, which never changes.
        email: in small letters; empty where the provider has not verified one.
    """

    subject: str
    email: str


@dataclass(frozen=True, slots=True)
class Underway:
    """A login that a browser has begun."""

    nonce: str
    verifier: str
    target: str  # where the person wanted to go
    until: float  # monotonic seconds


@dataclass(slots=True)
class IdentityProvider:
    """A provider, and the logins that are under way with it."""

    settings: ProviderSettings
    ask: Ask
    logins: dict[str, Underway] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str:
        """What people know it by: its host."""
        return urlsplit(self.settings.issuer).hostname or self.settings.issuer

    def begin_sign_in(self, target: str, back: str) -> tuple[str, str]:
        """Begin a login: where to send the browser, and the secret for its cookie.

        Args:
            target: where the person wants to go.
            back: the address that the provider sends the browser back to.

        Raises:
            IdentityError: the provider cannot be reached.
        """
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        login = Underway(secrets.token_urlsafe(32), verifier, target, time.monotonic() + LONGEST)
        with self.lock:
            self._forget_old()
            self.logins[state] = login
        asked = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": back,
            "scope": SCOPE,
            "state": state,
            "nonce": login.nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        place = endpoint(self.described(), "authorization_endpoint")
        return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}", state

    def _forget_old(self) -> None:
        """Forget the logins that took too long, and the oldest of too many."""
        now = time.monotonic()
        for state in [state for state, one in self.logins.items() if one.until < now]:
            del self.logins[state]
        while len(self.logins) >= MOST:
            del self.logins[next(iter(self.logins))]

    def finish(self, state: str, code: str, back: str) -> tuple[Identity, str]:
        """End a login: who it is, and where they wanted to go. It can be ended once.

        Args:
            state: as the provider sent it back, the same as the browser's cookie.
            code: that the provider gave the browser.
            back: the address that it sent the browser to.

        Raises:
            IdentityError: no such login is under way, or what the provider says is not believed.
        """
        with self.lock:
            login = self.logins.pop(state, None)
        if login is None or login.until < time.monotonic():
            raise IdentityError("expected a login that was begun here a moment ago; try again")
        described = self.described()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.settings.client,
            "code_verifier": login.verifier,
        }
        if self.settings.secret:
            form["client_secret"] = self.settings.secret
        given = self.ask(endpoint(described, "token_endpoint"), form)
        keys = self.ask(endpoint(described, "jwks_uri"), None)
        said = believed_claims(str(given.get("id_token", "")), keys, self.settings)
        if not secrets.compare_digest(str(said.get("nonce", "")), login.nonce):
            raise IdentityError("expected an answer to this login, found one to another; try again")
        return identity_of(said), login.target

    def described(self) -> Mapping[str, Any]:
        """What the provider says of itself.

        Raises:
            IdentityError: it says nothing, or gives itself out as another.
        """
        place = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self.ask(place, None)
        if found.get("issuer") != self.settings.issuer:
            raise IdentityError(
                f"expected the issuer {self.settings.issuer}, found {found.get('issuer')!r}"
            )
        return found


def endpoint(described: Mapping[str, Any], name: str) -> str:
    """One of the addresses of a provider.

    Raises:
        IdentityError: it has none, or one that is open to anybody on the way.
    """
    found = str(described.get(name, ""))
    parts = urlsplit(found)
    if parts.scheme != "https" and parts.hostname not in OWN:
        raise IdentityError(f"expected {name} to begin with https://, found {found[:80]!r}")
    return found


def challenge_of(verifier: str) -> str:
    """What a provider is told of a verifier first (PKCE, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def believed_claims(
    token: str, keys: Mapping[str, Any], settings: ProviderSettings
) -> Mapping[str, Any]:
    """What an ID token says, if it is signed by the provider, made for this service, and holds.

    Raises:
        IdentityError: it is not.
    """
    import jwt  # noqa: PLC0415  an extra

    try:
        name = jwt.get_unverified_header(token).get("kid")
        every = jwt.PyJWKSet.from_dict(dict(keys)).keys
        fits = [key for key in every if name is None or key.key_id == name]
        if len(fits) != 1:
            raise IdentityError(f"expected one key for the answer, found {len(fits)}")
        said: Mapping[str, Any] = jwt.decode(
            token,
            fits[0],
            algorithms=SIGNED_WITH,
            audience=settings.client,
            issuer=settings.issuer,
            leeway=LEEWAY,
            options={"require": list(NEEDED)},
        )
    except jwt.PyJWTError as error:
        raise IdentityError(f"expected a signed answer of the provider, found: {error}") from error
    if said.get("azp", settings.client) != settings.client:
        raise IdentityError("expected an answer made for this service, found one for another")
    return said


def identity_of(said: Mapping[str, Any]) -> Identity:
    """Who somebody is, by what an ID token says."""
    verified = said.get("email_verified") in {True, "true"}
    email = str(said.get("email", "")).strip().casefold() if verified else ""
    return Identity(f"{said['iss']} {said['sub']}", email)


def open_provider(settings: ProviderSettings) -> IdentityProvider:
    """A provider that is asked over the network.

    Raises:
        MissingExtraError: what asks it is not installed.
    """
    try:
        import httpx2  # noqa: F401, PLC0415  an extra
        import jwt  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError("Logging in by an identity provider", "oidc") from error
    return IdentityProvider(settings, asked_provider)


def asked_provider(url: str, form: Mapping[str, str] | None) -> Mapping[str, Any]:
    """What a provider answers: by POST where there is a form, else by GET.

    Raises:
        IdentityError: it cannot be reached, or its answer is no JSON object.
    """
    import httpx2  # noqa: PLC0415  an extra

    method, headers = ("POST" if form else "GET"), {"Accept": "application/json"}
    try:
        with (
            httpx2.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, data=form, headers=headers) as answer,
        ):
            body = b""
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise IdentityError(f"expected at most {LARGEST:,} bytes, found more")
            found = httpx2.Response(answer.status_code, content=body)
        if found.status_code != 200:  # noqa: PLR2004  the one status of a good answer
            raise IdentityError(f"expected an answer of the provider, found {found.status_code}")
        read = found.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise IdentityError(f"expected an answer of the provider, found: {error}") from error
    if not isinstance(read, dict):
        raise IdentityError("expected a JSON object of the provider, found something else")
    return read
