"""Pairs of incidents that are neither surely one nor surely two: a person may decide.

A pair is undecided if it comes near the weight that would join it, or if it is pulled both ways:
what speaks for one incident would join it, were it not for what speaks against that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dateline.link.incremental import LinkSession
from dateline.link.profiles import is_follower
from dateline.link.weights import NEVER, THRESHOLD
from dateline.types import Doubt, Link, Prominence

MARGIN: Final = 1.0  # below the threshold: one more agreement would join such a pair
PULLED: Final = 2.5  # below it, for pairs that are pulled both ways
MOST_PAIRS: Final = 2_000  # of two large incidents; their mean is not taken over more

Groups = tuple[tuple[str, ...], tuple[str, ...]]


def undecided_pairs(linking: LinkSession) -> tuple[Doubt, ...]:
    """Find the undecided pairs among all clusters of a linking.

    Args:
        linking: all mentions, in memory.

    Returns:
        Each pair once, ordered by mention ids; pairs that a person decided are left out.
    """
    home = {mention: group for group in linking.groups_by_name() for mention in group}
    incidents = {group: linking.is_incident(group) for group in home.values()}
    near: dict[Groups, list[Link]] = {}
    for link in _close_links(linking, home):
        left, right = sorted((home[link.left], home[link.right]))
        if incidents[left] and incidents[right]:
            near.setdefault((left, right), []).append(link)
    found = (_doubt_between(linking, groups, links) for groups, links in sorted(near.items()))
    return tuple(doubt for doubt in found if doubt is not None)


def _close_links(linking: LinkSession, home: Mapping[str, tuple[str, ...]]) -> Iterator[Link]:
    """Pairs of mentions in two clusters that look, or nearly look, like one incident.

    One of the two must be what its report is about: two asides seldom say enough to decide on.
    """
    for number in sorted(linking.groups):
        one = linking.profiles[number].mention
        if is_follower(one):
            continue
        for other in sorted(linking.index.met(number, linking.profiles[number])):
            second = linking.profiles[other].mention
            if one.id > second.id or home[one.id] == home[second.id] or is_follower(second):
                continue
            if Prominence.MAIN in {one.prominence, second.prominence}:
                link = linking.link(one.id, second.id)
                if _is_open(link):
                    yield link


def _is_open(link: Link) -> bool:
    """Does a pair come near the threshold, or is it pulled both ways?"""
    pro = sum(reason.weight for reason in link.reasons if reason.weight > 0)
    return link.weight >= THRESHOLD - (PULLED if pro >= THRESHOLD else MARGIN)


def _doubt_between(linking: LinkSession, groups: Groups, links: Sequence[Link]) -> Doubt | None:
    """Two clusters with what pulls them together and what keeps them apart, if undecided."""
    pairs = [(a, b) for a in groups[0] for b in groups[1]][:MOST_PAIRS]
    every = [linking.link(min(pair), max(pair)) for pair in pairs]
    if any(link.weight <= NEVER for link in every):
        return None  # a person said so
    closest = max(links, key=lambda link: (link.weight, link.left, link.right))
    farthest = min(every, key=lambda link: (link.weight, link.left, link.right))
    masses = [linking.mass(link.left) * linking.mass(link.right) for link in every]
    pulls = (link.weight * times for link, times in zip(every, masses, strict=True))
    mean = sum(pulls) / sum(masses)
    if mean < THRESHOLD - PULLED and closest.weight < THRESHOLD:
        return None
    return Doubt(groups[0], groups[1], mean, closest, farthest)
