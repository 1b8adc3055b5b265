"""Figures that measurements write into the page on reliability, each between two marks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parents[1] / "docs" / "development" / "reliability.md"


def write_figure(name: str, figure: str, page: Path = PAGE) -> None:
    """Put a figure, and the day on which it was measured, between the marks of its name.

    Args:
        name: stands in the marks, "<!-- name -->" and "<!-- /name -->".
        figure: a phrase in Markdown, without line breaks.
        page: what is changed.

    Raises:
        ValueError: the page has no such marks.
    """
    marks = re.compile(rf"(<!-- {name} -->).*?(<!-- /{name} -->)")
    text = page.read_text("utf-8")
    if marks.search(text) is None:
        raise ValueError(f"expected the marks <!-- {name} --> in {page.name}, found none")
    dated = f"{figure} ({datetime.now(UTC):%Y-%m-%d})"
    page.write_text(marks.sub(lambda found: found[1] + dated + found[2], text), encoding="utf-8")
