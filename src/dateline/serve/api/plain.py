"""Values of the ledger as plain data, as the API's models describe them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from dateline.explain import incident_title
from dateline.record import SearchHit
from dateline.record.codec import value_json
from dateline.serve.view import DoubtfulPair
from dateline.types import Claim, Document, Judgement, Mention, Party, Reason


def plain_data(value: object) -> Any:  # noqa: ANN401  what JSON holds
    """A value of `types` field for field; enumerations are strings already, spans are objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain_data(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): plain_data(one) for name, one in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def judgement_data(one: Judgement) -> dict[str, Any]:
    """A judgement."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "subjects": list(one.subjects),
        "field": one.field,
        "value": one.value,
        "by": one.by,
        "reason": one.reason,
        "at": one.at.isoformat(),
        "undone": one.undone.isoformat() if one.undone else None,
    }


def hit_data(hit: SearchHit) -> dict[str, Any]:
    """What a search found."""
    return {
        "kind": hit.kind.value,
        "id": hit.subject,
        "day": hit.day.isoformat() if hit.day else None,
        "text": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
    }


def doubt_data(pair: DoubtfulPair) -> dict[str, Any]:
    """An undecided pair."""
    both = (pair.first, pair.second)
    return {
        "incidents": [one.id for one in both],
        "titles": [incident_title(one) for one in both],
        "weight": pair.doubt.weight,
        "closest": [_reason_fields(one) for one in pair.doubt.closest.reasons],
        "farthest": [_reason_fields(one) for one in pair.doubt.farthest.reasons],
    }


def _reason_fields(one: Reason) -> dict[str, Any]:
    return {"comparison": one.comparison, "weight": one.weight, "text": one.text}


def claim_data(claim: Claim, document: Document, mention: str | None = None) -> dict[str, Any]:
    """A claim with its words."""
    return {
        "id": claim.id,
        "mention": mention,
        "report": claim.report,
        "role": claim.role.value,
        "value": json.loads(value_json(claim.value)),
        "words": document.text[claim.span.start : claim.span.end],
        "quote": document.text[claim.quote.start : claim.quote.end],
        "start": claim.span.start,
        "end": claim.span.end,
        "speaker": _name(claim.speaker),
        "via": _name(claim.via),
        "modality": claim.modality.value,
        "reader": claim.reader,
    }


def mention_data(mention: Mention, document: Document) -> dict[str, Any]:
    """A mention with its claims."""
    return {
        "id": mention.id,
        "kind": mention.kind.value,
        "stage": mention.stage.value,
        "scope": mention.scope.value,
        "prominence": mention.prominence.value,
        "start": mention.trigger.start,
        "end": mention.trigger.end,
        "quote": document.text[mention.quote.start : mention.quote.end],
        "claims": [claim_data(claim, document, mention.id) for claim in mention.claims],
    }


def _name(party: Party | None) -> str | None:
    return party.name if party else None
