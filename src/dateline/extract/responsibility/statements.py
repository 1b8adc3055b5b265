"""Who says who did it, and how others react, as claims on each event."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for, main_event, nearest_event, sharing_events
from dateline.extract.responsibility.charges import is_event, is_pointing
from dateline.extract.responsibility.context import (
    Charge,
    ReportedReaction,
    sentence_contexts,
)
from dateline.extract.responsibility.rules import (
    CHARGE_RULES,
    PASSES,
    REACTION_RULES,
)
from dateline.extract.rules import Watcher, run_passes, run_rules
from dateline.syntax.tree import NOMINAL, Tree, tree
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Kind,
    Modality,
    Prominence,
    Reaction,
    Role,
    Scope,
    Sentence,
    Span,
    Stage,
    Token,
)
from dateline.vocabulary import phrase_list, word_list

DEFINITE = word_list("grammar.definite")
HARM = word_list("triggers.harm.verbs")
MANY = word_list("grammar.large_numbers")
ORDINALS = phrase_list("grammar.ordinals")
ATTACKED = "responsibility.deed.attacked"
TELLING_DEEDS = ("responsibility.deed.done", ATTACKED)
PEOPLE = word_list("responsibility.events.pointing_at_people")


def find_charges(annotations: Annotations, watch: Watcher | None = None) -> tuple[Charge, ...]:
    """All that a report says of who did it, in the order of the text, without repeats."""
    found: list[Charge] = []
    for context in sentence_contexts(annotations):
        found += run_rules(CHARGE_RULES, context, watch)
    return run_passes(PASSES, annotations, tuple(found), watch)


def find_reactions(
    annotations: Annotations, watch: Watcher | None = None
) -> tuple[ReportedReaction, ...]:
    """The reactions of a report, one a party, kind and sentence, in the order of the text."""
    found: list[ReportedReaction] = []
    for context in sentence_contexts(annotations):
        found += run_rules(REACTION_RULES, context, watch)
    return run_passes(PASSES, annotations, tuple(found), watch)


def read_responsibility(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> tuple[tuple[int, Claim], ...]:
    """Read who is said to have done it, and on whose word.

    The speaker of a claim of responsibility is the claimant; that of a denial the one who
    denies, its value the party whose part is denied, or the speaker where none is named.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and an actor claim.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    for charge in find_charges(annotations, watch):
        event = _event_named(parsed, annotations.sentences, events, charge)
        if event is None:
            event = event_for(parsed, annotations.sentences, events, charge.word)
            if event is not None and charge.modality is Modality.DENIED:
                event = _news_or_object(parsed, events, event, charge.word)
        if event is not None and _is_aside(parsed, events[event], charge.sentence):
            event = main_event(events)
        if event is None or events[event].kind is Kind.ARREST:
            continue
        if not events[event].is_told_in(charge.sentence.span):
            known = _event_words(parsed, annotations.sentences, events[event])
            if _tells_another(parsed, charge, known):
                continue
        span = _joined_span(charge.accused.span, charge.word.span)
        answer = Answer(
            Role.ACTOR,
            charge.accused.party,
            span,
            charge.sentence,
            charge.modality,
            charge.rule,
            charge.passes,
        )
        speaker = charge.speaker.party if charge.speaker else None
        claim = claim_of(document, annotations, answer, speaker=speaker, quoted=False)
        found.extend((i, claim) for i in sharing_events(events, event, charge.sentence.span))
    return tuple(found)


