"""How many of whom: from the noun or numeral that heads a victim phrase to a toll of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Final, Self

from dateline.extract.events import Event
from dateline.extract.rules import WordReader, contexts_of
from dateline.syntax.factuality import stated_modality
from dateline.syntax.scope import is_aggregate
from dateline.syntax.tree import (
    Tree,
    counts_in,
    is_plural,
    is_titled,
    noun_gender,
    nouns_after,
    said,
    tree,
    victim_group,
)
from dateline.types import (
    Annotations,
    Count,
    Document,
    Entity,
    Modality,
    Role,
    Sentence,
    Span,
    Token,
    Toll,
    VictimGroup,
)
from dateline.vocabulary import phrase_list, word_list

# ------------------------------------------------------------------ what a rule reads


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence, with the tree of its report, its counts, and the role of the toll before it."""

    tree: Tree
    sentence: Sentence
    counts: tuple[Entity, ...]
    words: Mapping[str, tuple[Token, ...]]  # its words by lemma and by form
    tokens: tuple[Token, ...]
    previous: Role | None = None
    anybody: bool = False  # what is told is told of people only: "abducted the vice-sarpanch"

    @property
    def titled(self) -> bool:
        """Whether it stands in a headline."""
        return is_titled(self.sentence)

    def covering_count(self, token: Token) -> Entity | None:
        """The count that a word lies in."""
        for count in self.counts:
            if count.span.start <= token.span.start and token.span.end <= count.span.end:
                return count
        return None


def sentence_contexts(annotations: Annotations) -> Iterator[SentenceContext]:
    """The sentences of a report, in order."""
    parsed = tree(annotations)
    for known in contexts_of(annotations, parsed):
        sentence, counts = known.sentence, tuple(counts_in(annotations, known.sentence))
        tokens = parsed.tokens[sentence.first : sentence.last]
        yield SentenceContext(parsed, sentence, counts, known.words, tokens)


Read = Callable[[SentenceContext, Token], Iterable["CasualtyMention"]]
Reader = WordReader[SentenceContext, "CasualtyMention"]


def each_form(words: Iterable[str], *tags: str) -> Callable[[Read], Reader]:
    """What some words of a sentence tell, those of some parts of speech if any are named."""
    return partial(_reader, frozenset(words), frozenset(tags), attrgetter("lower"))


def each_lemma(lemmas: Iterable[str], *tags: str) -> Callable[[Read], Reader]:
    """The same, of words by their lemmas."""
    return partial(_reader, frozenset(lemmas), frozenset(tags), attrgetter("lemma"))


def _reader(
    words: frozenset[str], tags: frozenset[str], name: Callable[[Token], str], read: Read
) -> Reader:
    """A rule's reader that looks at words of some names."""

    def counted_in(context: SentenceContext) -> Iterator[CasualtyMention]:
        for word in context.tokens:
            if name(word) in words and (not tags or word.pos in tags):
                yield from read(context, word)

    return WordReader(words, counted_in)


# ------------------------------------------------------------------ quantities

