"""Passes that count dead people among the attackers, by what the sentences around tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.extract.casualties.victim_identity import identify_victim, same_person
from dateline.syntax.arguments import find_agents, is_plural, nouns_after
from dateline.syntax.people import victim_group
from dateline.syntax.repelled import is_repelled
from dateline.syntax.tree import Tree
from dateline.types import Role, Token, VictimGroup
from dateline.vocabulary import word_list

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
    clauses = tree.kids(person, "relcl")
    verbs = [verb for clause in clauses for verb in (clause, *tree.kids(clause, "ccomp"))]
    accused = any(clause.lower in ACCUSED for clause in tree.kids(person, "acl"))
    return accused or any(_hits_others(tree, verb) for verb in verbs)


def _kills_doer(tree: Tree, one: CasualtyMention) -> bool:
    """Whether an attacker's own deed killed him: "the bomber set off his vest, killing him"."""
    if one.counted.head.pos != "PRON" or one.word.tag != "VBG":
        return False
    subjects = (tree.kids(verb, "nsubj") for verb in tree.above(one.word))
    doers = next((found for found in subjects if found), [])
    return any(victim_group(doer) is VictimGroup.ATTACKERS for doer in doers)


def _hits_others(tree: Tree, verb: Token) -> bool:
    """Whether it is "who shot two people", in a real past."""
    return (
        verb.lower in HARMING
        and verb.tag in {"VBD", "VBN"}
        and not tree.kids(verb, "neg")
        and any(doer.lower in RELATIVE for doer in tree.kids(verb, "nsubj"))
        and any(o.lower not in SELVES for o in tree.kids(verb, "dobj"))
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
        and any(k.lower in same for k in tree.kids(noun))
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
    known = head.pos == "PRON" or any(kid.lower == "the" for kid in tree.kids(head, "det"))
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
    if one.word.dep in {"oprd", "acomp", "xcomp", "conj"} and tree.head(one.word).pos == "VERB":
        verbs.append(tree.head(one.word))  # but that of "was killed, police said" is no killing
    agents = [n for verb in verbs for n in find_agents(tree, verb)]
    doers = agents or [n for verb in verbs for n in tree.kids(verb, "nsubj")]
    return any(doer.lower in ANSWERING for doer in doers)


def _fought_off(tree: Tree, one: CasualtyMention) -> bool:
    """Whether they are "the militants" of a sentence in which police or soldiers fire back."""
    of = nouns_after(tree, one.counted.head, "of")
    militants = one.role is Role.KILLED and one.counted.toll.group is VictimGroup.MILITANTS
    known = any(k.lower == "the" for n in (one.counted.head, *of) for k in tree.kids(n, "det"))
    inside = tree.tokens[one.sentence.first : one.sentence.last] if militants and known else ()
    return any(
        kid.lower in FIRING_BACK and any(n.lower in ANSWERING for n in tree.kids(verb, "nsubj"))
        for verb in inside
        if verb.lemma in FIRING
        for kid in tree.kids(verb, "advmod", "prt", "dobj")
    )


def _was_pursued(tree: Tree, one: CasualtyMention) -> bool:
    """Whether a bare number is of those pursued: "troops chased the militants, killing five"."""
    verb = tree.head(one.word)
    if one.role is not Role.KILLED or one.counted.head.pos != "NUM" or one.word.dep != "advcl":
        return False
    doers, pursued = tree.kids(verb, "nsubj"), tree.kids(verb, "dobj")
    return any(doer.lower in ANSWERING for doer in doers) and any(
        victim_group(noun) in {VictimGroup.ATTACKERS, VictimGroup.MILITANTS} for noun in pursued
    )


def _attacks(tree: Tree, word: Token) -> bool:
    """Whether it is somebody who attacks, before police shoot "him" ("a man stabbed two")."""
    verb = tree.head(word)
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
