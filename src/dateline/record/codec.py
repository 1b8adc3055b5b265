"""Values of `types.py` as JSON text and back, field for field.

Fields at their default are left out, so that a later version may add a field without rewriting
what was recorded. A `Value` is a tagged object, or a plain string where it is one.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, get_args

from cattrs.preconf.json import JsonConverter, make_converter

from dateline.errors import LedgerError
from dateline.types import Value

T = TypeVar("T")
# What a value that was changed behind the program's back leads to.
DAMAGED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
TAG = "is"
_KINDS = {kind.__name__: kind for kind in get_args(Value) if kind is not str}


def to_json(value: object) -> str:
    """The JSON text of a frozen value, the same on every machine."""
    return plain_json(_CONVERTER.unstructure(value))


def from_json(text: str, kind: type[T]) -> T:
    """The frozen value that a JSON text stands for.

    Raises:
        LedgerError: the text is not what was recorded.
    """
    try:
        return _CONVERTER.structure(json.loads(text), kind)
    except DAMAGED as error:
        raise LedgerError(
            f"expected a recorded {getattr(kind, '__name__', 'value')}, found a damaged one "
            f"({type(error).__name__}); find it with `dateline verify`"
        ) from error


def value_json(value: Value) -> str:
    """The JSON text of a claim's value, with the name of its type."""
    return plain_json(to_tagged_data(value))


def value_from_json(text: str) -> Value:
    """The value of a claim that a JSON text stands for."""
    return from_tagged_data(json.loads(text), None)


def plain_json(data: object) -> str:
    """JSON without needless space and in the order given, readable in any script."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def to_tagged_data(value: Value) -> object:
    """A value as plain data, tagged with its type."""
    if isinstance(value, str):
        return value
    return {TAG: type(value).__name__, **_CONVERTER.unstructure(value, type(value))}


def from_tagged_data(data: Any, _: object) -> Value:  # noqa: ANN401  what JSON holds
    """The value that tagged data stand for."""
    if isinstance(data, str):
        return data
    fields = {name: field for name, field in data.items() if name != TAG}
    value: Value = _CONVERTER.structure(fields, _KINDS[data[TAG]])
    return value


def _is_value(kind: object) -> bool:
    """Is this the union of all values?"""
    return bool(kind == Value)


def _converter() -> JsonConverter:
    """The converter for all types that are recorded."""
    converter = make_converter(omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook_func(_is_value, to_tagged_data)
    converter.register_structure_hook_func(_is_value, from_tagged_data)
    return converter


_CONVERTER = _converter()
