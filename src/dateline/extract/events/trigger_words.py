"""Words that tell of an event: listed ones, plain harm, and what only sounds like violence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dateline.extract.events.trigger import Trigger, TriggerContext
from dateline.syntax.factuality import is_no_violence
from dateline.syntax.tree import (
    NOMINAL,
    SameTuple,
    Tree,
    find_agents,
    find_doers,
    find_objects,
    forms_of_all,
    nouns_after,
    phrase_words,
    singular_form,
    tree_of,
)
from dateline.types import Kind, Scope, Stage, Token
from dateline.vocabulary import expression_pattern, word_list, word_map

# ------------------------------------------------------------------ listed words and set phrases

GENERIC: Final = "generic"  # takes its kind from what else is told of the event
NOUNS: Final = word_map("triggers.nouns")
LOOSE_NOUNS: Final = word_list("triggers.loose_nouns")
CARRYING: Final = word_list("triggers.carrying.verbs")
STRIKING: Final = word_list("triggers.carrying.striking")
VERBS: Final = word_map("triggers.verbs")
OPEN: Final = frozenset({Kind.ARMED_ATTACK, Kind.BOMBING, Kind.AIR_STRIKE})
MADE_BY: Final = word_map("triggers.made_by")
ARMED: Final = word_list("triggers.armed.weapons") | word_list("triggers.armed.attackers")
FELLED: Final = word_list("triggers.harm.felled")
DEAD: Final = word_list("triggers.harm.dead")
WOUNDS: Final = word_list("triggers.harm.wounds")
GUNSHOTS: Final = word_list("triggers.harm.gunshots")
HOSTAGES: Final = word_list("triggers.harm.hostages")
HOLDING: Final = word_list("triggers.harm.holding")
GERUNDS: Final = word_list("triggers.harm.gerunds")
PLAIN: Final = word_list("triggers.harm.plain")
ARGUMENTS: Final = ("nsubj", "nsubjpass", "agent", "compound", "dobj")
SUBJECTS: Final = ("nsubj", "nsubjpass")
FILLED: Final = ("dobj", "nsubj", "aux", "nsubjpass")
NAMES: Final = frozenset({"PERSON", "ORG", "WORK_OF_ART", "LAW"})
CLAUSES: Final = frozenset({"ccomp", "advcl", "conj"})
DEAD_WITHIN: Final = 4  # words: "stabbed and left dead", "beat two men to death"


def read_shot_dead(context: TriggerContext) -> Iterator[Trigger]:
    """Words of "shot dead" and "stabbed to death", which the parser often takes for nouns."""
    tokens = context.tokens
    for at, token in enumerate(tokens):
        if token.lower in FELLED:
            after = tokens[at + 1 : at + 1 + DEAD_WITHIN]
            if any(t.lower in DEAD for t in after):
                yield context.trigger(token, Kind.ARMED_ATTACK)


def read_hostages(context: TriggerContext) -> Iterator[Trigger]:
    """People who are taken or held hostage."""
    for token in context.tokens:
        if {token.lemma.lower(), token.lower} & HOSTAGES:
            above = context.tree.above[token.i][:2]
            if any(verb.lemma in HOLDING for verb in above):
                yield context.trigger(token, Kind.HOSTAGE_TAKING)


def read_wounds(context: TriggerContext) -> Iterator[Trigger]:
    """A gunshot wound."""
    for token in context.tokens:
        wound = token.pos in NOMINAL and token.lemma.lower() in WOUNDS
        if wound and any(k.lower in GUNSHOTS for k in context.tree.children[token.i]):
            yield context.trigger(token, Kind.ARMED_ATTACK)


def read_nouns(context: TriggerContext) -> Iterator[Trigger]:
    """Nouns for events: "attack", "drone strike"; not in "attack drone" or a name."""
    tree = context.tree
    for token in context.tokens:
        lemma = token.lemma.lower()
        lemma = lemma if lemma in NOUNS else singular_form(token.lower)
        if lemma not in NOUNS and not _is_deed(tree, token, lemma):
            continue
        if not (token.pos in NOMINAL or _is_gerund(tree, token) or _is_mistagged(tree, token)):
            continue
        head = tree.tokens[token.head]
        before = token.dep == "compound" and (head.pos in NOMINAL or head.lemma in NOUNS)
        if not before and token.entity not in NAMES:
            yield context.trigger(token, _kind_of_noun(tree, token, NOUNS.get(lemma, GENERIC)))


def _is_deed(tree: Tree, token: Token, lemma: str) -> bool:
    """Whether a noun of conduct stands for one deed: "a missile aggression"."""
    if lemma not in LOOSE_NOUNS:
        return False
    carried = tree.tokens[token.head] if token.dep in {"dobj", "nsubjpass"} else None
    of_deed = [tree.tokens[token.head]] if token.dep == "nsubj" else []
    of_deed += tree.kids[token.i].clauses
    return (
        _kind_made_by(tree, token) is not None
        or (carried is not None and carried.lemma in CARRYING)
        or any(verb.lemma in STRIKING | CARRYING for verb in of_deed)
    )


def _is_mistagged(tree: Tree, token: Token) -> bool:
    """Whether a noun is tagged as a verb, against its place: "coalition strikes killed 140"."""
    return token.tag == "VBZ" and token.dep in SUBJECTS and tree.tokens[token.head].pos == "VERB"


def _is_gerund(tree: Tree, token: Token) -> bool:
    """Whether the parser takes a noun for a verb: "in shooting at a mall", "in army shelling"."""
    if (
        token.lower not in GERUNDS
        or token.tag != "VBG"
        or [kid for kid in tree.children[token.i] if kid.dep in FILLED]
    ):
        return False
    owned = token.dep == "acl" and token.head == token.i - 1
    return owned or token.dep in {"pcomp", "xcomp"}


def _kind_named(name: str) -> Kind | None:
    """The kind that a list of words has as its name; None where the words leave it open."""
    return None if name == GENERIC else Kind(name)


def _kind_of_noun(tree: Tree, token: Token, name: str) -> Kind | None:
    """The kind that a noun for an event tells, with the words before it: "air raid".

    These decide where the noun alone says little of the means.
    """
    named = _kind_named(name)
    made = _kind_made_by(tree, token) if named is None or named in OPEN else None
    return made or named


def _kind_made_by(tree: Tree, token: Token) -> Kind | None:
    """The kind that a noun's words tell: "drone strike", "a massacre carried out by warplanes"."""
    before = tree.kids[token.i].modifying
    further = [
        word for kid in before for word in tree.children[kid.i] if word.dep in {"compound", "nmod"}
    ]
    agents = [by for verb in tree.kids[token.i].acl for by in find_agents(tree, verb)]
    forms = (form for word in (*further, *before, *agents) for form in sorted(word.forms))
    return next((Kind(MADE_BY[form]) for form in forms if form in MADE_BY), None)


