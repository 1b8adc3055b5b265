"""Reports read in shards, on workers of Ray of which one is killed, make the same ledger."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final, cast

import pytest
from benchmarks.engines import killing_one

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.cli.on_ray import RayPlan, ingest_on_ray
from dateline.cli.shards import merged_answers, packed_answers, shard_name, shards_of
from dateline.demo import REPORTS
from dateline.errors import InputError
from dateline.record import Ledger
from dateline.types import Report, SetAside
from dateline.write import export_bytes

FIRST: Final = 6
TOO_BUSY: Final = "timed out during startup"


@pytest.fixture(name="reports", scope="module")
def _reports() -> tuple[Report, ...]:
    """Some of the bundled reports."""
    return tuple(item for item in acquire((REPORTS,)) if isinstance(item, Report))[:FIRST]


def exported(ledger: Ledger) -> str:
    """The SHA-256 of the export of a ledger."""
    pipeline.renew(ledger)
    contents = contents_of(ledger, ledger.incidents(), "t")
    return sha256(export_bytes("jsonl", contents)).hexdigest()


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


@pytest.fixture(name="killed")
def _killed() -> Iterator[list[int]]:
    """Kills the first worker of Ray that reads a shard; gives its id once it is dead."""
    with killing_one() as killed:
        yield killed


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of Ray
def test_a_killed_worker_of_ray_costs_nothing(
    reports: tuple[Report, ...],
    killed: list[int],
    tmp_path: Path,
) -> None:
    """Two workers, of which one is killed while it reads: the export is that of one process."""
    with Ledger.open(str(tmp_path / "ray.db"), create=True) as ledger:
        plan = RayPlan(workers=2, partials=tmp_path / "partials", shard=2)
        try:
            read = list(ingest_on_ray(ledger, reports, plan))
        except InputError as error:
            if TOO_BUSY not in str(error):
                raise
            read = []
    if not read:
        gc.collect()  # what Ray leaves behind warns as it goes, which another test would pay for
        pytest.skip("the machine is too busy for Ray, which gives itself 30 seconds to start")
    with Ledger.open(str(tmp_path / "ray.db")) as ledger:
        on_workers = exported(ledger)
    assert 1 == len(killed)
    assert [report for report, _ in read] == sorted(reports, key=lambda report: report.id)
    with Ledger.open(str(tmp_path / "one.db"), create=True) as ledger:
        list(pipeline.ingest(ledger, reports, 1))
        assert exported(ledger) == on_workers
