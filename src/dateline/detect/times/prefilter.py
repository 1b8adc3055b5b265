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
LATER = tuple("later earlier after before since prior previously hence into".split())
WINDOWS = tuple(
    "past last recent next coming previous following preceding first final intervening".split()
)
DEEDS = tuple(
    "attack strike raid bombing blast explosion shooting killing assault ambush clashes fighting "
    "violence shelling massacre incident bombardment offensive".split()
)

Parts = tuple[str, ...]  # of a phrase: each stands where the phrase does


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
def first_words() -> dict[str, tuple[Parts, ...]]:
    """For each list the words of its phrases, those left out that hold all of another's."""
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
        # Forms that can be told by these name them as their `words`.
        "ago": ("ago", "before", "back"),
        "century": ("century",),
        "anniversary": ("anniversary",),
        "before last": ("before last",),
        "deeds": DEEDS,
        "deictic": ("yesterday", "today", "tomorrow", "tonight"),
        "clock": (*"0123456789", "noon", "midnight"),
        "halves": ("half",),
        "later": LATER,
        "overnight": ("overnight",),
        "day_parts_alone": PARTS_ALONE,
        "spans": SPANS,
        "adverbs": ("hourly", "daily", "weekly", "monthly", "yearly", "annual"),
        "age": ("old", "age"),
        "week": ("week",),
        "windows": WINDOWS,
    }
    return {name: _fewest_parts(phrases) for name, phrases in named.items()}


def _fewest_parts(phrases: Iterable[str]) -> tuple[Parts, ...]:
    """The words of phrases, the longest first; none that hold all words of another phrase."""
    found: list[Parts] = []
    for phrase in sorted({phrase.lower() for phrase in phrases}, key=lambda p: (len(p), p)):
        parts = tuple(sorted(set(re.findall(r"\w+", phrase)), key=lambda part: (-len(part), part)))
        if not any(_holds(phrase, other) for other in found):
            found.append(parts)
    return tuple(found)


def _holds(text: str, parts: Parts) -> bool:
    """Whether all words of a phrase stand in a text."""
    return parts[0] in text and all(part in text for part in parts[1:])


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
        # the first word is asked for here: a call for each phrase would take longer than the rest
        if any(parts[0] in text and _holds(text, parts) for parts in known[name])
    }
    if not text.isascii() and any(c.isdecimal() for c in text):
        held |= {DIGITS, "clock"}  # those of other scripts
    return frozenset(held)
