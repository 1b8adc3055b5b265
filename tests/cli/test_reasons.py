"""`dateline run --why` names each rule that fired, and what each pass changed or dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from small_documents import document

from dateline.cli import cli
from dateline.cli.reasons import RuleLog, describe_candidate
from dateline.detect import detect
from dateline.extract import extract

REPORT = "Gunmen shot dead three shopkeepers in Quetta on Monday, police said."


@pytest.fixture(name="log", scope="module")
def _log() -> RuleLog:
    """What the rules did with one sentence."""
    log = RuleLog(REPORT)
    extract(document(REPORT), detect(document(REPORT)), log)
    return log


def test_a_rule_that_fires_is_named_with_its_words(log: RuleLog) -> None:
    told = [line for line in log.lines if line.startswith("fired") and "casualty." in line]
    assert any("“three shopkeepers”" in line and "killed" in line for line in told)


def test_every_line_names_a_rule_or_pass_by_its_dotted_id(log: RuleLog) -> None:
    assert log.lines
    assert all("." in line.split()[1] for line in log.lines)


def test_a_candidate_is_described_by_its_words_on_one_line() -> None:
    assert ["plain"] == list(describe_candidate("plain", REPORT))


def test_neither_stage_nor_reasons_asked_for_is_an_error(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    answer = CliRunner().invoke(cli, ["run", str(report)])
    assert 2 == answer.exit_code
    assert "expected --until STAGE or --why" in answer.output
    answer = CliRunner().invoke(cli, ["run", "--why", str(report)])
    assert 0 == answer.exit_code, answer.output
    assert "fired" in answer.output
