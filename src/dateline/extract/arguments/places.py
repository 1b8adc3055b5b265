"""Where an event was, and from where it was launched."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.rules import Answer
from dateline.syntax.locations import (
    NAMING,
    TAKEN,
    filing_lines,
    in_dateline,
    is_apart,
    is_launch_place,
    is_place_of_care,
    is_site,
    prepositions_above,
    section_of,
    stands_for_rulers,
)
from dateline.syntax.scope import VIOLENT
from dateline.syntax.tree import STARTING, entities_in, sentence_of, within
from dateline.types import (
    TITLES,
    Annotations,
    BlockKind,
    Claim,
    Entity,
    Place,
    PlaceKind,
    Prominence,
    Role,
    Scope,
    Sentence,
    Span,
    Token,
)
from dateline.vocabulary import word_list

LINKING: Final = word_list("arguments.places.linking")
TELLING: Final = word_list("arguments.places.telling")  # those of them without which nothing lies
REACH: Final = 9  # words between a place and what it lies in
BESIDE: Final = word_list("arguments.places.beside")
PASSED: Final = word_list("arguments.places.passed")  # may stand between these and the town
OWNING: Final = frozenset({"'s", "’s"})
LOCATIVE: Final = word_list("arguments.places.locative")
GOING: Final = word_list("arguments.places.going")
TAKEN_UP: Final = word_list("arguments.places.taken_up")
BEFORE: Final = 40  # characters before a town in which they stand
WIDE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})
PROVINCES: Final = WIDE | {PlaceKind.ADMIN1, PlaceKind.ADMIN2}
FARTHEST: Final = 7  # steps of the parse from a trigger to the place where it struck
PLACELESS: Final = 3  # steps that a place without a preposition is farther
MOST: Final = 2  # places of one sentence
AFTER: Final = 3  # sentences after a main event that may name its place


@lru_cache(maxsize=1)  # most rules about places ask for them
def read_sites(context: EventContext) -> tuple[Answer, ...]:
    """The places where the event's sentences say that it struck, all in one country."""
    return tuple(_struck_places(context))


def _struck_places(context: EventContext) -> Iterator[Answer]:
    """The same, one by one."""
    country = None
    told = [
        (sentence, sorted(_sites(context, word, sentence), key=lambda site: site[:3]))
        for word, sentence in context.triggers
    ]
    placed = any(_is_in_town(context, entity) for _, at in told for *_, entity in at)
    for sentence, at in told:
        found = [site for site in at if not (placed and _is_beside(context, site[-1]))]
        if any(_is_firm(context, entity) for *_, entity in found):
            found = [site for site in found if not _is_of_name(context, site[-1])]
        struck = [site for site in found if not _is_of_doer(context, site[-1])]
        found = struck or found
        for *_, entity in found[:MOST]:
            own = entity.value.country if isinstance(entity.value, Place) else None
            if country is None or own in {None, country}:
                yield entity_answer(Role.WHERE, entity, sentence)
            if own is not None and not LOCATIVE.isdisjoint(_prepositions(context, entity)):
                country = country or own


def read_origin(context: EventContext) -> Iterator[Answer]:
    """The place of the launch: "fired from a car in the suburb of Sadr"."""
    for _, sentence in context.triggers:
        for entity, head in _places(context, sentence):
            if is_launch_place(context.tree, head):
                yield entity_answer(Role.ORIGIN, entity, sentence)


def read_only_town(context: EventContext) -> Iterator[Answer]:
    """The one town that the event's sentences name, where they place it in a country only.

    One that stands nearer to another event is where that took place.
    """
    wide = [a.value for a in read_sites(context) if isinstance(a.value, Place)]
    if context.event.scope is not Scope.SINGLE or not wide:
        return
    if any(place.kind not in WIDE for place in wide):
        return
    annotations = context.report.annotations
    sentences = {sentence.first: sentence for _, sentence in context.triggers}.values()
    towns = [
        (sentence, e)
        for sentence in sentences
        for e in entities_in(annotations.places, sentence.span)
        if _is_town_in(e, [place for place in wide if place.country])
        and not in_dateline(context.report.document, e.span.start)
        and not _is_apart_from_all(context, e)
    ]
    own = any(context.own_entities(sentence, [e]) for sentence, e in towns)
    if own and len({repr(e.value) for _, e in towns}) == 1:
        sentence, entity = towns[0]
        yield entity_answer(Role.WHERE, entity, sentence)


