"""What a person can learn of a run: from standard error, or from a file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import detect as detection
from dateline import pipeline
from dateline.cli.logs import FORM, LogFormatter, escape_unprintable, set_up_logs

Run = Callable[..., Any]
NAME = "bad\x1b[2J\nforged.txt"


@pytest.fixture(name="reports")
def _reports(tmp_path: Path) -> Iterator[Path]:
    """A folder with a good report, one on which the program fails, and one that is none."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "A car bomb killed three people in Mosul on March 2, 2021, police said."
    (folder / "good.txt").write_text(text)
    (folder / NAME).write_text(text.replace("Mosul", "Boomtown"))
    (folder / "empty.txt").write_text("...")
    yield folder
    set_up_logs(0, None)


@pytest.fixture(name="broken", autouse=True)
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stage fail on one report."""
    pipeline.get_ready()
    detect = detection.detect

    def fail(document: Any) -> Any:  # noqa: ANN401  as detect has it
        if "Boomtown" in document.text:
            raise IndexError("list\x1b[2J index\nERROR forged")
        return detect(document)

    monkeypatch.setattr(detection, "detect", fail)


def test_nothing_is_told_unless_it_is_asked_for(reports: Path, dateline: Run) -> None:
    done = dateline("ingest", reports)
    assert 0 == done.status
    assert "Traceback" not in done.err + done.out
    assert "IndexError in detect" in dateline("reports", "--set-aside").out


@pytest.mark.parametrize("options", [("-v",), ("-vv",), ("--verbose",), ("-v", "-v")])
def test_what_is_done_is_told_on_standard_error(
    options: tuple[str, ...], reports: Path, dateline: Run
) -> None:
    done = dateline(*options, "ingest", reports)
    assert "good.txt" in done.err
    assert "INFO dateline.guards: report" in done.err


@pytest.mark.parametrize("level", ["ERROR", "error", "Warning", "INFO", "debug"])
def test_a_level_in_the_environment_is_one_for_standard_error(
    level: str, reports: Path, dateline: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LOG", level)
    done = dateline("ingest", reports)
    assert "ERROR dateline.guards: detect failed on report" in done.err
    assert (level.upper() in {"INFO", "DEBUG"}) == ("good.txt" in done.err)


def test_a_fault_is_in_the_file_with_its_stage_report_and_traceback(
    reports: Path, dateline: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "run.log"
    monkeypatch.setenv("DATELINE_LOG", str(file))
    done = dateline("ingest", reports)
    assert "" == done.err
    text = file.read_text()
    (fault,) = [line for line in text.splitlines() if " ERROR dateline." in line]
    assert "detect failed on report " in fault
    assert "bad\\x1b[2J\\nforged.txt" in fault
    assert "    Traceback (most recent call last):" in text
    assert "    IndexError: list\\x1b[2J index" in text
    assert "\x1b" not in text
    assert not any(line.startswith(("ERROR", "forged")) for line in text.splitlines())


def test_a_log_that_cannot_be_written_is_refused(
    dateline: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_LOG", str(tmp_path / "no" / "folder.log"))
    done = dateline("show")
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert "DATELINE_LOG" in done.err


@given(st.text())
def test_no_text_brings_a_line_or_a_control_character_into_the_log(text: str) -> None:
    record = logging.LogRecord("dateline", logging.ERROR, "f", 1, "report %s", (text,), None)
    line = LogFormatter(FORM).format(record)
    assert line.isprintable()
    assert escape_unprintable(text).isprintable()
