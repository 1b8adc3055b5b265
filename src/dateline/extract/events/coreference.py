"""Which words of a report tell of one and the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.events.descriptions import (
    attack_ways,
    clause_figures,
    clause_places,
    find_sites,
    further_doers,
    harm_places,
    harmed_figures,
    is_by_guns,
    is_by_several,
    is_new_deed,
    share_sites,
    struck_nouns,
)
from dateline.extract.events.discourse import LEAST_ENTRIES, NEAR_DAYS, DiscourseState
from dateline.extract.events.event import (
    Event,
    EventCluster,
    choose_main_events,
    cluster_event,
    is_search_raid,
    names_armed_group,
    tells_violence,
)
from dateline.extract.events.roundups import SiteGrouping, SplitCluster, is_round_up, share_out
from dateline.extract.events.trigger import Trigger
from dateline.extract.events.trigger_words import asserted_lemmas, plain_triggers
from dateline.syntax.tree import Tree, is_plural, tree
from dateline.types import Annotations, BlockKind, Document, Kind, Scope, Stage
from dateline.vocabulary import word_list

# What is condemned is the news, and seldom what the sentence before recalls.
CONDEMNING: Final = word_list("reactions.condemning.plain")
# What a report calls by these names is never just another word for an attack told before.
OWN_NAME: Final = frozenset({Kind.ASSASSINATION, Kind.ABDUCTION})
FREEING: Final = word_list("triggers.taken_up.freeing")
OPERATION: Final = word_list("triggers.taken_up.operations")
FOLLOW_UPS: Final = word_list("triggers.taken_up.arrests")
SPREES: Final = word_list("triggers.taken_up.series")


def group_triggers(
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
    everywhere = asserted_lemmas(parsed) if found else set()
    kept = [
        group
        for group in groups
        if any(t.sure for t in group.triggers)
        or tells_violence(annotations, parsed, everywhere, group)
    ]
    if not kept:
        grouping = _Grouping(document, annotations, parsed)
        kept = grouping.run(plain_triggers(found, everywhere))
    found_events = [
        cluster_event(parsed, group, [g for g in kept if grouping.is_apart(group, g)])
        for group in kept
    ]
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
        self.state = DiscourseState(document, annotations, parsed)
        self.annotations = annotations
        self.parsed = parsed
        self.last: EventCluster | None = None
        self.apart: list[EventCluster] = []
        self.arrests: list[Trigger] = []
        self.divided: list[SplitCluster] = []
        self.by_site: SiteGrouping | None = None
        self.recalled: list[EventCluster] = []
        self.armed = names_armed_group(annotations)

    def run(self, everything: Sequence[Trigger]) -> list[EventCluster]:
        """Put each trigger where it belongs; plain harm only where it is surely other news."""
        found = [one for one in everything if one.sure or not one.plain]
        self.state.listed = self._is_list(found)
        if self.state.listed:  # "killed in three attacks this month" sums up what is listed
            found = [replace(t, scope=Scope.AGGREGATE) if self._sums_up(t) else t for t in found]
        report = self.state.document, self.annotations, self.parsed, found
        sites = share_out(*report, find_sites(*report))
        if is_round_up(self.state, found, sites):
            self.by_site = SiteGrouping(self.state, share_sites(self.parsed, found, sites))
        named = {one.at for one in found}
        plain = [one for one in everything if one.plain and one.at not in named]
        for trigger in sorted((*found, *plain), key=lambda one: one.token.i):
            if trigger.plain and not trigger.sure:
                self._set_aside(trigger)
            elif trigger.charged:
                self._recall(trigger)
            elif not self._is_passed_over(trigger):
                self._sort(trigger)
        for trigger in self.arrests if not self.state.groups else ():
            if trigger.scope is Scope.SINGLE and trigger.stage is Stage.ACCOMPLISHED:
                self._place_trigger(trigger)  # an arrest is news where no attack is told
        return [*self._settled(), *self.recalled, *self.apart]

    def _is_list(self, found: Sequence[Trigger]) -> bool:
        """Whether the sentences of a report's deeds have days of the calendar of their own."""
        done = {
            t.at: self.state.calendar_day(t)
            for t in found
            if t.scope is Scope.SINGLE and t.sentence.block is BlockKind.BODY
            if not (t.definite or self._sums_up(t))
        }
        days = [day for day in done.values() if day is not None]
        first = next(iter(done.values()), None)
        return first is not None and len(days) == len(done) and len(set(days)) >= LEAST_ENTRIES

    def _sums_up(self, trigger: Trigger) -> bool:
        """Whether a noun in the plural tells of several deeds, with no day of their own."""
        plural = trigger.token.pos == "NOUN" and is_plural(trigger.token)
        return plural and self.state.calendar_day(trigger) is None

    def is_apart(self, one: EventCluster, other: EventCluster) -> bool:
        """Whether two events are told by words of their own, and not by those of a joint one."""
        joint = ({id(sum_of.whole), *map(id, sum_of.parts)} for sum_of in self.divided)
        return one is not other and not any({id(one), id(other)} <= told for told in joint)

    def _recall(self, trigger: Trigger) -> None:
        """Put what somebody is wanted for with the old deeds of its sentence."""
        old = [g for g in self.recalled if g.triggers[0].at == trigger.at]
        if not old:
            old = [EventCluster([], main=False, recalled=True)]
            self.recalled += old
        old[0].triggers.append(trigger)

    def _set_aside(self, trigger: Trigger) -> None:
        """Keep plain words of harm from the news, where they tell of another day or place."""
        mains = [g for g in self.state.groups if g.main]
        news = self.by_site is None and len(mains) == 1 and trigger.at > self.state.lead
        done = trigger.scope is Scope.SINGLE and trigger.stage is Stage.ACCOMPLISHED
        if not (news and done and self._has_other_dead(trigger, mains[0])):
            return
        there = harm_places(self.parsed, trigger, self.state.placed)
        known = there and any(group.places for group in self.state.groups)
        elsewhere = known and not any(there & group.places for group in self.state.groups)
        if elsewhere or self._has_other_day(trigger, mains[0]):
            self.apart.append(EventCluster([replace(trigger, sure=True)], main=False))

    def _is_passed_over(self, trigger: Trigger) -> bool:
        """Whether a trigger tells no event of its own; an early arrest is kept for later."""
        if is_search_raid(trigger, self.state.sentence_words(trigger)):
            return True
        if trigger.kind is Kind.ARREST and not self._own_arrest(trigger):
            told = (trigger.sure or self.armed) and trigger.at <= self.state.lead
            self.arrests += [trigger] if told else []
            return True
        in_passing = trigger.kind in {Kind.PROTEST, Kind.RIOT} and bool(self.state.groups)
        known = {t.at for group in self.state.groups for t in group.triggers}
        placed = trigger.token.pos == "VERB" and bool(self.state.cities_of(trigger))
        own = placed and trigger.at not in known
        return in_passing and not (own or self.state.in_title(trigger))

    def _sort(self, trigger: Trigger) -> None:
        """Put a trigger to a total, to what stands apart, or to an event."""
        if (total := self._total_of(trigger)) is not None:
            total.triggers.append(trigger)
        elif (
            trigger.scope is Scope.AGGREGATE
            or trigger.stage in {Stage.PLANNED, Stage.THREATENED}
            or (trigger.stage is Stage.ATTEMPTED and self.state.groups)
        ):
            self.apart.append(EventCluster([trigger], main=False))
        else:
            self._place_trigger(trigger)

    def _settled(self) -> list[EventCluster]:
        """The events, what sums up several of them among them: the main ones first."""
        if self.by_site is not None:
            groups = self.by_site.finish()
            self.divided = self.by_site.sums
            groups = [*groups, *(one.whole for one in self.divided)]
            return sorted(groups, key=lambda group: not group.main)
        choose_main_events(self.state.groups, self.state.lead)
        mains = [g for g in self.state.groups if g.main]
        others = [g for g in self.state.groups if not g.main]
        return [*mains, *others]

    def _total_of(self, trigger: Trigger) -> EventCluster | None:
        """The further attacks, told as a sum, that do it: "a new wave of strikes killed thirty"."""
        if not self.state.groups or trigger.scope is not Scope.SINGLE:
            return None
        doers = further_doers(self.parsed, trigger)
        return next((g for g in self.apart if g.triggers[0].token.i in doers), None)

    def _place_trigger(self, trigger: Trigger) -> None:
        """Join a trigger to an event, or begin a new one."""
        if self.by_site is not None:
            self.by_site.place(trigger)
            return
        group = self._old(trigger) or self._of_subject(trigger) or self._home(trigger)
        if group is None:
            group = EventCluster(
                [], self._is_main_news(trigger), in_full=self._told_in_full(trigger)
            )
            self.state.groups.append(group)
        group.triggers.append(trigger)
        group.places |= self.state.places_of(trigger)
        group.keys |= struck_nouns(self.parsed, trigger)
        group.dates |= self.state.dates_of(trigger)
        group.weekdays |= self.state.weekdays_of(trigger)
        group.figures |= clause_figures(self.parsed, trigger)
        self.last = group

    def _is_main_news(self, trigger: Trigger) -> bool:
        """Whether a new event is one that the report is about."""
        if self.state.is_past(trigger) or (trigger.kind in OWN_NAME and self.state.groups):
            return False
        mains = [g for g in self.state.groups if g.main]
        own = trigger.opened or self._placed_or_aimed(trigger)
        in_one_breath = any(t.at == trigger.at for g in mains for t in g.triggers)
        if mains and trigger.apart and (in_one_breath or not own):
            return False  # told beside the news, with nothing of its own
        late = bool(mains) and (trigger.at > self.state.lead or self._other_day(trigger))
        return not late or self._set_apart(trigger) or self._told_in_full(trigger)

    def _told_in_full(self, trigger: Trigger) -> bool:
        """Whether a report goes on to another town with its own dead, as round-ups do."""
        towns = self.state.cities_of(trigger)
        known = {place for group in self.state.groups if group.main for place in group.places}
        return bool(towns) and not towns & known and bool(harmed_figures(self.parsed, trigger))

    def _set_apart(self, trigger: Trigger) -> bool:
        """Whether it is told as another event, with a place or a target of its own."""
        return trigger.apart or (trigger.other and self._placed_or_aimed(trigger))

    def _placed_or_aimed(self, trigger: Trigger) -> bool:
        """Whether it has a place or a target of its own."""
        return bool(self.state.cities_of(trigger) or struck_nouns(self.parsed, trigger))

    def _of_subject(self, trigger: Trigger) -> EventCluster | None:
        """The event that the subject of a verb of harm tells: "a drone strike killed three"."""
        subjects = {noun.i for noun in self.parsed.kids[trigger.token.i].nsubj}
        told = (g for g in self.state.groups if any(t.token.i in subjects for t in g.triggers))
        return next(told, None)

    def _home(self, trigger: Trigger) -> EventCluster | None:
        """The event that a trigger takes up; None for a new one."""
        apart = self.state.is_past(trigger)
        if self._set_apart(trigger):
            return self._among_others(
                trigger, [g for g in self.state.groups if g.main is not apart]
            )
        if trigger.kind in OWN_NAME or trigger.kind is Kind.ARREST:
            named = [
                g
                for g in self.state.groups
                if any(t.kind is trigger.kind for t in g.triggers) and not (apart and g.main)
            ]
            return named[-1] if named else None
        there = [g for g in self.state.groups if g.triggers[0].kind is not Kind.ARREST]
        same = [g for g in there if any(t.at == trigger.at for t in g.triggers)]
        if apart:
            return self._followed_up(trigger) or self._among_past(trigger, same, there)
        taken = same[-1] if same else self._taken_up(trigger)
        if taken is not None:
            return taken
        if self._takes_up_earlier(trigger):
            return self.last
        return self._among_main(trigger, [g for g in there if g.main])

    def _among_others(
        self, trigger: Trigger, groups: Sequence[EventCluster]
    ) -> EventCluster | None:
        """The other event that a word set apart tells of: that of its sentence or of its target."""
        if trigger.apart:
            there = [g for g in self.state.groups if g.triggers[-1].at == trigger.at]
            return next((g for g in there if g.triggers[0].apart), None)
        others = (g for g in groups if g.triggers[0].other)
        return next((g for g in others if g.keys & struck_nouns(self.parsed, trigger)), None)

    def _old(self, trigger: Trigger) -> EventCluster | None:
        """The old event that a report of a trial or a memorial tells, if a trigger goes on so."""
        old = (
            self.state.groups[-1]
            if self.state.groups and not any(g.main for g in self.state.groups)
            else None
        )
        if old is None or not self.state.is_retold(old.triggers[0]):
            return None
        new = {t.lower for t in self.state.sentence_words(trigger)} & NEAR_DAYS
        return old if trigger.definite or not new else None

    def _among_past(
        self, trigger: Trigger, same: list[EventCluster], there: list[EventCluster]
    ) -> EventCluster | None:
        """The earlier event of the same sentence or, for a definite noun, of the same date."""
        if same:
            return next((g for g in same if not g.main), None)
        own = attack_ways(self.parsed, trigger)
        titled = [
            g for g in there if not g.main and all(self.state.in_title(t) for t in g.triggers)
        ]
        if titled and (own & self._ways(titled[-1]) or not self._ways(titled[-1])):
            return titled[-1]
        dates = self.state.dates_of(trigger)
        dated = [g for g in there if not g.main and g.dates & dates]
        return dated[-1] if dated and trigger.definite else None

    def _takes_up_earlier(self, trigger: Trigger) -> bool:
        """Whether it takes up the earlier event of the sentence before: "That attack was"."""
        before = self.last
        return (
            before is not None
            and not before.main
            and before.triggers[-1].at == trigger.at - 1
            and trigger.definite
            and (trigger.kind is None or before.triggers[0].kind in {None, trigger.kind})
            and not self.state.is_named_by_day(trigger)
            and not self.state.is_last_of_several(trigger)
            and not self._only_main(trigger, before)
            and not (before.triggers[0].apart and self._is_beside_main(before))
            and not self.state.is_since(before.triggers[-1])
            and self.parsed.tokens[trigger.token.head].lemma not in CONDEMNING
        )

    def _is_beside_main(self, group: EventCluster) -> bool:
        """Whether an event was told only in passing, in a sentence that tells a main event."""
        at = {t.at for t in group.triggers}
        return any(t.at in at for g in self.state.groups if g.main for t in g.triggers)

    def _ways(self, group: EventCluster) -> set[str]:
        """The ways to attack that an event's words name; of a title's words only the first."""
        told = [t for n, t in enumerate(group.triggers) if not (n and self.state.in_title(t))]
        return {way for t in told for way in attack_ways(self.parsed, t)}

    def _only_main(self, trigger: Trigger, before: EventCluster) -> bool:
        """Whether its word names the main event's way to attack, and not the earlier event's."""
        own = attack_ways(self.parsed, trigger)
        mains = {way for g in self.state.groups if g.main for way in self._ways(g)}
        return bool(own & mains) and not own & self._ways(before)

    def _taken_up(self, trigger: Trigger) -> EventCluster | None:
        """The earlier event whose way to attack a definite word names, where no main one's fits.

        "The bombing", in a report of a drone strike that answers one, is the earlier bombing.
        """
        own = attack_ways(self.parsed, trigger)
        if not own or not trigger.definite or self.state.in_title(trigger):
            return None
        mains = {way for g in self.state.groups if g.main for way in self._ways(g)}
        fits = [g for g in self.state.groups if not g.main and own & self._ways(g)]
        return fits[-1] if fits and not own & mains else None

    def _followed_up(self, trigger: Trigger) -> EventCluster | None:
        """The main event of a follow-up, told in full with its day: "attacked on April 21".

        A report that names its event only by "the bombings" tells of it later in the lead.
        """
        mains = [g for g in self.state.groups if g.main]
        if len(mains) != 1 or trigger.at > self.state.lead or trigger.other or trigger.definite:
            return None
        if trigger.at == mains[0].triggers[0].at:
            return None
        known = {t.at for t in mains[0].triggers if t.definite}  # "killed in the bombings" too
        named = all(t.at in known or self.state.in_title(t) for t in mains[0].triggers)
        dated = any(words[-1:].isdigit() for words in self.state.dates_of(trigger))
        full = dated and not self.state.is_long_past(trigger)
        alike = attack_ways(self.parsed, trigger) & self._ways(mains[0])
        return mains[0] if named and full and alike else None

    def _among_main(self, trigger: Trigger, mains: list[EventCluster]) -> EventCluster | None:
        """The main event that a trigger tells of."""
        if not mains:
            return None
        if len(mains) > 1:
            mains = [g for g in mains if not self._is_of_other_dead_and_day(trigger, g)]
            struck = struck_nouns(self.parsed, trigger)
            shared = [g for g in mains if g.keys & struck]
            shared = shared or [
                g for g in mains if not struck and g.places & self.state.cities_of(trigger)
            ]
            near = [g for g in mains if g.triggers[-1].at >= trigger.at - 1]
            fits = shared or near[-1:] or mains
            return fits[0] if fits else None
        return mains[0] if self._is_of(trigger, mains[0]) else None

    def _other_day(self, trigger: Trigger) -> bool:
        """Whether it is told for the first time, with another weekday than the main event's."""
        days = {t.lower for t in self.state.sentence_words(trigger)} & NEAR_DAYS
        known = any(self.state.is_told_of_main(day) for day in sorted(NEAR_DAYS))
        own = any(self.state.is_told_of_main(day) for day in sorted(days))
        return bool(days) and known and not own and not trigger.definite

    def _is_of(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether a later word fits the one main event in place and kind."""
        kinds = {t.kind for t in main.triggers} - {None}
        unlike = trigger.kind is not None and bool(kinds) and trigger.kind not in kinds
        if trigger.kind is Kind.HOSTAGE_TAKING and trigger.token.lemma in FREEING:
            unlike = False  # the siege ends on another day than it began
        if self._is_another(trigger, main, unlike=unlike):
            return False
        if Kind.AIR_STRIKE in kinds and unlike and is_by_guns(self.parsed, trigger):
            return trigger.definite
        if trigger.at <= self.state.lead:
            return not self._counted_apart(trigger, main)
        if not trigger.definite and self._elsewhere(trigger, main):
            series = any(t.token.tag == "NNS" or t.token.lemma in SPREES for t in main.triggers)
            return series and trigger.kind in kinds
        if trigger.kind is Kind.AIR_STRIKE and trigger.kind not in kinds:
            return False
        return not self.state.is_last_of_several(trigger)

    def _is_another(self, trigger: Trigger, main: EventCluster, *, unlike: bool) -> bool:
        """Whether its day, with its place or kind, or its dead tell it from the main event.

        `unlike` says that its kind is none of the main event's.
        """
        if self._other_day(trigger) and (unlike or self._elsewhere(trigger, main)):
            return True
        if self._is_of_other_dead_and_day(trigger, main) and self._elsewhere(trigger, main):
            return True
        freed = trigger.kind is Kind.HOSTAGE_TAKING and trigger.token.lemma in FREEING
        below = trigger.at > self.state.lead and not freed and self._has_other_dead(trigger, main)
        return below and (unlike or self._has_other_day(trigger, main))

    def _has_other_day(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether its clause and the main event's own are told with different weekdays."""
        own = self.state.weekdays_of(trigger)
        return bool(own) and bool(main.weekdays) and not own & main.weekdays

    def _has_other_dead(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether it has dead of its own, other than those that the main event's words count."""
        own = clause_figures(self.parsed, trigger)
        return bool(own and main.figures) and not own & main.figures and not trigger.definite

    def _is_of_other_dead_and_day(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether it has dead of its own on another day than the main event's."""
        return self._has_other_day(trigger, main) and self._has_other_dead(trigger, main)

    def _elsewhere(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether it names a place that the main event's sentences do not know."""
        named = self.state.cities_of(trigger)
        return bool(named) and bool(main.places) and not named & main.places

    def _counted_apart(self, trigger: Trigger, main: EventCluster) -> bool:
        """Whether another single deed has dead of its own elsewhere: "a bomb in X killed two".

        The same figure again, or a part of what several deeds did, goes on about the news.
        """
        first = main.triggers[0]
        own, known = (harmed_figures(self.parsed, t) for t in (trigger, first))
        return (
            bool(own and known)
            and own != known
            and trigger.at > first.at
            and not self.state.in_title(first)
            and is_new_deed(self.parsed, trigger)
            and not is_by_several(self.parsed, first)
            and bool(main.places)
            and bool(where := clause_places(self.parsed, trigger, self.state.placed))
            and not where & main.places
        )

    def _own_arrest(self, trigger: Trigger) -> bool:
        """Whether it is an arrest or raid in its own right, and no follow-up to an attack."""
        words = {t.lemma.lower() for t in self.state.sentence_words(trigger)}
        if trigger.token.pos == "VERB" and self.state.in_title(trigger):
            return not words & FOLLOW_UPS
        own = any(g.triggers[0].kind is Kind.ARREST for g in self.state.groups)
        if trigger.at <= self.state.lead and (own or (not self.state.groups and words & OPERATION)):
            return True
        return bool(words & OPERATION) and bool(self.state.cities_of(trigger))
