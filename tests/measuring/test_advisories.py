"""What an audit of packages came to, told from what pip-audit prints."""

from __future__ import annotations

import json

import pytest
from benchmarks.advisories import Outcome, told

FAULT = {"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": [], "description": "x"}


@pytest.mark.parametrize(
    ("packages", "outcome", "line"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], Outcome.CLEAN, "1 packages, none with"),
        ([{"name": "a", "version": "1", "vulns": [FAULT]}], Outcome.FAULTY, "a 1: PYSEC-1, mended"),
        ([{"name": "a", "skip_reason": "not found"}], Outcome.UNCHECKED, "no answer on a:"),
    ],
)
def test_each_package_has_faults_or_none_or_was_not_checked(
    packages: list[dict[str, object]], outcome: Outcome, line: str
) -> None:
    found, lines = told(json.dumps({"dependencies": packages, "fixes": []}), "")
    assert outcome is found
    assert lines[0].startswith(line)


@pytest.mark.parametrize("answer", ["", "Not JSON"])
def test_a_database_that_does_not_answer_is_no_clean_audit(answer: str) -> None:
    found, lines = told(answer, "WARNING: x\nERROR: a: Dependency not found on PyPI\n")
    assert Outcome.UNCHECKED is found
    assert "cannot be reached" in lines[0]
    assert "Dependency not found" in lines[1]
