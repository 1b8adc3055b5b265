"""Voices: who vouches for a claim, when reprints and sister outlets count once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from dateline.types import BlockKind, Document, Party, PartyKind

COPIED: Final = 0.5  # of the shorter report's sentences stand in the other: one voice
FEWEST: Final = 3  # shared sentences; a short report shares one with anything
SHORTEST: Final = 8  # words of a sentence that shows a common origin
MOST_WORDS: Final = 6  # of the name shown for a speaker
WORD = re.compile(r"[^\W_]+")
# "Two senior officials" and "a senior official" are known by what they are, not by how many.
COUNTED = re.compile(r"^(?:an?|the|one|two|three|four|five|some|several|other)\s+", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n")
LONG: Final = 5  # letters; shorter names are told apart by their vowels ("Ali", "Ola")
VOWELS = re.compile(r"[aeiouy]")
DOUBLED = re.compile(r"(.)\1+")
OFFICES: Final = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON, PartyKind.GOVERNMENT})
# Words of rank and office: they stand beside a name and do not tell speakers apart.
TITLES: Final = frozenset(
    [
        *("a", "an", "the", "of", "for", "in", "s", "al", "office", "spokesman", "spokeswoman"),
        *("spokesperson", "statement", "mr", "mrs", "ms", "dr", "gen", "general", "chief"),
        *("president", "prime", "minister", "secretary", "governor", "mayor"),
    ]
)


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a cluster, each under one name however the reports call them."""

    names: Mapping[str, str]

    def name(self, party: Party) -> str:
        """The name that a party goes by."""
        return self.names.get(key(party), party.name)


def report_voices(documents: Iterable[Document]) -> dict[str, str]:
    """Name the voice behind each report: its owner or agency, and one for reports that copy.

    Returns:
        The voice by report id.
    """
    by_id = {d.report: d for d in documents}
    ordered = [by_id[report] for report in sorted(by_id)]
    roots = _united(ordered, [*_same_house(ordered), *_copies(ordered)])
    shown: dict[str, str] = {}
    for document in ordered:
        root = roots[document.report]
        shown[root] = min(shown.get(root, _house(document)), _house(document))
    return {report: shown[root] for report, root in roots.items()}


def owner(document: Document) -> str:
    """Who is behind the outlet of a report; an unknown one is its own, by its name."""
    return document.source.owner if document.source else document.agency or document.name


def _house(document: Document) -> str:
    """The agency that a report comes from, else the owner of its outlet."""
    return document.agency or owner(document)


def _same_house(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Pairs of reports of one agency or owner."""
    houses: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        houses[_house(document).casefold()].append(document.report)
    return [(members[0], other) for members in houses.values() for other in members[1:]]


def _copies(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Pairs of reports that have most sentences in common."""
    sentences = {d.report: _sentences(d) for d in documents}
    shared: defaultdict[tuple[str, str], int] = defaultdict(int)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for report, lines in sentences.items():
        for line in lines:
            holders[line].append(report)
    for members in holders.values():
        for pair in combinations(members, 2):
            shared[pair] += 1
    return [
        (one, two)
        for (one, two), n in shared.items()
        if n >= FEWEST and n >= COPIED * min(len(sentences[one]), len(sentences[two]))
    ]


def _sentences(document: Document) -> frozenset[str]:
    """The long sentences of a report's body, as plain words."""
    bodies = (
        document.text[b.span.start : b.span.end]
        for b in document.blocks
        if b.kind is BlockKind.BODY
    )
    lines = (WORD.findall(line.lower()) for body in bodies for line in SENTENCE_END.split(body))
    return frozenset(" ".join(words) for words in lines if len(words) >= SHORTEST)


def _united(documents: Sequence[Document], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest report id that each report is connected with."""
    return united([d.report for d in documents], pairs)


K = str


def united(keys: Iterable[K], pairs: Iterable[tuple[K, K]]) -> dict[K, K]:
    """The smallest key that each key is connected with."""
    root = {name: name for name in keys}

    def find(name: K) -> K:
        while root[name] != name:
            name = root[name]
        return name

    for left, right in pairs:
        a, b = sorted((find(left), find(right)))
        root[b] = a
    return {name: find(name) for name in root}


# ------------------------------------------------------------------ speakers


def speakers(parties: Iterable[Party]) -> Speakers:
    """Bring together the names of one speaker: "Sudani", "the Iraqi prime minister's office".

    Two names are one speaker's by a shared id, by a shared office of one country, or where one
    name's telling words are among those of exactly one other of a like kind.
    """
    found: dict[str, list[Party]] = {}
    for party in parties:
        found.setdefault(key(party), []).append(party)
    ordered = {name: found[name] for name in sorted(found)}
    firsts = {name: members[0] for name, members in ordered.items()}
    pairs = [*_same_office(firsts), *_shorter_names(firsts)]
    roots = united(ordered, pairs)
    groups: defaultdict[str, list[Party]] = defaultdict(list)
    for name, root in roots.items():
        groups[root] += ordered[name]
    return Speakers({name: _shown(groups[root]) for name, root in roots.items()})


def key(party: Party) -> str:
    """What a party is known by: its id, else its telling words and kind."""
    return party.id or " ".join([*map(_sounded, telling(party.name)), f"({party.kind.value})"])


def _sounded(word: str) -> str:
    """A spelling that transliterations of one name share: Mohamed, Mohammed, Muhammad."""
    if len(word) < LONG:
        return word
    return DOUBLED.sub(r"\1", word[0] + VOWELS.sub("", word[1:]))


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell speakers apart; all of them where none does."""
    words = tuple(WORD.findall(name.lower().replace("’", "'").replace("'s", "")))
    return tuple(w for w in words if w not in TITLES) or words


def _same_office(parties: Mapping[str, Party]) -> list[tuple[str, str]]:
    """Pairs of speakers who hold one office of one country, or of countries not told.

    Any report has its "spokesman": only an office of more words is held by one person.
    """
    held: defaultdict[str, list[str]] = defaultdict(list)
    for name, party in parties.items():
        if party.office and " " in party.office and not party.anonymous:
            held[party.office.casefold()].append(name)
    return [
        (one, two)
        for members in held.values()
        for one, two in combinations(members, 2)
        if None in (here := (parties[one].country, parties[two].country)) or here[0] == here[1]
    ]


def _shorter_names(parties: Mapping[str, Party]) -> list[tuple[str, str]]:
    """Pairs of a name and the only longer name of a like kind that has all its words."""
    words = {name: frozenset(map(_sounded, telling(party.name))) for name, party in parties.items()}
    pairs = []
    for name, party in parties.items():
        if party.kind is PartyKind.STATE or party.anonymous:
            continue
        longer = [
            other
            for other, rival in parties.items()
            if words[name] < words[other] and _like(party, rival) and not rival.anonymous
        ]
        if len(longer) == 1:
            pairs.append((name, longer[0]))
    return pairs


def _like(one: Party, two: Party) -> bool:
    """Are two parties of one kind, as reports name people and their offices?"""
    return one.kind is two.kind or {one.kind, two.kind} <= OFFICES


def _shown(parties: Sequence[Party]) -> str:
    """The fullest name of a speaker that is no sentence of its own; ties by the alphabet."""

    def rank(party: Party) -> tuple[bool, bool, int, str]:
        size = len(WORD.findall(party.name))
        return (party.id is None, size > MOST_WORDS, -size, party.name)

    shown = min(parties, key=rank)
    return COUNTED.sub("", shown.name) if shown.anonymous else shown.name
