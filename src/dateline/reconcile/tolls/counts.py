"""Tolls: low, best and high of each, with the claims that set them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim, latest_claims
from dateline.reconcile.tolls.figures import Figure, bounded, figure, linked
from dateline.reconcile.tolls.policies import POLICIES, PolicyChoice, StatedFigure
from dateline.reconcile.tolls.timelines import RISE, toll_timeline
from dateline.types import (
    Count,
    End,
    FigureCue,
    Finding,
    Range,
    Role,
    Standing,
    Toll,
    TollTimeline,
    VictimGroup,
    Victims,
)

# ------------------------------------------------------------------ dead attackers

RISEN_BY_FEW: Final = 10  # a larger toll that is higher by one or two has mostly risen


@dataclass(frozen=True, slots=True)
class Dead:
    """The figures of each report for its dead: of victims, and of attackers told apart."""

    victims: tuple[Figure, ...]
    attackers: tuple[Figure, ...]


def told_apart(dead: Dead) -> Dead:
    """Take the attackers out of the tolls that count them, and count nobody in both.

    "Four dead" in one report are the three victims and the gunman of another. Where some reports
    tell of one dead man and others of one dead attacker, and neither of both, they are the same
    man: he is what more of them say.

    Args:
        dead: what each report gives, the attackers of its own words already taken out.

    Returns:
        The same reports' figures, each dead person in one of the two only.
    """
    victims = {f.giving_report: f.range.best or 0 for f in dead.victims}
    apart = {f.giving_report: f.range.best or 0 for f in dead.attackers if f.is_main}
    pairs = Counter((victims.get(report, 0), count) for report, count in apart.items())
    alone = Counter(n for report, n in victims.items() if report not in apart and n)
    attackers = tuple(f for f in dead.attackers if not _outvoted(f, victims, pairs, alone))
    told = tuple(t for f in attackers for t in f.told if f.is_main)
    found = []
    for one in dead.victims:
        count = (
            _counted_attackers(one.range.best or 0, pairs, alone)
            if one.giving_report not in apart
            else 0
        )
        found.append(one.less(count, told) if count else one)
    return Dead(tuple(found), attackers)


def _counted_attackers(
    total: int, pairs: Mapping[tuple[int, int], int], alone: Mapping[int, int]
) -> int:
    """How many attackers a toll counts, going by the reports that tell these apart."""
    for (victims, count), reports in sorted(pairs.items()):
        fits = 0 < total < RISEN_BY_FEW and victims + count == total and count
        if fits and (victims or reports >= alone[total]):
            return count
    return 0


def _outvoted(
    one: Figure,
    victims: Mapping[str, int],
    pairs: Mapping[tuple[int, int], int],
    alone: Mapping[int, int],
) -> bool:
    """Are a report's attackers, told without victims, victims for most other reports?"""
    count = one.range.best or 0
    return not victims.get(one.giving_report) and 0 < pairs[(0, count)] < alone[count]


# ---------------------------------------------------------------- tolls that no other report shares

SELDOM_LEFT_OUT: Final = 10  # more dead than that no report leaves out
SEVERAL: Final = 3  # voices that tell the dead


def borne_out(dead: Dead, wounded: Sequence[Figure]) -> Dead:
    """Leave out a few dead of whom most reports that tell the wounded of the event say nothing.

    Whoever tells of five wounded tells of a death too. So the man killed in another shooting, whom
    one of three reports recalls, is not of this event. Where as many reports tell the dead as do
    not, he is left out if they are told beside as many wounded: nobody has died of these. What
    only later reports tell is news, and stays.

    Args:
        dead: what each report gives, attackers apart.
        wounded: the wounded that each report gives.
    """
    told = [f for f in (*dead.victims, *dead.attackers) if f.range.best]
    telling = {f.giving_report for f in told}
    counts = {f.giving_report: f.range.best or 0 for f in wounded if f.is_main}
    silent = [f for f in wounded if f.is_main and f.range.best and f.giving_report not in telling]
    most = max((counts[f.giving_report] for f in silent), default=0)
    if most < 2 or any((f.range.best or 0) >= SELDOM_LEFT_OUT for f in told):  # noqa: PLR2004 - several
        return dead
    if all(f.follows(other) for f in told for other in silent):
        return dead
    beside = any(counts.get(report, 0) >= most for report in telling)
    if len(silent) > len(telling) or (len(silent) == len(telling) and beside):
        return Dead((), ())
    return dead


