"""Fit how much each sign of a pair speaks for one incident: `python -m training.linking`.

Reads the learn sides of `real`, `syria`, `airwars` and `archive` (`benchmarks.split`), notes the
signs of each pair of mentions that linking compares, and fits a logistic model of whether both
tell of one incident. Writes `src/dateline/link/weights.toml` and prints the data, the seed, and
how the fitted weights do on incidents that were held out.

A mention is labelled with the incident whose words stand in the sentences that tell of it; in
`airwars` and `archive`, where a report is filed under an incident as a whole, the event that it is
about is labelled. Pairs that are ruled out are not fitted.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from benchmarks import airwars, archive
from benchmarks.folders import ACCEPTANCE
from benchmarks.ledger import dates_of
from benchmarks.readings import read_all
from benchmarks.split import LEARN, rows, side_of
from numpy.typing import NDArray

import dateline
from dateline.acquire import acquire
from dateline.link import settle_dates
from dateline.link.blocking import candidate_links
from dateline.link.pairs import signs_of
from dateline.link.profiles import (
    headline_mentions,
    linkable_mentions,
    mention_profiles,
    telling_spans,
)
from dateline.link.stories import RULING_OUT
from dateline.types import Prominence, Reading, Report

SEED: Final = 1
FOLDS: Final = 5
STRENGTH: Final = 0.5  # of the pull towards no weight
STEPS: Final = 60
MOST_BITS: Final = 12.0  # of one sign: no sign is surer than that
# How much a pair of each set counts: the archive has many pairs, all of one kind of event.
SHARES: Final = {"real": 2.0, "syria": 1.0, "airwars": 2.0, "archive": 0.5}
TARGET: Final = Path(dateline.__file__).parent / "link" / "weights.toml"
WORDS: Final = ("where_words", "place_as_written", "evidence", "killed_words", "wounded_words")
TELLING: Final = frozenset({"where_words", "place_as_written", "evidence"})
SHORTEST: Final = 4  # letters; shorter words stand anywhere

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labelled mentions, with what is noted of them."""

    data: str
    signs: Mapping[str, float]
    one: bool
    group: str  # by which it is held out


# ------------------------------------------------------------------ labels


def sets() -> Iterator[tuple[str, Sequence[Reading], dict[str, str]]]:
    """The readings of each set, with the incident of each mention that has one."""
    for name in ("real", "syria"):
        folder = ACCEPTANCE / name
        arrivals = acquire((folder / "reports",), published=dates_of(folder))
        readings = _readings([r for r in arrivals if isinstance(r, Report)])
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        yield name, readings, _told_labels(name, readings, gold["incidents"])
    yield _airwars()
    found = archive.filed(archive.DATA, archive.record(archive.DATA))
    names = {f.article.report.name: f.article.incident for f in found}
    read = [f.reading for f in found if f.reading]
    yield archive.NAME, read, _filed_labels(archive.NAME, read, names)


def _airwars() -> tuple[str, Sequence[Reading], dict[str, str]]:
    """The reports of the casualty monitor, each filed under an incident."""
    reports = list(rows(airwars.DATA / airwars.REPORTS))
    with tempfile.TemporaryDirectory() as folder:
        texts = airwars.write_texts(reports, Path(folder))
        readings = _readings([r for r in acquire((texts,)) if isinstance(r, Report)])
    filed = {row["id"]: row["incident"] for row in reports}
    return airwars.NAME, readings, _filed_labels(airwars.NAME, readings, filed)


def _readings(reports: Collection[Report]) -> list[Reading]:
    """The readings of those reports that were not set aside."""
    return [answer for _, answer in read_all(reports) if isinstance(answer, Reading)]


def _filed_labels(
    data: str, readings: Sequence[Reading], filed: Mapping[str, str]
) -> dict[str, str]:
    """The event that each report is about, by the incident that it is filed under."""
    names = {r: r.document.name.rsplit("#", maxsplit=1)[-1] for r in readings}
    return {
        mention.id: filed[name]
        for reading, name in names.items()
        if side_of(data, name) == LEARN
        for mention in headline_mentions(reading)[:1]
    }


