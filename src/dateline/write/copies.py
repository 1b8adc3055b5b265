"""Reports that share text: a passage a line, with who copies whom and whose words it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dateline.write.columns import Cell, CellType, Column, Table
from dateline.write.contents import Contents, SharedPassage

REPORTS, PROGRAM = "the reports", "Dateline"


def copied_passages(contents: Contents) -> Iterator[SharedPassage]:
    """The passages that reports of the incidents share with other reports."""
    told = {telling.report for one in contents.incidents for telling in one.tellings}
    for shared in contents.copies(contents.readings):
        if {shared.copy.left, shared.copy.right} & told:
            yield shared


def _source_name(shared: SharedPassage) -> str | None:
    """The report that the other goes back to."""
    return {shared.copy.left: shared.left, shared.copy.right: shared.right}.get(
        shared.copy.source or ""
    )


def _offset_column(
    name: str, read: Callable[[SharedPassage], Cell], meaning: str
) -> Column[SharedPassage]:
    return Column(name, read, meaning, PROGRAM, CellType.INTEGER, "characters")


COPIES: Final = Table(
    "copies",
    "a passage that two reports share",
    (
        Column("left", lambda x: x.left, "name of one report", REPORTS),
        Column("left_id", lambda x: x.copy.left, "its bytes", PROGRAM, unit="SHA-256"),
        Column("right", lambda x: x.right, "name of the other report", REPORTS),
        Column("right_id", lambda x: x.copy.right, "its bytes", PROGRAM, unit="SHA-256"),
        Column("kind", lambda x: x.copy.kind.value, "kind of copy", PROGRAM),
        Column(
            "source",
            _source_name,
            "name of the report that the other goes back to; empty if that cannot be told",
            PROGRAM,
        ),
        Column(
            "firm",
            lambda x: x.copy.firm,
            "whether the direction is printed (a date, a credit) or inferred from the texts",
            PROGRAM,
            CellType.BOOLEAN,
        ),
        Column(
            "reason", lambda x: x.copy.reason, "how the direction is known, or why not", PROGRAM
        ),
        Column(
            "left_share",
            lambda x: round(x.copy.left_share, 3),
            "share of the left report's words that stand in the right one, 0 to 1",
            PROGRAM,
            CellType.NUMBER,
        ),
        Column(
            "right_share",
            lambda x: round(x.copy.right_share, 3),
            "share of the right report's words that stand in the left one, 0 to 1",
            PROGRAM,
            CellType.NUMBER,
        ),
        Column(
            "voice",
            lambda x: x.voice,
            "whose words the passage has; empty if that cannot be told",
            PROGRAM,
        ),
        Column(
            "words", lambda x: x.passage.words, "words of the passage", PROGRAM, CellType.INTEGER
        ),
        Column(
            "changed",
            lambda x: x.passage.changed,
            "words that differ between the two",
            PROGRAM,
            CellType.INTEGER,
        ),
        _offset_column(
            "left_start", lambda x: x.passage.left.start, "where it begins in the left text"
        ),
        _offset_column("left_end", lambda x: x.passage.left.end, "where it ends there"),
        _offset_column(
            "right_start", lambda x: x.passage.right.start, "where it begins in the right text"
        ),
        _offset_column("right_end", lambda x: x.passage.right.end, "where it ends there"),
        Column("text", lambda x: x.text, "the passage, as the left report has it", REPORTS),
    ),
)
