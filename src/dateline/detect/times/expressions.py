"""When: the time expressions of a document and what their words say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.detect.times.forms import forms_with, present_lists
from dateline.detect.times.values import time_words
from dateline.detect.times.values import time_words as lexicon
from dateline.types import (
    BlockKind,
    Direction,
    Document,
    Entity,
    Sentence,
    Span,
    TimeAnchor,
    TimeExpression,
    Token,
)

# ------------------------------------------------------------------ which way an expression looks

STEPS = 8


def with_direction(
    span: Span, value: TimeExpression, words: Sequence[Token], tokens: Sequence[Token]
) -> TimeExpression:
    """The value with the direction that tense gives, where its words leave it open."""
    if value.direction is not Direction.NEAREST or value.anchor is TimeAnchor.EVENT:
        return value
    inside = [w for w in words if span.start <= w.span.start < span.end]
    if not inside:
        return value
    if any(word.tag == "POS" and word.head in {w.i for w in inside} for word in words):
        return replace(value, direction=Direction.PAST)  # "Friday's attack" has happened
    verb = _governing_verb(inside, tokens)
    return replace(value, direction=_tense_of(verb, words)) if verb else value


def _governing_verb(inside: Sequence[Token], tokens: Sequence[Token]) -> Token | None:
    """The verb that the expression hangs on."""
    covered = {word.i for word in inside}
    word = next((w for w in inside if w.head not in covered), inside[0])
    if word.dep in ("compound", "nmod", "amod") and len(inside) > 1:
        return None  # "the Feb. 27 ceasefire" names, it does not tell
    for _ in range(STEPS):
        if word.pos in ("VERB", "AUX") and word.i not in covered:
            return word
        if word.head == word.i:
            return None
        word = tokens[word.head]
    return None


def _tense_of(verb: Token, words: Sequence[Token]) -> Direction:
    """Past, future, or open where the verb does not tell."""
    known = lexicon().tense
    helpers = {w.text.lower() for w in words if w.head == verb.i and w.dep in ("aux", "auxpass")}
    if helpers & known["future"] or _is_due(verb, words):
        return Direction.FUTURE
    if verb.tag in ("VBD", "VBN") or helpers & known["past"]:
        return (
            Direction.FUTURE
            if verb.lemma in known["ahead"] and verb.tag == "VBN" and not helpers & {"had"}
            else Direction.PAST
        )
    if verb.tag == "VB" and "to" in helpers:
        return _of_infinitive(verb, words)
    if helpers & known["modals"]:
        return Direction.FUTURE
    if verb.tag == "VBG":
        return _of_head(verb, words)
    return Direction.NEAREST


def _of_infinitive(verb: Token, words: Sequence[Token]) -> Direction:
    """Future, unless the verb above it says that it was done ("managed to")."""
    above = next((w for w in words if w.i == verb.head and w.i != verb.i), None)
    if above is not None and above.lemma in lexicon().tense["implied"]:
        return _tense_of(above, words)
    # "the fourth bombing to hit the town this year" has happened
    return Direction.NEAREST if verb.dep in ("relcl", "acl") else Direction.FUTURE


def _is_due(verb: Token, words: Sequence[Token]) -> bool:
    """Is it "was due in the city on Wednesday"?"""
    ahead = lexicon().tense["ahead"]
    return verb.lemma == "be" and any(
        w.head == verb.i and w.dep == "acomp" and w.text.lower() in ahead for w in words
    )


def _of_head(verb: Token, words: Sequence[Token]) -> Direction:
    """A participle takes the tense of the verb above it."""
    head = next((w for w in words if w.i == verb.head), None)
    if head is None or head.i == verb.i or head.pos not in ("VERB", "AUX"):
        return Direction.NEAREST
    return _tense_of(head, words) if head.tag != "VBG" else Direction.NEAREST


# ------------------------------------------------------------------ expressions

SINCE = re.compile(
    r"(?:\bsince|\bfrom|\bever since|\bafter|\bas of)\s(?:about\s|around\s|the\s)?$", re.IGNORECASE
)
UNTIL = re.compile(
    r"(?:\buntil|\btill|\bby|\bbefore|\bup to|\bthrough|\bprior to)\s(?:about\s|around\s|the\s)?$",
    re.IGNORECASE,
)
JOINS = re.compile(
    r"\s?(?:-|–|—|to|until|till|through|and)\s(?:the\s|early\s|late\s)?|[-–—]", re.IGNORECASE
)
DAY_RANGE = re.compile(
    r"(?<=\d|[dhts])(?P<dash>\s?(?:-|–|—|\b(?:to|and|until|through)\b)\s?)(?=\d)"
)
OPENS = re.compile(r"\b(?:from|between)\s(?:the\s|early\s|late\s)?$", re.IGNORECASE)
FULL_NAME = re.compile(r"(?:(?<![a-z])[a-z]{5,}|\bmay|\bjune|\bjuly)\.\s*$", re.IGNORECASE)
BEFORE = 24  # characters looked at before an expression for "since" and the like


@dataclass(frozen=True, slots=True)
class _Found:
    """A match: where, how it was read, and by which form."""

    span: Span
    value: TimeExpression | None
    form: str


def find_times(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> tuple[Entity, ...]:
    """Find the time expressions of a document.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences over the parse.

    Returns:
        Entities with a `TimeExpression`, in order; ranges ("from Monday to Friday") are one entity
        with its end in `last`. Ages, scores and bare references such as "now" are left out.
    """
    dated = [
        entity
        for entity in _time_entities(document, tokens, sentences)
        if isinstance(entity.value, TimeExpression) and not _is_reference(entity.value)
    ]
    return tuple(_join_ranges(document.text, dated))


def _is_reference(value: TimeExpression) -> bool:
    """Is it a bare "now" or "formerly", which dates nothing?"""
    return value.unit is None and value.weekday is None and value.value.endswith("_REF")


def timeml_expressions(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> tuple[Entity, ...]:
    """Every time expression as TimeML marks them: references kept, ranges in two."""
    return tuple(
        part
        for entity in _time_entities(document, tokens, sentences)
        for part in _range_ends(document.text, entity)
    )


def _time_entities(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> list[Entity]:
    """Every expression, "3 to 5 May" in one."""
    found = []
    held = present_lists(document.text.lower())
    for sentence in sentences:
        words = tokens[sentence.first : sentence.last]
        for match in _longest_matches(_form_matches(document.text, sentence.span, held)):
            value = match.value
            if value is None or not _looks_right(
                match, _words_near(words, match.span), document.text
            ):
                continue
            turned = with_direction(match.span, value, _words_near(words, match.span), tokens)
            found.append(Entity(match.span, _with_bounds(document.text, match.span, turned)))
    return sorted([*found, *_days_of_lines(document, held)], key=lambda e: e.span)


def _days_of_lines(document: Document, held: frozenset[str]) -> Iterator[Entity]:
    """The days by number of the short lines that are no sentences: "23 September" over a text."""
    for block in document.blocks:
        if block.kind is not BlockKind.BYLINE or block.span.end - block.span.start > LONGEST_LINE:
            continue
        for match in _longest_matches(_form_matches(document.text, block.span, held)):
            if match.value is not None and match.value.day is not None and match.value.month:
                yield Entity(match.span, match.value)


def _words_near(words: Sequence[Token], span: Span) -> Sequence[Token]:
    """The words of a sentence, of one that never ends only those around a span."""
    if len(words) <= 2 * REACH:
        return words
    at = bisect_left(words, span.start, key=lambda w: w.span.start)
    return words[max(0, at - REACH) : at + REACH]


LONGEST_LINE: Final = 40  # characters
REACH: Final = 200  # words; tables and lists are parsed as one sentence


def _range_ends(text: str, entity: Entity) -> tuple[Entity, ...]:
    """The two ends of "3 to 5 May" as expressions of their own."""
    value = entity.value
    if not isinstance(value, TimeExpression) or value.last is None:
        return (entity,)
    cut = DAY_RANGE.search(text, entity.span.start, entity.span.end)
    if cut is None:
        return (entity,)
    first, last = Span(entity.span.start, cut.start("dash")), Span(cut.end("dash"), entity.span.end)
    return Entity(first, replace(value, last=None)), Entity(last, value.last)


def _form_matches(text: str, sentence: Span, among: frozenset[str]) -> list[_Found]:
    """All matches of all forms in a sentence of a text that holds words of some lists."""
    found = []
    held = present_lists(text[sentence.start : sentence.end].lower(), among)
    for form in forms_with(held):
        for match in form.matches(text, sentence):
            value = form.build(match.groupdict())
            if value is not None or form.hides:
                found.append(_Found(_trimmed_span(text, match), value, form.name))
    return found


def _trimmed_span(text: str, match: re.Match[str]) -> Span:
    """The span of a match without white space at its ends, or the full stop of a sentence."""
    words = text[match.start() : match.end()]
    if FULL_NAME.search(words):
        words = words.rstrip()[:-1]
    start = match.start() + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _longest_matches(found: list[_Found]) -> list[_Found]:
    """Matches that do not overlap: the longest first; an age hides the number within it."""
    kept: list[_Found] = []  # in order of the text, so that only the neighbours can overlap
    for match in sorted(found, key=lambda f: (f.span.start - f.span.end, f.span.start, f.form)):
        at = bisect_left(kept, match.span.start, key=lambda k: k.span.start)
        clear_before = at == 0 or kept[at - 1].span.end <= match.span.start
        if clear_before and (at == len(kept) or match.span.end <= kept[at].span.start):
            kept.insert(at, match)
    return kept


VERB_TAGS = ("MD", "VB", "VBD", "VBZ", "VBP")
NEEDS_NOUN = re.compile(r"(?:may|march|fall|spring|second)", re.IGNORECASE)
ON_FEASTS = frozenset(["mass", "service", "services", "vigil", "eve", "day", "sunday", "holiday"])
YEAR_ALONE = re.compile(r"[12]\d{3}")
YEAR_LEAD = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|during|between|and|to|through|before|after|around|about|circa|ca\.|"
    r"late|early|mid|the|year|spring|summer|autumn|fall|winter|back|for|on|this|his|her|its|their|a|an|"
    r"ending|throughout|as)|[(,;:/–—-])\s?(?:\(\s?)?$|^$",
    re.IGNORECASE,
)
# Words around a number that counts: "as many as 1300", "between 1000 and 1800 people".
COUNT_LEAD = re.compile(
    r"(?:\b(?:many|few|up|more|less|fewer)\s(?:as|to|than)\s|"
    r"\bbetween\s\d{1,3}\s(?:and|to)\s)$",
    re.IGNORECASE,
)
COUNT_TAIL = re.compile(
    r"\s(?:and|to)\s\d+\s(?:[a-z]+s|people)\b|-[a-z]|\s(?:people|killed|dead|injured|wounded|GMT|[ap]m)\b"
)
LIKELY_YEARS = range(1900, 2100)
COUNTED_TAGS = ("NNS", "NNPS")


def _looks_right(match: _Found, words: Sequence[Token], text: str) -> bool:
    """Do the tags agree that this is a time? "May" can be a verb, "1500" a number of men."""
    inside = _words_within(words, match.span)
    surface = text[match.span.start : match.span.end]
    if match.form in ("month", "season") and len(inside) == 1 and NEEDS_NOUN.fullmatch(surface):
        return _is_noun_of_time(inside[0], words, match.form)
    if match.form == "season" and inside:
        return _is_season(inside, words)
    if match.form in DAYS_BY_NUMBER and _names_thing(inside, words):
        return False
    if match.form in ("month", "holiday", "feast"):
        return not (_in_name(inside, words) or _names_more(match.form, inside, words))
    if YEAR_ALONE.fullmatch(surface):
        return _is_year(int(surface), match.span, words, text)
    return True


def _is_season(inside: Sequence[Token], words: Sequence[Token]) -> bool:
    """Whether the words are a season, and no verb: "fall" has no complement."""
    if inside[-1].lower == "fall":
        return not _has_complement(inside[-1], words)
    return len(inside) > 1 or inside[0].tag.startswith("NN")


DAYS_BY_NUMBER = ("month day", "day month", "month ordinal", "holiday")


def _names_thing(inside: Sequence[Token], words: Sequence[Token]) -> bool:
    """Is a group, a bridge or a street named after the day, as "the March 23 Movement" is?

    What follows a day that a preposition leads must be written as a name, which is not so in
    "On March 23 army trucks".
    """
    if not inside:
        return False
    before = next((w.lower for w in reversed(words) if w.i < inside[0].i), "")
    after = [w for w in words if w.i > inside[-1].i][:2]
    return any(
        word.lower in time_words().named_after["days"]
        and all(w.pos in NAMING for w in after[:n])
        and (before != "on" or inside[0].lower == "the" or word.text[:1].isupper())
        for n, word in enumerate(after)
    )


NAMING = ("NOUN", "PROPN", "ADJ")


def _words_within(words: Sequence[Token], span: Span) -> Sequence[Token]:
    """The words that begin within a span; words stand in the order of the text."""
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    return words[first : bisect_left(words, span.end, first, key=lambda word: word.span.start)]


def _is_noun_of_time(word: Token, words: Sequence[Token], form: str) -> bool:
    """A lone "May", "March", "fall" or "spring" that is used as a time."""
    if word.tag in VERB_TAGS:
        return False
    before = next((w.text.lower() for w in reversed(words) if w.i < word.i), "")
    if form == "month":
        return word.tag.startswith("NN") and before not in (
            "theresa",
            "brian",
            "a",
            "the",
            "'s",
            "’s",
        )
    return before in (
        "in",
        "by",
        "during",
        "since",
        "until",
        "that",
        "this",
        "last",
        "the",
        "next",
    ) and (word.entity in ("DATE", "") and not _has_complement(word, words))


def _in_name(inside: Sequence[Token], words: Sequence[Token]) -> bool:
    """Is it the last word of a longer name, as in "the Long March" or "White Christmas"?"""
    if len(inside) != 1:
        return False
    before = next((w for w in reversed(words) if w.i == inside[0].i - 1), None)
    named = before is not None and before.i > words[0].i and before.text[:1].isupper()
    return named and before is not None and before.tag in ("NNP", "JJ", "NNPS", "NN")


def _names_more(form: str, inside: Sequence[Token], words: Sequence[Token]) -> bool:
    """Is a feast the first word of a name, as in "Easter Island" or "the Yom Kippur War"?"""
    if form != "feast":
        return False
    after = next((w for w in words if inside and w.i == inside[-1].i + 1), None)
    if after is None or not after.text[:1].isupper() or not after.tag.startswith("NNP"):
        return False
    return after.text.lower() in time_words().named_after["feasts"] or (
        len(inside) == 1 and after.text.lower() not in ON_FEASTS
    )


def _has_complement(word: Token, words: Sequence[Token]) -> bool:
    """Is it "the fall of a city"?"""
    after = next((w.text.lower() for w in words if w.i > word.i), "")
    return after in ("of", "in", "from")


def _is_year(year: int, span: Span, words: Sequence[Token], text: str) -> bool:
    """Is a number of four digits a year? Not when it counts the noun after it."""
    before = text[max(0, span.start - BEFORE) : span.start]
    after = next((w for w in words if w.span.start >= span.end), None)
    counts = after is not None and after.tag in COUNTED_TAGS
    if year not in LIKELY_YEARS:
        counts = counts or bool(COUNT_LEAD.search(before) or COUNT_TAIL.match(text, span.end))
        return bool(YEAR_LEAD.search(before)) and not counts
    if counts:
        return bool(re.search(r"\bthe\s$|['’]s\s$", before))
    return (
        bool(YEAR_LEAD.search(before))
        or words[0].span.start == span.start
        or after is None
        or (after.tag not in ("JJ", "NN", "CD"))
    )


def _with_bounds(text: str, span: Span, value: TimeExpression) -> TimeExpression:
    """The value with what "since" or "until" before it says; the preposition stays outside."""
    before = text[max(0, span.start - BEFORE) : span.start]
    if value.timex not in ("DATE", "TIME") or value.anchor is TimeAnchor.EVENT:
        return value
    if text.startswith(("'s ", "’s "), span.end):
        return value  # "the toll from Wednesday's bombing"
    if SINCE.search(before):
        return replace(value, open_end=True)
    if UNTIL.search(before):
        return replace(value, open_start=True)
    return value


def _join_ranges(text: str, entities: list[Entity]) -> list[Entity]:
    """Entities with "from A to B" and "between A and B" joined into one."""
    joined: list[Entity] = []
    for entity in entities:
        if joined and _is_range(text, joined[-1], entity):
            first = joined.pop()
            joined.append(_range_entity(first, entity))
        else:
            joined.append(entity)
    return joined


def _is_range(text: str, first: Entity, second: Entity) -> bool:
    """Do two entities stand as the ends of a range?"""
    a, b = first.value, second.value
    if not isinstance(a, TimeExpression) or not isinstance(b, TimeExpression):
        return False
    if a.last is not None or not {a.timex, b.timex} <= {"DATE", "TIME"} or a.unit != b.unit:
        return False
    between = text[first.span.end : second.span.start].strip(" ,") + " "
    opened = bool(OPENS.search(text[max(0, first.span.start - BEFORE) : first.span.start]))
    dash = between.strip() in ("-", "–", "—")
    return (opened and bool(JOINS.fullmatch(between))) or dash


def _range_entity(first: Entity, second: Entity) -> Entity:
    """One entity for a range; a month or year that only the end names is the start's too."""
    a, b = first.value, second.value
    assert isinstance(a, TimeExpression)  # noqa: S101 - `_is_range` has looked
    assert isinstance(b, TimeExpression)  # noqa: S101 - `_is_range` has looked
    start = replace(
        a, open_start=False, open_end=False, year=a.year if a.year is not None else b.year
    )
    end = replace(b, open_start=False, open_end=False)
    return Entity(Span(first.span.start, second.span.end), replace(start, last=end))
