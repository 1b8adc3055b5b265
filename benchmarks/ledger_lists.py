"""How long lists and searches take in a large ledger, through the functions that serve it.

    python -m benchmarks.ledger_lists [--kept FILE] [--url URL] [INCIDENTS]

A made-up world of incidents, with a report each, is written to a ledger; with FILE it is kept
for later runs. Then filtered lists, boxes on the map and searches are asked for, each as often as
with other values, and the median and the 95th percentile of each sort are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Final

from sqlalchemy import Connection, insert

from dateline.filters import FigureBounds, Filters, MapBox, MapCircle
from dateline.record import Ledger, ListRequest
from dateline.record import incidents as incident_rows
from dateline.record.engine import writing_engine
from dateline.record.reports import claim_rows, document_row, report_columns
from dateline.record.search import index_reports
from dateline.record.tables import CLAIM, DOCUMENT, REPORT, REPORT_NAME
from dateline.types import (
    Block,
    BlockKind,
    Claim,
    Cluster,
    Count,
    Creation,
    Document,
    Finding,
    Grade,
    Incident,
    Interval,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Perpetrator,
    Place,
    PlaceKind,
    Prominence,
    Range,
    Reading,
    Report,
    ReportCoverage,
    Role,
    Scope,
    Source,
    Span,
    Stage,
    Standing,
    Target,
    TargetKind,
    Toll,
    When,
)

INCIDENTS: Final = 100_000
TOGETHER: Final = 2_000  # written at once
ASKED: Final = 60  # times that each sort of question is asked
BUDGET: Final = 0.2  # seconds, at the 95th percentile
START: Final = date(2000, 1, 1)
DAYS: Final = 20 * 365
COUNTRIES: Final = tuple("AF IQ SY SO NG PK YE LY ML IN".split())
GROUPS: Final = tuple(f"{a} {b}" for a in ("Red", "Black", "River") for b in ("Hand", "Front"))
WORDS: Final = tuple(
    f"{a}{b}" for a in "bdfgklmnprst" for b in "andor ilkat emun ostra ural".split()
)
TARGETS: Final = ("checkpoint", "market", "convoy", "school", "police station", "mosque")


def made_telling(number: int, random: Random) -> tuple[Report, Reading, Incident]:
    """A report of one made-up incident, its reading, and the incident."""
    day = START + timedelta(days=random.randrange(DAYS))
    town = f"{random.choice(WORDS).title()}{random.choice(WORDS)}"
    kind, group, target = random.choice(list(Kind)), random.choice(GROUPS), random.choice(TARGETS)
    killed = min(int(random.paretovariate(1.2)) - 1, 400)
    filler = " ".join(random.choices(WORDS, k=40))
    lead = f"The {group} attacked a {target} in {town} on {day:%B %d, %Y}, killing {killed} people"
    text = f"{kind.value.replace('_', ' ').title()} in {town}\n\n{lead}, police said. {filler}."
    content = f"{number} {text}".encode()
    name = hashlib.sha256(content).hexdigest()
    source = Source(f"outlet{number % 50}", f"Outlet {number % 50}", f"Owner {number % 30}")
    report = Report(name, f"{number}.txt", content, "text/plain", source=source, published=day)
    days, quote = Interval(day, day), Span(text.index(lead), text.index(". ") + 1)
    place = Place(
        town,
        PlaceKind.CITY,
        country=random.choice(COUNTRIES),
        city=town,
        lat=round(random.uniform(0, 40), 4),
        lon=round(random.uniform(0, 80), 4),
        precision=1,
    )
    toll = Toll(Count(killed, killed, killed))
    said = (
        (Role.KILLED, str(killed), toll),
        (Role.WHERE, town, place),
        (Role.ACTOR, group, Party(group, PartyKind.ARMED_GROUP)),
        (Role.TARGET, target, Target(target, TargetKind.CIVILIANS)),
    )
    mention = f"m{name[:15]}"
    claims = tuple(
        Claim(
            f"{role.value}{name[:12]}",
            role,
            value,
            name,
            Span(at, at + len(words)),
            quote,
            Modality.ASSERTED,
            Party("police", PartyKind.POLICE),
            None,
            "made",
        )
        for role, words, value in said
        for at in (text.index(words, quote.start),)
    )
    creation = Creation(days)
    document = Document(
        name, report.name, text, (Block(BlockKind.BODY, Span(0, len(text))),), None, "en", source,
        None, (), creation,
    )  # fmt: skip
    trigger = Span(text.index("attacked"), text.index("attacked") + 8)
    told = Mention(
        mention,
        name,
        kind,
        Stage.ACCOMPLISHED,
        Scope.SINGLE,
        Prominence.MAIN,
        trigger,
        quote,
        claims,
    )
    prominence = random.choices(list(Prominence), (8, 2))[0]
    incident = Incident(
        id=name[:16],
        kind=kind,
        stage=Stage.ACCOMPLISHED,
        grade=random.choice(list(Grade)),
        when=Finding(When(days, None, "day"), Standing.SINGLE_SOURCE, ()),
        where=Finding(place, Standing.SINGLE_SOURCE, (claims[1].id,)),
        origin=None,
        targets=(Finding(Target(target, TargetKind.CIVILIANS), Standing.SINGLE_SOURCE, ()),),
        perpetrators=(Perpetrator(group, "named", (claims[2].id,)),),
        weapons=(),
        killed=Finding(Range(killed, killed, killed), Standing.SINGLE_SOURCE, (claims[0].id,)),
        wounded=None,
        abducted=None,
        arrested=None,
        attackers_killed=None,
        victims=(),
        damage=None,
        statements=(),
        no_claim_reported=False,
        outlets=(source.owner,),
        voices=("police",),
        tellings=(ReportCoverage(name, (report.name,), prominence, days, source.name),),
        claims=claims,
        cluster=Cluster((mention,), ()),
    )
    return report, Reading(document, creation, (told,)), incident


def fill(where: str, incidents: int) -> None:
    """Write a made-up world to a new ledger."""
    random = Random(1)  # noqa: S311  a made-up world
    tellings = (made_telling(number, random) for number in range(incidents))
    with Ledger.open(where, create=True) as ledger:
        while some := list(islice(tellings, TOGETHER)):
            with writing_engine(ledger.engine).begin() as connection:
                _record(connection, some)
                incident_rows.renew_incidents(connection, (), [incident for *_, incident in some])


def _record(connection: Connection, tellings: Sequence[tuple[Report, Reading, Incident]]) -> None:
    """Write down of reports what lists and searches read; the rest would take an hour."""
    reports = [report for report, *_ in tellings]
    connection.execute(insert(REPORT), [report_columns(report) for report in reports])
    names = [{"name": report.name, "report": report.id} for report in reports]
    connection.execute(insert(REPORT_NAME), names)
    readings = [reading for _, reading, _ in tellings]
    connection.execute(insert(DOCUMENT), [document_row(reading) for reading in readings])
    claims = [row for reading in readings for row in claim_rows(reading)]
    connection.execute(insert(CLAIM), claims)
    index_reports(connection, [report.id for report in reports])


def questions(random: Random) -> Iterator[tuple[str, Callable[[Ledger], object]]]:
    """What is asked, by its sort, with other values each time."""
    while True:
        day = START + timedelta(days=random.randrange(DAYS))
        west, south = random.uniform(0, 60), random.uniform(0, 25)
        asked = {
            "all": Filters(role="main"),
            "days": Filters(first=day, last=day + timedelta(days=90)),
            "country and kind": Filters(
                countries=(random.choice(COUNTRIES),), kinds=(random.choice(list(Kind)).value,)
            ),
            "grade, role, killed": Filters(
                grades=(random.choice(list(Grade)).value,), role="main", killed=FigureBounds(low=5)
            ),
            "box": Filters(box=MapBox(west, south, west + 15, south + 10)),
            "circle": Filters(near=MapCircle(south, west, 300)),
            "actor": Filters(actors=(random.choice(GROUPS),)),
            "outlet": Filters(outlets=(f"Outlet {random.randrange(50)}",)),
        }
        for name, filters in asked.items():
            yield name, lambda ledger, f=filters: ledger.list_incidents(ListRequest(filters=f))  # type: ignore[misc]
        later = ListRequest(latest_first=True, after=f"{day} ")
        yield "a page further on", lambda ledger, r=later: ledger.list_incidents(r)  # type: ignore[misc]
        word = random.choice(WORDS)
        words = ListRequest(filters=Filters(countries=("IQ",)), words=word)
        yield "words and country", lambda ledger, r=words: ledger.list_incidents(r)  # type: ignore[misc]
        for name, query in {
            "search, common words": "police killing",
            "search, a word": word,
            "search, a phrase": f'"{random.choice(GROUPS)} attacked a {random.choice(TARGETS)}"',
            "search, a beginning": f"{word[:3]}*",
            "search, nothing": "zzzz",
        }.items():
            yield name, lambda ledger, q=query: ledger.search(q)  # type: ignore[misc]


def measure(where: str) -> dict[str, tuple[float, float]]:
    """The median and the 95th percentile of each sort of question, in seconds."""
    times: dict[str, list[float]] = {}
    with Ledger.open(where) as ledger:
        for name, ask in questions(Random(2)):  # noqa: S311  a made-up world
            if len(times.get(name, ())) == ASKED:
                break
            start = time.perf_counter()
            ask(ledger)
            times.setdefault(name, []).append(time.perf_counter() - start)
    return {name: (median(some), quantiles(some, n=20)[-1]) for name, some in times.items()}


def main() -> None:
    """Print how long each sort of question takes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("incidents", nargs="?", type=int, default=INCIDENTS)
    parser.add_argument("--kept", type=Path, help="a ledger that is filled once")
    parser.add_argument("--url", help="an empty database on a server, in place of a file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.url or str(options.kept or Path(folder) / "ledger.db")
        if options.url or not Path(where).exists():
            fill(where, options.incidents)
        found = measure(where)
    for name, (middle, high) in found.items():
        late = "" if high <= BUDGET else "  too slow"
        print(f"{name:24} median {middle * 1000:6.1f} ms, p95 {high * 1000:6.1f} ms{late}")


if __name__ == "__main__":
    main()
