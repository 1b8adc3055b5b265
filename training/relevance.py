"""Train the gate: `python -m training.relevance --data DIR --labels FILE [--write]`.

Reports that tell of incidents against news of all kinds. Of the mixed news, Dateline's own reading
tells which hold an incident (FILE keeps the answers: it takes minutes), so that the gate learns to
let pass what the later stages would find something in. Scores are of five folds, grouped by
incident or topic; the threshold is the lowest score of a held-out report of a shooting or of MUC-4,
less a margin. 600 documents of the Gun Violence Archive are left out and only scored.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS

from dateline.detect import relevance
from dateline.detect.relevance import RelevanceModel
from training.texts import Text, mixed, reports

SEED = 20
FOLDS = 5
KEPT_OUT = 600  # documents of the archive, for the last row of the scores
RAREST = 8  # texts that a word stands in; a pair twice as many
LOWER = 0.6  # share of a word's uses in lower case: names of people and places teach nothing
ROUNDS, RATE, RIDGE = 150, 3.0, 3e-4
MARGIN = 0.4  # log odds below the lowest held-out report: short reports vary
PLAIN = 0.5  # without a word of violence: four of 2,135 reports have none, two thirds of the rest
DIGITS = 3
SMALLEST = 0.02  # a weight below is left out
TARGET = Path(relevance.__file__).with_name("relevance.tsv")

Matrix = NDArray[np.float32]
Sample = tuple[Text, bool]


def vocabulary(samples: Sequence[Sample]) -> list[str]:
    """Words and pairs that are frequent, and mostly written in lower case."""
    seen: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for sample, _ in samples:
        words = relevance.lower_words(sample.text)
        seen.update(frozenset().union(*relevance.text_stretches(words)))
        if sample.source != "muc4":  # all in one case
            written = re.findall(r"[^\W\d_]+", sample.text)
            every.update(word.lower() for word in written)
            lower.update(word for word in written if word.islower())
    plain = {w for w, n in every.items() if lower[w] >= LOWER * n} - STOP_WORDS
    return sorted(
        feature
        for feature, n in seen.items()
        if n >= RAREST * (1 + feature.count(" ")) and set(feature.split()) <= plain
    )


def rows(samples: Sequence[Sample], features: Sequence[str]) -> tuple[Matrix, NDArray[np.int64]]:
    """One row a stretch (the opening alone of reports), and whose stretch it is."""
    index = {feature: i for i, feature in enumerate(features)}
    parts: list[list[int]] = []
    owners: list[int] = []
    for number, (sample, is_report) in enumerate(samples):
        found = list(relevance.text_stretches(relevance.lower_words(sample.text)))
        for stretch in found[:1] if is_report else found:
            parts.append([index[f] for f in stretch if f in index])
            owners.append(number)
    matrix = np.zeros((len(parts), len(features)), dtype=np.float32)
    for row, known in enumerate(parts):
        matrix[row, known] = 1 / np.sqrt(max(1, len(known)))
    return matrix, np.array(owners)


def fit(matrix: Matrix, wanted: Matrix, weight: Matrix) -> tuple[Matrix, float]:
    """Weights and bias of a ridge logistic regression, by accelerated descent."""
    with_bias = np.hstack([matrix, np.ones((len(matrix), 1), np.float32)])
    at = before = np.zeros(with_bias.shape[1], np.float32)
    penalty = np.full(with_bias.shape[1], RIDGE, np.float32)
    penalty[-1] = 0
    for step in range(1, ROUNDS + 1):
        ahead = at + (step - 1) / (step + 2) * (at - before)
        odds = 1 / (1 + np.exp(-np.clip(with_bias @ ahead, -30, 30)))
        slope = with_bias.T @ (weight * (odds - wanted)) / weight.sum() + penalty * ahead
        before, at = at, (ahead - RATE * slope).astype(np.float32)
    return at[:-1], float(at[-1])


def train(samples: Sequence[Sample]) -> RelevanceModel:
    """A model without its threshold."""
    features = vocabulary(samples)
    matrix, owners = rows(samples, features)
    labels = np.array([is_report for _, is_report in samples], np.float32)
    wanted = labels[owners]
    share = wanted.mean()
    weight = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    weights, bias = fit(matrix, wanted, weight)
    kept = {
        f: round(float(w), DIGITS)
        for f, w in zip(features, weights, strict=True)
        if abs(w) >= SMALLEST
    }
    return RelevanceModel(kept, round(bias, DIGITS), 0.0, PLAIN)


def best(model: RelevanceModel, text: str) -> float:
    """The score of a text's likeliest stretch."""
    return relevance.likeliest_stretch(model, relevance.lower_words(text))[0]


