"""The library: reports read, incidents built and a ledger kept, from Python.

`import dateline` offers these names; `docs/library.md` describes them with examples.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, overload

from dateline import link, pipeline, record
from dateline.acquire import Arrival, Ways, acquire, read_outlets, received_report
from dateline.coding import CODING
from dateline.errors import InputError, MissingExtraError, UnreadableError
from dateline.explain import explain_incident, incident_sources
from dateline.filters import Filters
from dateline.reconcile import POLICIES
from dateline.reconcile.inputs import ReconcileInput
from dateline.types import (
    Document,
    Incident,
    Intake,
    Judgement,
    JudgementKind,
    Reading,
    Remark,
    SetAside,
)
from dateline.verdicts import check_verdict
from dateline.workers import streaming
from dateline.write import jsonl
from dateline.write.columns import CellType, cells_of_line
from dateline.write.lines import lines_of
from dateline.write.wide import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

KEPT: Final = "minmax"  # the policy by which a ledger keeps its figures
JUDGED: Final = ("same", "different", "accept", "reject", "correct")
SHORT: Final = 12  # characters of a report's id that name it where no name is given


def read_report(
    text: str | bytes, *, published: date | None = None, name: str | None = None
) -> Reading:
    """Read what one report says: its events, and for each value the words that it comes from.

    Args:
        text: a plain text or an HTML page.
        published: the day of publication, if it is known.
        name: how the report is called in what is written about it.

    Raises:
        UnreadableError: the text holds no report, or none in English.
        InputError: the bytes are no text.
    """
    content = text.encode() if isinstance(text, str) else text
    received = received_report(content, name or "")
    report = replace(
        received,
        name=name or received.id[:SHORT],
        published=published or received.published,
    )
    reading = pipeline.read(report)
    if isinstance(reading, SetAside):
        raise UnreadableError(f"{reading.name}: {reading.reason}")
    return reading


def build_incidents(readings: Iterable[Reading], *, policy: str = KEPT) -> Incidents:
    """Find which readings tell of the same incidents, and settle what each incident was.

    The outcome does not depend on the order of the readings; a report that is given twice counts
    once.

    Args:
        readings: what `read_report` gave.
        policy: how figures are settled: minmax, ucdp, acled or gtd.

    Raises:
        InputError: there is no such policy.
    """
    _check_policy(policy)
    by_report = {reading.document.report: reading for reading in readings}
    names = {report: (reading.document.name,) for report, reading in by_report.items()}
    chronology = link.settle_dates(tuple(by_report.values()))
    inputs = ReconcileInput(by_report, chronology, names, policy=policy)
    found = (
        pipeline.settle(inputs, cluster)
        for cluster in link.link_mentions(by_report.values(), chronology)
    )
    documents = {report: reading.document for report, reading in by_report.items()}
    return Incidents(record.in_order(found), documents, policy)


@dataclass(frozen=True, slots=True)
class Incidents(Sequence[Incident]):
    """Incidents by their first day, undated ones last, with the documents that they quote."""

    found: tuple[Incident, ...]
    documents: Mapping[str, Document] = field(repr=False)  # of each report, by its id
    policy: str = KEPT  # by which the figures were settled

    @overload
    def __getitem__(self, index: int) -> Incident: ...
    @overload
    def __getitem__(self, index: slice) -> Incidents: ...
    def __getitem__(self, index: int | slice) -> Incident | Incidents:
        if isinstance(index, slice):
            return Incidents(self.found[index], self.documents, self.policy)
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def rows(self) -> list[dict[str, Any]]:
        """The incidents in the exchange form, as plain data."""
        texts = {report: document.text for report, document in self.documents.items()}
        return list(jsonl.exchange_rows_of(self.found, texts, CODING))

    def to_json(self, *, indent: int | None = None) -> str:
        """The incidents in the exchange form, as a JSON array."""
        return json.dumps(self.rows(), ensure_ascii=False, indent=indent)

    def to_pandas(self) -> pd.DataFrame:
        """A table with one row an incident and the columns of the CSV export.

        Raises:
            MissingExtraError: the extra `pandas` is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  an extra
        except ModuleNotFoundError as error:
            raise MissingExtraError("A table of pandas", "pandas") from error
        lines = lines_of(self.found, self.documents, CODING, self.policy)
        rows = [tuple(cells_of_line(COLUMNS, line)) for line in lines]
        table = pd.DataFrame(rows, columns=[column.name for column in COLUMNS]).convert_dtypes()
        days = [column.name for column in COLUMNS if column.type is CellType.DAY]
        return table.assign(**{name: pd.to_datetime(table[name]) for name in days})


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of some reports, and of the incidents that they tell of."""

    recorded: tuple[str, ...]  # names of the reports that were read now
    set_aside: tuple[SetAside, ...]  # what was not recorded, and why
    remarks: tuple[Remark, ...]  # what else is to be known of what arrived
    changes: tuple[record.Change, ...]  # what became of the incidents


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger of incidents in one file or database.

    Use it as a context manager, or close it. What a method wrote is on disk when it returns.
    """

    kept: record.Ledger

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = False) -> Self:
        """Open a ledger.

        Args:
            path: a file, or the URL of a database.
            create: make the ledger if there is none.

        Raises:
            LedgerError: there is none, or it is damaged, or a newer Dateline made it.
            MissingExtraError: it is in PostgreSQL, and the extra `postgres` is not installed.
        """
        return cls(record.Ledger.open(os.fspath(path), create=create))

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
        """Let go of the file or the connection."""
        self.kept.close()

    def ingest(
        self,
        *paths: str | os.PathLike[str],
        published: Mapping[str, date] | None = None,
        outlets: str | os.PathLike[str] | None = None,
        everything: bool = False,
        workers: int = 1,
    ) -> Ingested:
        """Read reports into the ledger, and take them into its incidents.

        A report that is recorded already is passed over.

        Args:
            paths: files, or folders that are read in full.
            published: publication dates that are known from elsewhere, by the names of reports.
            outlets: a table of outlets of your own, in TOML.
            everything: read news that tells of no violence too, which is set aside otherwise.
            workers: how many processes read. With more than one, a script needs the usual
                `if __name__ == "__main__":`.

        Raises:
            InputError: a path does not exist, or a folder holds no file.
        """
        table = read_outlets(Path(outlets)) if outlets else ()
        files = [Path(path) for path in paths]
        ways, noted = Ways(apart=streaming), _Noted()
        arrivals = acquire(files, published=published, outlets=table, ways=ways)
        unread = self.kept.unread(noted.note_arrivals(arrivals), outlets=table)
        read = pipeline.ingest(self.kept, unread, workers, Intake(not everything, tuple(table)))
        recorded = []
        for report, outcome in read:
            if isinstance(outcome, SetAside):
                noted.aside.append(outcome)
            else:
                recorded.append(report.name)
        changes = pipeline.renew(self.kept)
        return Ingested(tuple(recorded), tuple(noted.aside), tuple(noted.remarks), changes)

    def incidents(self, filters: Filters | None = None, *, policy: str = KEPT) -> Incidents:
        """The incidents of the ledger.

        Args:
            filters: which of them; all where it is left out.
            policy: how figures are settled: minmax, ucdp, acled or gtd.

        Raises:
            InputError: there is no such policy.
        """
        _check_policy(policy)
        if policy == KEPT:
            found = self.kept.incidents()
        else:
            found = pipeline.settled_incidents(self.kept, policy)
        documents = {r.document.report: r.document for r in self.kept.readings()}
        return Incidents((filters or Filters()).keep(found), documents, policy)

    def incident(self, name: str) -> Incident:
        """The incident with an id; its first characters do, or an id that it had before.

        Raises:
            InputError: there is none, or more than one.
        """
        return self.kept.incident(name)

    def explain(self, name: str) -> str:
        """Why an incident is one, how it was dated and placed, and who said what: in sentences.

        Args:
            name: an id of the incident, or its first characters.

        Raises:
            InputError: there is none, or more than one.
        """
        incident, readings = self.kept.incident(name), self.kept.readings()
        mentions = {m.id: m for reading in readings for m in reading.mentions}
        told = incident_sources(incident, self.kept.texts(), self.kept.names())
        return "\n".join(explain_incident(incident, mentions, link.settle_dates(readings), told))

    def judge(
        self,
        kind: JudgementKind | str,
        *ids: str,
        by: str,
        reason: str,
        field: str | None = None,
        value: str | None = None,
    ) -> Judgement:
        """Record what a person decided; no later run undoes it.

        Args:
            kind: same, different, accept, reject or correct; `strike` and `undo` are methods.
            ids: of two or more incidents for `same`, of two for `different`, else of one. An id
                with "@" and the name of a report stands for what that report tells of it.
            by: who decides.
            reason: why, in a sentence.
            field: what is corrected, or accepted alone: killed, date, place and so on.
            value: what is right, for `correct`.

        Raises:
            InputError: there is no such incident, the correction cannot be applied, or another
                judgement that counts says the contrary.
        """
        verdict = record.Verdict(_judgement_kind(kind), ids, by, reason, field, value)
        return self._renewed(self.kept.judge(check_verdict(self.kept, verdict)))

    def strike(self, statement: str, *, by: str, reason: str) -> Judgement:
        """Say that a sentence does not say what was read in it: the value leaves the ledger.

        Args:
            statement: the id that exports give, or its first characters.
            by: who decides.
            reason: why, in a sentence.

        Raises:
            InputError: there is no such statement, or more than one.
        """
        return self._renewed(self.kept.strike(statement, by=by, reason=reason))

    def undo(self, judgement: str, *, by: str, reason: str) -> Judgement:
        """Take a judgement back, by its id or the first characters of one; it stays on record.

        Returns:
            The judgement that does so, which can be undone too.

        Raises:
            InputError: there is none, or more than one.
        """
        return self._renewed(self.kept.undo(judgement, by=by, reason=reason))

    def _renewed(self, judgement: Judgement) -> Judgement:
        """A judgement, once the incidents follow it."""
        pipeline.renew(self.kept)
        return judgement

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that count, in the order in which they were made."""
        return self.kept.judgements()

    def set_aside(self) -> tuple[SetAside, ...]:
        """What was not recorded, and why."""
        return self.kept.all_set_aside()

    def changes(self, since: date | datetime | None = None) -> tuple[record.Entry, ...]:
        """What was done to the ledger, oldest first: reports, judgements, ids that were redirected.

        Args:
            since: leave out what was done before; a day begins at midnight UTC, and so does a
                time without a zone count.
        """
        start = _moment(since) if since else None
        return tuple(
            entry
            for entry in self.kept.history()
            if start is None or datetime.fromisoformat(entry.at) >= start
        )


class _Noted:
    """What arrives beside reports, kept as it passes."""

    def __init__(self) -> None:
        self.aside: list[SetAside] = []
        self.remarks: list[Remark] = []

    def note_arrivals(self, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """All arrivals, unchanged."""
        for arrival in arrivals:
            if isinstance(arrival, SetAside):
                self.aside.append(arrival)
            elif isinstance(arrival, Remark):
                self.remarks.append(arrival)
            yield arrival


def _check_policy(policy: str) -> None:
    """Refuse a policy that does not exist."""
    if policy not in POLICIES:
        raise InputError(f"expected a policy of {', '.join(POLICIES)}, found {policy!r}")


def _judgement_kind(kind: JudgementKind | str) -> JudgementKind:
    """A kind of judgement by its name."""
    if kind not in JUDGED:
        raise InputError(f"expected a judgement of {', '.join(JUDGED)}, found {kind!r}")
    return JudgementKind(kind)


def _moment(since: date | datetime) -> datetime:
    """A day or a time as a time with a zone."""
    at = since if isinstance(since, datetime) else datetime.combine(since, time())
    return at if at.tzinfo else at.replace(tzinfo=UTC)
