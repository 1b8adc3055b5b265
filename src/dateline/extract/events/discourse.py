"""The events of a report so far, and what a trigger's words say of its time beside theirs."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dateline.extract.events.descriptions import attack_ways, is_place, own_places
from dateline.extract.events.event import EventCluster
from dateline.extract.events.trigger import Trigger, town_words
from dateline.syntax.locations import in_dateline
from dateline.syntax.scope import (
    body_sentences,
    is_answered,
    is_days_after,
    is_looked_back_on,
    is_of_old_year,
    is_time_of,
)
from dateline.syntax.tree import Tree, entities_in, is_titled
from dateline.types import Annotations, Document, Span, TimeExpression, Token
from dateline.vocabulary import expression_pattern, word_list, word_pattern

ANSWERING: Final = word_list("triggers.taken_up.answering")
COMING_AFTER: Final = word_list("triggers.taken_up.coming_after")
PRIOR: Final = word_list("triggers.taken_up.prior")
LAST: Final = word_list("triggers.taken_up.last")
AFTER_CLAUSE: Final = word_list("triggers.taken_up.after_clause")
FOLLOWING: Final = word_list("triggers.taken_up.following")
BEFORE_AND_AFTER: Final = word_list("time.before_and_after")
MONTHS: Final = word_list("time.months")
WEEKDAYS: Final = word_list("time.weekdays")
NEAR_DAYS: Final = word_list("time.near_days")
EARLIER: Final = expression_pattern("time.earlier")
COUNTED: Final = word_pattern("time.counted")
UNCOUNTED: Final = word_list("time.uncounted")
LONG_AGO: Final = word_pattern("time.long_ago")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
# Before a year: the day of writing, mostly.
FULL_DATE: Final = re.compile(r"(?:\d,?|\b\d{1,2} [A-Z][a-z]+\.?,?) $")
FULLEST: Final = 16  # characters before a year in which a day and a month stand
LISTED: Final = 31  # days within which the entries of a list lie
LEAST_ENTRIES: Final = 2  # with a day of the calendar each, that make a list
YEAR_DAYS: Final = 365
ANY_YEAR: Final = 4  # a leap year that no report tells of
LEAD: Final = 3  # body sentences that tell what the report is about
SINCE_UP: Final = 2  # words from a deed to the verb of its clause


class DiscourseState:
    """What a report tells as news so far, and whether a trigger is told as earlier than that."""

    def __init__(self, document: Document, annotations: Annotations, parsed: Tree) -> None:
        self.document = document
        self.annotations = annotations
        self.parsed = parsed
        self.groups: list[EventCluster] = []
        self.listed = False  # it lists deeds day by day
        self.placed = town_words(annotations)
        self.told_in: dict[str, frozenset[int]] = {}  # by words, the sentences that hold them
        body = body_sentences(annotations)
        self.first = body[0] if body else 0
        self.lead = body[LEAD - 1] if len(body) >= LEAD else (body[-1] if body else 0)

    def is_past(self, trigger: Trigger) -> bool:
        """Whether it is told as earlier than what the report is about."""
        titled = self.in_title(trigger)
        old = self.is_retold(trigger) or (
            not trigger.definite
            and is_of_old_year(self.parsed, self.annotations, trigger.sentence, trigger.token)
        )
        before = (
            old or self._answered(trigger) or self._news_followed(trigger) or self._aside(trigger)
        )
        if before or (not titled and self._went_before(trigger)):
            return True
        if titled:
            return False
        if trigger.at <= self.first and not trigger.other:
            return False
        if trigger.at <= self.lead and not trigger.other and not any(g.main for g in self.groups):
            return False
        if trigger.definite and not trigger.other:
            return self._last_week(trigger)
        return any(self._timed(trigger, span) for span in self._past_words(trigger))

    def _aside(self, trigger: Trigger) -> bool:
        """Whether a relative clause recalls it from long before: "who were kidnapped last year"."""
        return trigger.token.dep == "relcl" and any(
            self._long_ago(span) and self._timed(trigger, span)
            for span in self._past_words(trigger)
        )

    def _answered(self, trigger: Trigger) -> bool:
        """Whether the news answers it: "in retaliation for the raid", "strike avenges bombing"."""
        if is_answered(self.parsed, trigger.token) and any(g.main for g in self.groups):
            return True
        verb = self.parsed.tokens[trigger.token.head]
        same = [t for g in self.groups if g.main for t in g.triggers if t.at == trigger.at]
        if self.in_title(trigger) and verb.lower == "after":
            there = self.cities_of(trigger) - {w for t in same for w in self.cities_of(t)}
            return bool(there) and any(self.cities_of(t) for t in same)
        if trigger.token.dep != "dobj" or verb.lemma not in ANSWERING:
            return False
        mine = attack_ways(self.parsed, trigger)
        return bool(mine) and any(
            t.token.dep == "nsubj"
            and attack_ways(self.parsed, t)
            and not attack_ways(self.parsed, t) & mine
            for t in same
        )

    def _news_followed(self, trigger: Trigger) -> bool:
        """Whether the news is told to have followed what happened somewhere else."""
        verb = self.parsed.tokens[trigger.token.head]
        if trigger.token.dep != "dobj" or verb.lemma.lower() not in COMING_AFTER:
            return False
        told = [t for g in self.groups if g.main for t in g.triggers if t.at < trigger.at]
        known = {place for t in told for place in self.places_of(t)}
        return bool(known) and bool(self.places_of(trigger) - known)

    def _is_named_earlier(self, trigger: Trigger) -> bool:
        """Whether it is a deed before the news by its own name: "an earlier raid"."""
        kids = {k.lower for k in self.parsed.kids[trigger.token.i].amod}
        return bool(kids & PRIOR) and any(g.main for g in self.groups)

    def is_since(self, trigger: Trigger) -> bool:
        """Whether others were counted or done since: "since it launched an assault"."""
        chain = [trigger.token, *self.parsed.above[trigger.token.i]][:SINCE_UP]
        marks = (kid for token in chain for kid in self.parsed.kids[token.i].mark)
        return any(kid.lower == "since" and kid.i < trigger.token.i for kid in marks)

    def _went_before(self, trigger: Trigger) -> bool:
        """Whether "after", a month's name or a date long past sets it before the news."""
        if (
            self.is_since(trigger)
            or self._after(trigger)
            or self._by_month(trigger)
            or self._is_named_earlier(trigger)
        ):
            return True
        return trigger.at > self.first and not trigger.other and self.is_long_past(trigger)

    def is_recent(self, trigger: Trigger) -> bool:
        """Whether it has no day of the calendar, or one about when the report was written."""
        day, written = self.calendar_day(trigger), self.annotations.created.interval
        return day is None or written is None or _days_apart(day, written.last) <= LISTED

    def is_long_past(self, trigger: Trigger) -> bool:
        """Whether a sentence after the first puts it months or years back, in its own clause."""
        return not trigger.definite and any(
            self._timed(trigger, span)
            for span in self._past_words(trigger)
            if self._long_ago(span)
            and not FULL_DATE.search(self.document.text[: span.start][-FULLEST:])
        )

    def dates_of(self, trigger: Trigger) -> set[str]:
        """The days of the calendar that a trigger's sentence gives."""
        span = trigger.sentence.span
        found = EARLIER.findall(self.document.text[span.start : span.end])
        return {words.lower() for words in found if words[-1].isdigit()}

    def _by_month(self, trigger: Trigger) -> bool:
        """Whether it is named by its month: "a January bombing"."""
        kids = [
            kid
            for kid in self.parsed.children[trigger.token.i]
            if kid.dep in {"compound", "nmod", "amod", "poss"}
        ]
        return trigger.at > self.first and any(k.lower in MONTHS for k in kids)

    def _by_main_weekday(self, text: str) -> bool:
        """Whether a sentence gives a weekday that the main event's sentences give too."""
        return any(day in text and self.is_told_of_main(day) for day in sorted(NEAR_DAYS))

    def is_told_of_main(self, words: str) -> bool:
        """Whether the main event's sentences give the same date."""
        told = self._sentences_with(words)
        return bool(told) and any(
            t.sentence.first in told for g in self.groups if g.main for t in g.triggers
        )

    def _sentences_with(self, words: str) -> frozenset[int]:
        """The sentences that hold some words, by their first token."""
        if words not in self.told_in:
            self.told_in[words] = frozenset(
                s.first
                for s in self.annotations.sentences
                if words in self.document.text[s.span.start : s.span.end].lower()
            )
        return self.told_in[words]

    def _past_words(self, trigger: Trigger) -> list[Span]:
        """The words of an earlier time in a trigger's sentence."""
        span = trigger.sentence.span
        text = self.document.text[span.start : span.end]
        counted = COUNTED.search(text) is not None
        return [
            Span(span.start + m.start(), span.start + m.end())
            for m in EARLIER.finditer(text)
            if not (counted and m.group().lower() in UNCOUNTED)
            and not self.is_told_of_main(m.group().lower())
            and not in_dateline(self.document, span.start + m.start())
            and not (self.listed and self._is_entry(trigger))
            and not (m.group()[-1].isdigit() and self._by_main_weekday(text.lower()))
            and not self._falls_on_main_weekday(trigger)
        ]

    def _falls_on_main_weekday(self, trigger: Trigger) -> bool:
        """Whether a sentence's full date is such a day of the week as the main event is told on."""
        day = self.calendar_day(trigger)
        if day is None or day.year == ANY_YEAR or not self.is_recent(trigger):
            return False
        return any(day.strftime("%A").lower() in g.weekdays for g in self.groups if g.main)

    def calendar_day(self, trigger: Trigger) -> date | None:
        """The first day of the calendar that a trigger's sentence gives, in a leap year if none."""
        for time in entities_in(self.annotations.times, trigger.sentence.span):
            value = time.value
            if not isinstance(value, TimeExpression) or not (value.month and value.day):
                continue
            if not in_dateline(self.document, time.span.start):
                return date(value.year or ANY_YEAR, value.month, value.day)
        return None

    def weekdays_of(self, trigger: Trigger) -> set[str]:
        """The days of the week that its own clause is told with."""
        days = (
            t
            for t in self.sentence_words(trigger)
            if t.lower in WEEKDAYS and self.parsed.tokens[t.head].lower != "since"
        )
        return {t.lower for t in days if self._timed(trigger, t.span)}

    def _is_entry(self, trigger: Trigger) -> bool:
        """Whether a day of the calendar lies near those of the entries of a list before it."""
        day = self.calendar_day(trigger)
        news = (t for g in self.groups if g.main for t in g.triggers)
        known = [other for t in news if (other := self.calendar_day(t)) is not None]
        return day is not None and (not known or any(_days_apart(day, o) <= LISTED for o in known))

    def sentence_words(self, trigger: Trigger) -> tuple[Token, ...]:
        """The words of a trigger's sentence."""
        return self.annotations.tokens[trigger.sentence.first : trigger.sentence.last]

    def _after(self, trigger: Trigger) -> bool:
        """Whether it stands below "days after" or "following", as what went before."""
        for above in [trigger.token, *self.parsed.above[trigger.token.i][:4]]:
            marks = [k.lower for k in self.parsed.kids[above.i].mark]
            if above.dep in {"advcl", "pcomp"} and set(marks) & AFTER_CLAUSE:
                own = trigger.token.dep != "dobj"  # and not "since they began strikes"
                if (own and "since" in marks) or is_days_after(self.parsed, above):
                    return bool(self.groups)
            if above.dep == "prep" and above.lower in BEFORE_AND_AFTER:
                told = [g for g in self.groups if any(t.at == trigger.at for t in g.triggers)]
                counted = is_days_after(self.parsed, above)
                return counted and bool(told if trigger.definite else self.groups)
            if above.dep == "prep" and above.lower == "since":
                return True
            if above.dep == "prep" and above.lower in FOLLOWING and not trigger.definite:
                return bool(self.groups) and trigger.at > self.lead
        return False

    def _last_week(self, trigger: Trigger) -> bool:
        """Whether the noun itself is dated earlier: "last week's attack"."""
        inside = {t.i for t in self.parsed.under(trigger.token)}
        return (
            any(
                t.i in inside and span.start <= t.span.start < span.end
                for span in self._past_words(trigger)
                for t in self.sentence_words(trigger)
            )
            and trigger.at > self.lead
        )

    def is_named_by_day(self, trigger: Trigger) -> bool:
        """Whether it is named by its day of the week: "Friday's attack"."""
        return any(k.lower in NEAR_DAYS for k in self.parsed.kids[trigger.token.i].poss)

    def is_last_of_several(self, trigger: Trigger) -> bool:
        """Whether it is the last of several others: "the most recent attack"."""
        kids = {k.lower for k in self.parsed.kids[trigger.token.i].amod}
        return trigger.at > self.lead and bool(kids & LAST)

    def places_of(self, trigger: Trigger) -> set[str]:
        """The names of places in a trigger's sentence."""
        return {t.lower for t in self.sentence_words(trigger) if is_place(t, self.placed)}

    def cities_of(self, trigger: Trigger) -> set[str]:
        """The names of places that the trigger's own phrase or clause gives."""
        return own_places(self.parsed, trigger, self.placed)

    def in_title(self, trigger: Trigger) -> bool:
        """Whether it stands in the title, as what the report is about."""
        return is_titled(trigger.sentence)

    def is_retold(self, trigger: Trigger) -> bool:
        """Whether it is told below a trial or a memorial."""
        return is_looked_back_on(self.parsed, trigger.sentence, trigger.token)

    def _timed(self, trigger: Trigger, time: Span) -> bool:
        """Whether a time belongs to the trigger's clause."""
        return is_time_of(self.parsed, trigger.sentence, trigger.token, time)

    def _long_ago(self, time: Span) -> bool:
        """Whether a time lies months or years before the news."""
        text = self.document.text[time.start : time.end]
        return LONG_AGO.search(text) is not None or YEAR.search(text) is not None


def _days_apart(one: date, other: date) -> int:
    """The days between two days, which may lie around New Year where a year is not known."""
    days = abs((one - other).days)
    if ANY_YEAR not in {one.year, other.year}:
        return days
    days = abs(int(one.strftime("%j")) - int(other.strftime("%j")))
    return min(days, YEAR_DAYS - days)
