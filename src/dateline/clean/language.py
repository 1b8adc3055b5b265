"""Which sections of a text are English, the one language that Dateline reads?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import ForeignError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Function words make up over a quarter of English prose; the model takes some short American
# police reports, full of names, for Lingala or Latin.
FUNCTION_WORDS = frozenset(
    "the of and to in a was that is on for said by were with at from".split()
)
ENGLISH = 0.15  # share of them from which a text is English without asking the model
# Of the model's belief. A short text with names looks foreign: of two dozen sentences from African
# and Asian towns, English ones got 0.037 and more, sentences in other languages 0.011 and less.
LEAST = 0.03
FEWEST_LETTERS = 20  # of a section that can be told by its script
LAST_LATIN = "\u024f"  # letters behind it are of another script
FEWEST_WORDS = 25  # of a section that can be told by its words
MOST_BORROWED = 0.06  # share of function words that other languages have in common with English
SURELY_NOT = 0.001  # of the model's belief that a section is English
ENOUGH = 2_000  # characters tell the language; more costs time and changes nothing


def language_of(text: str) -> str:
    """The language of a running text, as an ISO 639-1 code.

    Raises:
        ForeignError: it is not English.
    """
    if is_english(text):
        return "en"
    if _beliefs(text)["en"] < LEAST:
        raise foreign_text(text)
    return "en"


def is_english(text: str) -> bool:
    """Does a text have as many function words as English prose?"""
    words = text[:ENOUGH].lower().split()
    return sum(word in FUNCTION_WORDS for word in words) >= ENGLISH * len(words)


def foreign_text(text: str) -> ForeignError:
    """What is said of a text that is not English, with the language that it is likeliest in."""
    believed = _beliefs(text)
    code = max((each for each in believed if each != "en"), key=lambda each: believed[each])
    return ForeignError(code)


def is_foreign(section: str) -> bool:
    """Is a section of a text surely in another language?

    A short one in Latin letters, or one of names, is not: it may stand in an English report.
    """
    start = section[:ENOUGH]
    letters = sum(map(str.isalpha, start))
    if letters < FEWEST_LETTERS:
        return False
    if not start.isascii() and sum(c.isalpha() and c > LAST_LATIN for c in start) > letters / 2:
        return True
    words = start.lower().split()
    english = sum(word.strip(".,;:\"'“”‘’()") in FUNCTION_WORDS for word in words)
    if len(words) < FEWEST_WORDS or english > MOST_BORROWED * len(words):
        return False
    return _beliefs(section)["en"] < SURELY_NOT


def _beliefs(text: str) -> dict[str, float]:
    """How far the model believes that a text is in each language."""
    return dict(_load_identifier().rank(text[:ENOUGH]))


@cache
def _load_identifier() -> LanguageIdentifier:
    """The model of py3langid, loaded once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  few texts need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
