"""Shares with their bounds, held against values that textbooks print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dateline.serve.pages.estimates import ErrorShare, agreement_of, needed_size


@pytest.mark.parametrize(
    ("wrong", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),  # Clopper and Pearson, 95 percent
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (4, 263, 0.0042, 0.0385),
    ],
)
def test_the_interval_is_that_of_clopper_and_pearson(
    wrong: int, of: int, low: float, high: float
) -> None:
    found = ErrorShare(wrong, of)
    assert low == pytest.approx(found.low, abs=1e-3)
    assert high == pytest.approx(found.high, abs=1e-3)


@pytest.mark.parametrize(("target", "size"), [(0.05, 59), (0.01, 299), (0.1, 29)])
def test_so_many_without_an_error_are_needed(target: float, size: int) -> None:
    assert size == needed_size(target)
    assert ErrorShare(0, size).bound <= target < ErrorShare(0, size - 1).bound


@given(some.integers(0, 300), some.integers(1, 300))
def test_a_share_lies_in_its_interval(wrong: int, more: int) -> None:
    found = ErrorShare(wrong, wrong + more)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0


@pytest.mark.parametrize(
    ("pairs", "same", "kappa"),
    [
        ("yy yy nn nn", 4, 1.0),
        ("yy yn ny nn", 2, 0.0),
        ("yn ny", 0, -1.0),
        ("yy yy", 2, None),
        ("", 0, None),
    ],
)
def test_agreement_beyond_chance(pairs: str, same: int, kappa: float | None) -> None:
    found = agreement_of((pair[0], pair[1]) for pair in pairs.split())
    assert same == found.same
    assert kappa == (None if found.kappa is None else pytest.approx(found.kappa))
