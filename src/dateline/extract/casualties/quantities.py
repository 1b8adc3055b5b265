"""How many of whom: from the noun or numeral that heads a victim phrase to tolls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.syntax.tree import Tree, low, said
from dateline.types import Annotations, Count, Entity, Span, Token, Toll, VictimGroup
from dateline.vocabulary.harm import group_of, is_harm, lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
PLURAL = frozenset({"NNS", "NNPS"})
ONE = Count(1, 1, 1)
HEADLESS = frozenset(
    {"one", "nobody", "none", "dozens", "scores", "hundreds", "thousands", "couple", "dozen"}
)
PARTS = frozenset({"including", "among", "includes", "included", "include", "like"})
PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "ants", "men", "women")
TWO = Count(2, 2, 2)
WHOLES = frozenset(
    {"them", "whom", "those", "dead", "wounded", "injured", "victims", "killed", "casualties"}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A toll with the words that carry it."""

    toll: Toll
    span: Span
    head: Token
    before: tuple[Token, ...] = ()  # the words that lead up to the head


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of victim phrases needs."""

    tree: Tree
    counts: tuple[Entity, ...]


def counted(tree: Tree, annotations: Annotations, head: Token) -> tuple[Counted, ...]:
    """Read the tolls of a victim phrase, the conjuncts and the named parts with it.

    "Two soldiers and a civilian" gives two tolls; "ten people, four of them children" one of ten
    and one of four that is a part of it.

    Args:
        tree: the parse.
        annotations: what the report names.
        head: the noun or numeral that heads the phrase.

    Returns:
        The tolls in the order of their words; none if the phrase gives no number.
    """
    reader = _Reader(tree, annotations.counts)
    found = list(_phrase(reader, head, part=False))
    return tuple(sorted(found, key=lambda c: c.span))


def with_sum(found: Sequence[Counted], word: Token) -> tuple[Counted, ...]:
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
    if len(joined) < 2 or any(not count.stated for count in counts):  # noqa: PLR2004 - a sum
        return tuple(found)
    if len(joined) > 2 and counts[0].stated == sum(c.stated or 0 for c in counts[1:]):  # noqa: PLR2004
        return _with_parts(found, joined[1:])
    high = sum(count.high or 0 for count in counts)
    total = sum(count.stated or 0 for count in counts)
    bound = None if any(count.high is None for count in counts) else high
    span = Span(min(c.span.start for c in joined), max(c.span.end for c in joined))
    whole = Counted(Toll(Count(sum(c.low for c in counts), bound, total)), span, word)
    return (whole, *_with_parts(found, joined))


def _with_parts(found: Sequence[Counted], parts: Sequence[Counted]) -> tuple[Counted, ...]:
    """The tolls of a phrase, some of them marked as parts."""
    return tuple(replace(c, toll=replace(c.toll, part=True)) if c in parts else c for c in found)


def included(tree: Tree, annotations: Annotations, verb: Token) -> tuple[Counted, ...]:
    """Read the parts that hang on a verb: "nine people were killed, including three children".

    Args:
        tree: the parse.
        annotations: what the report names.
        verb: the word of harm.

    Returns:
        Tolls marked as parts.
    """
    reader = _Reader(tree, annotations.counts)
    nouns = [
        n for k in tree.kids(verb, "prep") if low(k) == "including" for n in tree.kids(k, "pobj")
    ]
    nouns += [n for n in tree.kids(verb, "npadvmod", "dep") if _among_them(tree, n)]
    return tuple(one for noun in nouns for one in _phrase(reader, noun, part=True))


def _among_them(tree: Tree, noun: Token) -> bool:
    """Does a noun stand behind "among them" or "four of them", which the parser hangs on a verb?"""
    preps = [p for p in tree.kids(noun, "prep") if low(p) == "among"]
    preps += [p for n in tree.kids(noun, "nummod") for p in tree.kids(n, "prep") if low(p) == "of"]
    return any(low(n) in WHOLES for p in preps for n in tree.kids(p, "pobj"))


def _phrase(reader: _Reader, head: Token, part: bool) -> Iterator[Counted]:
    """The toll of a head, of what is joined to it and of its parts."""
    own = _own(reader, head, part)
    if own is not None:
        yield own
    for kid in reader.tree.kids(head):
        if kid.dep == "conj" and kid.pos in NOMINAL and not _is_apart(reader, head, kid):
            if any(low(cc) == "or" for cc in reader.tree.kids(head, "cc")):
                continue  # "either his brother or a friend" is one
            yield from _phrase(reader, kid, part or is_part(reader, kid))
        elif kid.dep == "appos" and own is not None:
            yield from _apposed(reader, head, kid, part=part)
        elif low(kid) in PARTS and kid.dep in {"prep", "acl", "advcl"}:
            for noun in reader.tree.kids(kid, "pobj", "dobj"):
                yield from _phrase(reader, noun, part=True)


def _apposed(reader: _Reader, head: Token, kid: Token, *, part: bool) -> Iterator[Counted]:
    """What stands beside a head: a part of it, or the next of a list.

    "Ten people, four of them children" names a part; of "six grandchildren, his daughter and
    himself" and of names in a row the parser makes appositions too.
    """
    named = all(t.tag == "NNP" and _is_named(reader, t) for t in (head, kid))
    joined = bool(reader.tree.kids(kid, "conj")) and bool(reader.tree.kids(kid, "poss"))
    if named or (joined and head.pos == "NUM"):
        yield from _phrase(reader, kid, part)
    elif _number(reader, kid) is not None or _among_them(reader.tree, kid):
        yield from _phrase(reader, kid, part=True)


def _is_apart(reader: _Reader, head: Token, kid: Token) -> bool:
    """Is a joined phrase another matter: after a semicolon, or with a harm of its own?

    In "46 dead and 35 others injured" the 35 are none of the dead.
    """
    between = reader.tree.tokens[head.i + 1 : kid.i]
    own = [low(t) for t in reader.tree.kids(kid, "acl", "amod", "relcl")]
    state = any(is_harm(low(t)) and t.i < head.i for t in reader.tree.kids(head, "amod"))
    if state and reader.tree.kids(kid, "det"):  # "one deceased man and a second man"
        return True
    after = reader.tree.tokens[kid.i + 1 : kid.i + 2]
    next_harm = any(is_harm(low(t)) for t in after) and any(is_harm(low(t)) for t in between)
    next_harm = next_harm or (kid.pos == "NUM" and any(is_harm(low(t)) for t in after))
    next_harm = next_harm or _of_next_clause(reader, head, kid) or _harmed_apart(reader, kid)
    return next_harm or any(t.text == ";" for t in between) or any(is_harm(w) for w in own)


def _harmed_apart(reader: _Reader, kid: Token) -> bool:
    """Is a joined phrase the other half of a headline: "Nine Injured, Suspect Dead"?"""
    return (
        kid.tag in {"NNP", "JJ"} and is_harm(low(kid)) and bool(reader.tree.kids(kid, "compound"))
    )


def _of_next_clause(reader: _Reader, head: Token, kid: Token) -> bool:
    """Does a joined phrase begin a clause of its own: "and four people were injured"?"""
    clause = reader.tree.tokens[kid.i + 1 : kid.i + 3]
    above = {t.i for t in reader.tree.above(head)}
    passive = len(clause) > 1 and clause[0].lemma == "be" and is_harm(low(clause[1]))
    return passive and not above & {t.i for t in clause}


def is_part(reader: _Reader, head: Token) -> bool:
    """Does "of them" or "of the dead" follow?"""
    for prep in reader.tree.kids(head, "prep"):
        if low(prep) == "of" and any(
            low(noun) in WHOLES for noun in reader.tree.kids(prep, "pobj")
        ):
            return True
    return False


def _own(reader: _Reader, head: Token, part: bool) -> Counted | None:
    """The toll of the head itself."""
    noun = _noun(reader, head)
    before = _before(reader, noun)
    group = _group(reader, noun, before)
    number = _number(reader, head)
    if number is not None and number.value is None:
        return None  # a figure too large to be a toll
    if number is None:
        number = _single(reader, noun, before, group)
    someone = group is not None or _may_be_people(noun) or _is_named(reader, noun)
    if number is None or not someone:
        return None
    span = Span(min(number.span.start, head.span.start), max(number.span.end, noun.span.end))
    toll = Toll(
        _count(number),
        group or VictimGroup.PEOPLE,
        _detail(noun, before, group),
        part or is_part(reader, head),
    )
    return Counted(toll, span, head, tuple(before))


def _group(reader: _Reader, noun: Token, before: list[Token]) -> VictimGroup | None:
    """The group of a noun; that of "members of the militia" is the militia's."""
    for prep in reader.tree.kids(noun, "prep") if noun.lemma == "member" else []:
        for inner in reader.tree.kids(prep, "pobj"):
            found = group_of(
                inner, list(reader.tree.tokens[reader.tree.left_edge(inner) : inner.i])
            )
            if low(prep) == "of" and found is not None:
                return found
    return group_of(noun, before)


