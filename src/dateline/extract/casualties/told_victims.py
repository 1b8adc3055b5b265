"""Victims told without a word of harm: people who were hit, and parts of a toll."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.harm_words import (
    find_active,
    find_stated,
    is_deadly,
    listed_before,
)
from dateline.extract.casualties.quantities import (
    CasualtyMention,
    SentenceContext,
    VictimCount,
    count_together,
    count_victims,
    each_form,
    each_lemma,
    tell_harm,
)
from dateline.syntax.factuality import stated_modality
from dateline.syntax.tree import Tree, find_subjects, nouns_after, victim_group
from dateline.types import Count, Role, Span, Token, Toll, VictimGroup
from dateline.vocabulary import word_list, word_map

# ------------------------------------------------------------------ people who were hit

# They count as wounded as far as the report tells no death of theirs.

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


@each_form(HIT)
def read_hit(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The victims of "two people were shot", "a man shot in the leg", "five left hospitalized"."""
    tree = context.tree
    if word.pos not in {"VERB", "ADJ"}:
        found: Sequence[Token] = _aged(tree, word) if context.titled else []
    elif any(kid.lower in NOT_HIT for kid in tree.children[word.i]):
        return
    elif word.lower in HOSPITALISED and word.dep in PREDICATES:
        found = find_stated(tree, word)
    elif tree.kids[word.i].nsubjpass:
        found = find_subjects(tree, word)
    else:
        found = [] if tree.kids[word.i].dobj else _without_auxiliary(context, word)
    yield from _wounded(context, word, found)


def _aged(tree: Tree, word: Token) -> list[Token]:
    """The victim of a headline's "11-year-old shot in park", where "shot" is taken for a noun."""
    old = [kid for kid in tree.kids[word.i].amod if kid.lower == "old"]
    return [kid for kid in old if tree.kids[kid.i].npadvmod]


def _without_auxiliary(context: SentenceContext, word: Token) -> Sequence[Token]:
    """The victims of a bare participle, which the parser takes for a doer in a headline."""
    tree = context.tree
    if word.tag == "VBN":
        modifies = word.dep in {"acl", "relcl"}
        return [tree.tokens[word.head]] if modifies else find_subjects(tree, word)
    aimed = any(kid.lower in AIMED for kid in tree.children[word.i])
    goes_on = any(tree.kids[kid.i].dobj for kid in tree.kids[word.i].conj)
    if word.tag != "VBD" or aimed or goes_on:
        return []
    doers = tree.kids[word.i].nsubj
    if context.titled:
        return [noun for doer in doers for noun in (*listed_before(tree, doer), doer)]
    return [n for n in doers if n.pos == "NUM" or tree.kids[n.i].nummod]


