"""Short names within a report: "Sudani", "the INSS", "the embassy"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.types import Document, Entity, Party, PartyKind

SHORTENED: Final = frozenset(
    {PartyKind.DIPLOMATIC, PartyKind.MILITARY, PartyKind.GOVERNMENT, PartyKind.POLICE}
)
PERSONAL: Final = frozenset(
    {PartyKind.PERSON, PartyKind.OFFICIAL, PartyKind.UNKNOWN, PartyKind.GOVERNMENT}
)
ACRONYM: Final = re.compile(r"\s?\(([A-Z][A-Z-]{1,9})\)")
OFFICE: Final = re.compile(r"['’]s? office$")


def resolved(document: Document, found: Sequence[Entity]) -> tuple[Entity, ...]:
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
    long: list[Party] = []
    answer = []
    for each in found:
        party = each.value
        if not isinstance(party, Party):
            continue
        party = acronyms.get(party.name) or _longer(party, long) or party
        long.append(party)
        answer.append(replace(each, value=party))
    return tuple(answer)


def _longer(party: Party, before: Sequence[Party]) -> Party | None:
    """The party named before that a short name stands for, the latest first."""
    for other in reversed(before):
        if party.kind in PERSONAL and _surname_of(party, other):
            return _with_office(party, other)
        if party.kind in SHORTENED and party.kind is other.kind and party.country is None:
            first, second = party.name.lower().split(), other.name.lower().split()
            if len(first) < len(second) and first == second[-len(first) :]:
                return other
    return None


def _surname_of(party: Party, other: Party) -> bool:
    """Is a name of one word, its article aside, the last of a person's longer name?"""
    if other.kind not in (PartyKind.OFFICIAL, PartyKind.PERSON) or other.anonymous:
        return False
    short, long = (_words(OFFICE.sub("", each.name)) for each in (party, other))
    return 0 < len(short) < len(long) and short == long[-len(short) :]


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"\w+", name.lower()) if w not in ("al", "el", "mr", "mrs", "ms")]


def _with_office(party: Party, other: Party) -> Party:
    """The person, or the office of the person, that a short name stands for."""
    if OFFICE.search(party.name):
        return replace(party, country=other.country, office=other.office)
    return other
