"""A second, linear reader: a word by the words around it, and a text by its words.

It knows words that the encoder has too few messages to learn (names of groups, of weapons), and
errs elsewhere than the encoder does.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

DATA = Path(__file__).parent / "data" / "linear.npz"
WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*|\S")
BITS = 18
REACH = 10  # words on either side that are looked at
NEAR = range(-3, 4)  # places that count one by one; those farther off count as left or right
PAIRS = ((-1, 0), (0, 1), (-2, -1), (1, 2))
FEATURES = len(NEAR) + len(PAIRS) + 2 + 2 * (REACH - 3)
LEAD = 60  # words whose place at the head of a text counts
MIX = np.uint64(0x9E3779B97F4A7C15)
OUTSIDE = np.uint64(1)  # stands for the words in front of and behind a text

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text: where each starts and ends, and a number for it."""

    starts: Places
    ends: Places
    numbers: npt.NDArray[np.uint64]
    endings: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Scored:
    """The words of a text, and the log odds of each being part of a filler: (words, roles)."""

    words: Words
    scores: Scores


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of eight bits with a scale a row: of the roles, and of what a text tells of."""

    roles: npt.NDArray[np.int8]
    role_scales: Scores
    texts: npt.NDArray[np.int8]
    text_scales: Scores
    text_biases: Scores


def cut_words(text: str) -> Words:
    """Cut a text into words and marks; capitals do not matter."""
    places = [match.span() for match in WORD.finditer(text)]
    found = [text[start:end].lower() for start, end in places]
    return Words(
        np.array([start for start, _ in places], dtype=np.int64),
        np.array([end for _, end in places], dtype=np.int64),
        np.array([_feature_number(word) for word in found], dtype=np.uint64),
        np.array([_feature_number(word[-3:]) for word in found], dtype=np.uint64),
    )


@lru_cache(maxsize=1 << 16)
def _feature_number(word: str) -> int:
    """A number for a word, or for its ending."""
    return zlib.crc32(word.encode())


def around(found: Words) -> Places:
    """The features of each word: (words, FEATURES) numbers below 2 ** BITS."""
    count = len(found.numbers)
    edge = np.full(REACH, OUTSIDE, dtype=np.uint64)
    padded = np.concatenate((edge, found.numbers, edge))

    def numbers_at(place: int) -> npt.NDArray[np.uint64]:
        return padded[REACH + place : REACH + place + count]

    columns = [_slot(numbers_at(place), 10 + place) for place in NEAR]
    columns += [
        _slot(numbers_at(a) * np.uint64(31) + numbers_at(b), 20 + n)
        for n, (a, b) in enumerate(PAIRS)
    ]
    columns += [_slot(found.endings, 30), _slot(np.zeros(count, dtype=np.uint64), 31)]
    columns += [_slot(numbers_at(place), 32) for place in range(-REACH, NEAR[0])]
    columns += [_slot(numbers_at(place), 33) for place in range(NEAR[-1] + 1, REACH + 1)]
    return np.stack(columns, axis=1)


def contents(found: Words) -> Places:
    """The features of a text, each once: its words, its pairs of words, and those of its head."""
    pairs = found.numbers[:-1] * np.uint64(31) + found.numbers[1:]
    parts = (_slot(found.numbers, 40), _slot(pairs, 41), _slot(found.numbers[:LEAD], 42))
    return np.unique(np.concatenate(parts))


def role_scores(found: Words, path: Path = DATA) -> Scores:
    """Log odds of each word being part of a filler: (words, roles)."""
    weights, places = _weights(path), around(found)
    sums = weights.roles[:, places].sum(axis=2, dtype=np.int32)
    return np.asarray(sums.T * weights.role_scales, dtype=np.float32)


def text_scores(found: Words, path: Path = DATA) -> Scores:
    """Log odds of a text telling of each type, of any, and of more than one incident."""
    weights, places = _weights(path), contents(found)
    sums = weights.texts[:, places].sum(axis=1, dtype=np.int32)
    share = 1 / np.sqrt(max(1, len(places)))
    return np.asarray(sums * weights.text_scales * share + weights.text_biases, dtype=np.float32)


def _slot(numbers: npt.NDArray[np.uint64], salt: int) -> Places:
    """The place of each feature among the weights."""
    mixed = (numbers * np.uint64(2) + np.uint64(1)) * MIX + np.uint64(salt) * np.uint64(0xC2B2AE35)
    return ((mixed * MIX) >> np.uint64(64 - BITS)).astype(np.int64)


@cache
def _weights(path: Path = DATA) -> Weights:
    """The weights, read once a process."""
    with np.load(path) as kept:
        return Weights(*(kept[field.name] for field in fields(Weights)))
