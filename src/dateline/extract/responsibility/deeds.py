"""Who is said to have done it by words for the deed itself: "X was behind it", "X struck"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.responsibility.anaphora import AGENTS, OWN, own_fighter, teller
from dateline.extract.responsibility.parties import Parties, accused
from dateline.extract.responsibility.syntax import subjects_of
from dateline.extract.responsibility.verbs import (
    PRONOUNS,
    Charge,
    Verb,
    agents,
    elsewhere,
    infinitive,
    laid,
    negated,
    said_of,
    whose,
)
from dateline.syntax.arguments import nouns_after
from dateline.syntax.factuality import modality
from dateline.syntax.tree import low
from dateline.types import Modality, PartyKind, Token
from dateline.vocabulary.responsibility import (
    accusable,
    in_charge,
    is_event,
    is_membership,
    lexicon,
)

OWN_DEEDS = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE, PartyKind.UNKNOWN}
)
POINTING = frozenset({"it", "this", "that", "these", "them"})
SUSPECTS = frozenset({"suspect", "suspects", "culprit", "culprits"})
SUPPOSING = frozenset({"suspect", "believe", "think"})


def pointed(verb: Verb) -> Iterator[Charge]:
    """Yield "evidence pointed to X", "pointed the finger at X", "bore the hallmarks of X"."""
    if verb.token.lemma == "point":
        yield from laid(verb, verb.after("to", "at", "toward", "towards"), verb.subjects())
    elif verb.token.lemma in {"hallmark", "work"} and verb.token.pos == "NOUN":
        doubted = Modality.SUSPECTED if verb.token.lemma == "hallmark" else None
        if doubted or low(verb.tree.head(verb.token)) in {"was", "is", "be", "were"}:
            yield from laid(verb, verb.after("of"), [], doubted)


def behind(verb: Verb) -> Iterator[Charge]:
    """Yield "X was behind the attack" and "X was responsible for"."""
    token = verb.token
    told = low(token) == "behind" or low(token) == "responsible"
    head = verb.tree.head(token)
    if not told or negated(verb) or _in_office(verb):
        return
    if verb.tree.kids(head, "neg"):
        return
    if head.lemma == "be":
        yield from said_of(verb, subjects_of(verb.tree, head))
    elif head.lemma in {"hold", "find", "deem"}:
        held = verb.tree.kids(head, "dobj") or verb.tree.kids(token, "nsubj")
        yield from laid(verb, held, subjects_of(verb.tree, head))


def _in_office(verb: Verb) -> bool:
    """Is it a duty that somebody is responsible for ("responsible for security")?"""
    things = nouns_after(verb.tree, verb.token, "for")
    if low(verb.token) != "responsible" or not things:
        return False
    below = [t for thing in things for t in verb.tree.under(thing)]
    return not any(is_event(t) or low(t) in POINTING for t in below)


def did(verb: Verb) -> Iterator[Charge]:
    """Yield "X carried out the attack" and, if a speaker says so, "it was attacked by X"."""
    lemma, words = verb.token.lemma, lexicon()
    if verb.token.pos != "VERB" or lemma not in words.deeds | words.attacks:
        return
    if negated(verb) or _without_effect(verb):
        return
    deed = lemma in words.deeds and any(is_event(o) for o in _undergoers(verb))
    if lemma == "carry" and not any(low(k) == "out" for k in verb.tree.kids(verb.token)):
        return
    told = verb.parties.within(verb.token.span) or teller(verb.parties, verb.token)
    attack = lemma in words.attacks and told is not None and not _shot_down(verb)
    unreal = modality(verb.tree, verb.token) is None or infinitive(verb) or elsewhere(verb)
    if not (deed or attack) or verb.token.tag == "VBG" or unreal:
        return
    passive = verb.token.tag == "VBN" and not verb.tree.kids(verb.token, "nsubj")
    actors = [whose(verb, a) for a in (agents(verb) if passive else verb.subjects())]
    yield from said_of(verb, [a for a in actors if deed or _may_attack(verb, a)])


def _without_effect(verb: Verb) -> bool:
    """Is it said of a thing that did not do it ("a rocket misfired by X had not caused it")?"""
    if verb.token.dep not in {"acl", "relcl"}:
        return False
    thing = verb.tree.head(verb.token)
    above = verb.tree.head(thing)
    return thing.dep in {"nsubj", "nsubjpass"} and bool(verb.tree.kids(above, "neg"))


def _shot_down(verb: Verb) -> bool:
    """Is it a defence that shot something down?"""
    return any(low(kid) == "down" for kid in verb.tree.kids(verb.token))


def _may_attack(verb: Verb, actor: Token) -> bool:
    """Is the doer of an attack one to be accused: no weapon, no place, none of those in charge?"""
    voice = verb.parties.at(actor)
    if voice is None:
        return low(actor) in PRONOUNS or (accusable(actor) and not in_charge(actor))
    place = voice.party.kind is PartyKind.STATE and verb.token.dep == "relcl"
    return voice.party.kind in OWN_DEEDS and not place


def _undergoers(verb: Verb) -> list[Token]:
    """What a deed is done to: the object, the passive's subject, or the noun that it modifies."""
    found = [*verb.objects(), *_subjects_passive(verb)]
    if verb.token.dep in {"acl", "relcl"}:
        found.append(verb.tree.head(verb.token))
    return found


