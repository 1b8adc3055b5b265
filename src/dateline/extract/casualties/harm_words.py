"""Harms told by verbs, states and nouns: from each word of harm to its victims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from dateline.extract.casualties.quantities import (
    CasualtyMention,
    SentenceContext,
    VictimCount,
    add_sum,
    count_included,
    count_victims,
    each_form,
    each_lemma,
    tell_harm,
)
from dateline.syntax.factuality import is_no_violence, stated_modality
from dateline.syntax.tree import (
    NOMINAL,
    Tree,
    find_doers,
    find_objects,
    find_subjects,
    nouns_after,
    victim_group,
)
from dateline.types import Count, Modality, Role, Span, Token, Toll, VictimGroup
from dateline.vocabulary import word_list, word_map

# ------------------------------------------------------------------ verbs and states

HARM: Final = word_list("harm.any")
BY_OBJECT: Final = word_map("harm.by_object")
BY_SUBJECT: Final = word_map("harm.by_subject")
STATES: Final = word_map("harm.states")
DEADLY_VERBS: Final = word_list("harm.deadly.verbs")
DEADLY_WORDS: Final = word_list("harm.deadly.words")
DEADLY_DOWN: Final = word_list("harm.deadly.down")
FATALLY: Final = word_list("harm.deadly.fatally")
CARRYING: Final = word_list("harm.hit.carrying") | {"carry", "help", "tend"}
HIT: Final = word_list("harm.hit.participles")
WOUND_NOUNS: Final = word_list("harm.hit.wounds")
BODIES: Final = word_list("harm.casualties.bodies")
LEAVING: Final = word_list("harm.telling.leaving")
RAISING: Final = word_list("harm.telling.raising")
SELVES: Final = word_list("grammar.reflexive_pronouns")
SEVERAL: Final = word_list("victims.several")
INCLUDING: Final = word_list("victims.including")
WHOLE: Final = frozenset({"dobj", "nsubj", "nsubjpass", "ROOT"})
BETWEEN: Final = frozenset({"ADJ", "ADV", "AUX", "NOUN", "PROPN", "DET", "PART", "VERB"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
PREDICATES: Final = frozenset({"xcomp", "oprd", "ccomp", "acomp"})
ANSWERING: Final = word_list("perpetrators.answering")
FORCES: Final = frozenset(
    {
        VictimGroup.POLICE,
        VictimGroup.SOLDIERS,
        VictimGroup.SECURITY_FORCES,
        VictimGroup.MILITANTS,
    }
)
FIGHTING: Final = frozenset({VictimGroup.MILITANTS, VictimGroup.ATTACKERS})
TAKING: Final = word_list("harm.captivity.taking")
AWAY: Final = word_list("harm.captivity.away")
BEATING: Final = word_list("harm.beaten.verbs")
PAST: Final = frozenset({"VBN", "VBD"})
TOGETHER: Final = 3  # tokens between two verbs with one object: "abducted and then killed"
REACH: Final = 5  # tokens between a number and a word of harm that the parse has not joined


@each_form(DEADLY_VERBS)
def read_deadly_verbs(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """The dead of "shot dead", "gunned down" and "burnt to death"."""
    if is_deadly(context.tree, word):
        yield from _harm(context, Role.KILLED, word, _affected(context, word))


@each_form(BY_OBJECT)
def read_harmed_objects(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those whom a verb of harm has as its object, or as its subject in the passive."""
    if _is_carried(context.tree, word):
        return
    if not _is_noun(word) or _is_misread(context, word):
        fatal = any(kid.lower in FATALLY for kid in context.tree.kids[word.i].advmod)
        role = Role(BY_OBJECT[word.lower])
        role = Role.KILLED if fatal and role is Role.WOUNDED else role
        yield from _harm(context, role, word, _affected(context, word))


def _is_carried(tree: Tree, word: Token) -> bool:
    """Whether it only tells of one of the wounded who is seen to: "evacuate a wounded man"."""
    noun = tree.tokens[word.head]
    new = any(kid.lower in {"a", "an"} for kid in tree.kids[noun.i].det)
    one = word.dep == "amod" and noun.dep == "dobj" and new
    return one and tree.tokens[noun.head].lemma in CARRYING


