"""Round-ups: reports that tell what happened at several places, grouped by where it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby, pairwise
from typing import Final

from dateline.extract.events.descriptions import (
    LISTING,
    Site,
    SiteSize,
    harmed_figures,
    is_indefinite,
    sentence_places,
    site_of,
    struck_nouns,
)
from dateline.extract.events.discourse import NEAR_DAYS, DiscourseState
from dateline.extract.events.event import EventCluster
from dateline.extract.events.trigger import Trigger
from dateline.syntax.locations import is_site, prepositions_above
from dateline.syntax.tree import Tree, counts_in, is_titled, within
from dateline.types import (
    Annotations,
    BlockKind,
    Document,
    Entity,
    Kind,
    Scope,
    Sentence,
    Span,
    Stage,
)
from dateline.vocabulary import word_list


@dataclass(frozen=True, slots=True)
class SplitCluster:
    """An event that sums up others, and those others."""

    whole: EventCluster
    parts: tuple[EventCluster, ...]


# ------------------------------------------------------------------ round-ups

NEAR: Final = 2  # sentences within which a word without a place goes on about the last event
# What a report calls by these names is seldom one of several deeds of the day.
OWN_NAME: Final = frozenset({Kind.ASSASSINATION, Kind.ABDUCTION})
# Kinds that tell of one deed from different sides: a raid that begins with a bomb.
FAMILIES: Final = {
    **dict.fromkeys(
        (Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.HOSTAGE_TAKING, Kind.ASSASSINATION, Kind.OTHER),
        Kind.ARMED_ATTACK,
    ),
    Kind.DRONE_STRIKE: Kind.AIR_STRIKE,
}


@dataclass(slots=True)
class SitedCluster:
    """The triggers taken for what happened at one place so far."""

    cluster: EventCluster
    past: bool
    sites: list[Site] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    @property
    def triggers(self) -> list[Trigger]:
        """Its words."""
        return self.cluster.triggers

    def is_at(self, site: Site) -> bool:
        """Whether it happened at a site: the same, or one that holds or lies in what it names.

        Two spots of one town are two sites, and so are two towns of a province that both name.
        """
        if any(site.names & own.names for own in self.sites):
            return True
        if any(site.is_in_other_town(own) for own in self.sites):
            return False
        finest = min((own.size for own in self.sites), default=SiteSize.PROVINCE)
        return site.size is not finest and any(site.is_same(own) for own in self.sites)

    def is_on(self, days: set[str]) -> bool:
        """Whether it may have happened on one of some days of the week."""
        return not days or not self.days or bool(days & self.days)

    def is_like(self, *triggers: Trigger) -> bool:
        """Whether all of some triggers may tell of the same kind of deed."""
        kinds = _families(self.triggers)
        return not kinds or _families(triggers) <= kinds


def is_round_up(
    state: DiscourseState, found: Sequence[Trigger], sites: Mapping[int, tuple[Site, ...]]
) -> bool:
    """Whether the running text of a report tells deeds in several towns.

    Args:
        state: the report, of which nothing is grouped yet.
        found: its triggers, in order.
        sites: what each of them struck, by the number of its word.
    """
    told = told_anew(state, found, sites)
    towns = [site for one in told for site in sites[one.token.i]]
    return any(not one.is_near(other) for one in towns for other in towns)


def told_anew(
    state: DiscourseState,
    found: Sequence[Trigger],
    sites: Mapping[int, Sequence[object]],
) -> list[Trigger]:
    """The triggers that tell a deed of the day in its own right.

    Args:
        state: the report, of which nothing is grouped yet.
        found: its triggers, in order.
        sites: the places of each of them, by the number of its word; none tells nothing anew.
    """
    told: list[Trigger] = []
    known: set[str] = set()  # the same figure again goes on about the same dead
    for trigger in found:
        figures = harmed_figures(state.parsed, trigger)
        state.groups[:] = [EventCluster(list(found[:1]), main=True)][: trigger is not found[0]]
        own = sites.get(trigger.token.i, ())
        if own and not figures & known and _is_told_anew(state, trigger, len(own)):
            told.append(trigger)
        known |= figures
    state.groups.clear()
    return told


def _is_told_anew(state: DiscourseState, trigger: Trigger, sites: int) -> bool:
    """Whether a trigger tells a deed of the day in its own right.

    After the lead a bare noun does not: "the raids on Homs", "attacks in Paris".
    """
    done = trigger.scope is Scope.SINGLE and trigger.stage is Stage.ACCOMPLISHED
    if not done or trigger.sentence.block is not BlockKind.BODY or state.is_past(trigger):
        return False
    if trigger.definite or trigger.token.dep == "relcl":
        return False
    in_full = sites > 1 or _tells_new_deed(state.parsed, trigger)
    return trigger.at <= state.lead or in_full or bool(harmed_figures(state.parsed, trigger))


class SiteGrouping:
    """One pass over the triggers of a round-up."""

    def __init__(self, state: DiscourseState, sites: Mapping[int, tuple[Site, ...]]) -> None:
        self.state = state
        self.sites = sites
        self.sited: list[SitedCluster] = []
        self.unplaced: list[SitedCluster] = []
        self.wholes: list[SitedCluster] = []  # what is told of several places at once
        self.sums: list[SplitCluster] = []
        self.last: SitedCluster | None = None

    def place(self, trigger: Trigger) -> None:
        """Join a trigger to what happened at its place, or begin a new event."""
        sites = self.sites[trigger.token.i]
        if self._only_refers(trigger, sites):
            sites = ()
        named = self._news_named_again(trigger)
        if named is not None:
            self._add(named, trigger)
            named.sites += sites
            self.last = named
            return
        if len(sites) > 1:
            self._place_list(trigger, sites)
        elif sites:
            self.last = self._at(trigger, sites[0], past=self._is_past(trigger))
        else:
            self._place_without_site(trigger)

    def _news_named_again(self, trigger: Trigger) -> SitedCluster | None:
        """The news that a word for an abduction or an assassination names again."""
        if trigger.kind not in OWN_NAME or trigger.other or trigger.apart:
            return None
        if self._is_told_elsewhere(trigger):
            return None
        told = [one for one in (*self.sited, *self.unplaced) if not one.past]
        named = [one for one in told if any(t.kind is trigger.kind for t in one.triggers)]
        return next(iter(named[::-1]), None)

    def _is_told_elsewhere(self, trigger: Trigger) -> bool:
        """Whether a verb tells it, with its day, at a place where nothing was told."""
        if not (self._days_of(trigger) or self.state.calendar_day(trigger)):
            return False
        sites = self.sites.get(trigger.token.i, ())
        known = any(one.is_at(site) for one in self.sited for site in sites)
        return trigger.token.pos == "VERB" and bool(sites) and not known

    def finish(self) -> list[EventCluster]:
        """The events; what was told without a place joined to them, or summing them up."""
        for one in self.unplaced:
            news = [other for other in self.sited if other.past is one.past]
            home = self._home_of(one, news)
            if home is not None:
                self._merge(one, home)
            elif len(news) > 1 and not one.past and is_titled(one.triggers[0].sentence):
                self.state.groups.remove(one.cluster)
                self.sums.append(SplitCluster(one.cluster, tuple(n.cluster for n in news)))
            elif news and one.triggers[0].at > self.state.lead:
                one.cluster.main = False  # late and nowhere: no line that could be signed
        return self.state.groups

    def _only_refers(self, trigger: Trigger, sites: Sequence[Site]) -> bool:
        """Whether "the attack" takes up what was told, beside a place where nothing was told."""
        if not trigger.definite or trigger.other:
            return False
        return not any(one.is_at(site) for one in self.sited for site in sites)

    def _place_list(self, trigger: Trigger, sites: Sequence[Site]) -> None:
        """Begin or go on with an event for each place of a list, and one that sums them up."""
        past = self._is_past(replace(trigger, definite=False))
        parts = _distinct(
            self._at(replace(trigger, token=site.head, definite=False), site, past=past)
            for site in sites
        )
        if len(parts) == 1:
            self.last = parts[0]
            self.last.triggers.append(trigger)
            return
        self.last = SitedCluster(EventCluster([trigger], parts[0].cluster.main), parts[0].past)
        self.wholes.append(self.last)
        self.sums.append(SplitCluster(self.last.cluster, tuple(part.cluster for part in parts)))

    def _at(self, trigger: Trigger, site: Site, *, past: bool) -> SitedCluster:
        """The event of a trigger at a site, as news or as earlier."""
        days = self._days_of(trigger)
        there = [one for one in self.sited if one.is_at(site)]
        told = [one for one in there if one.triggers[-1].at == trigger.at and one.past is past]
        apart = trigger.other or trigger.apart
        fits = [
            one
            for one in there
            if not apart and one.is_on(days) and one.is_like(trigger) and one.past is past
        ]
        back = [one for one in there if not apart and self._goes_back_to(one, trigger)]
        home = next(iter((told or fits or back)[::-1]), None)
        if home is None:
            home = self._begun_in_sentence(trigger, past=past) or self._begin(past=past)
            self.sited.append(home)
        self._add(home, trigger)
        home.sites.append(site)
        return home

    def _goes_back_to(self, one: SitedCluster, trigger: Trigger) -> bool:
        """Whether a trigger is about an earlier deed: "the Homs attack", or told right after it."""
        near = trigger.at - one.triggers[-1].at <= NEAR and not self._days_of(trigger)
        return one.past and one.is_like(trigger) and (trigger.definite or near)

    def _begun_in_sentence(self, trigger: Trigger, *, past: bool) -> SitedCluster | None:
        """The event that the same sentence begins before it names the place: "in an attack, a"."""
        told = [
            one
            for one in self.unplaced
            if one.past is past and all(t.at == trigger.at for t in one.triggers)
        ]
        if not told:
            return None
        self.unplaced.remove(told[0])
        return told[0]

    def _is_past(self, trigger: Trigger) -> bool:
        """Whether it is told as earlier than the news, or only recalled by its name."""
        named = trigger.kind in OWN_NAME and bool(self.state.groups)
        recalled = named and not self._is_told_elsewhere(trigger)
        return recalled or self.state.is_past(trigger)

    def _begin(self, *, past: bool) -> SitedCluster:
        """A new event."""
        cluster = EventCluster([], not past)
        self.state.groups.append(cluster)
        return SitedCluster(cluster, past)

    def _add(self, home: SitedCluster, trigger: Trigger) -> None:
        """Put a trigger to an event."""
        home.triggers.append(trigger)
        home.days |= self._days_of(trigger)
        home.cluster.places |= self.state.places_of(trigger)
        home.cluster.keys |= struck_nouns(self.state.parsed, trigger)
        home.cluster.dates |= self.state.dates_of(trigger)

    def _place_without_site(self, trigger: Trigger) -> None:
        """Put a trigger without a place to the event of its sentence or of one close before."""
        past = self._is_past(trigger)
        home = self._of_sentence(trigger, past=past) or self._continued_event(trigger, past=past)
        if home is None:
            fits = [one for one in self.unplaced if one.past is past and one.is_like(trigger)]
            home = next(iter(fits[::-1]), None)
            if home is None:
                home = self._begin(past=past)
                self.unplaced.append(home)
        self._add(home, trigger)
        self.last = home

    def _of_sentence(self, trigger: Trigger, *, past: bool) -> SitedCluster | None:
        """The event told last in the same sentence, as news or as earlier."""
        wholes = [one for one in self.wholes if one.triggers[-1].at == trigger.at]
        every = wholes or (*self.sited, *self.unplaced)
        there = [one for one in every if any(t.at == trigger.at for t in one.triggers)]
        told = [one for one in there if one.past is past]
        return max(told, key=lambda one: one.triggers[-1].token.i, default=None)

    def _continued_event(self, trigger: Trigger, *, past: bool) -> SitedCluster | None:
        """The event told last, close before; the news does not go on with what is earlier."""
        before = self.last
        if before is None or trigger.other or trigger.apart or (past and not before.past):
            return None
        last = before.triggers[-1]
        near = 0 <= trigger.at - last.at <= NEAR
        same_part = is_titled(trigger.sentence) is is_titled(last.sentence)
        fits = before.is_like(trigger) and before.is_on(self._days_of(trigger))
        return before if near and same_part and fits else None

    def _days_of(self, trigger: Trigger) -> set[str]:
        """The days of the week that a trigger's sentence names."""
        return {t.lower for t in self.state.sentence_words(trigger)} & NEAR_DAYS

    def _home_of(self, one: SitedCluster, news: Sequence[SitedCluster]) -> SitedCluster | None:
        """The event at a place that tells the same as one without: by its figures, or the only one.

        What the text only names, as "the attack", is the first that it may be.
        """
        alike = [other for other in news if other.is_like(*one.triggers)]
        figures = self._figures_of(one)
        same = [other for other in alike if figures & self._figures_of(other)]
        if same:
            return same[0]
        titled = is_titled(one.triggers[0].sentence)
        if len(news) == 1 or (news and not titled and not self._is_newly_told(one)):
            return (alike or list(news))[0]
        return None

    def _is_newly_told(self, one: SitedCluster) -> bool:
        """Whether an event is told by a verb or as something new: "a bomb"."""
        return any(
            not t.definite and (t.token.pos == "VERB" or _tells_new_deed(self.state.parsed, t))
            for t in one.triggers
        )

    def _figures_of(self, one: SitedCluster) -> frozenset[str]:
        """The figures of those hurt, as the event's verbs give them."""
        told = (harmed_figures(self.state.parsed, trigger) for trigger in one.triggers)
        return frozenset[str]().union(*told)

    def _merge(self, one: SitedCluster, home: SitedCluster) -> None:
        """Put what was told without a place to the event that it is."""
        home.cluster.triggers[:0] = one.triggers
        home.cluster.places |= one.cluster.places
        home.cluster.keys |= one.cluster.keys
        home.cluster.dates |= one.cluster.dates
        self.state.groups.remove(one.cluster)


