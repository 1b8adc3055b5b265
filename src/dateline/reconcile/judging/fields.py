"""The fields of the exchange form that people may correct: how each is written, what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from dateline.reconcile.judging import lists
from dateline.reconcile.judging.places import PARTS, WHOLE, placed
from dateline.reconcile.judging.values import (
    NOTHING,
    Word,
    clock,
    figure,
    given,
    member,
    near,
    when,
    yes_or_no,
)
from dateline.types import (
    Finding,
    Grade,
    Grading,
    Incident,
    Kind,
    Place,
    Prominence,
    Range,
    Stage,
    Toll,
    When,
)

Correct = Callable[[Incident, Word], Incident]
CorrectItem = Callable[[Incident, str, Word], Incident]

CORRECTED: Final = "corrected"  # the rule of a grade that a person set
BY_PERSON: Final = "corrected by"  # how the reason of a finding begins that a person gave
ORIGIN: Final = "origin"
RANGE: Final = "a figure (12), or low/best/high (10/12/15, 24/?/?)"
TOLLS: Final = ("killed", "wounded", "abducted", "arrested", "attackers_killed")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that people may correct."""

    form: str  # how its value is written
    correct: Correct
    required: bool = False  # it always has a value: "none" is refused


def corrected(incident: Incident, field: str, word: Word) -> Incident:
    """Put a person's value in the place of what the claims amount to.

    Raises:
        ValueError: the value cannot be read, or there is no such field.
    """
    name = canonical(field)
    head, _, item = name.partition(".")
    if item and head in ITEMS:
        return ITEMS[head](incident, item, word)
    known = FIELDS.get(name)
    if known is None:
        listed = ", ".join((*FIELDS, *(f"{head}.NAME" for head in ITEMS)))
        raise ValueError(f"expected one of {listed}, found {field!r}{near(field, FIELDS)}")
    if known.required:
        word.require(known.form)
    return known.correct(incident, word)


def canonical(field: str) -> str:
    """A field by the one name that it goes by: `place.city` is `city`, `date.time` is `time`."""
    head, _, part = field.partition(".")
    if (head, part) == ("date", "time") or (head == WHOLE and part in PARTS):
        return part
    return field


def place_part(field: str | None) -> tuple[str, str] | None:
    """Of which place a field sets which part: "origin.city" the city of the origin."""
    head, _, part = (field or "").partition(".")
    if head == ORIGIN:
        found = part or WHOLE
        return (ORIGIN, found) if found in PARTS else None
    return (WHOLE, head) if head in PARTS and not part else None


def placed_anew(incident: Incident, of: str, words: Mapping[str, Word]) -> Incident:
    """An incident with a place put together from what people give of it.

    Args:
        incident: as the claims have it.
        of: "place" or "origin".
        words: what people give, by part of the place.

    Raises:
        ValueError: a value cannot be read.
    """
    before: Finding[Place | None] | Finding[Place] | None
    before = incident.origin if of == ORIGIN else incident.where
    place = placed(before.value if before else None, words)
    told = (*before.supporting, *before.opposing) if before else ()
    reason = list(words.values())[-1].reason
    found = replace(given(place, reason), opposing=tuple(dict.fromkeys(told)))
    if of != ORIGIN:
        return replace(incident, where=found)
    return replace(incident, origin=None if place is None else replace(found, value=place))  # type: ignore[arg-type]  # no None left


def _correct_part(of: str, part: str) -> Correct:
    """What corrects one part of a place."""
    return lambda incident, word: placed_anew(incident, of, {part: word})


def _toll(name: str, incident: Incident, word: Word) -> Incident:
    """A figure that a person gives, with the claims that give it too, and those that do not."""
    if word.value is None:
        return replace(incident, **{name: None})  # type: ignore[arg-type]  # names are Incident's
    value = figure(word.value, word.judgement)
    before: Finding[Range] | None = getattr(incident, name)
    agree = tuple(
        c.id
        for c in incident.claims
        if c.role.value == name
        and isinstance(c.value, Toll)
        and not c.value.part
        and c.value.count.stated == value.best
    )
    told = dict.fromkeys((*before.supporting, *before.opposing) if before else ())
    against = tuple(claim for claim in told if claim not in agree)
    found = replace(given(value, word.reason), supporting=agree, opposing=against)
    return replace(incident, **{name: found})  # type: ignore[arg-type]  # names are Incident's


def _correct_kind(incident: Incident, word: Word) -> Incident:
    kind = member(Kind, word.value or NOTHING)  # a sub-kind of another kind falls with it
    return replace(
        incident, kind=kind, sub_kind=incident.sub_kind if kind is incident.kind else None
    )


