"""Discourse: what a report tells first, and what it tells as earlier than its news."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from dateline.syntax.forms import word_forms
from dateline.syntax.tree import Tree, entities_in
from dateline.types import Annotations, BlockKind, Sentence, Span, TimeExpression, Token
from dateline.vocabulary import word_list

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
    own |= {t.i for t in tree.kids(word, "relcl", "acl")}
    words = tree.tokens[sentence.first : sentence.last]
    return any(
        own & set(heads_to_verb(tree, t)) for t in words if time.start <= t.span.start < time.end
    )


def is_answered(tree: Tree, word: Token) -> bool:
    """Whether the news answers a deed: "in retaliation for the killing", "in revenge for" it."""
    above = pairwise(tree.above(word))
    return any(prep.lower in {"for", "to"} and noun.lower in ANSWERS for prep, noun in above)


def _clause_heads(tree: Tree, word: Token) -> list[Token]:
    """The heads of a word up to and with its verb, and the verbs that this one hangs on."""
    found = []
    for above in tree.above(word):
        found.append(above)
        when = above.dep == "advcl" and "when" in [k.lower for k in tree.kids(above)]
        if above.dep in CLOSED and above.pos == "VERB" and not when:
            break
    return found


def heads_to_verb(tree: Tree, word: Token) -> list[int]:
    """The heads of a word up to and with the first verb, by number."""
    found = []
    for above in tree.above(word):
        found.append(above.i)
        if above.pos in {"VERB", "AUX"}:
            break
    return found


def is_days_after(tree: Tree, head: Token) -> bool:
    """Whether "days" or "weeks" stands before the "after" or "before" of a clause or noun."""
    marks = [head] if head.lower in BEFORE_AND_AFTER else tree.kids(head, "mark")
    return any(t.lower in UNITS for m in marks for t in tree.tokens[max(0, m.i - 2) : m.i])


def is_looked_back_on(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether it is told below a trial or a memorial, with no weekday of its own."""
    over = [t for t in tree.above(word) if word_forms(t) & LOOKING_BACK]
    if not over:
        return False
    days = [t for t in tree.tokens[sentence.first : sentence.last] if t.lower in NEAR_DAYS]
    below = {t.i for t in tree.under(word)}
    own = {word.i, tree.head(word).i} - {t.i for t in over}
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
