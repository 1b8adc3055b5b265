"""Texts to learn from: MUC-4's training messages and the mentions of the Gun Violence Corpus."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dateline.extract.tagger.readers import BEGIN, INSIDE, ROLES, TYPES, Piece, pieces

MUC_TRAIN = "muc4/gtt_processed/train.json"
MUC_DEVELOPMENT = "muc4/gtt_processed/dev.json"
HELD = 6  # every sixth training message is held back for the join
LEAD = 382  # pieces of an article that are read for its triggers: one window


@dataclass(frozen=True, slots=True)
class Filler:
    """Words that fill a role, and the types of the templates that they fill it in."""

    role: int
    start: int
    end: int
    types: frozenset[int]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known of it; None where its corpus does not say."""

    name: str
    text: str
    pieces: tuple[Piece, ...]
    fillers: tuple[Filler, ...] | None
    types: frozenset[int] | None
    triggers: tuple[tuple[int, int], ...] | None


def vocabulary(path: Path) -> dict[str, int]:
    """The number of each piece, by its line in the file."""
    return {line: number for number, line in enumerate(path.read_text("utf-8").splitlines())}


def messages(path: Path, numbers: dict[str, int]) -> list[Text]:
    """The messages of MUC-4 in the GTT form."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [_message(row, numbers) for row in rows]


def _message(row: dict[str, object], numbers: dict[str, int]) -> Text:
    """A message with every occurrence of its fillers."""
    text = str(row["doctext"])
    templates = row["templates"]
    assert isinstance(templates, list)  # noqa: S101 - the form of the file
    types = frozenset(_type(template) for template in templates)
    return Text(
        str(row["docid"]), text, pieces(text, numbers), _fillers(text, templates), types, None
    )


def _type(template: dict[str, str]) -> int:
    """The number of a template's type; of two joined by a stroke the first."""
    return TYPES.index(template["incident_type"].split(" / ")[0])


def _fillers(text: str, templates: list[dict[str, object]]) -> tuple[Filler, ...]:
    """All occurrences of all mentions; of two that overlap in a role the longer."""
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for template in templates:
        for number, role in enumerate(ROLES):
            for entity in template[role]:  # type: ignore[attr-defined]
                for mention in entity:
                    words = mention[0] if isinstance(mention, list) else mention
                    found[number, words].add(_type(template))  # type: ignore[arg-type]
    fillers: list[Filler] = []
    for (role, words), types in sorted(found.items(), key=lambda item: -len(item[0][1])):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            start, end = match.span()
            if not any(f.role == role and f.start < end and f.end > start for f in fillers):
                fillers.append(Filler(role, start, end, frozenset(types)))
    return tuple(sorted(fillers, key=lambda f: (f.start, f.role)))


def shootings(folder: Path, numbers: dict[str, int], part: str = "train") -> list[Text]:
    """The documents of the Gun Violence Corpus with their event mentions."""
    triggers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    titles: dict[str, str] = {}
    bodies: dict[str, str] = {}
    with gzip.open(folder / f"documents_{part}.jsonl.gz", "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            titles[row["doc_id"]] = row["title"] or ""
            bodies[row["doc_id"]] = row["content"] or ""
    for row in map(json.loads, (folder / f"mentions_{part}.jsonl").read_text("utf-8").splitlines()):
        if row["start"] is not None:
            shift = 0 if row["field"] == "title" else len(titles[row["doc_id"]]) + 1
            triggers[row["doc_id"]].append((row["start"] + shift, row["end"] + shift))
    made = []
    for name, title in titles.items():
        text = f"{title}\n{bodies[name]}"
        lead = pieces(text, numbers)[:LEAD]
        made.append(Text(name, text, lead, None, None, tuple(sorted(triggers[name]))))
    return made


def tags(found: tuple[Piece, ...], spans: list[tuple[int, int]]) -> list[int]:
    """The tag of each piece for spans of characters."""
    answer = [0] * len(found)
    for start, end in spans:
        inside = [i for i, p in enumerate(found) if p.start < end and p.end > start]
        for i in inside:
            answer[i] = BEGIN if i == inside[0] else INSIDE
    return answer
