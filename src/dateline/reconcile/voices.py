"""Voices: who vouches for a claim, when reprints and sister outlets count once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Final

from dateline.types import Copy, CopyKind, Document, Interval, Party, PartyKind, Reliability, Span

# ------------------------------------------------------------------ institutions

WORD: Final = re.compile(r"[^\W_]+")
FIELDS: Final = "health|interior|defen[cs]e|information|foreign|justice|oil|transport|education"
MINISTRY: Final = re.compile(
    rf"\b(?:(?P<of>{FIELDS}) (?:ministry|minister|officials?|authorities)"
    rf"|(?:ministry|minister) of (?:the )?(?P<named>{FIELDS}))\b"
)
POLICE: Final = re.compile(r"\bpolice\b")
MILITARY: Final = re.compile(r"\b(?:army|military|armed forces)\b")
MONITOR: Final = re.compile(r"\b(?:observatory|monitor|monitoring group|watchdog|ngo)\b")
MONITORING: Final = frozenset("observatory monitor monitoring group watchdog ngo war".split())
# Words of a police force's name that tell it from no other.
PLAIN: Final = frozenset(
    """a an the of for in s police force forces service department officer officers official
    officials spokesman spokeswoman spokesperson chief head commander captain colonel general
    director source sources statement local senior national state federal provincial
    deputy""".split()
)


@dataclass(frozen=True, slots=True)
class Institution:
    """What a speaker answers for, and what tells it from others of its sort, if anything."""

    sort: str
    own: frozenset[str]


def institution_of(party: Party) -> Institution | None:
    """The institution that a party is or speaks for, None where its name and office tell none."""
    # A person is known by the office alone: names are no names of places.
    office = (party.office or "").casefold()
    words = office if party.office and not party.anonymous else party.name.casefold()
    country = frozenset([party.country] if party.country else [])
    if party.kind is PartyKind.POLICE or POLICE.search(words):
        return Institution("police", frozenset(WORD.findall(words)) - PLAIN)
    if found := MINISTRY.search(words):
        field = (found["of"] or found["named"]).replace("defence", "defense")
        return Institution(f"{field} ministry", country)
    if party.kind is PartyKind.MILITARY or MILITARY.search(words):
        return Institution("military", country)
    if MONITOR.search(words):
        return Institution("monitor", frozenset(WORD.findall(words)) - PLAIN - MONITORING)
    return None


def are_colleagues(parties: Mapping[str, Party]) -> list[tuple[str, str]]:
    """Pairs of speakers of one institution.

    One that no country or place tells apart ("police") is taken for the only one of its sort that
    the reports name; where they name two, it stays by itself.

    Args:
        parties: the speakers of an incident, by key.
    """
    sorts: defaultdict[str, dict[str, Institution]] = defaultdict(dict)
    for key, party in parties.items():
        if (found := institution_of(party)) is not None:
            sorts[found.sort][key] = found
    return [pair for members in sorts.values() for pair in _institution_pairs(members)]


def _institution_pairs(members: Mapping[str, Institution]) -> Iterator[tuple[str, str]]:
    """Pairs of one sort that are one institution."""
    told = {key: one.own for key, one in members.items() if one.own}
    untold = [key for key, one in members.items() if not one.own]
    yield from pairwise(untold)
    for one, two in combinations(told, 2):
        if told[one] <= told[two] or told[two] <= told[one]:
            yield one, two
    if untold and told and _is_one(list(told.values())):
        yield untold[0], next(iter(told))


def _is_one(found: Sequence[frozenset[str]]) -> bool:
    """Are all of some descriptions parts of the fullest one?"""
    fullest = max(found, key=lambda own: (len(own), sorted(own)))
    return all(own <= fullest for own in found)


# ------------------------------------------------------------------ letters

# The Admiralty scale's letter (FM 2-22.3, source reliability). It is never worked out from what an
# outlet says: only people give it, and an outlet that nobody rated has F, "cannot be judged".

BEST_FIRST: Final = tuple(map(Reliability, "ABCFDE"))
RELIABLE: Final = frozenset(map(Reliability, "ABC"))
UNRELIABLE: Final = frozenset(map(Reliability, "DE"))


def letter_of(document: Document, written: Interval | None) -> Reliability:
    """The letter of a report: of the agency that it credits if that is rated, else of its outlet.

    It is the one in force when the report was written, the last one where that is not known.
    """
    own = document.source.ratings if document.source else ()
    day = written.last if written else date.max
    found = [r.letter for r in document.agency_ratings or own if r.since is None or r.since <= day]
    return found[-1] if found else Reliability.F


def best_letter(letters: Iterable[Reliability]) -> Reliability:
    """The best of some letters, F for none."""
    return min(letters, key=BEST_FIRST.index, default=Reliability.F)


def worse_letter(one: Reliability, other: Reliability) -> bool:
    """Is one letter worse than another?"""
    return BEST_FIRST.index(one) > BEST_FIRST.index(other)


def tier_of(letter: Reliability) -> int:
    """0 for reliable (A to C), 1 for what cannot be judged (F), 2 for unreliable (D, E)."""
    return 0 if letter in RELIABLE else 2 if letter in UNRELIABLE else 1


# ------------------------------------------------------------------ voices

COPIED: Final = 0.5  # of a report is from another: it adds no voice
MOST_WORDS: Final = 6  # of the name shown for a speaker
# "Two senior officials" and "a senior official" are known by what they are, not by how many.
COUNTED = re.compile(r"^(?:an?|the|one|two|three|four|five|some|several|other)\s+", re.IGNORECASE)
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
class SpeakerGroups:
    """The speakers of a cluster, each under one name however the reports call them.

    Speakers of one institution are one voice, and keep their names in the claims table.
    """

    names: Mapping[str, str]
    institutions: Mapping[str, str]

    def party_name(self, party: Party) -> str:
        """The name that a party goes by."""
        return self.names.get(speaker_key(party), party.name)

    def voice(self, party: Party) -> str:
        """The name of the voice that a party speaks with."""
        return self.institutions.get(speaker_key(party), party.name)


@dataclass(frozen=True, slots=True)
class ReportVoices:
    """Who is behind each report, and behind the passages that it has from elsewhere."""

    reports: Mapping[str, str]  # by report id
    passages: Mapping[str, tuple[tuple[Span, str], ...]]  # those of another voice, by report id
    media: Mapping[str, str]  # of outlets and agencies, by name in lower case
    own: frozenset[str]  # reports that speak with their own house's voice, and no other's

    def voice_of(self, report: str, words: Span) -> str:
        """The voice of some words that a report tells in its own name."""
        for span, voice in self.passages.get(report, ()):
            if span.start <= words.start and words.end <= span.end:
                return voice
        return self.reports[report]

    def quoted(self, outlet: str) -> str | None:
        """The voice of an outlet that a report quotes, if it is behind a report itself."""
        return self.media.get(_bare_outlet(outlet))


def voices_of(documents: Iterable[Document], copies: Sequence[Copy] = ()) -> ReportVoices:
    """Name the voice behind each report: its owner or agency, and one for reports that copy.

    Args:
        documents: of one incident.
        copies: which of them share passages.
    """
    by_id = {d.report: d for d in documents}
    ordered = [by_id[report] for report in sorted(by_id)]
    inside = [c for c in copies if c.left in by_id and c.right in by_id]
    whole = [(c.left, c.right) for c in inside if _is_whole(c)]
    roots = _unite_names(ordered, [*_same_house(ordered), *whole])
    for report, source in _joined_from(inside).items():
        if roots[report] == report and list(roots.values()).count(report) == 1:
            roots[report] = roots[source]
    shown: dict[str, tuple[bool, str]] = {}
    for document in ordered:
        root, house = roots[document.report], (document.agency is None, _house_of(document))
        shown[root] = min(shown.get(root, house), house)
    reports = {report: shown[root][1] for report, root in roots.items()}
    names = {n: reports[d.report] for d in reversed(ordered) for n in _printed_names(d)}
    own = frozenset(d.report for d in ordered if reports[d.report] == _house_of(d))
    return ReportVoices(reports, _passage_voices(inside, reports), names, own)


def _is_whole(copy: Copy) -> bool:
    """Is one report so much of a copy that it adds no voice to the other?

    One that joins two texts makes no single voice of these.
    """
    return copy.kind is not CopyKind.MERGED and max(copy.left_share, copy.right_share) >= COPIED


def _joined_from(copies: Sequence[Copy]) -> dict[str, str]:
    """Reports that are made of others' texts, with the one that most is from."""
    parts: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for copy in copies:
        if copy.kind is CopyKind.MERGED and copy.source is not None:
            ours, share = (
                (copy.right, copy.right_share)
                if copy.source == copy.left
                else (copy.left, copy.left_share)
            )
            parts[ours].append((share, copy.source))
    return {
        report: max(found)[1]
        for report, found in sorted(parts.items())
        if sum(share for share, _ in found) >= COPIED
    }


