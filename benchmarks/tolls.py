"""Tolls and grouping of the Gun Violence Archive's articles, read as any other reports."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from dateline.link import link_mentions, settle_dates
from dateline.link.profiles import headline_mentions
from dateline.pipeline import read
from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    Finding,
    Kind,
    Mention,
    Prominence,
    Range,
    Reading,
    Report,
    Role,
    Scope,
)

ARTICLES = "tolls/docs.jsonl.gz"
HARM = frozenset({Role.KILLED, Role.WOUNDED, Role.ATTACKERS_KILLED})
FOLLOW_UPS = frozenset({Kind.ARREST, Kind.PROTEST})


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the archive with the incident that it is filed under."""

    incident: str
    report: Report


def predict(data: Path, *, single: bool = False) -> Iterator[dict[str, object]]:
    """Give the tolls of each incident from all its articles, or of each article alone.

    Args:
        data: the folder with `tolls/`; text, publication date and incident are read.
        single: each article alone.

    Yields:
        Rows {"incident" or "doc", "killed", "injured"}; dead attackers count among the killed,
        as the archive has it, and None stands for no figure.
    """
    filed = sorted(articles(data), key=lambda a: (a.incident, a.report.name))
    for incident, group in groupby(filed, key=attrgetter("incident")):
        readings = [r for a in group if isinstance(r := read(a.report), Reading)]
        if single:
            for reading in readings:
                yield {"doc": reading.document.name, **tolls_of([reading])}
        else:
            yield {"incident": incident, **tolls_of(readings)}


def grouping(data: Path) -> Iterator[dict[str, object]]:
    """Group the articles into incidents by what they tell.

    Args:
        data: the folder with `tolls/`; text and publication date are read.

    Yields:
        Rows {"mention_id", "cluster"}: the article, and the incident that it is about.
    """
    reports = [article.report for article in articles(data)]
    yield from groups_of([r for one in reports if isinstance(r := read(one), Reading)], reports)


def groups_of(
    readings: Sequence[Reading], reports: Iterable[Report]
) -> Iterator[dict[str, object]]:
    """The incident of each report, from the readings of all; one in which none is found is alone.

    Yields:
        Rows {"mention_id", "cluster"}: the report's name, and the incident that it is about.
    """
    cluster_of = {
        mention: str(number)
        for number, cluster in enumerate(link_mentions(readings, settle_dates(readings), ()))
        for mention in cluster.mentions
    }
    told = {
        reading.document.name: next((m.id for m in _filed(reading) if m.id in cluster_of), None)
        for reading in readings
    }
    for report in reports:
        mention = told.get(report.name)
        cluster = cluster_of[mention] if mention else f"alone {report.name}"
        yield {"mention_id": report.name, "cluster": cluster}


def articles(data: Path) -> Iterator[Article]:
    """The articles as reports, published on the day that the archive gives."""
    with gzip.open(data / ARTICLES, "rt", encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            content = f"{row['title'] or ''}\n\n{row['content']}".encode()
            report = Report(
                id=hashlib.sha256(content).hexdigest(),
                name=row["doc_id"],
                content=content,
                media_type="text/plain",
                published=date.fromisoformat(row["dct"]) if row.get("dct") else None,
            )
            yield Article(row["incident"], report)


def tolls_of(readings: Iterable[Reading]) -> dict[str, int | None]:
    """The tolls of the event that these readings are about, taken to be one."""
    by_report = {reading.document.report: reading for reading in readings}
    mentions = tuple(m.id for r in by_report.values() for m in _about(r))
    if not mentions:
        return {"killed": None, "injured": None}
    names = {report: (reading.document.name,) for report, reading in by_report.items()}
    chronology = settle_dates(list(by_report.values()))
    incident = reconcile_cluster(Cluster(mentions, ()), by_report, chronology, names=names)
    killed = [
        f for f in (_best(incident.killed), _best(incident.attackers_killed)) if f is not None
    ]
    return {"killed": sum(killed) if killed else None, "injured": _best(incident.wounded)}


def _filed(reading: Reading) -> list[Mention]:
    """The events that a report may be filed under: as `link` has it, deeds before follow-ups."""
    told = headline_mentions(reading)
    return [m for m in told if m.kind not in FOLLOW_UPS] or told


def _about(reading: Reading) -> list[Mention]:
    """The events that a report is about, arrests and protests left out where there are others.

    The archive files reports of trials and funerals under the incident behind them: where the
    news of such a report tells no toll, the first event that does is behind it. It also holds
    accidents, which the ledger does not list.
    """
    single = [m for m in reading.mentions if m.scope is Scope.SINGLE]
    deeds = [m for m in single if m.kind not in FOLLOW_UPS]
    main = [m for m in single if m.prominence is Prominence.MAIN]
    about = [m for m in main if m in deeds] or deeds[:1] or main
    if any(_tells(m) for m in about):
        return about
    behind = [m for m in reading.mentions if _tells(m) and m.scope is not Scope.AGGREGATE]
    return [*about, *behind[:1]]


def _tells(mention: Mention) -> bool:
    """Does a report tell how many an event killed or wounded?"""
    return any(claim.role in HARM for claim in mention.claims)


def _best(finding: Finding[Range] | None) -> int | None:
    """The best figure of a finding, the lowest where none is best."""
    if finding is None:
        return None
    return finding.value.low if finding.value.best is None else finding.value.best
