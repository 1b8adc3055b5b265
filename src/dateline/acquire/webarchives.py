"""Web archives: the pages of a WARC file, and of a WACZ package of such files."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dateline.acquire.archives import UNREADABLE, opened_zip, unpack_stream
from dateline.acquire.columns import Layout
from dateline.acquire.files import MOST_BYTES, Capture, check_size
from dateline.acquire.libraries import load_library
from dateline.acquire.pages import page_report, report_of, text_report
from dateline.errors import InputError
from dateline.stamps import read_stamp
from dateline.types import MediaType, Remark, Report, SetAside

MOST_ARCHIVE: Final = 20_000_000_000  # bytes; records are read one at a time
CHUNK: Final = 1 << 16
PAGES: Final = ("text/html", "application/xhtml+xml")
DESCRIPTION: Final = "datapackage.json"
PULSE: Final = 100  # records between two signs of life
Arrivals = Iterator[Report | SetAside | Remark | None]


def read_warc(file: Path, name: str, layout: Layout) -> Arrivals:
    """The pages, texts and PDFs of a web archive, each with its address and time of capture.

    Raises:
        InputError: it is no web archive.
        OSError: it cannot be opened.
    """
    del layout
    archives = load_library("warcio.archiveiterator", "Reading web archives", "warc")
    check_size(file, MOST_ARCHIVE, "split the archive")
    passed_over: Counter[str] = Counter()
    failure = load_library("warcio.exceptions", "Reading web archives", "warc").ArchiveLoadFailed
    read = 0
    with file.open("rb") as stream:
        try:
            for number, record in enumerate(archives.ArchiveIterator(stream)):
                if number % PULSE == 0:
                    yield None
                if record.rec_type not in {"response", "resource"}:
                    continue
                for arrival in record_report(record, passed_over):
                    read += 1
                    yield arrival
        except (failure, *UNREADABLE) as error:
            yield SetAside(
                name, "acquire", f"expected an intact web archive, found a damaged one: {error}"
            )
            return
    if passed_over:
        listed = ", ".join(f"{count} {what}" for what, count in passed_over.most_common(5))
        yield Remark(name, f"passed over: {listed}")
    if not read:
        raise InputError("expected a web archive with pages, found none")


def read_wacz(file: Path, name: str, layout: Layout) -> Arrivals:
    """The pages of a WACZ package.

    Raises:
        InputError: it is no package, or one that only refers to others.
        OSError: it cannot be opened.
    """
    with opened_zip(file) as archive, tempfile.TemporaryDirectory() as folder:
        _refuse_references(archive)
        inner = [e for e in archive.infolist() if e.filename.endswith((".warc", ".warc.gz"))]
        if not inner:
            raise InputError("expected a WACZ package, found no web archive in it")
        for number, entry in enumerate(inner):
            target = Path(folder) / f"{number}.warc"
            with archive.open(entry) as stream:
                unpack_stream(stream, target, entry.file_size)
            yield from read_warc(target, f"{name}/{entry.filename}", layout)
            target.unlink()


def _refuse_references(archive: zipfile.ZipFile) -> None:
    """Say which packages a package of packages refers to.

    Raises:
        InputError: it is one.
    """
    try:
        with archive.open(DESCRIPTION) as stream:
            described = json.loads(stream.read(MOST_BYTES))
        paths = [str(each.get("path", "")) for each in described.get("resources", ())]
    except (KeyError, ValueError, AttributeError, *UNREADABLE):
        return
    others = [path for path in paths if path.endswith(".wacz")]
    if others:
        listed = ", ".join(others[:3]) + (", …" if len(others) > 3 else "")  # noqa: PLR2004
        raise InputError(f"expected pages, found references to {listed}; name those files instead")


def record_report(record: Any, passed_over: Counter[str]) -> Arrivals:  # noqa: ANN401  no types
    """A record as a report, unless it is a picture, a script or an error."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    http = record.http_headers
    headers = http or record.rec_headers  # a resource is kept without an answer around it
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    status = http.get_statuscode() if http else "200"
    kind = kind.strip().lower()
    if status != "200" or kind not in {*PAGES, MediaType.TEXT, MediaType.PDF}:
        passed_over[f"answers {status}" if status != "200" else kind or "unknown"] += 1
        return
    data = payload_bytes(record)
    if data is None:
        reason = f"expected at most {MOST_BYTES:,} bytes, found more"
        yield SetAside(url, "acquire", reason)
        return
    moment = read_stamp(record.rec_headers.get_header("WARC-Date") or "").moment
    capture = Capture(url, rest.rpartition("charset=")[2] if "charset=" in rest else "", moment)
    yield from captured_report(data, kind, capture)


def captured_report(data: bytes, kind: str, capture: Capture) -> Arrivals:
    """A captured page, text or PDF."""
    try:
        if kind in PAGES:
            yield from page_report(data, capture.url, capture)
        elif kind == MediaType.TEXT:
            yield from text_report(data, capture.url)
        else:
            yield report_of(data, capture.url, MediaType.PDF)
    except InputError as error:
        yield SetAside(capture.url, "acquire", str(error))


def payload_bytes(record: Any) -> bytes | None:  # noqa: ANN401  no types
    """The bytes of a record, decoded; None where they are more than one report may have."""
    chunks, size, stream = [], 0, record.content_stream()
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