def unshared_figures(wounded: Sequence[Figure], dead: Sequence[Figure]) -> bool:
    """Is one wounded person told by a single one of several reports, and in none's headline?

    Whoever tells of the dead tells of the wounded too. So the man hurt in another shooting, whom
    one of three reports recalls, is not of this event; nor is he who was dead by the next report.

    Args:
        wounded: the wounded that each report gives.
        dead: the dead that each report gives, of victims and attackers.
    """
    told = [f for f in wounded if f.range.best]
    if len(told) != 1 or told[0].range.best != 1 or any(t.title for t in told[0].told):
        return False
    outlets = {f.told[0].outlet for f in (*wounded, *dead) if f.is_main}
    return len(outlets) >= SEVERAL


# ------------------------------------------------------------------ counts

# A later figure this many times smaller is that of the victims whom a follow-up still names.
REMNANT: Final = 2
MANY: Final = 10
DEAD: Final = frozenset({Role.KILLED, Role.ATTACKERS_KILLED})
FEW: Final = 3  # wounded who may be the dead of the next report


def reconcile_toll(evidence: Evidence, role: Role, policy: str = "minmax") -> Finding[Range] | None:
    """Settle one toll over all reports.

    The latest report about the event gives the best figure, of several on one day the one with
    most voices, then the highest: tolls rise. Reports that only mention the event widen the
    range, and give the best figure where no other does.

    Args:
        evidence: what the reports say.
        role: killed, wounded, abducted, arrested or attackers_killed.
        policy: a name in `POLICIES`.

    Returns:
        The range with the claims that set its best figure first, or None if no figure is told.
    """
    figures = figures_of(evidence, role)
    if not figures:
        return None
    rivals = contenders(figures)
    choice = POLICIES[policy](StatedFigure(tuple(figures), _best(rivals), tuple(rivals)))
    best = choice.best
    agreeing = [f for f in figures if f.agrees(best)]
    opposing = [f for f in figures if not f.agrees(best)]
    return Finding(
        value=_bounded(choice, figures),
        standing=_standing(best, agreeing, dispute=toll_timeline(role, figures).disputed),
        supporting=_ids([best, *agreeing]),
        opposing=_ids(opposing),
        reason="; ".join(filter(None, (_choice_reason(best, figures), choice.rule))),
    )


def _bounded(choice: PolicyChoice, figures: Sequence[Figure]) -> Range:
    """The range that a policy chose, with the claims behind its numbers: the chosen first."""
    settled = choice.range
    ends = (
        (End.LOW, settled.low, choice.low),
        (End.BEST, settled.best, choice.best),
        (End.HIGH, settled.high, choice.high),
    )
    giving = {}
    for end, number, chosen in ends:
        others = (f for f in figures if f is not chosen and f.range.best == number)
        giving[end] = [t for f in (chosen, *others) for t in f.behind(number)]
    return bounded(settled, giving)


@lru_cache(maxsize=len(Role))  # several questions are put to the figures of one cluster
def figures_of(evidence: Evidence, role: Role) -> tuple[Figure, ...]:
    """The figure of each report for a toll; the attackers among the dead are taken out of it."""
    if role in DEAD:
        each = (_figures(evidence, r) for r in (Role.KILLED, Role.ATTACKERS_KILLED))
        dead = borne_out(told_apart(Dead(*each)), _figures(evidence, Role.WOUNDED))
        found: Sequence[Figure] = dead.victims if role is Role.KILLED else dead.attackers
    else:
        found = _figures(evidence, role)
    if role is Role.WOUNDED:
        found = _survivors(evidence, found)
    return tuple(sorted(found, key=lambda f: (f.last_day or date.min, f.told[0].report)))


@lru_cache(maxsize=len(Role))
def _figures(evidence: Evidence, role: Role) -> tuple[Figure, ...]:
    """What each report gives by its own words."""
    told = [
        t
        for t in evidence.claims_of(role)
        if isinstance(t.claim.value, Toll) and FigureCue.EACH not in t.claim.cues
    ]
    apart = evidence.claims_of(Role.ATTACKERS_KILLED) if role is Role.KILLED else ()
    found = []
    for report, group in groupby(sorted(told, key=lambda t: t.report), key=lambda t: t.report):
        attackers = [t for t in apart if t.report == report]
        one = figure(tuple(group), attackers)
        if one is not None:
            found.append(one)
    return tuple(found)


