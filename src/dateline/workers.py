"""Work on other processes, within limits, with the answers in the order of the inputs.

Each input is worked on alone, so that an answer never depends on the company it came in. An input
that takes too much time or memory, or kills its process, costs that input and no other: the
process is replaced, as each is after some thousands of inputs. No process outlives the one that
started it.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import socket
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Final, Generic, TypeVar

from dateline.collecting import seldom_collect

if sys.platform != "win32":
    import resource

A = TypeVar("A")
B = TypeVar("B")

AHEAD: Final = (
    12  # inputs waiting for each worker: enough to keep it busy, few enough to stay small
)
HELD: Final = 6  # of them in its pipe: it goes on while the parent does other work, as a commit
LIFE: Final = 10_000  # inputs after which a process makes room for a new one
PART: Final = 4  # of a pipe's room that inputs may take: the system counts more than their bytes
MOST_SECONDS: Final = 10  # of a processor for one input
MOST_MEMORY: Final = 1 << 30  # bytes more than a process held before an input
LONGEST: Final = 600.0  # seconds by the clock, for an input that waits for ever without working
SET_DEATH_SIGNAL: Final = 1  # of prctl(2)
TICKS: Final = -8  # the clock of clock_gettime(2) by which Linux counts a process's own ticks
FORK, SPAWN = "fork", "spawn"
SAFE_PATH: Final = "PYTHONSAFEPATH"
GRACE: Final = 5.0  # seconds for a process whose pipe has ended to end itself
OUT_OF_MEMORY: Final = 77  # exit status of a worker
REASONS: Final = {
    OUT_OF_MEMORY: f"reading it took more than {MOST_MEMORY >> 30} GB of memory",
    -signal.Signals.SIGXCPU: f"reading it took more than {MOST_SECONDS} seconds of processor time",
}
STUCK: Final = f"reading it did not end within {LONGEST:.0f} seconds"


@dataclass(slots=True)
class _Input(Generic[A, B]):
    """An input, as it is and as it is sent, and its answer once there is one."""

    item: A
    packed: bytes
    answers: list[B] = field(default_factory=list)


def in_order(
    work: Callable[[A], B],
    inputs: Iterable[A],
    workers: int,
    lost: Callable[[A, str], B],
    *,
    prepare: Callable[[], object] = tuple,
) -> Generator[tuple[A, B], None, None]:
    """Each input with its answer, in the order of the inputs.

    Args:
        work: a function of a module, and one that raises nothing but MemoryError.
        inputs: taken a few at a time.
        workers: how many processes.
        lost: the answer for an input that took too much, or whose process died; told why.
        prepare: loads what the work needs, once, for all processes that are forked from this one;
            not called where there are no inputs.
    """
    inputs = iter(inputs)
    for first in inputs:
        prepare()
        yield from _on_processes(work, chain((first,), inputs), workers, lost)


def _on_processes(
    work: Callable[[A], B], inputs: Iterator[A], workers: int, lost: Callable[[A, str], B]
) -> Iterator[tuple[A, B]]:
    """The same for inputs of which there is at least one."""
    waiting: deque[_Input[A, B]] = deque()  # in order, at most `AHEAD` a worker
    pool = _Pool(work, workers, lost)
    try:
        while True:
            for item in islice(inputs, workers * AHEAD - len(waiting)):
                waiting.append(_Input(item, bytes(ForkingPickler.dumps(item))))
                pool.add(waiting[-1])
            if not waiting:
                return
            while not waiting[0].answers:
                pool.collect()
            done = waiting.popleft()
            yield done.item, done.answers[0]
    finally:
        pool.end()


class _Pool(Generic[A, B]):
    """Processes that each work on one input at a time, with a few more in their pipes."""

    def __init__(self, work: Callable[[A], B], workers: int, lost: Callable[[A, str], B]) -> None:
        """Note what is to be done; a process is started when there is work for it."""
        self.work = work
        self.most = workers
        self.lost = lost
        self.unstarted: deque[_Input[A, B]] = deque()
        self.busy: dict[Connection, _Worker[A, B]] = {}
        self.idle: list[_Worker[A, B]] = []

    def add(self, one: _Input[A, B]) -> None:
        """Take an input."""
        self.unstarted.append(one)
        self._hand_out()

    def collect(self) -> None:
        """Wait until a process has answered, has died or has taken too long."""
        now = time.monotonic()
        first = min(worker.deadline for worker in self.busy.values())
        ready = wait(list(self.busy), timeout=max(0.0, first - now))
        for worker in [worker for pipe, worker in self.busy.items() if pipe in ready]:
            self._finish(worker, self._answer(worker))
        for worker in [w for w in self.busy.values() if w.deadline <= time.monotonic()]:
            worker.end()
            self._finish(worker, self.lost(worker.given[0].item, STUCK))
        self._hand_out()

    def end(self) -> None:
        """End all processes, busy or not."""
        for worker in (*self.busy.values(), *self.idle):
            worker.end()

    def _answer(self, worker: _Worker[A, B]) -> B:
        """The answer of a process, or what stands for it where it died."""
        try:
            answer: B = worker.pipe.recv()
        except (EOFError, OSError, UnpicklingError):
            return self.lost(worker.given[0].item, worker.end(GRACE))
        return answer

    def _finish(self, worker: _Worker[A, B], answer: B) -> None:
        """Keep an answer; a process that has not died takes the next input, others theirs."""
        worker.take_answer(answer)
        if worker.is_alive and worker.given:
            return
        del self.busy[worker.pipe]
        if worker.is_alive and worker.is_old:
            worker.end()
        if worker.is_alive:
            self.idle.append(worker)
        self.unstarted.extendleft(reversed(worker.given))

    def _hand_out(self) -> None:
        """Give inputs to idle processes, to new ones while there are few, then to busy ones."""
        while self.unstarted and (self.idle or len(self.busy) < self.most):
            worker = self.idle.pop() if self.idle else _Worker(self.work, self._parent_ends())
            if not worker.process.is_alive():  # killed from outside while it was idle
                worker.end()
                continue
            self.busy[worker.pipe] = worker
            worker.give(self.unstarted.popleft())
        while self.unstarted:
            worker = min(self.busy.values(), key=lambda one: len(one.given))
            if not worker.has_room(self.unstarted[0]):
                return
            worker.give(self.unstarted.popleft())

    def _parent_ends(self) -> list[Connection]:
        """The ends of all pipes that this process holds."""
        return [worker.pipe for worker in (*self.busy.values(), *self.idle)]


class _Worker(Generic[A, B]):
    """A process, and the inputs that it was given: it works on the first."""

    def __init__(
        self,
        work: Callable[[A], Any],
        others: Sequence[Connection],
        serve: Callable[..., None] | None = None,
    ) -> None:
        """Start a process.

        Args:
            work: what it does with each input.
            others: ends of pipes that it is to let go of, so that they close with this process.
            serve: how it answers; once for each input unless told otherwise.
        """
        forked = start_method() == FORK
        context = get_context("fork") if forked else get_context("spawn")
        self.pipe, theirs = context.Pipe()
        closed = (*others, self.pipe) if forked else ()
        tie = os.getpid() if threading.current_thread() is threading.main_thread() else None
        self.process: BaseProcess = context.Process(
            target=serve or _serve_inputs, args=(work, theirs, closed, tie), daemon=True
        )
        self.given: deque[_Input[A, B]] = deque()
        self.taken = 0  # inputs in its life
        self.room = _safe_room(self.pipe)
        self.deadline = math.inf
        self.is_alive = True
        with _quietly_started():
            self.process.start()
        theirs.close()

    def give(self, one: _Input[A, B]) -> None:
        """Let it work on an input; if it has died, that shows when the answer is asked for."""
        if not self.given:
            self.deadline = time.monotonic() + LONGEST
        self.given.append(one)
        self.taken += 1
        with suppress(OSError):
            self.pipe.send_bytes(one.packed)

    @property
    def is_old(self) -> bool:
        """Whether it is to take no further input.

        Each word that was never met stays in the parser's memory, so that a process which read
        without end would grow without end.
        """
        return self.taken >= LIFE

    def has_room(self, one: _Input[A, B]) -> bool:
        """Whether a further input fits into the pipe, however long the process does not look.

        Who waited here for a process that waits to be rid of its answer would wait for ever.
        """
        behind = sum(len(other.packed) for other in islice(self.given, 1, None))
        return not self.is_old and len(self.given) < HELD and behind + len(one.packed) <= self.room

    def take_answer(self, answer: B) -> None:
        """Keep the answer to the input that it worked on; it goes on to the next."""
        self.given.popleft().answers.append(answer)
        self.deadline = time.monotonic() + LONGEST if self.given else math.inf

    def end(self, grace: float = 0.0) -> str:
        """End the process, busy or not; gives why, if it ends by itself within some seconds."""
        self.is_alive = False
        self.process.join(grace)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        status = self.process.exitcode or 0
        return REASONS.get(status, f"reading it ended the process (status {status})")


def _safe_room(pipe: Connection) -> int:
    """The bytes that a pipe surely takes before anybody reads; 0 where that is not known."""
    if sys.platform == "win32":
        return 0
    with socket.socket(fileno=os.dup(pipe.fileno())) as end:
        return end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // PART


@contextmanager
def streaming(
    work: Callable[[A], Iterator[B]],
    lost: Callable[[A, str], B],
    scale: Callable[[A], float],
) -> Iterator[Callable[[A], Iterator[B]]]:
    """Work that gives many answers to one input, on a process of its own.

    The limits of time count from one answer to the next. The process is started with the first
    input, and ended with the block.

    Args:
        work: a function of a module, or a part of one.
        lost: the last answer for an input that took too much, or whose process died; told why.
        scale: how many times the usual time and memory an input may take.

    Yields:
        The same work, as a function of an input.
    """
    stream = _Stream(work, lost, scale)
    try:
        yield stream.answers
    finally:
        stream.end()


class _Stream(Generic[A, B]):
    """A process that gives its answers one by one; it is replaced when it has died."""

    def __init__(
        self,
        work: Callable[[A], Iterator[B]],
        lost: Callable[[A, str], B],
        scale: Callable[[A], float],
    ) -> None:
        """Note what is to be done."""
        self.work = work
        self.lost = lost
        self.scale = scale
        self.worker: _Worker[A, B] | None = None

    def answers(self, item: A) -> Iterator[B]:
        """All answers to an input."""
        worker = self.worker = self.worker or _Worker(self.work, (), _serve_streams)
        is_done = False
        try:
            with suppress(OSError):  # if it has died, that shows when the answer is asked for
                worker.pipe.send((item, self.scale(item)))
            while answer := self._next(worker, item):
                yield answer[0]
            is_done = True
        finally:
            if not is_done or not worker.is_alive:
                self.end()

    def end(self) -> None:
        """End the process."""
        if self.worker is not None and self.worker.is_alive:
            self.worker.end()
        self.worker = None

    def _next(self, worker: _Worker[A, B], item: A) -> tuple[B, ...]:
        """The next answer; none after the last, or after what stands for a process that died."""
        if not worker.is_alive:
            return ()
        try:
            if not worker.pipe.poll(LONGEST):
                worker.end()
                return (self.lost(item, STUCK),)
            answer: tuple[B, ...] = worker.pipe.recv()
        except (EOFError, OSError, UnpicklingError):
            return (self.lost(item, worker.end(GRACE)),)
        return answer


def start_method() -> str:
    """How processes are started: forked, where what this one has loaded is theirs at once.

    A thread may hold a lock while another forks, so only the main one does; other systems than
    Linux do not bear it, and neither do the threads that Ray leaves behind.
    """
    is_main = threading.current_thread() is threading.main_thread()
    can_fork = sys.platform == "linux" and is_main and "ray" not in sys.modules
    return FORK if can_fork else SPAWN


@contextmanager
def _quietly_started() -> Iterator[None]:
    """Let a new interpreter not look for modules in the current folder, where reports may lie."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        with warnings.catch_warnings():
            # Of libraries' threads; they hold no lock that a worker needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


