"""What the pages keep from one request to the next: all headlines, and the queue of questions.

The queue is made in the background: whoever decides never waits for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock, Thread, Timer
from typing import Final

import numpy as np
from sqlalchemy import Connection, select

from dateline.record import Ledger
from dateline.record.reviews import ReviewAnswer, counting_answers
from dateline.record.search import HitKind, matching_numbers, numbers_by_subject
from dateline.record.tables import INCIDENT_MENTION
from dateline.serve.pages.queue import Question, ranked_questions
from dateline.serve.pages.table import Headline, IncidentTable
from dateline.serve.pages.word_index import WordIndex, index_lines
from dateline.serve.service import LedgerService
from dateline.serve.view import LedgerView
from dateline.types import Doubt

THRESHOLD: Final = "review from"  # the name of the setting
WORDS: Final = "words"  # the name of their index among the answers of the table
OFFICE: Final = "office"  # its name among what a service keeps
SETTING: Final = "setting"  # the kind of entry
MOST_READ: Final = 5_000  # reports of which all pairs are weighed anew
RENEWED_AFTER: Final = 2.5  # seconds without a decision
AT_ONCE: Final = 500  # mentions in one query


@dataclass(slots=True)
class ReviewQueue:
    """The questions of a ledger, and what was answered."""

    service: LedgerService
    table: IncidentTable
    questions: tuple[Question, ...] = ()
    revision: int = -1
    answers: list[ReviewAnswer] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    making: Lock = field(default_factory=Lock)
    timer: Timer | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.service.view.ledger

    def ready(self) -> tuple[Question, ...]:
        """The questions; made at once the first time, later ones in the background."""
        if self.revision < 0:
            self.make()
        elif self.ledger.revision() != self.revision and not self.making.locked():
            Thread(target=self.make, daemon=True).start()
        return self.questions

    def make(self, *, anew: bool = False) -> None:
        """Make the questions of the ledger as it is now.

        Args:
            anew: even if the ledger has not changed since.
        """
        with self.making:
            revision = self.ledger.revision()
            if revision == self.revision and not anew:
                return
            lines, doubts = self.table.headlines(), self._doubts()
            homes = homes_of(self.ledger, {m for d in doubts for m in (*d.left, *d.right)})
            self.questions = ranked_questions(lines, doubts, homes, review_from(self.ledger))
            self.revision = revision

    def _doubts(self) -> Sequence[Doubt]:
        """The pairs that may be one incident; none of a ledger too large to weigh all pairs."""
        if len(self.table.resting_reports()) > MOST_READ:
            return ()
        readings, judged = self.ledger.readings(), self.ledger.judgements()
        return self.service.actions.doubts(readings, judged)

    def counting(self) -> tuple[ReviewAnswer, ...]:
        """The answers that count, those of other processes among them."""
        with self.lock:
            last = self.answers[-1].number if self.answers else 0
            self.answers += self.ledger.review_answers(after=last)
            return counting_answers(self.answers)

    def renew(self) -> None:
        """Take what people decided into the incidents."""
        self.service.judging.renew_incidents()

    def renew_soon(self) -> None:
        """Take it in once nobody has decided for a moment."""
        with self.lock:
            if self.timer is not None:
                self.timer.cancel()
            self.timer = Timer(RENEWED_AFTER, self.renew)
            self.timer.daemon = True
            self.timer.start()


def homes_of(ledger: Ledger, mentions: Collection[str]) -> Mapping[str, str]:
    """The incident of each mention."""
    found: dict[str, str] = {}
    every = sorted(mentions)
    with ledger.engine.connect() as connection:
        for at in range(0, len(every), AT_ONCE):
            some = INCIDENT_MENTION.c.mention.in_(every[at : at + AT_ONCE])
            for row in connection.execute(select(INCIDENT_MENTION).where(some)):
                found[row.mention] = row.incident
    return found


def review_from(ledger: Ledger) -> int:
    """The step of credibility from which on lines are asked about; 0 for all lines."""
    kept = {entry.name: entry.json for entry in ledger.kept_entries(SETTING)}
    digit = kept.get(THRESHOLD, "")
    return int(digit) if digit.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Office:
    """A service with what the pages hold ready for it."""

    service: LedgerService
    table: IncidentTable
    queue: ReviewQueue
    report_numbers: dict[str, int] = field(default_factory=dict)  # in the search, by id

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.service.view.ledger

    @property
    def view(self) -> LedgerView:
        """Its read side."""
        return self.service.view

    def renew_ledger(self) -> None:
        """Take what people decided into the incidents."""
        self.queue.renew()

    def told_by(self, words: str) -> Sequence[Headline]:
        """The incidents that hold some words, in their reports or in what is known of them.

        They come in the order of all; the beginning of an id finds its incident too.
        """
        with self.ledger.engine.connect() as connection:
            own = matching_numbers(connection, words, HitKind.INCIDENT)
            told = np.array(matching_numbers(connection, words, HitKind.REPORT), np.int64)
            index = self.word_index(connection)
            if not index.knows(told):  # a report came, or has another day
                self.report_numbers.clear()
                self.table.forget_answer(WORDS)
                index = self.word_index(connection)
        return index.holding(np.concatenate([np.array(own, np.int64), told]), words)

    def word_index(self, connection: Connection) -> WordIndex:
        """The lines with their numbers in the search, kept until the ledger changes."""

        def made() -> WordIndex:
            lines = self.table.headlines()
            if not self.report_numbers.keys() >= self.table.resting_reports():
                self.report_numbers.update(numbers_by_subject(connection, HitKind.REPORT))
            return index_lines(lines, self.report_numbers)

        return self.table.kept(WORDS, made)


def open_office(service: LedgerService) -> Office:
    """The office of a service: the same one for each of its requests."""
    if OFFICE not in service.kept:
        table = IncidentTable(service.view.ledger)
        made = Office(service, table, ReviewQueue(service, table))
        service.kept.setdefault(OFFICE, made)
    found: Office = service.kept[OFFICE]
    return found
