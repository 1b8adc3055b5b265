"""Rules that read listed words as telling of an event: its nouns and verbs, and set phrases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from dateline.extract.events.trigger import Trigger, TriggerContext
from dateline.syntax.arguments import find_agents, phrase_words, singular_form
from dateline.syntax.forms import forms_of_all, word_forms
from dateline.syntax.tree import NOMINAL, Tree
from dateline.types import Kind, Token
from dateline.vocabulary import word_list, word_map

GENERIC: Final = "generic"  # takes its kind from what else is told of the event
NOUNS: Final = word_map("triggers.nouns")
VERBS: Final = word_map("triggers.verbs")
OPEN: Final = frozenset({Kind.ARMED_ATTACK, Kind.BOMBING, Kind.AIR_STRIKE})
MADE_BY: Final = word_map("triggers.made_by")
ARMED: Final = word_list("triggers.armed.weapons") | word_list("triggers.armed.attackers")
FELLED: Final = word_list("triggers.harm.felled")
DEAD: Final = word_list("triggers.harm.dead")
WOUNDS: Final = word_list("triggers.harm.wounds")
GUNSHOTS: Final = word_list("triggers.harm.gunshots")
HOSTAGES: Final = word_list("triggers.harm.hostages")
HOLDING: Final = word_list("triggers.harm.holding")
GERUNDS: Final = word_list("triggers.harm.gerunds")
PLAIN: Final = word_list("triggers.harm.plain")
ARGUMENTS: Final = ("nsubj", "nsubjpass", "agent", "compound", "dobj")
SUBJECTS: Final = ("nsubj", "nsubjpass")
FILLED: Final = ("dobj", "nsubj", "aux", "nsubjpass")
NAMES: Final = frozenset({"PERSON", "ORG", "WORK_OF_ART", "LAW"})
CLAUSES: Final = frozenset({"ccomp", "advcl", "conj"})
DEAD_WITHIN: Final = 4  # words: "stabbed and left dead", "beat two men to death"


def read_shot_dead(context: TriggerContext) -> Iterator[Trigger]:
    """Words of "shot dead" and "stabbed to death", which the parser often takes for nouns."""
    tokens = context.tokens
    for at, token in enumerate(tokens):
        if token.lower in FELLED:
            after = tokens[at + 1 : at + 1 + DEAD_WITHIN]
            if any(t.lower in DEAD for t in after):
                yield context.trigger(token, Kind.ARMED_ATTACK)


def read_hostages(context: TriggerContext) -> Iterator[Trigger]:
    """People who are taken or held hostage."""
    for token in context.tokens:
        if {token.lemma.lower(), token.lower} & HOSTAGES:
            above = islice(context.tree.above(token), 2)
            if any(verb.lemma in HOLDING for verb in above):
                yield context.trigger(token, Kind.HOSTAGE_TAKING)


def read_wounds(context: TriggerContext) -> Iterator[Trigger]:
    """A gunshot wound."""
    for token in context.tokens:
        wound = token.pos in NOMINAL and token.lemma.lower() in WOUNDS
        if wound and any(k.lower in GUNSHOTS for k in context.tree.kids(token)):
            yield context.trigger(token, Kind.ARMED_ATTACK)


def read_nouns(context: TriggerContext) -> Iterator[Trigger]:
    """Nouns for events: "attack", "drone strike"; not in "attack drone" or a name."""
    tree = context.tree
    for token in context.tokens:
        lemma = token.lemma.lower()
        lemma = lemma if lemma in NOUNS else singular_form(token.lower)
        noun = token.pos in NOMINAL or _is_gerund(tree, token) or _is_mistagged(tree, token)
        if lemma not in NOUNS or not noun:
            continue
        head = tree.head(token)
        before = token.dep == "compound" and (head.pos in NOMINAL or head.lemma in NOUNS)
        if not before and token.entity not in NAMES:
            yield context.trigger(token, _kind_of_noun(tree, token, NOUNS[lemma]))


def _is_mistagged(tree: Tree, token: Token) -> bool:
    """Whether a noun is tagged as a verb, against its place: "coalition strikes killed 140"."""
    return token.tag == "VBZ" and token.dep in SUBJECTS and tree.head(token).pos == "VERB"


def _is_gerund(tree: Tree, token: Token) -> bool:
    """Whether the parser takes a noun for a verb: "in shooting at a mall"."""
    bare = not tree.kids(token, *FILLED)
    return (
        token.lower in GERUNDS and token.tag == "VBG" and bare and token.dep in {"pcomp", "xcomp"}
    )


def _kind_named(name: str) -> Kind | None:
    """The kind that a list of words has as its name; None where the words leave it open."""
    return None if name == GENERIC else Kind(name)


def _kind_of_noun(tree: Tree, token: Token, name: str) -> Kind | None:
    """The kind that a noun for an event tells, with the words before it: "air raid".

    These decide where the noun alone says little of the means.
    """
    named = _kind_named(name)
    made = _kind_made_by(tree, token) if named is None or named in OPEN else None
    return made or named


def _kind_made_by(tree: Tree, token: Token) -> Kind | None:
    """The kind that a noun's words tell: "drone strike", "a massacre carried out by warplanes"."""
    before = tree.kids(token, "compound", "amod", "nmod")
    further = [word for kid in before for word in tree.kids(kid, "compound", "nmod")]
    agents = [by for verb in tree.kids(token, "acl") for by in find_agents(tree, verb)]
    forms = (form for word in (*further, *before, *agents) for form in sorted(word_forms(word)))
    return next((Kind(MADE_BY[form]) for form in forms if form in MADE_BY), None)


def read_verbs(context: TriggerContext) -> Iterator[Trigger]:
    """Verbs for events that somebody does or suffers: "bombed the town"."""
    tree = context.tree
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos != "VERB" or lemma not in VERBS:
            continue
        if lemma in PLAIN or tree.kids(token, *ARGUMENTS) or near_forms(tree, token) & ARMED:
            yield context.trigger(token, _kind_named(VERBS[lemma]))


def near_forms(tree: Tree, verb: Token) -> set[str]:
    """All forms of the words of a verb's own phrases, those of clauses left out."""
    near = [kid for kid in tree.kids(verb) if kid.dep not in CLAUSES]
    return forms_of_all(t for kid in near for t in phrase_words(tree, kid))
