"""Pages that list what the ledger holds beside incidents: contradictions, pairs, sources, jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.record.tables import PENDING, REPORT
from dateline.serve.accounts import Account, AccountRole
from dateline.serve.jobs import UNFINISHED
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.evidence import disputes_of
from dateline.serve.pages.incident import texts_of, told_of
from dateline.serve.pages.office import Office
from dateline.serve.pages.overview import chosen_lines
from dateline.serve.pages.rendering import page_answer
from dateline.serve.pages.selection import Selection, selection_of, with_page
from dateline.serve.pages.table import Headline
from dateline.types import Grade, Rating, Reliability

GRAVEST: Final = 20  # contradictions on a page
LATEST: Final = 30  # steps of the history
NAMELESS: Final = 50  # reports without an outlet
MEANINGS: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "it cannot be judged",
}


def contradictions_page(office: Office, asked: Asked) -> Response:
    """Accounts that cannot all be true, those of most consequence first."""
    chosen = selection_of(asked.query.multi_items())
    every = [line for line in chosen_lines(office, chosen, asked.account) if line.disputes]
    every.sort(key=lambda line: (-line.disputes, line.id))
    last = max(1, -(-len(every) // GRAVEST))
    chosen = with_page(chosen, min(chosen.page, last))
    shown = every[(chosen.page - 1) * GRAVEST : chosen.page * GRAVEST]
    found = []
    for line in shown:
        incident = office.view.shown_incident(line.id, asked.account)
        found.append((line, disputes_of(incident, told_of(office, incident))))
    return page_answer(
        "contradictions",
        asked,
        section="Contradictions",
        found=found,
        claimed=claimed_and_denied(office, chosen, asked) if chosen.page == 1 else [],
        number=len(every),
        chosen=chosen,
        pages=last,
    )


def claimed_and_denied(
    office: Office, chosen: Selection, asked: Asked
) -> list[tuple[Headline, str]]:
    """Incidents contested for who claims or denies them, whose values no account contradicts."""
    lines = chosen_lines(office, chosen, asked.account)
    contested = [one for one in lines if one.grade == Grade.CONTESTED and not one.disputes]
    shown = [office.view.shown_incident(one.id, asked.account) for one in contested[:GRAVEST]]
    reasons = [one.grading.reason if one.grading else "" for one in shown]
    return list(zip(contested, reasons, strict=False))


def compare_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """Two incidents side by side, with what a person can decide on them."""
    names = [asked.query.get(side, "") or asked.form.get(side, "") for side in ("left", "right")]
    sides = []
    for name in names:
        incident = office.view.shown_incident(name, asked.account)
        told = told_of(office, incident)
        sides.append((incident, office.service.actions.row(incident, texts_of(told)), told))
    return page_answer(
        "compare",
        asked,
        422 if error else 200,
        section="Review",
        sides=sides,
        error=error,
        user=asked.signed,
    )


# ------------------------------------------------------------------ sources


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with the letters that people gave it."""

    id: str
    name: str
    owner: str
    reports: int
    ratings: tuple[Rating, ...]


def sources_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """Outlets, owners and letters."""
    lines, without = outlet_rows(office)
    owners: dict[str, int] = {}
    for line in lines:
        owners[line.owner] = owners.get(line.owner, 0) + 1
    return page_answer(
        "sources",
        asked,
        422 if error else 200,
        section="Sources",
        error=error,
        user=asked.signed,
        outlets=lines,
        without=without,
        nameless=nameless_reports(office, asked.account) if without else {},
        shared={owner for owner, number in owners.items() if number > 1},
        letters=MEANINGS,
    )


def outlet_rows(office: Office) -> tuple[list[OutletLine], int]:
    """The outlets, and how many reports have none."""
    columns = (
        REPORT.c.source_id,
        func.count().label("reports"),
        func.min(REPORT.c.id).label("one"),
    )
    query = select(*columns).group_by(REPORT.c.source_id).order_by(func.count().desc())
    with office.ledger.engine.connect() as connection:
        rows = connection.execute(query).all()
    found = []
    for row in rows:
        source = office.ledger.report(row.one).source if row.source_id else None
        if source:
            found.append(
                OutletLine(source.id, source.name, source.owner, row.reports, source.ratings)
            )
    return found, sum(row.reports for row in rows if not row.source_id)


def nameless_reports(office: Office, who: Account) -> dict[str, str]:
    """The first reports that name no outlet: their names, by id."""
    some = select(REPORT.c.id).where(REPORT.c.source_id.is_(None)).order_by(REPORT.c.id)
    hidden = office.view.hidden(who)
    with office.ledger.engine.connect() as connection:
        rows = connection.execute(some.limit(NAMELESS + len(hidden))).scalars()
        shown = [name for name in rows if name not in hidden][:NAMELESS]
    names = office.ledger.names(shown)
    return {one: names[one][0] if names.get(one) else one[:12] for one in shown}


def rate_page(office: Office, asked: Asked) -> Response:
    """Give an outlet a letter."""
    try:
        office.ledger.rate_outlet(asked.form.get("outlet", ""), rating_from_form(asked))
    except InputError as problem:
        return sources_page(office, asked, error=str(problem))
    office.renew_ledger()
    return RedirectResponse("/sources", 303)


def rating_from_form(asked: Asked) -> Rating:
    """The letter of a form.

    Raises:
        InputError: there is no such letter, or nobody signs or gives a reason.
    """
    letter, reason = asked.form.get("letter", ""), asked.form.get("reason", "").strip()
    if letter not in MEANINGS:
        raise InputError(f"expected a letter of {', '.join(MEANINGS)}, found {letter!r}")
    if not asked.signed or not reason:
        raise InputError("expected your name and a reason, found an empty one")
    since = day_from_form(asked.form.get("since", "").strip())
    return Rating(Reliability(letter), f"{reason} ({asked.signed})", since)


def day_from_form(words: str) -> date | None:
    """A day of a form, None for none.

    Raises:
        InputError: it is no day.
    """
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InputError(f"expected a day (YYYY-MM-DD), found {words!r}") from error


# ------------------------------------------------------------------ jobs


def jobs_page(office: Office, asked: Asked) -> Response:
    """What waits, and what was done last."""
    with office.ledger.engine.connect() as connection:
        waiting = connection.execute(select(func.count()).select_from(PENDING)).scalar_one()
        reports = connection.execute(select(func.count()).select_from(REPORT)).scalar_one()
    return page_answer(
        "jobs",
        asked,
        section="Jobs",
        waiting=waiting,
        reports=reports,
        incidents=len(office.table.headlines()),
        revisions=office.view.revisions()[::-1][:LATEST],
        set_aside=office.view.list_set_aside(asked.account),
        busy=office.service.judging.is_settling,
        jobs=office.service.jobs.jobs(asked.account) if office.service.jobs else (),
        unfinished=UNFINISHED,
        may_send=office.service.jobs is not None and asked.account.may(AccountRole.EDITOR),
    )


def stop_job_page(office: Office, asked: Asked) -> Response:
    """Stop a job of whoever asks, or forget one that is over."""
    if office.service.jobs:
        office.service.jobs.cancel(asked.account, asked.form.get("job", ""))
    return RedirectResponse("/jobs", 303)


def run_page(office: Office, asked: Asked) -> Response:
    """Take what waits into the incidents now."""
    del asked
    office.renew_ledger()
    return RedirectResponse("/jobs", 303)
