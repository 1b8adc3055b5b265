"""A glance at the words of a report, before it is parsed: may any of them tell of an event?

An event stands on words of a sentence. Which words the rules need is known without a parse, though
not whether they stand as the rules ask; so a glance tells either for certain that no event is told,
or that one may be. It errs on the side of reading: a word counts for all that it may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final

from dateline.extract.events.event import (
    EVIDENCE,
    FATES,
    HARM,
    LEAST_EVIDENCE,
    SERIOUS,
    harms_people,
)
from dateline.extract.events.rules import find_triggers
from dateline.extract.events.sub_kinds import OTHER_NEWS, SHARES, find_topic, may_be_topic
from dateline.extract.events.trigger import (
    OF_PARTY,
    frame_needs,
    has_fixed_phrase,
    told_classes,
)
from dateline.extract.events.trigger_words import (
    DAYS,
    DEAD,
    DEEDS,
    FELLED,
    FIGHTS,
    GROUPS,
    GUNSHOTS,
    HARMED,
    HELD,
    HOSTAGES,
    KILLED_STATES,
    KILLINGS,
    LOOSE_NOUNS,
    NOUNS,
    VERBS,
    WEAPONS,
    WOUNDS,
    asserted_lemmas,
    plain_triggers,
)
from dateline.syntax.parser import find_masked_words, possible_names
from dateline.syntax.tree import tree
from dateline.types import NARRATIVE, Annotations, Block, BlockKind, Document, PartyKind, Span

READ: Final = NARRATIVE | {BlockKind.CAPTION}
WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Where a sentence may end; none is taken to end behind a short word, as "U.S." or "Gen.".
END: Final = re.compile(r"(?<=\w{4}[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
OPENING: Final = len(SHARES) + 1  # sentences that tell what a report is about, and one to be sure
SHORTEST: Final = 4  # words of one of them
MOST: Final = 1 / 3  # of a text that is parsed to decide; from there on all is read at once
BARE: Final = frozenset({*NOUNS, *VERBS, *LOOSE_NOUNS, *HOSTAGES})  # need no other word
FIGHTERS: Final = frozenset(OF_PARTY)
FIGHTING: Final = frozenset({"fighters", "members", "raiders", "forces"})  # classes of nouns

NAMED: Final = 3  # words named in a reason

Detect = Callable[[Document], Annotations]
NamedParties = Callable[[str, AbstractSet[str]], AbstractSet[PartyKind]]


@dataclass(frozen=True)
class _Look:
    """A sentence, by its marks alone, and what its words may be."""

    text: str
    named: NamedParties

    @cached_property
    def words(self) -> list[str]:
        """Its words in lower case."""
        return WORD.findall(self.text.lower())

    @cached_property
    def word_names(self) -> frozenset[str]:
        """All that its words may go by."""
        return frozenset(name for word in self.words for name in possible_names(word))

    @cached_property
    def parties(self) -> AbstractSet[PartyKind]:
        """The kinds of armed groups and forces that it may name."""
        return self.named(self.text, self.word_names)

    @cached_property
    def told(self) -> AbstractSet[str]:
        """Its names with the classes of its nouns."""
        return self.word_names | told_classes(self.word_names, self.parties)

    @cached_property
    def frames(self) -> Mapping[bool, frozenset[str]]:
        """The verbs whose frames may be filled: of those sure by themselves, and of the others."""
        found: dict[bool, set[str]] = {True: set(), False: set()}
        needs = frame_needs()
        likeliest = self.word_names | told_classes(self.word_names, FIGHTERS)
        for verb in needs.keys() & self.word_names:
            for frame in needs[verb]:
                if all(not some.isdisjoint(likeliest) for some in frame.sets) and all(
                    not some.isdisjoint(self.told) for some in frame.sets
                ):
                    found[frame.sure].add(verb)
        return {sure: frozenset(verbs) for sure, verbs in found.items()}

    @cached_property
    def likely_triggers(self) -> frozenset[str]:
        """Those of its names that may tell of an event, if the rest of the report bears it out."""
        beside = self._paired_words(FELLED, DEAD) | self._paired_words(WOUNDS, GUNSHOTS)
        return BARE & self.word_names | self.frames[False] | beside

    def _paired_words(self, words: AbstractSet[str], others: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some words that it has beside one of others."""
        return words & self.word_names if others & self.word_names else frozenset()

    def is_sure(self) -> bool:
        """Whether it may tell of an event by itself."""
        return bool(self.frames[True]) or has_fixed_phrase(self.text, self.word_names)

    def harms(self) -> bool:
        """Whether a word may tell of an event, and another one of people who die or are hurt."""
        if not self.likely_triggers:
            return False
        fates = [word for word in self.words if possible_names(word) & (FATES | DEAD)]
        if len(fates) != 1:
            return bool(fates)
        others = list(self.words)
        others.remove(fates[0])
        return any(possible_names(word) & self.likely_triggers for word in others)

    def harms_plainly(self) -> bool:
        """Whether it may tell in plain words of people killed, hurt or held."""
        words = set(self.words)
        deed = bool(self.word_names & (DEEDS | WEAPONS) or words & FIGHTS)
        dated = bool(words & DAYS)
        if (words & KILLED_STATES and deed) or (self.word_names & KILLINGS and dated):
            return True
        if words & HARMED and (deed or dated or self._has_name()):
            return True
        return bool(words & (HARMED | HELD)) and self._has_doers()

    def _has_doers(self) -> bool:
        """Whether it may name somebody who fights or attacks."""
        return bool(self.word_names & GROUPS or self.told & FIGHTING)

    def _has_name(self) -> bool:
        """Whether a word behind its first has a capital, as names have."""
        return any(word[:1].isupper() for word in islice(WORD.findall(self.text), 1, None))