@each_form(HITTING, "VERB")
def read_hitting(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The victims of "shooting two people" and of "shot himself", attackers left out."""
    tree = context.tree
    if tree.kids[word.i].nsubjpass:
        return
    objects = tree.kids[word.i].dobj
    others = [kid for kid in objects if kid.lower not in SELVES]
    joined = [kid for t in (word, *others) for kid in tree.kids[t.i].conj]
    selves = any(kid.lower in SELVES for kid in (*objects, *joined))
    alive = selves and not is_deadly(tree, word)  # else they are among the suicides
    yield from _wounded(context, word, [*others, *(find_subjects(tree, word) if alive else ())])


@each_form(STRIKING, "VERB")
def read_struck(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The victims of "was struck in the leg", "hit by gunfire" and "a bullet hit a girl"."""
    tree = context.tree
    by_bullet = any(n.lower in BULLETS for n in tree.kids[word.i].nsubj)
    if not by_bullet and not any(n.lower in STRUCK_BY for n in nouns_after(tree, word, "in", "by")):
        return
    if tree.kids[word.i].nsubjpass:
        yield from _wounded(context, word, find_subjects(tree, word))
    elif word.tag == "VBN" and word.dep in {"acl", "relcl"}:
        yield from _wounded(context, word, [tree.tokens[word.head]])
    else:
        yield from _wounded(context, word, tree.kids[word.i].dobj)


@each_lemma(SUFFERING | SUFFERED, "VERB", "AUX", "ADJ")
def read_suffering(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The subjects of "suffered a gunshot wound" and "was treated for gunshot wounds"."""
    tree = context.tree
    objects = [*tree.kids[word.i].dobj, *_nouns_behind(tree, word)]
    if any(t.lower in WOUNDS for noun in objects for t in _with_words_before(tree, noun)):
        own = [tree.tokens[word.head]] if word.dep == "acl" else find_subjects(tree, word)
        yield from _wounded(context, word, own)
    elif word.dep == "amod" and tree.tokens[word.head].lower in WOUNDS:
        yield from _wounded(context, word, [_before_misread(tree, word)])


def _before_misread(tree: Tree, word: Token) -> Token:
    """The subject of "another sustained injuries", where the parse makes no verb of it."""
    before = tree.tokens[word.i - 1]
    return (
        before
        if before.pos in SUFFERERS or before.lower == "another"
        else tree.tokens[tree.tokens[word.head].head]
    )


@each_lemma(CARRYING)
def read_carried(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The subjects of "were taken to hospital"."""
    tree = context.tree
    below = (t.lower for place in _nouns_behind(tree, word) for t in tree.under(place))
    if word.tag == "VBN" and not CARRIED_TO.isdisjoint(below):
        yield from _wounded(context, word, tree.kids[word.i].nsubjpass)


@each_form(CONDITIONS, "NOUN")
def read_conditions(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those who are "in a critical condition", but not some of others: "two of the wounded"."""
    tree = context.tree
    prep, graded = (
        tree.tokens[word.head],
        {t.lower for t in tree.children[word.i] if t.dep in {"amod", "compound"}},
    )
    verb = tree.tokens[prep.head]
    if prep.lower != "in" or not graded & GRADES:
        return
    lying = verb.pos in {"VERB", "AUX"} and verb.lemma in LYING
    for noun in find_subjects(tree, verb) if lying else []:
        own = () if nouns_after(tree, noun, "of") else count_victims(context, noun)
        yield from tell_harm(context, Role.WOUNDED, word, own)


@each_form({"with", "from"}, "ADP")
def read_bearing(context: SentenceContext, prep: Token) -> Iterator[CasualtyMention]:
    """The persons of "found a man with gunshot wounds"."""
    tree = context.tree
    wounds = (t for noun in tree.kids[prep.i].pobj for t in _with_words_before(tree, noun))
    if prep.dep == "prep" and any(t.lower == "gunshot" for t in wounds):
        yield from _wounded(context, prep, _bearers(tree, tree.tokens[prep.head]))


def _bearers(tree: Tree, head: Token) -> Sequence[Token]:
    """Those who bear what a phrase on a noun or verb tells."""
    if head.pos in {"NOUN", "PROPN", "NUM"}:
        return [head]
    found = tree.kids[head.i].dobj if head.lemma in FINDING else []
    came = tree.kids[head.i].nsubj if head.lemma in ARRIVING else []
    return found or tree.kids[head.i].nsubjpass or came


def _nouns_behind(tree: Tree, word: Token) -> list[Token]:
    """The nouns behind the prepositions of a verb, agents left out."""
    return [noun for prep in tree.kids[word.i].prep for noun in tree.kids[prep.i].pobj]


def _with_words_before(tree: Tree, noun: Token) -> tuple[Token, ...]:
    """A noun and the words before it."""
    return tree.tokens[tree.left_edge(noun) : noun.i + 1]


@each_form(ACTS, "NOUN")
def read_shooting_nouns(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The victims of "the fatal shooting of two men" and "the shooting of a girl"."""
    tree = context.tree
    fatal = any(kid.lower in FATAL for kid in tree.kids[word.i].amod)
    role = Role.KILLED if fatal else Role.WOUNDED
    yield from _wounded(context, word, nouns_after(tree, word, "of"), role)


@each_form(HOMICIDES)
def read_homicides(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Two killed for "a double homicide"."""
    for kid in context.tree.kids[word.i].amod:
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
            for verb in (word, tree.tokens[word.head])
            for kid in tree.kids[verb.i].advmod
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
    objects = {t.lower for kid in tree.kids[word.i].dobj for t in _listed(tree, kid)}
    if word.lemma == "turn" and objects & GUNS:
        return any(n.lower in SELVES for n in _nouns_behind(tree, word))
    if word.lemma == "commit" and "suicide" in objects:
        return True
    up = word.lemma in BLOWING and any(kid.lower == "up" for kid in tree.children[word.i])
    deadly = up or word.lemma in KILLING or (word.lower in HITTING and is_deadly(tree, word))
    return deadly and bool(objects & SELVES)


def _listed(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and those that are joined to it: "kills infant, self"."""
    yield noun
    for kid in [kid for kid in tree.children[noun.i] if kid.dep in {"conj", "appos"}]:
        yield from _listed(tree, kid)


# ------------------------------------------------------------------ parts of a toll

HARMED: Final = {
    **word_map("harm.states"), **word_map("harm.by_subject"), **word_map("harm.by_object")
}  # fmt: skip
KILLED: Final = word_list("victims.dead") | word_list("harm.by_object.killed")
WOUNDED: Final = word_list("harm.states.wounded")
BACK: Final = word_list("victims.back")
GRAVELY: Final = word_list("harm.deadly.gravely")
FATALLY: Final = word_list("harm.deadly.fatally")
COMPRISING: Final = word_list("victims.comprising")
BEFORE: Final = 3  # words before an adverb: "three of them critically"


@each_form(GRAVELY)
def read_grave_parts(context: SentenceContext, adverb: Token) -> Iterator[CasualtyMention]:
    """Those of "three of them critically", "one of them fatally", "four shot, one fatally"."""
    role = Role.KILLED if adverb.lower in FATALLY else Role.WOUNDED
    before = context.tree.tokens[max(adverb.i - BEFORE, 0) : adverb.i]
    numbers = [t for t in before if t.pos == "NUM"]
    if role is Role.KILLED and [t.pos for t in before[-2:]] == ["PUNCT", "NUM"]:
        yield from tell_harm(context, role, adverb, count_victims(context, before[-1])[:1])
    for number in numbers:
        if any(t.lower in BACK for t in before if t.i > number.i):
            yield from _parts(context, role, adverb, count_victims(context, number)[:1])


@each_lemma({"be"})
def read_parts_of_whole(context: SentenceContext, verb: Token) -> Iterator[CasualtyMention]:
    """Those of "seven of the dead were police officers"."""
    tree = context.tree
    for subject in tree.kids[verb.i].nsubj:
        wholes = [*nouns_after(tree, subject, "of"), *nouns_after(tree, verb, "of")]
        wholes += [
            kid for noun in wholes for kid in tree.children[noun.i] if kid.dep in {"acl", "amod"}
        ]
        role = next(filter(None, (_role(context, noun) for noun in wholes)), None)
        if role is None:
            continue
        for noun in wholes:  # "eleven of the 36 wounded" tells the 36 as well
            told = [one for one in count_victims(context, noun)[:1] if one.toll.count.low > 1]
            yield from tell_harm(context, role, verb, told)
        for noun in tree.kids[verb.i].attr:
            group = victim_group(noun, tree.tokens[tree.left_edge(noun) : noun.i])
            found = count_victims(context, subject)[:1] if group else ()
            parts = (
                replace(
                    one, toll=replace(one.toll, group=group or one.toll.group, detail=noun.text)
                )
                for one in found
            )
            yield from _parts(context, role, verb, parts)


@each_lemma({"be"})
def read_parts_among(context: SentenceContext, verb: Token) -> Iterator[CasualtyMention]:
    """Those of "among the dead were two nurses" and "two nurses were among the dead"."""
    wholes = nouns_after(context.tree, verb, "among")
    role = next(filter(None, (_named_role(noun) for noun in wholes)), None)
    for noun in (
        [kid for kid in context.tree.children[verb.i] if kid.dep in {"nsubj", "attr"}]
        if role
        else []
    ):
        yield from _parts(context, role, verb, count_victims(context, noun))


@each_lemma(COMPRISING)
def read_parts_included(context: SentenceContext, verb: Token) -> Iterator[CasualtyMention]:
    """Those of "the dead included two children"."""
    for subject in context.tree.kids[verb.i].nsubj:
        role = _role(context, subject)
        for noun in context.tree.kids[verb.i].dobj if role else []:
            yield from _parts(context, role, verb, count_victims(context, noun))


def _role(context: SentenceContext, noun: Token) -> Role | None:
    """The role of the people that a noun points back to: by itself, or by the toll told before."""
    if noun.lower not in BACK and noun.lower != "victims":  # of a shooting that nobody died in too
        return _named_role(noun)
    apart = context.tree.kids[noun.i].clauses  # "those killed", "those rescued"
    if apart:
        return _named_role(apart[0])
    before = [t for t in context.tokens if t.i < noun.i and t.lower in HARMED]
    return Role(HARMED[before[-1].lower]) if before else context.previous


def _named_role(noun: Token) -> Role | None:
    """The role that a word for the dead or the wounded names."""
    word = noun.lower
    return Role.KILLED if word in KILLED else Role.WOUNDED if word in WOUNDED else None


def _parts(
    context: SentenceContext, role: Role | None, verb: Token, found: Iterable[VictimCount]
) -> Iterator[CasualtyMention]:
    """The mentions of some tolls, each marked as a part."""
    if role is not None:
        yield from tell_harm(
            context, role, verb, (replace(one.as_part(), before=()) for one in found)
        )
