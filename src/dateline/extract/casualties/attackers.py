"""Passes that count dead people among the attackers, by what the sentences around tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.extract.casualties.victim_identity import identify_victim, same_person
from dateline.syntax.arguments import find_agents, is_plural
from dateline.syntax.people import victim_group
from dateline.syntax.tree import Tree, low
from dateline.types import Role, Token, VictimGroup
from dateline.vocabulary import word_list

ANSWERING: Final = word_list("perpetrators.answering")
ANSWERED: Final = word_list("perpetrators.answered")
ATTACKING: Final = word_list("perpetrators.attacking")
BOTH: Final = frozenset({"both", "two", "2"})
BAND_REACH: Final = 30  # tokens before a sentence in which "all three" finds whom it means


def mark_bands(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, "all three" killed being attackers where three gunmen are told just before."""
    for one in told:
        yield one.as_attackers() if _is_band(report.tree, one) else one


def _is_band(tree: Tree, one: CasualtyMention) -> bool:
    """Whether "all three" or "both" goes back to so many attackers."""
    head = one.counted.head
    number = head.pos == "NUM" and low(tree.tokens[max(head.i - 1, 0)]) == "all"
    if one.role is not Role.KILLED or is_plural(head) or not (number or low(head) == "both"):
        return False
    before = tree.tokens[max(one.sentence.first - BAND_REACH, 0) : one.sentence.first]
    nouns = [t for t in before if t.tag in {"NNS", "NN"} and t.dep in {"nsubj", "nsubjpass"}]
    same = BOTH if low(head) == "both" else {low(head)}
    return any(
        victim_group(noun) is VictimGroup.ATTACKERS and any(low(k) in same for k in tree.kids(noun))
        for noun in nouns[-1:]
    )


def mark_killed_by_police(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with a single known person whom police killed counted among the attackers.

    "Police shot dead the driver" makes of the driver of that report an attacker, whoever kills
    him in the next sentence.
    """
    tree = report.tree
    killed = [one for one in told if _is_known(tree, one) and _by_police(tree, one)]
    nouns = {low(one.counted.head) for one in killed if one.counted.head.pos != "PRON"}
    for one in told:
        again = _is_known(tree, one) and low(one.counted.head) in nouns
        yield one.as_attackers() if again or one in killed else one


def _is_known(tree: Tree, one: CasualtyMention) -> bool:
    """Whether it is one dead person whom the report takes as known ("the driver", "him")."""
    head = one.counted.head
    known = head.pos == "PRON" or any(low(kid) == "the" for kid in tree.kids(head, "det"))
    return one.role is Role.KILLED and known and one.counted.single


def _by_police(tree: Tree, one: CasualtyMention) -> bool:
    """Whether police or soldiers killed a known attacker, by the words of this sentence.

    Only nouns for those who attack with something at hand count ("the driver"), and a pronoun
    after such a noun: a boy whom soldiers shoot is no attacker.
    """
    head = one.counted.head
    before = tree.tokens[one.sentence.first : head.i] if head.pos == "PRON" else ()
    answered = any(low(t) in ANSWERED for t in (*before, head))
    if not answered and not any(_attacks(tree, t) for t in before):
        return False
    verbs = [one.word] if one.word.pos == "VERB" else []
    if one.word.dep in {"oprd", "acomp", "xcomp", "conj"} and tree.head(one.word).pos == "VERB":
        verbs.append(tree.head(one.word))  # but that of "was killed, police said" is no killing
    agents = [n for verb in verbs for n in find_agents(tree, verb)]
    doers = agents or [n for verb in verbs for n in tree.kids(verb, "nsubj")]
    return any(low(doer) in ANSWERING for doer in doers)


def _attacks(tree: Tree, word: Token) -> bool:
    """Whether it is somebody who attacks, before police shoot "him" ("a man stabbed two")."""
    verb = tree.head(word)
    doer = word.dep == "nsubj" and low(word) not in ANSWERING
    return doer and verb.lemma in ATTACKING and verb.tag != "VBN"


def mark_attacker_again(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Iterator[CasualtyMention]:
    """The mentions, with single dead people who are the attacker told before as attackers.

    Where a report tells of one attacker killed by others, and of no victims in number, a dead man
    is taken for him unless his name, age or gender is another. An attacker who killed himself is
    mostly told beside his victims: only the same person, or the pronoun that follows, is he.
    """
    for one in told:
        mine = [other for other in told if other.event == one.event]
        again = one.role is Role.KILLED and _is_attacker(report.tree, one, mine)
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
