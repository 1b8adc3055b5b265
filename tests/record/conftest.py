"""Ledgers on each kind of database, filled once and copied for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import LiteralString

import pytest

from dateline.record import Ledger
from dateline.types import Incident, Reading, Report
from record.samples import make_incident, make_reading, make_report


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


Fill = Callable[[Ledger], object]
Copies = Callable[[str, Fill, Path], AbstractContextManager[Ledger]]
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))
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
    where = _new_database(server, like)
    yield where
    _on_server(server, f"DROP DATABASE {_name_in(where)} WITH (FORCE)")


def _new_database(server: str, like: str) -> str:
    """The URL of a new database on the server, as another is."""
    name = f"ledger_{uuid.uuid4().hex}"
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    return f"postgresql+psycopg://postgres@/{name}?host={server}"


def _name_in(where: str) -> str:
    """The name of a database in its URL."""
    return where.rpartition("@/")[2].partition("?")[0]


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


@pytest.fixture(name="copies", scope="session")
def _copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Opens copies of ledgers on either kind of database, each filled in its way once."""
    folder = tmp_path_factory.mktemp("filled")
    files: dict[Fill, bytes] = {}
    databases: dict[Fill, str] = {}

    def file_of(fill: Fill) -> bytes:
        if fill not in files:
            with Ledger.open(str(folder / f"{len(files)}.db"), create=True) as opened:
                fill(opened)
                opened.back_up(folder / f"{len(files)}.copy.db")
            files[fill] = (folder / f"{len(files)}.copy.db").read_bytes()
        return files[fill]

    def database_of(fill: Fill, server: str) -> str:
        if fill not in databases:
            where = _new_database(server, "template0")  # gone with its server
            with Ledger.open(where, create=True) as opened:
                fill(opened)
            databases[fill] = _name_in(where)
        return databases[fill]

    @contextmanager
    def copied(kind: str, fill: Fill, path: Path) -> Iterator[Ledger]:
        with ExitStack() as own:
            where = str(path)
            if kind == "sqlite":
                path.write_bytes(file_of(fill))
            else:
                server = request.getfixturevalue("server")
                where = own.enter_context(_made_database(server, database_of(fill, server)))
            yield own.enter_context(Ledger.open(where))

    return copied


@pytest.fixture(name="filled_by", params=KINDS)
def _filled_by(
    request: pytest.FixtureRequest, copies: Copies, tmp_path: Path
) -> Iterator[Callable[[Fill], Ledger]]:
    """Gives a ledger that a function has filled, on each kind of database."""
    with ExitStack() as opened:
        yield lambda fill: opened.enter_context(copies(request.param, fill, tmp_path / "ledger.db"))


@pytest.fixture(name="ledger")
def _ledger(filled_by: Callable[[Fill], Ledger]) -> Ledger:
    """An empty ledger, on each kind of database."""
    return filled_by(_nothing)


def _nothing(_: Ledger) -> None:
    """Leave a ledger empty."""
