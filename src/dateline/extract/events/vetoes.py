"""Vetoes: what only sounds like violence, as games and fiction, drills and figures of speech do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from dateline.syntax.arguments import find_doers, nouns_after
from dateline.syntax.forms import forms_of_all, word_forms
from dateline.syntax.tree import NOMINAL, SameTuple, Tree, tree_of
from dateline.types import Token
from dateline.vocabulary import expression_pattern, word_list

SORTS: Final = word_list("lookalikes.sorts")
SPOKEN: Final = word_list("lookalikes.spoken")
SPOKEN_DEEDS: Final = word_list("lookalikes.spoken_deeds")
SPOKEN_PREPS: Final = word_list("lookalikes.spoken_preps")
TALES: Final = word_list("lookalikes.tales")
TELLING: Final = word_list("lookalikes.telling")
INSIDE: Final = word_list("lookalikes.inside")
SHOWN: Final = word_list("lookalikes.shown")
DRILLS: Final = word_list("lookalikes.drills")
ATTACKERS: Final = word_list("triggers.armed.attackers")
GAMES: Final = word_list("lookalikes.games")
HARD: Final = word_list("lookalikes.hard")
UNREAL: Final = expression_pattern("lookalikes.unreal")
NONE: Final = word_list("lookalikes.none")
SIGNS: Final = word_list("lookalikes.signs")
RULING_OUT: Final = word_list("lookalikes.ruling_out")
DESCRIBING: Final = ("compound", "amod", "nmod", "nsubj", "poss", "npadvmod")
NEAR: Final = 6  # words within which "heart" or "shark" belongs to an attack
TALES_ABOVE: Final = 8  # heads up to which "a film about" or "a drill in which" is looked for
GAME_WORDS: Final = 3  # distinct words of sport in a report that is about a game
HARD_WORDS: Final = 2  # distinct words of police, victims or arms in a report that is not


def only_sounds_violent(tree: Tree, token: Token) -> bool:
    """Whether a word's own phrase shows that it is none: "heart attack", "a dog attacked"."""
    return _is_with_words(tree, token) or _is_by_no_one(tree, token) or _is_in_tale(tree, token)


def _is_with_words(tree: Tree, token: Token) -> bool:
    """Whether it is an attack with words, on a budget or a policy."""
    if token.lemma.lower() not in SPOKEN_DEEDS:
        return False
    struck = [*tree.kids(token, "dobj"), *nouns_after(tree, token, *SPOKEN_PREPS)]
    return bool(forms_of_all(struck) & SPOKEN)


def _is_by_no_one(tree: Tree, token: Token) -> bool:
    """Whether it is the attack of an animal, an illness, a computer or a politician's words."""
    words = list(_describing_words(tree, token))
    if token.dep in {"compound", "dobj"}:
        words.append(tree.head(token))
    return any(word_forms(t) & SORTS for t in words if abs(t.i - token.i) <= NEAR)


def _describing_words(tree: Tree, token: Token) -> Iterator[Token]:
    """The words that say of which sort a deed is or who does it; what it strikes left out."""
    for kid in tree.kids(token):
        if kid.dep in DESCRIBING:
            yield kid
            yield from tree.kids(kid, *DESCRIBING)
        elif kid.dep in {"prep", "agent"} and kid.lower in {"of", "by", "against", "on"}:
            for noun in tree.kids(kid, "pobj"):
                if kid.lower in {"of", "by"} or "poss" in {k.dep for k in tree.kids(noun)}:
                    yield noun
                    yield from tree.kids(noun, "compound", "amod", "poss")


def _is_in_tale(tree: Tree, token: Token) -> bool:
    """Whether it is told of in a film, a game or a drill: "a drill in which gunmen storm"."""
    above = list(islice(tree.above(token), TALES_ABOVE))
    if any(t.pos in NOMINAL and word_forms(t) & TALES for t in above):
        return True
    inside = [n for verb in (token, *above[:2]) for n in nouns_after(tree, verb, *INSIDE)]
    if forms_of_all(find_doers(tree, token)) & ATTACKERS:
        inside = [n for n in inside if not word_forms(n) & DRILLS]  # rebels attack during a drill
    if forms_of_all(nouns_after(tree, token, "for")) & SHOWN:
        return True
    tellers = [n for t in above if t.lemma in TELLING for n in tree.kids(t, "nsubj")]
    return bool(forms_of_all([*inside, *tellers]) & TALES)


def is_figure_of_speech(text: str) -> bool:
    """Whether a sentence is a figure of speech or news of a hoax."""
    return UNREAL.search(text) is not None


def is_about_game(tokens: Iterable[Token]) -> bool:
    """Whether a report is about sport or play, with nothing of police, victims or arms."""
    words = forms_of_all(tokens)
    return len(words & GAMES) >= GAME_WORDS and len(words & HARD) < HARD_WORDS


def asserted_lemmas(tree: Tree) -> frozenset[str]:
    """The words of a report, those left out that are ruled out: "no sign of terrorism"."""
    return _asserted(SameTuple(tree.tokens))


@lru_cache(maxsize=1)  # each part of a report asks for those of all of it
def _asserted(same: SameTuple[Token]) -> frozenset[str]:
    """The same, of the tokens of a report."""
    tree = tree_of(same.items)
    negated = {
        t.head for t in tree.tokens if t.dep in {"det", "neg"} and t.head != t.i and t.lower in NONE
    }
    return frozenset(forms_of_all(t for t in tree.tokens if not _is_ruled_out(tree, t, negated)))


def _is_ruled_out(tree: Tree, token: Token, negated: Collection[int]) -> bool:
    """Whether a noun is said not to be: "ruled out a bomb", "no evidence of sabotage".

    `negated` holds the words of the report that have a "no" or "not".
    """
    if token.i in negated:
        return True
    for above in islice(tree.above(token), 3):
        if above.lemma in SIGNS and above.i in negated:
            return True
        if above.lemma in RULING_OUT and any(k.lower == "out" for k in tree.kids(above, "prt")):
            return True
    return False
