"""What two reports share: kinds of event, persons, names, rare words and text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.link.profiles import (
    COMMONEST,
    MentionProfile,
    plain_words,
    shared_bits,
    shared_towns,
    word_rarity,
)
from dateline.types import Kind, Prominence, Reason

# ------------------------------------------------------------------ weights and limits

# A weight is the binary logarithm of how much likelier a sign makes one incident (Fellegi and
# Sunter's match weight). `weights.toml` holds those that were fitted, with the data and the scores,
# and is written by `training/linking.py`; what rules a pair out is set here.

_TABLE: Final[Mapping[str, Any]] = tomllib.loads(
    files(__package__).joinpath("weights.toml").read_text("utf-8")
)
FITTED: Final[Mapping[str, float]] = _TABLE["weights"]

# A pair or two clusters become one incident from this mean weight on.
THRESHOLD: Final[float] = _TABLE["threshold"]

# Two clusters with such a pair become one from this mean weight on, where neither tells of an
# attack as armies make it: a town sees few crimes, and of five reports of one, one has misread its
# day. On the archive's learn side: 0 bits B3 92.2, 2 bits 93.1, 4 bits 93.1, 6 bits 92.7.
TOGETHER: Final[float] = THRESHOLD - 5

# In the mean of two clusters a report about the event counts this many times one that mentions it.
MAIN_MASS: Final = 4

NEVER: Final = -1e6  # a person called two mentions different; nothing outweighs that
# Such a pair never comes together of itself. In the mean of two clusters it outweighs what most
# other pairs say, and not all: the day or town of one report may be misread.
RULED_OUT: Final = -6.0
ABROAD: Final = -100.0  # two countries; a report seldom misreads that, and no story bridges it
OTHER_KIND: Final = -6.0  # a crowd and an attack
SAME_REPORT: Final = -6.0  # the report itself tells them apart
FORCED: Final = 99.0  # a person called two mentions one incident

# Bits of the rarest words, counted above `RARE`, from which two reports are of one story, so that a
# day or a town may be misread: in one town, and where two towns are told.
RARE: Final = 7.0
RAREST_IN_TOWN: Final = 5.0
RAREST_ELSEWHERE: Final = 10.0


# ------------------------------------------------------------------ signs of a pair

Sign = tuple[str, float]  # its name, and how often or how much of it there is

RULING_OUT: Final[Mapping[str, float]] = {
    "date.apart": RULED_OUT,
    "kind.other": OTHER_KIND,
    "place.abroad": ABROAD,
    "place.other_province": RULED_OUT,
    "place.other_town": RULED_OUT,
}
WEIGHTS: Final[Mapping[str, float]] = {"": 0.0, "report.same": SAME_REPORT, **FITTED, **RULING_OUT}
NOTHING: Final[Sign] = ("", 0.0)


def weight_of_sign(sign: Sign) -> float:
    """The weight of one sign; one that no pair of the data has weighs nothing."""
    name, times = sign
    return WEIGHTS.get(name, 0.0) * times


# ------------------------------------------------------------------ kinds of event

FAMILIES: Final = (
    frozenset({Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE}),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING}),
    frozenset(
        {
            Kind.ARMED_ATTACK,
            Kind.CLASH,
            Kind.ASSASSINATION,
            Kind.HOSTAGE_TAKING,
            Kind.ABDUCTION,
            Kind.SUICIDE_BOMBING,
        }
    ),
    frozenset({Kind.RIOT, Kind.PROTEST, Kind.PROPERTY_DESTRUCTION}),
)
CROWDS: Final = frozenset({Kind.PROTEST, Kind.RIOT})


def are_alike(left: Kind, right: Kind) -> bool:
    """May two kinds be one event, as reports name it?"""
    return left is right or _share_family(left, right)


@cache
def _share_family(left: Kind, right: Kind) -> bool:
    """Are two kinds of one family?"""
    return any(left in family and right in family for family in FAMILIES)


def sign_of_kinds(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the same kind, a like kind, another kind of attack, or something else altogether."""
    one, two = left.mention.kind, right.mention.kind
    if one is not two and Kind.OTHER in (one, two):
        return NOTHING
    return ("kind.same" if one is two else _sign_of_two(one, two)), 1


@cache
def _sign_of_two(one: Kind, two: Kind) -> str:
    """Note two kinds that are not the same."""
    if are_alike(one, two):
        return "kind.like"
    if one in CROWDS or two in CROWDS:
        return "kind.other"
    return "kind.arrest" if Kind.ARREST in (one, two) else "kind.other_attack"


def weigh_kinds(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the kinds of two events."""
    return weight_of_sign(sign_of_kinds(left, right))


def compare_kinds(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how the kinds of two events differ."""
    return _kind_reason(left.mention.kind, right.mention.kind, sign_of_kinds(left, right)[0])


@cache
def _kind_reason(one: Kind, two: Kind, sign: str) -> Reason | None:
    """The answer for two kinds, made once."""
    texts = {
        "kind.same": f"both are reported as {kind_name(one)}",
        "kind.like": f"{kind_name(one)} and {kind_name(two)} may be one event",
        "kind.arrest": f"one is reported as {kind_name(one)}, the other as {kind_name(two)}",
        "kind.other": f"{kind_name(one)} and {kind_name(two)} are different things",
        "kind.other_attack": f"one is reported as {kind_name(one)}, the other as {kind_name(two)}",
    }
    weight = weight_of_sign((sign, 1))
    return Reason("kind", weight, texts[sign]) if weight else None


def kind_name(kind: Kind) -> str:
    """A kind as words."""
    return kind.value.replace("_", " ")


# ------------------------------------------------------------------ texts

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


# ------------------------------------------------------------------ stories

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
    undated = None in (left.days, right.days) and not one_story(left, right)
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
    if shared and not left.cities.isdisjoint(right.cities):
        both = (*shared_towns(left, right), *shared_towns(right, left))
        shared -= {word for town in both for word in plain_words(town)}
    return shared
