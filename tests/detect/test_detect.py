"""What all detectors together make of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_text import document
from threadpoolctl import threadpool_info

from dateline.detect import DETECTORS, detect
from dateline.types import Document, Entity, Sentence, Token

WORDS = st.sampled_from(
    "The the Taliban Embassy two U.S. officials said that rockets Ana Ruiz , “ ” . claimed no "
    "deny Ministry of group called Kabul Monday \n".split(" ")
)


def test_every_detector_adds_to_one_reading() -> None:
    """One report gives times, places, parties, counts, weapons and speakers at once."""
    text = "Police in Nairobi said two gunmen with rifles killed three guards on Monday."
    found = detect(document(text))
    for name in DETECTORS:
        assert getattr(found, name), name
    assert found.attributions


def test_no_detector_multiplies_on_several_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that wait for one another on a busy machine take a report over its limit of time."""
    threads: list[int] = []

    def look(*_: Document | tuple[Token, ...] | tuple[Sentence, ...]) -> tuple[Entity, ...]:
        threads.extend(pool["num_threads"] for pool in threadpool_info())
        return ()

    looking = dict.fromkeys(DETECTORS, look)
    monkeypatch.setattr("dateline.detect.detection.DETECTORS", looking)
    detect(document("Police said two gunmen killed three guards."))
    assert threads
    assert set(threads) == {1}


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_is_read_the_same_twice_and_within_its_bounds(text: str) -> None:
    """Parties lie inside the text, do not overlap, and come out the same each time."""
    found = detect(document(text))
    assert found == detect(document(text))
    at = 0
    for entity in found.parties:
        assert at <= entity.span.start < entity.span.end <= len(text)
        at = entity.span.end
