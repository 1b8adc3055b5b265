"""Institutions: whom a speaker answers for. A ministry, its minister and its spokesman are one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from dateline.types import Party, PartyKind

WORD: Final = re.compile(r"[^\W_]+")
FIELDS: Final = "health|interior|defen[cs]e|information|foreign|justice|oil|transport|education"
MINISTRY: Final = re.compile(
    rf"\b(?:(?P<of>{FIELDS}) (?:ministry|minister|officials?|authorities)"
    rf"|(?:ministry|minister) of (?:the )?(?P<named>{FIELDS}))\b"
)
POLICE: Final = re.compile(r"\bpolice\b")
MILITARY: Final = re.compile(r"\b(?:army|military|armed forces)\b")
# Words of a police force's name that tell it from no other.
PLAIN: Final = frozenset(
    """a an the of for in s police force forces service department officer officers official
    officials spokesman spokeswoman spokesperson chief head commander captain colonel general
    source sources statement local senior national state federal provincial deputy""".split()
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
