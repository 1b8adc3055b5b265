"""From the answers for each piece to fillers of roles and the types of incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.extract.tagger.layout import BEGIN, INSIDE, OUTSIDE, ROLES, TAGS, TYPES, bounds
from dateline.extract.tagger.wordpiece import Piece

Numbers = npt.NDArray[np.float32]
# Below this a run of pieces is not even a candidate; what is taken is a threshold a role above it.
FLOOR = 0.2


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of characters that may fill a role.

    Attributes:
        role: one of `ROLES`.
        start: its first character.
        end: the character behind its last.
        score: how sure, 0 to 1.
        types: how likely the incident is of each of `TYPES`, 0 to 1.
    """

    role: str
    start: int
    end: int
    score: float
    types: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger says of a text.

    Attributes:
        fillers: candidates for the five roles, by role and place.
        types: how likely the text tells of an incident of each of `TYPES`, 0 to 1.
    """

    fillers: tuple[Tagged, ...]
    types: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The chances of each piece of a text.

    Attributes:
        pieces: of the text, or of the parts of it that were read.
        roles: a table (pieces, TAGS) for each of `ROLES`, its rows adding up to one.
        types: (pieces, TYPES), the type of the incident that a piece belongs to.
        odds: log odds that the text tells of an incident of each of `TYPES`.
    """

    pieces: tuple[Piece, ...]
    roles: tuple[Numbers, ...]
    types: Numbers
    odds: tuple[float, ...]


def marks_of(answers: Numbers, pieces: Sequence[Piece]) -> Marks:
    """Read the answers, (pieces, ANSWERS), as chances."""
    if not pieces:
        return Marks((), (), np.zeros((0, len(TYPES)), dtype=np.float32), (0.0,) * len(TYPES))
    roles, _, kinds, weights, values = (answers[:, a:b] for a, b in bounds())
    tables = [_softmax(roles[:, n * TAGS : (n + 1) * TAGS], 1) for n in range(len(ROLES))]
    odds = (_softmax(weights, 0) * values).sum(axis=0)
    return Marks(tuple(pieces), tuple(tables), _sigmoid(kinds), tuple(float(x) for x in odds))


def decode(answers: Numbers, pieces: Sequence[Piece]) -> Tagging:
    """Read the answers for a whole text.

    Args:
        answers: (pieces, ANSWERS), before any softmax.
        pieces: the text's pieces.

    Returns:
        The candidates with their scores; none above `FLOOR` is left out.
    """
    if not pieces:
        return Tagging((), (0.0,) * len(TYPES))
    roles, _, kinds, weights, values = (answers[:, a:b] for a, b in bounds())
    likely = _sigmoid(kinds)
    fillers = [
        Tagged(role, start, end, score, tuple(float(x) for x in likely[first:last].mean(axis=0)))
        for number, role in enumerate(ROLES)
        for start, end, score, first, last in _runs(
            _softmax(roles[:, number * TAGS : (number + 1) * TAGS], 1), pieces
        )
    ]
    types = _sigmoid((_softmax(weights, 0) * values).sum(axis=0))
    return Tagging(tuple(fillers), tuple(float(x) for x in types))


def _runs(chances: Numbers, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, float, int, int]]:
    """Runs of likely pieces: characters, score and pieces of each.

    A word is taken whole, since a threshold can fall between two pieces of it.
    """
    wanted = 1.0 - chances[:, OUTSIDE]
    first = None
    for i in range(len(pieces) + 1):
        inside = i < len(pieces) and wanted[i] >= FLOOR
        joined = i < len(pieces) and pieces[i].inside
        ends = not inside or chances[i, BEGIN] > chances[i, INSIDE]
        if first is not None and not joined and ends:
            yield _run(wanted, pieces, first, i)
            first = None
        if first is None and inside:
            first = i


def _run(
    wanted: Numbers, pieces: Sequence[Piece], first: int, last: int
) -> tuple[int, int, float, int, int]:
    """A run as characters, its mean score and its pieces; a word's head is taken along."""
    while first > 0 and pieces[first].inside:
        first -= 1
    score = float(wanted[first:last].mean())
    return pieces[first].start, pieces[last - 1].end, score, first, last


def _softmax(scores: Numbers, axis: int) -> Numbers:
    """Shares that add up to one along an axis."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), dtype=np.float32)


def _sigmoid(scores: Numbers) -> Numbers:
    """Chances from scores."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)
