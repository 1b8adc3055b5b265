"""The page of one incident, and what people decide on it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.record.codec import from_json
from dateline.record.tables import FORMER
from dateline.serve.actions import NearMiss, Row
from dateline.serve.judging import JudgementRequest
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.charts import courses_of
from dateline.serve.pages.cookies import remember_reviewer
from dateline.serve.pages.evidence import (
    Told,
    answers_of,
    coordinates_of,
    disputes_of,
    doubts_of,
    perpetrator_lines,
    stance_lines,
    told_by_readings,
)
from dateline.serve.pages.office import Office
from dateline.serve.pages.rendering import (
    country_names,
    figure_words,
    page_answer,
    place_words,
    span_words,
)
from dateline.types import Incident, Judgement, JudgementKind, Link

NEARBY: Final = 12  # incidents of the same days and country that may be the nearest one
MOST_LINKS: Final = 12


@dataclass(frozen=True, slots=True)
class Former:
    """A form that an incident had until a revision, and what differed from the one after."""

    until: int
    changes: tuple[tuple[str, str, str], ...]  # field, before, after


def incident_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """One incident; an id of an earlier run leads to where it went."""
    name = asked.path["id"]
    incident = office.view.shown_incident(name, asked.account)
    if incident.id != name and not error:
        return RedirectResponse(f"/incidents/{incident.id}", 301)
    told = told_of(office, incident)
    row = office.service.actions.row(incident, texts_of(told))
    return page_answer(
        "incident",
        asked,
        422 if error else 200,
        section="Overview",
        incident=incident,
        row=row,
        error=error,
        user=asked.user,
        seen=office.view.tag(incident),
        answers=answers_of(incident, row, told, country_names(asked.language)),
        perpetrators=perpetrator_lines(incident, told),
        stances=stance_lines(incident, told),
        disputes=disputes_of(incident, told),
        doubts=doubts_of(incident, told),
        courses={course.field: course for course in courses_of(row["courses"])},
        coordinates=coordinates_of(incident.where.value),
        tellings=list(titled_coverage(incident, told)),
        copies=office.service.actions.copies(tuple(told.readings.values()), None),
        links=strongest_links(incident.cluster.links),
        told=told,
        judgements=judgements_concerning(incident, office.view.list_judgements(asked.account)),
        former=list(former_rows(office, incident, row)),
        forms=dict(office.service.actions.fields()),
    )


def told_of(office: Office, incident: Incident) -> Told:
    """Where the words of an incident stand."""
    reports = {telling.report for telling in incident.tellings}
    return told_by_readings(
        incident, office.ledger.readings_of(reports), office.ledger.names(reports)
    )


def texts_of(told: Told) -> dict[str, str]:
    """The texts of an incident's reports."""
    return {report: reading.document.text for report, reading in told.readings.items()}


def titled_coverage(incident: Incident, told: Told) -> Iterator[tuple[Any, str, str | None]]:
    """The reports of an incident with their titles."""
    for telling in incident.tellings:
        reading = told.readings.get(telling.report)
        title = reading.document.title if reading else None
        yield telling, told.name(telling.report), title


def strongest_links(links: Sequence[Link]) -> list[Link]:
    """The links that hold an incident together, the strongest first."""
    return sorted(links, key=lambda link: (-link.weight, link.left, link.right))[:MOST_LINKS]


def judgements_concerning(incident: Incident, every: Sequence[Judgement]) -> list[Judgement]:
    """What people decided on an incident, newest first."""
    own = set(incident.cluster.mentions)
    direct = {
        one.id
        for one in every
        if incident.id in one.subjects or any(own.intersection(group) for group in one.mentions)
    }
    return [one for one in reversed(every) if one.id in direct or direct.intersection(one.subjects)]


