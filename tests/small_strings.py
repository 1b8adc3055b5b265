"""Strings that spreadsheets stumble over, for the tests of `write`."""

from __future__ import annotations

import os
from typing import Final

from hypothesis import strategies as st

from dateline.write.csv import FORMULA

STRINGS: Final = int(os.environ.get("DATELINE_STRINGS", "1000"))  # tried through a file and back
TOGETHER: Final = 20  # in one file
BEGINNINGS: Final = ("", "'", "''", " ", "\ufeff", "\u200b", *FORMULA, "'=", '"=', "=cmd|' /C '!A0")
TEXTS: Final = st.builds(
    str.__add__,
    st.sampled_from(BEGINNINGS),
    st.text(st.characters(exclude_categories=["Cs"])),
)
