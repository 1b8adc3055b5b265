"""Fit which mentions are one event: `python -m training.coreference --data DIR`.

Reads the training parts of the Gun Violence Corpus and of ECB+, with their true groups of reports.
Pairs of words are counted, and a logistic model fitted in which the counts of a pair's own group
are left out, so that it learns how far counts from other reports can be trusted. A group's weight
is the square root of its pairs. Writes `benchmarks/coreference.tsv` and prints the weights.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
from benchmarks import coreference, coreference_pairs
from benchmarks.coreference import Given, Part, ecbplus_part, gvc_part, prepared, read_all
from benchmarks.coreference_pairs import Tally, Told, features, keys

GVC = Part("coreference/documents_train.jsonl.gz", "coreference/mentions_train.jsonl")
ECBPLUS = Part("standard_setup/train_corpus.txt.gz", "standard_setup/train_event_mentions.jsonl")
RIDGE, ROUNDS = 0.1, 25
FEWEST = 10  # times that a pair of words was seen; rarer ones are left out of the file

Pair = tuple[str, str]
Row = tuple[Told, Told, bool, str]


def pairs(data: Path) -> Iterator[Row]:
    """All pairs of mentions in a true group: whether they are one event, and the group."""
    with (data / "gvc/coreference/doc_to_incident.csv").open(encoding="utf-8") as stream:
        incident = {row[0]: row[1] for row in csv.reader(stream)}
    for folder, part, reader in (("gvc", GVC, gvc_part), ("ecbplus", ECBPLUS, ecbplus_part)):
        documents, given = reader(data / folder, part)
        gold = {
            row["mention_id"]: row["cluster"]
            for row in coreference.lines(data / folder / part.mentions)
        }
        groups: defaultdict[str, list[Given]] = defaultdict(list)
        for mention in given:
            topic = mention.doc.split("_")[0] + ("plus" if "plus" in mention.doc else "")
            groups[incident.get(mention.doc, topic)].append(mention)
        read = read_all(documents)
        for group, mentions in sorted(groups.items()):
            for one, other in combinations(prepared(mentions, read), 2):
                yield one, other, gold[one.id] == gold[other.id], f"{folder} {group}"


def fitted(rows: list[Row], counts: Mapping[Pair, Tally]) -> list[float]:
    """The weights, with the counts of each pair's own group taken out."""
    own: defaultdict[str, Counter[Pair]] = defaultdict(Counter)
    same: defaultdict[str, Counter[Pair]] = defaultdict(Counter)
    for one, other, is_one, group in rows:
        own[group].update(keys(one, other))
        same[group].update(keys(one, other) if is_one else ())
    seen = []
    for one, other, _, group in rows:
        left = {
            key: Tally(counts[key].all - own[group][key], counts[key].one - same[group][key])
            for key in keys(one, other)
        }
        seen.append(features(one, other, left))
    sizes = Counter(group for *_, group in rows)
    shares = np.array([sizes[group] ** -0.5 for *_, group in rows])
    shares *= len(rows) / shares.sum()
    matrix, answers = np.array(seen), np.array([is_one for _, _, is_one, _ in rows], dtype=float)
    weights = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (shares * (answers - odds)) - RIDGE * weights
        curve = (matrix * (shares * odds * (1 - odds))[:, None]).T @ matrix
        weights += np.linalg.solve(curve + RIDGE * np.eye(len(weights)), slope)
    return [round(float(weight), 2) for weight in weights]


def main() -> None:
    """Count, fit, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the benchmarks")
    rows = list(pairs(parser.parse_args().data))
    every, same = Counter[Pair](), Counter[Pair]()
    for one, other, is_one, _ in rows:
        every.update(keys(one, other))
        same.update(keys(one, other) if is_one else ())
    counts = {key: Tally(every[key], same[key]) for key in every}
    kept = sorted((*key, *tally) for key, tally in counts.items() if tally.all >= FEWEST)
    text = "".join(f"{a}\t{b}\t{n}\t{of}\n" for a, b, n, of in kept)
    coreference_pairs.COUNTS.write_text(text, encoding="utf-8")
    print(f"weights = {fitted(rows, counts)}")


if __name__ == "__main__":
    main()