def former_rows(office: Office, incident: Incident, row: Row) -> Iterator[Former]:
    """The forms that an incident had, newest first, each with what changed after it."""
    query = select(FORMER).where(FORMER.c.incident == incident.id).order_by(FORMER.c.until.desc())
    with office.ledger.engine.connect() as connection:
        rows = connection.execute(query).all()
    after = shown_values(row)
    for found in rows:
        before = shown_values(former_summary(from_json(found.json, Incident)))
        changed = (
            (name, before[name], after[name]) for name in after if before[name] != after[name]
        )
        yield Former(found.until, tuple(changed))
        after = before


def former_summary(incident: Incident) -> dict[str, Any]:
    """What a former form shows of itself."""
    days, place = incident.when.value.interval, incident.where.value
    return {
        "kind": incident.kind.value,
        "grade": incident.grade.value,
        "date": days and {"start": days.first.isoformat(), "end": days.last.isoformat()},
        "place": place
        and {name: getattr(place, name) for name in ("site", "city", "admin1", "country")},
        "killed": incident.killed.value if incident.killed else None,
        "wounded": incident.wounded.value if incident.wounded else None,
        "reports": [telling.report for telling in incident.tellings],
    }


def shown_values(row: Mapping[str, Any]) -> dict[str, str]:
    """The values of an exchange row or a summary that a history compares."""
    return {
        "kind": row["kind"],
        "grade": row["grade"],
        "date": span_words(row["date"]),
        "place": place_words(row["place"]),
        "killed": figure_words(row["killed"]),
        "wounded": figure_words(row["wounded"]),
        "reports": str(len(row["reports"])),
    }


# ------------------------------------------------------------------ nearest, loaded after the page


def nearest_page(office: Office, asked: Asked) -> Response:
    """The incident that came nearest without being joined, and why it was not."""
    incident = office.view.shown_incident(asked.path["id"], asked.account)
    around = [office.ledger.incident(name) for name in incidents_around(office, incident.id)]
    near = nearest_of(office, incident, around) if around else None
    other = next((one for one in around if near and one.id == near.incident), None)
    office.table.headlines()
    line = office.table.held.get(near.incident) if near else None
    return page_answer("nearest", asked, incident=incident, near=near, other=other, line=line)


def nearest_of(office: Office, incident: Incident, others: Sequence[Incident]) -> NearMiss | None:
    """Of some incidents, the one that is weighed as the most alike."""
    every = (incident, *others)
    readings = office.ledger.readings_of({t.report for one in every for t in one.tellings})
    return office.service.actions.nearest(readings, incident, others)


