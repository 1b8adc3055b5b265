"""Is the text English, the one language that Dateline reads?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import UnreadableError

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
ENOUGH = 2_000  # characters tell the language; more costs time and changes nothing


def language_of(text: str) -> str:
    """The language of a running text, as an ISO 639-1 code.

    Raises:
        UnreadableError: it is not English.
    """
    words = text[:ENOUGH].lower().split()
    if sum(word in FUNCTION_WORDS for word in words) >= ENGLISH * len(words):
        return "en"
    believed = dict(_load_identifier().rank(text[:ENOUGH]))
    if believed["en"] < LEAST:
        code = max(believed, key=lambda each: believed[each])
        raise UnreadableError(f"expected English, found a text in {code!r}, which is not read yet")
    return "en"


@cache
def _load_identifier() -> LanguageIdentifier:
    """The model of py3langid, loaded once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  few texts need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
