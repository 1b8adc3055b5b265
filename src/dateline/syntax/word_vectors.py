"""What a network of spaCy's makes of the words of a text: the same numbers in half the time.

spaCy's network gives each word a vector by its form alone, then looks four times at the vectors of
its neighbours. The first step is the same wherever a word stands, so its outcome is kept. The
others are done here with the same operations in the same order, so that not a bit differs, but
without the steps that only training needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Floats = NDArray[np.float32]

MOST_WORDS: Final = 20_000  # forms of words whose vectors are kept: some 10 MB a network
FEWEST: Final = 16  # words made at once: products of fewer rows are summed in another order
FIRST_ROOM: Final = 1024  # words


@dataclass(frozen=True, slots=True)
class _Layer:
    """A look at the neighbours.

    Its weights stand piece by piece, so that the largest of a word's pieces is found quickly, and
    as the product takes them: to turn them for each text takes a tenth of its time.
    """

    weights: Floats
    bias: Floats
    pieces: int
    gain: Floats
    shift: Floats

    def looked(self, given: Floats) -> Floats:
        """Vectors of words with what their neighbours add to them."""
        rows, width = given.shape
        window = np.zeros((rows, 3 * width), dtype=np.float32)
        window[1:, :width] = given[:-1]
        window[:, width : 2 * width] = given
        window[:-1, 2 * width :] = given[1:]
        made = np.dot(window, self.weights)
        made += self.bias
        pieces = made.reshape(rows, self.pieces, width)
        best = pieces[:, 0]
        for number in range(1, self.pieces):
            best = np.maximum(best, pieces[:, number])
        return given + self._evened(best)

    def _evened(self, best: Floats) -> Floats:
        """Vectors of one mean and spread."""
        apart = best - _means(best)
        spread = _means(apart * apart)
        spread += np.float32(1e-08)
        apart *= spread ** (-1.0 / 2.0)
        apart *= self.gain
        apart += self.shift
        return apart


def _means(values: Floats) -> Floats:
    """The mean of each row."""
    sums = np.add.reduce(values, axis=1, keepdims=True)
    return np.asarray(sums / np.float32(values.shape[1]), dtype=np.float32)


class WordVectors:
    """A loaded network, with the vectors of the words that it met."""

    def __init__(self, network: Any) -> None:  # noqa: ANN401  its types leave the layers out
        """Take over the weights of a network of spaCy's."""
        embed, encode = network.get_ref("embed"), network.get_ref("encode")
        columns, _, hashes, mix, _ = embed.layers
        self.columns: list[int | str] = columns.attrs["columns"]
        self.hashes, self.mix = hashes.layers[0], mix.layers[0]
        self.pad: int = encode.attrs["pad"]
        wide, even = (_named(encode, name) for name in ("maxout", "layernorm"))
        self.layers = [_layer(*both) for both in zip(wide, even, strict=True)]
        self.width: int = encode.get_dim("nO")
        self.rows: dict[bytes, int] = {}
        self.kept: Floats = np.zeros((FIRST_ROOM, self.width), dtype=np.float32)

    def of(self, doc: Doc) -> Floats:
        """The vectors of the words of a text, one a row."""
        if not len(doc):
            return np.zeros((0, self.width), dtype=np.float32)
        words = np.zeros((len(doc) + 2 * self.pad, self.width), dtype=np.float32)
        words[self.pad : -self.pad] = self._alone(doc)
        for layer in self.layers:
            words = layer.looked(words)
        return words[self.pad : -self.pad]

    def _alone(self, doc: Doc) -> Floats:
        """The vectors of words by their forms alone."""
        forms = np.ascontiguousarray(doc.to_array(self.columns), dtype=np.uint64)
        packed, size = forms.tobytes(), forms.itemsize * forms.shape[1]
        keys = [packed[at : at + size] for at in range(0, len(packed), size)]
        new = {key: at for at, key in enumerate(keys) if key not in self.rows}
        if len(self.rows) + len(new) > MOST_WORDS:
            self._forget()
            new = {key: at for at, key in enumerate(keys)}
        if new:
            self._keep(new, forms[list(new.values())])
        found: Floats = self.kept[[self.rows[key] for key in keys]]
        return found

    def _keep(self, new: Iterable[bytes], forms: NDArray[np.uint64]) -> None:
        """Make and keep the vectors of words that were not met before."""
        made = self.mix.predict(self.hashes.predict(np.resize(forms, _at_least(forms))))
        first = len(self.rows)
        self.rows.update((key, first + at) for at, key in enumerate(new))
        while len(self.rows) > len(self.kept):
            self.kept = np.concatenate((self.kept, np.zeros_like(self.kept)))
        self.kept[first : len(self.rows)] = made[: len(forms)]

    def _forget(self) -> None:
        """Keep no vectors."""
        self.rows.clear()
        self.kept = self.kept[:FIRST_ROOM].copy()


def _at_least(forms: NDArray[np.uint64]) -> tuple[int, int]:
    """The shape of some words, or of as many as are made at once."""
    rows, columns = forms.shape
    return max(rows, FEWEST), columns


def _named(network: Any, name: str) -> list[Any]:  # noqa: ANN401  as above
    """The layers of a network that have a name, in order."""
    return [layer for layer in network.walk() if layer.name == name]


def _layer(wide: Any, even: Any) -> _Layer:  # noqa: ANN401  as above
    """A look at the neighbours, by its two layers in spaCy."""
    weights, bias = wide.get_param("W"), wide.get_param("b")
    width, pieces, given = weights.shape
    return _Layer(
        weights=np.ascontiguousarray(weights.swapaxes(0, 1).reshape(width * pieces, given).T),
        bias=np.ascontiguousarray(bias.T).reshape(width * pieces),
        pieces=pieces,
        gain=even.get_param("G"),
        shift=even.get_param("b"),
    )
