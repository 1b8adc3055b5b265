"""What the service does beside reading the ledger, given to it by whoever knows all stages.

The service itself knows the ledger and nothing of linking, exporting or reading reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from dateline.filters import Filters
from dateline.record import Difference, Ledger, Verdict
from dateline.types import Copy, Doubt, Incident, Judgement, Link, Reading, Report, Source

Row = Mapping[str, Any]  # plain data, as JSON has it
Texts = Mapping[str, str]  # of reports, by report id


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form in which incidents leave: its name, what it is, and how a browser saves it."""

    name: str
    about: str
    media_type: str
    ending: str
    role: str  # of the incidents that it holds unless asked otherwise
    policy: str | None  # by which it settles figures unless asked otherwise


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be exported, and what must not be in it."""

    form: str
    title: str
    incidents: Sequence[Incident]
    filters: Filters  # that they passed; totals over several events have to pass them too
    policy: str
    hidden: frozenset[str]  # reports
    aside: bool  # whether to list what was not recorded
    words: str | None = None  # that the incidents were asked by


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The incident that came nearest to one without being joined to it, and what was weighed."""

    incident: str
    link: Link


@dataclass(frozen=True, slots=True)
class GoldRow:
    """How many values were right of how many given and how many wanted."""

    name: str
    right: int
    given: int
    wanted: int


@dataclass(frozen=True, slots=True)
class GoldScore:
    """How far the ledger agrees with incidents that a user coded."""

    rows: tuple[GoldRow, ...]
    missed: tuple[str, ...]  # ids of the user's incidents
    false: tuple[str, ...]  # ids of the ledger's


@dataclass(frozen=True, slots=True)
class LedgerActions:
    """The stages, as far as the service needs them."""

    row: Callable[[Incident, Texts], Row]  # an incident in the exchange form
    row_schema: Callable[[], Row]  # what the exchange form is, as JSON Schema
    changed: Callable[[Iterable[Difference], Texts], Sequence[Row]]  # in the exchange form
    check: Callable[[Ledger, Verdict, bool], Verdict]  # a correction made precise; unlisted places
    renew: Callable[[Ledger], object]  # the incidents follow what was recorded
    copies: Callable[[Sequence[Reading], str | None], tuple[Copy, ...]]  # of all, or of one report
    doubts: Callable[[Sequence[Reading], Sequence[Judgement]], Sequence[Doubt]]
    fields: Callable[[], Iterator[tuple[str, str]]]  # what can be corrected, and how it is written
    forms: Mapping[str, ExportForm]  # by name
    policies: tuple[str, ...]  # of figures; the ledger keeps the first
    settled: Callable[[Ledger, str], Sequence[Incident]]  # figures by a policy
    export: Callable[[Ledger, ExportRequest, BinaryIO], None]
    nearest: Callable[[Sequence[Reading], Incident, Sequence[Incident]], NearMiss | None]
    # given the readings of all: of the other incidents the one most like the first
    edit: Callable[[Ledger, Report, date | None, Source | None], None]
    # read a report anew that was given another date or outlet
    built: Callable[[str], str]  # a file that the build brought from npm
    score: Callable[[Sequence[Incident], str], GoldScore]  # incidents against the text of a gold
