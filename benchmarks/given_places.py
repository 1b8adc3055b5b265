"""Places whose names are given: a benchmark marks the names, and asks what each stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dateline.detect.gazetteer import (
    GazetteerEntry,
    country_by_code,
    country_of_people,
    places_named,
    places_sounding,
)
from dateline.detect.places.containers import containers_of
from dateline.detect.places.recognition import ToponymMention, demonym_hints, mention_span
from dateline.detect.places.recognition import toponym_mentions as find
from dateline.detect.places.resolution import choose_readings
from dateline.detect.places.toponyms import place_value
from dateline.types import Document, Entity, Sentence, Span, Token


def locate(
    document: Document,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    spans: Sequence[Span],
) -> tuple[Entity, ...]:
    """Resolve names whose spans are given; the other names of the text bear on them too.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.
        spans: where names of places stand, in order and without overlaps.

    Returns:
        One entity a span that has words, as `places` gives them.
    """
    spots, containers, hints, given = surveyed(document, tokens, sentences, spans)
    choices = choose_readings(spots, containers, hints, sure=True)
    return tuple(
        Entity(
            _exact(document, tokens, spot),
            place_value(choice.known) if choice.known else None,
            choice.reason,
            tuple(place_value(k) for k in choice.rivals),
        )
        for n, (spot, choice) in enumerate(zip(spots, choices, strict=True))
        if n in given
    )


def surveyed(
    document: Document,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    spans: Sequence[Span],
) -> tuple[list[ToponymMention], list[ToponymMention | None], Counter[str], Mapping[int, Span]]:
    """What bears on the reading of names whose spans are given.

    Returns:
        The spots of these names and of all others of the text, what each is said to lie in, how
        often words for each country's people stand there, and the given span of a spot.
    """
    given = dict(_given_spots(document, tokens, spans))
    taken = {i for spot in given for i in _tokens_of(spot)}
    others = (s for s in find(document, tokens, sentences) if taken.isdisjoint(_tokens_of(s)))
    spots = sorted([*given, *others], key=lambda s: (s.first, s.last))
    containers = containers_of(tokens, sentences, spots)
    hints = Counter(iso for _, iso in demonym_hints(tokens))
    return spots, containers, hints, {n: given[s] for n, s in enumerate(spots) if s in given}


def _given_spots(
    document: Document, tokens: Sequence[Token], spans: Sequence[Span]
) -> Iterator[tuple[ToponymMention, Span]]:
    """The spots of names whose spans are given."""
    for span_given in spans:
        inside = [
            t.i for t in tokens if t.span.start < span_given.end and span_given.start < t.span.end
        ]
        if inside:
            name = document.text[span_given.start : span_given.end]
            yield ToponymMention(inside[0], inside[-1] + 1, name, _given(name)), span_given


def _tokens_of(spot: ToponymMention) -> range:
    return range(spot.first, spot.last)


def _given(name: str) -> tuple[GazetteerEntry, ...]:
    """What a given name may stand for; a word for a people stands for its country."""
    iso = country_of_people(name)
    state = country_by_code(iso) if iso else None
    return (state,) if state else places_named(name) or places_sounding(name)


def _exact(document: Document, tokens: Sequence[Token], spot: ToponymMention) -> Span:
    """The span of a spot's name, which may end inside a token."""
    start = document.text.find(spot.name, max(0, tokens[spot.first].span.start))
    return Span(start, start + len(spot.name)) if start >= 0 else mention_span(tokens, spot)
