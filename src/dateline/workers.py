"""One function over many inputs on several cores, with the answers in the order of the inputs.

Each input is worked on alone, so that an answer never depends on the company it came in. An input
that kills its process, or never ends, costs that input and no other.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

FEW = 4  # fewer inputs are done sooner here than new processes can start
AHEAD = 4  # inputs waiting for each worker: enough to keep it busy, few enough to stay small
SELDOM = (50_000, 20, 50)  # objects and rounds between two looks for cycles of dead objects
LONGEST = 120.0  # seconds for one input; a report of 1,000 sentences takes some 15


def in_order(
    work: Callable[[A], B],
    inputs: Iterable[A],
    workers: int,
    lost: Callable[[A], B],
) -> Generator[tuple[A, B], None, None]:
    """Each input with its answer, in the order of the inputs.

    Args:
        work: a function of a module, and one that never raises.
        inputs: taken a few at a time.
        workers: how many processes; 1 works in this one.
        lost: the answer for an input whose process died or took too long.
    """
    inputs = iter(inputs)
    first = list(islice(inputs, FEW))
    if workers == 1 or len(first) < FEW:
        for item in chain(first, inputs):
            yield item, work(item)
        return
    yield from _on_processes(work, chain(first, inputs), workers, lost)


def _on_processes(
    work: Callable[[A], B], inputs: Iterator[A], workers: int, lost: Callable[[A], B]
) -> Iterator[tuple[A, B]]:
    """The same on several processes, at most `AHEAD` inputs a worker in flight."""
    waiting: deque[tuple[A, Future[B]]] = deque()
    pool = _start(workers)
    try:
        while True:
            for item in islice(inputs, workers * AHEAD - len(waiting)):
                waiting.append((item, pool.submit(work, item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                yield item, future.result(timeout=LONGEST)
            except (BrokenProcessPool, TimeoutError):
                # Which of the inputs in flight did it cannot be told: each is tried alone.
                _end(pool)
                for suspect in (item, *(pending for pending, _ in waiting)):
                    yield suspect, _alone(work, suspect, lost)
                waiting.clear()
                pool = _start(workers)
    finally:
        _end(pool)


def _alone(work: Callable[[A], B], item: A, lost: Callable[[A], B]) -> B:
    """The answer to one input, in a process of its own."""
    pool = _start(1)
    try:
        return pool.submit(work, item).result(timeout=LONGEST)
    except (BrokenProcessPool, TimeoutError):
        return lost(item)
    finally:
        _end(pool)


def _start(workers: int) -> ProcessPoolExecutor:
    """New processes; forked ones would share the open ledger."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop all processes of a pool, busy or not."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001  no public way before 3.14
    for process in processes:
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def _prepare() -> None:
    """Make a new process ready for work.

    Ctrl-C reaches every process of a terminal; only the parent is to answer it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collect()


def seldom_collect() -> None:
    """Look for cycles of dead objects at a slower pace than Python's, in this whole process.

    Readings and incidents are trees without cycles: at the usual pace a fifth of the time goes into
    looking for some, and next to nothing is found.
    """
    gc.set_threshold(*SELDOM)
