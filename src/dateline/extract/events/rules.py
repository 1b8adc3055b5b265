"""The rules that read words as telling of an event, and the passes over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from dateline.extract.events.event import names_armed_group
from dateline.extract.events.trigger import (
    Trigger,
    TriggerContext,
    deed_meant,
    read_everyday_verbs,
    read_frames,
    read_phrases,
    trigger_contexts,
)
from dateline.extract.events.trigger_words import (
    is_about_game,
    is_figure_of_speech,
    only_sounds_violent,
    read_hostages,
    read_nouns,
    read_plain_harm,
    read_shot_dead,
    read_verbs,
    read_wounds,
)
from dateline.extract.rules import Pass, Rule, Watcher, run_passes, run_rules
from dateline.syntax.factuality import stage_of
from dateline.syntax.scope import (
    body_sentences,
    counts_over_time,
    is_charged_with,
    is_lasting,
    is_perfect,
    is_within_one,
    scope_of,
    tells_habit,
)
from dateline.syntax.tree import (
    Tree,
    entities_in,
    is_plural,
    is_titled,
    nouns_after,
    said,
    tree,
)
from dateline.types import Annotations, Kind, Place, Scope, Sentence, Stage, Token
from dateline.vocabulary import expression_pattern, word_list

# ------------------------------------------------------------------ passes

AIMING: Final = word_list("triggers.going_on.aiming")
GOING_ON: Final = word_list("triggers.going_on.verbs")
CARRYING: Final = word_list("triggers.carrying.verbs")
MASSES: Final = word_list("triggers.going_on.nouns")
OPENING: Final = expression_pattern("triggers.apart.openings")
OTHER: Final = word_list("triggers.apart.before_nouns")
OTHER_OBJECTS: Final = word_list("triggers.apart.before_objects")
OTHER_SUBJECTS: Final = word_list("triggers.apart.subjects")
SEPARATE: Final = word_list("triggers.apart.nouns")
ELSEWHERE: Final = word_list("triggers.apart.elsewhere")
OTHERS: Final = word_list("triggers.apart.others")
PARTS: Final = word_list("triggers.apart.parts")
OTHER_OPENING: Final = expression_pattern("triggers.apart.other_openings")
DEFINITE: Final = word_list("grammar.definite")
ARTICLES: Final = word_list("grammar.indefinite")
TAKEN_UP: Final = word_list("triggers.taken_up.days")
HARM: Final = word_list("triggers.harm.verbs") | word_list("triggers.harm.fates")
LABOUR: Final = word_list("lookalikes.labour")
STRIKES: Final = word_list("lookalikes.strikes")
LABOUR_WORDS: Final = 4  # in a report of a strike of those who work
GIVING_UP: Final = word_list("perpetrators.giving_up")
OPENING_SENTENCES: Final = 2
ATTACKERS: Final = word_list("victims.groups.attackers")
CLAUSES: Final = frozenset({"advcl", "xcomp", "conj", "ccomp"})

DEATHS: Final = word_list("triggers.taken_up.deaths")
CLAUSES_UP: Final = 3  # clauses from a deed to the one that opens with "after"
MEANS: Final = ("in", "by", "during")

Found = tuple[Trigger, ...]


def keep_first(_: Annotations, found: Found) -> Iterable[Trigger]:
    """One trigger a word, that of the first rule which reads it, in the order of the text."""
    kept: dict[int, Trigger] = {}
    for one in found:
        first = kept.setdefault(one.token.i, one)
        kept[one.token.i] = replace(first, harm=first.harm or one.harm)
    return sorted(kept.values(), key=lambda one: one.token.i)


def drop_game(annotations: Annotations, found: Found) -> Found:
    """No triggers for a report about sport or play."""
    return () if found and is_about_game(annotations.tokens) else found


def drop_labour(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, without the strikes of a report about those who work."""
    strikes = [one for one in found if one.token.lemma.lower() in STRIKES]
    told = (t for t in annotations.tokens if t.lemma.lower() in LABOUR) if strikes else ()
    labour = len(tuple(told)) >= LABOUR_WORDS
    yield from (one for one in found if not (labour and one in strikes))


