"""Which words are listed as telling of an event, and of which kind."""

from __future__ import annotations

from dateline.extract.events.vetoes import forms, forms_of
from dateline.syntax.arguments import phrase_words
from dateline.syntax.people import victim_group
from dateline.syntax.tree import Tree, low
from dateline.types import Kind, Sentence, Token, VictimGroup
from dateline.vocabulary.events import lexicon

SUBJECTS = ("nsubj", "nsubjpass", "agent", "compound")
OBJECTS = ("dobj", "nsubjpass")
HARMFUL = frozenset({"kill", "wound", "injure", "murder", "shoot"})
FATES = frozenset({"kill", "die", "wound", "injure", "hospitalize", "hospitalise"})
PERSONS = frozenset(
    "people man woman person officer boy girl child teen teenager student driver mother father "
    "passenger victim resident deputy".split()
)
BLOWN = frozenset({"up", "himself", "herself", "themselves"})
AMBIGUOUS = frozenset({"truck", "car", "van", "lorry", "fire", "system", "shot", "gun", "jet"})
RELATIVE = frozenset({"that", "which", "who"})
EXPLOSIVES = frozenset({"bomb", "device", "explosive", "rocket", "missile", "grenade"})
THROWN = frozenset(
    {"acid", "bomb", "grenade", "petrol", "molotov", "firebomb", "cocktail", "explosive"}
)
FELLED = frozenset({"shot", "shoot", "shoots", "stabbed", "hacked", "beaten"})
SELF = frozenset({"himself", "herself", "self", "themselves"})
DEADLY = frozenset({"dead", "death"})
HOLDING = frozenset({"take", "hold", "seize", "keep"})
GERUNDS = frozenset({"shooting", "bombing", "stabbing", "kidnapping"})
RAIDERS = lexicon().attackers | {"soldier", "troop", "force", "men", "rebels", "youth", "tribesman"}
# Objects that make "seized" a kidnapping, and what is no object of it at all.
TAKEN = frozenset(
    [
        "student",
        "schoolgirl",
        "girl",
        "boy",
        "child",
        "tourist",
        "worker",
        "priest",
        "people",
        "villager",
        "man",
        "woman",
        "passenger",
        "doctor",
        "engineer",
        "teacher",
        "pilgrim",
        "nun",
        "pupil",
        "sailor",
        "crew",
        "journalist",
    ]
)
# Everyday verbs that tell of an event only beside one of these words.
NEEDS: dict[str, tuple[frozenset[str], Kind | None]] = {
    "open": (frozenset({"fire"}), Kind.ARMED_ATTACK),
    "throw": (THROWN, None),
    "hurl": (THROWN, None),
    "overrun": (RAIDERS, Kind.ARMED_ATTACK),
    "invade": (RAIDERS, Kind.ARMED_ATTACK),
    "drive": (frozenset({"crowd", "pedestrian"}), Kind.ARMED_ATTACK),
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
    return low(token) in FELLED and bool(_next(parsed, token, sentence) & DEADLY)


def _is_hostage(parsed: Tree, token: Token) -> bool:
    """Are people taken or held hostage?"""
    if token.lemma.lower() != "hostage" and low(token) != "hostages":
        return False
    return any(above.lemma in HOLDING for above in list(parsed.above(token))[:2])


def _is_gerund(parsed: Tree, token: Token) -> bool:
    """Is it a noun that the parser takes for a verb ("in shooting at a mall")?"""
    bare = not parsed.kids(token, "dobj", "nsubj", "aux", "nsubjpass")
    return low(token) in GERUNDS and token.tag == "VBG" and bare and token.dep in {"pcomp", "xcomp"}


def _noun(parsed: Tree, token: Token) -> tuple[bool, Kind | None]:
    """Is it a noun for an event, and of which kind?"""
    nouns, lemma = lexicon().nouns, token.lemma.lower()
    if lemma == "wound" and any(low(k) == "gunshot" for k in parsed.kids(token)):
        return True, Kind.ARMED_ATTACK
    if lemma not in nouns and low(token).removesuffix("s") in nouns:
        lemma = low(token).removesuffix("s")
    if lemma not in nouns or (token.dep == "compound" and parsed.head(token).lemma in nouns):
        return False, None
    if token.entity in {"PERSON", "ORG", "WORK_OF_ART", "LAW"}:
        return False, None
    if token.dep == "compound" and parsed.head(token).pos in {"NOUN", "PROPN"}:
        return False, None  # "attack drone", "blast site", "protest march"
    return True, nouns[lemma] or _made_by(parsed, token)


def _made_by(parsed: Tree, token: Token) -> Kind | None:
    """The kind that the word before a bare "attack" tells: "drone strike"."""
    for kid in parsed.kids(token, "compound", "amod", "nmod"):
        for form in sorted(forms(kid)):
            if form in lexicon().made_by:
                return lexicon().made_by[form]
    return None


def _verb(parsed: Tree, token: Token, sentence: Sentence) -> tuple[bool, Kind | None]:
    """Is it a verb for an event, and of which kind?"""
    words, lemma = lexicon(), token.lemma.lower()
    near = [kid for kid in parsed.kids(token) if kid.dep not in {"ccomp", "advcl", "conj"}]
    deep = forms_of(t for kid in near for t in phrase_words(parsed, kid))
    if lemma in words.verbs:
        if lemma in {"attack", "gun", "mow", "raid"} or parsed.kids(token, *SUBJECTS, *OBJECTS):
            return True, words.verbs[lemma]
        return bool(deep & (words.weapons | words.attackers)), words.verbs[lemma]
    return (
        _armed_verb(parsed, token, sentence, deep) if lemma in words.armed_verbs else (False, None)
    )


def _armed_verb(
    parsed: Tree, token: Token, sentence: Sentence, deep: set[str]
) -> tuple[bool, Kind | None]:
    """Does an everyday verb stand with a weapon or an attacker?"""
    lemma = token.lemma.lower()
    if lemma in HARMFUL:
        return _harmful(parsed, token, lemma), Kind.ARMED_ATTACK if lemma == "shoot" else None
    if lemma == "seize":
        taken = forms_of(t for o in parsed.kids(token, *OBJECTS) for t in phrase_words(parsed, o))
        doers = forms_of(t for o in _doers(parsed, token) for t in phrase_words(parsed, o))
        return bool(doers & RAIDERS) and bool(taken & TAKEN), Kind.ABDUCTION
    if lemma == "blow":
        return bool(_next(parsed, token, sentence) & BLOWN), None
    if lemma in NEEDS:
        needed, kind = NEEDS[lemma]
        return bool(deep & needed), kind
    return bool(deep & (lexicon().weapons - AMBIGUOUS)), None


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
    words = lexicon()
    doers = [t for kid in _doers(parsed, token) for t in phrase_words(parsed, kid)]
    if forms_of(doers) & (words.attackers | words.weapons):
        return True
    if any(t.entity in {"NORP", "ORG"} for t in doers) and parsed.kids(token, "dobj"):
        return lemma != "injure"
    if lemma == "shoot" and token.dep == "pcomp":  # "was killed after being shot"
        fates = any(above.lemma in FATES for above in list(parsed.above(token))[:2])
        return fates or any(_is_person(parsed, kid) for kid in parsed.kids(token, "dobj"))
    if lemma == "shoot":
        headline = token.tag in {"VBD", "VBN"} and not parsed.kids(token, "dobj")
        hit = parsed.kids(token, *OBJECTS, *(["nsubj"] if headline else []))
        return any(_is_person(parsed, kid) for kid in hit)
    if lemma in {"kill", "murder"}:
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
    return aged or low(token) in SELF or victim_group(token) is not None
