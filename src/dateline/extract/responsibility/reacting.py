"""What parties do about an incident: condemn, order a pursuit, strike back, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dateline.extract.responsibility.charges import is_event, tells_deed
from dateline.extract.responsibility.claiming import CLAIMED, DIRECT
from dateline.extract.responsibility.context import Predicate, ReportedReaction
from dateline.extract.responsibility.parties import PartyMention, named_parties
from dateline.syntax.arguments import find_doers, find_objects
from dateline.types import ReactionKind, Span, Token
from dateline.vocabulary import word_list

ACTIONS: Final = word_list("reactions.ordering.actions")
CONDEMNING: Final = word_list("reactions.condemning.verbs")
HARSH: Final = word_list("reactions.condemning.harsh")
NOBODY: Final = word_list("reactions.silence.nobody")
PLAIN: Final = word_list("reactions.condemning.plain")
RETALIATING: Final = word_list("reactions.retaliating.verbs")
SILENT_DEEDS: Final = word_list("reactions.silence.deeds")


def read_condemned(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X condemned the attack", "X slams assaults", "condemned by X"."""
    tree, token = word.parsed, word.token
    if token.pos != "VERB" and not token.lower.endswith("s"):
        return
    things = [*word.undergone(), *tree.kids(token, "ccomp")]
    obliged = token.dep == "xcomp" and tree.kids(tree.head(token), "nsubjpass")
    if tells_deed(tree, *things) if things else token.lemma in PLAIN:
        yield from _reactions(word, ReactionKind.CONDEMNED, [] if obliged else word.doers())


def read_condemnation(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "the attack drew condemnation from X"."""
    tree, token = word.parsed, word.token
    preps = [p for t in (token, tree.head(token)) for p in tree.kids(t, "prep")]
    named = [n for p in preps if p.lower in {"from", "by"} for n in tree.kids(p, "pobj")]
    for party in named_parties(word.parties, named):
        yield _reaction(word, ReactionKind.CONDEMNED, party)


def read_named(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X called it a cowardly act" and "X described the bombing as barbaric"."""
    if any(t.lower in HARSH for t in word.parsed.under(word.token)):
        yield from _reactions(word, ReactionKind.CONDEMNED, word.doers())


def read_quoted(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield a condemnation for harsh words that a party is quoted with."""
    speaker = word.parties.speaker(word.token.span)
    if speaker is not None:
        yield _reaction(word, ReactionKind.CONDEMNED, speaker)


def read_shocked(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "we are outraged by the attack"."""
    tree, token = word.parsed, word.token
    things = [n for p in tree.kids(token, "prep", "agent") for n in tree.kids(p, "pobj")]
    if any(is_event(noun) for noun in things):
        subjects = tree.kids(token, "nsubjpass") or find_doers(tree, token)
        yield from _reactions(word, ReactionKind.CONDEMNED, subjects)


def read_ordered(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X ordered forces to pursue" and "X vowed to"."""
    if any(t.lemma in ACTIONS for t in word.parsed.under(word.token)):
        yield from _reactions(word, ReactionKind.ORDERED, word.doers())


def read_order(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X issued a directive to pursue"."""
    told = any(t.lemma in ACTIONS for t in word.parsed.under(word.token))
    if told and word.token.dep == "dobj":
        doers = find_doers(word.parsed, word.parsed.head(word.token))
        yield from _reactions(word, ReactionKind.ORDERED, doers)


def read_retaliated(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X retaliated" and "forces fired back"."""
    tree, token = word.parsed, word.token
    if token.lemma in RETALIATING or any(kid.lower == "back" for kid in tree.kids(token)):
        asked = tree.kids(tree.head(token), "dobj") if token.dep == "xcomp" else []
        yield from _reactions(word, ReactionKind.RETALIATED, asked or word.doers())


def read_no_claim(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "there was no claim of responsibility" and "no group has claimed it"."""
    tree, token = word.parsed, word.token
    nouns = (token, *tree.kids(token, "nsubj", "nsubjpass"))
    near = [t for noun in nouns for t in (noun, *tree.kids(noun))]
    denial = next((t for t in near if t.lower in NOBODY), None)
    if denial is not None and _is_of_responsibility(word):
        yield _no_claim(word, denial.span)


def read_nobody_says(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "nobody has said that they carried out the attack"."""
    tree, token = word.parsed, word.token
    if not any(t.lemma in SILENT_DEEDS for t in tree.under(token)):
        return
    for subject in tree.kids(token, "nsubj"):
        if any(t.lower in NOBODY for t in (subject, *tree.kids(subject, "det"))):
            yield _no_claim(word, tree.tokens[tree.left_edge(subject)].span)


def _is_of_responsibility(word: Predicate) -> bool:
    """Whether it is responsibility that is claimed, or, for a verb, the attack itself."""
    tree, token = word.parsed, word.token
    if any(t.lemma in CLAIMED for t in tree.under(token)):
        return True
    things = find_objects(tree, token)
    if token.pos == "NOUN":  # "no claim for the bombing"
        things = list(tree.under(tree.head(token)))
    return token.lemma in DIRECT and any(is_event(t) for t in things)


def _reactions(
    word: Predicate, kind: ReactionKind, doers: Iterable[Token]
) -> Iterator[ReportedReaction]:
    """The reaction of each doer; of the speaker where a pronoun stands for it or nobody does."""
    found = [*named_parties(word.parties, [*doers])]
    speaker = word.parties.speaker(word.token.span)
    for party in found or ([speaker] if speaker else []):
        yield _reaction(word, kind, party)


def _reaction(word: Predicate, kind: ReactionKind, party: PartyMention) -> ReportedReaction:
    """The reaction of a party, at its word."""
    return ReportedReaction(kind, party, word.token.span, word.token, word.sentence)


def _no_claim(word: Predicate, denial: Span) -> ReportedReaction:
    """The silence of all, from the word of denial to that of claiming."""
    token = word.token
    span = Span(min(denial.start, token.span.start), max(denial.end, token.span.end))
    return ReportedReaction(ReactionKind.NO_CLAIM, None, span, token, word.sentence)