@each_form(BY_SUBJECT)
def read_dying_subjects(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those who are the subject of a verb such as "die"."""
    found = _right_before(context, word) or find_subjects(context.tree, word)
    yield from _harm(context, Role(BY_SUBJECT[word.lower]), word, found)


@each_form(STATES, "ADJ", "VERB", "NOUN", "PROPN", "ADV")
def read_harmed_states(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of whom a state is said: "80 dead", "left 36 injured"."""
    if word.lower in BY_OBJECT and not _is_noun(word):
        return
    found = _right_before(context, word) or find_stated(context.tree, word)
    found = found or _nearby(context, word, after=False)
    yield from _harm(context, Role(STATES[word.lower]), word, found)


@each_lemma(TAKING, "VERB")
def read_taken_people(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those whom fighters "took away", "picked up" or "dragged off"."""
    away = any(
        kid.lower in AWAY for kid in context.tree.children[word.i] if kid.dep in {"prt", "advmod"}
    )
    if away and _is_by_fighters(context.tree, word):
        yield from _harm(context, Role.ABDUCTED, word, find_objects(context.tree, word))


@each_lemma(BEATING, "VERB")
def read_beaten_people(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those whom fighters "assaulted" or "beat up", and who did not die of it."""
    if _is_by_fighters(context.tree, word) and not is_deadly(context.tree, word):
        yield from _harm(context, Role.WOUNDED, word, find_objects(context.tree, word))


def _is_by_fighters(tree: Tree, verb: Token) -> bool:
    """Whether those who do it are fighters or attackers."""
    doers = find_doers(tree, verb)
    doers = [*doers, *(n for doer in doers for n in nouns_after(tree, doer, "of"))]  # "a group of"
    return any(victim_group(doer) in FIGHTING for doer in doers)


@each_lemma({"lose"}, "VERB")
def read_lost_people(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of "lost two men", told of forces."""
    doers = find_doers(context.tree, word)
    if any(_is_force(doer) for doer in doers):
        lost = context.tree.kids[word.i].dobj
        yield from _harm(context, Role.KILLED, word, [n for n in lost if victim_group(n)])


def _is_force(noun: Token) -> bool:
    """Whether a noun names those who fight."""
    return victim_group(noun) in FORCES or noun.lower in ANSWERING


def _harm(
    context: SentenceContext, role: Role, word: Token, found: Sequence[Token]
) -> Iterator[CasualtyMention]:
    """The mentions of a word of harm whose victims these nouns may be."""
    tree = context.tree
    if is_no_violence(tree, word) or stated_modality(tree, word) is None:
        return
    own = [victim for victim in found if not _is_of_another(tree, word, victim)]
    own = [_antecedent(context, victim) for victim in own]
    if found and not own and word.lower in BY_OBJECT:
        own = [*tree.kids[word.i].nsubj]
    if context.titled:
        own = [noun for victim in own for noun in (*listed_before(tree, victim), victim)]
    if role is not Role.KILLED:
        own = [victim for victim in own if victim.lemma.lower() not in BODIES]
    counts = _count_each(replace(context, anybody=role is Role.ABDUCTED), own)
    near = {t.lower for p in tree.kids[word.i].prep for t in tree.under(p)}
    for told in tell_harm(context, role, word, add_sum(counts, word)):
        inflicted = told.role is Role.KILLED and {"self", "inflicted"} <= near
        child = told.counted.toll.group is VictimGroup.CHILDREN
        by_own_hand = inflicted and told.counted.single and not child
        yield replace(told.as_attackers(), own=True) if by_own_hand else told
    if own:
        yield from tell_harm(context, role, word, count_included(context, word))


def _antecedent(context: SentenceContext, noun: Token) -> Token:
    """Those whom "they" takes up, where they are told with a number before it in the sentence."""
    if noun.lower != "they":
        return noun
    before = context.tree.tokens[context.sentence.first : noun.i]
    people = [t for t in before if t.tag in {"NNS", "NNPS"} and victim_group(t) is not None]
    return next((t for t in reversed(people) if context.tree.kids[t.i].nummod), noun)


def _count_each(context: SentenceContext, found: list[Token]) -> list[VictimCount]:
    """The tolls of some nouns; a further subject that nothing joins is the first by another name.

    "The rebel, John Doe was arrested" has two subjects for the parser.
    """
    counts: list[VictimCount] = []
    for noun in found:
        again = bool(counts) and _is_same_subject(context.tree, found[0], noun)
        counts += () if again else count_victims(context, noun)
    return counts


def _is_same_subject(tree: Tree, first: Token, noun: Token) -> bool:
    """Whether a name is a verb's second subject, with nothing that joins it to the first."""
    alike = noun.dep in SUBJECTS and (first.dep, first.head) == (noun.dep, noun.head)
    named = noun.pos == "PROPN" or noun.lower == "alias"
    return alike and named and not any(t.dep == "cc" for t in tree.tokens[first.i : noun.i])


def listed_before(tree: Tree, noun: Token) -> list[Token]:
    """The persons that a headline lists before a noun, with a comma between: "boy, woman shot"."""
    comma = tree.left_edge(noun) - 1
    if comma < 1 or tree.tokens[comma].text != ",":
        return []
    before = tree.tokens[comma - 1]
    return [before] if before.pos == "NOUN" and victim_group(before) is not None else []


def _is_of_another(tree: Tree, word: Token, victim: Token) -> bool:
    """Whether a number stands right before another verb: "two hurt, one dead", "3 charged with"."""
    after = [t for t in tree.tokens[victim.i + 1 : victim.i + 2] if t.i != word.i]
    if any(t.lower in HARM for t in after):
        ends = (word.i, victim.i) if word.i < victim.i else (victim.i + 1, word.i)
        own = victim.i == word.i + 1 and bool(tree.kids[word.i].subjects)
        if own and victim.pos == "NUM":  # "3 civilians killed 38 injured"
            return True
        return any(t.text in {",", ";"} for t in tree.tokens[ends[0] + 1 : ends[1]])
    other = any(t.tag == "VBN" for t in after)
    return victim.pos == "NUM" and other and victim.i < word.i


def _is_noun(word: Token) -> bool:
    """Whether a form like "killing" or "murder" is used as a noun here."""
    if word.lower in WOUND_NOUNS:  # "multiple gunshot wounds" are not several wounded
        return word.pos == "NOUN"
    nominal = word.tag in {"NN", "NNS"} and word.dep not in {"ROOT", "conj", "acl", "advcl"}
    return nominal and word.lower.endswith(("ing", "er", "ers"))


def _is_misread(context: SentenceContext, word: Token) -> bool:
    """Whether a headline's verb is taken for a noun, before a number: "bomb wounds six guards"."""
    after = context.tree.tokens[word.i + 1 : word.i + 2]
    counted = bool(after) and context.covering_count(after[0]) is not None
    return word.lower in WOUND_NOUNS and counted and bool(context.tree.kids[word.i].compound)


def is_deadly(tree: Tree, word: Token) -> bool:
    """Whether "shot" stands with "dead", "to death", "fatally", or "gunned" with "down".

    In "four people shot, three dead" the dead have a number of their own.
    """
    kids = [
        kid
        for kid in tree.children[word.i]
        if not [k for k in tree.children[kid.i] if k.dep in {"nummod", "nsubj"}]
    ]
    near = {kid.lower for kid in kids if not _is_past_comma(tree, word, kid)}
    near |= {k.lower for prep in tree.kids[word.i].prep for k in tree.kids[prep.i].pobj}
    near |= {t.lower for t in tree.tokens[word.i + 1 : word.i + 2]}
    if "to" in near:  # "were found shot to death"
        near |= {t.lower for t in tree.tokens[word.i + 2 : word.i + 3]}
    return bool(near & DEADLY_WORDS) or (word.lower in DEADLY_DOWN and "down" in near)


def _is_past_comma(tree: Tree, word: Token, kid: Token) -> bool:
    """Whether a comma stands between a verb and a word after it."""
    return any(t.text in {",", ";", ":"} for t in tree.tokens[word.i + 1 : kid.i])


def _affected(context: SentenceContext, word: Token) -> list[Token]:
    """The victims of a verb that has them as its object, or of its participle."""
    tree = context.tree
    active = word.tag != "VBN" or word.lower.endswith(("ing", "s"))
    found = (
        _victims_between(tree, word)
        or _right_before(context, word)
        or _shared_objects(tree, word)
        or _of_participle(tree, word)
        or _objects(tree, word)
        or _nearby(context, word, after=active)
    )
    return [_including(tree, word, noun) for noun in found]


def _victims_between(tree: Tree, word: Token) -> list[Token]:
    """The victims of "killed between 10 and 12 people"."""
    bounds = [p for p in tree.kids[word.i].prep if p.lower == "between" and p.i == word.i + 1]
    return [noun for prep in bounds for noun in tree.kids[prep.i].pobj]


def _including(tree: Tree, word: Token, noun: Token) -> Token:
    """The whole of a part that the parse takes for the victim: "five, including a boy, injured"."""
    prep = tree.tokens[noun.head]
    apart = word.dep == "acl" and tree.tokens[word.i - 1].text == ","
    return tree.tokens[prep.head] if apart and prep.lower in INCLUDING else noun


def _right_before(context: SentenceContext, word: Token) -> list[Token]:
    """The number right before a participle or adjective: "12 wounded", "three dead"."""
    tree = context.tree
    before = tree.tokens[max(word.i - 1, 0)]
    modifier = word.dep == "amod" and word.head > word.i  # "12 wounded soldiers"
    if modifier or word.tag in {"VBG", "VBZ", "VBP", "VB"} or tree.kids[word.i].dobj:
        return []
    if before.pos not in {"NUM", "NOUN", "ADJ"} or context.covering_count(before) is None:
        return []
    if (
        before.dep == "pobj" and tree.tokens[before.head].lower == "of"
    ):  # "left a girl of seven dead"
        above = tree.tokens[tree.tokens[before.head].head]
        return [above if victim_group(above) is not None else before]
    first = before
    while (
        first.dep == "conj" and tree.tokens[first.head].pos == "NOUN"
    ):  # "five people and a baby dead"
        first = tree.tokens[first.head]
    own = any(t.lower in HARM for t in tree.tokens[first.i : before.i])
    return [first if first.dep in WHOLE and not own else before]


def _of_participle(tree: Tree, word: Token) -> Sequence[Token]:
    """The victims of a participle that others carry: "left ten wounded", "found shot"."""
    head = tree.tokens[word.head]
    if word.dep == "amod" or (word.dep == "compound" and word.lower.endswith("ing")):
        return [head]  # "the injured rebel", "Blast Kills Two, Injuring Child"
    if word.tag not in PAST or tree.kids[word.i].dobj:
        return []
    if tree.kids[word.i].subjects:
        return find_subjects(tree, word)
    if word.dep in PREDICATES:
        found = tree.kids[head.i].dobj
        raised = head.lemma in RAISING or (word.dep == "acomp" and head.lemma == "be")
        return found or (find_subjects(tree, head) if raised else [])
    passive = tree.kids[head.i].nsubjpass or tree.kids[word.i].auxpass
    felled = head.lower in HIT and not tree.kids[head.i].dobj  # "girl shot and killed"
    joined = passive or felled or head.dep in {"acl", "amod"}
    return find_subjects(tree, head) if word.dep == "conj" and joined else []


def _objects(tree: Tree, word: Token) -> list[Token]:
    """The objects of a verb, not those of the verb before it: "hit a bus and killed"."""
    before = tree.kids[word.head].dobj if word.dep == "conj" else []
    found = [noun for noun in find_objects(tree, word) if noun not in before or noun.i > word.i]
    joined = [noun for noun in tree.kids[word.i].conj if noun.pos == "NOUN"]
    joined = [noun for noun in joined if tree.kids[noun.i].poss]  # "a doctor and his three guards"
    return [
        *[kid for kid in tree.children[word.i] if kid.dep in {"nummod", "dative"}],
        *found,
        *joined,
    ]


def _shared_objects(tree: Tree, word: Token) -> list[Token]:
    """The object that a verb shares with the next one: "abducted and killed a trader"."""
    kids = tree.kids[word.i]
    if word.tag not in PAST or kids.auxpass or kids.nsubjpass or kids.dobj:
        return []
    both = any(kid.lower == "and" for kid in tree.kids[word.i].cc)
    after = [k for k in tree.kids[word.i].conj if k.pos == "VERB" and k.i <= word.i + TOGETHER]
    return [noun for verb in after if both for noun in tree.kids[verb.i].dobj]


def find_stated(tree: Tree, word: Token) -> Sequence[Token]:
    """Those of whom a state is said: "80 dead", "were injured", "left 36 people injured"."""
    head = tree.tokens[word.head]
    if tree.kids[word.i].nummod or any(kid.lower in SEVERAL for kid in tree.kids[word.i].amod):
        return [word]
    if word.dep in {"amod", "acl"}:
        return [head]
    if head.lemma == "be" and word.dep in {"acomp", "attr"}:
        return find_subjects(tree, head)
    if tree.kids[word.i].subjects:
        return find_subjects(tree, word)
    if word.dep in PREDICATES | {"advcl", "dep"} and head.lemma in LEAVING:
        found = tree.kids[head.i].dobj or tree.kids[head.i].nsubjpass
        return found or (find_subjects(tree, head) if head.dep == "conj" else [])
    return []


def _nearby(context: SentenceContext, word: Token, *, after: bool) -> list[Token]:
    """The number right beside a word of harm, where the parse has joined neither.

    Only words of a noun or verb phrase may stand between.
    """
    behind = [c for c in context.counts if c.span.start >= word.span.end]
    before = [c for c in context.counts if c.span.end <= word.span.start]
    count = behind[0] if after and behind else before[-1] if before else None
    covered = [t for t in context.tokens if count and context.covering_count(t) == count]
    if not covered:
        return []
    left, right = min(covered[-1].i, word.i), max(covered[0].i, word.i)
    between = context.tree.tokens[left + 1 : right]
    near = len(between) <= REACH and all(t.pos in BETWEEN for t in between)
    return [covered[-1]] if near else []


# ------------------------------------------------------------------ nouns

HARM_NOUNS: Final = word_map("harm.nouns")
CASUALTIES: Final = word_list("harm.casualties.nouns")
TOLLS: Final = word_list("harm.casualties.tolls")
OTHER_TOLLS: Final = word_list("harm.casualties.other_tolls")
TOLL_LINKS: Final = word_list("harm.casualties.toll_links")
OF_DEAD: Final = word_list("harm.casualties.of_dead")
CAUSING: Final = word_list("harm.casualties.causing")
REPORTS: Final = word_list("harm.casualties.reports")
INCONCLUSIVE: Final = word_list("harm.casualties.inconclusive")
LIVES: Final = word_list("harm.casualties.lives")
TAKING_LIVES: Final = word_list("harm.casualties.taking_lives")
KEEPING: Final = word_list("harm.captivity.keeping")
HOLDING: Final = word_list("harm.captivity.holding")
ACTS: Final = word_list("harm.hit.acts")
SUFFERING: Final = word_list("harm.hit.suffering")
NONE: Final = Count(0, 0, 0)
TOLL_REACH: Final = 24  # tokens from "toll" to its figure, in one sentence
DENIED_ROLES: Final[Mapping[str, tuple[Role, ...]]] = MappingProxyType(
    {word: (Role(role),) for word, role in HARM_NOUNS.items()}
    | dict.fromkeys(CASUALTIES, (Role.KILLED, Role.WOUNDED))
)


def read_toll_figures(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The figure that follows "toll" or "number of dead", with "to", "at" or a like word before."""
    tree = context.tree
    counts = {c.span.start: c for c in context.counts if isinstance(c.value, Count)}
    for word in context.tokens:
        if not (word.lower in TOLLS or _is_number_of_dead(context, word)):
            continue
        if word.i > context.sentence.first and tree.tokens[word.i - 1].lower in OTHER_TOLLS:
            continue
        after = tree.tokens[word.i + 1 : min(word.i + TOLL_REACH, context.sentence.last)]
        linked = [t for t in after if tree.tokens[t.i - 1].lower in TOLL_LINKS]
        told = (t for t in linked if t.span.start in counts and _is_toll_reached(tree, t))
        for first in islice(told, 1):
            count = counts[first.span.start]
            span = Span(word.span.start, count.span.end)
            toll = Toll(count.value)  # type: ignore[arg-type]
            yield from tell_harm(context, Role.KILLED, word, [VictimCount(toll, span, first)])


def _is_toll_reached(tree: Tree, number: Token) -> bool:
    """Whether a toll stands at a number, and may not only come to it: "could rise to 20"."""
    verb = next((t for t in tree.above[number.i] if t.pos == "VERB"), number)
    return not _is_one_of_many(tree, number) and stated_modality(tree, verb) is Modality.ASSERTED


def _is_one_of_many(tree: Tree, number: Token) -> bool:
    """Whether a number says that something is among others: "one of the highest tolls"."""
    after = [t.lower for t in tree.tokens[number.i + 1 : number.i + 3]]
    return number.lower == "one" and after == ["of", "the"]


def _is_number_of_dead(context: SentenceContext, word: Token) -> bool:
    """Whether it is "the number of dead", "of fatalities" or "of people killed"."""
    if word.lower != "number":
        return False
    of = nouns_after(context.tree, word, "of")
    above = [*of, word] if of else []  # a parse may hang "killed" from "number"
    below = [kid for noun in above for kid in context.tree.kids[noun.i].clauses]
    return any(noun.lower in OF_DEAD for noun in of) or any(kid.lower == "killed" for kid in below)


@each_form(LIVES)
def read_lost_lives(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of "claimed the lives of 12", "cost 12 lives", "ten people lost their lives"."""
    tree = context.tree
    verb = tree.tokens[word.head]
    if _is_life_taken(context, word) and not _is_own_life(context, word):
        losers = tree.kids[verb.i].nsubj if verb.lemma == "lose" else []
        for noun in nouns_after(tree, word, "of") or losers or [word]:
            yield from tell_harm(context, Role.KILLED, word, count_victims(context, noun))


@each_form(LIVES)
def read_own_lives(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Who "took his own life", as one of the attackers."""
    if _is_life_taken(context, word) and _is_own_life(context, word):
        verb = context.tree.tokens[word.head]
        for noun in find_active(context, verb):
            for told in tell_harm(context, Role.KILLED, verb, count_victims(context, noun)):
                yield replace(told.as_attackers(), own=True)


def _is_life_taken(context: SentenceContext, word: Token) -> bool:
    """Whether a life is claimed, taken or lost."""
    return (
        word.dep in {"dobj", "nsubjpass"} and context.tree.tokens[word.head].lemma in TAKING_LIVES
    )


def _is_own_life(context: SentenceContext, word: Token) -> bool:
    """Whether it is one's own life."""
    return any(kid.lower == "own" for kid in context.tree.children[word.i])


def find_active(context: SentenceContext, verb: Token) -> Sequence[Token]:
    """The subjects of a verb, also of "killed two before turning the gun on himself"."""
    found = find_subjects(context.tree, verb)
    above = context.tree.tokens[context.tree.tokens[verb.head].head]
    return found or (find_subjects(context.tree, above) if verb.dep == "pcomp" else [])


@each_form({"hostage"})
def read_hostages(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of "took dozens hostage", "were taken hostage" and "held them hostage"."""
    tree = context.tree
    verb = next((t for t in tree.above[word.i] if t.lemma in KEEPING), None)
    if verb is None or verb.i > word.i:
        return
    taken = [n for n in tree.kids[verb.i].dobj if n.i != word.i]
    before = [n for n in tree.children[word.i] if verb.i < n.i < word.i] or [
        tree.tokens[word.i - 1]
    ]
    for noun in tree.kids[verb.i].nsubjpass or taken or before:
        yield from tell_harm(context, Role.ABDUCTED, word, count_victims(context, noun))


@each_form({"custody"})
def read_custody(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of "two men were taken into custody", "suspect in custody", "has a man in custody"."""
    tree = context.tree
    prep = tree.tokens[word.head]
    if word.dep != "pobj":
        return
    before, head = tree.tokens[max(prep.i - 1, 0)], tree.tokens[prep.head]
    nouns: Sequence[Token] = [before] if before.pos in NOMINAL else []
    if not nouns and head.lemma in HOLDING:
        kids = tree.kids[head.i]
        nouns = kids.nsubjpass or kids.dobj or kids.nsubj
    for noun in nouns:
        yield from tell_harm(context, Role.ARRESTED, word, count_victims(context, noun))


@each_form(DENIED_ROLES, "NOUN", "PROPN")
def read_denied_harm(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Nought for a denied noun; "no further casualties" tells nothing of the total."""
    span = None if _is_own_wound(context, word) else _denied_from(context, word)
    before = context.tree.tokens[context.tree.left_edge(word) : word.i]
    if span is not None and not any(t.lower in INCONCLUSIVE for t in before):
        for role in DENIED_ROLES[word.lower]:
            yield from tell_harm(context, role, word, [VictimCount(Toll(NONE), span, word)])


def _denied_from(context: SentenceContext, word: Token) -> Span | None:
    """The words from a denial to the noun that it denies, None where it is not denied.

    The denial is the noun's own, or that of "no reports of casualties", "without casualties",
    "without causing" and "did not cause" them.
    """
    tree = context.tree
    head = tree.tokens[word.head]
    above = tree.tokens[head.head]
    chain = [word, *([head] if word.dep == "conj" else ())]
    chain += [above] if word.dep == "pobj" and above.lemma in REPORTS else []
    denials = [kid for noun in chain for kid in tree.children[noun.i] if kid.dep in {"det", "neg"}]
    starts = {c.span.start for c in context.counts if c.value == NONE}
    found = [t for t in denials if t.span.start in starts]
    found += [head] if word.dep == "pobj" and head.lower == "without" else []
    if word.dep == "dobj" and head.lemma in CAUSING:
        found += [above] if head.dep == "pcomp" and above.lower == "without" else []
        found += tree.kids[head.i].neg
    if not found:
        return None
    return Span(min(found[0].span.start, word.span.start), word.span.end)


@each_form(HARM_NOUNS, "NOUN", "PROPN")
def read_harm_nouns(context: SentenceContext, word: Token) -> Iterator[CasualtyMention]:
    """Those of "12 deaths", "the deaths of 12 people", "several arrests"."""
    tree = context.tree
    role, above = Role(HARM_NOUNS[word.lower]), tree.tokens[word.head]
    if _is_own_wound(context, word) or _denied_from(context, word) is not None:
        return
    joined = word.dep == "conj" and above.lower in ACTS  # "the shooting and killing of"
    carrier = word if tree.kids[word.i].prep or not joined else above
    for noun in nouns_after(tree, carrier, "of", "to"):
        counts = add_sum(count_victims(context, noun), word)
        yield from tell_harm(context, role, word, counts)
    yield from tell_harm(context, role, word, _leading_count(context, word))


def _is_own_wound(context: SentenceContext, word: Token) -> bool:
    """Whether it is the wound of somebody told: "both had multiple injuries" counts wounds."""
    wound = HARM_NOUNS.get(word.lower) == Role.WOUNDED and word.dep == "dobj"
    return wound and context.tree.tokens[word.head].lemma in SUFFERING


def _leading_count(context: SentenceContext, word: Token) -> Iterator[VictimCount]:
    """The count among the words right before a noun."""
    before = context.tree.tokens[context.tree.left_edge(word) : word.i]
    start = (*before, word)[0].span.start
    ahead = [c for c in context.counts if start <= c.span.start and c.span.end <= word.span.start]
    if ahead and isinstance(ahead[-1].value, Count):
        span = Span(ahead[-1].span.start, word.span.end)
        yield VictimCount(Toll(ahead[-1].value), span, word, before)