def _sub_kind(incident: Incident, word: Word) -> Incident:
    return replace(incident, sub_kind=given(word.value, word.reason) if word.value else None)


def _grade(incident: Incident, word: Word) -> Incident:
    grading = Grading(CORRECTED, word.reason, (word.judgement,))
    return replace(incident, grade=member(Grade, word.value or NOTHING), grading=grading)


def _stage(incident: Incident, word: Word) -> Incident:
    stage = member(Stage, word.value or NOTHING)
    if stage not in LISTED:
        raise ValueError(f"expected {' or '.join(LISTED)}, found {stage.value!r}")
    return replace(incident, stage=stage)


LISTED: Final = (Stage.ACCOMPLISHED, Stage.ATTEMPTED)  # the stages of what the ledger lists


def _date(incident: Incident, word: Word) -> Incident:
    time = incident.when.value.clock
    value = when(word.value, time) if word.value else When(None, time, "unknown")
    return replace(incident, when=given(value, word.reason))


def _time(incident: Incident, word: Word) -> Incident:
    """The time of day; the day stays as borne out as it is."""
    value = replace(incident.when.value, clock=clock(word.value) if word.value else None)
    reason = "; ".join(filter(None, (incident.when.reason, f"time {word.reason}")))
    return replace(incident, when=replace(incident.when, value=value, reason=reason))


def _damage(incident: Incident, word: Word) -> Incident:
    return replace(incident, damage=given(word.value, word.reason) if word.value else None)


def _no_claim(incident: Incident, word: Word) -> Incident:
    return replace(incident, no_claim_reported=yes_or_no(word.value or NOTHING))


def _role(incident: Incident, word: Word) -> Incident:
    """Whether the reports, or the one that is meant, tell of it as news or in passing."""
    role = member(Prominence, word.value or NOTHING)
    tellings = tuple(
        replace(t, prominence=role) if word.report in {None, t.report} else t
        for t in incident.tellings
    )
    return replace(incident, tellings=tellings)


PLACE: Final = "a name, a gazetteer id (geonames:98182), or [NAME @] LATITUDE, LONGITUDE, 500 m"
PART_FORMS: Final = {
    WHOLE: PLACE,
    "country": "two letters (ISO 3166)",
    "admin1": "a province by name",
    "admin2": "a district of a province by name",
    "city": PLACE,
    "site": "a name: Green Zone",
    "precision": "1 to 7 (UCDP's steps)",
}
FIELDS: Final[Mapping[str, Field]] = {
    "kind": Field("one of the kinds", _correct_kind, required=True),
    "sub_kind": Field("one of the kind's sub-kinds", _sub_kind),
    "stage": Field("accomplished or attempted", _stage, required=True),
    "date": Field("a day (YYYY-MM-DD), a month, a year, or two of them with a slash", _date),
    "time": Field("HH:MM, or morning, midday, afternoon, evening, night", _time),
    **{part: Field(form, _correct_part(WHOLE, part)) for part, form in PART_FORMS.items()},
    **{
        ORIGIN if part == WHOLE else f"{ORIGIN}.{part}": Field(form, _correct_part(ORIGIN, part))
        for part, form in PART_FORMS.items()
    },
    "perpetrators": Field(lists.PERPETRATORS, lists.perpetrators),
    "targets": Field(lists.TARGETS, lists.targets),
    "weapons": Field(lists.WEAPONS, lists.weapons),
    **{toll: Field(RANGE, partial(_toll, toll)) for toll in TOLLS},
    "victims": Field(lists.VICTIMS, lists.victims),
    "damage": Field("words", _damage),
    "claims": Field(lists.CLAIMS, lists.claims),
    "no_claim_reported": Field("yes or no", _no_claim, required=True),
    "grade": Field("one of the grades", _grade, required=True),
    "role": Field("main or background, of all reports or of ID@REPORT", _role, required=True),
}
ITEMS: Final[Mapping[str, CorrectItem]] = {
    "perpetrators": lists.perpetrator,
    "targets": lists.target,
    "weapons": lists.weapon,
    "victims": lists.victim,
    "claims": lists.claim,
}
ITEM_FORMS: Final[Mapping[str, str]] = {
    "perpetrators.NAME": "a stance",
    "targets.NAME": "a kind of target",
    "weapons.KIND": "used",
    **{f"weapons.KIND.{outcome}": RANGE for outcome in lists.OUTCOMES},
    "weapons.KIND.salvos": "a number",
    "weapons.KIND.intercepted_by": "a name",
    **{f"victims.GROUP.{harm}": RANGE for harm in lists.HARM},
    "claims.NAME": "STANCE [WHOM]; …",
}
