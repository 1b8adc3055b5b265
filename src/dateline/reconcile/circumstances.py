"""When, where and of which kind an incident was, as most of its tellings bear out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.types import (
    Chronology,
    Claim,
    EventDate,
    Finding,
    Incident,
    Interval,
    Kind,
    Mention,
    Modality,
    Place,
    PlaceKind,
    Prominence,
    Reading,
    Role,
    Scope,
    Stage,
    Standing,
    When,
)

# ------------------------------------------------------------------ kinds

MAIN_WEIGHT: Final = 4  # a report about the event knows better than one that mentions it
ENOUGH: Final = 0.3  # of the weight of a general kind bears out a special one
# Each special kind with the general ones that reports use for it.
SPECIAL: Final = (
    (Kind.SUICIDE_BOMBING, frozenset({Kind.BOMBING, Kind.OTHER})),
    (Kind.BOMBING, frozenset({Kind.OTHER})),
    (Kind.DRONE_STRIKE, frozenset({Kind.AIR_STRIKE, Kind.OTHER})),
    (Kind.ROCKET_ATTACK, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.ASSASSINATION, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.HOSTAGE_TAKING, frozenset({Kind.ARMED_ATTACK, Kind.ABDUCTION, Kind.OTHER})),
    (Kind.ABDUCTION, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.ARMED_ATTACK, frozenset({Kind.OTHER})),
)


def reconcile_kind(mentions: Sequence[Mention]) -> Kind:
    """Settle what kind of event it was.

    Mentions vote, those of reports about the event more; a special kind takes the votes of the
    general kinds that reports use for it once it has enough of its own.
    """
    votes: Counter[Kind] = Counter()
    for mention in mentions:
        votes[mention.kind] += MAIN_WEIGHT if mention.prominence is Prominence.MAIN else 1
    for special, general in SPECIAL:
        beside = sum(votes[kind] for kind in general)
        if votes[special] and votes[special] >= ENOUGH * beside:
            votes[special] += beside
            for kind in general:
                del votes[kind]
    return max(votes, key=lambda kind: (votes[kind], kind is not Kind.OTHER, kind.value))


def reconcile_sub_kind(found: Evidence, kind: Kind) -> Finding[str] | None:
    """Settle of which sub-kind it was, by the voices that tell it as this kind.

    A telling that names no sub-kind is no rival of one that does. The sub-kind with most voices
    stands, those of reports about the event first; it is disputed where another has as many.

    Returns:
        The sub-kind with the claims for and against it, None where none is told.
    """
    fitting = {c.id for m in found.mentions if m.kind is kind for c in m.claims}
    told = [t for t in found.claims_of(Role.SUB_KIND) if t.claim.id in fitting]
    told = [t for t in told if t.main] or told
    by_name: dict[str, list[SourcedClaim]] = {}
    for one in told:
        by_name.setdefault(str(one.claim.value), []).append(one)
    ranked = sorted(
        by_name, key=lambda name: (-_kind_voices(by_name[name]), -len(by_name[name]), name)
    )
    if not ranked:
        return None
    best, rivals = by_name[ranked[0]], [by_name[name] for name in ranked[1:]]
    return Finding(
        value=ranked[0],
        standing=_kind_standing(best, rivals),
        supporting=tuple(t.claim.id for t in best),
        opposing=tuple(t.claim.id for rival in rivals for t in rival),
        reason=f"told by {_kind_voices(best)} of {_kind_voices(told)} voices",
    )


def _kind_standing(
    best: Sequence[SourcedClaim], rivals: Sequence[Sequence[SourcedClaim]]
) -> Standing:
    """Disputed where another sub-kind has as many voices, corroborated where two agree."""
    if any(_kind_voices(rival) == _kind_voices(best) for rival in rivals):
        return Standing.DISPUTED
    return Standing.CORROBORATED if _kind_voices(best) > 1 else Standing.SINGLE_SOURCE


def _kind_voices(told: Sequence[SourcedClaim]) -> int:
    """How many independent outlets tell it: how it was done is seldom a speaker's own word."""
    return len({t.outlet for t in told})


def reconcile_stage(mentions: Sequence[Mention]) -> Stage:
    """An event is attempted only while no main telling calls it done."""
    main = [m for m in mentions if m.prominence is Prominence.MAIN] or list(mentions)
    stages = {mention.stage for mention in main}
    return Stage.ACCOMPLISHED if Stage.ACCOMPLISHED in stages else Stage.ATTEMPTED


