"""Which words are listed as telling of an event, and of which kind."""

from __future__ import annotations

from typing import Final

from dateline.syntax.arguments import phrase_words, singular_form
from dateline.syntax.forms import forms_of_all, word_forms
from dateline.syntax.people import victim_group
from dateline.syntax.tree import Tree, low
from dateline.types import Kind, Sentence, Token, VictimGroup
from dateline.vocabulary import word_list, word_map

SUBJECTS: Final = ("nsubj", "nsubjpass", "agent", "compound")
OBJECTS: Final = ("dobj", "nsubjpass")
GENERIC: Final = "generic"  # takes its kind from what else is told of the event
NOUNS: Final = word_map("triggers.nouns")
VERBS: Final = word_map("triggers.verbs")
MADE_BY: Final = word_map("triggers.made_by")
ARMED: Final = word_list("triggers.armed.verbs")
WEAPONS: Final = word_list("triggers.armed.weapons")
CLEAR_WEAPONS: Final = WEAPONS - word_list("triggers.armed.ambiguous")
ATTACKERS: Final = word_list("triggers.armed.attackers")
HARMFUL: Final = word_list("triggers.harm.verbs")
KILLING: Final = word_list("triggers.harm.killing")
SHOOTING: Final = word_list("triggers.harm.shooting")
FATES: Final = word_list("triggers.harm.fates")
PERSONS: Final = word_list("triggers.harm.persons")
SELVES: Final = word_list("triggers.harm.selves")
FELLED: Final = word_list("triggers.harm.felled")
DEAD: Final = word_list("triggers.harm.dead")
WOUNDS: Final = word_list("triggers.harm.wounds")
GUNSHOTS: Final = word_list("triggers.harm.gunshots")
HOSTAGES: Final = word_list("triggers.harm.hostages")
HOLDING: Final = word_list("triggers.harm.holding")
GERUNDS: Final = word_list("triggers.harm.gerunds")
PLAIN: Final = word_list("triggers.harm.plain")
SEIZING: Final = word_list("triggers.harm.seizing")
BLOWING: Final = word_list("triggers.harm.blowing")
BLOWN: Final = word_list("triggers.harm.blown")
RAIDERS: Final = word_list("triggers.harm.raiders")
TAKEN: Final = word_list("triggers.harm.taken")
THROWN: Final = word_list("triggers.harm.thrown")
EXPLOSIVES: Final = word_list("triggers.harm.explosives")
RELATIVE: Final = word_list("grammar.relative_pronouns")
# Everyday verbs that tell of an event only beside one of these words.
NEEDS: Final[dict[str, tuple[frozenset[str], Kind | None]]] = {
    "open": (word_list("triggers.harm.fire"), Kind.ARMED_ATTACK),
    "throw": (THROWN, None),
    "hurl": (THROWN, None),
    "overrun": (RAIDERS, Kind.ARMED_ATTACK),
    "invade": (RAIDERS, Kind.ARMED_ATTACK),
    "drive": (word_list("triggers.harm.crowds"), Kind.ARMED_ATTACK),
    **dict.fromkeys(("go", "crash", "burn", "intercept", "down", "rock"), (EXPLOSIVES, None)),
}


def plain(parsed: Tree, token: Token, sentence: Sentence) -> tuple[bool, Kind | None]:
    """Is it a word that is listed as one for an event, and of which kind?"""
    if _shot_dead(parsed, token, sentence):
        return True, Kind.ARMED_ATTACK
    if _is_hostage(parsed, token):
        return True, Kind.HOSTAGE_TAKING
    if token.pos in {"NOUN", "PROPN"} or _is_gerund(parsed, token):
        return _noun(parsed, token)
    return _verb(parsed, token, sentence) if token.pos == "VERB" else (False, None)


def _shot_dead(parsed: Tree, token: Token, sentence: Sentence) -> bool:
    """Is it "shot dead" or "stabbed to death", which the parser often takes for nouns?"""
    return low(token) in FELLED and bool(_next(parsed, token, sentence) & DEAD)


def _is_hostage(parsed: Tree, token: Token) -> bool:
    """Are people taken or held hostage?"""
    if not {token.lemma.lower(), low(token)} & HOSTAGES:
        return False
    return any(above.lemma in HOLDING for above in list(parsed.above(token))[:2])


def _is_gerund(parsed: Tree, token: Token) -> bool:
    """Is it a noun that the parser takes for a verb ("in shooting at a mall")?"""
    bare = not parsed.kids(token, "dobj", "nsubj", "aux", "nsubjpass")
    return low(token) in GERUNDS and token.tag == "VBG" and bare and token.dep in {"pcomp", "xcomp"}


def _noun(parsed: Tree, token: Token) -> tuple[bool, Kind | None]:
    """Is it a noun for an event, and of which kind?"""
    lemma = token.lemma.lower()
    if lemma in WOUNDS and any(low(k) in GUNSHOTS for k in parsed.kids(token)):
        return True, Kind.ARMED_ATTACK
    if lemma not in NOUNS and singular_form(low(token)) in NOUNS:
        lemma = singular_form(low(token))
    if lemma not in NOUNS or (token.dep == "compound" and parsed.head(token).lemma in NOUNS):
        return False, None
    if token.entity in {"PERSON", "ORG", "WORK_OF_ART", "LAW"}:
        return False, None
    if token.dep == "compound" and parsed.head(token).pos in {"NOUN", "PROPN"}:
        return False, None  # "attack drone", "blast site", "protest march"
    return True, _kind(NOUNS[lemma]) or _made_by(parsed, token)


