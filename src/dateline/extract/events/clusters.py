"""What becomes of the words taken for one event: is it violence, of which kind, and which event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from dateline.extract.events.event import Event
from dateline.extract.events.kinds import event_kind
from dateline.extract.events.trigger import Trigger
from dateline.syntax.forms import forms_of_all
from dateline.syntax.tree import Tree, is_titled
from dateline.types import (
    Annotations,
    BlockKind,
    Kind,
    Party,
    PartyKind,
    Prominence,
    Token,
)
from dateline.vocabulary import word_list

SERIOUS: Final = word_list("triggers.evidence.serious")
EXPLOSIVE: Final = word_list("triggers.evidence.explosions")
EVIDENCE: Final = word_list("triggers.evidence.any")
HARM: Final = word_list("triggers.evidence.harm")
KILLING: Final = word_list("triggers.evidence.killing")
EXPLOSIONS: Final = word_list("triggers.evidence.explosions_only")
ACCIDENTS: Final = word_list("lookalikes.accidents")
ARMS: Final = word_list("lookalikes.arms")
OFFICES: Final = word_list("triggers.beside.offices")
KILLED: Final = word_list("triggers.beside.killed")
RAIDS: Final = word_list("triggers.beside.raids")
DETAINING: Final = word_list("triggers.beside.detaining")
FATES: Final = word_list("triggers.harm.fates")
DEAD: Final = word_list("triggers.harm.dead")
CLAUSES: Final = frozenset({"relcl", "acl"})
WITHIN: Final = ("in", "during", "by")  # between a harm and the deed that did it
# Kinds that a word keeps, whatever is told beside it.
FIXED: Final = frozenset({Kind.ARREST, Kind.PROTEST, Kind.RIOT, Kind.ASSASSINATION, Kind.ABDUCTION})
MOST_MAIN: Final = 3  # events that one report is about
OPENING: Final = 2  # the first sentences, the title among them
LEAST_EVIDENCE: Final = 2  # words of violence in a report; one alone is mostly a metaphor


@dataclass(slots=True)
class EventCluster:
    """The triggers taken for one event so far."""

    triggers: list[Trigger]
    main: bool
    places: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    weekdays: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)  # of those hurt
    recalled: bool = False  # what somebody who is caught is wanted for
    in_full: bool = False  # it begins with a town and dead of its own, as in a round-up


def tells_violence(
    annotations: Annotations, parsed: Tree, everywhere: AbstractSet[str], group: EventCluster
) -> bool:
    """Whether the sentences of an event tell of violence, and not of an accident or a game.

    `everywhere` holds the words that the whole report tells, by `vetoes.asserted_lemmas`.
    """
    lemmas = forms_of_all(
        t
        for trigger in group.triggers
        for t in annotations.tokens[trigger.sentence.first : trigger.sentence.last]
    )
    if lemmas & ACCIDENTS and not lemmas & ARMS:
        return False
    if any(_harms_people(parsed, trigger) for trigger in group.triggers):
        return True
    armed = names_armed_group(annotations)
    if not (everywhere & SERIOUS or armed):
        return False
    if len(everywhere & (EVIDENCE | HARM)) + armed < LEAST_EVIDENCE:
        return False
    if all(t.token.lemma.lower() in EXPLOSIONS for t in group.triggers):
        return bool(everywhere & EXPLOSIVE)
    named = any(t.kind for t in group.triggers) or len(group.triggers) > 1
    return named or bool(lemmas & EVIDENCE) or (not group.main and bool(lemmas & KILLING))


def _harms_people(parsed: Tree, trigger: Trigger) -> bool:
    """Whether people come to harm in it: "killed in an attack", "the raid in which nine died".

    What blew up may have been an accident. The parser often hangs the clause on the day, or on
    what stands before: "the men accused of the raid on 3 May that killed nine".
    """
    word = trigger.token
    if word.lemma.lower() in EXPLOSIONS:
        return False
    doing = [parsed.head(word)] if word.dep == "nsubj" else []
    if word.dep == "pobj" and parsed.head(word).lower in WITHIN:
        doing.append(parsed.head(parsed.head(word)))
    own = {t.i for t in (*parsed.under(word), *parsed.above(word))}
    after = parsed.tokens[word.i : trigger.sentence.last]
    clauses = [token for token in after if token.dep in CLAUSES]
    doing += [t for t in clauses if t.head in own or parsed.head(t).entity == "DATE"]
    return any(
        verb.lemma.lower() in FATES or any(kid.lower in DEAD for kid in parsed.kids(verb))
        for verb in doing
    )


def names_armed_group(annotations: Annotations) -> bool:
    """Whether a report names an armed group that is known."""
    parties = (e.value for e in annotations.parties)
    return any(
        isinstance(p, Party) and p.kind is PartyKind.ARMED_GROUP and p.id is not None
        for p in parties
    )


def cluster_event(parsed: Tree, group: EventCluster, others: Iterable[EventCluster] = ()) -> Event:
    """The event of a group, its trigger the most telling word of the lead.

    `others` are the other groups, whose own words say nothing of this one's kind.
    """
    ordered = sorted(
        group.triggers,
        key=lambda t: (t.sentence.block is BlockKind.CAPTION, is_titled(t.sentence), t.at),
    )
    first = next(
        (t for t in ordered if t.kind is not None and t.at <= ordered[0].at + 1), ordered[0]
    )
    rest = tuple(t.token.span for t in group.triggers if t is not first)
    return Event(
        trigger=first.token.span,
        kind=_cluster_kind(parsed, group, others),
        stage=first.stage,
        scope=first.scope,
        prominence=Prominence.MAIN if group.main else Prominence.BACKGROUND,
        more_triggers=rest,
        recalled=group.recalled,
    )


def _cluster_kind(parsed: Tree, group: EventCluster, others: Iterable[EventCluster]) -> Kind:
    """The kind of a group; arrests and protests keep that of their word."""
    fixed = group.triggers[0].kind
    if fixed in FIXED:
        return fixed
    if any(_strikes_office(parsed, trigger) for trigger in group.triggers):
        return Kind.ASSASSINATION
    told = [t for other in others for t in other.triggers]
    aerial = any(t.kind is Kind.AIR_STRIKE for t in told)
    return event_kind(parsed, group.triggers, frozenset(t.token.i for t in told), aerial=aerial)


def _strikes_office(parsed: Tree, trigger: Trigger) -> bool:
    """Whether the opening tells that one holder of an office was killed: "shot the mayor"."""
    word = trigger.token
    if trigger.at > OPENING or word.lower not in KILLED:
        return False
    victims = parsed.kids(word, "nsubjpass", "dobj")
    if not victims and not parsed.kids(word, "nsubj", "agent"):
        return False
    return any(v.tag in {"NN", "NNP"} and forms_of_all([v]) & OFFICES for v in victims)


def is_search_raid(trigger: Trigger, words: Iterable[Token]) -> bool:
    """Whether it is the raid in which people are detained, and no attack."""
    if trigger.token.lemma.lower() not in RAIDS:
        return False
    return bool({t.lemma.lower() for t in words} & DETAINING)


def choose_main_events(groups: Sequence[EventCluster], lead: int) -> None:
    """Settle which events a report is about: not what is told once and late, and few.

    Where nothing is told as news, the first event is what the report is about.
    """
    for group in groups:
        first = group.triggers[0]
        sentences = len({t.at for t in group.triggers})
        if (
            group.main
            and first.at > lead + 2
            and sentences == 1
            and not (first.other or group.in_full)
        ):
            group.main = not any(g.main and g is not group for g in groups)
    for group in [g for g in groups if g.main][MOST_MAIN:]:
        group.main = False
