"""How long the pages of the workspace take with a large ledger, as a browser asks for them.

    python -m benchmarks.ledger_pages [--kept FILE] [--url URL] [INCIDENTS]

The made-up world of `benchmarks.ledger_lists`, with its readings, is served in this process; in
FILE, or in the database of URL on a server, it is kept for later runs. Each sort of page is asked
for with other values each time. The median and the 95th percentile of each sort are printed, by
the clock and, for machines that others use too, by the processor's time; besides how long the
service takes to read the ledger when it starts, and the size of the first page with all that it
loads.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Final

from sqlalchemy import func, insert, select
from starlette.testclient import TestClient

from benchmarks.ledger_lists import COUNTRIES, GROUPS, INCIDENTS, WORDS, fill, made_telling
from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.record.codec import to_json
from dateline.record.engine import writing_engine
from dateline.record.tables import READING, REPORT
from dateline.serve import make_application, warm_pages
from dateline.serve.pages.office import open_office
from dateline.types import Grade, Kind, Reading

Lasted = tuple[float, float]  # seconds by the clock, and of the processor

ASKED: Final = 40  # times that each sort of page is asked for
TOGETHER: Final = 1_000  # readings written at once
BUDGETS: Final = {"overview": 0.5, "review": 0.15}  # seconds, at the 95th percentile
BUDGET: Final = 0.2  # of any other page
SIZE: Final = 300_000  # bytes of the first page, packed
PACKED: Final = {"accept-encoding": "gzip"}
BROUGHT: Final = (  # what the first page loads besides
    *("/static/pages.css", "/static/pages.js", "/static/map.js", "/map.json?zoom=4"),
    *("/built/htmx.min.js", "/built/leaflet.js", "/built/leaflet.css"),
    *("/built/topojson-client.min.js", "/built/countries-110m.json", "/built/countries.json"),
)


def add_readings(ledger: Ledger, incidents: int) -> None:
    """Write down the readings of the made-up world, which pages of incidents and reports need."""
    random = Random(1)  # noqa: S311  the same made-up world
    tellings = (made_telling(number, random) for number in range(incidents))
    while some := list(islice(tellings, TOGETHER)):
        rows = [{"report": report.id, "json": _without_text(read)} for report, read, _ in some]
        with writing_engine(ledger.engine).begin() as connection:
            connection.execute(insert(READING), rows)


def _without_text(reading: Reading) -> str:
    """A reading as the ledger keeps it."""
    return to_json(replace(reading, document=replace(reading.document, text="")))


def prepare(where: str, incidents: int) -> None:
    """Fill a ledger, unless it is filled already."""
    if not holds_reports(where):
        fill(where, incidents)
    with Ledger.open(where) as ledger, ledger.engine.connect() as connection:
        reports = connection.execute(select(func.count()).select_from(REPORT)).scalar_one()
        readings = connection.execute(select(func.count()).select_from(READING)).scalar_one()
        if not readings:
            add_readings(ledger, reports)


def holds_reports(where: str) -> bool:
    """Was a ledger filled by an earlier run?"""
    if "://" not in where and not Path(where).exists():
        return False
    with Ledger.open(where, create=True) as ledger, ledger.engine.connect() as connection:
        return bool(connection.execute(select(func.count()).select_from(REPORT)).scalar_one())


def addresses(random: Random, ids: list[str], reports: list[str]) -> Iterator[tuple[str, str]]:
    """Addresses by their sort, with other values each time."""
    while True:
        west, south = random.uniform(0, 60), random.uniform(0, 25)
        day = f"{random.randrange(2000, 2020)}-{random.randrange(1, 12):02}"
        country, kind = random.choice(COUNTRIES), random.choice(list(Kind)).value
        yield "overview", "/"
        yield "days", f"/?from={day}-01&to={day}-28"
        yield "country and kind", f"/?country={country}&kind={kind}"
        yield "grade, sorted", f"/?grade={random.choice(list(Grade)).value}&sort=killed"
        yield "actor", f"/?actor={random.choice(GROUPS)}&country={country}"
        yield "a page further on", f"/?page={random.randrange(1, 1500)}"
        yield "words", f"/?text={random.choice(WORDS)}&country={country}"
        yield "map", f"/map.json?zoom=7&view={west},{south},{west + 12},{south + 8}"
        yield "incident", f"/incidents/{random.choice(ids)}"
        yield "report", f"/reports/{random.choice(reports)}"
        yield "contradictions", f"/contradictions?country={country}"


def measure(where: str) -> tuple[float, dict[str, list[Lasted]], int]:
    """Seconds to read the ledger, the times of each sort of page, and the first page's bytes."""
    with Ledger.open(where) as ledger:
        service = replace(ledger_service(ledger, where), hosts=("testserver",))
        client, office = TestClient(make_application(service)), open_office(service)
        begun = time.perf_counter()
        warm_pages(service)
        read = time.perf_counter() - begun
        random = Random(2)  # noqa: S311  a made-up world
        lines = random.sample(office.table.headlines(), 200)
        ids, reports = [line.id for line in lines], [line.told_in[0] for line in lines]
        times: dict[str, list[Lasted]] = {}
        for name, address in addresses(random, ids, reports):
            if len(times.get(name, ())) == ASKED:
                break
            times.setdefault(name, []).append(_timed(client, address))
        times["review"] = list(_reviewed(client))
        return read, times, sum(_size(client, path) for path in ("/", *BROUGHT))