def read_town_of_news(context: EventContext) -> Iterator[Answer]:
    """The one town of its province that the title or else the body names, for the only news.

    Where the event's sentences, or the title, name a country or province alone. The body's
    sentences about other events, and about who went or spoke where, name no town of this one.
    """
    event, annotations = context.event, context.report.annotations
    news = [e for e in context.report.events if e.is_news]
    if news != [event]:
        return
    told = [a.value for a in (*read_sites(context), *read_place_of_report(context))]
    wide = [place for place in told if isinstance(place, Place)]
    if not wide or any(place.city or place.kind not in PROVINCES for place in wide):
        return
    for blocks in (TITLES, {BlockKind.BODY}):
        towns = [
            (sentence, entity)
            for sentence in annotations.sentences
            if sentence.block in blocks and not _tells_another(context, sentence)
            for entity in entities_in(annotations.places, sentence.span)
            if _is_town_in(entity, wide) and _is_where(context, entity)
        ]
        if len({e.value.city for _, e in towns if isinstance(e.value, Place)}) == 1:
            sentence, entity = towns[0]
            yield entity_answer(Role.WHERE, entity, sentence)
        if towns:
            return


def _tells_another(context: EventContext, sentence: Sentence) -> bool:
    """Whether a sentence tells of another event, and not of this one."""
    told = any(event.is_told_in(sentence.span) for event in context.report.events)
    return told and not context.event.is_told_in(sentence.span)


def _is_town_in(entity: Entity, wide: Sequence[Place]) -> bool:
    """Whether a place is a town in one that is told, and not only named for a direction."""
    town = entity.value
    if not isinstance(town, Place) or town.kind is not PlaceKind.CITY:
        return False
    return all(
        town.country == place.country and place.admin1 in {None, town.admin1} for place in wide
    )


def _is_where(context: EventContext, entity: Entity) -> bool:
    """Whether a place is told as a site, and not as a speaker's home or for a direction."""
    head = context.report.span_head(entity.span)
    if head is None or _is_beside(context, entity) or is_launch_place(context.tree, head):
        return False
    if _is_apart_from_all(context, entity):
        return False
    above = prepositions_above(context.tree, head)
    return bool(above) and GOING.isdisjoint(above) and is_site(context.tree, head)


def _is_apart_from_all(context: EventContext, entity: Entity) -> bool:
    """Whether a place is apart from the event, as seen from each of its words."""
    head = context.report.span_head(entity.span)
    return head is not None and all(
        is_apart(context.tree, word, head) for word, _ in context.triggers
    )


def read_place_of_report(context: EventContext) -> Iterator[Answer]:
    """The nearest place around, for a main event also that of the title or the dateline."""
    if context.event.scope is not Scope.SINGLE or any(read_sites(context)):
        return
    if any(read_place_taken_up(context)):
        return
    document, annotations = context.report.document, context.report.annotations
    places = [e for e in annotations.places if _may_be_site(context, e)]
    main = context.event.prominence is Prominence.MAIN
    heads = [b.span for b in document.blocks if b.kind is BlockKind.TITLE][::-1]
    heads += [d.span for d in filing_lines(document)][::-1]
    section = section_of(document, context.event.trigger.start)
    spans = [section.span] if section else heads if main else []
    first = sentence_of(annotations, context.event.trigger)
    if first is not None and not any(_first_in(places, h) for h in spans):
        at = annotations.sentences.index(first)
        near = [*range(at + 1, at + 1 + (AFTER if main else 1)), at - 1]
        spans = [annotations.sentences[n].span for n in near if 0 <= n < len(annotations.sentences)]
    entity = next((e for span in spans if (e := _first_in(places, span))), None)
    sentence = sentence_of(annotations, entity.span) if entity else None
    if entity is not None and sentence is not None:
        yield entity_answer(Role.WHERE, entity, sentence)


