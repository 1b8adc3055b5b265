"""How a command reads files and fetches addresses: apart from itself, within limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.acquire import Found, Ways
from dateline.cli.options import run_settings
from dateline.errors import MissingExtraError
from dateline.workers import streaming

if TYPE_CHECKING:
    from dateline.acquire.fetching import CaptureStore, Collector

ENDING: Final = ".captures"  # of the folder beside a ledger that keeps what was fetched
SQLITE: Final = "sqlite:///"
SETTLED: Final = 2.0  # seconds for which a file has to stay as it is before it is read


@dataclass(slots=True)
class WaysIn:
    """How files are read and addresses fetched in one run, and what of them is recorded."""

    store: CaptureStore | None = None
    collector: Collector | None = None
    is_watching: bool = False  # take only files that are new or have changed
    begun: int = 0  # files whose reading has begun
    unsettled: list[tuple[str, str]] = field(default_factory=list)  # files and what they look like

    @property
    def ways(self) -> Ways:
        """The ways in, for `acquire`."""
        return Ways(self.collector, streaming, self._takes, is_patient=self.is_watching)

    def note_recorded(self, *, is_done: bool) -> None:
        """Note that all reports that were taken in so far are recorded.

        Args:
            is_done: whether nothing is left of the last file or page either.
        """
        if self.collector is not None:
            self.collector.note_recorded(is_done=is_done)
        last = len(self.unsettled) if is_done else max(0, len(self.unsettled) - 1)
        for path, mark in self.unsettled[:last]:
            if self.store is not None:
                self.store.note_seen(path, mark)
        del self.unsettled[:last]

    def _takes(self, file: Found) -> bool:
        """Is a file read in this run?"""
        if not self.is_watching or self.store is None:
            self.begun += 1
            return True
        try:
            state = file.path.stat()
        except OSError:
            return True  # the reader says what is wrong with it
        path, mark = str(file.path.absolute()), f"{state.st_size}:{state.st_mtime_ns}"
        if self.store.seen(path) == mark or time.time() - state.st_mtime < SETTLED:
            return False
        self.begun += 1
        self.unsettled.append((path, mark))
        return True


@contextmanager
def ways_in(
    ledger: str,
    *,
    fetch: bool,
    is_watching: bool = False,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[WaysIn]:
    """The ways in for one run.

    Args:
        ledger: the ledger beside which captures are kept.
        fetch: whether addresses are fetched.
        is_watching: whether only what is new or has changed is taken in.
        sleep: waits some seconds, or less when it is time to stop.

    Raises:
        MissingExtraError: the extra `fetch` is needed and not installed.
        InputError: the folder of captures cannot be written.
    """
    if not fetch and not is_watching:
        yield WaysIn()
        return
    try:
        from dateline.acquire import fetching  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("Watching" if is_watching else "Fetching", "fetch") from error
    store = fetching.CaptureStore(captures_folder(ledger))
    rules = fetching.FetchRules(fetching.Reach(allowed=run_settings().fetch_allow))
    fetcher = fetching.Fetcher(rules, sleep)
    try:
        collector = fetching.Collector(fetcher, store, only_new=is_watching) if fetch else None
        yield WaysIn(store, collector, is_watching)
    finally:
        store.close()


def captures_folder(ledger: str) -> Path:
    """The folder that keeps what was fetched for a ledger."""
    if folder := run_settings().captures:
        return Path(folder)
    if "://" in ledger and not ledger.startswith(SQLITE):
        return Path(f"dateline{ENDING}")
    return Path(ledger.removeprefix(SQLITE).partition("?")[0] + ENDING)
