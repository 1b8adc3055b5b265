"""Who and what a report names: the persons that its events befell, and all its proper names.

What counts as a name is told from the report alone, so that no other report bears on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Final

WORDS: Final = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
KINDS_OF_WORDS: Final = ("empty", "common", "demonyms", "countries")
COMMON: Final = frozenset(w for kind in KINDS_OF_WORDS for w in WORDS[kind])
MOST_CALLED: Final = 40  # full names of a report; a list of hundreds tells no one story
SHORTEST: Final = 3  # letters of a part of a name; shorter ones are initials and particles

# "Jane Q. Doe-Roe": two or more words with a capital, in one line.
PART: Final = r"[A-ZÀ-Þ](?=[\w'’-]{0,40}?[a-zß-ÿ])[\w'’-]{1,60}"
FULL: Final = rf"{PART}(?:[ \t]+[A-Z]\.)?(?:[ \t]+{PART}){{1,3}}"
# Reporters give an age to those whom an event befell or who did it, hardly ever to those who
# speak of it: "Jane Doe, 23," / "23-year-old Jane Doe" / "the victim was identified as Jane Doe".
INVOLVED: Final = re.compile(
    rf"(?P<aged>{FULL}),? (?:(?:Jr|Sr|II|III)\.?, )?(?:who was |aged |age )?\(?[1-9]\d?(?=[,.);])"
    rf"|\b\d\d?-year-old(?: [a-z]{{1,12}}){{0,2}},? (?P<told>{FULL})"
    rf"|\b(?:identified|named)(?: [a-z]{{1,12}}){{0,5}} as (?:\d\d?-year-old )?(?P<called>{FULL})"
)
FULL_NAME: Final = re.compile(FULL)
WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
INSIDE: Final = re.compile(r"(?<=[a-zß-ÿ,;] )[A-ZÀ-Þ][\w’'-]{2,}")  # does not open a sentence
SUFFIXES: Final = frozenset({"jr", "sr", "iii"})


@dataclass(frozen=True, slots=True)
class NamesOfEvent:
    """The names of a text.

    `people` are the full names of those whom it tells of with an age or identifies, `called` all
    full names, both as first and last word; `proper` the single words that are written with a
    capital wherever they stand, `telling` the rarest words of its beginning.
    """

    people: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()


NAMELESS: Final = NamesOfEvent()


def names_in(text: str, known: frozenset[str] = frozenset()) -> NamesOfEvent:
    """Find the names of a text.

    Args:
        text: of a report.
        known: words in lower case that are no telling names, such as those of its places.
    """
    found = (match.group(match.lastgroup or 0) for match in INVOLVED.finditer(text))
    people = {name for words in found for name in _person_names(words, known)}
    called: dict[str, None] = dict.fromkeys(sorted(people))
    for match in FULL_NAME.finditer(text):
        called.update(dict.fromkeys(_person_names(match.group(), known)))
        if len(called) >= MOST_CALLED:
            break
    small = {word for word in WORD.findall(text) if word[0].islower()}
    inside = (_bare_name(match.group()) for match in INSIDE.finditer(text))
    proper = {word for word in inside if not (word in small or word in known or word in COMMON)}
    return NamesOfEvent(frozenset(people), frozenset(called), frozenset(proper))


def _person_names(words: str, known: frozenset[str]) -> Iterator[str]:
    """The name as first and last word, and as every two words that follow each other.

    "Mary Ann Smith" is Mary Smith to another report, and "Suspect Jane Doe" is Jane Doe.
    """
    parts = [part for word in words.split() if len(part := _bare_name(word)) >= SHORTEST]
    parts = [part for part in parts if part not in SUFFIXES]
    for first, last in {*pairwise(parts), (parts[0], parts[-1])} if len(parts) > 1 else ():
        if known.isdisjoint((first, last)) and COMMON.isdisjoint((first, last)):
            yield f"{first} {last}"


def _bare_name(word: str) -> str:
    """Lower case, without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s").strip("'-.")
