"""What arrived in one run, what became of it, and what a user should know of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from dateline.explain import counted_text, safe_text
from dateline.types import Reading, Remark, Report, SetAside

MOST_GROUPS: Final = 12  # of reasons that are printed; the ledger has them all
MOST_NAMES: Final = 3  # that stand for all those with one reason
# What differs between two reasons of one kind: words in quotation marks, numbers, lines.
PARTICULAR: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\([^()]*\)|\d[\d,.]*")
# Measured on a set of 21 incidents whose days are known, read with the dates of publication and
# without.
COST: Final = (
    "in a test, 21 of 21 incidents were dated correctly with such dates and 8 without; "
    "give them with --published or in a column named published"
)


class Tally:
    """Counts arrivals as they pass, and what became of each."""

    def __init__(self) -> None:
        self.arrived: set[str] = set()  # names of the reports
        self.reports = 0
        self.recorded = 0
        self.read_again: set[str] = set()
        self.undated = 0
        self.aside: list[SetAside] = []
        self.remarks: list[Remark] = []

    def watch(self, arrivals: Iterable[Report | SetAside | Remark]) -> Iterator[Report | SetAside]:
        """All arrivals but the remarks, which are kept."""
        for arrival in arrivals:
            if isinstance(arrival, Remark):
                self.remarks.append(arrival)
                continue
            if isinstance(arrival, SetAside):
                self.aside.append(arrival)
            else:
                self.reports += 1
                self.arrived.add(arrival.name)
                self.remarks += _of_date(arrival)
            yield arrival

    def note(self, report: Report, outcome: Reading | SetAside) -> None:
        """Count what became of one report."""
        if isinstance(outcome, SetAside):
            self.aside.append(outcome)
        elif report.id not in self.read_again:
            self.read_again.add(report.id)
            self.recorded += 1
            created = outcome.document.created
            self.undated += created.interval is None and not created.candidates

    @property
    def found(self) -> int:
        """How many reports, and inputs that are none, there were."""
        return self.reports + sum(item.stage == "acquire" for item in self.aside)

    @property
    def known_before(self) -> int:
        """How many reports were recorded already, or had the text of another one."""
        return self.found - self.recorded - len(self.aside)

    def summary(self, published: Collection[str] = ()) -> Iterator[str]:
        """Lines that add up, with the reasons of what was set aside.

        Args:
            published: the names for which publication dates were given.
        """
        yield from group_reasons((remark.name, remark.text) for remark in self.remarks)
        yield (
            f"{self.found} found: {self.recorded} recorded, {self.known_before} already recorded, "
            f"{len(self.aside)} set aside"
        )
        yield from group_reasons((item.name, item.reason) for item in self.aside)
        unmatched = sorted(set(published) - self.arrived - {Path(n).name for n in self.arrived})
        if unmatched:
            yield f"named in --published but not found: {few_names(unmatched)}"
        if self.undated:
            yield (
                f"{self.undated} of {counted_text(self.recorded, 'report')} without a publication "
                f"date: {COST}"
            )


def group_reasons(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is said of several things, once for all of which the same is said, the most first.

    Where only numbers and names differ, those of the first stand for an example.
    """
    names: Mapping[str, list[str]] = defaultdict(list)
    first: dict[str, str] = {}
    varied = set[str]()
    many: Counter[str] = Counter()
    for name, words in told:
        key = PARTICULAR.sub("", words)
        if first.setdefault(key, words) != words:
            varied.add(key)
        names[key].append(name)
        many[key] += 1
    for key, count in many.most_common(MOST_GROUPS):
        such = "for example: " if key in varied else ""
        yield f"  {count} x {such}{safe_text(first[key])}: {few_names(names[key])}"
    if len(many) > MOST_GROUPS:
        yield (
            f"  {counted_text(len(many) - MOST_GROUPS, 'other reason')}; "
            "`dateline reports --set-aside` lists all"
        )


def few_names(names: Collection[str]) -> str:
    """Some names that stand for all."""
    shown = [safe_text(name) for name in list(names)[:MOST_NAMES]]
    return ", ".join(shown) + (", …" if len(names) > MOST_NAMES else "")


def _of_date(report: Report) -> Iterator[Remark]:
    """What is to be said of a date that was given and is none, or two."""
    stamp = report.stamp
    if stamp is None or report.published is not None:
        return
    if not stamp.days:
        yield Remark(report.name, f"'{stamp.words}' is not a date; recorded without one")
    elif len(stamp.days) > 1:
        yield Remark(
            report.name,
            f"'{stamp.words}' can mean two dates; choose with --date-format dmy or mdy",
        )
