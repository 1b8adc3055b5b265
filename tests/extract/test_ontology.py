"""Every kind is defined, coded, and told by its own example sentences."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from small_documents import annotated, document

from dateline.extract import extract
from dateline.types import Kind, Mention, Prominence, Scope, Stage

ONTOLOGY = tomllib.loads(files("dateline.extract").joinpath("ontology.toml").read_text("utf-8"))


def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of a short text."""
    return extract(document(text), annotated(text))


def examples(which: str) -> list[tuple[str, str]]:
    """The examples of all kinds."""
    return [(kind, text) for kind, entry in ONTOLOGY.items() for text in entry[which]]


def test_every_kind_has_a_definition_and_codes() -> None:
    assert set(ONTOLOGY) == set(Kind)
    for entry in ONTOLOGY.values():
        assert entry["definition"]
        assert {"acled", "plover", "gtd", "muc4"} <= set(entry)


@pytest.mark.parametrize(("kind", "text"), examples("positive"))
def test_a_sentence_tells_of_its_kind(kind: str, text: str) -> None:
    main = [m for m in mentions(text) if m.prominence is Prominence.MAIN]
    assert [m.kind for m in main] == [Kind(kind)]


@pytest.mark.parametrize(("kind", "text"), examples("negative"))
def test_a_sentence_that_only_sounds_like_it_tells_of_nothing(kind: str, text: str) -> None:
    told = [m for m in mentions(text) if m.scope is Scope.SINGLE and m.stage is Stage.ACCOMPLISHED]
    assert told == [], kind