HARM: Final = word_list("harm.any")
WHOLES: Final = word_list("victims.wholes")
HEADLESS: Final = word_list("victims.headless")
INCLUDING: Final = word_list("victims.including")
ENDINGS: Final = phrase_list("victims.endings")
NAMING: Final = word_list("victims.naming")
COLLECTIVE: Final = word_list("victims.collective")
BANDS: Final = word_list("victims.bands")
PRONOUNS: Final = word_list("victims.pronouns")
UNDESCRIBED: Final = word_list("victims.undescribed")
STAFF: Final = word_list("victims.staff")
ARTICLES: Final = word_list("grammar.indefinite") | {"another"}
CREEDS: Final = word_list("victims.creeds")
DOING: Final = phrase_list("victims.doing")
NAMES: Final = frozenset({"PERSON", "ORG", ""})
FORCES: Final = frozenset({VictimGroup.SOLDIERS, VictimGroup.POLICE, VictimGroup.SECURITY_FORCES})
SINGULAR: Final = frozenset({"was", "is", "has"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
SINGULAR_TAGS: Final = frozenset({"NN", "NNP", "PRP", "JJ"})
DETERMINERS: Final = frozenset({"det", "nummod", "quantmod", "poss", "predet"})
ONE: Final = Count(1, 1, 1)
TWO: Final = Count(2, 2, 2)


@dataclass(frozen=True, slots=True)
class VictimCount:
    """A toll with the words that carry it."""

    toll: Toll
    span: Span
    head: Token
    before: tuple[Token, ...] = ()  # the words that lead up to the head

    @property
    def single(self) -> bool:
        """Whether it counts one person."""
        return self.toll.count == ONE

    def with_toll(self, **fields: Count | VictimGroup | bool) -> Self:
        """The same words with another toll."""
        return replace(self, toll=replace(self.toll, **fields))  # type: ignore[arg-type]

    def as_part(self) -> Self:
        """The same people, as a part of others."""
        return self.with_toll(part=True)

    def as_attackers(self) -> Self:
        """The same people, as attackers."""
        return self.with_toll(group=VictimGroup.ATTACKERS)


def count_victims(context: SentenceContext, head: Token) -> tuple[VictimCount, ...]:
    """Read the tolls of a victim phrase, the conjuncts and the named parts with it.

    "Two soldiers and a civilian" gives two tolls; "ten people, four of them children" one of ten
    and one of four that is a part of it.

    Args:
        context: the sentence.
        head: the noun or numeral that heads the phrase.

    Returns:
        The tolls in the order of their words; none if the phrase gives no number.
    """
    return tuple(sorted(_phrase_tolls(context, head, part=False), key=lambda c: c.span))


def count_together(
    context: SentenceContext, heads: Sequence[Token], word: Token
) -> tuple[VictimCount, ...]:
    """Read the tolls of some phrases, each once, with the sum of those that are joined."""
    once = {head.i: head for head in heads}
    found = {c.head.i: c for i in sorted(once) for c in count_victims(context, once[i])}
    return add_sum(tuple(found.values()), word)


def add_sum(found: Sequence[VictimCount], word: Token) -> tuple[VictimCount, ...]:
    """Add the sum of a phrase that joins several victims: "a mother and her two sons" are three.

    The joined ones become parts of it. Attackers stay out of the sum. A number that the others add
    up to is the whole already: "six people, three men and three women".

    Args:
        found: the tolls of one phrase.
        word: the word of harm, which carries the sum.

    Returns:
        The tolls, the sum first where there is one.
    """
    joined = [c for c in found if not c.toll.part and c.toll.group is not VictimGroup.ATTACKERS]
    counts = [c.toll.count for c in joined]
    if len(joined) < 2 or not all(count.stated for count in counts):  # noqa: PLR2004 - a sum
        return tuple(found)
    total = sum(count.stated or 0 for count in counts)
    if len(joined) > 2 and counts[0].stated == sum(c.stated or 0 for c in counts[1:]):  # noqa: PLR2004
        return _with_parts(found, joined[1:])
    open_end = any(count.high is None for count in counts)
    high = None if open_end else sum(count.high or 0 for count in counts)
    span = Span(min(c.span.start for c in joined), max(c.span.end for c in joined))
    groups = {c.toll.group for c in joined}
    group = VictimGroup.SECURITY_FORCES if groups <= FORCES else VictimGroup.PEOPLE
    toll = Toll(Count(sum(c.low for c in counts), high, total), group)
    whole = VictimCount(toll, span, word)
    return (whole, *_with_parts(found, joined))


def _with_parts(
    found: Sequence[VictimCount], parts: Sequence[VictimCount]
) -> tuple[VictimCount, ...]:
    """The tolls of a phrase, some of them marked as parts."""
    return tuple(c.as_part() if c in parts else c for c in found)


def count_included(context: SentenceContext, verb: Token) -> tuple[VictimCount, ...]:
    """Read the parts that hang on a verb: "nine people were killed, including three children"."""
    tree = context.tree
    nouns = nouns_after(tree, verb, "including")
    nouns += [
        n for n in tree.children[verb.i] if n.dep in {"npadvmod", "dep"} and _is_among_them(tree, n)
    ]
    return tuple(one for noun in nouns for one in _phrase_tolls(context, noun, part=True))


def _is_among_them(tree: Tree, noun: Token) -> bool:
    """Whether "among them" follows, or "four of them", which the parser hangs on a verb."""
    whole = nouns_after(tree, noun, "among")
    whole += [n for number in tree.kids[noun.i].nummod for n in nouns_after(tree, number, "of")]
    return any(n.lower in WHOLES for n in whole)


def _is_of_them(tree: Tree, head: Token) -> bool:
    """Whether "of them" or "of the dead" follows."""
    return any(noun.lower in WHOLES for noun in nouns_after(tree, head, "of"))


def _follows_among_them(tree: Tree, noun: Token) -> bool:
    """Whether "among them" stands before, wherever the parser hangs it: "among them two boys"."""
    first = tree.left_edge(noun)
    before = tree.tokens[max(first - 2, 0) : noun.i]
    return any(prep.lower == "among" and whole.lower in WHOLES for prep, whole in pairwise(before))


def _phrase_tolls(context: SentenceContext, head: Token, *, part: bool) -> Iterator[VictimCount]:
    """The toll of a head, of what is joined to it and of its parts."""
    tree = context.tree
    part = part or _follows_among_them(tree, head)
    own = _own(context, head, part=part)
    if own is not None:
        yield own
    either = any(cc.lower == "or" for cc in tree.kids[head.i].cc)  # "his brother or a friend"
    for kid in tree.children[head.i]:
        if kid.dep == "conj" and kid.pos in NOMINAL and not _is_other_matter(tree, head, kid):
            if not either:
                inner = part or _is_of_them(tree, kid) or _is_identified(tree, head, kid)
                yield from _phrase_tolls(context, kid, part=inner)
        elif kid.dep == "appos" and own is not None:
            yield from _apposed(context, head, kid, part=part)
        elif kid.lower in INCLUDING and kid.dep in {"prep", "acl", "advcl"}:
            for noun in [k for k in tree.children[kid.i] if k.dep in {"pobj", "dobj"}]:
                yield from _phrase_tolls(context, noun, part=True)


def _apposed(
    context: SentenceContext, head: Token, kid: Token, *, part: bool
) -> Iterator[VictimCount]:
    """What stands beside a head: a part of it, or the next of a list.

    "Ten people, four of them children" names a part; of "six grandchildren, his daughter and
    himself" and of names in a row the parser makes appositions too.
    """
    tree = context.tree
    listed = victim_group(head) is None or head.entity == "PERSON"
    named = listed and all(t.tag == "NNP" and _is_named(tree, t) for t in (head, kid))
    joined = bool(tree.kids[kid.i].conj) and bool(tree.kids[kid.i].poss)
    if named or (joined and head.pos == "NUM"):
        yield from _phrase_tolls(context, kid, part=part)
    elif _count_of_head(context, kid) is not None or _is_among_them(tree, kid):
        yield from _phrase_tolls(context, kid, part=part or not _is_other_side(tree, head, kid))


def _is_other_side(tree: Tree, head: Token, kid: Token) -> bool:
    """Whether one is of the forces and one of the militants: "six police, two rebels and a boy"."""
    sides = {side_of(_noun_group(tree, noun, _before(tree, noun))) for noun in (head, kid)}
    return len(sides - {None}) > 1


def side_of(group: VictimGroup | None) -> VictimGroup | None:
    """The forces or the militants, None for people of neither."""
    if group in FORCES:
        return VictimGroup.SECURITY_FORCES
    return group if group is VictimGroup.MILITANTS else None


def _is_identified(tree: Tree, head: Token, kid: Token) -> bool:
    """Whether a joined name is that of people told before: "two men, identified as A and B"."""
    clauses = [t for t in tree.kids[head.i].acl if t.lower in NAMING and t.i < kid.i]
    return bool(clauses) and not [k for k in tree.children[kid.i] if k.dep in {"nummod", "det"}]


def _is_other_matter(tree: Tree, head: Token, kid: Token) -> bool:
    """Whether a joined phrase is another matter: after a semicolon, or with a harm of its own.

    In "46 dead and 35 others injured" the 35 are none of the dead, nor in "four were killed and
    two people were injured"; "Nine Injured, Suspect Dead" are two halves of a headline.
    """
    between = tree.tokens[head.i + 1 : kid.i]
    after = tree.tokens[kid.i + 1 : kid.i + 3]
    harmed = [t.lower in HARM for t in after]
    passive = harmed[1:] == [True] and after[0].lemma == "be"
    own = [k for k in tree.children[kid.i] if k.dep in {"acl", "amod", "relcl"}]
    state = any(t.lower in HARM and t.i < head.i for t in tree.kids[head.i].amod)
    return (
        (state and bool(tree.kids[kid.i].det))  # "one deceased man and a second man"
        or any(t.text == ";" for t in between)
        or any(t.lower in HARM for t in own)
        or (harmed[:1] == [True] and (kid.pos == "NUM" or any(t.lower in HARM for t in between)))
        or (passive and not any(t in after for t in tree.above[head.i]))
        or (kid.tag in {"NNP", "JJ"} and kid.lower in HARM and bool(tree.kids[kid.i].compound))
        or _is_same_person(tree, head, kid)
    )


def _is_same_person(tree: Tree, head: Token, kid: Token) -> bool:
    """Whether two nouns in the singular are two things that one person is: "a mayor and trader"."""
    single = (
        head.tag == "NN"
        and kid.tag == "NN"
        and bool(tree.kids[head.i].det or tree.kids[head.i].amod)
    )
    own = [k for k in tree.children[kid.i] if k.dep in {"det", "poss", "nummod"}]
    apart = any(noun_gender(noun) for noun in (head, kid))
    known = all(victim_group(noun) is not None for noun in (head, kid))
    named = any(t.pos == "PROPN" for noun in (head, kid) for t in tree.kids[noun.i].appos)
    one = any(t.lower in SINGULAR for t in tree.kids[head.head].auxiliaries)
    return single and known and not own and not apart and (named or one)


def _own(context: SentenceContext, head: Token, *, part: bool) -> VictimCount | None:
    """The toll of the head itself."""
    tree = context.tree
    noun = _noun(context, head)
    before = _before(tree, noun)
    group = _noun_group(tree, noun, before)
    number = _count_of_head(context, head)
    if number is not None and number.value is None:
        return None  # a figure too large to be a toll
    if number is None:
        number = _single(tree, noun, before, group) or _anybody(context, noun)
    someone = context.anybody or group is not None or _may_be_people(noun) or _is_named(tree, noun)
    if number is None or not someone:
        return None
    span = Span(min(number.span.start, head.span.start), max(number.span.end, noun.span.end))
    toll = Toll(
        number.value if isinstance(number.value, Count) else ONE,
        group or VictimGroup.PEOPLE,
        _detail(noun, before, group),
        part or _is_of_them(tree, head),
    )
    return VictimCount(toll, span, head, tuple(before))


def _noun_group(tree: Tree, noun: Token, before: Sequence[Token]) -> VictimGroup | None:
    """The group of a noun; that of "members of the militia" is the militia's.

    A name is of the group that the word before it tells: "constable John Doe".
    """
    if noun.tag == "NNP" and noun.entity in NAMES:
        titles = [victim_group(kid) for kid in tree.children[noun.i] if _is_title(kid)]
        if titles:
            return titles[-1]
    inner = nouns_after(tree, noun, "of") if noun.lemma == "member" else []
    groups = (victim_group(n, tree.tokens[tree.left_edge(n) : n.i]) for n in inner)
    return next(filter(None, groups), None) or victim_group(noun, before)


def _before(tree: Tree, noun: Token) -> Sequence[Token]:
    """The words that lead up to a noun, from after the last comma or word of harm among them.

    Headlines in capitals are taken for one long name ("US Embassy, Killing Child").
    """
    before = tree.tokens[tree.left_edge(noun) : noun.i]
    for at, token in reversed(tuple(enumerate(before))):
        verbal = token.lower in HARM and token.tag not in {"JJ", "VBN"}
        if verbal or (token.text == "," and noun.tag == "NNP"):
            return before[at + 1 :]
    return before


def _noun(context: SentenceContext, head: Token) -> Token:
    """The noun that is counted: that of "dozens of people", else the head."""
    of = nouns_after(context.tree, head, "of")
    covered = head.pos == "NUM" or (context.covering_count(head) and not victim_group(head))
    if not of or not covered or of[0].pos in {"NUM", "PRON"} or of[0].lower in WHOLES:
        return head
    return of[0]


def _count_of_head(context: SentenceContext, head: Token) -> Entity | None:
    """The count among the words that lead up to a head, or that the head is."""
    tree = context.tree
    own = context.covering_count(head)
    if own is not None:
        return own
    pair = bool(tree.kids[head.i].conj)  # "both Bass and his son"
    for token in tree.tokens[tree.left_edge(head) : head.i]:
        found = context.covering_count(token)
        both = pair and token.lower == "both"
        if found is not None and not both and _belongs(tree, token, head):
            return found
    noun = _noun(context, head)
    return _count_of_head(context, noun) if noun.i != head.i else None


def _belongs(tree: Tree, token: Token, head: Token) -> bool:
    """Whether a number modifies the head, and no noun inside the phrase: "two towns' mayor"."""
    for link in (token, *tree.above[token.i]):
        if link.i == head.i:
            return True
        if link.dep in {"poss", "pobj", "npadvmod"}:
            return False
    return False


def _is_named(tree: Tree, noun: Token) -> bool:
    """Whether it is a person's name, by the parse's own word or by an age beside it."""
    kids = tree.children[noun.i]
    aged = any(kid.dep == "appos" and kid.text.isdigit() for kid in kids)
    aged = aged or (noun.lower == "old" and any(kid.lower == "year" for kid in kids))
    olds = [kid for kid in kids if kid.dep == "amod" and kid.lower == "old"]  # "2-year-old Sofia"
    if noun.tag == "NNP" and any(t.lower == "year" for old in olds for t in tree.children[old.i]):
        return True
    if noun.lower == "alias":  # "John Doe alias Commander Bravo"
        return any(kid.pos == "PROPN" for kid in kids)
    if noun.tag == "NNP" and noun.entity in NAMES and any(map(_is_title, kids)):
        return True
    return noun.entity == "PERSON" or (aged and noun.pos in {"PROPN", "NOUN", "ADJ"})


def _is_title(word: Token) -> bool:
    """Whether it is a word for a person before a name: "constable John Doe"."""
    return word.dep in {"compound", "nmod"} and victim_group(word) is not None


def _single(
    tree: Tree, noun: Token, before: Sequence[Token], group: VictimGroup | None
) -> Entity | None:
    """One, for a name, a pronoun or a singular noun for a person without a number."""
    span = Span((before or [noun])[0].span.start, noun.span.end)
    word = noun.lower
    if word == "another":  # "one dead and another wounded"
        return Entity(noun.span, ONE)
    if word == "couple" or (is_plural(noun) and any(t.lower == "twin" for t in before)):
        return Entity(span, TWO)
    if word in PRONOUNS:
        return Entity(span, ONE)
    if word == "body" and not any(t.pos == "ADJ" for t in before):
        return None  # "one heart, one body"
    return Entity(span, ONE) if _is_somebody(tree, noun, group) else None


def _anybody(context: SentenceContext, noun: Token) -> Entity | None:
    """One, for whoever is abducted: only people are, whatever the noun says of them."""
    single = noun.tag in {"NN", "NNP"} and noun.lemma.lower() not in COLLECTIVE | BANDS
    return Entity(noun.span, ONE) if context.anybody and single else None


def _is_somebody(tree: Tree, noun: Token, group: VictimGroup | None) -> bool:
    """Whether a noun without a number stands for one person."""
    single = any(t.lower in ARTICLES for t in tree.kids[noun.i].det)
    if group is not None and noun.lemma.lower() in COLLECTIVE:  # "a police personnel"
        return single and noun.lower in STAFF
    someone = group is not None and noun.pos != "PRON"
    someone = someone or (single and noun.lower.endswith(DOING))  # "a cattle grazer"
    return noun.tag in SINGULAR_TAGS and (someone or _is_named(tree, noun))


def _may_be_people(noun: Token) -> bool:
    """Whether a counted word without a group may be people: a numeral, or a noun for persons."""
    by_ending = noun.tag == "NNS" and noun.lower.endswith(ENDINGS)  # "electricians"
    people = noun.tag == "NNPS" or noun.entity == "NORP" or noun.lower in CREEDS  # "Kurds"
    by_ending = by_ending or (noun.tag == "NN" and noun.lower.endswith(DOING))
    numeral = noun.pos in {"NUM", "PRON", "ADJ", "VERB"} or noun.lower == "another"
    return (
        by_ending or people or numeral or noun.entity == "PERSON" or noun.lower in WHOLES | HEADLESS
    )


def _detail(noun: Token, before: Sequence[Token], group: VictimGroup | None) -> str | None:
    """The words for the victims, numbers, ages and articles left out; None for "people"."""
    if noun.pos in {"NUM", "PRON"} or group in {None, VictimGroup.PEOPLE}:
        return None
    skipped = [i for i, t in enumerate(before) if t.dep in DETERMINERS or t.lower in UNDESCRIBED]
    return said([*before[max(skipped, default=-1) + 1 :], noun])


# ------------------------------------------------------------------ tolls of a sentence

NO_EVENT: Final = -1
DEAD: Final = frozenset({Role.KILLED, Role.ATTACKERS_KILLED})


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A toll as told: its role, its words, how firmly, and the word that tells it.

    Attributes:
        hit: they count as wounded only as far as no death of the same people is told.
        own: an attacker who killed himself.
        alone: one victim of several told one by one, where no total of them is told.
        further: they come to those told before: "ten guards were also wounded".
        event: the number of its event in the report.
    """

    role: Role
    counted: VictimCount
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool
    hit: bool = False
    own: bool = False
    alone: bool = False
    further: bool = False
    event: int = NO_EVENT
    rule: str = ""
    passes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the people are no part of others."""
        return not self.counted.toll.part

    @property
    def low(self) -> int:
        """How many they are at the least."""
        return self.counted.toll.count.low

    def as_part(self) -> Self:
        """The same people, as a part of others."""
        return replace(self, counted=self.counted.as_part())

    def as_attackers(self) -> Self:
        """The same people, as attackers who died."""
        counted = self.counted.as_attackers()
        return replace(self, role=Role.ATTACKERS_KILLED, counted=counted)


@dataclass(frozen=True, slots=True)
class CasualtyReport:
    """What a pass about casualties looks at: a report with its tree and its events."""

    document: Document
    annotations: Annotations
    tree: Tree
    events: tuple[Event, ...]


def tell_harm(
    context: SentenceContext, role: Role, word: Token, counts: Iterable[VictimCount]
) -> Iterator[CasualtyMention]:
    """The mentions of some tolls by one word of harm.

    A dead attacker has a role of its own; what is told as not real is told with no doubt here,
    for a rule that reads "no casualties" has to see it.
    """
    tree, sentence = context.tree, context.sentence
    firm = stated_modality(tree, word) or Modality.ASSERTED
    for one in counts:
        total = is_aggregate(tree, sentence, word)
        told = CasualtyMention(role, one, word, sentence, firm, total)
        attacker = role is Role.KILLED and one.toll.group is VictimGroup.ATTACKERS
        yield told.as_attackers() if attacker else told
