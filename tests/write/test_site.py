"""The static site of a selection."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dateline.write import Contents, export_bytes


class Addresses(HTMLParser):
    """Collects what a page would load, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.led_to: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        found = dict(attrs)
        self.loaded += [v for name, v in attrs if name == "src" and v]
        self.loaded += [v for v in [found.get("href")] if v and tag == "link"]
        self.led_to += [v for v in [found.get("href")] if v and tag == "a"]


@pytest.fixture(name="files")
def _files(demo: Contents) -> dict[str, bytes]:
    """The site of the demonstration."""
    with zipfile.ZipFile(io.BytesIO(export_bytes("site", demo))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def addresses(page: bytes) -> Addresses:
    """The addresses of a page."""
    found = Addresses()
    found.feed(page.decode())
    return found


@pytest.mark.parametrize("page", ["index.html", "map.html"])
def test_a_page_loads_nothing_from_anywhere(page: str, files: dict[str, bytes]) -> None:
    assert [] == addresses(files[page]).loaded
    assert b"default-src 'none'" in files[page]


def test_the_map_leads_to_the_whole_page(files: dict[str, bytes]) -> None:
    assert ["index.html"] == addresses(files["map.html"]).led_to
    assert b'class="embedded"' in files["map.html"]
    assert b'class="embedded"' not in files["index.html"]


def test_the_readme_shows_how_to_embed_the_map(files: dict[str, bytes]) -> None:
    (source,) = re.findall(r'<iframe src="([^"]+)"', files["README.txt"].decode())
    assert source in files


def test_page_map_and_tables_hold_the_selection_and_nothing_else(demo: Contents) -> None:
    one, *others = demo.incidents
    content = export_bytes("site", replace(demo, incidents=[one]))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in ("index.html", "map.html", "incidents.csv", "incidents.geojson"):
            text = packed.read(name).decode("utf-8-sig")
            assert one.id in text
            assert not [other.id for other in others if other.id in text]
