"""Pairs that are neither surely one incident nor surely two."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest
from small_readings import Said, Story, chronology, city, on, reading

from dateline.link import find_doubts, link_mentions
from dateline.types import Doubt, Judgement, JudgementKind, Kind, Prominence, Role, Target
from dateline.types import TargetKind as At

DAY = on("2031-03-04")
WHERE = Said(Role.WHERE, city("Ardun"), "It was in Ardun.")


def struck(name: str, what: str, kind: At, **more: object) -> Story:
    """A report of a bombing in Ardun."""
    said = Said(Role.TARGET, Target(what, kind), f"It struck {what}.")
    return Story(name, (WHERE, said), day=DAY, **more)  # type: ignore[arg-type]


def found(*stories: Story, judgements: tuple[Judgement, ...] = ()) -> tuple[Doubt, ...]:
    """The undecided pairs of some stories."""
    return find_doubts([reading(s) for s in stories], chronology(stories), judgements)


EMBASSY = struck("a", "an embassy", At.DIPLOMATIC)
BARRACKS = struck("b", "barracks", At.MILITARY)


def test_two_targets_of_one_day_are_kept_apart_and_shown_with_both_sides() -> None:
    """Day, town and kind speak for one incident, the targets against it."""
    (doubt,) = found(EMBASSY, BARRACKS)
    assert (doubt.left, doubt.right) == (("m-a",), ("m-b",))
    weights = {reason.comparison: reason.weight for reason in doubt.closest.reasons}
    assert weights["date"] > 0 > weights["target"]


@pytest.mark.parametrize(
    "other",
    [
        struck("b", "an embassy", At.DIPLOMATIC),
        Story("b", (Said(Role.WHERE, city("Vesk", "XB"), "It was in Vesk."),), day=DAY),
        Story("b", (WHERE,), Kind.PROTEST, DAY),
    ],
)
def test_what_surely_is_one_or_two_is_in_no_doubt(other: Story) -> None:
    """It was joined, or nothing pulls it."""
    assert found(EMBASSY, other) == ()


def test_two_asides_are_in_no_doubt() -> None:
    """They say too little to decide on."""
    one, two = (
        struck("a", "an embassy", At.DIPLOMATIC, prominence=Prominence.BACKGROUND),
        struck("b", "barracks", At.MILITARY, prominence=Prominence.BACKGROUND),
    )
    assert found(one, two) == ()


def test_a_pair_that_a_person_called_different_is_in_no_doubt() -> None:
    """It need not be asked again."""
    now = datetime(2031, 4, 1, tzinfo=UTC)
    groups = (("m-a",), ("m-b",))
    apart = Judgement("j", JudgementKind.DIFFERENT, ("1", "2"), groups, None, None, "A", "two", now)
    assert found(EMBASSY, BARRACKS, judgements=(apart,)) == ()


def test_asking_changes_nothing_and_no_order_changes_the_answer() -> None:
    """What is undecided depends on the set of reports alone."""
    stories = (EMBASSY, BARRACKS, struck("c", "a school", At.EDUCATION))
    answers = {found(*some) for some in permutations(stories)}
    assert len(answers) == 1
    assert len(link_mentions([reading(s) for s in stories], chronology(stories), ())) == len(
        stories
    )
