"""Of which sub-kind an event is, and what a report is about, with the words that tell it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.extract.events.event import Event
from dateline.extract.ontology import (
    SubKind,
    SubKindAct,
    SubKindCue,
    known_sub_kinds,
    plain_kinds,
)
from dateline.extract.rules import Answer, claim_of
from dateline.syntax.tree import (
    Tree,
    find_doers,
    find_objects,
    is_titled,
    joined_words,
    nouns_after,
    phrase_words,
    sentence_of,
    tree,
)
from dateline.types import (
    NARRATIVE,
    Annotations,
    Claim,
    Document,
    Kind,
    Modality,
    Prominence,
    Role,
    Scope,
    Sentence,
    Span,
    Token,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ what words say for sub-kinds

Telling = Sequence[tuple[Token, frozenset[str]]]  # words with the names that they go by
REACHED: Final = word_list("violence.after.reached")


@dataclass(frozen=True, slots=True)
class SubKindSign:
    """Words that speak for a sub-kind."""

    sub_kind: SubKind
    weight: float
    span: Span


def find_signs(
    document: Document, parsed: Tree, sentence: Sentence, among: Iterable[SubKind]
) -> Iterator[SubKindSign]:
    """Find what a sentence says for each of some sub-kinds.

    Args:
        document: the report's text.
        parsed: its parse.
        sentence: one of its sentences.
        among: the sub-kinds to be looked for.

    Yields:
        The weightiest sign for each sub-kind that has one.
    """
    text = document.text[sentence.span.start : sentence.span.end].lower()
    telling = _words_of_acts(parsed, sentence)
    for sub_kind in among:
        found = [
            SubKindSign(sub_kind, cue.weight, span)
            for cue in sub_kind.cues
            if (span := _found(cue, text, parsed, sentence, telling)) is not None
        ]
        if found:
            yield max(found, key=lambda sign: sign.weight)


def _found(
    cue: SubKindCue, text: str, parsed: Tree, sentence: Sentence, telling: Telling
) -> Span | None:
    """The words that fulfil a cue, None where it is not fulfilled."""
    hits = []
    for pattern in cue.all:  # the first that is lacking decides
        hit = pattern.search(text)
        if hit is None:
            return None
        hits.append(hit)
    if cue.unless.search(text):
        return None
    if cue.act is not None:
        verb = _verb_of_act(cue.act, parsed, telling)
        return None if verb is None else verb.span
    return _at(hits[0], sentence) if hits else None


def _at(hit: re.Match[str] | None, sentence: Sentence) -> Span | None:
    """Where words found in a sentence stand in the text."""
    start = sentence.span.start
    return None if hit is None else Span(start + hit.start(), start + hit.end())


def find_shared_signs(
    document: Document, opening: Sequence[Sentence], among: Iterable[SubKind]
) -> Iterator[tuple[SubKindSign, Sentence]]:
    """Find what some sentences say for each of some sub-kinds only together.

    Args:
        document: the report's text.
        opening: sentences that are read as one.
        among: the sub-kinds to be looked for.

    Yields:
        A sign whose words stand in several of the sentences, with the sentence of its first words.
    """
    texts = [document.text[s.span.start : s.span.end].lower() for s in opening]
    for sub_kind in among:
        for cue in sub_kind.cues:
            if cue.act is not None:
                continue
            hits = [cue.all[0].search(text) for text in texts]
            if not any(hits) or not all(_stands(pattern, texts) for pattern in cue.all[1:]):
                continue
            if _stands(cue.unless, texts):
                continue
            first = next(i for i, hit in enumerate(hits) if hit)
            span = _at(hits[first], opening[first])
            if span is not None:
                yield SubKindSign(sub_kind, cue.weight, span), opening[first]


def _stands(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether words stand in one of some texts."""
    return any(pattern.search(text) for text in texts)


