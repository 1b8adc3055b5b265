"""The evidence bundle: incidents, statements, the reports as received, and a manifest of hashes.

`sha256sum -c manifest.sha256` finds any file that was changed, with no program of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from typing import Any, BinaryIO, Final

from dateline.types import MediaType, Report
from dateline.write import jsonl
from dateline.write.archive import write_zip
from dateline.write.columns import Column, Table
from dateline.write.contents import Contents, File
from dateline.write.csv import write_table
from dateline.write.encoding import encoded_stream
from dateline.write.long import STATEMENTS, statement_lines

MANIFEST: Final = "manifest.sha256"
SUFFIXES: Final[dict[str, str]] = {
    MediaType.TEXT: ".txt",
    MediaType.PAGE: ".html",
    MediaType.FRAGMENT: ".html",
    MediaType.MAIL: ".eml",
    MediaType.PDF: ".pdf",
    MediaType.DOCX: ".docx",
}
README: Final = """Evidence of {incidents} incidents from {reports} reports: {title}

incidents.jsonl         the incidents in the exchange form (schema: exchange.schema.json)
statements.csv          every statement with its report, words and position
reports.csv             the reports: names, outlet, address, dates of publication and download
reports/                the reports as received, byte for byte, named by their SHA-256
texts/                  the texts that the positions of statements refer to
manifest.sha256         the SHA-256 of every other file

To check that no file was changed: sha256sum -c manifest.sha256

The reports are copies of what Dateline was given, not forensic captures.
The hashes show that the files belong to this bundle, but not when it was made. To prove the time,
have the manifest signed or time-stamped by a third party.
"""


def path_in_bundle(report: Report) -> str:
    """Where a report lies in the bundle."""
    return f"reports/{report.id}{SUFFIXES.get(report.media_type, '.bin')}"


PROGRAM, GIVEN = "Dateline", "as given or fetched"
REPORTS: Final[Table] = Table(
    "reports",
    "a report",
    (
        Column("report", lambda x: x[0].id, "the report's bytes", PROGRAM, unit="SHA-256"),
        Column("names", lambda x: "; ".join(x[1]) or x[0].name, "its names, joined by ;", GIVEN),
        Column("file", lambda x: path_in_bundle(x[0]), "where it lies here", PROGRAM),
        Column("text", lambda x: f"texts/{x[0].id}.txt", "where its text lies here", PROGRAM),
        Column("outlet", lambda x: x[0].source.name if x[0].source else None, "its outlet", GIVEN),
        Column("url", lambda x: x[0].url, "its address", GIVEN),
        Column("media_type", lambda x: x[0].media_type, "its media type", GIVEN),
        Column("encoding", lambda x: x[0].encoding, "its encoding", GIVEN),
        Column("published", lambda x: x[0].published, "day of publication, where given", GIVEN),
        Column(
            "published_words",
            lambda x: x[0].stamp.words if x[0].stamp else None,
            "time of first publication in the words in which it was given",
            GIVEN,
        ),
        Column(
            "updated_words",
            lambda x: x[0].updated.words if x[0].updated else None,
            "time of the last update in the words in which it was given",
            GIVEN,
        ),
        Column(
            "fetched",
            lambda x: x[0].fetched.isoformat() if x[0].fetched else None,
            "when it was fetched",
            GIVEN,
        ),
    ),
)


def bundle_files(contents: Contents) -> Iterator[File]:
    """The files of a bundle, its manifest last."""
    made = list(evidence_files(contents))
    yield from made
    hashes = (f"{hashlib.sha256(f.content).hexdigest()}  {f.path}\n" for f in made)
    yield File(MANIFEST, "".join(hashes).encode())


def write_bundle(contents: Contents, stream: BinaryIO) -> None:
    """Write the bundle as a ZIP."""
    write_zip(bundle_files(contents), stream)


def evidence_files(contents: Contents) -> Iterator[File]:
    """All files but the manifest."""
    wanted = {telling.report for i in contents.incidents for telling in i.tellings}
    reports = [report for report in contents.reports() if report.id in wanted]
    told = {
        "title": contents.title,
        "incidents": len(contents.incidents),
        "reports": len(reports),
    }
    yield File("README.txt", README.format(**told).encode())
    yield File("incidents.jsonl", exchange_rows(contents))
    schema = files("dateline.write").joinpath("exchange.schema.json").read_bytes()
    yield File("exchange.schema.json", schema)
    yield File("statements.csv", table_as_csv(STATEMENTS, statement_lines(contents)))
    listed = ((report, contents.names.get(report.id, ())) for report in reports)
    yield File("reports.csv", table_as_csv(REPORTS, listed))
    texts = contents.report_texts
    for report in reports:
        yield File(path_in_bundle(report), report.content)
        yield File(f"texts/{report.id}.txt", texts[report.id].encode())


def exchange_rows(contents: Contents) -> bytes:
    """The exchange form."""
    stream = BytesIO()
    with encoded_stream(stream) as text:
        jsonl.write_incidents(contents.rows(), text)
    return stream.getvalue()


def table_as_csv(table: Table, lines: Iterator[Any]) -> bytes:
    """A table as CSV."""
    stream = BytesIO()
    write_table(table.columns, lines, stream)
    return stream.getvalue()
