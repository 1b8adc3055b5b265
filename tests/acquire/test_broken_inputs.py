"""Inputs that cannot be read: each gives one clear line, and the good ones beside it are read."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.cli import cli
from dateline.errors import DatelineError, InputError
from dateline.types import Remark, Report, SetAside

GOOD = (
    "Two killed in market bombing\n\nA bomb exploded in a crowded market in the town on Monday, "
    "killing two people and wounding nine, police said.\n"
)
PROSE = "The police said on Monday that two people were killed in the market. "


def text(content: bytes, name: str = "bad.txt") -> Callable[[Path], None]:
    """Make a file with this content."""

    def make(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return make


def sparse(size: int) -> Callable[[Path], None]:
    """Make a file that claims to be large."""

    def make(folder: Path) -> None:
        with (folder / "bad.txt").open("wb") as stream:
            stream.truncate(size)

    return make


def folder_like_a_file(folder: Path) -> None:
    """Make a link to nowhere that is named like a report."""
    (folder / "bad.txt").symlink_to(folder / "nowhere.txt")


def pipe(folder: Path) -> None:
    """Make a named pipe, which would block a reader for ever."""
    os.mkfifo(folder / "bad.txt")


BROKEN: dict[str, Callable[[Path], None]] = {
    "empty": text(b""),
    "white space": text(b" \n\t\n"),
    "binary": text(bytes(range(256)) * 20),
    "png": text(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
    "pdf": text(b"%PDF-1.7\n" + b"x" * 100),
    "zip": text(b"PK\x03\x04" + b"x" * 100),
    "utf-16 without a mark": text(PROSE.encode("utf-16-le")),
    "control characters": text(b"\x01\x02\x03 word " * 50),
    "too large": sparse(60_000_000),
    "ten megabytes of one line": text(PROSE.encode() * 140_000),
    "dangling link": folder_like_a_file,
    "pipe": pipe,
    "unknown suffix": text(PROSE.encode() * 5, "bad.xyz"),
    "no suffix": text(PROSE.encode() * 5, "bad"),
    "three words": text(b"Police said so"),
    "french": text(("Le ministre a condamné l'attaque de mardi dans la capitale. " * 9).encode()),
    "page without text": text(b"<html><body><div></div></body></html>", "bad.html"),
    "page cut off in its head": text(b"<!DOCTYPE html><html><head><meta charset", "bad.html"),
    "attribute flood": text(b"<html><p " + b'a="1" ' * 40_000 + b">x</p></html>", "bad.html"),
    "tag flood": text(b"<html>" + b"<b>" * 300_000 + b"x</html>", "bad.html"),
    "csv without a text column": text(b"id,wording\n1,hello\n", "bad.csv"),
    "empty csv": text(b"", "bad.csv"),
    "row that is no json": text(b'{"text": \n', "bad.jsonl"),
    "row that is an array": text(b"[1, 2]\n", "bad.jsonl"),
    "row without a text": text(b'{"id": "1", "title": "x"}\n', "bad.jsonl"),
}


def arrivals(folder: Path) -> tuple[list[Report], list[str]]:
    """What is read from a folder, and the reasons for what is not."""
    read: list[Report] = []
    reasons = []
    for arrival in acquire([folder]):
        if isinstance(arrival, SetAside):
            reasons.append(arrival.reason)
            continue
        if isinstance(arrival, Remark):
            continue
        try:
            clean_report(arrival)
        except DatelineError as error:
            reasons.append(str(error))
        else:
            read.append(arrival)
    return read, reasons


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_input_is_set_aside_in_one_line_and_the_good_one_is_read(
    name: str, tmp_path: Path
) -> None:
    """The reason says what was expected and what was found."""
    BROKEN[name](tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    read, reasons = arrivals(tmp_path)
    assert [report.name for report in read] == ["good.txt"]
    assert len(reasons) == 1
    assert "\n" not in reasons[0]
    assert "expected" in reasons[0]


def test_good_rows_beside_bad_ones_are_read(tmp_path: Path) -> None:
    """A table loses its bad rows only, each with its line."""
    rows = [
        json.dumps({"id": "a", "text": GOOD}),
        "{broken",
        json.dumps({"id": "b", "text": PROSE}),
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    found = list(acquire([tmp_path]))
    assert [a.name for a in found] == ["rows.jsonl#a", "rows.jsonl#line 2", "rows.jsonl#b"]
    assert isinstance(found[1], SetAside)


def test_text_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """UTF-16 is no fault where it says so."""
    (tmp_path / "a.txt").write_bytes(GOOD.encode("utf-16"))
    read, reasons = arrivals(tmp_path)
    assert not reasons
    assert clean_report(read[0]).text == GOOD


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_path_that_holds_nothing_ends_the_command_with_one_line(
    name: str, tmp_path: Path
) -> None:
    """What the user gave is wrong as a whole, so nothing is begun."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="expected a f"):
        list(acquire([tmp_path / name]))
    ledger = str(tmp_path / "x.db")
    done = CliRunner().invoke(cli, ["ingest", str(tmp_path / name), "--ledger", ledger])
    assert done.exit_code != 0
    assert "expected a f" in str(done.exception)
