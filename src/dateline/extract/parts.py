"""A report that tells of several deeds one after the other, read part by part.

The sections of a bulletin, and the paragraphs of a round-up that go from town to town, are each
read as a report of its own, so that nothing told of one deed is taken for another's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from dateline.extract.events import (
    DiscourseState,
    Trigger,
    is_by_several,
    is_indefinite,
    tells_harm,
    told_anew,
)
from dateline.syntax.locations import in_dateline, is_bearing
from dateline.syntax.tree import STARTING, Tree, entities_in, head_of_span, is_titled, tree, within
from dateline.types import (
    Annotations,
    Attribution,
    BlockKind,
    Claim,
    Document,
    Entity,
    Mention,
    Place,
    Prominence,
    Role,
    Scope,
    Sentence,
    Span,
)
from dateline.vocabulary import word_list

T = TypeVar("T", Entity, Sentence)
U = TypeVar("U")
FINDING: Final = word_list("triggers.taken_up.finding")
BODIES: Final = word_list("harm.casualties.corpses")
GOING_ON: Final = word_list("triggers.taken_up.going_on")
LEAST: Final = 3  # paragraphs that go to a town of their own and make a round-up
OFTEN: Final = 1 / 3  # of its paragraphs
MOSTLY: Final = 0.5  # of the headings of a bulletin name a place


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what a report names, read alone.

    Attributes:
        annotations: what it names; the tokens stay whole.
        triggers: the words that tell of an event in it.
        opens: whether it stands before the others, and so may sum them up.
        lender: the number of the part whose day or place it has where it tells none.
        lent: which of the two.
    """

    annotations: Annotations
    triggers: tuple[Trigger, ...]
    opens: bool = False
    lender: int = 0
    lent: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """A town, a province, or both."""

    town: str | None
    province: str | None

    def is_near(self, other: _Spot) -> bool:
        """Whether two are one town, or one may lie in the other."""
        if self.town and other.town:
            return self.town == other.town
        return self.province is not None and self.province == other.province


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of the running text.

    Attributes:
        span: its words.
        spots: the towns or provinces that it names, of its first deed if it opens so.
        told: whether it tells of a deed.
        opens: whether it opens with harm done on the day, new to the reader, in a place.
        new: whether that is new by its words, wherever it was.
    """

    span: Span
    spots: tuple[_Spot, ...]
    told: bool
    opens: bool
    new: bool


def divide_report(
    document: Document, annotations: Annotations, found: Sequence[Trigger]
) -> tuple[Part, ...]:
    """Divide a report into the parts that are read alone.

    Args:
        document: the report.
        annotations: all that it names.
        found: its triggers, in order.

    Returns:
        The parts in order: one for a report of one story. The title of a divided report is in
        none of them.
    """
    stretches = _sections_of(document, annotations)
    lent = () if stretches else (Role.WHEN,)
    stretches = stretches or _towns_one_by_one(document, annotations, found)
    if not stretches:
        return (Part(annotations, tuple(found)),)
    said = tuple(sorted(annotations.attributions, key=_said_at))
    annotations = replace(annotations, attributions=said)
    first = min(span.start for spans in stretches for span in spans)
    opening = [s.span for s in annotations.sentences if s.span.start < first and not is_titled(s)]
    parts = [replace(_part_within(annotations, found, opening), opens=True)]
    starts = {block.span.start for block in document.blocks if block.kind is BlockKind.BODY}
    for spans in stretches:
        whole = _part_within(annotations, found, spans)
        number = len(parts)
        for n, deed in enumerate(_deeds_in(whole, starts)):
            part = _part_within(annotations, found, deed)
            lender, roles = (0, lent) if n == 0 else (number, (Role.WHEN, Role.WHERE))
            parts.append(replace(part, lender=lender, lent=roles))
    return tuple(parts)


def join_parts(told: Iterable[tuple[Part, tuple[Mention, ...]]]) -> tuple[Mention, ...]:
    """The mentions of all parts: what sums them up named so, days and places lent."""
    found: list[tuple[Mention, ...]] = []
    for part, mentions in told:
        own = tuple(map(_as_sum, mentions)) if part.opens else mentions
        for role in part.lent:
            claims = next((c for m in found[part.lender] if (c := _claims_of(m, role))), ())
            own = tuple(m if _claims_of(m, role) else _with_claims(m, claims) for m in own)
        found.append(own)
    return tuple(mention for mentions in found for mention in mentions)


def _as_sum(mention: Mention) -> Mention:
    """What an opening tells, as a sum of what follows where it names no town."""
    places = (claim.value for claim in _claims_of(mention, Role.WHERE))
    if mention.scope is not Scope.SINGLE or any(isinstance(p, Place) and p.city for p in places):
        return mention
    return replace(mention, scope=Scope.AGGREGATE, prominence=Prominence.BACKGROUND)


def _with_claims(mention: Mention, claims: tuple[Claim, ...]) -> Mention:
    """A mention with claims of another part before its own."""
    return replace(mention, claims=(*claims, *mention.claims))


def _claims_of(mention: Mention, role: Role) -> tuple[Claim, ...]:
    """The claims of a mention in one role."""
    return tuple(claim for claim in mention.claims if claim.role is role)


# ------------------------------------------------------------------ sections


def _sections_of(document: Document, annotations: Annotations) -> list[list[Span]]:
    """The stretches of each section of a bulletin; none where its headings are no places.

    "Background" or "THE SUSPECT" stands above a part of one story.
    """
    lines = [line.span for line in document.datelines if line.section]
    named = (entities_in(annotations.places, line) for line in lines)
    known = sum(any(isinstance(name.value, Place) for name in names) for names in named)
    if known < MOSTLY * len(lines):
        return []
    return [[*section.above, section.span] for section in document.sections]


# ------------------------------------------------------------------ paragraphs


def _towns_one_by_one(
    document: Document, annotations: Annotations, found: Sequence[Trigger]
) -> list[list[Span]]:
    """The paragraphs of a round-up, by the deed in a town of its own that each of them tells."""
    body = [block.span for block in document.blocks if block.kind is BlockKind.BODY]
    state = DiscourseState(document, annotations, tree(annotations))
    state.listed = True
    spots = {t.token.i: _spots_in(document, annotations, t.sentence.span) for t in found}
    anew = {
        t.token.i
        for t in told_anew(state, found, spots)
        if state.is_recent(t) and not (t.at == state.first and is_by_several(state.parsed, t))
    }
    paragraphs = [_paragraph(document, annotations, span, found, anew) for span in body]
    towns: list[_Spot] = []
    for paragraph in paragraphs:
        if paragraph.opens and not _are_near(paragraph.spots, towns):
            towns += paragraph.spots[:1]
    several = any(t.scope is Scope.AGGREGATE for t in found if t.at <= state.first)
    opening = sum(paragraph.opens for paragraph in paragraphs)
    if len(towns) < LEAST - several or opening < OFTEN * len(paragraphs):
        return []
    return _divided(paragraphs)


def _paragraph(
    document: Document,
    annotations: Annotations,
    span: Span,
    found: Sequence[Trigger],
    anew: Container[int],
) -> _Paragraph:
    """A paragraph of the running text: it opens with what its first sentence of a deed tells."""
    own = list(_begun(found, [span], _word_at))
    first = [t for t in own if t.at == own[0].at and t.scope is Scope.SINGLE]
    at_once = bool(first) and first[0].sentence.span.start == span.start
    parsed, inside = tree(annotations), _kept(annotations.sentences, [span])
    harms = at_once and any(tells_harm(parsed, sentence) for sentence in inside)
    opens = harms and any(t.token.i in anew for t in first) and not any(t.definite for t in first)
    told = first[0].sentence.span if opens else span
    new = harms and _is_further_deed(parsed, first[0].sentence, first)
    return _Paragraph(span, _spots_in(document, annotations, told), bool(own), opens, new)


def _spots_in(document: Document, annotations: Annotations, span: Span) -> tuple[_Spot, ...]:
    """The towns and provinces that a stretch of the text names, known or not."""
    tokens = annotations.tokens
    found = (
        _spot_of(document, annotations, entity)
        for entity in entities_in(annotations.places, span)
        if not in_dateline(document, entity.span.start)
        and not is_bearing(tokens, within(tokens, entity.span)[0].i)
    )
    return tuple(spot for spot in found if spot is not None)


def _spot_of(document: Document, annotations: Annotations, entity: Entity) -> _Spot | None:
    """The town and province of a place, if it is no country and does not speak."""
    place, name = entity.value, document.text[entity.span.start : entity.span.end]
    if isinstance(place, Place):
        return _Spot(place.city, place.admin1) if place.city or place.admin1 else None
    head = head_of_span(annotations.tokens, entity.span)
    speaks = head is None or head.dep == "nsubj"
    return _Spot(name, None) if name.istitle() and not speaks else None


def _are_near(some: Sequence[_Spot], others: Sequence[_Spot]) -> bool:
    """Whether two of some places are one town, or one of them may lie in the other."""
    return any(one.is_near(other) for one in some for other in others)


def _are_one(spots: Sequence[_Spot]) -> bool:
    """Whether all of some places may be one."""
    return all(spot.is_near(spots[0]) for spot in spots)


def _divided(paragraphs: Sequence[_Paragraph]) -> list[list[Span]]:
    """The spans of the paragraphs of each deed; what tells none goes on about its town.

    None where a paragraph goes on about the deeds of several towns: they are read together.
    """
    parts: list[tuple[list[Span], tuple[_Spot, ...]]] = []
    for paragraph in paragraphs:
        known = [part for part in parts if _are_near(paragraph.spots, part[1])]
        elsewhere = bool(paragraph.spots) and not known
        if paragraph.opens or (parts and (paragraph.new or elsewhere)):
            parts.append(([paragraph.span], paragraph.spots))
        elif len(known) > 1 and paragraph.told and not _are_one(paragraph.spots):
            return []  # "claimed the bombing in Homs but not the attack in Aleppo"
        elif parts:
            (known or parts)[-1][0].append(paragraph.span)
    return [spans for spans, _ in parts]


# ------------------------------------------------------------------ deeds of one place


def _deeds_in(part: Part, starts: Container[int]) -> Iterator[list[Span]]:
    """The sentences of a part, by the deed that they tell: each new one begins another.

    Within a paragraph, one that begins at no character of `starts`, it does so behind some harm.
    """
    parsed = tree(part.annotations)
    deed: list[Span] = []
    told = harmed = False
    for at, sentence in enumerate(part.annotations.sentences):
        own = [t for t in part.triggers if t.at == at]
        new = _is_further_deed(parsed, sentence, own) or _finds_bodies(parsed, sentence, own)
        apart = told if sentence.span.start in starts else harmed
        if apart and new and not is_titled(sentence):
            yield deed
            deed = []
        told = told or bool(own and not is_titled(sentence))
        harmed = harmed or tells_harm(parsed, sentence)
        deed.append(sentence.span)
    yield deed


def _is_further_deed(parsed: Tree, sentence: Sentence, triggers: Sequence[Trigger]) -> bool:
    """Whether a sentence tells of harm by something, or to somebody, that is new to the reader."""
    if not triggers or not tells_harm(parsed, sentence):
        return False
    words = {t.lower for t in parsed.tokens[sentence.first : sentence.last]}
    if any(t.definite or t.scope is not Scope.SINGLE for t in triggers) or words & GOING_ON:
        return False
    return any(t.apart or _has_new_noun(parsed, t) for t in triggers)


def _has_new_noun(parsed: Tree, trigger: Trigger) -> bool:
    """Whether a deed, or who does or suffers it, is told with "a": "a bomb", "a judge was shot"."""
    nouns = [trigger.token, *parsed.kids[trigger.token.i].subjects]
    return any(is_indefinite(parsed, noun) for noun in nouns)


def _finds_bodies(parsed: Tree, sentence: Sentence, triggers: Sequence[Trigger]) -> bool:
    """Whether bodies are found, of whom no deed is told: "three bodies were found in the river"."""
    words = parsed.tokens[sentence.first : sentence.last]
    found = any(t.lemma.lower() in FINDING for t in words)
    return found and not triggers and any(t.lemma.lower() in BODIES for t in words)


# ------------------------------------------------------------------ views


def _part_within(annotations: Annotations, found: Sequence[Trigger], spans: Sequence[Span]) -> Part:
    """What is named in some stretches of a text, whose attributions stand by what is said."""
    sentences = tuple(_kept(annotations.sentences, spans))
    inside = replace(
        annotations,
        sentences=sentences,
        times=tuple(_kept(annotations.times, spans)),
        places=_places_within(annotations, spans),
        parties=tuple(_kept(annotations.parties, spans)),
        counts=tuple(_kept(annotations.counts, spans)),
        weapons=tuple(_kept(annotations.weapons, spans)),
        attributions=tuple(_begun(annotations.attributions, spans, _said_at)),
    )
    numbers = {sentence.first: n for n, sentence in enumerate(sentences)}
    own = (t for t in _begun(found, spans, _word_at) if t.sentence.first in numbers)
    return Part(inside, tuple(replace(t, at=numbers[t.sentence.first]) for t in own))


def _places_within(annotations: Annotations, spans: Sequence[Span]) -> tuple[Entity, ...]:
    """The places named in some stretches of a text, and not those by which others are found."""
    tokens, found = annotations.tokens, tuple(_kept(annotations.places, spans))
    own = tuple(e for e in found if not is_bearing(tokens, within(tokens, e.span)[0].i))
    return own or found


def _kept(every: Sequence[T], spans: Sequence[Span]) -> Iterator[T]:
    """The sentences or entities that begin in some stretches of a text, in its order."""
    return _begun(every, spans, STARTING)


def _begun(every: Sequence[U], spans: Sequence[Span], at: Callable[[U], int]) -> Iterator[U]:
    """Those that begin in some stretches of a text; they stand in the order of where they do."""
    for span in spans:
        first = bisect_left(every, span.start, key=at)
        yield from every[first : bisect_left(every, span.end, first, key=at)]


def _said_at(attribution: Attribution) -> int:
    """Where what somebody says begins."""
    return attribution.content[0].start if attribution.content else attribution.cue.start


def _word_at(trigger: Trigger) -> int:
    """Where the word of a trigger begins."""
    return trigger.token.span.start
