"""Which addresses may be fetched: their form, and that they lead to the public internet.

The form of an address proves nothing about where it leads. What counts is the number that its
host name stands for at the moment of connection, and that is checked there, not here.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from dateline.errors import FetchError

LONGEST_URL: Final = 2_083  # characters
PORTS: Final = {"http": 80, "https": 443}
# Numbers that are in nobody's or in some network's own use. Of IPv6, all but 2000::/3 is.
RESERVED: Final = tuple(
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # a cloud's own service, behind a number that looks public
        # They carry an IPv4 number within them (Teredo, 6to4), or are for documentation.
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
GLOBAL: Final = ip_network("2000::/3")
ALLOW: Final = "add {} to DATELINE_FETCH_ALLOW to allow it"
Resolver = Callable[[str, int], Sequence[str]]


def resolve_name(host: str, port: int) -> Sequence[str]:
    """The IP numbers that a host name stands for.

    Raises:
        OSError: it stands for none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a connection is made to: a host and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Which hosts and ports may be fetched, and how host names are looked up."""

    allowed: Collection[str] = ()  # hosts, or hosts with ports, that need not be public
    ports: Collection[int] = (80, 443)
    resolve: Resolver = resolve_name


def checked_address(url: str, reach: Reach) -> Endpoint:
    """The host and port of an address that has the form of one that may be fetched.

    Args:
        url: the address.
        reach: what may be fetched.

    Raises:
        FetchError: it is no web address, is too long, holds a password, or names another port.
    """
    if len(url) > LONGEST_URL:
        raise FetchError(f"expected an address of {LONGEST_URL:,} characters, found {len(url):,}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"expected a web address, found: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError("expected an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise FetchError("expected an address without a user name or password")
    at = Endpoint(parts.hostname, PORTS[parts.scheme] if port is None else port)
    if at.port not in reach.ports and not is_allowed(at, reach):
        usual = " or ".join(map(str, reach.ports))
        raise FetchError(f"expected port {usual}, found {at.port}; {ALLOW.format(at)}")
    return at


def is_allowed(at: Endpoint, reach: Reach) -> bool:
    """Is a host in the list of those that are fetched although they are not public?"""
    return str(at) in reach.allowed or (at.port in reach.ports and at.host in reach.allowed)


def is_public(number: str) -> bool:
    """Does an IP number belong to the public internet?"""
    try:
        ip = ip_address(number)
    except ValueError:
        return False
    if any(ip in network for network in RESERVED if network.version == ip.version):
        return False
    return isinstance(ip, IPv4Address) or (ip in GLOBAL and ip.scope_id is None)


def public_numbers(at: Endpoint, reach: Reach, seconds: float) -> Sequence[str]:
    """The IP numbers of a host, looked up once, all of which may be connected to.

    Args:
        at: the host and port.
        reach: what may be fetched.
        seconds: how long the look-up may take.

    Raises:
        FetchError: the name leads nowhere, or to a number that is not public.
    """
    numbers = _looked_up(at, reach.resolve, seconds)
    if not is_allowed(at, reach) and not all(map(is_public, numbers)):
        raise FetchError(
            f"expected a public address, found {at.host}, which is in a private or reserved "
            f"network; {ALLOW.format(at)}"
        )
    return numbers


def _looked_up(at: Endpoint, resolve: Resolver, seconds: float) -> Sequence[str]:
    """The IP numbers of a host; the system's own look-up has no time limit, so it runs apart."""
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(at.host, at.port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        numbers = answers.get(timeout=seconds)
    except Empty:
        numbers = ()
    if isinstance(numbers, Exception) or not numbers:
        said = getattr(numbers, "strerror", None) or "no answer"
        raise FetchError(f"expected an IP address for {at.host}, found: {said}; check the name")
    return numbers
