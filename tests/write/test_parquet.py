"""The ledger as Parquet and GeoParquet, read by DuckDB, pandas and GeoPandas."""

from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dateline.write import Contents, export_bytes
from dateline.write.areas import area_geometry
from dateline.write.wide import COLUMNS


@pytest.fixture(name="path")
def _path(demo: Contents, tmp_path: Path) -> Path:
    """The wide table on disk."""
    path = tmp_path / "incidents.parquet"
    path.write_bytes(export_bytes("parquet", demo))
    return path


def test_duckdb_counts_and_sums_typed_columns(path: Path, demo: Contents, most_killed: int) -> None:
    query = f"SELECT count(*), max(killed_best), min(date_start) FROM '{path}'"  # noqa: S608  ours
    days = [i.when.value.interval for i in demo.incidents]
    assert (len(demo.incidents), most_killed, min(d.first for d in days if d)) == duckdb.execute(
        query
    ).fetchone()


def test_pandas_reads_what_csv_holds(path: Path, demo: Contents) -> None:
    one, other = pd.read_parquet(path), pd.read_csv(io.BytesIO(export_bytes("csv", demo)))
    assert list(other.columns) == list(one.columns)
    assert list(other["id"]) == list(one["id"])
    assert list(other["lat"].dropna()) == list(one["lat"].dropna())


def test_every_column_is_described(path: Path) -> None:
    schema = pq.read_schema(path)
    assert [c.meaning for c in COLUMNS] == [
        field.metadata[b"description"].decode() for field in schema
    ]


def test_geopandas_reads_the_areas_of_places(demo: Contents, tmp_path: Path) -> None:
    path = tmp_path / "incidents.geoparquet"
    path.write_bytes(export_bytes("geoparquet", demo))
    frame = geopandas.read_parquet(path).set_index("id")
    assert frame.crs == "OGC:CRS84"
    for incident in demo.incidents:
        drawn, found = area_geometry(incident.where.value), frame.geometry[incident.id]
        assert (drawn or {}).get("type") == (found.geom_type if found is not None else None)


def test_a_file_says_that_it_is_geoparquet(demo: Contents) -> None:
    metadata = pq.read_schema(io.BytesIO(export_bytes("geoparquet", demo))).metadata
    geo = json.loads(metadata[b"geo"])
    assert ("1.1.0", "geometry") == (geo["version"], geo["primary_column"])
    assert {"Point", "Polygon"} >= set(geo["columns"]["geometry"]["geometry_types"])
