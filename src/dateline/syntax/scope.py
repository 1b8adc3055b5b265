"""Scope: whether words tell of one event, of several summed up, or of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from dateline.syntax.tree import (
    Tree,
    entities_in,
    find_agents,
    find_doers,
    is_plural,
    is_titled,
    joined_words,
    nouns_after,
)
from dateline.types import Annotations, BlockKind, Scope, Sentence, Span, TimeExpression, Token
from dateline.vocabulary import expression_pattern, word_list, word_map, word_pattern

# ------------------------------------------------------------------ one or several

AGGREGATES: Final = word_list("scope.phrases")
CAUSES: Final = word_list("scope.causes")
DEEDS: Final = word_list("scope.deeds")
PERIODS: Final = word_list("scope.periods")
COSTING: Final = word_list("scope.costing")
WARS: Final = word_list("scope.wars")
SEVERAL: Final = word_list("scope.several")
PERFECT: Final = word_list("scope.perfect")
LASTING: Final = word_list("scope.lasting")
OFTEN: Final = word_list("scope.often")
QUANTITIES: Final = word_list("scope.quantities")
EACH: Final = word_list("scope.each")
BEGINNING: Final = word_list("scope.beginning")
HARMED: Final = word_list("scope.harmed")
WOUNDS: Final = word_list("scope.wounds")
TAKING: Final = word_list("harm.by_object.abducted")
COUNTED: Final = word_pattern("scope.counted")
HABITS: Final = expression_pattern("scope.habits")
OVER_TIME: Final = expression_pattern("scope.over_time")
OVER: Final = word_list("scope.over")
SHARES: Final = word_list("scope.shares")
PLACES: Final = word_list("scope.places")
MANY: Final = word_list("scope.many")
MONTHS: Final = word_list("time.months")
WEEKDAYS: Final = word_list("time.weekdays")
DEFINITE: Final = word_list("grammar.definite")
VIOLENT: Final = frozenset(word_map("triggers.nouns")) | word_list("triggers.armed.weapons")
PLURALS: Final = frozenset({"NNS", "NNPS"})
LARGE: Final = frozenset({"thousand", "million"})
LARGE_FIGURE: Final = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{4,}")
DATES: Final = frozenset({"NNP", "CD"})
STRUCK_PREPS: Final = ("on", "at", "against")
MODIFIERS: Final = ("amod", "det", "predet", "nummod", "quantmod", "advmod")


def scope_of(tree: Tree, sentence: Sentence, word: Token, *, opens: bool = False) -> Scope:
    """Whether a word for a deed tells of one, or of a total over several.

    Args:
        tree: the parse.
        sentence: the sentence of the word.
        word: the verb or noun that tells of the deed.
        opens: whether the sentence opens a report: "rebels have killed nine villagers" is news
            there, and a sum farther down.
    """
    several = _is_sum_of_verb if word.pos == "VERB" else _is_sum_of_noun
    return Scope.AGGREGATE if several(tree, sentence, word, opens=opens) else Scope.SINGLE


def _is_sum_of_verb(tree: Tree, sentence: Sentence, verb: Token, *, opens: bool) -> bool:
    """Whether a verb tells of several deeds: "have often attacked", "struck three times"."""
    around = tree.tokens[sentence.first : sentence.last]
    if any(t.lemma == "time" and tree.kids[t.i].nummod for t in around):
        return True
    kids = tree.children[verb.i]
    if any(k.lower in OFTEN for k in kids) or _is_since(tree, verb):
        return True
    if _is_over_period(tree, verb) or _is_over_many(tree, verb):
        return True
    if not is_perfect(tree, verb):
        return False
    doers = tree.kids[verb.i].nsubj
    active = bool(doers) and not any(_is_one_deed(doer) for doer in doers)
    taken = verb.lower in TAKING  # "have kidnapped 17 sailors" is no sum
    plural = any(
        o.tag in PLURALS and not (taken and tree.kids[o.i].nummod) for o in tree.kids[verb.i].dobj
    )
    news = opens and _harms_some(tree, verb)
    return any(_is_from_date(tree, t) for t in around) or (active and plural and not news)


def _harms_some(tree: Tree, verb: Token) -> bool:
    """Whether a verb is done to a number of people that one deed may harm."""
    objects = tree.kids[verb.i].dobj
    numbers = (n for noun in objects for n in (noun, *tree.kids[noun.i].nummod) if n.tag == "CD")
    return any(n.lower not in LARGE and not LARGE_FIGURE.fullmatch(n.lower) for n in numbers)


def _is_sum_of_noun(tree: Tree, sentence: Sentence, noun: Token, *, opens: bool) -> bool:
    """Whether a noun tells of several deeds: "a spate of attacks", "frequent raids"."""
    near = {k.lower for k in tree.children[noun.i] if k.dep in MODIFIERS}
    measures = {t.lemma.lower() for t in _measures(tree, noun)}
    if measures & QUANTITIES or _is_beginning_of_sum(tree, noun):
        return True
    if not is_plural(noun) or noun.lemma.lower() in WOUNDS:
        return bool(near & EACH)
    if near & QUANTITIES:
        return True
    own = tree.tokens[noun.head] if noun.dep == "dobj" else None
    if own is not None and is_perfect(tree, own):
        return True
    kids = tree.kids[noun.i]
    fixed = near & DEFINITE or kids.poss or kids.nummod
    news = opens and noun.dep == "nsubj" and _harms_some(tree, tree.tokens[noun.head])
    return not (
        fixed
        or news
        or is_titled(sentence)
        or _is_doer(tree, noun)
        or _strikes_one_thing(tree, noun)
    )


def _strikes_one_thing(tree: Tree, noun: Token) -> bool:
    """Whether a plural strikes one thing, as a series does: "airstrikes on a clinic"."""
    struck = nouns_after(tree, noun, *STRUCK_PREPS)
    return bool(struck) and not any(map(is_plural, struck))


def is_perfect(tree: Tree, verb: Token) -> bool:
    """Whether a verb stands with "have"."""
    return any(k.lower in PERFECT for k in tree.kids[verb.i].aux)


def _is_beginning_of_sum(tree: Tree, noun: Token) -> bool:
    """Whether a sum counts from it: "3,000 have been killed since the bombardment began"."""
    verb = tree.tokens[noun.head]
    if noun.dep not in {"dobj", "nsubj", "nsubjpass"} or verb.lemma not in BEGINNING:
        return False
    since = any(k.lower == "since" for k in tree.kids[verb.i].mark)
    counted = tree.tokens[verb.head]
    return since and is_perfect(tree, counted) and counted.lemma in HARMED


def _is_one_deed(noun: Token) -> bool:
    """Whether it is one attack or its weapon, whose dead are no sum: "the bomb has killed ten"."""
    return noun.tag in {"NN", "NNP"} and bool(noun.forms & VIOLENT)


def _measures(tree: Tree, noun: Token) -> list[Token]:
    """The nouns of "a spate of attacks", "a growing list of attacks"."""
    of = tree.tokens[noun.head]
    return [tree.tokens[of.head]] if noun.dep == "pobj" and of.lower == "of" else []


def _is_doer(tree: Tree, noun: Token) -> bool:
    """Whether a plural stands as the doer of a past act: "bombs kill", "explosions rocked"."""
    verb = tree.tokens[noun.head]
    return (
        noun.dep in {"nsubj", "conj"}
        and verb.tag in {"VBD", "VBN", "VBZ", "VBP"}
        and not any(k.lower in PERFECT | {"are"} for k in tree.kids[verb.i].auxiliaries)
    )


def counts_over_time(text: str) -> bool:
    """Whether a sentence counts over months or years: "every year"."""
    return OVER_TIME.search(text) is not None and COUNTED.search(text) is None


def tells_habit(text: str) -> bool:
    """Whether a sentence tells what is done at large, or over a longer time: "regularly fire"."""
    return HABITS.search(text) is not None


def is_lasting(tree: Tree, word: Token) -> bool:
    """Whether what is told over a time is a habit or a sum: "have been murdered"."""
    verb = word if word.pos == "VERB" else next(iter(tree.above[word.i]), word)
    if any(k.lower in LASTING for k in tree.kids[verb.i].auxpass):
        return True
    if verb.tag in {"VBZ", "VBP"} or is_perfect(tree, verb):
        return True
    return any(map(is_plural, tree.kids[verb.i].taking_part))


def is_within_one(tree: Tree, word: Token, singles: AbstractSet[int]) -> bool:
    """Whether a bare plural stands below one deed: "killed five people during raids on a village".

    `singles` holds the words that tell of one deed each.
    """
    described = any(kid.dep in {"amod", "det", "predet"} for kid in tree.children[word.i])
    if word.tag != "NNS" or described:
        return False
    prep = tree.tokens[word.head]
    return prep.dep == "prep" and prep.lower in {"in", "during"} and prep.head in singles


def is_aggregate(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether the words around a harm make it a total over many events, or one of other places."""
    inside = tree.tokens[sentence.first : sentence.last]
    told = f" {joined_words(inside)} "
    if any(f" {phrase} " in told for phrase in AGGREGATES):
        return True
    return (
        any(
            cause.lemma.lower() in CAUSES
            for cause in _causes(tree, word)
            if not _is_of_day(tree, cause)
        )
        or _is_elsewhere(tree, sentence, word)
        or _is_running(tree, sentence, word)
        or _is_by_many(tree, word)
        or _is_over_period(tree, word)
        or _is_over_many(tree, word)
    )


