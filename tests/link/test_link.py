"""Which mentions become one incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest
from small_readings import Said, Story, chronology, city, on, reading, toll

from dateline.link import COMPARISONS, link_mentions
from dateline.link.profiles import mention_profiles
from dateline.types import (
    Cluster,
    Judgement,
    JudgementKind,
    Kind,
    Place,
    PlaceKind,
    Prominence,
    Role,
    Scope,
    Stage,
    Target,
    TargetKind,
)


def place(name: str, country: str = "XA", at: tuple[float, float] | None = None) -> Said:
    """A claim of where."""
    return Said(Role.WHERE, city(name, country, at=at), f"It was in {name}.")


def target(name: str, kind: TargetKind) -> Said:
    """A claim of what was struck."""
    return Said(Role.TARGET, Target(name, kind), f"It struck {name}.")


def linked(*stories: Story, judgements: tuple[Judgement, ...] = ()) -> tuple[Cluster, ...]:
    """The clusters of some stories."""
    return link_mentions([reading(s) for s in stories], chronology(stories), judgements)


def groups(clusters: tuple[Cluster, ...]) -> list[tuple[str, ...]]:
    """The mentions of each cluster."""
    return [c.mentions for c in clusters]


DAY = on("2031-03-04")
MARKET = Story("a", (place("Ardun"), toll("The blast killed 14 people.", 14)), day=DAY)


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (Story("b", (place("Ardun"), toll("A blast killed 16.", 16)), day=DAY), True),
        (Story("b", (place("Ardun"), toll("It killed 90.", 90)), day=on("2031-03-12")), False),
        (Story("b", (place("Vesk"), toll("It killed 14.", 14)), day=DAY), False),
        (Story("b", (place("Ardun"),), day=DAY, kind=Kind.PROTEST), False),
        (Story("b", (place("Ardun", "XB"),), day=DAY), False),
        (
            Story(
                "b",
                (place("Ardun"), toll("It killed 14.", 14)),
                day=on("2031-03-01", "2031-03-31"),
                prominence=Prominence.BACKGROUND,
            ),
            True,
        ),
        (Story("b", (place("Ardun"), toll("It killed 60.", 60)), day=on("2031-02-20")), False),
    ],
    ids=["update", "later", "elsewhere", "protest", "abroad", "looking back", "earlier"],
)
def test_a_telling_joins_only_what_it_fits(other: Story, one: bool) -> None:
    """Day, place, kind and toll decide together."""
    assert one == (len(linked(MARKET, other)) == 1)


def test_two_attacks_of_a_day_on_different_targets_stay_apart() -> None:
    """A second attack in the same city on the same day is an incident of its own."""
    first = Story(
        "a", (place("Ardun"), target("the Veskan embassy", TargetKind.DIPLOMATIC)), day=DAY
    )
    second = Story("b", (place("Ardun"), target("the spy agency", TargetKind.GOVERNMENT)), day=DAY)
    assert [("m-a",), ("m-b",)] == groups(linked(first, second))


def test_undated_reports_of_one_war_are_not_joined_by_its_vocabulary() -> None:
    """Shelling is told in the same words in every town and month."""
    text = "Artillery shelling of villages in the countryside injured civilians, activists said."
    one, two = (Story(n, (place("Ardun"),), kind=Kind.ROCKET_ATTACK, text=text) for n in ("a", "b"))
    assert 2 == len(linked(one, two))


@pytest.mark.parametrize("killed", [14, 3])
def test_two_provinces_are_two_incidents_whatever_else_agrees(killed: int) -> None:
    """No toll and no word brings them together."""
    one, two = (
        Story(
            name,
            (
                Said(Role.WHERE, Place(p, PlaceKind.ADMIN1, country="XA", admin1=p), f"In {p}."),
                toll(f"It killed {killed}.", killed),
            ),
            day=DAY,
        )
        for name, p in (("a", "Hill"), ("b", "Dale"))
    )
    assert 2 == len(linked(one, two))


@pytest.mark.parametrize(("spelling", "one"), [("Boulil", True), ("Bakran", False)])
def test_a_village_that_no_map_has_is_known_by_its_sound(spelling: str, one: bool) -> None:
    tellings = tuple(
        Story(
            name,
            (
                Said(Role.WHERE, replace(city(village, "XA"), gazetteer=None), f"In {village}."),
                toll(f"The strike killed 15 people, {name} says.", 15),
            ),
            day=DAY,
            kind=Kind.AIR_STRIKE,
        )
        for name, village in (("a", "Boleel"), ("b", spelling))
    )

    assert one is (1 == len(linked(*tellings)))


@pytest.mark.parametrize(("province", "one"), [("Ardun", True), ("Dale", False)])
def test_a_provinces_seat_may_be_the_province_in_which_a_town_lies(
    province: str, *, one: bool
) -> None:
    """Where "in Ardun" is said of a town of that province, the two may be one."""
    towns = (("a", "Ardun", "Ardun"), ("b", "Tolmar", province))
    tellings = tuple(
        Story(
            name,
            (
                Said(Role.WHERE, replace(city(town, "XA"), admin1=admin1), f"In {town}."),
                toll("The gas killed 86 people.", 86),
                target("the Veskan bakery", TargetKind.PUBLIC_PLACE),
            ),
            day=DAY,
            kind=Kind.AIR_STRIKE,
        )
        for name, town, admin1 in towns
    )

    assert one is (1 == len(linked(*tellings)))


def test_a_village_joins_the_town_it_lies_by() -> None:
    """Two names within some kilometres do not rule each other out."""
    one = Story("a", (place("Ardun", at=(10.0, 20.0)), toll("It killed 46.", 46)), day=DAY)
    two = Story("b", (place("Little Ardun", at=(10.1, 20.0)), toll("It killed 46.", 46)), day=DAY)
    assert 1 == len(linked(one, two))


@pytest.mark.parametrize(
    "left_out",
    [
        Story("b", scope=Scope.AGGREGATE, day=DAY),
        Story("b", stage=Stage.PLANNED, day=DAY),
        Story("b", stage=Stage.THREATENED, day=DAY),
    ],
)
def test_totals_plans_and_threats_become_no_incident(left_out: Story) -> None:
    """They stay in the readings and are in no cluster."""
    assert [("m-a",)] == groups(linked(MARKET, left_out))


def test_the_order_of_reports_changes_nothing() -> None:
    """Clusters, links and reasons depend on the set of mentions alone."""
    stories = [
        MARKET,
        Story("b", (place("Ardun"), toll("A blast killed 16.", 16)), day=DAY),
        Story("c", (place("Ardun"),), day=on("2031-03-05")),
        Story("d", (place("Vesk"),), day=DAY),
    ]
    outcomes = {linked(*order) for order in permutations(stories)}
    assert 1 == len(outcomes)


def judgement(kind: JudgementKind, *mentions: str, number: int = 1) -> Judgement:
    """What a person decided about some mentions."""
    groups = tuple((m,) for m in mentions)
    at = datetime(2031, 4, number, tzinfo=UTC)
    return Judgement(f"j{number}", kind, (), groups, None, None, "A. Coder", "seen it", at)


def test_a_person_joins_what_weights_keep_apart() -> None:
    """The judgement same outweighs every comparison."""
    far = Story("b", (place("Vesk"),), day=on("2031-07-01"))
    same = judgement(JudgementKind.SAME, "m-a", "m-b")
    assert [("m-a", "m-b")] == groups(linked(MARKET, far, judgements=(same,)))


def test_a_person_keeps_apart_what_weights_join() -> None:
    """The judgement different outweighs every comparison."""
    twin = Story("b", MARKET.said, day=DAY)
    apart = judgement(JudgementKind.DIFFERENT, "m-a", "m-b")
    assert [("m-a",), ("m-b",)] == groups(linked(MARKET, twin, judgements=(apart,)))


def test_the_later_of_two_judgements_counts() -> None:
    """A person may change their mind."""
    twin = Story("b", MARKET.said, day=DAY)
    apart = judgement(JudgementKind.DIFFERENT, "m-a", "m-b")
    same = judgement(JudgementKind.SAME, "m-a", "m-b", number=2)
    assert 1 == len(linked(MARKET, twin, judgements=(apart, same)))


def test_links_say_why_in_sentences() -> None:
    """Each reason has a comparison, a weight and words."""
    twin = Story("b", MARKET.said, day=DAY)
    (cluster,) = linked(MARKET, twin)
    reasons = {r.comparison: r.text for link in cluster.links for r in link.reasons}
    assert "both took place in Ardun" == reasons["place"]
    assert "both are dated 2031-03-04" == reasons["date"]
    assert "both tell of 14 killed" == reasons["killed"]


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_is_symmetric_and_silent_without_evidence(name: str) -> None:
    """Two tellings weigh the same either way; an unknown day or place speaks against one event."""
    stories = (
        MARKET,
        Story("b", (place("Vesk"), target("a bus", TargetKind.TRANSPORT)), day=on("2031-03-05")),
        Story("c"),
    )
    one, two, empty = mention_profiles([reading(s) for s in stories], chronology(stories))
    weigh, compare = COMPARISONS[name]
    assert weigh(one, two) == weigh(two, one)
    reason = compare(one, empty)
    assert name == "kind" or reason is None or "unknown" in reason.text
