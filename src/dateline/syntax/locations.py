"""Locations: datelines, and whether a place's words tell where something was done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from dateline.syntax.tree import STARTING, SameTuple, Tree
from dateline.types import Dateline, Document, Span, Token
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ datelines

MOST_NESTED: Final = 2  # a dateline with its agency stands within one without
LOOSE_LABEL: Final = "dep"  # spaCy's label of a word that hangs on another in no way it knows
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})


def filed_apart(document: Document, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with no word of a report's sentences hanging on its dateline.

    What hung on a word of a dateline ("VENDA, Karst Region - The embassy said": "embassy" on
    "Region") takes the place that the dateline had in its sentence.

    Args:
        document: the report, whose datelines are known.
        tokens: its parse.

    Returns:
        As many tokens in the same places.
    """
    found = list(tokens)
    for line in document.datelines:
        _take_out(found, line.span)
    return tuple(found)


def section_of(document: Document, at: int) -> Dateline | None:
    """The heading of the section in which a character of a bulletin stands, or None."""
    before = _lines_before(document, at)
    return next((line for line in reversed(before) if line.section), None)


def filing_lines(document: Document) -> list[Dateline]:
    """The lines that say where and when a report was filed, those of sections left out."""
    return [line for line in document.datelines if not line.section]


def in_dateline(document: Document, at: int) -> bool:
    """Whether a character stands in a line that says where and when the report was filed."""
    lines = document.datelines
    if len(lines) <= MOST_NESTED:  # as most reports have: asked of each of their words
        return any(line.span.start <= at < line.span.end for line in lines)
    return any(at < line.span.end for line in _lines_before(document, at)[-MOST_NESTED:])


def _lines_before(document: Document, at: int) -> Sequence[Dateline]:
    """The datelines of a report that begin at a character or before it, in order."""
    lines = _in_order(SameTuple(document.datelines))
    return lines[: bisect_right(lines, at, key=STARTING)]


@lru_cache(maxsize=1)
def _in_order(same: SameTuple[Dateline]) -> tuple[Dateline, ...]:
    """Datelines in the order of the text."""
    return tuple(sorted(same.items, key=lambda line: line.span))


def _take_out(found: list[Token], line: Span) -> None:
    """Hang on one another, and not on a dateline, the words that the parser hung on it."""
    own = {t.i: t for t in found if line.start <= t.span.start < line.end}
    tops = [t for t in own.values() if t.head not in own or t.head == t.i]
    if not tops:
        return
    held = [t for t in found if t.head in own and t.i not in own]
    heir = next((t for t in held if t.pos in NOUNS), held[0] if held else None)
    for top in tops:
        on = top.head if heir is None or top.head != top.i else heir.i
        found[top.i] = replace(top, head=on, dep=top.dep if on == top.i else LOOSE_LABEL)
    if heir is None:
        return
    for token in held:
        found[token.i] = replace(token, head=heir.i)
    first = tops[0]
    found[heir.i] = replace(
        heir, head=heir.i if first.head == first.i else first.head, dep=first.dep
    )


# ------------------------------------------------------------------ where something was done

BORDERS: Final = word_list("arguments.places.borders")
CARING: Final = word_list("arguments.places.caring")
HOSPITALS: Final = word_list("harm.hit.hospitals")
LAUNCHING: Final = word_list("arguments.places.launching")
LOOSE: Final = word_list("arguments.places.loose")
APART: Final = word_list("arguments.places.apart")
LOCALS: Final = word_list("arguments.places.locals")
SPEAKING: Final = word_list("arguments.places.speaking")
VOICING: Final = word_list("arguments.places.voicing")
BEFALLING: Final = word_list("arguments.places.befalling")
MAKES: Final = word_list("arguments.places.makes")
TAKEN: Final = word_list("arguments.places.taken")
RULERS: Final = word_list("arguments.places.rulers")
STANDING: Final = word_list("arguments.places.standing")
FILED: Final = word_list("arguments.places.filed")
TELLING: Final = VOICING | SPEAKING
BEARINGS: Final = word_list("arguments.places.bearings")
ADDRESSING: Final = word_list("arguments.places.addressing")
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
NAMING: Final = frozenset({"compound", "amod", "poss", "nmod"})
STRUCK: Final = frozenset({"dobj", "nsubjpass", "compound"})
CLAUSES: Final = frozenset({"ccomp", "advcl", "relcl", "acl"})
LEAVING: Final = word_list("arguments.places.leaving")
WAYS: Final = word_list("arguments.places.ways")
BOUND: Final = frozenset({"to", "from", "towards", "toward", "for"})
HOME_UP: Final = 5  # words of the parse from a place to those who come from there
UP: Final = 7  # words of the parse from a place to its verb of firing


def prepositions_above(tree: Tree, head: Token) -> list[str]:
    """The prepositions above a place, nearest first, up to the verb."""
    found = []
    for token in tree.above[head.i]:
        if token.dep == "prep" or token.pos == "ADP":
            found.append(token.lower)
        if token.pos == "VERB":
            break
    return found


def is_bearing(tokens: Sequence[Token], first: int) -> bool:
    """Whether a place tells only how far, or in which direction of it, another lies.

    "170 km northeast of Baghdad", "south of the city".

    Args:
        tokens: the words of the report.
        first: the number of the first word of the place.
    """
    before = [t.lower for t in tokens[max(first - 3, 0) : first] if t.lower != "the"]
    return len(before) > 1 and before[-1] in {"of", "from"} and before[-2] in BEARINGS


