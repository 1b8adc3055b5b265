"""Words for the deed itself: "X carried out the attack", "it was attacked by X, S said"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.responsibility.anaphora import OWN, speaker_of
from dateline.extract.responsibility.charges import is_elsewhere, is_event, say_charges, state_of
from dateline.extract.responsibility.context import Charge, Predicate
from dateline.extract.responsibility.parties import (
    ACTORS,
    IN_CHARGE,
    accused_party,
)
from dateline.syntax.arguments import has_object, is_among, noun_conjuncts, nouns_after
from dateline.syntax.factuality import has_negation, stated_modality
from dateline.syntax.repelled import is_repelled
from dateline.syntax.tree import Tree
from dateline.types import PartyKind, Token
from dateline.vocabulary import word_list

ATTACKERS: Final = word_list("responsibility.actors.attackers")
DEADLY_DOWN: Final = word_list("harm.deadly.down")
FOLLOWERS: Final = word_list("responsibility.actors.followers")
OURSELVES: Final = word_list("responsibility.speakers.ourselves")
PARTICLES: Final = {"carry": "out", "set": "off", "blow": "up"}
OWN_DEEDS: Final = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE, PartyKind.UNKNOWN}
)


def read_deed(word: Predicate) -> Iterator[Charge]:
    """Yield "X carried out the attack" and "missiles launched by X"."""
    things = word.undergone()
    if any(is_event(noun) for noun in things) and _is_told_done(word):
        yield from say_charges(word, [doer for doer in _doers_of_deed(word) if doer not in things])


def read_attack(word: Predicate) -> Iterator[Charge]:
    """Yield "the market was attacked by X, S said" and "S said X had shot three men"."""
    tree, token = word.parsed, word.token
    down = token.lower not in DEADLY_DOWN and any(k.lower == "down" for k in tree.kids(token))
    defended = down or _is_answer(tree, token)
    if speaker_of(word) and _is_told_done(word) and has_object(tree, token) and not defended:
        yield from say_charges(word, [d for d in _doers_of_deed(word) if _may_attack(word, d)])


def _is_answer(tree: Tree, token: Token) -> bool:
    """Whether only somebody who had attacked is struck: "shot and killed a man who stabbed two"."""
    struck = [(v, n) for v in (token, *tree.kids(token, "conj")) for n in tree.kids(v, "dobj")]
    return bool(struck) and all(is_repelled(tree, verb, noun) for verb, noun in struck)


def read_membership(word: Predicate) -> Iterator[Charge]:
    """Yield "the bombers were members of X" or "from X", and X's "he was one of our fighters"."""
    tree = word.parsed
    if has_negation(tree, word.token) or not any(s.lemma in ATTACKERS for s in word.doers()):
        return
    attributes = [word.token, *tree.kids(word.token, "attr", "acomp")]
    below = [n for a in attributes for n in nouns_after(tree, a, "of", "from")]
    nouns = [*attributes[1:], *(n for noun in below for n in noun_conjuncts(tree, noun))]
    for noun in nouns:
        who = accused_party(word.parties, noun)
        own = is_among(noun, FOLLOWERS) and any(k.lower in OWN for k in tree.kids(noun, "poss"))
        if own or (who is not None and who.is_armed_group):
            yield from say_charges(word, [noun])


def _doers_of_deed(word: Predicate) -> list[Token]:
    """Those who did it, the state for "an Israeli air strike"."""
    return [state_of(word, noun) for noun in word.doers()]


def _is_told_done(word: Predicate) -> bool:
    """Whether a deed is told as done, here, and by the words of the verb itself."""
    tree, token = word.parsed, word.token
    particle = PARTICLES.get(token.lemma)
    if particle and not any(kid.lower == particle for kid in tree.kids(token)):
        return False
    if token.tag in {"VB", "VBG"} or any(kid.lower == "to" for kid in tree.kids(token, "aux")):
        return False
    if any(kid.lower == "since" for kid in tree.kids(token, "mark")):
        return False  # "37 have died since X launched its offensive"
    if has_negation(tree, token) or stated_modality(tree, token) is None or is_elsewhere(word):
        return False
    thing = tree.head(token)  # "a rocket misfired by X had not caused it"
    said_of_thing = token.dep in {"acl", "relcl"} and thing.dep in {"nsubj", "nsubjpass"}
    return not (said_of_thing and tree.kids(tree.head(thing), "neg"))


def _may_attack(word: Predicate, doer: Token) -> bool:
    """Whether the doer of an attack is one to be accused: no weapon, no place, no police."""
    mention = word.parties.at(doer)
    if mention is None:
        named = is_among(doer, ACTORS) and not is_among(doer, IN_CHARGE)
        own = any(kid.lower in OWN for kid in word.parsed.kids(doer, "poss"))  # "our forces"
        return named or own or doer.lower in OURSELVES
    place = mention.party.kind is PartyKind.STATE and word.token.dep == "relcl"
    return mention.party.kind in OWN_DEEDS and not place
