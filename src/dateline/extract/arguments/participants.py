"""Who did it and with what, and what was struck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.rules import Answer
from dateline.syntax.locations import is_place_of_care
from dateline.syntax.tree import (
    NOMINAL,
    Tree,
    entities_around,
    entities_in,
    forms_of_all,
    has_object,
    is_repelled,
    modifying_words,
    noun_conjuncts,
    nouns_after,
    victim_group,
)
from dateline.types import (
    BlockKind,
    Entity,
    Kind,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Role,
    Scope,
    Sentence,
    Span,
    Target,
    TargetKind,
    Token,
    VictimGroup,
    Weapon,
    WeaponKind,
)
from dateline.vocabulary import word_list, word_map

# ------------------------------------------------------------------ who did it

ADJECTIVES: Final = word_list("arguments.actors.adjectives")
AGAINST: Final = word_list("arguments.actors.against")
ANSWERED: Final = word_list("perpetrators.answered")
ANSWERING: Final = word_list("arguments.actors.answering")
ATTACKS: Final = word_list("responsibility.deeds.attacks")
BELONGING: Final = word_list("arguments.actors.belonging")
BOMBS: Final = word_list("arguments.actors.bombs")
CROWDS: Final = word_list("arguments.actors.crowds")
COUNTING: Final = word_list("arguments.actors.counting")
DEEDS: Final = word_list("responsibility.deeds.all")
DEADLY_DOWN: Final = word_list("harm.deadly.down")
DYING: Final = word_list("arguments.targets.dying")
EVENTS: Final = word_list("responsibility.events.nouns")
FIRED: Final = word_list("arguments.actors.fired")
FIRE: Final = word_list("arguments.actors.fire")
NO_DOING: Final = word_list("arguments.actors.no_doing")
FIGHTING: Final = word_list("arguments.actors.fighting")
FIGHTS: Final = word_list("arguments.actors.fights")
GOVERNING: Final = word_list("arguments.actors.governing")
HARMED_IN: Final = word_list("arguments.actors.harmed_in")
HARMS: Final = word_list("arguments.actors.harms")
LAID: Final = word_list("arguments.actors.laid")
LAYING: Final = word_list("arguments.actors.laying")
LABELS: Final = word_list("arguments.actors.labels")
MEMBERS: Final = word_list("arguments.actors.members")
NAMING: Final = frozenset({"appos", "compound", "nmod"})
OWNERS: Final = word_list("arguments.actors.whose")
STATE_MEANS: Final = word_list("arguments.actors.state_means")
STATE_WEAPONS: Final = word_list("arguments.actors.state_weapons")
STATES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})  # that act as parties too
OWN: Final = word_list("arguments.actors.own")
ARMED: Final = frozenset(
    {
        PartyKind.ARMED_GROUP,
        PartyKind.MILITARY,
        PartyKind.STATE,
        PartyKind.SECURITY,
        PartyKind.UNKNOWN,
        PartyKind.PERSON,
    }
)
FIGHTERS: Final = frozenset({PartyKind.ARMED_GROUP, PartyKind.MILITARY})
FOUGHT: Final = frozenset({Kind.CLASH, Kind.ARMED_ATTACK})  # kinds of what has two sides
WEAPONS_OF: Final = {
    Kind.ROCKET_ATTACK: frozenset(
        {
            WeaponKind.ROCKET,
            WeaponKind.MISSILE,
            WeaponKind.MORTAR,
            WeaponKind.ARTILLERY,
            WeaponKind.DRONE,
        }
    ),
    Kind.DRONE_STRIKE: frozenset({WeaponKind.DRONE, WeaponKind.MISSILE}),
    Kind.AIR_STRIKE: frozenset(
        {
            WeaponKind.AERIAL_BOMB,
            WeaponKind.BOMB,
            WeaponKind.MISSILE,
            WeaponKind.ROCKET,
            WeaponKind.DRONE,
            WeaponKind.OTHER,
        }
    ),
}


def read_weapons(context: EventContext) -> Iterator[Answer]:
    """The weapons of the event's sentences, those that its kind allows."""
    allowed = WEAPONS_OF.get(context.event.kind)
    for _, sentence in context.triggers:
        for entity in context.own_entities(sentence, context.report.annotations.weapons):
            weapon = entity.value
            if _is_harmed(context, entity):
                continue  # "troops killed five gunmen" tells of no gun
            if isinstance(weapon, Weapon) and (allowed is None or weapon.kind in allowed):
                yield entity_answer(Role.WEAPON, entity, sentence)


