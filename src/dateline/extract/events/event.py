"""An event while a report is read: its words, what is told of it, and of which kind it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from dateline.extract.events.trigger import Trigger
from dateline.syntax.tree import Tree, forms_of_all, is_titled, said
from dateline.types import (
    Annotations,
    BlockKind,
    Kind,
    Party,
    PartyKind,
    Prominence,
    Scope,
    Sentence,
    Span,
    Stage,
    Token,
)
from dateline.vocabulary import expression_pattern, word_list, word_map, word_pattern

# ------------------------------------------------------------------ events


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a report: what happened, how real it is, and the words that tell of it."""

    trigger: Span
    kind: Kind
    stage: Stage = Stage.ACCOMPLISHED
    scope: Scope = Scope.SINGLE
    prominence: Prominence = Prominence.MAIN
    more_triggers: tuple[Span, ...] = ()
    recalled: bool = False  # what somebody who is caught, or gives himself up, is wanted for
    parts: tuple[int, ...] = ()  # the events, by their number, that this one sums up

    @property
    def triggers(self) -> tuple[Span, ...]:
        """Where all words for it stand, the first first."""
        return (self.trigger, *self.more_triggers)

    @property
    def is_news(self) -> bool:
        """Whether it is one event, and what the report is about."""
        return self.scope is Scope.SINGLE and self.prominence is Prominence.MAIN

    def is_told_in(self, sentence: Span) -> bool:
        """Whether a word for it stands in a sentence."""
        return any(sentence.start <= word.start < sentence.end for word in self.triggers)


def sharing_events(events: Sequence[Event], index: int, sentence: Span) -> tuple[int, ...]:
    """The events that something said of one holds for: of a sum, all that it sums up.

    What a sentence says that tells of one town's attack alone stays with that one.
    """
    event = events[index]
    if event.parts:
        return event.parts
    whole = next((e for e in events if index in e.parts), None)
    if whole is None or (event.is_told_in(sentence) and not whole.is_told_in(sentence)):
        return (index,)
    return whole.parts


# ----------------------------------------------------------------- of which event something is told

FOCUS = (
    3  # sentences without a trigger after which the report is taken to be back at its main event
)
FAR = 99
CLOSE = 4  # steps of the parse: "killed <- in <- attack <- on"
SUBJECTS = ("nsubj", "nsubjpass")
JOINED = frozenset(
    ["conj", "dobj", "nsubjpass", "nsubj", "acomp", "attr", "oprd", "nummod", "amod"]
)


def event_for(
    tree: Tree,
    sentences: Sequence[Sentence],
    events: Sequence[Event],
    word: Token,
    scope: Scope = Scope.SINGLE,
) -> int | None:
    """Tell the event that a word belongs to.

    The nearest trigger in the parse of its own sentence decides; a sentence without a trigger
    goes on about the event last told of, and after some sentences about the main event.

    Args:
        tree: the parse.
        sentences: all sentences of the report, in order.
        events: its events.
        word: the word that carries a figure or a statement.
        scope: an aggregate figure goes to no single event.

    Returns:
        The index of the event, or None if no event fits.
    """
    at = bisect_right(sentences, word.i, key=_first_token) - 1
    if at < 0 or word.i >= sentences[at].last:
        return None
    nearest = nearest_event(tree, sentences[at], events, word)
    if nearest is not None:
        own = _listed(events[nearest].scope)
        return nearest if own in {scope, Scope.AGGREGATE} else None
    if scope is Scope.AGGREGATE:
        return None
    for before in sentences[max(0, at - FOCUS) : at][::-1]:
        last = _last(before, events)
        if last is not None and sentences[at].block is before.block:
            return last if _listed(events[last].scope) is scope else None
    return main_event(events)


def _first_token(sentence: Sentence) -> int:
    """The number of a sentence's first token."""
    return sentence.first


def _listed(scope: Scope) -> Scope:
    """The scope, one event where it is only of a sort that the ledger does not list."""
    return Scope.SINGLE if scope is Scope.UNLISTED else scope


def main_event(events: Sequence[Event]) -> int | None:
    """The first event that the report is about; the first of all if none is marked so."""
    singles = [i for i, event in enumerate(events) if _listed(event.scope) is Scope.SINGLE]
    main = [i for i in singles if events[i].prominence is Prominence.MAIN]
    return next(iter(main or singles), None)


