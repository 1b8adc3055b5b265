"""Small reports, readings and incidents of our own making."""

from __future__ import annotations

import hashlib
from datetime import date

from dateline.types import (
    Block,
    BlockKind,
    Claim,
    Cluster,
    Count,
    Creation,
    Document,
    Finding,
    Grade,
    Incident,
    Interval,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Prominence,
    Range,
    Reading,
    Report,
    ReportCoverage,
    Role,
    Scope,
    Source,
    Span,
    Stage,
    Standing,
    TimeAnchor,
    TimeExpression,
    Toll,
    When,
)

TEXT = "A bomb killed three people in Kandol on Monday, police said."
DAY = Interval(date(2021, 3, 1), date(2021, 3, 1))


def make_report(text: str = TEXT, name: str = "a.txt", published: date | None = None) -> Report:
    """A report of plain text."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    source = Source("post", "The Post", "Post Group")
    return Report(digest, name, content, "text/plain", source=source, published=published)


def make_reading(report: Report) -> Reading:
    """A reading with one mention and three claims."""
    text = report.content.decode()
    quote = Span(0, len(text))
    creation = Creation(DAY if report.published else None)
    blocks = (Block(BlockKind.BODY, quote),)
    document = Document(
        report.id, report.name, text, blocks, None, "en", report.source, None, (), creation
    )
    told = (
        (Role.KILLED, "three", Toll(Count(3, 3, 3))),
        (Role.WHERE, "Kandol", Place("Kandol", PlaceKind.CITY, country="AF")),
        (Role.WHEN, "Monday", TimeExpression(TimeAnchor.CREATION, "DATE", weekday=0)),
    )
    mention = f"m{report.id[:15]}"
    claims = tuple(
        Claim(
            id=f"{role.value}-{mention}",
            role=role,
            value=value,
            report=report.id,
            span=Span(text.index(words), text.index(words) + len(words)),
            quote=quote,
            modality=Modality.ASSERTED,
            speaker=Party("police", PartyKind.POLICE),
            via=None,
            reader="test",
        )
        for role, words, value in told
    )
    return Reading(
        document,
        creation,
        (
            Mention(
                mention,
                report.id,
                Kind.BOMBING,
                Stage.ACCOMPLISHED,
                Scope.SINGLE,
                Prominence.MAIN,
                Span(2, 6),
                quote,
                claims,
            ),
        ),
    )


def make_incident(*readings: Reading) -> Incident:
    """One incident of the first mentions of readings; its id is the smallest mention's."""
    mentions = tuple(sorted(reading.mentions[0].id for reading in readings))
    claims = tuple(claim for reading in readings for claim in reading.mentions[0].claims)
    killed = tuple(claim.id for claim in claims if claim.role is Role.KILLED)
    return Incident(
        id=f"i{mentions[0]}",
        kind=Kind.BOMBING,
        stage=Stage.ACCOMPLISHED,
        grade=Grade.FAIR,
        when=Finding(When(DAY, None, "day"), Standing.SINGLE_SOURCE, ()),
        where=Finding(Place("Kandol", PlaceKind.CITY), Standing.SINGLE_SOURCE, ()),
        origin=None,
        targets=(),
        perpetrators=(),
        weapons=(),
        killed=Finding(Range(3, 3, 3), Standing.SINGLE_SOURCE, killed),
        wounded=None,
        abducted=None,
        arrested=None,
        attackers_killed=None,
        victims=(),
        damage=None,
        statements=(),
        no_claim_reported=False,
        outlets=("Post Group",),
        voices=("police",),
        tellings=tuple(
            ReportCoverage(r.document.report, (r.document.name,), Prominence.MAIN, None)
            for r in readings
        ),
        claims=claims,
        cluster=Cluster(mentions, ()),
    )
