"""Stories: reports of the same persons, or of many of the same names or rare words, are of one."""

from __future__ import annotations

from typing import Final

from dateline.link.kinds import alike
from dateline.link.profiles import Profile, words_of
from dateline.link.rarity import rarity, shared_bits
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


def compare_people(left: Profile, right: Profile) -> Reason | None:
    """Weigh persons that both name, and one of them with an age or as the one identified."""
    shared = shared_people(left, right)
    if not shared:
        return None
    weight = SAME_PERSON if len(shared) == 1 else TWO_PERSONS
    who = " and ".join(name.title() for name in shared[:2])
    return Reason("people", weight, f"both tell of {who}")


def compare_stories(left: Profile, right: Profile) -> Reason | None:
    """Weigh how many names two reports share, those of places and actors left out."""
    if not alike(left.mention.kind, right.mention.kind) or _two_towns(left, right):
        return None  # reports of several attacks share the names of all of them
    shared, share = shared_names(left, right)
    if len(shared) < FEWEST_NAMES or share < SHARE_OF_NAMES:
        return None
    whole = len(shared) >= FEWEST_OF_STORY and share >= SHARE_OF_STORY
    text = f"the reports share {len(shared)} names, such as {', '.join(shared[:3])}"
    return Reason("story", SAME_STORY if whole else SAME_NAMES, text)


def compare_tellings(left: Profile, right: Profile) -> Reason | None:
    """Weigh the rare words, ages and numbers that the tellings of two reports share."""
    if left.mention.report == right.mention.report:
        return None
    if not left.named.telling or not right.named.telling:
        return None
    shared = shared_telling(left, right)
    bits = shared_bits(shared)
    told = TELLING_SLOPE * (bits - TELLING_FREE)
    if told > 0 and _two_towns(left, right) and bits < TELLING_ELSEWHERE:
        return None
    room = min(len(left.named.telling), len(right.named.telling), ENOUGH) / ENOUGH
    weight = round(max(FEWEST_TELLING * room, min(MOST_TELLING, told)), 1)
    words = ", ".join(shared[:MOST_SHOWN]) or "none"
    few = "few telling words" if weight < 0 else "telling words"
    return Reason("telling", weight, f"the reports share {few}: {words}") if weight else None


def _two_towns(left: Profile, right: Profile) -> bool:
    """Are both known to the town, and mostly tell of another one each?"""
    return bool(left.city and right.city and left.city != right.city)


def one_story(left: Profile, right: Profile) -> bool:
    """Do two reports follow one event? Then a day or a place may have been misread."""
    return bool(shared_people(left, right)) or _told_alike(left, right)


def _told_alike(left: Profile, right: Profile) -> bool:
    """Do two reports share so many of the rarest words that they tell of one event?

    They must both name a town: what is known no finer than a country tells of many events.
    """
    if left.mention.report == right.mention.report or not left.city or not right.city:
        return False
    least = RAREST_ELSEWHERE if left.city != right.city else RAREST_IN_TOWN
    return shared_bits(left.named.telling & right.named.telling, RARE) >= least


def shared_people(left: Profile, right: Profile) -> list[str]:
    """The persons in both whom at least one of the reports tells of as involved."""
    ours, theirs = left.named, right.named
    if ours.people.isdisjoint(theirs.called) and theirs.people.isdisjoint(ours.called):
        return []
    if left.mention.report == right.mention.report:
        return []
    return sorted(ours.people & theirs.called | theirs.people & ours.called)


def shared_names(left: Profile, right: Profile) -> tuple[list[str], float]:
    """The names in both reports, and what share they are of those of the one with fewer."""
    ours, theirs = left.named.proper, right.named.proper
    if left.mention.report == right.mention.report or len(ours & theirs) < FEWEST_NAMES:
        return [], 0.0
    return sorted(ours & theirs), len(ours & theirs) / min(len(ours), len(theirs))


def shared_telling(left: Profile, right: Profile) -> list[str]:
    """The telling words in both, the rarest first; the town that both took place in left out."""
    shared = left.named.telling & right.named.telling
    if shared and (towns := left.cities & right.cities):
        shared -= {word for town in towns for word in words_of(town)}
    return sorted(shared, key=lambda word: (-rarity(word), word))
