"""Short names within a report: "Sudani", "the INSS", "the embassy"."""

from __future__ import annotations

import re
from collections.abc import Reversible, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dateline.types import Document, Entity, Party, PartyKind, Sentence, Span
from dateline.vocabulary.phrases import phrase_lexicon, phrase_matches, split_words

MANY_NAMES: Final = 4096  # in a few reports
SHORTENED: Final = frozenset(
    {PartyKind.DIPLOMATIC, PartyKind.MILITARY, PartyKind.GOVERNMENT, PartyKind.POLICE}
)
# Offices that one person at a time holds in the country that a report is about.
SINGLE: Final = frozenset(
    {
        "president",
        "prime minister",
        "interior minister",
        "foreign minister",
        "defence minister",
        "defense minister",
        "governor",
        "mayor",
        "police chief",
        "king",
        "chancellor",
    }
)
PERSONAL: Final = frozenset(
    {PartyKind.PERSON, PartyKind.OFFICIAL, PartyKind.UNKNOWN, PartyKind.GOVERNMENT}
)
SPOKES: Final = re.compile(
    r"\bspokes(?:man|woman|person)$|^spokes(?:man|woman|person)\b", re.IGNORECASE
)
# How a report calls a body that counts the dead, before or behind its name.
MONITORS: Final = re.compile(
    r"^(?:[\w-]+ )*(?:war monitor|watchdog|monitoring (?:group|organi[sz]ation)|\w+-based group)$",
    re.IGNORECASE,
)
MONITOR_NAMES: Final = re.compile(r"\b(?:observatory|monitor|human rights)\b", re.IGNORECASE)
AHEAD: Final = 400  # characters, about two sentences
ACRONYM: Final = re.compile(r"\s?\(([A-Z][A-Z-]{1,9})\)")
OFFICE_TAIL: Final = re.compile(r"['’]s? office\b")
OFFICE: Final = re.compile(r"['’]s? office$")
LONGEST_INITIALS = 2  # letters; they name nobody


