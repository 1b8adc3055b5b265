"""`dateline export`: the selection, the role, the file or folder, and what was lost."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.write import WRITERS

BOMB = """BAGHDAD, March 2, 2021 (Reuters) - A car bomb exploded near a market in Mosul on Tuesday,
killing three people and wounding nine, police said.

In January, gunmen shot dead seven people at a checkpoint in Kirkuk.

More than 40 people have been killed in bombings in Mosul since January 1, according to the health
ministry.
""".replace(",\n", ", ").replace("health\n", "health ")
Run = Callable[..., Any]


@pytest.fixture(name="filled")
def _filled(dateline: Run, template_of: Callable[..., Path]) -> Run:
    """The command line with a ledger of one report: news, background, and a running total."""
    shutil.copy(template_of({"bomb.txt": BOMB}), "dateline.db")
    return dateline


def lines(run: Run, *options: object) -> list[dict[str, str]]:
    """The lines of an export as CSV."""
    result = run("export", "--format", *options)
    assert 0 == result.status, result.err
    return list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("options", "roles"),
    [
        ((), ["main"]),
        (("--role", "main"), ["main"]),
        (("--role", "background"), ["background"]),
        (("--role", "all"), ["background", "main"]),
    ],
)
def test_lines_of_the_background_come_on_demand_only(
    options: tuple[str, ...], roles: list[str], filled: Run
) -> None:
    assert roles == sorted(line["role"] for line in lines(filled, "csv", *options))


@pytest.mark.parametrize(("options", "count"), [((), 2), (("--role", "main"), 1)])
def test_the_exchange_form_holds_all_unless_asked_otherwise(
    options: tuple[str, ...], count: int, filled: Run
) -> None:
    out = filled("export", "--format", "jsonl", *options).out
    assert count == len(out.splitlines())


FILTERS = [
    (("--kind", "bombing"), 1),
    (("--kind", "riot"), 0),
    (("--country", "IQ"), 2),
    (("--country", "PK"), 0),
    (("--from", "2021-03-01"), 1),
    (("--to", "2021-02-01"), 1),
    (("--grade", "discounted"), 0),
    (("--actor", "nobody"), 0),
    (("--outlet", "reuters"), 2),
    (("--killed", "5.."), 1),
    (("--wounded", "9"), 1),
    (("--near", "36.34,43.13,25km"), 1),
    (("--bbox", "44,35,45,36"), 1),
    (("--text", "checkpoint"), 1),
]


@pytest.mark.parametrize(("options", "count"), FILTERS)
@pytest.mark.parametrize("form", ["csv", "hxl", "geojson", "jsonl", "acled"])
def test_what_is_filtered_is_what_is_exported(
    form: str, options: tuple[str, ...], count: int, filled: Run
) -> None:
    out = filled("export", "--format", form, "--role", "all", *options).out
    if form == "geojson":
        found = len(json.loads(out)["features"])
    else:
        found = len(out.splitlines()) - {"jsonl": 0, "hxl": 2}.get(form, 1)
    assert count == found


@pytest.mark.parametrize(
    ("options", "any_left"),
    [
        ((), True),
        (("--country", "IQ"), True),
        (("--country", "PK"), False),
        (("--kind", "protest"), False),
        (("--from", "2021-02-01"), True),
        (("--from", "2021-04-01"), False),
        (("--text", "market"), False),
        (("--killed", "1.."), False),
    ],
)
@pytest.mark.parametrize("form", ["totals", "aggregates"])
def test_totals_are_filtered_too(
    form: str, options: tuple[str, ...], any_left: bool, filled: Run
) -> None:
    out = filled("export", "--format", form, *options).out.splitlines()
    assert any_left is (len(out) > (form == "totals"))


def test_a_running_total_says_since_when(filled: Run) -> None:
    (line,) = lines(filled, "totals")
    assert ("killed", "40", "running") == (line["field"], line["stated"], line["extent"])
    assert ("2021-01-01", "2021-03-02") == (line["from"], line["to"])


@pytest.mark.parametrize("form", [name for name, form in WRITERS.items() if form.policy])
def test_a_schema_settles_figures_by_its_own_policy_unless_asked_otherwise(
    form: str, filled: Run
) -> None:
    own = filled("export", "--format", form).err
    other = filled("export", "--format", form, "--policy", "minmax").err
    assert f"the policy {WRITERS[form].policy} chose" in own
    assert "the policy minmax chose" in other


def test_what_a_schema_cannot_carry_is_written_on_demand(filled: Run, tmp_path: Path) -> None:
    output = tmp_path / "losses.txt"
    result = filled("export", "--format", "ucdp", "--role", "all", "--losses", output)
    assert (0, "") == (result.status, result.err)
    assert "1  people wounded" in output.read_text("utf-8")


def test_losses_are_refused_for_a_form_of_our_own(filled: Run, tmp_path: Path) -> None:
    result = filled("export", "--format", "csv", "--losses", tmp_path / "losses.txt")
    assert 0 != result.status
    assert "" == result.out
    assert "leave --losses out" in result.err


@pytest.mark.parametrize("form", [name for name, form in WRITERS.items() if form.files])
def test_a_form_of_several_files_is_a_folder_or_a_zip(
    form: str, filled: Run, tmp_path: Path
) -> None:
    folder, packed = tmp_path / "out", tmp_path / "out.zip"
    assert 0 == filled("export", "--format", form, "--output", folder).status
    assert 0 == filled("export", "--format", form, "--output", packed).status
    assert (folder / "README.txt").is_file()
    assert packed.read_bytes().startswith(b"PK")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    result = filled("export", "--format", "site", "--output", tmp_path / "out")
    assert 0 != result.status
    assert 1 == len(result.err.splitlines())
    assert "expected a folder that can be created" in result.err
