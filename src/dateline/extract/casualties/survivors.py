"""Passes over people who were hit: those who are told dead are not wounded as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.mentions import DEAD, CasualtyMention, CasualtyReport
from dateline.extract.casualties.victim_identity import (
    identify_victim,
    is_set_apart,
    same_person,
)
from dateline.syntax.arguments import nouns_after
from dateline.syntax.people import noun_gender
from dateline.syntax.tree import Tree
from dateline.types import Count, Role
from dateline.vocabulary import word_list

GRAVELY: Final = word_list("harm.deadly.gravely")
ARTICLES: Final = word_list("grammar.indefinite")
SUSTAINED: Final = frozenset({"sustained", "suffered", "received"})
HIT: Final = word_list("victims.hit")


def count_dead_of_hit(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, where "one of the victims was killed" is all that is told of an event's dead.

    Such a one is a part of those who were hit, and no part of the dead; so are the wounded of
    "attacked a convoy and wounded nine of them".
    """
    for one in told:
        roles = DEAD if one.role is Role.KILLED else {one.role}
        whole = (r.low for r in told if r.event == one.event and r.role in roles and r.whole)
        of_hit = any(n.lower in HIT for n in nouns_after(report.tree, one.counted.head, "of"))
        own = one.role in {Role.KILLED, Role.WOUNDED} and one.word.lower not in GRAVELY
        more = own and of_hit and one.low > max(whole, default=0)
        yield replace(one, counted=one.counted.with_toll(part=False)) if more else one


def drop_dead_from_wounded(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with the people who were hit lessened by those of them who are told dead.

    "Three people were shot, one of them fatally" leaves two wounded; a man who "was shot" and
    "died in hospital" is not wounded as well, nor is "the injured boy" of whom a death is told.
    """
    tree = report.tree
    killed: defaultdict[int, list[CasualtyMention]] = defaultdict(list)
    for one in told:
        if one.role in DEAD:
            killed[one.event].append(one)
    for one in told:
        dead = killed[one.event]
        if one.hit and tree.kids(one.word, "nsubj") and one.counted.head.dep == "dobj":
            dead = [r for r in dead if r.role is Role.KILLED]  # "a man stabbed five"
        if one.role is Role.WOUNDED and _is_told_dead(tree, one, dead):
            continue
        if not one.hit or _is_set_apart(tree, one) or _is_told_beside(one, dead):
            yield replace(one, hit=False)
            continue
        living = _living(tree, one, dead)
        if living is not None:
            yield replace(one, counted=one.counted.with_toll(count=living))


def _is_told_dead(tree: Tree, one: CasualtyMention, dead: Sequence[CasualtyMention]) -> bool:
    """Whether a single wounded person is told dead by the same words, or by name, age or noun."""
    if not one.counted.single or _is_set_apart(tree, one):
        return False
    who = identify_victim(tree, one)
    beside = any(other.sentence == one.sentence for other in dead)
    for other in dead:
        if other.counted.head == one.counted.head:
            return True
        if other.sentence == one.sentence or not other.counted.single or _is_set_apart(tree, other):
            continue
        person = identify_victim(tree, other)
        # "left a girl of 7 dead and a friend of 8 injured" tells of two
        sure = bool(who.names & person.names or who.ages & person.ages)
        if same_person(who, person) and (sure or not beside):
            return True
    return False


def _is_set_apart(tree: Tree, one: CasualtyMention) -> bool:
    """Whether words set those hit apart: "two others", "another man", "a man was also shot"."""
    beside = tree.kids(one.word, "advmod")
    words = (one.counted.head, *one.counted.before, *beside)
    return is_set_apart(words) or any(word.lower == "also" for word in words)


def _is_told_beside(one: CasualtyMention, dead: Sequence[CasualtyMention]) -> bool:
    """Whether those who "sustained injuries" have a number beside that of the dead.

    "Three drivers were killed and five guards sustained injuries" tells of eight. So do several
    who sustained injuries in a sentence that tells of no dead: nobody sustains a death.
    """
    first = [t.lower for t in (*one.counted.before, one.counted.head)][:1]
    if one.word.lower not in SUSTAINED:
        return False
    here = [other for other in dead if other.sentence == one.sentence]
    new = not one.counted.single or bool((ARTICLES | {"one"}).intersection(first))
    beside = any(other.whole and other.counted.head != one.counted.head for other in here)
    return (new and beside) or not (one.counted.single or here)


def _living(tree: Tree, one: CasualtyMention, dead: Sequence[CasualtyMention]) -> Count | None:
    """How many of those hit are not told dead; None if nobody is left."""
    single = one.counted.single
    another = _is_another(tree, one, dead) if single else _has_other_gender(one, dead)
    gone, count = 0 if another else _dead_among(one, dead), one.counted.toll.count
    if count.low <= gone:
        return None
    high = None if count.high is None else count.high - gone
    return Count(count.low - gone, high, None if count.stated is None else count.stated - gone)


def _is_another(tree: Tree, hit: CasualtyMention, dead: Sequence[CasualtyMention]) -> bool:
    """Whether somebody who was hit is surely none of the dead, as "a woman" is not "a boy"."""
    who = identify_victim(tree, hit)
    persons = [identify_victim(tree, one) for one in dead]
    known = [person for person in persons if person.known] or persons
    singles = all(one.counted.single for one in dead)
    return singles and bool(known) and all(same_person(who, p) is False for p in known)


def _has_other_gender(hit: CasualtyMention, dead: Sequence[CasualtyMention]) -> bool:
    """Whether all who are told dead are women where those hit are men, or the other way round."""
    own = noun_gender(hit.counted.head)
    genders = {noun_gender(one.counted.head) for one in dead} - {None}
    return own is not None and bool(genders) and own not in genders


def _dead_among(hit: CasualtyMention, dead: Sequence[CasualtyMention]) -> int:
    """How many of those hit are told dead, an attacker with his victims where they are all."""
    victims = _most_dead(one for one in dead if one.role is Role.KILLED)
    own = _most_dead(one for one in dead if one.own)
    return victims + own if victims + own == hit.low else _most_dead(dead)


def _most_dead(told: Iterable[CasualtyMention]) -> int:
    """The highest number of dead that one sentence tells of an event, attackers with them."""
    sums: dict[int, int] = {}
    for one in told:
        if one.whole:
            count, at = one.counted.toll.count, one.sentence.first
            sums[at] = sums.get(at, 0) + (count.low if count.stated is None else count.stated)
    return max(sums.values(), default=0)