def incidents_around(office: Office, name: str) -> list[str]:
    """The incidents of the same country whose days are the closest."""
    lines = office.table.headlines()
    own = office.table.held.get(name)
    if own is None:
        return []
    others = [line for line in lines if line.id != name and _may_be(own.country, line.country)]
    if own.first:
        others.sort(key=lambda line: (not line.first, _days_apart(own.first, line.first), line.id))
    same = [line for line in others if line.city and line.city == own.city]
    return list(dict.fromkeys(line.id for line in (*same[: NEARBY // 2], *others)))[:NEARBY]


def _may_be(one: str, other: str) -> bool:
    """Can two countries be one, as far as they are known?"""
    return one == other or not one or not other


def _days_apart(one: str, other: str) -> int:
    """A measure of how far two days lie apart."""
    if not one or not other:
        return 0
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


# ------------------------------------------------------------------ deciding


def judge_page(office: Office, asked: Asked) -> Response:
    """Record a decision that the page's forms send, then show the incident again."""
    subject = office.view.shown_incident(asked.path["id"], asked.account).id
    decision = Decision(
        subject, asked.form.get("act", ""), asked.form.get("reason", "").strip(), asked.form
    )
    try:
        record_decision(office, asked, decision)
    except InputError as problem:
        return incident_page(office, asked, error=str(problem))
    return back_to_incident(office, asked)


def back_to_incident(office: Office, asked: Asked) -> Response:
    """To the incident, by the id that it has now; to the overview where it is gone."""
    try:
        now = office.ledger.incident(asked.path["id"]).id
    except InputError:
        return RedirectResponse("/", 303)
    answer = RedirectResponse(f"/incidents/{now}", 303)
    if asked.form.get("by"):
        remember_reviewer(answer, asked.form["by"])
    return answer


@dataclass(frozen=True, slots=True)
class Decision:
    """What a form of a page decides.

    Attributes:
        subject: the incident.
        act: accept, reject, correct, merge, apart, split, unsure, comment, strike or undo.
        reason: why.
        parts: what else the act needs: field, value, other, report, statement, judgement; and
            `seen`, the tag of the form that was before the person.
    """

    subject: str
    act: str
    reason: str
    parts: Mapping[str, str]


def record_decision(
    office: Office, asked: Asked, decision: Decision, *, later: bool = False
) -> Judgement:
    """Record a decision as the API does, signed by who asks.

    Args:
        office: that has the ledger.
        asked: by whom.
        decision: what is decided.
        later: the incidents follow once nobody has decided for a moment.

    Raises:
        InputError: it could not be applied.
    """
    judging, parts, who = office.service.judging, decision.parts, asked.account
    by, reason = asked.signed, decision.reason
    if decision.act == "strike":
        return judging.strike_statement(parts.get("statement", ""), reason, who, by)
    if decision.act == "undo":
        return judging.undo_judgement(parts.get("judgement", ""), reason, who, by, later=later)
    subjects, kind = subjects_of_act(office, decision)
    fielded = kind in {JudgementKind.CORRECT, JudgementKind.ACCEPT}
    request = JudgementRequest(
        kind=kind,
        subjects=subjects,
        reason=reason,
        field=(parts.get("field") or None) if fielded else None,
        value=parts.get("value", "") if kind is JudgementKind.CORRECT else None,
        unlisted=bool(parts.get("unlisted")),
        by=by,
        seen=seen_forms(office, asked, decision),
    )
    return judging.record_judgement(request, who, later=later)


KINDS: Final = {
    "accept": JudgementKind.ACCEPT,
    "reject": JudgementKind.REJECT,
    "correct": JudgementKind.CORRECT,
    "merge": JudgementKind.SAME,
    "apart": JudgementKind.DIFFERENT,
    "split": JudgementKind.DIFFERENT,
    "unsure": JudgementKind.UNSURE,
    "comment": JudgementKind.COMMENT,
}


def seen_forms(office: Office, asked: Asked, decision: Decision) -> tuple[str, ...]:
    """The tags of the forms that a person decided on; none where the page told none.

    Whoever merges names the other incident by its id: it counts as it is now.
    """
    seen, other = decision.parts.get("seen", ""), decision.parts.get("other", "").strip()
    if not seen or decision.act not in {"merge", "apart"}:
        return (seen,) if seen else ()
    return seen, office.view.tag(office.view.shown_incident(other, asked.account))


def subjects_of_act(office: Office, decision: Decision) -> tuple[tuple[str, ...], JudgementKind]:
    """What an act is on, and what kind of judgement it is.

    Raises:
        InputError: there is no such act, or it lacks a part.
    """
    act, subject, parts = decision.act, decision.subject, decision.parts
    if act not in KINDS:
        raise InputError(f"expected one of {', '.join(KINDS)}, strike or undo, found {act!r}")
    if act in {"merge", "apart"} or (act == "unsure" and parts.get("other")):
        return (subject, parts.get("other", "").strip()), KINDS[act]
    if act == "split":
        return report_and_others(office, subject, parts.get("report", "")), KINDS[act]
    return (subject,), KINDS[act]


def report_and_others(office: Office, subject: str, report: str) -> tuple[str, ...]:
    """A report of an incident, and the others, as a judgement names parts.

    Raises:
        InputError: it is the only one.
    """
    incident = office.ledger.incident(subject)
    others = [one.report for one in incident.tellings if one.report != report]
    if not others:
        raise InputError(
            "expected an incident of two reports or more to split, found one; reject it instead"
        )
    return (f"{incident.id}@{report}", f"{incident.id}@{others[0]}")
