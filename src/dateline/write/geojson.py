"""The ledger as GeoJSON (RFC 7946): one feature an incident, its properties flat."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, BinaryIO

from dateline.write.areas import area_geometry
from dateline.write.columns import Cell
from dateline.write.contents import Contents
from dateline.write.encoding import encoded_stream
from dateline.write.lines import Line
from dateline.write.wide import COLUMNS


def write_features(contents: Contents, stream: BinaryIO) -> None:
    """Write a FeatureCollection."""
    features = [incident_feature(line) for line in contents.lines()]
    with encoded_stream(stream) as text:
        json.dump({"type": "FeatureCollection", "features": features}, text, ensure_ascii=False)
        text.write("\n")


def incident_feature(line: Line) -> dict[str, Any]:
    """One incident: its id is the feature's, the columns of the wide table its properties."""
    return {
        "type": "Feature",
        "id": line.incident.id,
        "geometry": area_geometry(line.place),
        "properties": {column.name: json_cell(column.value(line)) for column in COLUMNS},
    }


def json_cell(cell: Cell) -> Cell:
    """A cell as JSON has it."""
    return cell.isoformat() if isinstance(cell, date) else cell