def _families(triggers: Iterable[Trigger]) -> set[Kind]:
    """The kinds of some triggers, those that may be one deed taken as one."""
    return {FAMILIES.get(t.kind, t.kind) for t in triggers if t.kind is not None}


def _tells_new_deed(parsed: Tree, trigger: Trigger) -> bool:
    """Whether it is new to the reader ("a bomb"), or told by a verb."""
    if trigger.token.pos == "VERB":
        return True
    return is_indefinite(parsed, trigger.token)


def _distinct(clusters: Iterable[SitedCluster]) -> list[SitedCluster]:
    """Each event once, in order."""
    return list({id(one): one for one in clusters}.values())


# ------------------------------------------------------------------ harm shared out among places

# "Killed three people in Saraqeb and four in Ariha".

BETWEEN: Final = (
    LISTING | word_list("grammar.further") | word_list("grammar.indefinite") | {"while", "plus"}
)
NAMED: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})


@dataclass(frozen=True, slots=True)
class Share:
    """The words of a sentence that tell who was hurt at one of its places.

    Attributes:
        words: from the verb, or from the end of the share before, to the place.
        site: the place.
        gapped: a number of people without a noun, whose verb may stand in another share.
    """

    words: Span
    site: Site
    gapped: Entity | None


def place_shares(
    document: Document, annotations: Annotations, parsed: Tree, sentence: Sentence
) -> tuple[Share, ...]:
    """The shares of a sentence that gives several towns a number of people hurt each.

    Args:
        document: the report, whose datelines tell no site.
        annotations: what it names.
        parsed: its parse.
        sentence: one of its sentences.

    Returns:
        Two or more shares in the order of the text, of different towns; none for other sentences.
    """
    counts = counts_in(annotations, sentence)
    places = sentence_places(document, annotations, sentence) if len(counts) > 1 else []
    cuts = list(_cuts(annotations, counts, places))
    if not cuts:
        return ()
    ends = [_share_start(annotations, sentence, cuts[0]), *cuts, sentence.span.end]
    found = [
        _share(annotations, parsed, Span(start, end), counts, places)
        for start, end in pairwise(ends)
    ]
    shares = tuple(share for share in found if share is not None)
    apart = all(not a.site.is_near(b.site) for a, b in combinations(shares, 2))
    return shares if len(shares) == len(found) and apart else ()


