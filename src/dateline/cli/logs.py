"""What the program tells of its own work: on standard error where asked, or in a file."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Final

from dateline.errors import InputError, hide_passwords

NAME: Final = __name__.partition(".")[0]
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
BY_COUNT: Final = ("WARNING", "INFO", "DEBUG")  # of -v, of none to two
FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
INDENT: Final = "    "

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class LogFormatter(logging.Formatter):
    """One line a message, and a traceback in indented lines below.

    Names and texts of reports stand in both: what they hold beside printable characters is
    escaped, so that no report writes a line of its own or redraws a terminal.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name in logging
        """The line of a message."""
        return escape_unprintable(hide_passwords(super().formatMessage(record)))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the name in logging
        """The lines of a traceback."""
        lines = super().formatException(ei).split("\n")
        return "\n".join(INDENT + escape_unprintable(hide_passwords(line)) for line in lines)


def escape_unprintable(text: str) -> str:
    """A text with an escape in the place of each character that cannot be printed."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )


def set_up_logs(verbosity: int, log: str | None) -> None:
    """Send the program's messages where they are asked for, and nowhere else.

    Args:
        verbosity: how often `-v` was given: once for what is done, twice for all.
        log: a level, for standard error; or the path of a file, to which all is added.

    Raises:
        InputError: the file cannot be written.
    """
    logger = logging.getLogger(NAME)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.addHandler(logging.NullHandler())
    level = log.upper() if log and log.upper() in LEVELS else None
    if verbosity:
        level = BY_COUNT[min(verbosity, len(BY_COUNT) - 1)]
    if level:
        send_messages(logger, logging.StreamHandler(), level)
    if log and log.upper() not in LEVELS:
        send_messages(logger, file_handler(log), "DEBUG")


def send_messages(logger: logging.Logger, handler: logging.Handler, level: str) -> None:
    """Send messages of a level and above to a handler."""
    handler.setFormatter(LogFormatter(FORM))
    handler.setLevel(level)
    logger.addHandler(handler)
    logger.setLevel("DEBUG")


def file_handler(path: str) -> logging.Handler:
    """A handler that adds to a file."""
    try:
        return logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(
            f"expected a level ({', '.join(LEVELS)}) or a file that can be written in "
            f"DATELINE_LOG, found {path!r}: {error.strerror}; correct it"
        ) from error
