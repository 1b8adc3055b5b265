"""Write: the ledger as files, one form a module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO, Final

from dateline.write import acled, ftm, gtd, hxl, jsonl, plover, ucdp
from dateline.write.aggregates import aggregate_rows, write_aggregates
from dateline.write.atom import write_atom
from dateline.write.bundle import REPORTS, bundle_files, write_bundle
from dateline.write.columns import Table
from dateline.write.contents import Contents, Form, SharedPassage
from dateline.write.copies import COPIES, copied_passages
from dateline.write.csv import write_table
from dateline.write.encoding import encoded_stream
from dateline.write.geojson import write_features
from dateline.write.long import CONTRADICTIONS, STATEMENTS, contradiction_lines, statement_lines
from dateline.write.losses import LossReport, loss_report, report_text
from dateline.write.parquet import write_geoparquet, write_parquet
from dateline.write.site import site_files, write_page, write_site
from dateline.write.totals import TOTALS, days_of_totals, totals_of_reports
from dateline.write.wide import INCIDENTS
from dateline.write.xlsx import write_workbook

__all__ = [
    "WRITERS",
    "Contents",
    "Form",
    "LossReport",
    "SharedPassage",
    "days_of_totals",
    "export_bytes",
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
    with encoded_stream(stream) as text:
        jsonl.write_incidents(contents.rows(), text)


def _write_aggregates(contents: Contents, stream: BinaryIO) -> None:
    """The totals over many events, which are no incidents."""
    with encoded_stream(stream) as text:
        write_aggregates(aggregate_rows(contents.readings, contents.names), text)


def _write_csv(
    table: Table,
    lines: Callable[[Contents], Iterable[Any]],
    contents: Contents,
    stream: BinaryIO,
) -> None:
    """One table as CSV."""
    write_table(table.columns, lines(contents), stream)


CSV_NOTES: Final = (
    "UTF-8 with a byte order mark, so that Excel opens it correctly.\n"
    "In other programs, read it with the encoding `utf-8-sig`.\n"
    "Commas separate cells, lines end as in RFC 4180, and numbers use a decimal point.\n"
    "A text that a spreadsheet would run as a formula is preceded by an apostrophe. Remove it "
    "if `=`, `+`, `-`, `@`, a tab or a line end follows."
)
SHAPE_NOTES: Final = "UTF-8 without a byte order mark; formulas are disabled as in `csv`."
WIDE_NOTES: Final = (
    "To join boundary files, use `country` with `admin1` and `admin2`, or the division codes."
)

# What `dateline export --format` offers.
WRITERS: Final[Mapping[str, Form]] = {
    "acled": Form(
        "Events in the format of ACLED, as CSV.",
        acled.write_acled,
        (acled.EVENTS,),
        f"{SHAPE_NOTES}\nThe columns are those of ACLED's export since 2023. It contains no ACLED "
        "data, so ACLED's terms of use do not apply.",
        policy="acled",
        losses=acled.LOSSES,
    ),
    "aggregates": Form(
        "Totals over several events, as reports give them: one JSON object per line.",
        _write_aggregates,
        role="none",
    ),
    "atom": Form(
        "An Atom feed with GeoRSS: one entry per incident, the latest first.",
        write_atom,
        notes="`updated` is the day of the latest report about an incident.\n"
        "A place is a point, or a polygon with its radius; if only the province or country is "
        "known, it is a name.",
    ),
    "bundle": Form(
        "An evidence bundle: incidents, statements, the reports as received, and their hashes.",
        write_bundle,
        (REPORTS, STATEMENTS),
        "A ZIP file, or a folder with `--output FOLDER`.\n"
        "`sha256sum -c manifest.sha256` checks that no file was changed.",
        files=bundle_files,
    ),
    "contradictions": Form(
        "Contradictory accounts, as CSV: one account per line.",
        partial(_write_csv, CONTRADICTIONS, contradiction_lines),
        (CONTRADICTIONS,),
        CSV_NOTES,
    ),
    "copies": Form(
        "Reports that share text, as CSV: one shared passage per line.",
        partial(_write_csv, COPIES, copied_passages),
        (COPIES,),
        f"{CSV_NOTES}\nA pair is written if one of its reports tells of an incident asked for.",
        role="all",
    ),
    "csv": Form(
        "The wide table as CSV: one incident per line.",
        partial(_write_csv, INCIDENTS, Contents.lines),
        (INCIDENTS,),
        f"{CSV_NOTES}\n{WIDE_NOTES}",
    ),
    "ftm": Form(
        "FollowTheMoney entities, one JSON object per line, for Aleph and OpenSanctions.",
        ftm.write_entities,
        (ftm.ENTITIES,),
        "Reports are entities of the schema Article, perpetrators of the schema Organization.",
        losses=ftm.LOSSES,
    ),
    "geojson": Form(
        "GeoJSON: one feature per incident, with the columns of the wide table as properties.",
        write_features,
        (INCIDENTS,),
        "The geometry is a point if the place is known exactly, a circle of `radius_m` metres "
        "around `lat` and `lon` if it is known approximately, and null if only the province or "
        "country is known.\n"
        f"Days are ISO 8601 strings.\n{WIDE_NOTES}",
    ),
    "geoparquet": Form(
        "The wide table as GeoParquet 1.1, with the same geometries as `geojson`.",
        write_geoparquet,
        (INCIDENTS,),
        "Needs `pip install 'dateline[parquet]'`.\n"
        "The column `geometry` holds a point, a circle or nothing, as WKB, longitude first.\n"
        f"{WIDE_NOTES}",
    ),
    "gtd": Form(
        "Attacks in the format of the Global Terrorism Database, as CSV: the columns that "
        "reports can fill.",
        gtd.write_gtd,
        (gtd.EVENTS,),
        SHAPE_NOTES,
        policy="gtd",
        losses=gtd.LOSSES,
    ),
    "hxl": Form(
        "The wide table as CSV, with a row of HXL hashtags below the header.",
        hxl.write_hxl,
        (hxl.INCIDENTS,),
        f"{SHAPE_NOTES}\nSkip the second row in programs that do not know HXL.",
    ),
    "jsonl": Form(
        "The exchange form: one JSON object per incident and line, with all the evidence.",
        _write_rows,
        notes="A public contract with a JSON Schema; see [the exchange form](../exchange.md).",
        role="all",
    ),
    "page": Form(
        "One HTML page that opens from disk and needs no network.",
        write_page,
        notes="A tick box shows incidents that are mentioned only in passing.",
        role="all",
    ),
    "parquet": Form(
        "The wide table as Parquet, with typed columns.",
        write_parquet,
        (INCIDENTS,),
        f"Needs `pip install 'dateline[parquet]'`.\n{WIDE_NOTES}",
    ),
    "plover": Form(
        "PLOVER events: one JSON object per line.",
        plover.write_plover,
        (plover.EVENTS,),
        "UTF-8 without a byte order mark; unknown fields are left out.",
        losses=plover.LOSSES,
    ),
    "site": Form(
        "A static site: the page, an embeddable map, the table and the areas.",
        write_site,
        notes="A ZIP file, or a folder with `--output FOLDER`. Its `README.txt` shows how to embed "
        "the map.\nIt loads nothing from other sites and also opens from disk.",
        files=site_files,
    ),
    "statements": Form(
        "The long table as CSV: one statement per line.",
        partial(_write_csv, STATEMENTS, statement_lines),
        (STATEMENTS,),
        CSV_NOTES,
    ),
    "totals": Form(
        "Series of running and daily totals that reports give, as CSV: one figure per line.",
        partial(_write_csv, TOTALS, totals_of_reports),
        (TOTALS,),
        CSV_NOTES,
        role="none",
    ),
    "ucdp": Form(
        "Events in the format of UCDP GED 23.1, as CSV.",
        ucdp.write_ucdp,
        (ucdp.EVENTS,),
        f"{SHAPE_NOTES}\nLow and high are not a confidence interval.",
        policy="ucdp",
        losses=ucdp.LOSSES,
    ),
    "xlsx": Form(
        "An Excel workbook with sheets for incidents, statements and the codebook.",
        write_workbook,
        (INCIDENTS, STATEMENTS),
        "Needs `pip install 'dateline[xlsx]'`.\n"
        "Texts are text cells and never run as formulas; numbers and days are typed.\n"
        "A text of more than 32,767 characters, the limit of a cell, is cut and marked.",
    ),
}
