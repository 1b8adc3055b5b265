"""Words that tell of an event, what nouns stand for beside them, and the frames that verbs make."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.syntax.locations import SUBJECTS
from dateline.syntax.scope import VIOLENT
from dateline.syntax.tree import (
    Tree,
    find_doers,
    find_objects,
    forms_of_all,
    phrase_words,
    said,
    tree,
    victim_group,
    within,
)
from dateline.types import (
    Annotations,
    Kind,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Scope,
    Sentence,
    Stage,
    Token,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ what nouns stand for

SELVES: Final = word_list("violence.selves")
ARMS: Final = word_list("violence.carried_arms")
HEADS: Final = word_list("violence.heads")
BODIES: Final = word_list("violence.public_bodies")
PEOPLE: Final = word_list("violence.people")
EXPLOSIVES: Final = word_list("violence.loads")
DEEP: Final = 2  # "of" and joined nouns below a head that are looked at
FURTHER: Final = word_list("grammar.ordinal_pronouns")  # that stand for a deed told before
NEAR: Final = 40  # words back to it
OF_PARTY: Final = {
    PartyKind.ARMED_GROUP: frozenset({"raiders", "fighters"}),
    PartyKind.MILITARY: frozenset({"forces"}),
    PartyKind.SECURITY: frozenset({"forces"}),
}
NAMED: Final = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT"})
AGES: Final = ("year-old", "years-old")


def deed_meant(parsed: Tree, word: Token) -> Token | None:
    """The bomb, raid or blast that "another" or "the second" did harm like; None for other words.

    Args:
        parsed: the parse of the report.
        word: any word.
    """
    if word.lower not in FURTHER or word.dep != "nsubj" or not parsed.kids[word.head].dobj:
        return None
    before = parsed.tokens[max(0, word.i - NEAR) : word.i]
    subjects = (t for t in reversed(before) if t.pos == "NOUN" and t.dep in SUBJECTS)
    return next((t for t in subjects if t.forms & VIOLENT), None)


class NounClasses:
    """The classes of a report's nouns, told once a noun."""

    def __init__(self, annotations: Annotations, parsed: Tree) -> None:
        self._parsed = parsed
        self._towns = town_words(annotations)
        self._parties = dict(_party_heads(annotations))
        self._known: dict[int, frozenset[str]] = {}

    def is_town(self, word: Token) -> bool:
        """Whether a word is one of a town's name."""
        return word.i in self._towns

    def classes(self, head: Token) -> frozenset[str]:
        """The classes and the lemma of a head, those joined to it and behind "of" among them."""
        if head.i not in self._known:
            self._known[head.i] = frozenset(
                name for noun in self._heads_meant(head, DEEP) for name in self._own(noun)
            ) | {"any"}
        return self._known[head.i]

    def _heads_meant(self, head: Token, depth: int) -> Iterator[Token]:
        """A head, the nouns joined to it, and those that it measures: "a hail of bullets"."""
        yield head
        if not depth:
            return
        for kid in self._parsed.children[head.i]:
            if kid.dep in {"conj", "appos"} and kid.pos in {"NOUN", "PROPN", "NUM", "PRON"}:
                yield from self._heads_meant(kid, depth - 1)
            elif kid.dep == "prep" and kid.lower == "of" and _measures(head):
                for noun in self._parsed.kids[kid.i].pobj:
                    yield from self._heads_meant(noun, depth - 1)

    def _own(self, noun: Token) -> Iterator[str]:
        """The classes of one noun."""
        before = [k for k in self._parsed.children[noun.i] if k.i < noun.i]
        yield from self._parties.get(noun.i, ())
        if (meant := deed_meant(self._parsed, noun)) is not None:
            noun = meant
        if noun.pos == "PROPN" and noun.entity in NAMED:  # a team or a firm: "the Rockets", "Shell"
            if noun.i in self._towns:
                yield "place"
            elif noun.entity == "PERSON":
                yield from self._of_person(noun, before)
            return
        names = noun.forms
        yield from _named_classes(names, before)
        yield from names
        if _is_person(noun):
            yield from self._of_person(noun, before)
        if names & HEADS and self._is_of_body(noun):
            yield "office"
        if noun.entity in {"GPE", "LOC", "FAC"} or noun.i in self._towns:
            yield "place"
        if noun.lower in SELVES:
            yield "self"
        if self._is_laden(noun):
            yield from ("bombs", "laden")

    def _of_person(self, noun: Token, before: list[Token]) -> Iterator[str]:
        """The classes of somebody."""
        yield "person"
        if self._is_armed(noun, before):
            yield "raiders"
        if self._is_member(noun, before):
            yield "members"

    def _is_armed(self, noun: Token, before: list[Token]) -> bool:
        """Whether it is somebody of an armed group, or with a weapon: "a man with a pistol"."""
        if any("raiders" in self._parties.get(word.i, ()) for word in before):
            return True
        return any(
            thing.forms & ARMS
            for prep in self._parsed.kids[noun.i].prep
            if prep.lower in {"with", "in"}
            for thing in self._parsed.kids[prep.i].pobj
        )

    def _is_member(self, noun: Token, before: list[Token]) -> bool:
        """Whether it is somebody of an armed group: "a rebel leader", "a cadre of the group"."""
        of = (n for p in self._parsed.kids[noun.i].prep if p.lower == "of" for n in self._of(p))
        inner = (k for word in before for k in self._parsed.kids[word.i].modifying)
        return any("fighters" in self._classes_named(word) for word in (*before, *inner, *of))

    def _of(self, prep: Token) -> Iterator[Token]:
        """The noun behind a preposition, with the words before it."""
        for noun in self._parsed.kids[prep.i].pobj:
            yield noun
            yield from self._parsed.kids[noun.i].modifying

    def _classes_named(self, word: Token) -> Iterator[str]:
        """The classes that a word by itself names, as a party or as a noun."""
        yield from self._parties.get(word.i, ())
        known = classes_of_words()
        yield from (name for form in word.forms for name in known.get(form, ()))

    def _is_of_body(self, noun: Token) -> bool:
        """Whether it is the head of a public body: "the chairman of the electoral commission"."""
        return any(
            body.forms & BODIES
            for prep in self._parsed.kids[noun.i].prep
            if prep.lower == "of"
            for body in self._parsed.kids[prep.i].pobj
        )

    def _is_laden(self, noun: Token) -> bool:
        """Whether a thing or a person is made a bomb: "a car packed with explosives"."""
        return any(
            clause.lower in laden_participles() or clause.lemma.lower() in laden_participles()
            for clause in self._parsed.children[noun.i]
            if clause.dep in {"acl", "amod", "relcl"}
            and any(word.lower in EXPLOSIVES for word in self._parsed.under(clause))
        )