def drop_figures_of_speech(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, without those of a sentence that is a figure of speech or tells of a hoax."""
    for sentence, own in _by_sentence(found):
        if not is_figure_of_speech(_text(annotations, sentence)):
            yield from own


def drop_lookalikes(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, without those whose own phrase shows that they are no violence."""
    parsed = tree(annotations)
    yield from (one for one in found if not only_sounds_violent(parsed, one.token))


def drop_carrying_verbs(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, without a verb that only carries its object: "launched ten air strikes"."""
    parsed = tree(annotations)
    deeds = {one.token.i for one in found if parsed.kids[one.token.i].nummod}
    for one in found:
        objects = parsed.kids[one.token.i].undergoing
        carried = one.token.lemma in CARRYING and any(noun.i in deeds for noun in objects)
        if not carried:
            yield one


def open_follow_ups(_: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with a verb that only goes on about a deed of no kind of its own.

    "Set off a bomb, killing two" tells of a bombing.
    """
    deeds = {one.token.i for one in found if one.sure}
    for one in found:
        token = one.token
        clause = token.tag == "VBG" and token.dep in CLAUSES and token.head < token.i
        goes_on = one.sure and token.lemma in HARM and clause and token.head in deeds
        yield replace(one, kind=None) if goes_on else one


def set_stage(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with how real their words make them, without what is denied.

    A construction that tells of what was only tried stands where the words say no more.
    """
    parsed = tree(annotations)
    for one in found:
        stage = stage_of(parsed, one.token)
        if stage is not None:
            yield one if stage is Stage.ACCOMPLISHED else replace(one, stage=stage)


def set_scope(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with whether they tell of one event, or of a total, a time or a habit."""
    parsed = tree(annotations)
    opening = body_sentences(annotations)[:OPENING_SENTENCES]
    summed: int | None = None  # the first word behind a sentence that tells of totals alone
    for sentence, own in _by_sentence(found):
        opens = is_titled(sentence) or own[0].at in opening
        text = _text(annotations, sentence)
        lasting = counts_over_time(text) or tells_habit(text)
        harmed = any(one.harm for one in own)
        after_sum = summed == sentence.first and _is_at_large(annotations, sentence)
        singles: set[int] = set()
        totals: set[int] = set()
        for one in own:
            total = _is_total(parsed, one, singles, lasting=lasting, opens=opens)
            total = total or (not harmed and _goes_on(parsed, one))
            total = total or _goes_on_with(parsed, one.token, totals)
            total = total or (after_sum and is_perfect(parsed, one.token))
            (totals if total else singles if one.sure else set()).add(one.token.i)
            yield replace(one, scope=Scope.AGGREGATE) if total else one
        summed = sentence.last if len(totals) == len(own) else None


def _is_at_large(annotations: Annotations, sentence: Sentence) -> bool:
    """Whether a sentence gives neither a time nor a town."""
    places = entities_in(annotations.places, sentence.span)
    towns = any(isinstance(e.value, Place) and e.value.city for e in places)
    return not (towns or entities_in(annotations.times, sentence.span))


def _goes_on_with(parsed: Tree, token: Token, totals: AbstractSet[int]) -> bool:
    """Whether a verb goes on about those of a total: "attacks have hit bases and killed two"."""
    own = parsed.kids[token.i].subjects
    joined = token.pos == "VERB" and token.dep == "conj" and token.head in totals and not own
    return joined and is_perfect(parsed, parsed.tokens[token.head])


def _is_total(
    parsed: Tree, one: Trigger, singles: AbstractSet[int], *, lasting: bool, opens: bool
) -> bool:
    """Whether a trigger tells of several events; `singles` are words that tell of one each."""
    if lasting and is_lasting(parsed, one.token):
        return True
    within = is_within_one(parsed, one.token, singles)
    scope = scope_of(parsed, one.sentence, one.token, opens=opens)
    return not within and scope is Scope.AGGREGATE


def _goes_on(parsed: Tree, one: Trigger) -> bool:
    """Whether a trigger tells of fighting at large: "clashes continue", "stepped up its raids"."""
    token = one.token
    verb = parsed.tokens[token.head]
    if token.pos == "VERB":
        return token.dep == "xcomp" and verb.lemma in GOING_ON
    own = token.dep in {"nsubj", "nsubjpass", "dobj", "conj"} and is_plural(token)
    mass = token.dep in {"nsubj", "dobj"} and token.lemma in MASSES
    if not (own or mass) or verb.pos != "VERB":
        return False
    return verb.lemma in GOING_ON or (token.dep == "nsubj" and verb.lemma in AIMING)


def set_definite(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with whether they take up what was told: "the attack", "Friday's attack"."""
    parsed = tree(annotations)
    for one in found:
        kids = (
            ()
            if one.token.pos == "VERB"
            else [kid for kid in parsed.children[one.token.i] if kid.dep in {"det", "poss"}]
        )
        known = any(k.lower in (DEFINITE if k.dep == "det" else TAKEN_UP) for k in kids)
        known = known or _takes_up_deaths(parsed, one.token)
        yield replace(one, definite=True) if known else one


def _takes_up_deaths(parsed: Tree, token: Token) -> bool:
    """Whether it tells in what people died of whom was told: "the deaths occurred during raids"."""
    verb = parsed.tokens[parsed.tokens[token.head].head] if token.dep == "pobj" else token
    subjects = parsed.kids[verb.i].subjects
    return any(
        noun.lemma in DEATHS and any(k.lower in DEFINITE for k in parsed.kids[noun.i].det)
        for noun in subjects
    )


def set_other(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with whether their words tell them from what was told: "another attack"."""
    parsed = tree(annotations)
    for sentence, own in _by_sentence(found):
        opened = OTHER_OPENING.match(_text(annotations, sentence)) is not None
        for one in own:
            yield replace(one, other=True) if opened or _is_other(parsed, one.token) else one


def _is_other(parsed: Tree, token: Token) -> bool:
    """Whether words at a trigger, its object or its subject tell it from what was told."""
    before = (k for k in parsed.children[token.i] if k.i < token.i and k.dep != "advmod")
    if any(k.lower in OTHER and not _is_one_of_several(parsed, k) for k in before):
        return True
    if token.pos != "VERB":
        return False
    harmed = parsed.kids[token.i].undergoing
    struck = [noun for noun in harmed if not noun.forms & ATTACKERS]  # of the same deed
    if any(k.lower in OTHER_OBJECTS for noun in struck for k in parsed.children[noun.i]):
        return True
    doing = [n for n in parsed.kids[token.i].subjects if n not in harmed or n in struck]
    return any(
        k.lower in OTHER_SUBJECTS
        for noun in doing
        for k in parsed.children[noun.i]
        if k.dep in {"det", "amod"}
    )


def _is_one_of_several(parsed: Tree, word: Token) -> bool:
    """Whether "the second" or "another" is one of several told before: "three bombs exploded"."""
    definite = any(kid.lower in DEFINITE for kid in parsed.kids[word.i].det)
    deed = deed_meant(parsed, word)
    return deed is not None and (definite or is_plural(deed))


def set_charged(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with those marked that a fighter who is caught or gives up is wanted for."""
    parsed = tree(annotations)
    caught = any(one.sure and one.kind is Kind.ARREST for one in found)
    armed = names_armed_group(annotations)
    news = caught or (armed and any(_gives_up(token) for token in _lead(annotations)))
    for one in found:
        yield replace(one, charged=True) if news and is_charged_with(parsed, one.token) else one


def _lead(annotations: Annotations) -> Iterator[Token]:
    """The words of the first sentences of the running text, and of a title."""
    for sentence in annotations.sentences[:OPENING_SENTENCES]:
        yield from annotations.tokens[sentence.first : sentence.last]


def _gives_up(token: Token) -> bool:
    """Whether somebody gives himself up: "surrendered"."""
    return token.pos == "VERB" and token.lemma.lower() in GIVING_UP


def set_apart(annotations: Annotations, found: Found) -> Iterator[Trigger]:
    """The triggers, with those apart that tell of another place or deed than the news does.

    Several of them, as "attacks elsewhere in the city", are a total.
    """
    parsed = tree(annotations)
    for sentence, own in _by_sentence(found):
        opened = OPENING.match(_text(annotations, sentence)) is not None
        deeds = {one.token.i for one in own}
        for one in own:
            done = one.stage is Stage.ACCOMPLISHED and not one.definite
            separate = _is_separate(parsed, one.token) or _came_before(parsed, one.token, deeds)
            if done and (opened or separate):
                scope = Scope.AGGREGATE if _is_several(parsed, one.token) else one.scope
                yield replace(one, scope=scope, other=True, apart=True, opened=opened)
            else:
                yield one


def _is_separate(parsed: Tree, token: Token) -> bool:
    """Whether its phrase or its subject's sets it apart: "a separate raid", "in other towns"."""
    kids = {k.lower for k in parsed.children[token.i]}
    if kids & ELSEWHERE or (kids & SEPARATE and kids & ARTICLES):
        return True
    nouns = parsed.behind(token)
    if any(n.lemma.lower() in PARTS and _is_after_other(parsed, n) for n in nouns):
        return True
    told = [*parsed.kids[token.i].subjects, *nouns] if token.pos == "VERB" else []
    return any(_is_separate(parsed, noun) for noun in told)


def _came_before(parsed: Tree, token: Token, deeds: AbstractSet[int]) -> bool:
    """Whether it is what another deed came after: by some time, or with means of its own.

    "Shelled the town a day after troops killed 80", "killed in air strikes after rebels fired on
    the capital", and not "killed after rebels fired".
    """
    chain = [token, *parsed.above[token.i]][:CLAUSES_UP]
    marks = ((clause, mark) for clause in chain for mark in _after_marks(parsed, clause, token))
    after, mark = next(marks, (None, None))
    if after is None or mark is None or not parsed.kids[token.i].nsubj:
        return False
    if any(noun.i == mark.i - 1 for noun in parsed.kids[after.i].npadvmod):
        return True
    means = nouns_after(parsed, parsed.tokens[after.head], *MEANS)
    return any(noun.i in deeds for noun in means)


def _after_marks(parsed: Tree, clause: Token, deed: Token) -> list[Token]:
    """The words "after" that open a clause, before a deed that it holds."""
    return [k for k in parsed.kids[clause.i].mark if k.lower == "after" and k.i < deed.i]


def _is_after_other(parsed: Tree, noun: Token) -> bool:
    """Whether "other" stands before a noun."""
    return any(kid.lower in OTHERS for kid in parsed.kids[noun.i].amod)


def _is_several(parsed: Tree, token: Token) -> bool:
    """Whether it is a plural set apart, or what several did."""
    told = parsed.kids[token.i].subjects if token.pos == "VERB" else [token]
    nouns = filter(is_plural, (*told, *parsed.behind(token)))
    return any(_is_separate(parsed, noun) for noun in nouns)


def _by_sentence(found: Sequence[Trigger]) -> list[tuple[Sentence, list[Trigger]]]:
    """The sentences of some triggers, each with its own, in order."""
    own: dict[int, list[Trigger]] = {}
    for one in found:
        own.setdefault(one.at, []).append(one)
    return [(triggers[0].sentence, triggers) for triggers in own.values()]


def _text(annotations: Annotations, sentence: Sentence) -> str:
    """The words of a sentence as written, in lower case."""
    return said(annotations.tokens[sentence.first : sentence.last]).lower()


# ------------------------------------------------------------------ the table

RULES: Final[tuple[Rule[TriggerContext, Trigger], ...]] = (
    Rule(
        "event.frame",
        read_frames,
        (
            "A missile hit a house in the village.",
            "A man threw a grenade at a bar.",
            "The mayor was assassinated at his home.",
            "Police foiled an attack on the embassy.",
        ),
        ("The song hit the charts.", "She threw a party at a bar."),
    ),
    Rule(
        "event.phrase",
        read_phrases,
        (
            "The camp came under heavy mortar fire overnight.",
            "A patrol came under sniper fire.",
            "A bomb hidden in a bin exploded.",
            "The clerk was stabbed to death.",
        ),
        ("The minister came under pressure.", "A camper was clubbed to death by a bear."),
    ),
    Rule(
        "event.shot_dead",
        read_shot_dead,
        ("Two guards shot dead near the border.",),
        ("The guard shot at the lock.",),
    ),
    Rule(
        "event.hostage",
        read_hostages,
        ("Six teachers were taken hostage by rebels.",),
        ("A former hostage wrote a book.",),
    ),
    Rule(
        "event.wound",
        read_wounds,
        ("He died of a gunshot wound.",),
        ("The wound healed quickly.",),
    ),
    Rule(
        "event.noun",
        read_nouns,
        (
            "The attack on the convoy lasted an hour.",
            "A drone strike hit the town.",
            "A missile aggression on a farm hurt two.",
        ),
        (
            "The attack drone was shown to visitors.",
            "The ceremony lasted an hour.",
            "The minister spoke of aggression.",
        ),
    ),
    Rule(
        "event.verb",
        read_verbs,
        ("Rebels attacked the base.", "Police detained three men."),
        ("Rebels left the base.",),
    ),
    Rule(
        "event.everyday_verb",
        read_everyday_verbs,
        ("A bomb went off in the market.", "The militant killed a guard."),
        ("The lights went off in the market.", "The frost killed the roses."),
    ),
    Rule(
        "event.plain_harm",
        read_plain_harm,
        (
            "Six people were killed in Kandahar on Friday.",
            "Israel struck a school, killing six people.",
        ),
        ("Six people were killed in a crash in Kandahar on Friday.", "The cold killed six people."),
    ),
)

PASSES: Final[tuple[Pass[Annotations, Trigger], ...]] = (
    Pass(
        "event.keep_first",
        keep_first,
        ("Gunmen attacked a village.",),
        ("The siege lasted a week.",),
    ),
    Pass(
        "event.drop_game",
        drop_game,
        ("The striker led the attack, and the goal won the match for the team.",),
        ("The attack closed the road to the stadium.",),
    ),
    Pass(
        "event.drop_labour",
        drop_labour,
        ("The strike goes on, the union said; each worker wants a wage and stands on a picket.",),
        ("The strike destroyed a bridge.",),
    ),
    Pass(
        "event.drop_figures_of_speech",
        drop_figures_of_speech,
        (
            "The minister was stabbed in the back by his party.",
            "The explosion turned out to be fireworks.",
        ),
        ("The minister was stabbed at a rally.",),
    ),
    Pass(
        "event.drop_lookalikes",
        drop_lookalikes,
        ("He had a panic attack.", "A dog attacked a boy.", "The film tells of an attack."),
        ("He had planned the attack.", "A gunman attacked a boy."),
    ),
    Pass(
        "event.drop_carrying_verbs",
        drop_carrying_verbs,
        ("The coalition launched ten air strikes on Monday.",),
        ("The rebels launched a rocket.",),
    ),
    Pass(
        "event.open_follow_ups",
        open_follow_ups,
        ("Rebels set off a bomb, killing two soldiers.",),
        ("Gunmen killed two soldiers.",),
    ),
    Pass(
        "event.set_stage",
        set_stage,
        ("The rebels threatened to attack the town.", "No attack took place."),
        ("The rebels attacked the town.",),
    ),
    Pass(
        "event.set_scope",
        set_scope,
        ("Frequent attacks have closed the road.", "Bombings kill hundreds every year."),
        ("The attack closed the road.",),
    ),
    Pass(
        "event.set_definite",
        set_definite,
        ("The attack closed the road.",),
        ("An attack closed the road.",),
    ),
    Pass(
        "event.set_other",
        set_other,
        ("Another attack closed the road.",),
        ("An attack closed the road.",),
    ),
    Pass(
        "event.set_apart",
        set_apart,
        ("A separate bombing killed four people.", "Elsewhere, gunmen killed four people."),
        ("A bombing killed four people.",),
    ),
    Pass(
        "event.set_charged",
        set_charged,
        (
            "Troops arrested a rebel commander wanted for an attack on a village.",
            "A militant of Boko Haram who was involved in a bombing surrendered.",
        ),
        ("Troops arrested a rebel commander after an attack on a village.",),
    ),
)


# ------------------------------------------------------------------ the triggers of a report


def find_triggers(annotations: Annotations, watch: Watcher | None = None) -> tuple[Trigger, ...]:
    """Find the words that tell of an event.

    Args:
        annotations: the parse of a report.
        watch: is told what rules and passes do.

    Returns:
        The triggers in the order of the text; what only sounds like an attack is left out.
    """
    contexts = trigger_contexts(annotations)
    found = tuple(one for context in contexts for one in run_rules(RULES, context, watch))
    return run_passes(PASSES, annotations, found, watch)
