"""Fetching, politely and within limits: one address at a time, as its host allows.

What a host says in robots.txt is kept to, and so is a pace. An address that fails is tried again a
little later, a host that keeps failing is left alone for a while, and neither ends a run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore2
import httpx2

from dateline.acquire.fetching.addresses import Reach, checked_address
from dateline.acquire.fetching.answers import FetchedPage
from dateline.acquire.fetching.transport import Allowance, PublicTransport
from dateline.acquire.libraries import load_library
from dateline.errors import FetchError

AGENT: Final = "Dateline"  # the name that robots.txt may give rules for
USER_AGENT: Final = f"{AGENT} (incident ledger; reads news reports, keeps to robots.txt)"
REDIRECTS: Final = (301, 302, 303, 307, 308)
BUSY: Final = 429
PASSING: Final = (BUSY, 500, 502, 503, 504)  # answers that another time may differ
DECODED: Final = ("", "identity", "gzip", "x-gzip", "deflate", "br")
SMALL: Final = 1_000_000  # bytes; below, a ratio says nothing
MOST_ROBOTS: Final = 500_000  # bytes
ROBOTS_AGE: Final = 86_400.0  # seconds for which robots.txt counts
LONGEST_DELAY: Final = 30.0  # seconds between two requests that a host may ask for
LONGEST_WAIT: Final = 60.0  # seconds to wait because a host asks for it
FAILURES: Final = 5  # in a row, after which a host is left alone
REST: Final = 900.0  # seconds for which it is
# They have taken all the time that one address may take, or will be no better later.
LASTING: Final = (
    httpcore2.ReadTimeout,
    httpcore2.WriteTimeout,
    httpcore2.UnsupportedProtocol,
    httpx2.InvalidURL,
    httpx2.DecodingError,
)
FAILED: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What may be fetched, how fast, and how much of it."""

    reach: Reach = field(default_factory=Reach)
    pace: float = 1.0  # seconds between two requests to a host
    retries: int = 2
    backoff: float = 2.0  # seconds before the first of them; twice that before the next
    redirects: int = 5
    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    total_seconds: float = 30.0
    most_wire: int = 10_000_000  # bytes as they are sent
    most_decoded: int = 20_000_000  # bytes once they are unpacked
    most_ratio: int = 200  # of unpacked to sent bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells a server which state of a page is known here."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a request that asks for nothing but a change."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(slots=True)
