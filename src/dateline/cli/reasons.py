"""`dateline run --why`: what each rule and pass did while one report was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum

from dateline.types import Sentence, Span, Token

LONGEST = 60  # characters of a candidate's words
OWN_FIELDS = frozenset({"rule", "passes"})


@dataclass(slots=True)
class RuleLog:
    """A watcher that writes down what rules read and what passes changed or dropped."""

    text: str
    lines: list[str] = field(default_factory=list)

    def fired(self, rule: str, candidate: object) -> None:
        """Write down what a rule read."""
        self._write("fired", rule, candidate)

    def changed(self, done_by: str, candidate: object) -> None:
        """Write down what a pass gave."""
        self._write("changed", done_by, candidate)

    def dropped(self, done_by: str, candidate: object) -> None:
        """Write down what a pass took away, or put another candidate in the place of."""
        self._write("dropped", done_by, candidate)

    def _write(self, verb: str, done_by: str, candidate: object) -> None:
        """One line: what was done, by which rule or pass, to which candidate."""
        self.lines.append(
            f"{verb:8} {done_by}: {', '.join(describe_candidate(candidate, self.text))}"
        )


def describe_candidate(candidate: object, text: str) -> Iterator[str]:
    """The parts of a candidate that a person can read: its kind, its words, its value."""
    if not is_dataclass(candidate):
        yield str(candidate)
        return
    for part in fields(candidate):
        value = getattr(candidate, part.name)
        if part.name in OWN_FIELDS or value is None or isinstance(value, Sentence | bool):
            continue
        if isinstance(value, Enum):
            yield str(value.value)
        elif isinstance(value, Span):
            yield f"“{_cut_words(text[value.start : value.end])}”"
        elif isinstance(value, Token):
            yield value.text
        elif isinstance(span := getattr(value, "span", None), Span):
            yield f"“{_cut_words(text[span.start : span.end])}”"


def _cut_words(words: str) -> str:
    """The beginning of a long stretch of text, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
