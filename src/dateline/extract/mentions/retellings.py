"""Retellings: what a report tells twice of one event, in two accounts or in its headline.

Which words tell of one event is decided before its place, day and toll are known. Where these then
say that two accounts are one, the later one is joined to the earlier: a line that tells again what
another tells counts one incident twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from dateline.types import (
    BlockKind,
    Claim,
    Count,
    Document,
    Kind,
    Mention,
    Place,
    Prominence,
    Role,
    Scope,
    Span,
    Stage,
    TimeExpression,
    Toll,
)

ALIKE: Final = (
    frozenset({Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE}),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING}),
    frozenset({Kind.ARMED_ATTACK, Kind.CLASH, Kind.ASSASSINATION}),
)
FEWEST: Final = 2  # people of an equal toll: one dead is told of many events
OWN_DAY: Final = "argument.time.own"


def join_retellings(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a report, those that tell again of another's event joined to it.

    Args:
        mentions: of one report, in their order.

    Returns:
        As many or fewer, in the same order; what a joined one says stands behind what the other
        says.
    """
    kept: list[Mention] = []
    for mention in mentions:
        at = next((i for i, other in enumerate(kept) if _are_one(other, mention)), None)
        if at is None:
            kept.append(mention)
        else:
            kept[at] = _with_retelling(kept[at], mention)
    return tuple(kept)


def _are_one(one: Mention, other: Mention) -> bool:
    """Whether two accounts are of one event: nothing speaks against it, and their tolls agree."""
    if not (_tells_news(one) and _tells_news(other) and _are_alike(one.kind, other.kind)):
        return False
    if {c.id for c in one.claims} & {c.id for c in other.claims}:
        return False  # parts of what a sentence tells of several towns
    if _days_differ(one, other) or _places_differ(one, other):
        return False
    tolls = [(a, b) for a, b in zip(_tolls_of(one), _tolls_of(other), strict=True) if a and b]
    return bool(tolls) and all(any(_agree(x, y) for x in a for y in b) for a, b in tolls)


def _agree(one: Count, other: Count) -> bool:
    """Whether two figures may count the same people: equal, or "dozens" beside one of them."""
    if one.low == other.low:
        return True
    vague, exact = (one, other) if one.stated is None else (other, one)
    high = vague.high if vague.high is not None else exact.low
    return vague.stated is None and exact.stated is not None and vague.low <= exact.low <= high


def _tells_news(mention: Mention) -> bool:
    """Whether a mention tells, as news, of one event that took place."""
    done = mention.stage is Stage.ACCOMPLISHED and mention.scope is Scope.SINGLE
    return done and mention.prominence is Prominence.MAIN


def _are_alike(one: Kind, other: Kind) -> bool:
    """Whether two kinds may be said of one event."""
    return one is other or any({one, other} <= kinds for kinds in ALIKE)


def _tolls_of(mention: Mention) -> tuple[frozenset[Count], frozenset[Count]]:
    """The figures of its dead and of its hurt that are no part of another."""
    killed, wounded = (
        frozenset(
            toll.count
            for toll in _values(mention.claims, role)
            if isinstance(toll, Toll) and not toll.part and toll.count.low >= FEWEST
        )
        for role in (Role.KILLED, Role.WOUNDED)
    )
    return killed, wounded


def _days_differ(one: Mention, other: Mention) -> bool:
    """Whether the two are told of two days."""
    first, second = _own_days(one), _own_days(other)
    return any(_differ(a, b) for a in first for b in second)


def _own_days(mention: Mention) -> list[TimeExpression]:
    """The days that its own words give."""
    claims = (c for c in mention.claims if c.role is Role.WHEN and c.reader == OWN_DAY)
    return [c.value for c in claims if isinstance(c.value, TimeExpression)]


def _differ(one: TimeExpression, other: TimeExpression) -> bool:
    """Whether two expressions name two days of a week or a month."""
    pairs = ((one.weekday, other.weekday), (one.day, other.day), (one.month, other.month))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _places_differ(one: Mention, other: Mention) -> bool:
    """Whether no place of the one is, or lies in, a place of the other."""
    first, second = _places_of(one), _places_of(other)
    return bool(first and second) and not any(_may_be_one(a, b) for a in first for b in second)


def _places_of(mention: Mention) -> list[Place]:
    """Where it was, as closely as it is told."""
    places = [p for p in _values(mention.claims, Role.WHERE) if isinstance(p, Place)]
    return [p for p in places if p.city] or [p for p in places if p.admin1] or places


def _values(claims: Iterable[Claim], role: Role) -> list[object]:
    """The values of a role."""
    return [c.value for c in claims if c.role is role]


def _may_be_one(one: Place, other: Place) -> bool:
    """Whether one place may lie in the other."""
    first, second = _lies_in(one), _lies_in(other)
    return all(a == b for a, b in zip(first, second, strict=True) if a and b)


def _lies_in(place: Place) -> tuple[str | None, ...]:
    """What holds a place, from the country down to its town."""
    return place.country, place.admin1, place.admin2, place.city


def _with_retelling(one: Mention, other: Mention) -> Mention:
    """A mention with what another says of the same event."""
    told = {c.id for c in one.claims}
    spans = sorted({*one.more_triggers, other.trigger, *other.more_triggers} - {one.trigger})
    claims = (*one.claims, *(c for c in other.claims if c.id not in told))
    sub_kind = one.sub_kind or (other.sub_kind if one.kind is other.kind else None)
    return replace(one, claims=claims, more_triggers=tuple(spans), sub_kind=sub_kind)


# ------------------------------------------------------------ of which event a headline's toll is

# A headline over several events gives the toll of one of them, or of all together: it says nothing
# of an event for which the text gives another.

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
