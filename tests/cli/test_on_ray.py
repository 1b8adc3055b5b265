"""Reports read in shards, on workers of Ray of which one is killed, make the same ledger."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final, cast

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.shards import merged_answers, packed_answers, shard_name, shards_of
from dateline.demo import REPORTS
from dateline.types import Report, SetAside

FIRST: Final = 6
TOO_BUSY: Final = "timed out during startup"


@pytest.fixture(name="reports", scope="module")
def _reports() -> tuple[Report, ...]:
    """Some of the bundled reports."""
    return tuple(item for item in acquire((REPORTS,)) if isinstance(item, Report))[:FIRST]


def test_the_shard_of_a_report_hangs_on_its_id_alone(reports: tuple[Report, ...]) -> None:
    shards = shards_of(reports, 3)
    assert shards == shards_of(reversed(reports), 3)
    assert sorted(r.id for r in reports) == sorted(r.id for shard in shards for r in shard)
    for shard in shards:
        assert list(shard) == sorted(shard, key=lambda report: report.id)
        assert (shard,) == shards_of(shard, 3)
    assert shard_name(shards[0], "a") != shard_name(shards[0], "b")


def test_files_of_shards_are_merged_in_the_order_of_ids(
    reports: tuple[Report, ...], tmp_path: Path
) -> None:
    answers = {r.id: pipeline.read(r) for r in reports[:2]}
    answers |= {r.id: SetAside(r.name, "clean", "expected text, found none") for r in reports[2:]}
    files: dict[Path, Sequence[Report]] = {}
    for number, shard in enumerate(shards_of(reports, 3)):
        file = tmp_path / f"{number}.parquet"
        file.write_bytes(packed_answers((report, answers[report.id]) for report in shard))
        files[file] = shard
    in_order = sorted(reports, key=lambda report: report.id)
    assert [(r, answers[r.id]) for r in in_order] == list(merged_answers(files))


def test_options_of_ray_need_its_engine(dateline: Callable[..., Any], tmp_path: Path) -> None:
    result = dateline("ingest", tmp_path, "--partials", tmp_path / "partials")
    assert 2 == result.status
    assert "add --engine ray" in result.err


def test_without_ray_its_engine_names_the_extra(
    dateline: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "a.txt").write_text("A bomb killed two people in Oslo, police said.", "utf-8")
    result = dateline("ingest", tmp_path / "a.txt", "--engine", "ray")
    assert 2 == result.status
    assert "pip install 'dateline[ray]'" in result.err


def test_a_ray_that_does_not_start_is_told_in_one_line(
    dateline: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ray gives its own services 30 seconds, and raises a bare Exception."""

    def time_out(*_: object, **__: object) -> None:
        raise Exception("The current node timed out\nduring startup.")  # noqa: TRY002  as Ray does

    fake = SimpleNamespace(init=time_out, shutdown=list)
    monkeypatch.setitem(sys.modules, "ray", cast("ModuleType", fake))
    (tmp_path / "a.txt").write_text("A bomb killed two people in Oslo, police said.", "utf-8")
    result = dateline("ingest", tmp_path / "a.txt", "--engine", "ray")
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert "found: The current node timed out during startup." in result.err
    assert "when the machine is less busy" in result.err


@pytest.mark.slow
def test_a_killed_worker_of_ray_costs_nothing() -> None:
    """The export is that of one process; in a process apart, since Ray's threads outlive it."""
    engines = ("--only", "one process", "--only", "ray")
    command = (sys.executable, "-m", "benchmarks.engines", str(REPORTS.parent), *engines)
    few = ("--reports", str(FIRST), "--shard", "2")
    done = subprocess.run((*command, *few), capture_output=True, text=True, check=False)
    if TOO_BUSY in done.stderr:
        pytest.skip("the machine is too busy for Ray, which gives itself 30 seconds to start")
    assert 0 == done.returncode, done.stderr
    assert "one process: " in done.stdout
    assert "ray: " in done.stdout
