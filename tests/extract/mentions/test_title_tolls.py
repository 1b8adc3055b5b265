"""Of which event a headline's toll is."""

from __future__ import annotations

import hashlib

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Mention, Place, Prominence, Report, Role, Scope, Toll


def news(text: str) -> dict[str, set[int]]:
    """The dead of each event that is news, by its town."""
    data = text.encode()
    report = Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain")
    document = clean_report(report)
    found = extract(document, detect(document))
    told = [m for m in found if m.prominence is Prominence.MAIN and m.scope is Scope.SINGLE]
    return {_town(m): _killed(m) for m in told}


def _town(mention: Mention) -> str:
    places = (c.value for c in mention.claims if c.role is Role.WHERE)
    return next((p.city for p in places if isinstance(p, Place) and p.city), "")


def _killed(mention: Mention) -> set[int]:
    values = (c.value for c in mention.claims if c.role is Role.KILLED)
    return {v.count.low for v in values if isinstance(v, Toll)}


TWO = (
    "A car bomb killed 12 people at a market in Gao on Monday. "
    "In a separate attack, gunmen shot dead four soldiers in Timbuktu on Monday."
)


def test_a_toll_of_the_headline_is_that_of_the_event_which_has_it_below() -> None:
    """It is no toll of the other event."""
    assert news(f"Gunmen kill four soldiers in Mali\n\n{TWO}") == {"Gao": {12}, "Timbuktu": {4}}


def test_a_toll_of_several_events_is_none_of_theirs() -> None:
    """The sum that a headline gives goes to neither."""
    assert news(f"Attacks kill 16 in Mali\n\n{TWO}") == {"Gao": {12}, "Timbuktu": {4}}


def test_the_only_event_keeps_the_toll_of_the_headline() -> None:
    """Also where the text below gives an older one."""
    text = "Gao bombing death toll rises to 14\n\nA car bomb killed 12 people in Gao on Monday."
    assert news(text) == {"Gao": {12, 14}}
