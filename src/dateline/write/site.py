"""A static site of a selection: its page, its map for a frame in other pages, its tables.

It is a folder of files that any web server serves as they are, and that opens from disk as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, Final

from dateline.write.archive import write_zip
from dateline.write.contents import Contents, File
from dateline.write.csv import write_table
from dateline.write.encoding import encoded_stream
from dateline.write.geojson import write_features
from dateline.write.page import View, write_single_page
from dateline.write.wide import COLUMNS

README: Final = """{title}

index.html          the page: open it, or put this folder on any web server
map.html            its map alone; to show it within another page:

    <iframe src="map.html" width="100%" height="480" title="{title}"></iframe>

incidents.csv       the table, for spreadsheets
incidents.geojson   the map, for geographic information systems

A link to one incident is index.html# with its id. Nothing is loaded from anywhere else.
"""


def site_files(contents: Contents) -> Iterator[File]:
    """The files of a site."""
    title = contents.title.replace('"', "'")
    yield File("README.txt", README.format(title=title).encode())
    yield File("index.html", written_text(contents, write_page))
    yield File("map.html", written_text(contents, _write_map))
    yield File("incidents.csv", written_text(contents, _write_table))
    yield File("incidents.geojson", written_text(contents, write_features))


def write_site(contents: Contents, stream: BinaryIO) -> None:
    """Write the site as a ZIP."""
    write_zip(site_files(contents), stream)


def write_page(contents: Contents, stream: BinaryIO, *, embedded: bool = False) -> None:
    """Write the page, with each incident beside its row.

    Args:
        contents: what is written.
        stream: left open.
        embedded: the map alone, for a frame in another page.
    """
    rows = list(contents.rows())
    by_id = {incident.id: incident for incident in contents.incidents}
    found = [by_id[row["id"]] for row in rows]
    shown = (contents.title, found, rows, contents.documents, contents.set_aside)
    with encoded_stream(stream) as text:
        write_single_page(View(*shown, embedded=embedded), text)


def _write_map(contents: Contents, stream: BinaryIO) -> None:
    """Write the map alone."""
    write_page(contents, stream, embedded=True)


def _write_table(contents: Contents, stream: BinaryIO) -> None:
    """Write the wide table."""
    write_table(COLUMNS, contents.lines(), stream)


def written_text(contents: Contents, write: Callable[[Contents, BinaryIO], None]) -> bytes:
    """What a writer writes."""
    stream = BytesIO()
    write(contents, stream)
    return stream.getvalue()
