"""Long lists of values in batches that one statement can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 500  # values in one statement


def in_batches(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in batches that one statement can take."""
    items = iter(values)
    while few := list(islice(items, AT_ONCE)):
        yield few