def resolve_short_names(document: Document, found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Let short names stand for the party that a longer one named before.

    Args:
        document: the report.
        found: its parties in the order of the text.
    """
    acronyms = {
        match.group(1): each.value
        for each in found
        if (match := ACRONYM.match(document.text, each.span.end)) and isinstance(each.value, Party)
    }
    long: dict[Party, None] = {}  # each once, where it was named last
    answer = []
    monitor = _only_monitor(found)
    for at, each in enumerate(found):
        party = each.value
        if not isinstance(party, Party):
            continue
        named = acronyms.get(party.name) or _longer_party(party, long)
        behind = found[at + 1 :]
        party = named or _named_after(each, behind) or _only_force(party, behind) or party
        party = monitor if monitor and MONITORS.search(party.name) and not party.id else party
        long.pop(party, None)
        long[party] = None
        answer.append(replace(each, value=party))
    return tuple(answer)


def _only_monitor(found: Sequence[Entity]) -> Party | None:
    """The only known body of a report that counts the dead, for its "a monitoring group"."""
    parties = (e.value for e in found if isinstance(e.value, Party))
    known = {p for p in parties if p.id and MONITOR_NAMES.search(p.name)}
    return known.pop() if len(known) == 1 else None


def _only_force(party: Party, behind: Sequence[Entity]) -> Party | None:
    """The only force named behind that a bare "army" or "coalition" of a headline may be."""
    if party.kind is not PartyKind.MILITARY or party.country is not None or party.id is not None:
        return None
    others = (e.value for e in behind if isinstance(e.value, Party))
    short = party.name.lower().split()
    longer = {
        other
        for other in others
        if other.kind is party.kind
        and other.country is not None
        and other.name.lower().split()[-len(short) :] == short
    }
    return longer.pop() if len(longer) == 1 else None


def _named_after(entity: Entity, behind: Sequence[Entity]) -> Party | None:
    """Who "a spokesman" of a lead is, if the next sentences name one: "Jan Maly, spokesman for"."""
    party = entity.value
    if not (isinstance(party, Party) and party.anonymous and SPOKES.search(party.name)):
        return None
    wanted = set(party.name.lower().split())
    for other in behind:
        one = other.value
        if other.span.start > entity.span.end + AHEAD:
            break
        if not isinstance(one, Party) or one.office is None or one.anonymous:
            continue
        if SPOKES.search(one.office):
            return one if wanted <= set(re.findall(r"\w+", one.office.lower())) else None
    return None


def repeated_names(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Entity]
) -> list[Entity]:
    """Further places where the surname of a person named in full stands, or its office."""
    surnames = {
        _name_words(each.value.name)[-1]: each.value
        for each in found
        if isinstance(each.value, Party)
        and each.value.kind in (PartyKind.OFFICIAL, PartyKind.PERSON)
        and not each.value.anonymous
        and len(_name_words(each.value.name)) > 1
    }
    told = ((n, party) for n, party in sorted(surnames.items()) if len(n) > LONGEST_INITIALS)
    table = phrase_lexicon(told)
    return [
        _office_or_person(document, span, party)
        for sentence in sentences
        for span, party in phrase_matches(
            table, split_words(document.text, sentence.span.start, sentence.span.end)
        )
        if document.text[span.start].isupper()
    ]


def _office_or_person(document: Document, span: Span, party: Party) -> Entity:
    """A surname, or the office of its bearer: "Sudani's office"."""
    tail = OFFICE_TAIL.match(document.text, span.end)
    if tail is None:
        return Entity(span, party)
    name = f"{document.text[span.start : span.end]}’s office"
    office = Party(name, PartyKind.GOVERNMENT, None, party.country, party.office)
    return Entity(Span(span.start, tail.end()), office)


def _longer_party(party: Party, before: Reversible[Party]) -> Party | None:
    """The party named before that a short name stands for, the latest first."""
    for other in reversed(before):
        if _is_respelt(party, other):
            return other
        if party.kind in PERSONAL and _surname_of(party, other):
            return _with_office(party, other)
        if party.kind is PartyKind.OFFICIAL and _holder_of(party, other):
            return other
        shortened = party.kind in SHORTENED or party.anonymous
        if shortened and party.kind is other.kind and party.country is None:
            first, second = party.name.lower().split(), other.name.lower().split()
            if len(first) < len(second) and first == second[-len(first) :]:
                return other
    return None


def _is_respelt(party: Party, other: Party) -> bool:
    """Are two full names one in two spellings ("Mohamed Sherif", "Mohammed Shareef")?

    Spellings of one Arabic name differ in vowels and doubled letters; consonants stay.
    """
    persons = (PartyKind.OFFICIAL, PartyKind.PERSON)
    if party.kind not in persons or other.kind not in persons or party.anonymous or party.id:
        return False
    one, two = _name_words(party.name), _name_words(other.name)
    if one == two or len(one) < 2 or len(one) != len(two):  # noqa: PLR2004 - a name and a surname
        return False
    return [_consonants_of(word) for word in one] == [_consonants_of(word) for word in two]


def _consonants_of(word: str) -> str:
    """The first letter of a word and its consonants behind it, doubled ones once."""
    return word[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy’']", "", word[1:]))


def _surname_of(party: Party, other: Party) -> bool:
    """Is a name of one word, its article aside, the last of a person's longer name?"""
    if other.kind not in (PartyKind.OFFICIAL, PartyKind.PERSON) or other.anonymous:
        return False
    short, long = (_name_words(_without_office(each.name)) for each in (party, other))
    return 0 < len(short) < len(long) and short == long[-len(short) :]


@lru_cache(maxsize=MANY_NAMES)
def _without_office(name: str) -> str:
    """A name without "'s office"."""
    return OFFICE.sub("", name)


def _holder_of(party: Party, other: Party) -> bool:
    """Is an office told without a name ("the premier") that of a person named before?"""
    if other.kind is not PartyKind.OFFICIAL or other.office is None or party.anonymous:
        return False
    office, held = (
        re.sub(r"\bpremier\b", "prime minister", (each or "").lower())
        for each in (party.name, other.office)
    )
    return office in SINGLE and held.endswith(office) and other.name.lower() != office


@lru_cache(maxsize=MANY_NAMES)
def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, articles and forms of address left out."""
    found = re.findall(r"\w+", name.lower())
    return tuple(w for w in found if w not in ("al", "el", "mr", "mrs", "ms"))


def _with_office(party: Party, other: Party) -> Party:
    """The person, or the office of the person, that a short name stands for."""
    if OFFICE.search(party.name):
        return replace(party, country=other.country, office=other.office)
    return other