def passes(text: str, reached: float, threshold: float) -> bool:
    """Would the gate let a text of this score pass?"""
    words = relevance.lower_words(text)
    needed = threshold if relevance.has_sign(words) else PLAIN
    return len(words) < relevance.FEWEST or reached >= needed


def lowest(scored: Sequence[tuple[Text, bool, float]]) -> float:
    """The lowest held-out score of a report with a word of violence, texts of one story each."""
    return min(
        score
        for text, is_report, score in scored
        if is_report
        and text.source in {"gva", "muc4"}
        and not passes(text.text, score, math.inf)
        and relevance.has_sign(relevance.lower_words(text.text))
    )


def samples_of(data: Path, labels: Path) -> tuple[list[Sample], list[Text]]:
    """What is trained on, and the documents kept out."""
    told = dict(json.loads(line) for line in labels.read_text("utf-8").splitlines())
    found = list(reports(data))
    groups = sorted({r.group for r in found if r.source == "gva"})
    np.random.default_rng(SEED).shuffle(groups)
    size = Counter(r.group for r in found if r.source == "gva")
    out: set[str] = set()
    while sum(size[g] for g in out) < KEPT_OUT:
        out.add(groups.pop())
    kept_out = [r for r in found if r.source == "gva" and r.group in out]
    used = [(r, True) for r in found if r not in set(kept_out)]
    used += [(m, told[m.name] > 0) for m in mixed(data)]
    return used, kept_out


def main() -> None:
    """Print the scores; write the model if asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    samples, kept_out = samples_of(given.data, given.labels)
    groups = sorted({sample.group for sample, _ in samples})
    np.random.default_rng(SEED).shuffle(groups)
    fold_of = {group: n % FOLDS for n, group in enumerate(groups)}
    scored: list[tuple[Text, bool, float]] = []
    for fold in range(FOLDS):
        model = train([s for s in samples if fold_of[s[0].group] != fold])
        scored += [(t, y, best(model, t.text)) for t, y in samples if fold_of[t.group] == fold]
    threshold = round(lowest(scored) - MARGIN, DIGITS)
    for source in dict.fromkeys(t.source for t, _ in samples):
        mine = [(y, passes(t.text, x, threshold)) for t, y, x in scored if t.source == source]
        yes, no = [read for y, read in mine if y], [read for y, read in mine if not y]
        print(f"{source:10s} reports {len(yes):5d} read {sum(yes):5d}", end="   ")
        print(f"other {len(no):5d} turned away {len(no) - sum(no):5d}")
    whole = train(samples)
    final = RelevanceModel(whole.weights, whole.bias, threshold, PLAIN)
    missed = [t for t in kept_out if not passes(t.text, best(final, t.text), threshold)]
    print(f"kept out   reports {len(kept_out):5d} read {len(kept_out) - len(missed):5d}")
    for text in missed:
        print(f"  turned away: {text.name} {text.text.split()[:12]}")
    print(f"threshold {threshold:.3f}, {len(final.weights)} weights")
    if given.write:
        write(final)


def write(model: RelevanceModel) -> None:
    """Put the model where the gate reads it."""
    head = "# Written by training/relevance.py: a word or pair, and its weight in log odds.\n"
    own = zip(relevance.OWN, (model.bias, model.threshold, model.plain), strict=True)
    lines = [f"{f}\t{w:.{DIGITS}f}\n" for f, w in (*own, *sorted(model.weights.items()))]
    TARGET.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