def _named_classes(names: AbstractSet[str], before: list[Token]) -> set[str]:
    """The classes of a noun by its own words: with a word before it, else alone."""
    words = classes_of_words()
    pairs = {f"{a} {b}" for k in before for a in k.forms for b in names}
    exact = {c for pair in pairs for c in words.get(pair, ())}
    return exact or {c for name in names for c in words.get(name, ())}


def _is_person(noun: Token) -> bool:
    """Whether it is somebody: a noun for people, a name, a bare number, an age."""
    if victim_group(noun) is not None or noun.entity in {"PERSON", "NORP"}:
        return True
    if noun.lower in PEOPLE or noun.lower.endswith(AGES):
        return True
    return noun.pos == "NUM" and noun.entity in {"CARDINAL", ""}


def _measures(head: Token) -> bool:
    """Whether a noun says how much or how many of what follows "of"."""
    return head.pos == "NUM" or bool(head.forms & measure_nouns())


def _party_heads(annotations: Annotations) -> Iterator[tuple[int, frozenset[str]]]:
    """The words of names of groups and forces, with their classes."""
    for entity in annotations.parties:
        if isinstance(entity.value, Party) and entity.value.kind in OF_PARTY:
            for token in within(annotations.tokens, entity.span):
                yield token.i, OF_PARTY[entity.value.kind]


def town_words(annotations: Annotations) -> frozenset[int]:
    """The words that name towns, for the parser's own names of places miss many."""
    return frozenset(
        token.i
        for e in annotations.places
        if isinstance(e.value, Place) and e.value.kind in {PlaceKind.CITY, PlaceKind.ADMIN1}
        for token in within(annotations.tokens, e.span)
    )


