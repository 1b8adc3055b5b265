"""The claims of a cluster with what their weight depends on: report, place in it, time, voice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.reconcile.voices import (
    ReportVoices,
    SpeakerGroups,
    best_letter,
    group_speakers,
    letter_of,
    voices_of,
)
from dateline.types import (
    TITLES,
    BlockKind,
    Chronology,
    Claim,
    Cluster,
    Copy,
    Count,
    Document,
    EventDate,
    Interval,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Place,
    Prominence,
    Reading,
    Reliability,
    Role,
    Scope,
    Span,
    Toll,
)


@dataclass(frozen=True, slots=True)
class SourcedClaim:
    """A claim, and how it is told."""

    claim: Claim
    main: bool  # the report is about the event
    title: bool  # it stands in a headline
    created: Interval | None
    voice: str  # who tells it: the speaker, else the outlet or agency
    behind: str  # whose word it is: the outlet's own, or whom its report quotes for the same
    outlet: str  # the voice of the report, or of the passage that it has from elsewhere
    words: str  # the sentence
    letter: Reliability = Reliability.F  # of the outlet, as people rated it

    @property
    def report(self) -> str:
        """The report's id."""
        return self.claim.report


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that the reports of a cluster say, in a fixed order: oldest report first."""

    mentions: tuple[Mention, ...]
    told: tuple[SourcedClaim, ...]
    speakers: SpeakerGroups
    outlets: Mapping[str, str]  # report id to voice
    letters: Mapping[str, Reliability]  # by report id

    def claims_of(self, *roles: Role) -> tuple[SourcedClaim, ...]:
        """The claims of some roles, denials left out."""
        return tuple(
            t
            for t in self.told
            if t.claim.role in roles and t.claim.modality is not Modality.DENIED
        )


def gather_evidence(
    cluster: Cluster,
    readings: Mapping[str, Reading],
    chronology: Chronology,
    copies: Sequence[Copy] = (),
) -> Evidence:
    """Gather the claims of a cluster's mentions.

    Args:
        cluster: the mentions taken to be one incident.
        readings: by report id; those of other reports are not looked at.
        chronology: when the reports were written.
        copies: which of the reports share passages.
    """
    wanted = frozenset(cluster.mentions)
    inside = [
        (reading, mention)
        for reading in readings.values()
        for mention in reading.mentions
        if mention.id in wanted
    ]
    created = {report: made.interval for report, made in chronology.created}
    documents = {reading.document.report: reading.document for reading, _ in inside}
    voices = voices_of(documents.values(), copies)
    letters = {r: letter_of(d, created.get(r)) for r, d in documents.items()}
    named = group_speakers(
        c.speaker for _, mention in inside for c in mention.claims if c.speaker is not None
    )
    dates = dict(chronology.events)
    told = [
        _source_claim(claim, mention, reading, created.get(mention.report), (voices, named))
        for reading, mention in inside
        for claim in (*mention.claims, *_implied_claims(mention, dates.get(mention.id)))
    ]
    told = _with_letters(_ascribe_claim(told), voices, letters)
    return Evidence(
        tuple(sorted((mention for _, mention in inside), key=lambda m: m.id)),
        tuple(sorted(told, key=_claim_order)),
        named,
        voices.reports,
        letters,
    )


def _implied_claims(mention: Mention, date: EventDate | None) -> Iterator[Claim]:
    """The words that date an event which no words date outright: news is told as it happens.

    Without them a date would stand in the ledger with no words behind it.
    """
    if date is None or date.interval is None or date.bounds:
        return
    if any(claim.role is Role.WHEN for claim in mention.claims):
        return
    for number, reason in enumerate(date.reasons):
        if reason.span is not None:
            yield Claim(
                id=hashlib.sha256(f"{mention.id}\x1fwhen\x1f{number}".encode()).hexdigest(),
                role=Role.WHEN,
                value=reason.text,
                report=mention.report,
                span=reason.span,
                quote=mention.quote,
                modality=Modality.HEDGED,
                speaker=None,
                via=None,
                reader="chronology",
            )


def _is_about_event(mention: Mention, reading: Reading) -> bool:
    """Is the report about the event: as its news, or because its news only follows upon one?

    A report of a plea, a sentence or an arrest tells what these are for.
    """
    news = [m for m in reading.mentions if m.prominence is Prominence.MAIN]
    follows = all(m.scope is Scope.UNLISTED or m.kind is Kind.ARREST for m in news)
    return mention.prominence is Prominence.MAIN or (bool(news) and follows)


def _source_claim(
    claim: Claim,
    mention: Mention,
    reading: Reading,
    created: Interval | None,
    behind: tuple[ReportVoices, SpeakerGroups],
) -> SourcedClaim:
    """One claim with what its weight depends on."""
    voices, named = behind
    document = reading.document
    outlet = voices.voice_of(mention.report, claim.quote)
    voice = _claim_voice(claim.speaker, voices, named) if claim.speaker else outlet
    return SourcedClaim(
        claim=claim,
        main=_is_about_event(mention, reading),
        title=_kind_at(document, claim.span) in TITLES,
        created=created,
        voice=voice,
        behind=voice,
        outlet=outlet,
        words=document.text[claim.quote.start : claim.quote.end],
    )


def _ascribe_claim(told: Sequence[SourcedClaim]) -> list[SourcedClaim]:
    """Claims, those that a report repeats in its own name on the word of whom it quotes for them.

    A headline that says what the minister says below it is no second voice. Where several are
    quoted for the same, the first in the text stands behind it.
    """
    quoted: dict[tuple[str, Role, object], str] = {}
    for one in sorted(told, key=lambda t: (t.claim.span, t.claim.id)):
        if one.claim.speaker is not None and one.claim.modality is not Modality.DENIED:
            quoted.setdefault(_claim_answer(one.claim), one.voice)
    return [
        replace(t, behind=voice)
        if t.claim.speaker is None and (voice := quoted.get(_claim_answer(t.claim)))
        else t
        for t in told
    ]


def _with_letters(
    told: Sequence[SourcedClaim], voices: ReportVoices, letters: Mapping[str, Reliability]
) -> list[SourcedClaim]:
    """Claims with the letters of the outlets whose words they are.

    A passage that a report has from elsewhere is as reliable as where it is from.
    """
    by_voice: defaultdict[str, list[Reliability]] = defaultdict(list)
    for report in voices.own:
        by_voice[voices.reports[report]].append(letters[report])
    return [
        replace(t, letter=letters[t.report])
        if t.report in voices.own and voices.reports[t.report] == t.outlet
        else replace(t, letter=best_letter(by_voice[t.outlet] or [letters[t.report]]))
        for t in told
    ]


def _claim_answer(claim: Claim) -> tuple[str, Role, object]:
    """What a report answers to which question: a figure whatever its words, a place by its city."""
    match claim.value:
        case Toll(count=Count() as count, group=group, part=part):
            what: object = (count.stated or count, group, part)
        case Count(stated=int() as stated):
            what = stated
        case Place(country=country, city=city):
            what = (country, city)
        case value:
            what = value
    return claim.report, claim.role, what


def _claim_voice(speaker: Party, voices: ReportVoices, named: SpeakerGroups) -> str:
    """A speaker's voice; that of an outlet which is behind one of the reports is the same."""
    own = voices.quoted(speaker.name) if speaker.kind is PartyKind.MEDIA else None
    return own or named.voice(speaker)


def _kind_at(document: Document, span: Span) -> BlockKind | None:
    """The kind of the block that a span starts in."""
    for block in document.blocks:
        if block.span.start <= span.start < block.span.end:
            return block.kind
    return None


def _claim_order(told: SourcedClaim) -> tuple[date, str, Span, str]:
    """Reports of unknown date first, then by date, id and place in the text."""
    day = told.created.last if told.created else date.min
    return day, told.report, told.claim.span, told.claim.id


def latest_claims(told: Sequence[SourcedClaim]) -> date | None:
    """The last day on which any of some claims can have been written, if one is dated."""
    return max((t.created.last for t in told if t.created), default=None)
