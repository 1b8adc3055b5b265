"""Rules and passes: how the reading of a report is written down, run, and made to explain itself.

What they give are claims: the words, who says them, and an id that hashes both.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from dateline.syntax.tree import SameTuple
from dateline.types import (
    Annotations,
    Attribution,
    Claim,
    Document,
    Modality,
    Party,
    Role,
    Sentence,
    Span,
    Token,
    Value,
)

# ------------------------------------------------------------------ rules and passes


class Candidate(Protocol):
    """What rules give: a frozen dataclass that remembers who read and who changed it."""

    @property
    def rule(self) -> str:
        """The id of the rule that read it; empty until it has been run."""

    @property
    def passes(self) -> tuple[str, ...]:
        """The ids of the passes that changed it, in order."""


X = TypeVar("X")  # the context that a rule reads, the report for a pass
C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True)
class Rule(Generic[X, C]):
    """One way in which words tell something.

    Attributes:
        id: room, subject and way, with dots: `casualty.verb.passive`.
        read: gives the candidates that a context holds; it changes nothing.
        examples: sentences in which it finds something.
        counterexamples: sentences that look alike and in which it must find nothing.
        keep: why it stays although nothing that is measured moves without it.
    """

    id: str
    read: Callable[[X], Iterable[C]]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    keep: str = ""


@dataclass(frozen=True, slots=True)
class Pass(Generic[X, C]):
    """One way in which the candidates of a report bear on one another.

    Attributes:
        id: room and what it does: `casualty.drop_background`.
        apply: gives all candidates of a report anew.
        examples: texts of which it changes, adds or drops a candidate.
        counterexamples: texts that look alike and whose candidates it leaves alone.
        keep: why it stays although nothing that is measured moves without it.
    """

    id: str
    apply: Callable[[X, tuple[C, ...]], Iterable[C]]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    keep: str = ""


@dataclass(frozen=True, slots=True)
class WordReader(Generic[X, C]):
    """A rule's reader that looks at some words of each sentence, and is asked nowhere else.

    Attributes:
        words: lemmas or forms.
        read: gives the candidates of a sentence; its context has `words` by lemma and form.
    """

    words: frozenset[str]
    read: Callable[[X], Iterable[C]]

    def __call__(self, context: X) -> Iterable[C]:
        """The candidates of a sentence."""
        return self.read(context)


class Watcher(Protocol):
    """Somebody who is told what rules and passes do, such as `dateline run --why`."""

    def fired(self, rule: str, candidate: Candidate) -> None:
        """A rule gave a candidate."""

    def changed(self, done_by: str, candidate: Candidate) -> None:
        """A pass gave a candidate that was not there before."""

    def dropped(self, done_by: str, candidate: Candidate) -> None:
        """A pass took a candidate away, or put another one in its place."""


def run_rules(
    rules: Sequence[Rule[X, C]], context: X, watch: Watcher | None = None
) -> tuple[C, ...]:
    """Read a context by all rules of a table, in the order of the table.

    Args:
        rules: the table.
        context: what they read.
        watch: is told of each candidate.

    Returns:
        The candidates, each with the id of its rule.
    """
    found: list[C] = []
    with _ErrorNote("rule") as note:
        said = getattr(context, "words", {})
        for rule in rules:
            if isinstance(rule.read, WordReader) and rule.read.words.isdisjoint(said):
                continue
            note.id = rule.id
            for candidate in rule.read(context):
                found.append(_with(candidate, rule=rule.id))
                if watch:
                    watch.fired(rule.id, found[-1])
    return tuple(found)


def run_passes(
    passes: Sequence[Pass[X, C]], context: X, found: tuple[C, ...], watch: Watcher | None = None
) -> tuple[C, ...]:
    """Take candidates through all passes of a table, in the order of the table.

    Args:
        passes: the table.
        context: the report.
        found: candidates, hashable.
        watch: is told of each change.

    Returns:
        The candidates, each with the ids of the passes that changed it.
    """
    with _ErrorNote("pass") as note:
        for step in passes:
            note.id = step.id
            after = _marked(step.id, found, step.apply(context, found))
            if watch:
                _report(step.id, found, after, watch)
            found = after
    return found


def _marked(done_by: str, before: Sequence[C], found: Iterable[C]) -> tuple[C, ...]:
    """What a pass gives, with its mark on what was not there before; most of it was."""
    same, given = frozenset(map(id, before)), tuple(found)
    if same.issuperset(map(id, given)):
        return given
    old = frozenset(before)
    return tuple(
        c if id(c) in same or c in old else _with(c, passes=(*c.passes, done_by))
        for c in given  # equal ones are no others
    )


def _report(done_by: str, before: Sequence[C], after: Sequence[C], watch: Watcher) -> None:
    """Tell a watcher what a pass did."""
    old, new = frozenset(before), frozenset(after)
    for candidate in before:
        if candidate not in new:
            watch.dropped(done_by, candidate)
    for candidate in after:
        if candidate not in old:
            watch.changed(done_by, candidate)


def _with(candidate: C, **fields: Any) -> C:  # noqa: ANN401  fields of the candidate's own class
    """A candidate with other fields; the protocol cannot say that it is a dataclass."""
    return replace(candidate, **fields)  # type: ignore[type-var]


@dataclass(slots=True)
class _ErrorNote:
    """Adds to an error that passes through in which rule or pass it arose."""

    sort: str
    id: str = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note(f"in {self.sort} {self.id}")


# ------------------------------------------------------------------ sentences as rules read them

R = TypeVar("R")  # what a room knows of the whole report


@dataclass(frozen=True, slots=True)
class SentenceContext(Generic[R]):
    """A sentence in its report, with its words by lemma and by form."""

    report: R
    sentence: Sentence
    words: Mapping[str, tuple[Token, ...]]

    def words_with(self, forms: frozenset[str], *tags: str) -> list[Token]:
        """The words that have one of some lemmas or forms, in the order of the text.

        Args:
            forms: lemmas or forms in lower case.
            tags: the parts of speech that a word may have; any if none is named.
        """
        said = forms & self.words.keys()
        if not said:  # as for most words of most sentences
            return []
        found = {t.i: t for form in said for t in self.words[form]}
        return [token for _, token in sorted(found.items()) if not tags or token.pos in tags]


def contexts_of(annotations: Annotations, report: R) -> Iterator[SentenceContext[R]]:
    """The sentences of a report, each with what a room knows of the whole."""
    words = _words_of(SameTuple(annotations.tokens), SameTuple(annotations.sentences))
    for sentence, own in zip(annotations.sentences, words, strict=True):
        yield SentenceContext(report, sentence, own)


@lru_cache(maxsize=1)  # several rooms read the sentences of a report
def _words_of(
    tokens: SameTuple[Token], sentences: SameTuple[Sentence]
) -> tuple[Mapping[str, tuple[Token, ...]], ...]:
    """The words of each sentence by lemma and by form."""
    found = []
    for sentence in sentences.items:
        words: defaultdict[str, list[Token]] = defaultdict(list)
        for token in tokens.items[sentence.first : sentence.last]:
            for form in {token.lemma.lower(), token.lower}:
                words[form].append(token)
        found.append({form: tuple(own) for form, own in words.items()})
    return tuple(found)


# ------------------------------------------------------------------ claims

LONGEST_QUOTE = 600  # characters; the export form allows no more


@dataclass(frozen=True, slots=True)
class Answer:
    """A role and its value, with the words that carry them and how firmly they are told.

    `rule` is the id of the rule, or the model, that read it.
    """

    role: Role
    value: Value
    span: Span
    sentence: Sentence
    modality: Modality
    rule: str = ""
    passes: tuple[str, ...] = ()


def claim_of(
    document: Document,
    annotations: Annotations,
    answer: Answer,
    *,
    speaker: Party | None = None,
    quoted: bool = True,
) -> Claim:
    """Make the claim of an answer.

    Args:
        document: the report's text.
        annotations: its attributions tell who speaks where `speaker` is None.
        answer: what is claimed.
        speaker: who says it, where the words of the claim themselves say so.
        quoted: whether it is else the word of whoever is quoted with the words.

    Returns:
        The claim, its quote the sentence, cut around the words if it is too long.
    """
    said = closest_attribution(annotations, answer.span)
    quote = quote_of(answer.sentence.span, answer.span)
    return Claim(
        id=_id(document.report, answer, speaker),
        role=answer.role,
        value=answer.value,
        report=document.report,
        span=answer.span,
        quote=quote,
        modality=answer.modality,
        speaker=speaker or (said.speaker if said and quoted else None),
        via=said.via if said else None,
        reader=answer.rule,
        passes=answer.passes,
    )


def closest_attribution(annotations: Annotations, span: Span) -> Attribution | None:
    """The closest attribution whose content takes in a span."""
    contents = _contents(SameTuple(annotations.attributions))
    around = []
    for at in reversed(range(bisect_right(contents, span.start, key=attrgetter("start")))):
        content = contents[at]
        if content.furthest < span.end:
            break  # none before it reaches as far
        if span.end <= content.end:
            length = content.end - content.start
            around.append((length, content.attribution.cue, content.number, content.attribution))
    return min(around, key=lambda found: found[:3])[3] if around else None


@dataclass(frozen=True, slots=True)
class _Content:
    """A stretch of what somebody is said to have said."""

    start: int
    end: int
    furthest: int  # to which it or one before it reaches
    number: int  # in the order of attributions
    attribution: Attribution


@lru_cache(maxsize=1)  # every claim of a report is looked up
def _contents(same: SameTuple[Attribution]) -> tuple[_Content, ...]:
    """The contents of attributions in the order in which they start."""
    every = [(span, said) for said in same.items for span in said.content]
    order = sorted(range(len(every)), key=lambda number: every[number][0].start)
    furthest = accumulate((every[number][0].end for number in order), max)
    return tuple(
        _Content(every[n][0].start, every[n][0].end, reach, n, every[n][1])
        for n, reach in zip(order, furthest, strict=True)
    )


def quote_of(sentence: Span, words: Span) -> Span:
    """The sentence, or the stretch of it around the words that a quote may hold."""
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence
    spare = LONGEST_QUOTE - (words.end - words.start)
    start = max(sentence.start, words.start - max(spare, 0) // 2)
    return Span(start, min(sentence.end, start + LONGEST_QUOTE))


def _id(report: str, answer: Answer, speaker: Party | None) -> str:
    """A hash of the report, the role, the words' place, the value and the speaker."""
    parts = (
        report,
        answer.role.value,
        str(answer.span.start),
        str(answer.span.end),
        repr(answer.value),
        speaker.name if speaker else "",
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
