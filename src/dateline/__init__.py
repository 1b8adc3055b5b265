"""Dateline: news reports in, a ledger of incidents that can be defended out.

The names below are the library, which `docs/library.md` describes. Each is loaded when it is first
used: `import dateline` takes no time, and only the reading of text loads the language model.
"""

from __future__ import annotations

from importlib import import_module

# As in `typing`, which `python -m dateline` could find among the reports, and run.
TYPE_CHECKING = False
__version__ = "0.1.0"

if TYPE_CHECKING:
    from dateline.errors import (
        DatelineError,
        InputError,
        LedgerError,
        MissingExtraError,
        UnreadableError,
    )
    from dateline.filters import Filters
    from dateline.library import Incidents, Ingested, Ledger, build_incidents, read_report
    from dateline.types import Grade, Incident, Judgement, JudgementKind, Kind, Reading, SetAside

__all__ = [
    "DatelineError",
    "Filters",
    "Grade",
    "Incident",
    "Incidents",
    "Ingested",
    "InputError",
    "Judgement",
    "JudgementKind",
    "Kind",
    "Ledger",
    "LedgerError",
    "MissingExtraError",
    "Reading",
    "SetAside",
    "UnreadableError",
    "build_incidents",
    "read_report",
]
_HOMES = {
    "errors": "DatelineError InputError LedgerError MissingExtraError UnreadableError",
    "filters": "Filters",
    "library": "Incidents Ingested Ledger build_incidents read_report",
    "types": "Grade Incident Judgement JudgementKind Kind Reading SetAside",
}

if not TYPE_CHECKING:  # a type checker is to know the names above and no other

    def __getattr__(name: str) -> object:
        """A name of the library, loaded with its module."""
        for module, names in _HOMES.items():
            if name in names.split():
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return [*globals(), *__all__]