def _words_of_acts(tree: Tree, sentence: Sentence) -> Telling:
    """The words of a sentence that may tell an act, each with its names."""
    return [
        (token, _names(tree, token))
        for token in tree.tokens[sentence.first : sentence.last]
        if token.pos in {"VERB", "NOUN"}
    ]


def _verb_of_act(act: SubKindAct, tree: Tree, telling: Telling) -> Token | None:
    """The verb of a sentence that tells an act."""
    for token, names in telling:
        if (
            not act.verbs.isdisjoint(names)
            and (act.doer is None or _is_in_phrase(act.doer, tree, _doers_of_word(tree, token)))
            and (act.object is None or _is_in_phrase(act.object, tree, _objects(tree, token)))
        ):
            return token
    return None


def _names(tree: Tree, verb: Token) -> frozenset[str]:
    """A verb, alone and with its particle: "set", "set up"."""
    lemma = verb.lemma.lower()
    particles = (kid for kid in tree.children[verb.i] if kid.dep in {"prt", "prep"})
    return frozenset((lemma, *(f"{lemma} {kid.lower}" for kid in particles)))


def _doers_of_word(tree: Tree, word: Token) -> Sequence[Token]:
    """Who does what a word tells: "rebels raid", "the rebel raid", "rebels fled after raiding"."""
    above = tree.tokens[word.head]
    over = {"pcomp": tree.tokens[above.head], "conj": above}.get(word.dep, word)
    return (
        find_doers(tree, word)
        or find_doers(tree, over)
        or [kid for kid in tree.children[word.i] if kid.dep in {"compound", "poss"}]
    )


def _objects(tree: Tree, word: Token) -> list[Token]:
    """What it is done to: objects, and what hangs on "of", "over", "out of", "from".

    A participle behind a noun ("demonstrators killed last month") mostly recalls.
    """
    own = [] if word.dep == "acl" else find_objects(tree, word)
    return [*own, *(n for over in (*own, word) for n in nouns_after(tree, over, *REACHED))]


def _is_in_phrase(pattern: re.Pattern[str], tree: Tree, heads: Iterable[Token]) -> bool:
    """Whether one of some phrases holds a word that is asked for."""
    phrases = (sorted(phrase_words(tree, head), key=lambda t: t.i) for head in heads)
    return any(pattern.search(joined_words(phrase)) for phrase in phrases)


# ------------------------------------------------------------------ sub-kinds

TITLE: Final = 1.5  # a headline says what the report is about
LATER: Final = 0.5  # words for the event after its first sentence


