"""Values of the ledger in the words of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.explain.plain_text import safe_text
from dateline.types import (
    Claim,
    Finding,
    Incident,
    Interval,
    Modality,
    Place,
    Range,
    Span,
    Translation,
)

UNKNOWN = "unknown"
SHORT_ID = 8  # characters of a statement's id, by which `judge strike` finds it
Names = Mapping[str, Sequence[str]]  # of each report
Texts = Mapping[str, str]  # of each report


def days_text(interval: Interval | None) -> str:
    """An interval of days as people write it."""
    if interval is None:
        return UNKNOWN
    first, last = interval.first.isoformat(), interval.last.isoformat()
    return first if first == last else f"{first} to {last}"


def place_text(place: Place | None) -> str:
    """A place from the smallest to the largest, each name once."""
    if place is None:
        return UNKNOWN
    parts = (place.site, place.city, place.admin1, place.country)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or place.name


def figure_text(finding: Finding[Range] | None) -> str:
    """A reconciled figure: "12", "10-15 (best 12)", "24 or more"; nothing for nothing stated."""
    return "" if finding is None else amount_text(finding.value)


def counted_text(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "3 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def amount_text(value: Range) -> str:
    """A range as people write it."""
    if value.low == value.high:
        return str(value.low)
    bounds = f"{value.low} or more" if value.high is None else f"{value.low}-{value.high}"
    return bounds if value.best is None else f"{bounds} (best {value.best})"


@dataclass(frozen=True, slots=True)
class IncidentSources:
    """What an incident's claims are told from: texts and names of reports, claims by id."""

    texts: Texts
    names: Names
    claims: Mapping[str, Claim]
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def sentence(self, claim: str) -> str:
        """A claim's sentence, with who says so and where: one line."""
        found = self.claims.get(claim)
        if found is None:
            return f"(judgement {claim})"  # what is no claim's id is a judgement's
        says = f"{found.speaker.name}, in " if found.speaker else ""
        via = f" (through {found.via.name})" if found.via else ""
        firmly = found.modality is Modality.ASSERTED
        modality = "" if firmly else f", {found.modality.value}"
        words, name = self.quoted_words(found.report, found.quote), self.report_name(found.report)
        original = self.original_words(found.report, found.quote)
        return safe_text(f"“{words}” — {says}{name}{via}{modality}{original}")

    def original_words(self, report: str, span: Span) -> str:
        """What is said of the sentences that the words of a span were translated from."""
        translation = self.translations.get(report)
        if translation is None:
            return ""
        words = " ".join(
            one.original
            for one in translation.sentences
            if one.span.start < span.end and span.start < one.span.end
        )
        return f"; translated from {translation.language}: “{words}”" if words else ""

    def quoted_words(self, report: str, span: Span) -> str:
        """The words of a report at a span."""
        return self.texts.get(report, "")[span.start : span.end]

    def report_name(self, report: str) -> str:
        """The first name of a report."""
        return safe_text(self.names.get(report, (report,))[0])


def incident_sources(incident: Incident, texts: Texts, names: Names) -> IncidentSources:
    """The sources of one incident."""
    return IncidentSources(texts, names, {claim.id: claim for claim in incident.claims})


def incident_title(incident: Incident) -> str:
    """An incident in a line."""
    when, place = (
        days_text(incident.when.value.interval),
        safe_text(place_text(incident.where.value)),
    )
    return f"{incident.kind.value.replace('_', ' ')}, {when}, {place}"


def claim_sentences(claims: Sequence[str], told: IncidentSources, mark: str) -> Iterator[str]:
    """The sentences of claims, each once, with a mark for or against and the statement's id."""
    first: dict[str, str] = {}
    for claim in claims:
        first.setdefault(told.sentence(claim), claim)
    for sentence, claim in first.items():
        yield f"{mark}{sentence}" + (f" [{claim[:SHORT_ID]}]" if claim in told.claims else "")
