"""The ledger as an Atom feed, read by feedparser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from small_readings import Said, Story, chronology, city, on, reading

from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Role
from dateline.write import Contents, export_bytes
from dateline.write.lines import exact_point, last_report_day


@pytest.fixture(name="feed")
def _feed(demo: Contents) -> Any:  # noqa: ANN401  feedparser has no types
    """The demonstration as a feed."""
    return feedparser.parse(export_bytes("atom", demo))


def test_an_incident_is_an_entry_with_a_permanent_id(feed: Any, demo: Contents) -> None:  # noqa: ANN401
    assert not feed.bozo
    assert {f"urn:sha256:{i.id}" for i in demo.incidents} == {entry.id for entry in feed.entries}
    assert "Dateline" == feed.feed.author


def test_entries_stand_by_the_day_they_were_told_last(feed: Any, demo: Contents) -> None:  # noqa: ANN401
    days = [entry.updated for entry in feed.entries]
    assert sorted(days, reverse=True) == days
    assert feed.feed.updated == days[0]
    told = {f"urn:sha256:{i.id}": last_report_day(i) for i in demo.incidents}
    dated = [e for e in feed.entries if told[e.id]]
    assert all(e.updated == f"{told[e.id]}T00:00:00Z" for e in dated)


def test_a_place_is_a_point_or_a_polygon_and_nothing_where_only_a_province_is_known(
    feed: Any,  # noqa: ANN401  feedparser has no types
    demo: Contents,
) -> None:
    drawn = {entry.id: entry.get("where") for entry in feed.entries}
    for incident in demo.incidents:
        place, found = incident.where.value, drawn[f"urn:sha256:{incident.id}"]
        assert (exact_point(place) is None) == (found is None)
        if found and place and place.precision == 1:
            assert (place.lon, place.lat) == pytest.approx(found["coordinates"])


def test_what_xml_has_no_letter_for_is_replaced() -> None:
    said = (Said(Role.WHERE, city("Ar\x01dun"), "It was in Ardun."),)
    story = Story("a", said, day=on("2031-03-04"), created=on("2031-03-04"))
    found = reconcile_cluster(
        Cluster((story.mention,), ()), {"a": reading(story)}, chronology((story,)), names={}
    )
    document = replace(reading(story).document, url="https://example.org/?a=1&b=<2>")
    contents = Contents("A & B", [found], [replace(reading(story), document=document)], {})
    content = export_bytes("atom", contents)
    assert "A & B" == ET.fromstring(content).findtext("{http://www.w3.org/2005/Atom}title")  # noqa: S314  ours
    assert "Ar\ufffddun".encode() in content
    assert b"example.org" not in content  # no address: it holds what no address may


def test_the_address_of_the_first_report_is_a_link() -> None:
    story = Story("a", day=on("2031-03-04"), created=on("2031-03-04"))
    found = reconcile_cluster(
        Cluster((story.mention,), ()), {"a": reading(story)}, chronology((story,)), names={}
    )
    document = replace(reading(story).document, url="https://example.org/?a=1&b=2")
    contents = Contents("t", [found], [replace(reading(story), document=document)], {})
    (entry,) = feedparser.parse(export_bytes("atom", contents)).entries
    assert "https://example.org/?a=1&b=2" == entry.links[0].href