def read_sub_kinds(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Tell the sub-kind of each event from the sentences of its triggers.

    Args:
        document: the report's text.
        annotations: how its sentences are built.
        events: its events.

    Returns:
        Pairs of the event's index and a claim; none for an event whose words tell no sub-kind.
    """
    claims = []
    for index, event in enumerate(events):
        told = _told_sub_kind(document, annotations, event)
        if told is not None:
            sign, sentence = told
            claims.append((index, claim_of_sub_kind(document, annotations, sign, sentence)))
    return tuple(claims)


def claim_of_sub_kind(
    document: Document, annotations: Annotations, sign: SubKindSign, sentence: Sentence
) -> Claim:
    """The claim that an event is of a sub-kind."""
    answer = Answer(
        Role.SUB_KIND, sign.sub_kind.name, sign.span, sentence, Modality.ASSERTED, "sub_kinds"
    )
    return claim_of(document, annotations, answer)


def _told_sub_kind(
    document: Document, annotations: Annotations, event: Event
) -> tuple[SubKindSign, Sentence] | None:
    """The sub-kind that the sentences of an event tell most of, by its first sign."""
    parsed = tree(annotations)
    among = [s for s in known_sub_kinds().values() if event.kind in s.kinds and s.incident]
    scores: defaultdict[str, float] = defaultdict(float)
    first: dict[str, tuple[SubKindSign, Sentence]] = {}
    for number, sentence in enumerate(_event_sentences(annotations, event)):
        share = TITLE if is_titled(sentence) else LATER if number else 1.0
        for sign in find_signs(document, parsed, sentence, among):
            scores[sign.sub_kind.name] += share * sign.weight
            first.setdefault(sign.sub_kind.name, (sign, sentence))
    if not scores:
        return None
    order = list(known_sub_kinds())
    best = max(scores, key=lambda name: (scores[name], -order.index(name)))
    return first[best]


def _event_sentences(annotations: Annotations, event: Event) -> list[Sentence]:
    """The sentences of an event's triggers, each once, in order."""
    found = (sentence_of(annotations, span) for span in event.triggers)
    once = {sentence.first: sentence for sentence in found if sentence is not None}
    return [once[first] for first in sorted(once)]


# ------------------------------------------------------------------ what a report is about

# An agreement, a sanction or a disaster is no incident. Where the opening of a report tells of one
# rather than of an attack, it is kept as a mention of its own, outside the ledger's incidents.

SHARES: Final = (1.0, 0.5, 0.25)  # of the sentences that open a report
TOGETHER: Final = 0.8  # of words that only several sentences give together
BELOW: Final = 0.7  # of a word in a clause or phrase of what went before
EVENT: Final = 2.0  # weight of an event whose words tell its kind and no more
OWN: Final = 0.5  # more for a sub-kind that fits the event told in the same words
FORMER: Final = word_list("time.former")
SHORTEST: Final = 4  # words; "Sana, Yemen." opens nothing
AHEAD: Final = word_list("factuality.stage.topics_ahead")
CLAUSES: Final = frozenset({"relcl", "acl"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report is about, with the words that tell it."""

    sub_kind: SubKind
    sign: SubKindSign
    sentence: Sentence


def find_topic(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> Topic | None:
    """Tell what the opening of a report is about.

    Args:
        document: the report's text.
        annotations: how its sentences are built.
        events: its events, which count too.

    Returns:
        The sub-kind that the opening tells most of, None where it tells of an event of which no
        sub-kind is told, or of nothing.
    """
    parsed = tree(annotations)
    main = next((e for e in events if e.is_news), None)
    among = _open_to(main)
    scores: defaultdict[int, float] = defaultdict(float)
    first: dict[int, Topic] = {}
    for share, sentence in zip(SHARES, _opening(annotations), strict=False):
        for sign in find_signs(document, parsed, sentence, among):
            at = among.index(sign.sub_kind)
            scores[at] += share * sign.weight * _height(parsed, sentence, sign)
            first.setdefault(at, Topic(sign.sub_kind, sign, sentence))
    opening = [sentence for _, sentence in zip(SHARES, _opening(annotations), strict=False)]
    for sign, sentence in find_shared_signs(document, opening, among):
        at = among.index(sign.sub_kind)
        scores[at] = max(scores[at], TOGETHER * sign.weight)
        first.setdefault(at, Topic(sign.sub_kind, sign, sentence))
    for at in scores:
        scores[at] += OWN * (main is not None and main.kind in among[at].kinds)
    _yield(scores, among)
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    if best is None or (main is not None and scores[best] < EVENT):
        return None
    return first[best]


# A report about one of these is other news: nothing follows upon an attack in it.
OTHER_NEWS: Final = frozenset({"natural_disaster", "man_made_disaster"})


def may_be_topic(opening: Sequence[tuple[str, AbstractSet[str]]]) -> bool:
    """Whether the words of an opening may tell what a report is about, where it has no event.

    Topics that are other news are left out.

    Args:
        opening: its sentences in lower case, each with all that its words may go by.
    """
    acts, texts = _acts_by_verb(), [text for text, _ in opening]
    for text, names in opening:
        asked = (cue for verb in acts.keys() & names for cue in acts[verb])
        if any(all(p.search(text) for p in patterns) for patterns in asked):
            return True
    if not any(_word_cues().opening.search(text) for text in texts):
        return False
    return any(all(_stands(p, texts) for p in patterns) for patterns in _word_cues().patterns)


def _topic_cues() -> Iterator[SubKindCue]:
    """The cues of all topics but those that are other news."""
    return (c for s in _open_to(None) if s.name not in OTHER_NEWS for c in s.cues)


@dataclass(frozen=True, slots=True)
class _WordCues:
    """The cues of topics that are words alone, and the first words of all of them."""

    patterns: tuple[tuple[re.Pattern[str], ...], ...]
    opening: re.Pattern[str]


@cache
def _word_cues() -> _WordCues:
    """The cues that need no act."""
    cues = [cue for cue in _topic_cues() if cue.act is None]
    first = "|".join(dict.fromkeys(cue.all[0].pattern for cue in cues))
    return _WordCues(tuple(cue.all for cue in cues), re.compile(first))


@cache
def _acts_by_verb() -> Mapping[str, tuple[tuple[re.Pattern[str], ...], ...]]:
    """What the cues of topics that are acts need besides, by the verb without its particle."""
    found: dict[str, tuple[tuple[re.Pattern[str], ...], ...]] = {}
    for cue in _topic_cues():
        if cue.act is not None:
            told = tuple(p for p in (cue.act.doer, cue.act.object) if p is not None)
            for verb in sorted({verb.split()[0] for verb in cue.act.verbs}):
                found[verb] = (*found.get(verb, ()), (*cue.all, *told))
    return found


def _yield(scores: dict[int, float], among: Sequence[SubKind]) -> None:
    """Let a plainer sub-kind leave its score to a finer one that is told too."""
    for at in sorted(scores):
        finer = [n for n in sorted(scores) if among[n].name in among[at].yields_to]
        if finer:
            best = max(finer, key=lambda n: scores[n])
            scores[best] = max(scores[best], scores[at] + OWN)


def is_topic_of(found: Topic, kind: Kind, scope: Scope, prominence: Prominence) -> bool:
    """Whether a topic is the same as a main event of this kind."""
    news = scope is Scope.SINGLE and prominence is Prominence.MAIN
    return news and found.sub_kind.incident and kind in found.sub_kind.kinds


def _open_to(main: Event | None) -> list[SubKind]:
    """What may be told: beside a listed event only its own sub-kinds and what is never listed.

    Sub-kinds that only refine an event need one of their kind, and a plain kind needs none.
    """
    if main is None:
        return [*(s for s in known_sub_kinds().values() if s.alone), *plain_kinds()]
    return [s for s in known_sub_kinds().values() if main.kind in s.kinds or not s.incident]


def _opening(annotations: Annotations) -> Iterator[Sentence]:
    """The sentences of a report, captions and what else is no running text left out."""
    return (
        s for s in annotations.sentences if s.block in NARRATIVE and s.last - s.first >= SHORTEST
    )


def _height(parsed: Tree, sentence: Sentence, sign: SubKindSign) -> float:
    """How high in its sentence a sign stands: what went before stands in "after" and the like."""
    tokens = parsed.tokens[sentence.first : sentence.last]
    word = next((t for t in tokens if t.span.end > sign.span.start), None)
    return BELOW if word is not None and _is_former(parsed, word) else 1.0


def _is_former(parsed: Tree, word: Token) -> bool:
    """Whether a word stands in a clause or phrase of what went before or may yet come."""
    for token in (word, *parsed.above[word.i]):
        if token.dep in CLAUSES or (token is not word and token.lemma in AHEAD):
            return True
        if token.dep == "prep" and token.text.lower() in FORMER:
            return True
        if any(mark.text.lower() in FORMER for mark in parsed.kids[token.i].mark):
            return True
    return False


def topic_event(found: Topic) -> Event:
    """A topic as an event outside the ledger's list."""
    return Event(
        trigger=found.sign.span,
        kind=found.sub_kind.kind,
        scope=Scope.UNLISTED,
        prominence=Prominence.MAIN,
    )