def _before(reader: _Reader, noun: Token) -> list[Token]:
    """The words that lead up to a noun, from after the last comma or word of harm among them.

    Headlines in capitals are taken for one long name ("US Embassy, Killing Child").
    """
    before = list(reader.tree.tokens[reader.tree.left_edge(noun) : noun.i])
    for i in range(len(before) - 1, -1, -1):
        verbal = is_harm(low(before[i])) and before[i].tag not in {"JJ", "VBN"}
        if verbal or (before[i].text == "," and noun.tag == "NNP"):
            return before[i + 1 :]
    return before


def _count(number: Entity) -> Count:
    """The count of an entity of `counts`."""
    return number.value if isinstance(number.value, Count) else ONE


def _noun(reader: _Reader, head: Token) -> Token:
    """The noun that is counted: that of "dozens of people", else the head."""
    for prep in reader.tree.kids(head, "prep"):
        quantity = head.pos == "NUM" or (_covering(reader, head) and not group_of(head, []))
        if low(prep) == "of" and quantity:
            for noun in reader.tree.kids(prep, "pobj"):
                back = noun.pos in {"NUM", "PRON"} or low(noun) in WHOLES
                return head if back else noun
    return head


def _covering(reader: _Reader, token: Token) -> Entity | None:
    """The count that a token lies in."""
    for count in reader.counts:
        if count.span.start <= token.span.start and token.span.end <= count.span.end:
            return count
    return None


