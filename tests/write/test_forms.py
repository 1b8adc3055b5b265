"""What holds for every form in which the ledger leaves."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline.errors import MissingExtraError
from dateline.write import WRITERS, Contents, Form, export_bytes, losses_of, report_text

DOCS = Path(__file__).parents[2] / "docs"
POLICIES = {None, "minmax", "ucdp", "acled", "gtd"}


def form_id(item: tuple[str, Form]) -> str:
    return item[0]


@pytest.fixture(name="maker", scope="module")
def _maker() -> ModuleType:
    """The script that writes the codebooks."""
    spec = importlib.util.spec_from_file_location("codebooks", DOCS / "make_codebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", WRITERS)
def test_a_form_is_written_and_the_same_twice(name: str, demo: Contents) -> None:
    first = export_bytes(name, demo)
    assert first
    assert first == export_bytes(name, demo)


@pytest.mark.parametrize("name", WRITERS)
def test_a_form_can_hold_nothing(name: str) -> None:
    """An export of no incident is a file of its kind all the same."""
    export_bytes(name, Contents("Nothing", (), (), {}))


@pytest.mark.parametrize(("name", "form"), WRITERS.items(), ids=WRITERS)
def test_a_form_says_what_it_is_and_what_its_columns_mean(name: str, form: Form) -> None:
    assert form.about.endswith("."), name
    assert form.role in {"main", "all", "none"}
    assert form.policy in POLICIES
    for table in form.tables:
        columns = [column.name for column in table.columns]
        assert len(columns) == len(set(columns))
        assert all(column.meaning and column.source for column in table.columns)


@pytest.mark.parametrize(("name", "form"), WRITERS.items(), ids=WRITERS)
def test_the_codebook_of_a_form_is_what_its_writer_goes_by(
    name: str, form: Form, maker: ModuleType
) -> None:
    """`python docs/make_codebooks.py` was run after the last change of a table."""
    page = DOCS / "codebooks" / f"{name}.md"
    assert maker.pages()[page] == page.read_text("utf-8")
    assert all(f"| `{c.name}` |" in page.read_text("utf-8") for t in form.tables for c in t.columns)


def test_the_overview_names_every_form(maker: ModuleType) -> None:
    page = DOCS / "formats.md"
    assert maker.pages()[page] == page.read_text("utf-8")
    assert all(f"`{name}`" in page.read_text("utf-8") for name in WRITERS)


def test_no_codebook_is_left_of_a_form_that_is_gone(maker: ModuleType) -> None:
    assert set(maker.pages()) >= set((DOCS / "codebooks").glob("*.md"))


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_lost_and_what_is_left_out_adds_up(name: str, demo: Contents) -> None:
    report = losses_of(name, demo)
    out = sum(lost.lines for lost in report.losses if lost.loss.out)
    assert len(demo.incidents) == report.lines == report.written + out
    assert report_text(name, report).startswith(f"{name}: {report.written} of {report.lines} ")


@pytest.mark.parametrize(
    ("name", "missing", "extra"),
    [
        ("xlsx", "xlsxwriter", "xlsx"),
        ("parquet", "pyarrow", "parquet"),
        ("geoparquet", "shapely", "parquet"),
    ],
)
def test_a_form_whose_package_is_missing_says_how_to_get_it(
    name: str, missing: str, extra: str, demo: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [*sys.modules]:
        if module.partition(".")[0] == missing:
            monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'dateline\[{extra}\]'"):
        export_bytes(name, demo)
