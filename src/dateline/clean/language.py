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
ENOUGH = 2_000  # characters tell the language; more costs time and changes nothing


def language_of(text: str) -> str:
    """The language of a running text, as an ISO 639-1 code.

    Raises:
        UnreadableError: it is not English.
    """
    words = text[:ENOUGH].lower().split()
    if sum(word in FUNCTION_WORDS for word in words) >= ENGLISH * len(words):
        return "en"
    code, _ = _identifier().classify(text[:ENOUGH])
    if code != "en":
        raise UnreadableError(f"expected English, came a text in {code!r}, which is not read yet")
    return "en"


@cache
def _identifier() -> LanguageIdentifier:
    """The model of py3langid, loaded once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  few texts need it

    return LanguageIdentifier.from_model_file(MODEL_FILE)
