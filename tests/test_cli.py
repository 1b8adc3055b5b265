"""The commands that scripts rely on."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from dateline.cli import cli
from dateline.write import WRITERS

Run = Callable[..., Any]
BOMB = (
    "Car bomb kills three in Mosul\n\n"
    "MOSUL, Iraq - A car bomb killed three people and wounded nine in the northern Iraqi city of "
    "Mosul on Tuesday, March 2, 2021, police said.\n\n"
    "The Islamic State group claimed responsibility for the attack.\n"
)
SHOOTING = (
    "Gunmen kill officer in Quetta\n\n"
    "QUETTA, Pakistan - Gunmen shot dead a police officer in the Pakistani city of Quetta on "
    "Friday, May 14, 2021, officials said.\n"
)


def commands(group: click.Group = cli, way: str = "") -> list[tuple[str, click.Command]]:
    """All commands with the words that call them."""
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((f"{way}{name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{way}{name} ")
    return found


@pytest.fixture(name="reports")
def _reports(tmp_path: Path) -> Path:
    """A folder with two reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bomb.txt").write_text(BOMB)
    (folder / "shooting.txt").write_text(SHOOTING)
    return folder


@pytest.fixture(name="filled")
def _filled(dateline: Run, reports: Path, template_of: Callable[..., Path]) -> Run:
    """The command line with a ledger of two reports."""
    texts = {path.name: path.read_text() for path in reports.iterdir()}
    shutil.copy(template_of(texts), "dateline.db")
    return dateline


def incidents(run: Run, *filters: str) -> list[dict[str, Any]]:
    """The exported incidents."""
    result = run("export", "--format", "jsonl", *filters)
    assert 0 == result.status
    return [json.loads(line) for line in result.out.splitlines()]


# ------------------------------------------------------------------ help


@pytest.mark.parametrize(("way", "command"), commands(), ids=[way for way, _ in commands()])
def test_every_command_has_an_example_that_calls_it(way: str, command: click.Command) -> None:
    assert command.help is not None
    example = command.help.partition("Example: ")[2]
    assert shlex.split(example)[: len(way.split()) + 1] == ["dateline", *way.split()]


@pytest.mark.parametrize("group", [(), ("judge",)])
def test_no_command_is_cut_short_in_a_list_of_commands(
    dateline: Run, group: tuple[str, ...]
) -> None:
    _usage, *lines = dateline(*group, "--help").out.splitlines()
    assert [] == [line for line in lines if line.endswith("...")]


def test_help_names_every_command(dateline: Run) -> None:
    words = dateline("--help").out.split()
    assert set(cli.list_commands(click.Context(cli))) <= set(words)


@pytest.mark.parametrize("group", [(), ("judge",)])
def test_a_group_called_without_a_command_prints_its_help(
    dateline: Run, group: tuple[str, ...]
) -> None:
    bare = dateline(*group)
    assert (0, "") == (bare.status, bare.err)
    assert dateline(*group, "--help").out == bare.out


# ------------------------------------------------------------------ the main job


def test_a_folder_of_reports_becomes_a_ledger_of_incidents(dateline: Run, reports: Path) -> None:
    assert 0 == dateline("ingest", reports).status
    found = incidents(dateline)
    assert [("2021-03-02", "IQ"), ("2021-05-14", "PK")] == [
        (row["date"]["start"], row["place"]["country"]) for row in found
    ]
    assert [3, 9] == [found[0][toll]["best"] for toll in ("killed", "wounded")]
    assert ["bomb.txt"] == [told["report"] for told in found[0]["reports"]]


def test_reading_the_same_folder_twice_changes_nothing(filled: Run, reports: Path) -> None:
    before = filled("export", "--format", "jsonl").out
    assert "0 read now" in filled("ingest", reports).out
    assert before == filled("export", "--format", "jsonl").out


def test_reading_anew_on_demand_changes_nothing_with_the_same_program(
    filled: Run, reports: Path
) -> None:
    before = filled("export", "--format", "jsonl").out
    assert "2 read now" in filled("ingest", "--again", reports).out
    assert before == filled("export", "--format", "jsonl").out


def test_a_report_added_later_is_read_alone(filled: Run, reports: Path) -> None:
    (reports / "more.txt").write_text(BOMB.replace("Mosul", "Kirkuk").replace("MOSUL", "KIRKUK"))
    assert "3 reports (1 read now)" in filled("ingest", reports).out


