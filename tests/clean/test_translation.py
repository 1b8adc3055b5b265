"""Texts in other languages, made English by a program, with the way back to each sentence."""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from dateline.clean import Translator, clean_report
from dateline.errors import ForeignError, UnreadableError
from dateline.types import Document, Report

Run = Callable[..., Any]
FRENCH: Final = (
    "Un attentat à la voiture piégée à Mossoul.",
    "Trois personnes ont été tuées et neuf blessées mardi 2 mars 2021 dans l'attaque de la police.",
    "Personne n'a revendiqué l'attaque, la troisième en un mois dans cette ville de Mossoul.",
)
ENGLISH: Final = (
    "A car bomb attack in Mosul.",
    "A car bomb killed three people and wounded nine in Mosul on Tuesday, March 2, 2021.",
    "Nobody has claimed responsibility for the attack, which was the third in a month there.",
)
# A program as a user may have one: sentences in, a line for each out.
PROGRAM: Final = """
import sys
known = dict(zip({french!r}, {english!r}))
for line in sys.stdin.buffer.read().decode().splitlines():
    sys.stdout.buffer.write((known.get(line, "The rest of it.") + "\\n").encode())
"""


@pytest.fixture(name="command")
def _command(tmp_path: Path) -> tuple[str, ...]:
    """A command that translates three sentences of French."""
    program = tmp_path / "translate.py"
    text = PROGRAM.format(french=FRENCH, english=ENGLISH).replace("\\\\n", "\\n")
    program.write_text(text, "utf-8")
    return (sys.executable, str(program), "{language}")


def report(text: str) -> Report:
    """A report with a text."""
    content = text.encode()
    return Report(hashlib.sha256(content).hexdigest(), "a.txt", content, "text/plain")


def originals(document: Document, words: str) -> list[str]:
    """The sentences that some words of a document were translated from."""
    assert document.translation is not None
    at = document.text.index(words)
    found = document.translation.sentences
    return [s.original for s in found if s.span.start < at + len(words) and at < s.span.end]


PAGE: Final = f"{FRENCH[0]}\n\n{FRENCH[1]} {FRENCH[2]}\n"


def test_without_a_program_another_language_is_refused() -> None:
    with pytest.raises(ForeignError, match="'fr'"):
        clean_report(report(PAGE))


def test_each_english_sentence_leads_back_to_its_own(command: tuple[str, ...]) -> None:
    document = clean_report(report(PAGE), (), Translator(command))
    assert f"{ENGLISH[1]} {ENGLISH[2]}" in document.text
    assert "en" == document.language
    assert document.translation is not None
    assert "fr" == document.translation.language
    for english, french in zip(ENGLISH, FRENCH, strict=True):
        assert [french] == originals(document, english)
    for one in document.translation.sentences:
        assert one.original in FRENCH
        assert document.text[one.span.start : one.span.end] in ENGLISH


def test_sections_in_english_stay_as_they_are(command: tuple[str, ...]) -> None:
    line = "Read more of the news from the region in the papers of the day."
    document = clean_report(report(f"{PAGE}\n{line}\n"), (), Translator(command))
    assert line in document.text
    assert [] == originals(document, line)


FAULTS: Final = (
    (("false",), "found status 1"),
    (("no-such-program",), "No such file"),
    (("true",), "found 0 lines for 3 sentences"),
    (("sleep", "9"), "none within 0 seconds"),
)


@pytest.mark.parametrize(("command", "why"), FAULTS)
def test_a_program_that_fails_costs_that_report_alone(command: tuple[str, ...], why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        clean_report(report(PAGE), (), Translator(command, seconds=0.3))


def test_a_translated_report_is_recorded_and_explained(
    dateline: Run, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, "utf-8")
    told = ("--ledger", tmp_path / "l.db")
    assert "1 set aside" in dateline("ingest", folder, *told).out
    monkeypatch.setenv("DATELINE_TRANSLATE", shlex.join(command))
    assert "1 recorded" in dateline("ingest", folder, "--all", *told).out
    assert "2021-03-02" in dateline("show", *told).out
    name = dateline("export", "--format", "jsonl", *told).out.split('"')[3]
    assert f"; translated from fr: “{FRENCH[1]}”" in dateline("explain", name, *told).out
    assert 0 == dateline("verify", *told).status


def test_a_program_is_not_bound_as_a_reading_is() -> None:
    """Models are large: the limits of memory and time of a reading are for the reading alone."""
    if sys.platform == "win32" or not hasattr(os, "fork"):
        pytest.skip("needs limits of processes")
    import resource  # noqa: PLC0415  not on every system

    told = "import resource, sys; sys.stdin.read(); print(resource.getrlimit(resource.RLIMIT_CPU))"
    before = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (7200, before[1]))
    try:
        (line,) = Translator((sys.executable, "-c", told)).in_english(["x"], "fr")
        assert (7200, before[1]) == resource.getrlimit(resource.RLIMIT_CPU)
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)
    assert line == f"({before[1]}, {before[1]})"
