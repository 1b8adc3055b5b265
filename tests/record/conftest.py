"""Small reports, readings and incidents of our own making."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import LiteralString

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


OLDEST = 15  # the first version of PostgreSQL that a ledger may be in
RESTARTS = 20  # until the processes of a killed server have ended
USERS = ("postgres", "nobody")  # the first is whom Debian's package makes


def _programs() -> Path | None:
    """The folder with the programs of the newest PostgreSQL here, None where it is too old."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = {int(path.parts[-3]): path.parent for path in debian if path.parts[-3].isdecimal()}
    on_path = shutil.which("initdb")
    if on_path:
        said = subprocess.run([on_path, "--version"], check=True, capture_output=True, text=True)
        number = said.stdout.split()[2].partition(".")[0]
        found.setdefault(int(number) if number.isdecimal() else 0, Path(on_path).parent)
    return found[max(found)] if found and max(found) >= OLDEST else None


def _other_user() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in known) if os.geteuid() == 0 else None


@pytest.fixture(name="server", scope="session")
def _server() -> Iterator[str]:
    """The socket folder of a PostgreSQL server of our own, gone after the tests."""
    pytest.importorskip(
        "psycopg", reason="no driver of PostgreSQL here; try `pip install psycopg[binary]`"
    )
    programs = _programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL {OLDEST} or later here; try `apt-get install postgresql`")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        user = _other_user()
        if user:
            shutil.chown(folder, user)
        start = ["runuser", "-u", user, "--"] if user else []
        setup = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        _quietly([*start, str(programs / "initdb"), "-D", str(folder / "data"), *setup])
        _control_server(folder, "start")
        try:
            yield str(folder)
        finally:
            _control_server(folder, "stop")


def _control_server(folder: Path, what: str) -> None:
    """Start or stop the server of a folder."""
    programs, user = _programs(), _other_user()
    assert programs is not None
    start = ["runuser", "-u", user, "--"] if user else []
    control = [*start, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    if what == "start":
        options = f"-k {folder} -c listen_addresses='' -F"
        _quietly([*control, "-l", str(folder / "log"), "-o", options, "start"])
    else:
        _quietly([*control, "-m", "immediate", "stop"])


@pytest.fixture(name="kill_server")
def _kill_server(server: str) -> Callable[[], None]:
    """Kills the server."""
    number = Path(server) / "data" / "postmaster.pid"
    return lambda: os.kill(int(number.read_text("utf-8").split()[0]), signal.SIGKILL)


@pytest.fixture(name="restart_server")
def _restart_server(server: str) -> Callable[[], None]:
    """Starts the server again once the processes of the killed one have ended."""

    def restart() -> None:
        for _ in range(RESTARTS):
            with suppress(subprocess.CalledProcessError):
                return _control_server(Path(server), "start")
            time.sleep(0.2)
        return _control_server(Path(server), "start")

    return restart


def _quietly(command: list[str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(name="database")
def _database(server: str) -> Iterator[str]:
    """The URL of an empty database on the server."""
    with _made_database(server) as where:
        yield where


@pytest.fixture(name="other_database")
def _other_database(server: str) -> Iterator[str]:
    """The URL of another empty database on the server."""
    with _made_database(server) as where:
        yield where


@pytest.fixture(name="other_databases")
def _other_databases(server: str) -> Iterator[Callable[[], str]]:
    """Makes one empty database on the server after the other."""
    with ExitStack() as made:
        yield lambda: made.enter_context(_made_database(server))


@contextmanager
def _made_database(server: str, like: str = "template0") -> Iterator[str]:
    """The URL of a database on the server, as another is, which is dropped at the end."""
    name = f"ledger_{uuid.uuid4().hex}"
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    yield f"postgresql+psycopg://postgres@/{name}?host={server}"
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: str, statement: LiteralString) -> None:
    """Do something on the server that belongs to no database of a test."""
    import psycopg  # noqa: PLC0415  an extra

    where = f"host={server} user=postgres dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(name="empty_file", scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a ledger that holds nothing: a test takes it, rather than apply all changes."""
    folder = tmp_path_factory.mktemp("empty")
    with Ledger.open(str(folder / "empty.db"), create=True) as opened:
        opened.back_up(folder / "copy.db")
    return (folder / "copy.db").read_bytes()


@pytest.fixture(name="empty_database", scope="session")
def _empty_database(server: str) -> Iterator[str]:
    """The name of a database of a ledger that holds nothing."""
    with _made_database(server) as where:
        Ledger.open(where, create=True).close()
        yield where.rpartition("@/")[2].partition("?")[0]


@pytest.fixture(name="ledger", params=["sqlite", "postgresql"])
def _ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, on each kind of database."""
    if request.param == "sqlite":
        own = tmp_path / "ledger.db"
        own.write_bytes(request.getfixturevalue("empty_file"))
        with Ledger.open(str(own)) as opened:
            yield opened
        return
    like = request.getfixturevalue("empty_database")
    with (
        _made_database(request.getfixturevalue("server"), like) as where,
        Ledger.open(where) as opened,
    ):
        yield opened
