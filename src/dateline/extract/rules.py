"""Rules and passes: how the reading of a report is written down, run, and made to explain itself.

A rule looks at one context, mostly a sentence, and gives candidates. A pass takes all candidates
of a report and gives new ones: it changes, adds or drops. Each stands as a value in a table of
its room, with examples that a test runs. Nobody imports a rule: a room runs its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar


class Candidate(Protocol):
    """What rules give: a frozen dataclass that remembers who read and who changed it."""

    @property
    def rule(self) -> str:
        """The id of the rule that read it; empty until it has been run."""

    @property
    def passes(self) -> tuple[str, ...]:
        """The ids of the passes that changed it, in order."""


X = TypeVar("X")  # the context that a rule reads, the report for a pass
C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True)
class Rule(Generic[X, C]):
    """One way in which words tell something.

    Attributes:
        id: room, subject and way, with dots: `casualty.verb.passive`.
        read: gives the candidates that a context holds; it changes nothing.
        examples: sentences in which it finds something.
        counterexamples: sentences that look alike and in which it must find nothing.
        keep: why it stays although nothing that is measured moves without it.
    """

    id: str
    read: Callable[[X], Iterable[C]]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    keep: str = ""


@dataclass(frozen=True, slots=True)
class Pass(Generic[X, C]):
    """One way in which the candidates of a report bear on one another.

    Attributes:
        id: room and what it does: `casualty.drop_background`.
        apply: gives all candidates of a report anew.
        examples: texts of which it changes, adds or drops a candidate.
        counterexamples: texts that look alike and whose candidates it leaves alone.
        keep: why it stays although nothing that is measured moves without it.
    """

    id: str
    apply: Callable[[X, tuple[C, ...]], Iterable[C]]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    keep: str = ""


class Watcher(Protocol):
    """Somebody who is told what rules and passes do, such as `dateline run --why`."""

    def fired(self, rule: str, candidate: Candidate) -> None:
        """A rule gave a candidate."""

    def changed(self, done_by: str, candidate: Candidate) -> None:
        """A pass gave a candidate that was not there before."""

    def dropped(self, done_by: str, candidate: Candidate) -> None:
        """A pass took a candidate away, or put another one in its place."""


def run_rules(
    rules: Sequence[Rule[X, C]], context: X, watch: Watcher | None = None
) -> tuple[C, ...]:
    """Read a context by all rules of a table, in the order of the table.

    Args:
        rules: the table.
        context: what they read.
        watch: is told of each candidate.

    Returns:
        The candidates, each with the id of its rule.
    """
    found: list[C] = []
    with _ErrorNote("rule") as note:
        for rule in rules:
            note.id = rule.id
            own = [_with(candidate, rule=rule.id) for candidate in rule.read(context)]
            for candidate in own if watch else ():
                watch.fired(rule.id, candidate)  # type: ignore[union-attr]
            found += own
    return tuple(found)


def run_passes(
    passes: Sequence[Pass[X, C]], context: X, found: tuple[C, ...], watch: Watcher | None = None
) -> tuple[C, ...]:
    """Take candidates through all passes of a table, in the order of the table.

    Args:
        passes: the table.
        context: the report.
        found: candidates, hashable.
        watch: is told of each change.

    Returns:
        The candidates, each with the ids of the passes that changed it.
    """
    with _ErrorNote("pass") as note:
        for step in passes:
            note.id = step.id
            after = _marked(step.id, found, step.apply(context, found))
            if watch:
                _report(step.id, found, after, watch)
            found = after
    return found


def _marked(done_by: str, before: Sequence[C], found: Iterable[C]) -> tuple[C, ...]:
    """What a pass gives, with its mark on what was not there before; most of it was."""
    same, given = frozenset(map(id, before)), tuple(found)
    if all(id(candidate) in same for candidate in given):
        return given
    old = frozenset(before)
    return tuple(
        c if c in old else _with(c, passes=(*c.passes, done_by))  # equal ones are no others
        for c in given
    )


def _report(done_by: str, before: Sequence[C], after: Sequence[C], watch: Watcher) -> None:
    """Tell a watcher what a pass did."""
    old, new = frozenset(before), frozenset(after)
    for candidate in before:
        if candidate not in new:
            watch.dropped(done_by, candidate)
    for candidate in after:
        if candidate not in old:
            watch.changed(done_by, candidate)


def _with(candidate: C, **fields: Any) -> C:  # noqa: ANN401  fields of the candidate's own class
    """A candidate with other fields; the protocol cannot say that it is a dataclass."""
    return replace(candidate, **fields)  # type: ignore[type-var]


@dataclass(slots=True)
class _ErrorNote:
    """Adds to an error that passes through in which rule or pass it arose."""

    sort: str
    id: str = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note(f"in {self.sort} {self.id}")