def _is_of_day(tree: Tree, cause: Token) -> bool:
    """Whether a cause is told with its day: "fighting in Jowhar left 58 dead on Wednesday"."""
    verb = tree.tokens[cause.head] if cause.dep == "nsubj" else cause
    inside = (
        t
        for head in (cause, verb)
        for t in (*tree.kids[head.i].npadvmod, *nouns_after(tree, head, "on"))
    )
    return any(t.lower in WEEKDAYS for t in inside)


def _causes(tree: Tree, word: Token) -> list[Token]:
    """What a harm is said to come from: "the war killed", "the uprising has left them dead"."""
    clause = (
        tree.tokens[word.head] if word.dep == "advcl" else word
    )  # "a war that tore it, killing 900"
    modified = [tree.tokens[clause.head]] if clause.dep == "relcl" else []
    above = next((t for t in tree.above[word.i] if t.pos == "VERB"), word)
    verbs = (word, above) if above.lemma in COSTING else (word, clause)
    return [*modified, *(noun for verb in verbs for noun in tree.kids[verb.i].nsubj)]


def _is_elsewhere(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether the harm is told of another place: "five were killed in fighting elsewhere".

    A sentence that begins with the word tells an event of its own, whose toll it is.
    """
    places = [t for t in tree.tokens[sentence.first + 1 : sentence.last] if t.lower == "elsewhere"]
    verbs = [next((v for v in tree.above[t.i] if v.pos == "VERB"), None) for t in places]
    return any(verb is not None and verb.i == word.i for verb in verbs)


def _is_running(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether it is a running count: "killed since January", "have been killed this year"."""
    verbs = (word, *tree.above[word.i])
    if _is_since(tree, word):
        return True
    if not any(kid.lemma == "have" for verb in verbs for kid in tree.kids[verb.i].aux):
        return False
    if any(_is_since_deed(tree, verb) or _is_within_years(tree, verb) for verb in verbs):
        return True
    inside = tree.tokens[sentence.first : sentence.last]
    since = [n for p in inside if p.lower == "since" for n in tree.kids[p.i].pobj]
    spans = [n for verb in verbs for n in tree.kids[verb.i].npadvmod if n.lower in PERIODS]
    in_a_war = any(n.lemma.lower() in WARS for n in nouns_after(tree, word, "in"))
    return (
        any(n.tag in DATES and not n.lower.endswith("day") for n in since)
        or any(kid.lower == "this" for n in spans for kid in tree.kids[n.i].det)
        or (in_a_war and any(kid.lemma == "have" for kid in tree.kids[word.i].aux))
    )


def _is_from_date(tree: Tree, word: Token) -> bool:
    """Whether it is a "since" that no day of the week follows."""
    days = [n for n in tree.kids[word.i].pobj if n.lower.endswith("day")]
    return word.lower == "since" and not days


def _is_since(tree: Tree, word: Token) -> bool:
    """Whether a harm is counted from a date, year or war on, and not from a day of the week."""
    since = [n for verb in _joined(tree, word) for n in nouns_after(tree, verb, "since")]
    return any(
        (n.tag in DATES and not n.lower.endswith("day")) or n.lemma.lower() in PERIODS | WARS
        for n in since
    )


def _is_since_deed(tree: Tree, verb: Token) -> bool:
    """Whether a clause says what it is counted from: "since rebels seized the town"."""
    clauses = tree.kids[verb.i].advcl
    return any(kid.lower == "since" for clause in clauses for kid in tree.kids[clause.i].mark)


def _is_within_years(tree: Tree, verb: Token) -> bool:
    """Whether it is counted over years or months: "in the past six years", "in a year of war"."""
    return any(
        n.lemma.lower() in PERIODS
        and (is_plural(n) or tree.kids[n.i].amod or nouns_after(tree, n, "of"))
        for n in nouns_after(tree, verb, "in", "during", "within")
    )


def _joined(tree: Tree, word: Token) -> list[Token]:
    """A word and those that it is joined to: the "killed" of "19 were killed and 90 injured"."""
    found = [word]
    for above in tree.above[word.i]:
        if found[-1].dep not in {"conj", "acl"}:
            break
        found.append(above)
    shared = (kid for kid in tree.kids[word.i].conj if not tree.kids[kid.i].subjects)
    return [*found, *shared]


def _is_over_period(tree: Tree, word: Token) -> bool:
    """Whether a harm is counted over months or years, or in one by what there is much of.

    "Between January and May", "over three months"; "mines killed 54 in 2014".
    """
    verbs = _joined(tree, word)
    over = [n for verb in verbs for n in nouns_after(tree, verb, *OVER)]
    if any(n.lemma.lower() in PERIODS or n.lower in MONTHS for n in over):
        return True
    within = [n for verb in verbs for n in nouns_after(tree, verb, "in", "during")]
    if any(n.lower in SHARES and nouns_after(tree, n, "of") for n in within):
        return True
    year = [n for n in within if n.lower.isdigit() and n.entity == "DATE"]
    year += [n for verb in verbs for n in tree.kids[verb.i].npadvmod if n.lower in PERIODS]
    return bool(year) and any(
        _is_of_many(tree, n) for verb in verbs for n in find_doers(tree, verb)
    )


def _is_of_many(tree: Tree, noun: Token) -> bool:
    """Whether a bare plural names weapons, deeds or groups in general: "mines", "armed groups"."""
    kids = tree.kids[noun.i]
    bare = is_plural(noun) and not (kids.det or kids.poss or kids.nummod)
    return bare and bool(noun.forms & (VIOLENT | MANY))


def _is_by_many(tree: Tree, word: Token) -> bool:
    """Whether it is told of a span and of many deeds: "last year 1,300 were killed by mines"."""
    spanned = any(kid.lower in PERIODS for kid in tree.kids[word.i].npadvmod)
    agents = find_agents(tree, word) if spanned else []
    return any(n.tag == "NNS" and not (tree.kids[n.i].det or tree.kids[n.i].nummod) for n in agents)


def _is_over_many(tree: Tree, word: Token) -> bool:
    """Whether the harm is done "in 33 separate incidents", or in a city's "shootings"."""
    return any(
        (
            is_plural(noun)
            and any(
                kid.lower in SEVERAL
                for kid in tree.children[noun.i]
                if kid.dep in {"amod", "nummod"}
            )
        )
        or (noun.lower in DEEDS and not _is_counted(tree, noun))
        or (is_plural(noun) and noun.lemma.lower() in PLACES and bool(tree.kids[noun.i].nummod))
        for noun in nouns_after(tree, word, "in", "across")
    )


def _is_counted(tree: Tree, noun: Token) -> bool:
    """Whether a word makes some deeds known or counts them; "those" does not."""
    return any(
        k.lower not in {"those", "these"}
        for k in tree.children[noun.i]
        if k.dep in {"det", "poss", "nummod"}
    )


# --------------------------------------------------- what a report tells first, and what as earlier

ANSWERS: Final = word_list("perpetrators.retaliation")
LOOKING_BACK: Final = word_list("time.looking_back")
NEAR_DAYS: Final = word_list("time.near_days")
UNITS: Final = word_list("time.units")
BEFORE_AND_AFTER: Final = word_list("time.before_and_after")
CLOSED: Final = frozenset({"ccomp", "relcl", "advcl"})  # clauses that a time above does not reach
YEAR_DIGITS: Final = 4


def body_sentences(annotations: Annotations) -> list[int]:
    """The numbers of the sentences of the running text, captions and titles left out."""
    return [i for i, s in enumerate(annotations.sentences) if s.block is BlockKind.BODY]


def is_time_of(tree: Tree, sentence: Sentence, word: Token, time: Span) -> bool:
    """Whether a time belongs to a word's clause, with no other finite verb between.

    Args:
        tree: the parse.
        sentence: the sentence of both.
        word: what tells of an event or of a toll.
        time: the words of the time.
    """
    own = {word.i, *(t.i for t in _clause_heads(tree, word))}
    own |= {t.i for t in tree.kids[word.i].clauses}
    words = tree.tokens[sentence.first : sentence.last]
    return any(
        own & set(heads_to_verb(tree, t)) for t in words if time.start <= t.span.start < time.end
    )


def is_answered(tree: Tree, word: Token) -> bool:
    """Whether the news answers a deed: "in retaliation for the killing", "in revenge for" it."""
    above = pairwise(tree.above[word.i])
    return any(prep.lower in {"for", "to"} and noun.lower in ANSWERS for prep, noun in above)


def _clause_heads(tree: Tree, word: Token) -> list[Token]:
    """The heads of a word up to and with its verb, and the verbs that this one hangs on."""
    found = []
    for above in tree.above[word.i]:
        found.append(above)
        when = above.dep == "advcl" and "when" in [k.lower for k in tree.children[above.i]]
        if above.dep in CLOSED and above.pos == "VERB" and not when:
            break
    return found


def heads_to_verb(tree: Tree, word: Token) -> list[int]:
    """The heads of a word up to and with the first verb, by number."""
    found = []
    for above in tree.above[word.i]:
        found.append(above.i)
        if above.pos in {"VERB", "AUX"}:
            break
    return found


def is_days_after(tree: Tree, head: Token) -> bool:
    """Whether "days" or "weeks" stands before the "after" or "before" of a clause or noun."""
    marks = [head] if head.lower in BEFORE_AND_AFTER else tree.kids[head.i].mark
    return any(t.lower in UNITS for m in marks for t in tree.tokens[max(0, m.i - 2) : m.i])


def is_looked_back_on(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether it is told below a trial or a memorial, with no weekday of its own."""
    over = [t for t in tree.above[word.i] if t.forms & LOOKING_BACK]
    if not over:
        return False
    days = [t for t in tree.tokens[sentence.first : sentence.last] if t.lower in NEAR_DAYS]
    below = {t.i for t in tree.under(word)}
    own = {word.i, tree.tokens[word.head].i} - {t.i for t in over}
    return not any(t.i in below or own & set(heads_to_verb(tree, t)) for t in days)


def is_of_old_year(tree: Tree, annotations: Annotations, sentence: Sentence, word: Token) -> bool:
    """Whether its own clause gives a year long before the one of writing: "bombed in 1943"."""
    written = annotations.created.interval
    if written is None:
        return False
    opening = [t.lower for t in annotations.tokens[sentence.first :][:2]]
    if opening[:1] == ["in"] and opening[1].isdigit() and len(opening[1]) == YEAR_DIGITS:
        return int(opening[1]) < written.first.year - 1
    return any(
        isinstance(time.value, TimeExpression)
        and time.value.year is not None
        and time.value.year < written.first.year - 1
        and is_time_of(tree, sentence, word, time.span)
        for time in entities_in(annotations.times, sentence.span)
    )


# ------------------------------------------------- deeds that somebody is wanted, held or tried for

CHARGING: Final = word_list("perpetrators.charging")


def is_charged_with(tree: Tree, word: Token) -> bool:
    """Whether a deed or a harm is an old one that somebody is said to have a part in.

    "Wanted for the killing of two", "involved in an attack in which two died", "in 22 cases of
    murder". An arrest "in connection with Friday's attack" follows that attack up, and is none.
    """
    return any(t.lower in CHARGING or t.lemma.lower() in CHARGING for t in tree.above[word.i])
