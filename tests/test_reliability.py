"""The pages on reliability and promises name tests that exist; and what no other test looks at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from benchmarks.figures import write_figure

import dateline

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PAGES = (ROOT / "docs/development/reliability.md", ROOT / "docs/promises.md")
ROW = re.compile(r"^\| ([TR]?\d+) \|(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
WAITING = "| waiting |"
# Packages whose loaders run what the data say.
PROGRAMS = {"dill", "jsonpickle", "marshal", "pickle", "shelve", "yaml"}
ERRORS = {"UnpicklingError"}  # what a process that died in the middle of an answer leads to


def rows(page: Path) -> list[tuple[str, str]]:
    """The rows of the tables of a page: the number, and what stands behind it."""
    return [(found[1], found[2]) for found in ROW.finditer(page.read_text("utf-8"))]


@cache
def names_in(file: str) -> frozenset[str]:
    """What a file of tests defines."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    values = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(functions | values)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_row_has_tests_that_exist(page: Path) -> None:
    for number, row in rows(page):
        named = NAMED.findall(row)
        assert bool(named) is (WAITING not in row), f"{number}: {row}"
        for file, name in named:
            assert name in names_in(file), f"{number} names {file}::{name}"


def test_every_threat_and_every_property_has_a_row() -> None:
    numbers = [number for number, _ in rows(PAGES[0])]
    assert [f"T{n}" for n in range(1, 25)] + [f"R{n}" for n in range(1, 21)] == numbers


@pytest.mark.parametrize("name", ["floods", "kills", "losses", "server", "soak", "mutation"])
def test_what_is_measured_has_marks_for_its_figure(name: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGES[0].read_text("utf-8"), "utf-8")
    write_figure(name, "12 of 12", page)
    assert f"<!-- {name} -->12 of 12 (" in page.read_text("utf-8")
    with pytest.raises(ValueError, match="expected the marks"):
        write_figure("nothing", "1", page)


def loaded_names(path: Path) -> Iterator[str]:
    """What a module imports, by its whole name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_is_loaded_that_can_hold_a_program() -> None:
    for path in Path(dateline.__file__).parent.rglob("*.py"):
        for name in loaded_names(path):
            package, _, what = name.partition(".")
            assert package not in PROGRAMS or what in ERRORS, f"{path} imports {name}"


@pytest.mark.parametrize("name", ["bootstrap", "core", "run", "all", "dev", "audit"])
def test_every_package_is_pinned_with_its_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", package), package
        assert "--hash=sha256:" in package, package
