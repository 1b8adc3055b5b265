"""What only sounds like violence: games and fiction, drills, figures of speech, other attacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice

from dateline.syntax.tree import Tree, low
from dateline.types import Token
from dateline.vocabulary.events import lexicon

NEAR = 6  # words within which "heart" or "shark" belongs to an attack
DOERS = ("compound", "amod", "nmod", "nsubj", "poss", "npadvmod")
TALES_ABOVE = 8  # heads up to which "a film about" or "a drill in which" is looked for
GAME_WORDS = 3  # distinct words of sport in a report that is about a game
HARD_WORDS = 2  # distinct words of police, victims or arms in a report that is not
TELLING = frozenset(
    {
        "tell",
        "end",
        "open",
        "begin",
        "follow",
        "depict",
        "portray",
        "recount",
        "narrate",
        "describe",
        "start",
    }
)
RULED_OUT = frozenset({"no", "not", "without", "n't"})
DENYING = frozenset({"rule", "exclude", "discount", "dismiss"})
SIGNS = frozenset({"sign", "evidence", "indication", "proof", "suggestion", "link", "suspicion"})


def forms(token: Token) -> set[str]:
    """A word's lemma, its own form, and its singular: headlines and names lose their lemmas."""
    word = low(token)
    found = {token.lemma.lower(), word}
    if word.endswith("men"):
        found.add(word[:-3] + "man")
    elif word.endswith("s"):
        found.add(word[:-1])
    return found


def forms_of(tokens: Iterable[Token]) -> set[str]:
    """All forms of some words."""
    return {form for token in tokens for form in forms(token)}


def vetoed(parsed: Tree, token: Token) -> bool:
    """Do its own words show that a trigger is no violence: "heart attack", "a dog attacked"?"""
    spoken = _with_words(parsed, token)
    return spoken or _kind_of_attack(parsed, token) or _in_tale(parsed, token)


def _with_words(parsed: Tree, token: Token) -> bool:
    """Is it an attack with words, on a budget or a policy?"""
    if token.lemma.lower() not in {
        "attack",
        "assault",
        "onslaught",
        "broadside",
        "bomb",
        "bombshell",
    }:
        return False
    struck = parsed.kids(token, "dobj")
    for prep in parsed.kids(token, "prep"):
        if low(prep) in {"on", "against"}:
            struck += parsed.kids(prep, "pobj")
    return any(forms(noun) & lexicon().spoken for noun in struck)


def _kind_of_attack(parsed: Tree, token: Token) -> bool:
    """Is it the attack of an animal, an illness, a computer or a politician's words?"""
    veto = lexicon().veto
    words = list(_own(parsed, token))
    head = parsed.head(token)
    if token.dep in {"compound", "dobj"}:
        words.append(head)
    return any(forms(t) & veto for t in words if abs(t.i - token.i) <= NEAR)


def _own(parsed: Tree, token: Token) -> Iterator[Token]:
    """The words that say of which sort a deed is or who does it; what it strikes left out."""
    for kid in parsed.kids(token):
        if kid.dep in DOERS:
            yield kid
            yield from parsed.kids(kid, *DOERS)
        elif kid.dep in {"prep", "agent"} and low(kid) in {"of", "by", "against", "on"}:
            for noun in parsed.kids(kid, "pobj"):
                if low(kid) in {"of", "by"} or "poss" in {k.dep for k in parsed.kids(noun)}:
                    yield noun
                    yield from parsed.kids(noun, "compound", "amod", "poss")


def _in_tale(parsed: Tree, token: Token) -> bool:
    """Is it told of in a film, a game or a drill: "a drill in which gunmen storm"?"""
    tales = lexicon().tales
    above = list(parsed.above(token))[:TALES_ABOVE]
    if any(t.pos in {"NOUN", "PROPN"} and forms(t) & tales for t in above):
        return True
    for verb in [token, *above[:2]]:
        for prep in parsed.kids(verb, "prep"):
            inside = [n for n in parsed.kids(prep, "pobj") if forms(n) & tales]
            if low(prep) in {"in", "during"} and inside:
                return True
    tellers = [n for t in above if t.lemma in TELLING for n in parsed.kids(t, "nsubj")]
    return any(forms(n) & tales for n in tellers)


def unreal(text: str) -> bool:
    """Is a sentence, in lower case, a figure of speech or news of a hoax?"""
    return _unreal().search(text) is not None


@cache
def _unreal() -> re.Pattern[str]:
    """All such phrases as one pattern."""
    return re.compile("|".join(sorted(lexicon().figures | lexicon().hoaxes)))


def is_game(tokens: Iterable[Token]) -> bool:
    """Is a report about sport or play, with nothing of police, victims or arms?"""
    words = forms_of(tokens)
    games, hard = words & lexicon().games, words & lexicon().hard
    return len(games) >= GAME_WORDS and len(hard) < HARD_WORDS


def told(parsed: Tree) -> set[str]:
    """The words of a report, those left out that are ruled out: "no sign of terrorism"."""
    negated = {
        t.head for t in parsed.tokens if t.dep in {"det", "neg"} and t.head != t.i and _rules_out(t)
    }
    return {f for t in parsed.tokens if not _ruled_out(parsed, t, negated) for f in forms(t)}


def _rules_out(token: Token) -> bool:
    """Does a word say of the one above that it is not?"""
    return low(token) in RULED_OUT


def _ruled_out(parsed: Tree, token: Token, negated: Collection[int]) -> bool:
    """Is a noun one that is said not to be: "ruled out a bomb", "no evidence of sabotage"?

    Args:
        parsed: the parse of its report.
        token: the noun.
        negated: the words of the report that have a "no" or "not".
    """
    if token.i in negated:
        return True
    for above in islice(parsed.above(token), 3):
        if above.lemma in SIGNS and above.i in negated:
            return True
        if above.lemma in DENYING and any(low(k) == "out" for k in parsed.kids(above, "prt")):
            return True
    return False
