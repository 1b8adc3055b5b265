"""What people struck out of reports, taken out of the readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dateline.types import (
    Claim,
    Count,
    Interception,
    Judgement,
    Mention,
    Party,
    Place,
    Reaction,
    Reading,
    Role,
    Salvos,
    Struck,
    Target,
    Toll,
    Value,
    Weapon,
)


def drop_struck(found: Sequence[Reading], judgements: Iterable[Judgement]) -> tuple[Reading, ...]:
    """Readings without what was struck by judgements that count."""
    struck = {j.struck for j in judgements if j.struck}
    touched = {one.report for one in struck}
    return tuple(
        replace(
            reading,
            mentions=tuple(
                without_struck_claims(m, reading.document.text, struck) for m in reading.mentions
            ),
        )
        if reading.document.report in touched
        else reading
        for reading in found
    )


def without_struck_claims(mention: Mention, text: str, struck: Collection[Struck]) -> Mention:
    """A mention without the claims that were struck; a struck sub-kind is one no more."""
    claims = tuple(claim for claim in mention.claims if claim_wording(claim, text) not in struck)
    if len(claims) == len(mention.claims):
        return mention
    told = {str(claim.value) for claim in claims if claim.role is Role.SUB_KIND}
    sub_kind = mention.sub_kind if mention.sub_kind in told else None
    return replace(mention, claims=claims, sub_kind=sub_kind)


def claim_wording(claim: Claim, text: str) -> Struck:
    """What a claim says, by its words."""
    words = text[claim.span.start : claim.span.end]
    quote = text[claim.quote.start : claim.quote.end]
    return Struck(
        claim.report, claim.role, written_value(claim.value, words), quote, claim.modality
    )


def written_value(value: Value, words: str) -> str:
    """A value as its words give it: a figure, a name, or the words themselves."""
    match value:
        case Count(stated=stated):
            return words if stated is None else str(stated)
        case Toll(count=count) | Interception(count=count) | Salvos(count=count):
            return written_value(count, words)
        case Place(name=name) | Party(name=name) | Weapon(name=name) | Target(name=name):
            return name
        case Reaction(kind=kind):
            return kind.value
        case str():
            return value
        case _:
            return words