def read_verbs(context: TriggerContext) -> Iterator[Trigger]:
    """Verbs for events that somebody does or suffers: "bombed the town"."""
    tree = context.tree
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos != "VERB" or lemma not in VERBS:
            continue
        if (
            lemma in PLAIN
            or [kid for kid in tree.children[token.i] if kid.dep in ARGUMENTS]
            or near_forms(tree, token) & ARMED
        ):
            yield context.trigger(token, _kind_named(VERBS[lemma]))


def near_forms(tree: Tree, verb: Token) -> set[str]:
    """All forms of the words of a verb's own phrases, those of clauses left out."""
    near = [kid for kid in tree.children[verb.i] if kid.dep not in CLAUSES]
    return forms_of_all(t for kid in near for t in phrase_words(tree, kid))


# ------------------------------------------------------------------ plain harm

# "Six people were killed in Kandahar on Friday" has no word for an attack. Read in every report
# such words would make events of the victims of those that are told; so they count only where a
# report tells of nothing else, in its opening, and with no word of an accident.

KILLED: Final = word_list("harm.by_object.killed")
HARMED: Final = KILLED | word_list("harm.by_object.wounded")
HELD: Final = word_list("harm.by_object.arrested")
SOLDIERY: Final = word_list("violence.soldiery")
KILLED_STATES: Final = word_list("harm.states.killed")
KILLINGS: Final = word_list("triggers.harm.killings")
DEEDS: Final = frozenset(word_map("triggers.nouns"))
DOERS: Final = frozenset({"raiders", "forces", "fighters"})
GROUPS: Final = word_list("triggers.armed.attackers")
PEOPLE_NAMES: Final = frozenset({"NORP", "GPE", "ORG"})
WEAPONS: Final = word_list("violence.loads")
FIGHTS: Final = word_list("triggers.harm.fights")
ARTICLES: Final = word_list("grammar.indefinite")
FIGHTERS: Final = frozenset({"fighters", "members"})
PEOPLE: Final = frozenset({"person", "forces", "office", "crowd"})
DAYS: Final = word_list("time.near_days") | word_list("time.months")
MISHAPS: Final = word_list("lookalikes.mishaps")
LOOKING_BACK: Final = word_list("time.looking_back")
HARM_WORDS: Final = {
    "VERB": HARMED | HELD,
    "ADJ": KILLED_STATES,
    "NOUN": KILLED_STATES,
}  # by part of speech
OPENING: Final = 2  # sentences, a headline among them


