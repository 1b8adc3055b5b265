"""Each way of putting a figure, an outcome or a responsibility, in sentences of our own."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import (
    Claim,
    Count,
    Interception,
    Party,
    Prominence,
    Reaction,
    ReactionKind,
    Report,
    Role,
    Salvos,
    Scope,
    Toll,
)

HERE = Path(__file__).parent
TOLLS = {Role.KILLED, Role.WOUNDED, Role.ABDUCTED, Role.ARRESTED, Role.ATTACKERS_KILLED}


def rows(name: str) -> list[tuple[str, str]]:
    """Text and what is told, of a file of phrases."""
    data = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    found = (line.rsplit(" => ", 1) for lines in data.values() for line in lines)
    return [(text, told) for text, told in found]


def claims_of(text: str) -> tuple[Claim, ...]:
    """All that the engine reads of what a text is about, totals over many left out."""
    content = text.replace("\\n", "\n").encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "made-up.txt", content, "text/plain", published=date(2021, 3, 5))
    document = clean_report(report)
    found = extract(document, detect(document))
    own = [m for m in found if m.prominence is Prominence.MAIN and m.scope is not Scope.AGGREGATE]
    return tuple(claim for mention in own for claim in mention.claims)


def bounds(count: Count) -> str:
    """A count as the rows write it."""
    if count.high is None:
        return f"{count.low}+"
    if count.low == count.high:
        return str(count.low)
    return f"-{count.high}" if count.low == 1 else f"{count.low}-{count.high}"


def tolls(claims: tuple[Claim, ...]) -> Iterator[tuple[str, str, bool]]:
    """Role with bounds, group and whether it is a part, of each toll."""
    for claim in claims:
        if claim.role in TOLLS and isinstance(claim.value, Toll):
            toll = claim.value
            yield f"{claim.role.value} {bounds(toll.count)}", toll.group.value, toll.part


@pytest.mark.parametrize(("text", "told"), rows("phrases_tolls"))
def test_a_toll_is_read_whatever_its_words(text: str, told: str) -> None:
    """At least, dozens, a mother and her sons, bringing the toll to, among them, no casualties."""
    found = [*tolls(claims_of(text))]
    wanted = [item for item in told.strip().split(", ") if item]
    whole = [item for item in wanted if not item.startswith("(")]
    assert {" ".join(w.split()[:2]) for w in whole} == {row for row, _, part in found if not part}
    said = {f"{row} {group}" for row, group, _ in found}
    assert all(w in said for w in whole if len(w.split()) > 2)
    parts = {f"{row} {group}" for row, group, part in found if part}
    for item in wanted:
        if item.startswith("("):
            assert any(f"{row} ".startswith(f"{item[1:-1]} ") for row in parts), item


def outcomes(claims: tuple[Claim, ...]) -> Iterator[str]:
    """Role, bounds and defence of each outcome."""
    for claim in claims:
        if isinstance(claim.value, Interception):
            by = f" {claim.value.by}" if claim.value.by else ""
            yield f"intercepted {bounds(claim.value.count)}{by}"
        elif isinstance(claim.value, Salvos):
            yield f"{claim.role.value} salvos {bounds(claim.value.count)}"
        elif isinstance(claim.value, Count):
            yield f"{claim.role.value} {bounds(claim.value)}"


@pytest.mark.parametrize(("text", "told"), rows("phrases_outcomes"))
def test_what_became_of_weapons_is_read_whatever_its_words(text: str, told: str) -> None:
    """Fired, intercepted and by what, landed inside and outside, failed to explode."""
    assert sorted(outcomes(claims_of(text))) == sorted(i for i in told.strip().split(", ") if i)


NEWS = "A car bomb exploded at a market in Homs on Monday, killing nine people.\n\n"


def voices(claims: tuple[Claim, ...]) -> Iterator[str]:
    """What is told of who did it and of the reactions."""
    for claim in claims:
        by = claim.speaker.name if claim.speaker else None
        if claim.role is Role.ACTOR and isinstance(claim.value, Party):
            yield f"{claim.modality.value} {claim.value.name} by {by}"
        elif isinstance(claim.value, Reaction):
            told = claim.value.kind.value
            yield told if claim.value.kind is ReactionKind.NO_CLAIM else f"{told} by {by}"


@pytest.mark.parametrize(("text", "told"), rows("phrases_responsibility"))
def test_who_did_it_is_read_whatever_its_words(text: str, told: str) -> None:
    """Claims, denials, accusations, suspicions, silence, reactions, and through whom."""
    assert {*voices(claims_of(NEWS + text))} == {told}
