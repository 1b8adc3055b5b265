"""Doubts: a last look at a line, by what it says itself, before it is recorded.

Each entry of `DOUBTS` is a test of one value. A value in doubt is withheld: it is unknown, and the
reason stands beside the line. An invented accusation or toll is worse than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.reconcile.voices import telling_words_of
from dateline.types import Finding, Incident, Kind, Stance, ValueDoubt

TOLLS: Final = ("killed", "wounded")
# Figures of a war, a year or a campaign, and of several attacks together.
PERIOD: Final = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset)|(?:early|late|mid-?)?\s?(?:19|20)\d\d"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December))"
    r"|\b(?:so far )?this (?:year|month)\b|\b(?:in|over|during|for) the (?:past|last|course of)\b"
    r"|\bin (?:more than )?\w+ years of\b"
    r"|\b(?:death|overall) toll (?:of|from) the (?:war|conflict)\b"
    r"|\b(?:a )?(?:total|series) of [\w,]+ (?:attacks|raids|strikes|air ?strikes|incidents)\b",
    re.IGNORECASE,
)
# "The deadliest since March", "on Tuesday": the sentence tells of one act all the same.
ONE_ACT: Final = re.compile(
    r"\b(?:worst|deadliest|biggest|largest|heaviest|first|most)\b"
    r"|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|yesterday)\b",
    re.IGNORECASE,
)
# More than one act of that kind is known to have killed; other kinds may be massacres.
MOST_KILLED: Final[Mapping[Kind, int]] = {
    Kind.DRONE_STRIKE: 150,
    Kind.ASSASSINATION: 60,
    Kind.ROCKET_ATTACK: 1500,
    Kind.AIR_STRIKE: 600,
    Kind.BOMBING: 700,
    Kind.SUICIDE_BOMBING: 700,
}
MOST_OF_ANY: Final = 3000
# A figure with the word for its harm: of the dead, and of the wounded. "3 killed 38 injured" has a
# word on either side, and the one that follows is meant.
FOLLOWED: Final = (
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:killed|dead|died)\b",
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:injured|wounded|hurt)\b",
)
PRECEDED: Final = (r"\bkill\w*\W+{0}\b", r"\b(?:injur|wound)\w*\W+{0}\b")


@dataclass(frozen=True, slots=True)
class DoubtTest:
    """One test: its id, the sentence that raised it, and what finds it."""

    id: str
    raised_by: str
    find: Callable[[Incident, Mapping[str, SourcedClaim]], Iterator[ValueDoubt]]


def with_doubts(incident: Incident, evidence: Evidence) -> Incident:
    """A line without the values that are in doubt, and with why they are.

    Args:
        incident: as it was settled.
        evidence: the claims behind it.
    """
    told = {t.claim.id: t for t in evidence.told}
    found = tuple(doubt for test in DOUBTS for doubt in test.find(incident, told))
    for doubt in found:
        incident = _without(incident, doubt)
    return replace(incident, doubts=found)


def _without(incident: Incident, doubt: ValueDoubt) -> Incident:
    """A line without one value."""
    if doubt.field == "perpetrators":
        kept = tuple(p for p in incident.perpetrators if p.name != doubt.value)
        return replace(incident, perpetrators=kept)
    gone: dict[str, Any] = {doubt.field: None}
    return replace(incident, **gone)


def _figure(incident: Incident, name: str) -> tuple[Finding[Any], int] | None:
    """A toll with its best figure, where it has one above nought."""
    toll: Finding[Any] | None = getattr(incident, name)
    best = toll.value.best if toll else None
    return (toll, best) if toll and best else None


def _counts_period(sentence: str) -> bool:
    """Does a sentence count a period or several attacks, and no single one?"""
    return bool(PERIOD.search(sentence)) and not ONE_ACT.search(sentence)


def _totals(incident: Incident, told: Mapping[str, SourcedClaim]) -> Iterator[ValueDoubt]:
    """Tolls all of whose sentences count a period, or several attacks."""
    for name in TOLLS:
        if known := _figure(incident, name):
            words = [told[claim].words for claim in known[0].supporting if claim in told]
            if words and all(map(_counts_period, words)):
                reason = "every sentence that gives it counts a period or several attacks"
                yield ValueDoubt("total", name, str(known[1]), reason)


def _beyond(incident: Incident, _told: Mapping[str, SourcedClaim]) -> Iterator[ValueDoubt]:
    """Tolls above what one act can do."""
    known = _figure(incident, "killed")
    most = MOST_KILLED.get(incident.kind, MOST_OF_ANY)
    if known and known[1] > most:
        reason = f"no single act of this kind is known to have killed more than {most}"
        yield ValueDoubt("beyond", "killed", str(known[1]), reason)


def _twice(incident: Incident, told: Mapping[str, SourcedClaim]) -> Iterator[ValueDoubt]:
    """One figure that was read as both the dead and the wounded: the one that its words deny.

    Where the words beside the figure do not say which it is, neither is believed.
    """
    dead, hurt = (_figure(incident, name) for name in TOLLS)
    if dead is None or hurt is None or dead[1] != hurt[1]:
        return
    spans = [
        {(told[c].report, told[c].claim.span) for c in known[0].supporting if c in told}
        for known in (dead, hurt)
    ]
    if not spans[0] & spans[1]:
        return
    words = " ".join(told[c].words for c in hurt[0].supporting if c in told)
    meant = _harm_of(dead[1], words)
    for name in TOLLS:
        if name != meant:
            reason = "the same words were read as the number killed and wounded"
            yield ValueDoubt("twice", name, str(dead[1]), reason)


def _harm_of(figure: int, words: str) -> str | None:
    """Which toll a figure is by the words beside it, None where they do not say."""
    for patterns in (FOLLOWED, PRECEDED):
        told = [re.search(pattern.format(figure), words, re.IGNORECASE) for pattern in patterns]
        found = [name for name, match in zip(TOLLS, told, strict=True) if match]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _victims(incident: Incident, _told: Mapping[str, SourcedClaim]) -> Iterator[ValueDoubt]:
    """Perpetrators who are what was struck, and claim nothing."""
    struck = {telling_words_of(t.value.name) for t in incident.targets}
    for party in incident.perpetrators:
        if party.stance != "claimed" and telling_words_of(party.name) in struck:
            reason = "the same name is given for what was struck"
            yield ValueDoubt("victim", "perpetrators", party.name, reason)


def _mourners(incident: Incident, _told: Mapping[str, SourcedClaim]) -> Iterator[ValueDoubt]:
    """Perpetrators who condemn the attack, and claim nothing."""
    condemn = {telling_words_of(s.by) for s in incident.statements if s.stance is Stance.CONDEMNS}
    for party in incident.perpetrators:
        if party.stance != "claimed" and telling_words_of(party.name) in condemn:
            reason = "the same party condemns the attack"
            yield ValueDoubt("mourner", "perpetrators", party.name, reason)


DOUBTS: Final = (
    DoubtTest("total", "The fighting has killed 4,000 people since March.", _totals),
    DoubtTest("beyond", "A drone hit a car in a war that has killed 400,000.", _beyond),
    DoubtTest("twice", "Twelve were killed or wounded in the blast.", _twice),
    DoubtTest("victim", "Gunmen killed two soldiers of the army, the army said.", _victims),
    DoubtTest("mourner", "Veska condemned the bombing of the embassy in Ardun.", _mourners),
)
