"""Which words of a report tell of one and the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.coreference_words import (
    anew,
    by_guns,
    by_several,
    cities,
    further_doers,
    harmed,
    homes,
    is_place,
    keys,
    ways,
)
from dateline.extract.earlier import (
    FULL_DATE,
    MONTHS,
    ORDINAL,
    PAST,
    STRONG,
    after_days,
    attached,
    bygone,
    retold,
)
from dateline.extract.events import Event
from dateline.extract.frames_nouns import placed
from dateline.extract.groups import TITLES, Group, event_of, is_search, is_violence, promote
from dateline.extract.tolls_tree import Tree, low, tree
from dateline.extract.towns import Divided, divided
from dateline.extract.triggers import WEEKDAYS, Trigger
from dateline.extract.vetoes import told
from dateline.types import (
    Annotations,
    BlockKind,
    Document,
    Kind,
    Scope,
    Span,
    Stage,
    Token,
)

# What is condemned is the news, and seldom what the sentence before recalls.
ANSWERING = frozenset({"answer", "avenge", "follow", "echo", "mirror", "recall"})
CONDEMNING = frozenset({"condemn", "denounce", "deplore", "decry"})
LEAD = 3  # body sentences that tell what the report is about
# What a report calls by these names is never just another word for an attack told before.
OWN_NAME = {Kind.ASSASSINATION, Kind.ABDUCTION}
FREEING = frozenset({"free", "rescue", "release"})
OPERATION = frozenset({"raid", "operation", "swoop", "crackdown", "sweep"})


def events(
    document: Document, annotations: Annotations, found: Sequence[Trigger]
) -> tuple[Event, ...]:
    """Group the triggers of a report into events.

    The title and the lead tell what a report is about; later words go back to it unless they are
    set apart by another time, another place or a word such as "another". What is set apart by an
    earlier time is background.

    Args:
        document: the report's text.
        annotations: what it names.
        found: its triggers, in order.

    Returns:
        The events: the main ones, then background, plans and totals, each in order of the text.
    """
    parsed = tree(annotations)
    grouping = _Grouping(document, annotations, parsed)
    groups = grouping.run(found)
    everywhere = told(parsed) if groups else set()
    kept = [
        group
        for group in groups
        if any(t.sure for t in group.triggers) or is_violence(annotations, everywhere, group)
    ]
    found_events = [event_of(document, parsed, group) for group in kept]
    for sum_of in grouping.divided:
        at = {id(group): i for i, group in enumerate(kept)}
        parts = tuple(at[id(part)] for part in sum_of.parts if id(part) in at)
        if len(parts) == len(sum_of.parts) and id(sum_of.whole) in at:
            whole = at[id(sum_of.whole)]
            found_events[whole] = replace(found_events[whole], scope=Scope.AGGREGATE, parts=parts)
    return tuple(found_events)


class _Grouping:
    """One pass over the triggers of a report."""

    def __init__(self, document: Document, annotations: Annotations, parsed: Tree) -> None:
        self.document = document
        self.annotations = annotations
        self.parsed = parsed
        self.groups: list[Group] = []
        self.last: Group | None = None
        self.placed = placed(annotations)
        self.apart: list[Group] = []
        self.arrests: list[Trigger] = []
        self.divided: list[Divided] = []
        body = [i for i, s in enumerate(annotations.sentences) if s.block is BlockKind.BODY]
        self.first = body[0] if body else 0
        self.lead = body[LEAD - 1] if len(body) >= LEAD else (body[-1] if body else 0)

    def run(self, found: Sequence[Trigger]) -> list[Group]:
        """Put each trigger where it belongs."""
        for trigger in found:
            if is_search(trigger, self._words(trigger)):
                continue
            if trigger.kind is Kind.ARREST and not self._own_arrest(trigger):
                self.arrests += [trigger] if trigger.sure and trigger.at <= self.lead else []
                continue
            if (
                trigger.kind in {Kind.PROTEST, Kind.RIOT}
                and self.groups
                and not self._titled(trigger)
            ):
                continue
            if (total := self._total_of(trigger)) is not None:
                total.triggers.append(trigger)
            elif (
                trigger.scope is Scope.AGGREGATE
                or trigger.stage in {Stage.PLANNED, Stage.THREATENED}
                or (trigger.stage is Stage.ATTEMPTED and self.groups)
            ):
                self.apart.append(Group([trigger], main=False))
            else:
                self._place(trigger)
        for trigger in self.arrests if not self.groups else ():
            if trigger.scope is Scope.SINGLE and trigger.stage is Stage.ACCOMPLISHED:
                self._place(trigger)  # an arrest is news where no attack is told
        promote(self.groups, self.lead)
        return [
            *[one for g in self.groups if g.main for one in self._divided(g)],
            *[g for g in self.groups if not g.main],
            *self.apart,
        ]

    def _total_of(self, trigger: Trigger) -> Group | None:
        """The further attacks, told as a sum, that do it: "a new wave of strikes killed thirty"."""
        if not self.groups or trigger.scope is not Scope.SINGLE:
            return None
        doers = further_doers(self.parsed, trigger)
        return next((g for g in self.apart if g.triggers[0].token.i in doers), None)

    def _divided(self, group: Group) -> list[Group]:
        """An event, or the towns that it is told by with what sums them up last."""
        found = divided(self.annotations, self.parsed, group)
        if found is None:
            return [group]
        self.divided.append(found)
        return [*found.parts, found.whole]

    def _place(self, trigger: Trigger) -> None:
        """Join a trigger to an event, or begin a new one."""
        group = self._old(trigger) or self._home(trigger)
        if group is None:
            group = Group([], main=self._is_news(trigger))
            self.groups.append(group)
        group.triggers.append(trigger)
        group.places |= self._places(trigger)
        group.keys |= keys(self.parsed, trigger)
        group.dates |= self._dates(trigger)
        self.last = group

    def _is_news(self, trigger: Trigger) -> bool:
        """Is a new event one that the report is about?"""
        if self._past(trigger) or (trigger.kind in OWN_NAME and self.groups):
            return False
        mains = [g for g in self.groups if g.main]
        if trigger.apart and any(t.at == trigger.at for g in mains for t in g.triggers):
            return False  # told in one breath with the news
        late = bool(mains) and (trigger.at > self.lead or self._other_day(trigger))
        return not late or self._set_apart(trigger)

    def _set_apart(self, trigger: Trigger) -> bool:
        """Is it told as another event, with a place or a target of its own?"""
        return trigger.apart or (
            trigger.other
            and bool(cities(self.parsed, trigger, self.placed) or keys(self.parsed, trigger))
        )

    def _cities(self, trigger: Trigger) -> set[str]:
        """The names of places that the trigger's own phrase or clause gives."""
        return cities(self.parsed, trigger, self.placed)

    def _home(self, trigger: Trigger) -> Group | None:
        """The event that a trigger takes up; None for a new one."""
        apart = self._past(trigger)
        if self._set_apart(trigger):
            return self._among_others(trigger, [g for g in self.groups if g.main is not apart])
        if trigger.kind in OWN_NAME or trigger.kind is Kind.ARREST:
            named = [
                g
                for g in self.groups
                if any(t.kind is trigger.kind for t in g.triggers) and not (apart and g.main)
            ]
            return named[-1] if named else None
        there = [g for g in self.groups if g.triggers[0].kind is not Kind.ARREST]
        same = [g for g in there if any(t.at == trigger.at for t in g.triggers)]
        if apart:
            return self._followed_up(trigger) or self._among_past(trigger, same, there)
        taken = same[-1] if same else self._taken_up(trigger)
        if taken is not None:
            return taken
        if self._goes_on(trigger):
            return self.last
        return self._among_main(trigger, [g for g in there if g.main])

    def _among_others(self, trigger: Trigger, groups: Sequence[Group]) -> Group | None:
        """The other event that a word set apart tells of: that of its sentence or of its target."""
        others = [g for g in groups if g.triggers[0].other]
        if trigger.apart:
            same = [g for g in others if g.triggers[-1].at == trigger.at]
            return same[0] if same else None
        return next((g for g in others if g.keys & keys(self.parsed, trigger)), None)

    def _old(self, trigger: Trigger) -> Group | None:
        """The old event that a report of a trial or a memorial tells, if a trigger goes on so."""
        old = self.groups[-1] if self.groups and not any(g.main for g in self.groups) else None
        if old is None or not retold(self.parsed, old.triggers[0]):
            return None
        new = {low(t) for t in self._words(trigger)} & WEEKDAYS
        return old if trigger.definite or not new else None

    def _among_past(self, trigger: Trigger, same: list[Group], there: list[Group]) -> Group | None:
        """The earlier event of the same sentence or, for a definite noun, of the same date."""
        if same:
            return next((g for g in same if not g.main), None)
        own = ways(self.parsed, trigger)
        titled = [g for g in there if not g.main and all(self._titled(t) for t in g.triggers)]
        if titled and (own & self._ways(titled[-1]) or not self._ways(titled[-1])):
            return titled[-1]
        dates = self._dates(trigger)
        dated = [g for g in there if not g.main and g.dates & dates]
        return dated[-1] if dated and trigger.definite else None

    def _goes_on(self, trigger: Trigger) -> bool:
        """Does it take up the earlier event of the sentence before: "That attack was claimed"?"""
        before = self.last
        return (
            before is not None
            and not before.main
            and before.triggers[-1].at == trigger.at - 1
            and trigger.definite
            and (trigger.kind is None or before.triggers[0].kind in {None, trigger.kind})
            and not self._by_day(trigger)
            and not self._most_recent(trigger)
            and not self._only_main(trigger, before)
            and self.parsed.head(trigger.token).lemma not in CONDEMNING
        )

    def _ways(self, group: Group) -> set[int]:
        """The ways to attack that an event's words name; of a title's words only the first."""
        told = [t for n, t in enumerate(group.triggers) if not (n and self._titled(t))]
        return {way for t in told for way in ways(self.parsed, t)}

    def _only_main(self, trigger: Trigger, before: Group) -> bool:
        """Does its word name the main event's way to attack, and not the earlier event's?"""
        own = ways(self.parsed, trigger)
        mains = {way for g in self.groups if g.main for way in self._ways(g)}
        return bool(own & mains) and not own & self._ways(before)

    def _taken_up(self, trigger: Trigger) -> Group | None:
        """The earlier event whose way to attack a definite word names, where no main one's fits.

        "The bombing", in a report of a drone strike that answers one, is the earlier bombing.
        """
        own = ways(self.parsed, trigger)
        if not own or not trigger.definite or self._titled(trigger):
            return None
        mains = {way for g in self.groups if g.main for way in self._ways(g)}
        fits = [g for g in self.groups if not g.main and own & self._ways(g)]
        return fits[-1] if fits and not own & mains else None

    def _followed_up(self, trigger: Trigger) -> Group | None:
        """The main event of a follow-up, told in full with its day: "attacked on April 21".

        A report that names its event only by "the bombings" tells of it later in the lead.
        """
        mains = [g for g in self.groups if g.main]
        if len(mains) != 1 or trigger.at > self.lead or trigger.other or trigger.definite:
            return None
        known = {t.at for t in mains[0].triggers if t.definite}  # "killed in the bombings" too
        named = all(t.at in known or self._titled(t) for t in mains[0].triggers)
        dated = any(words[-1:].isdigit() for words in self._dates(trigger))
        full = dated and not self._long_past(trigger)
        alike = ways(self.parsed, trigger) & self._ways(mains[0])
        return mains[0] if named and full and alike else None

    def _among_main(self, trigger: Trigger, mains: list[Group]) -> Group | None:
        """The main event that a trigger tells of."""
        if not mains:
            return None
        if len(mains) > 1:
            struck = keys(self.parsed, trigger)
            shared = [g for g in mains if g.keys & struck]
            shared = shared or [g for g in mains if not struck and g.places & self._cities(trigger)]
            near = [g for g in mains if g.triggers[-1].at >= trigger.at - 1]
            return (shared or near or mains)[-1 if not shared and near else 0]
        return mains[0] if self._is_of(trigger, mains[0]) else None

    def _other_day(self, trigger: Trigger) -> bool:
        """Is it told for the first time, with another weekday than the main event's?"""
        days = {low(t) for t in self._words(trigger)} & WEEKDAYS
        known = any(self._told_of_main(day) for day in sorted(WEEKDAYS))
        own = any(self._told_of_main(day) for day in sorted(days))
        return bool(days) and known and not own and not trigger.definite

    def _is_of(self, trigger: Trigger, main: Group) -> bool:
        """Does a later word fit the one main event in place and kind?"""
        kinds = {t.kind for t in main.triggers} - {None}
        unlike = trigger.kind is not None and bool(kinds) and trigger.kind not in kinds
        if trigger.kind is Kind.HOSTAGE_TAKING and trigger.token.lemma in FREEING:
            unlike = False  # the siege ends on another day than it began
        if self._other_day(trigger) and (unlike or self._elsewhere(trigger, main)):
            return False
        if Kind.AIR_STRIKE in kinds and unlike and by_guns(self.parsed, trigger):
            return trigger.definite
        if trigger.at <= self.lead:
            return not self._counted_apart(trigger, main)
        if not trigger.definite and self._elsewhere(trigger, main):
            series = any(t.token.tag == "NNS" or t.token.lemma == "spree" for t in main.triggers)
            return series and trigger.kind in kinds
        if trigger.kind is Kind.AIR_STRIKE and trigger.kind not in kinds:
            return False
        return not self._most_recent(trigger)

    def _past(self, trigger: Trigger) -> bool:
        """Is it told as earlier than what the report is about?"""
        titled = trigger.sentence.block in TITLES
        old = retold(self.parsed, trigger) or bygone(self.annotations, self.parsed, trigger)
        before = self._answered(trigger) or old or self._aside(trigger)
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
        return any(attached(self.parsed, trigger, span) for span in self._past_words(trigger))

    def _aside(self, trigger: Trigger) -> bool:
        """Does a relative clause recall it from long before: "who were kidnapped last year"?"""
        return trigger.token.dep == "relcl" and any(
            STRONG.search(self.document.text[span.start : span.end])
            and attached(self.parsed, trigger, span)
            for span in self._past_words(trigger)
        )

    def _answered(self, trigger: Trigger) -> bool:
        """Is it what the news answers, told in one breath: "drone strike avenges bombing"?"""
        verb = self.parsed.head(trigger.token)
        same = [t for g in self.groups if g.main for t in g.triggers if t.at == trigger.at]
        if self._titled(trigger) and low(verb) == "after":
            there = self._cities(trigger) - {w for t in same for w in self._cities(t)}
            return bool(there) and any(self._cities(t) for t in same)
        if trigger.token.dep != "dobj" or verb.lemma not in ANSWERING:
            return False
        mine = ways(self.parsed, trigger)
        return bool(mine) and any(
            t.token.dep == "nsubj" and ways(self.parsed, t) and not ways(self.parsed, t) & mine
            for t in same
        )

    def _went_before(self, trigger: Trigger) -> bool:
        """Do "after", a month's name or a date long past set it before the news?"""
        if self._after(trigger) or self._by_month(trigger):
            return True
        return trigger.at > self.first and not trigger.other and self._long_past(trigger)

    def _long_past(self, trigger: Trigger) -> bool:
        """Does a sentence after the first put it months or years back, in its own clause?"""
        return not trigger.definite and any(
            attached(self.parsed, trigger, span)
            for span in self._past_words(trigger)
            if STRONG.search(self.document.text[span.start : span.end])
            and not FULL_DATE.search(self.document.text[: span.start][-4:])
        )

    def _dates(self, trigger: Trigger) -> set[str]:
        """The days of the calendar that a trigger's sentence gives."""
        span = trigger.sentence.span
        found = PAST.findall(self.document.text[span.start : span.end])
        return {words.lower() for words in found if words[-1].isdigit()}

    def _by_month(self, trigger: Trigger) -> bool:
        """Is it named by its month: "a January bombing"?"""
        kids = self.parsed.kids(trigger.token, "compound", "nmod", "amod", "poss")
        return trigger.at > self.first and any(low(k) in MONTHS for k in kids)

    def _by_main_weekday(self, text: str) -> bool:
        """Does a sentence give a weekday that the main event's sentences give too?"""
        return any(day in text and self._told_of_main(day) for day in sorted(WEEKDAYS))

    def _told_of_main(self, words: str) -> bool:
        """Do the main event's sentences give the same date?"""
        spans = [t.sentence.span for g in self.groups if g.main for t in g.triggers]
        return any(words in self.document.text[s.start : s.end].lower() for s in spans)

    def _past_words(self, trigger: Trigger) -> list[Span]:
        """The words of an earlier time in a trigger's sentence."""
        span = trigger.sentence.span
        text = self.document.text[span.start : span.end]
        counted = ORDINAL.search(text) is not None
        return [
            Span(span.start + m.start(), span.start + m.end())
            for m in PAST.finditer(text)
            if not (counted and m.group().lower() in {"this year", "this month", "since the"})
            and not self._told_of_main(m.group().lower())
            and not self._in_dateline(span.start + m.start())
            and not (m.group()[-1].isdigit() and self._by_main_weekday(text.lower()))
        ]

    def _in_dateline(self, at: int) -> bool:
        """Is it the day of filing, which dates no event?"""
        return any(line.span.start <= at < line.span.end for line in self.document.datelines)

    def _words(self, trigger: Trigger) -> tuple[Token, ...]:
        """The words of a trigger's sentence."""
        return self.annotations.tokens[trigger.sentence.first : trigger.sentence.last]

    def _after(self, trigger: Trigger) -> bool:
        """Does it stand below "days after" or "following", as what went before?"""
        for above in [trigger.token, *list(self.parsed.above(trigger.token))[:4]]:
            marks = [low(k) for k in self.parsed.kids(above, "mark")]
            if above.dep in {"advcl", "pcomp"} and set(marks) & {"after", "since"}:
                return bool(self.groups) and after_days(self.parsed, above)
            if above.dep == "prep" and low(above) in {"after", "before"}:
                told = [g for g in self.groups if any(t.at == trigger.at for t in g.triggers)]
                counted = after_days(self.parsed, above)
                return counted and bool(told if trigger.definite else self.groups)
            if above.dep == "prep" and low(above) == "since":
                return True
            if above.dep == "prep" and low(above) == "following" and not trigger.definite:
                return bool(self.groups) and trigger.at > self.lead
        return False

    def _last_week(self, trigger: Trigger) -> bool:
        """Is the noun itself dated earlier: "last week's attack", "the attack last year"?"""
        inside = {t.i for t in self.parsed.under(trigger.token)}
        return (
            any(
                t.i in inside and span.start <= t.span.start < span.end
                for span in self._past_words(trigger)
                for t in self._words(trigger)
            )
            and trigger.at > self.lead
        )

    def _by_day(self, trigger: Trigger) -> bool:
        """Is it named by its day of the week: "Friday's attack"?"""
        return any(low(k) in WEEKDAYS for k in self.parsed.kids(trigger.token, "poss"))

    def _most_recent(self, trigger: Trigger) -> bool:
        """Is it the last of several others: "the most recent attack"?"""
        kids = {low(k) for k in self.parsed.kids(trigger.token, "amod")}
        return trigger.at > self.lead and bool(kids & {"recent", "last", "previous"})

    def _places(self, trigger: Trigger) -> set[str]:
        """The names of places in a trigger's sentence."""
        return {low(t) for t in self._words(trigger) if is_place(t, self.placed)}

    def _elsewhere(self, trigger: Trigger, main: Group) -> bool:
        """Does it name a place that the main event's sentences do not know?"""
        named = self._cities(trigger)
        return bool(named) and bool(main.places) and not named & main.places

    def _counted_apart(self, trigger: Trigger, main: Group) -> bool:
        """Does another single deed, somewhere else, have dead of its own: "a bomb in X killed two"?

        The same figure again, or a part of what several deeds did, goes on about the news.
        """
        first = main.triggers[0]
        own, known = (harmed(self.parsed, t) for t in (trigger, first))
        return (
            bool(own and known)
            and own != known
            and trigger.at > first.at
            and not self._titled(first)
            and anew(self.parsed, trigger)
            and not by_several(self.parsed, first)
            and bool(main.places)
            and bool(where := homes(self.parsed, trigger, self.placed))
            and not where & main.places
        )

    def _own_arrest(self, trigger: Trigger) -> bool:
        """Is it an arrest or raid in its own right, and no follow-up to an attack told before?"""
        words = {t.lemma.lower() for t in self._words(trigger)}
        if trigger.token.pos == "VERB" and self._titled(trigger):
            return not words & {"over", "attacker"}
        own = any(g.triggers[0].kind is Kind.ARREST for g in self.groups)
        if trigger.at <= self.lead and (own or (not self.groups and words & OPERATION)):
            return True
        return bool(words & OPERATION) and bool(cities(self.parsed, trigger, self.placed))

    def _titled(self, trigger: Trigger) -> bool:
        """Does it stand in the title, as what the report is about?"""
        return trigger.sentence.block in TITLES
