"""How long linking takes, and how much memory, as the number of mentions grows."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median, quantiles

from benchmarks.worlds import world
from dateline.link import LinkSession
from dateline.link.profiles import MentionProfile

MORE = 200  # mentions that come one by one when all others are there


def measure(mentions: int, seed: int = 1) -> dict[str, float]:
    """Link one world, and compare with the truth.

    Returns:
        Seconds of processor time for all and of the clock for one more, peak gigabytes, and
        pairwise precision and recall.
    """
    tellings = list(world(mentions, seed))
    profiles = [telling.profile for telling in tellings]
    truth = {telling.profile.mention.id: telling.truth for telling in tellings}
    started = time.process_time()
    linking = LinkSession()
    linking.change(profiles[MORE:])
    seconds = time.process_time() - started
    one_more = [_timed(linking, profile) for profile in profiles[:MORE]]
    found = linking.groups_by_name()
    precision, recall = scores(found, truth)
    return {
        "mentions": mentions,
        "seconds": round(seconds, 1),
        "one more, median": round(median(one_more), 4),
        "one more, p95": round(quantiles(one_more, n=20)[-1], 4),
        "one more, longest": round(max(one_more), 4),
        "gigabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
        "clusters": len(found),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
    }


def _timed(linking: LinkSession, profile: MentionProfile) -> float:
    """Seconds for one more mention."""
    started = time.perf_counter()
    linking.change((profile,))
    return time.perf_counter() - started


def scores(found: Sequence[Sequence[str]], truth: Mapping[str, int]) -> tuple[float, float]:
    """Pairwise precision and recall of clusters."""
    right = sum(_pairs(n) for c in found for n in Counter(truth[m] for m in c).values())
    said = sum(_pairs(len(c)) for c in found)
    true = sum(_pairs(n) for n in Counter(truth.values()).values())
    return right / max(1, said), right / max(1, true)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def main() -> None:
    """Measure each size named on the command line and print a line of JSON for each."""
    for size in sys.argv[1:] or ["10000", "30000", "100000"]:
        sys.stdout.write(json.dumps(measure(int(size))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
