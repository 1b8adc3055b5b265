"""The wide table with a row of HXL hashtags under its header, as humanitarian exchanges want it."""

from __future__ import annotations

from typing import BinaryIO, Final

from dateline.write.columns import Column, Table, cells_of_line
from dateline.write.contents import Contents
from dateline.write.csv import write_rows
from dateline.write.lines import Line
from dateline.write.wide import COLUMNS

TAGS: Final = {
    "id": "#event +id",
    "title": "#description",
    "kind": "#event +type",
    "date_start": "#date +occurred +start",
    "date_end": "#date +occurred +end",
    "country": "#country +code +v_iso2",
    "admin1": "#adm1 +name",
    "admin1_code": "#adm1 +code +v_geonames",
    "admin2": "#adm2 +name",
    "admin2_code": "#adm2 +code +v_geonames",
    "city": "#loc +city",
    "site": "#loc +site",
    "lat": "#geo +lat",
    "lon": "#geo +lon",
    "precision": "#geo +precision",
    "radius_m": "#geo +radius +m",
    "targets": "#group +targeted",
    "perpetrators": "#group +perp",
    "weapons": "#weapons",
    "killed_low": "#affected +killed +min",
    "killed_best": "#affected +killed +best",
    "killed_high": "#affected +killed +max",
    "wounded_low": "#affected +injured +min",
    "wounded_best": "#affected +injured +best",
    "wounded_high": "#affected +injured +max",
    "abducted_best": "#affected +kidnapped +best",
    "arrested_best": "#affected +arrested +best",
    "grade": "#status",
    "doubts": "#meta +doubts",
    "first_report": "#meta +source",
    "first_url": "#meta +url",
    "policy": "#meta +policy",
}
BY_NAME: Final = {column.name: column for column in COLUMNS}
TAGGED: Final[tuple[Column[Line], ...]] = tuple(BY_NAME[name] for name in TAGS)
INCIDENTS: Final = Table("incidents", "an incident", TAGGED)


def write_hxl(contents: Contents, stream: BinaryIO) -> None:
    """Write the table: a row of names, a row of hashtags, the incidents."""
    rows = (cells_of_line(TAGGED, line) for line in contents.lines())
    write_rows([tuple(TAGS), tuple(TAGS.values())], rows, stream, bom=False)
