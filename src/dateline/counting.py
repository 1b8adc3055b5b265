"""Counting incidents and victims, by country, month, kind, actor and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from dateline.errors import InputError, ask_if_meant
from dateline.filters import is_main
from dateline.types import Finding, Incident, Place, Range

Groups = Mapping[tuple[str, ...], Sequence[Incident]]  # by the values that they share

UNKNOWN: Final = ""  # the value of what no report tells
TOLLS: Final = ("killed", "wounded")
BOUNDS: Final = ("low", "best", "high", "unsettled", "open", "unstated")


def place_part(part: str) -> Callable[[Incident], Sequence[str]]:
    """One part of where it struck."""

    def part_values(incident: Incident) -> Sequence[str]:
        place: Place | None = incident.where.value
        return (getattr(place, part) or UNKNOWN,) if place else (UNKNOWN,)

    return part_values


def dated_part(length: int) -> Callable[[Incident], Sequence[str]]:
    """The year, month or day of an incident; unknown where its days lie in more than one."""

    def part_values(incident: Incident) -> Sequence[str]:
        days = incident.when.value.interval
        ends = {day.isoformat()[:length] for day in (days.first, days.last)} if days else set()
        return tuple(ends) if len(ends) == 1 else (UNKNOWN,)

    return part_values


# What incidents can be counted by; several values of one incident count it under each.
DIMENSIONS: Final[Mapping[str, Callable[[Incident], Sequence[str]]]] = {
    "country": place_part("country"),
    "admin1": place_part("admin1"),
    "city": place_part("city"),
    "year": dated_part(len("2020")),
    "month": dated_part(len("2020-11")),
    "day": dated_part(len("2020-11-17")),
    "kind": lambda i: (i.kind.value,),
    "sub_kind": lambda i: (i.sub_kind.value if i.sub_kind else UNKNOWN,),
    "stage": lambda i: (i.stage.value,),
    "grade": lambda i: (i.grade.value,),
    "role": lambda i: ("main" if is_main(i) else "background",),
    "actor": lambda i: tuple(dict.fromkeys(p.name for p in i.perpetrators)) or (UNKNOWN,),
    "target": lambda i: tuple(dict.fromkeys(t.value.kind.value for t in i.targets)) or (UNKNOWN,),
    "weapon": lambda i: tuple(dict.fromkeys(w.kind.value for w in i.weapons)) or (UNKNOWN,),
    "outlet": lambda i: tuple(i.outlets) or (UNKNOWN,),
}
MANY: Final = frozenset({"actor", "target", "weapon", "outlet"})


@dataclass(frozen=True, slots=True)
class TollSum:
    """A toll over several incidents."""

    low: int | None  # None where no incident states a figure, as the other two
    best: int | None  # of those that are settled
    high: int | None  # with the lowest figure of those that are open
    unsettled: int
    open: int
    unstated: int

    def as_words(self) -> str:
        """The sum as people write it; empty where no figure is stated."""
        if self.low is None:
            return ""
        if self.low == self.high and not self.unsettled and not self.open:
            return str(self.low)
        more = "+" if self.open else ""
        unsettled = f", {self.unsettled} unsettled" if self.unsettled else ""
        return f"{self.low}-{self.high}{more} (best {self.best}{unsettled})"


def toll_sum(incidents: Iterable[Incident], toll: str) -> TollSum:
    """The sum of a toll; an incident for which nothing is stated adds nothing."""
    findings: list[Finding[Range] | None] = [getattr(incident, toll) for incident in incidents]
    figures = [finding.value for finding in findings if finding]
    unstated = len(findings) - len(figures)
    if not figures:
        return TollSum(None, None, None, 0, 0, unstated)
    return TollSum(
        low=sum(figure.low for figure in figures),
        best=sum(figure.best or 0 for figure in figures),
        high=sum(figure.low if figure.high is None else figure.high for figure in figures),
        unsettled=sum(figure.best is None for figure in figures),
        open=sum(figure.high is None for figure in figures),
        unstated=unstated,
    )


def count_dimensions(asked: str) -> tuple[str, ...]:
    """The names to count by.

    Raises:
        InputError: one of them is none, or stands twice.
    """
    names = tuple(name.strip() for name in asked.split(","))
    for name in names:
        if name not in DIMENSIONS:
            hint = ask_if_meant(name, DIMENSIONS)
            raise InputError(
                f"expected --by with names from {', '.join(DIMENSIONS)}, found {name!r}{hint}"
            )
    if len(set(names)) != len(names):
        raise InputError(
            f"expected each name to count by once, found {asked!r}; remove the repeated one"
        )
    return names


def group_incidents(found: Iterable[Incident], names: Sequence[str]) -> Groups:
    """The incidents of each combination of values, in their order; unknown ones last."""
    groups: dict[tuple[str, ...], list[Incident]] = {}
    for incident in found:
        for key in product(*(DIMENSIONS[name](incident) for name in names)):
            groups.setdefault(key, []).append(incident)
    order = sorted(groups, key=lambda key: tuple((value == UNKNOWN, value) for value in key))
    return {key: groups[key] for key in order}


def count_header(names: Sequence[str]) -> tuple[str, ...]:
    """The columns of the table."""
    return (*names, "incidents", *(f"{toll}_{bound}" for toll in TOLLS for bound in BOUNDS))


def count_cells(groups: Groups) -> Iterator[tuple[str | int | None, ...]]:
    """Each row's cells."""
    for key, incidents in groups.items():
        sums = [toll_sum(incidents, toll) for toll in TOLLS]
        yield (*key, len(incidents), *(getattr(one, bound) for one in sums for bound in BOUNDS))


def count_rows(names: Sequence[str], groups: Groups) -> Iterator[dict[str, object]]:
    """Each row as an object; what is not known is null."""
    for cells in count_cells(groups):
        named = dict(zip(count_header(names), cells, strict=True))
        yield {name: None if value == UNKNOWN else value for name, value in named.items()}