@dataclass(frozen=True, slots=True)
class Glance:
    """What of a report decides whether it tells of an event.

    Attributes:
        part: the report with no blocks but those sentences; none where nothing tells of an event.
        sentences: how many there are in all.
        words: those that may, in order of the alphabet.
        triggered: whether a word anywhere may tell of an event if the report bears it out.
        borne_out: whether the report may bear it out.
    """

    part: Document
    sentences: int
    words: tuple[str, ...]
    triggered: bool
    borne_out: bool


def glance_at(document: Document, named: NamedParties) -> Glance | None:
    """Look for the sentences that decide whether a report tells of an event.

    Args:
        document: a cleaned report.
        named: gives the kinds of parties that a sentence may name, by its text and names.

    Returns:
        The sentences and what else was seen; None where they are so many that the report is as
        well read in full, and where its words are not as written.
    """
    if document.language != "en" or document.sections or any(find_masked_words(document.text)):
        return None
    blocks = list(_rough_sentences(document))
    looks = [_Look(document.text[b.span.start : b.span.end], named) for b in blocks]
    triggered = any(look.likely_triggers for look in looks)
    borne_out = triggered and _bears_out(looks)
    opening = set(_opening(looks))
    last = max(opening, default=len(looks))
    as_topic = may_be_topic([(looks[n].text.lower(), looks[n].word_names) for n in sorted(opening)])
    kept = [
        block
        for n, (block, look) in enumerate(zip(blocks, looks, strict=True))
        if (borne_out and look.likely_triggers)
        or (as_topic and n in opening)
        or look.is_sure()
        or look.harms()
        or ((triggered or n <= last) and look.harms_plainly())
    ]
    if _length(kept) > MOST * _length(blocks):
        return None
    words = {
        word for look in looks for word in look.words if possible_names(word) & look.likely_triggers
    }
    part = replace(document, blocks=tuple(kept))
    return Glance(part, len(blocks), tuple(sorted(words)), triggered, borne_out)


def _opening(looks: Sequence[_Look]) -> Iterator[int]:
    """The numbers of the sentences that tell what a report is about."""
    return islice((n for n, look in enumerate(looks) if len(look.words) >= SHORTEST), OPENING)


def _length(blocks: Iterable[Block]) -> int:
    """The characters of some blocks."""
    return sum(block.span.end - block.span.start for block in blocks)


def _bears_out(looks: Sequence[_Look]) -> bool:
    """Whether the words of a report may bear out that something in it is violence."""
    names: frozenset[str] = frozenset().union(*(look.word_names for look in looks))
    serious, evidence = not SERIOUS.isdisjoint(names), len(names & (EVIDENCE | HARM))
    if serious and evidence >= LEAST_EVIDENCE:
        return True
    short = evidence + 1 < LEAST_EVIDENCE
    return not short and any(PartyKind.ARMED_GROUP in look.parties for look in looks)


def glance_rejection(document: Document, named: NamedParties, detect: Detect) -> str | None:
    """Why a report is no news of violence by the sentences that decide it, or None if it may be.

    Args:
        document: a cleaned report.
        named: gives the kinds of parties that a sentence may name, by its text and names.
        detect: gives what a document names.
    """
    seen = glance_at(document, named)
    if seen is None or (seen.part.blocks and may_tell_event(seen, detect(seen.part))):
        return None
    words = ", ".join(seen.words[:NAMED]) or "none"
    return (
        f"expected a report of violence, found other news ({len(seen.part.blocks)} of "
        f"{seen.sentences} sentences looked at; nearest words: {words}); read it with --all"
    )


def may_tell_event(seen: Glance, annotations: Annotations) -> bool:
    """Whether a report may tell of an event, or of anything else that a reading keeps.

    Args:
        seen: what decides that.
        annotations: what its part names.
    """
    found, parsed = find_triggers(annotations), tree(annotations)
    topic = find_topic(seen.part, annotations, ())
    told = [one for one in found if not one.plain]
    return (
        any(one.sure for one in found)
        or any(seen.borne_out or harms_people(parsed, one) for one in told)
        or (seen.triggered and len(told) < len(found))
        or bool(plain_triggers(found, asserted_lemmas(parsed)))
        or (topic is not None and topic.sub_kind.name not in OTHER_NEWS)
    )


def _rough_sentences(document: Document) -> Iterator[Block]:
    """The sentences of a report, by their marks alone; several may pass for one."""
    for block in document.blocks:
        if block.kind in READ:
            start = block.span.start
            for end in END.finditer(document.text, start, block.span.end):
                yield Block(block.kind, Span(start, end.start()))
                start = end.end()
            yield Block(block.kind, Span(start, block.span.end))
