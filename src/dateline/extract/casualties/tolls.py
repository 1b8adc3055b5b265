"""Killed, wounded, abducted, arrested: each figure of a report as a claim on its event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.extract.casualties.attackers import attackers_once
from dateline.extract.casualties.background import without_earlier
from dateline.extract.casualties.mentions import Reported, reported
from dateline.extract.casualties.quantities import ONE
from dateline.extract.casualties.victim_identity import Person, distinct, person_of, same
from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, BlockKind, Claim, Count, Document, Role, Scope
from dateline.vocabulary.harm import gender_of

APART = frozenset(
    {"other", "others", "another", "second", "third", "fourth", "fifth", "sixth", "also"}
)
HIT = frozenset({"them", "whom", "those", "victims", "wounded", "injured"})
TITLES = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})
LEAD = 4  # body sentences in which a toll of the event is told before others
NEXT = 1  # tokens between two sentences that follow one another
DEAD = frozenset({Role.KILLED, Role.ATTACKERS_KILLED})


def tolls(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read the tolls of a report's events.

    A part of a toll told elsewhere ("four of them children") is marked as such; the dead among
    the attackers have a role of their own. People who were "shot" count as wounded as far as no
    death of theirs is told. A total over many events goes to an aggregate of its
    sentence or to none.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and the claim, in the order of the text.
    """
    parsed = tree(annotations)
    told: list[tuple[int, Reported]] = []
    for one in reported(annotations):
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(parsed, annotations.sentences, events, one.word, scope)
        if event is not None:
            told.append((event, one))
    told = list(without_earlier(document, annotations, events, parsed, told))
    told = attackers_once(parsed, told)
    told = list(_all_the_dead(parsed, told))
    living = list(_without_the_dead(parsed, told))
    singled = list(_singled_out(parsed, annotations, living))
    alone = _one_by_one(parsed, singled)
    return tuple(
        (at, _claim(document, annotations, one, alone=n in alone))
        for n, (at, one) in enumerate(singled)
    )


def _claim(document: Document, annotations: Annotations, one: Reported, *, alone: bool) -> Claim:
    """The claim of a toll; its reader says of one of several told singly that it is such."""
    reader = "tolls:one" if alone else "tolls:hit" if one.hit else "tolls"
    toll = one.counted.toll
    answer = Answer(one.role, toll, one.counted.span, one.sentence, one.modality, reader)
    return claim_of(document, annotations, answer)


def _all_the_dead(
    parsed: Tree, told: Sequence[tuple[int, Reported]]
) -> Iterator[tuple[int, Reported]]:
    """The tolls, where "one of the victims was killed" is all that is told of an event's dead.

    Such a one is a part of those who were hit, and no part of the dead.
    """
    most: dict[int, int] = {}
    for at, one in told:
        if one.role in DEAD and not one.counted.toll.part:
            most[at] = max(most.get(at, 0), one.counted.toll.count.low)
    for at, one in told:
        toll = one.counted.toll
        more = one.role is Role.KILLED and toll.part and toll.count.low > most.get(at, 0)
        if more and _of_them(parsed, one):
            toll = replace(toll, part=False)
        yield at, replace(one, counted=replace(one.counted, toll=toll))


def _of_them(parsed: Tree, one: Reported) -> bool:
    """Does "of them" or "of the victims" follow the figure?"""
    preps = parsed.kids(one.counted.head, "prep")
    return any(low(n) in HIT for p in preps if low(p) == "of" for n in parsed.kids(p, "pobj"))


def _without_the_dead(
    parsed: Tree, told: list[tuple[int, Reported]]
) -> Iterator[tuple[int, Reported]]:
    """The tolls, with the people who were hit lessened by those of them who are told dead.

    "Three people were shot, one of them fatally" leaves two wounded; a man who "was shot" and
    "died in hospital" is not wounded as well, nor is "the injured boy" of whom a death is told.
    """
    for event, one in told:
        dead = [r for at, r in told if at == event and r.role in DEAD]
        if one.hit and parsed.kids(one.word, "nsubj") and one.counted.head.dep == "dobj":
            dead = [r for r in dead if r.role is Role.KILLED]  # "a man stabbed five"
        if one.role is Role.WOUNDED and _died(parsed, one, dead):
            continue
        if not one.hit or _apart(parsed, one):
            yield event, replace(one, hit=False)
            continue
        single = one.counted.toll.count == ONE
        another = _another(parsed, one, dead) if single else _of_other_gender(one, dead)
        left = _left(one.counted.toll.count, 0 if another else _dead_of(one, dead))
        if left is not None:
            toll = replace(one.counted.toll, count=left)
            yield event, replace(one, counted=replace(one.counted, toll=toll))


def _died(parsed: Tree, one: Reported, dead: list[Reported]) -> bool:
    """Is a single wounded person told dead by the same words, or by name, age or noun?"""
    if one.counted.toll.count != ONE or _apart(parsed, one):
        return False
    who = person_of(parsed, one.sentence, one.counted)
    for other in dead:
        if other.counted.head == one.counted.head:
            return True
        if other.counted.toll.count == ONE and not _apart(parsed, other):
            person = person_of(parsed, other.sentence, other.counted)
            if other.sentence != one.sentence and same(who, person):
                beside = any(r.sentence == one.sentence for r in dead)
                # "left a girl of 7 dead and a friend of 8 injured" tells of two
                if not beside or _surely(who, person):
                    return True
    return False


def _surely(one: Person, other: Person) -> bool:
    """Are two the same by a name or to the year?"""
    return bool(one.names & other.names or one.ages & other.ages)


