"""Fit the join: python -m training.joint --data BENCHMARKS --held FILE --linear FILE.

Learns from texts that the tagger has not learnt from: every sixth training message, as answered by
weights that did not see it (FILE of `training.train` without --everything, and of
`training.linear --hold`), and the development set, whose messages have more perpetrators. Five
more sets of weights each leave a fifth of the development set out: the benchmark answers a
message by the set that did not see it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from benchmarks.muc4 import FOLDS, WEIGHTS, read

from dateline.extract.tagger import readers
from dateline.extract.tagger.combination import DATA, Signs, ruled, signs_of
from dateline.extract.tagger.readers import ROLES, TYPES, marks, marks_of, pieces
from dateline.extract.tagger.wordings import key_of
from training.data import HELD, MUC_DEVELOPMENT, MUC_TRAIN, vocabulary

PENALTY = 12.0  # on the squares of all weights but the first
ROUNDS = 25
Numbers = npt.NDArray[np.float64]
Samples = dict[str, tuple[list[tuple[float, ...]], list[float]]]


@dataclass(frozen=True, slots=True)
class Known:
    """A message with its signs and its templates."""

    signs: Signs
    templates: Sequence[Mapping[str, Any]]


def samples(known: Sequence[Known], development: Sequence[Known]) -> Samples:
    """What each model learns from: signs with one more for the set, and what is right."""
    made: Samples = {name: ([], []) for name in (*ROLES, "type", "two", "three")}
    for messages, of_development in ((known, 0.0), (development, 1.0)):
        for one in messages:
            for name, signs, right in _rows(one):
                made[name][0].append((*signs, of_development))
                made[name][1].append(float(right))
    return made


def _rows(one: Known) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    """The samples of a message."""
    fillers = {
        role: {key_of(m[0]) for t in one.templates for e in t[role] for m in e} for role in ROLES
    }
    for wording, signs in one.signs.wordings:
        yield wording.role, signs, wording.key in fillers[wording.role]
    for number, name in enumerate(TYPES):
        count = sum(name in template["incident_type"] for template in one.templates)
        yield "type", one.signs.types[number], count > 0
        for least, model in ((2, "two"), (3, "three")):
            if count >= least - 1:
                yield model, one.signs.numbers[number], count >= least


def fitted(learnt: Samples) -> dict[str, list[float]]:
    """The weights of each model; the sign of the set becomes part of the constant."""
    made = {}
    for name, (signs, right) in learnt.items():
        found = _logistic(np.array(signs), np.array(right))
        made[name] = [round(float(x), 4) for x in (found[0] + found[-1], *found[1:-1])]
    return made


def _logistic(signs: Numbers, right: Numbers) -> Numbers:
    """Newton's steps to the weights of a logistic model."""
    weights = np.zeros(signs.shape[1])
    penalty = np.eye(signs.shape[1]) * PENALTY
    penalty[0, 0] = 1e-3
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (chances - right) + penalty @ weights
        curve = (signs * (chances * (1 - chances))[:, None]).T @ signs + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def known(rows: Sequence[Mapping[str, Any]], answers: Path | None, weights: Path) -> list[Known]:
    """Read messages, with the encoder's answers of a file or its own."""
    numbers = vocabulary(readers.LINEAR.parent / "vocab.txt")
    kept = np.load(answers) if answers else {}
    made = []
    for row in rows:
        name, text = row["docid"], row["doctext"]
        own = marks_of(kept[name], pieces(text, numbers)) if answers else None
        source, annotations, mentions = read(name, text)
        told = ruled(source, annotations, mentions)
        used = own if own is not None else marks(text, told.sentences)
        signs = signs_of(text, used, annotations.tokens, told, weights)
        made.append(Known(signs, row["templates"]))
    return made


def main() -> None:
    """Fit, and write the weights of the package and those of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmarks' folder")
    parser.add_argument("--held", type=Path, required=True, help="answers for the held-back slice")
    parser.add_argument("--linear", type=Path, required=True, help="linear weights without it")
    options = parser.parse_args()
    rows = [
        [json.loads(line) for line in (options.data / name).read_text("utf-8").splitlines()]
        for name in (MUC_TRAIN, MUC_DEVELOPMENT)
    ]
    held = known(rows[0][::HELD], options.held, options.linear)
    written(held, known(rows[1], None, readers.LINEAR))


def written(held: Sequence[Known], development: Sequence[Known]) -> None:
    """Fit on all, and on all but each fifth of the development set."""
    origin = "training/joint.py: every sixth training message and the development set of MUC-4"
    all_of_them = fitted(samples(held, development))
    DATA.write_text(
        json.dumps({"origin": origin, "weights": all_of_them}, indent=1) + "\n", encoding="utf-8"
    )
    folds = [
        fitted(samples(held, [one for i, one in enumerate(development) if i % FOLDS != fold]))
        for fold in range(FOLDS)
    ]
    WEIGHTS.write_text(json.dumps({"origin": origin, "folds": folds}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
