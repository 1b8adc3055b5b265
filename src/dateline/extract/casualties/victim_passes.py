"""Passes over single victims: who is one with another, was not killed, or was an attacker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.extract.casualties.quantities import DEAD, CasualtyMention, CasualtyReport
from dateline.syntax.tree import (
    Tree,
    find_agents,
    is_plural,
    is_repelled,
    noun_gender,
    nouns_after,
    said,
    victim_group,
)
from dateline.types import Count, Role, Token, VictimGroup
from dateline.vocabulary import phrase_list, word_list

# ------------------------------------------------------------------ who a victim is

NUMBERS: Final = phrase_list("grammar.small_numbers")
AGE: Final = re.compile(
    rf"(?<!\d)(\d{{1,3}}|\b(?:{'|'.join(NUMBERS)}))[ -](?:years?|yr|month|week)s?[ -]old"
    r"|, (\d{1,2})(?: ?[,;.)]| ?$)",
    re.IGNORECASE,
)
APART: Final = word_list("victims.apart")
VAGUE: Final = word_list("victims.vague")
YOUNG: Final = word_list("victims.young")
GROWN: Final = word_list("victims.grown")
ADULT: Final = 20
AFTER: Final = 4  # words after a name in which ", 34," gives the age


@dataclass(frozen=True, slots=True)
class VictimIdentity:
    """What the words for a single victim tell of who it is."""

    ages: frozenset[int]
    names: frozenset[str]
    gender: str | None
    noun: str  # "" for a pronoun or a word for just anybody
    apart: bool  # "another man", "a second victim"

    @property
    def known(self) -> bool:
        """Whether there is something to tell the person by."""
        return bool(self.ages or self.names or self.noun or self.apart)

    @property
    def grown(self) -> bool:
        """Whether it is an adult by noun or age."""
        return self.noun in GROWN or min(self.ages, default=0) >= ADULT


def identify_victim(tree: Tree, one: CasualtyMention) -> VictimIdentity:
    """Read who a single victim is; all of it is empty for a bare pronoun."""
    head = one.counted.head
    words = (*one.counted.before, head)
    after = tree.tokens[head.i + 1 : min(head.i + 1 + AFTER, one.sentence.last)]
    lemma = head.lemma.lower()
    bare = head.pos in {"PRON", "NUM", "PROPN"} or lemma in VAGUE
    return VictimIdentity(
        ages=frozenset(map(_age, AGE.findall(said((*words, *after))))),
        names=frozenset(t.lower for t in words if t.tag == "NNP" and t.entity == "PERSON"),
        gender=noun_gender(head),
        noun="" if bare else lemma,
        apart=is_set_apart(words),
    )


def _age(found: tuple[str, str]) -> int:
    """An age in digits or words."""
    word = (found[0] or found[1]).lower()
    return int(word) if word.isdigit() else NUMBERS.index(word) + 1


def is_set_apart(words: Sequence[Token]) -> bool:
    """Whether words set people apart from those told before: "two others", "another man"."""
    return any(word.lower in APART for word in words)


def same_person(one: VictimIdentity, other: VictimIdentity) -> bool | None:
    """Whether two are the same person; None if the words do not tell."""
    if one.names and other.names:
        return bool(one.names & other.names)
    if one.ages and other.ages and not _near_ages(one, other):
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if (one.grown and other.noun in YOUNG) or (other.grown and one.noun in YOUNG):
        return False
    if one.ages and other.ages:
        return True
    return True if one.noun and one.noun == other.noun else None


def _near_ages(one: VictimIdentity, other: VictimIdentity) -> bool:
    """Whether two ages may be those of one person, given a birthday or a slip."""
    return any(abs(a - b) <= 1 for a in one.ages for b in other.ages)


def distinct_people(persons: Sequence[VictimIdentity]) -> list[int]:
    """The index of the first words for each person who is surely none of those told before."""
    kept: list[int] = []
    for at, person in enumerate(persons):
        others = (same_person(person, persons[i]) is False for i in kept)
        if person.known and (person.apart or all(others)):
            kept.append(at)
    return kept


# ------------------------------------------------------------------ people who were hit

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
        if one.hit and tree.kids[one.word.i].nsubj and one.counted.head.dep == "dobj":
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
    beside = tree.kids[one.word.i].advmod
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


# ------------------------------------------------------------------ attackers

ACCUSED: Final = word_list("perpetrators.accused")
HARMING: Final = word_list("harm.hit.verbs") | word_list("harm.by_object.killed")
RELATIVE: Final = word_list("grammar.relative_pronouns")
SELVES: Final = word_list("harm.suicide.selves")
ANSWERING: Final = word_list("perpetrators.answering")
ANSWERED: Final = word_list("perpetrators.answered")
ATTACKING: Final = word_list("perpetrators.attacking")
FIRING: Final = word_list("perpetrators.firing")
FIRING_BACK: Final = word_list("perpetrators.firing_back")
BOTH: Final = frozenset({"both", "two", "2"})
BAND_REACH: Final = 30  # tokens before a sentence in which "all three" finds whom it means


def mark_perpetrators(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with a single dead person whom the words around tell as the attacker."""
    for one in told:
        dead = one.role is Role.KILLED and one.counted.single
        did_it = dead and (
            _is_perpetrator(report.tree, one.counted.head)
            or _kills_doer(report.tree, one)
            or is_repelled(report.tree, one.word, one.counted.head)
        )
        yield one.as_attackers() if did_it else one


