"""All tolls that a report tells, before it is asked of which event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.extract.casualties.gunshot_victims import hits
from dateline.extract.casualties.nouns import told_by_nouns
from dateline.extract.casualties.perpetrators import did_it
from dateline.extract.casualties.quantities import ONE, Counted, counted, included, with_sum
from dateline.extract.casualties.subset_counts import parts
from dateline.extract.casualties.victims import harms
from dateline.syntax.factuality import is_aggregate, modality, of_itself
from dateline.syntax.tree import Tree, low, tree
from dateline.types import (
    Annotations,
    Modality,
    Role,
    Sentence,
    Token,
    VictimGroup,
)
from dateline.vocabulary.harm import group_of, lexicon

ATTACKING = frozenset({"stab", "attack", "shoot", "ram", "kill", "wound", "hack", "storm", "knife"})
BAND_REACH = 30  # tokens before a sentence in which "all three" finds whom it means
SAME = {"both": {"two", "2", "both"}}
MORE = frozenset({"more", "another", "further", "additional"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A toll as told: its role, its words, how firmly, and the word that tells it."""

    role: Role
    counted: Counted
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool
    hit: bool = False  # wounded only as far as no death of the same people is told
    own: bool = False  # an attacker who killed himself


def reported(annotations: Annotations) -> tuple[Reported, ...]:
    """Find the tolls of a report, in order, none told twice by the same words."""
    parsed = tree(annotations)
    found: list[Reported] = []
    for sentence in annotations.sentences:
        last = found[-1].role if found else None
        found.extend(_with_more(_distinct([*_told(parsed, annotations, sentence, last)])))
    return tuple(_with_attackers(parsed, found))


def _with_attackers(parsed: Tree, found: list[Reported]) -> list[Reported]:
    """The tolls, with a single known person whom police killed counted among the attackers.

    "Police shot dead the driver" makes of the driver of that report an attacker, whoever kills
    him in the next sentence.
    """
    found = [_whole_band(parsed, r) for r in found]
    killed = [r for r in found if _by_police(parsed, r)]
    known = {low(r.counted.head) for r in killed if r.counted.head.pos != "PRON"}
    return [
        replace(r, role=Role.ATTACKERS_KILLED, counted=_attacker(r.counted))
        if r in killed or (low(r.counted.head) in known and _is_definite_one(parsed, r))
        else r
        for r in found
    ]


def _whole_band(parsed: Tree, one: Reported) -> Reported:
    """The toll, of the attackers where "all three" goes back to three gunmen told just before."""
    head = one.counted.head
    before = parsed.tokens[max(head.i - 1, 0)]
    whole = low(head) == "both" or (head.pos == "NUM" and low(before) == "all")
    if one.role is not Role.KILLED or not whole or head.tag == "NNS":
        return one
    told = parsed.tokens[max(one.sentence.first - BAND_REACH, 0) : one.sentence.first]
    for noun in told[::-1]:
        if noun.tag in {"NNS", "NN"} and noun.dep in {"nsubj", "nsubjpass"}:
            group = group_of(noun, [])
            number = any(low(kid) in SAME.get(low(head), {low(head)}) for kid in parsed.kids(noun))
            if group is VictimGroup.ATTACKERS and number:
                return replace(one, role=Role.ATTACKERS_KILLED, counted=_attacker(one.counted))
            return one
    return one


def _attacker(one: Counted) -> Counted:
    """The same toll, of the attackers."""
    return replace(one, toll=replace(one.toll, group=VictimGroup.ATTACKERS))


def _is_definite_one(parsed: Tree, one: Reported) -> bool:
    """Is it one dead person whom the report takes as known ("the driver", "him")?"""
    head = one.counted.head
    definite = any(low(kid) == "the" for kid in parsed.kids(head, "det")) or head.pos == "PRON"
    return one.role is Role.KILLED and definite and one.counted.toll.count == ONE


def _by_police(parsed: Tree, one: Reported) -> bool:
    """Did police or soldiers kill a single known attacker, by the words of this sentence?

    Only nouns for those who attack with something at hand count ("the driver"), and a pronoun
    after such a noun: a boy whom soldiers shoot is no attacker.
    """
    if not _is_definite_one(parsed, one):
        return False
    before = parsed.tokens[one.sentence.first : one.counted.head.i]
    back = one.counted.head.pos == "PRON"
    whom = before if back else (one.counted.head,)
    known = any(low(word) in lexicon().police_whom for word in whom)
    if not known and not (back and any(_attacks(parsed, word) for word in before)):
        return False
    verbs = [v for v in (one.word, parsed.head(one.word)) if v.pos == "VERB"]
    if one.word.dep not in {"oprd", "acomp", "xcomp", "conj"}:
        verbs = verbs[:1]  # the head of "was killed, police said" is no killing
    agents = [n for v in verbs for p in parsed.kids(v, "agent") for n in parsed.kids(p, "pobj")]
    doers = agents or [n for v in verbs for n in parsed.kids(v, "nsubj")]
    return any(low(doer) in lexicon().police for doer in doers)


