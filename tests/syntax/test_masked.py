"""Words of violence whose letters are masked, in made-up sentences."""

from __future__ import annotations

import pytest

from dateline.clean import clean_report
from dateline.syntax.parser import find_masked_words, parse_document
from dateline.types import MediaType, Report


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Two men were ki*lled.", ["killed"]),
        ("A girl was inj**ured and a boy shot de-ad.", ["injured", "dead"]),
        ("Heavy shel*ling, one bo*mb.", ["shelling", "bomb"]),
        ("One man was k*lled.", ["killed"]),
        ("A well-known co-operative re-elected its five-star head.", []),
        ("It cost 5*3 or a*b dollars.", []),
    ],
)
def test_words_of_violence_alone_are_spelled_out(text: str, plain: list[str]) -> None:
    assert plain == [word.plain for word in find_masked_words(text)]


def test_spans_lead_to_the_text_as_written() -> None:
    """Also those of the words behind a masked one, and in later paragraphs."""
    text = "Two ki*lled in Mali\n\nTwo men were ki-lled and one inj**ured near Bamako. Police came."
    document = clean_report(Report("a" * 64, "a.txt", text.encode(), MediaType.TEXT))
    tokens, sentences = parse_document(document)
    written = {t.text: document.text[t.span.start : t.span.end] for t in tokens}

    assert {"killed": "ki-lled", "injured": "inj**ured"}.items() <= written.items()
    assert all(w in {t, "ki-lled", "inj**ured"} for t, w in written.items())
    assert "Police came." == document.text[sentences[-1].span.start : sentences[-1].span.end]
