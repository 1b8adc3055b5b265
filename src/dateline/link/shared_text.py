"""Texts: copies, shared sentences and shared names."""

from __future__ import annotations

from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.weights import COMMON_ORIGIN, SAME_REPORT, SAME_WORDS, SHARED_NAMES
from dateline.types import Prominence, Reason

COPIED: Final = 0.6  # share of telling words that two tellings of one source have in common
FEWEST_WORDS: Final = 6
SHARED_SENTENCES: Final = 2  # one alone may be a stock sentence of an outlet
MOST_NAMES: Final = 2


def weigh_reports(left: MentionProfile, right: MentionProfile) -> float:
    """Two events of one report were told apart by the report itself."""
    return SAME_REPORT if left.mention.report == right.mention.report else 0.0


def compare_reports(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell that two events were told apart by their report."""
    weight = weigh_reports(left, right)
    return Reason("report", weight, "one report tells them as two events") if weight else None


def weigh_words(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh sentences that one of the reports took from the other or both from a third."""
    if not left.words.isdisjoint(right.words):
        shared = len(left.words & right.words)
        either = len(left.words) + len(right.words) - shared
        if shared >= FEWEST_WORDS and shared >= COPIED * either:
            return SAME_WORDS
    if left.sentences.isdisjoint(right.sentences):
        return 0.0
    main = left.mention.prominence is right.mention.prominence is Prominence.MAIN
    few = len(left.sentences & right.sentences) < SHARED_SENTENCES
    return COMMON_ORIGIN if main and not few else 0.0


def compare_words(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell whether one of the reports took sentences from the other, or both from a third."""
    weight = weigh_words(left, right)
    if weight == SAME_WORDS:
        return Reason("words", weight, "they are told in the same words")
    if weight == COMMON_ORIGIN:
        return Reason("words", weight, "the reports share sentences and are both about it")
    return None


def weigh_names(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh names in both, those of places and actors left out: they are weighed elsewhere."""
    if left.names.isdisjoint(right.names):
        return 0.0
    return SHARED_NAMES * min(len(_shared_names(left, right)), MOST_NAMES)


def compare_names(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what both name."""
    weight = weigh_names(left, right)
    if not weight:
        return None
    return Reason("names", weight, f"both name {', '.join(sorted(_shared_names(left, right))[:3])}")


def _shared_names(left: MentionProfile, right: MentionProfile) -> set[str]:
    """The names in both, without the words of their places and actors."""
    shared = left.names & right.names
    return {word for word in shared if word not in left.known and word not in right.known}
