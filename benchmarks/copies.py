"""Copies: are reports that go back to one another found among all the others?

    python -m benchmarks.copies [--every N] [--wrong]

Copies are made by edits (`copies_edits.py`) from the development articles of the Gun Violence
Archive; these themselves, several of one incident, are what a copy must not be taken for.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from benchmarks.copies_edits import EDITS, SITES, STANDING, Edited, Original, Paragraph
from benchmarks.folders import ACCEPTANCE, BENCHMARKS
from benchmarks.result import Figure, Skipped
from dateline.acquire import acquire
from dateline.acquire.outlets import source_of
from dateline.clean import clean_report
from dateline.errors import DatelineError
from dateline.reconcile.reprints.copies import find_copies
from dateline.types import BlockKind, Copy, Document, Report, Source, Span

ARTICLES: Final = BENCHMARKS / "gvc" / "tolls" / "docs.jsonl.gz"
ARCHIVED: Final = re.compile(r"^https?://web\.archive\.org/web/\w+/")
WORD: Final = re.compile(r"\w+")
FEWEST_PARAGRAPHS, FEWEST_WORDS = 6, 120  # of an article that copies are made of
# Articles of one incident may be copies of each other by nature, and nobody has labelled them.
# Those that share this much of the shorter one's runs of eight words are left out of the count.
RUN, UNCLEAR = 8, 0.1
EVERY: Final = 8  # incident of those with articles fit for it
MOST_SHOWN: Final = 40

# Wire stories that two outlets of `acceptance/real` print, as their headlines tell; by file number.
WIRE: Final = (("035", "103"), ("050", "062"), ("089", "099"))

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A copy, how it was made and of what: the paragraphs' places in it by original.

    `kin` are all articles that it has text of, also those with a paragraph too few to be a copy.
    """

    document: Document
    edit: str
    sources: Mapping[str, tuple[Span, ...]]
    kin: frozenset[str]


@dataclass(frozen=True, slots=True)
class World:
    """Articles, copies made of some, and pairs that nobody can judge."""

    documents: Mapping[str, Document]
    made: tuple[Made, ...]
    unclear: frozenset[Pair]


def made_copies() -> tuple[Figure, ...] | Skipped:
    """The figures of the gate."""
    result = measure(EVERY)
    return result if isinstance(result, Skipped) else (*result, *wire_pairs())


def wire_pairs() -> Iterator[Figure]:
    """Whether the reprints among the reports of the web are found."""
    reports = ACCEPTANCE / "real" / "reports"
    if reports.is_dir():
        read = [clean_report(r) for r in acquire([reports]) if isinstance(r, Report)]
        number = {document.report: document.name[:3] for document in read}
        found = {_pair(number[c.left], number[c.right]) for c in find_copies(read)}
        yield Figure("reprints of real", 100 * len(found.intersection(WIRE)) / len(WIRE))


def measure(every: int, *, wrong: bool = False) -> tuple[Figure, ...] | Skipped:
    """Pairs found among all, the direction where it is told, and the words of the passages.

    Args:
        every: which share of the incidents copies are made of.
        wrong: print the pairs that are missed or found wrongly.
    """
    if not ARTICLES.is_file():
        return Skipped(f"{ARTICLES} is not here")
    built = world(every)
    found = {(c.left, c.right): c for c in find_copies(built.documents.values())}
    gold = {_pair(m.document.report, s): (m, s) for m in built.made for s in m.sources}
    families = _families(built)
    hits = [pair for pair in gold if pair in found]
    false = [
        pair
        for pair in found
        if pair not in gold and pair not in built.unclear and not _related(pair, families)
    ]
    if wrong:
        _show(built, [p for p in gold if p not in found], false)
    told = [(p, gold[p][1]) for p in hits if found[p].source is not None]
    right = [p for p, source in told if found[p].source == source]
    covered, inside, wanted = _words(hits, gold, found)
    return (
        Figure("pairs found", 100 * len(hits) / len(gold)),
        Figure("pairs right", 100 * len(hits) / max(1, len(hits) + len(false))),
        *_by_edit(gold, found),
        Figure("direction told", 100 * len(told) / max(1, len(hits))),
        Figure("direction right", 100 * len(right) / max(1, len(told))),
        Figure("passages found", 100 * inside / max(1, wanted)),
        Figure("passages right", 100 * inside / max(1, covered)),
    )