@cache
def _data() -> dict[str, Any]:
    """The table of the package."""
    return tomllib.loads(files(__package__).joinpath("frames.toml").read_text("utf-8"))


@cache
def classes_of_words() -> dict[str, tuple[str, ...]]:
    """The classes of each word or pair of words."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _data()["classes"].items():
        if name in {"carriers", "laden"}:
            continue
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def measure_nouns() -> frozenset[str]:
    """Nouns that say how much or how many."""
    return frozenset(_data()["classes"]["carriers"])


@cache
def laden_participles() -> frozenset[str]:
    """Participles that tell what a thing is filled with."""
    return frozenset(_data()["classes"]["laden"])


# ------------------------------------------------------------------ triggers


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event."""

    token: Token
    sentence: Sentence
    at: int  # the number of the sentence
    kind: Kind | None  # None where what else is told of the event decides
    stage: Stage = Stage.ACCOMPLISHED
    scope: Scope = Scope.SINGLE
    sure: bool = False  # its own construction tells of violence, whatever else the report says
    harm: bool = False  # it tells of people harmed in plain words
    plain: bool = False  # and of nothing else
    definite: bool = False  # "the attack", "Friday's attack"
    other: bool = False  # "another attack", "a similar attack"
    apart: bool = False  # "a separate attack", "elsewhere in the city": surely not the news
    opened: bool = False  # its sentence begins so: "In a separate attack, gunmen killed"
    charged: bool = False  # what somebody who is held or gives himself up is wanted for
    rule: str = ""
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TriggerContext:
    """A sentence, with the tree of its report and what the nouns of the report stand for."""

    tree: Tree
    nouns: NounClasses
    sentence: Sentence
    at: int  # its number
    tokens: tuple[Token, ...]

    def trigger(self, token: Token, kind: Kind | None) -> Trigger:
        """One of its words as a trigger."""
        return Trigger(token, self.sentence, self.at, kind)


def trigger_contexts(annotations: Annotations) -> Iterator[TriggerContext]:
    """The sentences of a report, in order."""
    parsed = tree(annotations)
    nouns = NounClasses(annotations, parsed)
    for at, sentence in enumerate(annotations.sentences):
        words = parsed.tokens[sentence.first : sentence.last]
        yield TriggerContext(parsed, nouns, sentence, at, words)


# ------------------------------------------------------------------ frames

# "Hit" or "throw" tell of nothing; "a missile hit a house" and "threw a grenade at a bar" do. The
# table of `frames.toml` says which verb tells of which kind with whom before it, what after it and
# what behind "at" or "with". Its last rows are less sure: the rest of the report must bear them
# out.

SLOTS: Final = (
    *("doer", "object", "at", "with", "cause", "under", "on", "when"),
    *("near", "doer_words", "object_words"),
)
PREPS: Final = {
    slot: word_list(f"violence.after.{slot}") for slot in ("at", "with", "cause", "under")
}
PURPOSE: Final = word_list("violence.after.purpose")
USING: Final = word_list("violence.after.using")
CLAUSES: Final = frozenset({"ccomp", "advcl", "conj"})
PARTICLES: Final = frozenset({"prt", "advmod", "acomp", "oprd", "xcomp"})
FARTHEST: Final = 6  # words between a verb and its particle


@dataclass(frozen=True, slots=True)
class Frame:
    """A construction: for each slot the classes or words of which one must fill it."""

    kind: Kind | None
    stage: Stage
    slots: tuple[tuple[str, frozenset[str]], ...]
    sure: bool  # it tells of violence whatever else the report says
    owned: bool  # the object must be somebody's own: "triggered his vest"
    bare: bool  # there must be no object: "fired at", and not "fired a broadside at"
    single: bool  # it must be done to one alone
    passive: bool  # nobody may be told who does it in the subject's place
    unless: frozenset[str]  # words of the sentence that speak against it
    need: frozenset[str]  # words of the sentence of which one must be there


