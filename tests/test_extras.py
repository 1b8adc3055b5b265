"""What an installation without extras says to what it cannot do, and that it does the rest."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from acquire.samples import RSS, docx, warc, xlsx
from reading_here import Place

from dateline.detect.times.calendars import feast_days

Run = Callable[..., Any]
EXTRAS = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "project"
]["optional-dependencies"]
TEXT = "Gunmen killed two soldiers in Mosul on March 2, 2021, police said."
PAGE = f"<html><body><article><h1>Attack</h1><p>{TEXT * 5}</p></article></body></html>"
FEAST = "Gunmen killed two soldiers in Mosul on the second day of Eid al-Fitr 2021, police said."


@dataclass(frozen=True, slots=True)
class Need:
    """A report that an extra is needed for, and packages of the extra."""

    extra: str
    name: str
    content: str | bytes
    packages: tuple[str, ...]


NEEDS = (
    Need("html", "page.html", PAGE, ("trafilatura",)),
    Need("feeds", "a.rss", RSS, ("feedparser",)),
    Need("pdf", "a.pdf", "%PDF-1.7", ("pypdfium2",)),
    Need("docx", "a.docx", docx([TEXT]), ("lxml",)),
    Need("sheets", "a.xlsx", xlsx([["text"], [TEXT]]), ("python_calamine",)),
    Need("warc", "a.warc", warc(PAGE.encode()), ("warcio", "warcio.archiveiterator")),
    Need("calendars", "feast.txt", FEAST, ("hijridate", "dateline.detect.times.conversions")),
)


@pytest.fixture(name="without")
def _without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Hides packages, as if they were not installed."""

    def hide(*packages: str) -> None:
        monkeypatch.setattr(Place, "answers", {})  # what was read with them is no answer
        for name in packages:
            for loaded in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
                monkeypatch.delitem(sys.modules, loaded)
            monkeypatch.setitem(sys.modules, name, None)
            package, _, module = name.rpartition(".")
            if package in sys.modules:
                monkeypatch.delattr(sys.modules[package], module, raising=False)

    return hide


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.extra)
def test_a_report_that_needs_an_extra_is_set_aside_with_its_name_and_the_rest_is_read(
    dateline: Run, without: Callable[..., None], tmp_path: Path, need: Need
) -> None:
    (tmp_path / "plain.txt").write_text(TEXT)
    content = need.content.encode() if isinstance(need.content, str) else need.content
    (tmp_path / need.name).write_bytes(content)
    feast_days.cache_clear()
    without(*need.packages)
    result = dateline("ingest", tmp_path / "plain.txt", tmp_path / need.name)
    (line,) = [line for line in result.out.splitlines() if "pip install" in line]
    assert f"pip install 'dateline[{need.extra}]'" in line
    assert "1 recorded, 0 already recorded, 1 set aside" in result.out
    assert f"dateline[{need.extra}]" in dateline("reports", "--set-aside").out


def test_a_report_that_was_set_aside_for_an_extra_is_read_once_it_is_there(
    dateline: Run, without: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    without("trafilatura")
    dateline("ingest", tmp_path / "page.html")
    monkeypatch.undo()  # the package is there again, and the folder has to be entered again
    monkeypatch.chdir(tmp_path)
    assert "1 recorded" in dateline("ingest", tmp_path / "page.html").out


def test_serving_without_the_extra_names_it(dateline: Run, without: Callable[..., None]) -> None:
    without("uvicorn")
    result = dateline("serve")
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert "pip install 'dateline[serve]'" in result.err


def test_a_postgresql_ledger_without_the_extra_names_it(
    dateline: Run, without: Callable[..., None]
) -> None:
    without("psycopg", "psycopg2")
    result = dateline("show", "--ledger", "postgresql+psycopg://nobody:secret@localhost/ledger")
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert "pip install 'dateline[postgres]'" in result.err
    assert "secret" not in result.err


def test_a_database_that_has_no_driver_here_is_told_in_one_line(dateline: Run) -> None:
    result = dateline("show", "--ledger", "mysql://nobody@localhost/ledger")
    assert (2, 1) == (result.status, len(result.err.splitlines()))
    assert "SQLite" in result.err


def test_the_extra_all_holds_every_other_but_that_for_clusters() -> None:
    (every,) = EXTRAS["all"]
    held = every.partition("[")[2].removesuffix("]").split(",")
    assert sorted(set(EXTRAS) - {"all", "ray"}) == held


@pytest.mark.parametrize("extra", sorted(set(EXTRAS) - {"all"}))
def test_every_extra_is_on_the_page_about_installing(extra: str) -> None:
    assert f"`{extra}`" in (Path(__file__).parents[1] / "docs/install.md").read_text("utf-8")
