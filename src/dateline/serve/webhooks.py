"""Webhooks: what changes in a saved search is told to another program, signed, until it is taken.

A message is signed as Standard Webhooks has it (webhook-id, webhook-timestamp, webhook-signature):
libraries for receivers exist in most languages. One that is not taken is sent again, the same and
under the same id, later and later; after the last try the webhook stops and says so.

What was told stands in a folder beside the ledger, as accounts do: it is no part of its history.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Event, Lock
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from dateline.errors import DatelineError, FetchError, InputError
from dateline.serve.actions import Row

LOG: Final = logging.getLogger(__name__)
PREFIX: Final = "whsec_"  # of secrets, as the standard has it
SECRET_BYTES: Final = 32
MOST_TOLD: Final = 100  # incidents in one message
WAITS: Final = (60, 300, 1_800, 7_200, 21_600, 86_400)  # seconds before each further try
TAKEN: Final = range(200, 300)  # statuses
GONE: Final = 410
PRIVATE: Final = 0o600
TICK: Final = 10.0  # seconds between two looks

Forms = Mapping[str, int]  # incidents, each with the revision of its form
Send = Callable[[str, bytes, Mapping[str, str]], int]  # gives the status of the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where a saved search is told, and how far it has been.

    Attributes:
        search: the name of the saved search.
        url: where it is told.
        secret: that messages are signed with.
        by: who set it.
        known: the incidents that were told, each with the revision of its form.
        message: the id of what is on its way; empty for nothing.
        body: what is on its way, as JSON.
        then: what will be known once it is taken.
        failures: tries in a row that were not taken.
        next_at: the moment (Unix time) before which nothing is sent.
        last: what came of the last try.
        stopped: nothing is sent any more, until it is set anew.
    """

    search: str
    url: str
    secret: str
    by: str
    known: Forms = field(default_factory=dict)
    message: str = ""
    body: str = ""
    then: Forms = field(default_factory=dict)
    failures: int = 0
    next_at: float = 0.0
    last: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a saved search finds now."""

    forms: Forms
    rows: Callable[[Sequence[str]], Mapping[str, Row]]  # incidents in the exchange form, by id


class WebhookDesk:
    """Keeps webhooks, one for each saved search, and sends what they are to be told."""

    def __init__(self, folder: Path, send: Send, check: Callable[[str], None]) -> None:
        """Open the desk at a folder.

        Args:
            folder: made where it is missing.
            send: sends bytes to an address.
            check: refuses an address that nothing may be sent to.
        """
        self.folder = folder
        self._send = send
        self._check = check
        self._lock = Lock()

    def all(self) -> tuple[Webhook, ...]:
        """The webhooks, by the name of their search."""
        files = self.folder.glob("*.json") if self.folder.is_dir() else ()
        found = (Webhook(**json.loads(file.read_text("utf-8"))) for file in files)
        return tuple(sorted(found, key=lambda one: one.search))

    def of(self, search: str) -> Webhook | None:
        """The webhook of a saved search."""
        return next((one for one in self.all() if one.search == search), None)

    def add(self, search: str, url: str, by: str, known: Forms) -> Webhook:
        """Tell a saved search to an address from now on, in the place of the one before.

        Args:
            search: its name.
            url: the address.
            by: who sets it.
            known: what it finds now, which is not told.

        Raises:
            InputError: nothing may be sent to the address.
        """
        try:
            self._check(url)
        except FetchError as error:
            raise InputError(str(error)) from error
        made = Webhook(search=search, url=url, secret=new_secret(), by=by, known=dict(known))
        with self._lock:
            self._keep(made)
        return made

    def drop(self, search: str) -> None:
        """Tell a saved search no more."""
        with self._lock:
            self._file(search).unlink(missing_ok=True)

    def tell(self, look: Callable[[str], SearchState | None], now: float | None = None) -> int:
        """Send what is due; gives how many messages were taken.

        Args:
            look: what a saved search finds now; None for one that is gone.
            now: Unix time.
        """
        moment = time.time() if now is None else now
        due = [one for one in self.all() if not one.stopped and one.next_at <= moment]
        return sum(self._told(one, look, moment) for one in due)

    def _told(self, one: Webhook, look: Callable[[str], SearchState | None], now: float) -> bool:
        """Send one message of a webhook, if there is anything to tell; was it taken?"""
        if not one.message:
            state = look(one.search)
            if state is None:
                self.drop(one.search)
                return False
            one = with_message(one, state)
        if not one.message:
            return False
        after = self._tried(one, now)
        with self._lock:
            if self._file(one.search).exists():  # nobody dropped it meanwhile
                self._keep(after)
        return not after.message

    def _tried(self, one: Webhook, now: float) -> Webhook:
        """A webhook after one try to send its message."""
        body = one.body.encode()
        headers = signed_headers(one.message, body, one.secret, int(now))
        try:
            status = self._send(one.url, body, headers)
        except FetchError as error:
            status, said = 0, str(error)
        else:
            said = f"status {status}"
        told = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M} {said}"
        if status in TAKEN:
            return replace(one, known=one.then, then={}, message="", body="", failures=0, last=told)
        if status == GONE or one.failures >= len(WAITS):
            return replace(one, stopped=True, last=told)
        wait = WAITS[one.failures]
        return replace(one, failures=one.failures + 1, next_at=now + wait, last=told)

    def _file(self, search: str) -> Path:
        return self.folder / f"{sha256(search.encode()).hexdigest()[:32]}.json"

    def _keep(self, one: Webhook) -> None:
        """Write a webhook down, whole or not at all, for nobody else to read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(one.search)
        new = file.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w") as stream:
            json.dump(asdict(one), stream)
        new.replace(file)


def keep_telling(tell: Callable[[], object], ended: Event, every: float = TICK) -> None:
    """Send what is due, again and again, until the service ends."""
    while not ended.wait(every):
        try:
            tell()
        except (DatelineError, SQLAlchemyError, OSError):
            LOG.exception("webhooks: the next try is in %s seconds", every)


def with_message(one: Webhook, state: SearchState) -> Webhook:
    """A webhook with the message that tells what changed since the last one."""
    known, now = one.known, state.forms
    changes = [
        *(("added", name) for name in now if name not in known),
        *(("revised", name) for name in now if name in known and known[name] != now[name]),
        *(("left", name) for name in known if name not in now),
    ][:MOST_TOLD]
    if not changes:
        return one
    told = {name for _, name in changes}
    rows = state.rows([name for change, name in changes if change != "left"])
    body = {
        "search": one.search,
        "changes": [
            {"change": change, "id": name, "incident": rows.get(name)} for change, name in changes
        ],
    }
    kept = {name: revision for name, revision in known.items() if name not in told}
    fresh = {name: now[name] for name in told if name in now}
    message = f"msg_{secrets.token_hex(12)}"
    return replace(
        one, message=message, body=json.dumps(body, ensure_ascii=False), then={**kept, **fresh}
    )


def new_secret() -> str:
    """A secret for signing."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(message: str, body: bytes, secret: str, at: int) -> dict[str, str]:
    """The headers of a message.

    Args:
        message: its id.
        body: what is sent.
        secret: of the webhook.
        at: Unix time.
    """
    key = b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{at}.".encode() + body, sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }
