"""Linking of a set of mentions, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.link.incremental import LinkSession
from dateline.link.profiles import MentionProfile, mention_profiles
from dateline.link.undecided import undecided_pairs
from dateline.types import Chronology, Cluster, Doubt, Judgement, Reading


def link_mentions(
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
    return link_profiles(mention_profiles(readings, chronology), judgements)


def link_profiles(
    prepared: Iterable[MentionProfile], judgements: Sequence[Judgement] = ()
) -> tuple[Cluster, ...]:
    """Find which of some prepared mentions tell of the same incident.

    Args:
        prepared: in any order.
        judgements: what people decided.
    """
    linking = LinkSession(judgements)
    linking.change(prepared)
    return linking.clusters()


def find_doubts(
    readings: Iterable[Reading], chronology: Chronology, judgements: Sequence[Judgement] = ()
) -> tuple[Doubt, ...]:
    """Find which incidents are neither surely one nor surely two.

    Args:
        readings: in any order.
        chronology: when the mentions' events took place.
        judgements: what people decided; a pair that they called different is in no doubt.

    Returns:
        The undecided pairs, ordered by mention ids.
    """
    linking = LinkSession(judgements)
    linking.change(mention_profiles(readings, chronology))
    return undecided_pairs(linking)
