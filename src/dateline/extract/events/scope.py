"""Whether a word tells of one event, or of several summed up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dateline.extract.events.vetoes import forms
from dateline.syntax.tree import Tree, low
from dateline.types import Scope, Sentence, Token
from dateline.vocabulary.events import lexicon

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})


PERIOD = re.compile(
    r"\b(?:(?:every|each|per) (?:year|month|week|day|decade)|annually|this year|so far this year"
    r"|(?:over|in|during) the (?:past|last) (?:\w+ )?(?:years?|months?|decades?|weeks)"
    r"|in recent (?:years|months|weeks)|between (?:19|20)\d\d and"
    r"|since (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:19|20)\d\d|the (?:start|beginning) of)"
    r"|(?:19|20)\d\d, (?:police )?(?:statistics|figures))"
)
BEGINNING = frozenset({"begin", "start", "launch", "commence", "resume", "escalate"})
HARMED = frozenset({"kill", "die", "wound", "injure", "displace", "hurt", "lose"})
ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|latest|deadliest|worst|such)\b")


def scope_of(parsed: Tree, token: Token, sentence: Sentence) -> Scope:
    """One event, or a total over several."""
    around = parsed.tokens[sentence.first : sentence.last]
    if token.pos == "VERB":
        times = any(t.lemma == "time" and parsed.kids(t, "nummod") for t in around)
        have = any(k.dep == "aux" and low(k) in {"have", "has"} for k in parsed.kids(token))
        often = any(
            low(k) in {"frequently", "often", "repeatedly"}
            or (low(k) == "since" and k.dep != "mark")
            for k in parsed.kids(token)
        )
        since = any(low(t) == "since" for t in around)
        doers = parsed.kids(token, "nsubj")
        active = bool(doers) and not any(_is_deed(doer) for doer in doers)
        objects = parsed.kids(token, "dobj")
        plural = any(o.tag == "NNS" for o in objects)
        return (
            Scope.AGGREGATE
            if times or often or (have and (since or (active and plural)))
            else Scope.SINGLE
        )
    kids = parsed.kids(token)
    mods = {
        low(k) for k in kids if k.dep in {"amod", "det", "predet", "nummod", "quantmod", "advmod"}
    }
    quantity = {t.lemma.lower() for t in _quantity(parsed, token)}
    if quantity & lexicon().aggregate or _began(parsed, token):
        return Scope.AGGREGATE
    if token.tag in {"NNS", "NNPS"} and token.lemma.lower() != "wound":  # of one person mostly
        if mods & lexicon().aggregate:
            return Scope.AGGREGATE
        fixed = mods & DEFINITE or any(k.dep in {"poss", "nummod"} for k in kids)
        own = parsed.head(token) if token.dep == "dobj" else None
        perfect = own is not None and any(
            low(k) in {"have", "has"} for k in parsed.kids(own, "aux")
        )
        lead = sentence.block.value in {"title", "subtitle"}
        return (
            Scope.AGGREGATE
            if perfect or not (fixed or lead or _told(parsed, token))
            else Scope.SINGLE
        )
    if mods & {"frequent", "repeated", "constant", "any", "every", "each", "such"}:
        return Scope.AGGREGATE
    return Scope.SINGLE


def _began(parsed: Tree, noun: Token) -> bool:
    """Is it what a sum counts from: "3,000 have been killed since the bombardment began"?"""
    verb = parsed.head(noun)
    if noun.dep not in {"dobj", "nsubj", "nsubjpass"} or verb.lemma not in BEGINNING:
        return False
    since = any(low(k) == "since" for k in parsed.kids(verb, "mark"))
    counted = parsed.head(verb)
    perfect = any(low(k) in {"have", "has"} for k in parsed.kids(counted, "aux"))
    return since and perfect and counted.lemma in HARMED


def _is_deed(noun: Token) -> bool:
    """Is it one attack or its weapon, whose dead are no sum: "the bomb has killed ten"?"""
    words = lexicon()
    return noun.tag in {"NN", "NNP"} and bool(forms(noun) & (words.nouns.keys() | words.weapons))


def _quantity(parsed: Tree, token: Token) -> Iterator[Token]:
    """The nouns of "a spate of attacks", "a growing list of attacks"."""
    if token.dep == "pobj":
        of = parsed.head(token)
        if low(of) == "of":
            yield parsed.head(of)


def _told(parsed: Tree, token: Token) -> bool:
    """Does a plural stand as the doer of a past act: "bombs kill", "explosions rocked"?"""
    head = parsed.head(token)
    return (
        token.dep in {"nsubj", "conj"}
        and head.tag in {"VBD", "VBN", "VBZ", "VBP"}
        and not any(low(k) in {"have", "has", "are"} for k in parsed.kids(head, "aux", "auxpass"))
    )


def over_time(text: str) -> bool:
    """Does a sentence, in lower case, count over months or years: "every year"?"""
    return PERIOD.search(text) is not None and ORDINAL.search(text) is None


def lasts(parsed: Tree, token: Token) -> bool:
    """Is what is told over a time a habit or a sum: "have been murdered", "maim hundreds"?"""
    verb = token if token.pos == "VERB" else next(parsed.above(token), token)
    if any(low(k) in {"is", "are"} for k in parsed.kids(verb, "auxpass")):
        return True
    if verb.tag in {"VBZ", "VBP"} or any(
        low(k) in {"have", "has"} for k in parsed.kids(verb, "aux")
    ):
        return True
    return any(n.tag in {"NNS", "NNPS"} for n in parsed.kids(verb, "nsubj", "nsubjpass", "dobj"))


def within_one(parsed: Tree, token: Token, singles: AbstractSet[int]) -> bool:
    """Does a bare plural stand below one deed: "killed five people during raids on a village"?"""
    if token.tag != "NNS" or parsed.kids(token, "amod", "det", "predet"):
        return False
    prep = parsed.head(token)
    return prep.dep == "prep" and low(prep) in {"in", "during"} and prep.head in singles
