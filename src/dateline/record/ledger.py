"""The ledger as one object: the only thing that the rest of the program opens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Engine

from dateline.record import (
    backups,
    differences,
    history,
    incidents,
    isolation,
    judgements,
    linking,
    listing,
    rebuilding,
    reports,
    reviews,
    revisions,
    search,
    strikes,
    verify,
    whole,
)
from dateline.record.differences import Difference
from dateline.record.engine import writing_engine
from dateline.record.faults import LedgerFault
from dateline.record.history import HistoryHead
from dateline.record.opening import open_engine, restore_ledger
from dateline.record.reports import ReportRow
from dateline.record.revisions import Revision, Step
from dateline.types import (
    Creation,
    Incident,
    Judgement,
    Outlet,
    Rating,
    Reading,
    Remark,
    Report,
    SetAside,
    Suggestion,
)

Outcome = tuple[Report, Reading | SetAside]  # a report, with its reading or why it has none
TOGETHER: Final = 12  # reports recorded at once; a crash undoes about a second of reading


@dataclass(frozen=True, slots=True)
class Ledger:
    """Reports, readings, incidents, judgements and their history, in one database.

    Every method is one transaction: what it wrote is on disk when it returns.
    """

    engine: Engine

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> Ledger:
        """Open a ledger at a path or a database URL.

        Raises:
            LedgerError: there is none (unless `create`), or it is damaged or of a newer program.
        """
        return cls(open_engine(where, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    # ------------------------------------------------------------------ reports

    def unread(
        self,
        arrivals: Iterable[Report | SetAside | Remark],
        *,
        again: bool = False,
        outlets: Sequence[Outlet] = (),
    ) -> Iterator[Report]:
        """The reports that are not recorded yet; what comes set aside is recorded as such.

        Args:
            arrivals: taken one at a time; remarks are for people and pass by.
            again: give recorded reports too, to be read anew.
            outlets: the table that they come with.
        """
        for arrival in arrivals:
            if isinstance(arrival, SetAside):
                self.set_aside(arrival)
            elif isinstance(arrival, Report) and (again or not self.knows(arrival, outlets)):
                yield arrival

    def knows(self, report: Report, outlets: Sequence[Outlet] = ()) -> bool:
        """Is a report recorded, and as well as it is known now? Its name is kept if new."""
        with writing_engine(self.engine).begin() as connection:
            known = reports.is_known(connection, report)
            if known:
                reports.add_name(connection, report)
                reports.renew_outlets(connection, report, outlets)
        return known

    def record(self, report: Report, reading: Reading | SetAside) -> None:
        """Record a report with its reading, or why it could not be read."""
        for _ in self.record_all([(report, reading)]):
            pass

    def record_all(self, read: Iterable[Outcome]) -> Iterator[Outcome]:
        """Record reports as they are read, some at once: a disk takes as long for one as for all.

        Args:
            read: reports with their readings, or with why they could not be read.

        Yields:
            The same, each once it is on disk.
        """
        read = iter(read)
        while some := list(islice(read, TOGETHER)):
            with writing_engine(self.engine).begin() as connection:
                reports.add_outcomes(connection, some)
            yield from some

    def amend(self, report: Report, reading: Reading) -> None:
        """Record a report anew with a date or an outlet that a person gave it."""
        with writing_engine(self.engine).begin() as connection:
            reports.amend_report(connection, report, reading)

    def rate_outlet(self, outlet: str, rating: Rating) -> int:
        """Give an outlet one more letter on all its reports; gives how many there are.

        Args:
            outlet: its id.
            rating: takes the place of one from the same day on.

        Raises:
            InputError: no report has such an outlet.
        """
        with writing_engine(self.engine).begin() as connection:
            return reports.rate_outlet(connection, outlet, rating)

    def set_aside(self, item: SetAside) -> None:
        """Keep an input that was not recorded, with the reason."""
        with writing_engine(self.engine).begin() as connection:
            reports.keep_set_aside(connection, item)

    def all_set_aside(self) -> tuple[SetAside, ...]:
        """What was not recorded, by name."""
        with self.engine.connect() as connection:
            return whole.read_set_aside(connection.exec_driver_sql)

    def reports(self) -> tuple[Report, ...]:
        """The reports as they arrived, by id."""
        with self.engine.connect() as connection:
            return tuple(whole.all_reports(connection.exec_driver_sql))

    def readings(self, *, withdrawn: bool = False) -> tuple[Reading, ...]:
        """The readings by report id, those of withdrawn reports left out unless asked for."""
        with self.engine.connect() as connection:
            return whole.unstruck_readings(connection.exec_driver_sql, withdrawn=withdrawn)

    def readings_of(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """The readings of some reports, withdrawn or not, by report id."""
        with self.engine.connect() as connection:
            return strikes.some_unstruck_readings(connection, ids)

    def names(self, ids: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
        """All names of each report, or of some, by report id."""
        with self.engine.connect() as connection:
            if ids is None:
                return whole.names_of_reports(connection.exec_driver_sql)
            return reports.names_of_reports(connection, ids)

    def texts(self, ids: Collection[str] | None = None) -> dict[str, str]:
        """The recorded text of each report, or of some, by id: what every offset counts in."""
        with self.engine.connect() as connection:
            if ids is None:
                return whole.recorded_texts(connection.exec_driver_sql)
            return reports.texts_of_reports(connection, ids)

    def report(self, name: str) -> Report:
        """The report with a name, an id or the beginning of an id, as it arrived."""
        with self.engine.connect() as connection:
            return reports.one_report(connection, reports.find_report(connection, name))

    def list_reports(
        self, hidden: Collection[str], limit: int, after: str | None = None
    ) -> tuple[ReportRow, ...]:
        """Some reports without their bytes and texts, by id.

        Args:
            hidden: ids of reports that are left out.
            limit: the most.
            after: the id of the last one of the page before.
        """
        with self.engine.connect() as connection:
            return reports.report_rows(connection, hidden, limit, after)

    def report_id(self, name: str) -> str:
        """The id of the report with a name, an id or the beginning of an id."""
        with self.engine.connect() as connection:
            return reports.find_report(connection, name)

    def claim_homes(self, name: str) -> tuple[tuple[str, str], ...]:
        """The claims whose id is, or begins with, a name, each with its report."""
        with self.engine.connect() as connection:
            return reports.claim_homes(connection, name)

    def withdraw(self, name: str, *, reason: str, by: str | None = None) -> str:
        """Stop a report's claims from counting; gives its id."""
        with writing_engine(self.engine).begin() as connection:
            return reports.withdraw_report(connection, name, reason, by)

    def restore(self, name: str, *, reason: str, by: str | None = None) -> str:
        """Let a withdrawn report's claims count again; gives its id."""
        with writing_engine(self.engine).begin() as connection:
            return reports.restore_report(connection, name, reason, by)

    def withdrawals(self) -> dict[str, str]:
        """The reason for each withdrawn report, by report id."""
        with self.engine.connect() as connection:
            return reports.withdrawal_reasons(connection)

    # ------------------------------------------------------------------ incidents

    def save(self, found: Sequence[Incident]) -> None:
        """Put the incidents of a run in the place of all before; the next one begins anew."""
        with writing_engine(self.engine).begin() as connection:
            linking.Work(connection, "").forget()
            incidents.save_incidents(connection, found)

    @contextmanager
    def linking(self, mark: str) -> Iterator[linking.Work]:
        """Do one step of linking by hand, as a whole or not at all.

        Args:
            mark: of the program that links; what another one kept is not gone on from.
        """
        with writing_engine(self.engine).begin() as connection:
            yield linking.Work(connection, mark)

    def link(self, step: isolation.Step, mark: str) -> tuple[incidents.Change, ...]:
        """Do one step of linking, as a whole or not at all; a report it fails on is set aside.

        Args:
            step: links what waits.
            mark: of the program that links; what another one kept is not gone on from.
        """
        return isolation.link_safely(self.engine, step, mark)

    def incidents(self) -> tuple[Incident, ...]:
        """The incidents, by first day, then id; undated ones last."""
        with self.engine.connect() as connection:
            return whole.all_incidents(connection.exec_driver_sql)

    def list_incidents(self, request: listing.ListRequest) -> listing.IncidentList:
        """A page of the incidents that are asked for, by first day, then id; undated ones last."""
        with self.engine.connect() as connection:
            return listing.incident_page(connection, request)

    def matching_incidents(self, request: listing.ListRequest) -> dict[str, int]:
        """All incidents that are asked for, in the list's order, with the revision of each form."""
        with self.engine.connect() as connection:
            return listing.matching_incidents(connection, request)

    def incidents_by_id(self, ids: Sequence[str]) -> tuple[Incident, ...]:
        """Those incidents of some ids that there are, in the order of these."""
        with self.engine.connect() as connection:
            return listing.incidents_by_id(connection, ids)

    def incidents_told_by(self, report: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of, by id."""
        with self.engine.connect() as connection:
            return listing.incidents_told_by(connection, report)

    def sizes(self) -> tuple[int, int, int]:
        """How many reports, inputs set aside and incidents there are."""
        with self.engine.connect() as connection:
            return (*reports.count_reports(connection), incidents.incident_count(connection))

    def incident(self, name: str) -> Incident:
        """The incident with an id, an id of an earlier run, or the beginning of one."""
        with self.engine.connect() as connection:
            return incidents.find_incident(connection, name)

    def incident_revision(self, incident: str) -> int:
        """The revision that gave an incident the form that it has."""
        with self.engine.connect() as connection:
            return incidents.revision_of(connection, incident)

    def redirects(self) -> dict[str, str | None]:
        """Where ids of earlier runs lead."""
        with self.engine.connect() as connection:
            return incidents.final_redirects(connection)

    def search(
        self,
        query: str,
        *,
        kinds: Collection[search.HitKind] = search.EVERY_KIND,
        limit: int = 20,
        after: int | None = None,
    ) -> tuple[search.SearchHit, ...]:
        """The incidents, then the reports, that a query finds; the newest of each first.

        Args:
            query: words that must all be there; see `search.parse_query`.
            kinds: what is looked for.
            limit: the most hits.
            after: the number of the last hit of the page before.
        """
        with self.engine.connect() as connection:
            return search.search_ledger(connection, query, kinds=kinds, limit=limit, after=after)

    # ------------------------------------------------------------------ people

    def basis(self) -> judgements.LedgerBasis:
        """What whoever decides now has before them."""
        with self.engine.connect() as connection:
            return judgements.basis_of_judgement(connection)

    def judge(
        self, verdict: judgements.Verdict, basis: judgements.LedgerBasis | None = None
    ) -> Judgement:
        """Record what a person decided.

        Args:
            verdict: what they said.
            basis: what they had before them, if it must not have changed since.

        Raises:
            InputError: it cannot be recorded.
            ConflictError: another judgement says the contrary, or the ledger has changed.
        """
        with writing_engine(self.engine).begin() as connection:
            judgements.check_basis(connection, basis)
            return judgements.add_judgement(connection, verdict)

    def strike(self, statement: str, *, by: str, reason: str) -> Judgement:
        """Record that a sentence does not say what a statement has it say."""
        with writing_engine(self.engine).begin() as connection:
            return strikes.strike_statement(connection, statement, by, reason)

    def undo(self, name: str, *, by: str, reason: str) -> Judgement:
        """Take a judgement back, which stays on record; gives the judgement that does so."""
        with writing_engine(self.engine).begin() as connection:
            return judgements.undo_judgement(connection, name, by, reason)

    def judgements(self, *, undone: bool = False, undos: bool = False) -> tuple[Judgement, ...]:
        """The judgements in the order they were made, those undone and the undos if asked for."""
        with self.engine.connect() as connection:
            return whole.all_judgements(connection.exec_driver_sql, undone=undone, undos=undos)

    def times_of_writing(self) -> dict[str, Creation]:
        """When each report was written, as the last run settled it, by report id."""
        with self.engine.connect() as connection:
            return whole.read_times_of_writing(connection.exec_driver_sql)

    def judgement_reasons(self, names: Collection[str]) -> dict[str, str]:
        """Why some judgements were made, by their ids."""
        with self.engine.connect() as connection:
            return judgements.judgement_reasons(connection, names)

    # ------------------------------------------------------------------ the workspace

    def answer_review(self, answer: reviews.ReviewAnswer) -> reviews.ReviewAnswer:
        """Keep a reviewer's answer; gives it with its number and time."""
        with writing_engine(self.engine).begin() as connection:
            return reviews.add_answer(connection, answer)

    def review_answers(self, after: int = 0) -> tuple[reviews.ReviewAnswer, ...]:
        """The answers of reviewers after a number, in the order given, undos among them."""
        with self.engine.connect() as connection:
            return reviews.all_answers(connection, after)

    def keep_entry(self, entry: reviews.KeptEntry) -> None:
        """Keep something by name: a saved search, a sample, a setting."""
        with writing_engine(self.engine).begin() as connection:
            reviews.keep_entry(connection, entry)

    def drop_entry(self, kind: str, name: str) -> None:
        """Keep something no more."""
        with writing_engine(self.engine).begin() as connection:
            reviews.drop_entry(connection, kind, name)

    def kept_entries(self, kind: str) -> tuple[reviews.KeptEntry, ...]:
        """What is kept of a kind, by name."""
        with self.engine.connect() as connection:
            return reviews.kept_entries(connection, kind)

    def keep_suggestion(self, one: Suggestion, name: str) -> None:
        """Keep what a language model suggested, in the place of what had that name."""
        self.keep_entry(reviews.suggestion_entry(one, name))

    def suggestions(self, report: str = "") -> tuple[Suggestion, ...]:
        """What language models suggested, of one report or of all, by report and place in it."""
        with self.engine.connect() as connection:
            return reviews.kept_suggestions(connection, report)

    # ------------------------------------------------------------------ over time

    def revision(self) -> int:
        """The number of the last revision."""
        with self.engine.connect() as connection:
            return revisions.latest_revision(connection)

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions, oldest first."""
        with self.engine.connect() as connection:
            return revisions.all_revisions(connection)

    def revision_before(self, when: str) -> int:
        """The revision with which a day began, or the one of a number."""
        with self.engine.connect() as connection:
            return revisions.revision_since(connection, when)

    def incidents_at(self, revision: int) -> tuple[Incident, ...]:
        """The incidents as they stood after a revision, by first day, then id."""
        with self.engine.connect() as connection:
            return whole.in_order(revisions.incidents_at(connection, revision))

    def incident_at(self, incident: str, revision: int) -> Incident | None:
        """An incident as it stood after a revision, None where it did not stand then."""
        with self.engine.connect() as connection:
            return revisions.form_at(connection, incident, revision)

    def steps(self, revision: int, only: Collection[str] = ()) -> tuple[Step, ...]:
        """What a revision did to incidents, or to some, by id."""
        with self.engine.connect() as connection:
            return revisions.revision_steps(connection, revision, only)

    def differences(self, revision: int) -> tuple[Difference, ...]:
        """What became of incidents since a revision, by id."""
        with self.engine.connect() as connection:
            return differences.changes_since_revision(connection, revision)

    # ------------------------------------------------------------------ trust

    def back_up(self, target: Path) -> HistoryHead:
        """Copy the ledger, as it stands now, to a file that is not there yet; gives its head."""
        return backups.copy_ledger(self.engine, target)

    @staticmethod
    def restore_backup(backup: Path, where: str) -> HistoryHead:
        """Make a ledger of a copy, at a path or an empty database; gives its head."""
        return restore_ledger(backup, where)

    def last_entry(self) -> int:
        """The number of the last row of the history: a new one with whatever is written."""
        with self.engine.connect() as connection:
            return history.last_entry_number(connection)

    def history(self) -> tuple[history.Entry, ...]:
        """All that was done to the ledger, oldest first."""
        with self.engine.connect() as connection:
            return history.history_entries(connection)

    def head(self) -> HistoryHead:
        """The last row of the history, to be kept elsewhere."""
        with self.engine.connect() as connection:
            return history.history_head(connection)

    def faults(
        self, *, head: str | None = None, renew: Callable[[Ledger], object] | None = None
    ) -> tuple[LedgerFault, ...]:
        """What is wrong with the ledger.

        Args:
            head: the head of the history, as it was kept elsewhere.
            renew: takes what waits into the incidents; with it, incidents and what linking keeps
                are made anew beside the ledger and compared.
        """
        with self.engine.connect() as connection:  # and never commit
            found = tuple(verify.ledger_faults(connection, head))
        if renew is None:
            return found
        return (*found, *verify.guarded_check("incident", lambda: self._rebuilt(renew)))

    def _rebuilt(self, renew: Callable[[Ledger], object]) -> Iterator[LedgerFault]:
        """How the ledger differs from one that is linked from the beginning."""
        return rebuilding.rebuilt_faults(self.engine, lambda engine: renew(Ledger(engine)))

    def lag(self) -> whole.LedgerLag:
        """What the incidents do not show yet, because a run was stopped."""
        with self.engine.connect() as connection:
            return whole.lag_of(connection.exec_driver_sql)

    def is_linked_by(self, mark: str) -> bool:
        """Was it linked last by the program of a mark, so that it can be held against its work?"""
        with self.engine.connect() as connection:
            return rebuilding.is_linked_by(connection, mark)

    def repair(self, renew: Callable[[Ledger], object]) -> tuple[str, ...]:
        """Make everything again that is told from readings and judgements; gives what was done.

        The history, and what it is bound to, stays as it is.

        Args:
            renew: takes what waits into the incidents.
        """
        anew = rebuilding.forms_anew(self.engine, lambda engine: renew(Ledger(engine)))
        with writing_engine(self.engine).begin() as connection:
            done = rebuilding.prepare_repair(connection, anew)
        renew(self)
        with writing_engine(self.engine).begin() as connection:
            return (*done, *rebuilding.end_repair(connection))
