"""What is written, and what a form of writing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from dateline.types import (
    Chronology,
    Copy,
    Document,
    Incident,
    Passage,
    Reading,
    Report,
    SetAside,
)
from dateline.write.columns import Table
from dateline.write.jsonl import exchange_rows_of
from dateline.write.lines import UNCODED, Coding, Line, lines_of
from dateline.write.losses import Loss


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that two reports share, with their names and whose words it has."""

    copy: Copy
    passage: Passage
    left: str
    right: str
    voice: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is written: incidents, the readings that they rest on, and what was not recorded."""

    title: str
    incidents: Sequence[Incident]
    readings: Sequence[Reading]
    names: Mapping[str, tuple[str, ...]]  # all names of each report, by report id
    set_aside: Sequence[SetAside] = ()
    coding: Coding = UNCODED
    policy: str = "minmax"  # by which the figures were settled
    reports: Callable[[], Sequence[Report]] = tuple  # as they arrived; read where a form needs them
    chronology: Callable[[], Chronology] = lambda: Chronology((), ())
    copies: Callable[[Sequence[Reading]], Iterable[SharedPassage]] = lambda _: ()

    @property
    def documents(self) -> dict[str, Document]:
        """The documents by report id."""
        return {reading.document.report: reading.document for reading in self.readings}

    @property
    def report_texts(self) -> dict[str, str]:
        """The recorded texts by report id."""
        return {reading.document.report: reading.document.text for reading in self.readings}

    def rows(self) -> Iterator[dict[str, Any]]:
        """The incidents in the exchange form, by first day, then id; undated ones last."""
        return exchange_rows_of(self.incidents, self.report_texts, self.coding)

    def lines(self) -> Iterator[Line]:
        """The incidents as the flat forms see them, by first day, then id; undated ones last."""
        return lines_of(self.incidents, self.documents, self.coding, self.policy)


@dataclass(frozen=True, slots=True)
class File:
    """One file of a form that is a folder of files."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which the ledger leaves: how it is written, and what its codebook says.

    `write` puts bytes on a stream; a form of several `files` is a ZIP there, and a folder where
    one is asked for. `policy` is the number policy of somebody else's schema, `role` says which
    lines are written unless asked otherwise.
    """

    about: str
    write: Callable[[Contents, BinaryIO], None]
    tables: tuple[Table, ...] = ()
    notes: str = ""
    policy: str | None = None
    role: str = "main"
    losses: tuple[Loss, ...] = ()
    files: Callable[[Contents], Iterator[File]] | None = None
