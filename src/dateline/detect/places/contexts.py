"""Words around a name that are said of places, whatever the parser takes the name for."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from dateline.detect.places.words import place_words
from dateline.types import Token
from dateline.vocabulary import word_list

NEAR: Final = 12  # words around a verb in which its subject and its agent stand
INSIDE: Final = word_list("places.inside")
TARGETED: Final = word_list("places.targeted")


def is_told_as_place(tokens: Sequence[Token], at: int, last: int, *, large: bool) -> bool:
    """Whether the words around a name are said of places and seldom of people.

    "The town of X", "shelling of X", "rockets hit X", "X was bombed"; before a name of several
    words a preposition of place is enough, for people seldom have all words of a town's name.

    Args:
        tokens: of the report.
        at: the number of the name's first word.
        last: the number of the word behind its last.
        large: whether a town of that name is so large that any army may enter it.
    """
    behind = tokens[last] if last < len(tokens) else None
    if behind is not None and behind.pos == "PROPN" and behind.text.istitle():
        return False  # "the town of Marj Hadid" is not Marj
    several = last - at > 1
    before = tokens[at - 1].lower if at else ""
    if several and before in INSIDE:
        return True
    if at > 1 and before in TARGETED:
        w, noun = place_words(), tokens[at - 2]
        if before == "of" and noun.lower in w.settlement | w.district | w.division | w.locality:
            return True
        if noun.lemma.lower() in w.bombing or (several and noun.lemma.lower() in w.attacking):
            return True
    verb = tokens[tokens[last - 1].head]
    entered = verb.lemma in place_words().entered and tokens[last - 1].dep == "dobj"
    return (large and entered) or _is_struck(tokens, tokens[last - 1], several=several)


def _is_struck(tokens: Sequence[Token], name: Token, *, several: bool) -> bool:
    """Whether a verb says that a place is bombed, or struck by a weapon or a force."""
    verb = tokens[name.head]
    if name.dep not in {"dobj", "nsubjpass"} or verb.pos != "VERB":
        return False
    w = place_words()
    if verb.lemma in w.bombed:
        return True
    if verb.lemma not in w.struck:
        return False
    doers = _doers(tokens, verb, is_passive=name.dep == "nsubjpass")
    return _any_of(doers, w.striking) or (
        (several or name.entity != "PERSON") and _any_of(doers, w.forces)
    )


def _doers(tokens: Sequence[Token], verb: Token, *, is_passive: bool) -> list[Token]:
    """The subjects of a verb, or the agents of a passive one."""
    around = tokens[max(verb.i - NEAR, 0) : verb.i + NEAR]
    if not is_passive:
        return [t for t in around if t.head == verb.i and t.dep == "nsubj"]
    agents = {t.i for t in around if t.head == verb.i and t.dep in {"agent", "prep"}}
    return [t for t in around if t.head in agents and t.dep == "pobj"]


def _any_of(words: Sequence[Token], names: Container[str]) -> bool:
    """Whether any word is one of some names, in one of its forms."""
    return any(form in names for word in words for form in word.forms)
