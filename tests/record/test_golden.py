"""A ledger of each release is opened by this program, and exports what it did then."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from dateline.cli.export import contents_of
from dateline.record import Ledger
from dateline.write import export_bytes

FOLDER = Path(__file__).parent / "golden"
RELEASES = sorted(path.name.removesuffix(".db.xz") for path in FOLDER.glob("*.db.xz"))


def unpacked(release: str, folder: Path) -> Path:
    """The ledger of a release as a file."""
    path = folder / f"{release}.db"
    path.write_bytes(lzma.decompress((FOLDER / f"{release}.db.xz").read_bytes()))
    return path


def jsonl(ledger: Ledger) -> bytes:
    """The export of a ledger."""
    return export_bytes("jsonl", contents_of(ledger, ledger.incidents(), "golden"))


def test_a_release_has_a_golden_ledger() -> None:
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_the_ledger_of_a_release_exports_what_it_did(release: str, tmp_path: Path) -> None:
    with Ledger.open(str(unpacked(release, tmp_path))) as ledger:
        assert (FOLDER / f"{release}.jsonl").read_bytes() == jsonl(ledger)
        assert () == ledger.faults()
        assert 3 <= len(ledger.judgements())
        assert 1 == len(ledger.withdrawals())


@pytest.mark.parametrize("release", RELEASES)
def test_the_ledger_of_a_release_is_the_same_on_a_server(
    release: str, tmp_path: Path, database: str
) -> None:
    Ledger.restore_backup(unpacked(release, tmp_path), database)
    with Ledger.open(database) as ledger:
        assert (FOLDER / f"{release}.jsonl").read_bytes() == jsonl(ledger)
        assert () == ledger.faults()
