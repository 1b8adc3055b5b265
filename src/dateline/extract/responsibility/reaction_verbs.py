"""What parties do about an incident: condemn, order a pursuit, strike back, and who is silent."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dateline.extract.responsibility.parties import Parties, Voice, voices
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, ReactionKind, Sentence, Span, Token
from dateline.vocabulary.responsibility import is_event
from dateline.vocabulary.responsibility import lexicon as blame

CLAIMING = frozenset({"claim", "admit"})
NO = frozenset({"no", "not", "n't", "nobody", "none", "neither", "yet"})


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `reactions.toml`."""

    condemn: frozenset[str]
    naming: frozenset[str]
    harsh: frozenset[str]
    quoted: frozenset[str]
    order: frozenset[str]
    orders: frozenset[str]
    actions: frozenset[str]
    retaliate: frozenset[str]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction with the party whose it is, None where nobody acts."""

    kind: ReactionKind
    by: Voice | None
    word: Token
    span: Span
    sentence: Sentence


class _Word(NamedTuple):
    """A word in its report."""

    parties: Parties
    token: Token
    sentence: Sentence

    @property
    def tree(self) -> Tree:
        """The parse."""
        return self.parties.tree


@cache
def lexicon() -> Words:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("reactions.toml").read_text("utf-8"))
    return Words(
        condemn=frozenset(data["condemned"]["verbs"]),
        naming=frozenset(data["condemned"]["naming"]),
        harsh=frozenset(data["condemned"]["words"]),
        quoted=frozenset(data["condemned"]["quoted"]),
        order=frozenset(data["ordered"]["verbs"]),
        orders=frozenset(data["ordered"]["nouns"]),
        actions=frozenset(data["ordered"]["actions"]),
        retaliate=frozenset(data["retaliated"]["verbs"]),
        silent=frozenset(data["no_claim"]["subjects"]),
    )


def found_reactions(annotations: Annotations) -> tuple[Reacted, ...]:
    """Find the reactions of a report, one a party, kind and sentence, in the order of the text."""
    parties = Parties(tree(annotations), annotations)
    found: dict[tuple[ReactionKind, str, int], Reacted] = {}
    for sentence in annotations.sentences:
        for token in parties.tree.tokens[sentence.first : sentence.last]:
            word = _Word(parties, token, sentence)
            for reader in READERS:
                for one in reader(word):
                    name = one.by.party.name if one.by else ""
                    found.setdefault((one.kind, name, sentence.first), one)
    return tuple(found.values())


def _condemned(word: _Word) -> Iterator[Reacted]:
    """Yield "X condemned the attack", "X slams assaults", "condemned by X"."""
    token = word.token
    if token.lemma.lower() not in lexicon().condemn or token.pos not in {"VERB", "NOUN", "PROPN"}:
        return
    if token.pos != "VERB" and not low(token).endswith("s"):
        return
    if not _about_harm(word):
        return
    yield from _by(word, ReactionKind.CONDEMNED, _doers(word))


def _drawn(word: _Word) -> Iterator[Reacted]:
    """Yield "the attack drew condemnation from X"."""
    token = word.token
    if token.pos == "NOUN" and token.lemma in {"condemnation", "denunciation"}:
        preps = [*word.tree.kids(token, "prep"), *word.tree.kids(word.tree.head(token), "prep")]
        named = [n for p in preps if low(p) in {"from", "by"} for n in word.tree.kids(p, "pobj")]
        for voice in voices(word.parties, named):
            yield Reacted(ReactionKind.CONDEMNED, voice, token, token.span, word.sentence)


def _about_harm(word: _Word) -> bool:
    """Is what is condemned a violent act: its object, or what it is said of?"""
    objects = word.tree.kids(word.token, "dobj", "nsubjpass", "ccomp")
    if word.token.dep in {"relcl", "acl"}:
        objects.append(word.tree.head(word.token))
    if not objects:
        return word.token.lemma in {"condemn", "denounce", "deplore", "decry"}
    return any(
        is_event(t) or low(t) in {"what", "it", "this"} for o in objects for t in word.tree.under(o)
    )


def _named(word: _Word) -> Iterator[Reacted]:
    """Yield "X called it a cowardly act" and "X described the bombing as terrorism"."""
    token = word.token
    if token.pos != "VERB" or token.lemma not in lexicon().naming:
        return
    below = {low(t) for t in word.tree.under(token)}
    if below & lexicon().harsh:
        yield from _by(word, ReactionKind.CONDEMNED, _doers(word))


def _quoted(word: _Word) -> Iterator[Reacted]:
    """Yield a condemnation for harsh words that a party is quoted with."""
    if low(word.token) in lexicon().quoted:
        speaker = word.parties.speaker(word.token.span)
        if speaker is not None:
            kind = ReactionKind.CONDEMNED
            yield Reacted(kind, speaker, word.token, word.token.span, word.sentence)


def _ordered(word: _Word) -> Iterator[Reacted]:
    """Yield "X ordered forces to pursue", "X issued a directive to pursue", "X vowed to"."""
    token = word.token
    verb = token.pos == "VERB" and token.lemma in lexicon().order
    noun = token.pos == "NOUN" and token.lemma in lexicon().orders and token.dep == "dobj"
    if not (verb or noun):
        return
    if {t.lemma for t in word.tree.under(token)} & lexicon().actions:
        doer = word if verb else _Word(word.parties, word.tree.head(token), word.sentence)
        yield from _by(word, ReactionKind.ORDERED, _doers(doer))


def _retaliated(word: _Word) -> Iterator[Reacted]:
    """Yield "X retaliated", "forces fired back"."""
    token = word.token
    back = token.lemma in {"fire", "strike", "hit"} and any(
        low(kid) == "back" for kid in word.tree.kids(token)
    )
    if token.pos == "VERB" and (back or token.lemma == "retaliate"):
        doers = _doers(word)
        if token.dep == "xcomp":
            doers = word.tree.kids(word.tree.head(token), "dobj") or doers
        yield from _by(word, ReactionKind.RETALIATED, doers)


def _no_claim(word: _Word) -> Iterator[Reacted]:
    """Yield "there was no claim of responsibility" and "no group has claimed it"."""
    token, parse = word.token, word.tree
    if token.lemma == "say":
        yield from _none_says(word)
    if token.lemma not in blame().claim:
        return
    near = [
        t for n in (token, *parse.kids(token, "nsubj", "nsubjpass")) for t in (n, *parse.kids(n))
    ]
    denials = [t.span.start for t in near if low(t) in NO]
    if denials and _of_responsibility(parse, token):
        start, end = min(denials[0], token.span.start), max(denials[0], token.span.end)
        yield Reacted(ReactionKind.NO_CLAIM, None, token, Span(start, end), word.sentence)


def _none_says(word: _Word) -> Iterator[Reacted]:
    """Yield "nobody has said that they carried out the attack"."""
    for subject in word.tree.kids(word.token, "nsubj"):
        none = low(subject) in NO or any(low(k) in NO for k in word.tree.kids(subject, "det"))
        below = {t.lemma for t in word.tree.under(word.token)}
        if none and below & {"carry", "behind", "responsible", "plant", "responsibility"}:
            span = Span(
                word.tree.tokens[word.tree.left_edge(subject)].span.start, word.token.span.end
            )
            yield Reacted(ReactionKind.NO_CLAIM, None, word.token, span, word.sentence)


def _of_responsibility(parse: Tree, token: Token) -> bool:
    """Is it responsibility that is claimed, or, for a verb, the attack itself?"""
    if {t.lemma for t in parse.under(token)} & blame().claimed:
        return True
    if token.pos == "NOUN":  # "no claim for the bombing"
        objects = list(parse.under(parse.head(token)))
    else:
        objects = parse.kids(token, "dobj", "nsubjpass")
    return token.lemma in CLAIMING and any(is_event(t) for t in objects)


def _by(word: _Word, kind: ReactionKind, doers: list[Token]) -> Iterator[Reacted]:
    """The reaction of each doer; of the speaker where a pronoun stands for it or nobody does."""
    found = [*voices(word.parties, doers)]
    if not found:
        speaker = word.parties.speaker(word.token.span)
        found = [speaker] if speaker else []
    for voice in found:
        yield Reacted(kind, voice, word.token, word.token.span, word.sentence)


def _doers(word: _Word) -> list[Token]:
    """The subjects of a verb, those of its head for a joined or infinite verb, or its agents."""
    token, parse = word.token, word.tree
    agents = [n for p in parse.kids(token, "agent") for n in parse.kids(p, "pobj")]
    if agents:
        return agents
    for verb in (token, *parse.above(token)):
        own = parse.kids(verb, "nsubj")
        if own:
            return own
        if verb.dep not in {"conj", "xcomp", "advcl", "acomp"}:
            return []
    return []


READERS: tuple[Callable[[_Word], Iterator[Reacted]], ...] = (
    _condemned,
    _drawn,
    _named,
    _quoted,
    _ordered,
    _retaliated,
    _no_claim,
)
