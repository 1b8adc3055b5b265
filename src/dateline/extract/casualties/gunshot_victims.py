"""People who were hit, of whom the words do not say that they lived: "shot", "taken to hospital".

They count as wounded as far as the report tells no death of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.extract.casualties.quantities import Counted, counted, with_sum
from dateline.extract.casualties.victims import (
    REFLEXIVE,
    doers,
    is_deadly,
    listed_before,
    of_state,
)
from dateline.syntax.arguments import find_subjects
from dateline.syntax.tree import Tree, low
from dateline.types import (
    Annotations,
    BlockKind,
    Count,
    Role,
    Sentence,
    Span,
    Token,
    Toll,
    VictimGroup,
)
from dateline.vocabulary.harm import lexicon

SELF = REFLEXIVE | {"self"}
GUNS = frozenset({"gun", "weapon", "rifle", "pistol", "handgun", "shotgun", "firearm"})
ARRIVING = frozenset({"walk", "arrive", "show", "come", "turn", "appear"})
HOSPITALISED = frozenset({"hospitalized", "hospitalised"})


def hits(
    tree: Tree, annotations: Annotations, sentence: Sentence
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield the people that a sentence says were hit, with the word that says so.

    Args:
        tree: the parse.
        annotations: what the report names.
        sentence: where to look.

    Yields:
        Role, word and toll: wounded, or killed for "the fatal shooting of" and "double homicide".
    """
    titled = sentence.block in {BlockKind.TITLE, BlockKind.SUBTITLE}
    for token in tree.tokens[sentence.first : sentence.last]:
        nouns = [*_hit(tree, token, titled), *_hitting(tree, token), *_struck(tree, token)]
        nouns += [*_suffered(tree, token), *_carried(tree, token), *_bearing(tree, token)]
        for one in _joined(tree, annotations, nouns, token):
            yield Role.WOUNDED, token, one
        for noun in _themselves(tree, token):
            for one in counted(tree, annotations, noun):
                yield _by_own_hand(tree, token, one)
        yield from _acted(tree, annotations, token)
        yield from _homicide(tree, token)


def _joined(
    tree: Tree, annotations: Annotations, nouns: Iterable[Token], word: Token
) -> tuple[Counted, ...]:
    """The tolls of some nouns, each noun once, with the sum of those that are joined."""
    once = {noun.i: noun for noun in nouns}
    found = {c.head.i: c for i in sorted(once) for c in counted(tree, annotations, once[i])}
    return with_sum(tuple(found.values()), word)


def _hit(tree: Tree, token: Token, titled: bool) -> list[Token]:
    """The victims of "two people were shot", "two shot in Boston", "five left hospitalized"."""
    if low(token) not in lexicon().hit:
        return []
    if token.pos not in {"VERB", "ADJ"}:
        return _aged(tree, token) if titled else []
    if any(low(kid) in {"at", "dead", "down"} for kid in tree.kids(token)):
        return []
    if low(token) in HOSPITALISED and token.dep in {"oprd", "xcomp", "ccomp", "acomp"}:
        return of_state(tree, token)
    if tree.kids(token, "nsubjpass"):
        return find_subjects(tree, token)
    return [] if tree.kids(token, "dobj") else _bare(tree, token, titled)


def _aged(tree: Tree, token: Token) -> list[Token]:
    """The victim of a headline's "11-year-old shot in park", where "shot" is taken for a noun."""
    aged = [kid for kid in tree.kids(token, "amod") if low(kid) == "old"]
    return [kid for kid in aged if tree.kids(kid, "npadvmod")]


def _bare(tree: Tree, token: Token, titled: bool) -> list[Token]:
    """The victims of a participle without an auxiliary: "a man shot in the leg"."""
    if token.tag == "VBN":
        return [tree.head(token)] if token.dep in {"acl", "relcl"} else find_subjects(tree, token)
    return _shortened(tree, token, titled)


def _shortened(tree: Tree, token: Token, titled: bool) -> list[Token]:
    """The victims of a headline's "Man shot in park", which the parser takes for a doer."""
    aimed = any(low(kid) in lexicon().aimed for kid in tree.kids(token))
    goes_on = any(tree.kids(kid, "dobj") for kid in tree.kids(token, "conj"))
    if token.tag != "VBD" or aimed or goes_on:
        return []
    doers = tree.kids(token, "nsubj")
    numbered = [n for n in doers if n.pos == "NUM" or tree.kids(n, "nummod")]
    listed = [noun for doer in doers for noun in listed_before(tree, doer)] if titled else []
    return [*listed, *doers] if titled else numbered


def _hitting(tree: Tree, token: Token) -> list[Token]:
    """The victims of "shooting two people" and of "shot himself", attackers left out."""
    if low(token) not in lexicon().hitting or token.pos != "VERB":
        return []
    if tree.kids(token, "nsubjpass"):
        return []
    objects = tree.kids(token, "dobj")
    selves = [kid for kid in objects if low(kid) in SELF]
    others = [kid for kid in objects if kid not in selves]
    joined = [kid for t in (token, *others) for kid in tree.kids(t, "conj")]
    selves += [kid for kid in joined if low(kid) in SELF]
    alive = selves and not is_deadly(tree, token)  # else `_themselves` has them
    return others + (find_subjects(tree, token) if alive else [])


