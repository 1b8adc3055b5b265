"""Of which event a figure or a statement is told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence

from dateline.extract.events.event import Event
from dateline.syntax.tree import Tree
from dateline.types import Prominence, Scope, Sentence, Span, Token

FOCUS = (
    3  # sentences without a trigger after which the report is taken to be back at its main event
)
FAR = 99
CLOSE = 4  # steps of the parse: "killed <- in <- attack <- on"
SUBJECTS = ("nsubj", "nsubjpass")
JOINED = frozenset(
    ["conj", "dobj", "nsubjpass", "nsubj", "acomp", "attr", "oprd", "nummod", "amod"]
)


def event_for(
    tree: Tree,
    sentences: Sequence[Sentence],
    events: Sequence[Event],
    word: Token,
    scope: Scope = Scope.SINGLE,
) -> int | None:
    """Tell the event that a word belongs to.

    The nearest trigger in the parse of its own sentence decides; a sentence without a trigger
    goes on about the event last told of, and after some sentences about the main event.

    Args:
        tree: the parse.
        sentences: all sentences of the report, in order.
        events: its events.
        word: the word that carries a figure or a statement.
        scope: an aggregate figure goes to no single event.

    Returns:
        The index of the event, or None if no event fits.
    """
    at = bisect_right(sentences, word.i, key=_first_token) - 1
    if at < 0 or word.i >= sentences[at].last:
        return None
    nearest = nearest_event(tree, sentences[at], events, word)
    if nearest is not None:
        own = _listed(events[nearest].scope)
        return nearest if own in {scope, Scope.AGGREGATE} else None
    if scope is Scope.AGGREGATE:
        return None
    for before in sentences[max(0, at - FOCUS) : at][::-1]:
        last = _last(before, events)
        if last is not None and sentences[at].block is before.block:
            return last if _listed(events[last].scope) is scope else None
    return main_event(events)


def _first_token(sentence: Sentence) -> int:
    """The number of a sentence's first token."""
    return sentence.first


def _listed(scope: Scope) -> Scope:
    """The scope, one event where it is only of a sort that the ledger does not list."""
    return Scope.SINGLE if scope is Scope.UNLISTED else scope


def main_event(events: Sequence[Event]) -> int | None:
    """The first event that the report is about; the first of all if none is marked so."""
    singles = [i for i, event in enumerate(events) if _listed(event.scope) is Scope.SINGLE]
    main = [i for i in singles if events[i].prominence is Prominence.MAIN]
    return next(iter(main or singles), None)


def nearest_above(tree: Tree, word: Token, among: Container[int]) -> int | None:
    """The first of some words, by number, that a word is or hangs on; None if there is none."""
    return next((t.i for t in (word, *tree.above(word)) if t.i in among), None)


def nearest_event(
    tree: Tree, sentence: Sentence, events: Sequence[Event], word: Token
) -> int | None:
    """The event whose trigger is nearest to a word in the parse of its sentence."""
    found = []
    for i, event in enumerate(events):
        for span in event.triggers:
            if sentence.span.start <= span.start < sentence.span.end:
                steps, gap = _word_distance(tree, sentence, word, span)
                found.append((steps, gap, i))
    return min(found)[2] if found else None


def _word_distance(tree: Tree, sentence: Sentence, word: Token, span: Span) -> tuple[int, int]:
    """How far a trigger is from a word: first by the parse, where it is close, then by the line.

    A trigger below the word ("killed in the attack"), or the noun that the word's clause hangs
    on ("a raid that killed"), is close; all others are told apart by the words between.
    """
    ends = [
        t
        for t in tree.tokens[sentence.first : sentence.last]
        if t.span.start < span.end and span.start < t.span.end
    ]
    return min(((_steps(tree, word, t), abs(word.i - t.i)) for t in ends), default=(FAR, FAR))


def _steps(tree: Tree, word: Token, trigger: Token) -> int:
    """Steps through the parse from a word to a trigger close to it, else a large number."""
    if word.dep in {"relcl", "acl"} and word.head == trigger.i:
        return 1
    chain = [trigger, *tree.above(trigger)][: CLOSE + 1]
    down = next((n for n, token in enumerate(chain) if token.i == word.i), FAR)
    if down == FAR and word.dep in JOINED:  # "killed 10 and wounded 36 in an attack"
        own_clause = word.dep == "conj" and bool(tree.kids(word, *SUBJECTS))
        return own_clause + _steps(tree, tree.head(word), trigger)
    return down


def _last(sentence: Sentence, events: Sequence[Event]) -> int | None:
    """The event of the last trigger of a sentence."""
    inside = [
        (span.start, i)
        for i, event in enumerate(events)
        for span in event.triggers
        if sentence.span.start <= span.start < sentence.span.end
    ]
    return max(inside)[1] if inside else None