def is_launch_place(tree: Tree, head: Token) -> bool:
    """Whether "from" puts a place under a verb of firing."""
    above = tree.above[head.i][:UP]
    return "from" in prepositions_above(tree, head)[:2] and any(t.lemma in LAUNCHING for t in above)


def is_site(tree: Tree, head: Token) -> bool:
    """Whether a place is told as a site, and not as a speaker's home or the name of an office."""
    prepositions = prepositions_above(tree, head)
    if not prepositions:
        return _is_bare_site(tree, head)
    travelled = _is_travelled_to(tree, head, prepositions)
    if travelled or _is_home(tree, head) or _is_end_of_stretch(tree, head):
        return False
    return prepositions[0] != "from" and (prepositions[0] not in LOOSE or len(prepositions) > 1)


def _is_bare_site(tree: Tree, head: Token) -> bool:
    """Whether a place without a preposition is a site: what was struck, or what names a deed."""
    above = tree.tokens[head.head]
    if head.dep == "conj" and above.i != head.i:
        return is_site(tree, above)
    accused = head.dep == "appos" and above.lemma in SPEAKING
    spared = head.dep == "dobj" and above.pos == "VERB" and above.lemma not in TAKEN
    if accused or spared or stands_for_rulers(tree, head):
        return False  # "they accused Moscow", "this set Moscow against Washington"
    return head.dep not in NAMING or head.dep == "compound" or above.dep in STRUCK


def stands_for_rulers(tree: Tree, head: Token) -> bool:
    """Whether a place stands for those who rule it, and is nowhere that a deed was done.

    "Washington declared", "Ankara should have warned them", "its Damascus ally".
    """
    above = tree.tokens[head.head]
    if head.dep == "nsubj":
        bound = any(kid.tag == "MD" for kid in tree.kids[above.i].aux)
        return bound or (above.pos == "VERB" and above.lemma not in BEFALLING)
    return head.dep in NAMING and above.lemma in RULERS | MAKES


def _is_travelled_to(tree: Tree, head: Token, prepositions: list[str]) -> bool:
    """Whether somebody was on the way to or from a place: "travelling from X to the capital"."""
    verb = next((t for t in tree.above[head.i] if t.pos == "VERB" or t.lemma in WAYS), None)
    nearest = next((word for word in prepositions if word != "of"), "")  # "from the port of X"
    return nearest in BOUND and verb is not None and verb.lemma in WAYS


def _is_home(tree: Tree, head: Token) -> bool:
    """Whether a place is that from which somebody went: "evacuees from the town of X"."""
    above = tree.above[head.i][:HOME_UP]
    leaving = (b for a, b in pairwise(above) if a.dep == "prep" and a.lower == "from")
    return any(noun.as_noun & LEAVING for noun in leaving)


def _is_end_of_stretch(tree: Tree, head: Token) -> bool:
    """Whether a place is an end of that in which something was: "on the road between X and Y"."""
    below = head
    for token in (head, *tree.above[head.i]):
        if token.lower == "between":
            return bool(tree.kids[below.i].conj) and tree.tokens[token.head].lemma not in BORDERS
        if token.pos == "ADP" and token.lower != "of":
            return False
        if token.dep != "conj":
            below = token
    return False


def is_place_of_care(tree: Tree, head: Token) -> bool:
    """Whether a place is a hospital where those who were hurt elsewhere were taken or died."""
    if head.lower not in HOSPITALS:
        return False
    verb = next((t for t in tree.above[head.i] if t.pos == "VERB"), None)
    return verb is not None and verb.lemma in CARING


def is_apart(tree: Tree, word: Token, head: Token) -> bool:
    """Whether a place is not where a deed was done: where somebody told of it, or what it was for.

    "The ministry in Kabul said", "he told reporters in Minna", "he said while speaking in Jos", "a
    report filed at a station in Lamu", "in solidarity with the people of
    Gaza", "under the flag of Panama", "my visit to Dosso after the attack", "the group operating
    in Iraq".

    Args:
        tree: the parse.
        word: the trigger of the deed.
        head: the head of the place's name.
    """
    last, beyond = head, _recalling(tree, word)
    for token in tree.above[head.i]:
        if token.i == word.i or token.lemma in LOCALS:
            return False  # "residents of Daraya said"
        if token == beyond:
            return True
        if _sets_apart(token, last):
            return True
        if token.pos == "VERB" and token.lemma in VOICING:
            heard = token.lemma in ADDRESSING and last.dep in {"dobj", "dative"}
            return last.dep in {"prep", "advcl"} or heard
        if last.dep in CLAUSES:
            return False
        last = token
    return False


def clauses_above(tree: Tree, word: Token) -> Iterator[Token]:
    """The verbs above a trigger that tell of its deed too, and not of what recalls it.

    "A funeral was held in X for those killed in Y" says nothing of where they were killed.
    """
    beyond = _recalling(tree, word)
    above = takewhile(lambda token: token != beyond, tree.above[word.i])
    return (token for token in above if token.pos == "VERB")


def _recalling(tree: Tree, word: Token) -> Token | None:
    """The verb that "for" ties a deed to; None for most deeds."""
    steps = pairwise((word, *tree.above[word.i]))
    tied = (b for a, b in steps if a.dep == "prep" and a.lower == "for" and b.pos == "VERB")
    return next(tied, None)


def _sets_apart(token: Token, last: Token) -> bool:
    """Whether a word above a place, or above the word below it, says that it is no site."""
    telling = last.dep in SUBJECTS and token.lemma in TELLING
    standing = token.dep in {"acl", "relcl"} and token.lemma in STANDING
    filed = token.dep in CLAUSES and token.lemma in FILED
    return telling or standing or filed or token.lower == "according" or token.lemma in APART