def share_out(
    document: Document,
    annotations: Annotations,
    parsed: Tree,
    found: Sequence[Trigger],
    sites: Mapping[int, tuple[Site, ...]],
) -> Mapping[int, tuple[Site, ...]]:
    """The sites of each trigger, all of a sentence's shares for the one that tells of them.

    Args:
        document: the report.
        annotations: what it names.
        parsed: its parse.
        found: its triggers, in order.
        sites: the sites of each of them, by the number of its word.
    """
    shared = dict(sites)
    for _, same in groupby(found, key=lambda trigger: trigger.at):
        triggers = list(same)
        shares = place_shares(document, annotations, parsed, triggers[0].sentence)
        if shares:
            before = [t for t in triggers if t.token.i < shares[0].site.head.i]
            told = (before or triggers[::-1])[-1]
            shared[told.token.i] = tuple(share.site for share in shares)
    return shared


def _share_start(annotations: Annotations, sentence: Sentence, end: int) -> int:
    """Where the first share begins: behind a colon, after which a sum is told town by town."""
    before = within(annotations.tokens, Span(sentence.span.start, end))
    colons = (token.span.end for token in before if token.text == ":")
    return max(colons, default=sentence.span.start)


def _cuts(
    annotations: Annotations, counts: Sequence[Entity], places: Sequence[Entity]
) -> Iterator[int]:
    """Where a place ends that only words of a list keep apart from the next number of people."""
    for place in places:
        start = next((c.span.start for c in counts if c.span.start >= place.span.end), None)
        if start is not None:
            between = within(annotations.tokens, Span(place.span.end, start))
            if between and all(t.lower in BETWEEN for t in between):
                yield place.span.end


