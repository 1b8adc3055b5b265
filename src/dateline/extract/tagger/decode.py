"""From the encoder's answers for each piece to chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.extract.tagger.layout import ANSWERS, OUTSIDE, ROLES, TAGS, TYPES, bounds
from dateline.extract.tagger.wordpiece import Piece

Numbers = npt.NDArray[np.float32]
NEVER = -30.0  # log odds of what is ruled out


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


def nothing(pieces: int) -> Numbers:
    """Answers for pieces outside of all fillers, which say nothing about the text."""
    answers = np.full((pieces, ANSWERS), NEVER, dtype=np.float32)
    answers[:, OUTSIDE : len(ROLES) * TAGS : TAGS] = -NEVER
    return answers


def _softmax(scores: Numbers, axis: int) -> Numbers:
    """Shares that add up to one along an axis."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), dtype=np.float32)


def _sigmoid(scores: Numbers) -> Numbers:
    """Chances from scores."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)