def read_plain_harm(context: TriggerContext) -> Iterator[Trigger]:
    """Words for people killed or hurt: by whom, or in a deed, or on a day and in a place."""
    for token in context.tokens:
        if _is_harm_told(context, token):
            yield replace(context.trigger(token, None), harm=True, plain=True)


def plain_triggers(found: Sequence[Trigger], everywhere: AbstractSet[str]) -> list[Trigger]:
    """The triggers that tell of harm in the opening of a report, none where it was an accident.

    Args:
        found: all triggers of the report, those of plain harm among them.
        everywhere: the words that the report tells.
    """
    if everywhere & (MISHAPS | LOOKING_BACK):
        return []
    harmed = {one.at for one in found if one.harm and one.at < OPENING and _is_done(one)}
    return [replace(one, sure=True) for one in found if one.at in harmed and _is_done(one)]


def _is_done(one: Trigger) -> bool:
    """Whether it tells of one deed that was done."""
    return one.stage is Stage.ACCOMPLISHED and one.scope is Scope.SINGLE


def _is_harm_told(context: TriggerContext, word: Token) -> bool:
    """Whether a word tells of people harmed by somebody, and not in passing."""
    tree = context.tree
    if not (_is_killing(word) or word.lower in HARM_WORDS.get(word.pos, ())):
        return False
    if any(t.dep == "relcl" for t in (word, *tree.above[word.i])) or is_no_violence(tree, word):
        return False
    if word.pos == "VERB":
        return _is_done_to_people(context, word)
    if _is_killing(word):
        of = nouns_after(tree, word, "of")
        return any(_is_people(context, noun) for noun in of) and _is_dated(context.tokens)
    return _is_counted(tree, tree.tokens[word.head]) and _names_deed(context.tokens)


def _is_killing(word: Token) -> bool:
    """Whether a word is a noun for a deed in which people die."""
    return word.pos == "NOUN" and bool(word.forms & KILLINGS)


def _is_done_to_people(context: TriggerContext, verb: Token) -> bool:
    """Whether a verb tells of people harmed or held, and by whom, or in which deed."""
    harm, tree = verb.lower, context.tree
    people = [
        n for n in find_objects(tree, verb) if _is_counted(tree, n) and _is_people(context, n)
    ]
    if not people or harm in HELD:
        doers = find_doers(tree, verb) if people else []
        return any(context.nouns.classes(doer) & SOLDIERY for doer in doers)
    fighters = any(context.nouns.classes(noun) & FIGHTERS for noun in people)
    return (
        (fighters and harm in KILLED)
        or _is_by_fighters(context, verb)
        or _is_in_deed(context, verb)
    )


