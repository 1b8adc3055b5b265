"""PDF and DOCX: kept as they are; their text is taken out when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.acquire.archives import opened_zip
from dateline.acquire.columns import Layout
from dateline.acquire.files import file_content
from dateline.acquire.pages import report_of
from dateline.errors import InputError
from dateline.types import MediaType, Report

BODY: Final = "word/document.xml"


def read_pdf(file: Path, name: str, layout: Layout) -> Iterator[Report]:
    """A PDF file as a report.

    Raises:
        InputError: it is none.
        OSError: it cannot be opened.
    """
    del layout
    data = file_content(file, binary=True)
    if b"%PDF" not in data[:1024]:
        raise InputError("expected a PDF file, found another kind")
    yield report_of(data, name, MediaType.PDF)


def read_docx(file: Path, name: str, layout: Layout) -> Iterator[Report]:
    """A Word document as a report.

    Raises:
        InputError: it is none, or an older kind.
        OSError: it cannot be opened.
    """
    del layout
    data = file_content(file, binary=True)
    with opened_zip(file) as archive:
        if BODY not in archive.namelist():
            raise InputError("expected a Word document (DOCX), found a ZIP of something else")
    yield report_of(data, name, MediaType.DOCX)
