"""How long it takes to settle when one report more was written, as a ledger on disk grows.

    python -m benchmarks.scale_days [--kept FOLDER] [REPORTS …]

A made-up world of stories, each told by a few reports that share a passage, and some names; one
report in ten does not say when it was written. Its traces are put in the index of a new SQLite
ledger. Then reports come one by one, dated and undated ones in turn, each in a transaction of its
own. Reading a report is left out, and so is linking its mentions (`benchmarks.scale_disk`).
Filling a large ledger takes minutes: with FOLDER it is kept there for later runs.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from sqlalchemy import Connection, insert

from benchmarks.sizes import measure_sizes
from dateline.link.dates import is_dated, spread_all
from dateline.link.session import ReportChanges, linked_reports, spread_further
from dateline.record import Ledger
from dateline.record.engine import writing_engine
from dateline.record.linking import Work
from dateline.record.tables import REPORT
from dateline.types import (
    Block,
    BlockKind,
    Creation,
    Document,
    Interval,
    Kind,
    LinkedReport,
    LinkStep,
    Mention,
    Prominence,
    Reading,
    Scope,
    Span,
    Stage,
)

TELLINGS: Final = 4  # reports of a story
OPEN: Final = 10  # one report in so many does not say when it was written
DAYS: Final = 7300
FIRST: Final = date(2005, 1, 1)
OWN_WORDS, SHARED_WORDS, NAMES = 200, 60, 40
VOCABULARY, NAMED = 20_000, 30_000  # words, and names
MORE: Final = 100  # reports that come one by one, half of them undated
AT_ONCE: Final = 500  # stories


def report_id(number: int) -> str:
    """The id of a report of the world."""
    return f"{number:064d}"


def made_up(number: int, *, undated: bool | None = None) -> Reading:
    """A report of the world.

    Args:
        number: of the report; the same number gives the same report.
        undated: whether it says when it was written; by its number, if None.
    """
    story, random = number // TELLINGS, Random(number)  # noqa: S311  no secret
    shared = Random(-1 - story)  # noqa: S311  no secret
    day = FIRST + timedelta(days=shared.randrange(DAYS))
    names = [f"N{_zipf(shared, NAMED)}" for _ in range(NAMES // 2)]
    names += [f"N{_zipf(random, NAMED)}" for _ in range(NAMES // 2)]
    text = f"{_words(shared, SHARED_WORDS)}. {_words(random, OWN_WORDS)} {' '.join(names)}."
    hidden = number % OPEN == 0 if undated is None else undated
    created = Creation(None, weekday=day.weekday()) if hidden else Creation(Interval(day, day))
    name, whole = report_id(number), Span(0, len(text))
    blocks = (Block(BlockKind.BODY, whole),)
    document = Document(name, name, text, blocks, None, "en", None, None, (), created)
    told = (Kind.BOMBING, Stage.ACCOMPLISHED, Scope.SINGLE, Prominence.MAIN)
    mention = Mention(f"m{number}", name, *told, Span(0, 1), whole, ())
    return Reading(document, created, (mention,))


def _words(random: Random, count: int) -> str:
    """Words as unevenly frequent as in news."""
    return " ".join(f"w{_zipf(random, VOCABULARY)}" for _ in range(count))


def _zipf(random: Random, most: int) -> int:
    """A number up to a most, small ones more often."""
    return int(most ** random.random())


@dataclass(frozen=True, slots=True)
class MadeUpWork(Work):
    """A step of linking that makes readings where a ledger reads them."""

    def readings_by_id(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """Some readings of the world."""
        return tuple(made_up(int(name)) for name in ids)


def measure(reports: int, kept: Path | None = None) -> dict[str, float]:
    """Put one world on disk, and settle when some reports more were written.

    Args:
        reports: how many are there.
        kept: a folder for filled ledgers.

    Returns:
        Seconds of the processor for one more dated and one more undated report, the share of the
        latter that were dated, and the size of the ledger in gigabytes.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, filled = Path(folder) / "ledger.db", (kept or Path(folder)) / f"days-{reports}.db"
        if not filled.exists():
            begun = filled.with_suffix(".part")
            begun.unlink(missing_ok=True)
            with Ledger.open(str(begun), create=True) as ledger:
                _fill(ledger, reports)
            begun.rename(filled)
        shutil.copyfile(filled, path)
        worked: dict[bool, list[float]] = {True: [], False: []}
        found = 0
        with Ledger.open(str(path)) as ledger:
            for step in range(MORE):
                undated = bool(step % 2)
                # Of stories that are there: each has one report more.
                number = step * (reports // MORE // TELLINGS) * TELLINGS
                one = made_up(number, undated=undated)
                seconds, dated = _timed(ledger, _renamed(one, reports + step))
                worked[undated].append(seconds)
                found += undated and dated
        size = path.stat().st_size
    return {
        "reports": reports,
        **{
            f"{name}, {how}": round(take(worked[undated]), 4)
            for undated, name in ((False, "dated"), (True, "undated"))
            for how, take in (("median", median), ("longest", max))
        },
        "undated ones that were dated": found / (MORE / 2),
        "gigabytes on disk": round(size / 1e9, 2),
    }


def _renamed(one: Reading, number: int) -> Reading:
    """A report under a number of its own, with words of its own before those of the story."""
    other = made_up(number)
    document, at = one.document, one.document.text.index(". ")
    text = f"{document.text[:at]}. {other.document.text}"
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    name = report_id(number)
    renamed = Document(name, name, text, blocks, None, "en", None, None, (), document.created)
    (mention,) = one.mentions
    told = (mention.kind, mention.stage, mention.scope, mention.prominence)
    again = Mention(f"m{number}", name, *told, mention.trigger, Span(0, len(text)), ())
    return Reading(renamed, one.created, (again,))


def _fill(ledger: Ledger, reports: int) -> None:
    """File all reports of the world, the undated ones as the others of their story date them."""
    numbers = iter(range(0, reports, TELLINGS))
    while few := list(islice(numbers, AT_ONCE)):
        with writing_engine(ledger.engine).begin() as connection:
            _keep(connection, [one for number in few for one in _linked_story(number)])


def _linked_story(number: int) -> list[LinkedReport]:
    """The reports of a story as a ledger keeps them."""
    readings = {report_id(n): made_up(n) for n in range(number, number + TELLINGS)}
    own = {report: reading.created for report, reading in readings.items()}
    settled = spread_all(readings, own)
    created = own | {report: one.created for report, one in settled.items()}
    coming = tuple(readings)
    return list(linked_reports(ReportChanges(coming, (), readings, created, settled)))


def _keep(connection: Connection, linked: Sequence[LinkedReport]) -> None:
    """Put reports and their traces in a ledger."""
    row = {"media_type": "text/plain", "encoding": "utf-8", "content": b""}
    rows = [{"id": one.report, "name": one.report, **row} for one in linked]
    connection.execute(insert(REPORT), rows)
    step = LinkStep((), (), (), (), (), left=(), linked=linked, over=())
    Work(connection, "benchmark").keep_step(step, (), anew=True)


def _timed(ledger: Ledger, reading: Reading) -> tuple[float, bool]:
    """Seconds of the processor for one more report, and whether it is dated then."""
    report = reading.document.report
    with writing_engine(ledger.engine).begin() as connection:
        row = {"id": report, "name": report, "media_type": "text/plain", "encoding": "utf-8"}
        connection.execute(insert(REPORT).values(**row, content=b""))
        started = time.process_time()
        work = MadeUpWork(connection, "benchmark")
        found = spread_further(work, {report: reading}, {report: reading.created}, ())
        step = LinkStep((), (), (), (), (), left=found.going, linked=linked_reports(found), over=())
        work.keep_step(step, (), anew=False)
    return time.process_time() - started, is_dated(found.created[report])


def main() -> None:
    """Measure each size named on the command line."""
    measure_sizes("How long does it take to date one report more?", "REPORTS", measure)


if __name__ == "__main__":
    main()
