"""All errors that Dateline raises on purpose, as one small tree.

    DatelineError
    ├── InputError      something given by the user cannot be used (a path, an option, an id)
    ├── UnreadableError a report cannot be read; it is set aside with this reason
    └── LedgerError     the ledger is missing, damaged, or of another version

Every message is one line: what was expected, what came, what to do.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Root of the tree; the command line prints its message and exits with status 2."""


class InputError(DatelineError):
    """Something that the user gave cannot be used."""


class UnreadableError(DatelineError):
    """A report cannot be read; the rest of the batch goes on."""


class LedgerError(DatelineError):
    """The ledger is missing, damaged, or of another version."""
