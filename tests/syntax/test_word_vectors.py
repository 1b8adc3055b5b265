"""Tests of the vectors of words: they are those of spaCy's networks, to the bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from thinc.api import use_ops

from dateline.demo import REPORTS
from dateline.syntax import word_vectors
from dateline.syntax.parser import MODEL, VECTORS, one_thread
from dateline.syntax.word_vectors import WordVectors

NETWORKS = (VECTORS, "ner")
CLOSE = 1e-5


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    """The whole of spaCy's pipeline, on the products of matrices that the program uses."""
    with use_ops("numpy", use_blis=False):
        return spacy.load(MODEL)


def _network(model: spacy.language.Language, name: str) -> Any:  # noqa: ANN401  it has no type
    """The network of a part of the pipeline."""
    part: Any = model.get_pipe(name)
    return part.model if name == VECTORS else part.model.get_ref("tok2vec").layers[0]


@pytest.mark.parametrize("name", NETWORKS)
def test_vectors_are_spacys(model: spacy.language.Language, name: str) -> None:
    """Whole reports, the second time from what was kept of the first."""
    network = _network(model, name)
    own = WordVectors(network)
    paths = sorted(REPORTS.glob("*.txt"))
    for path in paths * 2:
        doc = model.make_doc(path.read_text(encoding="utf-8"))
        with one_thread():
            assert np.array_equal(network.predict([doc])[0], own.of(doc))


@pytest.mark.parametrize("text", ["", "Kabul", "Two dead.", "\n\n", "A bomb went off"])
def test_short_texts_have_spacys_vectors_nearly(model: spacy.language.Language, text: str) -> None:
    """SpaCy sums the products of a few words in another order; here it is the same for all."""
    network = _network(model, VECTORS)
    doc = model.make_doc(text)
    with one_thread():
        expected, found = network.predict([doc])[0], WordVectors(network).of(doc)
    assert expected.shape == found.shape
    assert np.allclose(expected, found, atol=CLOSE)


def test_what_is_kept_has_an_end(
    model: spacy.language.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once there are too many words all are forgotten, and a text has the vectors it had before."""
    own = WordVectors(_network(model, VECTORS))
    doc = model.make_doc("A bomb killed two people in the town of Oslo on Monday, police said.")
    before = own.of(doc)
    monkeypatch.setattr(word_vectors, "MOST_WORDS", len(doc) + 5)
    for number in range(5):
        own.of(
            model.make_doc(f"Word number {number} is not {number + 7} and more than word{number}")
        )
        assert len(own.rows) <= len(doc) + 5
    assert np.array_equal(before, own.of(doc))
