"""The words of a report that tell of an event, with what their own clause says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from dateline.extract.events.frame_nouns import Nouns
from dateline.extract.events.frames import framed, phrases, spelled
from dateline.extract.events.scope import DEFINITE, lasts, over_time, scope_of, within_one
from dateline.extract.events.stage import stage_of
from dateline.extract.events.trigger_words import FATES, HARMFUL, OBJECTS, plain
from dateline.extract.events.vetoes import is_game, unreal, vetoed
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, Kind, Scope, Sentence, Stage, Token
from dateline.vocabulary.events import lexicon

WEEKDAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"]
)
# How a sentence begins that tells of something else than the news.
OPENING = re.compile(
    r"(?:meanwhile,? |also |and )?(?:(?:in|during) (?:an? )?(?:\w+ )?"
    r"(?:separate|different|unrelated|other|another)(?: \w+){0,2}? (?:attacks?|incidents?|violence"
    r"|shootings?|bombings?|blasts?|explosions?|raids?|clash(?:es)?|assaults?|strikes?|districts?"
    r"|parts? of|ambush(?:es)?)\b|elsewhere\b|separately\b)"
)
SEPARATE = frozenset({"separate", "unrelated"})
ANOTHER = frozenset({"another", "separate", "different", "unrelated"})
PARTS = frozenset("part district area neighbourhood neighborhood quarter town city village".split())


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
    sure: bool = False  # do its own words tell of violence, whatever else the report says?
    apart: bool = False  # "a separate attack", "elsewhere in the city": surely not the news
    opened: bool = False  # its sentence begins so: "In a separate attack, gunmen killed"


@dataclass(frozen=True, slots=True)
class Sign:
    """What makes a word one for an event: its kind, and whether that needs no other word."""

    kind: Kind | None
    stage: Stage | None = None
    sure: bool = True


def triggers(annotations: Annotations) -> tuple[Trigger, ...]:
    """Find the words that tell of an event.

    Args:
        annotations: the parse of a report.

    Returns:
        The triggers in the order of the text; what only sounds like an attack is left out.
    """
    parsed = tree(annotations)
    nouns = Nouns(annotations, parsed)
    labour = _is_about(annotations, lexicon().industry, 4)
    if is_game(annotations.tokens):
        return ()
    return tuple(
        trigger
        for at, sentence in enumerate(annotations.sentences)
        for trigger in _in_sentence(parsed, nouns, sentence, at)
        if not (labour and trigger.token.lemma.lower() == "strike")
    )


def _is_about(annotations: Annotations, words: frozenset[str], least: int) -> bool:
    """Do at least so many words of a report come from a list?"""
    return sum(token.lemma.lower() in words for token in annotations.tokens) >= least


def _in_sentence(parsed: Tree, nouns: Nouns, sentence: Sentence, at: int) -> Iterator[Trigger]:
    """The triggers of one sentence."""
    words = parsed.tokens[sentence.first : sentence.last]
    singles: set[int] = set()
    signs = list(_signs(parsed, nouns, sentence))
    text = spelled(words)[0] if signs else ""
    if not signs or unreal(text):
        return
    lasting, opened = over_time(text), OPENING.match(text) is not None
    for token, sign in signs:
        stage = None if vetoed(parsed, token) else _stage(parsed, token, sign)
        if stage is None:
            continue
        scope = _scope(parsed, token, sentence, singles, lasting=lasting)
        if sign.sure and scope is Scope.SINGLE:
            singles.add(token.i)
        own, other = _definite(parsed, token), _other(parsed, token, sentence)
        apart = stage is Stage.ACCOMPLISHED and not own and (opened or _elsewhere(parsed, token))
        if apart and _several(parsed, token):
            scope = Scope.AGGREGATE  # "attacks elsewhere in the city killed seven"
        trigger = Trigger(token, sentence, at, sign.kind, stage, scope, own, other, sign.sure)
        yield replace(trigger, other=True, apart=True, opened=opened) if apart else trigger


def _elsewhere(parsed: Tree, token: Token) -> bool:
    """Does its phrase or its subject's set it apart: "a separate raid", "in other towns"?"""
    kids = {low(k) for k in parsed.kids(token)}
    if "elsewhere" in kids or (kids & SEPARATE and kids & {"a", "an"}):
        return True
    nouns = parsed.behind(token)
    if any(n.lemma.lower() in PARTS and _is_other(parsed, n) for n in nouns):
        return True
    told = [*parsed.kids(token, "nsubj", "nsubjpass"), *nouns] if token.pos == "VERB" else []
    return any(_elsewhere(parsed, noun) for noun in told)


def _several(parsed: Tree, token: Token) -> bool:
    """Is it a plural, or what several did?"""
    told = parsed.kids(token, "nsubj", "nsubjpass") if token.pos == "VERB" else [token]
    nouns = (n for n in (*told, *parsed.behind(token)) if n.tag in {"NNS", "NNPS"})
    return any(_elsewhere(parsed, noun) for noun in nouns)


def _is_other(parsed: Tree, noun: Token) -> bool:
    """Does "other" stand before a noun?"""
    return any(low(kid) == "other" for kid in parsed.kids(noun, "amod"))


def _signs(parsed: Tree, nouns: Nouns, sentence: Sentence) -> Iterator[tuple[Token, Sign]]:
    """The words of a sentence that may tell of an event, in order."""
    words = parsed.tokens[sentence.first : sentence.last]
    said = frozenset(low(t) for t in words)
    phrased = dict(phrases(words, said))
    deeds: set[int] = set()
    for token in words:
        frame = framed(parsed, nouns, token, said) if token.pos == "VERB" else None
        if frame is not None:
            yield token, Sign(None if _of_deed(token, deeds) else frame.kind, frame.stage)
        elif token.i in phrased:
            yield token, Sign(phrased[token.i])
        elif (found := plain(parsed, token, sentence))[0]:
            yield token, Sign(found[1], sure=False)
            continue
        else:
            continue
        deeds.add(token.i)


def _stage(parsed: Tree, token: Token, sign: Sign) -> Stage | None:
    """How real it is told to be; a construction may tell of what was only tried."""
    stage = stage_of(parsed, token)
    return sign.stage or stage if stage is Stage.ACCOMPLISHED else stage


def _scope(
    parsed: Tree, token: Token, sentence: Sentence, singles: AbstractSet[int], *, lasting: bool
) -> Scope:
    """One event, or a total over several, a whole time or a habit."""
    if lasting and lasts(parsed, token):
        return Scope.AGGREGATE
    return Scope.SINGLE if within_one(parsed, token, singles) else scope_of(parsed, token, sentence)


def _of_deed(token: Token, deeds: AbstractSet[int]) -> bool:
    """Does a verb of harm only go on about a deed told before: "set off a bomb, killing two"?"""
    clause = token.tag == "VBG" and token.dep in {"advcl", "xcomp", "conj", "ccomp"}
    return token.lemma in FATES | HARMFUL and clause and token.head in deeds


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
    doing = parsed.kids(token, "nsubj", "nsubjpass") if token.pos == "VERB" else []
    if any(low(k) in ANOTHER for noun in doing for k in parsed.kids(noun, "det", "amod")):
        return True
    opening = [low(t) for t in parsed.tokens[sentence.first : sentence.first + 3]]
    return opening[:1] == ["separately"] or opening[:2] == ["hours", "earlier"]
