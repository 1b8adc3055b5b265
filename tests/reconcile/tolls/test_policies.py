"""The number policies of the field's recorders, each with the claims behind its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import Said, Story, chronology, on, party, reading, toll

from dateline.reconcile import POLICIES, reconcile_cluster
from dateline.types import (
    Cluster,
    Count,
    Modality,
    PartyKind,
    Prominence,
    Range,
    Role,
    Toll,
    VictimGroup,
)

MILITARY = party("the military", PartyKind.MILITARY)
POLICE = party("police", PartyKind.POLICE)
MONDAY, TUESDAY, FRIDAY = on("2031-03-03"), on("2031-03-04"), on("2031-03-07")


def killed(policy: str, *stories: Story) -> Range:
    """The toll of killed under a policy."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    found = reconcile_cluster(
        cluster, readings, chronology(stories), names=names, policy=policy
    ).killed
    assert found is not None
    return found.value


def cited(settled: Range) -> dict[str, tuple[str, ...]]:
    """The claims behind each number."""
    return {bound.end.value: bound.claims for bound in settled.bounds}


RISING = (
    Story("a", (toll("It killed 36.", 36),), created=MONDAY),
    Story("b", (toll("It killed 43.", 43),), created=TUESDAY),
)
DISPUTE = (
    Story("a", (toll("The military said 4 died.", 4, speaker=MILITARY),), created=MONDAY),
    Story("b", (toll("The police said 9 died.", 9, speaker=POLICE),), created=MONDAY),
)
MAJORITY = (
    Story("a", (toll("It killed 9.", 9),), created=MONDAY),
    Story("b", (toll("It killed 12.", 12),), created=MONDAY),
    Story("c", (toll("It took 12 lives.", 12),), created=MONDAY),
)
DOZENS = (Story("a", (Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."),)),)
HUNDREDS = (Story("a", (Said(Role.KILLED, Toll(Count(200, 999)), "Hundreds died."),)),)
TENS = (Story("a", (Said(Role.KILLED, Toll(Count(20, 99)), "Tens of people died."),)),)
DOUBTFUL = (
    Story("a", (toll("It killed 12.", 12),), created=MONDAY),
    Story(
        "b",
        (Said(Role.KILLED, Toll(Count(90, 90, 90)), "90 may have died.", None, Modality.HEDGED),),
        created=MONDAY,
    ),
)
NOBODY = (Story("a", (toll("Nobody was killed.", 0),), created=MONDAY),)
BESIDE_DOZENS = (
    Story("a", (toll("It killed 30.", 30),), created=MONDAY),
    Story("b", (Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."),), created=MONDAY),
)
SPANS = (*DOZENS, Story("b", (Said(Role.KILLED, Toll(Count(100, 300)), "100 to 300 died."),)))
OPEN = (*DOZENS, Story("b", (Said(Role.KILLED, Toll(Count(2000, None)), "Thousands died."),)))
GROUPS = (
    Story("a", (toll("It killed 12.", 12),), created=MONDAY),
    Story(
        "b",
        (
            toll("Five civilians died.", 5, group=VictimGroup.CIVILIANS),
            toll("Two soldiers died.", 2, group=VictimGroup.SOLDIERS),
        ),
        created=MONDAY,
    ),
)
TIED = (
    Story("a", (toll("It killed 9.", 9),), created=MONDAY),
    Story(
        "b",
        (toll("It killed 12.", 12), toll("Officials had earlier spoken of 5.", 5)),
        created=MONDAY,
    ),
)
LOWERED = (
    Story("a", (toll("It killed 12.", 12),), created=MONDAY),
    Story("b", (toll("It took 12 lives.", 12),), created=MONDAY),
    Story("c", (toll("It killed 9.", 9),), created=FRIDAY),
)

CASES = {
    ("minmax", "rising"): (RISING, Range(36, 43, 43)),
    ("ucdp", "rising"): (RISING, Range(43, 43, 43)),
    ("acled", "rising"): (RISING, Range(43, 43, 43)),
    ("gtd", "rising"): (RISING, Range(43, 43, 43)),
    ("minmax", "dispute"): (DISPUTE, Range(4, 9, 9)),
    ("ucdp", "dispute"): (DISPUTE, Range(4, 4, 9)),
    ("acled", "dispute"): (DISPUTE, Range(4, 4, 4)),
    ("gtd", "dispute"): (DISPUTE, Range(4, 4, 9)),
    ("ucdp", "majority"): (MAJORITY, Range(9, 12, 12)),
    ("acled", "majority"): (MAJORITY, Range(9, 9, 9)),
    ("gtd", "majority"): (MAJORITY, Range(9, 12, 12)),
    ("minmax", "dozens"): (DOZENS, Range(24, None, 99)),
    ("ucdp", "dozens"): (DOZENS, Range(24, 24, 99)),
    ("acled", "dozens"): (DOZENS, Range(12, 12, 12)),
    ("acled", "hundreds"): (HUNDREDS, Range(100, 100, 100)),
    ("acled", "tens"): (TENS, Range(10, 10, 10)),
    ("gtd", "dozens"): (DOZENS, Range(24, None, 99)),
    ("minmax", "doubtful"): (DOUBTFUL, Range(12, 90, 90)),
    ("ucdp", "doubtful"): (DOUBTFUL, Range(12, 12, 12)),
    ("acled", "nobody"): (NOBODY, Range(0, 0, 0)),
    ("minmax", "beside dozens"): (BESIDE_DOZENS, Range(30, 30, 30)),
    ("acled", "beside dozens"): (BESIDE_DOZENS, Range(30, 30, 30)),
    ("minmax", "two spans"): (SPANS, Range(24, None, 300)),
    ("minmax", "open upwards"): (OPEN, Range(24, None, None)),
    ("minmax", "a sum below a total"): (GROUPS, Range(12, 12, 12)),
    ("ucdp", "tied"): (TIED, Range(5, 9, 12)),
    ("minmax", "lowered"): (LOWERED, Range(9, 12, 12)),
    ("gtd", "lowered"): (LOWERED, Range(9, 9, 9)),
}


@pytest.mark.parametrize(
    ("policy", "told", "expected"),
    [(policy, told, expected) for (policy, _), (told, expected) in CASES.items()],
    ids=[f"{policy} {what}" for policy, what in CASES],
)
def test_the_same_claims_give_each_recorder_its_figures(
    policy: str, told: tuple[Story, ...], expected: Range
) -> None:
    """Each policy follows its codebook on rising tolls, disputes, majorities and vague words."""
    assert expected == killed(policy, *told)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("told", [RISING, DISPUTE, MAJORITY, DOZENS, DOUBTFUL])
def test_every_number_says_which_claims_give_it(policy: str, told: tuple[Story, ...]) -> None:
    """A number without a claim behind it could not be defended."""
    settled = killed(policy, *told)
    numbers = {"low": settled.low, "best": settled.best, "high": settled.high}
    given = {end for end, number in numbers.items() if number is not None}
    assert given == cited(settled).keys()
    assert all(cited(settled).values())


BOMBER = "Five people including the bomber died."
WITHIN = {
    "each says one number": (
        (toll("It killed 12.", 12), toll("Officials had earlier spoken of 9.", 9)),
        {"low": ("a-1",), "best": ("a-0",), "high": ("a-0",)},
    ),
    "each says one end": (
        (
            Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."),
            Said(Role.KILLED, Toll(Count(30, 60)), "30 to 60 died."),
        ),
        {"low": ("a-1",), "high": ("a-0",)},
    ),
    "none says the number without the attacker": (
        (
            toll(BOMBER, 5),
            Said(
                Role.ATTACKERS_KILLED,
                Toll(Count(1, 1, 1), VictimGroup.ATTACKERS, None, part=True),
                BOMBER,
            ),
        ),
        {"low": ("a-0", "a-1"), "best": ("a-0", "a-1"), "high": ("a-0",)},
    ),
}


@pytest.mark.parametrize(("said", "expected"), WITHIN.values(), ids=WITHIN)
def test_a_number_points_at_those_claims_of_a_report_that_say_it(
    said: tuple[Said, ...], expected: dict[str, tuple[str, ...]]
) -> None:
    """A number that no claim says points at all that it was worked out from."""
    assert expected == cited(killed("minmax", Story("a", said, created=MONDAY)))


def test_low_and_high_point_at_different_sentences() -> None:
    """The claim that gives the low figure is not the one that gives the high one."""
    assert cited(killed("minmax", *RISING)) == {"low": ("a-0",), "best": ("b-0",), "high": ("b-0",)}
    assert cited(killed("ucdp", *DISPUTE)) == {"low": ("a-0",), "best": ("a-0",), "high": ("b-0",)}


def test_a_minimum_of_an_undated_report_gives_way_to_a_dated_figure() -> None:
    """However many say "at least 20", it is no rival of 358."""
    first = Story(
        "a",
        (
            toll("At least 20 died, police said.", 20, floor=True, speaker=POLICE),
            toll("At least 20 are dead, the military said.", 20, floor=True, speaker=MILITARY),
        ),
    )
    last = Story("b", (toll("It killed 358.", 358),), created=FRIDAY)
    assert Range(20, 358, 358) == killed("minmax", first, last)


def test_a_toll_told_as_news_by_a_later_report_about_something_else_is_the_figure() -> None:
    """In passing it would be none; "now put at" and "has risen to" are news wherever they stand."""
    first = Story("a", (toll("It killed 10.", 10),), created=MONDAY)
    words = "Officials now put the number of its dead at 12."
    news = Story("b", (toll(words, 12),), created=FRIDAY, prominence=Prominence.BACKGROUND)
    assert Range(10, 12, 12) == killed("minmax", first, news)
    assert Range(12, 12, 12) == killed("ucdp", first, news)
    assert Range(10, 10, 12) == killed("minmax", first, replace(news, created=MONDAY))


def test_an_aside_widens_the_range_without_setting_the_figure() -> None:
    """What a report only mentions in passing overtakes nothing."""
    main = Story("a", (toll("It killed 10.", 10),), created=MONDAY)
    aside = Story(
        "b", (toll("It killed 12.", 12),), created=FRIDAY, prominence=Prominence.BACKGROUND
    )
    assert Range(10, 10, 12) == killed("ucdp", main, aside)
    assert Range(10, 10, 12) == killed("gtd", main, aside)
