"""An update is not a contradiction: the course of a toll, told apart from disputes about it."""

from __future__ import annotations

from typing import Any

import pytest
from small_readings import Said, Story, chronology, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    Count,
    Incident,
    PartyKind,
    Prominence,
    Range,
    Role,
    Standing,
    Toll,
    TollTimeline,
    UpdateKind,
)

MILITARY = party("the military", PartyKind.MILITARY)
POLICE = party("police", PartyKind.POLICE)
MONDAY, TUESDAY = on("2031-03-03"), on("2031-03-04")
FIRST, REPEATS, UPDATE = UpdateKind.FIRST, UpdateKind.REPEATS, UpdateKind.UPDATE
DISPUTE, UNDATED, ASIDE = UpdateKind.DISPUTE, UpdateKind.UNDATED, UpdateKind.ASIDE


def settled(*stories: Story) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    return reconcile_cluster(cluster, readings, chronology(stories), names=names)


def course(*stories: Story) -> TollTimeline:
    """The course of the killed."""
    (found,) = settled(*stories).courses
    return found


def steps(*stories: Story) -> list[tuple[int, UpdateKind]]:
    """Each figure and how it stands."""
    return [(step.figure.low, step.kind) for step in course(*stories).steps]


def gives(name: str, *said: Said, written: str | None = None, **more: Any) -> Story:  # noqa: ANN401  what a story has
    """A report of some figures."""
    return Story(name, said, created=on(written) if written else None, **more)


