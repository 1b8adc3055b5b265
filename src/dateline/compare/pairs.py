"""Which events of a table a ledger already has, where they differ, and which either lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dateline.compare.tables import CodedEvent, folded_name, telling_words
from dateline.distances import distance_km
from dateline.types import Incident, Interval, Place, Range

# What speaks for a pair, and how much: set by hand; a pair needs its day and its place, or one of
# them with all the rest.
WEIGHTS: Final = {
    "same day": 2.0,
    "next day": 1.0,
    "same place": 2.0,
    "near": 1.0,
    "same dead": 1.5,
    "same kind": 1.0,
    "same actor": 1.0,
}
ENOUGH: Final = 3.0
CLOSE: Final = 0.5  # two pairs of one event that differ by no more are both named
FARTHEST: Final = 50_000  # metres beyond what a place leaves open
HERE: Final = 10_000  # metres between two points of one place
PINNED: Final = 3  # where_prec of the least precise place that its point stands for

Kinds = Mapping[str, tuple[str, ...]]  # the ACLED types of each incident, by id


class State(StrEnum):
    """What a comparison finds of an event."""

    SAME = "already there"
    DIFFERS = "differs"
    MISSING = "missing"
    ONLY_HERE = "only in the ledger"


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One answer of the table beside that of the ledger; None where they cannot be compared."""

    name: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class ComparedEvent:
    """An event of the table, the incident that it is, and in what they agree."""

    state: State
    event: CodedEvent | None
    incident: Incident | None
    fields: tuple[ComparedField, ...] = ()
    rivals: tuple[str, ...] = ()  # incidents that it may be as well


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every event of a table in its order, then what only the ledger has."""

    events: tuple[ComparedEvent, ...]

    def count(self, state: State) -> int:
        """How many are of a state."""
        return sum(event.state is state for event in self.events)


def compare_events(
    events: Sequence[CodedEvent], incidents: Sequence[Incident], kinds: Kinds
) -> Comparison:
    """Find each event of a table among the incidents of a ledger.

    An incident is one event at most, and the other way round: the likeliest pairs come first.

    Args:
        events: of the table.
        incidents: of the ledger.
        kinds: the ACLED event type and sub-event type of each incident, by id.
    """
    scored = _scored_pairs(events, incidents, kinds)
    taken = _best_pairs(scored)
    rivals = rival_incidents(scored, taken)
    by_id = {incident.id: incident for incident in incidents}
    found = [
        compared_event(event, by_id.get(taken.get(n, "")), kinds, rivals.get(n, ()))
        for n, event in enumerate(events)
    ]
    left = set(by_id) - set(taken.values())
    covered = [i for i in incidents if i.id in left and _is_covered(i, events)]
    return Comparison((*found, *(ComparedEvent(State.ONLY_HERE, None, i) for i in covered)))


Scored = dict[tuple[int, str], float]  # by number of the event and id of the incident


def _scored_pairs(
    events: Sequence[CodedEvent], incidents: Sequence[Incident], kinds: Kinds
) -> Scored:
    """The pairs that may be one, with what speaks for them."""
    by_day: dict[int, list[tuple[int, CodedEvent]]] = {}
    for n, event in enumerate(events):
        for day in range(event.days.first.toordinal() - 1, event.days.last.toordinal() + 2):
            by_day.setdefault(day, []).append((n, event))
    scored: Scored = {}
    for incident in incidents:
        days = incident.when.value.interval
        span = range(days.first.toordinal(), days.last.toordinal() + 1) if days else ()
        near = {n: event for day in span for n, event in by_day.get(day, ())}
        for n, event in near.items():
            score = pair_score(event, incident, kinds.get(incident.id, ()))
            if score >= ENOUGH:
                scored[n, incident.id] = score
    return scored


def pair_score(event: CodedEvent, incident: Incident, kinds: tuple[str, ...]) -> float:
    """How much speaks for an event and an incident being one; 0 where they cannot be."""
    days, place = incident.when.value.interval, incident.where.value
    if days is None or days_between(event.days, days) > 1 or _cannot_be_one_place(event, place):
        return 0.0
    signs = [
        "next day" if days_between(event.days, days) else "same day",
        *(["same place"] if _is_same_place(event, place) else nearness_sign(event, place)),
        *(["same dead"] if _dead_agree(event, incident) else []),
        *(["same kind"] if kinds and kinds[-1] in event.kind else []),
        *(["same actor"] if _actors_agree(event, incident) else []),
    ]
    return sum(WEIGHTS[sign] for sign in signs)


def _best_pairs(scored: Scored) -> dict[int, str]:
    """The likeliest pairs, each event and each incident in one at most."""
    taken: dict[int, str] = {}
    paired: set[str] = set()
    for n, incident in sorted(scored, key=lambda pair: (-scored[pair], pair)):
        if n not in taken and incident not in paired:
            taken[n] = incident
            paired.add(incident)
    return taken


def rival_incidents(scored: Scored, taken: Mapping[int, str]) -> Mapping[int, tuple[str, ...]]:
    """The incidents that each event may be as well as the one that was taken."""
    found: dict[int, tuple[str, ...]] = {}
    for (n, incident), score in sorted(scored.items()):
        best = scored.get((n, taken.get(n, "")))
        if best is not None and incident != taken[n] and score >= best - CLOSE:
            found[n] = (*found.get(n, ()), incident)
    return found


def compared_event(
    event: CodedEvent, incident: Incident | None, kinds: Kinds, rivals: tuple[str, ...]
) -> ComparedEvent:
    """An event beside its incident."""
    if incident is None:
        return ComparedEvent(State.MISSING, event, None)
    fields = tuple(compared_fields(event, incident, kinds.get(incident.id, ())))
    state = State.DIFFERS if any(f.agrees is False for f in fields) else State.SAME
    return ComparedEvent(state, event, incident, fields, rivals)


def compared_fields(
    event: CodedEvent, incident: Incident, kinds: tuple[str, ...]
) -> Iterator[ComparedField]:
    """In what an event and its incident agree; None where one of them says nothing."""
    days, place = incident.when.value.interval, incident.where.value
    yield ComparedField("days", days_between(event.days, days) == 0 if days else None)
    placed = place is not None and bool(event.places)
    yield ComparedField("place", _is_same_place(event, place) if placed else None)
    told = incident.killed or incident.attackers_killed
    silent = told is None and event.killed[2] == 0
    yield ComparedField("killed", None if silent else _dead_agree(event, incident))
    comparable = len(event.kind) > 1 and bool(kinds)
    yield ComparedField("kind", kinds[-1] in event.kind if comparable else None)
    named = bool(incident.perpetrators) and bool(telling_words(event.actors))
    yield ComparedField("actors", _actors_agree(event, incident) if named else None)


def days_between(one: Interval, other: Interval) -> int:
    """How many days lie between two intervals; 0 where they meet."""
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def _cannot_be_one_place(event: CodedEvent, place: Place | None) -> bool:
    """Can the two not be one place?"""
    if place is None:
        return False
    if event.country and place.country and event.country != place.country:
        return True
    distance = metres_between(event, place)
    return distance is not None and distance > FARTHEST + (place.radius or 0)


def _is_same_place(event: CodedEvent, place: Place | None) -> bool:
    """Are the two the same place, by a name or by their points?"""
    if place is None:
        return False
    names = {folded_name(n) for n in (place.city, place.site, place.name) if n}
    if place.precision > PINNED:
        names |= {folded_name(n) for n in (place.admin1, place.admin2) if n}
    distance = metres_between(event, place)
    near = distance is not None and distance <= HERE + (place.radius or 0)
    return near or not names.isdisjoint(map(folded_name, event.places))


def nearness_sign(event: CodedEvent, place: Place | None) -> Sequence[str]:
    """The sign of two places that lie near each other, or in one division."""
    if place is None:
        return ()
    names = {folded_name(n) for n in (place.admin1, place.admin2) if n}
    within = not names.isdisjoint(map(folded_name, event.places))
    return ("near",) if within or metres_between(event, place) is not None else ()


def metres_between(event: CodedEvent, place: Place) -> float | None:
    """The metres between two points that stand for places, and not for regions."""
    if event.point is None or not event.exact or place.precision > PINNED:
        return None
    if place.lat is None or place.lon is None:
        return None
    return 1000 * distance_km(*event.point, place.lat, place.lon)


def dead_range(incident: Incident) -> tuple[int, int | None] | None:
    """The lowest and highest number of all who died, attackers among them; None: not stated."""
    found = [f.value for f in (incident.killed, incident.attackers_killed) if f]
    if not found:
        return None
    return sum(r.low for r in found), _sum_of_highs(found)


def _sum_of_highs(found: Iterable[Range]) -> int | None:
    highs = [r.high for r in found]
    return None if None in highs else sum(high for high in highs if high is not None)


def _dead_agree(event: CodedEvent, incident: Incident) -> bool:
    """Does the best figure of the table lie in the ledger's range, or the other way round?"""
    told = dead_range(incident)
    if told is None:
        return False
    low, best, high = event.killed
    inside = told[0] <= best and (told[1] is None or best <= told[1])
    settled = [f.value.best for f in (incident.killed, incident.attackers_killed) if f]
    sums = sum(n for n in settled if n is not None)
    return inside or (None not in settled and low <= sums <= high)


def _actors_agree(event: CodedEvent, incident: Incident) -> bool:
    """Do the two name one actor, by a word that tells who it is?"""
    names = tuple(n for p in incident.perpetrators for n in (p.name, *p.aliases))
    return not telling_words(names).isdisjoint(telling_words(event.actors))


def _is_covered(incident: Incident, events: Sequence[CodedEvent]) -> bool:
    """Is an incident of the countries and the days that the table covers?"""
    days, place = incident.when.value.interval, incident.where.value
    if not events or days is None or place is None:
        return False
    first, last = min(e.days.first for e in events), max(e.days.last for e in events)
    countries = {e.country for e in events}
    return place.country in countries and first <= days.last and days.first <= last
