"""`dateline watch` takes in what is new, once, however often it is stopped."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from acquire.fetching.servers import HERE, Page, Site, served

from dateline.record import Ledger

Run = Callable[..., Any]
KILLS = int(os.environ.get("DATELINE_KILLS", "3"))
PAGES = 30
TOWNS = "Mosul Basra Kirkuk Ramadi Tikrit Fallujah Samarra Najaf Karbala Erbil".split()


def report_of(number: int) -> str:
    """A report of ours, different for every number."""
    town = TOWNS[number % len(TOWNS)]
    return (
        f"A car bomb killed {number + 2} people in the Iraqi city of {town} on Tuesday, March 2, "
        f"2021, police said. Nobody has claimed responsibility for attack number {number}."
    )


def page_of(number: int) -> Page:
    """The same as a page."""
    words = f"<h1>Car bomb {number}</h1><p>{report_of(number)}</p>"
    return Page(f"<html><body><article>{words}</article></body></html>".encode())


def feed_of(site: Site, numbers: range) -> Page:
    """A feed of some of them."""
    items = "".join(
        f"<item><title>Car bomb {n}</title><link>{site.at(f'/{n}')}</link></item>" for n in numbers
    )
    body = f"<rss><channel>{items}</channel></rss>".encode()
    return Page(body, headers={"Content-Type": "application/rss+xml", "ETag": f'"{numbers}"'})


@pytest.fixture(name="site")
def _site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with a feed and its pages, read by one worker."""
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    with served({f"/{n}": page_of(n) for n in range(PAGES)}) as site:
        monkeypatch.setenv("DATELINE_FETCH_ALLOW", f"{HERE}:{site.port}")
        yield site


@pytest.fixture(name="once")
def _once(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs one round, without the pauses that a real host is owed."""
    monkeypatch.setattr("dateline.acquire.fetching.fetcher.Fetcher._pause", lambda *_: None)
    monkeypatch.setattr("dateline.cli.sources.SETTLED", 0.0)
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}

    def run(*arguments: object) -> object:
        return dateline("watch", "--once", *arguments)

    yield run
    for each, handler in before.items():
        signal.signal(each, handler)


def names(ledger: Path | str = "dateline.db") -> list[str]:
    """The names of the reports in a ledger."""
    with Ledger.open(str(ledger)) as opened:
        return sorted(report.name for report in opened.reports())


def test_each_round_takes_in_what_is_new(once: Run, site: Site, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    site.pages["/feed"] = feed_of(site, range(2))
    assert "2 recorded" in once("--fetch", site.at("/feed"), inbox).out
    (inbox / "a.txt").write_text(report_of(50))
    site.pages["/feed"] = feed_of(site, range(1, 4))
    assert "3 recorded" in once("--fetch", site.at("/feed"), inbox).out
    assert "recorded" not in once("--fetch", site.at("/feed"), inbox).out
    asked = Counter(site.pages_asked)
    assert {f"/{n}": 1 for n in range(4)} == {
        path: asked[path] for path in asked if path != "/feed"
    }
    assert sorted([*(site.at(f"/{n}") for n in range(4)), "a.txt"]) == names()


def test_a_file_that_changes_is_read_again_and_one_that_does_not_is_not(
    once: Run, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number}.txt").write_text(report_of(number))
    assert "3 found: 3 recorded" in once(inbox).out
    (inbox / "1.txt").write_text(report_of(60))
    assert "1 found: 1 recorded" in once(inbox).out
    assert "found" not in once(inbox).out


def test_a_file_that_is_still_being_written_waits(
    once: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.cli.sources.SETTLED", 60.0)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(report_of(1))
    assert "found" not in once(tmp_path / "inbox").out
    monkeypatch.setattr("dateline.cli.sources.SETTLED", 0.0)
    assert "1 recorded" in once(tmp_path / "inbox").out


def test_a_folder_that_is_gone_is_said_and_the_rest_goes_on(once: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (other / "a.txt").write_text(report_of(1))
    assert 0 == once(one, other).status
    assert 2 == once(tmp_path / "nowhere").status  # at the start, it is a slip of the pen


def test_a_page_that_changes_is_taken_in_again(once: Run, site: Site) -> None:
    once("--fetch", site.at("/1"))
    site.pages["/1"] = page_of(70)
    assert "1 recorded" in once("--fetch", site.at("/1")).out
    assert "recorded" not in once("--fetch", site.at("/1")).out


def test_a_page_that_fails_is_not_asked_for_in_every_round(once: Run, site: Site) -> None:
    site.pages["/list"] = Page(site.at("/gone").encode(), headers={"Content-Type": "text/plain"})
    assert "1 set aside" in once("--fetch", site.at("/list")).out
    once("--fetch", site.at("/list"))
    assert 1 == site.asked.count("/gone")


QUICKLY = """
import time
from dateline.acquire.fetching.fetcher import Fetcher
Fetcher._pause = lambda *_: time.sleep(0.1)
from dateline.cli import main
main()
"""


def started(*arguments: object) -> subprocess.Popen[str]:
    """The command as a service runs it, with shorter pauses than a real host is owed."""
    command = [sys.executable, "-c", QUICKLY, "watch", "--every", "1", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(what: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_service_that_is_told_to_stop_stops_and_goes_on_later(
    once: Run, site: Site, tmp_path: Path, order: signal.Signals
) -> None:
    ledger = tmp_path / "dateline.db"
    site.pages["/feed"] = feed_of(site, range(6))
    service = started("--fetch", site.at("/feed"), "--ledger", ledger)
    wait_for(lambda: "/2" in site.asked)
    service.send_signal(order)
    out, err = service.communicate(timeout=60)
    assert (0, False) == (service.returncode, "Traceback" in err), err
    assert "stopped; run the same command again to go on" in out
    assert "incidents" in once("--fetch", site.at("/feed"), "--ledger", ledger).out
    assert 6 == len(names(ledger))
    asked = Counter(site.pages_asked)
    assert {1} == {asked[f"/{n}"] for n in range(6)}


@pytest.mark.slow
def test_a_service_that_is_killed_loses_nothing_and_takes_nothing_twice(
    once: Run, dateline: Run, site: Site, tmp_path: Path
) -> None:
    """Killed at random moments; `DATELINE_KILLS` says how often."""
    ledger, inbox, chance = tmp_path / "dateline.db", tmp_path / "inbox", random.Random(5)  # noqa: S311
    inbox.mkdir()
    for number in range(PAGES):
        (inbox / f"{number}.txt").write_text(report_of(100 + number))
    site.pages["/feed"] = feed_of(site, range(PAGES))
    sources = ("--fetch", inbox, site.at("/feed"), "--ledger", ledger)
    for _ in range(KILLS):
        service = started(*sources)
        time.sleep(chance.uniform(0.5, 8.0))
        service.kill()
        service.communicate()
    last = once(*sources)
    assert (0, False) == (last.status, "Traceback" in last.err), last.err
    expected = [*(f"{n}.txt" for n in range(PAGES)), *(site.at(f"/{n}") for n in range(PAGES))]
    assert sorted(expected) == names(ledger)
    asked = Counter(site.pages_asked)
    # A page that was on its way when the program died was not kept, and is asked for once more.
    assert all(asked[f"/{n}"] for n in range(PAGES))
    assert sum(asked[f"/{n}"] - 1 for n in range(PAGES)) <= KILLS
    check = dateline("verify", "--ledger", ledger)
    assert 0 == check.status, check.out + check.err
