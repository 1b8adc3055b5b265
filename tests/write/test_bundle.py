"""The evidence bundle, checked by sha256sum and by hand."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.types import MediaType
from dateline.write import Contents, export_bytes
from dateline.write.bundle import SUFFIXES

SHA256SUM = shutil.which("sha256sum")


@pytest.fixture(name="folder")
def _folder(demo: Contents, tmp_path: Path) -> Path:
    """The bundle of the demonstration, unpacked."""
    with zipfile.ZipFile(io.BytesIO(export_bytes("bundle", demo))) as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path)
    return tmp_path


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """What sha256sum says."""
    if SHA256SUM is None:
        pytest.skip("no sha256sum here")
    command = [SHA256SUM, "--check", "--strict", "--quiet", "manifest.sha256"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_sha256sum_passes(folder: Path) -> None:
    assert (0, "") == (checked(folder).returncode, checked(folder).stdout)


def test_sha256sum_finds_a_file_that_was_changed(folder: Path) -> None:
    path = next((folder / "texts").iterdir())
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    assert 1 == checked(folder).returncode
    assert path.name in checked(folder).stdout


def test_the_manifest_names_every_other_file(folder: Path) -> None:
    lines = (folder / "manifest.sha256").read_text("utf-8").splitlines()
    named = {line.partition("  ")[2] for line in lines}
    found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert found - {"manifest.sha256"} == named


def test_a_report_is_as_it_came_and_named_by_its_hash(folder: Path) -> None:
    paths = list((folder / "reports").iterdir())
    assert paths
    assert all(hashlib.sha256(p.read_bytes()).hexdigest() == p.stem for p in paths)


def test_quotes_stand_in_the_texts_where_the_statements_say(folder: Path) -> None:
    content = (folder / "statements.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert rows
    for row in rows:
        text = (folder / "texts" / f"{row['report_id']}.txt").read_bytes().decode()
        assert row["quote"] == text[int(row["start"]) : int(row["end"])]


def test_only_the_reports_of_the_selection_are_in_it(demo: Contents) -> None:
    one = demo.incidents[0]
    content = export_bytes("bundle", replace(demo, incidents=[one]))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        reports = [name for name in packed.namelist() if name.startswith("reports/")]
    assert len(one.tellings) == len(reports)


def test_every_media_type_has_a_suffix() -> None:
    assert set(MediaType) == set(SUFFIXES)
