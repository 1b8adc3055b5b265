"""Who does what a verb tells, and to whom, through passives, clauses and coordination."""

from __future__ import annotations

import pytest
from small_documents import annotated

from dateline.syntax.tree import (
    find_agents,
    find_doers,
    find_objects,
    find_subjects,
    singular_form,
    tree,
)
from dateline.types import Token

DOERS = [
    ("Gunmen killed three villagers.", "killed", ["Gunmen"]),
    ("Three villagers were killed by gunmen.", "killed", ["gunmen"]),
    ("Three villagers were killed.", "killed", []),
    ("Gunmen stormed the village and killed three people.", "killed", ["Gunmen"]),
    ("Police arrested the man who shot two officers.", "shot", ["man"]),
]
OBJECTS = [
    ("Gunmen killed three villagers.", "killed", ["villagers"]),
    ("Three villagers were killed by gunmen.", "killed", ["villagers"]),
    ("Police found a man killed by gunmen.", "killed", ["man"]),
]
SUBJECTS = [
    ("Rebels attacked the post and burned it.", "burned", ["Rebels"]),
    ("The rebels who attacked the post fled.", "attacked", ["rebels"]),
]
SINGULARS = [
    ("gunmen", "gunman"),
    ("soldiers", "soldier"),
    ("bodies", "body"),
    ("boss", "boss"),
    ("bus", "bus"),
    ("churches", "church"),
]


def token_of(text: str, word: str) -> Token:
    return next(t for t in annotated(text).tokens if t.text == word)


@pytest.mark.parametrize(("text", "verb", "expected"), DOERS)
def test_doers_are_agents_and_active_subjects(text: str, verb: str, expected: list[str]) -> None:
    found = find_doers(tree(annotated(text)), token_of(text, verb))
    assert expected == [t.text for t in found]


@pytest.mark.parametrize(("text", "verb", "expected"), OBJECTS)
def test_objects_are_those_whom_the_verb_affects(text: str, verb: str, expected: list[str]) -> None:
    found = find_objects(tree(annotated(text)), token_of(text, verb))
    assert expected == [t.text for t in found]


@pytest.mark.parametrize(("text", "verb", "expected"), SUBJECTS)
def test_subjects_are_shared_by_joined_verbs_and_stand_for_relative_pronouns(
    text: str, verb: str, expected: list[str]
) -> None:
    found = find_subjects(tree(annotated(text)), token_of(text, verb))
    assert expected == [t.text for t in found]


def test_an_agent_stands_behind_by() -> None:
    text = "The bridge was hit by a missile near the river by dawn."
    assert ["missile"] == [
        t.text for t in find_agents(tree(annotated(text)), token_of(text, "hit"))
    ]


@pytest.mark.parametrize(("plural", "singular"), SINGULARS)
def test_a_plural_loses_its_ending_and_nothing_else(plural: str, singular: str) -> None:
    assert singular == singular_form(plural)
