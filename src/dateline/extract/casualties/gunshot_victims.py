"""People who were hit, of whom the words do not say that they lived: "shot", "taken to hospital".

They count as wounded as far as the report tells no death of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.context import SentenceContext
from dateline.extract.casualties.mentions import CasualtyMention, tell_harm
from dateline.extract.casualties.nouns import find_active
from dateline.extract.casualties.quantities import VictimCount, count_together, count_victims
from dateline.extract.casualties.verbs import find_stated, is_deadly, listed_before
from dateline.syntax.arguments import find_subjects, nouns_after
from dateline.syntax.factuality import stated_modality
from dateline.syntax.tree import Tree
from dateline.types import Count, Role, Span, Token, Toll, VictimGroup
from dateline.vocabulary import word_list, word_map

HIT: Final = word_list("harm.hit.participles")
HITTING: Final = word_list("harm.hit.verbs")
HOSPITALISED: Final = word_list("harm.hit.hospitalised")
NOT_HIT: Final = word_list("harm.hit.not_hit")
AIMED: Final = word_list("harm.hit.aimed")
STRIKING: Final = word_list("harm.hit.striking")
BULLETS: Final = word_list("harm.hit.bullets")
WOUNDS: Final = word_list("harm.hit.wounds")
STRUCK_BY: Final = BULLETS | word_list("harm.hit.body")
SUFFERING: Final = word_list("harm.hit.suffering")
CARRYING: Final = word_list("harm.hit.carrying")
CARRIED_TO: Final = WOUNDS | word_list("harm.hit.hospitals")
FINDING: Final = word_list("harm.hit.finding")
CONDITIONS: Final = word_list("harm.hit.conditions")
GRADES: Final = word_list("harm.hit.grades")
LYING: Final = word_list("harm.hit.lying")
ARRIVING: Final = word_list("harm.hit.arriving")
ACTS: Final = word_list("harm.hit.acts")
FATAL: Final = word_list("harm.deadly.fatal")
HOMICIDES: Final = word_list("harm.hit.homicides")
TIMES: Final = word_map("harm.times")
KILLING: Final = word_list("harm.suicide.verbs")
CHILD_ACCIDENTS: Final = word_list("harm.suicide.child_accidents")
BLOWING: Final = word_list("harm.suicide.with_up")
GUNS: Final = word_list("harm.suicide.guns")
SELVES: Final = word_list("harm.suicide.selves")
SUFFERED: Final = frozenset({"sustained", "suffered", "received"})
SUFFERERS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PREDICATES: Final = frozenset({"oprd", "xcomp", "ccomp", "acomp"})


def _wounded(
    context: SentenceContext, word: Token, nouns: Sequence[Token], role: Role = Role.WOUNDED
) -> Iterator[CasualtyMention]:
    """The mentions of people who were hit, with the sum of those that are joined."""
    if stated_modality(context.tree, word) is not None:
        for told in tell_harm(context, role, word, count_together(context, nouns, word)):
            yield replace(told, hit=role is Role.WOUNDED)


def read_hit(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The victims of "two people were shot", "a man shot in the leg", "five left hospitalized"."""
    tree = context.tree
    for word in context.tokens_in(HIT):
        if word.pos not in {"VERB", "ADJ"}:
            found = _aged(tree, word) if context.titled else []
        elif any(kid.lower in NOT_HIT for kid in tree.kids(word)):
            continue
        elif word.lower in HOSPITALISED and word.dep in PREDICATES:
            found = find_stated(tree, word)
        elif tree.kids(word, "nsubjpass"):
            found = find_subjects(tree, word)
        else:
            found = [] if tree.kids(word, "dobj") else _without_auxiliary(context, word)
        yield from _wounded(context, word, found)


def _aged(tree: Tree, word: Token) -> list[Token]:
    """The victim of a headline's "11-year-old shot in park", where "shot" is taken for a noun."""
    old = [kid for kid in tree.kids(word, "amod") if kid.lower == "old"]
    return [kid for kid in old if tree.kids(kid, "npadvmod")]


