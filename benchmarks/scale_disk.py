"""How long one new mention takes against a ledger on disk, as the ledger grows.

    python -m benchmarks.scale_disk [--kept FOLDER] [MENTIONS …]

A made-up world is linked in memory and put in the index of a new SQLite ledger. Then mentions
come one by one, each in a transaction of its own, from opening what is kept to writing it back.
Filling a large ledger takes minutes: with FOLDER it is kept there for later runs.
Reading a report and reconciling its incidents do not depend on the size of a ledger, and are left
out.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from benchmarks.sizes import measure_sizes
from benchmarks.worlds import world
from dateline.link import LinkSession
from dateline.link.incremental import ClusterChanges
from dateline.link.profiles import MentionProfile
from dateline.link.session import index_mention
from dateline.record import Ledger
from dateline.types import LinkStep

MORE: Final = 200  # mentions that come one by one when all others are there
AT_ONCE: Final = 5_000  # clusters written at once
MARK: Final = "benchmark"


def measure(mentions: int, kept: Path | None = None) -> dict[str, float]:
    """Put one world on disk, and link some mentions more.

    Args:
        mentions: how many are there in the end.
        kept: a folder for filled ledgers.

    Returns:
        Seconds for one more mention, of the clock and of the processor, and the size of the ledger
        in gigabytes.
    """
    tellings = world(mentions)
    more = [telling.profile for telling in islice(tellings, MORE)]
    with tempfile.TemporaryDirectory() as folder:
        path, filled = Path(folder) / "ledger.db", (kept or Path(folder)) / f"{mentions}.db"
        if not filled.exists():
            with Ledger.open(str(filled), create=True) as ledger:
                _fill(ledger, [telling.profile for telling in tellings])
        shutil.copyfile(filled, path)
        with Ledger.open(str(path)) as ledger:
            times, worked = zip(*(_timed(ledger, one) for one in more), strict=True)
        size = path.stat().st_size
    return {
        "mentions": mentions,
        "one more, median": round(median(times), 4),
        "one more, p95": round(quantiles(times, n=20)[-1], 4),
        "one more, longest": round(max(times), 4),
        "processor, median": round(median(worked), 4),
        "processor, longest": round(max(worked), 4),
        "gigabytes on disk": round(size / 1e9, 2),
    }


def _fill(ledger: Ledger, profiles: Sequence[MentionProfile]) -> None:
    """Link mentions in memory and keep the outcome."""
    linking = LinkSession()
    linking.change(profiles)
    groups = iter(linking.groups_by_name())
    with ledger.linking(MARK) as work:
        work.begin()
        while some := tuple(islice(groups, AT_ONCE)):
            work.keep_step(_step(linking, ClusterChanges((), some)), (), anew=True)


def _timed(ledger: Ledger, profile: MentionProfile) -> tuple[float, float]:
    """Seconds of the clock and of the processor for one more mention."""
    started, worked = time.perf_counter(), time.process_time()
    with ledger.linking(MARK) as work:
        linking = LinkSession((), work)
        changes = linking.change((profile,))
        for mentions in changes.new:
            linking.cluster(mentions)
        work.keep_step(_step(linking, changes), (), anew=False)
    return time.perf_counter() - started, time.process_time() - worked


def _step(linking: LinkSession, changes: ClusterChanges) -> LinkStep:
    """What is to be kept of some clusters, none of whose mentions was there before or left."""
    groups = tuple(tuple(linking.numbers[m] for m in mentions) for mentions in changes.new)
    fresh = sorted(i for group in groups for i in group if i in linking.fresh)
    return LinkStep(
        out=(),
        indexed=tuple(index_mention(i, linking.profiles[i]) for i in fresh),
        apart=tuple(sorted(linking.parted)),
        near=tuple(_likes(linking, fresh)),
        groups=groups,
        left=(),
        linked=(),
        over=(),
    )


def _likes(linking: LinkSession, fresh: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """The pairs that look like one incident since the last change, each once."""
    for i in fresh:
        for j, weight in linking.near[i].items():
            if i < j or j not in linking.fresh:
                yield i, j, weight


def main() -> None:
    """Measure each size named on the command line."""
    measure_sizes("How long does one mention more take on disk?", "MENTIONS", measure)


if __name__ == "__main__":
    main()