def _is_harmed(context: EventContext, entity: Entity) -> bool:
    """Whether a word for a weapon stands for people who came to harm."""
    head = context.report.span_head(entity.span)
    if head is None or head.dep not in {"dobj", "nsubjpass"}:
        return False
    return victim_group(head) is VictimGroup.ATTACKERS


def read_weapons_of_whole(context: EventContext) -> Iterator[Answer]:
    """The weapons of the event that sums this one up, where its own words name none."""
    if context.whole is not None and not any(read_weapons(context)):
        yield from read_weapons(context.whole)


def read_actor_of_whole(context: EventContext) -> Iterator[Answer]:
    """The party that did what sums this event up, where its own words name none."""
    if context.whole is not None and not any(read_actor(context)):
        yield from read_actor(context.whole)


def read_actor(context: EventContext) -> Iterator[Answer]:
    """The party that did it, as subject, agent or "by" of the event's word, or before its noun.

    A country before the noun is where it was ("Mali attack"), but for "US", an adjective too.
    """
    for word, sentence in context.triggers:
        if _is_custom(context.tree, word, sentence):
            continue
        for deed in _deeds(context.tree, word):
            if _is_fight(deed) and context.event.kind not in FOUGHT:
                continue
            if _is_answer(context.tree, deed):
                continue
            crowd = _is_against_crowd(context.tree, deed)
            for doer in _doer_nouns(context.tree, deed):
                yield from _named_doers(context, doer, sentence, police=crowd)
            if deed is not word and _is_fight(deed):
                yield from _fallen_fighters(context, word, sentence)
        yield from _layers_of_bombs(context, sentence)


def _layers_of_bombs(context: EventContext, sentence: Sentence) -> Iterator[Answer]:
    """Those who put a bomb of the event where it went off: "stepped on a mine planted by X"."""
    tree = context.tree
    laid = [t for t in tree.tokens[sentence.first : sentence.last] if t.lemma in LAYING]
    for verb in context.apart_from_others(laid):
        bomb = tree.tokens[verb.head]
        nouns = (bomb, tree.tokens[bomb.head]) if bomb.dep == "appos" else (bomb,)
        if verb.dep in {"acl", "relcl"} and any(noun.as_noun & LAID for noun in nouns):
            for doer in nouns_after(tree, verb, "by"):
                yield from _named_doers(context, doer, sentence)


def _is_answer(tree: Tree, deed: Token) -> bool:
    """Whether a deed strikes only those who had attacked: "troops shot a man who stabbed one"."""
    verbs = [deed, *tree.kids[deed.i].conj] if deed.pos == "VERB" else []
    struck = [(v, n) for v in verbs for n in tree.kids[v.i].undergoing if n.lower != "fire"]
    return bool(struck) and all(n.lower in ANSWERED or is_repelled(tree, v, n) for v, n in struck)


def _is_custom(tree: Tree, word: Token, sentence: Sentence) -> bool:
    """Whether a deed is told as what is done at large: "US-led air strikes aim to", "they bomb".

    Headlines tell what was done in the present.
    """
    verb = next((t for t in (word, *tree.above[word.i]) if t.pos in {"VERB", "AUX"}), word)
    helped = tree.kids[verb.i].auxiliaries
    counted = any(tree.kids[noun.i].nummod for noun in tree.kids[verb.i].dobj)
    plain = verb.tag in {"VBP", "VBZ"} and not helped and not counted
    return plain and sentence.block is BlockKind.BODY


def _is_against_crowd(tree: Tree, deed: Token) -> bool:
    """Whether those who protest are whom a deed strikes."""
    struck = [*tree.kids[deed.i].undergoing, *nouns_after(tree, deed, "on", "at")]
    return any(noun.as_noun & CROWDS for noun in struck)


