"""Weapons: what was used, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.reconcile.tolls import linked
from dateline.types import (
    Bound,
    Count,
    End,
    Interception,
    Munition,
    Range,
    Role,
    Salvos,
    Span,
    Weapon,
    WeaponKind,
)

MAIN_WEIGHT: Final = 4  # as for kinds
FLYING: Final = (
    WeaponKind.ROCKET,
    WeaponKind.MISSILE,
    WeaponKind.DRONE,
    WeaponKind.MORTAR,
    WeaponKind.ARTILLERY,
    WeaponKind.AERIAL_BOMB,
)
# A general word beside a special one is the same weapon.
GENERAL: Final = {
    WeaponKind.BOMB: frozenset({WeaponKind.CAR_BOMB, WeaponKind.SUICIDE_BOMB, WeaponKind.GRENADE}),
    WeaponKind.OTHER: frozenset(WeaponKind) - {WeaponKind.OTHER},
}
OUTCOMES: Final = (Role.FIRED, Role.INTERCEPTED, Role.LANDED, Role.FAILED)


def reconcile_weapons(evidence: Evidence) -> tuple[Munition, ...]:
    """Settle the weapons, best supported first; figures belong to the first that flies."""
    told = [t for t in evidence.claims_of(Role.WEAPON) if isinstance(t.claim.value, Weapon)]
    support: Counter[WeaponKind] = Counter()
    for one in told:
        support[_weapon_kind(one)] += MAIN_WEIGHT if one.main else 1
    kinds = [k for k in support if not GENERAL.get(k, frozenset()) & support.keys()]
    kinds.sort(key=lambda kind: (-support[kind], kind.value))
    figures = evidence.claims_of(*OUTCOMES)
    bearer = next((k for k in kinds if k in FLYING), kinds[0] if kinds else None)
    if figures and bearer is None:
        kinds = [bearer := WeaponKind.OTHER]
    return tuple(_munition_finding(kind, told, figures if kind is bearer else ()) for kind in kinds)


def _munition_finding(
    kind: WeaponKind, told: Sequence[SourcedClaim], figures: Sequence[SourcedClaim]
) -> Munition:
    """One weapon with its figures."""
    named = [t for t in told if _weapon_kind(t) is kind]
    fired = _range_of(figures, Role.FIRED, _outcome_count)
    intercepted = _range_of(figures, Role.INTERCEPTED, _intercepted_finding)
    landed = _landed_finding(figures, fired, intercepted)
    salvos = _range_of(figures, Role.FIRED, _salvo_count)
    failed = _range_of(figures, Role.FAILED, _outcome_count)
    return Munition(
        kind=kind,
        fired=fired,
        salvos=salvos.best if salvos else None,
        intercepted=_at_most(intercepted, fired, landed),
        landed=_at_most(landed, fired, intercepted),
        failed=failed,
        intercepted_by=_interceptor_name(figures),
        claims=tuple(t.claim.id for t in (*named, *figures)),
        unaccounted=remainder(fired, [r for r in (intercepted, landed, failed) if r]),
    )


def remainder(fired: Range | None, outcomes: Sequence[Range]) -> Range | None:
    """How many of those fired nothing is told of, None where no outcome or no number is told."""
    if fired is None or fired.high is None or fired.best is None or not outcomes:
        return None
    most = sum(r.low for r in outcomes)
    best = sum(r.low if r.best is None else r.best for r in outcomes)
    least = None if any(r.high is None for r in outcomes) else sum(r.high or 0 for r in outcomes)
    low = 0 if least is None else max(0, fired.low - least)
    high = max(0, fired.high - most)
    claims = tuple(dict.fromkeys(c for r in (fired, *outcomes) for b in r.bounds for c in b.claims))
    settled = min(max(low, fired.best - best), high)
    return Range(low, settled, high, tuple(Bound(end, claims) for end in End))


def _range_of(
    figures: Sequence[SourcedClaim], role: Role, count_of: Callable[[SourcedClaim], Count | None]
) -> Range | None:
    """The lowest, best told and highest figure of one outcome."""
    told = [t for t in figures if t.claim.role is role and count_of(t) is not None]
    told = [t for t in told if t.main] or told
    counts = [count for t in told if (count := count_of(t)) is not None]
    exact = [c.stated for c in counts if c.stated is not None]
    if not exact:
        highs = [c.high for c in counts]
        high = None if None in highs else max((h for h in highs if h is not None), default=None)
        vague = Range(min(c.low for c in counts), None, high) if counts else None
        return linked(vague, told, count_of) if vague else None
    often = Counter(exact)
    best = max(exact, key=lambda n: (often[n], n))
    floors = any(c.high is None and c.stated == max(exact) for c in counts)
    return linked(Range(min(exact), best, None if floors else max(exact)), told, count_of)


def _landed_finding(
    figures: Sequence[SourcedClaim], fired: Range | None, intercepted: Range | None
) -> Range | None:
    """How many landed; of a report that tells of several places, those of all of them.

    "Three landed outside the zone" and "one struck the square" are parts of one number, as far as
    no more were fired than that and were not intercepted. Two speakers who differ are rivals.
    """
    found = _range_of(figures, Role.LANDED, _outcome_count)
    if found is None or fired is None or fired.high is None or found.high is None:
        return found
    left = fired.high - (intercepted.low if intercepted else 0)
    reports = dict.fromkeys(t.report for t in figures if t.claim.role is Role.LANDED and t.main)
    sums = [total for report in reports if (total := _over_places(figures, report)) is not None]
    fitting = [total for total in sums if found.high < total <= left]
    if not fitting:
        return found
    best = max(fitting, key=lambda n: (fitting.count(n), n))
    told = [t for t in figures if t.claim.role is Role.LANDED]
    return linked(Range(found.high, best, max(fitting)), told, _outcome_count)


def _over_places(figures: Sequence[SourcedClaim], report: str) -> int | None:
    """The sum over the sentences of a report that tell different numbers, None where one does."""
    most: dict[Span, tuple[int, str | None]] = {}
    for told in figures:
        count = _outcome_count(told)
        if told.claim.role is Role.LANDED and told.report == report and count and count.stated:
            speaker = told.voice if told.claim.speaker else None
            most[told.claim.quote] = max(
                most.get(told.claim.quote, (0, speaker)),
                (count.stated, speaker),
                key=lambda found: found[0],
            )
    numbers = {number for number, _ in most.values()}
    speakers = {speaker for _, speaker in most.values() if speaker}
    return sum(numbers) if len(numbers) > 1 and len(speakers) < 2 else None  # noqa: PLR2004  rivals


def _at_most(part: Range | None, fired: Range | None, other: Range | None) -> Range | None:
    """Close an open range: no more can be intercepted than were fired and did not land."""
    if part is None or part.high is not None:
        return part
    if fired is None or fired.high is None:
        return part
    left = fired.high - (other.low if other else 0)
    ends = [*_claims_of(fired, End.HIGH), *(_claims_of(other, End.LOW) if other else ())]
    closed = Bound(End.HIGH, tuple(dict.fromkeys(ends)))
    return replace(part, high=max(left, part.best or part.low), bounds=(*part.bounds, closed))


def _claims_of(settled: Range, end: End) -> tuple[str, ...]:
    """The claims behind one number of a range."""
    return next((bound.claims for bound in settled.bounds if bound.end is end), ())


def _outcome_count(told: SourcedClaim) -> Count | None:
    return told.claim.value if isinstance(told.claim.value, Count) else None


def _intercepted_finding(told: SourcedClaim) -> Count | None:
    value = told.claim.value
    return value.count if isinstance(value, Interception) else _outcome_count(told)


def _salvo_count(told: SourcedClaim) -> Count | None:
    return told.claim.value.count if isinstance(told.claim.value, Salvos) else None


def _interceptor_name(figures: Sequence[SourcedClaim]) -> str | None:
    """What intercepted them, by the name that is told most."""
    names = Counter(
        t.claim.value.by
        for t in figures
        if isinstance(t.claim.value, Interception) and t.claim.value.by
    )
    return max(names, key=lambda name: (names[name], name), default=None)


def _weapon_kind(told: SourcedClaim) -> WeaponKind:
    """The kind of a weapon claim."""
    return told.claim.value.kind if isinstance(told.claim.value, Weapon) else WeaponKind.OTHER