def _is_perpetrator(tree: Tree, person: Token) -> bool:
    """Whether a person is accused by the words after the noun, or told to have hit others.

    "The man suspected of killing her died", and "a man who had shot his wife".
    """
    clauses = tree.kids[person.i].relcl
    verbs = [verb for clause in clauses for verb in (clause, *tree.kids[clause.i].ccomp)]
    accused = any(clause.lower in ACCUSED for clause in tree.kids[person.i].acl)
    return accused or any(_hits_others(tree, verb) for verb in verbs)


def _kills_doer(tree: Tree, one: CasualtyMention) -> bool:
    """Whether an attacker's own deed killed him: "the bomber set off his vest, killing him"."""
    if one.counted.head.pos != "PRON" or one.word.tag != "VBG":
        return False
    subjects = (tree.kids[verb.i].nsubj for verb in tree.above[one.word.i])
    doers = next((found for found in subjects if found), ())
    return any(victim_group(doer) is VictimGroup.ATTACKERS for doer in doers)


def _hits_others(tree: Tree, verb: Token) -> bool:
    """Whether it is "who shot two people", in a real past."""
    return (
        verb.lower in HARMING
        and verb.tag in {"VBD", "VBN"}
        and not tree.kids[verb.i].neg
        and any(doer.lower in RELATIVE for doer in tree.kids[verb.i].nsubj)
        and any(o.lower not in SELVES for o in tree.kids[verb.i].dobj)
    )


