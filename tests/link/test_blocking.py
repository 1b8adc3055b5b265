"""Blocking and clustering stay small, miss little, and do not depend on the order of arrival."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.scale import scores
from benchmarks.worlds import world

from dateline.link import LinkSession, blocking, link_profiles
from dateline.link.blocking import candidate_links
from dateline.link.pairs import MOST_TOGETHER, LinkedPieces, grow_clusters
from dateline.link.profiles import MentionProfile


@pytest.fixture(name="profiles", scope="module")
def _profiles() -> list[MentionProfile]:
    """A small world, by mention id."""
    return [telling.profile for telling in world(1500)]


def test_a_pair_comes_once_and_in_order(profiles: list[MentionProfile]) -> None:
    pairs = list(candidate_links(profiles))
    assert pairs == sorted(set(pairs))
    assert all(i < j for i, j in pairs)


def test_what_a_mention_meets_depends_on_the_set_alone(profiles: list[MentionProfile]) -> None:
    mixed = Random(3).sample(profiles, len(profiles))  # noqa: S311  no secret
    ours = {(profiles[i].mention.id, profiles[j].mention.id) for i, j in candidate_links(profiles)}
    theirs = {
        tuple(sorted((mixed[i].mention.id, mixed[j].mention.id))) for i, j in candidate_links(mixed)
    }
    assert ours == theirs


def test_a_large_block_is_cut_finer(
    profiles: list[MentionProfile], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sum(1 for _ in candidate_links(profiles))
    counts = [whole]
    for limit in ("MOST_WIDE", "MOST_PAIRS", "FINEST_PAIRS"):
        monkeypatch.setattr(blocking, limit, 3)
        counts.append(sum(1 for _ in candidate_links(profiles)))
    assert 0 < counts[3] < counts[2] < counts[1] < whole


@pytest.mark.parametrize("most", [10, pytest.param(20_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", [7, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 500))])
def test_batches_in_any_order_give_the_clusters_of_one_run(
    size: int, most: int, profiles: list[MentionProfile], monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("MOST_PAIRS", "FINEST_PAIRS"):
        monkeypatch.setattr(blocking, limit, most)
    mixed = Random(size).sample(profiles[:700], 700)  # noqa: S311  no secret
    linking = LinkSession()
    for start in range(0, len(mixed), size):
        linking.change(mixed[start : start + size])
    assert linking.clusters() == link_profiles(profiles[:700])


@pytest.mark.parametrize("most", [10, 20_000])
def test_mentions_that_go_leave_no_trace(
    most: int, profiles: list[MentionProfile], monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("MOST_PAIRS", "FINEST_PAIRS"):
        monkeypatch.setattr(blocking, limit, most)
    linking = LinkSession()
    linking.change(profiles[:700])
    for one in Random(5).sample(profiles[350:700], 350):  # noqa: S311  no secret
        linking.change((), (one.mention.id,))
    assert linking.clusters() == link_profiles(profiles[:350])


def test_what_changed_is_listed(profiles: list[MentionProfile]) -> None:
    linking = LinkSession()
    linking.change(profiles[:699])
    before = {cluster.mentions for cluster in linking.clusters()}
    changes = linking.change(profiles[699:700])
    after = {cluster.mentions for cluster in linking.clusters()}
    assert after == before - set(changes.gone) | set(changes.new)
    assert any(profiles[699].mention.id in mentions for mentions in changes.new)


def test_true_incidents_are_found_in_a_made_up_world(profiles: list[MentionProfile]) -> None:
    truth = {telling.profile.mention.id: telling.truth for telling in world(1500)}
    precision, recall = scores([c.mentions for c in link_profiles(profiles)], truth)
    assert precision > 0.97
    assert recall > 0.87


def test_a_long_chain_is_cut_at_its_weakest_links() -> None:
    size = 2 * MOST_TOGETHER
    near: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for i in range(size - 1):
        near[i][i + 1] = near[i + 1][i] = 4.0 if i + 1 == MOST_TOGETHER else 6.0
    pieces = LinkedPieces(near, {}, (), lambda _: None)
    assert pieces.piece_of(0) == set(range(MOST_TOGETHER))
    assert pieces.piece_of(size - 1) == set(range(MOST_TOGETHER, size))


def test_two_incidents_stay_two_though_one_mention_fits_both() -> None:
    near = {(0, 1): 9.0, (3, 4): 9.0, (1, 2): 5.0, (2, 3): 4.5}
    groups = grow_clusters([1] * 5, near, lambda _i, _j: -6.0, of_war=range(5))
    assert groups == ((0, 1), (2,), (3, 4))


def test_a_report_of_a_crime_joins_though_it_fits_one_of_two_badly() -> None:
    near = {(0, 1): 9.0, (1, 2): 5.0}
    assert grow_clusters([1] * 3, near, lambda _i, _j: -6.0) == ((0, 1, 2),)
    assert grow_clusters([1] * 3, near, lambda _i, _j: -6.0, of_war=(0,)) == ((0, 1), (2,))
