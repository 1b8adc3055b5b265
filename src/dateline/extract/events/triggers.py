"""The words of a report that tell of an event, with what their own clause says of it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from dateline.extract.events.frame_nouns import Nouns
from dateline.extract.events.frames import framed, phrases, spelled
from dateline.extract.events.trigger_words import FATES, HARMFUL, plain
from dateline.extract.events.vetoes import is_about_game, is_figure_of_speech, only_sounds_violent
from dateline.syntax.arguments import is_plural
from dateline.syntax.factuality import stage_of
from dateline.syntax.scope import counts_over_time, is_lasting, is_within_one, scope_of
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, Kind, Scope, Sentence, Stage, Token
from dateline.vocabulary import expression_pattern, word_list

OPENING: Final = expression_pattern("triggers.apart.openings")
OTHER: Final = word_list("triggers.apart.before_nouns")
OTHER_OBJECTS: Final = word_list("triggers.apart.before_objects")
OTHER_SUBJECTS: Final = word_list("triggers.apart.subjects")
SEPARATE: Final = word_list("triggers.apart.nouns")
ELSEWHERE: Final = word_list("triggers.apart.elsewhere")
OTHERS: Final = word_list("triggers.apart.others")
PARTS: Final = word_list("triggers.apart.parts")
OTHER_OPENING: Final = expression_pattern("triggers.apart.other_openings")
DEFINITE: Final = word_list("grammar.definite")
ARTICLES: Final = word_list("grammar.indefinite")
TAKEN_UP: Final = word_list("triggers.taken_up.days")
LABOUR: Final = word_list("lookalikes.labour")
STRIKES: Final = word_list("lookalikes.strikes")
LABOUR_WORDS: Final = 4  # in a report of a strike of those who work


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
class TriggerMatch:
    """What makes a word one for an event: its kind, and whether that needs no other word."""

    kind: Kind | None
    stage: Stage | None = None
    sure: bool = True


def find_triggers(annotations: Annotations) -> tuple[Trigger, ...]:
    """Find the words that tell of an event.

    Args:
        annotations: the parse of a report.

    Returns:
        The triggers in the order of the text; what only sounds like an attack is left out.
    """
    parsed = tree(annotations)
    nouns = Nouns(annotations, parsed)
    if is_about_game(annotations.tokens):
        return ()
    labour = sum(t.lemma.lower() in LABOUR for t in annotations.tokens) >= LABOUR_WORDS
    return tuple(
        trigger
        for at, sentence in enumerate(annotations.sentences)
        for trigger in _in_sentence(parsed, nouns, sentence, at)
        if not (labour and trigger.token.lemma.lower() in STRIKES)
    )


def _in_sentence(parsed: Tree, nouns: Nouns, sentence: Sentence, at: int) -> Iterator[Trigger]:
    """The triggers of one sentence."""
    words = parsed.tokens[sentence.first : sentence.last]
    singles: set[int] = set()
    signs = list(_matches(parsed, nouns, sentence))
    text = spelled(words)[0] if signs else ""
    if not signs or is_figure_of_speech(text):
        return
    lasting, opened = counts_over_time(text), OPENING.match(text) is not None
    for token, sign in signs:
        stage = None if only_sounds_violent(parsed, token) else _stage(parsed, token, sign)
        if stage is None:
            continue
        scope = _scope(parsed, token, sentence, singles, lasting=lasting)
        if sign.sure and scope is Scope.SINGLE:
            singles.add(token.i)
        own = _is_definite(parsed, token)
        other = OTHER_OPENING.match(text) is not None or _is_other(parsed, token)
        apart = stage is Stage.ACCOMPLISHED and not own and (opened or _is_apart(parsed, token))
        if apart and _is_several(parsed, token):
            scope = Scope.AGGREGATE  # "attacks elsewhere in the city killed seven"
        trigger = Trigger(token, sentence, at, sign.kind, stage, scope, own, other, sign.sure)
        yield replace(trigger, other=True, apart=True, opened=opened) if apart else trigger


def _is_apart(parsed: Tree, token: Token) -> bool:
    """Whether its phrase or its subject's sets it apart: "a separate raid", "in other towns"."""
    kids = {low(k) for k in parsed.kids(token)}
    if kids & ELSEWHERE or (kids & SEPARATE and kids & ARTICLES):
        return True
    nouns = parsed.behind(token)
    if any(n.lemma.lower() in PARTS and _is_after_other(parsed, n) for n in nouns):
        return True
    told = [*parsed.kids(token, "nsubj", "nsubjpass"), *nouns] if token.pos == "VERB" else []
    return any(_is_apart(parsed, noun) for noun in told)


