"""Extract: what one report says happened, event by event, each answer with its words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.extract.arguments import (
    drop_seats,
    read_circumstances,
    read_damage,
    read_outcomes,
)
from dateline.extract.casualties import read_tolls
from dateline.extract.events import (
    Event,
    Topic,
    claim_of_sub_kind,
    find_topic,
    find_triggers,
    glance_rejection,
    group_triggers,
    is_topic_of,
    read_sub_kinds,
    topic_event,
)
from dateline.extract.mentions import (
    drop_habits,
    drop_unable_doers,
    join_retellings,
    kind_by_doers,
    kind_by_harm,
    name_aerial_bombs,
    settle_title_tolls,
    told_whose,
)
from dateline.extract.parts import Part, divide_report, join_parts
from dateline.extract.responsibility import read_reactions, read_responsibility
from dateline.extract.rules import Watcher, quote_of
from dateline.extract.tagger import confirmed
from dateline.types import Annotations, Claim, Document, Mention, Role, Scope, Span

__all__ = ["READERS", "extract", "glance_rejection"]

Found = tuple[tuple[int, Claim], ...]
Reader = Callable[[Document, Annotations, Sequence[Event], Watcher | None], Found]

READERS: tuple[Reader, ...] = (
    *(read_circumstances, read_tolls, read_outcomes),
    *(read_responsibility, read_reactions, read_damage),
)
ANYWHERE: tuple[Reader, ...] = (read_responsibility, read_reactions)  # read with all parts


def extract(
    document: Document, annotations: Annotations, watch: Watcher | None = None
) -> tuple[Mention, ...]:
    """Read the events of a report.

    Args:
        document: the report's text.
        annotations: what it names and how its sentences are built.
        watch: is told what rules and passes do.

    Returns:
        One mention an event: first what the report is about, then other main events, then the
        rest; totals and plans are kept among them, and so is a topic that the ledger never lists.
        Claims say whether the rules, the trained tagger or both read them.
    """
    parts = divide_report(document, annotations, find_triggers(annotations, watch))
    events = [group_triggers(document, part.annotations, part.triggers) for part in parts]
    every = tuple(event for some in events for event in some)
    anywhere = {
        reader: reader(document, annotations, every, watch) if every or watch else ()
        for reader in ANYWHERE
    }
    told: list[tuple[Part, tuple[Mention, ...]]] = []
    first = 0
    for part, own in zip(parts, events, strict=True):
        numbers = range(first, first + len(own))
        statements = {
            reader: tuple((n - first, claim) for n, claim in found if n in numbers)
            for reader, found in anywhere.items()
        }
        told.append((part, _read_part(document, part.annotations, own, statements, watch)))
        first += len(own)
    return confirmed(document, annotations, join_parts(told))


def _read_part(
    document: Document,
    annotations: Annotations,
    found: Sequence[Event],
    statements: Mapping[Reader, Found],
    watch: Watcher | None,
) -> tuple[Mention, ...]:
    """The mentions of a part of a report; who answers for an event may be told in any part."""
    claims: list[list[Claim]] = [[] for _ in found]
    for at, claim in read_sub_kinds(document, annotations, found):
        claims[at].append(claim)
    # Without an event no reader finds anything, but whoever watches hears what was looked at.
    for reader in READERS if found or watch else ():
        told = statements.get(reader)
        for at, claim in reader(document, annotations, found, watch) if told is None else told:
            claims[at].append(claim)
    mentions = tuple(
        _mention(document, annotations, *_able(document, event, _told_apart(annotations, own)))
        for event, own in zip(found, claims, strict=True)
    )
    mentions = _led(document, annotations, mentions, find_topic(document, annotations, found))
    return settle_title_tolls(document, join_retellings(mentions))


def _told_apart(annotations: Annotations, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of an event, its doers told with their country and its place without the seat."""
    return drop_seats(annotations, told_whose(annotations, claims))


def _able(
    document: Document, event: Event, claims: tuple[Claim, ...]
) -> tuple[Event, tuple[Claim, ...]]:
    """An event of the kind that its doers can do, with the doers who can have done it."""
    kind = kind_by_harm(kind_by_doers(event.kind, claims), claims)
    told = drop_habits(document, event.trigger, drop_unable_doers(kind, claims))
    return replace(event, kind=kind), name_aerial_bombs(kind, told)


def _led(
    document: Document, annotations: Annotations, mentions: tuple[Mention, ...], led: Topic | None
) -> tuple[Mention, ...]:
    """The mentions with the one in front that the report is about."""
    if led is None:
        return mentions
    own = (
        () if any(m.scope is Scope.SINGLE for m in mentions) else _tolls(document, annotations, led)
    )
    if not led.sub_kind.name:
        return (_mention(document, annotations, topic_event(led), own), *mentions)
    claim = claim_of_sub_kind(document, annotations, led.sign, led.sentence)
    fits = [m for m in mentions if is_topic_of(led, m.kind, m.scope, m.prominence)]
    if fits:
        others = [c for c in fits[0].claims if c.role is not Role.SUB_KIND]
        first = replace(fits[0], claims=(claim, *others), sub_kind=led.sub_kind.name)
        return (first, *(m for m in mentions if m is not fits[0]))
    return (_mention(document, annotations, topic_event(led), (claim, *own)), *mentions)


def _tolls(document: Document, annotations: Annotations, led: Topic) -> tuple[Claim, ...]:
    """The tolls of a topic that the ledger does not list, as of a shooting by accident."""
    return tuple(claim for _, claim in read_tolls(document, annotations, [topic_event(led)]))


def _mention(
    document: Document, annotations: Annotations, event: Event, claims: tuple[Claim, ...]
) -> Mention:
    """The mention of an event with its claims."""
    start, end = event.trigger.start, event.trigger.end
    sentence = next(s for s in annotations.sentences if s.span.start <= start < s.span.end)
    parts = [document.report, str(start), str(end), event.kind.value]
    if event.scope is Scope.UNLISTED:
        parts.append(event.scope.value)  # the same words may tell a listed event too
    return Mention(
        id=hashlib.sha256("\x1f".join(parts).encode()).hexdigest(),
        report=document.report,
        kind=event.kind,
        stage=event.stage,
        scope=event.scope,
        prominence=event.prominence,
        trigger=event.trigger,
        quote=quote_of(sentence.span, Span(start, start)),
        claims=claims,
        more_triggers=event.more_triggers,
        sub_kind=next((str(c.value) for c in claims if c.role is Role.SUB_KIND), None),
    )
