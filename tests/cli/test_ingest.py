"""What `dateline ingest` says of what it read, and of what it did not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BOMB = (
    "A car bomb killed three people and wounded nine in the northern Iraqi city of Mosul on "
    "Tuesday, police said."
)
SHOOTING = "Gunmen shot dead a police officer in the Pakistani city of Quetta, officials said."


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A folder with two reports, one of them dated, and one thing that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(BOMB)
    (folder / "b.txt").write_text("Officer shot dead\nPublished: March 3, 2021\n\n" + SHOOTING)
    (folder / "c.xyz").write_text("x")
    return folder


@pytest.fixture(autouse=True)
def _own_mappings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_MAPPINGS", str(tmp_path / "kept" / "mappings.json"))


def test_the_summary_adds_up_and_gives_the_reasons(dateline: Run, folder: Path) -> None:
    out = dateline("ingest", folder).out
    assert "3 found: 2 recorded, 0 already recorded, 1 set aside" in out
    assert "1 x expected a file of a known kind" in out
    out = dateline("ingest", folder).out
    assert "3 found: 0 recorded, 2 already recorded, 1 set aside" in out


def test_one_text_under_two_names_is_recorded_once(dateline: Run, folder: Path) -> None:
    (folder / "copy.txt").write_text(BOMB)
    assert "4 found: 2 recorded, 1 already recorded, 1 set aside" in dateline("ingest", folder).out


def test_reasons_of_one_kind_stand_in_one_line(dateline: Run, folder: Path) -> None:
    for n in range(5):
        (folder / f"{n}.txt").write_bytes(b"\x00" * (n + 1))
    out = dateline("ingest", folder).out
    assert "5 x expected text or HTML, found binary data: 0.txt, 1.txt, 2.txt, …" in out


def test_of_reasons_that_differ_in_their_numbers_the_first_is_an_example(
    dateline: Run, tmp_path: Path
) -> None:
    for name, most in (("few", 2), ("many", 12)):
        lines = "".join(f"https://{name}.example/{n}\n" for n in range(most))
        (tmp_path / f"{name}.txt").write_text(lines)
    out = dateline("ingest", tmp_path).out
    assert "2 x for example: expected a report, found 2 addresses; add --fetch" in out


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"https://a.example/1\nhttps://a.example/2\n"]
)
def test_nothing_read_is_exit_status_1_with_the_reason(
    content: bytes, dateline: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    result = dateline("ingest", tmp_path / "a.txt")
    assert 1 == result.status
    assert "1 found: 0 recorded, 0 already recorded, 1 set aside" in result.out
    assert "1 x expected" in result.out


def test_reports_without_a_date_are_counted_with_what_that_costs(
    dateline: Run, folder: Path
) -> None:
    assert "1 of 2 reports without a publication date" in dateline("ingest", folder).out


def test_names_in_published_that_match_no_report_are_said(
    dateline: Run, folder: Path, tmp_path: Path
) -> None:
    dates = tmp_path / "dates.json"
    dates.write_text(json.dumps({"a.txt": "4 March 2021", "z.txt": "2021-03-05"}))
    out = dateline("ingest", folder, "--published", dates).out
    assert "not found: z.txt" in out
    assert "without a publication date" not in out


def test_a_date_that_is_none_or_two_is_said_and_the_report_kept(
    dateline: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f'date,text\nsoon,"{BOMB}"\n05/06/2019,"{SHOOTING}"\n')
    out = dateline("ingest", tmp_path / "a.csv").out
    assert "'soon' is not a date; recorded without one: a.csv#2" in out
    assert "'05/06/2019' can mean two dates; choose with --date-format dmy or mdy: a.csv#3" in out
    assert "2 recorded" in out


def test_a_mapping_is_saved_under_a_name_and_used_again(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'Kop;Wording;Dag\nx;"{BOMB}";05/06/2019\n')
    given = ("--map", "text=wording", "--map", "published=Dag", "--date-format", "dmy")
    assert "1 recorded" in dateline("ingest", tmp_path / "a.csv", *given, "--save-mapping", "m").out
    out = dateline("ingest", tmp_path / "a.csv", "--mapping", "m", "--again").out
    assert "1 recorded" in out
    assert "two dates" not in out


@pytest.mark.parametrize(
    "options",
    [
        ("--map", "nonsense"),
        ("--map", "colour=red"),
        ("--date-format", "soon"),
        ("--mapping", "unknown"),
    ],
)
def test_an_option_that_cannot_be_used_is_said_in_one_line(
    options: tuple[str, ...], dateline: Run, folder: Path
) -> None:
    result = dateline("ingest", folder, *options)
    assert (2, 1) == (result.status, len(result.err.splitlines()))


# ------------------------------------------------------------------ folders


def test_parts_of_a_saved_page_are_passed_over(dateline: Run, folder: Path) -> None:
    (folder / "page_files").mkdir()
    (folder / "page_files" / "ad.txt").write_text("The mayor of Mosul said nothing about a bomb.")
    (folder / "page.htm").write_text(f"<html><body><article><p>{BOMB}</p></article></body></html>")
    out = dateline("ingest", folder).out
    assert "pictures and scripts of a saved page: page_files/" in out
    assert "4 found" in out


def test_a_folder_of_that_name_without_a_page_is_read(dateline: Run, folder: Path) -> None:
    (folder / "police_files").mkdir()
    (folder / "police_files" / "d.txt").write_text(SHOOTING + " More is not known.")
    assert "3 recorded" in dateline("ingest", folder).out


def test_links_and_hidden_files_are_said_and_not_followed(
    dateline: Run, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(BOMB + " Secret.")
    (folder / "linked").symlink_to(outside)
    (folder / "linked.txt").symlink_to(outside / "secret.txt")
    (folder / ".hidden.txt").write_text(BOMB + " Hidden.")
    out = dateline("ingest", folder).out
    assert "5 found: 2 recorded, 0 already recorded, 3 set aside" in out
    assert "a link to one; give the folder itself to read it: linked/" in out
    assert "a link that leads out of the folder; copy the file here: linked.txt" in out
    assert "begin with a dot: .hidden.txt" in out


def test_a_folder_that_cannot_be_opened_is_said(
    dateline: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    real = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    out = dateline("ingest", folder).out
    assert "expected a readable folder, found: Permission denied: closed/" in out


def test_inputs_of_one_name_do_not_hide_one_another(dateline: Run, tmp_path: Path) -> None:
    for n, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(b"" if n else b"\x00")
    dateline("ingest", tmp_path / "one", tmp_path / "two")
    out = dateline("reports", "--set-aside").out
    assert "found binary data" in out
    assert "found an empty file" in out
