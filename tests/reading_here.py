"""Reports and files read in the process of the tests, each report once.

A command that reads starts two processes, and each of them copies the models page by page: that
took longer than reading a few sentences. Tests of what happens to processes are marked `processes`
and read as the program does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import pytest

from dateline import pipeline, workers
from dateline.acquire import read_here
from dateline.types import Reading

A = TypeVar("A")
B = TypeVar("B")
READ = pipeline.read
IN_ORDER, STREAMING = workers.in_order, workers.streaming


class Place:
    """Where the test that runs now has its reports read, and what was read so far."""

    apart = False
    answers: dict[Hashable, Any] = {}  # noqa: RUF012  one for all tests


def install(patch: pytest.MonkeyPatch) -> None:
    """Have reports and files read here, but for tests of processes."""
    patch.setattr(workers, "in_order", in_order)
    for module in ("dateline.cli.sources", "dateline.library"):
        patch.setattr(f"{module}.streaming", streaming)


def in_order(
    work: Callable[[A], B],
    inputs: Iterable[A],
    number: int,
    lost: Callable[[A, str], B],
    *,
    prepare: Callable[[], object] = tuple,
) -> Iterator[tuple[A, B]]:
    """Each input with its answer, worked on as its turn comes."""
    if Place.apart:
        yield from IN_ORDER(work, inputs, number, lost, prepare=prepare)
        return
    inputs = iter(inputs)
    for first in inputs:
        prepare()
        for item in chain((first,), inputs):
            yield item, answer_to(work, item)


def answer_to(work: Callable[[A], B], item: A) -> B:
    """What one input gives; a report that was read in the same way before is not read again."""
    if not isinstance(work, partial) or work.func is not READ:
        return work(item)
    from dateline import detect  # noqa: PLC0415  it loads what reads

    # A test may break a stage: what it read then is read with another function.
    key: Hashable = (item, work.keywords["how"], detect.detect)
    answer: B = Place.answers.get(key) or work(item)
    if isinstance(answer, Reading):  # what stopped another may be gone
        Place.answers[key] = answer
    return answer


def streaming(*how: Any) -> AbstractContextManager[Any]:  # noqa: ANN401  as both have them
    """How files are read: here, or on a process of their own."""
    return STREAMING(*how) if Place.apart else read_here(*how)