def _by_edit(gold: Mapping[Pair, tuple[Made, str]], found: Mapping[Pair, Copy]) -> Iterator[Figure]:
    """How many pairs of each edit are found."""
    for edit in EDITS:
        pairs = [pair for pair, (made, _) in gold.items() if made.edit == edit]
        if pairs:
            hits = sum(pair in found for pair in pairs)
            yield Figure(f"found, {edit}", 100 * hits / len(pairs))


# ------------------------------------------------------------------ what is judged


def _families(built: World) -> Mapping[str, frozenset[str]]:
    """What each report goes back to, by id: itself, or the articles that it was made of."""
    families = {report: frozenset([report]) for report in built.documents}
    for made in built.made:
        families[made.document.report] = made.kin
    unclear = defaultdict[str, set[str]](set)
    for one, two in built.unclear:
        unclear[one].add(two)
        unclear[two].add(one)
    return {r: f.union(*(unclear[source] for source in f)) for r, f in families.items()}


def _related(pair: Pair, families: Mapping[str, frozenset[str]]) -> bool:
    """Do two reports go back to one article, or to two that nobody can judge?"""
    return not families[pair[0]].isdisjoint(families[pair[1]])


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _words(
    hits: Sequence[Pair],
    gold: Mapping[Pair, tuple[Made, str]],
    found: Mapping[Pair, Copy],
) -> tuple[int, int, int]:
    """Words in the passages of the copies found, those of them that were copied, and all such."""
    covered = inside = wanted = 0
    for pair in hits:
        made, source = gold[pair]
        copy, text = found[pair], made.document.text
        ours = [p.left if copy.left == made.document.report else p.right for p in copy.passages]
        copied = {w.start() for s in made.sources[source] for w in _in(text, s)}
        taken = {w.start() for s in ours for w in _in(text, s)}
        covered += len(taken)
        inside += len(taken & copied)
        wanted += len(copied)
    return covered, inside, wanted


