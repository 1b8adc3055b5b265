"""How much of the service one account may take at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from starlette.exceptions import HTTPException

from dateline.serve.accounts import Account

MOST: Final = 2  # exports of one account that are written at once


class ExportLimit:
    """Counts the exports that each account has written just now."""

    def __init__(self) -> None:
        """Begin with none."""
        self._busy: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def held(self, who: Account) -> Iterator[None]:
        """Count an export of an account while it is written.

        Raises:
            HTTPException: the account has as many as it may.
        """
        with self._lock:
            if self._busy[who.name] >= MOST:
                raise HTTPException(
                    429,
                    f"expected at most {MOST} exports at once, found as many; "
                    "wait for one, or ask for a job",
                )
            self._busy[who.name] += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy[who.name] -= 1
