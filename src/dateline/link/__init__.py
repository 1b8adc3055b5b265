"""Link: which mentions tell of the same incident.

The names are loaded when first used: what only dates events does without what compares them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.link.dates import settle_dates
    from dateline.link.dates_events import date_events
    from dateline.link.incremental import ClusterChanges, LinkSession
    from dateline.link.linking import find_doubts, link_mentions, link_profiles
    from dateline.link.pairs import COMPARISONS
    from dateline.link.session import TouchedClusters, link_incrementally

HOMES = {
    "COMPARISONS": "pairs",
    "ClusterChanges": "incremental",
    "LinkSession": "incremental",
    "TouchedClusters": "session",
    "date_events": "dates_events",
    "find_doubts": "linking",
    "link_incrementally": "session",
    "link_mentions": "linking",
    "link_profiles": "linking",
    "settle_dates": "dates",
}

__all__ = [
    "COMPARISONS",
    "ClusterChanges",
    "LinkSession",
    "TouchedClusters",
    "date_events",
    "find_doubts",
    "link_incrementally",
    "link_mentions",
    "link_profiles",
    "settle_dates",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  as the names are
    """A public name, loaded with its module."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