def nearest_event(
    tree: Tree, sentence: Sentence, events: Sequence[Event], word: Token
) -> int | None:
    """The event whose trigger is nearest to a word in the parse of its sentence."""
    found = []
    for i, event in enumerate(events):
        for span in event.triggers:
            if sentence.span.start <= span.start < sentence.span.end:
                steps, gap = _word_distance(tree, sentence, word, span)
                found.append((steps, gap, i))
    return min(found)[2] if found else None


def _word_distance(tree: Tree, sentence: Sentence, word: Token, span: Span) -> tuple[int, int]:
    """How far a trigger is from a word: first by the parse, where it is close, then by the line.

    A trigger below the word ("killed in the attack"), or the noun that the word's clause hangs
    on ("a raid that killed"), is close; all others are told apart by the words between.
    """
    ends = [
        t
        for t in tree.tokens[sentence.first : sentence.last]
        if t.span.start < span.end and span.start < t.span.end
    ]
    return min(((_steps(tree, word, t), abs(word.i - t.i)) for t in ends), default=(FAR, FAR))


def _steps(tree: Tree, word: Token, trigger: Token) -> int:
    """Steps through the parse from a word to a trigger close to it, else a large number."""
    if word.dep in {"relcl", "acl"} and word.head == trigger.i:
        return 1
    chain = [trigger, *tree.above[trigger.i]][: CLOSE + 1]
    down = next((n for n, token in enumerate(chain) if token.i == word.i), FAR)
    if down == FAR and word.dep in JOINED:  # "killed 10 and wounded 36 in an attack"
        own_clause = word.dep == "conj" and bool(
            [kid for kid in tree.children[word.i] if kid.dep in SUBJECTS]
        )
        return own_clause + _steps(tree, tree.tokens[word.head], trigger)
    return down


def _last(sentence: Sentence, events: Sequence[Event]) -> int | None:
    """The event of the last trigger of a sentence."""
    inside = [
        (span.start, i)
        for i, event in enumerate(events)
        for span in event.triggers
        if sentence.span.start <= span.start < sentence.span.end
    ]
    return max(inside)[1] if inside else None


# ------------------------------------------------------------------ kinds

SUICIDE: Final = word_pattern("triggers.suicide")
BLOWN_UP: Final = word_pattern("triggers.blown_up")
CARS: Final = word_pattern("triggers.rammed_with")
RAMMED: Final = word_pattern("triggers.ramming")
FOUGHT: Final = expression_pattern("triggers.fought")
RAIDED: Final = word_pattern("triggers.beside.raided")
RAIDS: Final = word_list("triggers.beside.raids")
LEAD: Final = 3  # sentences that open a report
# An arrest or a protest told beside an attack is not what it was.
BESIDE: Final = frozenset({Kind.ARREST, Kind.PROTEST, Kind.RIOT})
WORDS: Final = {
    Kind(name): word_pattern(f"triggers.kinds.{name}")
    for name in dict.fromkeys(word_map("triggers.kinds").values())
    if Kind(name) not in BESIDE
}
# A kind told in plainer words gives way to the more exact one that is told beside it.
FINER: Final = {
    Kind.BOMBING: (
        Kind.SUICIDE_BOMBING,
        Kind.ROCKET_ATTACK,
        Kind.DRONE_STRIKE,
        Kind.AIR_STRIKE,
        Kind.ARMED_ATTACK,
    ),
    Kind.ARMED_ATTACK: (Kind.SUICIDE_BOMBING,),
    Kind.AIR_STRIKE: (Kind.DRONE_STRIKE,),
}
FINEST: Final = frozenset({Kind.SUICIDE_BOMBING, Kind.DRONE_STRIKE})
TITLE_WEIGHT, LEAD_WEIGHT, TRIGGER_WEIGHT = 3, 2, 2
SURE_WEIGHT: Final = 5  # of a word whose own construction tells the kind, in the lead


