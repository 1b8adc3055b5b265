"""What the review and the account of an incident say of a line in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import Said, Story, chronology, city, on, reading, toll

from dateline.cli.listing import account_of_incident
from dateline.cli.review import doubted_lines, in_doubt
from dateline.explain import IncidentSources, explain_incident, incident_sources
from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Grade, Incident, Kind, Role

WORDS = "The war has killed 400 people since March."
STORY = Story(
    "a",
    (Said(Role.WHERE, city("Ardun"), "It was in Ardun."), toll(WORDS, 400)),
    kind=Kind.AIR_STRIKE,
    day=on("2031-03-04"),
)


@pytest.fixture(name="incident")
def _incident() -> Incident:
    given = ({"a": reading(STORY)}, chronology([STORY]))
    return reconcile_cluster(Cluster((STORY.mention,), ()), *given, names={"a": ("a.txt",)})


@pytest.fixture(name="told")
def _told(incident: Incident) -> IncidentSources:
    return incident_sources(incident, {"a": reading(STORY).document.text}, {"a": ("a.txt",)})


def test_a_doubtful_line_tells_its_doubts_and_what_to_type(
    incident: Incident, told: IncidentSources
) -> None:
    shown = "\n".join(doubted_lines(3, incident, told, "my.db"))
    assert shown.startswith(f"3. {incident.id[:10]}")
    assert "in doubt: killed 400 is withheld: every sentence" in shown
    assert WORDS in shown
    for command in ("correct", "accept", "reject"):
        assert f"dateline judge {command} {incident.id[:10]}" in shown


def test_the_account_and_the_explanation_give_the_doubt_with_its_sentence(
    incident: Incident, told: IncidentSources
) -> None:
    mentions = {m.id: m for m in reading(STORY).mentions}
    explained = explain_incident(incident, mentions, chronology([STORY]), told)
    for lines in (account_of_incident(incident, told), explained):
        shown = "\n".join(lines)
        assert "killed 400 is withheld: every sentence that gives it counts a period" in shown
        assert f"? “{WORDS}”" in shown


def test_only_doubtful_lines_are_listed_those_with_the_most_victims_first(
    incident: Incident,
) -> None:
    plain = replace(incident, grade=Grade.WEAK)
    other = replace(STORY, said=(*STORY.said, toll("It hurt 9.", 9, Role.WOUNDED)))
    given = ({"a": reading(other)}, chronology([other]))
    graver = reconcile_cluster(Cluster((other.mention,), ()), *given, names={"a": ("a.txt",)})
    graver = replace(graver, id="f" * 64)
    assert [graver, incident] == in_doubt([plain, incident, graver])
