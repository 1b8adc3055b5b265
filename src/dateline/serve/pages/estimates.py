"""Shares with their error bounds, and how far two people agree: exact, and without assumptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import Final

CONFIDENCE: Final = 0.95
ROUNDS: Final = 60  # of halving an interval: more exact than a number holds


@dataclass(frozen=True, slots=True)
class ErrorShare:
    """How many of some values are wrong, with the interval that holds the true share.

    The interval is that of Clopper and Pearson: it holds the true share in at least 95 of 100
    samples, however few values there are.
    """

    wrong: int
    of: int

    @property
    def share(self) -> float:
        """The share of wrong values."""
        return self.wrong / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return lower_bound(self.wrong, self.of, (1 - CONFIDENCE) / 2)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return upper_bound(self.wrong, self.of, (1 - CONFIDENCE) / 2)

    @property
    def bound(self) -> float:
        """What the true share is below, with 95 percent confidence on one side."""
        return upper_bound(self.wrong, self.of, 1 - CONFIDENCE)


def lower_bound(wrong: int, of: int, tail: float) -> float:
    """The share at which so many wrong ones, or more, turn up with the chance of a tail."""
    if wrong == 0:
        return 0.0
    return _share_where(lambda share: 1 - _at_most(wrong - 1, of, share) < tail)


def upper_bound(wrong: int, of: int, tail: float) -> float:
    """The share at which so few wrong ones, or fewer, turn up with the chance of a tail."""
    if wrong >= of:
        return 1.0
    return _share_where(lambda share: _at_most(wrong, of, share) > tail)


def _share_where(holds: Callable[[float], bool]) -> float:
    """The share up to which something holds, by halving."""
    low, high = 0.0, 1.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2


def _at_most(wrong: int, of: int, share: float) -> float:
    """The chance of so few wrong ones among so many, at a share."""
    if share <= 0.0:
        return 1.0
    if share >= 1.0:
        return 1.0 if wrong >= of else 0.0
    one, other = log(share), log1p(-share)
    whole = lgamma(of + 1)
    return sum(
        exp(whole - lgamma(k + 1) - lgamma(of - k + 1) + k * one + (of - k) * other)
        for k in range(wrong + 1)
    )


def needed_size(target: float) -> int:
    """How many values without an error show that the share of errors is below a target."""
    size = 1
    while (1 - target) ** size > 1 - CONFIDENCE:
        size += 1
    return size


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two people answered alike, and how far beyond chance (Cohen's kappa)."""

    same: int
    of: int
    kappa: float | None  # None where chance alone explains all

    @property
    def share(self) -> float:
        """The share of answers that are the same."""
        return self.same / self.of if self.of else 0.0


def agreement_of(pairs: Iterable[tuple[str, str]]) -> PairAgreement:
    """The agreement of two people over the answers that both gave."""
    every = list(pairs)
    same = sum(one == other for one, other in every)
    return PairAgreement(same, len(every), cohens_kappa(every, same))


def cohens_kappa(every: Sequence[tuple[str, str]], same: int) -> float | None:
    """Cohen's kappa."""
    if not every:
        return None
    size = len(every)
    left, right = Counter(one for one, _ in every), Counter(other for _, other in every)
    chance = sum(left[word] * right[word] for word in left) / size**2
    return None if chance >= 1 else (same / size - chance) / (1 - chance)