# ------------------------------------------------------------------ in a worker


def _serve_inputs(
    work: Callable[[Any], Any], pipe: Connection, others: Sequence[Connection], parent: int | None
) -> None:
    """Answer one input after the other until the parent's end of the pipe closes."""
    _settle_in(others, parent)
    while True:
        try:
            item = pipe.recv()
            _limit_resources()
            pipe.send(work(item))
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _serve_streams(
    work: Callable[[Any], Iterator[Any]],
    pipe: Connection,
    others: Sequence[Connection],
    parent: int | None,
) -> None:
    """Give all answers to one input after the other, each in a tuple, then an empty tuple."""
    _settle_in(others, parent)
    while True:
        try:
            item, scale = pipe.recv()
            _limit_resources(scale)
            for answer in work(item):
                pipe.send((answer,))
                _limit_time(scale)
            pipe.send(())
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _settle_in(others: Sequence[Connection], parent: int | None) -> None:
    """Make a process one that serves another, and ends with it."""
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    _die_with(parent)
    seldom_collect()


def _die_with(parent: int | None) -> None:
    """Have the system end this process with its parent, where it can."""
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it died before this
        os._exit(0)


def _limit_resources(scale: float = 1.0) -> None:
    """Bound the processor time and the memory that the next input may take."""
    if sys.platform == "win32":
        return
    _limit_time(scale)
    _lower_limit(resource.RLIMIT_CORE, 0)
    with suppress(OSError):  # of a system without such a file
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = int(MOST_MEMORY * scale)
        _lower_limit(resource.RLIMIT_AS, pages * resource.getpagesize() + most)


def _limit_time(scale: float = 1.0) -> None:
    """Bound the processor time from now on."""
    if sys.platform == "win32":
        return
    most = math.ceil(_counted_time()) + math.ceil(MOST_SECONDS * scale)
    _lower_limit(resource.RLIMIT_CPU, most)


def _counted_time() -> float:
    """Seconds of the processor that the system has counted against the limit of this process.

    Linux counts by the ticks of its clock and tells the time used by a finer one. On a busy machine
    the ticks come to a tenth more: after some minutes that was as much as an input may take.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = used.ru_utime + used.ru_stime
    try:
        return max(told, time.clock_gettime(TICKS))
    except OSError:  # of a system without such a clock
        return told


def _lower_limit(limit: int, value: int) -> None:
    """Set a limit of this process, no higher than it may be."""
    _, most = resource.getrlimit(limit)
    bound = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(limit, (bound, most))
