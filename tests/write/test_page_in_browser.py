"""The page as a browser shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_readings import Said, Story, chronology, city, on, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Incident, Kind, Role
from dateline.write import Contents, export_bytes

MANY = 300
UNDATED = 30
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
HOSTILE = '<img src="https://example.org/x" onerror="console.error(1)"></script>'
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--enable-logging=stderr", "--virtual-time-budget=4000", "--window-size=1200,900"),
)


def story(number: int) -> Story:
    """One of many incidents; the first are undated, one carries markup."""
    day = date(2031, 1, 1) + timedelta(days=number % 90)
    where = city("Ardun", at=(-60 + number % 120, number))
    words = f"It was in Ardun. {HOSTILE if number == MANY - 1 else ''}"
    said = (Said(Role.WHERE, where, words), toll("Seven died.", 7))
    dated = on(day.isoformat()) if number >= UNDATED else None
    return Story(f"r{number:03}", said, tuple(Kind)[number % 5], day=dated, created=dated)


def incident(one: Story) -> Incident:
    """The incident of one story."""
    cluster = Cluster((one.mention,), ())
    names = {one.name: (f"{one.name}.txt",)}
    return reconcile_cluster(cluster, {one.name: reading(one)}, chronology((one,)), names=names)


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of many incidents."""
    stories = [story(number) for number in range(MANY)]
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    contents = Contents(
        "Many", [incident(s) for s in stories], [reading(s) for s in stories], names
    )
    path = tmp_path_factory.mktemp("page") / "ledger.html"
    path.write_bytes(export_bytes("page", contents))
    return path


@pytest.fixture(name="shown", scope="module")
def _shown(written: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The elements after the script has run, and what the browser logged."""
    if BROWSER is None:
        pytest.skip("no Chromium here; try `apt-get install chromium`")
    profile = f"--user-data-dir={tmp_path_factory.mktemp('profile')}"
    command = [BROWSER, *QUIET, profile, "--dump-dom", written.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def test_every_incident_stands_in_the_table(shown: tuple[str, str]) -> None:
    assert MANY == len(set(re.findall(r'<tr[^>]* data-id="(\w+)"', shown[0])))


def test_one_row_is_chosen_from_the_start(shown: tuple[str, str]) -> None:
    assert 1 == shown[0].count('aria-current="true"')


def test_undated_incidents_are_listed_apart(shown: tuple[str, str]) -> None:
    assert f"{UNDATED} incidents without a known date" in shown[0]


def test_a_long_timeline_stays_low(shown: tuple[str, str]) -> None:
    (height,) = re.findall(r'<svg width="[\d.]+" height="(\d+)"', shown[0])
    assert 200 > int(height)


def test_nothing_is_complained_of(shown: tuple[str, str]) -> None:
    """An element of a report's own, or a request, would show: the page's policy forbids both."""
    assert not re.findall("CONSOLE.*", shown[1])


def test_no_markup_of_a_report_becomes_an_element(shown: tuple[str, str]) -> None:
    assert "<img" not in re.sub(r"<script.*?</script>", "", shown[0], flags=re.DOTALL)
