"""Reconcile: many claims, one finding each, with its rivals."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dateline.reconcile.circumstances import (
    reconcile_kind,
    reconcile_origin,
    reconcile_stage,
    reconcile_sub_kind,
    reconcile_when,
    reconcile_where,
    with_given_place,
)
from dateline.reconcile.contradictions import find_contradictions
from dateline.reconcile.doubts import with_doubts
from dateline.reconcile.evidence import Evidence, SourcedClaim, gather_evidence
from dateline.reconcile.grades import (
    grade_doubtful,
    grade_incident,
    is_believed,
    is_credible,
    reconcile_voices,
)
from dateline.reconcile.judging import CORRECTED, concerning, is_answered, judged
from dateline.reconcile.parties import (
    is_named,
    reconcile_perpetrators,
    reconcile_statements,
    reconcile_targets,
)
from dateline.reconcile.tolls import POLICIES, reconcile_courses, reconcile_toll, reconcile_victims
from dateline.reconcile.voices import UNRELIABLE, owner_of
from dateline.reconcile.weapons import reconcile_weapons
from dateline.types import (
    Chronology,
    Claim,
    Cluster,
    Copy,
    Document,
    Finding,
    Grade,
    Incident,
    Judgement,
    JudgementKind,
    Prominence,
    Reaction,
    ReactionKind,
    Reading,
    ReportCoverage,
    Role,
    Standing,
    Statement,
)

__all__ = ["POLICIES", "reconcile_cluster"]


def reconcile_cluster(  # noqa: PLR0913  what an incident is a function of
    cluster: Cluster,
    readings: Mapping[str, Reading],
    chronology: Chronology,
    *,
    names: Mapping[str, tuple[str, ...]],
    judgements: Sequence[Judgement] = (),
    copies: Sequence[Copy] = (),
    policy: str = "minmax",
) -> Incident:
    """Settle what the reports of one cluster say into one line of the ledger.

    Args:
        cluster: the mentions taken to be one incident.
        readings: all readings by report id.
        chronology: when reports were written and events took place.
        names: all names of each report, by report id.
        judgements: what people decided, in the order it was made.
        copies: which of the cluster's reports share passages.
        policy: a name in `POLICIES`, for the figures.

    Returns:
        The incident; the same for the same input, whatever else is in the ledger.
    """
    found = gather_evidence(cluster, readings, chronology, copies)
    kind = reconcile_kind(found.mentions)
    statements = reconcile_statements(found, kind)
    voices = reconcile_voices(found)
    tolls = {role: reconcile_toll(found, role, policy) for role in TOLLS}
    accused = [t for t in found.claims_of(Role.ACTOR) if is_named(t) and t.letter not in UNRELIABLE]
    trusted = is_credible(found, voices)
    settled, grading = grade_incident(statements, accused, trusted)
    by_claim = {t.claim.id: t.behind for t in found.told}
    owners = {owner_of(readings[m.report].document) for m in found.mentions}
    incident = Incident(
        id=_incident_id(cluster),
        kind=kind,
        sub_kind=reconcile_sub_kind(found, kind),
        stage=reconcile_stage(found.mentions),
        grade=settled,
        when=reconcile_when(found.mentions, chronology, found.outlets),
        where=reconcile_where(_claims_behind(found, Role.WHERE), by_claim),
        origin=reconcile_origin(_claims_behind(found, Role.ORIGIN), by_claim),
        targets=reconcile_targets(found),
        perpetrators=reconcile_perpetrators(found, kind),
        weapons=reconcile_weapons(found),
        killed=tolls[Role.KILLED],
        wounded=tolls[Role.WOUNDED],
        abducted=tolls[Role.ABDUCTED],
        arrested=tolls[Role.ARRESTED],
        attackers_killed=tolls[Role.ATTACKERS_KILLED],
        victims=reconcile_victims(found),
        damage=_reconcile_damage(found),
        statements=statements,
        no_claim_reported=any(
            _tells_of_no_claim(claim) for claim in _claims_behind(found, Role.REACTION)
        ),
        outlets=tuple(sorted(owners)),
        voices=voices,
        tellings=_report_coverage(found, chronology, names, readings),
        claims=tuple(t.claim for t in found.told),
        cluster=cluster,
        courses=reconcile_courses(found, TOLLS),
        grading=grading,
    )
    incident = replace(incident, contradictions=find_contradictions(incident, found, chronology))
    incident = is_believed(incident, {t.claim.id: t for t in found.told})
    incident = with_given_place(incident, found.mentions, readings)
    incident = with_doubts(incident, found, readings)
    decided = concerning(judgements, cluster, readings) if judgements else ()
    incident = judged(incident, decided) if decided else incident
    return _grade_again(incident, accused, trusted, decided)


def _grade_again(
    incident: Incident,
    accused: Sequence[SourcedClaim],
    voices: Sequence[str],
    decided: Sequence[Judgement],
) -> Incident:
    """The grade anew, after the doubts and what people decided.

    A doubt that nobody has answered makes the line doubtful. Who accepts it as a whole is a further
    voice; who is no perpetrator any more, or is withheld as one, is not argued over.
    """
    if incident.grade is Grade.DISCOUNTED:
        return incident
    if incident.grading and incident.grading.rule == CORRECTED:
        return incident
    if doubts := tuple(d for d in incident.doubts if not is_answered(d, decided)):
        settled, grading = grade_doubtful(doubts)
        return replace(incident, grade=settled, grading=grading, doubts=doubts)
    accepts, corrects = JudgementKind.ACCEPT, JudgementKind.CORRECT
    vouching = {f"{j.by} (accepted)" for j in decided if j.kind is accepts and j.field is None}
    changed = {(j.field or "").partition(".")[0] for j in decided if j.kind is corrects}
    changed |= {doubt.field for doubt in incident.doubts if doubt.value}
    statements = incident.statements
    if CULPRITS in changed:
        kept = {claim for who in incident.perpetrators for claim in who.claims}
        statements = tuple(s for s in statements if _concerns_culprits(s, incident, kept))
        accused = [told for told in accused if told.claim.id in kept]
    settled, grading = grade_incident(statements, accused, sorted({*voices, *vouching}))
    return replace(incident, grade=settled, grading=grading, doubts=())


CULPRITS = "perpetrators"


def _concerns_culprits(said: Statement, incident: Incident, claims: Collection[str]) -> bool:
    """Does a row of the claims table concern somebody who is still said to have done it?"""
    names = {name.casefold() for p in incident.perpetrators for name in (p.name, *p.aliases)}
    named = {name.casefold() for name in (said.by, said.to) if name}
    return bool(names & named or set(claims) & set(said.claims))


TOLLS = (Role.KILLED, Role.WOUNDED, Role.ABDUCTED, Role.ARRESTED, Role.ATTACKERS_KILLED)


def _incident_id(cluster: Cluster) -> str:
    """An incident's id: the hash of its smallest mention's."""
    return hashlib.sha256(min(cluster.mentions).encode()).hexdigest()


def _claims_behind(found: Evidence, role: Role) -> tuple[Claim, ...]:
    """The claims of a role, those of reports about the event where there are any."""
    told = found.claims_of(role)
    return tuple(t.claim for t in ([t for t in told if t.main] or told))


def _tells_of_no_claim(claim: Claim) -> bool:
    """Does a claim say that nobody has claimed the event?"""
    return isinstance(claim.value, Reaction) and claim.value.kind is ReactionKind.NO_CLAIM


def _reconcile_damage(found: Evidence) -> Finding[str] | None:
    """What was damaged, in the words of the report that says most."""
    told = [t for t in found.claims_of(Role.DAMAGE) if isinstance(t.claim.value, str)]
    told = [t for t in told if t.main] or told
    if not told:
        return None
    fullest = max(told, key=lambda t: (len(str(t.claim.value)), t.claim.id))
    outlets = {t.outlet for t in told}
    return Finding(
        value=str(fullest.claim.value),
        standing=Standing.CORROBORATED if len(outlets) > 1 else Standing.SINGLE_SOURCE,
        supporting=tuple(dict.fromkeys([fullest.claim.id, *(t.claim.id for t in told)])),
        reason=f"{fullest.voice} says most",
    )


def _report_coverage(
    found: Evidence,
    chronology: Chronology,
    names: Mapping[str, tuple[str, ...]],
    readings: Mapping[str, Reading],
) -> tuple[ReportCoverage, ...]:
    """Each report's part in an incident, by name."""
    created = dict(chronology.created)
    parts: dict[str, Prominence] = {}
    for mention in found.mentions:
        if parts.get(mention.report) is not Prominence.MAIN:
            parts[mention.report] = mention.prominence
    tellings = (
        ReportCoverage(
            report=report,
            names=tuple(names.get(report, ())),
            prominence=part,
            created=created[report].interval if report in created else None,
            outlet=_outlet_of(readings[report].document),
            reliability=found.letters[report],
        )
        for report, part in parts.items()
    )
    return tuple(sorted(tellings, key=lambda t: (t.names, t.report)))


def _outlet_of(document: Document) -> str | None:
    """Whose report it is: the agency that it credits, else its outlet."""
    return document.agency or (document.source.name if document.source else None)
