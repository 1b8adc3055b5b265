"""The words of a report that tell of an event, with what their own clause says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.lexicon import lexicon
from dateline.extract.tolls_tree import Tree, low, tree
from dateline.extract.tolls_words import group_of
from dateline.extract.vetoes import forms, forms_of, is_game, vetoed
from dateline.types import Annotations, Kind, Scope, Sentence, Stage, Token, VictimGroup

SUBJECTS = ("nsubj", "nsubjpass", "agent", "compound")
OBJECTS = ("dobj", "nsubjpass")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
WEEKDAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"]
)
REACH = 4  # heads up to which a plan or a denial is looked for
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
THREATS = frozenset({"threaten", "threat", "vow"})
PLANS = frozenset(
    {"plan", "plot", "warning", "possibility", "risk", "fear", "plotting", "planning", "threat"}
)
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


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event."""

    token: Token
    sentence: Sentence
    at: int  # the number of the sentence
    kind: Kind | None
    stage: Stage
    scope: Scope
    definite: bool  # "the attack", "Friday's attack", "it was attacked" with a pronoun
    other: bool  # "another attack", "a similar attack"


def triggers(annotations: Annotations) -> tuple[Trigger, ...]:
    """Find the words that tell of an event.

    Args:
        annotations: the parse of a report.

    Returns:
        The triggers in the order of the text; what only sounds like an attack is left out.
    """
    parsed = tree(annotations)
    labour = _is_about(annotations, lexicon().industry, 4)
    if is_game(annotations.tokens):
        return ()
    return tuple(
        trigger
        for at, sentence in enumerate(annotations.sentences)
        for trigger in _in_sentence(parsed, sentence, at)
        if not (labour and trigger.token.lemma.lower() == "strike")
    )


def _is_about(annotations: Annotations, words: frozenset[str], least: int) -> bool:
    """Do at least so many words of a report come from a list?"""
    return sum(token.lemma.lower() in words for token in annotations.tokens) >= least


def _in_sentence(parsed: Tree, sentence: Sentence, at: int) -> Iterator[Trigger]:
    """The triggers of one sentence."""
    kind: Kind | None
    for token in parsed.tokens[sentence.first : sentence.last]:
        if _shot_dead(parsed, token, sentence):
            found, kind = True, Kind.ARMED_ATTACK
        elif _is_hostage(parsed, token):
            found, kind = True, Kind.HOSTAGE_TAKING
        elif token.pos in {"NOUN", "PROPN"} or _is_gerund(parsed, token):
            found, kind = _noun(parsed, token)
        elif token.pos == "VERB":
            found, kind = _verb(parsed, token, sentence)
        else:
            continue
        if found and not vetoed(parsed, token):
            stage = _stage(parsed, token)
            if stage is None:
                continue
            yield Trigger(
                token,
                sentence,
                at,
                kind,
                stage,
                _scope(parsed, token, sentence),
                _definite(parsed, token),
                _other(parsed, token, sentence),
            )


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
    deep = forms_of(t for kid in near for t in _phrase(parsed, kid))
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
        taken = forms_of(t for o in parsed.kids(token, *OBJECTS) for t in _phrase(parsed, o))
        doers = forms_of(t for o in _doers(parsed, token) for t in _phrase(parsed, o))
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


def _phrase(parsed: Tree, token: Token) -> Iterator[Token]:
    """The words of a phrase, clauses left out."""
    yield token
    for kid in parsed.kids(token):
        if kid.dep not in {"relcl", "acl", "advcl", "ccomp"}:
            yield from _phrase(parsed, kid)


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
    doers = [t for kid in _doers(parsed, token) for t in _phrase(parsed, kid)]
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
    return token.entity == "PERSON" or group_of(token, []) is VictimGroup.PEOPLE


def _is_person(parsed: Tree, token: Token) -> bool:
    """Is somebody told: a noun for a person, a name, a number, an age or "himself"?"""
    words = list(_phrase(parsed, token))
    if any(t.lemma.lower() in PERSONS or t.entity in {"PERSON", "CARDINAL"} for t in words):
        return True
    aged = any(low(t).endswith("year-old") or low(t) == "old" for t in words)
    return aged or low(token) in SELF or group_of(token, []) is not None