class _Host:
    """What is known of a host from this run."""

    next_at: float = 0.0  # when it may be asked again
    failures: int = 0  # in a row
    robots: Any = None  # without types
    robots_until: float = 0.0
    refusal: str = ""  # why nothing of it may be fetched
    delay: float = 0.0  # seconds that it asks for


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses, and keeps in mind what each host asks for."""

    rules: FetchRules = field(default_factory=FetchRules)
    sleep: Callable[[float], object] = time.sleep
    hosts: dict[str, _Host] = field(default_factory=dict)

    def fetch(self, url: str, known: Validators | None = None) -> FetchedPage:
        """Fetch an address.

        Args:
            url: the address.
            known: tells the server which state of it is known; an unchanged page comes as
                status 304, without its bytes.

        Raises:
            FetchError: it may not be fetched, cannot be, or exceeds a limit.
        """
        url = urldefrag(url).url
        checked_address(url, self.rules.reach)
        return replace(self._follow_redirects(url, (known or Validators()).headers()), url=url)

    def _follow_redirects(
        self, url: str, headers: Mapping[str, str], *, with_robots: bool = True
    ) -> FetchedPage:
        """The page at the end of a chain of redirects, each of which is checked like the first."""
        for _ in range(self.rules.redirects + 1):
            if with_robots:
                self._keep_to_robots(url)
            found = self._patiently(url, headers)
            if found.status not in REDIRECTS:
                return accepted_answer(found)
            target = found.header("location")
            if not target:
                raise FetchError(f"expected a page, found status {found.status} without a target")
            try:
                url = urldefrag(urljoin(url, target)).url
            except ValueError as error:
                raise FetchError(f"expected a redirect to an address, found: {error}") from error
            checked_address(url, self.rules.reach)
        raise FetchError(f"expected at most {self.rules.redirects} redirects, found more")

    def _patiently(self, url: str, headers: Mapping[str, str]) -> FetchedPage:
        """An answer, asked for again a little later while the server has a passing trouble."""
        host = self._host(url)
        wait = self.rules.backoff
        for left in range(self.rules.retries, -1, -1):
            self._pause(host)
            trouble = self._tried(url, headers, host)
            if isinstance(trouble, FetchedPage):
                return trouble
            wait = max(wait, trouble.seconds)
            if not left or trouble.is_lasting or wait > LONGEST_WAIT or host.failures >= FAILURES:
                raise trouble
            self.sleep(wait)
            wait *= 2
        raise AssertionError

    def _tried(
        self, url: str, headers: Mapping[str, str], host: _Host
    ) -> FetchedPage | _PassingError:
        """An answer to one request, or the trouble that may have passed a little later."""
        try:
            found = self._once(url, headers)
        except FAILED as error:
            host.failures += 1
            return _PassingError(fetch_error_words(error), is_lasting=isinstance(error, LASTING))
        if found.status not in PASSING:
            host.failures = 0
            return found
        host.failures += found.status != BUSY
        return _PassingError(f"status {found.status}", seconds=_asked_wait(found))

    def _once(self, url: str, headers: Mapping[str, str]) -> FetchedPage:
        """One answer to one request, within all limits."""
        rules = self.rules
        allowance = Allowance(
            rules.reach,
            rules.connect_seconds,
            rules.read_seconds,
            rules.total_seconds,
        )
        asked = {
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate, br",
            **headers,
        }
        with (
            httpx2.Client(
                transport=PublicTransport(allowance), trust_env=False, follow_redirects=False
            ) as client,
            client.stream("GET", url, headers=asked) as answer,
        ):
            body = b"" if answer.status_code in REDIRECTS else self._body(answer)
            lines = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers.raw)
            return FetchedPage(url, url, answer.status_code, lines, body, datetime.now(UTC))

    def _body(self, answer: httpx2.Response) -> bytes:
        """The unpacked bytes of an answer, as long as they keep to the limits."""
        coding = answer.headers.get("content-encoding", "").strip().lower()
        if coding not in DECODED:
            raise FetchError(f"expected a page packed with gzip or brotli, found {coding[:60]!r}")
        announced = answer.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self.rules.most_wire:
            raise FetchError(_too_large(self.rules.most_wire, f"{int(announced[:20]):,}"))
        pieces, size = [], 0
        for piece in answer.iter_bytes():
            size += len(piece)
            self._check_size(size, answer.num_bytes_downloaded)
            pieces.append(piece)
        self._check_size(size, answer.num_bytes_downloaded)
        return b"".join(pieces)

    def _check_size(self, size: int, wire: int) -> None:
        """Refuse an answer that has grown too large.

        Raises:
            FetchError: it has.
        """
        if wire > self.rules.most_wire:
            raise FetchError(_too_large(self.rules.most_wire, "more"))
        if size > self.rules.most_decoded:
            raise FetchError(_too_large(self.rules.most_decoded, "more when unpacked"))
        if size > SMALL and size > self.rules.most_ratio * wire:
            raise FetchError(
                f"expected at most {self.rules.most_ratio} bytes for each packed one, found more"
            )

    def _host(self, url: str) -> _Host:
        """What is known of the host of an address.

        Raises:
            FetchError: it has failed so often that it is left alone.
        """
        at = checked_address(url, self.rules.reach)
        host = self.hosts.setdefault(str(at), _Host())
        if host.failures >= FAILURES:
            if time.monotonic() < host.next_at + REST:
                raise FetchError(f"expected an answer, found that {at} failed {FAILURES} times")
            host.failures = 0
        return host

    def _pause(self, host: _Host) -> None:
        """Wait until a host may be asked again."""
        left = host.next_at - time.monotonic()
        if left > 0:
            self.sleep(left)
        host.next_at = time.monotonic() + max(self.rules.pace, host.delay)

    def _keep_to_robots(self, url: str) -> None:
        """Refuse an address that the host asks programs not to fetch.

        Raises:
            FetchError: it does, or nobody can say.
        """
        host = self._host(url)
        if time.monotonic() >= host.robots_until:
            self._read_robots(url, host)
        if host.refusal:
            raise FetchError(host.refusal)
        if host.robots is not None and not host.robots.can_fetch(url, AGENT):
            raise FetchError("expected an address that robots.txt allows, found one it forbids")

    def _read_robots(self, url: str, host: _Host) -> None:
        """What a host asks of programs; one that cannot say is not asked for anything else."""
        parser = load_library("protego", "Fetching", "fetch").Protego
        parts = urlsplit(url)
        host.robots, host.refusal, host.delay = None, "", 0.0
        host.robots_until = time.monotonic() + ROBOTS_AGE
        try:
            found = self._follow_redirects(
                f"{parts.scheme}://{parts.netloc}/robots.txt", {}, with_robots=False
            )
        except _AnsweredError:
            return  # there is none
        except FetchError as error:
            host.refusal, host.robots_until = str(error), time.monotonic() + REST
        else:
            host.robots = parser.parse(found.body[:MOST_ROBOTS].decode("utf-8", "replace"))
            host.delay = min(host.robots.crawl_delay(AGENT) or 0.0, LONGEST_DELAY)


class _AnsweredError(FetchError):
    """A server answered that there is no page."""


class _PassingError(FetchError):
    """A trouble that may have passed a little later."""

    def __init__(self, found: str, *, seconds: float = 0.0, is_lasting: bool = False) -> None:
        super().__init__(f"expected a page, found {found}; give the address again later")
        self.seconds = seconds  # to wait, as the server asks
        self.is_lasting = is_lasting


def accepted_answer(found: FetchedPage) -> FetchedPage:
    """An answer that is a page, or says that the page is as it was.

    Raises:
        FetchError: it is neither.
    """
    if found.status not in {200, 203, 304}:
        raise _AnsweredError(f"expected a page, found status {found.status}")
    return found


def _asked_wait(found: FetchedPage) -> float:
    """The seconds that a server asks to wait."""
    words = found.header("retry-after").strip()
    if words.isdecimal():
        return float(words[:9])
    try:
        until = parsedate_to_datetime(words)
    except ValueError:
        return 0.0
    return max(0.0, (until - found.at).total_seconds()) if until.tzinfo else 0.0


def _too_large(most: int, found: str) -> str:
    return f"expected at most {most:,} bytes, found {found}"


def fetch_error_words(error: Exception) -> str:
    """What went wrong, in words."""
    if isinstance(error, httpcore2.ConnectTimeout | httpx2.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, httpcore2.TimeoutException | httpx2.TimeoutException):
        return "no complete answer in time"
    return " ".join(str(error).split()) or type(error).__name__
