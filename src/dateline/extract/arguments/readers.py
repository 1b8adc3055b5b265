"""The claims of a report on the circumstances, weapons and damage of each of its events."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.arguments.context import event_contexts
from dateline.extract.arguments.damage import Damage
from dateline.extract.arguments.rules import (
    DAMAGE_RULES,
    EVENT_RULES,
    OUTCOME_RULES,
    PASSES,
)
from dateline.extract.arguments.weapon_outcomes import WeaponOutcome
from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for, main_event
from dateline.extract.rules import Watcher, run_passes, run_rules
from dateline.extract.sentence_context import contexts_of
from dateline.syntax.factuality import stated_modality
from dateline.syntax.scope import is_aggregate
from dateline.syntax.tree import tree
from dateline.types import Annotations, Claim, Document, Role, Scope, Span

Claims = tuple[tuple[int, Claim], ...]


def read_circumstances(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read when, where, from where, by whom, with what and on what each event took place.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and a claim.
    """
    found: list[tuple[int, Claim]] = []
    for context in event_contexts(document, annotations, events):
        answers = run_rules(EVENT_RULES, context, watch)
        kept = run_passes(PASSES, annotations, answers, watch)
        found += ((context.index, claim_of(document, annotations, answer)) for answer in kept)
    return tuple(found)


def read_outcomes(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read how many rockets, missiles or drones were fired, intercepted, landed or failed.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what the rules do.

    Returns:
        Pairs of the event's index and the claim: a `Count`, for salvos a `Salvos`, for what was
        intercepted an `Interception`.
    """
    kept: dict[tuple[Role, Span], WeaponOutcome] = {}
    for context in contexts_of(annotations, annotations):
        told = run_rules(OUTCOME_RULES, context, watch)
        for outcome in sorted(told, key=lambda one: one.word.i):
            kept.setdefault((outcome.role, outcome.span), outcome)
    found: list[tuple[int, Claim]] = []
    for one in sorted(kept.values(), key=lambda outcome: (outcome.span, outcome.role)):
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(tree(annotations), annotations.sentences, events, one.word, scope)
        if event is None:
            continue
        if one.role is Role.FAILED and events[event].trigger == one.word.span:
            event = main_event(events)  # the failure itself is no event: others hit
        answer = Answer(one.role, one.value, one.span, one.sentence, one.modality, one.rule)
        if event is not None:
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)


def read_damage(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> Claims:
    """Read what was damaged in a report's events; "no damage" is an answer too.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what the rules do.

    Returns:
        Pairs of the event's index and a claim whose value is a short stretch of the text.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    told: list[Damage] = []
    for context in contexts_of(annotations, parsed):
        told += sorted(run_rules(DAMAGE_RULES, context, watch), key=lambda one: one.word.i)
    for one in told:
        aggregate = is_aggregate(parsed, one.sentence, one.word)
        scope = Scope.AGGREGATE if aggregate else Scope.SINGLE
        event = event_for(parsed, annotations.sentences, events, one.word, scope)
        firm = stated_modality(parsed, one.word)
        if event is not None and firm is not None:
            value = " ".join(document.text[one.span.start : one.span.end].split())
            answer = Answer(Role.DAMAGE, value, one.span, one.sentence, firm, one.rule)
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)
