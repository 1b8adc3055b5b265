"""What people struck out of reports: a sentence does not say what was read in it.

A struck value stays in the table of claims and in the judgement that struck it; in the readings
that everything else is built on it no longer stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.errors import ConflictError, NotFoundError
from dateline.record import judgements, reports
from dateline.record.codec import value_from_json
from dateline.record.judgements import Subject, Verdict
from dateline.record.signing import check_signed
from dateline.record.tables import CLAIM
from dateline.types import (
    Claim,
    Count,
    Interception,
    Judgement,
    JudgementKind,
    Mention,
    Modality,
    Party,
    Place,
    Reaction,
    Reading,
    Role,
    Salvos,
    Struck,
    Target,
    Toll,
    Value,
    Weapon,
)

SHORTEST_ID = 6  # characters of a statement's id that may stand for it


def strike_statement(connection: Connection, name: str, by: str, reason: str) -> Judgement:
    """Take what a statement says out of its report, with all that says the same in its words.

    Raises:
        InputError: there is no such statement, or it is struck already.
    """
    check_signed(by, reason)
    struck = struck_statement(connection, name)
    for other in judgements.all_judgements(connection):
        if other.struck == struck:
            raise ConflictError(
                f"expected a statement that counts, found {name}, struck by {other.by} "
                f"({other.id[:8]}: {other.reason}); nothing is left to do"
            )
    ids, mentions = claims_saying(connection, struck)
    verdict = Verdict(JudgementKind.STRIKE, (ids[0],), by, reason, struck.role.value, struck.value)
    return judgements.keep_judgement(connection, verdict, [Subject(ids[0], mentions)], struck)


def unstruck_readings(connection: Connection, *, withdrawn: bool = False) -> tuple[Reading, ...]:
    """The readings by report id without what was struck, those withdrawn only if asked for."""
    return drop_struck(connection, reports.recorded_readings(connection, withdrawn=withdrawn))


def some_unstruck_readings(connection: Connection, ids: Collection[str]) -> tuple[Reading, ...]:
    """Some readings, by report id, without what was struck."""
    return drop_struck(connection, reports.readings_of(connection, ids))


def drop_struck(connection: Connection, found: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings without what was struck."""
    struck = {j.struck for j in judgements.all_judgements(connection) if j.struck}
    touched = {one.report for one in struck}
    return tuple(
        replace(
            reading,
            mentions=tuple(
                without_struck_claims(m, reading.document.text, struck) for m in reading.mentions
            ),
        )
        if reading.document.report in touched
        else reading
        for reading in found
    )


def without_struck_claims(mention: Mention, text: str, struck: Collection[Struck]) -> Mention:
    """A mention without the claims that were struck; a struck sub-kind is one no more."""
    claims = tuple(claim for claim in mention.claims if claim_wording(claim, text) not in struck)
    if len(claims) == len(mention.claims):
        return mention
    told = {str(claim.value) for claim in claims if claim.role is Role.SUB_KIND}
    sub_kind = mention.sub_kind if mention.sub_kind in told else None
    return replace(mention, claims=claims, sub_kind=sub_kind)


def claim_wording(claim: Claim, text: str) -> Struck:
    """What a claim says, by its words."""
    words = text[claim.span.start : claim.span.end]
    quote = text[claim.quote.start : claim.quote.end]
    return Struck(
        claim.report, claim.role, written_value(claim.value, words), quote, claim.modality
    )


def written_value(value: Value, words: str) -> str:
    """A value as its words give it: a figure, a name, or the words themselves."""
    match value:
        case Count(stated=stated):
            return words if stated is None else str(stated)
        case Toll(count=count) | Interception(count=count) | Salvos(count=count):
            return written_value(count, words)
        case Place(name=name) | Party(name=name) | Weapon(name=name) | Target(name=name):
            return name
        case Reaction(kind=kind):
            return kind.value
        case str():
            return value
        case _:
            return words


def struck_statement(connection: Connection, name: str) -> Struck:
    """What the statement with an id, or the beginning of one, says."""
    query = select(CLAIM).where(CLAIM.c.id.startswith(name, autoescape=True)).order_by(CLAIM.c.id)
    rows = connection.execute(query).all() if len(name) >= SHORTEST_ID else []
    found = {claim_row_key(row) for row in rows}
    if len(found) != 1:
        short = len(name) < SHORTEST_ID and f"fewer than {SHORTEST_ID} characters of it"
        what = short or (f"{len(found)} that begin so" if found else "none")
        raise NotFoundError(
            f"expected the id of one statement, found {what} for {name!r}; "
            "`dateline show ID` gives them in brackets (a day that follows from when a report was "
            "written is no statement: correct the date)"
        )
    return found.pop()


def claims_saying(connection: Connection, struck: Struck) -> tuple[list[str], tuple[str, ...]]:
    """The claims that say so, and the mentions that have them, each by id."""
    same = (CLAIM.c.report == struck.report, CLAIM.c.role == struck.role.value)
    rows = connection.execute(select(CLAIM).where(*same)).all()
    found = [row for row in rows if claim_row_key(row) == struck]
    return sorted({row.id for row in found}), tuple(sorted({row.mention for row in found}))


def claim_row_key(row: Row[Any]) -> Struck:
    """What a row of the table of claims says."""
    said = written_value(value_from_json(row.value), row.words)
    return Struck(row.report, Role(row.role), said, row.quote, Modality(row.modality))
