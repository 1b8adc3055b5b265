"""Edits that newsrooms make of one another's copy, done in code to articles of the archive.

Each edit is a pure function of an article, another article about the same incident, and a number
that stands in the place of chance, so every run makes the same copies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NUMBERS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
TOLL: Final = re.compile(
    rf"\b({'|'.join(NUMBERS)}|[1-9]\d?)\b(?=(?: \S+){{0,3}} "
    r"(?:people|men|women|persons?|teens?|dead|killed|wounded|injured|hurt|shot|died|victims?)\b)",
    re.IGNORECASE,
)
# What a desk changes in passing, sentence by sentence.
SWAPS: Final = (
    (r" said\b", " told reporters"),
    (r"\bofficers\b", "police officers"),
    (r"\bshortly after\b", "soon after"),
    (r"\bapproximately\b", "about"),
    (r"\bwas pronounced dead\b", "died"),
    (r"\bwas taken to\b", "was rushed to"),
    (r"\baccording to\b", "as reported by"),
    (r"\bmultiple\b", "several"),
    (r"\bhome\b", "house"),
    (r"\bsuspect\b", "suspected gunman"),
    (r"\bKilled\b|\bkilled\b", "shot dead"),
    (r"\bofficials\b", "the authorities"),
)
SITES: Final = 5  # that print the lines below with everything
STANDING: Final = (
    "Thank you for reading the {site}. Support local reporting from as little as a dollar a week.",
    "Our newsroom at the {site} is reached at any hour; tell us what you saw and we will look.",
    "Most read today on the {site}: weather warning for the hills, county fair opens, road works.",
    "Readers of the {site} may comment below; be kind, stay on the subject and use your own name.",
    "This page of the {site} was put together by the morning desk from what came in over night.",
)


@dataclass(frozen=True, slots=True)
class Original:
    """An article: headline and paragraphs of running text."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an edited article: `source` is the text that it was made from, 0 or 1."""

    text: str
    source: int | None


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited article, and how many of the two given ones it takes text from."""

    title: str
    paragraphs: tuple[Paragraph, ...]


Edit = Callable[[Original, Original, int], Edited | None]


def trimmed(one: Original, _: Original, number: int) -> Edited:
    """Cut from the end: half to four fifths stay."""
    kept = max(3, len(one.paragraphs) * (5 + number % 4) // 10)
    return Edited(one.title, _own(one.paragraphs[:kept]))


def retitled(one: Original, two: Original, _: int) -> Edited:
    """The same text under another headline."""
    return Edited(two.title, _own(one.paragraphs))


def reordered(one: Original, _: Original, number: int) -> Edited:
    """The lead stays, the other paragraphs change places."""
    rest = one.paragraphs[1:]
    turned = sorted(range(len(rest)), key=lambda n: ((n * 7 + number) % 5, n))
    return Edited(one.title, _own([one.paragraphs[0], *(rest[n] for n in turned)]))


def lead_rewritten(one: Original, two: Original, _: int) -> Edited:
    """Another opening, here that of the other article, then the text from its second paragraph."""
    return Edited(two.title, (Paragraph(two.paragraphs[0], 1), *_own(one.paragraphs[1:])))


def toll_changed(one: Original, _: Original, number: int) -> Edited | None:
    """Each number of people goes up."""
    changed = [TOLL.sub(lambda m: _more(m[0], 1 + number % 3), p) for p in one.paragraphs]
    if changed == list(one.paragraphs):
        return None
    return Edited(TOLL.sub(lambda m: _more(m[0], 1 + number % 3), one.title), _own(changed))


def later_version(one: Original, two: Original, number: int) -> Edited:
    """A running story: new lead and two new paragraphs, risen tolls, its end cut."""
    told = [TOLL.sub(lambda m: _more(m[0], 1), p) for p in one.paragraphs]
    kept = told[1 : max(4, len(told) * (6 + number % 3) // 10)]
    new = [Paragraph(p, 1) for p in two.paragraphs[:3]]
    return Edited(two.title, (*new, *_own(kept)))


def merged(one: Original, two: Original, number: int) -> Edited:
    """Two agencies' stories in one: a part of each, joined or by turns."""
    ours = [Paragraph(p, 0) for p in one.paragraphs[: max(4, len(one.paragraphs) * 6 // 10)]]
    theirs = [Paragraph(p, 1) for p in two.paragraphs[: max(4, len(two.paragraphs) * 6 // 10)]]
    if number % 2:
        return Edited(one.title, (*ours, *theirs))
    turns = [p for pair in zip(ours, theirs, strict=False) for p in pair]
    size = min(len(ours), len(theirs))
    return Edited(two.title, (*turns, *ours[size:], *theirs[size:]))


def reworded(one: Original, _: Original, number: int) -> Edited:
    """Every second sentence is touched by the desk."""
    return Edited(one.title, _own([_swapped(p, number) for p in one.paragraphs]))


def with_standing_text(one: Original, _: Original, number: int) -> Edited:
    """Most of the text, amid what the site prints with everything."""
    site = f"Site {number % SITES} Courier"
    lines = [Paragraph(line.format(site=site), None) for line in STANDING]
    own = _own(one.paragraphs[: max(4, len(one.paragraphs) * 8 // 10)])
    return Edited(one.title, (lines[4], *own, *lines[:4]))


def run_together(one: Original, _: Original, __: int) -> Edited:
    """The paragraphs have lost the space between them."""
    return Edited(one.title, (Paragraph("".join(one.paragraphs), 0),))


EDITS: Final[Mapping[str, Edit]] = {
    "trimmed": trimmed,
    "retitled": retitled,
    "reordered": reordered,
    "lead rewritten": lead_rewritten,
    "toll changed": toll_changed,
    "later version": later_version,
    "merged": merged,
    "reworded": reworded,
    "standing text": with_standing_text,
    "run together": run_together,
}


def _own(paragraphs: Sequence[str]) -> tuple[Paragraph, ...]:
    """Paragraphs of the first article."""
    return tuple(Paragraph(text, 0) for text in paragraphs)


def _more(number: str, by: int) -> str:
    """A number, raised."""
    if number.isdecimal():
        return str(int(number) + by)
    at = min(NUMBERS.index(number.lower()) + by, len(NUMBERS) - 1)
    return NUMBERS[at].capitalize() if number[0].isupper() else NUMBERS[at]


def _swapped(paragraph: str, number: int) -> str:
    """A paragraph with every second sentence reworded."""
    sentences = re.split(r"(?<=[.!?])\s+", paragraph)
    for at in range(number % 2, len(sentences), 2):
        for pattern, new in SWAPS:
            sentences[at] = re.sub(pattern, new, sentences[at])
    return " ".join(sentences)
