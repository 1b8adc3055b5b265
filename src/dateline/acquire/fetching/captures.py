"""What was fetched, kept as evidence: the bytes, the headers and the time, in WARC files.

A small database beside them knows which state of each address is kept, so that nothing is fetched
twice, and whether its reports were recorded, so that a run that was cut off loses nothing.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from dateline.acquire.fetching.answers import FetchedPage
from dateline.acquire.libraries import load_library
from dateline.errors import InputError

DATABASE: Final = "captures.db"
BUSY: Final = 30.0  # seconds to wait for another program that writes
# Headers that tell how the bytes were packed on their way: they are kept unpacked.
ON_THE_WAY: Final = ("content-encoding", "transfer-encoding", "content-length")
RENAMED: Final = "X-Archive-Orig-"
FIRST_REST: Final = timedelta(minutes=30)  # before an address that failed is tried again
LONGEST_REST: Final = timedelta(days=1)
PAGES: Final = ("text/html", "application/xhtml+xml", "application/pdf")
LISTS: Final = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml"),
    *("text/xml", "text/x-opml", "application/json", "application/feed+json", "text/plain"),
    *("text/csv", "text/tab-separated-values"),
)
TABLES: Final = """
CREATE TABLE IF NOT EXISTS capture (
    url TEXT PRIMARY KEY, final TEXT NOT NULL, status INTEGER NOT NULL, sha256 TEXT NOT NULL,
    fetched TEXT NOT NULL, media_type TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
    mark TEXT NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL, is_settled INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS failure (
    url TEXT PRIMARY KEY, at TEXT NOT NULL, times INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS archive (file TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class KeptCapture:
    """The state of an address that is kept."""

    url: str
    final: str
    status: int
    sha256: str
    fetched: str
    media_type: str
    etag: str
    modified: str
    mark: str  # as the list that gave the address had it
    file: str
    place: int  # the byte of the file at which its record begins
    is_settled: int  # 1 if its reports are recorded

    @property
    def is_page(self) -> bool:
        """Is it one report, and nothing that may hold addresses?"""
        return self.media_type in PAGES

    @property
    def may_grow(self) -> bool:
        """May it be a list that grows, such as a feed?"""
        return self.media_type in LISTS


@dataclass(slots=True)
class CaptureStore:
    """A folder of captures."""

    folder: Path
    connection: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        """Open the folder, or make it.

        Raises:
            InputError: it cannot be made or written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(
                self.folder / DATABASE, timeout=BUSY, isolation_level=None
            )
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=FULL")
            self.connection.executescript(TABLES)
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                f"expected a folder for captures that can be written, found {self.folder}: {error}"
            ) from error

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()

    # ------------------------------------------------------------------ addresses

    def known(self, url: str) -> KeptCapture | None:
        """The state of an address that is kept, if any."""
        row = self.connection.execute("SELECT * FROM capture WHERE url = ?", (url,)).fetchone()
        return None if row is None else KeptCapture(*row)

    def keep(self, page: FetchedPage, mark: str) -> None:
        """Keep a page as evidence; its reports are still to be recorded."""
        digest = page.sha256
        name = f"{page.at:%Y-%m-%d}.warc.gz"
        with self._writing():
            place = self._append(name, _packed_record(page, digest))
            self.connection.execute(
                "INSERT OR REPLACE INTO capture VALUES (?,?,?,?,?,?,?,?,?,?,?,0)",
                (
                    page.url,
                    page.final,
                    page.status,
                    digest,
                    page.at.isoformat(),
                    page.media_type,
                    page.header("etag"),
                    page.header("last-modified"),
                    mark,
                    name,
                    place,
                ),
            )
            self.connection.execute("DELETE FROM failure WHERE url = ?", (page.url,))

    def confirm(self, page: FetchedPage, mark: str) -> None:
        """Note that a page that is kept is still as it was."""
        self.connection.execute(
            "UPDATE capture SET mark = ?, etag = coalesce(nullif(?, ''), etag),"
            " modified = coalesce(nullif(?, ''), modified) WHERE url = ?",
            (mark, page.header("etag"), page.header("last-modified"), page.url),
        )
        self.connection.execute("DELETE FROM failure WHERE url = ?", (page.url,))

    def mark_recorded(self, urls: Sequence[str]) -> None:
        """Note that the reports of some addresses are recorded."""
        with self._writing():
            self.connection.executemany(
                "UPDATE capture SET is_settled = 1 WHERE url = ?", [(url,) for url in urls]
            )

    def page(self, kept: KeptCapture) -> FetchedPage | None:
        """A page as it was fetched; None if its record is gone, or is not as it was written."""
        archives = load_library("warcio.archiveiterator", "Fetching", "fetch")
        failure = load_library("warcio.exceptions", "Fetching", "fetch").ArchiveLoadFailed
        try:
            with (self.folder / kept.file).open("rb") as stream:
                stream.seek(kept.place)
                record = next(iter(archives.ArchiveIterator(stream)))
                body, headers = record.content_stream().read(), record.http_headers.headers
        except (OSError, EOFError, StopIteration, AttributeError, failure):
            return None
        if hashlib.sha256(body).hexdigest() != kept.sha256:
            return None
        at = datetime.fromisoformat(kept.fetched)
        return FetchedPage(kept.url, kept.final, kept.status, tuple(headers), body, at)

    # ------------------------------------------------------------------ failures

    def fail(self, url: str, reason: str) -> None:
        """Note that an address could not be fetched."""
        self.connection.execute(
            "INSERT INTO failure VALUES (?, ?, 1, ?) ON CONFLICT (url) DO UPDATE SET"
            " at = excluded.at, reason = excluded.reason, times = times + 1",
            (url, datetime.now(UTC).isoformat(), reason),
        )

    def is_resting(self, url: str) -> bool:
        """Did an address fail so lately that it is not tried again yet?"""
        query = "SELECT at, times FROM failure WHERE url = ?"
        row = self.connection.execute(query, (url,)).fetchone()
        if row is None:
            return False
        rest = min(FIRST_REST * int(2 ** min(row[1] - 1, 10)), LONGEST_REST)
        return datetime.now(UTC) - datetime.fromisoformat(row[0]) < rest

    # ------------------------------------------------------------------ files

    def seen(self, path: str) -> str:
        """What a file looked like when its reports were recorded; empty if they were not."""
        query = "SELECT mark FROM seen WHERE path = ?"
        row = self.connection.execute(query, (path,)).fetchone()
        return "" if row is None else str(row[0])

    def note_seen(self, path: str, mark: str) -> None:
        """Note that the reports of a file are recorded."""
        self.connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (path, mark))

    # ------------------------------------------------------------------ within

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that no other program writes beside."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _append(self, name: str, record: bytes) -> int:
        """Write a record to the end of a file; what a crash left behind the end is cut off."""
        query = "SELECT size FROM archive WHERE file = ?"
        row = self.connection.execute(query, (name,)).fetchone()
        place = row[0] if row else 0
        path = self.folder / name
        with path.open("r+b" if path.exists() else "w+b") as stream:
            stream.truncate(place)
            stream.seek(place)
            stream.write(record)
            stream.flush()
            os.fsync(stream.fileno())
        self.connection.execute(
            "INSERT OR REPLACE INTO archive VALUES (?, ?)", (name, place + len(record))
        )
        return int(place)


def _packed_record(page: FetchedPage, digest: str) -> bytes:
    """A page as a record of a WARC file."""
    writing = load_library("warcio.warcwriter", "Fetching", "fetch")
    status = load_library("warcio.statusandheaders", "Fetching", "fetch")
    headers = [
        (RENAMED + name if name.lower() in ON_THE_WAY else name, _one_line(value))
        for name, value in page.headers
    ]
    out = BytesIO()
    writer = writing.WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        page.final,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=status.StatusAndHeaders(f"{page.status} ", headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": page.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Payload-Digest": f"sha256:{digest}",
        },
    )
    writer.write_record(record)
    return out.getvalue()


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())
