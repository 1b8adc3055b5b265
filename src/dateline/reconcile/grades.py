"""Grades: how well an incident and each of its findings are borne out; and who vouches for it.

Incidents are graded after Airwars ("Civilian casualty grading"), findings by the digit of the
Admiralty scale (FM 2-22.3, information credibility). Each decision keeps its rule in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.reconcile.parties import group_actors
from dateline.reconcile.voices import UNRELIABLE, best_letter, worse_letter
from dateline.types import (
    Contradiction,
    ContradictionKind,
    Credibility,
    Finding,
    Grade,
    Grading,
    Incident,
    Modality,
    PartyKind,
    Reliability,
    Role,
    Stance,
    Standing,
    Statement,
    ValueDoubt,
)

# What a voice says of the event itself; who merely condemns or mourns vouches for nothing.
VOUCHING: Final = frozenset(Role) - {Role.REACTION}
FAIR: Final = 2  # voices
FINDINGS: Final = (
    *("when", "where", "origin", "damage"),
    *("killed", "wounded", "abducted", "arrested", "attackers_killed"),
)
SUMS: Final = frozenset({ContradictionKind.PART, ContradictionKind.WEAPON_COUNT})
NOBODY_BY_NAME: Final = re.compile(
    r"\b(?:militias?|militants?|fighters|rebels|insurgents|gunmen|groups?|extremists|terrorists)$"
)
DOUBT: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED})
# Parties that wage war; a driver or "local militants" beside an organisation compete with nobody.
BELLIGERENTS: Final = frozenset({PartyKind.STATE, PartyKind.MILITARY, PartyKind.ARMED_GROUP})


def reconcile_voices(evidence: Evidence) -> tuple[str, ...]:
    """The independent parties that vouch for an incident.

    These are the speakers whom the reports about it quote on the event, and the voices of those
    reports that quote nobody, reprints counted once: an outlet and the police whom it quotes are
    one voice. Where no report is about it, those that mention it count.
    """
    main = [t for t in evidence.told if t.main] or list(evidence.told)
    reports = {t.report for t in main} or {m.report for m in evidence.mentions}
    quoted = [t for t in main if _vouching_voices(t)]
    alone = reports - {t.report for t in quoted}
    return tuple(sorted({evidence.outlets[r] for r in alone} | {t.voice for t in quoted}))


def is_credible(evidence: Evidence, voices: Sequence[str]) -> tuple[str, ...]:
    """Those of the voices that vouch for an incident whom not only unreliable outlets report."""
    letters: dict[str, list[Reliability]] = {}
    for report, voice in evidence.outlets.items():
        letters.setdefault(voice, []).append(evidence.letters[report])
    for told in evidence.told:
        letters.setdefault(told.voice, []).append(told.letter)
    return tuple(v for v in voices if best_letter(letters.get(v, ())) not in UNRELIABLE)


def _vouching_voices(told: SourcedClaim) -> bool:
    """Does the speaker of a claim say something of the event?"""
    claim = told.claim
    spoken = claim.speaker is not None and claim.modality is not Modality.DENIED
    return spoken and claim.role in VOUCHING


# ------------------------------------------------------------------ the incident


def grade_incident(
    statements: Sequence[Statement], accused: Sequence[SourcedClaim], voices: Sequence[str]
) -> tuple[Grade, Grading]:
    """Grade an incident by the first rule that is met.

    Contested: two parties claim it, a party denies it while another is named, or independent
    voices lay it on different organisations. Confirmed: one party says that it did it. Fair: two
    independent voices vouch for it. Weak: one does. A person alone discounts it.

    Args:
        statements: the claims table.
        accused: the claims of who did it.
        voices: who vouches for the incident, those left out whom only unreliable outlets report.

    Returns:
        The grade, with the rule that gave it and the claims that met the rule.
    """
    claimants = [s for s in statements if s.stance is Stance.CLAIMS]
    deniers = [s for s in statements if s.stance is Stance.DENIES]
    # "Iran-backed militias claimed it" may mean the very group that claims it by name.
    rivals = [s for s in claimants if not NOBODY_BY_NAME.search(s.by.casefold())]
    if len(rivals) > 1:
        names = " and ".join(s.by for s in rivals)
        return Grade.CONTESTED, Grading("competing-claims", f"{names} claim it", _claim_ids(rivals))
    named = {t.voice: None for t in accused}
    others = [*claimants, *(s for s in statements if s.stance is Stance.ATTRIBUTES and s.to)]
    if deniers and (others or named):
        who = " and ".join(s.by for s in deniers)
        deny = "deny" if len(deniers) > 1 else "denies"
        reason = f"{who} {deny} it while another account names who did it"
        return Grade.CONTESTED, Grading("denied", reason, _claim_ids([*deniers, *others]))
    laid_on = _named_organisations(accused)
    if len(laid_on) > 1 and not claimants:
        told = tuple(t.claim.id for group in laid_on.values() for t in group)
        reason = f"different voices blame {' and '.join(sorted(laid_on))}"
        return Grade.CONTESTED, Grading("competing-accounts", reason, told)
    if claimants:
        reason = f"{(rivals or claimants)[0].by} says that it did it"
        return Grade.CONFIRMED, Grading("claimed", reason, _claim_ids(claimants))
    if len(voices) >= FAIR:
        reason = f"{len(voices)} independent voices vouch for it: {', '.join(voices)}"
        return Grade.FAIR, Grading("independent-voices", reason)
    alone = ("one-voice", f"{', '.join(voices)} alone tells it")
    nobody = ("unreliable", "only outlets that are rated unreliable tell it")
    return Grade.WEAK, Grading(*(alone if voices else nobody))


def grade_doubtful(doubts: Sequence[ValueDoubt]) -> tuple[Grade, Grading]:
    """Grade an incident that something in its own line speaks against, whoever vouches for it."""
    reason = "; ".join(": ".join(filter(None, (d.field, d.reason))) for d in doubts)
    words = tuple(dict.fromkeys(claim for doubt in doubts for claim in doubt.claims))
    return Grade.DOUBTFUL, Grading("doubted", reason, words)


def _claim_ids(statements: Sequence[Statement]) -> tuple[str, ...]:
    """The claims behind statements, each once."""
    return tuple(dict.fromkeys(claim for s in statements for claim in s.claims))


def _named_organisations(accused: Sequence[SourcedClaim]) -> Mapping[str, list[SourcedClaim]]:
    """The known organisations that voices of their own say did it, by name."""
    firm = [t for t in accused if _is_belligerent(t) and t.claim.modality not in DOUBT]
    found = {actor.name: list(actor.told) for actor in group_actors(firm)}
    voices = {name: {t.voice for t in told} for name, told in found.items()}
    # One voice that names two ("the group and its backer") tells of no contest.
    return {
        name: told
        for name, told in found.items()
        if any(voices[name] - voices[other] for other in found if other != name)
    }


def _is_belligerent(told: SourcedClaim) -> bool:
    """Does a claim name a known party that wages war?"""
    party: Any = told.claim.value
    return bool(party.id) and party.kind in BELLIGERENTS


# ------------------------------------------------------------------ the findings


def is_believed(incident: Incident, told: Mapping[str, SourcedClaim]) -> Incident:
    """An incident whose findings say how far they can be believed."""
    changes: dict[str, Any] = {}
    for name in FINDINGS:
        finding: Finding[Any] | None = getattr(incident, name)
        if finding is not None:
            fails = [c for c in incident.contradictions if c.field == name]
            changes[name] = replace(finding, credibility=credibility_of(finding, told, fails))
    targets = tuple(replace(t, credibility=credibility_of(t, told, ())) for t in incident.targets)
    return replace(incident, targets=targets, **changes)


def credibility_of(
    finding: Finding[Any], told: Mapping[str, SourcedClaim], fails: Sequence[Contradiction]
) -> Credibility:
    """The Admiralty digit of a finding, by the first rule that is met, and its outlets' letter.

    The letter never makes the digit but in one rule: an account of worse outlets contradicts
    nothing.

    Args:
        finding: what was settled.
        told: the claims of the incident, by id.
        fails: the contradictions that the finding is part of.
    """
    supporting = [told[claim] for claim in finding.supporting if claim in told]
    doubtful = all(t.claim.modality in DOUBT for t in supporting)
    letter = best_letter(t.letter for t in supporting)
    against = [told[claim].letter for claim in finding.opposing if claim in told] or [letter]
    matched = not worse_letter(best_letter(against), letter)
    disputed = finding.standing is Standing.DISPUTED
    rules = (
        (6, not supporting, "no words tell it"),
        (5, disputed and matched, "an independent account contradicts it"),
        (
            1,
            finding.standing is Standing.CORROBORATED,
            "independent voices agree and none contradicts them",
        ),
        (4, any(c.kind in SUMS for c in fails), "one voice gives it, and its parts do not add up"),
        (4, doubtful, "reported as uncertain, and nothing else is known"),
        (3, bool(finding.opposing), "one voice gives it, and only some of the accounts agree"),
    )
    for digit, met, reason in rules:
        if met:
            return Credibility(digit, reason, letter)
    return Credibility(2, "one voice gives it, and nothing speaks against it", letter)