def _timed(client: TestClient, address: str) -> Lasted:
    """How long a page takes, its packing included."""
    begun, used = time.perf_counter(), time.process_time()
    answer = client.get(address, headers=PACKED)
    lasted = (time.perf_counter() - begun, time.process_time() - used)
    if not answer.is_success:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return lasted


def _reviewed(client: TestClient) -> Iterator[Lasted]:
    """From an answer to the next question, in seconds; every answer is taken back in the end."""
    page = client.get("/review", headers=PACKED).text
    for at in range(ASKED):
        item = re.findall(r'data-item="([^"]+)"', page)[0]
        said = "yes" if at % 2 else "unsure"
        form = {"item": item, "answer": said, "by": "A. Coder", "back": ""}
        begun, used = time.perf_counter(), time.process_time()
        page = client.post("/review", data=form, headers=PACKED).text
        yield time.perf_counter() - begun, time.process_time() - used
    for _ in range(ASKED):
        client.post("/review", data={"answer": "undo", "by": "A. Coder", "back": ""})


def _size(client: TestClient, address: str) -> int:
    """The bytes of an answer as they are sent."""
    return int(client.get(address, headers=PACKED).headers["content-length"])


def main() -> None:
    """Print how long each sort of page takes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("incidents", nargs="?", type=int, default=INCIDENTS)
    parser.add_argument("--kept", type=Path, help="a ledger that is filled once")
    parser.add_argument("--url", help="a database on a server, empty or filled by an earlier run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.url or str(options.kept or Path(folder) / "ledger.db")
        prepare(where, options.incidents)
        read, times, size = measure(where)
    print(f"read at the start: {read:.1f} s")
    print(f"first page with all it loads: {size:,} bytes{'' if size <= SIZE else '  too large'}")
    for name, some in times.items():
        by_clock, by_processor = zip(*some, strict=True)
        late = "" if quantiles(by_clock, n=20)[-1] <= BUDGETS.get(name, BUDGET) else "  too slow"
        print(f"{name:20} {_shown(by_clock)}; processor {_shown(by_processor)}{late}")


def _shown(times: Sequence[float]) -> str:
    """A median and a 95th percentile in milliseconds."""
    high = quantiles(times, n=20)[-1]
    return f"median {median(times) * 1000:6.1f} ms, p95 {high * 1000:6.1f} ms"


if __name__ == "__main__":
    main()
