"""What must stand in a sentence for a form to match: most forms need no look at most sentences.

It is told from the form's own pattern: a list of words (months, weekdays, units) or a digit that
every way through the pattern passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from dateline.detect.times.feasts import feast_names, feast_table
from dateline.detect.times.words import time_words

ATOM = re.compile(r"\\.|\[(?:\\.|[^\]\\]){0,200}\]|@(\w+?)\d?@|[()|]|.", re.DOTALL)
OPTIONAL = re.compile(r"[?*]|\{0")
DIGITS = "digits"
PARTS_ALONE = tuple("night dawn dusk daybreak midday sun hours morning afternoon evening".split())
SPANS = tuple("minute hour day week month quarter year decade centur morning evening night".split())


def needed_lists(pattern: str, pieces: Mapping[str, str]) -> frozenset[str]:
    """The word lists that every match of a pattern holds a word of.

    Args:
        pattern: as it stands in `dates_forms.toml`, with @pieces@.
        pieces: what the pieces stand for; those that are word lists stay as they are.
    """
    return frozenset(_needed_of(pattern, pieces)) & first_words().keys()


def _needed_of(pattern: str, pieces: Mapping[str, str]) -> set[str]:
    """The same, for a part of a pattern."""
    stack: list[list[set[str]]] = [[set()]]  # for each open group: what each of its ways needs
    for match in ATOM.finditer(pattern):
        here, piece = match.group(), match.group(1)
        after = pattern[match.end() :]
        if here == "(":
            # What must not stand there is no need: a second, empty way.
            stack.append([set(), set()] if after.startswith(("?!", "?<!")) else [set()])
        elif here == "|":
            stack[-1].append(set())
        elif here == ")":
            found = set.intersection(*stack.pop())
            if not OPTIONAL.match(after):
                stack[-1][-1].update(found)
        elif here == r"\d" and not OPTIONAL.match(after):
            stack[-1][-1].add(DIGITS)
        elif piece and not OPTIONAL.match(after):
            inner = {piece} if piece in first_words() else _needed_of(pieces.get(piece, ""), pieces)
            stack[-1][-1].update(inner)
    return set.intersection(*stack.pop())


@cache
def first_words() -> dict[str, tuple[str, ...]]:
    """The first words of the phrases of each list, those that hold another left out."""
    known = time_words()
    named: dict[str, Iterable[str]] = {
        DIGITS: "0123456789",
        "months": known.months,
        "weekdays": known.weekdays,
        "units": known.units,
        "holidays": known.holidays,
        "seasons": known.seasons,
        "references": known.references,
        "feasts": feast_names(),
        "hijri_months": feast_table().hijri,
        "jalali_months": feast_table().jalali,
        "day_parts": known.day_parts,
        # Forms that can be told by these name them as their `word`.
        "century": ("century",),
        "anniversary": ("anniversary",),
        "deictic": ("yesterday", "today", "tomorrow", "tonight"),
        "clock": (*"0123456789", "noon", "midnight"),
        "overnight": ("overnight",),
        "day_parts_alone": PARTS_ALONE,
        "spans": SPANS,
        "adverbs": ("hourly", "daily", "weekly", "monthly", "yearly", "annual"),
        "age": ("old", "age"),
    }
    return {name: _shortest_words(phrases) for name, phrases in named.items()}


def _shortest_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """The first words, one that holds another left out."""
    firsts = sorted({re.split(r"[\s'’-]", phrase.lower())[0] for phrase in phrases})
    return tuple(w for w in firsts if not any(o != w and o in w for o in firsts))


def present_lists(text: str, among: Iterable[str] | None = None) -> frozenset[str]:
    """The lists that a stretch of text, in lower case, may hold a word of.

    Args:
        text: the stretch.
        among: the lists that may be there at all, all unless given.
    """
    known = first_words()
    held = {
        name
        for name in (known if among is None else among)
        if any(word in text for word in known[name])
    }
    if not text.isascii() and any(c.isdecimal() for c in text):
        held |= {DIGITS, "clock"}  # those of other scripts
    return frozenset(held)
