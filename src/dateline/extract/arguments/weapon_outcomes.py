"""What became of rockets, missiles and drones: fired, intercepted, landed, failed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.syntax.factuality import is_aggregate, stated_modality
from dateline.syntax.tree import Tree, low, said, tree
from dateline.types import (
    Annotations,
    Count,
    Entity,
    Interception,
    Modality,
    Role,
    Salvos,
    Sentence,
    Span,
    Token,
)

ONE = Count(1, 1, 1)
OTHERS = frozenset({"another", "others"})
LONGEST_DEFENCE = 9  # words of the name of what intercepts


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `outcomes.toml`."""

    weapons: frozenset[str]
    salvos: frozenset[str]
    fired: frozenset[str]
    fired_with: frozenset[str]
    intercepted: frozenset[str]
    brought: frozenset[str]
    landed: frozenset[str]
    failed: frozenset[str]
    duds: frozenset[str]
    misfired: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of how many weapons, with the words that say so."""

    role: Role
    value: Count | Interception | Salvos
    span: Span
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """The parse and the counts of a report."""

    tree: Tree
    annotations: Annotations


@cache
def lexicon() -> Words:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("outcomes.toml").read_text("utf-8"))
    return Words(
        weapons=frozenset(data["weapons"]["nouns"]),
        salvos=frozenset(data["weapons"]["salvos"]),
        fired=frozenset(data["fired"]["object"]),
        fired_with=frozenset(data["fired"]["with"]),
        intercepted=frozenset(data["intercepted"]["object"]),
        brought=frozenset(data["intercepted"]["with_down"]),
        landed=frozenset(data["landed"]["subject"]),
        failed=frozenset(data["failed"]["verbs"]),
        duds=frozenset(data["failed"]["nouns"]),
        misfired=frozenset(data["failed"]["verbs_alone"]),
    )


def found_outcomes(annotations: Annotations) -> tuple[Outcome, ...]:
    """Find what a report says became of weapons that fly, in the order of the text."""
    reader = _Reader(tree(annotations), annotations)
    found: dict[tuple[Role, Span], Outcome] = {}
    for sentence in annotations.sentences:
        for token in reader.tree.tokens[sentence.first : sentence.last]:
            firm = stated_modality(reader.tree, token)
            for role, head in _told(reader, token):
                failed = role is Role.FAILED
                for outcome in (
                    _counted(reader, role, head, token, sentence) if firm or failed else ()
                ):
                    found.setdefault((outcome.role, outcome.span), outcome)
    return tuple(sorted(found.values(), key=lambda o: (o.span, o.role)))


def _told(reader: _Reader, token: Token) -> Iterator[tuple[Role, Token]]:
    """The roles that a verb fills, each with the noun or numeral of the weapons."""
    lemma, words, parse = token.lemma, lexicon(), reader.tree
    down = any(low(kid) == "down" for kid in parse.kids(token))
    if not token.tag.startswith("VB") and token.pos != "VERB":
        return
    if lemma in words.intercepted or (lemma in words.brought and down):
        yield from ((Role.INTERCEPTED, noun) for noun in _undergoers(parse, token))
    elif lemma in words.fired:
        yield from ((Role.FIRED, noun) for noun in _undergoers(parse, token))
    if lemma in words.fired_with and token.tag == "VBN":
        for prep in parse.kids(token, "prep", "agent"):
            nouns = parse.kids(prep, "pobj") if low(prep) in {"with", "by"} else []
            yield from ((Role.FIRED, noun) for noun in nouns)
    if _fails(parse, token) or _is_dud(parse, token):
        yield from ((Role.FAILED, noun) for noun in _doers(parse, token))
    elif lemma in words.landed:
        yield from ((Role.LANDED, noun) for noun in _doers(parse, token))


def _fails(parse: Tree, token: Token) -> bool:
    """Is it "failed to explode", "did not explode" or "misfired"?"""
    words = lexicon()
    head = parse.head(token)
    failed_to = head.lemma == "fail" and token.dep == "xcomp"
    negated = any(kid.dep == "neg" for kid in parse.kids(token))
    went_off = token.lemma == "go" and any(low(kid) == "off" for kid in parse.kids(token))
    fails = went_off or token.lemma in words.failed
    return token.lemma in words.misfired or (fails and (failed_to or negated))


def _is_dud(parse: Tree, token: Token) -> bool:
    """Is it "two of them were duds"?"""
    return token.lemma == "be" and any(low(n) in lexicon().duds for n in parse.kids(token, "attr"))


def _undergoers(parse: Tree, token: Token) -> list[Token]:
    """What a verb is done to: its object, the passive's subject, the noun that it modifies."""
    before = parse.tokens[max(token.i - 1, 0)]
    if token.tag == "VBN" and _is_weapon(before):  # "three of the seven rockets fired from"
        return [before]
    clause = parse.kids(token, "csubjpass", "csubj")  # the same, where it is taken for a clause
    found = parse.kids(token, "nsubjpass") or parse.kids(token, "dobj")
    found = found or [noun for verb in clause for noun in parse.kids(verb, "nsubj")]
    if not found and token.tag == "VBN" and token.dep in {"acl", "relcl", "amod"}:
        return [parse.head(token)]
    if token.dep == "relcl" and any(low(f) in {"that", "which"} for f in found):
        return [parse.head(token)]
    return found


