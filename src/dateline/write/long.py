"""The long tables: one line a statement, or one line a side of a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dateline.types import Claim, Contradiction, Incident, Reliability, Side
from dateline.write.columns import Cell, CellType, Column, Table, joined_values
from dateline.write.contents import Contents
from dateline.write.lines import Line, incident_title, report_names
from dateline.write.statements import Statement, numbered_statements


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an incident."""

    line: Line
    statement: Statement
    report: str  # id
    reliability: Reliability


@dataclass(frozen=True, slots=True)
class Disputed:
    """One side of a contradiction of an incident."""

    incident: Incident
    contradiction: Contradiction
    side: Side
    quotes: tuple[str, ...]


def statement_lines(contents: Contents) -> Iterator[Said]:
    """The statements behind incidents, by incident, report and place in its text."""
    texts = contents.report_texts
    for line in contents.lines():
        tellings = {report_names(t)[0]: t for t in line.incident.tellings}
        known = {t.report: name for name, t in tellings.items()}
        for statement in numbered_statements(line.incident.claims, texts, known)[0]:
            told = tellings[str(statement["report"])]
            yield Said(line, statement, told.report, told.reliability)


def contradiction_lines(contents: Contents) -> Iterator[Disputed]:
    """The sides of contradictions, the most consequential first."""
    texts = contents.report_texts
    found = [(line.incident, c) for line in contents.lines() for c in line.incident.contradictions]
    for incident, one in sorted(found, key=lambda pair: -pair[1].weight):
        claims = {claim.id: claim for claim in incident.claims}
        for side in one.sides:
            cited = (claims[i] for i in side.claims if i in claims)
            yield Disputed(incident, one, side, quoted_sentences(cited, texts, incident))


def quoted_sentences(
    claims: Iterator[Claim], texts: dict[str, str], incident: Incident
) -> tuple[str, ...]:
    """The sentences of claims, each once."""
    known = {t.report: report_names(t)[0] for t in incident.tellings}
    return tuple(
        dict.fromkeys(str(s["quote"]) for s in numbered_statements(claims, texts, known)[0])
    )


def _stated_values(name: str) -> Callable[[Said], Cell]:
    return lambda said: said.statement[name]


REPORT: Final = "the report"
PROGRAM: Final = "Dateline"
STATEMENTS: Final = Table(
    "statements",
    "a statement: one figure or fact in the words of one report",
    (
        Column("incident", lambda x: x.line.incident.id, "id of the incident", PROGRAM),
        Column("title", lambda x: x.line.title, "the incident in a line", PROGRAM),
        Column(
            "role",
            lambda x: "main" if x.line.main else "background",
            "main: a report is about the incident; background: mentioned only in passing",
            PROGRAM,
        ),
        Column("statement", _stated_values("id"), "id of the statement", PROGRAM),
        Column(
            "field",
            _stated_values("field"),
            "the field that it supports: when, where, origin, actor, target, weapon, fired, "
            "intercepted, landed, failed, killed, wounded, abducted, arrested, attackers_killed, "
            "damage, reaction or sub_kind",
            PROGRAM,
        ),
        Column("value", _stated_values("value"), "the figure or name as written", REPORT),
        Column(
            "quote",
            _stated_values("quote"),
            "the sentence, exactly as it stands in the text",
            REPORT,
        ),
        Column("report", _stated_values("report"), "name of the report", REPORT),
        Column("report_id", lambda x: x.report, "the report's bytes", PROGRAM, unit="SHA-256"),
        Column(
            "start",
            _stated_values("start"),
            "where the quote begins in the recorded text",
            PROGRAM,
            CellType.INTEGER,
            "characters",
        ),
        Column(
            "end",
            _stated_values("end"),
            "where the quote ends; this character is not part of it",
            PROGRAM,
            CellType.INTEGER,
            "characters",
        ),
        Column("speaker", _stated_values("speaker"), "who says so, if not the reporter", REPORT),
        Column(
            "modality",
            _stated_values("modality"),
            "how firmly it is said: asserted, claimed, denied, attributed, suspected or hedged",
            REPORT,
        ),
        Column(
            "reliability",
            lambda x: x.reliability.value,
            "letter of the report's outlet, A to F",
            "people",
        ),
    ),
)
CONTRADICTIONS: Final = Table(
    "contradictions",
    "a side of a contradiction, the most consequential first",
    (
        Column("incident", lambda x: x.incident.id, "id of the incident", PROGRAM),
        Column("title", lambda x: incident_title(x.incident), "the incident in a line", PROGRAM),
        Column("kind", lambda x: x.contradiction.kind.value, "kind of contradiction", PROGRAM),
        Column("field", lambda x: x.contradiction.field, "the field it concerns", PROGRAM),
        Column(
            "weight",
            lambda x: x.contradiction.weight,
            "the larger, the more consequential",
            PROGRAM,
            CellType.NUMBER,
        ),
        Column("reason", lambda x: x.contradiction.reason, "why both cannot be true", PROGRAM),
        Column("value", lambda x: x.side.value, "what this side says", "the reports"),
        Column(
            "by", lambda x: joined_values(x.side.voices), "who says so, joined by ;", "the reports"
        ),
        Column("quotes", lambda x: " | ".join(x.quotes), "its sentences", "the reports"),
    ),
)
