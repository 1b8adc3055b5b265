"""How several figures become one toll."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_readings import Said, Story, chronology, on, party, reading, toll

from dateline.reconcile import POLICIES, reconcile_cluster
from dateline.types import (
    Cluster,
    Count,
    End,
    FigureCue,
    Finding,
    Incident,
    PartyKind,
    Prominence,
    Range,
    Role,
    Standing,
    Toll,
    VictimGroup,
)

MILITARY = party("the military", PartyKind.MILITARY)
POLICE = party("police", PartyKind.POLICE)
MORNING, EVENING = on("2031-03-04"), on("2031-03-05")


def settled(*stories: Story, policy: str = "minmax") -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    return reconcile_cluster(cluster, readings, chronology(stories), names=names, policy=policy)


def killed(*stories: Story, policy: str = "minmax") -> Finding[Range]:
    """The toll of killed."""
    found = settled(*stories, policy=policy).killed
    assert found is not None
    return found


def story(*said: Said, name: str = "a") -> Story:
    """A report of the morning."""
    return Story(name, said, created=MORNING)


def group(words: str, count: int, of: VictimGroup) -> Said:
    """The figure of a group."""
    return toll(words, count, group=of)


CASES = {
    "one figure": ((toll("It killed 12.", 12),), Range(12, 12, 12)),
    "a minimum": ((toll("At least 12 died.", 12, floor=True),), Range(12, 12, 12)),
    "nobody": ((toll("Nobody was killed.", 0),), Range(0, 0, 0)),
    "a total over its parts": (
        (toll("It killed 12.", 12), toll("Three of them were children.", 3, part=True)),
        Range(12, 12, 12),
    ),
    "a sum of what is told in parts": (
        (toll("Nineteen were shot.", 19), toll("In total, 23 were killed.", 23)),
        Range(23, 23, 23),
    ),
    "those who come to others": (
        (
            toll("Five others were killed.", 5),
            replace(
                group("Ten guards were also killed.", 10, VictimGroup.CIVILIANS),
                cues=(FigureCue.FURTHER,),
            ),
        ),
        Range(15, 15, 15),
    ),
    "a toll that has reached a number": (
        (toll("The toll has reached eight.", 8), toll("Seven were killed.", 7)),
        Range(7, 8, 8),
    ),
    "groups that do not overlap": (
        (
            group("Five civilians died.", 5, VictimGroup.CIVILIANS),
            group("Two soldiers died.", 2, VictimGroup.SOLDIERS),
        ),
        Range(7, 7, 7),
    ),
    "groups above a stated minimum": (
        (
            toll("At least two died.", 2, floor=True),
            group("Five civilians died.", 5, VictimGroup.CIVILIANS),
            group("Two soldiers died.", 2, VictimGroup.SOLDIERS),
        ),
        Range(2, 7, 7),
    ),
    "one group told twice": (
        (
            group("Five civilians died.", 5, VictimGroup.CIVILIANS),
            group("The five civilians died at noon.", 5, VictimGroup.CIVILIANS),
        ),
        Range(5, 5, 5),
    ),
    "a later figure of the same report": (
        (toll("The toll stood at 9 on Monday.", 9), toll("The toll rose to 12.", 12)),
        Range(9, 12, 12),
    ),
    "an older figure that is told after": (
        (toll("It killed 12.", 12), toll("Officials had earlier spoken of 9.", 9)),
        Range(9, 12, 12),
    ),
    "an older total under the sum of groups": (
        (
            group("It killed 51 soldiers.", 51, VictimGroup.SOLDIERS),
            replace(toll("The toll was first put at 8.", 8), cues=(FigureCue.EARLIER,)),
        ),
        Range(51, 51, 51),
    ),
    "nobody of one group": (
        (toll("It killed 12.", 12), group("No soldiers died.", 0, VictimGroup.SOLDIERS)),
        Range(12, 12, 12),
    ),
}


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES)
def test_one_report_gives_one_figure(said: tuple[Said, ...], expected: Range) -> None:
    """A total goes over its parts, groups add up, "rose to" is newer than what it rose from."""
    assert expected == killed(story(*said)).value


def headlined(count: int, *said: Said, **more: Any) -> Story:  # noqa: ANN401  what a story has
    """A report with a figure in its headline."""
    words = f"Blast kills {count}"
    return Story("a", (toll(words, count), *said), headline=words, **more)


def test_a_figure_far_from_the_headlines_is_that_of_something_else() -> None:
    """The dead of another year, or one of the dead, are no rivals of the toll."""
    said = (
        toll("It killed 11.", 11),
        toll("A blast killed 300 in 2019.", 300),
        toll("One died.", 1),
    )
    assert Range(10, 11, 11) == killed(headlined(10, *said)).value


def test_a_rounded_headline_gives_way_to_the_body() -> None:
    """The body is written later and with more care."""
    assert 11 == killed(headlined(10, toll("It killed 11.", 11))).value.best


def test_a_headline_over_several_incidents_sets_no_toll() -> None:
    """A headline's sum of a wave of attacks is far from what others count for one of them."""
    wave = headlined(150, created=EVENING)
    one = Story("b", (toll("It killed 20 in Ardun.", 20),), created=MORNING)
    assert 20 == killed(wave, one).value.best


