"""The ledger as it is read over HTTP: for the API, the pages and the read-only tools alike.

Every function takes who asks, and gives nothing that the account may not see: which reports are
hidden from it is asked in one place, `LedgerView.hidden`.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Final, Generic, TypeVar

from dateline.counting import Groups, group_incidents
from dateline.errors import InputError, NotFoundError
from dateline.explain import IncidentSources, incident_sources
from dateline.filter_grammar import IncidentQuery
from dateline.record import (
    Difference,
    HitKind,
    Ledger,
    ListRequest,
    ReportRow,
    Revision,
    SearchHit,
)
from dateline.serve.accounts import Account
from dateline.serve.actions import ExportForm, ExportRequest, LedgerActions, Row
from dateline.types import (
    Claim,
    Copy,
    Document,
    Doubt,
    Incident,
    Judgement,
    Reading,
    Report,
    SetAside,
)

T = TypeVar("T")

ORDERS: Final = ("first", "latest")  # by the first day: the earliest first, or the latest
PAGE: Final = 100  # items unless asked otherwise
LARGEST_PAGE: Final = 1000
MOST_HELD: Final = 20_000  # incidents in memory
TAGGED: Final = 16  # characters of an id in the tag of a form
PLACE: Final = re.compile(r"\d{4}-\d{2}-\d{2} [0-9a-f]+")  # of an incident in its list
REPORT_ID: Final = re.compile(r"[0-9a-f]{64}")
SHORTEST_ID: Final = 6  # characters that may stand for a claim


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
        title: str = "Dateline",
        restricted: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """Make a view.

        Args:
            ledger: which stays open.
            actions: the stages.
            title: of what is exported.
            restricted: the ids of the reports that not everybody may see.
        """
        self.ledger = ledger
        self.actions = actions
        self.title = title
        self._restricted = restricted
        self._forms: dict[str, tuple[int, Incident]] = {}  # by id: reading one from JSON takes time

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
        asked = ListRequest(filters=query.filters, words=query.text, hidden=self.hidden(who))
        forms = self.ledger.matching_incidents(asked)
        lacking = [name for name, form in forms.items() if self._held(name, form) is None]
        fresh = {incident.id: incident for incident in self.ledger.incidents_by_id(lacking)}
        if len(self._forms) + len(fresh) > MOST_HELD:
            self._forms = {}
        self._forms |= {name: (forms[name], incident) for name, incident in fresh.items()}
        found = (fresh.get(name) or self._held(name, form) for name, form in forms.items())
        return tuple(incident for incident in found if incident)

    def _held(self, name: str, form: int) -> Incident | None:
        """An incident in the form that a revision gave it, if it was read before."""
        revision, incident = self._forms.get(name, (None, None))
        return incident if revision == form else None

    def page_of_incidents(
        self, query: IncidentQuery, who: Account, part: PageRequest
    ) -> ListPage[Incident]:
        """A part of the incidents that are asked for."""
        after = read_cursor(part.cursor) if part.cursor else None
        if after is not None and not PLACE.fullmatch(after):
            raise wrong_cursor()
        found = self.ledger.list_incidents(
            ListRequest(
                filters=query.filters,
                words=query.text,
                hidden=self.hidden(who),
                limit=part.limit,
                after=after,
                latest_first=part.order != ORDERS[0],
            )
        )
        return ListPage(found.items, write_cursor(found.next) if found.next else None, found.total)

    def search_hits(
        self, text: str, who: Account, part: PageRequest, kinds: Collection[HitKind]
    ) -> ListPage[SearchHit]:
        """The incidents, then the reports, that hold some words; the newest of each first."""
        after = read_cursor(part.cursor) if part.cursor else None
        if after is not None and not after.removeprefix("-").isdecimal():
            raise wrong_cursor()
        number = int(after) if after else None
        hits = self.ledger.search(text, kinds=kinds, limit=part.limit, after=number)
        hidden = self.hidden(who)
        shown = tuple(hit for hit in hits if not hidden or self._may_show(hit, hidden))
        more = write_cursor(str(hits[-1].number)) if len(hits) == part.limit else None
        return ListPage(shown, more, len(shown))

    def _may_show(self, hit: SearchHit, hidden: Collection[str]) -> bool:
        """Whether nothing of a hit is in a hidden report."""
        if hit.kind is HitKind.REPORT:
            return hit.subject not in hidden
        told = self.ledger.incident(hit.subject).tellings
        return not any(telling.report in hidden for telling in told)

    def shown_incident(self, name: str, who: Account) -> Incident:
        """The incident with an id, an earlier id, or the beginning of one.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = self.ledger.incident(name)
        if not self.visible(who, found):
            raise NotFoundError(
                f"expected the id of one incident, found {name!r} (no such id); "
                "`dateline show` lists them"
            )
        return found

    def tag(self, incident: Incident) -> str:
        """The name of the form that an incident has: a new one with each change of it."""
        return f"{incident.id[:TAGGED]}.{self.ledger.incident_revision(incident.id)}"

    def is_of(self, tag: str, incident: Incident) -> bool:
        """Whether a tag names a form of an incident."""
        return tag.partition(".")[0] == incident.id[:TAGGED]

    def form(self, tag: str, now: Incident) -> Incident | None:
        """An incident in the form that a tag names, None where it never had it."""
        revision = tag.partition(".")[2]
        if not self.is_of(tag, now) or not revision.isdecimal() or len(revision) > TAGGED:
            return None
        return self.ledger.incident_at(now.id, int(revision))

    def sources(self, incident: Incident) -> IncidentSources:
        """The words and names behind an incident's claims, for the sentences of `explain`."""
        reports = {telling.report for telling in incident.tellings}
        return incident_sources(incident, self.ledger.texts(reports), self.ledger.names(reports))

    def texts_of(self, incidents: Sequence[Incident]) -> dict[str, str]:
        """The texts of all reports of some incidents, by report id."""
        return self.ledger.texts({t.report for i in incidents for t in i.tellings})

    def contradictions(
        self, query: IncidentQuery, who: Account, part: PageRequest
    ) -> ListPage[Incident]:
        """The incidents whose accounts contradict one another, the gravest contradiction first."""
        found = [i for i in self.all_incidents(query, who) if i.contradictions]
        found.sort(key=lambda i: (-i.contradictions[0].weight, i.id))
        return cut_list(found, part, lambda i: f"{i.contradictions[0].weight:.6f} {i.id}")

    def count_groups(self, query: IncidentQuery, who: Account, names: Sequence[str]) -> Groups:
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
        return cut_list(pairs, part, lambda pair: f"{pair.first.id} {pair.second.id}")

    # ------------------------------------------------------------------ reports

    def report_lines(self, who: Account, part: PageRequest) -> ListPage[ReportLine]:
        """A part of the reports, by id."""
        hidden, after = self.hidden(who), read_cursor(part.cursor) if part.cursor else None
        if after is not None and not REPORT_ID.fullmatch(after):
            raise wrong_cursor()
        rows = self.ledger.list_reports(hidden, part.limit + 1, after)
        shown, total = rows[: part.limit], self.ledger.sizes()[0] - len(hidden)
        names = self.ledger.names({row.id for row in shown})
        withdrawn = self.ledger.withdrawals()
        lines = tuple(
            report_line(row, names.get(row.id, ()), withdrawn.get(row.id)) for row in shown
        )
        return ListPage(lines, write_cursor(shown[-1].id) if rows != shown else None, total)

    def report_line(self, name: str, who: Account) -> ReportLine:
        """A report as lists have it.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = self.arrived_report(name, who)
        document = self.reading(found.id, who).document
        names, withdrawn = self.ledger.names({found.id}), self.ledger.withdrawals()
        outlet = found.source.name if found.source else None
        published = found.published.isoformat() if found.published else None
        row = ReportRow(found.id, document.title, outlet, found.url, published, document.language)
        return report_line(row, names.get(found.id, ()), withdrawn.get(found.id))

    def arrived_report(self, name: str, who: Account) -> Report:
        """A report as it arrived.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        return self.ledger.report(self.report_id(name, who))

    def report_id(self, name: str, who: Account) -> str:
        """The id of a report that an account may see.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = self.ledger.report_id(name)
        if found in self.hidden(who):
            raise _unknown_report(name)
        return found

    def reading(self, name: str, who: Account) -> Reading:
        """What a report says: its text, and its mentions with their claims."""
        (reading,) = self.ledger.readings_of({self.report_id(name, who)})
        return reading

    def claim(self, name: str, who: Account) -> tuple[Claim, Document]:
        """The claim with an id or the beginning of one, and the text that it stands in.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        hidden = self.hidden(who)
        homes = self.ledger.claim_homes(name) if len(name) >= SHORTEST_ID else ()
        homes = tuple((claim, report) for claim, report in homes if report not in hidden)
        if len({claim for claim, _ in homes}) != 1:
            raise NotFoundError(
                f"expected the id of one statement, found {len(homes)} for {name!r}; "
                f"give {SHORTEST_ID} characters of it or more"
            )
        ((claim, report), *_) = homes
        (reading,) = self.ledger.readings_of({report})
        told = [c for m in reading.mentions for c in m.claims if c.id == claim]
        if not told:
            raise NotFoundError(f"expected a statement that counts, found {name!r}, a struck one")
        return told[0], reading.document

    def incidents_of(self, report: str, who: Account) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        return tuple(
            incident
            for incident in self.ledger.incidents_told_by(report)
            if self.visible(who, incident)
        )

    def copies(self, name: str | None, who: Account) -> tuple[Copy, ...]:
        """The pairs of reports that share passages, or those of one report."""
        hidden = self.hidden(who)
        wanted = self.report_id(name, who) if name else None
        readings = [r for r in self.ledger.readings() if r.document.report not in hidden]
        return self.actions.copies(readings, wanted)

    def list_set_aside(self, who: Account) -> tuple[SetAside, ...]:
        """What was not recorded, with the reasons."""
        return self.ledger.all_set_aside() if who.sees_restricted else ()

    # ------------------------------------------------------------------ people and time

    def list_judgements(
        self, who: Account, incident: str | None = None, *, undone: bool = True
    ) -> tuple[Judgement, ...]:
        """What people decided, oldest first; of all incidents, or of one."""
        mentions = (
            set(self.shown_incident(incident, who).cluster.mentions)
            if incident is not None
            else None
        )
        hidden = self._hidden_mentions(who)
        about: dict[str, set[str]] = {}  # an undo is about what it takes back
        found = []
        for one in self.ledger.judgements(undone=True, undos=True):
            told = {m for group in one.mentions for m in group} or about.get(one.subjects[0], set())
            about[one.id] = told
            asked = mentions is None or not mentions.isdisjoint(told)
            if asked and hidden.isdisjoint(told) and (undone or one.undone is None):
                found.append(one)
        return tuple(found)

    def judgement(self, name: str, who: Account) -> Judgement:
        """The judgement with an id or the beginning of one.

        Raises:
            NotFoundError: there is none that the account may see, or more than one.
        """
        found = [one for one in self.list_judgements(who) if one.id.startswith(name)]
        if len(found) != 1:
            raise NotFoundError(
                f"expected the id of one judgement, found {len(found)} for {name!r}"
            )
        return found[0]

    def differences_since(self, revision: int, who: Account) -> tuple[Difference, ...]:
        """What became of incidents since a revision."""
        hidden = self.hidden(who)
        return tuple(
            one
            for one in self.ledger.differences(revision)
            for forms in ([form for form in (one.before, one.after) if form],)
            if hidden.isdisjoint(t.report for form in forms for t in form.tellings)
        )

    def changed_rows(self, revision: int, who: Account) -> Sequence[Row]:
        """What became of incidents since a revision, in the exchange form."""
        found = self.differences_since(revision, who)
        forms = [form for one in found for form in (one.before, one.after) if form]
        return self.actions.changed(found, self.texts_of(forms))

    def write_export(
        self,
        form: ExportForm,
        query: IncidentQuery,
        who: Account,
        policy: str,
        stream: BinaryIO,
    ) -> None:
        """Write the incidents that are asked for in a form, and nothing that is hidden."""
        found = self.all_incidents(query, who)
        self.actions.export(
            self.ledger, self.export_request(form, found, query, who, policy), stream
        )

    def export_request(
        self,
        form: ExportForm,
        incidents: Sequence[Incident],
        query: IncidentQuery,
        who: Account,
        policy: str = "",
    ) -> ExportRequest:
        """What is to be exported of some incidents, and what must not be in it.

        Args:
            form: what is written.
            incidents: those that are asked for, all of them visible to the account.
            query: by which they were asked for; totals over several events have to pass it too.
            who: asks.
            policy: by which figures are settled; as the form prescribes where it is empty.
        """
        used = policy or form.policy or self.actions.policies[0]
        if used != self.actions.policies[0]:
            shown = {incident.id for incident in incidents}
            incidents = [i for i in self.actions.settled(self.ledger, used) if i.id in shown]
        return ExportRequest(
            form=form.name,
            title=self.title,
            incidents=incidents,
            filters=query.filters,
            policy=used,
            hidden=self.hidden(who),
            aside=who.sees_restricted,
            words=query.text,
        )

    def restriction_tag(self) -> str:
        """The state of what is restricted."""
        told = "".join(sorted(self._restricted()))
        return sha256(told.encode()).hexdigest()[:TAGGED] if told else "none"

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions, oldest first."""
        return self.ledger.revisions()

    # ------------------------------------------------------------------ inside

    def _hidden_mentions(self, who: Account) -> set[str]:
        """The mentions of the reports that an account may not see."""
        hidden = self.hidden(who)
        if not hidden:
            return set()
        return {m.id for r in self.ledger.readings_of(hidden) for m in r.mentions}


def report_line(row: ReportRow, names: tuple[str, ...], withdrawn: str | None) -> ReportLine:
    """A report in a list."""
    return ReportLine(
        id=row.id,
        names=names,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        language=row.language,
        withdrawn=withdrawn,
    )


def _unknown_report(name: str) -> NotFoundError:
    """The same words for what is not there and for what is hidden."""
    return NotFoundError(
        f"expected the name or id of one report, found {name!r} (no such report); "
        "`dateline reports` lists them"
    )


def cut_list(found: Sequence[T], part: PageRequest, place: Callable[[T], str]) -> ListPage[T]:
    """A part of a list that stands in full."""
    start = 0
    if part.cursor:
        last = read_cursor(part.cursor)
        start = next((n for n, one in enumerate(found, 1) if place(one) == last), -1)
        if start < 0:
            raise wrong_cursor()
    items = tuple(found[start : start + part.limit])
    more = start + len(items) < len(found)
    return ListPage(items, write_cursor(place(items[-1])) if more else None, len(found))


def wrong_cursor() -> InputError:
    """What is said of a cursor that no page gave."""
    return InputError("expected the cursor that the page before gave; begin without one")


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
        raise wrong_cursor() from error