def _is_counted(tree: Tree, noun: Token) -> bool:
    """Whether it is a number, or a noun with one or with "a"."""
    before = tree.tokens[tree.left_edge(noun) : noun.i + 1]
    return any(t.pos == "NUM" or (t.dep == "det" and t.lower in ARTICLES) for t in before)


def _is_people(context: TriggerContext, noun: Token) -> bool:
    """Whether it stands for people."""
    return noun.pos == "NUM" or bool(context.nouns.classes(noun) & PEOPLE)


def _is_by_fighters(context: TriggerContext, verb: Token) -> bool:
    """Whether those of a nation, a state, a force or an armed group did it, or a deed of theirs."""
    return any(
        doer.entity in PEOPLE_NAMES
        or context.nouns.classes(doer) & DOERS
        or doer.forms & (GROUPS | DEEDS)
        for doer in find_doers(context.tree, verb)
    )


def _is_in_deed(context: TriggerContext, verb: Token) -> bool:
    """Whether the dead are told with a deed, or on a day at a place and by nobody told."""
    if _names_deed(context.tokens):
        return True
    placed = any(t.entity == "GPE" or context.nouns.is_town(t) for t in context.tokens)
    alone = verb.lower in KILLED and not find_doers(context.tree, verb)
    return alone and placed and _is_dated(context.tokens)


def _is_dated(tokens: Sequence[Token]) -> bool:
    """Whether a day stands among some words."""
    return any(t.lower in DAYS for t in tokens)


def _names_deed(tokens: Sequence[Token]) -> bool:
    """Whether a word for a deed stands among some words."""
    return any(
        (t.pos in NOMINAL and t.forms & (DEEDS | WEAPONS)) or t.lower in FIGHTS for t in tokens
    )


# ------------------------------------------------------------------ vetoes

SORTS: Final = word_list("lookalikes.sorts")
SPOKEN: Final = word_list("lookalikes.spoken")
SPOKEN_DEEDS: Final = word_list("lookalikes.spoken_deeds")
SPOKEN_PREPS: Final = word_list("lookalikes.spoken_preps")
TALES: Final = word_list("lookalikes.tales")
TELLING: Final = word_list("lookalikes.telling")
INSIDE: Final = word_list("lookalikes.inside")
SHOWN: Final = word_list("lookalikes.shown")
DRILLS: Final = word_list("lookalikes.drills")
GAMES: Final = word_list("lookalikes.games")
HARD: Final = word_list("lookalikes.hard")
UNREAL: Final = expression_pattern("lookalikes.unreal")
NONE: Final = word_list("lookalikes.none")
SIGNS: Final = word_list("lookalikes.signs")
RULING_OUT: Final = word_list("lookalikes.ruling_out")
DESCRIBING: Final = ("compound", "amod", "nmod", "nsubj", "poss", "npadvmod")
NEAR: Final = 6  # words within which "heart" or "shark" belongs to an attack
TALES_ABOVE: Final = 8  # heads up to which "a film about" or "a drill in which" is looked for
GAME_WORDS: Final = 3  # distinct words of sport in a report that is about a game
HARD_WORDS: Final = 2  # distinct words of police, victims or arms in a report that is not


def only_sounds_violent(tree: Tree, token: Token) -> bool:
    """Whether a word's own phrase shows that it is none: "heart attack", "a dog attacked"."""
    return _is_with_words(tree, token) or _is_by_no_one(tree, token) or _is_in_tale(tree, token)


def _is_with_words(tree: Tree, token: Token) -> bool:
    """Whether it is an attack with words, on a budget or a policy."""
    if token.lemma.lower() not in SPOKEN_DEEDS:
        return False
    struck = [*tree.kids[token.i].dobj, *nouns_after(tree, token, *SPOKEN_PREPS)]
    return bool(forms_of_all(struck) & SPOKEN)


