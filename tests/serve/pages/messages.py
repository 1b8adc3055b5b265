"""Every message of the pages: those of the templates, and the words of the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files

from babel.messages.extract import extract

from dateline import types
from dateline.extract.ontology import known_sub_kinds
from dateline.record.differences import Fate
from dateline.serve.accounts import AccountRole
from dateline.serve.pages.evidence import LABELS
from dateline.serve.pages.listing import MEANINGS
from dateline.serve.pages.overview import COLUMNS, COUNTS
from dateline.serve.pages.queue import QuestionKind
from dateline.serve.pages.rendering import SECTIONS, spaced_words
from dateline.serve.pages.report import OTHERWISE, WHY_NOT
from dateline.serve.pages.selection import MANY, NAMED_FILTERS

Message = str | tuple[str, str]  # one, or one with its plural

SHOWN: tuple[type[StrEnum], ...] = (
    *(types.Kind, types.Grade, types.Standing, types.Stage, types.Stance, types.Role),
    *(types.Modality, types.Prominence, types.UpdateKind, types.CopyKind, types.JudgementKind),
    *(types.TargetKind, types.WeaponKind, types.VictimGroup, QuestionKind, AccountRole, Fate),
)
OTHERS = (
    *("claimed", "attributed", "suspected", "named"),  # stances of perpetrators
    *("yes", "no", "unsure", "bulk", "place", "date", "perpetrators", "grade", "reports"),
    *("as news", "in passing", "incidents", "links", "country", "city", "weapon count"),
)


def all_messages() -> set[Message]:
    """What a catalogue must hold."""
    return {*template_messages(), *vocabulary_words()}


def template_messages() -> Iterator[Message]:
    """The messages of the templates."""
    folder = files("dateline.serve.pages").joinpath("templates")
    for template in folder.iterdir():
        with template.open("rb") as stream:
            found = extract("jinja2.ext:babel_extract", stream, options={"newstyle_gettext": "yes"})
            for _, message, _, _ in found:
                yield message if isinstance(message, str) else (message[0], message[1])


def vocabulary_words() -> Iterator[str]:
    """The words that pages look up by their value."""
    for vocabulary in SHOWN:
        yield from (spaced_words(word.value) for word in vocabulary)
    yield from (spaced_words(name) for name in known_sub_kinds())
    yield from (spaced_words(name) for name in (*NAMED_FILTERS, *MANY, *OTHERS))
    yield from (label for _, label in SECTIONS)
    yield from (label for _, label, _ in COLUMNS)
    yield from (label for _, label in COUNTS)
    yield from (*LABELS, *MEANINGS.values(), *WHY_NOT.values(), OTHERWISE)
