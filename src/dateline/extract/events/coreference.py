"""Which words of a report tell of one and the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.events.descriptions import (
    anew,
    by_guns,
    by_several,
    further_doers,
    harmed,
    homes,
    keys,
    ways,
)
from dateline.extract.events.discourse import NEAR_DAYS, News
from dateline.extract.events.event import Event
from dateline.extract.events.groups import Group, event_of, is_search, is_violence, promote
from dateline.extract.events.towns import Divided, divided
from dateline.extract.events.triggers import Trigger
from dateline.extract.events.vetoes import asserted_lemmas
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, Document, Kind, Scope, Stage
from dateline.vocabulary import word_list

# What is condemned is the news, and seldom what the sentence before recalls.
CONDEMNING: Final = word_list("reactions.condemning.plain")
# What a report calls by these names is never just another word for an attack told before.
OWN_NAME: Final = frozenset({Kind.ASSASSINATION, Kind.ABDUCTION})
FREEING: Final = word_list("triggers.taken_up.freeing")
OPERATION: Final = word_list("triggers.taken_up.operations")
FOLLOW_UPS: Final = word_list("triggers.taken_up.arrests")
SPREES: Final = word_list("triggers.taken_up.series")


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
    everywhere = asserted_lemmas(parsed) if groups else set()
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


class _Grouping(News):
    """One pass over the triggers of a report."""

    def __init__(self, document: Document, annotations: Annotations, parsed: Tree) -> None:
        super().__init__(document, annotations, parsed)
        self.last: Group | None = None
        self.apart: list[Group] = []
        self.arrests: list[Trigger] = []
        self.divided: list[Divided] = []

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
        own = trigger.opened or self._placed_or_aimed(trigger)
        in_one_breath = any(t.at == trigger.at for g in mains for t in g.triggers)
        if mains and trigger.apart and (in_one_breath or not own):
            return False  # told beside the news, with nothing of its own
        late = bool(mains) and (trigger.at > self.lead or self._other_day(trigger))
        return not late or self._set_apart(trigger)

    def _set_apart(self, trigger: Trigger) -> bool:
        """Is it told as another event, with a place or a target of its own?"""
        return trigger.apart or (trigger.other and self._placed_or_aimed(trigger))

    def _placed_or_aimed(self, trigger: Trigger) -> bool:
        """Has it a place or a target of its own?"""
        return bool(self._cities(trigger) or keys(self.parsed, trigger))

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
        if trigger.apart:
            there = [g for g in self.groups if g.triggers[-1].at == trigger.at]
            return next((g for g in there if g.triggers[0].apart), None)
        others = (g for g in groups if g.triggers[0].other)
        return next((g for g in others if g.keys & keys(self.parsed, trigger)), None)

    def _old(self, trigger: Trigger) -> Group | None:
        """The old event that a report of a trial or a memorial tells, if a trigger goes on so."""
        old = self.groups[-1] if self.groups and not any(g.main for g in self.groups) else None
        if old is None or not self._looked_back_on(old.triggers[0]):
            return None
        new = {low(t) for t in self._words(trigger)} & NEAR_DAYS
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

    def _ways(self, group: Group) -> set[str]:
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
        days = {low(t) for t in self._words(trigger)} & NEAR_DAYS
        known = any(self._told_of_main(day) for day in sorted(NEAR_DAYS))
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
            series = any(t.token.tag == "NNS" or t.token.lemma in SPREES for t in main.triggers)
            return series and trigger.kind in kinds
        if trigger.kind is Kind.AIR_STRIKE and trigger.kind not in kinds:
            return False
        return not self._most_recent(trigger)

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
            return not words & FOLLOW_UPS
        own = any(g.triggers[0].kind is Kind.ARREST for g in self.groups)
        if trigger.at <= self.lead and (own or (not self.groups and words & OPERATION)):
            return True
        return bool(words & OPERATION) and bool(self._cities(trigger))
