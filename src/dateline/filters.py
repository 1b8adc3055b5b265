"""Which incidents are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateline.countries import known_countries
from dateline.errors import InputError
from dateline.types import (
    Grade,
    Incident,
    Interval,
    Kind,
    Mention,
    Place,
    Prominence,
    Reading,
    Role,
    Scope,
)


def is_main(incident: Incident) -> bool:
    """Whether any report tells an incident as its news, and not in passing."""
    return any(part.prominence is Prominence.MAIN for part in incident.tellings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which incidents are asked for: those that pass every filter that is given.

    An incident without a known day passes no filter on days, one without a country none on
    countries.

    Raises:
        InputError: a kind, a grade or a country does not exist, or one word stands where several
            may.
    """

    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166, two letters
    first: date | None = None  # the first day asked for
    last: date | None = None  # the last
    grades: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("kinds", "countries", "grades"):
            value: object = getattr(self, name)
            if isinstance(value, str):
                raise InputError(f"expected several {name}, found one word; write ({value!r},)")
        _check("kinds", self.kinds, Kind)
        _check("grades", self.grades, Grade)
        object.__setattr__(self, "countries", known_countries(self.countries))

    def keep(self, found: Iterable[Incident]) -> tuple[Incident, ...]:
        """Those of the incidents that are asked for."""
        return tuple(incident for incident in found if self._keeps(incident))

    def keep_totals(self, reading: Reading, days: Mapping[str, Interval | None]) -> Reading:
        """A reading with those of its totals over several events that are asked for.

        Args:
            reading: of one report.
            days: over which each mention's events took place.
        """
        kept = (m for m in reading.mentions if self._keeps_total(m, days.get(m.id)))
        return replace(reading, mentions=tuple(kept))

    def _keeps_total(self, mention: Mention, days: Interval | None) -> bool:
        """Whether a total passes all filters but that on grades, which are of incidents.

        A mention of one event is no total, and passes.
        """
        places = (claim.value for claim in mention.claims if claim.role is Role.WHERE)
        countries = {place.country for place in places if isinstance(place, Place)}
        return mention.scope is not Scope.AGGREGATE or (
            (not self.kinds or mention.kind in self.kinds)
            and (not self.countries or bool(countries.intersection(self.countries)))
            and (self.first is None or (days is not None and days.last >= self.first))
            and (self.last is None or (days is not None and days.first <= self.last))
        )

    def _keeps(self, incident: Incident) -> bool:
        """Whether an incident passes all filters."""
        days, place = incident.when.value.interval, incident.where.value
        return (
            (not self.kinds or incident.kind in self.kinds)
            and (not self.grades or incident.grade in self.grades)
            and (not self.countries or (place is not None and place.country in self.countries))
            and (self.first is None or (days is not None and days.last >= self.first))
            and (self.last is None or (days is not None and days.first <= self.last))
        )


def _check(name: str, given: Iterable[str], known: type[Kind | Grade]) -> None:
    """Refuse a word that is not in a vocabulary."""
    words = [str(member) for member in known]
    for word in given:
        if word not in words:
            raise InputError(f"expected {name} of {', '.join(words)}, found {word!r}")