def mark_bands(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, "all three" killed being attackers where three gunmen are told just before."""
    for one in told:
        yield one.as_attackers() if _is_band(report.tree, one) else one


def _is_band(tree: Tree, one: CasualtyMention) -> bool:
    """Whether "all three" or "both" goes back to so many attackers."""
    head = one.counted.head
    number = head.pos == "NUM" and tree.tokens[max(head.i - 1, 0)].lower == "all"
    if one.role is not Role.KILLED or is_plural(head) or not (number or head.lower == "both"):
        return False
    before = tree.tokens[max(one.sentence.first - BAND_REACH, 0) : one.sentence.first]
    nouns = [t for t in before if t.tag in {"NNS", "NN"} and t.dep in {"nsubj", "nsubjpass"}]
    same = BOTH if head.lower == "both" else {head.lower}
    return any(
        victim_group(noun) is VictimGroup.ATTACKERS
        and any(k.lower in same for k in tree.children[noun.i])
        for noun in nouns[-1:]
    )


def mark_killed_by_police(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with known attackers whom police or soldiers killed counted as attackers.

    "Police shot dead the driver" makes of the driver of that report an attacker, whoever kills
    him in the next sentence.
    """
    tree = report.tree
    known = [one for one in told if _is_known(tree, one)]
    killed = [one for one in known if _by_police(tree, one)]
    nouns = {one.counted.head.lower for one in killed if one.counted.head.pos == "NOUN"}
    for one in told:
        again = one.counted.single and one.counted.head.lower in nouns and one in known
        fallen = again or one in killed or _fought_off(tree, one) or _was_pursued(tree, one)
        yield one.as_attackers() if fallen else one


def _is_known(tree: Tree, one: CasualtyMention) -> bool:
    """Whether dead people are taken as known: "the driver", "him", "eleven of them"."""
    head = one.counted.head
    known = head.pos == "PRON" or any(kid.lower == "the" for kid in tree.kids[head.i].det)
    known = (known and one.counted.single) or _is_of_them(tree, head)
    return one.role is Role.KILLED and known


def _is_of_them(tree: Tree, head: Token) -> bool:
    """Whether "of them" follows."""
    return any(noun.lower == "them" for noun in nouns_after(tree, head, "of"))


def _by_police(tree: Tree, one: CasualtyMention) -> bool:
    """Whether police or soldiers killed a known attacker, by the words of this sentence.

    Only nouns for those who attack with something at hand count ("the driver"), and a pronoun
    after such a noun: a boy whom soldiers shoot is no attacker.
    """
    head = one.counted.head
    pronoun = head.pos == "PRON" or _is_of_them(tree, head)
    reach = BAND_REACH if head.pos != "PRON" else 0
    first = max(one.sentence.first - reach, 0)
    before = tree.tokens[first : head.i] if pronoun else ()
    answered = any(t.lower in ANSWERED for t in (*before, head))
    if not answered and not any(_attacks(tree, t) for t in before):
        return False
    verbs = [one.word] if one.word.pos == "VERB" else []
    if (
        one.word.dep in {"oprd", "acomp", "xcomp", "conj"}
        and tree.tokens[one.word.head].pos == "VERB"
    ):
        verbs.append(
            tree.tokens[one.word.head]
        )  # but that of "was killed, police said" is no killing
    agents = [n for verb in verbs for n in find_agents(tree, verb)]
    doers = agents or [n for verb in verbs for n in tree.kids[verb.i].nsubj]
    return any(doer.lower in ANSWERING for doer in doers)


def _fought_off(tree: Tree, one: CasualtyMention) -> bool:
    """Whether they are "the militants" of a sentence in which police or soldiers fire back."""
    of = nouns_after(tree, one.counted.head, "of")
    militants = one.role is Role.KILLED and one.counted.toll.group is VictimGroup.MILITANTS
    known = any(k.lower == "the" for n in (one.counted.head, *of) for k in tree.kids[n.i].det)
    inside = tree.tokens[one.sentence.first : one.sentence.last] if militants and known else ()
    return any(
        kid.lower in FIRING_BACK and any(n.lower in ANSWERING for n in tree.kids[verb.i].nsubj)
        for verb in inside
        if verb.lemma in FIRING
        for kid in tree.children[verb.i]
        if kid.dep in {"advmod", "prt", "dobj"}
    )


def _was_pursued(tree: Tree, one: CasualtyMention) -> bool:
    """Whether a bare number is of those pursued: "troops chased the militants, killing five"."""
    verb = tree.tokens[one.word.head]
    if one.role is not Role.KILLED or one.counted.head.pos != "NUM" or one.word.dep != "advcl":
        return False
    doers, pursued = tree.kids[verb.i].nsubj, tree.kids[verb.i].dobj
    return any(doer.lower in ANSWERING for doer in doers) and any(
        victim_group(noun) in {VictimGroup.ATTACKERS, VictimGroup.MILITANTS} for noun in pursued
    )


def _attacks(tree: Tree, word: Token) -> bool:
    """Whether it is somebody who attacks, before police shoot "him" ("a man stabbed two")."""
    verb = tree.tokens[word.head]
    doer = word.dep == "nsubj" and word.lower not in ANSWERING
    return doer and verb.lemma in ATTACKING and verb.tag != "VBN"


def mark_attacker_again(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with single dead people who are the attacker told before as attackers.

    Where a report tells of one attacker killed by others, and of no victims in number, a dead man
    is taken for him unless his name, age or gender is another. An attacker who killed himself is
    mostly told beside his victims: only the same person, or the pronoun that follows, is he.
    """
    own: defaultdict[int, list[CasualtyMention]] = defaultdict(list)
    for one in told:
        own[one.event].append(one)
    fallen = {one.event for one in told if one.role is Role.ATTACKERS_KILLED}
    for one in told:
        told_so = one.role is Role.KILLED and one.event in fallen
        again = told_so and _is_attacker(report.tree, one, own[one.event])
        yield replace(one, role=Role.ATTACKERS_KILLED) if again else one


def _is_attacker(tree: Tree, one: CasualtyMention, told: Sequence[CasualtyMention]) -> bool:
    """Whether a dead person is the attacker of the same event."""
    attackers = [other for other in told if other.role is Role.ATTACKERS_KILLED]
    dead = [other for other in told if other.role is Role.KILLED]
    if not attackers or not all(other.counted.single for other in (*attackers, *dead)):
        return False
    who = identify_victim(tree, one)
    same = [same_person(who, identify_victim(tree, other)) for other in attackers]
    beside = {other.sentence.first for other in attackers}
    if not any(other.sentence.first in beside for other in dead):
        return False not in same
    before = [other for other in told if other.counted.span < one.counted.span]
    after_him = bool(before) and before[-1].role is Role.ATTACKERS_KILLED
    by_pronoun = after_him and one.counted.head.pos == "PRON"
    return any(other.own for other in attackers) and (True in same or by_pronoun)