def _subjects_passive(verb: Verb) -> list[Token]:
    """The subjects of a passive."""
    return verb.tree.kids(verb.token, "nsubjpass")


def suspected(verb: Verb) -> Iterator[Charge]:
    """Yield "a suspected attack by X", "suspected X bombers", "an attack by X", in doubt."""
    token = verb.token
    if low(token) == "suspected" and token.dep == "amod":
        noun = verb.tree.head(token)
        actors = nouns_after(verb.tree, noun, "by") if is_event(noun) else _armed_only(verb, noun)
        yield from laid(verb, actors, [], Modality.SUSPECTED)
    elif is_event(token) and token.dep in {"attr", "oprd"}:
        yield from said_of(verb, verb.after("by"))
    elif low(token) in SUSPECTS and token.dep == "attr":
        yield from laid(verb, subjects_of(verb.tree, verb.tree.head(token)), [], Modality.SUSPECTED)
    elif token.lemma == "fall" and any(low(s) == "suspicion" for s in verb.subjects()):
        yield from laid(verb, verb.after("on", "upon"), [], Modality.SUSPECTED)
    elif token.lemma in SUPPOSING and token.pos == "VERB" and token.tag != "VBN":
        below = [t for kid in verb.tree.kids(token, "ccomp", "dobj") for t in verb.tree.under(kid)]
        if token.lemma != "suspect" and not any(_is_deed(t) for t in below):
            return
        named = [t for t in sorted(below, key=lambda t: t.i) if verb.parties.at(t)]
        groups = [t for t in named if _is_group(verb.parties, t)]
        yield from laid(verb, groups[:1], verb.subjects(), Modality.SUSPECTED)


def _is_deed(token: Token) -> bool:
    """Is it a word for doing an attack?"""
    words = lexicon()
    return token.lemma in words.attacks | words.deeds | {"behind", "responsible"}


def _armed_only(verb: Verb, noun: Token) -> list[Token]:
    """A suspected doer, if it attacks here or its group is named."""
    head = verb.tree.head(noun)
    attacks = head.lemma in lexicon().attacks and noun.dep in {"nsubj", "pobj"}
    return [noun] if attacks or (head.lemma in lexicon().attacks and noun.dep == "agent") else []


def _is_group(parties: Parties, token: Token) -> bool:
    """Is a word part of the name of an armed group?"""
    voice = parties.at(token)
    return voice is not None and voice.party.kind is PartyKind.ARMED_GROUP


def members(verb: Verb) -> Iterator[Charge]:
    """Yield "the assailants were members of X", where a speaker says so or doubt is told."""
    parse, token = verb.tree, verb.token
    if token.lemma != "be" or negated(verb):
        return
    doers = [s for s in verb.subjects() if s.lemma in AGENTS]
    nouns = [n for n in parse.kids(token, "attr") if is_membership(n)]
    if not doers or any(low(k) in OWN for n in nouns for k in parse.kids(n, "poss")):
        return
    groups = [n for n in nouns if (who := accused(verb.parties, n)) and not who.party.anonymous]
    yield from said_of(verb, groups)


def followers(verb: Verb) -> Iterator[Charge]:
    """Yield a group's claim that the attacker "was one of its fighters"."""
    voice = own_fighter(verb.parties, verb.token)
    if voice is not None:
        yield Charge(Modality.CLAIMED, voice, voice, verb.token, verb.sentence)