@dataclass(frozen=True, slots=True)
class FixedPhrase:
    """Words that tell of violence however the parser reads them."""

    kind: Kind
    words: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    need: re.Pattern[str] | None


def read_frames(context: TriggerContext) -> Iterator[Trigger]:
    """Verbs with all that a construction asks for: "a missile hit a house"."""
    return _read_rows(context, _sure_frames())


def read_everyday_verbs(context: TriggerContext) -> Iterator[Trigger]:
    """Everyday verbs beside a weapon or an attacker: "a bomb went off"."""
    return _read_rows(context, _unsure_frames())


def _read_rows(context: TriggerContext, rows: Mapping[str, tuple[Frame, ...]]) -> Iterator[Trigger]:
    """The verbs of a sentence that fill a row of the table, each by the first that it fills."""
    said_words = frozenset(t.lower for t in context.tokens)
    for verb in context.tokens:
        frame = find_frame(context, verb, rows, said_words) if verb.pos == "VERB" else None
        if frame is not None:
            yield replace(context.trigger(verb, frame.kind), stage=frame.stage, sure=frame.sure)


def find_frame(
    context: TriggerContext,
    verb: Token,
    rows: Mapping[str, tuple[Frame, ...]],
    said_words: AbstractSet[str],
) -> Frame | None:
    """The construction that a verb makes with the words around it.

    Args:
        context: its sentence.
        verb: one of its verbs.
        rows: the frames of each verb.
        said_words: the words of the sentence, in lower case.

    Returns:
        The first frame of the table that is filled, or None.
    """
    heads: dict[str, tuple[Token, ...]] = {}
    for name in _verb_names(context.tree, verb, rows):
        for frame in rows.get(name, ()):
            for slot, _ in frame.slots:
                if slot not in heads:
                    heads[slot] = tuple(_heads(context.tree, verb, slot))
            if (
                not frame.unless & said_words
                and (not frame.need or frame.need & said_words)
                and all(_is_filled(context, heads[s], s, asked) for s, asked in frame.slots)
                and _is_fitting(context.tree, verb, frame)
            ):
                return frame
    return None


def read_phrases(context: TriggerContext) -> Iterator[Trigger]:
    """Phrases that tell of violence, however the parser reads them: "came under mortar fire"."""
    said_words = {t.lower for t in context.tokens}
    asked = [phrase for phrase in _phrases() if phrase.words & said_words]
    if not asked:
        return
    text = said(context.tokens).lower()
    starts = _starts(context.tokens)
    for phrase in asked:
        told = not (phrase.unless and phrase.unless.search(text))
        if told and (phrase.need is None or phrase.need.search(text)):
            for hit in phrase.pattern.finditer(text):
                if hit.start() in starts:
                    token = starts[hit.start()]
                    yield replace(context.trigger(token, phrase.kind), sure=True)


def _starts(tokens: Iterable[Token]) -> dict[int, Token]:
    """The word that begins at each place of a sentence as `said` writes it."""
    starts: dict[int, Token] = {}
    at, before = 0, None
    for token in tokens:
        at += before is not None and before.span.end < token.span.start
        starts[at] = token
        at += len(token.lower)
        before = token
    return starts


def _is_fitting(tree: Tree, verb: Token, frame: Frame) -> bool:
    """Whether the number and the owner of the words fit a frame."""
    if frame.owned and not any(tree.kids[noun.i].poss for noun in find_objects(tree, verb)):
        return False
    if (frame.bare or frame.passive) and tree.kids[verb.i].dobj:
        return False
    if not frame.sure and _is_done_to_its_doer(tree, verb, frame):
        return False
    return not frame.single or all(_is_alone(tree, n) for n in find_objects(tree, verb))


def _is_done_to_its_doer(tree: Tree, verb: Token, frame: Frame) -> bool:
    """Whether one noun would fill both slots of a frame, as in the headline "teen killed"."""
    doers = {t.i for t in find_doers(tree, verb)}
    told = any(slot in {"doer", "doer_words"} for slot, _ in frame.slots)
    return told and doers <= {t.i for t in find_objects(tree, verb)}


def _is_alone(tree: Tree, noun: Token) -> bool:
    """Whether it is a single person or thing, with none beside it."""
    kids = tree.kids[noun.i]
    return noun.tag in {"NN", "NNP"} and not (kids.nummod or kids.conj)