def test_publication_dates_from_elsewhere_date_a_report(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    (folder / "a.txt").write_text(BOMB.replace("Tuesday, March 2, 2021", "Tuesday"))
    (tmp_path / "dates.json").write_text('{"a.txt": "2021-03-04"}')
    dateline("ingest", folder, "--published", tmp_path / "dates.json")
    assert ["2021-03-02"] == [row["date"]["start"] for row in incidents(dateline)]


def test_ledger_comes_from_the_environment(
    dateline: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LEDGER", str(tmp_path / "own.db"))
    dateline("ingest", reports)
    assert (tmp_path / "own.db").is_file()
    assert not (tmp_path / "dateline.db").exists()


# ------------------------------------------------------------------ looking


@pytest.mark.parametrize(
    ("filters", "countries"),
    [
        (("--country", "iq"), ["IQ"]),
        (("--kind", "armed_attack", "--kind", "assassination"), ["PK"]),
        (("--from", "2021-04-01"), ["PK"]),
        (("--to", "2021-04-01"), ["IQ"]),
        (("--from", "2021-03-02", "--to", "2021-03-02"), ["IQ"]),
        (("--from", "2022-01-01"), []),
        (("--policy", "ucdp"), ["IQ", "PK"]),
    ],
)
def test_filters_keep_what_is_asked_for(
    filters: tuple[str, ...], countries: list[str], filled: Run
) -> None:
    assert countries == [row["place"]["country"] for row in incidents(filled, *filters)]


def test_show_lists_one_incident_a_line(filled: Run) -> None:
    lines = filled("show").out.splitlines()
    assert 3 == len(lines)
    assert "2021-03-02" in lines[1]
    assert "Mosul" in lines[1]


def test_show_of_one_gives_every_value_with_its_sentence(filled: Run) -> None:
    name = incidents(filled)[0]["id"][:10]
    out = filled("show", name).out
    assert "killed: 3" in out
    assert "“A car bomb killed three people" in out or "killed three people" in out
    assert "bomb.txt" in out


def test_explain_tells_the_chain_of_every_answer(filled: Run) -> None:
    out = filled("explain", incidents(filled)[0]["id"]).out
    for head in (
        "Why these reports are one incident",
        "When the reports were written",
        "When it happened",
        "Where it happened",
        "What happened, with what weapons and against whom",
        "Who is said to have done it",
        "Why this toll",
    ):
        assert head in out


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_form_is_written_to_a_file(form: str, filled: Run, tmp_path: Path) -> None:
    output = tmp_path / "out.zip"
    result = filled("export", "--format", form, "--output", output)
    assert (0, "") == (result.status, result.out)
    written = output.read_bytes().decode("utf-8", "backslashreplace")  # as it is captured
    assert written == filled("export", "--format", form).out


def test_control_characters_of_a_report_never_reach_the_terminal(
    dateline: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "\x1b[2Ja.txt").write_text(BOMB + "\n\x1b[31mPolice\u202e said so.\n")
    dateline("ingest", folder)
    name = incidents(dateline)[0]["id"]
    for command in (("show",), ("show", name), ("explain", name), ("reports",), ("verify",)):
        out = dateline(*command).out
        assert "\x1b" not in out
        assert "\u202e" not in out


@pytest.mark.parametrize("stage", ["acquire", "clean", "detect", "extract", "link", "reconcile"])
def test_run_prints_the_value_after_any_stage(stage: str, dateline: Run, reports: Path) -> None:
    result = dateline("run", "--until", stage, reports / "bomb.txt")
    assert 0 == result.status
    assert result.out


# ------------------------------------------------------------------ people


def test_a_correction_survives_the_next_run(filled: Run, reports: Path) -> None:
    name = incidents(filled)[0]["id"]
    signed = ("--by", "A. Coder", "--reason", "hospital list")
    assert (
        0 == filled("judge", "correct", name, "--field", "killed", "--value", "4", *signed).status
    )
    filled("ingest", "--again", reports)
    assert 4 == incidents(filled)[0]["killed"]["best"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("killed", "many"),
        ("killed", "99999999999999999999"),
        ("wounded", "2147483648"),
        ("killed", "1/2/100000001"),
        ("killed", "-5"),
        ("killed", "9" * 5000),
        ("date", "0001-01-01"),
        ("date", "9999-12-31"),
        ("date", "2021-06-31"),
        ("colour", "red"),
        ("kind", "x"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_not_recorded(
    field: str, value: str, filled: Run
) -> None:
    name = incidents(filled)[0]["id"]
    signed = ("--by", "A. Coder", "--reason", "a slip")
    result = filled("judge", "correct", name, "--field", field, "--value", value, *signed)
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert 1 == len(filled("judge", "list").out.splitlines())


def test_an_undone_correction_counts_no_more(filled: Run) -> None:
    before = incidents(filled)
    signed = ("--by", "A. Coder", "--reason", "hospital list")
    said = filled(
        "judge", "correct", before[0]["id"], "--field", "killed", "--value", "4", *signed
    ).out
    filled("judge", "undo", said.partition(":")[0], *signed)
    assert before == incidents(filled)
    assert "undone" in filled("judge", "list").out


def test_incidents_that_a_person_calls_one_are_one(filled: Run) -> None:
    one, two = (row["id"] for row in incidents(filled))
    filled("judge", "same", one, two, "--by", "A. Coder", "--reason", "a test")
    assert 1 == len(incidents(filled))


def test_review_lists_an_undecided_pair_with_both_sides_until_a_person_decides(
    dateline: Run, reports: Path
) -> None:
    other = SHOOTING.replace("Quetta", "Mosul").replace("QUETTA, Pakistan", "MOSUL, Iraq")
    other = other.replace("Pakistani", "Iraqi").replace("Friday, May 14", "Tuesday, March 2")
    (reports / "shooting.txt").write_text(other.replace("a police officer", "31 police officers"))
    assert 0 == dateline("ingest", reports).status
    before, shown = incidents(dateline), dateline("review").out
    assert all(words in shown for words in ("for one incident", "against it", "do not fit"))
    line = next(line for line in shown.splitlines() if "judge different" in line)
    words = shlex.split(line.replace("NAME", "A").replace("…", "two attacks"))
    assert 0 == dateline(*words[1 : words.index("--ledger")]).status
    assert [row["id"] for row in before] == [row["id"] for row in incidents(dateline)]
    assert "No undecided pairs" in dateline("review").out


def test_a_withdrawn_report_counts_no_more(filled: Run) -> None:
    filled("withdraw", "bomb.txt", "--reason", "retracted")
    assert ["PK"] == [row["place"]["country"] for row in incidents(filled)]
    assert "withdrawn: retracted" in filled("reports").out


def test_score_holds_the_ledger_against_a_gold_file_of_ones_own(
    filled: Run, tmp_path: Path
) -> None:
    gold = {
        "incidents": [
            {
                "id": "mosul",
                "reports": ["bomb.txt"],
                "kind": "bombing",
                "date": {"start": "2021-03-02"},
                "place": {"country": "IQ", "city": "Mosul"},
                "killed": 3,
                "wounded": 9,
            },
            {"id": "elsewhere", "reports": ["shooting.txt"], "kind": "riot", "killed": 8},
        ]
    }
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    rows = {
        line.split()[0]: line.split()[1:]
        for line in filled("score", tmp_path / "gold.json").out.splitlines()
        if line.strip()
    }
    assert ["100.0", "1", "1", "1"] == rows["city"]
    assert ["50.0", "1", "2", "2"] == rows["killed"]


# ------------------------------------------------------------------ trust and errors


def test_verify_is_content_with_an_untouched_ledger(filled: Run) -> None:
    assert 0 == filled("verify").status


@pytest.mark.parametrize(
    "arguments",
    [
        ("shwo",),
        ("show", "--ledger", "none.db"),
        ("show", "--from", "yesterday"),
        ("export", "--format", "xls"),
        ("export", "--format", "jsonl", "--ledger", "none.db"),
        ("ingest",),
        ("ingest", "nowhere"),
        ("ingest", ".", "--published", "none.json"),
        ("ingest", ".", "--map", "nonsense"),
        ("ingest", ".", "--ledger", "no/such/folder/my.db"),
        ("judge", "same", "a"),
        ("show", "--ledger", "."),
        ("show", "--ledger", "nosuchkind://x"),
        ("demo", "--output", "/dev/null/x"),
        ("run", "--until", "extract", "none.txt"),
        ("score", "none.json", "--ledger", "none.db"),
    ],
)
def test_what_a_user_can_mend_is_told_in_one_line(
    arguments: tuple[str, ...], dateline: Run
) -> None:
    result = dateline(*arguments)
    assert (2, "") == (result.status, result.out)
    assert 1 == len(result.err.splitlines())
    assert result.err.startswith("dateline: ")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_ledger_is_told_in_one_line_and_kept(
    content: bytes, dateline: Run, tmp_path: Path
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    result = dateline("show", "--ledger", path)
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert content == path.read_bytes()


def test_the_package_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "dateline", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, True) == (done.returncode, done.stdout.startswith("dateline"))


def test_an_unknown_incident_is_told_in_one_line(filled: Run) -> None:
    result = filled("show", "nothing")
    assert (2, 1) == (result.status, len(result.err.splitlines()))