def _told_labels(
    data: str, readings: Sequence[Reading], incidents: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """The incident whose words stand in the sentences that tell of each mention."""
    found: dict[str, str] = {}
    for reading in readings:
        name = reading.document.name
        known = [(i["id"], i["per_report"][name]) for i in incidents if name in i["per_report"]]
        if not known or side_of(data, name) != LEARN:
            continue
        for mention in linkable_mentions(reading):
            spans = telling_spans(mention)
            told = _plain(" ".join(reading.document.text[s.start : s.end] for s in spans))
            ranked = sorted(((_told(told, words), name) for name, words in known), reverse=True)
            best = ranked[0]
            sole = len(ranked) == 1
            sure = best[0] > (0 if sole else ranked[1][0])
            if sure or (sole and mention.prominence is Prominence.MAIN):
                found[mention.id] = best[1]
    return found


def _told(told: str, words: Mapping[str, Any]) -> int:
    """How much of what is quoted of an incident stands in some sentences."""
    score = 0
    for key in WORDS:
        quoted = words.get(key) or ()
        for quote in [quoted] if isinstance(quoted, str) else quoted:
            plain = _plain(quote)
            if len(plain) >= SHORTEST and (plain in told or (told and told[:60] in plain)):
                score += 2 if key in TELLING else 1
    return score


def _plain(text: str) -> str:
    """A text in lower case, with single spaces."""
    return " ".join(text.lower().split())


# ------------------------------------------------------------------ pairs


def pairs_of(
    data: str, readings: Sequence[Reading], labels: Mapping[str, str]
) -> tuple[list[Pair], int]:
    """The pairs of labelled mentions that linking compares, and how many true ones it rules out."""
    every = mention_profiles(readings, settle_dates(readings))
    mine = [profile for profile in every if profile.mention.id in labels]
    found, lost = [], 0
    for i, j in candidate_links(mine):
        left, right = mine[i], mine[j]
        if left.mention.report == right.mention.report:
            continue
        one, two = labels[left.mention.id], labels[right.mention.id]
        signs = dict(signs_of(left, right))
        if RULING_OUT.keys().isdisjoint(signs):
            found.append(Pair(data, signs, one == two, f"{data} {min(one, two)}"))
        else:
            lost += one == two
    return found, lost


# ------------------------------------------------------------------ the fit


def fitted(signs: Floats, one: Floats, share: Floats) -> Floats:
    """The weights of a logistic model, in natural logarithms; the last is that of every pair."""
    given = np.c_[signs, np.ones(len(signs))]
    weights = np.zeros(given.shape[1])
    pull = np.r_[np.full(signs.shape[1], STRENGTH), 0.0]
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (share * (chance - one)) + pull * weights
        bend = (given.T * (share * chance * (1 - chance))) @ given + np.diag(pull + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    return weights


def held_out(pairs: Sequence[Pair], signs: Floats, one: Floats, share: Floats) -> Floats:
    """What each pair weighs by weights that were fitted without its incident, in bits."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    folds = {group: chance.randrange(FOLDS) for group in sorted({p.group for p in pairs})}
    fold = np.array([folds[pair.group] for pair in pairs])
    weighed = np.zeros(len(pairs))
    for number in range(FOLDS):
        out = fold == number
        weights = fitted(signs[~out], one[~out], share[~out])
        weighed[out] = np.c_[signs[out], np.ones(out.sum())] @ weights
    return weighed / math.log(2)


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--margin", type=float, default=0.0, help="bits above even odds to join")
    margin = parser.parse_args().margin
    pairs: list[Pair] = []
    for data, readings, labels in sets():
        found, lost = pairs_of(data, readings, labels)
        pairs += found
        true = sum(pair.one for pair in found)
        print(
            f"{data}: {len(labels)} mentions, {len(found)} pairs, {true} of one incident; "
            f"{lost} of one incident ruled out"
        )
    names = sorted({name for pair in pairs for name in pair.signs})
    signs = np.array([[pair.signs.get(name, 0.0) for name in names] for pair in pairs])
    one = np.array([float(pair.one) for pair in pairs])
    share = np.array([SHARES[pair.data] for pair in pairs])
    told = held_out(pairs, signs, one, share)
    lines = [*_scores(pairs, one, told, margin)]
    print("\n".join(lines))
    weights = np.clip(fitted(signs, one, share) / math.log(2), -MOST_BITS, MOST_BITS)
    for name, weight, column in zip(names, weights, signs.T, strict=False):
        print(f"{weight:6.2f} {name} ({(column > 0).sum()}, {(one[column > 0]).sum():.0f} true)")
    TARGET.write_text(_table(names, weights, lines, margin - weights[-1]), encoding="utf-8")


def _scores(pairs: Sequence[Pair], one: Floats, told: Floats, margin: float) -> Iterator[str]:
    """How the weights do on incidents that were held out, set by set."""
    yield f"seed {SEED}, {FOLDS} folds by incident, pull {STRENGTH}, margin {margin} bits"
    for data in SHARES:
        mine = np.array([pair.data == data for pair in pairs])
        joined = (told >= margin) & mine
        right, wrong = int(one[joined].sum()), int((1 - one[joined]).sum())
        true, other = int(one[mine].sum()), int((1 - one[mine]).sum())
        yield (
            f"{data}: {right} of {true} pairs of one incident and {wrong} of {other} others reach "
            f"the threshold ({100 * wrong / max(1, other):.1f} %)"
        )


def _table(names: Sequence[str], weights: Floats, lines: Sequence[str], threshold: float) -> str:
    """The weights with what they were fitted on, as TOML."""
    head = "".join(f"# {line}\n" for line in ("Written by training/linking.py.", *lines))
    rounded = zip(names, weights, strict=False)
    told = "".join(f'"{name}" = {weight:.2f}\n' for name, weight in rounded)
    return f"{head}\nthreshold = {threshold:.2f}\n\n[weights]\n{told}"


if __name__ == "__main__":
    main()
