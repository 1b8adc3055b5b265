"""Whose copy a report is: the agency that it credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.clean.dateline import dateline_at
from dateline.types import Block, BlockKind

# Names under which agencies are credited, longest first where one holds another.
AGENCIES: Final = (
    ("Reuters", r"Reuters|REUTERS"),
    ("Associated Press", r"Associated Press|ASSOCIATED PRESS|\bAP\b"),
    ("Agence France-Presse", r"Agence France-Presse|\bAFP\b"),
    ("Deutsche Presse-Agentur", r"Deutsche Presse-Agentur|\bDPA\b|\bdpa\b"),
    ("EFE", r"\bEFE\b"),
    ("Xinhua", r"Xinhua"),
    ("Anadolu Agency", r"Anadolu"),
    ("TASS", r"\bTASS\b"),
    ("Interfax", r"Interfax"),
    ("United Press International", r"United Press International|\bUPI\b"),
    ("Kyodo", r"Kyodo"),
    ("Yonhap", r"Yonhap"),
    ("Press Trust of India", r"Press Trust of India|\bPTI\b"),
    ("ANI", r"\bANI\b"),
    ("CNN", r"\bCNN\b"),
)
# Reuters alone closes its copy with this chain of desks.
REUTERS_DESKS: Final = re.compile(r"Editing by [A-Z].*\)?$|Writing by [A-Z].*[Ee]diting by ")


def agency_in(text: str, blocks: Sequence[Block]) -> str | None:
    """The agency that a report credits in its dateline, byline or closing line, or None."""
    printed = [_credit(text, block) for block in blocks]
    for name, pattern in AGENCIES:
        if any(re.search(pattern, credit) for credit in printed):
            return name
    return "Reuters" if any(REUTERS_DESKS.search(credit) for credit in printed) else None


def _credit(text: str, block: Block) -> str:
    """The words of a block that may credit an agency."""
    words = text[block.span.start : block.span.end]
    if block.kind is BlockKind.BYLINE:
        return words
    if block.kind is BlockKind.BOILERPLATE and "contributed" in words:
        return words
    if block.kind is BlockKind.TITLE:
        return words.rpartition(" – ")[2] if " – " in words else ""
    found = dateline_at(text, block.span) if block.kind is BlockKind.BODY else None
    return (found.agency or "") if found else ""
