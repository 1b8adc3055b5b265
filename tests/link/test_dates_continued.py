"""Undated reports that retell a dated report's event under its weekday."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.link.dates import settle_dates
from dateline.types import Reading, Report

FIRST = (
    "Drone hits grain store in Odesa, killing four\n\n"
    "ODESA, March 7, 2023 - A drone hit a grain store near the harbour of Odesa on Tuesday,"
    " killing four dock workers and wounding nine people, the regional governor said.\n\n"
    "The governor said that the grain store had burned down.\n"
)
SECOND = (
    "Gunmen kill mayor in Kharkiv\n\n"
    "KHARKIV - Gunmen shot dead the mayor of Kharkiv in front of his house, police said on"
    " Wednesday.\n\n"
    "Nobody claimed the shooting.\n\n"
    "On Tuesday, a drone hit a grain store near the harbour of Odesa, killing four dock workers"
    " and wounding nine.\n"
)
OTHER = SECOND.replace("killing four", "killing eleven").replace("wounding nine", "wounding two")


def reading(path: Path) -> Reading:
    """A report taken through the first stages."""
    (report,) = acquire([path])
    assert isinstance(report, Report)
    document = clean_report(report)
    annotations = detect(document)
    return Reading(document, annotations.created, extract(document, annotations))


@pytest.mark.parametrize(("second", "dated"), [(SECOND, True), (OTHER, False)])
def test_a_retold_event_dates_a_report_where_city_and_toll_agree(
    tmp_path: Path, second: str, *, dated: bool
) -> None:
    """The second report speaks of Wednesday: it appeared the day after, or soon after that."""
    (tmp_path / "1.txt").write_text(FIRST, "utf-8")
    (tmp_path / "2.txt").write_text(second, "utf-8")
    readings = [reading(tmp_path / "1.txt"), reading(tmp_path / "2.txt")]
    created = dict(settle_dates(readings).created)
    interval = created[readings[1].document.report].interval
    assert (interval is not None) is dated
    if interval is not None:
        assert (interval.first.isoformat(), interval.last.isoformat()) == (
            "2023-03-08",
            "2023-03-10",
        )
