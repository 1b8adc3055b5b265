"""The exchange form: one incident a line, in JSON; a public contract with a schema beside it.

`exchange.schema.json` says what may stand where. Values are what `reconcile` settled; statements
are the claims behind them, as written, each in a quote that stands in the report's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, TextIO

from dateline.types import (
    Contradiction,
    Finding,
    Grading,
    Incident,
    Interval,
    Munition,
    Place,
    Range,
    ReportCoverage,
    TollTimeline,
    ValueDoubt,
    Victims,
    When,
)
from dateline.write.lines import UNCODED, Coding, order_of_incident, radius_metres, report_names
from dateline.write.statements import Ids, numbered_statements

Row = Mapping[str, Any]  # one incident in the exchange form, as read from JSON

TOLLS: Final = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
DIGITS: Final = 6  # of a degree, about 0.1 m


def exchange_schema() -> dict[str, Any]:
    """The JSON Schema of a line."""
    text = files("dateline.write").joinpath("exchange.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def write_incidents(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one incident a line, in the order given."""
    stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def exchange_rows_of(
    found: Iterable[Incident], texts: Mapping[str, str], coding: Coding = UNCODED
) -> Iterator[dict[str, Any]]:
    """Turn incidents into the exchange form, by first day, then id; undated ones last.

    Args:
        found: incidents, in any order.
        texts: the recorded text of each report, by report id; quotes are cut from it.
        coding: where the codes of divisions come from.
    """
    for incident in sorted(found, key=order_of_incident):
        yield exchange_row(incident, texts, coding)


def exchange_row(
    incident: Incident, texts: Mapping[str, str], coding: Coding = UNCODED
) -> dict[str, Any]:
    """One incident in the exchange form."""
    names = {t.report: report_names(t)[0] for t in incident.tellings}
    statements, ids = numbered_statements(incident.claims, texts, names)
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "sub_kind": incident.sub_kind.value if incident.sub_kind else None,
        "date": days_row(incident.when.value),
        "place": place_row(incident.where.value, coding),
        "origin": place_row(incident.origin.value, coding) if incident.origin else None,
        "targets": [{"name": t.value.name, "kind": t.value.kind.value} for t in incident.targets],
        "perpetrators": [
            {"name": p.name, "stance": p.stance, "aliases": list(p.aliases)}
            for p in incident.perpetrators
        ],
        "weapons": [weapon_row(weapon, ids) for weapon in incident.weapons],
        **{toll: _settled_row(getattr(incident, toll), ids) for toll in TOLLS},
        "victims": [victims_row(victims, ids) for victims in incident.victims],
        "damage": incident.damage.value if incident.damage else None,
        "stage": incident.stage.value,
        "claims": [{"by": s.by, "stance": s.stance.value, "to": s.to} for s in incident.statements],
        "no_claim_reported": incident.no_claim_reported,
        "grade": incident.grade.value,
        "grading": grading_row(incident.grading, ids),
        "doubts": [doubt_row(doubt, ids) for doubt in incident.doubts],
        "sources": {
            "reports": len(incident.tellings),
            "outlets": len(incident.outlets),
            "voices": len(incident.voices),
        },
        "standing": standing_by_field(incident),
        "credibility": credibility_by_field(incident),
        "contradictions": [contradiction_row(c, ids) for c in incident.contradictions],
        "courses": [course_rows(course, ids) for course in incident.courses],
        "reports": [line for telling in incident.tellings for line in coverage_row(telling)],
        "statements": [dict(statement) for statement in statements],
    }


def days_row(when: When) -> dict[str, Any] | None:
    """The days of an incident."""
    if when.interval is None:
        return None
    return {**_interval_row(when.interval), "precision": when.precision, "time": when.clock}


def _interval_row(interval: Interval) -> dict[str, str]:
    return {"start": interval.first.isoformat(), "end": interval.last.isoformat()}


def place_row(place: Place | None, coding: Coding = UNCODED) -> dict[str, Any] | None:
    """A place with what contains it, and how far around its point it reaches."""
    if place is None:
        return None
    division = coding.division(place)
    return {
        "country": place.country,
        "admin1": place.admin1,
        "admin1_code": division.admin1,
        "admin2": place.admin2,
        "admin2_code": division.admin2,
        "city": place.city,
        "site": place.site,
        "lat": None if place.lat is None else round(place.lat, DIGITS),
        "lon": None if place.lon is None else round(place.lon, DIGITS),
        "precision": place.precision,
        "radius_m": radius_metres(place),
    }