def _verb_names(tree: Tree, verb: Token, known: Mapping[str, object]) -> Iterator[str]:
    """A verb with its particle, then alone: "set off", "set"."""
    lemma = verb.lemma.lower()
    if lemma not in known and verb.lower.endswith("ed"):
        lemma = verb.lower[:-1] if verb.lower[:-1] in known else verb.lower[:-2]
    for kid in tree.children[verb.i]:
        if kid.dep in PARTICLES and kid.i <= verb.i + FARTHEST:
            yield f"{lemma} {kid.lower}"
    yield lemma


def _is_filled(
    context: TriggerContext, heads: Sequence[Token], slot: str, asked: frozenset[str]
) -> bool:
    """Whether a word of the classes asked for fills a slot of a verb."""
    if slot == "on":
        return bool(asked & {word.lemma.lower() for word in heads})
    if slot in {"near", "doer_words", "object_words"}:
        words = [t for head in heads for t in phrase_words(context.tree, head)]
        return bool(asked & (forms_of_all(words) | {t.entity for t in words}))
    return any(asked & context.nouns.classes(head) for head in heads)


def _heads(tree: Tree, verb: Token, slot: str) -> Iterable[Token]:
    """The heads of the phrases that may fill a slot of a verb."""
    if slot in {"doer", "doer_words"}:
        return find_doers(tree, verb)
    if slot in {"object", "object_words"}:
        return find_objects(tree, verb)
    if slot == "on":
        return _purposes(tree, verb)
    if slot == "near":
        return [kid for kid in tree.children[verb.i] if kid.dep not in CLAUSES]
    if slot == "when":
        return [t for clause in tree.kids[verb.i].advcl for t in tree.under(clause)]
    return _nouns_behind(tree, verb, PREPS[slot])


def _nouns_behind(tree: Tree, verb: Token, preps: frozenset[str]) -> Iterator[Token]:
    """The nouns behind some prepositions of a verb or of its object."""
    beside = {"dobj", "nsubjpass", "prep", "prt", "advmod"}
    for head in (verb, *(kid for kid in tree.children[verb.i] if kid.dep in beside)):
        for prep in tree.children[head.i]:
            if prep.dep in {"prep", "agent", "dative"} and prep.lower in preps:
                yield from tree.kids[prep.i].pobj
                for further in tree.kids[prep.i].prep:
                    yield from tree.kids[further.i].pobj
    for clause in tree.kids[verb.i].advcl:
        if clause.lower in USING & preps:
            yield from tree.kids[clause.i].dobj


def _purposes(tree: Tree, verb: Token) -> Iterator[Token]:
    """The words that tell for what somebody is held: "on suspicion of planning an attack"."""
    for head in (verb, *tree.kids[verb.i].undergoing):
        for kid in tree.children[head.i]:
            if kid.dep == "acl" or (kid.dep == "prep" and kid.lower in PURPOSE):
                yield from tree.under(kid)


# ------------------------------------------------------------------ what frames ask of the words

# Classes that the parse or a name may tell, whatever the words.
TOLD_BY_PARSE: Final = frozenset({"any", "person", "place", "self"})


@dataclass(frozen=True, slots=True)
class FrameNeeds:
    """What must be told in a sentence for a frame to be filled: of each set a word or a class."""

    sure: bool
    sets: tuple[frozenset[str], ...]


@cache
def frame_needs() -> Mapping[str, tuple[FrameNeeds, ...]]:
    """What the frames need beside a verb, by the verb without its particle."""
    found: dict[str, dict[FrameNeeds, None]] = {}
    for frames in (_sure_frames(), _unsure_frames()):
        for name, rows in frames.items():
            verb, *particle = name.split()
            for frame in rows:
                needs = FrameNeeds(frame.sure, tuple(_needs(frame, particle)))
                found.setdefault(verb, {})[needs] = None
    return {verb: tuple(needs) for verb, needs in found.items()}


