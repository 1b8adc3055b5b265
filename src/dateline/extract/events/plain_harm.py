"""People told killed, hurt or taken in plain words, where a report tells of no deed by name.

"Six people were killed in Kandahar on Friday" has no word for an attack. Read in every report
such words would make events of the victims of those that are told; so they count only where a
report tells of nothing else, in its opening, and with no word of an accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from dateline.extract.events.trigger import Trigger, TriggerContext
from dateline.syntax.arguments import find_doers, find_objects, nouns_after
from dateline.syntax.factuality import is_no_violence
from dateline.syntax.forms import word_forms
from dateline.syntax.tree import NOMINAL, Tree
from dateline.types import Scope, Stage, Token
from dateline.vocabulary import word_list, word_map

KILLED: Final = word_list("harm.by_object.killed")
HARMED: Final = KILLED | word_list("harm.by_object.wounded")
HELD: Final = word_list("harm.by_object.arrested")
SOLDIERY: Final = word_list("violence.soldiery")
DEAD: Final = word_list("harm.states.killed")
KILLINGS: Final = word_list("triggers.harm.killings")
DEEDS: Final = frozenset(word_map("triggers.nouns"))
DOERS: Final = frozenset({"raiders", "forces", "fighters"})
GROUPS: Final = word_list("triggers.armed.attackers")
NAMES: Final = frozenset({"NORP", "GPE", "ORG"})
WEAPONS: Final = word_list("violence.loads")
FIGHTS: Final = word_list("triggers.harm.fights")
ARTICLES: Final = word_list("grammar.indefinite")
FIGHTERS: Final = frozenset({"fighters", "members"})
PEOPLE: Final = frozenset({"person", "forces", "office", "crowd"})
DAYS: Final = word_list("time.near_days") | word_list("time.months")
MISHAPS: Final = word_list("lookalikes.mishaps")
LOOKING_BACK: Final = word_list("time.looking_back")
HARM_WORDS: Final = {"VERB": HARMED | HELD, "ADJ": DEAD, "NOUN": DEAD}  # by part of speech
OPENING: Final = 2  # sentences, a headline among them


def read_plain_harm(context: TriggerContext) -> Iterator[Trigger]:
    """Words for people killed or hurt: by whom, or in a deed, or on a day and in a place."""
    for token in context.tokens:
        if _is_harm_told(context, token):
            yield replace(context.trigger(token, None), harm=True, plain=True)


def plain_triggers(found: Sequence[Trigger], everywhere: AbstractSet[str]) -> list[Trigger]:
    """The triggers that tell of harm in the opening of a report, none where it was an accident.

    Args:
        found: all triggers of the report, those of plain harm among them.
        everywhere: the words that the report tells.
    """
    if everywhere & (MISHAPS | LOOKING_BACK):
        return []
    harmed = {one.at for one in found if one.harm and one.at < OPENING and _is_done(one)}
    return [replace(one, sure=True) for one in found if one.at in harmed and _is_done(one)]


def _is_done(one: Trigger) -> bool:
    """Whether it tells of one deed that was done."""
    return one.stage is Stage.ACCOMPLISHED and one.scope is Scope.SINGLE


def _is_harm_told(context: TriggerContext, word: Token) -> bool:
    """Whether a word tells of people harmed by somebody, and not in passing."""
    tree = context.tree
    if not (_is_killing(word) or word.lower in HARM_WORDS.get(word.pos, ())):
        return False
    if any(t.dep == "relcl" for t in (word, *tree.above(word))) or is_no_violence(tree, word):
        return False
    if word.pos == "VERB":
        return _is_done_to_people(context, word)
    if _is_killing(word):
        of = nouns_after(tree, word, "of")
        return any(_is_people(context, noun) for noun in of) and _is_dated(context.tokens)
    return _is_counted(tree, tree.head(word)) and _names_deed(context.tokens)


def _is_killing(word: Token) -> bool:
    """Whether a word is a noun for a deed in which people die."""
    return word.pos == "NOUN" and bool(word_forms(word) & KILLINGS)


def _is_done_to_people(context: TriggerContext, verb: Token) -> bool:
    """Whether a verb tells of people harmed or held, and by whom, or in which deed."""
    harm, tree = verb.lower, context.tree
    people = [
        n for n in find_objects(tree, verb) if _is_counted(tree, n) and _is_people(context, n)
    ]
    if not people or harm in HELD:
        doers = find_doers(tree, verb) if people else []
        return any(context.nouns.classes(doer) & SOLDIERY for doer in doers)
    fighters = any(context.nouns.classes(noun) & FIGHTERS for noun in people)
    return (
        (fighters and harm in KILLED)
        or _is_by_fighters(context, verb)
        or _is_in_deed(context, verb)
    )


def _is_counted(tree: Tree, noun: Token) -> bool:
    """Whether it is a number, or a noun with one or with "a"."""
    before = tree.tokens[tree.left_edge(noun) : noun.i + 1]
    return any(t.pos == "NUM" or (t.dep == "det" and t.lower in ARTICLES) for t in before)


def _is_people(context: TriggerContext, noun: Token) -> bool:
    """Whether it stands for people."""
    return noun.pos == "NUM" or bool(context.nouns.classes(noun) & PEOPLE)


def _is_by_fighters(context: TriggerContext, verb: Token) -> bool:
    """Whether those of a nation, a state, a force or an armed group did it, or a deed of theirs."""
    return any(
        doer.entity in NAMES
        or context.nouns.classes(doer) & DOERS
        or word_forms(doer) & (GROUPS | DEEDS)
        for doer in find_doers(context.tree, verb)
    )


def _is_in_deed(context: TriggerContext, verb: Token) -> bool:
    """Whether the dead are told with a deed, or on a day at a place and by nobody told."""
    if _names_deed(context.tokens):
        return True
    placed = any(t.entity == "GPE" for t in context.tokens)
    alone = verb.lower in KILLED and not find_doers(context.tree, verb)
    return alone and placed and _is_dated(context.tokens)


def _is_dated(tokens: Sequence[Token]) -> bool:
    """Whether a day stands among some words."""
    return any(t.lower in DAYS for t in tokens)


def _names_deed(tokens: Sequence[Token]) -> bool:
    """Whether a word for a deed stands among some words."""
    return any(
        (t.pos in NOMINAL and word_forms(t) & (DEEDS | WEAPONS)) or t.lower in FIGHTS
        for t in tokens
    )
