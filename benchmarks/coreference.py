"""Event coreference of the Gun Violence Corpus and ECB+: given mentions in, clusters out.

Reports are grouped first: by the incidents that `link` finds in them, and by the rare words that
they share. Within a group two mentions are one event if their words name one thing.
"""

from __future__ import annotations

import gzip
import json
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.texts import document
from dateline.detect import detect
from dateline.extract import extract
from dateline.link import link, settle_dates
from dateline.link.clustering import components
from dateline.link.profiles import telling_words
from dateline.types import Document, Prominence, Reading, Span, Token

GVC = ("coreference/documents_dev.jsonl.gz", "coreference/mentions_dev.jsonl")
ECBPLUS = ("standard_setup/dev_corpus.txt.gz", "standard_setup/dev_event_mentions.jsonl")
CLASSES = Path(__file__).with_suffix(".toml")
ALIKE = 0.25  # cosine of weighted words from which two reports tell of one thing; set by hand
HEADS = ("VERB", "NOUN", "PROPN", "ADJ", "ADV")


@dataclass(frozen=True, slots=True)
class Given:
    """A mention as the benchmark hands it over."""

    id: str
    doc: str
    span: Span


@dataclass(frozen=True, slots=True)
class Read:
    """A report with its reading and its words."""

    reading: Reading
    tokens: tuple[Token, ...]


def gvc(data: Path) -> Iterator[dict[str, object]]:
    """Cluster the mentions of the Gun Violence Corpus.

    Args:
        data: the folder with `coreference/`; texts, publication dates and spans are read.

    Yields:
        Rows {"mention_id", "cluster"}.
    """
    documents, offset = {}, {}
    for row in _lines(data / GVC[0]):
        title = row["title"] or ""
        published = date.fromisoformat(row["dct"]) if row.get("dct") else None
        text = f"{title}\n\n{row['content']}"
        documents[row["doc_id"]] = document(
            row["doc_id"], text, titled=bool(title), published=published
        )
        offset[row["doc_id"]] = {"title": 0, "content": len(title) + 2}
    given = []
    for row in _lines(data / GVC[1]):
        if row["start"] is None:  # five mentions of the training part stand nowhere
            continue
        shift = offset[row["doc_id"]][row["field"]]
        span = Span(row["start"] + shift, row["end"] + shift)
        given.append(Given(row["mention_id"], row["doc_id"], span))
    yield from clustered(documents, given)


def ecbplus(data: Path) -> Iterator[dict[str, object]]:
    """Cluster the event mentions of ECB+.

    Args:
        data: the folder with `standard_setup/`; the words and the mentions' tokens are read.

    Yields:
        Rows {"mention_id", "cluster"}.
    """
    documents, places = _corpus(data / ECBPLUS[0])
    given = []
    for row in _lines(data / ECBPLUS[1]):
        spans = [places[row["doc_id"], row["sent_id"], token] for token in row["tokens"]]
        given.append(Given(row["mention_id"], row["doc_id"], Span(spans[0].start, spans[-1].end)))
    yield from clustered(documents, given)


def clustered(
    documents: Mapping[str, Document], given: Sequence[Given]
) -> Iterator[dict[str, object]]:
    """Give each mention its cluster.

    Args:
        documents: by name.
        given: the mentions, in any order.

    Yields:
        Rows {"mention_id", "cluster"}, in the order given.
    """
    read = {}
    for name, source in sorted(documents.items()):
        annotations = detect(source)
        told = Reading(source, annotations.created, extract(source, annotations))
        read[name] = Read(told, annotations.tokens)
    group_of = _groups(read)
    for mention in given:
        word = _word(read[mention.doc].tokens, mention.span)
        yield {"mention_id": mention.id, "cluster": f"{group_of[mention.doc]} {word}"}


def _groups(read: Mapping[str, Read]) -> dict[str, str]:
    """The group of each report, named by its first."""
    names = sorted(read)
    parts = components(len(names), sorted({*_linked(names, read), *_alike(names, read)}))
    return {names[i]: names[part[0]] for part in parts for i in part}


def _linked(names: Sequence[str], read: Mapping[str, Read]) -> Iterator[tuple[int, int]]:
    """The reports whose main events `link` takes for one incident."""
    readings = [read[name].reading for name in names]
    owner = {
        mention.id: i
        for i, told in enumerate(readings)
        for mention in told.mentions
        if mention.prominence is Prominence.MAIN
    }
    for cluster in link(readings, settle_dates(readings)):
        yield from combinations(sorted({owner[m] for m in cluster.mentions if m in owner}), 2)


def _alike(names: Sequence[str], read: Mapping[str, Read]) -> Iterator[tuple[int, int]]:
    """The reports that share many rare words."""
    counts = [Counter(telling_words(read[name].reading.document.text)) for name in names]
    seen = Counter(word for words in counts for word in words)
    vectors = []
    for words in counts:
        weights = {w: (1 + math.log(n)) * math.log(len(names) / seen[w]) for w, n in words.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    for i, j in combinations(range(len(names)), 2):
        short, long = sorted((vectors[i], vectors[j]), key=len)
        if sum(weight * long.get(word, 0.0) for word, weight in short.items()) >= ALIKE:
            yield i, j


def _word(tokens: Sequence[Token], span: Span) -> str:
    """What the words of a mention name: the class of their head, else its lemma."""
    inside = [t for t in tokens if t.span.start < span.end and t.span.end > span.start]
    if not inside:
        return f"at {span.start}"
    indexes = {t.i for t in inside}
    heads = [t for t in inside if t.head not in indexes or t.head == t.i]
    head = next((t for t in heads if t.pos in HEADS), inside[-1])
    lemma = head.lemma.lower()
    return _classes().get(lemma, lemma)


@cache
def _classes() -> dict[str, str]:
    """The first word of the row that a word stands in."""
    rows = tomllib.loads(CLASSES.read_text(encoding="utf-8"))["classes"]
    return {word: row[0] for row in rows for word in row}


def _corpus(path: Path) -> tuple[dict[str, Document], dict[tuple[str, int, int], Span]]:
    """The texts of ECB+, a sentence a line, and where each of its words stands."""
    texts: defaultdict[str, str] = defaultdict(str)
    places: dict[tuple[str, int, int], Span] = {}
    last = ("", -1)
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for line in rows:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < len(("doc", "sentence", "token", "word")):
                continue
            name, sentence, number, word = cells[0], int(cells[1]), int(cells[2]), cells[3]
            text = texts[name]
            text += "" if not text else " " if (name, sentence) == last else "\n"
            last = (name, sentence)
            places[name, sentence, number] = Span(len(text), len(text) + len(word))
            texts[name] = text + word
    return {name: document(name, text) for name, text in texts.items()}, places


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as rows:
        for line in rows:
            yield json.loads(line)