def test_hundreds_hurt_go_over_two_who_are_named() -> None:
    """Some among many are not the toll."""
    many = Said(Role.KILLED, Toll(Count(200, 999)), "Hundreds died.")
    two = group("Two soldiers died.", 2, VictimGroup.SOLDIERS)
    assert Range(200, None, 999) == killed(story(many, two)).value


def test_dozens_have_no_best_figure() -> None:
    """Words that name no figure give a range and nothing to go by."""
    dozens = Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died.")
    assert Range(24, None, 99) == killed(story(dozens)).value


def test_attackers_counted_in_a_total_are_taken_out() -> None:
    """Recorders keep the attackers apart."""
    words = "Five people including the bomber died."
    bomber = Toll(Count(1, 1, 1), VictimGroup.ATTACKERS, None, part=True)
    found = settled(story(toll(words, 5), Said(Role.ATTACKERS_KILLED, bomber, words)))
    assert found.killed is not None
    assert found.attackers_killed is not None
    assert Range(4, 4, 5) == found.killed.value
    assert Range(1, 1, 1) == found.attackers_killed.value


def test_a_later_report_gives_the_best_figure() -> None:
    """A toll that rises is a course and no dispute."""
    first = Story("z", (toll("It killed 36.", 36),), created=MORNING)
    second = Story("b", (toll("It killed 43.", 43),), created=EVENING)
    found = killed(first, second)
    assert Range(36, 43, 43) == found.value
    assert Standing.DISPUTED is not found.standing
    assert "36, then 43" in found.reason
    assert ("b-0",) == found.supporting[:1]


def test_a_report_about_the_event_goes_over_a_later_aside() -> None:
    """Background widens the range and sets no best figure."""
    main = Story("a", (toll("It killed 10.", 10),), created=MORNING)
    aside = Story(
        "b", (toll("It killed 12.", 12),), created=EVENING, prominence=Prominence.BACKGROUND
    )
    assert Range(10, 10, 12) == killed(main, aside).value


def test_two_speakers_of_one_time_who_differ_are_a_dispute() -> None:
    """Neither figure is newer than the other."""
    said = (
        toll("The military said 4 died.", 4, speaker=MILITARY),
        toll("The police said 9 died.", 9, speaker=POLICE),
    )
    assert Standing.DISPUTED is killed(story(*said)).standing


def test_a_reprint_corroborates_nothing() -> None:
    """Two outlets with one agency's report are one voice."""
    said = (toll("It killed 12.", 12),)
    wire = [Story(n, said, created=MORNING, owner=n, agency="Wire") for n in "ab"]
    apart = [Story(n, said, created=MORNING, owner=n) for n in "ab"]
    assert Standing.SINGLE_SOURCE is killed(*wire).standing
    assert Standing.CORROBORATED is killed(*apart).standing


SPEAKERS = st.sampled_from([None, MILITARY, POLICE])
FIGURES = st.builds(
    lambda n, group, part, floor, speaker, number: toll(
        f"Sentence {number} tells of {n}.", n, group=group, part=part, floor=floor, speaker=speaker
    ),
    st.integers(0, 300),
    st.sampled_from(list(VictimGroup)),
    st.booleans(),
    st.booleans(),
    SPEAKERS,
    st.integers(0, 9),
)
VAGUE = st.sampled_from(
    [
        Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."),
        Said(Role.KILLED, Toll(Count(2000, None)), "Thousands died."),
        Said(
            Role.ATTACKERS_KILLED, Toll(Count(2, 2, 2), VictimGroup.ATTACKERS), "Two bombers died."
        ),
    ]
)
STORIES = st.lists(
    st.builds(
        lambda said, created, prominence: Story(
            "", tuple(said), created=created, prominence=prominence
        ),
        st.lists(FIGURES | VAGUE, max_size=5),
        st.sampled_from([None, MORNING, EVENING]),
        st.sampled_from(Prominence),
    ),
    min_size=1,
    max_size=4,
)


@given(STORIES, st.sampled_from(sorted(POLICIES)), st.randoms())
def test_low_best_and_high_are_in_order_whatever_reports_say(
    stories: list[Story], policy: str, shuffle: Random
) -> None:
    """A range is always one, and the same one in whatever order reports come."""
    named = [replace(story, name=f"r{n}") for n, story in enumerate(stories)]
    found = settled(*named, policy=policy)
    for role in ("killed", "attackers_killed"):
        toll_found = getattr(found, role)
        if toll_found is not None:
            settled_range = toll_found.value
            numbers = [settled_range.low, settled_range.best, settled_range.high]
            stated = [n for n in numbers if n is not None]
            assert sorted(stated) == stated
            assert {b.end for b in settled_range.bounds if b.claims} == {
                end for end, n in zip(End, numbers, strict=True) if n is not None
            }
    shuffle.shuffle(named)
    assert found == settled(*named, policy=policy)
