"""An incident as its page shows it: each answer with the sentences for and against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dateline.serve.pages.rendering import figure_words, place_words, spaced_words
from dateline.types import (
    Claim,
    Finding,
    Incident,
    Munition,
    Place,
    Range,
    Reading,
    Span,
    When,
)

TOLLS: Final = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
OUTCOMES: Final = ("fired", "intercepted", "landed", "failed", "unaccounted")
LABELS: Final = (  # of answers, in the order of a page
    *("What", "Sort", "When", "Where", "Launched from", "Killed", "Wounded", "Abducted"),
    *("Arrested", "Attackers killed", "Victims", "Weapon", "Target", "Damage"),
    "Said to have done it",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, with the words in it that carry a value."""

    claim: str
    field: str
    report: str
    name: str
    before: str
    words: str
    after: str
    speaker: str | None
    via: str | None
    modality: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the ledger says to one question, and why."""

    field: str  # as a correction names it
    label: str
    text: str
    standing: str | None = None
    credibility: str | None = None
    reason: str = ""
    supporting: tuple[Sentence, ...] = ()
    opposing: tuple[Sentence, ...] = ()
    judged: bool = False  # a person gave it
    anchor: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them, those for it first."""
        return (*self.supporting, *self.opposing)


@dataclass(frozen=True, slots=True)
class Told:
    """Where an incident's words stand: its claims by id, its readings by report, their names."""

    claims: Mapping[str, Claim]
    readings: Mapping[str, Reading]
    names: Mapping[str, Sequence[str]]

    def sentences(self, claims: Iterable[str]) -> tuple[Sentence, ...]:
        """The sentences of claims, those in the same words once; judgements have none."""
        found: dict[tuple[str, Span], Sentence] = {}
        for name in claims:
            claim = self.claims.get(name)
            if claim and claim.report in self.readings:
                found.setdefault((claim.report, claim.span), self.sentence(claim))
        return tuple(found.values())

    def sentence(self, claim: Claim) -> Sentence:
        """The sentence of a claim."""
        text = self.readings[claim.report].document.text
        quote, span = claim.quote, claim.span
        start, end = min(quote.start, span.start), max(quote.end, span.end)
        return Sentence(
            claim=claim.id,
            field=claim.role.value,
            report=claim.report,
            name=self.name(claim.report),
            before=text[start : span.start].lstrip(),
            words=text[span.start : span.end],
            after=text[span.end : end].rstrip(),
            speaker=claim.speaker.name if claim.speaker else None,
            via=claim.via.name if claim.via else None,
            modality=claim.modality.value,
            start=span.start,
        )

    def name(self, report: str) -> str:
        """The first name of a report."""
        return (self.names.get(report) or (report,))[0]


def told_by_readings(
    incident: Incident, readings: Iterable[Reading], names: Mapping[str, Sequence[str]]
) -> Told:
    """Where the words of an incident stand."""
    return Told(
        {claim.id: claim for claim in incident.claims},
        {reading.document.report: reading for reading in readings},
        names,
    )


def answers_of(
    incident: Incident, row: Mapping[str, Any], told: Told, countries: Mapping[str, str]
) -> list[Answer]:
    """Every answer that the ledger gives of an incident, in the order of its page.

    Args:
        incident: as the ledger has it.
        row: the same in the exchange form.
        told: where its words stand.
        countries: their names by code.
    """

    def place_name(part: str) -> str:
        return place_words(row[part], countries)

    return [
        nature_answer(incident, told),
        *given_answers(finding_answer("sub_kind", "Sort", incident.sub_kind, _plain_value, told)),
        finding_with_reason("date", "When", incident.when, _when_text, told),
        finding_with_reason("place", "Where", incident.where, lambda _: place_name("place"), told),
        *given_answers(
            finding_answer(
                "origin", "Launched from", incident.origin, lambda _: place_name("origin"), told
            )
        ),
        *toll_answers(incident, told),
        *victim_answers(incident, told),
        *(weapon_answer(weapon, told) for weapon in incident.weapons),
        *(target_answer(found, told) for found in incident.targets),
        *given_answers(finding_answer("damage", "Damage", incident.damage, _plain_value, told)),
    ]


def given_answers(answer: Answer | None) -> Iterator[Answer]:
    """An answer where there is one."""
    if answer is not None:
        yield answer


def _plain_value(value: object) -> str:
    return spaced_words(value)


def _when_text(when: When) -> str:
    """The days, and the time of day where it is known."""
    days = when.interval
    if days is None:
        return ""
    ends = dict.fromkeys((days.first.isoformat(), days.last.isoformat()))
    return " – ".join(ends) + (f", {when.clock}" if when.clock else "")


def nature_answer(incident: Incident, told: Told) -> Answer:
    """What happened, with the words that name it."""
    return Answer(
        field="kind",
        label="What",
        text=spaced_words(incident.kind.value),
        supporting=tuple(trigger_sentences(incident, told)),
        anchor="f-kind",
    )


def trigger_sentences(incident: Incident, told: Told) -> Iterator[Sentence]:
    """The sentences whose words name the event."""
    wanted = frozenset(incident.cluster.mentions)
    for report, reading in sorted(told.readings.items()):
        text = reading.document.text
        for mention in reading.mentions:
            if mention.id in wanted:
                start, end = mention.trigger.start, mention.trigger.end
                yield Sentence(
                    claim=f"m{mention.id}",
                    field="kind",
                    report=report,
                    name=told.name(report),
                    before=text[min(mention.quote.start, start) : start].lstrip(),
                    words=text[start:end],
                    after=text[end : max(mention.quote.end, end)].rstrip(),
                    speaker=None,
                    via=None,
                    modality="asserted",
                    start=start,
                )