def _kind(name: str) -> Kind | None:
    """The kind of a list of words; None where the words leave it open."""
    return None if name == GENERIC else Kind(name)


def _made_by(parsed: Tree, token: Token) -> Kind | None:
    """The kind that the word before a bare "attack" tells: "drone strike"."""
    for kid in parsed.kids(token, "compound", "amod", "nmod"):
        for form in sorted(word_forms(kid)):
            if form in MADE_BY:
                return Kind(MADE_BY[form])
    return None


def _verb(parsed: Tree, token: Token, sentence: Sentence) -> tuple[bool, Kind | None]:
    """Is it a verb for an event, and of which kind?"""
    lemma = token.lemma.lower()
    near = [kid for kid in parsed.kids(token) if kid.dep not in {"ccomp", "advcl", "conj"}]
    deep = forms_of_all(t for kid in near for t in phrase_words(parsed, kid))
    if lemma in VERBS:
        if lemma in PLAIN or parsed.kids(token, *SUBJECTS, *OBJECTS):
            return True, _kind(VERBS[lemma])
        return bool(deep & (WEAPONS | ATTACKERS)), _kind(VERBS[lemma])
    return _armed_verb(parsed, token, sentence, deep) if lemma in ARMED else (False, None)


def _armed_verb(
    parsed: Tree, token: Token, sentence: Sentence, deep: set[str]
) -> tuple[bool, Kind | None]:
    """Does an everyday verb stand with a weapon or an attacker?"""
    lemma = token.lemma.lower()
    if lemma in HARMFUL:
        return _harmful(parsed, token, lemma), Kind.ARMED_ATTACK if lemma in SHOOTING else None
    if lemma in SEIZING:
        taken = forms_of_all(
            t for o in parsed.kids(token, *OBJECTS) for t in phrase_words(parsed, o)
        )
        doers = forms_of_all(t for o in _doers(parsed, token) for t in phrase_words(parsed, o))
        return bool(doers & RAIDERS) and bool(taken & TAKEN), Kind.ABDUCTION
    if lemma in BLOWING:
        return bool(_next(parsed, token, sentence) & BLOWN), None
    if lemma in NEEDS:
        needed, kind = NEEDS[lemma]
        return bool(deep & needed), kind
    return bool(deep & (CLEAR_WEAPONS)), None


def _next(parsed: Tree, token: Token, sentence: Sentence) -> set[str]:
    """The three words after a word, in lower case."""
    return {low(t) for t in parsed.tokens[token.i + 1 : min(token.i + 4, sentence.last)]}


def _doers(parsed: Tree, token: Token) -> list[Token]:
    """Who or what does it; for "the bomb that killed" the noun before."""
    own = parsed.kids(token, "nsubj", "agent")
    if token.dep == "relcl" and any(low(k) in RELATIVE for k in own):
        return [parsed.head(token)]
    if token.dep == "advcl" and token.tag == "VBG" and not own:
        return []
    return own


def _harmful(parsed: Tree, token: Token, lemma: str) -> bool:
    """Is somebody or something told that killed or shot?"""
    doers = [t for kid in _doers(parsed, token) for t in phrase_words(parsed, kid)]
    if forms_of_all(doers) & (ATTACKERS | WEAPONS):
        return True
    if any(t.entity in {"NORP", "ORG"} for t in doers) and parsed.kids(token, "dobj"):
        return lemma != "injure"
    if lemma in SHOOTING and token.dep == "pcomp":  # "was killed after being shot"
        fates = any(above.lemma in FATES for above in list(parsed.above(token))[:2])
        return fates or any(_is_person(parsed, kid) for kid in parsed.kids(token, "dobj"))
    if lemma in SHOOTING:
        headline = token.tag in {"VBD", "VBN"} and not parsed.kids(token, "dobj")
        hit = parsed.kids(token, *OBJECTS, *(["nsubj"] if headline else []))
        return any(_is_person(parsed, kid) for kid in hit)
    if lemma in KILLING:
        doers = _doers(parsed, token)
        struck = parsed.kids(token, "dobj")
        return any(map(_is_someone, doers)) and any(_is_person(parsed, kid) for kid in struck)
    return False


def _is_someone(token: Token) -> bool:
    """Is it a noun for a person who may have done it, or a person's name?"""
    return token.entity == "PERSON" or victim_group(token) is VictimGroup.PEOPLE


def _is_person(parsed: Tree, token: Token) -> bool:
    """Is somebody told: a noun for a person, a name, a number, an age or "himself"?"""
    words = list(phrase_words(parsed, token))
    if any(t.lemma.lower() in PERSONS or t.entity in {"PERSON", "CARDINAL"} for t in words):
        return True
    aged = any(low(t).endswith("year-old") or low(t) == "old" for t in words)
    return aged or low(token) in SELVES or victim_group(token) is not None