def event_kind(
    parsed: Tree,
    group: Sequence[Trigger],
    others: AbstractSet[int] = frozenset(),
    *,
    aerial: bool = False,
) -> Kind:
    """Tell the kind of an event.

    Args:
        parsed: the report's parse.
        group: the triggers of the event, in order.
        others: the words, by number, that tell of other events: what hangs on them is not told of
            this one.
        aerial: whether the report tells of strikes from the air, as which a raid is then taken.

    Returns:
        The kind that its sentences tell most of; a bare "attack" is an armed attack.
    """
    votes: Counter[Kind] = Counter()
    seen: set[int] = set()
    rest = others - {t.token.i for t in group}
    for trigger in group:
        text = _own_text(parsed, trigger, group, rest)
        if trigger.kind is Kind.BOMBING and SUICIDE.search(text):
            votes[Kind.SUICIDE_BOMBING] += TRIGGER_WEIGHT
        elif trigger.kind is not None:
            known = trigger.sure and trigger.at <= LEAD and not is_titled(trigger.sentence)
            raid = aerial and trigger.token.lemma.lower() in RAIDS
            kind = Kind.AIR_STRIKE if raid else trigger.kind
            votes[kind] += SURE_WEIGHT if known else TRIGGER_WEIGHT
        if trigger.at not in seen:
            seen.add(trigger.at)
            _vote(text, trigger, votes, aerial=aerial)
    if not votes:
        return Kind.ARMED_ATTACK
    best = max(votes, key=lambda kind: (votes[kind], kind is not Kind.ARMED_ATTACK, kind.value))
    for finer in FINER.get(best, ()):
        share = 3 if finer in FINEST else 2
        if votes[finer] >= max(2, votes[best] // share):
            return finer
    return best


def _vote(text: str, trigger: Trigger, votes: Counter[Kind], *, aerial: bool) -> None:
    """Add what one sentence says for each kind."""
    weight = 1
    if is_titled(trigger.sentence):
        weight = TITLE_WEIGHT
    elif trigger.at <= LEAD:
        weight = LEAD_WEIGHT
    if weight > 1 and FOUGHT.search(text):
        votes[Kind.CLASH] += 2 * weight
    if BLOWN_UP.search(text):
        votes[Kind.BOMBING] += weight
    other = trigger.sure and trigger.kind not in {None, Kind.ARMED_ATTACK}
    if not other and CARS.search(text) and RAMMED.search(text):
        votes[Kind.ARMED_ATTACK] += 2 * weight
    for kind, words in WORDS.items():
        if kind is Kind.BOMBING and SUICIDE.search(text):
            continue  # "a suicide bombing" is no word for a bomb left behind
        if words.search(text):
            votes[kind] += weight
    if RAIDED.search(text):
        votes[Kind.AIR_STRIKE if aerial else Kind.ARMED_ATTACK] += weight


def _own_text(
    parsed: Tree, trigger: Trigger, group: Sequence[Trigger], others: AbstractSet[int]
) -> str:
    """A trigger's sentence in lower case, without what hangs on the word for another event."""
    own = {t.token.i for t in group}
    told = own | others
    words = parsed.tokens[trigger.sentence.first : trigger.sentence.last]
    return said([t for t in words if parsed.nearest_above(t, told) not in others]).lower()


# ------------------------------------------------------------------ words taken for one event

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
    if any(harms_people(parsed, trigger) for trigger in group.triggers):
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


def harms_people(parsed: Tree, trigger: Trigger) -> bool:
    """Whether people come to harm in it: "killed in an attack", "the raid in which nine died".

    What blew up may have been an accident. The parser often hangs the clause on the day, or on
    what stands before: "the men accused of the raid on 3 May that killed nine".
    """
    word = trigger.token
    if word.lemma.lower() in EXPLOSIONS:
        return False
    doing = [parsed.tokens[word.head]] if word.dep == "nsubj" else []
    if word.dep == "pobj" and parsed.tokens[word.head].lower in WITHIN:
        doing.append(parsed.tokens[parsed.tokens[word.head].head])
    own = {t.i for t in (*parsed.under(word), *parsed.above[word.i])}
    after = parsed.tokens[word.i : trigger.sentence.last]
    clauses = [token for token in after if token.dep in CLAUSES]
    doing += [t for t in clauses if t.head in own or parsed.tokens[t.head].entity == "DATE"]
    return any(
        verb.lemma.lower() in FATES or any(kid.lower in DEAD for kid in parsed.children[verb.i])
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
    victims = parsed.kids[word.i].undergoing
    kids = parsed.kids[word.i]
    if not (victims or kids.nsubj or kids.agent):
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
