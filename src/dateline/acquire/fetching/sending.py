"""Sending: bytes to an address that somebody gave, over the same guarded connections."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2

from dateline.acquire.fetching.addresses import checked_address
from dateline.acquire.fetching.fetcher import FAILED, USER_AGENT, FetchRules, fetch_error_words
from dateline.acquire.fetching.transport import Allowance, PublicTransport
from dateline.errors import FetchError


def check_target(rules: FetchRules, url: str) -> None:
    """Refuse an address that nothing could be sent to.

    Raises:
        FetchError: its form or its port is none that may be reached.
    """
    checked_address(url, rules.reach)


def send_bytes(rules: FetchRules, url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send bytes by POST to a public address, once; gives the status of the answer.

    A redirect is an answer and is not followed, and what the answer holds is not read.

    Raises:
        FetchError: the address may not be reached, or gives no answer in time.
    """
    checked_address(url, rules.reach)
    allowance = Allowance(
        rules.reach, rules.connect_seconds, rules.read_seconds, rules.total_seconds
    )
    sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
    try:
        with (
            httpx2.Client(
                transport=PublicTransport(allowance), trust_env=False, follow_redirects=False
            ) as client,
            client.stream("POST", url, content=body, headers=sent) as answer,
        ):
            return answer.status_code
    except FAILED as error:
        raise FetchError(f"expected an answer, found {fetch_error_words(error)}") from error
