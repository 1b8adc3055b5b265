"""Dating reports through others step by step gives what dating all of them at once gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from small_days import put, settled_days, story
from small_readings import Said, Story, city, fetched_readings, reading

from dateline import pipeline
from dateline.link import traces
from dateline.link.dates import settle_creation, spread_all
from dateline.record import Ledger
from dateline.types import Creation, Role


def test_days_are_passed_on_in_chains() -> None:
    """The stories of these tests are such that some reports are dated, in one round or another."""
    readings = [story(n) for n in range(40)]
    undated = {one.document.report for one in readings if one.created.interval is None}
    by_id = {one.document.report: one for one in readings}
    settled = spread_all(by_id, {report: one.created for report, one in by_id.items()})
    assert undated == settled.keys()
    assert {None, 1, 2} <= {one.round for one in settled.values()}


LIMITS = [3, *(pytest.param(limit, marks=pytest.mark.slow) for limit in (12, 1))]


@pytest.fixture(name="ledger", params=LIMITS)
def _ledger(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ledger]:
    """An empty ledger, where so many reports that share a trace are too many."""
    for sort in traces.MOST_SHARING:
        monkeypatch.setitem(traces.MOST_SHARING, sort, request.param)
    with Ledger.open(str(tmp_path / "l.db"), create=True) as opened:
        yield opened


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_each_step_gives_what_settling_all_gives(seed: int, ledger: Ledger) -> None:
    random = Random(seed)  # noqa: S311  no secret
    waiting, there = random.sample(range(40), 40), list[int]()
    while waiting:
        for _ in range(random.randrange(1, 4)):
            if waiting:
                there.append(waiting.pop())
                put(ledger, story(there[-1]))
        if len(there) > 5 and random.random() < 0.3:
            gone = there.pop(random.randrange(len(there)))
            ledger.withdraw(f"r{gone:03d}", reason="retracted")
        if there and random.random() < 0.3:
            again = random.choice(there)
            put(ledger, story(again + 100, again))
        pipeline.renew(ledger)
        assert settle_creation(ledger.readings()) == settled_days(ledger)


def test_a_report_about_something_else_settles_no_other_day(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        put(ledger, story(number))
    pipeline.renew(ledger)
    read = fetched_readings(monkeypatch)
    said = (Said(Role.WHERE, city("Ulm", "XB"), "In Ulm."),)
    far = reading(Story("far", said, text="Rain fell on the old bridge by the river at dusk."))
    put(ledger, replace(far, created=Creation(None, weekday=2)))
    pipeline.renew(ledger)
    assert {"far"} == set(read)
