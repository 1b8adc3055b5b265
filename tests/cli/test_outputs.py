"""What a command writes, and where: no device, pipe or link is replaced, and no mode widened."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from dateline.cli.outputs import write_whole
from dateline.errors import InputError

Run = Callable[..., Any]


def put(stream: BinaryIO) -> None:
    """Write something."""
    stream.write(b"new")


def test_a_new_file_holds_what_is_written_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.csv", put)
    assert ["out.csv"] == [path.name for path in tmp_path.iterdir()]
    assert b"new" == (tmp_path / "out.csv").read_bytes()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666, 0o400])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")
    out.chmod(mode)
    write_whole(out, put)
    assert (b"new", mode) == (out.read_bytes(), stat.S_IMODE(out.stat().st_mode))


@pytest.mark.parametrize("depth", [1, 2])
def test_a_link_stays_one_and_its_target_is_written(tmp_path: Path, depth: int) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "out.csv"
    target.write_bytes(b"old")
    link = target
    for number in range(depth):
        link = tmp_path / f"link{number}"
        link.symlink_to(tmp_path / f"link{number - 1}" if number else target)
    write_whole(link, put)
    assert link.is_symlink()
    assert b"new" == target.read_bytes()


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    for out in (Path("/dev/null"), link):
        write_whole(out, put)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert link.is_symlink()


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, put)
    reader.join()
    assert [b"new"] == read
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["out.csv.part", ".out.csv.part"])
def test_a_link_that_was_planted_for_the_draft_is_not_followed(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / name).symlink_to(victim)
    write_whole(tmp_path / "out.csv", put)
    assert b"mine" == victim.read_bytes()


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")

    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        write_whole(out, fail)
    assert b"old" == out.read_bytes()
    assert ["out.csv"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can be written"):
        write_whole(tmp_path, put)


# ------------------------------------------------------------------ what is printed


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://me:s3cret@nowhere.invalid/db",
        "postgresql://me:s3cret@127.0.0.1:1/db",
        "postgresql+psycopg://me:s3/cr@s3cret@nowhere.invalid/db",
        "nosuch://me:s3cret@host/db",
        "postgresql+psycopg:///db?host=/nowhere&user=me&password=s3cret",
    ],
)
@pytest.mark.parametrize("command", [("show",), ("verify",), ("export", "--format", "jsonl")])
def test_the_password_of_a_database_is_never_printed(
    url: str, command: tuple[str, ...], dateline: Run
) -> None:
    done = dateline(*command, "--ledger", url)
    assert 2 == done.status
    assert "s3cret" not in done.out + done.err
    assert 1 == len(done.err.splitlines())


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "a\x9bb", "\u202eab", "a\x07"])
def test_control_characters_of_a_path_do_not_reach_the_terminal(name: str, dateline: Run) -> None:
    for command in (("ingest", name), ("show", "--ledger", name), ("show", name)):
        done = dateline(*command)
        assert 2 == done.status
        assert "".join(done.err.splitlines()).isprintable()
        assert 1 == len(done.err.splitlines())


def test_a_ledger_that_can_only_be_read_is_shown_and_exported(
    dateline: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report = tmp_path / "r.txt"
    report.write_text("Gunmen killed two soldiers in Mosul on March 2, 2021, police said.")
    kept = tmp_path / "kept"
    kept.mkdir()
    assert 0 == dateline("ingest", report, "--ledger", kept / "l.db").status
    before = (kept / "l.db").read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    for command in (("show",), ("export", "--format", "jsonl"), ("verify",), ("reports",)):
        done = dateline(*command, "--ledger", kept / "l.db")
        assert (0, "") == (done.status, done.err)
        assert done.out
    done = dateline("withdraw", "r.txt", "--reason", "retracted", "--ledger", kept / "l.db")
    assert 2 == done.status
    assert "read-only" in done.err
    assert before == (kept / "l.db").read_bytes()
    assert ["l.db"] == [path.name for path in kept.iterdir()]
