"""What a model answered, as far as the report's own words bear it out."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Final

from dateline.types import NARRATIVE, Document, Span, Suggestion

# As in `dateline judge correct --field`.
FIELDS: Final = ("date", "place", "killed", "wounded", "perpetrators", "targets", "weapons")
MOST_SUGGESTED: Final = 20  # of a report
LONGEST_WORDS, LONGEST_QUOTE = 120, 400  # characters
MOST_SENT: Final = 12_000  # characters of a report
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "suggestions": {
            "type": "array",
            "maxItems": MOST_SUGGESTED,
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string", "enum": list(FIELDS)},
                    "words": {"type": "string", "maxLength": LONGEST_WORDS},
                    "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
                },
                "required": ["field", "words", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["suggestions"],
    "additionalProperties": False,
}


def suggestion_id(one: Suggestion) -> str:
    """The hash of what defines a suggestion."""
    told = [one.report, one.field, one.span.start, one.span.end, one.model]
    return sha256(json.dumps(told).encode()).hexdigest()


def report_text(document: Document) -> str:
    """What of a report a model is given: what a reader sees of its story, at most `MOST_SENT`."""
    spans = [block.span for block in document.blocks if block.kind in NARRATIVE]
    return "\n".join(document.text[s.start : s.end] for s in spans)[:MOST_SENT]


def checked_suggestions(
    document: Document, answer: str, model: str
) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    """The suggestions of an answer that the report's words bear out, and why others are refused.

    Args:
        document: the report that the model was given.
        answer: JSON, as the schema says, or anything else.
        model: the name of the model.

    Returns:
        Suggestions in the order of the text, each once, and a reason for each that is refused.
    """
    try:
        listed = json.loads(answer)["suggestions"]
        rows = [listed] if isinstance(listed, dict) else list(listed)
    except (ValueError, TypeError, KeyError, RecursionError):
        return (), ("expected JSON with suggestions, found another answer",)
    found: dict[str, Suggestion] = {}
    refused = []
    for row in rows[:MOST_SUGGESTED]:
        one = _checked(document, row, model)
        if isinstance(one, Suggestion):
            found.setdefault(suggestion_id(one), one)
        else:
            refused.append(one)
    if len(rows) > MOST_SUGGESTED:
        refused.append(f"expected at most {MOST_SUGGESTED} suggestions, found {len(rows)}")
    return tuple(sorted(found.values(), key=lambda s: (s.span, s.field))), tuple(refused)


def _checked(document: Document, row: object, model: str) -> Suggestion | str:
    """A suggestion whose words stand in the report, or why it is none."""
    if not isinstance(row, dict) or not all(
        isinstance(row.get(name), str) for name in ("field", "words", "quote")
    ):
        return "expected field, words and quote, found something else"
    field, words, quote = str(row["field"]), str(row["words"]), str(row["quote"])
    if wrong := _wrong_form(field, words, quote):
        return wrong
    at, inside = _place_of(document, quote), quote.find(words)
    if at is None or inside < 0:
        return "the quote is not in the report" if at is None else "the words are not in the quote"
    start = at + inside
    return Suggestion(document.report, field, words, quote, Span(start, start + len(words)), model)


def _wrong_form(field: str, words: str, quote: str) -> str | None:
    """What is wrong with a suggestion, whatever its report says."""
    if field not in FIELDS:
        return "expected one of the fields, found another"
    if not any(c.isalnum() for c in words) or len(words) > LONGEST_WORDS:
        return "expected a few words, found none, or too many"
    if len(quote) > LONGEST_QUOTE:
        return f"expected a quote of at most {LONGEST_QUOTE} characters, found a longer one"
    return None


def _place_of(document: Document, quote: str) -> int | None:
    """Where a quote stands in a part of the report that the model was given."""
    if not quote:
        return None
    for block in document.blocks:
        if block.kind in NARRATIVE:
            at = document.text.find(quote, block.span.start, block.span.end)
            if at >= 0:
                return at
    return None
