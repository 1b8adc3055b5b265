"""The ledger as GeoJSON (RFC 7946): one feature an incident, its properties flat."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, BinaryIO

from dateline.write.areas import area
from dateline.write.columns import Cell
from dateline.write.contents import Contents
from dateline.write.encoding import encoded
from dateline.write.lines import Line
from dateline.write.wide import COLUMNS


def write_features(contents: Contents, stream: BinaryIO) -> None:
    """Write a FeatureCollection."""
    features = [feature(line) for line in contents.lines()]
    with encoded(stream) as text:
        json.dump({"type": "FeatureCollection", "features": features}, text, ensure_ascii=False)
        text.write("\n")


def feature(line: Line) -> dict[str, Any]:
    """One incident: its id is the feature's, the columns of the wide table its properties."""
    return {
        "type": "Feature",
        "id": line.incident.id,
        "geometry": area(line.place),
        "properties": {column.name: _plain(column.value(line)) for column in COLUMNS},
    }


def _plain(cell: Cell) -> Cell:
    """A cell as JSON has it."""
    return cell.isoformat() if isinstance(cell, date) else cell
