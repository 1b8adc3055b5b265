"""Contradictions: accounts of one incident that cannot all be true, side by side.

Their weight says of how much consequence they are: the more people died, the more it matters;
who did it goes before how many died, and that before where, when and with how many weapons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2, log10
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.types import (
    Chronology,
    Contradiction,
    ContradictionKind,
    Count,
    Finding,
    Incident,
    Interception,
    Interval,
    Modality,
    Party,
    PartyKind,
    Place,
    Prominence,
    Range,
    Role,
    Side,
    Stage,
    Toll,
    TollTimeline,
    TollUpdate,
    VictimGroup,
)

DENIED, COMPETING, OUTCOME, PART = 6.0, 5.0, 4.0, 3.0
COUNTRY, CITY = 5.0, 3.0  # by the coarsest level on which places differ
DAY, MOST_DAYS = 1.0, 3.0  # days apart count by their logarithm
WEAPON_SHARE: Final = 0.5  # of what a toll of the same spread weighs
SHARES: Final = {Role.KILLED: 2.0, Role.ATTACKERS_KILLED: 1.0}  # other tolls count half
OF_STATE: Final = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.MILITARY})
OUTCOMES: Final = (Role.FIRED, Role.INTERCEPTED, Role.LANDED, Role.FAILED)


def find_contradictions(
    incident: Incident, evidence: Evidence, chronology: Chronology
) -> tuple[Contradiction, ...]:
    """The contradictions of an incident, those of most consequence first.

    Args:
        incident: what was settled.
        evidence: what the reports say.
        chronology: when the tellings date the event.
    """
    found = [
        *_denied_accusations(incident, evidence),
        *_toll_disputes(incident.courses),
        *_side_parts(incident, evidence),
        *_place_disputes(incident.where, evidence),
        *_date_disputes(evidence, chronology),
        *_weapon_disputes(evidence),
        *_outcome_disputes(evidence),
    ]
    best = incident.killed.value.best if incident.killed else None
    deaths = 1 + log10(1 + (best or 0))
    weighed = [
        Contradiction(c.kind, c.field, c.sides, round(c.weight * deaths, 2), c.reason)
        for c in found
    ]
    return tuple(
        sorted(weighed, key=lambda c: (-c.weight, c.kind.value, c.field, c.sides[0].claims))
    )


def one_side(value: str, told: Sequence[SourcedClaim]) -> Side:
    """One side, each voice and claim once."""
    voices = tuple(sorted({t.voice for t in told}))
    return Side(value, voices, tuple(dict.fromkeys(t.claim.id for t in told)))


# ------------------------------------------------------------------ who


def _denied_accusations(incident: Incident, evidence: Evidence) -> Iterator[Contradiction]:
    """Those who deny it beside those who name them, and several who are said to have done it."""
    actors = [t for t in evidence.told if t.claim.role is Role.ACTOR]
    named = [t for t in actors if t.claim.modality is not Modality.DENIED]
    for statement in incident.statements:
        if statement.stance.value != "denies":
            continue
        denial = [t for t in actors if t.claim.id in statement.claims]
        # A denial that nobody's account names the denier for contradicts nothing that is told.
        against = [t for t in named if any(_is_accusation(t, one) for one in denial)]
        if denial and against:
            says = f"{statement.by} denies it"
            accused = sorted({_party_name(t) for t in against})
            sides = (one_side(says, denial), one_side(f"it was {' or '.join(accused)}", against))
            yield Contradiction(ContradictionKind.ACTOR, "actor", sides, DENIED, says)
    if incident.grading and incident.grading.rule.startswith("competing"):
        yield from _competing_claims(incident, named)


def _competing_claims(incident: Incident, named: Sequence[SourcedClaim]) -> Iterator[Contradiction]:
    """Different parties that claim it or are said to have done it."""
    told = [t for t in named if incident.grading and t.claim.id in incident.grading.claims]
    groups: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    for one in told:
        groups[_party_name(one)].append(one)
    if len(groups) > 1 and incident.grading:
        sides = tuple(one_side(f"it was {name}", group) for name, group in sorted(groups.items()))
        reason = incident.grading.reason
        yield Contradiction(ContradictionKind.ACTOR, "actor", sides, COMPETING, reason)


def _party_name(told: SourcedClaim) -> str:
    value = told.claim.value
    return value.name if isinstance(value, Party) else ""


def _is_accusation(told: SourcedClaim, denial: SourcedClaim) -> bool:
    """Does a claim name the party that denies it, or the one whose part is denied?"""
    denied = (denial.claim.value, denial.claim.speaker)
    named = told.claim.value
    return isinstance(named, Party) and any(
        isinstance(party, Party) and _one_side(named, party) for party in denied
    )


def _one_side(one: Party, two: Party) -> bool:
    """Are two parties one, or arms of one state?"""
    if one.name.casefold() == two.name.casefold() or (one.id and one.id == two.id):
        return True
    return (
        {one.kind, two.kind} <= OF_STATE and one.country is not None and one.country == two.country
    )


# ------------------------------------------------------------------ how many


def _toll_disputes(courses: Sequence[TollTimeline]) -> Iterator[Contradiction]:
    """The figures of a disputed toll that still stand."""
    for course in courses:
        standing = [step for step in course.steps if step.stands]
        if course.disputed and len(standing) > 1:
            sides = tuple(Side(_sole_figure(s.figure), s.voices, s.claims) for s in standing)
            weight = SHARES.get(course.role, 1.0) * _figure_spread(standing)
            reason = "figures of one time on the word of different voices"
            yield Contradiction(ContradictionKind.TOLL, course.role.value, sides, weight, reason)


def _figure_spread(steps: Sequence[TollUpdate]) -> float:
    """How far figures lie apart, in doublings; nobody against some counts as one against them."""
    ends = [n for s in steps for n in (s.figure.low, s.figure.high) if n is not None]
    return _doubled_tolls(min(ends), max(ends))


def _doubled_tolls(low: int, high: int) -> float:
    return log2((high + 1) / (low + 1)) if high > low else 0.0


def _sole_figure(figure: Range) -> str:
    """A figure in words."""
    if figure.best is not None:
        return str(figure.best)
    return f"{figure.low} or more" if figure.high is None else f"{figure.low} to {figure.high}"


def _side_parts(incident: Incident, evidence: Evidence) -> Iterator[Contradiction]:
    """Groups of victims that outnumber all victims."""
    totals = {Role.KILLED: incident.killed, Role.WOUNDED: incident.wounded}
    for role, total in totals.items():
        if total is None or total.value.best is None or total.value.high is None:
            continue
        parts = [t for t in evidence.claims_of(role) if _is_part(t)]
        over = [t for t in parts if _stated_counts(t) > total.value.best]
        if over:
            whole = [t for t in evidence.told if t.claim.id in total.supporting]
            largest = max(map(_stated_counts, over))
            yield Contradiction(
                ContradictionKind.PART,
                role.value,
                (
                    one_side(f"{total.value.best} in all", whole),
                    one_side(f"{largest} of them", over),
                ),
                PART + _doubled_tolls(total.value.best, largest),
                "some of the victims outnumber all of them",
            )


def _is_part(told: SourcedClaim) -> bool:
    """Does a claim count some of the victims, and not the attackers among the dead?"""
    value = told.claim.value
    if not isinstance(value, Toll) or value.group is VictimGroup.ATTACKERS:
        return False
    return value.part or value.group is not VictimGroup.PEOPLE


def _stated_counts(told: SourcedClaim) -> int:
    """The figure that a claim names, or the least that its words mean."""
    value = told.claim.value
    count = value.count if isinstance(value, Toll | Interception) else value
    if not isinstance(count, Count):
        return 0
    return count.low if count.stated is None else count.stated


def _weapon_disputes(evidence: Evidence) -> Iterator[Contradiction]:
    """Voices that give different counts of weapons, and outcomes that exceed what was fired."""
    told = {
        role: [t for t in evidence.claims_of(role) if t.main and _exact_counts(t)]
        for role in OUTCOMES
    }
    for role, claims in told.items():
        groups = _by_voice(claims)
        if len(groups) > 1:
            sides = tuple(one_side(str(number), group) for number, group in sorted(groups.items()))
            weight = WEAPON_SHARE * _doubled_tolls(min(groups), max(groups))
            reason = "different voices give different numbers"
            yield Contradiction(ContradictionKind.WEAPON_COUNT, role.value, sides, weight, reason)
    fired = max(map(_stated_counts, told[Role.FIRED]), default=None)
    ends = [max(told[role], key=_stated_counts) for role in OUTCOMES[1:] if told[role]]
    total = sum(map(_stated_counts, ends))
    if fired is not None and total > fired:
        sides = (
            one_side(f"{fired} fired", told[Role.FIRED]),
            one_side(f"{total} accounted for", ends),
        )
        weight = WEAPON_SHARE * _doubled_tolls(fired, total)
        reason = "more were intercepted, landed or failed than were fired"
        yield Contradiction(ContradictionKind.WEAPON_COUNT, "fired", sides, weight, reason)


def _exact_counts(told: SourcedClaim) -> bool:
    """Does a claim name a number outright?"""
    value = told.claim.value
    count = value.count if isinstance(value, Interception) else value
    return isinstance(count, Count) and count.stated is not None and count.high is not None


def _by_voice(claims: Sequence[SourcedClaim]) -> Mapping[int, list[SourcedClaim]]:
    """The numbers that voices give, those of one voice by its last word."""
    last = {t.voice: t for t in claims}
    groups: defaultdict[int, list[SourcedClaim]] = defaultdict(list)
    for told in last.values():
        groups[_stated_counts(told)].append(told)
    return groups


# ------------------------------------------------------------------ where, when and whether


def _place_disputes(where: Finding[Place | None], evidence: Evidence) -> Iterator[Contradiction]:
    """Firm places that exclude the one settled on."""
    if where.value is None or where.standing.value != "disputed":
        return
    told = {t.claim.id: t for t in evidence.told}
    ours = [told[c] for c in where.supporting if c in told]
    reports, voices = {t.report for t in ours}, {t.voice for t in ours}
    rivals: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    for one in (told[claim] for claim in where.opposing if claim in told):
        # A report that names both places tells of two, and contradicts itself in nothing.
        if one.main and _country_of(one) and one.report not in reports and one.voice not in voices:
            rivals[_place_name(one)].append(one)
    if ours and rivals:
        sides = tuple(one_side(name, group) for name, group in sorted(rivals.items()))
        countries = {_country_of(t) for group in rivals.values() for t in group}
        weight = CITY if countries <= {where.value.country, None} else COUNTRY
        value = where.value.city or where.value.name
        yield Contradiction(
            ContradictionKind.PLACE,
            "where",
            (one_side(value, ours), *sides),
            weight,
            "accounts place it where it cannot all have been",
        )


def _place_name(told: SourcedClaim) -> str:
    value = told.claim.value
    return (value.city or value.name) if isinstance(value, Place) else ""


def _country_of(told: SourcedClaim) -> str | None:
    return told.claim.value.country if isinstance(told.claim.value, Place) else None


def _date_disputes(evidence: Evidence, chronology: Chronology) -> Iterator[Contradiction]:
    """Days of reports about the incident that exclude each other."""
    events = dict(chronology.events)
    groups: defaultdict[Interval, list[SourcedClaim]] = defaultdict(list)
    for mention in evidence.mentions:
        event = events.get(mention.id)
        if mention.prominence is not Prominence.MAIN or event is None or event.interval is None:
            continue
        if event.bounds:
            continue
        ids = {claim.id for claim in mention.claims if claim.role is Role.WHEN}
        groups[event.interval] += [
            t for t in evidence.told if t.claim.id in ids or _dates_it(t, mention.report)
        ]
    apart = [days for days in groups if any(not _intervals_meet(days, other) for other in groups)]
    told = {days: groups[days] for days in sorted(apart) if groups[days]}
    if len(told) > 1:
        gap = max(d.first for d in told) - min(d.last for d in told)
        sides = tuple(one_side(_days_text(days), group) for days, group in told.items())
        weight = min(MOST_DAYS, DAY * log2(1 + max(1, gap.days)))
        reason = "reports about it date it to different days"
        yield Contradiction(ContradictionKind.DATE, "when", sides, weight, reason)


def _dates_it(told: SourcedClaim, report: str) -> bool:
    """Is a claim the one by which the program dates a report's event?"""
    return told.claim.reader == "chronology" and told.report == report


def _intervals_meet(one: Interval, other: Interval) -> bool:
    return one.first <= other.last and other.first <= one.last


def _days_text(days: Interval) -> str:
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _outcome_disputes(evidence: Evidence) -> Iterator[Contradiction]:
    """Reports about it that call it done, beside others that say it was foiled or failed."""
    by_stage: defaultdict[Stage, list[SourcedClaim]] = defaultdict(list)
    for mention in evidence.mentions:
        if mention.prominence is Prominence.MAIN:
            claims = {claim.id for claim in mention.claims}
            by_stage[mention.stage] += [t for t in evidence.told if t.claim.id in claims][:1]
    done, failed = by_stage[Stage.ACCOMPLISHED], by_stage[Stage.ATTEMPTED]
    if done and failed:
        sides = (one_side("carried out", done), one_side("foiled or failed", failed))
        reason = "accounts differ on whether it was carried out"
        yield Contradiction(ContradictionKind.OUTCOME, "stage", sides, OUTCOME, reason)