def _stage(parsed: Tree, token: Token) -> Stage | None:
    """How real it is told to be; None where it is denied that it took place."""
    own = parsed.kids(token)
    if any(k.dep == "neg" or (k.dep == "det" and low(k) == "no") for k in own):
        return None
    if any(low(k) in {"planned", "foiled", "failed", "attempted", "thwarted"} for k in own):
        return Stage.ATTEMPTED
    modal = any(k.dep == "aux" and low(k) in lexicon().planned for k in own)
    if modal or any(k.dep == "mark" and low(k) == "if" for k in own):
        return Stage.PLANNED
    if any(low(k) in {"possible", "potential", "future", "imminent"} for k in own):
        return Stage.PLANNED
    if token.pos == "VERB" and any(k.dep == "aux" and low(k) == "to" for k in own):
        return _infinitive(parsed, token)
    return _stage_above(parsed, token)


def _stage_above(parsed: Tree, token: Token) -> Stage | None:
    """How real the words above make it: "foiled an attack", "is planning to attack"."""
    words = lexicon()
    for above in list(parsed.above(token))[:REACH]:
        lemma = above.lemma.lower()
        if token.dep in {"relcl", "acl"} or (
            above.dep in {"relcl", "ROOT"} and token.pos == "VERB"
        ):
            break
        if lemma in words.attempted:
            return Stage.ATTEMPTED
        if lemma in THREATS:
            return Stage.THREATENED
        if _plans(above, lemma, token):
            passive = above.tag == "VBN" and token.dep == "nsubjpass"
            return None if passive else Stage.PLANNED
        if above.pos == "VERB":
            break
    return Stage.ACCOMPLISHED


def _plans(above: Token, lemma: str, token: Token) -> bool:
    """Is it a word of planning ("a plot to bomb") and no "called the attack cowardly"?"""
    if above.pos == "NOUN":
        return lemma in PLANS
    named = lemma == "call" and token.dep in {"dobj", "nsubj", "nsubjpass", "oprd", "attr", "ccomp"}
    return above.pos == "VERB" and lemma in lexicon().planned and not named


def _infinitive(parsed: Tree, token: Token) -> Stage:
    """What "to attack" amounts to: a plan, unless the verb above says that it was done."""
    above = parsed.head(token).lemma.lower()
    if above in THREATS:
        return Stage.THREATENED
    if above in lexicon().attempted or above in {"try", "attempt"}:
        return Stage.ATTEMPTED
    return (
        Stage.ACCOMPLISHED
        if above in {"appear", "begin", "manage", "use", "continue"}
        else Stage.PLANNED
    )


def _scope(parsed: Tree, token: Token, sentence: Sentence) -> Scope:
    """One event, or a total over several."""
    around = parsed.tokens[sentence.first : sentence.last]
    if token.pos == "VERB":
        times = any(t.lemma == "time" and parsed.kids(t, "nummod") for t in around)
        have = any(k.dep == "aux" and low(k) in {"have", "has"} for k in parsed.kids(token))
        often = any(
            low(k) in {"frequently", "often", "repeatedly", "since"} for k in parsed.kids(token)
        )
        since = any(low(t) == "since" for t in around)
        active = any(k.dep == "nsubj" for k in parsed.kids(token))
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
    if quantity & lexicon().aggregate:
        return Scope.AGGREGATE
    if token.tag in {"NNS", "NNPS"}:
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


def _definite(parsed: Tree, token: Token) -> bool:
    """Does it take up what was told before?"""
    kids = parsed.kids(token)
    if token.pos == "VERB":
        return False
    if any(k.dep == "det" and low(k) in DEFINITE for k in kids):
        return True
    return any(
        (k.dep == "poss" and low(k).strip("'s") in WEEKDAYS | {"thi"} | DEFINITE)
        or (k.dep == "poss" and low(k) in {"morning", "week"})
        for k in kids
    )


def _other(parsed: Tree, token: Token, sentence: Sentence) -> bool:
    """Is it set apart from what was told before?"""
    if any(low(k) in lexicon().other and k.dep != "advmod" for k in parsed.kids(token)):
        return True
    struck = parsed.kids(token, *OBJECTS) if token.pos == "VERB" else []
    if any(low(k) in {"second", "another"} for noun in struck for k in parsed.kids(noun)):
        return True
    opening = [low(t) for t in parsed.tokens[sentence.first : sentence.first + 3]]
    return opening[:1] == ["separately"] or opening[:2] == ["hours", "earlier"]
