"""A ledger of each release is opened by this program, and exports what it did then."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from dateline import pipeline
from dateline.cli.export import contents_of
from dateline.record import Ledger
from dateline.write import WRITERS, export_bytes

FOLDER = Path(__file__).parent / "golden"
PLACES = ("place", "origin")
RELEASES = sorted(path.name.removesuffix(".db.xz") for path in FOLDER.glob("*.db.xz"))


def unpacked(release: str, folder: Path) -> Path:
    """The ledger of a release as a file."""
    path = folder / f"{release}.db"
    path.write_bytes(lzma.decompress((FOLDER / f"{release}.db.xz").read_bytes()))
    return path


def golden(release: str) -> list[dict[str, Any]]:
    """The export of a release."""
    return rows((FOLDER / f"{release}.jsonl").read_bytes())


def rows(exported: bytes) -> list[dict[str, Any]]:
    """The lines of an export."""
    return [json.loads(line) for line in exported.decode().splitlines()]


def forms(ledger: Ledger) -> dict[str, bytes]:
    """All exports of a ledger."""
    contents = contents_of(ledger, ledger.incidents(), "golden")
    return {form: export_bytes(form, contents) for form in WRITERS}


def part_of(now: dict[str, Any] | None, before: dict[str, Any] | None) -> object:
    """What an earlier export has of a place."""
    return {name: now[name] for name in before} if now and before else now


def is_kept(before: list[dict[str, Any]], now: bytes) -> bool:
    """Whether an export has all that an earlier one has; fields may have been added."""
    return before == [
        {
            name: part_of(line[name], value) if name in PLACES else line[name]
            for name, value in old.items()
        }
        for old, line in zip(before, rows(now), strict=True)
    ]


def test_a_release_has_a_golden_ledger() -> None:
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_the_ledger_of_a_release_exports_what_it_did(release: str, tmp_path: Path) -> None:
    with Ledger.open(str(unpacked(release, tmp_path))) as ledger:
        assert is_kept(golden(release), forms(ledger)["jsonl"])
        assert () == ledger.faults()
        assert 3 <= len(ledger.judgements())
        assert 1 == len(ledger.withdrawals())


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASES)
def test_the_ledger_of_a_release_is_the_same_on_a_server(
    release: str, tmp_path: Path, database: str
) -> None:
    """All forms of it, byte for byte; those of now and those after all is linked again."""
    own = unpacked(release, tmp_path)
    Ledger.restore_backup(own, database)
    with Ledger.open(str(own)) as one, Ledger.open(database) as other:
        for ledger in (one, other):
            assert () == ledger.faults()
        assert forms(one) == forms(other)
        assert is_kept(golden(release), forms(other)["jsonl"])
        for ledger in (one, other):
            ledger.repair(pipeline.renew)
        assert forms(one) == forms(other)
