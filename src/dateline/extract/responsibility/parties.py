"""Which party a noun of the text stands for, and who speaks where no subject says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.responsibility.syntax import also_named
from dateline.syntax.tree import Tree, low, said
from dateline.types import Annotations, Attribution, Party, PartyKind, Span, Token
from dateline.vocabulary.responsibility import accusable, in_charge, is_membership

FIRST = frozenset({"i", "we"})
THIRD = frozenset({"it", "he", "she", "they"})
SKIPPED = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "some", "other", "suspected", "alleged"]
)
# Such a noun is another party than the one whose affiliate it is.
OFFSHOOTS = frozenset({"affiliate", "offshoot", "branch", "ally"})
NAMING = frozenset({"called", "named", "known", "calling", "styling"})
GROUPS = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.POLITICAL, PartyKind.UNKNOWN, PartyKind.PERSON}
)
LONGEST_NAME = 8  # words; a longer phrase is cut to its head and what stands before it
ANSWERABLE = frozenset(
    {
        PartyKind.ARMED_GROUP,
        PartyKind.UNKNOWN,
        PartyKind.STATE,
        PartyKind.MILITARY,
        PartyKind.SECURITY,
        PartyKind.POLICE,
        PartyKind.POLITICAL,
        PartyKind.GOVERNMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A party with the words that name it."""

    party: Party
    span: Span


@dataclass(frozen=True, slots=True)
class Parties:
    """The parse and the parties of a report."""

    tree: Tree
    annotations: Annotations

    def at(self, token: Token) -> Voice | None:
        """The party that a token is a word of."""
        for entity in self.annotations.parties:
            if entity.span.start <= token.span.start and token.span.end <= entity.span.end:
                return Voice(entity.value, entity.span) if isinstance(entity.value, Party) else None
        return None

    def within(self, span: Span) -> Attribution | None:
        """The closest attribution whose content takes in a span."""
        around = [
            (content.end - content.start, attribution.cue, attribution)
            for attribution in self.annotations.attributions
            for content in attribution.content
            if content.start <= span.start and span.end <= content.end
        ]
        return min(around, key=lambda found: found[:2])[2] if around else None

    def speaker(self, span: Span) -> Voice | None:
        """Who is said to have said these words."""
        found = self.within(span)
        return Voice(found.speaker, found.speaker_span) if found else None


def voices(parties: Parties, nouns: list[Token]) -> Iterator[Voice]:
    """The parties that nouns and their conjuncts name; a pronoun is its speaker, else nobody.

    Args:
        parties: the parties of the report.
        nouns: heads of noun phrases, as subjects are.

    Yields:
        One voice a conjunct, in order.
    """
    for noun in nouns:
        found = _voice(parties, noun)
        if found is not None:
            yield found
        yield from voices(parties, _joined(parties, noun))


def claimants(parties: Parties, nouns: list[Token]) -> Iterator[Voice]:
    """The parties that claim a deed; a group that is described and then named is its name.

    Args:
        parties: the parties of the report.
        nouns: heads of the phrases in the claimant's place.

    Yields:
        One voice a conjunct; what follows "or" is another name and no other party.
    """
    for noun in nouns:
        found = _named_within(parties, noun) or _voice(parties, noun)
        if found is not None:
            yield found
        renamed = any(low(kid) == "or" for kid in parties.tree.kids(noun, "cc"))
        others = [] if renamed else _joined(parties, noun)
        yield from claimants(parties, others)


def _joined(parties: Parties, noun: Token) -> list[Token]:
    """The nouns joined to a noun, or to the name that it describes."""
    joined = [kid for kid in parties.tree.kids(noun, "conj") if _nominal(kid)]
    return [*joined, *also_named(parties.tree, noun)]


def _named_within(parties: Parties, noun: Token) -> Voice | None:
    """The name that a description gives: "a group called X", "a group, the X", "members of X"."""
    own = parties.at(noun)
    if own is not None and not _is_vague(own, noun):
        return own
    parse = parties.tree
    nearest = ("appos",) if noun.lemma in OFFSHOOTS else ("appos", "compound", "nmod", "amod")
    inside = list(parse.kids(noun, *nearest))
    for clause in parse.under(noun):  # the parse may hang "called X" on a noun in between
        if low(clause) not in NAMING:
            continue
        inside += parse.kids(clause, "oprd", "attr", "dobj")
        inside += [n for p in parse.kids(clause, "prep") if low(p) == "as" for n in parse.kids(p)]
    if is_membership(noun):
        inside += [
            n
            for p in parse.kids(noun, "prep")
            if low(p) in {"of", "from"}
            for n in parse.kids(p, "pobj")
        ]
    for token in sorted(inside, key=lambda t: t.i):
        found = parties.at(token)
        if (
            found and found == own and not _has_name(parties, own)
        ):  # a word of the description itself
            continue
        if found is None and token.dep == "pobj":
            found = _named_within(parties, token)
        if found is None and token.dep in {"oprd", "appos"} and token.pos == "PROPN":
            found = _described(parties, token)
        if found is not None and found.party.kind in GROUPS and not found.party.anonymous:
            return found
    return None


