"""The ledger as FollowTheMoney entities, read by the library of that name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model

from dateline.write import Contents, export_bytes, losses_of


@pytest.fixture(name="entities")
def _entities(demo: Contents) -> list[dict[str, Any]]:
    """The entities of the demonstration."""
    return [json.loads(line) for line in export_bytes("ftm", demo).decode().splitlines()]


def test_no_value_is_lost_when_the_library_cleans_an_entity(
    entities: list[dict[str, Any]],
) -> None:
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(proxy.to_dict())
        for name, values in entity["properties"].items():
            assert len(set(values)) == len(proxy.get(name)), (name, values)


def test_an_incident_is_an_event_and_a_report_an_article(
    entities: list[dict[str, Any]], demo: Contents
) -> None:
    events = {e["id"] for e in entities if e["schema"] == "Event"}
    articles = {e["id"] for e in entities if e["schema"] == "Article"}
    assert {incident.id for incident in demo.incidents} == events
    told = {f"report-{t.report}" for i in demo.incidents for t in i.tellings}
    assert told == articles


def test_no_reference_leads_nowhere(entities: list[dict[str, Any]]) -> None:
    known = {entity["id"] for entity in entities}
    assert len(known) == len(entities)
    for entity in entities:
        properties = entity["properties"]
        assert known.issuperset(properties.get("proof", []))
        assert known.issuperset(properties.get("involved", []))


def test_figures_stand_in_the_notes(entities: list[dict[str, Any]], demo: Contents) -> None:
    notes = {e["id"]: " ".join(e["properties"].get("notes", [])) for e in entities}
    for incident in demo.incidents:
        if incident.killed:
            assert f"killed: low {incident.killed.value.low}" in notes[incident.id]


def test_the_loss_report_counts_what_the_demonstration_loses(demo: Contents) -> None:
    report = losses_of("ftm", demo)
    lost = {each.loss.what: each.lines for each in report.losses}
    counted = [i for i in demo.incidents if i.killed or i.wounded or i.abducted or i.arrested]
    assert len(counted) == lost["tolls as numbers"]
    assert sum(i.origin is not None for i in demo.incidents) == lost["where it was launched"]
    assert report.lines == report.written