def read_reactions(
    document: Document,
    annotations: Annotations,
    events: Sequence[Event],
    watch: Watcher | None = None,
) -> tuple[tuple[int, Claim], ...]:
    """Read the reactions to a report's events; the party that reacts is the claim's speaker.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.
        watch: is told what rules and passes do.

    Returns:
        Pairs of the event's index and a reaction claim.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    for one in find_reactions(annotations, watch):
        event = _event_reacted_to(parsed, events, one)
        if event is not None:
            answer = Answer(
                Role.REACTION,
                Reaction(one.kind),
                one.span,
                one.sentence,
                Modality.ASSERTED,
                one.rule,
                one.passes,
            )
            speaker = one.speaker.party if one.speaker else None
            claim = claim_of(document, annotations, answer, speaker=speaker)
            found.extend((i, claim) for i in sharing_events(events, event, one.sentence.span))
    return tuple(found)


def _event_named(
    parsed: Tree, sentences: Sequence[Sentence], events: Sequence[Event], charge: Charge
) -> int | None:
    """The one event that the words for a deed count or name: "the second", "the raid in Aleppo"."""
    deed = charge.deed
    if deed is None:
        return None
    single = sorted(
        (i for i, event in enumerate(events) if _took_place(event)),
        key=lambda i: events[i].trigger,
    )
    numbers = {t.lower for t in (deed, *parsed.kids(deed, "amod"))}
    counted = [i for i, word in zip(single, ORDINALS, strict=False) if word in numbers]
    names = {t.lower for t in parsed.under(deed) if t.pos in NOMINAL and not is_event(t)}
    told = [i for i in single if names & _event_words(parsed, sentences, events[i])]
    fits = counted if len(single) > 1 and counted else told
    return fits[0] if len(fits) == 1 else None


def _tells_another(parsed: Tree, charge: Charge, known: AbstractSet[str]) -> bool:
    """Whether words for a deed tell a new one: "they launched an offensive", and not "it".

    A sentence that accuses somebody takes up what was told before, unless it counts other dead;
    one that tells what somebody did, does so where it points back. `known` holds the words by
    which the event was told.
    """
    if charge.rule not in TELLING_DEEDS:
        return _counts_other_dead(parsed, charge.word, known)
    below = [*parsed.under(charge.word), parsed.head(charge.word)]
    people = charge.rule == ATTACKED  # in "killed two of them" these are no deed
    return not any(
        _points_back(parsed, word) for word in below if not (people and word.lower in PEOPLE)
    )


def _counts_other_dead(parsed: Tree, word: Token, known: AbstractSet[str]) -> bool:
    """Whether the deed that somebody is accused of has dead of its own: "of killing hundreds"."""
    gerunds = (verb for prep in parsed.kids(word, "prep") for verb in parsed.kids(prep, "pcomp"))
    victims = [noun for verb in gerunds if verb.lemma in HARM for noun in parsed.kids(verb, "dobj")]
    told = [t for noun in victims for t in parsed.under(noun)]
    return any((t.tag == "CD" or t.lower in MANY) and t.lower not in known for t in told)


def _points_back(parsed: Tree, word: Token) -> bool:
    """Whether a word takes up a deed: "it", "this attack"."""
    definite = any(kid.lower in DEFINITE for kid in parsed.kids(word, "det", "poss"))
    return is_pointing(word) or (is_event(word) and definite)


def _event_words(parsed: Tree, sentences: Sequence[Sentence], event: Event) -> set[str]:
    """The words of the sentence that first tells of an event."""
    start = event.trigger.start
    own = next(s for s in sentences if s.span.start <= start < s.span.end)
    return {token.lower for token in parsed.tokens[own.first : own.last]}


def _took_place(event: Event) -> bool:
    """Whether it is one event, and done."""
    return event.scope is Scope.SINGLE and event.stage is Stage.ACCOMPLISHED


def _joined_span(one: Span, other: Span) -> Span:
    """The stretch that takes in both."""
    return Span(min(one.start, other.start), max(one.end, other.end))


def _is_aside(parsed: Tree, event: Event, sentence: Sentence) -> bool:
    """Whether an old event was only told of somebody, and before: "whose town had been raided".

    What the next sentence says of responsibility goes back to the news.
    """
    if event.prominence is Prominence.MAIN or event.is_told_in(sentence.span):
        return False
    spans = event.triggers
    words = [t for t in parsed.tokens if any(s.start <= t.span.start < s.end for s in spans)]
    return all(any(a.dep in {"relcl", "acl"} for a in (w, *parsed.above(w))) for w in words)


def _event_reacted_to(parsed: Tree, events: Sequence[Event], one: ReportedReaction) -> int | None:
    """The event that a reaction is about: one told below its word, else the news."""
    event = nearest_event(parsed, one.sentence, events, one.word)
    return main_event(events) if event is None else _news_or_object(parsed, events, event, one.word)


def _news_or_object(parsed: Tree, events: Sequence[Event], event: int, word: Token) -> int | None:
    """An event if it is the news or the object of a word, else the news.

    Where the nearest word tells of a plan, a total or an old attack, what is condemned or denied
    is the news, unless that word stands in the place of what is condemned.
    """
    found = events[event]
    below = {t.span for t in parsed.under(word)}
    verb = parsed.head(word) if word.dep == "dobj" else word
    if verb.dep in {"relcl", "acl"}:
        below.add(parsed.head(verb).span)
    objects = below & {found.trigger, *found.more_triggers}
    news = found.prominence is Prominence.MAIN
    return event if news or (objects and _took_place(found)) else main_event(events)
