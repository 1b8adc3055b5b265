"""Templates of MUC-4: texts without case in, incidents with their role fillers out.

The engine reads a message as it reads any report; here its fillers and the chances of incidents
are only put into the form of the collection. The weights of the engine's join were fitted on these
messages, so each is answered by weights that a fifth of them, it among them, was kept from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cased import cased
from benchmarks.texts import document
from dateline.detect import detect
from dateline.extract import extract
from dateline.extract.tagger import Filler, Joint, Weights
from dateline.extract.tagger.combination import jointly
from dateline.extract.tagger.readers import ROLES, TYPES
from dateline.types import Annotations, Document, Mention

TEXTS = "gtt_processed/dev.json"
WEIGHTS = Path(__file__).parent / "muc4_weights.json"
FOLDS = 5
# From which chance on: a filler; a type; a second and third incident of it; a perpetrator in these
# too; a filler in another type's template too.
FILLER, TYPE, MORE, AGAIN, SHARED = 0.25, 0.15, 0.35, 0.3, 0.8
OFTEN_MISSED: Mapping[str, float] = {"Victim": 0.225, "Weapon": 0.225}  # a filler of these
PERPETRATORS = frozenset({"PerpInd", "PerpOrg"})
Template = dict[str, Any]


def predict(data: Path) -> Iterator[dict[str, object]]:
    """Fill the templates of the development texts.

    Args:
        data: the folder with `gtt_processed/dev.json`; the texts are read, the templates are not.

    Yields:
        Rows {"docid", "templates"}, the latter as the GTT form has them.
    """
    with (data / TEXTS).open(encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            row = json.loads(line)
            made = templates(row["docid"], row["doctext"], _folds()[number % FOLDS])
            yield {"docid": row["docid"], "templates": made}


def templates(name: str, text: str, weights: Weights | None = None) -> list[Template]:
    """The incidents of a text as templates.

    Args:
        name: the text's name.
        text: all in small letters, or all in capitals, as the collection has it.
        weights: of the engine's join; those of the package if None.

    Returns:
        Templates by type, each with the fillers of five roles.
    """
    return written(jointly(*read(name, text), weights))


def read(name: str, text: str) -> tuple[Document, Annotations, tuple[Mention, ...]]:
    """A text as the engine reads it."""
    source = document(name, cased(text))
    annotations = detect(source)
    return source, annotations, extract(source, annotations)


def written(told: Joint) -> list[Template]:
    """What the engine says in the form of the collection."""
    chances = [incidents[0] for incidents in told.incidents]
    present = [n for n, chance in enumerate(chances) if chance >= TYPE]
    made = {n: [_empty(n) for _ in range(_number(told.incidents[n]))] for n in present}
    for filler in told.fillers if present else ():
        if filler.chance >= OFTEN_MISSED.get(filler.role, FILLER):
            for n in _types(filler, present, chances):
                _put(filler, made[n])
    return [template for n in present for template in made[n]]


def _number(chances: tuple[float, float, float]) -> int:
    """How many incidents of a type there are."""
    return max(1, sum(chance >= MORE for chance in chances))


def _types(filler: Filler, present: list[int], chances: list[float]) -> list[int]:
    """The types whose incidents a filler belongs to."""
    best = max(present, key=lambda n: filler.types[n] + chances[n])
    return [n for n in present if n == best or filler.types[n] >= SHARED]


def _put(filler: Filler, made: list[Template]) -> None:
    """Put a filler into a type's first template, a sure perpetrator into all."""
    again = filler.role in PERPETRATORS and filler.chance >= AGAIN
    for template in made if again else made[:1]:
        template[filler.role].append([filler.words.lower()])


def _empty(number: int) -> Template:
    """A template without fillers."""
    return {"incident_type": TYPES[number], **{role: [] for role in ROLES}}


@cache
def _folds() -> list[Mapping[str, list[float]]]:
    """The weights of each fifth."""
    folds: list[Mapping[str, list[float]]] = json.loads(WEIGHTS.read_text("utf-8"))["folds"]
    return folds
