"""A server of a language model, as the user names it: one question, one answer, within limits."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from dateline.errors import InputError

MOST_BYTES: Final = 1_000_000  # of an answer
PIECE: Final = 65_536
LETTERS_IN_TOKEN: Final = 4  # where a server does not count
# Both spellings of the option by which a server holds an answer to a schema.
SPELLINGS: Final[Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "json_schema": lambda schema: {
        "type": "json_schema",
        "json_schema": {"name": "suggestions", "schema": schema, "strict": True},
    },
    "json_object": lambda schema: {"type": "json_object", "schema": schema},
}


class _RefusedError(InputError):
    """The server understood a request, and does not answer it: another spelling may do."""


class NoAnswerError(InputError):
    """The server does not answer a question in time, or refuses it; it may answer another."""


class _NoRedirects(HTTPRedirectHandler):
    """Sends nothing to another address than the one that the user gave."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirect."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and how many tokens question and answer took."""

    text: str
    tokens: int


@dataclass(slots=True)
class ModelServer:
    """An OpenAI-compatible server.

    Attributes:
        address: up to `/v1`.
        model: by the name that the server knows.
        key: that the server asks for; None for none.
        seconds: that an answer may take.
        most_tokens: of an answer.
    """

    address: str
    model: str
    key: str | None = None
    seconds: float = 60.0
    most_tokens: int = 800
    _spelling: str | None = field(default=None, init=False)

    def ask(self, told: str, report: str, schema: dict[str, Any]) -> Answer:
        """The answer to one question.

        Args:
            told: what the model is to do.
            report: the text that it is to do it with.
            schema: that the answer is to keep to.

        Raises:
            NoAnswerError: the answer takes too long, or the server refuses after it has answered.
            InputError: the server cannot be reached, or refuses.
        """
        messages = [{"role": "system", "content": told}, {"role": "user", "content": report}]
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": self.most_tokens,
        }
        *others, last = (self._spelling,) if self._spelling else SPELLINGS
        for name in others:
            form = SPELLINGS[name](schema)
            with suppress(_RefusedError):
                answer = self._posted({**body, "response_format": form})
                self._spelling = name
                return answer
        try:
            answer = self._posted({**body, "response_format": SPELLINGS[last](schema)})
        except _RefusedError as error:
            raise (NoAnswerError(str(error)) if self._spelling else error) from error
        self._spelling = last
        return answer

    def _posted(self, body: Mapping[str, Any]) -> Answer:
        """The answer to a request."""
        try:
            return _answer_in(self._received(json.dumps(body).encode()))
        except HTTPError as error:
            error.close()
            raise self._unusable(f"status {error.code}", _RefusedError) from error
        except TimeoutError as error:  # of an answer; that of a connection comes in another error
            raise self._unusable(f"none within {self.seconds:.0f} s", NoAnswerError) from error
        except (OSError, HTTPException) as error:
            raise self._unusable(str(error) or type(error).__name__) from error
        except (ValueError, LookupError, TypeError) as error:
            raise self._unusable("an answer in another form") from error

    def _received(self, body: bytes) -> bytes:
        """What the server sends back, up to the limits."""
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise self._unusable("an address without http:// or https://")
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        where = f"{self.address.rstrip('/')}/chat/completions"
        request = Request(where, body, headers, method="POST")  # noqa: S310  looked at above
        deadline = time.monotonic() + self.seconds
        with _opener().open(request, timeout=self.seconds) as response:
            return _read_within(response, deadline)

    def _unusable(self, found: str, kind: type[InputError] = InputError) -> InputError:
        """What is said of a server that gives no answer."""
        return kind(
            f"expected an answer of the model server at {self.address}, found {found}; "
            "correct --server or --model, or start the server"
        )


def _opener() -> OpenerDirector:
    """What opens addresses: without proxies of the environment, and without redirects."""
    return build_opener(ProxyHandler({}), _NoRedirects())


def _read_within(response: HTTPResponse, deadline: float) -> bytes:
    """The body of a response, up to the limits of size and time."""
    pieces = bytearray()
    while piece := response.read1(PIECE):
        pieces += piece
        if len(pieces) > MOST_BYTES:
            raise ValueError("too long")
        if time.monotonic() > deadline:
            raise TimeoutError("an answer that takes too long")
    return bytes(pieces)


def _answer_in(content: bytes) -> Answer:
    """The answer in the body of a response."""
    data = json.loads(content)
    text = data["choices"][0]["message"]["content"]
    if not isinstance(text, str):
        raise TypeError
    used = (data.get("usage") or {}).get("total_tokens")
    guessed = len(content) // LETTERS_IN_TOKEN
    return Answer(text, used if isinstance(used, int) and used > 0 else guessed)
