"""Totals over several events ("78 attacks since October 17"): kept as told, never as incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from dateline.types import Mention, Reading, Scope
from dateline.write.statements import unique_statements


def write_aggregates(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write one aggregate a line, in the order given."""
    stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def aggregate_rows(
    readings: Iterable[Reading], names: Mapping[str, tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    """Turn the aggregates of reports into rows, by report name and place in the text.

    Args:
        readings: in any order.
        names: all names of each report, by report id.
    """
    found = [
        (reading, mention)
        for reading in readings
        for mention in reading.mentions
        if mention.scope is Scope.AGGREGATE
    ]
    for reading, mention in sorted(
        found, key=lambda f: (first_report_name(f[1], names), f[1].trigger)
    ):
        yield aggregate_row(reading, mention, first_report_name(mention, names))


def aggregate_row(reading: Reading, mention: Mention, name: str) -> dict[str, Any]:
    """One aggregate with its statements."""
    text = reading.document.text
    return {
        "id": mention.id,
        "kind": mention.kind.value,
        "sub_kind": mention.sub_kind,
        "stage": mention.stage.value,
        "report": name,
        "quote": text[mention.quote.start : mention.quote.end],
        "start": mention.quote.start,
        "end": mention.quote.end,
        "statements": [
            dict(s)
            for s in unique_statements(
                mention.claims, {mention.report: text}, {mention.report: name}
            )
        ],
    }


def first_report_name(mention: Mention, names: Mapping[str, tuple[str, ...]]) -> str:
    """The first name of a mention's report; its id where it has none."""
    return (names.get(mention.report) or (mention.report,))[0]
