"""The ledger as it is read over HTTP: for the API, the pages and the read-only tools alike.

Every function takes who asks, and gives nothing that the account may not see: which reports are
hidden from it is asked in one place, `LedgerView.hidden`.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from dateline.counting import Groups, group_incidents
from dateline.errors import InputError, NotFoundError
from dateline.explain import IncidentSources, incident_sources
from dateline.record import Difference, Ledger, Revision
from dateline.serve.accounts import Account
from dateline.serve.actions import LedgerActions
from dateline.serve.filters import IncidentQuery
from dateline.types import Copy, Doubt, Incident, Judgement, Reading, Report, SetAside

T = TypeVar("T")

ORDERS: Final = ("first", "latest")  # by the first day: the earliest first, or the latest
PAGE: Final = 100  # items unless asked otherwise
LARGEST_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is asked for."""

    limit: int = PAGE
    cursor: str | None = None  # as the part before gave it
    order: str = ORDERS[0]


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """A part of a list: its items, where the next part begins, and how many there are in all."""

    items: tuple[T, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    id: str
    names: tuple[str, ...]
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str
    withdrawn: str | None  # the reason


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two incidents that may be one."""

    first: Incident
    second: Incident
    doubt: Doubt


class LedgerView:
    """The read side of a ledger."""

    def __init__(
        self,
        ledger: Ledger,
        actions: LedgerActions,
        restricted: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """Make a view.

        Args:
            ledger: which stays open.
            actions: the stages.
            restricted: the ids of the reports that not everybody may see.
        """
        self.ledger = ledger
        self.actions = actions
        self._restricted = restricted

    # ------------------------------------------------------------------ who sees what

    def hidden(self, who: Account) -> frozenset[str]:
        """The reports that an account may not see, nor anything that they tell of."""
        return frozenset() if who.sees_restricted else frozenset(self._restricted())

    def visible(self, who: Account, incident: Incident) -> bool:
        """Whether an account may see an incident: no report of it is hidden from the account."""
        hidden = self.hidden(who)
        return not any(telling.report in hidden for telling in incident.tellings)

    # ------------------------------------------------------------------ incidents

    def all_incidents(self, query: IncidentQuery, who: Account) -> tuple[Incident, ...]:
        """All incidents that are asked for, by first day, then id; undated ones last."""
        hidden = self.hidden(who)
        found = query.filters.keep(self.ledger.incidents())
        seen = [i for i in found if hidden.isdisjoint(t.report for t in i.tellings)]
        if query.text is None:
            return tuple(seen)
        told = self._telling(query.text)
        return tuple(i for i in seen if not told.isdisjoint(t.report for t in i.tellings))

    def incidents(
        self, query: IncidentQuery, who: Account, part: PageRequest
    ) -> ListPage[Incident]:
        """A part of the incidents that are asked for."""
        found = self.all_incidents(query, who)
        return _cut(found if part.order == ORDERS[0] else found[::-1], part, _place_of)

    def incident(self, name: str, who: Account) -> Incident:
        """The incident with an id, an earlier id, or the beginning of one.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = self.ledger.incident(name)
        if not self.visible(who, found):
            raise NotFoundError(f"expected the id of one incident, found {name!r} (no such id)")
        return found

    def tag(self, incident: Incident) -> str:
        """The form that an incident has: a new one with each change of it."""
        return str(self.ledger.incident_revision(incident.id))

    def sources(self, incident: Incident) -> IncidentSources:
        """The words and names behind an incident's claims, for the sentences of `explain`."""
        reports = {telling.report for telling in incident.tellings}
        return incident_sources(incident, self.ledger.texts(reports), self.ledger.names(reports))

    def contradictions(
        self, query: IncidentQuery, who: Account, part: PageRequest
    ) -> ListPage[Incident]:
        """The incidents whose accounts contradict one another, the gravest contradiction first."""
        found = [i for i in self.all_incidents(query, who) if i.contradictions]
        found.sort(key=lambda i: (-i.contradictions[0].weight, i.id))
        return _cut(found, part, lambda i: f"{i.contradictions[0].weight:.6f} {i.id}")

    def counts(self, query: IncidentQuery, who: Account, names: Sequence[str]) -> Groups:
        """The incidents that are asked for, by each combination of values (see `counting`)."""
        return group_incidents(self.all_incidents(query, who), names)

    def doubts(
        self, query: IncidentQuery, who: Account, part: PageRequest
    ) -> ListPage[DoubtfulPair]:
        """The pairs of incidents that may be one, the closest first."""
        found = self.all_incidents(query, who)
        home = {m: incident for incident in found for m in incident.cluster.mentions}
        doubts = self.actions.doubts(self.ledger.readings(), self.ledger.judgements())
        pairs = [
            DoubtfulPair(home[doubt.left[0]], home[doubt.right[0]], doubt)
            for doubt in doubts
            if doubt.left[0] in home and doubt.right[0] in home
        ]
        pairs = [pair for pair in pairs if pair.first.id != pair.second.id]
        pairs.sort(key=lambda pair: (-pair.doubt.weight, pair.first.id, pair.second.id))
        return _cut(pairs, part, lambda pair: f"{pair.first.id} {pair.second.id}")

    # ------------------------------------------------------------------ reports

    def reports(self, who: Account, part: PageRequest) -> ListPage[ReportLine]:
        """A part of the reports, by id."""
        hidden, names = self.hidden(who), self.ledger.names()
        withdrawn = self.ledger.withdrawals()
        lines = [
            _line(report, names.get(report.id, ()), withdrawn.get(report.id), reading)
            for report, reading in self._read()
            if report.id not in hidden
        ]
        return _cut(lines, part, lambda line: line.id)

    def report(self, name: str, who: Account) -> Report:
        """A report as it arrived.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = self.ledger.report(name)
        if found.id in self.hidden(who):
            raise NotFoundError(f"expected the name or id of one report, found {name!r}")
        return found

    def reading(self, name: str, who: Account) -> Reading:
        """What a report says: its text, and its mentions with their claims."""
        (reading,) = self.ledger.readings_of({self.report(name, who).id})
        return reading

    def incidents_of(self, report: str, who: Account) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        return tuple(
            incident
            for incident in self.ledger.incidents()
            if any(telling.report == report for telling in incident.tellings)
            and self.visible(who, incident)
        )

    def copies(self, name: str | None, who: Account) -> tuple[Copy, ...]:
        """The pairs of reports that share passages, or those of one report."""
        hidden = self.hidden(who)
        wanted = self.report(name, who).id if name else None
        readings = [r for r in self.ledger.readings() if r.document.report not in hidden]
        return self.actions.copies(readings, wanted)

    def set_aside(self, who: Account) -> tuple[SetAside, ...]:
        """What was not recorded, with the reasons."""
        return self.ledger.all_set_aside() if who.sees_restricted else ()

    # ------------------------------------------------------------------ people and time

    def judgements(
        self, who: Account, incident: str | None = None, *, undone: bool = True
    ) -> tuple[Judgement, ...]:
        """What people decided, oldest first; of all incidents, or of one."""
        mentions = (
            set(self.incident(incident, who).cluster.mentions) if incident is not None else None
        )
        hidden = self._hidden_mentions(who)
        return tuple(
            one
            for one in self.ledger.judgements(undone=undone, undos=True)
            for told in ({m for group in one.mentions for m in group},)
            if hidden.isdisjoint(told) and (mentions is None or not mentions.isdisjoint(told))
        )

    def changes(self, since: str, who: Account) -> tuple[Difference, ...]:
        """What became of incidents since a day or a revision."""
        hidden = self.hidden(who)
        return tuple(
            one
            for one in self.ledger.differences(self.ledger.revision_before(since))
            for forms in ([form for form in (one.before, one.after) if form],)
            if hidden.isdisjoint(t.report for form in forms for t in form.tellings)
        )

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions, oldest first."""
        return self.ledger.revisions()

    # ------------------------------------------------------------------ inside

    def _telling(self, text: str) -> set[str]:
        """The reports that hold all words of a text."""
        words = text.casefold().split()
        return {
            report
            for report, held in self.ledger.texts().items()
            if all(word in held.casefold() for word in words)
        }

    def _read(self) -> Iterable[tuple[Report, Reading]]:
        """The reports with their readings, by id."""
        readings = {r.document.report: r for r in self.ledger.readings(withdrawn=True)}
        return [(r, readings[r.id]) for r in self.ledger.reports() if r.id in readings]

    def _hidden_mentions(self, who: Account) -> set[str]:
        """The mentions of the reports that an account may not see."""
        hidden = self.hidden(who)
        if not hidden:
            return set()
        return {m.id for r in self.ledger.readings_of(hidden) for m in r.mentions}


def _line(
    report: Report, names: tuple[str, ...], withdrawn: str | None, reading: Reading
) -> ReportLine:
    """A report in a list."""
    return ReportLine(
        id=report.id,
        names=names,
        title=reading.document.title,
        outlet=report.source.name if report.source else None,
        url=report.url,
        published=report.published.isoformat() if report.published else None,
        language=reading.document.language,
        withdrawn=withdrawn,
    )


def _place_of(incident: Incident) -> str:
    """Where an incident stands in a list."""
    days = incident.when.value.interval
    return f"{(days.first if days else date.max).isoformat()} {incident.id}"


def _cut(found: Sequence[T], part: PageRequest, place: Callable[[T], str]) -> ListPage[T]:
    """A part of a list that stands in full."""
    start = 0
    if part.cursor:
        last = read_cursor(part.cursor)
        start = next((n for n, one in enumerate(found, 1) if place(one) == last), -1)
        if start < 0:
            raise InputError("expected the cursor that the page before gave; begin without one")
    items = tuple(found[start : start + part.limit])
    more = start + len(items) < len(found)
    return ListPage(items, write_cursor(place(items[-1])) if more else None, len(found))


def write_cursor(place: str) -> str:
    """A place in a list, as an address carries it."""
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """The place in a list that a cursor stands for.

    Raises:
        InputError: it is no cursor.
    """
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError as error:
        raise InputError(
            "expected the cursor that the page before gave; begin without one"
        ) from error
