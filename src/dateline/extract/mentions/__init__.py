"""Mentions: what is settled of an event once all that a report says of it is read.

Who can have done it and whose forces they were, which accounts are one event, and of which event a
headline's toll is.
"""

from __future__ import annotations

from dateline.extract.mentions.doers import (
    drop_habits,
    drop_unable_doers,
    kind_by_doers,
    kind_by_harm,
    name_aerial_bombs,
    told_whose,
)
from dateline.extract.mentions.retellings import join_retellings, settle_title_tolls

__all__ = [
    "drop_habits",
    "drop_unable_doers",
    "join_retellings",
    "kind_by_doers",
    "kind_by_harm",
    "name_aerial_bombs",
    "settle_title_tolls",
    "told_whose",
]