# ------------------------------------------------------------------ dates

PRECISIONS: Final = ((1, "day"), (6, "range"), (13, "week"), (45, "month"), (400, "year"))
NEWS_WEIGHT: Final = 3  # a report's own news is dated with more care than its background
WIDTH_SHARE: Final = 7.0  # days; a telling this wide counts half of one that gives the day


@dataclass(frozen=True, slots=True)
class _DateCoverage:
    """A mention with its date."""

    mention: Mention
    date: EventDate
    interval: Interval


def reconcile_when(
    mentions: Sequence[Mention],
    chronology: Chronology,
    outlets: Mapping[str, str] | None = None,
) -> Finding[When]:
    """The day or days of an incident.

    Intervals that overlap are met (a day inside a week gives the day); among groups that do not,
    the heaviest wins and the others stand as rivals.

    Args:
        mentions: the mentions of one incident.
        chronology: the settled dates.
        outlets: the voice of each report; without them each report is its own.

    Returns:
        A finding whose claims are those that say when; an unknown date has interval None.
    """
    dates = dict(chronology.events)
    tellings = [
        _DateCoverage(m, d, d.interval)
        for m in sorted(mentions, key=lambda m: m.id)
        if (d := dates.get(m.id)) is not None and d.interval is not None and not d.bounds
    ]
    if not tellings:
        return Finding(
            When(None, None, "unknown"),
            Standing.SINGLE_SOURCE,
            _date_claims(mentions),
            (),
            "no telling can be dated",
        )
    agreeing, interval = _best_date(tellings)
    rivals = [t for t in tellings if t not in agreeing]
    clock = _clock_time(agreeing)
    return Finding(
        When(interval, clock, date_precision(interval)),
        _date_standing(agreeing, rivals, outlets or {}),
        _date_claims([t.mention for t in agreeing]),
        _date_claims([t.mention for t in rivals]),
        _date_reason(agreeing, rivals),
    )


def _best_date(tellings: Sequence[_DateCoverage]) -> tuple[list[_DateCoverage], Interval]:
    """The tellings that agree and weigh most together, and the days they have in common."""
    ordered = sorted(tellings, key=lambda t: (-_date_weight(t), t.interval, t.mention.id))
    best: tuple[float, list[_DateCoverage], Interval] | None = None
    for start in ordered:
        common, group = start.interval, [start]
        for other in ordered:
            met = _dates_meet(common, other.interval)
            if other is not start and met is not None:
                common = met
                group.append(other)
        total = sum(_date_weight(t) for t in group)
        if best is None or total > best[0]:
            best = (total, group, common)
    assert best is not None  # noqa: S101 - there is at least one telling
    return best[1], best[2]


def _date_weight(telling: _DateCoverage) -> float:
    """How much a telling's date counts: main before background, narrow before wide."""
    width = (telling.interval.last - telling.interval.first).days
    main = NEWS_WEIGHT if telling.mention.prominence is Prominence.MAIN else 1
    return main / (1 + width / WIDTH_SHARE)


def _dates_meet(one: Interval, other: Interval) -> Interval | None:
    """The days that two intervals have in common."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Interval(first, last) if first <= last else None


def date_precision(interval: Interval) -> str:
    """The word for the width of an interval."""
    width = (interval.last - interval.first).days + 1
    return next((word for most, word in PRECISIONS if width <= most), "unknown")


def _clock_time(tellings: Sequence[_DateCoverage]) -> str | None:
    """The time of day that most tellings give; the earliest where they tie."""
    clocks = [t.date.clock for t in tellings if t.date.clock]
    return min(clocks, key=lambda c: (-clocks.count(c), c.endswith("Z"), c), default=None)


def _date_standing(
    agreeing: Sequence[_DateCoverage], rivals: Sequence[_DateCoverage], outlets: Mapping[str, str]
) -> Standing:
    """Disputed where a main telling differs, corroborated where two voices agree."""
    if any(r.mention.prominence is Prominence.MAIN for r in rivals):
        return Standing.DISPUTED
    voices = {outlets.get(t.mention.report, t.mention.report) for t in agreeing}
    return Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE_SOURCE


def _date_claims(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The claims of mentions that say when, by id."""
    return tuple(sorted(c.id for m in mentions for c in m.claims if c.role is Role.WHEN))


