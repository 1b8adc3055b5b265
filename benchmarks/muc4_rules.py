"""Templates of MUC-4 from the engine alone: its incidents with their role fillers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.cased import cased
from benchmarks.texts import document
from dateline.detect import detect
from dateline.extract import extract
from dateline.link import link, settle_dates
from dateline.types import (
    Claim,
    Document,
    Entity,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Prominence,
    Reading,
    Role,
    Target,
    TargetKind,
)

ONTOLOGY = Path(__file__).resolve().parents[1] / "src" / "dateline" / "extract" / "ontology.toml"
ORGANISED = frozenset(
    {
        PartyKind.STATE,
        PartyKind.GOVERNMENT,
        PartyKind.MILITARY,
        PartyKind.POLICE,
        PartyKind.SECURITY,
        PartyKind.ARMED_GROUP,
        PartyKind.POLITICAL,
        PartyKind.COMPANY,
    }
)
# MUC-4 calls these a person or people and no physical target.
HUMAN = frozenset({TargetKind.PERSON, TargetKind.CIVILIANS, TargetKind.MILITANT})
TITLE = re.compile(
    r"^(?:(?:president|colonel|col|general|gen|lieutenant|lt|major|captain|capt|sergeant|sgt|father"
    r"|fr|mr|mrs|miss|ms|dr|mayor|senator|deputy|ambassador|minister|judge|bishop|archbishop"
    r"|monsignor|priest|reverend|rev|commander|brigadier|former|presidential|candidate)\.?\s+)+",
    re.IGNORECASE,
)
LEADING = re.compile(r"^(?:the|a|an|their|his|its|this|that|some|several)\s+", re.IGNORECASE)
Wanted = Callable[[Claim, str], bool]
HARMED = frozenset({Role.KILLED, Role.WOUNDED, Role.ABDUCTED})
AND = re.compile(r", (?:and )?| and ")
NAME = re.compile(r"[A-Z][\w'.-]*(?: (?:de|del|la|los|y|[A-Z][\w'.-]*)){1,4}")
LONGEST = 8  # words of a filler; a longer one is a clause that was taken along
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says, and the parties that it names."""

    reading: Reading
    parties: tuple[Entity, ...]


def templates(name: str, text: str) -> list[dict[str, object]]:
    """The incidents of a text as templates.

    Args:
        name: the text's name.
        text: all in small letters, or all in capitals, as the collection has it.

    Returns:
        A template an incident whose kind MUC-4 knows, with the fillers of five roles.
    """
    told = _told(document(name, cased(text)))
    found = {mention.id: mention for mention in told.reading.mentions}
    clusters = link([told.reading], settle_dates([told.reading]))
    groups = [[found[one] for one in cluster.mentions] for cluster in clusters]
    groups.sort(key=lambda group: min(mention.trigger for mention in group))
    return [_template(told, group) for group in groups if _counts(group)]


def _told(source: Document) -> Told:
    """Read a text."""
    annotations = detect(source)
    mentions = extract(source, annotations)
    return Told(Reading(source, annotations.created, mentions), annotations.parties)


def _counts(group: list[Mention]) -> bool:
    """Is this an incident in the sense of MUC-4?"""
    return bool(_codes()[_leading(group).kind])


def _leading(group: list[Mention]) -> Mention:
    """The mention that says most of an incident."""
    return min(group, key=lambda m: (m.prominence is not Prominence.MAIN, m.trigger))


def _template(told: Told, group: list[Mention]) -> dict[str, object]:
    """The template of an incident."""
    claims = [claim for m in group for claim in m.claims if claim.modality is not Modality.DENIED]
    return {
        "incident_type": _codes()[_leading(group).kind].lower(),
        "PerpInd": _fillers(told, claims, _individual),
        "PerpOrg": _fillers(told, claims, _organisation),
        "Target": _fillers(told, claims, _physical),
        "Victim": _fillers(told, claims, _victim),
        "Weapon": _fillers(told, claims, _weapon),
    }


def _individual(claim: Claim, words: str) -> bool:
    """Does this name people who did it? A common noun is one, whatever they belong to."""
    return _actor(claim) and not _organisation(claim, words)


def _organisation(claim: Claim, words: str) -> bool:
    """Does this name the organisation that did it?"""
    named = words[:1].isupper() or (isinstance(claim.value, Party) and claim.value.id is not None)
    return (
        _actor(claim) and named and isinstance(claim.value, Party) and claim.value.kind in ORGANISED
    )


def _actor(claim: Claim) -> bool:
    """Does this name who did it?"""
    return claim.role is Role.ACTOR and isinstance(claim.value, Party)


def _physical(claim: Claim, words: str) -> bool:
    """Does this name a thing that was struck?"""
    return (
        claim.role is Role.TARGET
        and isinstance(claim.value, Target)
        and claim.value.kind not in HUMAN
        and bool(words)
    )


def _victim(claim: Claim, words: str) -> bool:
    """Does this name a person who was struck? The processed form of MUC-4 keeps names only."""
    struck = isinstance(claim.value, Target) and claim.value.kind is TargetKind.PERSON
    return (claim.role in HARMED or struck) and NAME.fullmatch(words) is not None


def _weapon(claim: Claim, words: str) -> bool:
    """Does this name what was used?"""
    return claim.role is Role.WEAPON and bool(words)


def _fillers(told: Told, claims: list[Claim], wanted: Wanted) -> list[list[str]]:
    """The fillers of a role, each an entity of one mention, as the text has it."""
    found: dict[str, None] = {}
    for claim in sorted(claims, key=lambda c: c.span):
        for part in _parts(told, claim):
            words = LEADING.sub("", SPACE.sub(" ", part))
            words = words if claim.role in {Role.ACTOR, Role.WEAPON} else TITLE.sub("", words)
            if words.count(" ") < LONGEST and wanted(claim, words):
                found.setdefault(words.lower())
    return [[words] for words in found]


def _parts(told: Told, claim: Claim) -> list[str]:
    """The words that name what a claim is of; a claim's own words may say more."""
    text = told.reading.document.text
    if isinstance(claim.value, Party):
        for entity in told.parties:
            inside = entity.span.start < claim.quote.end and entity.span.end > claim.quote.start
            same = isinstance(entity.value, Party) and entity.value.name == claim.value.name
            if inside and same:
                return [text[entity.span.start : entity.span.end]]
    words = text[claim.span.start : claim.span.end]
    return AND.split(words) if claim.role in HARMED else [words]


@cache
def _codes() -> dict[Kind, str]:
    """MUC-4's incident type of each kind, empty where it has none."""
    table = tomllib.loads(ONTOLOGY.read_text(encoding="utf-8"))
    return {kind: table[kind]["muc4"] for kind in Kind}
