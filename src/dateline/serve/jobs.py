"""Long work: an ingest or an export that goes on while nobody waits for it.

Each job has a folder with its state, what was sent and what came of it, so that a service that was
stopped goes on where it was: recording reports skips those that are recorded, and an export is
written anew.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Final

from starlette.exceptions import HTTPException

from dateline.errors import ConflictError, DatelineError, InputError, NotFoundError
from dateline.serve.accounts import Account

LOGGER = logging.getLogger(__name__)
MOST: Final = 4  # jobs of one account that wait or run
AT_ONCE: Final = 2  # jobs that run
STATE, RESULT, SENT = "job.json", "result", "sent"
NAME: Final = re.compile(r"[\w][\w .,()@+-]{0,150}")  # of a file that was sent
JOB_ID: Final = re.compile(r"[0-9a-f]{16}")
FAILED: Final = "the job failed for a reason that is not its own; the log of the service says why"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED: Final = frozenset({JobState.WAITING, JobState.RUNNING})


@dataclass(frozen=True, slots=True)
class ServiceJob:
    """A job: whose it is, what it does, how far it is."""

    id: str
    owner: str
    role: str  # of the owner when it was made: what an export may hold
    kind: str  # ingest or export
    asked: str  # the name of the file, or the form and the address of the filters
    state: JobState
    created: str
    done: int = 0
    total: int | None = None
    note: str = ""  # what is being done, or what came of it
    finished: str | None = None


class JobStoppedError(Exception):
    """Somebody cancelled a job while it ran, or the service stops."""


# Works on a job in its folder; gives how far it is, again and again.
JobWork = Callable[[ServiceJob, Path], Iterator[tuple[int, int | None, str]]]


class JobDesk:
    """Takes jobs, works them off, and keeps what came of them."""

    def __init__(self, folder: Path, works: dict[str, JobWork]) -> None:
        """Open the desk at a folder, and go on with what was left there.

        Args:
            folder: made where it is missing.
            works: by kind.
        """
        self.folder = folder
        self.works = works
        self._lock = Lock()
        self._closing = False
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")
        for job in self._all():
            if job.state in UNFINISHED:
                self._keep(replace(job, state=JobState.WAITING))
                self._pool.submit(self._run, job.id)

    def close(self) -> None:
        """Take no more jobs; what runs stops soon, and goes on when the desk is opened again."""
        self._closing = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def add(self, who: Account, kind: str, asked: str, sent: bytes = b"") -> ServiceJob:
        """Take a job.

        Raises:
            InputError: the name of the file cannot be used.
            HTTPException: the account has too many already.
        """
        if kind == "ingest" and not NAME.fullmatch(asked):
            raise InputError(f"expected a plain file name such as report.html, found {asked!r}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        job = ServiceJob(
            secrets.token_hex(8), who.name, who.role.value, kind, asked, JobState.WAITING, made
        )
        with self._lock:
            busy = [one for one in self._all() if one.owner == who.name and one.state in UNFINISHED]
            if len(busy) >= MOST:
                raise HTTPException(
                    429, f"expected at most {MOST} jobs at once, found as many; wait for one"
                )
            folder = self.folder / job.id
            (folder / SENT).mkdir(parents=True)
            if sent:
                (folder / SENT / asked).write_bytes(sent)
            self._keep(job)
        self._pool.submit(self._run, job.id)
        return job

    def jobs(self, who: Account) -> tuple[ServiceJob, ...]:
        """The jobs of an account, the newest first."""
        own = (job for job in self._all() if job.owner == who.name)
        return tuple(sorted(own, key=lambda job: (job.created, job.id), reverse=True))

    def job(self, who: Account, name: str) -> ServiceJob:
        """A job of an account.

        Raises:
            NotFoundError: it has none of that id.
        """
        found = self._read(name) if JOB_ID.fullmatch(name) else None
        if found is None or found.owner != who.name:
            raise NotFoundError(f"expected the id of a job of yours, found {name!r}")
        return found

    def result(self, who: Account, name: str) -> Path:
        """The file that a job wrote.

        Raises:
            ConflictError: there is none, or not yet.
        """
        job, path = self.job(who, name), self.folder / name / RESULT
        if job.state is not JobState.DONE or not path.exists():
            raise ConflictError(f"expected a finished export, found one that is {job.state}")
        return path

    def cancel(self, who: Account, name: str) -> None:
        """Stop a job that waits or runs; forget one that is over, with its files."""
        job = self.job(who, name)
        with self._lock:
            if job.state in UNFINISHED:
                self._keep(replace(job, state=JobState.CANCELLED, finished=_now()))
            else:
                shutil.rmtree(self.folder / job.id, ignore_errors=True)

    # ------------------------------------------------------------------ work

    def _run(self, name: str) -> None:
        """Work a job off, and keep how it went."""
        job = self._read(name)
        if job is None or job.state is not JobState.WAITING:
            return
        job = replace(job, state=JobState.RUNNING)
        try:
            self._progress(job)
            for done, total, note in self.works[job.kind](job, self.folder / name):
                job = replace(job, done=done, total=total, note=note)
                self._progress(job)
            over, note = JobState.DONE, job.note
        except JobStoppedError:
            return
        except DatelineError as error:
            over, note = JobState.FAILED, str(error)
        except (OSError, ValueError, RuntimeError):
            LOGGER.exception("job %s failed", name)
            over, note = JobState.FAILED, FAILED
        with self._lock:
            self._keep(replace(job, state=over, note=note, finished=_now()))

    def _progress(self, job: ServiceJob) -> None:
        """Keep how far a job is.

        Raises:
            JobStoppedError: somebody cancelled it, or the service stops.
        """
        with self._lock:
            now = self._read(job.id)
            if self._closing or now is None or now.state is JobState.CANCELLED:
                raise JobStoppedError
            self._keep(job)

    def _all(self) -> list[ServiceJob]:
        """All jobs that are kept."""
        names = [path.name for path in self.folder.glob("*") if JOB_ID.fullmatch(path.name)]
        return [job for job in map(self._read, names) if job]

    def _read(self, name: str) -> ServiceJob | None:
        """A job as it is kept."""
        try:
            kept = json.loads((self.folder / name / STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return ServiceJob(**{**kept, "state": JobState(kept["state"])})

    def _keep(self, job: ServiceJob) -> None:
        """Keep a job, whole or not at all."""
        path = self.folder / job.id / STATE
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(job), ensure_ascii=False), "utf-8")
        part.replace(path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
