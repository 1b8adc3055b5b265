"""Connections that reach no other address than one that was looked up and found public.

A name is looked up once for each connection, and the connection is made to the number that was
checked: a name that stands for another number a moment later reaches nothing.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpcore2
import httpx2

from dateline.acquire.fetching.addresses import Endpoint, Reach, public_numbers
from dateline.errors import FetchError

MOST_NUMBERS: Final = 3  # of a host's numbers that are tried
FEWEST_SECONDS: Final = 0.001  # of a time limit; zero would mean that there is none


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a fetch may reach, and how long it may take."""

    reach: Reach
    connect_seconds: float
    read_seconds: float
    total_seconds: float


class PublicTransport(httpx2.BaseTransport):
    """One request over one connection of its own, within a time that nothing can stretch."""

    def __init__(self, allowance: Allowance) -> None:
        """Begin to count the time."""
        backend = _PublicBackend(allowance, time.monotonic() + allowance.total_seconds)
        self.pool = httpcore2.ConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; its answer is read by whoever asked."""
        url = request.url
        answer = self.pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self.pool.close()


class _Body(httpx2.SyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self.answer.iter_stream()

    def close(self) -> None:
        """Let go of the connection."""
        self.answer.close()


class _PublicBackend(httpcore2.NetworkBackend):
    """Opens sockets to public numbers only."""

    def __init__(self, allowance: Allowance, deadline: float) -> None:
        self.allowance = allowance
        self.deadline = deadline
        self.sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to one of the numbers of a host, all of which were checked."""
        del timeout, local_address
        limits, at = self.allowance, Endpoint(host, port)
        seconds = seconds_left(self.deadline, limits.connect_seconds)
        failure: Exception = FetchError(f"expected an answer of {at}, found none")
        for number in public_numbers(at, limits.reach, seconds)[:MOST_NUMBERS]:
            try:
                stream = self.sockets.connect_tcp(
                    number,
                    port,
                    timeout=seconds_left(self.deadline, limits.connect_seconds),
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self.deadline, limits.read_seconds)
        raise failure


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every read and write ends at one deadline, however slowly bytes trickle."""

    def __init__(
        self, stream: httpcore2.NetworkStream, deadline: float, read_seconds: float
    ) -> None:
        self.stream = stream
        self.deadline = deadline
        self.read_seconds = read_seconds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, in what is left of the time."""
        del timeout
        return self.stream.read(max_bytes, seconds_left(self.deadline, self.read_seconds))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes, in what is left of the time."""
        del timeout
        self.stream.write(buffer, seconds_left(self.deadline, self.read_seconds))

    def close(self) -> None:
        """Close the socket."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same stream, encrypted for the name that was asked for."""
        del timeout
        seconds = seconds_left(self.deadline, self.read_seconds)
        inner = self.stream.start_tls(ssl_context, server_hostname, seconds)
        return _TimedStream(inner, self.deadline, self.read_seconds)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  as the library has it
        """What the socket knows."""
        return self.stream.get_extra_info(info)


def seconds_left(deadline: float, most: float) -> float:
    """The seconds that may be spent on one step.

    Raises:
        ReadTimeout: none are left.
    """
    left = deadline - time.monotonic()
    if left < FEWEST_SECONDS:
        raise httpcore2.ReadTimeout("the total time is over")
    return min(left, most)
