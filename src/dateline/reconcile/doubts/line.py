"""A line as the tests of doubts see it: the incident, its claims, its tellings and their texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.reconcile.evidence import SourcedClaim
from dateline.types import (
    BlockKind,
    Claim,
    Document,
    Finding,
    Incident,
    Mention,
    Prominence,
    Span,
    ValueDoubt,
)

TOLLS: Final = ("killed", "wounded")
_WORDS: Final = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
Claims = Sequence[str]  # by id


@dataclass(frozen=True, slots=True)
class DoubtedLine:
    """All that a test may look at."""

    incident: Incident
    told: Mapping[str, SourcedClaim]  # by claim id
    mentions: tuple[Mention, ...]
    documents: Mapping[str, Document]  # by report id

    @property
    def news(self) -> tuple[Mention, ...]:
        """The tellings as news; all of them where there are none."""
        main = tuple(m for m in self.mentions if m.prominence is Prominence.MAIN)
        return main or self.mentions

    def best_figure(self, name: str) -> tuple[Finding[Any], int] | None:
        """A toll with its best figure, where it has one above nought."""
        toll: Finding[Any] | None = getattr(self.incident, name)
        best = toll.value.best if toll else None
        return (toll, best) if toll and best else None

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of some ids; a judgement's id is none."""
        return tuple(self.told[one].claim for one in ids if one in self.told)

    def sentences_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The sentences of some claims."""
        return tuple(self.told[one].words for one in ids if one in self.told)

    def event_sentence(self, mention: Mention) -> str:
        """The sentence that tells of the event."""
        return self.documents[mention.report].text[mention.quote.start : mention.quote.end]

    def block(self, report: str, span: Span) -> BlockKind | None:
        """The kind of the block in which a stretch of a report stands."""
        for block in self.documents[report].blocks:
            if block.span.start <= span.start < block.span.end:
                return block.kind
        return None

    def claims_behind(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """A claim of each of some tellings, from the sentence of the event where one is."""
        return tuple(
            min(m.claims, key=lambda c, m=m: (c.quote != m.quote, c.span, c.id)).id  # type: ignore[misc]
            for m in mentions
            if m.claims
        )


def doubt_of(field: str, value: object, reason: str, claims: Iterable[str]) -> ValueDoubt:
    """A doubt; the table's entry that found it gives its test. An empty value withholds nothing."""
    return ValueDoubt("", field, str(value), reason, tuple(dict.fromkeys(claims)))


@cache
def expressions(name: str) -> re.Pattern[str]:
    """A pattern that finds any of a list of expressions of `words.toml`."""
    return re.compile("|".join(_WORDS[name]), re.IGNORECASE)
