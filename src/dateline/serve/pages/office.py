"""What the pages keep from one request to the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock

from dateline.record import Ledger
from dateline.serve.pages.table import IncidentTable
from dateline.serve.service import LedgerService
from dateline.serve.view import LedgerView


@dataclass(frozen=True, slots=True)
class Office:
    """A service with what the pages hold ready for it."""

    service: LedgerService
    table: IncidentTable
    lock: Lock = field(default_factory=Lock)  # of making incidents anew

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.service.view.ledger

    @property
    def view(self) -> LedgerView:
        """Its read side."""
        return self.service.view

    def settle(self) -> None:
        """Take what people decided into the incidents."""
        with self.lock:
            self.service.actions.renew(self.ledger)

    def told_by(self, words: str) -> Collection[str]:
        """The incidents that hold some words, in their reports or in what is known of them."""
        if not words:
            return ()
        asked = words.casefold().split()
        found = {
            report
            for report, text in self.ledger.texts().items()
            if all(word in text.casefold() for word in asked)
        }
        return {
            line.id
            for line in self.table.headlines()
            if not found.isdisjoint(line.told_in)
            or all(word in line.words for word in asked)
            or line.id.startswith(words)
        }


def open_office(service: LedgerService) -> Office:
    """An office for a service."""
    return Office(service, IncidentTable(service.view.ledger))
