"""Texts: copies, shared sentences and shared names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Final

from dateline.link.profiles import Profile
from dateline.link.weights import COMMON_ORIGIN, SAME_REPORT, SAME_WORDS, SHARED_NAMES
from dateline.types import Prominence, Reason

COPIED: Final = 0.6  # share of telling words that two tellings of one source have in common
FEWEST_WORDS: Final = 6
SHARED_SENTENCES: Final = 2  # one alone may be a stock sentence of an outlet
RARE: Final = 0.02  # a name in more of the mentions than this tells little ...
ALWAYS_RARE: Final = 4  # ... unless there are few mentions at all
MOST_NAMES: Final = 2


def compare_reports(left: Profile, right: Profile) -> Reason | None:
    """Two events of one report were told apart by the report itself."""
    if left.mention.report != right.mention.report:
        return None
    return Reason("report", SAME_REPORT, "one report tells them as two events")


def compare_words(left: Profile, right: Profile) -> Reason | None:
    """Weigh sentences that one of the reports took from the other or both from a third."""
    if left.mention.report == right.mention.report:
        return None
    shared, either = left.words & right.words, left.words | right.words
    if len(shared) >= FEWEST_WORDS and len(shared) >= COPIED * len(either):
        return Reason("words", SAME_WORDS, "they are told in the same words")
    main = {left.mention.prominence, right.mention.prominence} == {Prominence.MAIN}
    if main and len(left.sentences & right.sentences) >= SHARED_SENTENCES:
        return Reason("words", COMMON_ORIGIN, "the reports share sentences and are both about it")
    return None


def compare_names(rare: frozenset[str], left: Profile, right: Profile) -> Reason | None:
    """Weigh names that few other mentions have."""
    if left.mention.report == right.mention.report:
        return None
    shared = sorted(left.names & right.names & rare)
    if not shared:
        return None
    weight = SHARED_NAMES * min(len(shared), MOST_NAMES)
    return Reason("names", weight, f"both name {', '.join(shared[:3])}")


def rare_names(profiles: Iterable[Profile]) -> frozenset[str]:
    """The names that only few mentions have, places left out: those are weighed elsewhere."""
    profiles = tuple(profiles)
    seen = Counter(name for one in profiles for name in one.names)
    places = {word for one in profiles for place in one.places for word in _place_words(place)}
    most = max(ALWAYS_RARE, int(RARE * len(profiles)))
    return frozenset(name for name, n in seen.items() if 1 < n <= most) - places


def names_comparison(profiles: Iterable[Profile]) -> partial[Reason | None]:
    """The comparison of names for a set of mentions."""
    return partial(compare_names, rare_names(profiles))


def _place_words(place: object) -> list[str]:
    """The words of a place's names, in lower case."""
    names = (getattr(place, part) for part in ("name", "country", "admin1", "city", "site"))
    return [word for name in names if name for word in name.lower().split()]
