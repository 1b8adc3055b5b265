"""Doubts about what a line rests on: headlines, captions, periods."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reconcile.doubts.line import TOLLS, DoubtedLine, doubt_of
from dateline.reconcile.doubts.tolls import counts_period
from dateline.types import TITLES, BlockKind, Claim, Span, Toll, ValueDoubt


def doubt_headlines(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines that only headlines tell of: no clause of a body does."""
    if all(line.block(report, span) in TITLES for report, span in _triggers(line)):
        reason = "only a headline tells of it, and no sentence below"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))


def doubt_captions(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines and tolls that only captions give: a picture may be of another day."""
    if all(line.block(report, span) is BlockKind.CAPTION for report, span in _triggers(line)):
        reason = "only the caption of a picture tells of it"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))
    for name in TOLLS:
        known = line.best_figure(name)
        claims = _claims_giving(line, name, known[1]) if known else ()
        if known and claims and all(_in_caption(line, claim) for claim in claims):
            reason = "only the caption of a picture gives it"
            yield doubt_of(name, known[1], reason, known[0].supporting)


def doubt_periods(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Lines all of whose sentences tell of a period, or of several attacks."""
    if all(counts_period(line.event_sentence(mention)) for mention in line.mentions):
        reason = "every sentence that tells of it is about a period or several attacks"
        yield doubt_of("", "", reason, line.claims_behind(line.mentions))


def _triggers(line: DoubtedLine) -> Iterator[tuple[str, Span]]:
    """All words that name the event, with their reports."""
    return ((m.report, span) for m in line.mentions for span in (m.trigger, *m.more_triggers))


def _claims_giving(line: DoubtedLine, name: str, best: int) -> list[Claim]:
    """The claims that give the best figure of a toll, those among them that others stand for."""
    return [
        one.claim
        for one in line.told.values()
        if one.claim.role.value == name
        and isinstance(one.claim.value, Toll)
        and one.claim.value.count.low == best
    ]


def _in_caption(line: DoubtedLine, claim: Claim) -> bool:
    return line.block(claim.report, claim.span) is BlockKind.CAPTION
