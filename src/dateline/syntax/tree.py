"""The parse of a report as a tree, and who does what in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import Final, Generic, TypeVar

from dateline.types import TITLES, Annotations, Entity, Sentence, Span, Token, VictimGroup
from dateline.vocabulary import word_list, word_map

# ------------------------------------------------------------------ the tree

T = TypeVar("T")
STARTING: Final = attrgetter("span.start")  # where a word, an entity or a sentence begins
NOMINAL: Final = frozenset({"NOUN", "PROPN"})  # parts of speech of nouns and of names


Kin = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Kids:
    """The children of a word by their labels, and by groups of labels, in the order of the text."""

    acl: Kin = ()
    advcl: Kin = ()
    advmod: Kin = ()
    agent: Kin = ()
    amod: Kin = ()
    appos: Kin = ()
    attr: Kin = ()
    aux: Kin = ()
    auxpass: Kin = ()
    cc: Kin = ()
    ccomp: Kin = ()
    compound: Kin = ()
    conj: Kin = ()
    det: Kin = ()
    dobj: Kin = ()
    mark: Kin = ()
    neg: Kin = ()
    nmod: Kin = ()
    npadvmod: Kin = ()
    nsubj: Kin = ()
    nsubjpass: Kin = ()
    nummod: Kin = ()
    pcomp: Kin = ()
    pobj: Kin = ()
    poss: Kin = ()
    prep: Kin = ()
    prt: Kin = ()
    relcl: Kin = ()
    xcomp: Kin = ()
    subjects: Kin = ()
    undergoing: Kin = ()  # its object, or the subject of a passive
    taking_part: Kin = ()  # its subjects and objects
    auxiliaries: Kin = ()
    clauses: Kin = ()  # those that describe a noun
    modifying: Kin = ()


LABELS_OF: Final = {
    "subjects": ("nsubj", "nsubjpass"),
    "undergoing": ("dobj", "nsubjpass"),
    "taking_part": ("dobj", "nsubj", "nsubjpass"),
    "auxiliaries": ("aux", "auxpass"),
    "clauses": ("acl", "relcl"),
    "modifying": ("amod", "compound", "nmod"),
}
# By label, the fields in which a child stands.
KEPT: Final = {
    field.name: (
        field.name,
        *(group for group, labels in LABELS_OF.items() if field.name in labels),
    )
    for field in fields(Kids)
    if field.name not in LABELS_OF
}
CHILDLESS: Final = Kids()


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a report with what hangs on each and what it hangs on, by its number."""

    tokens: tuple[Token, ...]
    children: tuple[Kin, ...]
    kids: tuple[Kids, ...]  # the children by their labels
    above: tuple[Kin, ...]  # its heads, nearest first

    def behind(self, token: Token) -> list[Token]:
        """The nouns behind the prepositions of a token, its agent among them."""
        preps = (kid for kid in self.children[token.i] if kid.dep in {"prep", "agent"})
        return [noun for prep in preps for noun in self.kids[prep.i].pobj]

    def under(self, token: Token) -> list[Token]:
        """The token and all below it, in no fixed order of depth."""
        found, waiting = [], [token]
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting += reversed(self.children[word.i])
        return found

    def nearest_above(self, word: Token, among: Container[int]) -> int | None:
        """The first of some words, by number, that a word is or hangs on; None if there is none."""
        while word.i not in among:
            if word.head == word.i:
                return None
            word = self.tokens[word.head]
        return word.i

    def steps_between(self, word: Token, other: Token, farthest: int) -> int:
        """Steps between two words; `farthest` where nothing joins them."""
        up = {t.i: n for n, t in enumerate([word, *self.above[word.i]])}
        below = enumerate([other, *self.above[other.i]])
        return next((n + up[t.i] for n, t in below if t.i in up), farthest)

    def left_edge(self, token: Token) -> int:
        """The first token of the words that lead up to a head, clauses left out."""
        edges = [
            self.left_edge(kid)
            for kid in self.children[token.i]
            if kid.i < token.i and kid.dep not in {"relcl", "acl", "punct", "cc", "conj"}
        ]
        return min([token.i, *edges])


def tree(annotations: Annotations) -> Tree:
    """The tree of a report's tokens."""
    return tree_of(annotations.tokens)


