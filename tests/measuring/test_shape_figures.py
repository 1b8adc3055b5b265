"""The figures of the package's shape, on a small package."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import shape

FILES = {
    "extract/__init__.py": ["from dateline.extract.events import find_events"],
    "extract/events/__init__.py": [
        "from dateline.extract.casualties import tolls",
        "",
        "def find_events(): return tolls",
    ],
    "extract/casualties.py": [
        "ROW = {}",
        "def tolls():",
        "    'All.'",
        "    return ROW['killed']",
        "def _said(): return 1",
    ],
    "link.py": [
        "# words",
        "class Pair:",
        "    def __init__(self): pass",
        "    def tolls(self): pass",
    ],
    "score.py": ["def tolls(): pass"],
}


@pytest.fixture
def modules(tmp_path: Path) -> list[shape.Module]:
    for name, lines in FILES.items():
        path = tmp_path / "dateline" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines))
    return shape.modules_of(tmp_path / "dateline")


def test_lines_are_counted_by_stage(modules: list[shape.Module]) -> None:
    found = shape.lines_by_stage(modules)
    assert (5, 12) == (found["modules"], found["lines"])
    assert (8, 4) == (found["lines of extract"], found["lines of top level"])


def test_names_are_counted(modules: list[shape.Module]) -> None:
    found = shape.names(modules)
    assert 75.0 == found["one-word function names, percent"]
    assert 1 == found["names in three or more modules"]
    assert 20.0 == found["private functions, percent"]


def test_string_keys_are_counted_in_a_thousand_lines(modules: list[shape.Module]) -> None:
    assert round(1000 / 12, 1) == shape.functions(modules)["string keys in 1,000 lines"]


def test_rooms_are_what_the_folder_lists(modules: list[shape.Module]) -> None:
    assert {
        "rooms of extract": 2,
        "arrows between rooms of extract": 1,
        "circles of rooms of extract": 0,
    } == shape.rooms(modules, "dateline.extract")


@pytest.mark.parametrize(
    ("pairs", "circles"),
    [
        ({("a", "b"), ("b", "c")}, []),
        ({("a", "b"), ("b", "a"), ("c", "a")}, [{"a", "b"}]),
        (
            {("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "d")},
            [{"a", "b", "c"}, {"d", "e"}],
        ),
    ],
)
def test_what_reaches_itself_is_a_circle(
    pairs: set[tuple[str, str]], circles: list[set[str]]
) -> None:
    assert circles == shape.circles(pairs)


def test_a_run_crosses_modules() -> None:
    found = shape.crossed()
    modules, changes, calls = found.values()
    assert 10 < modules < changes < calls


def test_figures_stand_beside_the_earlier_ones(capsys: pytest.CaptureFixture[str]) -> None:
    shape.print_beside({"modules": 3, "new": 1}, {"modules": 5, "old": 2})
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [["modules", "3", "5"], ["new", "1", "-"], ["old", "-", "2"]] == rows[1:]
