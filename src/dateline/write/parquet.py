"""The wide table as Parquet, and as GeoParquet 1.1 with the areas of places."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, Final

from dateline.write.areas import area_geometry
from dateline.write.columns import CellType
from dateline.write.contents import Contents
from dateline.write.optional import optional_package
from dateline.write.wide import COLUMNS

GEOMETRY: Final = "geometry"
SHAPES: Final = ("Point", "Polygon", "MultiPolygon")


def write_parquet(contents: Contents, stream: BinaryIO) -> None:
    """Write the wide table.

    Raises:
        MissingExtraError: PyArrow is not installed.
    """
    _write_parquet(parquet_table(contents), stream)


def write_geoparquet(contents: Contents, stream: BinaryIO) -> None:
    """Write the wide table with a column of geometries.

    Raises:
        MissingExtraError: PyArrow or Shapely is not installed.
    """
    arrow, shapely = (
        optional_package("pyarrow", "parquet"),
        optional_package("shapely.geometry", "parquet"),
    )
    areas = [area_geometry(line.place) for line in contents.lines()]
    shapes = [shapely.shape(found) if found else None for found in areas]
    table = parquet_table(contents).append_column(
        GEOMETRY, arrow.array([s.wkb if s else None for s in shapes], arrow.binary())
    )
    geo = geo_metadata([s.bounds for s in shapes if s], {found["type"] for found in areas if found})
    metadata = {**(table.schema.metadata or {}), b"geo": json.dumps(geo).encode()}
    _write_parquet(table.replace_schema_metadata(metadata), stream)


def parquet_table(contents: Contents) -> Any:  # noqa: ANN401  an optional package
    """The wide table, its columns typed and described."""
    arrow = optional_package("pyarrow", "parquet")
    types = {
        CellType.TEXT: arrow.string(),
        CellType.INTEGER: arrow.int64(),
        CellType.NUMBER: arrow.float64(),
        CellType.BOOLEAN: arrow.bool_(),
        CellType.DAY: arrow.date32(),
    }
    lines = list(contents.lines())
    arrays = [
        arrow.array([column.value(line) for line in lines], types[column.type])
        for column in COLUMNS
    ]
    fields = [
        arrow.field(column.name, types[column.type], metadata={"description": column.meaning})
        for column in COLUMNS
    ]
    return arrow.table(arrays, schema=arrow.schema(fields))


def geo_metadata(
    bounds: list[tuple[float, float, float, float]], shapes: set[str]
) -> dict[str, Any]:
    """What GeoParquet says of a file; without a crs it is longitude, latitude on WGS 84."""
    west, south, east, north = zip(*bounds, strict=True) if bounds else ((), (), (), ())
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": [shape for shape in SHAPES if shape in shapes],
    }
    if bounds:
        column["bbox"] = [min(west), min(south), max(east), max(north)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _write_parquet(table: Any, stream: BinaryIO) -> None:  # noqa: ANN401  an optional package
    optional_package("pyarrow.parquet", "parquet").write_table(table, stream, compression="zstd")