def tree_of(tokens: tuple[Token, ...]) -> Tree:
    """The tree of some tokens, made once."""
    return _tree(SameTuple(tokens))


@dataclass(frozen=True, slots=True, eq=False)
class SameTuple(Generic[T]):
    """Items that are known again by being the same ones, since comparing them takes long."""

    items: tuple[T, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTuple) and other.items is self.items

    def __hash__(self) -> int:
        return id(self.items)


@lru_cache(maxsize=1)  # every reader of a report asks for its tree
def _tree(same: SameTuple[Token]) -> Tree:
    """The tree of the tokens."""
    children: list[list[Token]] = [[] for _ in same.items]
    for token in same.items:
        if token.head != token.i:
            children[token.head].append(token)
    kids = tuple(_labelled(own) if own else CHILDLESS for own in children)
    return Tree(same.items, tuple(tuple(own) for own in children), kids, _heads(same.items))


def _labelled(children: Sequence[Token]) -> Kids:
    """Children by their labels."""
    found: defaultdict[str, Kin] = defaultdict(tuple)
    for kid in children:
        for name in KEPT.get(kid.dep, ()):
            found[name] += (kid,)
    return Kids(**found)


def _heads(tokens: Sequence[Token]) -> tuple[Kin, ...]:
    """The heads of each word, nearest first."""
    found: dict[int, Kin] = {}
    for token in tokens:
        way = [token]
        while way[-1].head != way[-1].i and way[-1].head not in found:
            way.append(tokens[way[-1].head])
        for word in reversed(way):
            above = tokens[word.head]
            found[word.i] = () if above is word else (above, *found[word.head])
    return tuple(found[token.i] for token in tokens)


def within(tokens: Sequence[Token], span: Span) -> Sequence[Token]:
    """The tokens that begin within a span; tokens stand in the order of the text."""
    first = bisect_left(tokens, span.start, key=STARTING)
    return tokens[first : bisect_left(tokens, span.end, first, key=STARTING)]


def head_of_span(tokens: Sequence[Token], span: Span) -> Token | None:
    """The word of a span on which all others hang; None where no word begins in it."""
    inside = within(tokens, span)
    ids = {t.i for t in inside}
    return next((t for t in inside if t.head not in ids or t.head == t.i), None)


def is_titled(sentence: Sentence) -> bool:
    """Whether a sentence stands in the title, the subtitle or the heading of a section."""
    return sentence.block in TITLES


def joined_words(tokens: Sequence[Token]) -> str:
    """Words in lower case, joined by blanks, for looking up phrases."""
    return " ".join(token.lower for token in tokens)


def sentence_of(annotations: Annotations, span: Span) -> Sentence | None:
    """The sentence in which a span starts; sentences stand in the order of the text."""
    before = bisect_right(annotations.sentences, span.start, key=STARTING)
    sentence = annotations.sentences[before - 1] if before else None
    return sentence if sentence is not None and span.start < sentence.span.end else None


def entities_in(entities: Sequence[Entity], span: Span) -> Sequence[Entity]:
    """The entities that begin within a span; they stand in the order of the text."""
    first = bisect_left(entities, span.start, key=STARTING)
    return entities[first : bisect_left(entities, span.end, first, key=STARTING)]


def entities_around(entities: Sequence[Entity], word: Token) -> Sequence[Entity]:
    """The entity in which a word begins, if any; they stand in order, and none overlaps another."""
    at = bisect_right(entities, word.span.start, key=STARTING)
    return [one for one in entities[max(0, at - 1) : at] if word.span.start < one.span.end]


def counts_in(annotations: Annotations, sentence: Sentence) -> list[Entity]:
    """The counts of a sentence."""
    return list(entities_in(annotations.counts, sentence.span))


def said(tokens: Sequence[Token]) -> str:
    """The words as written: a blank where the text has a gap, none where it has none."""
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        gap = before is not None and before.span.end < token.span.start
        text += (" " if gap else "") + token.text
    return text


# ---------------------------------------- arguments: who does what a verb tells, to whom, with what

# Dependency labels are those of spaCy's English models (ClearNLP style). A relative pronoun is
# always replaced by the noun that it stands for.

