"""How a command reads files and fetches addresses: apart from itself, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.acquire import Ways
from dateline.cli.options import settings
from dateline.errors import MissingExtraError
from dateline.workers import streaming

ENDING: Final = ".captures"  # of the folder beside a ledger that keeps what was fetched
SQLITE: Final = "sqlite:///"


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How files are read and addresses fetched, and what notes that their reports are recorded."""

    ways: Ways
    settle: Callable[[], object]


@contextmanager
def ways_in(ledger: str, *, fetch: bool) -> Iterator[WaysIn]:
    """The ways in for one run.

    Args:
        ledger: the ledger beside which captures are kept.
        fetch: whether addresses are fetched.

    Raises:
        MissingExtraError: they are, and the extra `fetch` is not installed.
        InputError: the folder of captures cannot be written.
    """
    if not fetch:
        yield WaysIn(Ways(apart=streaming), tuple)
        return
    try:
        from dateline.acquire import fetching  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("Fetching", "fetch") from error
    store = fetching.CaptureStore(captures_folder(ledger))
    reach = fetching.Reach(allowed=settings().fetch_allow)
    fetcher = fetching.Fetcher(fetching.FetchRules(reach))
    try:
        ways = Ways(fetching.Collector(fetcher, store), apart=streaming)
        yield WaysIn(ways, store.settle)
    finally:
        store.close()


def captures_folder(ledger: str) -> Path:
    """The folder that keeps what was fetched for a ledger."""
    if folder := settings().captures:
        return Path(folder)
    if "://" in ledger and not ledger.startswith(SQLITE):
        return Path(f"dateline{ENDING}")
    return Path(ledger.removeprefix(SQLITE).partition("?")[0] + ENDING)
