"""The wide table with hashtags."""

from __future__ import annotations

import io
import re

import pandas as pd

from dateline.write import Contents, export_bytes
from dateline.write.hxl import TAGS
from dateline.write.wide import COLUMNS

TAG = re.compile(r"#[a-z][a-z0-9_]*(?: \+[a-z][a-z0-9_]*)*")


def test_the_second_row_holds_hashtags(demo: Contents) -> None:
    head, tags, *rows = export_bytes("hxl", demo).decode().splitlines()
    assert ",".join(TAGS) == head
    assert all(TAG.fullmatch(tag) for tag in tags.split(","))
    assert len(demo.incidents) <= len(rows)


def test_no_two_columns_have_the_same_hashtag() -> None:
    assert len(TAGS) == len(set(TAGS.values()))


def test_every_tagged_column_is_one_of_the_wide_table() -> None:
    assert set(TAGS) <= {column.name for column in COLUMNS}


def test_pandas_reads_it_without_the_second_row(demo: Contents, most_killed: int) -> None:
    frame = pd.read_csv(io.BytesIO(export_bytes("hxl", demo)), skiprows=[1])
    assert len(demo.incidents) == len(frame)
    assert most_killed == frame["killed_best"].max()
