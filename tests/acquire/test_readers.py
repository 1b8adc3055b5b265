"""Every kind of file that is read keeps to the same promises."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest

from acquire.samples import DAY, SAMPLES, TEXT, TITLE
from dateline.acquire import READERS, Arrival, acquire
from dateline.clean import clean_report
from dateline.types import BlockKind, Report, SetAside

DATED = [ending for ending in SAMPLES if ending not in {".txt", ".text", ".md", ".pdf", ".docx"}]
DATED = [ending for ending in DATED if ending not in {".zip", ".gz"}]
PAGES = [".htm", ".html", ".xhtml", ".mht", ".mhtml", ".warc", ".warc.gz", ".wacz"]


def read(path: Path, content: bytes) -> list[Arrival]:
    """What a file with this content holds."""
    path.write_bytes(content)
    return list(acquire([path]))


def file_name(ending: str) -> str:
    """A name with this ending; one that is packed has its own ending before."""
    return f"a.txt{ending}" if ending == ".gz" else f"a{ending}"


def only_report(found: list[Arrival]) -> Report:
    """The one report of a sample."""
    (report,) = [each for each in found if isinstance(each, Report)]
    assert [] == [each for each in found if isinstance(each, SetAside)]
    return report


def test_every_reader_has_a_sample() -> None:
    assert sorted(READERS) == sorted(SAMPLES)


@pytest.mark.parametrize("ending", SAMPLES)
def test_a_sample_of_every_kind_is_one_report_with_its_title_and_text(
    ending: str, tmp_path: Path
) -> None:
    report = only_report(read(tmp_path / file_name(ending), SAMPLES[ending]()))
    document = clean_report(report)
    body = " ".join(
        document.text[b.span.start : b.span.end]
        for b in document.blocks
        if b.kind is BlockKind.BODY
    )
    assert TITLE == document.title
    assert TEXT.split() == body.split()


@pytest.mark.parametrize("ending", SAMPLES)
def test_the_id_is_the_hash_of_the_bytes_that_are_kept(ending: str, tmp_path: Path) -> None:
    report = only_report(read(tmp_path / file_name(ending), SAMPLES[ending]()))
    assert hashlib.sha256(report.content).hexdigest() == report.id


@pytest.mark.parametrize("ending", SAMPLES)
def test_the_same_file_gives_the_same_reports(ending: str, tmp_path: Path) -> None:
    path = tmp_path / file_name(ending)
    assert read(path, SAMPLES[ending]()) == list(acquire([path]))


@pytest.mark.parametrize("ending", DATED)
def test_the_day_of_publication_is_taken_from_where_the_kind_has_it(
    ending: str, tmp_path: Path
) -> None:
    report = only_report(read(tmp_path / file_name(ending), SAMPLES[ending]()))
    assert date.fromisoformat(DAY) == report.published


@pytest.mark.parametrize("ending", PAGES)
def test_a_page_has_the_outlet_and_the_address_that_it_declares(
    ending: str, tmp_path: Path
) -> None:
    report = only_report(read(tmp_path / file_name(ending), SAMPLES[ending]()))
    assert report.source is not None
    assert report.stamp is not None
    assert report.stamp.moment is not None
    assert ("The Harbour Post", "https://post.example/news/two-dead") == (
        report.source.name,
        report.url,
    )
    assert "+08:00" in report.stamp.moment.isoformat()


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"\x00\x01\x02" * 99, b"%PDF-1.7 x", b"PK\x03\x04x"]
)
@pytest.mark.parametrize("ending", SAMPLES)
def test_what_is_not_of_the_kind_is_refused_in_one_line(
    ending: str, content: bytes, tmp_path: Path
) -> None:
    found = read(tmp_path / file_name(ending), content)
    if ending == ".pdf" and content.startswith(b"%PDF"):
        return  # a PDF is opened when it is read, not before
    assert [] == [each for each in found if isinstance(each, Report)]
    (aside,) = [each for each in found if isinstance(each, SetAside)]
    assert aside.reason.startswith("expected")
    assert "\n" not in aside.reason


@pytest.mark.parametrize("ending", SAMPLES)
def test_a_damaged_file_ends_no_run(ending: str, tmp_path: Path) -> None:
    whole, rows = SAMPLES[ending](), random.Random(7)  # noqa: S311  damage, not secrets
    for trial in range(25):
        damaged = bytearray(whole)
        if trial % 2:
            damaged = damaged[: rows.randrange(1, len(whole))]
        for _ in range(trial):
            damaged[rows.randrange(len(damaged))] = rows.randrange(256)
        for each in read(tmp_path / file_name(ending), bytes(damaged)):
            if isinstance(each, SetAside):
                assert each.reason
                assert "\n" not in each.reason