RELATIVE: Final = word_list("grammar.relative_pronouns")
FINITE: Final = frozenset({"VBD", "VBN"})
SHARING: Final = frozenset({"conj", "xcomp", "advcl", "acomp"})  # without a subject of their own
CLAUSES_APART: Final = frozenset({"relcl", "acl", "advcl", "ccomp"})
PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
MODIFYING: Final = frozenset({"compound", "nmod", "amod"})
KEPT_WORDS: Final = 1 << 16  # whose forms are remembered
FARTHEST: Final = 3  # verbs above a verb without a subject in which one is looked for


def find_doers(tree: Tree, verb: Token) -> Sequence[Token]:
    """The agents of a verb, or its active subjects, through coordination and control.

    Args:
        tree: the parse.
        verb: the verb, or a participle.

    Returns:
        Heads of noun phrases; none where a passive names no agent.
    """
    for _ in range(FARTHEST):
        own = find_agents(tree, verb) or tree.kids[verb.i].nsubj
        if own:
            return [resolve_relative(tree, verb, noun) for noun in own]
        if verb.dep in {"acl", "relcl"} and verb.tag in {"VBG", "VBD"}:
            return _modified_nouns(tree, tree.tokens[verb.head])
        own_passive = tree.kids[verb.i].nsubjpass or tree.kids[verb.i].auxpass
        if own_passive or verb.dep not in SHARING:
            return []
        raised = tree.kids[verb.head].nsubjpass if verb.dep == "xcomp" else []
        if raised:  # "they are believed to have planted it"
            return raised
        verb = tree.tokens[verb.head]
    return []


def find_agents(tree: Tree, verb: Token) -> list[Token]:
    """The nouns behind the "by" of a passive."""
    return [n for by in tree.kids[verb.i].agent for n in tree.kids[by.i].pobj]


def find_subjects(tree: Tree, verb: Token) -> Sequence[Token]:
    """The subjects of a verb, active or passive, its own or those of the verb it is joined to."""
    own = tree.kids[verb.i].subjects
    if any(subject.lower in RELATIVE for subject in own):
        clause = next((t for t in (verb, *tree.above[verb.i]) if t.dep == "relcl"), None)
        return [tree.tokens[clause.head]] if clause else []
    if own:
        return own
    if verb.dep in SHARING and tree.tokens[verb.head].pos in {"VERB", "AUX"}:
        return find_subjects(tree, tree.tokens[verb.head])
    return [tree.tokens[verb.head]] if verb.dep in {"acl", "amod"} else []


def find_objects(tree: Tree, verb: Token) -> Sequence[Token]:
    """Whom or what a verb affects: its object, passive subject, or the noun that it modifies.

    Headlines leave "was" out ("patrol boat ambushed"): the subject of a bare participle counts.
    """
    own = [*tree.kids[verb.i].undergoing, *_small_clause_subjects(tree, verb)]
    own = own or [*_raised_subjects(tree, verb)]
    if own:
        return [resolve_relative(tree, verb, noun) for noun in own]
    if verb.dep in {"acl", "relcl"} and verb.tag in FINITE and not tree.kids[verb.i].nsubj:
        return [tree.tokens[verb.head]]
    if verb.dep == "conj" and verb.tag in FINITE and not tree.kids[verb.i].nsubj:
        above = tree.tokens[verb.head]
        shared = tree.kids[above.i].nsubjpass or tree.kids[above.i].dobj
        return [resolve_relative(tree, above, noun) for noun in shared]
    if verb.dep in {"pcomp", "advcl"} and tree.kids[verb.i].auxpass:
        over = (tree.kids[t.i].subjects for t in tree.above[verb.i])
        return next((found for found in over if found), ())
    subjects = tree.kids[verb.i].nsubj
    contact = verb.dep in {"acl", "relcl"} and subjects
    if contact and not any(noun.lower in RELATIVE for noun in subjects):
        return [tree.tokens[verb.head]]  # "the attack they planned"
    bare = subjects if verb.tag in FINITE else []
    return [resolve_relative(tree, verb, noun) for noun in bare]


def find_possessors(tree: Tree, noun: Token) -> list[Token]:
    """Those whose a thing is: "the group's fighters", "fighters of the group"."""
    return [*tree.kids[noun.i].poss, *nouns_after(tree, noun, "of")]


