"""Link: which mentions tell of the same incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from dateline.link.blocks import candidates
from dateline.link.clustering import clusters
from dateline.link.dates import settle_dates
from dateline.link.days import compare_days
from dateline.link.judged import Judged, judged
from dateline.link.kinds import compare_kinds
from dateline.link.places import compare_places
from dateline.link.profiles import Profile, profiles
from dateline.link.targets import compare_actors, compare_targets, compare_weapons
from dateline.link.texts import compare_reports, compare_words, names_comparison
from dateline.link.tolls import compare_killed, compare_wounded
from dateline.link.weights import FORCED, MAIN_MASS, NEVER
from dateline.types import Chronology, Cluster, Judgement, Link, Prominence, Reading, Reason

Comparison = Callable[[Profile, Profile], Reason | None]

# Each answers one question about a pair, or nothing where the reports do not say. Those that
# rule most pairs out come first.
COMPARISONS: Final[Mapping[str, Comparison]] = {
    "date": compare_days,
    "place": compare_places,
    "kind": compare_kinds,
    "report": compare_reports,
    "target": compare_targets,
    "killed": compare_killed,
    "wounded": compare_wounded,
    "weapon": compare_weapons,
    "actor": compare_actors,
    "words": compare_words,
}
MOST_LINKS: Final = 66  # all pairs of twelve mentions; of larger clusters the best of each mention

__all__ = ["COMPARISONS", "link", "settle_dates"]


def link(
    readings: Iterable[Reading], chronology: Chronology, judgements: Sequence[Judgement] = ()
) -> tuple[Cluster, ...]:
    """Find which mentions tell of the same incident.

    Args:
        readings: in any order; the outcome depends on the set of their mentions alone.
        chronology: when the mentions' events took place.
        judgements: what people decided: same and different count here, whatever the weights say.

    Returns:
        The clusters, ordered by their smallest mention id. Each mention of a single event that
        was carried out or attempted is in one of them.
    """
    prepared = profiles(readings, chronology)
    verdict = judged(judgements, {one.mention.id: i for i, one in enumerate(prepared)})
    pair_links = _PairLinks(prepared, verdict)
    masses = [MAIN_MASS if p.mention.prominence is Prominence.MAIN else 1 for p in prepared]
    groups = clusters(masses, candidates(prepared), pair_links.weight, sorted(verdict.same))
    return tuple(
        Cluster(tuple(prepared[i].mention.id for i in group), pair_links.inside(group))
        for group in groups
    )


class _PairLinks:
    """The link of any pair of mentions, its weight kept once found."""

    def __init__(self, prepared: Sequence[Profile], verdict: Judged) -> None:
        self.prepared = prepared
        self.verdict = verdict
        self.comparisons: tuple[Comparison, ...] = (
            *COMPARISONS.values(),
            names_comparison(prepared),
        )
        self.weights: dict[tuple[int, int], float] = {}

    def weight(self, i: int, j: int) -> float:
        """The weight of a pair."""
        if (i, j) not in self.weights:
            self.weights[i, j] = sum(reason.weight for reason in self.reasons(i, j))
        return self.weights[i, j]

    def reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """All that speaks for and against a pair; what rules it out stands alone."""
        if (i, j) in self.verdict.different:
            return (Reason("judgement", NEVER, "a person called them different incidents"),)
        if (i, j) in self.verdict.same:
            said = Reason("judgement", FORCED, "a person called them one incident")
            return (said, *(reason for reason in self._found(i, j) if reason.weight > NEVER))
        found: list[Reason] = []
        for reason in self._found(i, j):
            if reason.weight <= NEVER:
                return (reason,)
            found.append(reason)
        return tuple(found)

    def _found(self, i: int, j: int) -> Iterator[Reason]:
        """The answers of all comparisons that have one, in their order."""
        for compare in self.comparisons:
            reason = compare(self.prepared[i], self.prepared[j])
            if reason is not None:
                yield reason

    def inside(self, group: Sequence[int]) -> tuple[Link, ...]:
        """The links among the mentions of a cluster."""
        pairs = [(i, j) for at, i in enumerate(group) for j in group[at + 1 :]]
        if len(pairs) > MOST_LINKS:
            pairs = sorted({self._best(i, group) for i in group})
        return tuple(
            Link(
                self.prepared[i].mention.id,
                self.prepared[j].mention.id,
                self.weight(i, j),
                self.reasons(i, j),
            )
            for i, j in pairs
        )

    def _best(self, i: int, group: Sequence[int]) -> tuple[int, int]:
        """The pair of a mention with the one that it is most like."""
        others = ((min(i, j), max(i, j)) for j in group if j != i)
        return max(others, key=lambda pair: (self.weight(*pair), pair[0] == i, -pair[0] - pair[1]))