MORNING, NEXT = "2031-03-03", "2031-03-04"
CASES = {
    "a later report": (
        (
            gives("a", toll("It killed 36.", 36), written=MORNING),
            gives("b", toll("It killed 60.", 60), written=NEXT),
        ),
        [(36, FIRST), (60, UPDATE)],
    ),
    "a toll that is lowered later": (
        (
            gives("a", toll("It killed 60.", 60), written=MORNING),
            gives("b", toll("It killed 36.", 36), written=NEXT),
        ),
        [(60, FIRST), (36, UPDATE)],
    ),
    "two voices at one time": (
        (
            gives("a", toll("4 died, the military said.", 4, speaker=MILITARY), written=MORNING),
            gives("b", toll("9 died, police said.", 9, speaker=POLICE), written=MORNING),
        ),
        [(4, FIRST), (9, DISPUTE)],
    ),
    "one voice at one time": (
        (
            gives("a", toll("4 died, police said.", 4, speaker=POLICE), written=MORNING),
            gives("b", toll("9 died, police said.", 9, speaker=POLICE), written=MORNING),
        ),
        [(4, FIRST), (9, UPDATE)],
    ),
    "a toll that rises within the day": (
        (
            gives("a", toll("It killed 20.", 20), written=MORNING),
            gives("b", toll("It took 24 lives.", 24), written=MORNING),
        ),
        [(20, FIRST), (24, UPDATE)],
    ),
    "two offices at one time, not far apart": (
        (
            gives("a", toll("20 died, the army said.", 20, speaker=MILITARY), written=MORNING),
            gives("b", toll("24 died, police said.", 24, speaker=POLICE), written=MORNING),
        ),
        [(20, FIRST), (24, DISPUTE)],
    ),
    "two offices at one time, neither figure round": (
        (
            gives("a", toll("148 died, the army said.", 148, speaker=MILITARY), written=MORNING),
            gives("b", toll("149 died, police said.", 149, speaker=POLICE), written=MORNING),
        ),
        [(148, FIRST), (149, DISPUTE)],
    ),
    "what a toll rose to, by another voice": (
        (
            gives("a", toll("4 died, the army said.", 4, speaker=MILITARY), written=MORNING),
            gives(
                "b", toll("The toll rose to 9, police said.", 9, speaker=POLICE), written=MORNING
            ),
        ),
        [(4, FIRST), (9, UPDATE)],
    ),
    "what a toll rose to, of unknown date": (
        (
            gives("a", toll("The toll rose to 12.", 12)),
            gives("b", toll("It killed 9.", 9), written=MORNING),
        ),
        [(9, FIRST), (12, UPDATE)],
    ),
    "one of unknown date": (
        (
            gives("a", toll("It killed 4.", 4)),
            gives("b", toll("It killed 9.", 9), written=MORNING),
        ),
        [(4, FIRST), (9, UNDATED)],
    ),
    "what a toll was lowered from": (
        (
            gives(
                "a",
                toll("It killed 9.", 9),
                toll("Officials had earlier spoken of 12.", 12),
                written=MORNING,
            ),
        ),
        [(12, FIRST), (9, UPDATE)],
    ),
    "words that a figure fits": (
        (
            gives("a", Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."), written=MORNING),
            gives("b", toll("It killed 30.", 30), written=NEXT),
        ),
        [(24, FIRST), (30, REPEATS)],
    ),
    "words that a figure does not fit": (
        (
            gives("a", Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."), written=MORNING),
            gives("b", toll("It killed 100.", 100), written=NEXT),
        ),
        [(24, FIRST), (100, UPDATE)],
    ),
    "open words that a figure fits": (
        (
            gives("a", Said(Role.KILLED, Toll(Count(24, None)), "Dozens died."), written=MORNING),
            gives("b", toll("It killed 100.", 100), written=NEXT),
        ),
        [(24, FIRST), (100, REPEATS)],
    ),
    "a figure above a minimum": (
        (
            gives("a", toll("At least 4 died.", 4, floor=True), written=MORNING),
            gives("b", toll("It killed 9.", 9), written=MORNING),
        ),
        [(4, FIRST), (9, UPDATE)],
    ),
    "a minimum that is met": (
        (
            gives("a", toll("It killed 9.", 9), written=MORNING),
            gives("b", toll("At least 4 died.", 4, floor=True), written=NEXT),
        ),
        [(9, FIRST), (4, REPEATS)],
    ),
    "a rounded figure": (
        (
            gives("a", toll("148 died, police said.", 148, speaker=POLICE), written=MORNING),
            gives("b", toll("It killed 150.", 150), written=MORNING),
        ),
        [(148, FIRST), (150, REPEATS)],
    ),
    "nothing tells which is newer": (
        (gives("a", toll("It killed 4.", 4)), gives("b", toll("It killed 9.", 9))),
        [(4, FIRST), (9, UNDATED)],
    ),
    "told in passing": (
        (
            gives("a", toll("It killed 4.", 4), written=MORNING),
            gives("b", toll("It killed 9.", 9), written=NEXT, prominence=Prominence.BACKGROUND),
        ),
        [(4, FIRST), (9, ASIDE)],
    ),
    "told as news by a later report about something else": (
        (
            gives("a", toll("It killed 4.", 4), written=MORNING),
            gives(
                "b",
                toll("Doctors now put the dead of that attack at 9.", 9),
                written=NEXT,
                prominence=Prominence.BACKGROUND,
            ),
        ),
        [(4, FIRST), (9, UPDATE)],
    ),
    "told as news at the same time by a report about something else": (
        (
            gives("a", toll("It killed 4.", 4), written=MORNING),
            gives(
                "b",
                toll("Doctors now put the dead of that attack at 9.", 9),
                written=MORNING,
                prominence=Prominence.BACKGROUND,
            ),
        ),
        [(4, FIRST), (9, ASIDE)],
    ),
    "what a toll rose from": (
        (
            gives(
                "a",
                toll("The toll rose to 12.", 12),
                toll("Officials had earlier spoken of 9.", 9),
                written=MORNING,
            ),
        ),
        [(9, FIRST), (12, UPDATE)],
    ),
}


@pytest.mark.parametrize(("stories", "expected"), CASES.values(), ids=CASES)
def test_a_figure_is_an_update_or_a_dispute(
    stories: tuple[Story, ...], expected: list[tuple[int, UpdateKind]]
) -> None:
    """Later, by the same voice or above a minimum it is an update; else, at one time, a dispute."""
    assert expected == steps(*stories)


def test_a_dispute_stands_until_a_later_report_settles_it() -> None:
    """What two voices said on Monday is no dispute once a report of Tuesday gives the toll."""
    disputing = CASES["two voices at one time"][0]
    last = gives("c", toll("It killed 9.", 9), written="2031-03-05")
    before, after = settled(*disputing), settled(*disputing, last)
    assert before.courses[0].disputed
    assert before.killed is not None
    assert after.killed is not None
    assert Standing.DISPUTED is before.killed.standing
    assert not course(
        *disputing, gives("c", toll("It killed 8.", 8), written="2031-03-05")
    ).disputed
    assert Range(4, 9, 9) == after.killed.value


def test_figures_of_unknown_date_are_no_dispute() -> None:
    """Nothing tells which of them is newer: the one may have become the other."""
    assert not course(*CASES["nothing tells which is newer"][0]).disputed


def test_a_step_says_when_on_whose_word_and_by_which_claims() -> None:
    """A course can be defended step by step."""
    _, last = course(*CASES["a later report"][0]).steps
    assert on(NEXT) == last.written
    assert ("b",) == last.voices
    assert ("b-0",) == last.claims
    assert last.reason == "written later"


def test_a_figure_of_another_order_on_the_word_of_an_office_disputes() -> None:
    """The "100 to 300" of one office stands against 471 of another."""
    span = Said(Role.KILLED, Toll(Count(100, 300)), "100 to 300 died, the military said.", MILITARY)
    found = course(gives("a", toll("471 died, police said.", 471, speaker=POLICE), span))
    assert {Range(100, None, 300), Range(471, 471, 471)} == {s.figure for s in found.steps}


def test_a_most_that_another_voice_gives_is_a_step_of_its_own() -> None:
    """The "up to 15" of one office is 15 beside 12 of another."""
    most = Said(Role.KILLED, Toll(Count(1, 15, 15)), "Up to 15 died, the army said.", MILITARY)
    found = course(gives("a", toll("12 died, police said.", 12, speaker=POLICE), most))
    assert {Range(12, 12, 12), Range(15, 15, 15)} == {s.figure for s in found.steps}


def test_what_a_voice_tells_of_parts_is_no_rival() -> None:
    """Two at one place and four at another are not two tolls."""
    said = (
        toll("Seven died.", 7),
        toll("Two died at a shop, police said.", 2, speaker=POLICE),
        toll("Four died in a street, police said.", 4, speaker=POLICE),
    )
    found = settled(gives("a", *said, written=MORNING)).killed
    assert found is not None
    assert Range(7, 7, 7) == found.value


def test_a_minimum_far_below_corroborates_nothing() -> None:
    """A toll of 358 is not borne out by "at least 20"."""
    first = gives("a", toll("At least 20 died.", 20, floor=True), written=MORNING)
    last = gives("b", toll("It killed 358.", 358), written=NEXT)
    found = settled(first, last).killed
    assert found is not None
    assert Standing.SINGLE_SOURCE is found.standing