def _date_reason(agreeing: Sequence[_DateCoverage], rivals: Sequence[_DateCoverage]) -> str:
    """The chain of the telling that weighs most, and how many differ."""
    heaviest = max(agreeing, key=lambda t: (_date_weight(t), t.mention.id))
    text = "; ".join(e.text for e in heaviest.date.reasons)
    others = "1 mention gives" if len(rivals) == 1 else f"{len(rivals)} mentions give"
    return f"{text}; {others} another date" if rivals else text


# ------------------------------------------------------------------ places

HEDGES: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED, Modality.DENIED})
HEDGED_SHARE: Final = 0.5  # a hedged claim counts half of one that is asserted


@dataclass(frozen=True, slots=True)
class _PlaceClaim:
    """A claim with its place."""

    claim: Claim
    place: Place
    voice: str


def reconcile_where(
    claims: Sequence[Claim], voices: Mapping[str, str] | None = None
) -> Finding[Place | None]:
    """Settle where an incident took place.

    Places that contain one another are one answer, told more or less finely; the answer that
    most voices bear out wins, where they tie the finer or else the one told first, and the others
    stand against it.

    Args:
        claims: what the mentions of one incident say of where.
        voices: who vouches for each claim, by its id; without them each speaker and report does.

    Returns:
        The place with all that the agreeing claims know of it, None where none tells one.
    """
    told = _provinces_for_seats(_place_claims(claims, voices or {}))
    if not told:
        return Finding(None, Standing.SINGLE_SOURCE, (), reason="no place is told")
    groups = [[t for t in told if _places_agree(one.place, t.place)] for one in told]
    best = max(
        zip(groups, told, strict=True),
        key=lambda g: (
            _place_weight(g[0]),
            _place_depth(g[1].place),
            -g[1].claim.span.start,
            g[1].claim.id,
        ),
    )
    agreeing = best[0]
    rivals = [t for t in told if t not in agreeing]
    return Finding(
        _merge_places(best[1].place, [t.place for t in agreeing]),
        _place_standing(agreeing, rivals),
        tuple(sorted(t.claim.id for t in agreeing)),
        tuple(sorted(t.claim.id for t in rivals)),
        _place_reason(agreeing, rivals),
    )


def reconcile_origin(
    claims: Sequence[Claim], voices: Mapping[str, str] | None = None
) -> Finding[Place] | None:
    """Settle from where an attack was launched, None where no claim tells it."""
    found = reconcile_where(claims, voices)
    if found.value is None:
        return None
    return Finding(found.value, found.standing, found.supporting, found.opposing, found.reason)


def _place_claims(claims: Sequence[Claim], voices: Mapping[str, str]) -> list[_PlaceClaim]:
    """The claims that name a place, in a fixed order."""
    ordered = sorted(claims, key=lambda c: c.id)
    return [
        _PlaceClaim(c, c.value, voices.get(c.id) or _place_voice(c))
        for c in ordered
        if isinstance(c.value, Place)
    ]


def _provinces_for_seats(told: list[_PlaceClaim]) -> list[_PlaceClaim]:
    """The claims, a town that names its province taken for it beside another town of it.

    A town of which a part is told is meant itself.
    """
    whole = {t.place.city for t in told if t.place.site}
    towns = {(t.place.country, t.place.admin1, t.place.city) for t in told if t.place.city}
    provinces = Counter((country, admin1) for country, admin1, _ in towns)
    return [
        replace(t, place=_province_of(t.place))
        if t.place.city is not None
        and t.place.city == t.place.admin1
        and t.place.city not in whole
        and provinces[t.place.country, t.place.admin1] > 1
        else t
        for t in told
    ]


def _province_of(seat: Place) -> Place:
    """The province of a town that gives it its name, without a point of its own."""
    return replace(seat, kind=PlaceKind.ADMIN1, city=None, admin2=None, lat=None, lon=None)


def _place_weight(group: Sequence[_PlaceClaim]) -> float:
    """How much a group of claims counts: finely told places and firm claims more."""
    return sum(
        (1 + _place_depth(t.place)) * (HEDGED_SHARE if t.claim.modality in HEDGES else 1.0)
        for t in group
    )


