"""Guards around reading: whatever one report does, it is set aside and the run goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from dateline.errors import FaultError, UnreadableError, describe_fault
from dateline.types import Reading, Report, SetAside

LOGGER = logging.getLogger(__name__)
BROKEN = "expected a program that can read, nothing was read: install Dateline again"
SAMPLE = b"A bomb killed two people in Oslo on Monday, March 1, 2021, police said."

Answer = Reading | SetAside


@dataclass(slots=True)
class StageMark:
    """The stage that a report has reached, for what is said of an error."""

    stage: str = "clean"


def guard_reading(read: Callable[[Report, StageMark], Answer], report: Report) -> Answer:
    """Read a report, or set it aside with the reason; one bad report never ends a run.

    Raises:
        MemoryError: what is left of this process reads nothing reliably.
    """
    at = StageMark()
    try:
        answer = read(report, at)
    except UnreadableError as error:
        LOGGER.info("report %s (%r) cannot be read: %s", report.id, report.name, error)
        return SetAside(report.name, at.stage, str(error))
    except MemoryError:
        raise
    except Exception as error:
        LOGGER.exception("%s failed on report %s (%r)", at.stage, report.id, report.name)
        return SetAside(report.name, at.stage, describe_fault(error, at.stage), is_fault=True)
    if isinstance(answer, Reading):
        LOGGER.info("report %s (%r): %d events", report.id, report.name, len(answer.mentions))
    return answer


def lose_report(report: Report, reason: str) -> SetAside:
    """Set aside a report whose reading took too much, or ended its process."""
    LOGGER.warning("report %s (%r) is set aside: %s", report.id, report.name, reason)
    return SetAside(report.name, "extract", reason)


def check_program(read: Callable[[Report], Answer]) -> None:
    """Read a sample, so that all that reading needs is loaded.

    Raises:
        FaultError: a part of the program is missing or broken, so that no report can be read.
    """
    answer = read(Report("sample", "sample", SAMPLE, "text/plain"))
    if isinstance(answer, SetAside):
        raise FaultError(f"{BROKEN}; found {answer.reason}")