def finding_answer(
    field: str,
    label: str,
    finding: Finding[Any] | None,
    text: Callable[[Any], str],
    told: Told,
) -> Answer | None:
    """One finding, None where there is none."""
    return None if finding is None else finding_with_reason(field, label, finding, text, told)


def finding_with_reason(
    field: str, label: str, finding: Finding[Any], text: Callable[[Any], str], told: Told
) -> Answer:
    """One finding with its reason and its sentences."""
    trust = finding.credibility
    return Answer(
        field=field,
        label=label,
        text=text(finding.value) if finding.value is not None else "",
        standing=finding.standing.value,
        credibility=f"{trust.letter.value}{trust.digit}: {trust.reason}" if trust else None,
        reason=finding.reason,
        supporting=told.sentences(finding.supporting),
        opposing=told.sentences(finding.opposing),
        judged="by " in finding.reason and finding.reason.startswith("corrected"),
        anchor=f"f-{field}",
    )


def toll_answers(incident: Incident, told: Told) -> Iterator[Answer]:
    """The figures that are stated; killed and wounded also where none is."""
    for name in TOLLS:
        finding: Finding[Range] | None = getattr(incident, name)
        label = spaced_words(name).capitalize()
        if finding is not None:
            yield finding_with_reason(name, label, finding, figure_words, told)
        elif name in TOLLS[:2]:
            yield Answer(field=name, label=label, text="", anchor=f"f-{name}")


def victim_answers(incident: Incident, told: Told) -> Iterator[Answer]:
    """The toll of each group."""
    for one in incident.victims:
        group = spaced_words(one.group.value)
        detail = one.detail if one.detail and one.detail.casefold() not in group else ""
        who = f"{group} ({detail})" if detail else group
        parts = [
            f"{name} {figure_words(value)}"
            for name, value in (("killed", one.killed), ("wounded", one.wounded))
            if value
        ]
        yield Answer(
            field=f"victims.{one.group.value}.killed",
            label="Victims",
            text=f"{who}: {', '.join(parts)}",
            supporting=told.sentences(one.claims),
            anchor=f"f-victims-{one.group.value}",
        )


def weapon_answer(weapon: Munition, told: Told) -> Answer:
    """A weapon with what became of it."""
    numbers = [
        f"{name} {figure_words(value)}" for name in OUTCOMES if (value := getattr(weapon, name))
    ]
    ends = [
        claim
        for name in OUTCOMES
        if (value := getattr(weapon, name))
        for bound in value.bounds
        for claim in bound.claims
    ]
    by = [f"intercepted by {weapon.intercepted_by}"] if weapon.intercepted_by else []
    return Answer(
        field=f"weapons.{weapon.kind.value}",
        label="Weapon",
        text=": ".join(filter(None, (spaced_words(weapon.kind.value), ", ".join([*numbers, *by])))),
        supporting=told.sentences((*weapon.claims, *ends)),
        anchor=f"f-weapon-{weapon.kind.value}",
    )


def target_answer(finding: Finding[Any], told: Told) -> Answer:
    """What or who was struck."""
    target = finding.value
    return finding_with_reason(
        f"targets.{target.name}",
        "Target",
        finding,
        lambda value: f"{value.name} ({spaced_words(value.kind.value)})",
        told,
    )


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody who is tied to an incident or speaks of it, on which words."""

    name: str
    how: str
    to: str | None
    sentences: tuple[Sentence, ...]


def perpetrator_lines(incident: Incident, told: Told) -> list[PartyLine]:
    """Who is said to have done it."""
    return [
        PartyLine(one.name, one.stance, ", ".join(one.aliases) or None, told.sentences(one.claims))
        for one in incident.perpetrators
    ]


def stance_lines(incident: Incident, told: Told) -> list[PartyLine]:
    """Who claims, denies, attributes, suspects or condemns."""
    return [
        PartyLine(one.by, one.stance.value, one.to, told.sentences(one.claims))
        for one in incident.statements
    ]


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a contradiction."""

    value: str
    voices: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts that cannot all be true, with their sentences."""

    kind: str
    field: str
    weight: float
    reason: str
    sides: tuple[Account, ...]


def disputes_of(incident: Incident, told: Told) -> list[Dispute]:
    """The contradictions of an incident, the gravest first."""
    return [
        Dispute(
            one.kind.value,
            one.field,
            one.weight,
            one.reason,
            tuple(
                Account(side.value, side.voices, told.sentences(side.claims)) for side in one.sides
            ),
        )
        for one in incident.contradictions
    ]


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """What makes an incident doubtful, with the value that is withheld and the sentences."""

    field: str
    value: str
    reason: str
    sentences: tuple[Sentence, ...]


def doubts_of(incident: Incident, told: Told) -> list[DoubtShown]:
    """The doubts about an incident that nobody has answered."""
    return [
        DoubtShown(one.field, one.value, one.reason, told.sentences(one.claims))
        for one in incident.doubts
    ]


def coordinates_of(place: Place | None) -> str:
    """Latitude and longitude as people copy them."""
    if place is None or place.lat is None or place.lon is None:
        return ""
    return f"{place.lat:.5f}, {place.lon:.5f}"
