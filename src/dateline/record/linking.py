"""What linking keeps from run to run: mentions in an index, their likes, their clusters.

All of it can be made again from the readings; it is here so that a new report touches only what
it may tell of.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)

from dateline.record import incidents, reports, strikes
from dateline.record.batches import in_batches
from dateline.record.codec import from_json, to_json
from dateline.record.incidents import Change
from dateline.record.tables import (
    LEFT_OUT,
    LINKED,
    LINKED_BY,
    MENTION,
    NEAR,
    PENDING,
    READING,
    SHELF,
    SHELVED,
    TRACE,
)
from dateline.record.whole import JUDGED, all_judgements
from dateline.types import Creation, Incident, Judgement, LinkedReport, LinkStep, Reading

T = TypeVar("T")


class Part(Protocol):
    """A part of what is filed under a key: of some kinds, and dated narrowly about a day."""

    @property
    def kinds(self) -> Sequence[str] | None:
        """The kinds of event, all if None."""
        ...

    @property
    def day(self) -> int | None:
        """The day as an ordinal, any if None."""
        ...

    @property
    def width(self) -> int:
        """The most days in the dates."""
        ...


ROWS_AT_ONCE = 5_000
REPORTS_AT_ONCE = 50
KEYS_AT_ONCE = 50  # asked for in one query
MARK = "mark"


@dataclass(frozen=True, slots=True)
class Work:
    """One step of linking, in a transaction that writes: nobody else links meanwhile."""

    connection: Connection
    mark: str

    # ------------------------------------------------------------------ what is to be done

    def begin(self) -> bool:
        """Forget what another version of the program kept; True if there was nothing to go on."""
        kept = self._state(MARK)
        if kept != self.mark:
            self.forget()
        return kept != self.mark

    def forget(self) -> None:
        """Forget all that was kept: every report is to be linked again."""
        for table in (NEAR, SHELF, SHELVED, TRACE, LINKED, PENDING, LINKED_BY):
            self.connection.execute(delete(table))
        self.connection.execute(insert(PENDING).from_select(["report"], select(READING.c.report)))

    def coming(self) -> tuple[str, ...]:
        """The reports that were recorded or read anew since the last run, and count."""
        query = select(PENDING.c.report).join(READING, READING.c.report == PENDING.c.report)
        counts = query.where(PENDING.c.report.not_in(reports.not_counting()))
        return tuple(sorted(self.connection.execute(counts).scalars()))

    def leaving_reports(self) -> tuple[str, ...]:
        """The reports that were linked as they no longer are: read anew, renamed or withdrawn."""
        query = select(PENDING.c.report).join(LINKED, LINKED.c.report == PENDING.c.report)
        return tuple(sorted(self.connection.execute(query).scalars()))

    def standing_judgements(self) -> tuple[Judgement, ...]:
        """What people decided, as it stands."""
        return all_judgements(self.connection.exec_driver_sql)

    def judgements_before(self) -> tuple[Judgement, ...]:
        """What people had decided when the last run ended, in the same order."""
        kept = set(json.loads(self._state(JUDGED) or "[]"))
        every = all_judgements(self.connection.exec_driver_sql, undone=True)
        return tuple(judgement for judgement in every if judgement.id in kept)

    # ------------------------------------------------------------------ reports

    def names(self, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """All names of some reports."""
        return reports.names_of_reports(self.connection, ids)

    def readings_by_id(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """Some readings, by report id."""
        return strikes.some_unstruck_readings(self.connection, ids)

    def created(self, ids: Collection[str]) -> dict[str, Creation]:
        """When some linked reports were written, as it was settled."""
        rows = self._rows(ids, lambda few: select(LINKED).where(LINKED.c.report.in_(few)))
        return {row.report: from_json(row.created, Creation) for row in rows}

    def linked_before(self, ids: Collection[str]) -> tuple[LinkedReport, ...]:
        """Some linked reports, as they were kept."""
        rows = self._rows(ids, lambda few: select(LINKED).where(LINKED.c.report.in_(few)))
        return tuple(
            LinkedReport(
                report=row.report,
                number=row.number,
                own=from_json(row.own, Creation) if row.own else None,
                created=from_json(row.created, Creation),
                round=row.round,
                traces=row.traces,
                keys=unpack_keys(row.keys),
            )
            for row in rows
        )

    def has_open(self) -> bool:
        """Is there a linked report whose own words do not date it?"""
        return (
            self.connection.execute(select(LINKED.c.report).where(LINKED.c.open)).first()
            is not None
        )

    def open_among(self, ids: Collection[str]) -> set[str]:
        """Those of some linked reports whose own words do not date them."""
        query = select(LINKED.c.report).where(LINKED.c.open)
        rows = self._rows(ids, lambda few: query.where(LINKED.c.report.in_(few)))
        return {row.report for row in rows}

    def reports_under(self, keys: Collection[int], most: int) -> dict[int, list[str]]:
        """The reports filed under each of some keys, at most so many a key."""
        found: dict[int, list[str]] = {}
        waiting = list(keys)
        while waiting:
            few, waiting = waiting[:KEYS_AT_ONCE], waiting[KEYS_AT_ONCE:]
            padded = few + few[:1] * (KEYS_AT_ONCE - len(few))
            asked = {f"key{at}": key for at, key in enumerate(padded)}
            for key, report in self.connection.execute(_traced_rows(), {**asked, "most": most}):
                found.setdefault(key, []).append(report)
        return {key: sorted(set(reports)) for key, reports in found.items()}

    def told_in(self, ids: Collection[str]) -> tuple[str, ...]:
        """The mentions in the index that are of some reports."""
        column = SHELVED.c.report
        rows = self._rows(ids, lambda few: select(SHELVED.c.mention).where(column.in_(few)))
        return tuple(sorted(row.mention for row in rows))

    def reports_of(self, mentions: Collection[str]) -> set[str]:
        """The reports that count and tell of some mentions."""
        counts = MENTION.c.report.not_in(reports.not_counting())
        query = select(MENTION.c.report).where(counts)
        rows = self._rows(mentions, lambda few: query.where(MENTION.c.id.in_(few)))
        return {row.report for row in rows}

    # ------------------------------------------------------------------ mentions by number

    def first_free(self) -> int:
        """The smallest number above all that are taken."""
        last = self.connection.execute(select(func.max(SHELVED.c.number))).scalar()
        return 0 if last is None else last + 1

    def numbers(self, mentions: Collection[str]) -> dict[str, int]:
        """The numbers of those mentions that are in the index."""
        rows = self._rows(
            mentions,
            lambda few: select(SHELVED.c.mention, SHELVED.c.number).where(
                SHELVED.c.mention.in_(few)
            ),
        )
        return {row.mention: row.number for row in rows}

    def profiles(self, numbers: Collection[int]) -> dict[int, str]:
        """Prepared mentions, as JSON."""
        rows = self._rows(
            numbers,
            lambda few: select(SHELVED.c.number, SHELVED.c.prepared).where(
                SHELVED.c.number.in_(few)
            ),
        )
        return {row.number: row.prepared for row in rows}

    def indexed_under(
        self, key: int, most: int, part: Part, *, wide: bool = False
    ) -> Sequence[tuple[int, str, int, int]]:
        """The mentions filed under a key, as a wide one or not, at most some of a part."""
        query = _indexed_rows(of_kinds=part.kinds is not None, of_day=part.day is not None)
        place = {"at": key, "is_wide": wide, "most": most}
        narrow = {"kinds": part.kinds, "day": part.day, "width": part.width}
        return list(self.connection.execute(query, {**place, **narrow}))

    def near_mentions(self, numbers: Collection[int]) -> dict[int, dict[int, float]]:
        """For each number the mentions that look like one incident with it, and how much."""
        found: dict[int, dict[int, float]] = {number: {} for number in numbers}
        at = NEAR.c
        query = select(at.one, at.other, at.weight)
        for one, other, weight in self._rows(numbers, lambda few: query.where(at.one.in_(few))):
            found[one][other] = weight
        return found

    def groups(self, numbers: Collection[int]) -> dict[int, tuple[int, ...]]:
        """The cluster that each number is in, in order."""
        own = select(SHELVED.c.home)
        rows = self._rows(
            numbers,
            lambda few: (
                select(SHELVED.c.number, SHELVED.c.home)
                .where(SHELVED.c.home.in_(own.where(SHELVED.c.number.in_(few))))
                .order_by(SHELVED.c.home, SHELVED.c.place)
            ),
        )
        together: dict[int, dict[int, None]] = {}
        for row in rows:
            together.setdefault(row.home, {})[row.number] = None
        groups = [tuple(group) for group in together.values()]
        return {number: group for group in groups for number in group}

    # ------------------------------------------------------------------ what was done

    def keep_step(
        self, step: LinkStep, found: Sequence[Incident], *, anew: bool
    ) -> tuple[Change, ...]:
        """Keep what a step made, with the incidents that it touched; gives what changed.

        Args:
            step: what changed in what is kept.
            found: the incidents that are new or other than before.
            anew: nothing was kept before, and `found` are all incidents.
        """
        for number, keys in step.out:
            self._unindex(number, keys)
        self._index_mentions(step)
        self._file_likes(step)
        self._unlink(step.left)
        linked = iter(step.linked)
        while few := list(islice(linked, REPORTS_AT_ONCE)):
            self._file_reports(few)
        self.connection.execute(delete(PENDING))
        self._keep_state(MARK, self.mark)
        self._keep_state(
            JUDGED, json.dumps([judgement.id for judgement in self.standing_judgements()])
        )
        if anew:
            return incidents.save_incidents(self.connection, found)
        over = [mention for group in step.over for mention in group]
        return incidents.renew_incidents(self.connection, over, found)

    def _unlink(self, left: Collection[str]) -> None:
        """Take reports out of the index of traces."""
        for one in self.linked_before(left):
            for keys in in_batches(one.keys):
                same = (TRACE.c.key.in_(keys), TRACE.c.number == one.number)
                self.connection.execute(delete(TRACE).where(*same))
            self.connection.execute(delete(LINKED).where(LINKED.c.report == one.report))

    def _file_reports(self, linked: Sequence[LinkedReport]) -> None:
        """Put reports into the index of traces."""
        self._many(
            LINKED,
            (
                {
                    "report": one.report,
                    "number": one.number,
                    "own": to_json(one.own) if one.own else None,
                    "created": to_json(one.created),
                    "open": one.own is not None,
                    "round": one.round,
                    "traces": one.traces,
                    "keys": pack_keys(one.keys),
                }
                for one in linked
            ),
        )
        self._many(
            TRACE, ({"key": key, "number": one.number} for one in linked for key in one.keys)
        )

    def _unindex(self, number: int, keys: Sequence[int]) -> None:
        """Take a mention out of the index."""
        own = SHELVED.c.number == number
        row = self.connection.execute(select(SHELVED.c.kind, SHELVED.c.first).where(own)).one()
        at = SHELF.c
        same = (at.kind == row.kind, at.first == (row.first or 0), at.number == number)
        # Both ways of filing are named, so that the primary key finds the rows.
        self.connection.execute(
            delete(SHELF).where(at.key.in_(keys), at.wide.in_((False, True)), *same)
        )
        self.connection.execute(delete(SHELVED).where(own))

    def _index_mentions(self, step: LinkStep) -> None:
        """Put mentions into the index, and all that are in new clusters into these."""
        homes = {
            number: (group[0], place) for group in step.groups for place, number in enumerate(group)
        }
        came = {one.number for one in step.indexed}
        self._many(
            SHELVED,
            (
                {
                    "number": one.number,
                    "mention": one.mention,
                    "report": one.report,
                    "prepared": one.prepared,
                    "kind": one.kind,
                    "first": one.first,
                    "last": one.last,
                    "home": homes[one.number][0],
                    "place": homes[one.number][1],
                }
                for one in step.indexed
            ),
        )
        self._many(
            SHELF,
            (
                {
                    "key": key,
                    "wide": wide,
                    "kind": one.kind,
                    "first": one.first or 0,
                    "last": one.last or 0,
                    "number": one.number,
                }
                for one in step.indexed
                for key, wide in one.keys
            ),
        )
        for number, (home, place) in homes.items():
            if number not in came:
                same = SHELVED.c.number == number
                values = {"home": home, "place": place}
                self.connection.execute(update(SHELVED).where(same).values(**values))

    def _file_likes(self, step: LinkStep) -> None:
        """Write down which pairs look like one incident, both ways round."""
        for one, other in step.apart:
            for left, right in ((one, other), (other, one)):
                same = (NEAR.c.one == left, NEAR.c.other == right)
                self.connection.execute(delete(NEAR).where(*same))
        self._many(
            NEAR,
            (
                {"one": left, "other": right, "weight": weight}
                for one, other, weight in step.near
                for left, right in ((one, other), (other, one))
            ),
        )

    def _many(self, table: Any, rows: Iterable[dict[str, object]]) -> None:  # noqa: ANN401  any table
        """Insert many rows."""
        rows = iter(rows)
        while few := list(islice(rows, ROWS_AT_ONCE)):
            self.connection.execute(insert(table), few)

    def _rows(
        self, values: Collection[T], query: Callable[[Sequence[T]], Select[Any]]
    ) -> Iterator[Any]:
        """The rows that a query gives for some values, asked for a few at a time."""
        for few in in_batches(values):
            yield from self.connection.execute(query(few))

    def _state(self, name: str) -> str | None:
        """What was noted under a name."""
        return self.connection.execute(
            select(LINKED_BY.c.value).where(LINKED_BY.c.name == name)
        ).scalar()

    def _keep_state(self, name: str, value: str) -> None:
        """Note something under a name."""
        self.connection.execute(delete(LINKED_BY).where(LINKED_BY.c.name == name))
        self.connection.execute(insert(LINKED_BY).values(name=name, value=value))


def linkable_reports(connection: Connection, *, waiting: bool) -> tuple[str, ...]:
    """The ids of the reports that count, or of those that wait to be linked."""
    query = select(READING.c.report).where(READING.c.report.not_in(reports.not_counting()))
    if waiting:
        query = query.join(PENDING, PENDING.c.report == READING.c.report)
    return tuple(sorted(connection.execute(query).scalars()))


def leave_out(connection: Connection, without: Collection[str]) -> None:
    """Let some reports not count, as if they were withdrawn, for the rest of a transaction."""
    for report in sorted(without):
        connection.execute(insert(LEFT_OUT).values(report=report))
        reports.await_linking(connection, report)


@cache
def _indexed_rows(*, of_kinds: bool, of_day: bool) -> Select[Any]:
    """The query for what is filed under a key, made once: each new mention asks it forty times."""
    at, day, width = SHELF.c, bindparam("day", type_=Integer), bindparam("width", type_=Integer)
    query = select(at.number, at.kind, at.first, at.last).limit(bindparam("most", type_=Integer))
    query = query.where(at.key == bindparam("at"), at.wide == bindparam("is_wide"))
    if of_kinds:
        query = query.where(at.kind.in_(bindparam("kinds", expanding=True)))
    if of_day:
        query = query.where(at.first > day - width, at.first <= day)
        query = query.where(at.last >= day - 1, at.last < at.first + width)
    return query


@cache
def _traced_rows() -> Select[Any]:
    """The query for the reports under some keys, made once; a frequent key costs no more."""
    most = bindparam("most", type_=Integer)
    parts = []
    for at in range(KEYS_AT_ONCE):
        under = select(TRACE.c.key, TRACE.c.number).where(
            TRACE.c.key == bindparam(f"key{at}", type_=BigInteger)
        )
        parts.append(select(under.limit(most).subquery(f"of{at}")))
    numbers = union_all(*parts).subquery("numbers")
    return select(numbers.c.key, LINKED.c.report).join(LINKED, LINKED.c.number == numbers.c.number)


def pack_keys(keys: Sequence[int]) -> bytes:
    """Keys as bytes, eight for each, the same on every machine."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """The keys that bytes stand for."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)
