"""Parts of a toll told in a sentence of their own: "seven of the dead were police officers"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.casualties.quantities import Counted, counted
from dateline.syntax.tree import Tree, low
from dateline.types import Annotations, Role, Sentence, Token, Toll
from dateline.vocabulary.harm import group_of, lexicon

BACK = frozenset({"them", "whom", "those", "these"})
GRAVELY = frozenset({"critically", "seriously", "severely", "badly", "gravely", "fatally"})
LEAD = 3  # "three of them" before the adverb
INCLUDE = frozenset({"include", "comprise"})


def parts(
    tree: Tree, annotations: Annotations, sentence: Sentence, last: Role | None
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield the parts of a toll that a sentence tells with "be" or "include".

    Args:
        tree: the parse.
        annotations: what the report names.
        sentence: where to look.
        last: the role of the toll told before, which "of them" points to.

    Yields:
        Role, verb and toll; the toll is marked as a part.
    """
    for verb in tree.tokens[sentence.first : sentence.last]:
        if low(verb) in GRAVELY:
            yield from _gravely(tree, annotations, verb)
        if verb.lemma == "be":
            yield from _of_whole(tree, annotations, verb, last)
            yield from _among(tree, annotations, verb)
        elif verb.lemma in INCLUDE:
            for subject in tree.kids(verb, "nsubj"):
                role = _role(subject, last)
                for noun in tree.kids(verb, "dobj") if role else []:
                    yield from _marked(role, verb, counted(tree, annotations, noun))


def _gravely(
    tree: Tree, annotations: Annotations, adverb: Token
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield "three of them critically" and "one of them fatally"."""
    before = tree.tokens[max(adverb.i - LEAD, 0) : adverb.i]
    if low(adverb) == "fatally" and [t.pos for t in before[-2:]] == ["PUNCT", "NUM"]:
        for one in counted(tree, annotations, before[-1])[:1]:  # "four people shot, one fatally"
            yield Role.KILLED, adverb, one
    for token in before:
        if token.pos == "NUM" and any(low(t) in BACK for t in before if t.i > token.i):
            role = Role.KILLED if low(adverb) == "fatally" else Role.WOUNDED
            yield from _marked(role, adverb, counted(tree, annotations, token)[:1])


def _of_whole(
    tree: Tree, annotations: Annotations, verb: Token, last: Role | None
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield "seven of the dead were police officers"."""
    for subject in tree.kids(verb, "nsubj"):
        preps = [*tree.kids(subject, "prep"), *tree.kids(verb, "prep")]
        wholes = [n for p in preps if low(p) == "of" for n in tree.kids(p, "pobj")]
        wholes += [kid for noun in wholes for kid in tree.kids(noun, "acl", "amod")]
        role = next((found for noun in wholes if (found := _role(noun, last))), None)
        for noun in wholes if role else []:  # "eleven of the 36 wounded" tells the 36 as well
            for one in counted(tree, annotations, noun)[:1]:
                if role is not None and one.toll.count.low > 1:
                    yield role, verb, one
        for noun in tree.kids(verb, "attr") if role else []:
            group = group_of(noun, list(tree.tokens[tree.left_edge(noun) : noun.i]))
            for one in counted(tree, annotations, subject)[:1] if group else []:
                toll = Toll(one.toll.count, group or one.toll.group, noun.text, part=True)
                whole = Counted(toll, one.span, one.head)
                yield from _marked(role, verb, (whole,))


def _among(
    tree: Tree, annotations: Annotations, verb: Token
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield "among the dead were two nurses" and "two nurses were among the dead"."""
    wholes = [n for p in tree.kids(verb, "prep") if low(p) == "among" for n in tree.kids(p, "pobj")]
    role = next((found for noun in wholes if (found := _role(noun, None))), None)
    for noun in tree.kids(verb, "nsubj", "attr") if role else []:
        yield from _marked(role, verb, counted(tree, annotations, noun))


def _role(noun: Token, last: Role | None) -> Role | None:
    """The role of the people that a noun points back to."""
    word = low(noun)
    if word in BACK or word == "victims":  # of a shooting that nobody died in, victims too
        return last
    if word in {"dead", "fatalities"} or word in lexicon().frames[Role.KILLED].object:
        return Role.KILLED
    return Role.WOUNDED if word in lexicon().frames[Role.WOUNDED].state else None


def _marked(
    role: Role | None, verb: Token, found: tuple[Counted, ...]
) -> Iterator[tuple[Role, Token, Counted]]:
    """The tolls, each marked as a part."""
    for one in found:
        toll = Toll(one.toll.count, one.toll.group, one.toll.detail, part=True)
        if role is not None:
            yield role, verb, Counted(toll, one.span, one.head)