def _is_several(parsed: Tree, token: Token) -> bool:
    """Whether it is a plural set apart, or what several did."""
    told = parsed.kids(token, "nsubj", "nsubjpass") if token.pos == "VERB" else [token]
    nouns = filter(is_plural, (*told, *parsed.behind(token)))
    return any(_is_apart(parsed, noun) for noun in nouns)


def _is_after_other(parsed: Tree, noun: Token) -> bool:
    """Whether "other" stands before a noun."""
    return any(low(kid) in OTHERS for kid in parsed.kids(noun, "amod"))


def _matches(
    parsed: Tree, nouns: Nouns, sentence: Sentence
) -> Iterator[tuple[Token, TriggerMatch]]:
    """The words of a sentence that may tell of an event, in order."""
    words = parsed.tokens[sentence.first : sentence.last]
    said = frozenset(low(t) for t in words)
    phrased = dict(phrases(words, said))
    deeds: set[int] = set()
    for token in words:
        frame = framed(parsed, nouns, token, said) if token.pos == "VERB" else None
        if frame is not None:
            yield (
                token,
                TriggerMatch(None if _is_of_deed(token, deeds) else frame.kind, frame.stage),
            )
        elif token.i in phrased:
            yield token, TriggerMatch(phrased[token.i])
        elif (found := plain(parsed, token, sentence))[0]:
            yield token, TriggerMatch(found[1], sure=False)
            continue
        else:
            continue
        deeds.add(token.i)


def _stage(parsed: Tree, token: Token, sign: TriggerMatch) -> Stage | None:
    """How real it is told to be; a construction may tell of what was only tried."""
    stage = stage_of(parsed, token)
    return sign.stage or stage if stage is Stage.ACCOMPLISHED else stage


def _scope(
    parsed: Tree, token: Token, sentence: Sentence, singles: AbstractSet[int], *, lasting: bool
) -> Scope:
    """One event, or a total over several, a whole time or a habit."""
    if lasting and is_lasting(parsed, token):
        return Scope.AGGREGATE
    return (
        Scope.SINGLE if is_within_one(parsed, token, singles) else scope_of(parsed, sentence, token)
    )


def _is_of_deed(token: Token, deeds: AbstractSet[int]) -> bool:
    """Whether a verb of harm only goes on about a deed: "set off a bomb, killing two"."""
    clause = token.tag == "VBG" and token.dep in {"advcl", "xcomp", "conj", "ccomp"}
    return token.lemma in FATES | HARMFUL and clause and token.head in deeds


def _is_definite(parsed: Tree, token: Token) -> bool:
    """Whether it takes up what was told before."""
    if token.pos == "VERB":
        return False
    return any(low(k) in DEFINITE for k in parsed.kids(token, "det")) or any(
        low(k) in TAKEN_UP for k in parsed.kids(token, "poss")
    )


def _is_other(parsed: Tree, token: Token) -> bool:
    """Whether it is set apart from what was told before."""
    if any(low(k) in OTHER and k.dep != "advmod" for k in parsed.kids(token)):
        return True
    verb = token.pos == "VERB"
    struck = parsed.kids(token, "dobj", "nsubjpass") if verb else []
    if any(low(k) in OTHER_OBJECTS for noun in struck for k in parsed.kids(noun)):
        return True
    doing = parsed.kids(token, "nsubj", "nsubjpass") if verb else []
    return any(low(k) in OTHER_SUBJECTS for noun in doing for k in parsed.kids(noun, "det", "amod"))
