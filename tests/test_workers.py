"""Work on several cores gives the same answers in the same order, whatever happens to one."""

from __future__ import annotations

import math
from itertools import count, islice

import pytest

from dateline import workers
from dateline.workers import AHEAD, in_order


def lost(_: object) -> int:
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


def test_an_input_that_kills_its_process_costs_no_other() -> None:
    inputs = ["1", "2", "__import__('os')._exit(9)", "4", "5", "6"]
    answers = [answer for _, answer in in_order(eval, inputs, 2, lost)]
    assert [1, 2, -1, 4, 5, 6] == answers


def test_an_input_that_never_ends_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONGEST", 5.0)
    inputs = ["1", "2", "__import__('time').sleep(600)", "4"]
    answers = [answer for _, answer in in_order(eval, inputs, 2, lost)]
    assert [1, 2, -1, 4] == answers