def _survivors(evidence: Evidence, figures: Sequence[Figure]) -> list[Figure]:
    """The wounded of each report, those left out whom another report tells dead.

    Whoever "was shot" in the first report of a day and is dead in the next is not counted twice:
    where a report tells as many more dead as another tells wounded, and no wounded, they are the
    same people. Only for a few: the dead of a large attack are mostly others.
    """
    dead = figures_of(evidence, Role.KILLED)
    lost = figures_of(evidence, Role.ATTACKERS_KILLED)
    if unshared_figures(figures, (*dead, *lost)):
        return []
    totals: Counter[str] = Counter()
    for one in (*dead, *lost):
        if one.is_main:
            totals[one.giving_report] += one.range.best or 0
    told = {f.giving_report for f in figures}
    most = max((n for report, n in totals.items() if report not in told), default=0)
    return [
        f
        for f in figures
        if not (
            0 < (f.range.best or 0) <= FEW and (f.range.best or 0) + totals[f.giving_report] == most
        )
    ]


def contenders(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that may be the best one: exact, main, no headline's alone, not overtaken.

    What a report about something else tells in passing does not count where another report is
    about the event, unless it was written later and tells the toll as news ("now put at 170").
    News stands at the head of a report: what is told far down, and is more than another report
    tells at its head, is mostly of another event or of a whole year.
    """
    every = [f for f in figures if f.range.best is not None] or list(figures)
    every = [f for f in every if not f.ceiling] or every
    about = [f for f in every if f.is_main]
    late = [f for f in every if not f.is_main and f.is_counted and all(map(f.follows, about))]
    pool = [f for f in every if f in about or f in late] if about else every
    pool = [f for f in pool if not f.partial] or pool
    news = max((f.range.best or 0 for f in pool if f.in_head), default=0)
    pool = [f for f in pool if f.in_head or not news or (f.range.best or 0) <= news]
    pool = [f for f in pool if not _falls_short(f, pool)] or pool
    told = [f for f in pool if not f.headline]
    pool = [f for f in pool if not f.headline or any(f.near(other) for other in told)] or pool
    if any((f.range.best or 0) > 0 for f in pool):  # "no casualties yet" gives way to a toll
        pool = [f for f in pool if f.range.best != 0]
    votes = _votes(pool)
    pool = [f for f in pool if not any(_replaces(other, f, votes) for other in pool)] or pool
    return [f for f in pool if f.newer] or pool


def _falls_short(some: Figure, pool: Sequence[Figure]) -> bool:
    """Is a sum of groups, which may leave victims out, below a total at the head of a report?"""
    best = some.range.best or 0
    return some.groups and any(
        f.in_head and not f.groups and (f.range.best or 0) > best and f.near(some) for f in pool
    )


def _replaces(later: Figure, other: Figure, votes: Mapping[int | None, int]) -> bool:
    """Is a figure the later word, as well borne out, and not that of some of the victims only?

    A small toll is known on the day; one of tens is counted for days, and rises.
    """
    ours, theirs = later.range.best or 0, other.range.best or 0
    if ours == theirs or not (later.overtakes(other) or later.follows(other)):
        return False
    risen = MANY <= theirs < ours and later.near(other)
    as_many = votes[later.range.best] >= votes[other.range.best]
    return later.newer or risen or (as_many and REMNANT * ours > theirs)


def _best(pool: Sequence[Figure]) -> Figure:
    """The figure to go by among those that may be: of most reports, then the highest."""
    votes = _votes(pool)
    ranked = pool[::-1]  # of equal ones the latest
    best = max(ranked, key=lambda f: (votes[f.range.best], f.range.best or f.range.low))
    most = RISE * (best.range.best or 0)
    risen = [f for f in ranked if (best.range.best or 0) <= (f.range.best or 0) <= most]
    return max(risen, key=lambda f: (f.range.best or 0, votes[f.range.best]), default=best)


def _votes(pool: Sequence[Figure]) -> Counter[int | None]:
    """How many reports give each number; copies of one report count once."""
    return Counter(number for number, _ in {(f.range.best, f.told[0].outlet) for f in pool})


def reconcile_courses(evidence: Evidence, roles: Sequence[Role]) -> tuple[TollTimeline, ...]:
    """The courses of the tolls that are told."""
    found = ((role, figures_of(evidence, role)) for role in roles)
    return tuple(toll_timeline(role, figures) for role, figures in found if figures)


def _standing(best: Figure, agreeing: Sequence[Figure], *, dispute: bool) -> Standing:
    """Disputed if two voices differ at one time, corroborated if two agree."""
    if dispute or best.disputed:
        return Standing.DISPUTED
    same = [f for f in agreeing if f.range.best == best.range.best]  # no minimum far below it
    voices = {t.behind for f in (best, *same) for t in f.told}
    outlets = {f.told[0].outlet for f in (best, *same)}
    independent = len(voices) > 1 and (len(outlets) > 1 or best.corroborated)
    return Standing.CORROBORATED if independent else Standing.SINGLE_SOURCE


def _ids(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The claims behind figures, each once, in order."""
    return tuple(dict.fromkeys(t.claim.id for f in figures for t in f.told))


def _choice_reason(best: Figure, figures: Sequence[Figure]) -> str:
    """Why this figure, as a sentence."""
    if len(figures) == 1:
        return best.reason
    values = list(dict.fromkeys(f.range.best for f in figures if f.range.best is not None))
    if len(values) > 1:
        course = ", then ".join(str(value) for value in values)
        return f"{best.reason}; over time the reports give {course}"
    return f"{best.reason}; {len(figures)} reports give a figure"


# ------------------------------------------------------------------ groups of victims


@dataclass(frozen=True, slots=True)
class _Group:
    """Victims told apart from others."""

    group: VictimGroup
    detail: str | None


def reconcile_victims(evidence: Evidence) -> tuple[Victims, ...]:
    """The toll of each group that a report about the event tells apart, latest figure last."""
    told = [
        t
        for t in evidence.claims_of(Role.KILLED, Role.WOUNDED)
        if isinstance(t.claim.value, Toll) and t.claim.value.group is not VictimGroup.PEOPLE
    ]
    told = [t for t in told if t.main] or told
    groups = {_counted_group(t): None for t in told}
    ordered = sorted(groups, key=lambda g: (list(VictimGroup).index(g.group), g.detail or ""))
    return tuple(
        _victims(group, [t for t in told if _counted_group(t) == group]) for group in ordered
    )


def _counted_group(told: SourcedClaim) -> _Group:
    """The group that a toll counts."""
    toll = told.claim.value
    if not isinstance(toll, Toll):
        raise TypeError(f"expected a toll, came {type(toll).__name__}")
    return _Group(toll.group, toll.detail.casefold() if toll.detail else None)


def _victims(group: _Group, told: Sequence[SourcedClaim]) -> Victims:
    """The toll of one group."""
    return Victims(
        group=group.group,
        detail=group.detail,
        killed=_spread([t for t in told if t.claim.role is Role.KILLED]),
        wounded=_spread([t for t in told if t.claim.role is Role.WOUNDED]),
        claims=tuple(t.claim.id for t in told),
    )


def _spread(told: Sequence[SourcedClaim]) -> Range | None:
    """The lowest, latest and highest of several figures for one group."""
    counts = [t.claim.value.count for t in told if isinstance(t.claim.value, Toll)]
    if not counts:
        return None
    last = latest_claims(told)
    new = [t for t in told if last is None or (t.created and t.created.last == last)]
    recent = [t.claim.value.count for t in new if isinstance(t.claim.value, Toll)]
    stated = [c.stated for c in counts if c.stated is not None]
    if not stated:
        return linked(vague(counts), told, _count)
    best = max((c.stated for c in recent if c.stated is not None), default=max(stated))
    return linked(Range(min(stated), best, max(stated)), told, _count)


def _count(told: SourcedClaim) -> Count | None:
    """How many a claim gives."""
    return told.claim.value.count if isinstance(told.claim.value, Toll) else None


def vague(counts: Sequence[Count]) -> Range:
    """The range of counts that name no figure ("dozens")."""
    highs = [c.high for c in counts]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Range(min(c.low for c in counts), None, high)