def _without_auxiliary(context: SentenceContext, word: Token) -> list[Token]:
    """The victims of a bare participle, which the parser takes for a doer in a headline."""
    tree = context.tree
    if word.tag == "VBN":
        return [tree.head(word)] if word.dep in {"acl", "relcl"} else find_subjects(tree, word)
    aimed = any(kid.lower in AIMED for kid in tree.kids(word))
    goes_on = any(tree.kids(kid, "dobj") for kid in tree.kids(word, "conj"))
    if word.tag != "VBD" or aimed or goes_on:
        return []
    doers = tree.kids(word, "nsubj")
    if context.titled:
        return [noun for doer in doers for noun in (*listed_before(tree, doer), doer)]
    return [n for n in doers if n.pos == "NUM" or tree.kids(n, "nummod")]


def read_hitting(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The victims of "shooting two people" and of "shot himself", attackers left out."""
    tree = context.tree
    for word in context.tokens_in(HITTING, "VERB"):
        if tree.kids(word, "nsubjpass"):
            continue
        objects = tree.kids(word, "dobj")
        others = [kid for kid in objects if kid.lower not in SELVES]
        joined = [kid for t in (word, *others) for kid in tree.kids(t, "conj")]
        selves = any(kid.lower in SELVES for kid in (*objects, *joined))
        alive = selves and not is_deadly(tree, word)  # else they are among the suicides
        yield from _wounded(context, word, others + (find_subjects(tree, word) if alive else []))


def read_struck(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The victims of "was struck in the leg", "hit by gunfire" and "a bullet hit a girl"."""
    tree = context.tree
    for word in context.tokens_in(STRIKING, "VERB"):
        by_bullet = any(n.lower in BULLETS for n in tree.kids(word, "nsubj"))
        if not by_bullet and not any(
            n.lower in STRUCK_BY for n in nouns_after(tree, word, "in", "by")
        ):
            continue
        if tree.kids(word, "nsubjpass"):
            yield from _wounded(context, word, find_subjects(tree, word))
        elif word.tag == "VBN" and word.dep in {"acl", "relcl"}:
            yield from _wounded(context, word, [tree.head(word)])
        else:
            yield from _wounded(context, word, tree.kids(word, "dobj"))


def read_suffering(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The subjects of "suffered a gunshot wound" and "was treated for gunshot wounds"."""
    tree = context.tree
    for word in context.lemmas_in(SUFFERING | SUFFERED, "VERB", "AUX", "ADJ"):
        objects = [*tree.kids(word, "dobj"), *_nouns_behind(tree, word)]
        if any(t.lower in WOUNDS for noun in objects for t in _with_words_before(tree, noun)):
            own = [tree.head(word)] if word.dep == "acl" else find_subjects(tree, word)
            yield from _wounded(context, word, own)
        elif word.dep == "amod" and tree.head(word).lower in WOUNDS:
            yield from _wounded(context, word, [_before_misread(tree, word)])


def _before_misread(tree: Tree, word: Token) -> Token:
    """The subject of "another sustained injuries", where the parse makes no verb of it."""
    before = tree.tokens[word.i - 1]
    return (
        before
        if before.pos in SUFFERERS or before.lower == "another"
        else tree.head(tree.head(word))
    )


def read_carried(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The subjects of "were taken to hospital"."""
    tree = context.tree
    for word in context.lemmas_in(CARRYING):
        below = (t.lower for place in _nouns_behind(tree, word) for t in tree.under(place))
        if word.tag == "VBN" and not CARRIED_TO.isdisjoint(below):
            yield from _wounded(context, word, tree.kids(word, "nsubjpass"))


def read_conditions(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those who are "in a critical condition", but not some of others: "two of the wounded"."""
    tree = context.tree
    for word in context.tokens_in(CONDITIONS, "NOUN"):
        prep, graded = tree.head(word), {t.lower for t in tree.kids(word, "amod", "compound")}
        verb = tree.head(prep)
        if prep.lower != "in" or not graded & GRADES:
            continue
        lying = verb.pos in {"VERB", "AUX"} and verb.lemma in LYING
        for noun in find_subjects(tree, verb) if lying else []:
            own = () if nouns_after(tree, noun, "of") else count_victims(context, noun)
            yield from tell_harm(context, Role.WOUNDED, word, own)


def read_bearing(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The persons of "found a man with gunshot wounds"."""
    tree = context.tree
    for prep in context.tokens_in({"with", "from"}, "ADP"):
        wounds = (t for noun in tree.kids(prep, "pobj") for t in _with_words_before(tree, noun))
        if prep.dep == "prep" and any(t.lower == "gunshot" for t in wounds):
            yield from _wounded(context, prep, _bearers(tree, tree.head(prep)))


def _bearers(tree: Tree, head: Token) -> list[Token]:
    """Those who bear what a phrase on a noun or verb tells."""
    if head.pos in {"NOUN", "PROPN", "NUM"}:
        return [head]
    found = tree.kids(head, "dobj") if head.lemma in FINDING else []
    came = tree.kids(head, "nsubj") if head.lemma in ARRIVING else []
    return found or tree.kids(head, "nsubjpass") or came


def _nouns_behind(tree: Tree, word: Token) -> list[Token]:
    """The nouns behind the prepositions of a verb, agents left out."""
    return [noun for prep in tree.kids(word, "prep") for noun in tree.kids(prep, "pobj")]


def _with_words_before(tree: Tree, noun: Token) -> tuple[Token, ...]:
    """A noun and the words before it."""
    return tree.tokens[tree.left_edge(noun) : noun.i + 1]


def read_shooting_nouns(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The victims of "the fatal shooting of two men" and "the shooting of a girl"."""
    tree = context.tree
    for word in context.tokens_in(ACTS, "NOUN"):
        fatal = any(kid.lower in FATAL for kid in tree.kids(word, "amod"))
        role = Role.KILLED if fatal else Role.WOUNDED
        yield from _wounded(context, word, nouns_after(tree, word, "of"), role)


def read_homicides(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Two killed for "a double homicide"."""
    for word in context.tokens_in(HOMICIDES):
        for kid in context.tree.kids(word, "amod"):
            if kid.lower in TIMES:
                times = int(TIMES[kid.lower])
                toll = Toll(Count(times, times, times))
                counted = VictimCount(toll, Span(kid.span.start, word.span.end), word)
                yield from tell_harm(context, Role.KILLED, word, [counted])


def read_suicides(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Who "blew himself up", "killed themselves" or "turned the gun on herself".

    They are attackers, but victims where it was an accident, as with children mostly.
    """
    tree = context.tree
    for word in context.tokens:
        nouns = find_active(context, word) if _is_suicide(tree, word) else []
        found = [one for noun in nouns for one in count_victims(context, noun)]
        if not found or stated_modality(tree, word) is None:
            continue
        accident = any(
            kid.lower == "accidentally"
            for verb in (word, tree.head(word))
            for kid in tree.kids(verb, "advmod")
        )
        for told in tell_harm(context, Role.KILLED, word, found):
            child = (
                told.counted.toll.group is VictimGroup.CHILDREN and word.lemma in CHILD_ACCIDENTS
            )
            yield told if accident or child else replace(told.as_attackers(), own=True)


def _is_suicide(tree: Tree, word: Token) -> bool:
    """Whether a verb tells that its subject killed himself."""
    if word.pos != "VERB":
        return False
    objects = {t.lower for kid in tree.kids(word, "dobj") for t in _listed(tree, kid)}
    if word.lemma == "turn" and objects & GUNS:
        return any(n.lower in SELVES for n in _nouns_behind(tree, word))
    if word.lemma == "commit" and "suicide" in objects:
        return True
    up = word.lemma in BLOWING and any(kid.lower == "up" for kid in tree.kids(word))
    deadly = up or word.lemma in KILLING or (word.lower in HITTING and is_deadly(tree, word))
    return deadly and bool(objects & SELVES)


def _listed(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and those that are joined to it: "kills infant, self"."""
    yield noun
    for kid in tree.kids(noun, "conj", "appos"):
        yield from _listed(tree, kid)
