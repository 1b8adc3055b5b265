"""A report that linking or reconciling fails on is set aside, and the ledger goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_readings import Said, Story, city, on, reading, toll
from sqlalchemy.exc import OperationalError

from dateline import link, pipeline
from dateline.link import link_incrementally
from dateline.record import Ledger, Verdict, in_order
from dateline.record.isolation import find_culprits
from dateline.types import (
    Cluster,
    Direction,
    Incident,
    JudgementKind,
    Reading,
    Report,
    Role,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

CITIES = ("Ardun", "Vesk", "Tolmar")


def story(name: str, place: str, *more: Said) -> Story:
    """A report of a bombing in a city."""
    said = (
        Said(Role.WHERE, city(place), f"It was in {place}."),
        toll("It left 3 dead.", 3),
        *more,
    )
    return Story(name, said, created=on("2031-03-03"), text=f"A market of {place} was bombed.")


def put(ledger: Ledger, told: Story, change: Callable[[Reading], Reading] = lambda r: r) -> None:
    """Record a story."""
    report = Report(id=told.name, name=f"{told.name}.txt", content=b"x", media_type="text/plain")
    ledger.record(report, change(reading(told)))


def names(ledger: Ledger) -> set[str]:
    """The names of all reports that incidents rest on."""
    return {name for i in ledger.incidents() for t in i.tellings for name in t.names}


def ago(shift: int, unit: TimeUnit) -> Said:
    """So many units ago, as the words of a claim."""
    value = TimeExpression(
        TimeAnchor.CREATION, "DATE", shift=-shift, unit=unit, direction=Direction.PAST
    )
    return Said(Role.WHEN, value, f"It was {shift} {unit}s ago.")


def written_on(day: str | None) -> Callable[[Reading], Reading]:
    """Makes a reading one of a report that was written on a day, or on an unknown one."""

    def change(one: Reading) -> Reading:
        interval = on(day) if day else None
        return replace(one, created=replace(one.created, interval=interval))

    return change


@pytest.mark.parametrize(
    "said",
    [
        ago(3_000, TimeUnit.YEAR),
        ago(10**20, TimeUnit.DAY),
        ago(900, TimeUnit.DECADE),
        ago(10**6, TimeUnit.WEEK),
        ago(40_000, TimeUnit.MONTH),
        ago(-9_000, TimeUnit.YEAR),
    ],
    ids=lambda said: said.words,
)
def test_a_day_that_no_calendar_holds_is_unknown(ledger: Ledger, said: Said) -> None:
    put(ledger, story("old", "Ardun", said))
    put(ledger, story("new", "Vesk"))
    pipeline.renew(ledger)
    assert {"old.txt", "new.txt"} == names(ledger)
    assert () == ledger.all_set_aside()


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "0476-09-04", "9999-12-31"])
@pytest.mark.parametrize("said", [ago(1, TimeUnit.MONTH), ago(-1, TimeUnit.WEEK)])
def test_a_report_of_an_impossible_day_is_undated(ledger: Ledger, said: Said, day: str) -> None:
    """Earlier versions recorded any day; such a ledger opens again."""
    put(ledger, story("odd", "Ardun", said), written_on(day))
    put(ledger, story("undated", "Ardun"), written_on(None))
    put(ledger, story("new", "Vesk"))
    pipeline.renew(ledger)
    assert {"odd.txt", "undated.txt", "new.txt"} == names(ledger)
    assert all(
        i.when.value.interval is None or i.when.value.interval.first.year == 2031
        for i in ledger.incidents()
    )


@pytest.mark.parametrize("where", ["link_incrementally", "settle"])
@pytest.mark.parametrize(
    "error", [IndexError("list index out of range"), OverflowError(), KeyError("x\ny")]
)
def test_a_report_that_a_stage_fails_on_is_set_aside_with_the_error(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception
) -> None:
    fail_on("bad", monkeypatch, where, error)
    for number, place in enumerate(CITIES * 3):
        put(ledger, story(f"good{number}", place))
    put(ledger, story("bad", "Vesk"))
    pipeline.renew(ledger)
    (aside,) = ledger.all_set_aside()
    assert ("bad.txt", "link") == (aside.name, aside.stage)
    assert aside.reason.startswith(f"{type(error).__name__} in ")
    assert aside.reason.isprintable()
    assert {f"good{n}.txt" for n in range(9)} == names(ledger)
    assert [] == [fault for fault in ledger.faults() if "its bytes" not in fault.what]
    assert in_order(pipeline.made_incidents(ledger)) == ledger.incidents()


def fail_on(name: str, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception) -> None:
    """Let a stage fail wherever a report is part of what it is given."""
    settle = pipeline.settle

    def broken_link(work: object) -> object:
        taken = link_incrementally(work)  # type: ignore[arg-type]
        if any(name in m for c in taken.clusters for m in c.mentions):
            raise error
        return taken

    def broken_settle(inputs: object, cluster: Cluster) -> Incident:
        if any(name in m for m in cluster.mentions):
            raise error
        return settle(inputs, cluster)  # type: ignore[arg-type]

    broken = {"link_incrementally": (link, broken_link), "settle": (pipeline, broken_settle)}
    home, stage = broken[where]
    monkeypatch.setattr(home, where, stage)


def test_a_report_that_was_linked_before_is_set_aside_when_a_newer_program_fails_on_it(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, place in (("bad", "Ardun"), ("good", "Vesk")):
        put(ledger, story(name, place))
    pipeline.renew(ledger)
    monkeypatch.setattr(pipeline, "code_fingerprint", lambda *_: "another")
    fail_on("bad", monkeypatch, "settle", ValueError("no"))
    pipeline.renew(ledger)
    assert {"good.txt"} == names(ledger)
    assert ["bad.txt"] == [item.name for item in ledger.all_set_aside()]


def test_judgements_stay_applied_when_a_report_is_set_aside(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ledger, story("good", "Ardun"))
    pipeline.renew(ledger)
    (incident,) = ledger.incidents()
    verdict = Verdict(JudgementKind.CORRECT, (incident.id,), "A. Coder", "list", "killed", "7")
    ledger.judge(verdict)
    fail_on("bad", monkeypatch, "settle", ValueError("no"))
    put(ledger, story("bad", "Ardun"))
    pipeline.renew(ledger)
    (incident,) = ledger.incidents()
    assert incident.killed is not None
    assert 7 == incident.killed.value.best


def test_a_report_that_was_set_aside_is_recorded_when_it_comes_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        fail_on("bad", broken, "settle", ValueError("no"))
        put(ledger, story("bad", "Ardun"))
        pipeline.renew(ledger)
    assert set() == names(ledger)
    put(ledger, story("bad", "Ardun"))
    pipeline.renew(ledger)
    assert {"bad.txt"} == names(ledger)
    assert () == ledger.all_set_aside()


def test_what_the_database_refuses_is_no_fault_of_a_report(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ledger, story("good", "Ardun"))
    full = OperationalError("insert", {}, Exception("disk is full"))
    fail_on("good", monkeypatch, "settle", full)
    with pytest.raises(OperationalError):
        pipeline.renew(ledger)
    assert () == ledger.all_set_aside()
    assert 1 == len(ledger.reports())


@given(st.lists(st.integers(0, 30), unique=True), st.sets(st.integers(0, 30)))
def test_the_culprits_are_those_that_fail_and_no_other(
    suspects: Sequence[int], bad: Collection[int]
) -> None:
    def attempt(without: Collection[int]) -> Exception | None:
        left = [one for one in suspects if one in bad and one not in without]
        return ValueError(str(left)) if left else None

    assert set(suspects) & set(bad) == find_culprits(attempt, suspects).keys()


@pytest.mark.parametrize("pair", [(0, 1), (0, 9), (4, 5), (8, 9)])
def test_of_two_that_fail_together_one_is_left_out(pair: tuple[int, int]) -> None:
    def attempt(without: Collection[int]) -> Exception | None:
        return None if set(pair) & set(without) else ValueError("together")

    assert [max(pair)] == list(find_culprits(attempt, range(10)))
