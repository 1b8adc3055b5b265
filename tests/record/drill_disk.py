"""A disk under SQLite that notes what is written and synced, and fails when it is told to.

SQLite is that of apsw, since the one that comes with Python lets nobody stand in for its files;
`DrillConnection` is to SQLAlchemy what a connection of `sqlite3` is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512  # bytes that a disk writes as a whole, or not at all
KEPT = ("", "-wal")  # of a ledger's files those that a start after a loss of power reads
NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a file, or told to whoever works with the ledger."""

    what: str  # write, truncate, sync, delete or told
    file: str = ""
    at: int = 0  # the offset, or the size
    data: bytes = b""
    told: str = ""


@dataclass(slots=True)
class DrillDisk:
    """What was done, in order; and with which error to fail, if any."""

    steps: list[Step] = field(default_factory=list)
    fails: Callable[[str], Exception | None] = lambda _: None
    name: str = field(default_factory=lambda: f"drill-{next(NUMBERS)}")
    files: apsw.VFS = field(init=False)

    def __post_init__(self) -> None:
        """Register the disk with SQLite."""
        self.files = _Files(self)

    def ask(self, what: str) -> None:
        """Fail if a call is to.

        Raises:
            apsw.Error: as `fails` says.
        """
        error = self.fails(what)
        if error is not None:
            raise error

    def note(self, step: Step) -> None:
        """Note what was done."""
        self.steps.append(step)


class _Files(apsw.VFS):
    """Opens and deletes files."""

    def __init__(self, disk: DrillDisk) -> None:
        self.disk = disk
        super().__init__(disk.name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: ANN401, N802  as apsw calls it
        self.disk.ask("open")
        return _File(self.disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.disk.ask("delete")
        super().xDelete(filename, syncdir)
        self.disk.note(Step("delete", Path(filename).name))


class _File(apsw.VFSFile):
    """A file; what is done to it is noted once it is done."""

    def __init__(self, disk: DrillDisk, name: Any, flags: list[int]) -> None:  # noqa: ANN401
        self.disk = disk
        path = name if isinstance(name, str) or name is None else name.filename()
        self.file = Path(path).name if path else ""
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self.disk.ask("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: ANN401, N802
        self.disk.ask("write")
        super().xWrite(data, offset)
        self.disk.note(Step("write", self.file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.disk.ask("truncate")
        super().xTruncate(newsize)
        self.disk.note(Step("truncate", self.file, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.ask("sync")
        super().xSync(flags)
        self.disk.note(Step("sync", self.file))


# ------------------------------------------------------------------ after a loss of power


def after_power_loss(
    start: dict[str, bytes], steps: Sequence[Step], random: Random
) -> dict[str, bytes]:
    """What a disk may hold of some files after a loss of power.

    What was synced is there. Of what came after, each write is there, is not, or is torn at a
    border of sectors, whatever came before it.

    Args:
        start: what the files held at first.
        steps: what was done until then.
        random: decides.
    """
    files = {name: bytearray(content) for name, content in start.items()}
    waiting: dict[str, list[Step]] = {}
    for step in steps:
        if step.what == "told":
            continue
        if step.what == "delete":
            files.pop(step.file, None)
            waiting.pop(step.file, None)
        elif step.what == "sync":
            for done in waiting.pop(step.file, ()):
                _apply(files, done)
        else:
            files.setdefault(step.file, bytearray())
            waiting.setdefault(step.file, []).append(step)
    for some in waiting.values():
        for step in random.sample(some, len(some)):
            for part in _arrived(step, random):
                _apply(files, part)
    return {name: bytes(content) for name, content in files.items()}


def _arrived(step: Step, random: Random) -> Iterator[Step]:
    """What of a step that was not synced is on the disk."""
    fate = random.choice(("there", "lost", "torn"))
    if fate == "there":
        yield step
    elif fate == "torn" and step.what == "write":
        for at in range(0, len(step.data), SECTOR):
            if random.random() < 0.5:
                yield Step("write", step.file, step.at + at, step.data[at : at + SECTOR])


def _apply(files: dict[str, bytearray], step: Step) -> None:
    """Do to the content of a file what was done."""
    content = files[step.file]
    if step.what == "truncate":
        del content[step.at :]
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.data)] = step.data


# ------------------------------------------------------------------ for SQLAlchemy


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    """Raise apsw's errors as those of `sqlite3`."""
    try:
        yield
    except apsw.ConstraintError as error:
        raise sqlite3.IntegrityError(str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise sqlite3.DatabaseError(str(error)) from error
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error)) from error


class DrillConnection(sqlite3.Connection):
    """A connection to a file on a disk of ours; the one that it is made of is not used."""

    def __init__(self, path: str, disk: DrillDisk) -> None:
        super().__init__(":memory:", check_same_thread=False)
        with _as_sqlite3():
            self.real = apsw.Connection(path, vfs=disk.name)

    def cursor(self, *_: Any) -> Any:  # noqa: ANN401
        """A cursor."""
        return DrillCursor(self.real)

    def execute(self, sql: str, parameters: Any = ()) -> Any:  # noqa: ANN401
        """Run a statement."""
        return self.cursor().execute(sql, parameters)

    def commit(self) -> None:
        """End a transaction, if there is one."""
        if self.real.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo a transaction, if there is one."""
        if self.real.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        with _as_sqlite3():
            self.real.close(True)  # noqa: FBT003  as apsw has it
        super().close()


class DrillCursor:
    """What SQLAlchemy asks of a cursor; all rows are fetched at once."""

    arraysize = 1

    def __init__(self, real: apsw.Connection) -> None:
        self.real = real
        self.rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, sql: str, parameters: Any = ()) -> DrillCursor:  # noqa: ANN401
        """Run a statement."""
        cursor, before = self.real.cursor(), self.real.total_changes()

        def look(cursor: apsw.Cursor, _: str, __: Any) -> bool:  # noqa: ANN401
            described = cursor.get_description()
            self.description = [(*one, *[None] * 5) for one in described] or None
            return True

        cursor.exec_trace = look
        self.description = None
        with _as_sqlite3():
            self.rows = list(cursor.execute(sql, parameters))[::-1]
        self.rowcount = self.real.total_changes() - before if self.description is None else -1
        self.lastrowid = self.real.last_insert_rowid()
        return self

    def executemany(self, sql: str, rows: Iterable[Any]) -> DrillCursor:
        """Run a statement for each row."""
        changed = sum(self.execute(sql, row).rowcount for row in rows)
        self.rowcount = changed
        return self

    def fetchone(self) -> Any:  # noqa: ANN401
        """The next row."""
        return self.rows.pop() if self.rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows."""
        return [self.rows.pop() for _ in range(min(size, len(self.rows)))]

    def fetchall(self) -> list[Any]:
        """All other rows."""
        return self.fetchmany(len(self.rows))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def close(self) -> None:
        """Forget the rows."""
        self.rows = []
