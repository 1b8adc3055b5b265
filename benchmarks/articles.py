"""The text of articles on web pages: pages in, running text out.

The data set comes without a scorer, so its measure stands here: precision and recall over the runs
of four words of a page, their counts included, the mean of each over the pages, and the F1 of the
two means; beside them the share of pages whose words are all right.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Final

from benchmarks.folders import BENCHMARKS
from benchmarks.result import Figure, Skipped
from dateline.acquire.encodings import encoding_of
from dateline.clean import clean_report
from dateline.errors import UnreadableError
from dateline.types import BlockKind, Report

DATA: Final = BENCHMARKS / "article_extraction"
PAGES: Final = "html"
TRUTH: Final = "ground-truth.json"
ENDING: Final = ".html.gz"
RUN: Final = 4
WORD: Final = re.compile(r"\w+")
RUNNING: Final = frozenset({BlockKind.BODY, BlockKind.SUBTITLE})


def predict(data: Path) -> Iterator[dict[str, object]]:
    """Give the running text of each page.

    Args:
        data: the folder with `html/`.

    Yields:
        Rows {"key", "articleBody"}; the text is empty where a page is not readable.
    """
    for path in sorted((data / PAGES).glob(f"*{ENDING}")):
        yield {"key": path.name.removesuffix(ENDING), "articleBody": running_text(_page(path))}


def running_text(page: Report) -> str:
    """The paragraphs of an article, without title, captions and what surrounds them."""
    try:
        document = clean_report(page)
    except UnreadableError:
        return ""
    spans = (block.span for block in document.blocks if block.kind in RUNNING)
    return "\n".join(document.text[span.start : span.end] for span in spans)


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
    pairs = [
        (truth[str(row["key"])]["articleBody"], str(row["articleBody"])) for row in predict(DATA)
    ]
    return scored(pairs)


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
