"""Killed, wounded, abducted, arrested: each figure of a report as a claim on its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.casualties.context import sentence_contexts
from dateline.extract.casualties.cues import figure_cues
from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.extract.casualties.rules import PASSES, RULES
from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event
from dateline.extract.rules import Watcher, run_passes, run_rules
from dateline.syntax.tree import tree
from dateline.types import Annotations, Claim, Document, FigureCue, Span


def read_tolls(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> tuple[tuple[int, Claim], ...]:
    """Read the tolls of a report's events.

    A part of a toll told elsewhere ("four of them children") is marked as such; the dead among
    the attackers have a role of their own. People who were "shot" count as wounded as far as no
    death of theirs is told. A total over many events goes to an aggregate of its
    sentence or to none.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and the claim, in the order of the text.
    """
    report = CasualtyReport(document, annotations, tree(annotations), tuple(events))
    told = run_passes(PASSES, report, read_mentions(annotations, watch), watch)
    return tuple((one.event, _claim(report, one)) for one in told)


def read_mentions(
    annotations: Annotations, watch: Watcher | None = None
) -> tuple[CasualtyMention, ...]:
    """The tolls that the sentences of a report tell, each by itself."""
    found: list[CasualtyMention] = []
    last: CasualtyMention | None = None
    for context in sentence_contexts(annotations):
        previous = last.role if last else None
        own = run_rules(RULES, replace(context, previous=previous), watch)
        last = max((*([last] if last else ()), *own), key=_place, default=None)
        found += own
    return tuple(found)


def _place(one: CasualtyMention) -> Span:
    """Where the words of a mention stand."""
    return one.counted.span


def _claim(report: CasualtyReport, one: CasualtyMention) -> Claim:
    """The claim of a mention, with what its words say of the figure."""
    toll = one.counted.toll
    answer = Answer(one.role, toll, one.counted.span, one.sentence, one.modality, one.rule)
    claim = claim_of(report.document, report.annotations, answer)
    cues = tuple(figure_cues(report.document.text, claim.quote, claim.span))
    alone = (FigureCue.SINGLE_VICTIM,) if one.alone else ()
    further = (FigureCue.FURTHER,) if one.further else ()
    return replace(claim, passes=one.passes, cues=(*alone, *further, *cues))