def _passage_voices(
    copies: Sequence[Copy], reports: Mapping[str, str]
) -> dict[str, tuple[tuple[Span, str], ...]]:
    """The passages of each report that another voice stands behind.

    Where it cannot be told which of two reports goes back to the other, both tell the passage
    with one voice all the same.
    """
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for copy in copies:
        first = min(reports[copy.left], reports[copy.right])
        voice = reports[copy.source] if copy.source else first
        for report in (copy.left, copy.right):
            if reports[report] != voice:
                spans = [p.left if report == copy.left else p.right for p in copy.passages]
                found[report] += [(span, voice) for span in spans]
    return {report: tuple(sorted(spans)) for report, spans in found.items()}


def owner_of(document: Document) -> str:
    """Who is behind the outlet of a report; an unknown one is its own, by its name."""
    return document.source.owner if document.source else document.agency or document.name


def _house_of(document: Document) -> str:
    """The agency that a report comes from, else the owner of its outlet."""
    return document.agency or owner_of(document)


def _same_house(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Pairs of reports of one agency or owner; an agency's own site credits nobody."""
    houses: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        for name in {_house_of(document).casefold(), *_printed_names(document)}:
            houses[name].append(document.report)
    return [(members[0], other) for members in houses.values() for other in members[1:]]


def _printed_names(document: Document) -> frozenset[str]:
    """The names by which a report's voice is quoted: its agency, else its outlet."""
    outlet = document.source.name if document.source else None
    name = document.agency or outlet
    return frozenset([_bare_outlet(name)]) if name else frozenset()


def _bare_outlet(name: str) -> str:
    """A name of an outlet in lower case, without an article."""
    return name.casefold().removeprefix("the ")


def _unite_names(documents: Sequence[Document], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest report id that each report is connected with."""
    return unite_voices([d.report for d in documents], pairs)


K = str


def unite_voices(keys: Iterable[K], pairs: Iterable[tuple[K, K]]) -> dict[K, K]:
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


def group_speakers(parties: Iterable[Party]) -> SpeakerGroups:
    """Bring together the names of one speaker: "Sudani", "the Iraqi prime minister's office".

    Two names are one speaker's by a shared id, by a shared office of one country, or where one
    name's telling words are among those of exactly one other of a like kind.
    """
    found: dict[str, list[Party]] = {}
    for party in parties:
        found.setdefault(speaker_key(party), []).append(party)
    ordered = {name: found[name] for name in sorted(found)}
    firsts = {name: members[0] for name, members in ordered.items()}
    pairs = [*_same_office(firsts), *_shorter_names(firsts)]
    roots = unite_voices(ordered, pairs)
    bodies = (*are_colleagues(firsts), *_own_bodies(firsts))
    houses = unite_voices(ordered, [*roots.items(), *bodies])
    return SpeakerGroups(
        _named_speakers(ordered, roots, _shown_name), _named_speakers(ordered, houses, _house_name)
    )


def _own_bodies(parties: Mapping[str, Party]) -> Iterator[tuple[str, str]]:
    """Pairs of a person and the body that the person's office names: "spokesman, Kell Front"."""
    bodies = {key: p.name.casefold() for key, p in parties.items() if not (p.office or p.anonymous)}
    for key, party in parties.items():
        office = (party.office or "").casefold()
        for other, name in bodies.items() if " " in office else ():
            if other != key and re.search(rf"\b{re.escape(name)}\b", office):
                yield key, other


def _named_speakers(
    parties: Mapping[str, Sequence[Party]],
    roots: Mapping[str, str],
    name_of: Callable[[Sequence[Party]], str],
) -> dict[str, str]:
    """The name of the group that each speaker is in."""
    groups: defaultdict[str, list[Party]] = defaultdict(list)
    for name, root in roots.items():
        groups[root] += parties[name]
    return {name: name_of(groups[root]) for name, root in roots.items()}


def _house_name(parties: Sequence[Party]) -> str:
    """The name of an institution, else of the speaker."""
    own = [p for p in parties if institution_of(p) and not p.anonymous and not p.office]
    return _shown_name(own or parties)


def speaker_key(party: Party) -> str:
    """What a party is known by: its id, else its telling words and kind."""
    return party.id or " ".join(
        [*map(_sounded_name, telling_words_of(party.name)), f"({party.kind.value})"]
    )


def _sounded_name(word: str) -> str:
    """A spelling that transliterations of one name share: Mohamed, Mohammed, Muhammad."""
    if len(word) < LONG:
        return word
    return DOUBLED.sub(r"\1", word[0] + VOWELS.sub("", word[1:]))


def telling_words_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell speakers apart; all of them where none does."""
    plain = name.lower().replace("’", "'").replace("‘", "'").replace("'s", "").replace("'", "")
    words = tuple(WORD.findall(plain))
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
    """Pairs of a name and the only other of a like kind that has all its words, or more."""
    words = {
        name: frozenset(map(_sounded_name, telling_words_of(party.name)))
        for name, party in parties.items()
    }
    pairs = []
    for name, party in parties.items():
        if party.kind is PartyKind.STATE or party.anonymous:
            continue
        longer = [
            other
            for other, rival in parties.items()
            if other != name
            and words[name] <= words[other]
            and _similar_names(party, rival)
            and not rival.anonymous
        ]
        if len(longer) == 1:
            pairs.append((name, longer[0]))
    return pairs


def _similar_names(one: Party, two: Party) -> bool:
    """Are two parties of one kind, as reports name people and their offices, and of one country?"""
    if one.country and two.country and one.country != two.country:
        return False
    return one.kind is two.kind or {one.kind, two.kind} <= OFFICES


def _shown_name(parties: Sequence[Party]) -> str:
    """The fullest name of a speaker that is no sentence of its own; ties by the alphabet."""

    def rank(party: Party) -> tuple[bool, bool, int, str]:
        size = len(WORD.findall(party.name))
        return (party.id is None, size > MOST_WORDS, -size, party.name)

    shown = min(parties, key=rank)
    return COUNTED.sub("", shown.name) if shown.anonymous else shown.name