def _nominal(token: Token) -> bool:
    """Is it a noun, a name or a pronoun?"""
    return token.pos in {"NOUN", "PROPN", "PRON"}


def _voice(parties: Parties, noun: Token) -> Voice | None:
    """The party of one noun: as annotated, by a pronoun's speaker, or as the words have it."""
    if low(noun) in FIRST:
        return parties.speaker(noun.span)
    if low(noun) in THIRD or noun.pos == "PRON" or not _nominal(noun):
        return None
    own = parties.at(noun)
    if own is None or _is_vague(own, noun):
        for kid in _names_behind(parties.tree, noun):
            named = parties.at(kid) or (_described(parties, kid) if kid.pos == "PROPN" else None)
            if named is not None and not named.party.anonymous:
                return named
    return _in_full(parties, noun, own) if own else _described(parties, noun)


def _names_behind(parse: Tree, noun: Token) -> list[Token]:
    """The names in apposition to a noun; the parse hangs that of a conjunct on the first noun."""
    found = parse.kids(noun, "appos")
    if noun.dep == "conj":
        found += [kid for kid in parse.kids(parse.head(noun), "appos") if kid.i > noun.i]
    return found


def _in_full(parties: Parties, noun: Token, own: Voice) -> Voice:
    """A party that is only described, with all the words of its description."""
    told = _described(parties, noun) if _is_vague(own, noun) else None
    if told is None or not told.party.name.endswith(own.party.name):
        return own
    return Voice(replace(own.party, name=told.party.name), told.span)


def _described(parties: Parties, noun: Token) -> Voice | None:
    """A party that is only described: "a Kurdish militant group", "the military"."""
    if not noun.text[:1].isalpha():
        return None
    first = parties.tree.tokens[max(parties.tree.left_edge(noun), noun.i - LONGEST_NAME)]
    while first.i < noun.i and (low(first) in SKIPPED or first.pos in {"NUM", "PUNCT"}):
        first = parties.tree.tokens[first.i + 1]
    name = said(parties.tree.tokens[first.i : noun.i + 1])
    party = Party(name, PartyKind.UNKNOWN, anonymous=noun.pos == "NOUN")
    return Voice(party, Span(first.span.start, noun.span.end))


def accused(parties: Parties, noun: Token) -> Voice | None:
    """The party that an accusation lays the deed on.

    "A Turkish member of the Islamic State group" and "Islamic State responsibility" are Islamic
    State; a noun that is neither a name of a party nor a word for one is nobody.

    Args:
        parties: the parties of the report.
        noun: the noun that stands in the accused's place.

    Returns:
        The party with its words, or None.
    """
    own = parties.at(noun)
    if own is not None and own.party.kind in ANSWERABLE and not _is_vague(own, noun):
        return own
    inner = _named_within(parties, noun)
    if inner is not None and inner.party.kind is PartyKind.ARMED_GROUP:
        return inner
    vague = own is not None and _is_vague(own, noun) and not _has_name(parties, own)
    if vague and in_charge(noun):
        return None
    if own is not None and (own.party.kind in ANSWERABLE or noun.pos == "PROPN"):
        return _in_full(parties, noun, own)
    told = noun.pos == "PROPN" or (accusable(noun) and not in_charge(noun))
    return _described(parties, noun) if told else None


def _is_vague(voice: Voice, noun: Token) -> bool:
    """Is a party described by a common noun, and named nowhere in the lexicon?"""
    return voice.party.anonymous or (noun.pos == "NOUN" and voice.party.id is None)


def _has_name(parties: Parties, voice: Voice | None) -> bool:
    """Is there a name among the words for a party ("Islamic State bombers")?"""
    if voice is None:
        return False
    inside = (t for t in parties.tree.tokens if voice.span.start <= t.span.start < voice.span.end)
    return any(token.pos == "PROPN" for token in inside)
