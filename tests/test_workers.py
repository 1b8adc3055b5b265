"""Work on several cores gives the same answers in the same order."""

from __future__ import annotations

import math
from itertools import count, islice

import pytest

from dateline.workers import AHEAD, in_order


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("inputs", [0, 1, 3, 4, 30])
def test_answers_come_in_the_order_of_the_inputs(inputs: int, workers: int) -> None:
    expected = [(i, math.factorial(i)) for i in range(inputs)]
    assert expected == list(in_order(math.factorial, range(inputs), workers))


def test_inputs_are_taken_a_few_at_a_time() -> None:
    taken = count()
    answers = in_order(math.factorial, taken, 2)
    assert 5 == len(list(islice(answers, 5)))
    answers.close()
    assert next(taken) <= 5 + 2 * AHEAD + 1
