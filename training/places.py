"""Fit the weights by which readings of place names are told apart.

    python -m training.places --data DIR [--folds 5] [--output FILE]

DIR holds `lgl.xml` and `GeoVirus.xml`. The model is a conditional logit over the readings of each
name and "none of these" (McFadden 1974), fitted by gradient ascent with a quadratic penalty. What
the other names likely stand for depends on the weights, so fitting and reading take turns.
Both collections weigh the same: one is local news full of namesakes, the other world news.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np
from benchmarks import geoparsing
from benchmarks.given_places import surveyed

from dateline.detect.gazetteer.lookup import GazetteerEntry
from dateline.detect.places.resolution import (
    FEATURES,
    STATIC,
    Floats,
    Ints,
    ReadingField,
    ResolutionWeights,
    context_support,
    lay_out_readings,
    likelihood_shares,
    names_of,
    point_distance,
    weigh_readings,
)
from dateline.syntax.parser import parse_document

RIGHT: Final = 161.0  # kilometres, the measure of the field
TURNS, STEPS, PACE = 6, 250, 0.05
PENALTY: Final = 2.0
MARGIN: Final = 1.15
NOTE: Final = (
    "Fitted by training/places.py on LGL and GeoVirus: weights of a conditional logit.",
    "Each fold of the articles read with the weights of the others: names of which the gazetteer",
    "holds the gold place, or lacks it (missing, right where none is chosen).",
)


@dataclass(frozen=True, slots=True)
class Text:
    """The readings of one article, and which of them are right."""

    at: ReadingField
    right: Floats  # 1 for a right reading; all 0 for names of which the gold says nothing


def texts(data: Path, collection: str) -> Iterator[Text]:
    """The articles of a collection with their gold readings."""
    root = ET.parse(data / geoparsing.FILES[collection]).getroot()  # noqa: S314  a local file
    articles = list(root.iter("article"))
    for number, article in enumerate(articles):
        document, gold = geoparsing.read(article, str(number))
        tokens, sentences = parse_document(document)
        spots, containers, hints, given = surveyed(document, tokens, sentences, tuple(gold))
        names, which = names_of(spots, containers)
        right: dict[int, geoparsing.Gold] = {}
        for n, span in given.items():
            if gold[span].lat is not None:
                right.setdefault(which[n], gold[span])
        marks = [m for n, name in enumerate(names) for m in _marks(name.known, right.get(n))]
        if names and any(marks):
            yield Text(lay_out_readings(names, hints), np.array(marks))


def _marks(known: Sequence[GazetteerEntry], gold: geoparsing.Gold | None) -> list[float]:
    """Which readings of a name are right, "none of these" last."""
    if gold is None:
        return [0.0] * (len(known) + 1)
    found = [float(k.ref == f"geonames:{gold.ref}") for k in known]
    if not gold.ref:
        found = [float(_near(k, gold)) for k in known]
    return [*found, float(not any(found))]


def _near(known: GazetteerEntry, gold: geoparsing.Gold) -> bool:
    """Is a reading's point near the gold one, or its area around it?"""
    if None in (known.lat, known.lon, gold.lat, gold.lon):
        return False
    here, there = (known.lat or 0.0, known.lon or 0.0), (gold.lat or 0.0, gold.lon or 0.0)
    return point_distance(here, there) <= max(RIGHT, (known.radius or 0) / 1000)


def fitted(chosen: Sequence[Text], start: Floats) -> Floats:
    """The weights under which the right readings are likeliest."""
    weights = start
    for _ in range(TURNS):
        rows = [_features(text, weights) for text in chosen]
        weights = _climbed(chosen, rows, weights)
    return weights


def _weights(flat: Floats) -> ResolutionWeights:
    return ResolutionWeights(flat[: len(STATIC)], flat[len(STATIC) :], MARGIN)


def _features(text: Text, weights: Floats) -> Floats:
    """All features of a text's readings, the others being read with these weights."""
    likely = weigh_readings(text.at, _weights(weights))
    return np.concatenate([text.at.static, context_support(text.at, likely)], axis=1)


def _climbed(chosen: Sequence[Text], rows: Sequence[Floats], start: Floats) -> Floats:
    """Adam's steps up the likelihood, the features held still."""
    base = np.cumsum([0, *(int(t.at.owner[-1]) + 1 for t in chosen)])
    owner = np.concatenate([t.at.owner + b for t, b in zip(chosen, base, strict=False)])
    all_rows = np.concatenate(rows)
    right = np.concatenate([t.right for t in chosen])
    told = np.zeros(int(base[-1]))
    np.maximum.at(told, owner, right)
    keep = told[owner] > 0
    owner, all_rows, right = owner[keep], all_rows[keep], right[keep]
    _, owner = np.unique(owner, return_inverse=True)
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = _slope(all_rows, owner, right, weights) - PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = PACE * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        weights = weights + pace * mean / (np.sqrt(square) + 1e-8)
    return weights


def _slope(rows: Floats, owner: Ints, right: Floats, weights: Floats) -> Floats:
    """How the log likelihood of the right readings rises with each weight."""
    scores = rows @ weights
    among = np.where(right > 0, scores, -np.inf)
    return np.asarray((likelihood_shares(owner, among) - likelihood_shares(owner, scores)) @ rows)


def share_right(chosen: Sequence[Text], flat: Floats) -> Counter[str]:
    """How many names are read right, wrong or not at all, and what was there to be read."""
    found: Counter[str] = Counter()
    for text in chosen:
        likely = weigh_readings(text.at, _weights(flat))
        ends = np.searchsorted(text.at.owner, np.arange(int(text.at.owner[-1]) + 1), side="right")
        start = 0
        for end in ends.tolist():
            if text.right[start:end].any():
                best = start + int(np.argmax(likely[start:end]))
                missing = text.right[end - 1] > 0
                hit = text.right[best] > 0
                found[("missing " if missing else "held ") + ("right" if hit else "wrong")] += 1
            start = end
    return found


def _written(weights: Floats, note: Sequence[str]) -> str:
    """The weights as the file that the package reads."""
    rows = [f"{name} = {value:.3f}" for name, value in zip(FEATURES, weights.tolist(), strict=True)]
    return "\n".join([*(f"# {n}" for n in note), f"margin = {MARGIN}", "", "[weights]", *rows, ""])


def main() -> None:
    """Fit on all articles; say first what fitting on the other folds gives for each fold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument(
        "--output", type=Path, default=Path("src/dateline/detect/places/places_weights.toml")
    )
    given = parser.parse_args()
    held = {name: list(texts(given.data, name)) for name in sorted(geoparsing.FILES)}
    everything = [text for collection in held.values() for text in collection]
    start = np.zeros(len(FEATURES))
    note = [*NOTE]
    for name, collection in held.items():
        total: Counter[str] = Counter()
        for fold in range(given.folds):
            out = {id(text) for text in collection[fold :: given.folds]}
            weights = fitted([t for t in everything if id(t) not in out], start)
            total += share_right(collection[fold :: given.folds], weights)
        told = ", ".join(f"{what} {count}" for what, count in sorted(total.items()))
        note.append(f"{name}: {told}.")
        print(note[-1], flush=True)
    given.output.write_text(_written(fitted(everything, start), note), "utf-8")


if __name__ == "__main__":
    main()
