"""Small reports, readings and incidents of our own making."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.record import Ledger
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
    TimeAnchor,
    TimeExpression,
    Toll,
    When,
)

TEXT = "A bomb killed three people in Kandol on Monday, police said."
DAY = Interval(date(2021, 3, 1), date(2021, 3, 1))


def make_report(text: str = TEXT, name: str = "a.txt", published: date | None = None) -> Report:
    """A report of plain text."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    source = Source("post", "The Post", "Post Group")
    return Report(digest, name, content, "text/plain", source=source, published=published)


def make_reading(report: Report) -> Reading:
    """A reading with one mention and three claims."""
    text = report.content.decode()
    quote = Span(0, len(text))
    creation = Creation(DAY if report.published else None)
    blocks = (Block(BlockKind.BODY, quote),)
    document = Document(
        report.id, report.name, text, blocks, None, "en", report.source, None, (), creation
    )
    told = (
        (Role.KILLED, "three", Toll(Count(3, 3, 3))),
        (Role.WHERE, "Kandol", Place("Kandol", PlaceKind.CITY, country="AF")),
        (Role.WHEN, "Monday", TimeExpression(TimeAnchor.CREATION, "DATE", weekday=0)),
    )
    mention = f"m{report.id[:15]}"
    claims = tuple(
        Claim(
            id=f"{role.value}-{mention}",
            role=role,
            value=value,
            report=report.id,
            span=Span(text.index(words), text.index(words) + len(words)),
            quote=quote,
            modality=Modality.ASSERTED,
            speaker=Party("police", PartyKind.POLICE),
            via=None,
            reader="test",
        )
        for role, words, value in told
    )
    return Reading(
        document,
        creation,
        (
            Mention(
                mention,
                report.id,
                Kind.BOMBING,
                Stage.ACCOMPLISHED,
                Scope.SINGLE,
                Prominence.MAIN,
                Span(2, 6),
                quote,
                claims,
            ),
        ),
    )


def make_incident(*readings: Reading) -> Incident:
    """One incident of the first mentions of readings; its id is the smallest mention's."""
    mentions = tuple(sorted(reading.mentions[0].id for reading in readings))
    claims = tuple(claim for reading in readings for claim in reading.mentions[0].claims)
    killed = tuple(claim.id for claim in claims if claim.role is Role.KILLED)
    return Incident(
        id=f"i{mentions[0]}",
        kind=Kind.BOMBING,
        stage=Stage.ACCOMPLISHED,
        grade=Grade.FAIR,
        when=Finding(When(DAY, None, "day"), Standing.SINGLE_SOURCE, ()),
        where=Finding(Place("Kandol", PlaceKind.CITY), Standing.SINGLE_SOURCE, ()),
        origin=None,
        targets=(),
        perpetrators=(),
        weapons=(),
        killed=Finding(Range(3, 3, 3), Standing.SINGLE_SOURCE, killed),
        wounded=None,
        abducted=None,
        arrested=None,
        attackers_killed=None,
        victims=(),
        damage=None,
        statements=(),
        no_claim_reported=False,
        outlets=("Post Group",),
        voices=("police",),
        tellings=tuple(
            ReportCoverage(r.document.report, (r.document.name,), Prominence.MAIN, None)
            for r in readings
        ),
        claims=claims,
        cluster=Cluster(mentions, ()),
    )


@pytest.fixture(name="report")
def _report() -> Callable[..., Report]:
    """Makes a report of plain text."""
    return make_report


@pytest.fixture(name="reading")
def _reading() -> Callable[[Report], Reading]:
    """Makes a reading of a report."""
    return make_reading


@pytest.fixture(name="incident")
def _incident() -> Callable[..., Incident]:
    """Makes an incident of readings."""
    return make_incident


PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def _as_server() -> list[str]:
    """What starts a command as a user that the server runs as; it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@pytest.fixture(name="server", scope="session")
def _server() -> Iterator[str]:
    """The socket folder of a PostgreSQL server of our own, gone after the tests."""
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    if not (PROGRAMS / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, options = folder / "data", f"-k {folder} -c listen_addresses='' -F"
        control = [*_as_server(), str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w"]
        setup = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        _quietly([*_as_server(), str(PROGRAMS / "initdb"), "-D", str(data), *setup])
        _quietly([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield str(folder)
        finally:
            _quietly([*control, "-m", "immediate", "stop"])


def _quietly(command: list[str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(name="database")
def _database(server: str) -> Iterator[str]:
    """The URL of an empty database on the server."""
    yield from _made_database(server)


@pytest.fixture(name="other_database")
def _other_database(server: str) -> Iterator[str]:
    """The URL of another empty database on the server."""
    yield from _made_database(server)


def _made_database(server: str) -> Iterator[str]:
    """The URL of an empty database on the server, which is dropped at the end."""
    name = f"ledger_{uuid.uuid4().hex}"
    _quietly([str(PROGRAMS / "createdb"), "-h", server, "-U", "postgres", name])
    yield f"postgresql+psycopg://postgres@/{name}?host={server}"
    _quietly([str(PROGRAMS / "dropdb"), "-h", server, "-U", "postgres", "--force", name])


@pytest.fixture(name="ledger", params=["sqlite", "postgresql"])
def _ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, on each kind of database."""
    own = str(tmp_path / "ledger.db")
    where = own if request.param == "sqlite" else request.getfixturevalue("database")
    with Ledger.open(where, create=True) as opened:
        yield opened