def _one_by_one(parsed: Tree, told: list[tuple[int, Reported]]) -> frozenset[int]:
    """Which tolls tell of one victim each of several, where no total of them is told.

    They stand in one sentence or in sentences that follow one another, for what is told farther
    off is mostly another event; and no headline tells of one victim alone.
    """
    found: set[int] = set()
    for key in dict.fromkeys((at, one.role) for at, one in told):
        mine = [(n, one) for n, (at, one) in enumerate(told) if (at, one.role) == key]
        whole = [one for _, one in mine if not one.counted.toll.part]
        titled = any(one.sentence.block in TITLES for one in whole)
        if titled or any(one.counted.toll.count != ONE for one in whole):
            continue
        found |= _in_row(parsed, [(n, one) for n, one in mine if one.counted.toll.count == ONE])
    return frozenset(found)


def _in_row(parsed: Tree, single: list[tuple[int, Reported]]) -> set[int]:
    """The first claims on surely different people that follow close upon one another."""
    kept = distinct([person_of(parsed, one.sentence, one.counted) for _, one in single])
    row = kept[:1]
    for i in kept[1:]:
        before, one = single[row[-1]][1], single[i][1]
        if before.sentence.last >= one.sentence.first - NEXT:
            row.append(i)
    return {single[i][0] for i in row} if len(row) > 1 else set()


def _singled_out(
    parsed: Tree, annotations: Annotations, told: list[tuple[int, Reported]]
) -> Iterator[tuple[int, Reported]]:
    """The tolls, with single people marked as parts of a larger toll that is told.

    A report that tells of 85 dead and of three of them by name has no rival toll of one. Somebody
    not yet known ("a mother of two") is among a toll that the title or lead tells.
    """
    body = [s for s in annotations.sentences if s.block is BlockKind.BODY]
    lead = body[min(LEAD, len(body)) - 1].last if body else 0
    larger = {
        (at, one.role): one.sentence.first
        for at, one in reversed(told)
        if not one.counted.toll.part and one.counted.toll.count.low > 1
    }
    in_lead: dict[tuple[int, Role], int] = {}
    for at, one in told:
        if one.sentence.first < lead and not one.counted.toll.part:
            key = (at, one.role)
            in_lead[key] = max(in_lead.get(key, 0), one.counted.toll.count.low)
    for at, one in told:
        toll = one.counted.toll
        first = larger.get((at, one.role))
        most = in_lead.get((at, one.role), 0)
        if one.sentence.first >= lead and toll.count.low < most and _by_one(parsed, one):
            toll = replace(toll, part=True)
        if first is not None and toll.count == ONE:
            among = _is_known(one) or (first < lead and _is_somebody(one))
            toll = replace(toll, part=toll.part or among)
        yield at, replace(one, counted=replace(one.counted, toll=toll))


def _by_one(parsed: Tree, one: Reported) -> bool:
    """Is it a step of the story, below the lead: "he shot two others as he ran"?"""
    doer = bool(parsed.kids(one.word, "nsubj"))
    return one.role is Role.WOUNDED and doer and one.counted.head.dep == "dobj"


def _is_somebody(one: Reported) -> bool:
    """Is it a person told by a noun without a number: "a mother", and not "one person"?"""
    words = (*one.counted.before, one.counted.head)
    numbered = any(word.pos == "NUM" or low(word) == "one" for word in words[:1])
    return not numbered and not any(low(word) in APART for word in (*words, one.counted.head))


def _is_known(one: Reported) -> bool:
    """Is it a person by name, by a pronoun, or with "the", "his" or "her" before?"""
    first = one.counted.before[:1]
    known = any(word.tag in {"PRP$", "DT"} and low(word) not in {"a", "an"} for word in first)
    return known or one.counted.head.pos in {"PRON", "PROPN"}


def _apart(parsed: Tree, one: Reported) -> bool:
    """Do the words set those hit apart: "two others", "another man", "a man was also shot"?"""
    words = (one.counted.head, *one.counted.before, *parsed.kids(one.word, "advmod"))
    return any(low(word) in APART for word in words)


def _another(parsed: Tree, hit: Reported, dead: list[Reported]) -> bool:
    """Is somebody who was hit surely none of the dead, as "a woman" is not "a boy"?"""
    if any(one.counted.toll.count != ONE for one in dead):
        return False
    who = person_of(parsed, hit.sentence, hit.counted)
    persons = [person_of(parsed, one.sentence, one.counted) for one in dead]
    known = [person for person in persons if person.known] or persons
    return bool(known) and all(same(who, person) is False for person in known)


def _of_other_gender(hit: Reported, dead: list[Reported]) -> bool:
    """Are all who are told dead women where those hit are men, or the other way round?"""
    own = gender_of(hit.counted.head)
    genders = {gender_of(one.counted.head) for one in dead} - {None}
    return own is not None and bool(genders) and own not in genders


def _left(hit: Count, dead: int) -> Count | None:
    """How many of those hit are not told dead; None if nobody is left."""
    if hit.low <= dead:
        return None
    high = None if hit.high is None else hit.high - dead
    stated = None if hit.stated is None else hit.stated - dead
    return Count(hit.low - dead, high, stated)


def _dead_of(hit: Reported, dead: list[Reported]) -> int:
    """How many of those hit are told dead, an attacker with his victims where they are all."""
    victims = most_dead(one for one in dead if one.role is Role.KILLED)
    own = most_dead(one for one in dead if one.own)
    return victims + own if victims + own == hit.counted.toll.count.low else most_dead(dead)


def most_dead(told: Iterable[Reported]) -> int:
    """The highest number of dead that one sentence tells of an event, attackers with them."""
    sums: dict[int, int] = {}
    for one in told:
        if one.role in DEAD and not one.counted.toll.part:
            count = one.counted.toll.count
            at = one.sentence.first
            sums[at] = sums.get(at, 0) + (count.low if count.stated is None else count.stated)
    return max(sums.values(), default=0)
