"""Whatever letters a report brings, both databases hold the same ones.

A long run: DATELINE_STRINGS=10000 python -m pytest tests/record/test_unicode.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.errors import UnreadableError
from dateline.record import Ledger
from dateline.record.tables import DOCUMENT, READING, REPORT, REPORT_NAME, SET_ASIDE
from dateline.types import Creation, Reading, Report, SetAside

STRINGS = int(os.environ.get("DATELINE_STRINGS", "300"))
BODY = "A bomb killed three people in the town of Kandol on Monday, the police said there."
# Planes, and what is no letter: controls, halves of a pair, private ones, the ends of planes.
RANGES = (
    *((0x00, 0x20), (0x20, 0x250), (0x300, 0x370), (0x590, 0x700), (0xD7F0, 0xE010)),
    *((0xFFF0, 0x10010), (0x1F300, 0x1F700), (0xE0000, 0xE0080), (0x10FFF0, 0x110000)),
    *((0x200B, 0x2070), (0x4E00, 0x4F00), (0xFE00, 0xFF60)),
)


def odd_text(random: Random) -> str:
    """A text of any characters, halves of pairs among them."""
    first, last = random.choice(RANGES)
    odd = "".join(chr(random.randrange(first, last)) for _ in range(random.randrange(1, 12)))
    return odd if random.random() < 0.5 else f"{odd}Kandol{odd}"


def outcome(arrival: Report) -> Reading | SetAside:
    """A report with its readable text, or why it has none."""
    try:
        document = clean_report(arrival)
    except UnreadableError as error:
        return SetAside(arrival.name, "clean", str(error))
    return Reading(document, Creation(None), ())


def held(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    """All that a ledger holds of its reports."""
    tables = (REPORT, DOCUMENT, READING, REPORT_NAME, SET_ASIDE)
    with ledger.engine.connect() as connection:
        return [sorted(map(tuple, connection.execute(select(t))), key=repr) for t in tables]


@pytest.mark.slow
def test_both_databases_hold_the_same_letters(tmp_path: Path, database: str) -> None:
    random, path = Random(24), tmp_path / "rows.jsonl"  # noqa: S311  no secret
    with path.open("w", encoding="ascii") as stream:
        for n in range(STRINGS):
            odd = odd_text(random)
            row = {"id": str(n), "title": odd, "outlet": odd[:3], "text": f"{BODY} {odd} {n}"}
            stream.write(json.dumps(row) + "\n")
    arrivals = list(acquire((path,)))
    reports = [arrival for arrival in arrivals if isinstance(arrival, Report)]
    assert len(reports) > STRINGS * 0.9
    read = [(report, outcome(report)) for report in reports]
    with (
        Ledger.open(str(tmp_path / "own.db"), create=True) as one,
        Ledger.open(database, create=True) as other,
    ):
        for ledger in (one, other):
            list(ledger.record_all(read))
            for arrival in arrivals:
                if isinstance(arrival, SetAside):
                    ledger.set_aside(arrival)
        assert held(one) == held(other)
        assert () == one.faults() == other.faults()
