"""What people decided about pairs of mentions: the same incident, or different ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from dateline.types import Judgement, JudgementKind

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs that people forced together, and pairs that they keep apart."""

    same: frozenset[Pair]
    different: frozenset[Pair]


def judged_pairs(judgements: Sequence[Judgement], index: Mapping[str, int]) -> JudgedPairs:
    """Turn judgements into pairs; of two that contradict each other the later one counts.

    Args:
        judgements: in the order they were made; undone ones are passed over.
        index: of the mentions that are still there.
    """
    verdict: dict[Pair, JudgementKind] = {}
    for judgement in judgements:
        if judgement.undone is None and len(judgement.mentions) > 1:
            groups = [sorted(index[m] for m in g if m in index) for g in judgement.mentions]
            for pair in _pairs_of(judgement.kind, groups):
                verdict[pair] = judgement.kind
    return JudgedPairs(
        frozenset(p for p, kind in verdict.items() if kind is JudgementKind.SAME),
        frozenset(p for p, kind in verdict.items() if kind is JudgementKind.DIFFERENT),
    )


def _pairs_of(kind: JudgementKind, groups: Sequence[Sequence[int]]) -> list[Pair]:
    """The pairs that a judgement on several groups of mentions is about."""
    if kind is JudgementKind.SAME:
        return list(combinations(sorted(set().union(*groups)), 2))
    if kind is JudgementKind.DIFFERENT:
        pairs = product(groups[0], groups[1])
        return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    return []