def read_place_taken_up(context: EventContext) -> Iterator[Answer]:
    """The place that "there" takes up, for an event whose sentences tell no site themselves."""
    if any(read_sites(context)):
        return
    annotations, sentences = context.report.annotations, context.report.annotations.sentences
    for word, sentence in context.triggers:
        inside = context.tree.tokens[sentence.first : sentence.last]
        there = [t for t in inside if t.lower in TAKEN_UP and t.dep == "advmod"]
        if not there or context.tree.steps_between(word, there[0], FARTHEST + 1) > FARTHEST:
            continue
        since = sentences[max(sentences.index(sentence) - 1, 0)].span.start
        named = [e for e in reversed(annotations.places) if isinstance(e.value, Place)]
        last = _first_in(named, Span(since, there[0].span.start))
        if last is not None and not in_dateline(context.report.document, last.span.start):
            yield entity_answer(Role.WHERE, last, sentence)
            return


def _places(context: EventContext, sentence: Sentence) -> Iterator[tuple[Entity, Token]]:
    """The places of a sentence that are nearest to the event, each with its head."""
    for entity in context.own_entities(sentence, context.report.annotations.places):
        head = context.report.span_head(entity.span)
        named = isinstance(entity.value, Place) and not in_dateline(
            context.report.document, entity.span.start
        )
        cared = head is not None and is_place_of_care(context.tree, head)
        if named and head is not None and not (cared or _holds(context, entity)):
            yield entity, head


def _holds(context: EventContext, entity: Entity) -> bool:
    """Whether a town only tells where the place before it lies ("Saqba in rural Damascus")."""
    annotations = context.report.annotations
    before = [e for e in annotations.places if e.span.end <= entity.span.start]
    one, two = (before[-1].value if before else None), entity.value
    if not (isinstance(one, Place) and isinstance(two, Place)) or two.kind is not PlaceKind.CITY:
        return False
    if one.country != two.country or one.city in {None, two.city}:
        return False
    gap = Span(before[-1].span.end, entity.span.start)
    between = [t.lower for t in within(annotations.tokens, gap)]
    return (
        0 < len(between) <= REACH
        and not TELLING.isdisjoint(between)
        and all(w in LINKING or w[:1].isdigit() for w in between)
    )


def _sites(
    context: EventContext, word: Token, sentence: Sentence
) -> Iterator[tuple[bool, int, int, Entity]]:
    """The places that a sentence tells as sites, with what puts them in order."""
    for entity, head in _places(context, sentence):
        if is_launch_place(context.tree, head) or not is_site(context.tree, head):
            continue
        if is_apart(context.tree, word, head):
            continue
        place = entity.value
        wide = isinstance(place, Place) and place.kind in WIDE
        described = head.dep == "npadvmod" and head.i < head.head  # "Iran-aligned militias"
        steps = context.report.steps_to(word, entity)
        if described or steps > FARTHEST or (wide and head.dep in NAMING):
            continue  # "the US embassy", a place of another clause
        placed = prepositions_above(context.tree, head) or _is_taken(context, head)
        far = steps + (0 if placed else PLACELESS)
        yield wide, far, entity.span.start, entity


def _is_taken(context: EventContext, head: Token) -> bool:
    """Whether a place names what a verb befell: "they raided the X village in Y"."""
    noun = context.tree.tokens[head.head] if head.dep in NAMING else head
    return noun.dep == "dobj" and context.tree.tokens[noun.head].lemma in TAKEN


def _is_in_town(context: EventContext, entity: Entity) -> bool:
    """Whether a place tells the town itself, and not only one near it, or a province."""
    place = entity.value
    return isinstance(place, Place) and bool(place.city) and not _is_beside(context, entity)


def _may_be_site(context: EventContext, entity: Entity) -> bool:
    """Whether a place is known, and neither acts nor says whose somebody is ("a US citizen")."""
    head = context.report.span_head(entity.span)
    if not isinstance(entity.value, Place) or head is None:
        return isinstance(entity.value, Place)
    return not (stands_for_rulers(context.tree, head) or is_place_of_care(context.tree, head))


