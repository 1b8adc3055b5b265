"""The text of articles on web pages: pages in, running text out.

The data set comes without a scorer, so its measure stands here: precision and recall over the runs
of four words of a page, their counts included, the mean of each over the pages, and the F1 of the
two means; beside them the share of pages whose words are all right, and of pages that are dated as
their address says.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any, Final

from benchmarks.folders import BENCHMARKS
from benchmarks.result import Figure, Skipped
from dateline.acquire.encodings import encoding_of
from dateline.acquire.files import Capture
from dateline.acquire.pages import page_report
from dateline.clean.lines import blocks_of
from dateline.clean.media import page_of
from dateline.errors import UnreadableError
from dateline.types import BlockKind, Interval, Report

DATA: Final = BENCHMARKS / "article_extraction"
PAGES: Final = "html"
TRUTH: Final = "ground-truth.json"
ENDING: Final = ".html.gz"
RUN: Final = 4
ROUNDS: Final = 2  # of which the faster one counts, the other being warmer or disturbed
WORD: Final = re.compile(r"\w+")
ADDRESS_DAY: Final = re.compile(
    r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/|[/-]((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)"
)
DAY_BEFORE: Final = timedelta(1)  # by which a zone may move a day
RUNNING: Final = frozenset({BlockKind.BODY, BlockKind.SUBTITLE})


def predict(data: Path, *, fast: bool = False) -> Iterator[dict[str, object]]:
    """Give the running text of each page.

    Args:
        data: the folder with `html/`.
        fast: take it by the faster, less exact way.

    Yields:
        Rows {"key", "articleBody"}; the text is empty where a page is not readable.
    """
    for path in sorted((data / PAGES).glob(f"*{ENDING}")):
        text = running_text(_page(path), fast=fast)
        yield {"key": path.name.removesuffix(ENDING), "articleBody": text}


def running_text(page: Report, *, fast: bool = False) -> str:
    """The text of an article in whatever language, without title, captions and what surrounds it.

    Subheadings and short items of lists are a part of it, though they hold no sentence to read.
    """
    try:
        read = page_of(page, fast_pages=fast)
    except UnreadableError:
        return ""
    blocks = blocks_of(read.text, read.title, extracted=read.extracted)
    body = [at for at, block in enumerate(blocks) if block.kind in RUNNING]
    if not body:
        return ""
    within = blocks[body[0] : body[-1] + 1]
    spans = [block.span for block in within if block.kind in {*RUNNING, BlockKind.BYLINE}]
    return "\n".join(read.text[span.start : span.end] for span in spans)


def _page(path: Path) -> Report:
    """A packed page as a report."""
    content = gzip.decompress(path.read_bytes())
    return Report(
        id=hashlib.sha256(content).hexdigest(),
        name=path.name,
        content=content,
        media_type="text/html",
        encoding=encoding_of(content).name,
    )


def measure() -> tuple[Figure, ...] | Skipped:
    """The figures over all pages."""
    if not (DATA / TRUTH).is_file():
        return Skipped(f"{DATA / TRUTH} is not here")
    truth = json.loads((DATA / TRUTH).read_text(encoding="utf-8"))
    return (
        *scored(_pairs(truth)),
        *dates({key: row["url"] for key, row in truth.items()}),
        Figure("pages, one core", pace(_declared_pages(truth)), "a second"),
    )


def measure_fast() -> tuple[Figure, ...] | Skipped:
    """The figures over all pages for the faster way, and how much faster it is in the same run."""
    if not (DATA / TRUTH).is_file():
        return Skipped(f"{DATA / TRUTH} is not here")
    truth = json.loads((DATA / TRUTH).read_text(encoding="utf-8"))
    pages = _declared_pages(truth)
    usual, fast = pace(pages), pace(pages, fast=True)
    return (
        *scored(_pairs(truth, fast=True)),
        Figure("pages, one core", fast, "a second"),
        Figure("times the usual way", fast / usual, ""),
    )


def pace(pages: Sequence[Report], *, fast: bool = False) -> float:
    """Pages made text in a second of processor time, as ingest does it; the best of some rounds."""
    paces = []
    for _ in range(ROUNDS):
        started = process_time()
        for page in pages:
            with suppress(UnreadableError):
                page_of(page, fast_pages=fast)
        paces.append(len(pages) / (process_time() - started))
    return max(paces)


def _pairs(truth: Mapping[str, Any], *, fast: bool = False) -> list[tuple[str, str]]:
    """Right and predicted texts."""
    rows = predict(DATA, fast=fast)
    return [(truth[str(row["key"])]["articleBody"], str(row["articleBody"])) for row in rows]


def _declared_pages(truth: Mapping[str, Any]) -> list[Report]:
    """The pages as they arrive, with what they declare."""
    return [_arrived_page(key, row["url"]) for key, row in truth.items()]


def dates(urls: Mapping[str, str]) -> Iterator[Figure]:
    """How many pages are dated as their own address says, where it names a day.

    Args:
        urls: the addresses of the pages, by key.
    """
    days = {key: _day_in(url) for key, url in urls.items()}
    dated = {key: day for key, day in days.items() if day is not None}
    right = sum(
        any(abs(each.first - day) <= DAY_BEFORE for each in _published(key, urls[key]))
        for key, day in dated.items()
    )
    if dated:
        yield Figure("dates right", 100 * right / len(dated))


def _published(key: str, url: str) -> Sequence[Interval]:
    """The days on which a page says that it was published."""
    report = _arrived_page(key, url)
    if report.stamp is not None:
        return report.stamp.days
    try:
        printed = page_of(report).published
    except UnreadableError:
        return ()
    return printed.days if printed else ()


def _arrived_page(key: str, url: str) -> Report:
    """A page with what it declares."""
    received = page_report(_page(DATA / PAGES / f"{key}{ENDING}").content, key, Capture(url))
    return next(each for each in received if isinstance(each, Report))


def _day_in(url: str) -> date | None:
    """The day that an address names."""
    found = ADDRESS_DAY.search(url)
    try:
        return date(*map(int, filter(None, found.groups()))) if found else None
    except ValueError:
        return None


def scored(pairs: Sequence[tuple[str, str]]) -> tuple[Figure, ...]:
    """The measure over pairs of right and predicted text."""
    counted = [(_runs(right), _runs(given)) for right, given in pairs]
    shared = [(right & given).total() for right, given in counted]
    precision = mean(
        [n / given.total() for n, (_, given) in zip(shared, counted, strict=True) if given] or [0.0]
    )
    recall = mean(
        [n / right.total() for n, (right, _) in zip(shared, counted, strict=True) if right] or [0.0]
    )
    whole = mean(WORD.findall(right) == WORD.findall(given) for right, given in pairs)
    return (
        Figure("F1", 100 * 2 * precision * recall / max(precision + recall, 1e-9)),
        Figure("precision", 100 * precision),
        Figure("recall", 100 * recall),
        Figure("pages all right", 100 * whole),
    )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, or all of its words where it has fewer."""
    words = WORD.findall(text)
    last = max(1, len(words) - RUN + 1)
    return Counter(tuple(words[at : at + RUN]) for at in range(last if words else 0))
