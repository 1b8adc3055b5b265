"""Tests of the parse: names, parts of speech and lemmas are those of spaCy's own parts."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from small_text import document

from dateline.demo import REPORTS
from dateline.syntax.parser import LONGEST, MODEL, LemmaTables, NameRecogniser, parse_document

HARD = (
    "",
    "\n\n  \n",
    "Kabul",
    "There were three blasts, there's no doubt. There  're more; \n\n there\nis one.",
    "I'm gonna say y'all ain't gotta go. C'mon, let's go, 'nuff said. He don't, it won't.",
    "He did what he had to do; I told it you, but that that he has does not matter.",
    "Ol' Joe's goin'.",
    "The United Nations Assistance Mission in Afghanistan",
    "On Tuesday, 17 November 2020 at 9 a.m. the Islamic State and Lashkar-e-Taiba\n\nJohn Smith",
    "“Nothin'!” he said. Somethin' hit 12.5 percent of $ 3 million in New York City , New York",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    """The whole of spaCy's pipeline."""
    return spacy.load(MODEL)


@pytest.mark.parametrize("text", HARD)
def test_words_are_read_as_spacy_reads_them(model: spacy.language.Language, text: str) -> None:
    """Every case that the ruler joins over two words, white space, and names at the very end."""
    _compare(model, text)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=pytest.mark.slow if n else ())
        for n, path in enumerate(sorted(REPORTS.glob("*.txt")))
    ],
)
def test_reports_are_read_as_spacy_reads_them(model: spacy.language.Language, path: Path) -> None:
    """Whole reports, the second time from what was kept of the first."""
    for _ in range(2):
        _compare(model, path.read_text(encoding="utf-8"))


def _compare(model: spacy.language.Language, text: str) -> None:
    """Hold both parts to the whole pipeline's answer."""
    expected = model(text)
    with model.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
        bare = model(text)
    assert NameRecogniser(model.get_pipe("ner")).labels(bare) == [
        word.ent_type_ for word in expected
    ]
    forms = LemmaTables(model).forms(bare)
    found = [form and (form.pos, form.tag, form.lemma) for form in forms]
    assert found == [
        None if word.is_space else (word.pos_, word.tag_, word.lemma_) for word in expected
    ]


def test_a_sentence_without_an_end_is_cut_and_no_word_hangs_on_another_part() -> None:
    tokens, sentences = parse_document(document("the man who shot " * LONGEST))
    assert max(sentence.last - sentence.first for sentence in sentences) <= LONGEST
    for sentence in sentences:
        for token in tokens[sentence.first : sentence.last]:
            assert sentence.first <= token.head < sentence.last


@pytest.mark.parametrize("text", ["(Mosul).", "U.S.", "10km", "he's", "said...", "end…”", "((()))"])
def test_words_end_as_in_the_tokenizer_of_the_model(
    model: spacy.language.Language, text: str
) -> None:
    tokens, _ = parse_document(document(text))
    assert [word.text for word in model.tokenizer(text)] == [token.text for token in tokens]