def _attacks(parsed: Tree, word: Token) -> bool:
    """Is it somebody who attacks, before police shoot "him" ("a man stabbed two")?"""
    verb = parsed.head(word)
    if word.dep != "nsubj" or low(word) in lexicon().police:
        return False
    return verb.lemma in ATTACKING and verb.tag != "VBN"


def _told(
    parsed: Tree, annotations: Annotations, sentence: Sentence, last: Role | None
) -> Iterator[Reported]:
    """The tolls of a sentence: by verbs, by nouns, and the parts that it names apart."""
    for harm in harms(parsed, annotations, sentence):
        firm = None if of_itself(parsed, harm.word) else modality(parsed, harm.word)
        suffered = [o for v in harm.victims if firm for o in counted(parsed, annotations, v)]
        for one in with_sum(suffered, harm.word):
            last = harm.role
            yield _by_own_hand(parsed, _reported(parsed, harm.role, harm.word, one, sentence))
        for one in included(parsed, annotations, harm.word) if firm else ():
            yield _reported(parsed, harm.role, harm.word, one, sentence)
    for told in told_by_nouns(parsed, annotations, sentence):
        found = _reported(parsed, told.role, told.word, told.counted, sentence)
        yield replace(found, own=told.role is Role.ATTACKERS_KILLED)
    for role, word, one in hits(parsed, annotations, sentence):
        if modality(parsed, word) is not None:
            hit = _reported(parsed, role, word, one, sentence)
            yield replace(hit, hit=role is Role.WOUNDED, own=role is Role.ATTACKERS_KILLED)
    for role, verb, one in parts(parsed, annotations, sentence, last):
        yield _reported(parsed, role, verb, one, sentence)


def _by_own_hand(parsed: Tree, one: Reported) -> Reported:
    """The toll, of an attacker where he "died of a self-inflicted wound"."""
    near = {low(t) for p in parsed.kids(one.word, "prep") for t in parsed.under(p)}
    own = one.role is Role.KILLED and one.counted.toll.count == ONE and "inflicted" in near
    if not own or "self" not in near or one.counted.toll.group is VictimGroup.CHILDREN:
        return one
    return replace(one, role=Role.ATTACKERS_KILLED, counted=_attacker(one.counted), own=True)


def _reported(parsed: Tree, role: Role, word: Token, one: Counted, sentence: Sentence) -> Reported:
    """A toll with how firmly it is told; a dead attacker has a role of its own."""
    if role is Role.KILLED and one.toll.count == ONE and did_it(parsed, one.head):
        one = _attacker(one)
    if role is Role.KILLED and one.toll.group is VictimGroup.ATTACKERS:
        role = Role.ATTACKERS_KILLED
    firm = modality(parsed, word) or Modality.ASSERTED
    return Reported(role, one, word, sentence, firm, is_aggregate(parsed, sentence, word))


def _distinct(found: Sequence[Reported]) -> list[Reported]:
    """One toll for the same role and words; a part read as such wins over the same words alone."""
    kept: list[Reported] = []
    for one in sorted(found, key=lambda r: (not r.counted.toll.part, not r.own, r.hit)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda r: (r.counted.span, r.role))


def _with_more(found: list[Reported]) -> list[Reported]:
    """The tolls of a sentence, "two more" being parts of the toll that they bring to 14."""
    most: dict[Role, int] = {}
    for one in found:
        most[one.role] = max(most.get(one.role, 0), one.counted.toll.count.low)
    return [
        replace(r, counted=replace(r.counted, toll=replace(r.counted.toll, part=True)))
        if _is_more(r) and r.counted.toll.count.low < most[r.role]
        else r
        for r in found
    ]


def _is_more(one: Reported) -> bool:
    """Are people told as "more" of them: "two more people", "another three"?"""
    words = [low(t) for t in one.counted.before]
    return any(w in MORE and words[i + 1 : i + 2] != ["than"] for i, w in enumerate(words))


def _same(one: Reported, other: Reported) -> bool:
    """Do two tolls rest on the same words? Dead attackers count as killed here."""
    a, b = one.counted.span, other.counted.span
    joined = one.hit and other.hit and one.counted.toll.part is not other.counted.toll.part
    if one.hit and not joined and a.start < b.end and b.start < a.end:
        return True
    killed = {Role.KILLED, Role.ATTACKERS_KILLED}
    alike = one.role is other.role or {one.role, other.role} == killed
    if one.counted.toll.part is not other.counted.toll.part:  # a whole may span its parts
        return alike and one.counted.head == other.counted.head
    return alike and a.start < b.end and b.start < a.end
