"""Which incidents are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.errors import InputError
from dateline.types import Grade, Incident, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which incidents are asked for: those that pass every filter that is given.

    An incident without a known day passes no filter on days, one without a country none on
    countries.

    Raises:
        InputError: a kind or a grade does not exist, or one word stands where several may.
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
        object.__setattr__(self, "countries", tuple(code.upper() for code in self.countries))

    def keep(self, found: Iterable[Incident]) -> tuple[Incident, ...]:
        """Those of the incidents that are asked for."""
        return tuple(incident for incident in found if self._keeps(incident))

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
