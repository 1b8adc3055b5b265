"""Fetching: pages by their address, from the public internet and nowhere else."""

from __future__ import annotations

from dateline.acquire.fetching.addresses import Reach, is_public
from dateline.acquire.fetching.answers import FetchedPage
from dateline.acquire.fetching.captures import CaptureStore
from dateline.acquire.fetching.collector import Collector
from dateline.acquire.fetching.fetcher import Fetcher, FetchRules, Validators
from dateline.acquire.fetching.sending import check_target, send_bytes

__all__ = [
    "CaptureStore",
    "Collector",
    "FetchRules",
    "FetchedPage",
    "Fetcher",
    "Reach",
    "Validators",
    "check_target",
    "is_public",
    "send_bytes",
]
