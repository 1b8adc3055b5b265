"""Rules and passes say what they read and change, and name themselves in errors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from dateline.extract.rules import Candidate, Pass, Rule, run_passes, run_rules


@dataclass(frozen=True, slots=True)
class Word:
    """A candidate of the tests."""

    text: str
    rule: str = ""
    passes: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """A watcher that writes down what it is told."""

    lines: list[str] = field(default_factory=list)

    def fired(self, rule: str, candidate: Candidate) -> None:
        """Write down what a rule read."""
        self.lines.append(f"{rule} fired: {candidate}")

    def changed(self, done_by: str, candidate: Candidate) -> None:
        """Write down what a pass gave."""
        self.lines.append(f"{done_by} changed: {candidate}")

    def dropped(self, done_by: str, candidate: Candidate) -> None:
        """Write down what a pass took away."""
        self.lines.append(f"{done_by} dropped: {candidate}")


RULES: tuple[Rule[str, Word], ...] = (
    Rule("word.long", lambda text: (Word(w) for w in text.split() if len(w) > 3), ("night",)),
    Rule("word.first", lambda text: (Word(w) for w in text.split()[:1]), ("a",)),
)
PASSES: tuple[Pass[str, Word], ...] = (
    Pass("word.upper", lambda _, found: (replace(w, text=w.text.upper()) for w in found), ("a",)),
    Pass("word.drop_a", lambda _, found: (w for w in found if w.text != "A"), ("a",)),
)


def test_a_candidate_carries_the_rule_that_read_it_and_the_passes_that_changed_it() -> None:
    found = run_passes(PASSES, "", run_rules(RULES, "a quiet night"))
    assert (
        Word("QUIET", "word.long", ("word.upper",)),
        Word("NIGHT", "word.long", ("word.upper",)),
    ) == found


def test_a_watcher_is_told_what_fired_changed_and_was_dropped() -> None:
    notes = Notes()
    run_passes(PASSES, "", run_rules(RULES[1:], "a", notes), notes)
    assert [
        "word.first fired",
        "word.upper dropped",
        "word.upper changed",
        "word.drop_a dropped",
    ] == [line.partition(":")[0] for line in notes.lines]


def test_an_error_says_in_which_rule_it_arose() -> None:
    broken: Rule[str, Word] = Rule("word.broken", lambda text: [Word(text[9])], ("a",))
    with pytest.raises(IndexError) as caught:
        run_rules((broken,), "a")
    assert ["in rule word.broken"] == caught.value.__notes__
