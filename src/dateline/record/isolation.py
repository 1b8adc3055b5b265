"""One report never stops the ledger: a step that fails on it is done again without it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from dateline.errors import DatelineError, describe_fault, failed_stage
from dateline.record import linking, reports
from dateline.record.engine import writing_engine
from dateline.record.incidents import Change

LOGGER = logging.getLogger(__name__)
# What a full disk, a lost server, a user's mistake or want of memory raises is no report's fault.
OUTAGES = (DatelineError, OperationalError, InterfaceError, NoConnectionError, MemoryError)
LINK = "link"

Step = Callable[[linking.Work], tuple[Change, ...]]
T = TypeVar("T")
# The error that a step ends in without some of its inputs, None where it succeeds.
Attempt = Callable[[Collection[T]], Exception | None]


def link_safely(engine: Engine, step: Step, mark: str) -> tuple[Change, ...]:
    """Do a step of linking, as a whole or not at all; a report that it fails on is set aside.

    Args:
        engine: of the ledger.
        step: links what waits, and gives what became of the incidents.
        mark: of the program that links; what another one kept is not gone on from.

    Returns:
        What became of the incidents.
    """
    try:
        return run_without_culprits(engine, step, mark, {})
    except OUTAGES:
        raise
    except Exception as error:
        LOGGER.exception("linking failed (%s); looking for the report", type(error).__name__)
        faults = _find_faults(engine, step, mark)
        if not faults:
            raise
    return run_without_culprits(engine, step, mark, faults)


def run_without_culprits(
    engine: Engine, step: Step, mark: str, aside: Mapping[str, str]
) -> tuple[Change, ...]:
    """Do a step, and set some reports aside that it cannot take."""
    with writing_engine(engine).begin() as connection:
        linking.leave_out(connection, aside)
        changes = step(linking.Work(connection, mark))
        for report, reason in aside.items():
            reports.remove_report(connection, report, LINK, reason)
    return changes


def _find_faults(engine: Engine, step: Step, mark: str) -> dict[str, str]:
    """The reports that a step fails on, with the reasons: of those that wait, else of all."""

    def attempt(without: Collection[str]) -> Exception | None:
        try:
            with writing_engine(engine).connect() as connection:  # and never commit
                linking.leave_out(connection, without)
                step(linking.Work(connection, mark))
        except OUTAGES:
            raise
        except Exception as error:  # noqa: BLE001  any report may lead to any error
            return error
        return None

    for waiting in (True, False):
        with engine.connect() as connection:
            suspects = linking.linkable_reports(connection, waiting=waiting)
        if found := find_culprits(attempt, suspects):
            break
    for report, error in found.items():
        LOGGER.error("report %s cannot be linked", report, exc_info=error)
    return {r: describe_fault(e, failed_stage(e, LINK)) for r, e in found.items()}


def find_culprits(attempt: Attempt[T], suspects: Sequence[T]) -> dict[T, Exception]:
    """Find the inputs that a step fails on.

    Args:
        attempt: tries the step without some of the suspects, and changes nothing.
        suspects: inputs of the step, which fails with all of them.

    Returns:
        Each culprit with the error that it leads to; without all of them the step succeeds. None
        where the step fails even without any of the suspects.
    """
    if not suspects or attempt(suspects) is not None:
        return {}
    found: dict[T, Exception] = {}
    search_culprits(attempt, suspects, frozenset(suspects), found)
    return found


def search_culprits(
    attempt: Attempt[T], part: Sequence[T], untried: frozenset[T], found: dict[T, Exception]
) -> frozenset[T]:
    """Look for culprits in a part of the suspects, beside those that passed before.

    Args:
        attempt: the step.
        part: those to be tried now.
        untried: all that have not passed yet, those of the part among them.
        found: culprits, to which those of the part are added.

    Returns:
        What has not passed after the part was tried: the suspects behind it, and the culprits.
    """
    error = attempt(untried - frozenset(part))
    if error is None:
        return untried - frozenset(part)
    if len(part) == 1:
        found[part[0]] = error
        return untried
    middle = len(part) // 2
    for half in (part[:middle], part[middle:]):
        untried = search_culprits(attempt, half, untried, found)
    return untried
