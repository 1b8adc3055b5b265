"""Letters of reliability: people rate outlets, and only the rules that say so go by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import Story, chronology, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.reconcile.voices import letter_of
from dateline.types import (
    Cluster,
    Copy,
    CopyKind,
    Grade,
    Incident,
    Interval,
    PartyKind,
    Passage,
    Prominence,
    Range,
    Rating,
    Reliability,
    Span,
)

MONDAY, FRIDAY = on("2031-03-03"), on("2031-03-07")
POLICE = party("police", PartyKind.POLICE)
BY_DAY = (Rating(Reliability.C), Rating(Reliability.E, "sold", FRIDAY.first))


def told(name: str, count: int, letter: str = "", created: Interval = MONDAY) -> Story:
    """A report of an outlet of its own that gives a toll."""
    words = f"It killed {count}, wrote {name}."
    return Story(name, (toll(words, count),), created=created, owner=name, letter=letter)


def settled(*stories: Story, policy: str = "minmax", copies: tuple[Copy, ...] = ()) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    given = (cluster, readings, chronology(stories))
    return reconcile_cluster(*given, names=names, policy=policy, copies=copies)


def killed(found: Incident) -> Range:
    """Its toll."""
    assert found.killed is not None
    return found.killed.value


def code(found: Incident) -> str:
    """The letter and digit of its toll."""
    assert found.killed is not None
    assert found.killed.credibility is not None
    return f"{found.killed.credibility.letter.value}{found.killed.credibility.digit}"


# ------------------------------------------------------------------ ucdp


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (("", ""), Range(4, 4, 9)),
        (("F", ""), Range(4, 4, 9)),
        (("A", "C"), Range(4, 4, 9)),
        (("", "B"), Range(9, 9, 9)),
        (("D", ""), Range(9, 9, 9)),
        (("D", "E"), Range(4, 4, 9)),
        (("C", "D"), Range(4, 4, 4)),
    ],
)
def test_ucdp_goes_by_the_most_reliable_outlets_that_tell_it(
    letters: tuple[str, str], expected: Range
) -> None:
    stories = (told("a", 4, letters[0]), told("b", 9, letters[1]))
    assert expected == killed(settled(*stories, policy="ucdp"))
    assert Range(4, 9, 9) == killed(settled(*stories))


def test_an_unreliable_outlet_overtakes_nothing_for_ucdp() -> None:
    found = settled(told("a", 4), told("b", 90, "E", created=FRIDAY), policy="ucdp")
    assert Range(4, 4, 4) == killed(found)
    assert found.killed is not None
    assert "most reliable outlets only" in found.killed.reason


def test_a_reliable_outlet_that_only_mentions_the_event_hides_nobody() -> None:
    aside = replace(told("b", 90, "A"), prominence=Prominence.BACKGROUND)
    assert Range(4, 4, 4) == killed(settled(told("a", 4), aside, policy="ucdp"))


# ------------------------------------------------------------------ credibility and grade


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (("", ""), "F5"),
        (("B", "B"), "B5"),
        (("D", "A"), "A3"),
        (("E", ""), "F3"),
    ],
)
def test_an_account_of_a_worse_outlet_contradicts_nothing(
    letters: tuple[str, str], expected: str
) -> None:
    assert expected == code(settled(told("a", 4, letters[0]), told("b", 9, letters[1])))


def test_the_letter_stands_beside_the_digit_and_does_not_make_it() -> None:
    assert "A2" == code(settled(told("a", 4, "A")))
    assert "E2" == code(settled(told("a", 4, "E")))
    assert "C1" == code(settled(told("a", 4, "C"), told("b", 4, "D")))


@pytest.mark.parametrize(
    ("letters", "grade", "rule"),
    [
        (("", ""), Grade.FAIR, "independent-voices"),
        (("C", "F"), Grade.FAIR, "independent-voices"),
        (("C", "D"), Grade.WEAK, "one-voice"),
        (("E", "D"), Grade.WEAK, "unreliable"),
    ],
)
def test_an_incident_is_fair_on_the_word_of_two_credible_voices(
    letters: tuple[str, str], grade: Grade, rule: str
) -> None:
    found = settled(told("a", 4, letters[0]), told("b", 4, letters[1]))
    assert found.grading is not None
    assert (grade, rule) == (found.grade, found.grading.rule)
    assert ("a", "b") == found.voices


def test_whom_a_reliable_outlet_reports_too_is_a_credible_voice() -> None:
    said = (toll("Police said 4 died.", 4, speaker=POLICE),)
    bad = Story("a", said, created=MONDAY, owner="a", letter="E")
    good = Story("b", said, created=MONDAY, owner="b", letter="B")
    rules = [g.rule for g in (settled(bad).grading, settled(bad, good).grading) if g]
    assert ["unreliable", "one-voice"] == rules


# ------------------------------------------------------------------ whose letter


@pytest.mark.parametrize(
    ("written", "expected"), [(MONDAY, "C"), (FRIDAY, "E"), (on("2031-04-01"), "E"), (None, "E")]
)
def test_the_letter_is_the_one_in_force_when_the_report_was_written(
    written: Interval | None, expected: str
) -> None:
    document = reading(told("a", 4, "B")).document
    assert document.source is not None
    document = replace(document, source=replace(document.source, ratings=BY_DAY))
    assert expected == letter_of(document, written).value


def test_the_agency_that_a_report_credits_goes_before_its_outlet() -> None:
    document = replace(reading(told("a", 4, "D")).document, agency="Coast Press")
    assert Reliability.D is letter_of(document, MONDAY)
    rated = replace(document, agency_ratings=(Rating(Reliability.A),))
    assert Reliability.A is letter_of(rated, MONDAY)


def test_a_passage_is_as_reliable_as_the_report_that_it_is_from() -> None:
    one, two = told("a", 4, "B"), told("b", 9, "E")
    words = reading(two).document.text.index("\n")
    shared = Passage(Span(0, words), Span(0, words), 5, 0, None)
    copy = Copy("a", "b", CopyKind.EXCERPT, (shared,), 0.2, 0.2, "a", "printed earlier", firm=True)
    assert "B" == code(settled(one, two, copies=(copy,)))[0]
    found = settled(one, two, policy="ucdp", copies=(copy,))
    assert Range(4, 4, 9) == killed(found)
    assert Range(4, 4, 4) == killed(settled(one, two, policy="ucdp"))
    assert ("B", "E") == tuple(t.reliability.value for t in found.tellings)
