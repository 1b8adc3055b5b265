"""Reports that tell deeds at several places: an event a place, and what sums them up apart."""

from __future__ import annotations

import pytest
from small_documents import document

from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Mention, Place, Prominence, Role, Scope, Toll


def mentions_of(text: str) -> tuple[Mention, ...]:
    """The mentions of a report."""
    report = document(text)
    return extract(report, detect(report))


def events_of(text: str) -> dict[str, list[int]]:
    """The death tolls of each current event by its town or village."""
    found: dict[str, list[int]] = {}
    for mention in mentions_of(text):
        if mention.scope is Scope.SINGLE and mention.prominence is Prominence.MAIN:
            found.setdefault(town_of(mention), []).extend(tolls_of(mention))
    return found


def town_of(mention: Mention) -> str:
    """The first town of an event."""
    places = [c.value for c in mention.claims if c.role is Role.WHERE]
    return next((p.city or p.name for p in places if isinstance(p, Place)), "")


def tolls_of(mention: Mention) -> list[int]:
    """The deaths that an event is told with."""
    tolls = [c.value for c in mention.claims if c.role is Role.KILLED]
    return [toll.count.low for toll in tolls if isinstance(toll, Toll)]


@pytest.mark.parametrize(
    "text",
    [
        "Warplanes bombed Idlib, Homs and Aleppo on Tuesday, residents said.",
        "Airstrikes hit the towns of Idlib, Homs and Aleppo on Tuesday.",
        "Shells fell on Idlib. Rockets struck the city of Homs. Gunmen attacked a post in Aleppo.",
    ],
)
def test_each_place_that_was_struck_is_an_event(text: str) -> None:
    """Whether it is listed or has a sentence of its own."""
    assert set(events_of(text)) == {"Idlib", "Homs", "Aleppo"}


def test_a_joint_toll_belongs_to_no_single_place() -> None:
    """It stays with the mention that sums up the places."""
    text = "Airstrikes on Mosul and Tikrit killed nine people on Tuesday, residents said."
    assert events_of(text) == {"Mosul": [], "Tikrit": []}
    sums = [m for m in mentions_of(text) if m.scope is Scope.AGGREGATE]
    assert [tolls_of(m) for m in sums] == [[9]]


def test_a_toll_stays_with_its_own_place() -> None:
    """Each sentence of a round-up has its own."""
    text = (
        "A roadside bomb killed four soldiers near Mosul on Friday, police said. "
        "In Kirkuk, gunmen shot dead two shopkeepers. A mortar attack in Baquba wounded a child."
    )
    assert events_of(text) == {"Mosul": [4], "Kirkuk": [2], "Baqubah": []}


@pytest.mark.parametrize(
    "more",
    [
        "The consulate in Marseille said that two tourists were hurt in the attack.",
        "The embassy in Paris condemned the attack.",
        "The attack killed ten people, a hospital in Lyon said.",
    ],
)
def test_where_somebody_speaks_nothing_was_struck(more: str) -> None:
    """One attack stays one."""
    news = "A gunman attacked a church in Nice on Thursday and killed three people."
    assert set(events_of(f"{news} {more}")) == {"Nice"}
