"""Texts: copies, shared sentences and shared names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dateline.link.profiles import Profile
from dateline.link.weights import COMMON_ORIGIN, SAME_REPORT, SAME_WORDS, SHARED_NAMES
from dateline.types import Prominence, Reason

COPIED: Final = 0.6  # share of telling words that two tellings of one source have in common
FEWEST_WORDS: Final = 6
SHARED_SENTENCES: Final = 2  # one alone may be a stock sentence of an outlet
MOST_NAMES: Final = 2
WORDS: Final = re.compile(r"[^\W_]+")


def compare_reports(left: Profile, right: Profile) -> Reason | None:
    """Two events of one report were told apart by the report itself."""
    if left.mention.report != right.mention.report:
        return None
    return Reason("report", SAME_REPORT, "one report tells them as two events")


def compare_words(left: Profile, right: Profile) -> Reason | None:
    """Weigh sentences that one of the reports took from the other or both from a third."""
    if left.mention.report == right.mention.report:
        return None
    shared = len(left.words & right.words)
    either = len(left.words) + len(right.words) - shared
    if shared >= FEWEST_WORDS and shared >= COPIED * either:
        return Reason("words", SAME_WORDS, "they are told in the same words")
    main = left.mention.prominence is right.mention.prominence is Prominence.MAIN
    if main and len(left.sentences & right.sentences) >= SHARED_SENTENCES:
        return Reason("words", COMMON_ORIGIN, "the reports share sentences and are both about it")
    return None


def compare_names(left: Profile, right: Profile) -> Reason | None:
    """Weigh names in both, those of places and actors left out: they are weighed elsewhere."""
    if left.mention.report == right.mention.report:
        return None
    if left.names.isdisjoint(right.names):
        return None
    shared = left.names & right.names
    known = {word for one in (left, right) for word in _known_words(one)}
    telling = sorted(shared - known)
    if not telling:
        return None
    weight = SHARED_NAMES * min(len(telling), MOST_NAMES)
    return Reason("names", weight, f"both name {', '.join(telling[:3])}")


def _known_words(one: Profile) -> Iterator[str]:
    """The words of a mention's places and actors."""
    for place in one.places:
        yield from _place_words(place)
    for actor in one.actors:
        yield from WORDS.findall(actor)


def _place_words(place: object) -> list[str]:
    """The words of a place's names, in lower case."""
    names = (getattr(place, part) for part in ("name", "country", "admin1", "city", "site"))
    return [word for name in names if name for word in name.lower().split()]