def _place_depth(place: Place) -> int:
    """How finely a place is told: the levels that are known of it."""
    levels = (place.country, place.admin1, place.city or place.admin2, place.site)
    return sum(level is not None for level in levels)


def _places_agree(one: Place, two: Place) -> bool:
    """May two places be one: does no level that both know differ?"""
    if not (one.country and two.country):  # a region or sea across borders
        return one.name == two.name
    if one.country != two.country:
        return False
    if one.city and two.city:
        return _same_name(one.city, two.city) and (
            not (one.site and two.site) or _alike_places(one.site, two.site)
        )
    levels = ((one.admin1, two.admin1), (one.admin2, two.admin2))
    return all(not (a and b) or _same_name(a, b) for a, b in levels)


def _same_name(one: str, two: str) -> bool:
    return one.casefold() == two.casefold()


def _alike_places(one: str, two: str) -> bool:
    """Do two names of sites have a telling word in common?"""
    return bool(set(one.casefold().split()) & set(two.casefold().split()))


def _merge_places(best: Place, agreeing: Sequence[Place]) -> Place:
    """The best place, with what finer agreeing ones add to it."""
    finest = max(agreeing, key=lambda p: (_place_depth(p), p.lat is not None, p.name))
    if _place_depth(finest) <= _place_depth(best):
        finest = best
    for other in agreeing:
        if (
            finest.lat is None
            and other.city
            and finest.city
            and _same_name(other.city, finest.city)
        ):
            finest = replace(finest, lat=other.lat, lon=other.lon)
    return finest


def _place_standing(agreeing: Sequence[_PlaceClaim], rivals: Sequence[_PlaceClaim]) -> Standing:
    """Disputed where a rival is as firm and fine, corroborated where two voices agree."""
    reports = {t.claim.report for t in agreeing}  # one that names both places disputes nothing
    fine = [
        t
        for t in rivals
        if t.claim.modality not in HEDGES
        and t.place.kind is not PlaceKind.COUNTRY
        and t.place.country
        and t.claim.report not in reports
    ]
    voices = {t.voice for t in agreeing}
    if fine and len({t.voice for t in fine}) >= len(voices):
        return Standing.DISPUTED
    return Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE_SOURCE


def _place_voice(claim: Claim) -> str:
    """Who vouches for a claim: its speaker, else its report."""
    return claim.speaker.name if claim.speaker else claim.report


def _place_reason(agreeing: Sequence[_PlaceClaim], rivals: Sequence[_PlaceClaim]) -> str:
    """How many claims agree, and what the others say."""
    others = sorted({t.place.city or t.place.name for t in rivals})
    text = f"{len(agreeing)} claims agree" if len(agreeing) > 1 else "1 claim gives it"
    return f"{text}; others say {', '.join(others)}" if others else text


# ------------------------------------------------------------------ places that people give

# It goes over what the reports say themselves, and gives way to a correction.


def with_given_place(
    incident: Incident, mentions: Sequence[Mention], readings: Mapping[str, Reading]
) -> Incident:
    """The incident at the place that came with its reports.

    Args:
        incident: as the claims have it.
        mentions: those taken to be this incident.
        readings: all readings by report id.

    Returns:
        The same incident where no place came with a report that tells of this event alone as its
        news, or where two came that differ.
    """
    inside = {mention.id for mention in mentions}
    reports = {m.report for m in mentions if m.prominence is Prominence.MAIN}
    places = {
        reading.given: reading.document.name
        for reading in (readings[report] for report in sorted(reports))
        if reading.given is not None and _tells_only(reading, inside)
    }
    if len(places) != 1:
        return incident
    ((place, name),) = places.items()
    before = incident.where
    found: Finding[Place | None] = Finding(
        place,
        Standing.SINGLE_SOURCE,
        (),
        reason=f"{place.name} was given with {name}, by whoever brought it",
        opposing=tuple(dict.fromkeys((*before.supporting, *before.opposing))),
    )
    return replace(incident, where=found)


def _tells_only(reading: Reading, inside: set[str]) -> bool:
    """Is all that a report tells as its news one incident?"""
    news = (m for m in reading.mentions if m.prominence is Prominence.MAIN)
    return all(m.id in inside for m in news if m.scope is Scope.SINGLE)