def weapon_row(weapon: Munition, ids: Ids) -> dict[str, Any]:
    """A weapon with what became of it."""
    return {
        "kind": weapon.kind.value,
        "fired": range_row(weapon.fired, ids),
        "salvos": weapon.salvos,
        "intercepted": range_row(weapon.intercepted, ids),
        "landed": range_row(weapon.landed, ids),
        "failed": range_row(weapon.failed, ids),
        "unaccounted": range_row(weapon.unaccounted, ids),
        "intercepted_by": weapon.intercepted_by,
    }


def victims_row(victims: Victims, ids: Ids) -> dict[str, Any]:
    """The toll of one group."""
    return {
        "group": victims.group.value,
        "detail": victims.detail,
        "killed": range_row(victims.killed, ids),
        "wounded": range_row(victims.wounded, ids),
    }


def _settled_row(finding: Finding[Range] | None, ids: Ids) -> dict[str, Any] | None:
    return range_row(finding.value, ids) if finding else None


def range_row(settled: Range | None, ids: Ids) -> dict[str, Any] | None:
    """Low, best and high, each with the ids of the statements that give it."""
    if settled is None:
        return None
    return {
        "low": settled.low,
        "best": settled.best,
        "high": settled.high,
        "statements": {
            bound.end.value: cited_statements(bound.claims, ids) for bound in settled.bounds
        },
    }


def course_rows(course: TollTimeline, ids: Ids) -> dict[str, Any]:
    """How a toll went over time."""
    return {
        "field": course.role.value,
        "disputed": course.disputed,
        "steps": [
            {
                "low": step.figure.low,
                "best": step.figure.best,
                "high": step.figure.high,
                "step": step.kind.value,
                "written": _interval_row(step.written) if step.written else None,
                "by": list(step.voices),
                "reason": step.reason,
                "statements": cited_statements(step.claims, ids),
            }
            for step in course.steps
        ],
    }


def cited_statements(claims: Iterable[str], ids: Ids) -> list[str]:
    """The statements of claims, each once; what is no claim's id is a judgement's."""
    return list(dict.fromkeys(ids.get(claim, claim) for claim in claims))


def standing_by_field(incident: Incident) -> dict[str, str]:
    """How well each finding that the incident has is borne out."""
    return {name: finding.standing.value for name, finding in findings_by_field(incident).items()}


def credibility_by_field(incident: Incident) -> dict[str, dict[str, Any]]:
    """How far each finding that the incident has can be believed, by letter and digit."""
    return {
        name: {
            "letter": finding.credibility.letter.value,
            "digit": finding.credibility.digit,
            "reason": finding.credibility.reason,
        }
        for name, finding in findings_by_field(incident).items()
        if finding.credibility
    }


def findings_by_field(incident: Incident) -> dict[str, Finding[Any]]:
    """The findings that the incident has, by the names of the exchange form."""
    given: dict[str, Finding[Any] | None] = {
        "date": incident.when if incident.when.value.interval else None,
        "place": incident.where if incident.where.value else None,
        "origin": incident.origin,
        **{toll: getattr(incident, toll) for toll in TOLLS},
        "damage": incident.damage,
    }
    return {name: finding for name, finding in given.items() if finding}


def grading_row(grading: Grading | None, ids: Ids) -> dict[str, Any] | None:
    """The rule behind the grade."""
    if grading is None:
        return None
    return {
        "rule": grading.rule,
        "reason": grading.reason,
        "statements": cited_statements(grading.claims, ids),
    }


def doubt_row(found: ValueDoubt, ids: Ids) -> dict[str, Any]:
    """What makes the line doubtful; a doubt about the line as a whole withholds no value."""
    return {
        "test": found.test,
        "field": found.field or None,
        "value": found.value or None,
        "reason": found.reason,
        "statements": cited_statements(found.claims, ids),
    }


def contradiction_row(found: Contradiction, ids: Ids) -> dict[str, Any]:
    """Accounts that cannot all be true, side by side."""
    return {
        "kind": found.kind.value,
        "field": found.field,
        "weight": found.weight,
        "reason": found.reason,
        "sides": [
            {"value": s.value, "by": list(s.voices), "statements": cited_statements(s.claims, ids)}
            for s in found.sides
        ],
    }


def coverage_row(telling: ReportCoverage) -> Iterator[dict[str, Any]]:
    """A report's part in the incident, under each of its names."""
    for name in report_names(telling):
        yield {
            "report": name,
            "role": telling.prominence.value,
            "created": _interval_row(telling.created) if telling.created else None,
            "outlet": telling.outlet,
            "reliability": telling.reliability.value,
        }
