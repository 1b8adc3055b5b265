"""What a report is about first of all: one of its events, or something that the ledger never lists.

An agreement, a sanction or a disaster is no incident. Where the opening of a report tells of one
rather than of an attack, it is kept as a mention of its own, outside the ledger's incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.extract.events.cues import SubKindSign, find_shared_signs, find_signs
from dateline.extract.events.event import Event
from dateline.extract.events.ontology import SubKind, known_sub_kinds, plain_kinds
from dateline.syntax.tree import Tree, tree
from dateline.types import (
    NARRATIVE,
    Annotations,
    Document,
    Kind,
    Prominence,
    Scope,
    Sentence,
    Token,
)
from dateline.vocabulary import word_list

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
    for token in (word, *parsed.above(word)):
        if token.dep in CLAUSES or (token is not word and token.lemma in AHEAD):
            return True
        if token.dep == "prep" and token.text.lower() in FORMER:
            return True
        if any(mark.text.lower() in FORMER for mark in parsed.kids(token, "mark")):
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