def _struck(tree: Tree, token: Token) -> list[Token]:
    """The victims of "was struck in the leg", "hit by gunfire" and "a bullet hit a girl"."""
    if low(token) not in lexicon().struck or token.pos != "VERB":
        return []
    preps = [p for p in tree.kids(token, "prep", "agent") if low(p) in {"in", "by"}]
    objects = [n for p in preps for n in tree.kids(p, "pobj")]
    doers = tree.kids(token, "nsubj")
    wounds = lexicon().body | lexicon().bullets
    told = any(low(n) in wounds for n in objects)
    if not told and not any(low(n) in lexicon().bullets for n in doers):
        return []
    if tree.kids(token, "nsubjpass"):
        return find_subjects(tree, token)
    if token.tag == "VBN" and token.dep in {"acl", "relcl"}:
        return [tree.head(token)]
    return tree.kids(token, "dobj")


def _by_own_hand(tree: Tree, token: Token, one: Counted) -> tuple[Role, Token, Counted]:
    """Somebody who killed himself: one of the attackers, but a victim where it was an accident."""
    verbs = (token, tree.head(token))
    if any(low(kid) == "accidentally" for verb in verbs for kid in tree.kids(verb, "advmod")):
        return Role.KILLED, token, one
    if one.toll.group is VictimGroup.CHILDREN and token.lemma in {"shoot", "kill"}:
        return Role.KILLED, token, one  # mostly an accident too
    toll = replace(one.toll, group=VictimGroup.ATTACKERS)
    return Role.ATTACKERS_KILLED, token, replace(one, toll=toll)


def _themselves(tree: Tree, token: Token) -> list[Token]:
    """Who "blew himself up", "killed themselves" or "turned the gun on herself"."""
    if token.pos != "VERB":
        return []
    objects = {low(t) for kid in tree.kids(token, "dobj") for t in _listed(tree, kid)}
    on = {low(n) for p in tree.kids(token, "prep") for n in tree.kids(p, "pobj")}
    shot = low(token) in lexicon().hitting and is_deadly(tree, token)
    deadly = (
        token.lemma in {"kill", "detonate"}
        or shot
        or (token.lemma in {"blow", "explode"} and any(low(k) == "up" for k in tree.kids(token)))
    )
    turned = token.lemma == "turn" and bool(objects & GUNS)
    own = token.lemma == "commit" and "suicide" in objects
    if (deadly and objects & SELF) or (turned and on & SELF) or own:
        return doers(tree, token)
    return []


def _listed(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and those that are joined to it: "kills infant, self"."""
    yield noun
    for kid in tree.kids(noun, "conj", "appos"):
        yield from _listed(tree, kid)


def _suffered(tree: Tree, token: Token) -> list[Token]:
    """The subjects of "suffered a gunshot wound" and "was treated for gunshot wounds"."""
    if token.lemma not in lexicon().suffer or token.pos not in {"VERB", "AUX"}:
        return []
    objects = tree.kids(token, "dobj")
    objects += [n for p in tree.kids(token, "prep") for n in tree.kids(p, "pobj")]
    if not any(low(t) in lexicon().wounds for o in objects for t in _phrase(tree, o)):
        return []
    if token.dep == "acl":
        return [tree.head(token)]
    return find_subjects(tree, token)


def _phrase(tree: Tree, noun: Token) -> list[Token]:
    """A noun and the words before it."""
    return list(tree.tokens[tree.left_edge(noun) : noun.i + 1])


def _carried(tree: Tree, token: Token) -> list[Token]:
    """The subjects of "were taken to hospital"."""
    if token.lemma not in lexicon().carry or token.tag != "VBN":
        return []
    places = [n for p in tree.kids(token, "prep") for n in tree.kids(p, "pobj")]
    words = {low(t) for place in places for t in tree.under(place)}
    told = words & (lexicon().hospital | lexicon().wounds)
    return tree.kids(token, "nsubjpass") if told else []


def _bearing(tree: Tree, token: Token) -> list[Token]:
    """The persons of "found a man with gunshot wounds"."""
    if low(token) not in {"with", "from"} or token.dep != "prep":
        return []
    objects = tree.kids(token, "pobj")
    told = any(low(t) == "gunshot" for o in objects for t in _phrase(tree, o))
    head = tree.head(token)
    if not told:
        return []
    if head.pos in {"NOUN", "PROPN", "NUM"}:
        return [head]
    objects = tree.kids(head, "dobj") if head.lemma in {"find", "discover", "locate"} else []
    came = tree.kids(head, "nsubj") if head.lemma in ARRIVING else []
    return objects or tree.kids(head, "nsubjpass") or came


def _acted(
    tree: Tree, annotations: Annotations, token: Token
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield the victims of "the fatal shooting of two men" and "the shooting of a girl"."""
    if low(token) not in lexicon().acts or token.pos != "NOUN":
        return
    fatal = any(low(kid) in lexicon().fatal for kid in tree.kids(token, "amod"))
    role = Role.KILLED if fatal else Role.WOUNDED
    of = [n for p in tree.kids(token, "prep") if low(p) == "of" for n in tree.kids(p, "pobj")]
    for one in _joined(tree, annotations, of, token):
        yield role, token, one


def _homicide(tree: Tree, token: Token) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield two killed for "a double homicide"."""
    if low(token) not in lexicon().homicide:
        return
    for kid in tree.kids(token, "amod"):
        number = lexicon().times.get(low(kid))
        if number is not None:
            span = Span(kid.span.start, token.span.end)
            toll = Toll(Count(number, number, number))
            yield Role.KILLED, token, Counted(toll, span, token)
