"""Long work in the background: taken, shown, ended, and gone on with."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from dateline.errors import InputError, NotFoundError
from dateline.record import Ledger
from dateline.serve import LedgerService, make_application
from dateline.serve.accounts import LOCAL, Account, AccountRole
from dateline.serve.jobs import JobDesk, JobState, ServiceJob
from serve.conftest import API

WHO = Account("A. Coder", AccountRole.EDITOR)
Steps = Iterator[tuple[int, int | None, str]]


def waited(client: TestClient, job: str) -> dict[str, Any]:
    """A job, once it is over."""
    for _ in range(1200):
        found: dict[str, Any] = client.get(f"{API}/jobs/{job}").json()
        if found["state"] not in {"waiting", "running"}:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def over(desk: JobDesk, job: str) -> ServiceJob:
    """A job of a desk, once it is over."""
    for _ in range(600):
        found = desk.job(WHO, job)
        if found.state not in {JobState.WAITING, JobState.RUNNING}:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


@pytest.mark.slow
def test_a_file_is_read_into_the_ledger(writer: TestClient, ledger: Ledger) -> None:
    text = b"A car bomb killed nine people in Tripoli on May 6, 2021, a doctor said."
    sent = {"Content-Type": "application/octet-stream"}
    answer = writer.post(f"{API}/jobs/ingest?name=tripoli.txt", content=text, headers=sent)
    assert 202 == answer.status_code, answer.text
    done = waited(writer, answer.json()["id"])
    assert ("done", "1 recorded, 0 set aside") == (done["state"], done["note"])
    (row,) = writer.get(f"{API}/incidents?text=tripoli").json()["items"]
    assert 9 == row["killed"]["best"]
    assert "tripoli.txt" in str(ledger.names())


def test_an_export_is_fetched_when_it_is_written(writer: TestClient) -> None:
    body = {"form": "csv", "filters": "kind=bombing"}
    job = writer.post(f"{API}/jobs/export", json=body).json()["id"]
    assert "done" == waited(writer, job)["state"]
    answer = writer.get(f"{API}/jobs/{job}/result")
    assert answer.content == writer.get(f"{API}/exports/csv?kind=bombing").content
    assert 'filename="dateline-csv.csv"' in answer.headers["content-disposition"]
    assert 204 == writer.delete(f"{API}/jobs/{job}").status_code
    assert 404 == writer.get(f"{API}/jobs/{job}").status_code
    wrong = {**body, "filters": "kind=picnic"}
    assert 422 == writer.post(f"{API}/jobs/export", json=wrong).status_code


@pytest.mark.parametrize("name", ["../x.txt", "/etc/passwd", "a/b", ".", "", "a\\b", "x" * 200])
def test_a_file_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    desk = JobDesk(tmp_path / "jobs", {})
    with pytest.raises(InputError, match="file name"):
        desk.add(WHO, "ingest", name, b"x")
    desk.close()
    assert [] == list((tmp_path / "jobs").rglob("*"))


def test_an_account_has_four_jobs_at_once(tmp_path: Path) -> None:
    go = Event()

    def work(job: ServiceJob, folder: Path) -> Steps:
        del job, folder
        yield 0, 1, "waiting"
        go.wait(60)

    desk = JobDesk(tmp_path, {"export": work})
    made = [desk.add(WHO, "export", f"csv?{n}") for n in range(4)]
    with pytest.raises(HTTPException, match="at most 4"):
        desk.add(WHO, "export", "csv?")
    other = Account("another", AccountRole.VIEWER)
    desk.add(other, "export", "csv?")
    with pytest.raises(NotFoundError):
        desk.job(other, made[0].id)
    go.set()
    desk.close()


def test_an_account_has_two_exports_at_once(service: LedgerService) -> None:
    """The third is refused in the API and on the page; it is written when another is done."""
    client = TestClient(make_application(service))
    addresses = ("/api/v1/exports/csv", "/export/csv")
    with service.exports.held(LOCAL):
        with service.exports.held(LOCAL):
            assert [429, 429] == [client.get(address).status_code for address in addresses]
            assert "at most 2 exports" in client.get(addresses[0]).json()["error"]
            with service.exports.held(WHO):  # another account is not held up
                pass
        assert [200, 200] == [client.get(address).status_code for address in addresses]


def test_what_was_left_undone_is_gone_on_with(tmp_path: Path) -> None:
    """A service that was killed leaves jobs that run; the next one does them again."""

    def work(job: ServiceJob, folder: Path) -> Steps:
        del job
        (folder / "result").write_text("whole")
        yield 1, 1, "written"

    left = {
        "id": "0123456789abcdef",
        "owner": WHO.name,
        "role": "editor",
        "kind": "export",
        "asked": "csv?",
        "state": "running",
        "created": "2021-01-01T00:00:00+00:00",
        "done": 1,
        "total": 9,
        "note": "half",
    }
    folder = tmp_path / str(left["id"])
    folder.mkdir()
    (folder / "job.json").write_text(json.dumps(left))
    again = JobDesk(tmp_path, {"export": work})
    assert JobState.DONE is over(again, str(left["id"])).state
    assert "whole" == again.result(WHO, str(left["id"])).read_text()
    again.close()


def test_a_job_is_stopped_while_it_runs(tmp_path: Path) -> None:
    begun, go = Event(), Event()

    def work(job: ServiceJob, folder: Path) -> Steps:
        del job, folder
        yield 0, 2, "begun"
        begun.set()
        go.wait(60)
        yield 1, 2, "gone on"

    desk = JobDesk(tmp_path, {"export": work})
    job = desk.add(WHO, "export", "csv?")
    assert begun.wait(60)
    desk.cancel(WHO, job.id)
    go.set()
    desk.close()
    assert JobState.CANCELLED is desk.job(WHO, job.id).state


def test_a_job_that_fails_says_why(tmp_path: Path) -> None:
    def work(job: ServiceJob, folder: Path) -> Steps:
        del job, folder
        yield 0, 1, "begun"
        raise InputError("expected a table, found a picture")

    desk = JobDesk(tmp_path, {"export": work})
    job = desk.add(WHO, "export", "csv?")
    assert "expected a table, found a picture" == over(desk, job.id).note
    assert JobState.FAILED is desk.job(WHO, job.id).state
    desk.close()
