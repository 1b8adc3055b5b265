"""Write: the ledger as files, one form a module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO, Final

from dateline.write import acled, ftm, gtd, hxl, jsonl, plover, ucdp
from dateline.write.aggregates import aggregate_rows, aggregates
from dateline.write.atom import write_atom
from dateline.write.bundle import REPORTS, bundle_files, write_bundle
from dateline.write.columns import Table
from dateline.write.contents import Contents, Form
from dateline.write.csv import write_table
from dateline.write.encoding import encoded
from dateline.write.geojson import write_features
from dateline.write.lines import is_main
from dateline.write.long import CONTRADICTIONS, STATEMENTS, contradiction_lines, statement_lines
from dateline.write.losses import LossReport, loss_report, report_text
from dateline.write.parquet import write_geoparquet, write_parquet
from dateline.write.site import site_files, write_page, write_site
from dateline.write.totals import TOTALS, days_of_totals, totals
from dateline.write.wide import INCIDENTS
from dateline.write.xlsx import write_workbook

__all__ = [
    "WRITERS",
    "Contents",
    "Form",
    "LossReport",
    "days_of_totals",
    "export_bytes",
    "is_main",
    "losses_of",
    "report_text",
]


def export_bytes(form: str, contents: Contents) -> bytes:
    """The ledger in a form.

    Args:
        form: a name in `WRITERS`.
        contents: what is written.
    """
    stream = BytesIO()
    WRITERS[form].write(contents, stream)
    return stream.getvalue()


def losses_of(form: str, contents: Contents) -> LossReport:
    """What a form could not carry of some contents.

    Args:
        form: a name in `WRITERS`.
        contents: what was written.
    """
    return loss_report(WRITERS[form].losses, list(contents.lines()), contents.policy)


def _write_rows(contents: Contents, stream: BinaryIO) -> None:
    """The exchange form."""
    with encoded(stream) as text:
        jsonl.incidents(jsonl.rows(contents.incidents, contents.texts), text)


def _write_aggregates(contents: Contents, stream: BinaryIO) -> None:
    """The totals over many events, which are no incidents."""
    with encoded(stream) as text:
        aggregates(aggregate_rows(contents.readings, contents.names), text)


def _write_csv(
    table: Table,
    lines: Callable[[Contents], Iterable[Any]],
    contents: Contents,
    stream: BinaryIO,
) -> None:
    """One table as CSV."""
    write_table(table.columns, lines(contents), stream)


CSV_NOTES: Final = (
    "UTF-8 with a byte order mark, by which Excel knows it: open it by a double click.\n"
    "A program that does not skip the mark reads the file with the encoding `utf-8-sig`.\n"
    "Commas part the cells, lines end as RFC 4180 has it, numbers have a point and no other sign.\n"
    "A text that a spreadsheet would run as a formula begins with an apostrophe that is not in "
    "the report; take one apostrophe off where `=`, `+`, `-`, `@`, a tab or a line end follows."
)
SHAPE_NOTES: Final = (
    "UTF-8 without a byte order mark, for programs; texts are kept from being run as in `csv`."
)
WIDE_NOTES: Final = (
    "Boundary files join on `country` with `admin1` and `admin2`, or on the codes of the divisions."
)

# What `dateline export --format` offers.
WRITERS: Final[Mapping[str, Form]] = {
    "acled": Form(
        "Events in the shape of ACLED's files, in CSV.",
        acled.write_acled,
        (acled.EVENTS,),
        f"{SHAPE_NOTES}\nThe columns are those of ACLED's export of 2023 and after; its terms of "
        "use concern its data, of which there is none here.",
        policy="acled",
        losses=acled.LOSSES,
    ),
    "aggregates": Form(
        "Totals over many events as reports tell them, in JSON, one a line.",
        _write_aggregates,
        role="none",
    ),
    "atom": Form(
        "An Atom feed with GeoRSS: one entry an incident, the one that was told last first.",
        write_atom,
        notes="`updated` is the day of the latest report about an incident.\n"
        "A place is a point, or a polygon with its radius; only its name where no more than a "
        "province or a country is known.",
    ),
    "bundle": Form(
        "An evidence bundle: incidents, statements, the reports as they came, and their hashes.",
        write_bundle,
        (REPORTS, STATEMENTS),
        "A ZIP; a folder with `--output FOLDER`.\n"
        "`sha256sum -c manifest.sha256` says whether a file was changed.",
        files=bundle_files,
    ),
    "contradictions": Form(
        "Accounts that cannot all be true, in CSV, one side a line.",
        partial(_write_csv, CONTRADICTIONS, contradiction_lines),
        (CONTRADICTIONS,),
        CSV_NOTES,
    ),
    "csv": Form(
        "The wide table in CSV: one incident a line.",
        partial(_write_csv, INCIDENTS, Contents.lines),
        (INCIDENTS,),
        f"{CSV_NOTES}\n{WIDE_NOTES}",
    ),
    "ftm": Form(
        "FollowTheMoney entities in JSON, one a line, for Aleph and OpenSanctions.",
        ftm.write_entities,
        (ftm.ENTITIES,),
        "Reports are entities of the schema Article, perpetrators of the schema Organization.",
        losses=ftm.LOSSES,
    ),
    "geojson": Form(
        "One feature an incident, with the columns of the wide table as flat properties.",
        write_features,
        (INCIDENTS,),
        "The geometry is a point where the place itself is known, a circle of `radius_m` metres "
        "around `lat` and `lon` where it is known to lie near it or in its district, and null "
        "where no more than a province or a country is known.\n"
        f"Days are texts in ISO form.\n{WIDE_NOTES}",
    ),
    "geoparquet": Form(
        "The wide table as GeoParquet 1.1, with the geometries of the GeoJSON form.",
        write_geoparquet,
        (INCIDENTS,),
        "Needs `pip install 'dateline[parquet]'`.\n"
        "The column `geometry` holds a point, a circle or nothing, as WKB, longitude first.\n"
        f"{WIDE_NOTES}",
    ),
    "gtd": Form(
        "Attacks in the shape of the Global Terrorism Database, in CSV: the columns that reports "
        "can fill.",
        gtd.write_gtd,
        (gtd.EVENTS,),
        SHAPE_NOTES,
        policy="gtd",
        losses=gtd.LOSSES,
    ),
    "hxl": Form(
        "The wide table in CSV with a row of HXL hashtags under its header.",
        hxl.write_hxl,
        (hxl.INCIDENTS,),
        f"{SHAPE_NOTES}\nA program that knows no hashtags reads it without its second row.",
    ),
    "jsonl": Form(
        "The exchange form: one incident a line in JSON, with everything that it rests on.",
        _write_rows,
        notes="A public contract with a schema of its own, see [exchange form](../exchange.md).",
        role="all",
    ),
    "page": Form(
        "One HTML page that opens from disk and needs no network.",
        write_page,
        notes="Incidents that are told in passing only are in it, behind a tick box.",
        role="all",
    ),
    "parquet": Form(
        "The wide table as Parquet, its columns typed.",
        write_parquet,
        (INCIDENTS,),
        f"Needs `pip install 'dateline[parquet]'`.\n{WIDE_NOTES}",
    ),
    "plover": Form(
        "PLOVER events in JSON, one a line.",
        plover.write_plover,
        (plover.EVENTS,),
        "UTF-8 without a byte order mark; fields that are not told are left out.",
        losses=plover.LOSSES,
    ),
    "site": Form(
        "A static site: the page, its map for a frame in other pages, the table and the areas.",
        write_site,
        notes="A ZIP; a folder with `--output FOLDER`. `README.txt` in it shows how to embed the "
        "map.\nNothing is loaded from anywhere else, and it opens from disk as well.",
        files=site_files,
    ),
    "statements": Form(
        "The long table in CSV: one statement a line.",
        partial(_write_csv, STATEMENTS, statement_lines),
        (STATEMENTS,),
        CSV_NOTES,
    ),
    "totals": Form(
        "Running and daily totals that reports give, as series in CSV: one figure a line.",
        partial(_write_csv, TOTALS, totals),
        (TOTALS,),
        CSV_NOTES,
        role="none",
    ),
    "ucdp": Form(
        "Events in the shape of UCDP GED 23.1, in CSV.",
        ucdp.write_ucdp,
        (ucdp.EVENTS,),
        f"{SHAPE_NOTES}\nLow and high are no confidence interval.",
        policy="ucdp",
        losses=ucdp.LOSSES,
    ),
    "xlsx": Form(
        "A workbook: incidents, statements and the codebook on a sheet each.",
        write_workbook,
        (INCIDENTS, STATEMENTS),
        "Needs `pip install 'dateline[xlsx]'`.\n"
        "Texts are text cells and never run; numbers and days are numbers and days.\n"
        "A text of more than 32,767 characters is cut, with a word, as no cell holds more.",
    ),
}
