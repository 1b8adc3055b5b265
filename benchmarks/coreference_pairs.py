"""Which mentions of a group of reports are one event: pairs weighed by a fitted model, then grown.

What a pair weighs is the log odds of a logistic model. Its main feature is how often the two words
were one event in the training parts, backed by their rows of words; the others tell of names and
persons in both, and of where the two stand. Made by `python -m training.coreference`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.types import Token

WORDS: Final = Path(__file__).with_name("coreference.toml")
COUNTS: Final = Path(__file__).with_name("coreference.tsv")
HEADS: Final = ("VERB", "NOUN", "PROPN", "ADJ", "ADV")
FILLERS: Final = frozenset({"nsubjpass", "dobj", "nsubj", "poss", "compound", "nmod", "pobj"})
CARRIERS: Final = frozenset({"of", "to", "in"})
ENDINGS: Final = (
    "isition", "ement", "ation", "tion", "sion", "ing", "ment", "ed", "er", "es", "s", "e", "y",
    "al",
)  # fmt: skip
STEM: Final = 4  # letters that a stem has at least; five of it are compared
AROUND: Final = 40  # words to each side among which those below a word are looked for
NEAR: Final = 25  # words between two mentions that stand near each other
BACKED: Final = 10.0  # pairs that the row of words is worth beside a pair of words itself
SAME_ROW: Final = 0.6  # how often a pair is one event, before any pair is counted
SAME_STEM: Final = 0.3
OTHER: Final = 0.04
SUREST: Final = 1e-3  # the least and, from one, the most that a share counts as
MOST: Final = 6.0  # log odds of one pair that count in a mean
LEAST: Final = -0.5  # mean log odds from which two clusters are one event; on the training parts


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what is compared of it."""

    id: str
    doc: str
    at: int  # the head's place among the words
    lemma: str
    row: str  # the first word of its row, else its lemma
    sort: str  # part of speech, passive verbs apart
    plural: bool
    names: frozenset[str]  # beside it
    nouns: frozenset[str]


class Tally(NamedTuple):
    """How many pairs there were, and how many of them were one event."""

    all: int = 0
    one: int = 0


Counts = Mapping[tuple[str, str], Tally]


def told(mention: str, doc: str, tokens: Sequence[Token], inside: Sequence[Token]) -> Told:
    """A mention ready to be compared.

    Args:
        mention: its id.
        doc: its report.
        tokens: all words of the report.
        inside: those of the mention, at least one.
    """
    indexes = {t.i for t in inside}
    heads = [t for t in inside if t.head not in indexes or t.head == t.i]
    head = next((t for t in heads if t.pos in HEADS), inside[-1])
    below = [
        t for t in tokens[max(0, head.i - AROUND) : head.i + AROUND] if t.head == head.i != t.i
    ]
    fillers = [t for t in below if t.dep in FILLERS]
    for carrier in (t for t in below if t.dep == "prep" and t.text.lower() in CARRIERS):
        fillers += [t for t in tokens[carrier.i : carrier.i + AROUND] if t.head == carrier.i]
    if head.dep in {"acl", "amod", "relcl"}:
        fillers.append(tokens[head.head])
    lemma = head.lemma.lower()
    passive = head.tag == "VBN" or any(t.dep in {"nsubjpass", "auxpass"} for t in below)
    return Told(
        id=mention,
        doc=doc,
        at=head.i,
        lemma=lemma,
        row=_rows().get(lemma, lemma),
        sort=head.pos[:1] + ("p" if passive and head.pos == "VERB" else ""),
        plural=head.tag in {"NNS", "NNPS"},
        names=frozenset(t.text.lower() for t in fillers if t.pos == "PROPN"),
        nouns=frozenset(t.lemma.lower() for t in fillers if t.pos == "NOUN"),
    )


def keys(one: Told, other: Told) -> tuple[tuple[str, str], tuple[str, str]]:
    """A pair by its words and by their rows, each in order."""
    first, second = sorted((f"{one.lemma}/{one.sort}", f"{other.lemma}/{other.sort}"))
    row, row2 = sorted((one.row, other.row))
    return (first, second), (row, row2)


def features(one: Told, other: Told, counts: Counts) -> list[float]:
    """What the model sees of a pair, in the order of its weights."""
    same = one.lemma == other.lemma
    here = one.doc == other.doc
    near = here and abs(one.at - other.at) < NEAR
    found = (
        bool(one.names & other.names),
        bool(one.names and other.names and not one.names & other.names),
        bool(one.nouns & other.nouns),
        bool(one.nouns and other.nouns and not one.nouns & other.nouns),
        here,
        near,
        same,
        one.plural != other.plural,
        one.row == other.row,
        here and same,
        near and same,
        _stem(one.lemma) == _stem(other.lemma) and not same,
    )
    return [1.0, _log_odds(_share(one, other, counts)), *map(float, found)]


def grown(mentions: Sequence[Told]) -> list[list[Told]]:
    """The events of a group of reports: the likest clusters are joined while their mean allows."""
    if not mentions:
        return []
    counts, weights = model()
    size = len(mentions)
    like = np.full((size, size), -np.inf)
    for i, j in combinations(range(size), 2):
        weight = float(np.dot(weights, features(mentions[i], mentions[j], counts)))
        like[i, j] = like[j, i] = max(-MOST, min(MOST, weight))
    members = {i: [one] for i, one in enumerate(mentions)}
    for a, b in joined(like, LEAST):
        members[a] += members.pop(b)
    return list(members.values())


def joined(like: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """The steps of clustering by mean likeness, the likest first; the second joins the first."""
    like, sizes = like.copy(), np.ones(len(like))
    steps = []
    while len(like) > 1:
        a, b = sorted(int(n) for n in np.unravel_index(int(np.argmax(like)), like.shape))
        if like[a, b] < least or a == b:
            break
        mean = (like[a] * sizes[a] + like[b] * sizes[b]) / (sizes[a] + sizes[b])
        mean[[a, b]] = -np.inf
        like[a], like[:, a] = mean, mean
        like[b], like[:, b] = -np.inf, -np.inf
        sizes[a] += sizes[b]
        steps.append((a, b))
    return steps


@cache
def model() -> tuple[Counts, NDArray[np.float64]]:
    """The counts of pairs and the weights, as fitted."""
    counts = {}
    for line in COUNTS.read_text(encoding="utf-8").splitlines():
        one, other, every, same = line.split("\t")
        counts[one, other] = Tally(int(every), int(same))
    weights = tomllib.loads(WORDS.read_text(encoding="utf-8"))["weights"]
    return counts, np.array(weights, dtype=float)


@cache
def _rows() -> dict[str, str]:
    """The first word of the row that a word stands in."""
    rows = tomllib.loads(WORDS.read_text(encoding="utf-8"))["classes"]
    return {word: row[0] for row in rows for word in row}


def _share(one: Told, other: Told, counts: Counts) -> float:
    """How often a pair of words was one event, backed by their rows and by their stems."""
    words, rows = keys(one, other)
    alike = _stem(one.lemma) == _stem(other.lemma)
    share = SAME_ROW if one.row == other.row else SAME_STEM if alike else OTHER
    for tally in (counts.get(rows, Tally()), counts.get(words, Tally())):
        share = (tally.one + share * BACKED) / (tally.all + BACKED)
    return share


def _log_odds(share: float) -> float:
    """The log odds of a share, never without bound."""
    share = max(SUREST, min(1 - SUREST, share))
    return math.log(share / (1 - share))


def _stem(word: str) -> str:
    """The first letters of a word without its ending."""
    cut = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= STEM), "")
    return word.removesuffix(cut)[: STEM + 1]