def _needs(frame: Frame, particle: Sequence[str]) -> Iterator[frozenset[str]]:
    """The sets of words and classes of which a frame needs one each."""
    yield from (frozenset({word}) for word in particle)
    if frame.need:
        yield frame.need
    for slot, asked in frame.slots:
        if slot in PREPS:
            yield PREPS[slot]
        if not asked & TOLD_BY_PARSE and not any(name.isupper() for name in asked):
            yield asked


def told_classes(names: AbstractSet[str], parties: AbstractSet[PartyKind]) -> set[str]:
    """The classes of nouns that a sentence may tell, those left out that the parse tells.

    Args:
        names: all that its words may go by.
        parties: the kinds of parties that it may name.
    """
    found = {name for word in names for name in _classes_by_last_word().get(word, ())}
    found.update(name for kind in parties for name in OF_PARTY.get(kind, ()))
    if names & ARMS:
        found.add("raiders")
    if "fighters" in found:
        found.add("members")
    if names & HEADS and names & BODIES:
        found.add("office")
    if names & EXPLOSIVES:
        found.update(("bombs", "laden"))
    return found


@cache
def _classes_by_last_word() -> Mapping[str, frozenset[str]]:
    """The classes that a word may tell, alone or behind another."""
    found: dict[str, frozenset[str]] = {}
    for words, names in classes_of_words().items():
        last = words.split()[-1]
        found[last] = found.get(last, frozenset()) | frozenset(names)
    return found


def has_fixed_phrase(sentence: str, names: AbstractSet[str]) -> bool:
    """Whether a sentence may have one of the fixed phrases; `names` is all its words may go by."""
    asked = [phrase for phrase in _phrases() if not phrase.words.isdisjoint(names)]
    text = " ".join(sentence.lower().split()) if asked else ""
    return any(phrase.pattern.search(text) for phrase in asked)


@cache
def _sure_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames that tell of violence by themselves, by verb."""
    return _frames_by_verb(sure=True)


@cache
def _unsure_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames that the rest of a report must bear out, by verb."""
    return _frames_by_verb(sure=False)


def _frames_by_verb(*, sure: bool) -> Mapping[str, tuple[Frame, ...]]:
    """The frames by verb, in the order of the table."""
    data = _frames_table()
    found: dict[str, tuple[Frame, ...]] = {}
    for row in data["frame"]:
        frame = _frame(row)
        if frame.sure is sure:
            for verb in dict.fromkeys(_spelled(row["verbs"], data["verbs"])):
                found[verb] = (*found.get(verb, ()), frame)
    return found


def _spelled(verbs: Iterable[str], lists: dict[str, list[str]]) -> Iterator[str]:
    """Verbs, those of the lists that are named among them."""
    for verb in verbs:
        if verb.startswith("@"):
            yield from lists[verb[1:]]
        else:
            yield verb


def _frame(row: dict[str, Any]) -> Frame:
    """A row of the table."""
    return Frame(
        kind=None if row.get("open") else Kind(row["kind"]),
        stage=Stage(row.get("stage", Stage.ACCOMPLISHED)),
        slots=tuple((slot, frozenset(_expand_lists(row[slot]))) for slot in SLOTS if slot in row),
        sure=row.get("sure", True),
        owned=row.get("own", False),
        bare=row.get("bare", False),
        single=row.get("single", False),
        passive=row.get("passive", False),
        unless=frozenset(row.get("unless", ())),
        need=frozenset(row.get("need", ())),
    )


def _expand_lists(names: Iterable[str]) -> Iterator[str]:
    """Classes and words, those of the lists of the vocabulary that are named among them."""
    for name in names:
        yield from word_list(name[1:]) if name.startswith("@") else (name,)


@cache
def _phrases() -> tuple[FixedPhrase, ...]:
    """The phrases of the table."""
    return tuple(
        FixedPhrase(
            Kind(row["kind"]),
            frozenset(row["words"]),
            re.compile(row["pattern"]),
            re.compile(row["unless"]) if "unless" in row else None,
            re.compile(row["need"]) if "need" in row else None,
        )
        for row in _frames_table()["phrase"]
    )


@cache
def _frames_table() -> dict[str, Any]:
    """The table of the package."""
    return tomllib.loads(files(__package__).joinpath("frames.toml").read_text("utf-8"))
