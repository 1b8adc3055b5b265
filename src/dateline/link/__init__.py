"""Link: which mentions tell of the same incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from dateline.link.texts import compare_names, compare_reports, compare_words
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
    "names": compare_names,
}
ALL: Final = tuple(COMPARISONS.values())
MOST_LINKS: Final = 66  # all pairs of twelve mentions; of larger clusters the best of each mention

__all__ = ["COMPARISONS", "link", "link_profiles", "settle_dates"]


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
    return link_profiles(profiles(readings, chronology), judgements)


def link_profiles(
    prepared: Sequence[Profile], judgements: Sequence[Judgement] = ()
) -> tuple[Cluster, ...]:
    """Find which of some prepared mentions tell of the same incident.

    Args:
        prepared: ordered by mention id.
        judgements: what people decided.
    """
    verdict = judged(judgements, {one.mention.id: i for i, one in enumerate(prepared)})
    pair_links = _PairLinks(prepared, verdict)
    masses = [MAIN_MASS if p.mention.prominence is Prominence.MAIN else 1 for p in prepared]
    groups = clusters(masses, candidates(prepared), pair_links.weight, sorted(verdict.same))
    return tuple(
        Cluster(tuple(prepared[i].mention.id for i in group), pair_links.inside(group))
        for group in groups
    )


class _PairLinks:
    """The link of any pair of mentions."""

    def __init__(self, prepared: Sequence[Profile], verdict: Judged) -> None:
        self.prepared = prepared
        self.verdict = verdict

    def weight(self, i: int, j: int) -> float:
        """The weight of a pair."""
        return sum(reason.weight for reason in self.reasons(i, j))

    def reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """All that speaks for and against a pair; what rules it out stands alone."""
        if (i, j) in self.verdict.different:
            return (Reason("judgement", NEVER, "a person called them different incidents"),)
        if (i, j) in self.verdict.same:
            said = Reason("judgement", FORCED, "a person called them one incident")
            return (said, *(reason for reason in self._found(i, j) if reason.weight > NEVER))
        return self._found(i, j)

    def _found(self, i: int, j: int) -> tuple[Reason, ...]:
        """The answers of all comparisons that have one, or the one that rules the pair out."""
        left, right = self.prepared[i], self.prepared[j]
        found: list[Reason] = []
        for compare in ALL:
            reason = compare(left, right)
            if reason is not None:
                if reason.weight <= NEVER and (i, j) not in self.verdict.same:
                    return (reason,)
                found.append(reason)
        return tuple(found)

    def inside(self, group: Sequence[int]) -> tuple[Link, ...]:
        """The links among the mentions of a cluster."""
        pairs = [(i, j) for at, i in enumerate(group) for j in group[at + 1 :]]
        if len(pairs) > MOST_LINKS:
            weights = {pair: self.weight(*pair) for pair in pairs}
            pairs = sorted({_best(i, group, weights) for i in group})
        return tuple(
            Link(
                self.prepared[i].mention.id,
                self.prepared[j].mention.id,
                sum(reason.weight for reason in reasons),
                reasons,
            )
            for i, j in pairs
            for reasons in (self.reasons(i, j),)
        )


def _best(
    i: int, group: Sequence[int], weights: Mapping[tuple[int, int], float]
) -> tuple[int, int]:
    """The pair of a mention with the one that it is most like."""
    others = ((min(i, j), max(i, j)) for j in group if j != i)
    return max(others, key=lambda pair: (weights[pair], pair[0] == i, -pair[0] - pair[1]))
