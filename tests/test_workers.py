"""Work on several cores gives the same answers in the same order, whatever happens to one."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import count, islice
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from dateline import workers
from dateline.workers import AHEAD, in_order


def lost(_: object, __: str) -> int:
    """The answer for an input that was lost."""
    return -1


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("inputs", [0, 1, 3, 4, 30])
def test_answers_come_in_the_order_of_the_inputs(inputs: int, processes: int) -> None:
    expected = [(i, math.factorial(i)) for i in range(inputs)]
    assert expected == list(in_order(math.factorial, range(inputs), processes, lost))


def test_inputs_are_taken_a_few_at_a_time() -> None:
    taken = count()
    answers = in_order(math.factorial, taken, 2, lost)
    assert 5 == len(list(islice(answers, 5)))
    answers.close()
    assert next(taken) <= 5 + 2 * AHEAD + 1


@pytest.mark.parametrize("processes", [1, 2])
def test_a_process_that_has_read_much_makes_room_for_a_new_one(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process keeps of all that it read is bounded; no input is lost or out of order."""
    monkeypatch.setattr(workers, "LIFE", 3)
    answers = list(in_order(with_process, range(20), processes, lost_process))
    assert [(i, i) for i in range(20)] == [(item, answer[0]) for item, answer in answers]
    each = Counter(process for _, (_, process) in answers)
    assert max(each.values()) <= 3
    assert os.getpid() not in each


def with_process(item: int) -> tuple[int, int]:
    """An input with the process that worked on it."""
    return item, os.getpid()


def lost_process(_: int, __: str) -> tuple[int, int]:
    """The answer for an input that was lost."""
    return -1, -1


def test_an_input_that_kills_its_process_costs_no_other() -> None:
    inputs = ["1", "2", "__import__('os')._exit(9)", "4", "5", "6"]
    answers = [answer for _, answer in in_order(eval, inputs, 2, lost)]
    assert [1, 2, -1, 4, 5, 6] == answers


def why(_: object, reason: str) -> str:
    """The answer for an input that was lost: why."""
    return reason


@pytest.mark.parametrize("length", [1, 1_000, 30_000, 1_000_000])
def test_long_inputs_with_long_answers_never_wait_for_each_other(length: int) -> None:
    inputs = [f"{number}a" * length for number in range(20)]
    answers = [answer for _, answer in in_order(str.upper, inputs, 2, why)]
    assert [text.upper() for text in inputs] == answers


def test_an_input_that_kills_its_process_costs_none_behind_it_in_the_pipe() -> None:
    dies = "__import__('os')._exit(9)"
    inputs = [dies if number % 3 == 0 else str(number) for number in range(30)]
    answers = [answer for _, answer in in_order(eval, inputs, 2, lost)]
    assert [-1 if number % 3 == 0 else number for number in range(30)] == answers


@pytest.mark.parametrize(
    ("company", "processes"), [(0, 1), pytest.param(5, 2, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    ("greedy", "reason"),
    [
        ("sum(iter(int, 1))", "more than 1 seconds of processor time"),
        pytest.param(
            "__import__('re').match('(a+)+$', 'a' * 60 + 'b')",
            "more than 1 seconds of processor",
            marks=pytest.mark.slow,
        ),
        ("bytearray(1 << 31)", "more than 1 GB of memory"),
        pytest.param(
            "[bytearray(1 << 20) for _ in iter(int, 1)]",
            "more than 1 GB of memory",
            marks=pytest.mark.slow,
        ),
        pytest.param("[[] for _ in iter(int, 1)]", "more than 1", marks=pytest.mark.slow),
        ("__import__('os')._exit(9)", "ended the process (status 9)"),
        ("__import__('os').kill(__import__('os').getpid(), 10)", "ended the process (status -10)"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "ended the process (status -9)"),
    ],
)
def test_an_input_that_takes_too_much_costs_no_other(
    greedy: str, reason: str, company: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "MOST_SECONDS", 1)
    status = -signal.Signals.SIGXCPU
    monkeypatch.setitem(
        workers.REASONS, status, "reading it took more than 1 seconds of processor time"
    )
    inputs = ["1", greedy, *map(str, range(company))]
    first, second, *others = [answer for _, answer in in_order(eval, inputs, processes, why)]
    assert 1 == first
    assert reason in second
    assert list(range(company)) == others


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count by one clock")
def test_time_that_the_system_counts_otherwise_than_it_tells_is_no_input_s_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a busy machine Linux counts more than it tells, which grows as long as a process lives."""
    monkeypatch.setattr(workers, "MOST_SECONDS", 1)
    told = SimpleNamespace(ru_utime=0.0, ru_stime=0.0)
    monkeypatch.setattr("resource.getrusage", lambda _: told)
    inputs = [0.4] * 5
    assert list(in_order(burn, inputs, 1, lost)) == [(0.4, 1)] * 5


def burn(seconds: float) -> int:
    """Keep the processor busy for so long."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return 1


def test_an_input_that_never_ends_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONGEST", 2.0)
    inputs = ["1", "2", "__import__('time').sleep(600)", "4"]
    answers = [answer for _, answer in in_order(eval, inputs, 2, why)]
    assert [1, 2, workers.STUCK, 4] == answers


def test_nothing_is_started_and_made_ready_for_no_input() -> None:
    ready: list[bool] = []
    assert [] == list(in_order(eval, [], 2, why, prepare=lambda: ready.append(True)))
    assert [] == ready
    assert [("1", 1)] == list(in_order(eval, ["1"], 2, why, prepare=lambda: ready.append(True)))
    assert [True] == ready


def test_nothing_is_forked_beside_the_threads_of_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", ModuleType("ray"))
    assert workers.SPAWN == workers.start_method()
    assert [("1", 1)] == list(in_order(eval, ["1"], 1, why))


PARENT = """
import sys, time
from dateline import workers
from dateline.workers import in_order

if __name__ == "__main__":
    if sys.argv[1] == "spawn":
        workers.start_method = lambda: workers.SPAWN
    # One write each: two processes that print at once would mix number and line end.
    busy = "(os := __import__('os')).write(1, b'%d\\\\n' % os.getpid()) and sum(iter(int, 1))"
    list(in_order(eval, [busy] * 2, 2, lambda item, reason: reason))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems end them with their next input")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_no_process_outlives_the_one_that_started_it(method: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    command = [sys.executable, str(script), method]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(parent.stdout.readline()) for _ in range(2)]
        assert all(Path(f"/proc/{child}").exists() for child in children)
        parent.kill()
        parent.wait()
        # Ends only when no process holds the pipe any more.
        assert "" == parent.stdout.read()