def _fallen_fighters(context: EventContext, word: Token, sentence: Sentence) -> Iterator[Answer]:
    """The group or forces whose fighters fell in a fight: they fought too."""
    for noun in context.tree.kids[word.i].subjects:
        for answer in _named_doers(context, noun, sentence):
            if isinstance(answer.value, Party) and answer.value.kind in FIGHTERS:
                yield answer


def _named_doers(
    context: EventContext, doer: Token, sentence: Sentence, *, police: bool = False
) -> Iterator[Answer]:
    """The party that a noun in the place of the doer names: of "gunmen of X" it is X.

    `police` says whether police may be meant, who mostly come after a deed.
    """
    named = [e for noun in _members_of(context.tree, doer) for e in _parties_at(context, noun)]
    known = [e for e in named if isinstance(e.value, Party) and e.value.id]
    for entity in named if known else [*_parties_at(context, doer, police=police)] or named:
        party, span = entity.value, entity.span
        if isinstance(party, Party) and sentence.span.start <= span.start:
            yield Answer(Role.ACTOR, party, span, sentence, Modality.ATTRIBUTED)


def _parties_at(context: EventContext, doer: Token, *, police: bool = False) -> Iterator[Entity]:
    """The armed parties whose names hold a noun; a country before a noun may be a mere place."""
    for entity in entities_around(context.report.annotations.parties, doer):
        party, span = entity.value, entity.span
        if not isinstance(party, Party):
            continue
        if not (_is_armed(party) or (police and party.kind is PartyKind.POLICE)):
            continue
        where = party.kind is PartyKind.STATE and doer.dep in {"compound", "nmod"}
        named = not where or doer.lower in ADJECTIVES
        if named and not (party.id is None and _is_place(context, span)):
            yield entity


def _is_armed(party: Party) -> bool:
    """Whether a party has arms; of governments "the regime" has, a ministry has not."""
    last = party.name.split()[-1].lower() if party.name else ""
    return party.kind in ARMED or (party.kind is PartyKind.GOVERNMENT and last in GOVERNING)


def _members_of(tree: Tree, noun: Token) -> Iterator[Token]:
    """The names of the group whose members a noun tells: "X militants", "militants of X"."""
    if noun.as_noun & MEMBERS:
        for many in tree.kids[noun.i].nmod:  # "dozens of Taliban fighters"
            yield from nouns_after(tree, many, "of")
        owned = (clause for clause in tree.kids[noun.i].acl if clause.lemma in BELONGING)
        owners = [n for clause in owned for n in nouns_after(tree, clause, "to")]
        for owner in owners:
            yield from noun_conjuncts(tree, owner)
        for first in nouns_after(tree, noun, "of", "from"):
            for group in [first] if first.entity == "GPE" else noun_conjuncts(tree, first):
                yield group
                yield from (k for k in tree.children[group.i] if k.dep in NAMING)
        yield from (kid for kid in tree.children[noun.i] if kid.dep in NAMING)


def _deeds(tree: Tree, word: Token) -> Iterator[Token]:
    """The event's word and the words of the deed that it is told with.

    "Killed in air strikes", "killed when jets struck", "rebel shelling killed", "staged an attack,
    killing nine".
    """
    yield word
    yield from (n for p in tree.kids[word.i].prep if p.lower == "under" for n in tree.children[p.i])
    if word.pos != "VERB" or word.lemma not in HARMS:
        return
    behind = (
        p for p in tree.children[word.i] if p.dep in {"prep", "agent"} and p.lower in HARMED_IN
    )
    yield from (
        n for p in behind for n in tree.children[p.i] if n.dep in {"pobj", "pcomp"} and _is_deed(n)
    )
    yield from (n for n in tree.kids[word.i].nsubj if _is_deed(n))
    passive = tree.kids[word.i].nsubjpass or word.lemma in DYING
    if passive:
        yield from (v for v in tree.kids[word.i].advcl if v.lemma in ATTACKS and _is_when(tree, v))
    above = tree.tokens[word.head]
    if word.dep in {"advcl", "conj"} and word.tag == "VBG" and above.lemma in DEEDS:
        yield above


def _is_deed(noun: Token) -> bool:
    """Whether a noun tells of an act of violence, or of what was fired in it."""
    return _is_fight(noun) or bool(noun.as_noun & EVENTS) or bool(noun.as_noun & FIRED)


