"""Floors only rise, unless somebody lowers one and says why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.gate import (
    END,
    SPLIT_END,
    SPLIT_START,
    START,
    Floor,
    Result,
    changed,
    read_floors,
    write_floors,
    write_page,
)
from benchmarks.result import Figure, Skipped

LIFT = Namespace(lift=True, lower=None, reason="")
LOWER = Namespace(lift=False, lower="b.score", reason="the data set was corrected")


def measured(value: float, *, smaller: bool = False) -> dict[str, tuple[Figure, ...] | Skipped]:
    """One benchmark with one figure."""
    return {"b": (Figure("score", value, smaller=smaller),)}


@pytest.mark.parametrize(
    ("floor", "value", "smaller", "after"),
    [
        (50.0, 60.0, False, 60.0),
        (50.0, 40.0, False, 50.0),
        (50.0, 40.0, True, 40.0),
        (50.0, 60.0, True, 50.0),
    ],
)
def test_lifting_never_makes_a_floor_worse(
    floor: float, value: float, smaller: bool, after: float
) -> None:
    result = changed({"b.score": Floor(floor)}, measured(value, smaller=smaller), LIFT)
    assert {"b.score": Floor(after)} == result


def test_a_floor_is_lowered_with_its_reason() -> None:
    result = changed({"b.score": Floor(50.0)}, measured(40.0), LOWER)
    assert {"b.score": Floor(40.0, LOWER.reason)} == result


def test_what_was_skipped_keeps_its_floor() -> None:
    floors = {"b.score": Floor(50.0)}
    assert floors == changed(floors, {"b": Skipped("no data")}, LIFT)


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("# what these are\n")
    floors = {"a.x y": Floor(1.5), "b.score": Floor(40.0, 'the data set said "war" twice')}
    write_floors(path, floors)
    write_floors(path, read_floors(path))
    assert floors == read_floors(path)
    assert path.read_text().startswith("# what these are\n")


def test_the_page_keeps_the_rows_of_what_was_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"# Head\n{START}\n| a | b |\n|---|---|\n| old: x | 1.0 % |\n{END}\ntail\n")
    write_page(path, measured(60.0))
    lines = path.read_text().splitlines()
    assert "| b: score | 60.0 % |" in lines
    assert "| old: x | 1.0 % |" in lines
    assert ["# Head", "tail"] == [lines[0], lines[-1]]


def of_both_sides(learn: float, check: float, **more: str | bool) -> Mapping[str, Result]:
    """One benchmark with one figure of both sides of the blind split."""
    sides = {"learn": learn, "check": check}
    figures = (Figure("score", value, part=part) for part, value in sides.items())
    return {"b": tuple(replace(figure, **more) for figure in figures)}  # type: ignore[arg-type]


def test_only_the_check_side_has_a_floor() -> None:
    result = changed({}, of_both_sides(90.0, 60.0), LIFT)
    assert {"b.score, check": Floor(60.0)} == result


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ({}, "| b: score | 90.0 % | 60.0 % | +30.0 |"),
        ({"smaller": True}, "| b: score | 90.0 % | 60.0 % | -30.0 |"),
        ({"unit": "pairs"}, "| b: score | 90.0 pairs | 60.0 pairs | - |"),
    ],
)
def test_both_sides_stand_in_one_row_with_the_gap(
    more: dict[str, str | bool], row: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        f"{START}\n{END}\n{SPLIT_START}\n| a |\n|---|\n| old | 1 | 2 | 3 |\n{SPLIT_END}\n"
    )
    write_page(path, of_both_sides(90.0, 60.0, **more))
    lines = path.read_text().splitlines()
    assert ["| benchmark | learn | check | gap |", "|---|---|---|---|"] == lines[5:7]
    assert {row, "| old | 1 | 2 | 3 |"} == set(lines[7:9])


def test_causes_of_the_cases_are_told_without_a_floor() -> None:
    figures = (Figure("passed", 51.0), Figure("passed, town", 10, "of 25"))
    assert {"cases.passed": Floor(51.0)} == changed({}, {"cases": figures}, LIFT)
