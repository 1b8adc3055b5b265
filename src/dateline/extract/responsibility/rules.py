"""The ways in which words say who did it and how others react: rules, passes, and their claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from dateline.extract.events import Event, event_for, main_event, nearest_event, sharing_events
from dateline.extract.responsibility import charges, reacting
from dateline.extract.responsibility.charges import is_event, is_pointing
from dateline.extract.responsibility.parties import (
    Charge,
    ReportedReaction,
    ReportParties,
    each_word,
    sentence_contexts,
)
from dateline.extract.rules import (
    Answer,
    Pass,
    Rule,
    SentenceContext,
    Watcher,
    claim_of,
    run_passes,
    run_rules,
)
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

# ------------------------------------------------------------------ rules and passes

Statement = TypeVar("Statement", Charge, ReportedReaction)


def drop_repeats(_: Annotations, found: tuple[Statement, ...]) -> Iterable[Statement]:
    """What a sentence says once of who did it, or of a reaction, however many words say so."""
    kept: dict[object, Statement] = {}
    for one in sorted(found, key=lambda statement: statement.word.i):
        by = one.speaker.party.name if one.speaker else ""
        what = (one.modality, one.accused.party.name) if isinstance(one, Charge) else one.kind
        kept.setdefault((what, by, one.sentence.first), one)
    return kept.values()


CHARGE_RULES: tuple[Rule[SentenceContext[ReportParties], Charge], ...] = (
    Rule(
        "responsibility.claim.verb",
        each_word(charges.read_claim, word_list("responsibility.claims.verbs"), "VERB", "AUX"),
        (
            "Hamas claimed responsibility for the bombing.",
            "The raid on the barracks was claimed by Boko Haram.",
            "A group calling itself Red Dawn took credit for the killings.",
        ),
        (
            "No group has claimed the bombing.",
            "The airline took responsibility for the delay.",
            "Hamas claimed responsibility for several earlier attacks.",
        ),
    ),
    Rule(
        "responsibility.claim.noun",
        each_word(charges.read_claim_noun, frozenset({"claim"}), "NOUN"),
        ("A claim of responsibility by Hezbollah was read out on the radio.",),
        ("There was no claim of responsibility by Hezbollah.",),
    ),
    Rule(
        "responsibility.denial.verb",
        each_word(reacting.read_denial, word_list("responsibility.denials.verbs"), "VERB"),
        (
            "The Taliban denied any involvement in the blast.",
            "Iran rejected the charge that it was behind the bombing.",
        ),
        (
            "The Taliban neither confirmed nor denied the attack.",
            "The mayor denied a request for more guards.",
            "The president rejected any attack on his country's soil.",
        ),
    ),
    Rule(
        "responsibility.denial.called_false",
        each_word(reacting.read_called_false, word_list("responsibility.denials.naming"), "VERB"),
        ("Iran called the accusation a lie.",),
        ("Iran called the attack a crime.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.no_part",
        each_word(reacting.read_no_part, frozenset({"have"}), "VERB", "AUX"),
        (
            "Hezbollah said it had nothing to do with the attack.",
            "Iran said it had no part in the bombing.",
        ),
        ("The owners said the tanker had no link to Israel.",),
    ),
    Rule(
        "responsibility.denial.distanced",
        each_word(reacting.read_distancing, word_list("responsibility.denials.distancing"), "VERB"),
        ("Hamas distanced itself from the attack.",),
        ("Hamas distanced itself from its former leader.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.not_involved",
        each_word(
            reacting.read_not_involved,
            word_list("responsibility.denials.involved")
            | word_list("responsibility.denials.deeds"),
        ),
        ("The Taliban said they were not behind the blast.",),
        ("The Taliban said the minister was not involved in the talks.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.denial.part",
        each_word(reacting.read_denied_part, word_list("responsibility.claims.verbs"), "VERB"),
        ("Hamas claimed the first bombing but not the second.",),
        ("Hamas claimed the bombing but not until Friday evening.",),
        keep="no report that is measured words a denial so; a denial must not be missed",
    ),
    Rule(
        "responsibility.blame.verb",
        each_word(charges.read_blame, word_list("responsibility.blame.verbs"), "VERB", "AUX"),
        (
            "The governor blamed the PKK for the attack.",
            "Turkey attributed the bombing to the Islamic State.",
            "Prosecutors accused Hezbollah of planting the bomb.",
            "Six people died in an attack on a base in Van that officials blamed on the PKK.",
        ),
        (
            "The governor blamed Iran for high prices.",
            "Farmers blamed the delay on the army.",
            "The company was tied to a bank in Moscow.",
        ),
    ),
    Rule(
        "responsibility.blame.pointing",
        each_word(charges.read_pointing, frozenset({"point"})),
        ("Officials pointed the finger at the Islamic State.", "Evidence points to Hezbollah."),
        ("The man pointed a rifle at Ana Ruiz.",),
    ),
    Rule(
        "responsibility.blame.mark",
        each_word(
            charges.read_mark,
            word_list("responsibility.blame.marks") | word_list("responsibility.blame.works"),
            "NOUN",
        ),
        ("The blast bore the hallmarks of al-Shabaab.", "It was the work of the Islamic State."),
        ("The minister praised the work of the Red Crescent.",),
    ),
    Rule(
        "responsibility.blame.behind",
        each_word(charges.read_behind, word_list("responsibility.blame.responsible")),
        (
            "The ministry said Hezbollah was responsible for the bombing.",
            "Al-Shabaab said it was behind the raid.",
        ),
        ("Adam Lake is behind bars.", "The army is responsible for guarding the border."),
    ),
    Rule(
        "responsibility.suspicion.adjective",
        each_word(charges.read_suspected, frozenset({"suspected"})),
        ("The village was attacked by suspected Boko Haram fighters.",),
        ("Police arrested five suspected Boko Haram fighters.",),
    ),
    Rule(
        "responsibility.suspicion.attack_by",
        each_word(charges.read_attack_by, word_list("responsibility.events.nouns"), "NOUN"),
        ("It appears to have been an attack by the Islamic State.",),
        ("It was not an attack by the Islamic State.",),
    ),
    Rule(
        "responsibility.suspicion.suspect",
        each_word(charges.read_suspect, word_list("responsibility.doubt.suspects"), "NOUN"),
        ("Officials said the Islamic State was the prime suspect.",),
        ("Officials said Adam Lake was not a suspect.",),
    ),
    Rule(
        "responsibility.suspicion.fell",
        each_word(charges.read_suspicion, frozenset({"fall"}), "VERB"),
        ("Suspicion fell on the PKK.",),
        ("Shells fell on the PKK.",),
        keep="no report that is measured words a suspicion so",
    ),
    Rule(
        "responsibility.suspicion.supposed",
        each_word(charges.read_supposing, word_list("responsibility.doubt.supposing"), "VERB"),
        (
            "Police suspect the Islamic State of the bombing.",
            "Investigators think Hezbollah may have carried out the bombing.",
        ),
        ("Police suspect that the man was planning to join the Islamic State.",),
    ),
    Rule(
        "responsibility.deed.done",
        each_word(charges.read_deed, word_list("responsibility.deeds.verbs"), "VERB"),
        (
            "The attack was carried out by the Islamic State.",
            "Police said Boko Haram had launched the raid.",
        ),
        (
            "The Islamic State wants to carry out an attack.",
            "The Islamic State has carried out similar attacks.",
        ),
    ),
    Rule(
        "responsibility.deed.attacked",
        each_word(charges.read_attack, word_list("responsibility.deeds.attacks"), "VERB"),
        (
            "Boko Haram fighters raided two villages, residents said.",
            "A bomb planted by the PKK killed two soldiers, the ministry said.",
        ),
        ("Four men shot in a bar were known to the police, officers said.",),
    ),
    Rule(
        "responsibility.deed.member",
        each_word(charges.read_membership, frozenset({"be"})),
        (
            "The attackers were members of Boko Haram, the army said.",
            "The bomber was from the Islamic State, the ministry said.",
            "Hamas said the bomber was one of its fighters.",
        ),
        ("The attackers were men of about thirty, the army said.",),
        keep="no report that is measured words it so; one of the plainest ways of naming a group",
    ),
)

REACTION_RULES: tuple[Rule[SentenceContext[ReportParties], ReportedReaction], ...] = (
    Rule(
        "reaction.condemned.verb",
        each_word(
            reacting.read_condemned,
            word_list("reactions.condemning.verbs"),
            "VERB",
            "NOUN",
            "PROPN",
        ),
        ("France condemned the attack.", "The bombing was condemned by Turkey."),
        ("A truck slammed into a wall.", "France slams tax plan"),
    ),
    Rule(
        "reaction.condemned.noun",
        each_word(reacting.read_condemnation, word_list("reactions.condemning.nouns"), "NOUN"),
        ("The bombing drew condemnation from France.",),
        ("There was no condemnation in the statement.",),
        keep="a common way of headlines and round-ups of reactions",
    ),
    Rule(
        "reaction.condemned.named",
        each_word(reacting.read_named, word_list("reactions.condemning.naming"), "VERB"),
        ("Ana Ruiz called it a cowardly act.",),
        ("Police called it a terrorist attack.",),
    ),
    Rule(
        "reaction.condemned.quoted",
        each_word(reacting.read_quoted, word_list("reactions.condemning.quoted")),
        ('"This was a despicable crime," the French president said.',),
        ("It was a despicable crime.",),
    ),
    Rule(
        "reaction.condemned.shocked",
        each_word(reacting.read_shocked, word_list("reactions.condemning.shocked")),
        ('"We are outraged by the attack," the French president said.',),
        ('"We are outraged by the ruling," the French president said.',),
    ),
    Rule(
        "reaction.ordered.verb",
        each_word(reacting.read_ordered, word_list("reactions.ordering.verbs"), "VERB"),
        ("The president ordered the army to hunt down the bombers.",),
        ("The president ordered a new car.",),
    ),
    Rule(
        "reaction.ordered.noun",
        each_word(reacting.read_order, word_list("reactions.ordering.nouns"), "NOUN"),
        ("The president issued a directive to pursue the bombers.",),
        ("The president read the order of the day.",),
    ),
    Rule(
        "reaction.retaliated",
        each_word(
            reacting.read_retaliated,
            word_list("reactions.retaliating.verbs") | word_list("reactions.retaliating.back"),
            "VERB",
        ),
        ("The army retaliated by shelling the border.", "Police fired back."),
        ("The army fired at the border.",),
    ),
    Rule(
        "reaction.no_claim.claimed",
        each_word(reacting.read_no_claim, word_list("responsibility.claims.verbs")),
        (
            "There was no immediate claim of responsibility.",
            "No group has claimed the bombing.",
        ),
        ("Hamas claimed responsibility for the bombing.", "No group took part in the talks."),
    ),
    Rule(
        "reaction.no_claim.said",
        each_word(reacting.read_nobody_says, frozenset({"say"})),
        ("Nobody has said that they carried out the attack.",),
        ("Hamas has said that it carried out the attack.",),
        keep="a silence that is not read looks like a claim that was missed",
    ),
)

RULES: tuple[Rule[SentenceContext[ReportParties], Any], ...] = (*CHARGE_RULES, *REACTION_RULES)

PASSES: tuple[Pass[Annotations, Any], ...] = (
    Pass(
        "responsibility.drop_repeats",
        drop_repeats,
        (
            "The army accused Hamas of the bombing and blamed it on Hamas.",
            "France condemned the attack and denounced the bombing.",
        ),
        ("France condemned the attack, and Turkey denounced it.",),
    ),
)


# ------------------------------------------------------------------ claims

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
        shared = sharing_events(events, event, charge.sentence.span)
        one = _tells_of_one(parsed, events[event], charge.word)
        found.extend((i, claim) for i in ((event,) if one else shared))
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
    numbers = {t.lower for t in (deed, *parsed.kids[deed.i].amod)}
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
    below = [*parsed.under(charge.word), parsed.tokens[charge.word.head]]
    people = charge.rule == ATTACKED  # in "killed two of them" these are no deed
    return not any(
        _points_back(parsed, word) for word in below if not (people and word.lower in PEOPLE)
    )


def _counts_other_dead(parsed: Tree, word: Token, known: AbstractSet[str]) -> bool:
    """Whether the deed that somebody is accused of has dead of its own: "of killing hundreds"."""
    gerunds = (verb for prep in parsed.kids[word.i].prep for verb in parsed.kids[prep.i].pcomp)
    victims = [noun for verb in gerunds if verb.lemma in HARM for noun in parsed.kids[verb.i].dobj]
    told = [t for noun in victims for t in parsed.under(noun)]
    return any((t.tag == "CD" or t.lower in MANY) and t.lower not in known for t in told)


def _points_back(parsed: Tree, word: Token) -> bool:
    """Whether a word takes up a deed: "it", "this attack"."""
    definite = any(
        kid.lower in DEFINITE for kid in parsed.children[word.i] if kid.dep in {"det", "poss"}
    )
    return is_pointing(word) or (is_event(word) and definite)


def _tells_of_one(parsed: Tree, event: Event, word: Token) -> bool:
    """Whether a charge describes the word of one event: "a bombing claimed by the group"."""
    noun = parsed.tokens[word.head]
    told = word.dep in {"acl", "relcl"} and noun.span in {event.trigger, *event.more_triggers}
    return told and event.scope is Scope.SINGLE


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
    return all(any(a.dep in {"relcl", "acl"} for a in (w, *parsed.above[w.i])) for w in words)


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
    verb = parsed.tokens[word.head] if word.dep == "dobj" else word
    if verb.dep in {"relcl", "acl"}:
        below.add(parsed.tokens[verb.head].span)
    objects = below & {found.trigger, *found.more_triggers}
    news = found.prominence is Prominence.MAIN
    return event if news or (objects and _took_place(found)) else main_event(events)
