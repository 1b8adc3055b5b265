"""Ratings: the Admiralty letters that people gave an outlet, as a row of a table has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from dateline.types import Rating, Reliability

LETTERS: Final = tuple(letter.value for letter in Reliability)
KEYS: Final = frozenset({"letter", "since", "reason"})


def wrong_ratings(value: object) -> str | None:
    """What was expected of a row's `reliability`, and what came; None where it is right."""
    if isinstance(value, str):
        return (
            None
            if value in LETTERS
            else f"reliability as a letter of {', '.join(LETTERS)}, found {value!r}"
        )
    if not isinstance(value, list) or not value:
        return f"reliability as a letter, or as a list of letters by day, found {value!r}"
    wrong = next((text for one in value if (text := wrong_letter(one)) is not None), None)
    if wrong is None and len({one.get("since") for one in value}) < len(value):
        return "one letter from each day on, found two from one day"
    return wrong


def wrong_letter(one: object) -> str | None:
    """What is wrong with one letter of a list."""
    if not isinstance(one, Mapping) or "letter" not in one or not one.keys() <= KEYS:
        return f'letters like {{letter = "B", since = 2024-03-01, reason = "…"}}, found {one!r}'
    if not isinstance(one["letter"], str) or one["letter"] not in LETTERS:
        return f"reliability as a letter of {', '.join(LETTERS)}, found {one['letter']!r}"
    since, reason = one.get("since"), one.get("reason", "")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        return f"since as a day like 2024-03-01, found {since!r}"
    return None if isinstance(reason, str) else f"reason as words, found {reason!r}"


def ratings_of(row: Mapping[str, Any]) -> tuple[Rating, ...]:
    """The ratings of a row that is as it should be, oldest first."""
    given = row.get("reliability", [])
    if isinstance(given, str):
        return (Rating(Reliability(given), row.get("reason", "")),)
    found = (Rating(Reliability(g["letter"]), g.get("reason", ""), g.get("since")) for g in given)
    return tuple(sorted(found, key=lambda rating: rating.since or date.min))
