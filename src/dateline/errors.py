"""All errors that Dateline raises on purpose, as one small tree.

    DatelineError
    ├── InputError      something given by the user cannot be used (a path, an option, an id)
    │   ├── NotFoundError  nothing, or more than one thing, has the id or name that was given
    │   └── ConflictError  it contradicts what somebody else decided or changed
    ├── UnreadableError a report cannot be read; it is set aside with this reason
    │   └── ForeignError   it is in a language that is not read
    ├── FetchError      an address cannot be fetched; it is set aside with this reason
    ├── MissingExtraError  a feature needs packages that an extra installs
    ├── FaultError      a part of the program itself is missing or broken
    └── LedgerError     the ledger is missing, damaged, or of another version

Every message is one line: what was expected, what was found, what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

# In a database URL: before the host, or among the options.
PASSWORDS = (
    (re.compile(r"((?<!\w)\w+://[^\s:/@]*):\S*@"), r"\1:***@"),
    (re.compile(r"((?:ssl)?password=)[^\s&'\"]*", re.IGNORECASE), r"\1***"),
)
LONGEST_FAULT = 300  # characters of what an error says that a reason repeats
PACKAGE = __name__.partition(".")[0]


class DatelineError(Exception):
    """Root of the tree; the command line prints its message and exits with status 2."""


class InputError(DatelineError):
    """Something that the user gave cannot be used."""


class NotFoundError(InputError):
    """Nothing, or more than one thing, has the id or name that was given."""


class ConflictError(InputError):
    """What the user gave contradicts what somebody else decided or changed meanwhile."""


class UnreadableError(DatelineError):
    """A report cannot be read; the rest of the batch goes on."""


class ForeignError(UnreadableError):
    """A report is in a language that is not read; a translation of it may be."""

    def __init__(self, language: str) -> None:
        super().__init__(f"expected English, found a text in {language!r}, which is not read yet")
        self.language = language


class FetchError(DatelineError):
    """An address cannot be fetched; the rest of the batch goes on."""


class FaultError(DatelineError):
    """A part of the program itself is missing or broken; no report is to blame."""


class LedgerError(DatelineError):
    """The ledger is missing, damaged, or of another version."""


class MissingExtraError(DatelineError):
    """A feature needs packages that an extra of Dateline installs."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs packages that are not installed; "
            f"install them with `pip install 'dateline[{extra}]'`"
        )


def hide_passwords(text: str) -> str:
    """A text with stars in the place of the passwords of database URLs."""
    for pattern, shown in PASSWORDS:
        text = pattern.sub(shown, text)
    return text


def describe_fault(error: Exception, stage: str) -> str:
    """The reason for setting a report aside on which the program itself failed.

    Args:
        error: what was raised.
        stage: the stage in which it was raised.

    Returns:
        One line, as "IndexError in extract: list index out of range".
    """
    said = fault_words(error)
    return f"{type(error).__name__} in {stage}" + (f": {said}" if said else "")


def fault_words(error: Exception) -> str:
    """What an error says, in one line of at most `LONGEST_FAULT` characters."""
    cause = getattr(error, "orig", None) or error  # a database's error repeats the statement
    said = "".join(c if c.isprintable() else " " for c in str(cause))
    return " ".join(said.split())[:LONGEST_FAULT]


def failed_stage(error: Exception, default: str) -> str:
    """The stage whose code was at work when an error was raised.

    Args:
        error: what was raised.
        default: the stage that is named where no other is found.
    """
    found, frame = default, error.__traceback__
    while frame is not None:
        name = str(frame.tb_frame.f_globals.get("__name__", ""))
        package, _, rest = name.partition(".")
        if package == PACKAGE and "." in rest:
            found = rest.partition(".")[0]
        frame = frame.tb_next
    return found


def ask_if_meant(name: str, known: Collection[str]) -> str:
    """The question that a slip deserves: ": did you mean bombing?"; nothing where none is near."""
    near = get_close_matches(name, known, n=1)
    return f": did you mean {near[0]}?" if near else ""
