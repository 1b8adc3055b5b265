"""Each rule finds its examples and no counterexample, and each pass changes its own alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pytest

from dateline.detect import detect
from dateline.extract import arguments, casualties, events, responsibility
from dateline.extract.rules import Pass, Rule, contexts_of, run_passes, run_rules
from dateline.syntax.tree import tree
from dateline.types import Annotations, Block, BlockKind, Creation, Document, Span

BLANK = "\n\n"  # between paragraphs


@dataclass(frozen=True, slots=True)
class Room:
    """The tables of a room, with what its rules and its passes read of a report."""

    rules: Sequence[Rule[Any, Any]]
    passes: Sequence[Pass[Any, Any]]
    contexts: Callable[[Document, Annotations], Iterable[Any]]
    report: Callable[[Document, Annotations], Any]


def found_events(source: Document, annotations: Annotations) -> tuple[events.Event, ...]:
    """The events of a report."""
    return events.group_triggers(source, annotations, events.find_triggers(annotations))


def casualty_report(source: Document, annotations: Annotations) -> casualties.CasualtyReport:
    """A report with its events."""
    found = found_events(source, annotations)
    return casualties.CasualtyReport(source, annotations, tree(annotations), found)


ROOMS = (
    Room(
        events.RULES,
        events.PASSES,
        lambda _, annotations: events.trigger_contexts(annotations),
        lambda _, annotations: annotations,
    ),
    Room(
        arguments.EVENT_RULES,
        arguments.PASSES,
        lambda source, a: arguments.event_contexts(source, a, found_events(source, a)),
        lambda _, annotations: annotations,
    ),
    Room(
        arguments.OUTCOME_RULES,
        (),
        lambda _, annotations: contexts_of(annotations, annotations),
        lambda _, annotations: annotations,
    ),
    Room(
        arguments.DAMAGE_RULES,
        (),
        lambda _, annotations: contexts_of(annotations, tree(annotations)),
        lambda _, annotations: annotations,
    ),
    Room(
        casualties.RULES,
        casualties.PASSES,
        lambda _, annotations: casualties.sentence_contexts(annotations),
        casualty_report,
    ),
    Room(
        responsibility.RULES,
        responsibility.PASSES,
        lambda _, annotations: responsibility.sentence_contexts(annotations),
        lambda _, annotations: annotations,
    ),
)
RULES = [(room, rule) for room in ROOMS for rule in room.rules]
PASSES = [(room, step) for room in ROOMS for step in room.passes]


def document(text: str) -> Document:
    """A document of a block a paragraph."""
    starts = accumulate(len(line) + len(BLANK) for line in text.split(BLANK)[:-1])
    spans = [
        Span(start, start + len(line))
        for start, line in zip((0, *starts), text.split(BLANK), strict=True)
    ]
    blocks = tuple(Block(BlockKind.BODY, span) for span in spans)
    return Document("r", "r", text, blocks, None, "en", None, None, (), Creation(None))


def found_in(room: Room, rules: Sequence[Rule[Any, Any]], text: str) -> tuple[Any, ...]:
    """What some rules of a room find in a text."""
    source = document(text)
    contexts = room.contexts(source, detect(source))
    return tuple(one for context in contexts for one in run_rules(rules, context))


def changed_by(room: Room, step: Pass[Any, Any], text: str) -> bool:
    """Whether a pass changes what the rules and the passes before it give for a text."""
    source = document(text)
    report = room.report(source, detect(source))
    at = room.passes.index(step)
    before = run_passes(room.passes[:at], report, found_in(room, room.rules, text))
    return Counter(before) != Counter(run_passes([step], report, before))


def test_ids_are_unique_and_dotted() -> None:
    """An id names one rule or pass: its room, its subject and its way."""
    ids = Counter([*(rule.id for _, rule in RULES), *(step.id for _, step in PASSES)])
    assert [name for name, times in ids.items() if times > 1 or "." not in name] == []


@pytest.mark.parametrize(
    ("room", "rule", "text"),
    [
        pytest.param(room, rule, t, id=f"{rule.id}: {t}")
        for room, rule in RULES
        for t in rule.examples
    ],
)
def test_a_rule_finds_its_examples(room: Room, rule: Rule[Any, Any], text: str) -> None:
    """The rule alone finds something in each."""
    assert found_in(room, [rule], text)


@pytest.mark.parametrize(
    ("room", "rule", "text"),
    [
        pytest.param(room, rule, t, id=f"{rule.id}: {t}")
        for room, rule in RULES
        for t in rule.counterexamples
    ],
)
def test_a_rule_finds_no_counterexample(room: Room, rule: Rule[Any, Any], text: str) -> None:
    """Sentences that look alike give nothing."""
    assert found_in(room, [rule], text) == ()


@pytest.mark.parametrize(
    ("room", "step", "text"),
    [
        pytest.param(room, step, t, id=f"{step.id}: {t}")
        for room, step in PASSES
        for t in step.examples
    ],
)
def test_a_pass_changes_its_examples(room: Room, step: Pass[Any, Any], text: str) -> None:
    """The pass changes, adds or drops a candidate of each."""
    assert changed_by(room, step, text)


@pytest.mark.parametrize(
    ("room", "step", "text"),
    [
        pytest.param(room, step, t, id=f"{step.id}: {t}")
        for room, step in PASSES
        for t in step.counterexamples
    ],
)
def test_a_pass_leaves_its_counterexamples_alone(
    room: Room, step: Pass[Any, Any], text: str
) -> None:
    """Texts that look alike keep all their candidates."""
    assert not changed_by(room, step, text)
