"""Of which event a headline's toll is, once the text below it is read.

A headline over several events gives the toll of one of them, or of all together: it says nothing
of an event for which the text gives another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.types import (
    BlockKind,
    Claim,
    Document,
    Mention,
    Prominence,
    Role,
    Scope,
    Span,
    Toll,
)

TOLLS: Final = (Role.KILLED, Role.WOUNDED)


def settle_title_tolls(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a report, without the headline's tolls that are another event's.

    Args:
        document: the report's text.
        mentions: of the report.

    Returns:
        The same mentions. Where several are news, one loses a toll that only the headline gives if
        the text below gives it another of its role, or gives the headline's to another event.
    """
    titles = [b.span for b in document.blocks if b.kind is BlockKind.TITLE]
    news = [m for m in mentions if _is_news(m)]
    if not titles or len(news) < 2:  # noqa: PLR2004  several
        return tuple(mentions)
    return tuple(_without_title_tolls(m, news, titles) if m in news else m for m in mentions)


def _is_news(mention: Mention) -> bool:
    """Whether a mention tells, as news, of one event."""
    return mention.scope is Scope.SINGLE and mention.prominence is Prominence.MAIN


def _without_title_tolls(
    mention: Mention, news: Sequence[Mention], titles: Sequence[Span]
) -> Mention:
    """A mention without the tolls of the headline that are not its own."""
    others = [m for m in news if m is not mention]
    kept = tuple(
        c
        for c in mention.claims
        if not _is_headline(c, titles) or _is_its_own(c, mention, others, titles)
    )
    return replace(mention, claims=kept)


def _is_headline(claim: Claim, titles: Sequence[Span]) -> bool:
    """Whether a claim is a toll that the headline gives."""
    inside = any(t.start <= claim.span.start < t.end for t in titles)
    return inside and claim.role in TOLLS and isinstance(claim.value, Toll)


def _is_its_own(
    claim: Claim, mention: Mention, others: Sequence[Mention], titles: Sequence[Span]
) -> bool:
    """Whether a headline's toll may be that of a mention."""
    own = _figures(mention, claim.role, titles)
    wanted = _figure(claim)
    if own:
        return wanted in own
    return not any(wanted in _figures(m, claim.role, titles) for m in others)


def _figures(mention: Mention, role: Role, titles: Sequence[Span]) -> frozenset[int | None]:
    """The figures of a role that the text below the headline gives."""
    told = (c for c in mention.claims if c.role is role and isinstance(c.value, Toll))
    return frozenset(_figure(c) for c in told if not _is_headline(c, titles))


def _figure(claim: Claim) -> int | None:
    """The figure of a toll."""
    return claim.value.count.low if isinstance(claim.value, Toll) else None
