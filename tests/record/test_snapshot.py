"""A snapshot tells of a ledger what the ledger tells, and needs less for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import LedgerError
from dateline.record import Ledger, Verdict, open_snapshot
from dateline.record.snapshot import connect_file
from dateline.types import JudgementKind, Reading, Report, SetAside

MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]


@pytest.fixture(name="judged")
def _judged(ledger: Ledger, report: MakeReport, reading: MakeReading) -> Ledger:
    """A ledger with withdrawn reports, struck statements and judgements that were taken back."""
    made = [
        report(f"{n}. A bomb killed three people in Kandol on Monday.", f"{n}.txt") for n in "12345"
    ]
    for one in made:
        ledger.record(one, reading(one))
    ledger.set_aside(SetAside("x.bin", "acquire", "not text"))
    pipeline.renew(ledger)
    first, second, *_ = (incident.id for incident in ledger.incidents())
    same = ledger.judge(Verdict(JudgementKind.SAME, (first, second), "A. Coder", "a list"))
    ledger.undo(same.id, by="A. Coder", reason="a slip")
    struck = reading(made[0]).mentions[0].claims[0].id
    ledger.strike(struck, by="A. Coder", reason="it says three rockets")
    ledger.withdraw("4.txt", reason="retracted", by="A. Coder")
    ledger.withdraw("5.txt", reason="retracted", by="A. Coder")
    ledger.restore("5.txt", reason="it stands", by="A. Coder")
    return ledger


def address(ledger: Ledger) -> str:
    """What a ledger is opened by."""
    url = ledger.engine.url
    return url.render_as_string() if url.get_backend_name() != "sqlite" else str(url.database)


@pytest.mark.parametrize("renewed", [False, True])
def test_a_snapshot_tells_what_the_ledger_tells(judged: Ledger, *, renewed: bool) -> None:
    if renewed:
        pipeline.renew(judged)
    with open_snapshot(address(judged)) as snapshot:
        for name in ("lag", "incidents", "readings", "reports", "names", "texts", "all_set_aside"):
            assert getattr(judged, name)() == getattr(snapshot, name)(), name
        assert renewed != bool(snapshot.lag())
        assert len(judged.readings(withdrawn=True)) > len(snapshot.readings())


def test_a_snapshot_stays_as_it_was_while_others_write(judged: Ledger) -> None:
    with open_snapshot(address(judged)) as snapshot:
        before = snapshot.all_set_aside()
        judged.set_aside(SetAside("y.bin", "acquire", "not text"))
        assert before == snapshot.all_set_aside()
        with snapshot.ledger() as now:
            assert len(before) + 1 == len(now.all_set_aside())


def test_a_ledger_that_cannot_be_written_is_read(empty_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(empty_file)
    path.chmod(0o400)
    with open_snapshot(str(path)) as snapshot:
        assert () == snapshot.incidents()


@pytest.mark.parametrize("content", [None, b"", b"no database at all", b"SQLite format 3\0" * 64])
def test_what_is_no_ledger_is_refused_as_ever(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    assert connect_file(str(path)) is None
    with pytest.raises(LedgerError, match="expected a ledger"), open_snapshot(str(path)):
        pass


@pytest.mark.parametrize("command", ["show", "export --format jsonl", "export --format csv"])
def test_a_ledger_in_a_file_is_listed_without_sqlalchemy(
    command: str, empty_file: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(empty_file)
    program = (
        "import sys; from dateline.cli import cli\n"
        f"cli({[*command.split(), '--ledger', str(path)]!r}, standalone_mode=False)\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
