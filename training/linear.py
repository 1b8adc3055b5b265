"""Train the linear reader: python -m training.linear --data BENCHMARKS --out linear.npz.

Adagrad over MUC-4's training messages; with --hold the messages whose number is a multiple of
`HELD` are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.extract.tagger.readers import (
    BITS,
    FEATURES,
    ROLES,
    TYPES,
    Words,
    around,
    contents,
    words,
)
from training.data import HELD, MUC_TRAIN

Numbers = npt.NDArray[np.float32]
SIZE = 1 << BITS
ROLE_EPOCHS, ROLE_RATE, WORDS = 4, 0.15, 8192
TEXT_EPOCHS, TEXT_RATE, DECAY, BIAS_RATE = 12, 0.1, 1e-4, 0.02
FIRST = 1e-2  # what the sums of squares begin with


def inside(found: Words, row: dict[str, Any]) -> Numbers:
    """Which words are part of a filler: (words, roles)."""
    made = np.zeros((len(found.starts), len(ROLES)), dtype=np.float32)
    for number, role in enumerate(ROLES):
        for filler in {m[0] for t in row["templates"] for e in t[role] for m in e}:
            for match in re.finditer(rf"(?<!\w){re.escape(filler)}(?!\w)", row["doctext"]):
                made[(found.starts < match.end()) & (found.ends > match.start()), number] = 1
    return made


def told(row: dict[str, Any]) -> Numbers:
    """Which types a text tells of, whether of any, whether of more than one incident."""
    types = [template["incident_type"] for template in row["templates"]]
    known = [any(name in one for one in types) for name in TYPES]
    return np.array([*known, bool(types), len(types) > 1], dtype=np.float32)


def roles(places: npt.NDArray[np.int64], goal: Numbers) -> Numbers:
    """Weights of the roles: (roles, SIZE)."""
    draw = np.random.default_rng(1)
    weights = np.zeros((len(ROLES), SIZE), dtype=np.float32)
    squares = np.full_like(weights, FIRST)
    for _ in range(ROLE_EPOCHS):
        order = draw.permutation(len(places))
        for start in range(0, len(order), WORDS):
            batch = order[start : start + WORDS]
            flat = places[batch].ravel()
            for n in range(len(ROLES)):
                error = _logistic(weights[n][places[batch]].sum(axis=1)) - goal[batch, n]
                slope = np.bincount(flat, np.repeat(error, FEATURES), SIZE).astype(np.float32)
                squares[n] += slope * slope
                weights[n] -= ROLE_RATE * slope / np.sqrt(squares[n])
    return weights


def texts(found: list[npt.NDArray[np.int64]], goal: Numbers) -> tuple[Numbers, Numbers]:
    """Weights and biases of what a text tells of."""
    draw = np.random.default_rng(1)
    weights = np.zeros((goal.shape[1], SIZE), dtype=np.float32)
    squares, biases = np.full_like(weights, FIRST), np.zeros(goal.shape[1], dtype=np.float32)
    for _ in range(TEXT_EPOCHS):
        for i in draw.permutation(len(found)):
            places, share = found[i], 1 / np.sqrt(max(1, len(found[i])))
            error = _logistic(weights[:, places].sum(axis=1) * share + biases) - goal[i]
            slope = (error * share)[:, None] + DECAY * weights[:, places]
            squares[:, places] += slope * slope
            weights[:, places] -= TEXT_RATE * slope / np.sqrt(squares[:, places])
            biases -= BIAS_RATE * error
    return weights, biases


def small(weights: Numbers) -> tuple[npt.NDArray[np.int8], Numbers]:
    """Weights in eight bits, and the scale of each row."""
    scales = np.abs(weights).max(axis=1) / 127
    return np.round(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _logistic(odds: Numbers) -> Numbers:
    """Chances from log odds."""
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmarks' folder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", action="store_true", help="leave out what --hold of train does")
    options = parser.parse_args()
    rows = [json.loads(x) for x in (options.data / MUC_TRAIN).read_text("utf-8").splitlines()]
    rows = [row for i, row in enumerate(rows) if i % HELD or not options.hold]
    cut = [words(row["doctext"]) for row in rows]
    goal = np.concatenate([inside(w, row) for w, row in zip(cut, rows, strict=True)])
    role_weights = small(roles(np.concatenate([around(w) for w in cut]), goal))
    text_goal = np.stack([told(row) for row in rows])
    text_weights, biases = texts([contents(w) for w in cut], text_goal)
    kept, scales = small(text_weights)
    np.savez_compressed(
        options.out,
        roles=role_weights[0],
        role_scales=role_weights[1],
        texts=kept,
        text_scales=scales,
        text_biases=biases,
    )


if __name__ == "__main__":
    main()