def _is_fight(word: Token) -> bool:
    """Whether a word tells of a fight of two sides."""
    return bool(word.as_noun & FIGHTS) or word.lemma in FIGHTING


def _is_when(tree: Tree, verb: Token) -> bool:
    """Whether a clause tells of the deed in which it happened."""
    return any(kid.lower in {"when", "as", "after"} for kid in tree.children[verb.i])


def _doer_nouns(tree: Tree, word: Token) -> Iterator[Token]:
    """The nouns in the place of the doer, with those joined to them and whose means they are."""
    for first in _first_doers(tree, word):
        joined = noun_conjuncts(tree, first) if first.pos in NOMINAL else [first]
        for noun in (*joined, *(tree.kids[first.i].conj if first.pos == "ADJ" else ())):
            yield noun
            if noun.as_noun & STATE_MEANS or noun.as_noun & FIRED:
                yield from _owners(tree, noun)
            elif noun.as_noun & BOMBS:
                yield from (n for n in _owners(tree, noun) if not n.as_noun & LABELS)


def _first_doers(tree: Tree, word: Token) -> Iterator[Token]:
    """The nouns in the place of the doer, those whose fighters a report calls its own left out."""
    kids = tree.kids[word.i]
    if word.pos != "VERB" or kids.compound or kids.amod:  # "rebel shelling" parsed as one
        yield from _owners(tree, word)
        done = (clause for clause in tree.kids[word.i].acl if clause.lemma in DEEDS)
        yield from (noun for clause in done for noun in nouns_after(tree, clause, "by"))
        if word.dep == "nsubj" and tree.tokens[word.head].lemma == "be":  # "the strikes were by X"
            yield from nouns_after(tree, tree.tokens[word.head], "by")
    elif word.lemma in ANSWERING | DYING or _is_undergone(tree, word):
        return  # a defence, the dead, or those who "came under fire"
    elif word.lemma not in ATTACKS or has_object(tree, word):  # else a victim: "man shot in bar"
        own = [n for noun in tree.kids[word.i].nsubj for n in _counted(tree, noun)]
        yield from (n for n in own if not any(k.lower in OWN for k in tree.kids[n.i].poss))
    yield from nouns_after(tree, word, "by")
    if _is_fight(word):
        yield from nouns_after(tree, word, *AGAINST)
        if word.dep == "nsubj":  # "clashes broke out between"
            yield from nouns_after(tree, tree.tokens[word.head], *AGAINST)
    if word.as_noun & FIRE and tree.tokens[word.head].lower == "under":
        yield from (n for n in nouns_after(tree, word, "from"))


def _is_undergone(tree: Tree, word: Token) -> bool:
    """Whether "down" or "under" says who suffered it: but whoever "gunned down" a man did it."""
    return word.lower not in DEADLY_DOWN and any(k.lower in NO_DOING for k in tree.children[word.i])


def _counted(tree: Tree, noun: Token) -> list[Token]:
    """Those whom a noun counts: "scores of fighters"; else the noun itself."""
    return list(nouns_after(tree, noun, "of")) if noun.lemma in COUNTING else [noun]


def _owners(tree: Tree, noun: Token) -> Iterator[Token]:
    """Those whose deed or means a noun is: "rebel shelling", "Turkish air strikes".

    A nationality tells who did only what states do: "the Turkish bombing" may be one in Turkey.
    """
    yield from tree.kids[noun.i].poss
    state = noun.as_noun & STATE_MEANS or any(
        kid.as_noun & STATE_WEAPONS for kid in tree.kids[noun.i].compound
    )
    for word in modifying_words(tree, noun):
        if word.entity == "PERSON":
            continue  # "the Houla massacre" is named after whom it befell
        if word.dep != "amod" or (state and word.entity == "NORP") or word.as_noun & OWNERS:
            yield word


def _is_place(context: EventContext, span: Span) -> bool:
    """Whether a name is that of a place, or of several in a row, and of nobody."""
    places = (e for e in context.report.annotations.places if isinstance(e.value, Place))
    struck = (e for e in places if isinstance(e.value, Place) and e.value.kind not in STATES)
    return any(e.span.start < span.end and span.start < e.span.end for e in struck)


# ------------------------------------------------------------------ what was struck

