"""Prepared mentions as JSON and back, for a ledger to keep."""

from __future__ import annotations

import json
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter

from dateline.link.profiles import MentionProfile


def profile_to_json(one: MentionProfile) -> str:
    """The JSON text of a prepared mention, the same on every machine."""
    data = _CONVERTER.unstructure(one)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def profile_from_json(text: str) -> MentionProfile:
    """The prepared mention that a JSON text stands for."""
    return _CONVERTER.structure(json.loads(text), MentionProfile)


def _in_order(found: frozenset[Any]) -> list[Any]:
    """A set as a list."""
    return sorted(found)


def _make_converter() -> JsonConverter:
    """The converter; fields at their default are left out."""
    converter = make_converter(omit_if_default=True)
    converter.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", kind) is frozenset, _in_order
    )
    return converter


_CONVERTER = _make_converter()