def _share(
    annotations: Annotations,
    parsed: Tree,
    words: Span,
    counts: Sequence[Entity],
    places: Sequence[Entity],
) -> Share | None:
    """The share that a stretch of a sentence tells; None where it lacks a number or a place."""
    first = next((c for c in counts if words.start <= c.span.start < words.end), None)
    inside = [p for p in places if first and first.span.end <= p.span.start < words.end]
    sites = [site for p in inside if is_site(parsed, (site := site_of(annotations, p)).head)]
    told = [site for site in sites if prepositions_above(parsed, site.head)]
    if first is None or not told:
        return None
    site = min(told, key=lambda one: one.size)
    end = site.head.span.end
    verbs = [
        t
        for t in within(parsed.tokens, Span(words.start, end))
        if t.pos == "VERB" and t.dep != "prep"  # and no "including"
    ]
    numbered = [v for v in verbs if any(v.span.end <= c.span.start < end for c in counts)]
    start = numbered[-1].span.start if numbered else words.start
    bare = [c for c in counts if start <= c.span.start < end and _is_bare(annotations, c)]
    return Share(Span(start, end), site, bare[-1] if bare else None)


def _is_bare(annotations: Annotations, count: Entity) -> bool:
    """Whether no noun follows a number of people: "five in a car bombing in Gao"."""
    last = within(annotations.tokens, count.span)[-1]
    behind = annotations.tokens[last.i + 1]
    return last.pos == "NUM" and behind.pos not in NAMED