def _doers(parse: Tree, token: Token) -> list[Token]:
    """The subjects of a verb, shared ones and those of "failed to" with them."""
    own = parse.kids(token, "nsubj", "nsubjpass")
    if own:
        relative = any(low(f) in {"that", "which"} for f in own) and token.dep == "relcl"
        return [parse.head(token)] if relative else own
    head = parse.head(token)
    loose = token.lemma == "fail" and token.dep == "advcl" and not parse.kids(token, "mark")
    if (token.dep in {"xcomp", "conj"} or loose) and head.pos == "VERB":
        return _doers(parse, head)
    return [parse.head(token)] if token.dep == "acl" and token.tag == "VBG" else []


def _counted(
    reader: _Reader, role: Role, head: Token, word: Token, sentence: Sentence
) -> Iterator[Outcome]:
    """The outcomes of the weapons that a noun or numeral stands for, conjuncts with them."""
    weapon = _weapon(reader, head, sentence)
    number = _number(reader, head)
    if role is Role.FIRED and number is not None:
        number = _of_all(reader, head, number)
    if weapon is not None and number is not None and number.value is not None:
        value = _value(reader, role, head, number, word)
        span = Span(min(number.span.start, head.span.start), max(number.span.end, head.span.end))
        firm = stated_modality(reader.tree, word) or Modality.ASSERTED
        aggregate = is_aggregate(reader.tree, sentence, word)
        yield Outcome(role, value, span, word, sentence, firm, aggregate)


def _weapon(reader: _Reader, head: Token, sentence: Sentence) -> Token | None:
    """The noun of a weapon that a head is or stands for ("one of the rockets", "a third")."""
    if _is_weapon(head):
        return head
    below = [
        t
        for p in reader.tree.kids(head, "prep")
        if low(p) == "of"
        for t in reader.tree.kids(p, "pobj")
    ]
    for noun in below:
        if _is_weapon(noun) and (head.pos in {"NUM", "NOUN"} or _at(reader, head)):
            return noun
    if (
        head.pos == "NUM" or low(head) in OTHERS
    ):  # "one hitting close to a hospital", after the rockets of its sentence
        before = reader.tree.tokens[sentence.first : head.i]
        return next((t for t in reversed(before) if _is_weapon(t)), None)
    return None


def _is_weapon(token: Token) -> bool:
    """Is it a noun for a weapon that flies, or a salvo of them?"""
    nominal = token.pos in {"NOUN", "PROPN"}
    return nominal and (_among(token, lexicon().weapons) or _among(token, lexicon().salvos))


def _among(token: Token, nouns: frozenset[str]) -> bool:
    """Is a noun, singular or plural, one of these?"""
    word = token.lemma.lower()
    return word in nouns or word.removesuffix("s") in nouns


def _at(reader: _Reader, token: Token) -> Entity | None:
    """The count that a token lies in."""
    for count in reader.annotations.counts:
        if count.span.start <= token.span.start and token.span.end <= count.span.end:
            return count
    return None


def _number(reader: _Reader, head: Token) -> Entity | None:
    """The count of a head: its own words or those before it; one for "a rocket"."""
    own = _at(reader, head)
    if own is not None:
        return own
    first = reader.tree.left_edge(head)
    for token in reader.tree.tokens[first : head.i]:
        found = _at(reader, token)
        if (found is not None and token.head == head.i) or (
            found and reader.tree.head(token).head == head.i
        ):
            return found
    if low(head) == "another":
        return Entity(head.span, ONE)
    article = reader.tree.tokens[first]
    if low(article) in {"a", "an", "another"} and head.tag == "NN":
        return Entity(Span(article.span.start, head.span.end), ONE)
    return None


def _of_all(reader: _Reader, head: Token, number: Entity) -> Entity:
    """The ten of "seven of ten drones", which is how many were fired."""
    first, inside = number.span.end, reader.tree.tokens[reader.tree.left_edge(head) : head.i]
    after = [t for t in inside if t.span.start >= first]
    if len(after) > 1 and low(after[0]) == "of":
        return next((found for t in after if (found := _at(reader, t))), number)
    return number


def _value(
    reader: _Reader, role: Role, head: Token, number: Entity, word: Token
) -> Count | Interception | Salvos:
    """The value of an outcome: salvos are told apart from single weapons."""
    count = number.value if isinstance(number.value, Count) else ONE
    if role is Role.INTERCEPTED:
        return Interception(count, _defence(reader.tree, word))
    return Salvos(count) if _is_salvo(reader.tree, head) else count


def _is_salvo(parse: Tree, head: Token) -> bool:
    """Is it a salvo, not "five mortar rounds", which are single shells?"""
    single = head.lemma == "round" and not any(low(p) == "of" for p in parse.kids(head, "prep"))
    return _among(head, lexicon().salvos) and not single


def _defence(parse: Tree, word: Token) -> str | None:
    """What intercepted: the agent of the passive, or the subject, by its short name if given."""
    agents = [
        n
        for p in parse.kids(word, "agent", "prep")
        if low(p) == "by"
        for n in parse.kids(p, "pobj")
    ]
    nouns = agents or (parse.kids(word, "nsubj") if parse.kids(word, "dobj") else [])
    for noun in nouns:
        inside = parse.tokens[parse.left_edge(noun) : noun.i + 1]
        brackets = [i for i, t in enumerate(inside) if t.text in {"(", ")"}]
        if len(brackets) == 2:  # noqa: PLR2004 - one pair, around the short name
            return said(inside[brackets[0] + 1 : brackets[1]])
        return said([t for t in inside[-LONGEST_DEFENCE:] if t.dep != "det"])
    return None
