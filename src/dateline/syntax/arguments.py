"""Arguments: who does what a verb tells, to whom, with what, read off the parse once for all.

Dependency labels are those of spaCy's English models (ClearNLP style). A relative pronoun is
always replaced by the noun that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from dateline.syntax.tree import NOMINAL, Tree
from dateline.types import Token
from dateline.vocabulary import word_list

RELATIVE: Final = word_list("grammar.relative_pronouns")
FINITE: Final = frozenset({"VBD", "VBN"})
SHARING: Final = frozenset({"conj", "xcomp", "advcl", "acomp"})  # without a subject of their own
CLAUSES_APART: Final = frozenset({"relcl", "acl", "advcl", "ccomp"})
PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
MODIFYING: Final = frozenset({"compound", "nmod", "amod"})
KEPT_WORDS: Final = 1 << 16  # whose forms are remembered
FARTHEST: Final = 3  # verbs above a verb without a subject in which one is looked for


def find_doers(tree: Tree, verb: Token) -> list[Token]:
    """The agents of a verb, or its active subjects, through coordination and control.

    Args:
        tree: the parse.
        verb: the verb, or a participle.

    Returns:
        Heads of noun phrases; none where a passive names no agent.
    """
    for _ in range(FARTHEST):
        own = find_agents(tree, verb) or tree.kids(verb, "nsubj")
        if own:
            return [resolve_relative(tree, verb, noun) for noun in own]
        if verb.dep in {"acl", "relcl"} and verb.tag in {"VBG", "VBD"}:
            return _modified_nouns(tree, tree.head(verb))
        if tree.kids(verb, "nsubjpass", "auxpass") or verb.dep not in SHARING:
            return []
        raised = tree.kids(tree.head(verb), "nsubjpass") if verb.dep == "xcomp" else []
        if raised:  # "they are believed to have planted it"
            return raised
        verb = tree.head(verb)
    return []


def find_agents(tree: Tree, verb: Token) -> list[Token]:
    """The nouns behind the "by" of a passive."""
    return [n for by in tree.kids(verb, "agent") for n in tree.kids(by, "pobj")]


def find_subjects(tree: Tree, verb: Token) -> list[Token]:
    """The subjects of a verb, active or passive, its own or those of the verb it is joined to."""
    own = tree.kids(verb, "nsubj", "nsubjpass")
    if any(subject.lower in RELATIVE for subject in own):
        clause = next((t for t in (verb, *tree.above(verb)) if t.dep == "relcl"), None)
        return [tree.head(clause)] if clause else []
    if own:
        return own
    if verb.dep in SHARING and tree.head(verb).pos in {"VERB", "AUX"}:
        return find_subjects(tree, tree.head(verb))
    return [tree.head(verb)] if verb.dep in {"acl", "amod"} else []


def find_objects(tree: Tree, verb: Token) -> list[Token]:
    """Whom or what a verb affects: its object, passive subject, or the noun that it modifies.

    Headlines leave "was" out ("patrol boat ambushed"): the subject of a bare participle counts.
    """
    own = [*tree.kids(verb, "dobj", "nsubjpass"), *_small_clause_subjects(tree, verb)]
    own = own or _raised_subjects(tree, verb)
    if own:
        return [resolve_relative(tree, verb, noun) for noun in own]
    if verb.dep in {"acl", "relcl"} and verb.tag in FINITE and not tree.kids(verb, "nsubj"):
        return [tree.head(verb)]
    if verb.dep == "conj" and verb.tag in FINITE and not tree.kids(verb, "nsubj"):
        above = tree.head(verb)
        shared = tree.kids(above, "nsubjpass") or tree.kids(above, "dobj")
        return [resolve_relative(tree, above, noun) for noun in shared]
    if verb.dep in {"pcomp", "advcl"} and tree.kids(verb, "auxpass"):
        over = (tree.kids(t, "nsubj", "nsubjpass") for t in tree.above(verb))
        return next((found for found in over if found), [])
    subjects = tree.kids(verb, "nsubj")
    contact = verb.dep in {"acl", "relcl"} and subjects
    if contact and not any(noun.lower in RELATIVE for noun in subjects):
        return [tree.head(verb)]  # "the attack they planned"
    bare = subjects if verb.tag in FINITE else []
    return [resolve_relative(tree, verb, noun) for noun in bare]


def find_possessors(tree: Tree, noun: Token) -> list[Token]:
    """Those whose a thing is: "the group's fighters", "fighters of the group"."""
    return [*tree.kids(noun, "poss"), *nouns_after(tree, noun, "of")]


def nouns_after(tree: Tree, token: Token, *preps: str) -> list[Token]:
    """The nouns behind some prepositions of a token."""
    below = tree.kids(token, "prep", "dative", "agent", "prt")
    return [n for p in below if p.lower in preps for n in tree.kids(p, "pobj")]


def noun_conjuncts(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and the nouns that are joined to it, in the order of the text."""
    yield noun
    for kid in tree.kids(noun, "conj"):
        if kid.pos in NOMINAL:
            yield from noun_conjuncts(tree, kid)


def phrase_words(tree: Tree, noun: Token, apart: frozenset[str] = CLAUSES_APART) -> Iterator[Token]:
    """The words of a phrase, clauses or what else hangs on them by some labels left out."""
    yield noun
    for kid in tree.kids(noun):
        if kid.dep not in apart:
            yield from phrase_words(tree, kid, apart)


def modified_noun(tokens: Sequence[Token], word: Token) -> Token:
    """The noun at the end of the compound that a word stands in: "rebel rocket attack"."""
    while word.dep in MODIFYING and word.head != word.i:
        word = tokens[word.head]
    return word


def modifying_words(tree: Tree, noun: Token) -> Iterator[Token]:
    """The words of the compound that a noun ends, the nearest to it first."""
    for kid in tree.kids(noun, *MODIFYING):
        yield kid
        yield from modifying_words(tree, kid)


def resolve_relative(tree: Tree, verb: Token, noun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other noun is itself."""
    if verb.dep == "relcl" and noun.lower in RELATIVE:
        return tree.head(verb)
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
    joined = [verb, *tree.kids(verb, "conj")]
    return verb.dep == "relcl" or any(tree.kids(other, "dobj") for other in joined)


def is_among(noun: Token, words: frozenset[str]) -> bool:
    """Whether a noun, singular or plural, is one of some nouns in the singular."""
    word = noun.lemma.lower()
    return word in words or singular_form(word) in words


def _modified_nouns(tree: Tree, noun: Token) -> list[Token]:
    """A noun before a clause, and the one that it hangs on: "men on a scooter who fired"."""
    prep = tree.head(noun)
    return [noun, tree.head(prep)] if noun.dep == "pobj" and prep.dep == "prep" else [noun]


def _raised_subjects(tree: Tree, verb: Token) -> list[Token]:
    """The subject of a passive above a participle: "two are presumed kidnapped"."""
    above = tree.head(verb)
    raised = verb.dep in {"oprd", "xcomp"} and verb.tag == "VBN" and tree.kids(above, "auxpass")
    return find_subjects(tree, above) if raised else []


def _small_clause_subjects(tree: Tree, verb: Token) -> list[Token]:
    """The subject of a small clause: "set cars alight", "shot three men dead"."""
    return [
        noun
        for kid in tree.kids(verb, "ccomp", "oprd")
        if kid.pos in {"ADJ", "ADV"}
        for noun in tree.kids(kid, "nsubj")
    ]
