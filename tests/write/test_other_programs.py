"""Exports as the programs of a desk open them: LibreOffice, and GDAL, by which QGIS reads."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.write import Contents, export_bytes
from dateline.write.areas import area_geometry
from dateline.write.columns import Column, Table
from dateline.write.csv import unguarded_text, write_rows
from dateline.write.wide import COLUMNS
from dateline.write.xlsx import write_sheets

pytestmark = pytest.mark.slow

OFFICE = shutil.which("soffice")
GDAL = shutil.which("ogr2ogr")
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
TABLE, OFFICE_NAMES = f"{{{OPEN_DOCUMENT}:table:1.0}}", f"{{{OPEN_DOCUMENT}:office:1.0}}"
BOOLEANS = ("of:=TRUE()", "of:=FALSE()")  # how LibreOffice holds a truth value
# What its dialog chooses for a file that begins with a byte order mark: commas, quotes, UTF-8.
AS_UTF_8 = ("--infilter=CSV:44,34,76,1",)
TEXT = f"{{{OPEN_DOCUMENT}:text:1.0}}"
RUN = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "'=1", "al-Shabaab", "“é”")
Cells = list[list[ET.Element]]
Opened = Callable[[bytes, str], dict[str, Cells]]


@pytest.fixture(name="opened", scope="module")
def _opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Opens a file in LibreOffice and gives the cells of each sheet."""
    office = OFFICE
    if office is None:
        pytest.skip("no LibreOffice here; try `apt-get install libreoffice-calc-nogui`")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def opened(content: bytes, suffix: str) -> dict[str, Cells]:
        path = folder / f"table.{suffix}"
        path.write_bytes(content)
        command = [office, profile, "--headless", *(AS_UTF_8 if suffix == "csv" else ())]
        command += ["--convert-to", "fods", "--outdir", str(folder), str(path)]
        subprocess.run(command, capture_output=True, timeout=180, check=True)
        root = ET.parse(path.with_suffix(".fods")).getroot()  # noqa: S314  written by LibreOffice
        return {
            sheet.get(f"{TABLE}name", ""): [
                cells for row in sheet.iter(f"{TABLE}table-row") if (cells := filled(row))
            ]
            for sheet in root.iter(f"{TABLE}table")
        }

    return opened


def filled(row: ET.Element) -> list[ET.Element]:
    """The cells of a row, those that are said to repeat as often as they do; none if all empty."""
    cells = [
        cell
        for cell in row
        for _ in range(min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), len(COLUMNS)))
    ]
    while cells and words(cells[-1]) == "":
        cells.pop()
    return cells


def words(cell: ET.Element) -> str:
    """What a cell shows."""
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))


def kind(cell: ET.Element) -> str | None:
    """What LibreOffice takes a cell for: a string, a float, a date."""
    return cell.get(f"{OFFICE_NAMES}value-type")


def formulas(sheets: dict[str, Cells]) -> list[str]:
    """All formulas of a file."""
    cells = (cell for rows in sheets.values() for row in rows for cell in row)
    found = (cell.get(f"{TABLE}formula") for cell in cells)
    return [formula for formula in found if formula and formula not in BOOLEANS]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_opens_a_line_an_incident(form: str, demo: Contents, opened: Opened) -> None:
    sheets = opened(export_bytes(form, demo), form)
    header, *rows = next(iter(sheets.values()))
    assert [] == formulas(sheets)
    assert [column.name for column in COLUMNS] == [words(cell) for cell in header]
    assert [incident.id for incident in demo.incidents] == [words(row[0]) for row in rows]
    place = [column.name for column in COLUMNS].index("lat")
    known = [row[place] for row in rows if words(row[place])]
    assert {"float"} == {kind(cell) for cell in known}


def test_libreoffice_runs_no_text_of_a_csv_and_keeps_all(opened: Opened) -> None:
    stream = io.BytesIO()
    write_rows([["text"]], ([text] for text in RUN), stream)
    sheets = opened(stream.getvalue(), "csv")
    assert [] == formulas(sheets)
    shown = [unguarded_text(words(row[0])).strip() for row in next(iter(sheets.values()))[1:]]
    assert [text.strip() for text in RUN] == shown


def test_libreoffice_runs_no_text_of_a_workbook_and_keeps_all(opened: Opened) -> None:
    stream = io.BytesIO()
    table = Table("texts", "a text", (Column("text", lambda text: text, "a text", "a test"),))
    write_sheets("Test", [(table, list(RUN))], stream)
    sheets = opened(stream.getvalue(), "xlsx")
    assert [] == formulas(sheets)
    assert [text.strip() for text in RUN] == [words(row[0]).strip() for row in sheets["texts"][1:]]


def converted(content: bytes, suffix: str, folder: Path) -> list[dict[str, str]]:
    """The features that GDAL reads from a file, with the form of each."""
    if GDAL is None:
        pytest.skip("no GDAL here; try `apt-get install gdal-bin`")
    source, target = folder / f"in.{suffix}", folder / "out.csv"
    source.write_bytes(content)
    command = [GDAL, "-f", "CSV", "-lco", "GEOMETRY=AS_WKT", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "ERROR" not in done.stderr
    with target.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("form", "suffix"), [("geojson", "geojson"), ("atom", "xml")])
def test_qgis_reads_an_incident_a_feature(
    form: str, suffix: str, demo: Contents, tmp_path: Path
) -> None:
    found = converted(export_bytes(form, demo), suffix, tmp_path)
    assert len(demo.incidents) == len(found)
    drawn = [incident for incident in demo.incidents if area_geometry(incident.where.value)]
    assert len(drawn) == sum(bool(row["WKT"]) for row in found)


def test_qgis_reads_the_values_of_a_feature(demo: Contents, tmp_path: Path) -> None:
    content = export_bytes("geojson", demo)
    properties = [feature["properties"] for feature in json.loads(content)["features"]]
    found = converted(content, "geojson", tmp_path)
    names = ("id", "country", "killed_best", "date_start")
    told = [
        ["" if line[name] is None else str(line[name]) for name in names] for line in properties
    ]
    assert told == [[row[name].replace("/", "-") for name in names] for row in found]
