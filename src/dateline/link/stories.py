"""Stories: reports of the same persons, or of many of the same names or rare words, are of one."""

from __future__ import annotations

from typing import Final

from dateline.link.kinds import are_alike
from dateline.link.profiles import MentionProfile, words_of
from dateline.link.rarity import shared_bits, word_rarity
from dateline.link.weights import (
    FEWEST_TELLING,
    MOST_TELLING,
    RARE,
    RAREST_ELSEWHERE,
    RAREST_IN_TOWN,
    SAME_NAMES,
    SAME_PERSON,
    SAME_STORY,
    TELLING_ELSEWHERE,
    TELLING_FREE,
    TELLING_SLOPE,
    TWO_PERSONS,
)
from dateline.types import Reason

FEWEST_NAMES: Final = 3  # in both reports, those of places and actors left out
SHARE_OF_NAMES: Final = 0.3  # of the names of the report that has fewer
SHARE_OF_STORY: Final = 0.5
FEWEST_OF_STORY: Final = 4
ENOUGH: Final = 40  # telling words of each, for sharing none to speak against one incident in full
MOST_SHOWN: Final = 6  # words of a reason
NOBODY: Final[frozenset[str]] = frozenset()
# What sharing none of so many telling words weighs.
LEAST_TOLD: Final = tuple(round(FEWEST_TELLING * n / ENOUGH, 1) for n in range(ENOUGH + 1))


def weigh_people(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh persons that both name, and one of them with an age or as the one identified."""
    shared = shared_people(left, right)
    if not shared:
        return 0.0
    return SAME_PERSON if len(shared) == 1 else TWO_PERSONS


def compare_people(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell which persons both name."""
    weight = weigh_people(left, right)
    if not weight:
        return None
    who = " and ".join(name.title() for name in sorted(shared_people(left, right))[:2])
    return Reason("people", weight, f"both tell of {who}")


def weigh_stories(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh how many names two reports share, those of places and actors left out."""
    ours, theirs = left.named.proper, right.named.proper
    if len(ours) < FEWEST_NAMES or len(theirs) < FEWEST_NAMES:
        return 0.0
    if not are_alike(left.mention.kind, right.mention.kind) or _two_towns(left, right):
        return 0.0  # reports of several attacks share the names of all of them
    shared = len(ours & theirs)
    share = shared / min(len(ours), len(theirs))
    if shared < FEWEST_NAMES or share < SHARE_OF_NAMES:
        return 0.0
    return SAME_STORY if shared >= FEWEST_OF_STORY and share >= SHARE_OF_STORY else SAME_NAMES


def compare_stories(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many names two reports share."""
    weight = weigh_stories(left, right)
    if not weight:
        return None
    shared = sorted(left.named.proper & right.named.proper)
    text = f"the reports share {len(shared)} names, such as {', '.join(shared[:3])}"
    return Reason("story", weight, text)


def weigh_tellings(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the rare words, ages and numbers that the tellings of two reports share."""
    ours, theirs = left.named.telling, right.named.telling
    if not ours or not theirs:
        return 0.0
    room = min(len(ours), len(theirs), ENOUGH)
    if ours.isdisjoint(theirs):
        return LEAST_TOLD[room]
    bits = shared_bits(_shared_telling(left, right))
    told = TELLING_SLOPE * (bits - TELLING_FREE)
    if told > 0 and bits < TELLING_ELSEWHERE and _two_towns(left, right):
        return 0.0
    return max(LEAST_TOLD[room], round(min(MOST_TELLING, told), 1))


def compare_tellings(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell which rare words, ages and numbers the tellings of two reports share."""
    weight = weigh_tellings(left, right)
    if not weight:
        return None
    shared = sorted(_shared_telling(left, right), key=lambda word: (-word_rarity(word), word))
    words = ", ".join(shared[:MOST_SHOWN]) or "none"
    few = "few telling words" if weight < 0 else "telling words"
    return Reason("telling", weight, f"the reports share {few}: {words}")


def _two_towns(left: MentionProfile, right: MentionProfile) -> bool:
    """Are both known to the town, and mostly tell of another one each?"""
    return bool(left.city and right.city and left.city != right.city)


def one_story(left: MentionProfile, right: MentionProfile) -> bool:
    """Do two reports follow one event? Then a day or a place may have been misread."""
    if left.mention.report == right.mention.report:
        return False
    return bool(shared_people(left, right)) or _told_alike(left, right)


def _told_alike(left: MentionProfile, right: MentionProfile) -> bool:
    """Do two reports share so many of the rarest words that they tell of one event?

    They must both name a town: what is known no finer than a country tells of many events.
    """
    if not left.city or not right.city:
        return False
    ours, theirs = left.named.telling, right.named.telling
    if ours.isdisjoint(theirs):
        return False
    least = RAREST_ELSEWHERE if left.city != right.city else RAREST_IN_TOWN
    return shared_bits(ours & theirs, RARE) >= least


def shared_people(left: MentionProfile, right: MentionProfile) -> frozenset[str]:
    """The persons in both whom at least one of the reports tells of as involved."""
    ours, theirs = left.named, right.named
    if ours.people.isdisjoint(theirs.called) and theirs.people.isdisjoint(ours.called):
        return NOBODY
    return ours.people & theirs.called | theirs.people & ours.called


def _shared_telling(left: MentionProfile, right: MentionProfile) -> frozenset[str]:
    """The telling words in both; the town that both took place in left out."""
    shared = left.named.telling & right.named.telling
    if towns := left.cities & right.cities:
        shared -= {word for town in towns for word in words_of(town)}
    return shared