def _is_firm(context: EventContext, entity: Entity) -> bool:
    """Whether a preposition of place puts something in a town."""
    town = isinstance(entity.value, Place) and entity.value.city is not None
    return town and not LOCATIVE.isdisjoint(_prepositions(context, entity))


def _is_of_name(context: EventContext, entity: Entity) -> bool:
    """Whether a town only tells whose somebody or something is: "students of the X college"."""
    told = _prepositions(context, entity)
    town = isinstance(entity.value, Place) and entity.value.city is not None
    return town and "of" in told and LOCATIVE.isdisjoint(told)


def _is_of_doer(context: EventContext, entity: Entity) -> bool:
    """Whether a place tells where those are who act or speak: "rebels in X fired on Y"."""
    head = context.report.span_head(entity.span)
    chain = (head, *context.tree.above[head.i]) if head else ()
    for below, above in pairwise(chain):
        by = below.dep == "pobj" and above.dep == "agent"
        if by or above.pos == "VERB":
            acting = by or below.dep == "nsubj"
            return acting and below is not head and not below.forms & VIOLENT
    return False


def _prepositions(context: EventContext, entity: Entity) -> frozenset[str]:
    """The prepositions above a place."""
    head = context.report.span_head(entity.span)
    return frozenset(prepositions_above(context.tree, head)) if head else frozenset()


def _is_beside(context: EventContext, entity: Entity) -> bool:
    """Whether a town only tells in which direction of it, or near which, something lies."""
    if not isinstance(entity.value, Place) or entity.value.kind is not PlaceKind.CITY:
        return False
    gap = Span(max(entity.span.start - BEFORE, 0), entity.span.start)
    words = [*within(context.report.annotations.tokens, gap)]
    while words and (words[-1].lower in PASSED or _is_owner(context, words[-1])):
        words.pop()
    return bool(words) and words[-1].lower in BESIDE


def _is_owner(context: EventContext, word: Token) -> bool:
    """Whether a word tells whose a town is: "near Syria's Aleppo", "near Syrias Aleppo"."""
    here = entities_in(context.report.annotations.places, word.span)
    return word.lower in OWNING or any(
        isinstance(e.value, Place) and e.value.kind is PlaceKind.COUNTRY for e in here
    )


def _first_in(places: Sequence[Entity], span: Span) -> Entity | None:
    """The first place that a stretch of text names."""
    return next(iter(entities_in(places, span)), None)


# ------------------------------------------------------------------ seats of provinces

# "In Aleppo" beside a town of that province means the province.

TOWN_WORDS: Final = word_list("arguments.places.town_words")
AROUND: Final = 2  # words beside a name in which "city" may stand


def drop_seats(annotations: Annotations, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of an event, less the seat of a province beside another town of that province.

    A seat that the words call a city or town is kept.
    """
    towns = [c.value for c in claims if c.role is Role.WHERE and isinstance(c.value, Place)]
    return tuple(
        claim
        for claim in claims
        if not (
            claim.role is Role.WHERE
            and isinstance(claim.value, Place)
            and _is_seat(claim.value)
            and any(_is_other_town(claim.value, town) for town in towns)
            and not _is_called_town(annotations, claim)
        )
    )


def _is_seat(place: Place) -> bool:
    """Whether a place is a town after which its province is named."""
    return place.kind is PlaceKind.CITY and place.city is not None and place.city == place.admin1


def _is_other_town(seat: Place, other: Place) -> bool:
    """Whether a place is in another town of the province of a seat."""
    same = (other.country, other.admin1) == (seat.country, seat.admin1)
    return same and other.city not in {None, seat.city}


def _is_called_town(annotations: Annotations, claim: Claim) -> bool:
    """Whether "city" or "town" stands beside the name of a claim."""
    tokens = annotations.tokens
    first = bisect_left(tokens, claim.span.start, key=STARTING)
    last = bisect_left(tokens, claim.span.end, key=STARTING)
    beside = (*tokens[max(0, first - AROUND) : first], *tokens[last : last + AROUND])
    return any(token.lower in TOWN_WORDS for token in beside)
