"""Link: which mentions tell of the same incident.

The names are loaded when first used: what only dates events does without what compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.lazy_names import names_from

if TYPE_CHECKING:
    from dateline.link.dates import settle_dates
    from dateline.link.dates_events import date_events
    from dateline.link.incremental import (
        ClusterChanges,
        LinkSession,
        find_doubts,
        link_mentions,
        link_profiles,
    )
    from dateline.link.pairs import COMPARISONS
    from dateline.link.session import TouchedClusters, link_incrementally

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

__getattr__ = names_from(
    __name__,
    dates="settle_dates",
    dates_events="date_events",
    incremental="ClusterChanges LinkSession find_doubts link_mentions link_profiles",
    pairs="COMPARISONS",
    session="TouchedClusters link_incrementally",
)
