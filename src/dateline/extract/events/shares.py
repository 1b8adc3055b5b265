"""Harm shared out among places: "killed three people in Saraqeb and four in Ariha"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from typing import Final

from dateline.extract.events.descriptions import LISTING, Site, sentence_places, site_of
from dateline.extract.events.trigger import Trigger
from dateline.syntax.locations import is_site, prepositions_above
from dateline.syntax.tree import Tree, counts_in, within
from dateline.types import Annotations, Document, Entity, Sentence, Span
from dateline.vocabulary import word_list

BETWEEN: Final = (
    LISTING | word_list("grammar.further") | word_list("grammar.indefinite") | {"while", "plus"}
)
NAMED: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})


@dataclass(frozen=True, slots=True)
class Share:
    """The words of a sentence that tell who was hurt at one of its places.

    Attributes:
        words: from the verb, or from the end of the share before, to the place.
        site: the place.
        gapped: a number of people without a noun, whose verb may stand in another share.
    """

    words: Span
    site: Site
    gapped: Entity | None


def place_shares(
    document: Document, annotations: Annotations, parsed: Tree, sentence: Sentence
) -> tuple[Share, ...]:
    """The shares of a sentence that gives several towns a number of people hurt each.

    Args:
        document: the report, whose datelines tell no site.
        annotations: what it names.
        parsed: its parse.
        sentence: one of its sentences.

    Returns:
        Two or more shares in the order of the text, of different towns; none for other sentences.
    """
    counts = counts_in(annotations, sentence)
    places = sentence_places(document, annotations, sentence) if len(counts) > 1 else []
    cuts = list(_cuts(annotations, counts, places))
    if not cuts:
        return ()
    ends = [sentence.span.start, *cuts, sentence.span.end]
    found = [
        _share(annotations, parsed, Span(start, end), counts, places)
        for start, end in pairwise(ends)
    ]
    shares = tuple(share for share in found if share is not None)
    apart = all(not a.site.is_near(b.site) for a, b in combinations(shares, 2))
    return shares if len(shares) == len(found) and apart else ()


def share_out(
    document: Document,
    annotations: Annotations,
    parsed: Tree,
    found: Sequence[Trigger],
    sites: Mapping[int, tuple[Site, ...]],
) -> Mapping[int, tuple[Site, ...]]:
    """The sites of each trigger, all of a sentence's shares for the one that tells of them.

    Args:
        document: the report.
        annotations: what it names.
        parsed: its parse.
        found: its triggers, in order.
        sites: the sites of each of them, by the number of its word.
    """
    shared = dict(sites)
    for _, same in groupby(found, key=lambda trigger: trigger.at):
        triggers = list(same)
        shares = place_shares(document, annotations, parsed, triggers[0].sentence)
        if shares:
            before = [t for t in triggers if t.token.i < shares[0].site.head.i]
            told = (before or triggers[::-1])[-1]
            shared[told.token.i] = tuple(share.site for share in shares)
    return shared


def _cuts(
    annotations: Annotations, counts: Sequence[Entity], places: Sequence[Entity]
) -> Iterator[int]:
    """Where a place ends that only words of a list keep apart from the next number of people."""
    for place in places:
        start = next((c.span.start for c in counts if c.span.start >= place.span.end), None)
        if start is not None:
            between = within(annotations.tokens, Span(place.span.end, start))
            if between and all(t.lower in BETWEEN for t in between):
                yield place.span.end


def _share(
    annotations: Annotations,
    parsed: Tree,
    words: Span,
    counts: Sequence[Entity],
    places: Sequence[Entity],
) -> Share | None:
    """The share that a stretch of a sentence tells; None where it lacks a number or a place."""
    first = next((c for c in counts if words.start <= c.span.start < words.end), None)
    inside = [p for p in places if first and first.span.end <= p.span.start < words.end]
    sites = [site for p in inside if is_site(parsed, (site := site_of(annotations, p)).head)]
    told = [site for site in sites if prepositions_above(parsed, site.head)]
    if first is None or not told:
        return None
    site = min(told, key=lambda one: one.size)
    end = site.head.span.end
    verbs = [
        t
        for t in within(parsed.tokens, Span(words.start, end))
        if t.pos == "VERB" and t.dep != "prep"  # and no "including"
    ]
    numbered = [v for v in verbs if any(v.span.end <= c.span.start < end for c in counts)]
    start = numbered[-1].span.start if numbered else words.start
    bare = [c for c in counts if start <= c.span.start < end and _is_bare(annotations, c)]
    return Share(Span(start, end), site, bare[-1] if bare else None)


def _is_bare(annotations: Annotations, count: Entity) -> bool:
    """Whether no noun follows a number of people: "five in a car bombing in Gao"."""
    last = within(annotations.tokens, count.span)[-1]
    behind = annotations.tokens[last.i + 1]
    return last.pos == "NUM" and behind.pos not in NAMED