KIND_OF: Final = {word: TargetKind(kind) for word, kind in word_map("targets").items()}
ORDER: Final = {kind: n for n, kind in enumerate(dict.fromkeys(KIND_OF.values()))}
HARMING: Final = word_list("arguments.targets.harming")
HITTING: Final = word_list("arguments.targets.hitting")
MEANS: Final = word_list("arguments.actors.state_means") | word_list("arguments.actors.fired")
ON: Final = word_list("arguments.targets.on")
BLAMING: Final = word_list("arguments.targets.blaming")
RANKS: Final = word_list("arguments.targets.ranks")
PROTESTS: Final = word_list("arguments.targets.protests")
PEOPLE: Final = word_list("arguments.targets.people")
SITES: Final = word_list("arguments.targets.sites")
SETTLEMENTS: Final = word_list("arguments.places.settlements")  # where something else was struck
TELLERS: Final = word_list("arguments.targets.tellers")
WITH_WEAPONS: Final = word_list("arguments.targets.with_weapons")
PERSONS: Final = frozenset({TargetKind.CIVILIANS, TargetKind.PERSON, TargetKind.MILITANT})
# Who was hit says less than what was: passengers are struck in a bus.
VAGUE: Final = frozenset({TargetKind.CIVILIANS, TargetKind.PUBLIC_PLACE, TargetKind.PERSON})
MODIFIERS: Final = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "case"})


@lru_cache(maxsize=1)  # three rules in a row ask
def read_objects(context: EventContext) -> tuple[Answer, ...]:
    """What the event's words strike."""
    triggers = context.triggers
    told = triggers if context.event.scope is Scope.SINGLE else triggers[:1]
    struck = ((head, sentence) for word, sentence in told for head in _struck(context.tree, word))
    return tuple(answer for head, where in struck for answer in _target(context, head, where))


@lru_cache(maxsize=1)  # two rules in a row ask
def read_target_sites(context: EventContext) -> tuple[Answer, ...]:
    """The sites of an event of which no object is told, or nobody but persons."""
    objects = read_objects(context)
    if context.event.scope is not Scope.SINGLE or {*map(_target_kind, objects)} - PERSONS:
        return ()
    found: list[Answer] = []
    for word, sentence in context.triggers:
        for head in context.apart_from_others(_sites(context.tree, word, sentence)):
            found += _target(context, head, sentence)
    return tuple(a for a in found if not objects or _target_kind(a) not in VAGUE)


def read_victims(context: EventContext) -> Iterator[Answer]:
    """The people harmed in an event of which neither object nor site is told."""
    told = read_objects(context) or read_target_sites(context)
    if told or context.event.scope is not Scope.SINGLE:
        return
    for _, sentence in context.triggers:
        for noun in context.apart_from_others(_harmed(context.tree, sentence)):
            known = [*_target(context, noun, sentence)]
            yield from known
            of = any(prep.lower == "of" for prep in context.tree.kids[noun.i].prep)  # "28 of them"
            if not known and (forms_of_all([noun]) & PEOPLE or (noun.pos == "NUM" and not of)):
                phrase = _target_words(context.tree, noun)
                yield _target_as_written(context, phrase, TargetKind.CIVILIANS, sentence)


def is_vague(answer: Answer) -> bool:
    """Whether a target is of a kind that gives way to an exact one."""
    return _target_kind(answer) in VAGUE


def _target(context: EventContext, head: Token, sentence: Sentence) -> Iterator[Answer]:
    """The target that a noun names; none if it is no thing or person that is struck.

    "Killed in an army ambush" tells of a deed, and of nothing that was struck.
    """
    if head.as_noun & EVENTS or head.as_noun & MEANS:
        return
    phrase = _target_words(context.tree, head)
    kinds = [KIND_OF[form] for form in forms_of_all(phrase) if form in KIND_OF]
    if head.as_noun & RANKS and _is_armed_group(context, phrase):
        kinds = [TargetKind.MILITANT]  # "the Free Syrian Army", "four members of Hezbollah"
    if kinds:
        yield _target_as_written(context, phrase, min(kinds, key=ORDER.__getitem__), sentence)


