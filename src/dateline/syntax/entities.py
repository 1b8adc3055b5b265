"""The names in a parsed text, as spaCy's recogniser of entities finds them, in a tenth of the time.

spaCy weighs a recogniser's next step word by word, and asks for Python's lock some forty times at
each. But all that a step depends on, outside of a name that has begun, is the word itself: so all
words are weighed at once, and only those within names of several words one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Moves:
    """The steps of a recogniser: a name begins, goes on, ends or is one word; or there is none."""

    labels: tuple[str, ...]  # of each step
    begins: NDArray[np.bool_]
    units: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    inner: dict[str, tuple[int, int]]  # for each label the steps by which a name goes on and ends


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What each word of a text adds to a state: as the next word, as a name's first, as its last.

    `words` has a row of three for each word, `none` the three for a word that is not there.
    """

    words: Floats
    none: Floats
    bias: Floats

    def hidden(self, *parts: Floats) -> Floats:
        """The state that three parts make."""
        one, two, three = parts
        found: Floats = (one + two + three + self.bias).max(axis=-1)
        return found


class NameRecogniser:
    """A loaded recogniser."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        """Take over the weights of a recogniser of spaCy's."""
        model: Any = recogniser.model
        self.vectors, self.lower = model.get_ref("tok2vec"), model.get_ref("lower")
        upper = model.get_ref("upper")
        self.weights, self.bias = upper.get_param("W"), upper.get_param("b")
        system: Any = recogniser.moves
        self.moves = _transition_moves([system.get_class_name(i) for i in range(system.n_moves)])

    def labels(self, doc: Doc) -> list[str]:
        """The label of each word of a text with sentences, empty for what is no name."""
        found = [""] * len(doc)
        if not found:
            return found
        cached: Floats = self.lower.predict(self.vectors.predict([doc]))
        weighed = _Weighed(cached[1:], cached[0], self.lower.get_param("b"))
        last = _last_words(doc)
        steps = self._first_steps(doc, weighed, last)
        at = 0
        while at < len(found):
            step = steps[at]
            found[at] = label = self.moves.labels[step]
            at += 1
            if self.moves.begins[step]:
                end = self._end(weighed, label, at, last)
                found[at:end] = [label] * (end - at)
                at = end
        return found

    def _first_steps(self, doc: Doc, weighed: _Weighed, last: Sequence[bool]) -> list[int]:
        """The step at each word, were no name open there."""
        none = weighed.none
        hidden = weighed.hidden(weighed.words[:, 0], none[1], none[2])
        scores = hidden @ self.weights.T + self.bias
        space = np.array([word.is_space for word in doc])
        barred = np.broadcast_to(
            ~(self.moves.begins | self.moves.units | self.moves.outside), scores.shape
        ).copy()
        barred |= np.outer(space | np.array(last), self.moves.begins)
        barred |= np.outer(space, self.moves.units)
        scores[barred] = -np.inf
        found: list[int] = scores.argmax(axis=1).tolist()
        return found

    def _end(self, weighed: _Weighed, label: str, at: int, last: Sequence[bool]) -> int:
        """Where a name ends that began at the word before."""
        steps = list(self.moves.inner[label])
        weights, bias, start = self.weights[steps], self.bias[steps], at - 1
        while not last[at]:
            words = weighed.words
            hidden = weighed.hidden(words[at, 0], words[start, 1], words[at - 1, 2])
            on, end = (weights @ hidden + bias).tolist()
            if end > on:
                break
            at += 1
        return at + 1


def _transition_moves(names: Sequence[str]) -> _Moves:
    """The steps by their names in spaCy, such as B-ORG and O."""
    split = [name.partition("-") for name in names]
    labels = tuple(label for _, _, label in split)
    of = {(kind, label): i for i, (kind, _, label) in enumerate(split)}
    return _Moves(
        labels=labels,
        begins=np.array([kind == "B" for kind, _, _ in split]),
        units=np.array([kind == "U" and bool(label) for kind, _, label in split]),
        outside=np.array([kind == "O" for kind, _, _ in split]),
        inner={label: (of["I", label], of["L", label]) for label in labels if ("I", label) in of},
    )


def _last_words(doc: Doc) -> list[bool]:
    """For each word: does its sentence end with it? No name runs on from there."""
    starts = [word.is_sent_start for word in doc]
    return [*(start is True for start in starts[1:]), True]
