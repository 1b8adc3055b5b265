"""Whom "the group", "it" or a spokesman stands for in words on who did it."""

from __future__ import annotations

from typing import Final

from dateline.extract.responsibility.context import Predicate
from dateline.extract.responsibility.parties import PartyMention, named_parties
from dateline.syntax.arguments import phrase_words, singular_form
from dateline.syntax.tree import Tree
from dateline.types import PartyKind, Token
from dateline.vocabulary import word_list

ACTORS: Final = word_list("responsibility.actors.nouns")
APPEALING: Final = word_list("responsibility.speakers.appealing")
FIGHTERS: Final = word_list("responsibility.speakers.fighters")
GROUPS: Final = word_list("responsibility.speakers.groups")
OURSELVES: Final = word_list("responsibility.speakers.ourselves")
OUTLETS: Final = word_list("responsibility.speakers.outlets")
OWN: Final = word_list("responsibility.speakers.own")
SAYING: Final = word_list("responsibility.speakers.saying")
SPOKESPERSONS: Final = word_list("responsibility.speakers.spokespersons")
THEY: Final = word_list("responsibility.speakers.they")
NAMES: Final = frozenset({"PROPN", "NUM"})
STATES: Final = frozenset({PartyKind.MILITARY, PartyKind.STATE, PartyKind.SECURITY})


def refers_back(tree: Tree, token: Token) -> bool:
    """Whether it is "the group" or "the rebels", a party that was named before."""
    definite = any(kid.lower == "the" for kid in tree.kids(token, "det"))
    named = any(
        kid.pos in NAMES or kid.entity
        for kid in tree.kids(token, "compound", "nmod", "amod", "appos")
    )
    fighters = token.lemma.lower() in FIGHTERS and token.tag == "NNS"
    return definite and not named and (token.lemma.lower() in GROUPS or fighters)


def speaker_of(word: Predicate) -> PartyMention | None:
    """Who is said to have said a word, or the subject of the verb of saying over its clause.

    Whoever "called on" others to stop what somebody does says so too.
    The armed group in "a Houthi spokesman said" comes before the spokesman.
    """
    quoted = word.parties.speaker(word.token.span)
    tree = word.parsed
    for clause in (word.token, *tree.above(word.token)) if quoted is None else ():
        verb = tree.head(clause)
        if clause.dep == "ccomp" and verb.lemma in SAYING:
            subjects = tree.kids(verb, "nsubj")
            armed = word.parties.armed_at(*(t for s in subjects for t in phrase_words(tree, s)))
            said = [s for s in subjects if not refers_back(tree, s)]
            return armed or next(named_parties(word.parties, said), None)
        if verb.lemma in APPEALING and clause.dep in {"xcomp", "ccomp", "prep", "dobj"}:
            return next(named_parties(word.parties, tree.kids(verb, "nsubj")), None)
    return quoted


def represented_group(word: Predicate, speaker: PartyMention) -> PartyMention | None:
    """The armed group that a speaker speaks for, itself or the one that his office names.

    "The group's spokesman" speaks for the group named last before.
    """
    if speaker.is_armed_group:
        return speaker
    tree, sentence = word.parsed, word.sentence
    office = f"{speaker.party.office or ''} {speaker.party.name}".lower().split()
    for token in tree.tokens[sentence.first : sentence.last]:
        if token.lower not in office or token.lemma.lower() not in SPOKESPERSONS | OUTLETS:
            continue
        phrase = sorted(phrase_words(tree, token), key=lambda t: t.i)
        if token.lemma.lower() in OUTLETS:  # "Houthi-run", and not "the agency in Taliban country"
            phrase = [t for t in phrase if t.i < token.i]
        named = word.parties.armed_at(*phrase)
        if named is not None:
            return named
        if any(kid.lemma in GROUPS for kid in tree.kids(token, "poss", "compound")):
            return last_armed_group(word, sentences_back=2)
    return None


def last_armed_group(word: Predicate, *, sentences_back: int = 0) -> PartyMention | None:
    """The armed group named last before a word, in its sentence or some before."""
    sentences = word.parties.annotations.sentences
    first = sentences[max(0, sentences.index(word.sentence) - sentences_back)].first
    return word.parties.armed_at(*word.parsed.tokens[first : word.token.i][::-1])


def claims_itself(word: Predicate, doer: Token, speaker: PartyMention) -> PartyMention | None:
    """The party that means itself by a doer of its own words: "we", "it", "its fighters".

    "They" and "the group" are the speaker only where an armed group speaks: of others, the police
    say the same.
    """
    group = represented_group(word, speaker)
    own = {kid.lower for kid in word.parsed.kids(doer, "poss")} & OWN
    if not (own or doer.lower in OURSELVES or refers_back(word.parsed, doer)):
        return None
    if group is not None:
        return group
    itself = doer.lower in OURSELVES - THEY or own - THEY
    return speaker if itself and may_claim(speaker) else None


def may_claim(speaker: PartyMention) -> bool:
    """Whether a speaker may be claiming a deed as its own."""
    return speaker.party.kind in STATES or is_claimant(speaker)


def is_claimant(speaker: PartyMention) -> bool:
    """Whether a speaker is an armed group, named or described ("a splinter group")."""
    last = singular_form(speaker.party.name.lower().split()[-1])
    unknown = speaker.party.kind is PartyKind.UNKNOWN
    return speaker.is_armed_group or (unknown and last in ACTORS)
