"""Whether words of an earlier time, a trial or an anniversary lie over a word for an event."""

from __future__ import annotations

import re
from typing import Protocol

from dateline.extract.events.triggers import Trigger
from dateline.extract.events.vetoes import forms
from dateline.syntax.tree import Tree, low
from dateline.types import Annotations, Sentence, Span, TimeExpression, Token
from dateline.vocabulary.events import lexicon

PAST = re.compile(
    r"\b(?:in (?:early |late |mid-)?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b|last (?:week|month|year|january|february|march|april|june|july"
    r"|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)|(?:years?|months?|weeks?|days?) (?:ago|earlier|after|later|before)|since"
    r" the|in (?:19|20)\d\d|this year|earlier this|(?:19|20)\d\d|at the weekend|a year ago"
    r"|this month|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b)",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|latest|deadliest|worst)\b", re.IGNORECASE
)
STRONG = re.compile(
    r"\b(?:last (?:year|month)|(?:years?|months?) (?:ago|earlier|before)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
FULL_DATE = re.compile(r"\d,? $")  # before a year: the day of writing more often than one long past
TIMES = frozenset({"days", "weeks", "months", "years", "day", "week", "month", "year", "hours"})
WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
    ]
)


class Told(Protocol):
    """A word that tells of an event or of a toll."""

    @property
    def token(self) -> Token:
        """The word."""

    @property
    def sentence(self) -> Sentence:
        """Its sentence."""


def attached(parsed: Tree, trigger: Told, span: Span) -> bool:
    """Does a time belong to the trigger's clause: no other finite verb lies between?"""
    words = [t for t in words_of(parsed, trigger) if span.start <= t.span.start < span.end]
    own = {trigger.token.i, *(t.i for t in clause(parsed, trigger))}
    own |= {t.i for t in parsed.kids(trigger.token, "relcl", "acl")}
    for word in words:
        for above in parsed.above(word):
            if above.i in own:
                return True
            if above.pos in {"VERB", "AUX"}:
                break
    return False


def clause(parsed: Tree, trigger: Told) -> list[Token]:
    """The heads of a trigger up to and with its verb, and the verbs that this one hangs on."""
    found = []
    for above in parsed.above(trigger.token):
        found.append(above)
        when = above.dep == "advcl" and "when" in [low(k) for k in parsed.kids(above)]
        if above.dep in {"ccomp", "relcl", "advcl"} and above.pos == "VERB" and not when:
            break
    return found


def words_of(parsed: Tree, trigger: Told) -> tuple[Token, ...]:
    """The words of a trigger's sentence."""
    return parsed.tokens[trigger.sentence.first : trigger.sentence.last]


def after_days(parsed: Tree, verb: Token) -> bool:
    """Does "days", "weeks" or "months" stand before the "after" or "before" of a clause or noun?"""
    marks = [verb] if low(verb) in {"after", "before"} else parsed.kids(verb, "mark")
    near = {low(t) for m in marks for t in parsed.tokens[max(0, m.i - 2) : m.i]}
    return bool(near & TIMES)


def retold(parsed: Tree, trigger: Trigger) -> bool:
    """Is it told below a trial, an anniversary or a memorial, with no weekday of its own?"""
    retro = lexicon().retro
    over = [t for t in parsed.above(trigger.token) if forms(t) & retro]
    if not over:
        return False
    days = [t for t in words_of(parsed, trigger) if low(t) in WEEKDAYS]
    below = {t.i for t in parsed.under(trigger.token)}
    own = {trigger.token.i, parsed.head(trigger.token).i} - {t.i for t in over}
    near = [t for t in days if t.i in below or set(heads(parsed, t)) & own]
    return not near


def bygone(annotations: Annotations, parsed: Tree, trigger: Trigger) -> bool:
    """Does its own clause give a year long before the one of writing: "bombed in 1943"?"""
    written = annotations.created.interval
    if written is None or trigger.definite:
        return False
    opening = [low(t) for t in annotations.tokens[trigger.sentence.first :][:2]]
    if opening[:1] == ["in"] and opening[1].isdigit() and len(opening[1]) == len("1972"):
        return int(opening[1]) < written.first.year - 1
    span = trigger.sentence.span
    return any(
        isinstance(time.value, TimeExpression)
        and time.value.year is not None
        and time.value.year < written.first.year - 1
        and attached(parsed, trigger, time.span)
        for time in annotations.times
        if span.start <= time.span.start < span.end
    )


def heads(parsed: Tree, token: Token) -> list[int]:
    """The heads of a word up to its first verb."""
    found = []
    for above in parsed.above(token):
        found.append(above.i)
        if above.pos in {"VERB", "AUX"}:
            break
    return found