def nouns_after(tree: Tree, token: Token, *preps: str) -> list[Token]:
    """The nouns behind some prepositions of a token."""
    below = [kid for kid in tree.children[token.i] if kid.dep in {"prep", "dative", "agent", "prt"}]
    return [n for p in below if p.lower in preps for n in tree.kids[p.i].pobj]


def noun_conjuncts(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and the nouns that are joined to it, in the order of the text."""
    yield noun
    for kid in tree.kids[noun.i].conj:
        if kid.pos in NOMINAL:
            yield from noun_conjuncts(tree, kid)


def phrase_words(tree: Tree, noun: Token, apart: frozenset[str] = CLAUSES_APART) -> Iterator[Token]:
    """The words of a phrase, clauses or what else hangs on them by some labels left out."""
    yield noun
    for kid in tree.children[noun.i]:
        if kid.dep not in apart:
            yield from phrase_words(tree, kid, apart)


def modified_noun(tokens: Sequence[Token], word: Token) -> Token:
    """The noun at the end of the compound that a word stands in: "rebel rocket attack"."""
    while word.dep in MODIFYING and word.head != word.i:
        word = tokens[word.head]
    return word


def modifying_words(tree: Tree, noun: Token) -> Iterator[Token]:
    """The words of the compound that a noun ends, the nearest to it first."""
    for kid in [kid for kid in tree.children[noun.i] if kid.dep in MODIFYING]:
        yield kid
        yield from modifying_words(tree, kid)


def resolve_relative(tree: Tree, verb: Token, noun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other noun is itself."""
    if verb.dep == "relcl" and noun.lower in RELATIVE:
        return tree.tokens[verb.head]
    return noun


def is_plural(noun: Token) -> bool:
    """Whether a noun is in the plural."""
    return noun.tag in PLURAL_TAGS


@lru_cache(maxsize=KEPT_WORDS)  # it is asked for the same words several times a sentence
def singular_form(word: str) -> str:
    """A plural noun in the singular, for headlines, whose lemmas go wrong; "boss" stays "boss"."""
    for ending, instead in (("men", "man"), ("ies", "y"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")


def has_object(tree: Tree, verb: Token) -> bool:
    """Whether a verb is told with whom or what it affects: "four men shot in a bar" is not."""
    if find_agents(tree, verb) or nouns_after(tree, verb, "at", "on", "into", "against"):
        return True
    joined = [verb, *tree.kids[verb.i].conj]
    return verb.dep == "relcl" or any(tree.kids[other.i].dobj for other in joined)


def _modified_nouns(tree: Tree, noun: Token) -> list[Token]:
    """A noun before a clause, and the one that it hangs on: "men on a scooter who fired"."""
    prep = tree.tokens[noun.head]
    return [noun, tree.tokens[prep.head]] if noun.dep == "pobj" and prep.dep == "prep" else [noun]


def _raised_subjects(tree: Tree, verb: Token) -> Sequence[Token]:
    """The subject of a passive above a participle: "two are presumed kidnapped"."""
    above = tree.tokens[verb.head]
    raised = verb.dep in {"oprd", "xcomp"} and verb.tag == "VBN" and tree.kids[above.i].auxpass
    return find_subjects(tree, above) if raised else []


def _small_clause_subjects(tree: Tree, verb: Token) -> list[Token]:
    """The subject of a small clause: "set cars alight", "shot three men dead"."""
    return [
        noun
        for kid in tree.children[verb.i]
        if kid.dep in {"ccomp", "oprd"} and kid.pos in {"ADJ", "ADV"}
        for noun in tree.kids[kid.i].nsubj
    ]


# ------------------------------------------------------------------ forms of words


def forms_of_all(tokens: Iterable[Token]) -> set[str]:
    """All forms of some words."""
    return {form for token in tokens for form in token.forms}


# -------------------------------------- people: of which group a noun is, and which gender it tells

GROUPS: Final = {word: VictimGroup(name) for word, name in word_map("victims.groups").items()}
MODIFIERS: Final = {word: VictimGroup(name) for word, name in word_map("victims.modifiers").items()}
CREEDS: Final = word_list("victims.creeds")
GENERAL: Final = word_list("victims.general")
GENDERS: Final = word_map("victims.genders")


def victim_group(noun: Token, before: Sequence[Token] = ()) -> VictimGroup | None:
    """The group that a head noun names, helped by the words before it; None for no person."""
    lemma = noun.lemma.lower()
    if lemma not in GROUPS:
        lemma = singular_form(noun.text.lower())
    own = GROUPS.get(lemma)
    told = [MODIFIERS[word] for token in before if (word := token.text.lower()) in MODIFIERS]
    vague = lemma in GENERAL or own is VictimGroup.PEOPLE
    if told and vague and told[-1] is not VictimGroup.ATTACKERS:
        return told[-1]
    nation = any(t.entity == "NORP" and t.text.lower() not in CREEDS for t in (noun, *before))
    if nation and own in {None, VictimGroup.PEOPLE, VictimGroup.FOREIGNERS}:
        return VictimGroup.FOREIGNERS
    return own or (VictimGroup.PEOPLE if lemma in GENERAL else None)


def noun_gender(noun: Token) -> str | None:
    """The gender that a noun or pronoun tells, None for a name or "person"."""
    return GENDERS.get(noun.text.lower()) or GENDERS.get(noun.lemma.lower())


# ------------------------------------------------------------ who was killed for what he did before

ATTACKING: Final = word_list("perpetrators.attacking")
TRYING: Final = word_list("perpetrators.trying")
AFTER: Final = frozenset({"after", "when", "while", "as"})
HE: Final = frozenset({"he", "she"})
PREDICATES: Final = frozenset({"oprd", "acomp", "xcomp", "conj"})
SUBJECTS: Final = ("nsubj", "nsubjpass")


def is_repelled(tree: Tree, harm: Token, person: Token) -> bool:
    """Whether the words around a harm say that the person who suffers it had attacked others.

    "A man who tried to stab a guard was killed", "was shot dead after ramming a car into them",
    "troops shot him after he opened fire".

    Args:
        tree: the parse.
        harm: the verb of the harm, or the word below it that tells it ("shot dead").
        person: the noun for the person.
    """
    clauses = tree.kids[person.i].relcl
    told = [verb for clause in clauses for verb in (clause, *tree.kids[clause.i].ccomp)]
    verbs = [harm, tree.tokens[harm.head]] if harm.dep in PREDICATES else [harm]
    told += [clause for verb in verbs for clause in _own_deeds(tree, verb, person)]
    return any(_attacks_others(tree, clause) for clause in told)


def _own_deeds(tree: Tree, verb: Token, person: Token) -> Iterator[Token]:
    """The clauses below a harm that tell what the person who suffers it had done."""
    suffers = person.dep in SUBJECTS and person.head == verb.i and not tree.kids[verb.i].dobj
    for prep in tree.kids[verb.i].prep:
        if suffers and prep.lower in AFTER:
            yield from tree.kids[prep.i].pcomp
    for clause in tree.kids[verb.i].advcl:
        doers = tree.kids[clause.i].nsubj
        by_pronoun = len(doers) == 1 and doers[0].lower in HE
        linked = {k.lower for k in tree.children[clause.i] if k.dep in {"mark", "advmod"}} & AFTER
        bare = suffers and not doers and clause.tag == "VBG"
        if (by_pronoun and linked) or (bare and (linked or clause.lemma in TRYING)):
            yield clause


def _attacks_others(tree: Tree, verb: Token) -> bool:
    """Whether a clause tells that its subject struck somebody, or tried to."""
    if tree.kids[verb.i].neg or tree.kids[verb.i].auxpass:
        return False
    tried = tree.kids[verb.i].xcomp if verb.lemma in TRYING else []
    fires = any(noun.lower == "fire" for noun in tree.kids[verb.i].dobj) and verb.lemma == "open"
    return fires or any(v.lemma in ATTACKING and _has_aim(tree, v) for v in (verb, *tried))


def _has_aim(tree: Tree, verb: Token) -> bool:
    """Whether somebody or something is attacked."""
    aimed = any(prep.lower in {"at", "on", "into"} for prep in tree.kids[verb.i].prep)
    return aimed or bool(tree.kids[verb.i].dobj)