def _is_by_no_one(tree: Tree, token: Token) -> bool:
    """Whether it is the attack of an animal, an illness, a computer or a politician's words."""
    words = list(_describing_words(tree, token))
    if token.dep in {"compound", "dobj"}:
        words.append(tree.tokens[token.head])
    return any(t.forms & SORTS for t in words if abs(t.i - token.i) <= NEAR)


def _describing_words(tree: Tree, token: Token) -> Iterator[Token]:
    """The words that say of which sort a deed is or who does it; what it strikes left out."""
    for kid in tree.children[token.i]:
        if kid.dep in DESCRIBING:
            yield kid
            yield from [k for k in tree.children[kid.i] if k.dep in DESCRIBING]
        elif kid.dep in {"prep", "agent"} and kid.lower in {"of", "by", "against", "on"}:
            for noun in tree.kids[kid.i].pobj:
                if kid.lower in {"of", "by"} or "poss" in {k.dep for k in tree.children[noun.i]}:
                    yield noun
                    near = {"compound", "amod", "poss"}
                    yield from (k for k in tree.children[noun.i] if k.dep in near)


def _is_in_tale(tree: Tree, token: Token) -> bool:
    """Whether it is told of in a film, a game or a drill: "a drill in which gunmen storm"."""
    above = tree.above[token.i][:TALES_ABOVE]
    if any(t.pos in NOMINAL and t.forms & TALES for t in above):
        return True
    inside = [n for verb in (token, *above[:2]) for n in nouns_after(tree, verb, *INSIDE)]
    if forms_of_all(find_doers(tree, token)) & GROUPS:
        inside = [n for n in inside if not n.forms & DRILLS]  # rebels attack during a drill
    if forms_of_all(nouns_after(tree, token, "for")) & SHOWN:
        return True
    tellers = [n for t in above if t.lemma in TELLING for n in tree.kids[t.i].nsubj]
    return bool(forms_of_all([*inside, *tellers]) & TALES)


def is_figure_of_speech(text: str) -> bool:
    """Whether a sentence is a figure of speech or news of a hoax."""
    return UNREAL.search(text) is not None


def is_about_game(tokens: Iterable[Token]) -> bool:
    """Whether a report is about sport or play, with nothing of police, victims or arms."""
    words = forms_of_all(tokens)
    return len(words & GAMES) >= GAME_WORDS and len(words & HARD) < HARD_WORDS


def asserted_lemmas(tree: Tree) -> frozenset[str]:
    """The words of a report, those left out that are ruled out: "no sign of terrorism"."""
    return _asserted(SameTuple(tree.tokens))


@lru_cache(maxsize=1)  # each part of a report asks for those of all of it
def _asserted(same: SameTuple[Token]) -> frozenset[str]:
    """The same, of the tokens of a report."""
    tree = tree_of(same.items)
    negated = {
        t.head for t in tree.tokens if t.dep in {"det", "neg"} and t.head != t.i and t.lower in NONE
    }
    denying = {t.i for t in tree.tokens if _is_denying(tree, t, negated)}
    denied = {t.i for t in tree.tokens if denying and _hangs_near(tree, t, denying)}
    return frozenset(forms_of_all([t for t in tree.tokens if t.i not in negated | denied]))


def _is_denying(tree: Tree, word: Token, negated: Collection[int]) -> bool:
    """Whether what hangs on a word is said not to be: "ruled out a bomb", "no sign of sabotage".

    `negated` holds the words of the report that have a "no" or "not".
    """
    if word.lemma in SIGNS and word.i in negated:
        return True
    return word.lemma in RULING_OUT and any(k.lower == "out" for k in tree.kids[word.i].prt)


def _hangs_near(tree: Tree, token: Token, among: Collection[int]) -> bool:
    """Whether one of some words stands up to three steps above a token."""
    return any(above.i in among for above in tree.above[token.i][:3])
