"""What a trigger's own words tell of an event: what it strikes, where, and with what."""

from __future__ import annotations

from typing import Final

from dateline.extract.events.trigger import Trigger
from dateline.syntax.arguments import find_objects, is_plural, nouns_after
from dateline.syntax.forms import forms_of_all, word_forms
from dateline.syntax.tree import Tree
from dateline.types import Sentence, Token
from dateline.vocabulary import word_list, word_map

DOERS: Final = ("nsubj", "nsubjpass", "compound", "dobj")
WAYS: Final = word_map("triggers.ways")
NEW: Final = word_list("triggers.taken_up.new")
GUNS: Final = word_list("triggers.guns")
ARTICLES: Final = word_list("grammar.indefinite")
TARGETS: Final = frozenset(word_map("targets"))
VIOLENT: Final = frozenset(word_map("triggers.nouns")) | word_list("triggers.armed.weapons")
FATES: Final = word_list("triggers.harm.fates")
DEAD: Final = word_list("triggers.harm.dead")
ATTACKERS: Final = word_list("victims.groups.attackers")
MEASURES: Final = frozenset({"DATE", "TIME", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"})
PLACING: Final = ("in", "at", "near", "outside")
GOING_ON: Final = frozenset({"advcl", "conj", "xcomp"})


def attack_ways(parsed: Tree, trigger: Trigger) -> set[str]:
    """The ways to attack that a trigger and its doers name."""
    words = [trigger.token, *parsed.kids(trigger.token, *DOERS)]
    for agent in parsed.kids(trigger.token, "agent"):
        words += parsed.kids(agent, "pobj")
    return {WAYS[form] for word in words for form in word_forms(word) if form in WAYS}


def is_by_guns(parsed: Tree, trigger: Trigger) -> bool:
    """Whether it is fire from the ground: "rebel mortar shelling". No aircraft shells."""
    words = [trigger.token, *parsed.kids(trigger.token, "compound", *DOERS)]
    return any(word_forms(word) & GUNS for word in words)


def further_doers(parsed: Tree, trigger: Trigger) -> frozenset[int]:
    """The words of what does it, where that is told as new: "more air raids"; else none."""
    verb = trigger.token
    while verb.pos == "VERB" and verb.dep in GOING_ON and not parsed.kids(verb, "nsubj"):
        verb = parsed.head(verb)
    doers = parsed.kids(verb, "nsubj", "agent") if verb.pos == "VERB" else []
    phrases = [list(parsed.under(doer)) for doer in doers]
    return frozenset(t.i for words in phrases if NEW & {t.lower for t in words} for t in words)


def struck_nouns(parsed: Tree, trigger: Trigger) -> set[str]:
    """The nouns for what a trigger strikes."""
    verb = trigger.token if trigger.token.pos == "VERB" else parsed.head(trigger.token)
    own = [trigger.token, verb] if verb.pos == "VERB" else [trigger.token]
    return {
        t.lemma.lower()
        for head in own
        for part in parsed.kids(head, "prep", "dobj", "nsubjpass")
        for t in parsed.under(part)
        if t.lemma.lower() in TARGETS
    }


def own_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The names of places that the trigger's own phrase or clause gives."""
    own = [trigger.token, *list(parsed.above(trigger.token))[:2]]
    return {
        t.lower
        for head in own
        for prep in parsed.kids(head, "prep", "dobj", "nsubjpass")
        for t in parsed.under(prep)
        if is_place(t, placed) and t.entity != "FAC"
    }


def harm_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The words of the places in which a verb says that people came to harm: "died in Marjah"."""
    nouns = nouns_after(parsed, trigger.token, *PLACING)
    return {t.lower for noun in nouns for t in parsed.under(noun) if is_place(t, placed)}


def is_place(token: Token, placed: frozenset[int]) -> bool:
    """Whether it is a word of a place's name."""
    return token.entity in {"GPE", "LOC", "FAC"} or token.i in placed


def clause_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The names of places in a trigger's clause, its doer's with them: "a bomb in Dora killed"."""
    doers = parsed.kids(trigger.token, "nsubj")
    own = {t.lower for doer in doers for t in parsed.under(doer) if is_place(t, placed)}
    return own | own_places(parsed, trigger, placed)


def harmed_figures(parsed: Tree, trigger: Trigger) -> frozenset[str]:
    """The figures of those whom a verb says to have been hurt, as written."""
    if trigger.token.pos != "VERB":
        return frozenset()
    victims = parsed.kids(trigger.token, "dobj", "nsubjpass")
    told = (n for victim in victims for n in (victim, *parsed.kids(victim, "nummod")))
    return frozenset(n.lower for n in told if n.tag == "CD")


def clause_figures(parsed: Tree, trigger: Trigger) -> frozenset[str]:
    """The figures of those hurt in a trigger's clause, as written: "strikes on X killed 140".

    Attackers who die are no victims, and so have none.
    """
    verb = next((t for t in (trigger.token, *parsed.above(trigger.token)) if t.pos == "VERB"), None)
    inside = list(parsed.under(verb or trigger.token))
    if not any(word_forms(t) & FATES or t.lower in DEAD for t in inside):
        return frozenset()
    if verb is not None and forms_of_all(find_objects(parsed, verb)) & ATTACKERS:
        return frozenset()
    return frozenset(t.lower for t in inside if t.tag == "CD" and t.entity not in MEASURES)


def is_new_deed(parsed: Tree, trigger: Trigger) -> bool:
    """Whether a single thing, new to the reader, did it: "a roadside bomb killed two"."""
    doers = parsed.kids(trigger.token, "nsubj")
    return any(is_indefinite(parsed, doer) for doer in doers)


def is_indefinite(parsed: Tree, noun: Token) -> bool:
    """Whether a noun is new to the reader: "a bomb"."""
    return any(kid.lower in ARTICLES for kid in parsed.kids(noun, "det"))


def tells_harm(parsed: Tree, sentence: Sentence) -> bool:
    """Whether a sentence says that people came to harm."""
    words = parsed.tokens[sentence.first : sentence.last]
    return any(word_forms(t) & FATES or t.lower in DEAD for t in words)


def is_by_several(parsed: Tree, trigger: Trigger) -> bool:
    """Whether several deeds did it: "bombs killed 30", "bombers and gunmen killed ten"."""
    doers = parsed.kids(trigger.token, "nsubj")
    told = [trigger.token, *doers, *parsed.behind(trigger.token)]
    joined = any(is_plural(doer) and parsed.kids(doer, "conj") for doer in doers)
    return joined or any(word_forms(n) & VIOLENT for n in told if is_plural(n))
