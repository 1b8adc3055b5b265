"""What was struck: the object of the deed, else the site at which it was, else the victims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.arguments.context import EventContext
from dateline.extract.claims import Answer
from dateline.syntax.arguments import is_among
from dateline.syntax.forms import forms_of_all
from dateline.syntax.locations import is_place_of_care
from dateline.syntax.repelled import is_repelled
from dateline.syntax.tree import Tree
from dateline.types import Modality, Role, Scope, Sentence, Span, Target, TargetKind, Token
from dateline.vocabulary import word_list, word_map

KIND_OF: Final = {word: TargetKind(kind) for word, kind in word_map("targets").items()}
ORDER: Final = {kind: n for n, kind in enumerate(dict.fromkeys(KIND_OF.values()))}
DEEDS: Final = word_list("responsibility.events.nouns")
DYING: Final = word_list("arguments.targets.dying")
HARMING: Final = word_list("arguments.targets.harming")
HITTING: Final = word_list("arguments.targets.hitting")
MEANS: Final = word_list("arguments.actors.state_means") | word_list("arguments.actors.fired")
ON: Final = word_list("arguments.targets.on")
PROTESTS: Final = word_list("arguments.targets.protests")
PEOPLE: Final = word_list("arguments.targets.people")
SITES: Final = word_list("arguments.targets.sites")
TELLERS: Final = word_list("arguments.targets.tellers")
WITH_WEAPONS: Final = word_list("arguments.targets.with_weapons")
PERSONS: Final = frozenset({TargetKind.CIVILIANS, TargetKind.PERSON, TargetKind.MILITANT})
# Who was hit says less than what was: passengers are struck in a bus.
VAGUE: Final = frozenset({TargetKind.CIVILIANS, TargetKind.PUBLIC_PLACE, TargetKind.PERSON})
MODIFIERS: Final = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "case"})


def read_objects(context: EventContext) -> Iterator[Answer]:
    """What the event's words strike."""
    triggers = context.triggers
    for word, sentence in triggers if context.event.scope is Scope.SINGLE else triggers[:1]:
        for head in _struck(context.tree, word):
            yield from _target(context, head, sentence)


def read_target_sites(context: EventContext) -> Iterator[Answer]:
    """The sites of an event of which no object is told, or nobody but persons."""
    objects = [*read_objects(context)]
    if context.event.scope is Scope.SINGLE and all(_target_kind(a) in PERSONS for a in objects):
        for word, sentence in context.triggers:
            for head in context.apart_from_others(_sites(context.tree, word, sentence)):
                for answer in _target(context, head, sentence):
                    if not objects or _target_kind(answer) not in VAGUE:
                        yield answer


def read_victims(context: EventContext) -> Iterator[Answer]:
    """The people harmed in an event of which neither object nor site is told."""
    told = any(read_objects(context)) or any(read_target_sites(context))
    if told or context.event.scope is not Scope.SINGLE:
        return
    for _, sentence in context.triggers:
        for noun in context.apart_from_others(_harmed(context.tree, sentence)):
            known = [*_target(context, noun, sentence)]
            yield from known
            if not known and (forms_of_all([noun]) & PEOPLE or noun.pos == "NUM"):
                phrase = _target_words(context.tree, noun)
                yield _target_as_written(context, phrase, TargetKind.CIVILIANS, sentence)


def is_vague(answer: Answer) -> bool:
    """Whether a target is of a kind that gives way to an exact one."""
    return _target_kind(answer) in VAGUE


def _target(context: EventContext, head: Token, sentence: Sentence) -> Iterator[Answer]:
    """The target that a noun names; none if it is no thing or person that is struck.

    "Killed in an army ambush" tells of a deed, and of nothing that was struck.
    """
    if is_among(head, DEEDS) or is_among(head, MEANS):
        return
    phrase = _target_words(context.tree, head)
    kinds = [KIND_OF[form] for form in forms_of_all(phrase) if form in KIND_OF]
    if kinds:
        yield _target_as_written(context, phrase, min(kinds, key=ORDER.__getitem__), sentence)


def _target_as_written(
    context: EventContext, phrase: list[Token], kind: TargetKind, sentence: Sentence
) -> Answer:
    """The target of a phrase, as written."""
    run = [t for t in phrase if t.dep not in {"prep", "punct"}]
    span = Span(run[0].span.start, run[-1].span.end)
    name = " ".join(context.report.document.text[span.start : span.end].split())
    return Answer(Role.TARGET, Target(name, kind), span, sentence, Modality.ASSERTED)


def _struck(tree: Tree, word: Token) -> Iterator[Token]:
    """The heads of what a trigger strikes."""
    preps = tree.kids(word, "prep")
    verb = tree.head(word)
    if word.pos == "VERB":
        if word.lemma not in WITH_WEAPONS:
            told = tree.kids(word, "dobj", "nsubjpass")
            yield from (noun for noun in told if not is_repelled(tree, word, noun))
    elif verb.pos == "VERB":
        preps += tree.kids(verb, "prep")
        if word.dep == "nsubj":
            yield from tree.kids(verb, "dobj")
    for prep in preps:
        if prep.lower in ON:
            yield from tree.kids(prep, "pobj")
    for clause in tree.kids(word, "acl"):
        if clause.lemma in HITTING:
            yield from tree.kids(clause, "dobj")


def _sites(tree: Tree, word: Token, sentence: Sentence) -> Iterator[Token]:
    """The nouns after "at", "in" or "outside" in the clause of a trigger."""
    own = {word.i, *[t.i for t in list(tree.above(word))[:2]]}
    own |= {k.i for i in tuple(own) for k in tree.kids(tree.tokens[i], "advcl")}
    for prep in tree.tokens[sentence.first : sentence.last]:
        spoken = tree.head(prep).lemma in TELLERS  # "a source at the police command"
        if prep.dep == "prep" and prep.lower in SITES and not (spoken or _is_cause(tree, prep)):
            over = {t.i for t in list(tree.above(prep))[:3]}
            if over & own:
                yield from (n for n in tree.kids(prep, "pobj") if not is_place_of_care(tree, n))


def _is_cause(tree: Tree, prep: Token) -> bool:
    """Whether "against" tells what people are against: "fired at a protest against a tax"."""
    return prep.lower == "against" and is_among(tree.head(prep), PROTESTS)


def _harmed(tree: Tree, sentence: Sentence) -> Iterator[Token]:
    """The people that a sentence tells were killed or hurt."""
    for verb in tree.tokens[sentence.first : sentence.last]:
        if verb.lemma in HARMING and not any(kid.lower == "down" for kid in tree.kids(verb, "prt")):
            yield from (n for n in tree.kids(verb, "dobj", "nsubjpass") if n.pos != "ADJ")
            yield from tree.kids(verb, "nsubj") if verb.lemma in DYING else ()


def _target_words(tree: Tree, token: Token) -> list[Token]:
    """The words of a noun phrase in order, what follows it left out."""
    before = [kid for kid in tree.kids(token) if kid.dep in MODIFIERS and kid.i < token.i]
    found = [token, *(t for kid in before for t in _target_words(tree, kid))]
    return sorted(found, key=lambda t: t.i)


def _target_kind(answer: Answer) -> TargetKind | None:
    """The kind of an answer's target."""
    return answer.value.kind if isinstance(answer.value, Target) else None
