"""What everyday sentences tell: an event of a kind, or none at all."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Kind, Mention, Prominence, Report, Scope, Stage

HERE = Path(__file__).parent
# A headline is read with a sentence below it, as a report has one.
BELOW = "Officials gave no more details, and the weather was fine and mild in the region."


def main(text: str) -> list[Mention]:
    """The main incidents of a made-up report of one sentence."""
    body = text if text.endswith(".") else f"{text}\n{BELOW}"
    content = f"{body}\n".encode()
    name = hashlib.sha256(content).hexdigest()
    document = clean_report(
        Report(name, "a.txt", content, "text/plain", published=date(2021, 3, 5))
    )
    return [
        m
        for m in extract(document, detect(document))
        if m.prominence is Prominence.MAIN
        and m.scope is Scope.SINGLE
        and m.stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}
    ]


def rows(name: str) -> list[tuple[str, str]]:
    """The sentences of a table, each with the name that it stands under."""
    table = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return [(key, text) for key, sentences in table.items() for text in sentences]


@pytest.mark.parametrize(("kind", "text"), rows("told.toml"))
def test_an_everyday_sentence_tells_of_an_event(kind: str, text: str) -> None:
    """A sentence of plain news is one incident of its kind; what was stopped is attempted."""
    told = main(text)
    assert len(told) == 1
    if kind == "attempted":
        assert told[0].stage is Stage.ATTEMPTED
    else:
        assert (told[0].kind, told[0].stage) == (Kind(kind), Stage.ACCOMPLISHED)


@pytest.mark.parametrize(("sort", "text"), rows("untold.toml"))
def test_what_did_not_happen_is_no_incident(sort: str, text: str) -> None:
    """Threats, plans, drills, denials, history, sums, figures of speech and accidents are none."""
    assert not main(text), sort