def _number(reader: _Reader, head: Token) -> Entity | None:
    """The count among the words that lead up to a head, or that the head is."""
    own = _covering(reader, head)
    if own is not None:
        return own
    first = reader.tree.left_edge(head)
    for token in reader.tree.tokens[first : head.i]:
        found = _covering(reader, token)
        pair = low(token) == "both" and bool(
            reader.tree.kids(head, "conj")
        )  # "both Bass and his son"
        if found is not None and not pair and _belongs(reader, token, head):
            return found
    noun = _noun(reader, head)
    return _number(reader, noun) if noun.i != head.i else None


def _belongs(reader: _Reader, token: Token, head: Token) -> bool:
    """Does a number modify the head itself, not a noun inside the phrase ("two towns' mayor")?"""
    chain = [token, *reader.tree.above(token)]
    for link in chain:
        if link.i == head.i:
            return True
        if link.dep in {"poss", "pobj", "npadvmod"}:
            return False
    return False


def _is_named(reader: _Reader, noun: Token) -> bool:
    """Is it a person's name, by the parse's own word or by an age after it?"""
    kids = reader.tree.kids(noun)
    aged = any(kid.dep == "appos" and kid.text.isdigit() for kid in kids) or (
        low(noun) == "old" and "year" in {low(kid) for kid in kids}
    )
    olds = [kid for kid in kids if kid.dep == "amod" and low(kid) == "old"]  # "2-year-old Sofia"
    if noun.tag == "NNP" and any(low(t) == "year" for old in olds for t in reader.tree.kids(old)):
        return True
    return noun.entity == "PERSON" or (aged and noun.pos in {"PROPN", "NOUN", "ADJ"})


def _single(
    reader: _Reader, noun: Token, before: list[Token], group: VictimGroup | None
) -> Entity | None:
    """One, for a name, a pronoun or a singular noun for a person without a number."""
    if low(noun) == "another" and noun.pos == "PRON":  # "one dead and another wounded"
        return Entity(noun.span, ONE)
    if low(noun) == "couple" or (noun.tag in PLURAL and any(low(t) == "twin" for t in before)):
        return Entity(Span((before or [noun])[0].span.start, noun.span.end), TWO)
    plural = noun.tag in PLURAL or noun.tag not in {"NN", "NNP", "PRP", "JJ"}
    if plural and low(noun) not in lexicon().pronouns:
        return None
    named = _is_named(reader, noun)
    if not (named or low(noun) in lexicon().pronouns or _is_someone(noun, group)):
        return None
    if low(noun) == "body" and not any(t.pos == "ADJ" for t in before):
        return None  # "one heart, one body"
    start = before[0].span.start if before else noun.span.start
    return Entity(Span(start, noun.span.end), ONE)


def _is_someone(noun: Token, group: VictimGroup | None) -> bool:
    """Is it a singular noun for a person?"""
    collective = {"people", "police", "personnel", "troop", "cartel", "death", "toll", "casualty"}
    return group is not None and noun.lemma.lower() not in collective and noun.pos != "PRON"


def _may_be_people(noun: Token) -> bool:
    """Can a counted word without a group be people: a numeral, or an unknown noun for persons?"""
    named = noun.entity == "PERSON"
    numeral = noun.pos in {"NUM", "PRON", "ADJ", "VERB"}
    return named or numeral or low(noun) in WHOLES | HEADLESS or _by_ending(noun)


def _by_ending(noun: Token) -> bool:
    """Is it a plural that tells by its ending what people do: "travellers", "electricians"?"""
    return noun.tag == "NNS" and low(noun).endswith(PEOPLE_ENDINGS)


def _detail(noun: Token, before: list[Token], group: VictimGroup | None) -> str | None:
    """The words for the victims, numbers, ages and articles left out; None for "people"."""
    if noun.pos in {"NUM", "PRON"} or group in {None, VictimGroup.PEOPLE}:
        return None
    skipped = [
        i
        for i, t in enumerate(before)
        if t.dep in {"det", "nummod", "quantmod", "poss", "predet"} or low(t) in {"old", "several"}
    ]
    return said([*before[max(skipped, default=-1) + 1 :], noun])
