"""Reports in shards, and what was read of a shard as a Parquet file, for engines of many machines.

A shard is told by the hashes of its reports' ids alone, and files are merged in the order of ids:
what a ledger comes to never depends on how an engine hands out its work.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from dateline.errors import MissingExtraError
from dateline.guards import Answer
from dateline.record.codec import from_json, to_json
from dateline.types import Reading, Report, SetAside

ID, KIND, JSON = "id", "kind", "json"
READ, ASIDE = "reading", "set aside"
ROWS_AT_ONCE: Final = 100  # of a file that is merged
DIGITS: Final = 16


def shards_of(reports: Iterable[Report], count: int) -> tuple[tuple[Report, ...], ...]:
    """Reports by shard, each in the order of ids; those without a report are left out."""
    shards: defaultdict[int, dict[str, Report]] = defaultdict(dict)
    for report in reports:
        number = int(sha256(report.id.encode()).hexdigest()[:DIGITS], 16) % count
        shards[number][f"{report.id} {report.name}"] = report
    return tuple(
        tuple(report for _, report in sorted(shard.items())) for _, shard in sorted(shards.items())
    )


def shard_name(shard: Sequence[Report], made_by: str) -> str:
    """The name of the file of a shard: the same for the same reports and program.

    Args:
        shard: its reports.
        made_by: what else the answers hang on.
    """
    whole = "\n".join([made_by, *(f"{report.id} {report.name}" for report in shard)])
    return f"{sha256(whole.encode()).hexdigest()[:DIGITS]}.parquet"


def packed_answers(answers: Iterable[tuple[Report, Answer]]) -> bytes:
    """A Parquet file with what was read of each report."""
    arrow, parquet = arrow_libraries()
    rows = [
        {ID: r.id, KIND: READ if isinstance(a, Reading) else ASIDE, JSON: to_json(a)}
        for r, a in answers
    ]
    table = arrow.Table.from_pylist(
        rows, schema=arrow.schema([(n, arrow.string()) for n in (ID, KIND, JSON)])
    )
    stream = BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def merged_answers(
    files: Mapping[Path, Sequence[Report]],
) -> Iterator[tuple[Report, Answer]]:
    """All reports with their answers, in the order of ids.

    Args:
        files: of shards, each with the reports of its shard.
    """
    streams = [zip(shard, _unpacked(file), strict=True) for file, shard in files.items()]
    yield from heapq.merge(*streams, key=lambda found: (found[0].id, found[0].name))


def _unpacked(file: Path) -> Iterator[Answer]:
    """The answers of a file, a few in memory at a time."""
    _, parquet = arrow_libraries()
    with parquet.ParquetFile(file) as opened:
        for batch in opened.iter_batches(ROWS_AT_ONCE):
            for row in batch.to_pylist():
                text = row[JSON]
                is_read = row[KIND] == READ
                yield from_json(text, Reading) if is_read else from_json(text, SetAside)


def arrow_libraries() -> tuple[Any, Any]:
    """Arrow, and its Parquet.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("Reading in shards", "ray") from error
