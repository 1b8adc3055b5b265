"""Stories: reports that name the same persons, or many of the same names, follow one event."""

from __future__ import annotations

from typing import Final

from dateline.link.kinds import alike
from dateline.link.profiles import Profile
from dateline.link.weights import SAME_NAMES, SAME_PERSON, SAME_STORY, TWO_PERSONS
from dateline.types import Reason

FEWEST_NAMES: Final = 3  # in both reports, those of places and actors left out
SHARE_OF_NAMES: Final = 0.3  # of the names of the report that has fewer
SHARE_OF_STORY: Final = 0.5
FEWEST_OF_STORY: Final = 4


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
    if not alike(left.mention.kind, right.mention.kind) or _elsewhere(left, right):
        return None  # reports of several attacks share the names of all of them
    shared, share = shared_names(left, right)
    if len(shared) < FEWEST_NAMES or share < SHARE_OF_NAMES:
        return None
    whole = len(shared) >= FEWEST_OF_STORY and share >= SHARE_OF_STORY
    text = f"the reports share {len(shared)} names, such as {', '.join(shared[:3])}"
    return Reason("story", SAME_STORY if whole else SAME_NAMES, text)


def _elsewhere(left: Profile, right: Profile) -> bool:
    """Are both known to the town, and to another one?"""
    return bool(left.city and right.city and left.city != right.city)


def one_story(left: Profile, right: Profile) -> bool:
    """Do two reports follow the same persons? Then a day or a place may have been misread."""
    return bool(shared_people(left, right))


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
