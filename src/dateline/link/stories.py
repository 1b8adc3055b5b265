"""Stories: reports of the same persons, or of many of the same names or rare words, are of one."""

from __future__ import annotations

from typing import Final

from dateline.link.kinds import are_alike
from dateline.link.profiles import MentionProfile, plain_words
from dateline.link.rarity import COMMONEST, shared_bits, word_rarity
from dateline.link.signs import NOTHING, Sign, weight_of_sign
from dateline.link.weights import RARE, RAREST_ELSEWHERE, RAREST_IN_TOWN
from dateline.types import Kind, Reason

FEWEST_NAMES: Final = 3  # in both reports, those of places and actors left out
SHARE_OF_NAMES: Final = 0.3  # of the names of the report that has fewer
SHARE_OF_STORY: Final = 0.5
FEWEST_OF_STORY: Final = 4
MOST_SHOWN: Final = 6  # words of a reason
NOBODY: Final[frozenset[str]] = frozenset()
MOST_PEOPLE: Final = 2
MOST_BITS: Final = 10.0  # of shared words; more say no more
# Attacks of one war are told in one vocabulary.
OF_WAR: Final = frozenset(
    {
        *(Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE, Kind.CLASH),
        *(Kind.BOMBING, Kind.SUICIDE_BOMBING),
    }
)


def sign_of_people(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note persons that both name, and one of them with an age or as the one identified."""
    shared = shared_people(left, right)
    return ("people", min(len(shared), MOST_PEOPLE)) if shared else NOTHING


def weigh_people(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh persons that both name."""
    return weight_of_sign(sign_of_people(left, right))


def compare_people(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell which persons both name."""
    weight = weigh_people(left, right)
    if not weight:
        return None
    who = " and ".join(name.title() for name in sorted(shared_people(left, right))[:2])
    return Reason("people", weight, f"both tell of {who}")


def sign_of_stories(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note how many names two reports share, those of places and actors left out."""
    ours, theirs = left.named.proper, right.named.proper
    if len(ours) < FEWEST_NAMES or len(theirs) < FEWEST_NAMES:
        return NOTHING
    if not are_alike(left.mention.kind, right.mention.kind) or _two_towns(left, right):
        return NOTHING  # reports of several attacks share the names of all of them
    shared = len(ours & theirs)
    share = shared / min(len(ours), len(theirs))
    if shared < FEWEST_NAMES or share < SHARE_OF_NAMES:
        return NOTHING
    many = shared >= FEWEST_OF_STORY and share >= SHARE_OF_STORY
    return ("story.same" if many else "story.names"), 1


def weigh_stories(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh how many names two reports share."""
    return weight_of_sign(sign_of_stories(left, right))


def compare_stories(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many names two reports share."""
    weight = weigh_stories(left, right)
    if not weight:
        return None
    shared = sorted(left.named.proper & right.named.proper)
    text = f"the reports share {len(shared)} names, such as {', '.join(shared[:3])}"
    return Reason("story", weight, text)


def sign_of_tellings(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the rare words, ages and numbers that the tellings of two reports share, in bits."""
    ours, theirs = left.named.telling, right.named.telling
    if not ours or not theirs or ours.isdisjoint(theirs):
        return NOTHING
    # Undated reports join only on what names the event: the words of a war fit all of its raids.
    undated = left.days is None and right.days is None and not one_story(left, right)
    told = shared_bits(_shared_telling(left, right), RARE if undated else COMMONEST)
    bits = round(min(MOST_BITS, told), 1)
    if not bits:
        return NOTHING
    return ("telling.of_war" if is_of_war(left, right) else "telling.other"), bits


def weigh_tellings(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the rare words, ages and numbers that the tellings of two reports share."""
    return round(weight_of_sign(sign_of_tellings(left, right)), 2)


def compare_tellings(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell which rare words, ages and numbers the tellings of two reports share."""
    weight = weigh_tellings(left, right)
    if not weight:
        return None
    shared = sorted(_shared_telling(left, right), key=lambda word: (-word_rarity(word), word))
    words = ", ".join(shared[:MOST_SHOWN])
    return Reason("telling", weight, f"the reports share telling words: {words}")


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

    They must both name a town: what is known no finer than a country tells of many events. The
    attacks of a war are told in the same rare words, and are never told apart by them.
    """
    if not left.city or not right.city or is_of_war(left, right):
        return False
    shared = left.named.telling & right.named.telling
    least = RAREST_ELSEWHERE if left.city != right.city else RAREST_IN_TOWN
    return bool(shared) and shared_bits(shared, RARE) >= least


def is_of_war(left: MentionProfile, right: MentionProfile) -> bool:
    """Is either an attack as armies make it?"""
    return left.mention.kind in OF_WAR or right.mention.kind in OF_WAR


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
        shared -= {word for town in towns for word in plain_words(town)}
    return shared