def _in(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The words of a stretch of text."""
    return WORD.finditer(text, span.start, span.end)


def _show(built: World, missed: Sequence[Pair], false: Sequence[Pair]) -> None:
    """Print the pairs that are wrong, by name: titles may be of reports of the check side."""
    edits = {made.document.report: made.edit for made in built.made}
    for name, pairs in (("missed", missed), ("false", false)):
        print(f"{name}: {len(pairs)}")
        for pair in pairs[:MOST_SHOWN]:
            names = (f"{edits.get(r, 'article')}: {built.documents[r].name}" for r in pair)
            print("  ", " | ".join(names))


# ------------------------------------------------------------------ the world


def world(every: int) -> World:
    """All articles, the copies made of some, and standing text put to some others."""
    articles = dict(_articles())
    incidents = defaultdict[str, list[Document]](list)
    for document, incident in articles.values():
        incidents[incident].append(document)
    groups = [sorted(incidents[name], key=lambda d: d.report) for name in sorted(incidents)]
    unclear = {pair for group in groups for pair in _unclear(group)}
    documents = {report: document for report, (document, _) in articles.items()}
    fit = [(g, o) for g in groups if (o := _fit(g, unclear)) is not None]
    made = tuple(m for n, (_, pair) in enumerate(fit) if not n % every for m in _made(*pair, n))
    documents |= {m.document.report: m.document for m in made}
    used = {source for m in made for source in m.sources}
    alone = [g[0] for g in groups if len(g) == 1 and g[0].report not in used]
    for number, document in enumerate(alone[:: max(1, every // 2)]):
        dressed = _dressed(document, number)
        del documents[document.report]
        documents[dressed.report] = dressed
    return World(documents, made, frozenset(unclear))


def _articles() -> Iterator[tuple[str, tuple[Document, str]]]:
    """The articles with their incident, by id."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            source = source_of("", ARCHIVED.sub("", row["uri"]))
            day = date.fromisoformat(row["dct"]) if row.get("dct") else None
            try:
                document = _document(row["title"] or "", [row["content"]], source, day)
            except DatelineError:
                continue
            yield document.report, (document, row["incident"])


def _document(
    title: str, paragraphs: Sequence[str], source: Source | None, day: date | None
) -> Document:
    """A report as it would arrive."""
    content = "\n\n".join([title, *paragraphs]).encode()
    key = hashlib.sha256(content + (source.id if source else "").encode()).hexdigest()
    return clean_report(
        Report(key, key, content, "text/plain", source=source, title=title, published=day)
    )


def _unclear(group: Sequence[Document]) -> Iterator[Pair]:
    """Pairs of articles about one incident that share so much that they may be copies."""
    runs = {d.report: _runs(d) for d in group}
    for one, two in combinations(group, 2):
        ours, theirs = runs[one.report], runs[two.report]
        if len(ours & theirs) >= UNCLEAR * max(1, min(len(ours), len(theirs))):
            yield _pair(one.report, two.report)


def _runs(document: Document) -> frozenset[tuple[str, ...]]:
    """The runs of eight words of an article."""
    words = WORD.findall(document.text.lower())
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _fit(group: Sequence[Document], unclear: set[Pair]) -> tuple[Document, Document] | None:
    """Two articles of one incident that copies can be made of, and that are no copies."""
    able = [d for d in group if _is_fit(_original(d))]
    for one, two in combinations(able, 2):
        if _pair(one.report, two.report) not in unclear:
            return one, two
    return None


def _is_fit(original: Original) -> bool:
    """Is there enough text to edit?"""
    words = sum(len(p.split()) for p in original.paragraphs)
    return len(original.paragraphs) >= FEWEST_PARAGRAPHS and words >= FEWEST_WORDS


def _original(document: Document) -> Original:
    """An article as an editor takes it over: headline and running text."""
    spans = [b.span for b in document.blocks if b.kind is BlockKind.BODY]
    return Original(document.title or "", tuple(document.text[s.start : s.end] for s in spans))


def _made(one: Document, two: Document, number: int) -> Iterator[Made]:
    """The copies of an article, each of a site of its own, some undated, some of the next day."""
    for turn, (name, edit) in enumerate(EDITS.items()):
        edited = edit(_original(one), _original(two), number)
        if edited is None:
            continue
        dressed = any(p.source is None for p in edited.paragraphs)
        site = _site(number) if dressed else f"Copy Site {number}-{turn}"
        source = Source(site.lower(), site, site.lower())
        interval = one.created.interval
        late = interval.last + timedelta(days=1) if interval and (number + turn) % 2 else None
        document = _document(edited.title, [p.text for p in edited.paragraphs], source, late)
        kin = {(one, two)[p.source].report for p in edited.paragraphs if p.source is not None}
        yield Made(document, name, _sources(document, edited, (one, two)), frozenset(kin))


def _sources(
    document: Document, edited: Edited, originals: tuple[Document, Document]
) -> Mapping[str, tuple[Span, ...]]:
    """Where the paragraphs of each original stand in a copy; one paragraph alone is no copy."""
    found = defaultdict[int, list[Span]](list)
    at = document.text.index(edited.title) + len(edited.title)
    for paragraph in edited.paragraphs:
        start = document.text.index(paragraph.text, at)
        at = start + len(paragraph.text)
        if paragraph.source is not None:
            found[paragraph.source].append(Span(start, at))
    wanted = {0, 1} if _joins(edited.paragraphs) else {0}
    return {originals[n].report: tuple(found[n]) for n in sorted(wanted)}


def _joins(paragraphs: Sequence[Paragraph]) -> bool:
    """Does an edit take enough of the second article to be a copy of it too?"""
    return sum(p.source == 1 for p in paragraphs) >= 3  # noqa: PLR2004  a lead is one


def _dressed(document: Document, number: int) -> Document:
    """An article of its own on a site that prints the same lines with everything."""
    site = _site(number)
    original = _original(document)
    lines = [line.format(site=site) for line in STANDING]
    own = Source(site.lower(), site, site.lower())
    made = _document(original.title, [lines[4], *original.paragraphs, *lines[:4]], own, None)
    return replace(made, created=document.created)


def _site(number: int) -> str:
    """One of a few sites that print standing text."""
    return f"Site {number % SITES} Courier"


def main() -> None:
    """Measure, and show what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=EVERY, metavar="N")
    parser.add_argument("--wrong", action="store_true", help="print the pairs that are wrong")
    options = parser.parse_args()
    result = measure(options.every, wrong=options.wrong)
    if isinstance(result, Skipped):
        print(result.reason)
        return
    for figure in (*result, *wire_pairs()):
        print(f"{figure.name:24s} {figure.value:6.1f} {figure.unit}")


if __name__ == "__main__":
    main()