def _is_armed_group(context: EventContext, phrase: Sequence[Token]) -> bool:
    """Whether a phrase names an armed group."""
    span = Span(phrase[0].span.start, phrase[-1].span.end)
    named = entities_in(context.report.annotations.parties, span)
    parties = (entity.value for entity in named)
    return any(isinstance(p, Party) and p.kind is PartyKind.ARMED_GROUP for p in parties)


def _target_as_written(
    context: EventContext, phrase: list[Token], kind: TargetKind, sentence: Sentence
) -> Answer:
    """The target of a phrase, as written."""
    run = [t for t in phrase if t.dep not in {"prep", "punct"}]
    span = Span(run[0].span.start, run[-1].span.end)
    name = " ".join(context.report.document.text[span.start : span.end].split())
    return Answer(Role.TARGET, Target(name, kind), span, sentence, Modality.ASSERTED)


def _struck(tree: Tree, word: Token) -> Iterator[Token]:
    """The heads of what a trigger strikes."""
    preps = tree.kids[word.i].prep
    verb = tree.tokens[word.head]
    if word.dep == "dobj" and verb.lemma in BLAMING:
        return  # "blamed the attack on rebels"
    if word.pos == "VERB":
        if word.lemma not in WITH_WEAPONS:
            told = tree.kids[word.i].undergoing
            yield from (noun for noun in told if not is_repelled(tree, word, noun))
    elif verb.pos == "VERB":
        preps += tree.kids[verb.i].prep
        if word.dep == "nsubj":
            yield from tree.kids[verb.i].dobj
    for prep in preps:
        if prep.lower in ON:
            yield from tree.kids[prep.i].pobj
    for clause in tree.kids[word.i].acl:
        if clause.lemma in HITTING:
            yield from tree.kids[clause.i].dobj


def _sites(tree: Tree, word: Token, sentence: Sentence) -> Iterator[Token]:
    """The nouns after "at", "in" or "outside" in the clause of a trigger."""
    own = {word.i, *[t.i for t in tree.above[word.i][:2]]}
    own |= {k.i for i in tuple(own) for k in tree.kids[tree.tokens[i].i].advcl}
    for prep in tree.tokens[sentence.first : sentence.last]:
        if prep.dep == "prep" and (prep.lower in SITES or _is_by_ship(tree, prep)):
            spoken = tree.tokens[prep.head].lemma in TELLERS  # "a source at the police command"
            over = {t.i for t in tree.above[prep.i][:3]}
            if over & own and not (spoken or _is_cause(tree, prep)):
                nouns = (n for n in tree.kids[prep.i].pobj if not is_place_of_care(tree, n))
                yield from (n for n in nouns if prep.lower in ON or not n.as_noun & SETTLEMENTS)


def _is_by_ship(tree: Tree, prep: Token) -> bool:
    """Whether something fell near a ship, at which it was aimed: nothing else is there."""
    nouns = tree.kids[prep.i].pobj if prep.lower == "near" else ()
    return any(KIND_OF.get(form) is TargetKind.SHIPPING for noun in nouns for form in noun.forms)


def _is_cause(tree: Tree, prep: Token) -> bool:
    """Whether "against" tells what people are against: "fired at a protest against a tax"."""
    return prep.lower == "against" and bool(tree.tokens[prep.head].as_noun & PROTESTS)


def _harmed(tree: Tree, sentence: Sentence) -> Iterator[Token]:
    """The people that a sentence tells were killed or hurt."""
    for verb in tree.tokens[sentence.first : sentence.last]:
        if verb.lemma in HARMING and not any(kid.lower == "down" for kid in tree.kids[verb.i].prt):
            yield from (n for n in tree.kids[verb.i].undergoing if n.pos != "ADJ")
            yield from tree.kids[verb.i].nsubj if verb.lemma in DYING else ()


def _target_words(tree: Tree, token: Token) -> list[Token]:
    """The words of a noun phrase in order, what follows it left out."""
    before = [kid for kid in tree.children[token.i] if kid.dep in MODIFIERS and kid.i < token.i]
    found = [token, *(t for kid in before for t in _target_words(tree, kid))]
    return sorted(found, key=lambda t: t.i)


def _target_kind(answer: Answer) -> TargetKind | None:
    """The kind of an answer's target."""
    return answer.value.kind if isinstance(answer.value, Target) else None
