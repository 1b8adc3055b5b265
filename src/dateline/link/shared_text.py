"""Texts: copies, shared sentences and shared names."""

from __future__ import annotations

from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.rarity import word_rarity
from dateline.link.signs import NOTHING, Sign, weight_of_sign
from dateline.types import Prominence, Reason

COPIED: Final = 0.6  # share of telling words that two tellings of one source have in common
FEWEST_WORDS: Final = 6
SHARED_SENTENCES: Final = 2  # one alone may be a stock sentence of an outlet
MOST_NAMES: Final = 3
RARE_NAME: Final = 9.0  # bits


def sign_of_reports(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note two events of one report: the report itself told them apart."""
    return ("report.same", 1) if left.mention.report == right.mention.report else NOTHING


def weigh_reports(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh two events of one report."""
    return weight_of_sign(sign_of_reports(left, right))


def compare_reports(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell that two events were told apart by their report."""
    weight = weigh_reports(left, right)
    return Reason("report", weight, "one report tells them as two events") if weight else None


def sign_of_words(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note sentences that one of the reports took from the other or both from a third."""
    if not left.words.isdisjoint(right.words):
        shared = len(left.words & right.words)
        either = len(left.words) + len(right.words) - shared
        if shared >= FEWEST_WORDS and shared >= COPIED * either:
            return "words.copied", 1
    if left.sentences.isdisjoint(right.sentences):
        return NOTHING
    main = left.mention.prominence is right.mention.prominence is Prominence.MAIN
    few = len(left.sentences & right.sentences) < SHARED_SENTENCES
    return ("words.origin", 1) if main and not few else NOTHING


def weigh_words(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh sentences that were copied."""
    return weight_of_sign(sign_of_words(left, right))


def compare_words(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell whether one of the reports took sentences from the other, or both from a third."""
    sign = sign_of_words(left, right)
    weight = weight_of_sign(sign)
    if not weight:
        return None
    if sign[0] == "words.copied":
        return Reason("words", weight, "they are told in the same words")
    return Reason("words", weight, "the reports share sentences and are both about it")


def sign_of_names(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note rare names in both, those of places and actors left out: they are noted elsewhere."""
    if left.names.isdisjoint(right.names):
        return NOTHING
    return "names", min(len(_shared_names(left, right)), MOST_NAMES)


def weigh_names(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh rare names in both."""
    return weight_of_sign(sign_of_names(left, right))


def compare_names(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what both name."""
    weight = weigh_names(left, right)
    if not weight:
        return None
    return Reason("names", weight, f"both name {', '.join(sorted(_shared_names(left, right))[:3])}")


def _shared_names(left: MentionProfile, right: MentionProfile) -> set[str]:
    """The names in both, without the words of their places and actors."""
    shared = left.names & right.names
    return {
        word
        for word in shared
        if word not in left.known and word not in right.known and word_rarity(word) >= RARE_NAME
    }
