"""One function over many inputs on several cores, with the answers in the order of the inputs.

Each input is worked on alone, so that an answer never depends on the company it came in.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

FEW = 4  # fewer inputs are done sooner here than new processes can start
AHEAD = 4  # inputs waiting for each worker: enough to keep it busy, few enough to stay small


def in_order(work: Callable[[A], B], inputs: Iterable[A], workers: int) -> Iterator[tuple[A, B]]:
    """Each input with its answer, in the order of the inputs.

    Args:
        work: a function of a module, and one that never raises.
        inputs: taken a few at a time.
        workers: how many processes; 1 works in this one.
    """
    inputs = iter(inputs)
    first = list(islice(inputs, FEW))
    if workers == 1 or len(first) < FEW:
        for item in chain(first, inputs):
            yield item, work(item)
        return
    yield from _on_processes(work, chain(first, inputs), workers)


def _on_processes(
    work: Callable[[A], B], inputs: Iterator[A], workers: int
) -> Iterator[tuple[A, B]]:
    """The same on several processes, at most `AHEAD` inputs a worker in flight."""
    # Forked children would share the parent's open ledger, hence new processes.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)
    waiting: deque[tuple[A, Future[B]]] = deque()
    try:
        for item in inputs:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) >= workers * AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent is to answer it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
