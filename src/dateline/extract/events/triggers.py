"""The words of a report that tell of an event, with what their own clause says of it."""

from __future__ import annotations

from dateline.extract.events.rules import PASSES, RULES
from dateline.extract.events.trigger import Trigger, trigger_contexts
from dateline.extract.rules import Watcher, run_passes, run_rules
from dateline.types import Annotations


def find_triggers(annotations: Annotations, watch: Watcher | None = None) -> tuple[Trigger, ...]:
    """Find the words that tell of an event.

    Args:
        annotations: the parse of a report.
        watch: is told what rules and passes do.

    Returns:
        The triggers in the order of the text; what only sounds like an attack is left out.
    """
    contexts = trigger_contexts(annotations)
    found = tuple(one for context in contexts for one in run_rules(RULES, context, watch))
    return run_passes(PASSES, annotations, found, watch)
