"""A fingerprint stands for all code and data of a part of the program, and for nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.pipeline import LINKING
from dateline.versions import code_fingerprint

FILES = (
    "__init__.py",
    "words.toml",
    "rarity.tsv",
    "weights.json",
    "room/__init__.py",
    "room/rule.py",
    "room/inner/table.npz",
    "room/inner/no_ending",
)


@pytest.fixture(name="package")
def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of our own, with rooms and data in several depths."""
    folder = tmp_path / "parcel"
    for name in FILES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n")
    (tmp_path / "letter.py").write_text("# a module\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for module in ("parcel", "letter"):
        sys.modules.pop(module, None)


def anew(*parts: str) -> str:
    """The fingerprint, whatever was worked out before."""
    code_fingerprint.cache_clear()
    return code_fingerprint(*parts)


@pytest.mark.parametrize("name", FILES)
def test_a_change_in_any_file_changes_the_fingerprint(package: Path, name: str) -> None:
    before = anew("parcel")
    assert before == anew("parcel")
    (package / name).write_text("# other\n")
    assert before != anew("parcel")


@pytest.mark.parametrize("name", ["more.toml", "room/more.py", "deep/er/data.bin"])
def test_a_file_more_changes_the_fingerprint(package: Path, name: str) -> None:
    before = anew("parcel")
    (package / name).parent.mkdir(parents=True, exist_ok=True)
    (package / name).write_text("")
    assert before != anew("parcel")


def test_a_file_that_moves_changes_the_fingerprint(package: Path) -> None:
    before = anew("parcel")
    (package / "rarity.tsv").rename(package / "room" / "rarity.tsv")
    assert before != anew("parcel")


def test_what_python_compiles_changes_nothing(package: Path) -> None:
    before = anew("parcel")
    (package / "room" / "__pycache__").mkdir()
    (package / "room" / "__pycache__" / "rule.cpython-311.pyc").write_bytes(b"x")
    assert before == anew("parcel")


def test_a_module_is_a_part_too(package: Path) -> None:
    before = anew("letter")
    (package.parent / "letter.py").write_text("# another module\n")
    assert before != anew("letter")
    assert anew("letter") == anew("letter")


@pytest.mark.parametrize("part", ["dateline.nowhere", "no_such_package"])
def test_a_part_that_is_not_there_is_refused(part: str) -> None:
    with pytest.raises(ModuleNotFoundError):
        anew(part)


def test_the_parts_that_incidents_are_a_function_of_are_there() -> None:
    assert 64 == len(anew(*LINKING))
