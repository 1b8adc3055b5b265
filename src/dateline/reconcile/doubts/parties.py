"""Doubts about parties: who is accused and was struck, mourns, accuses or is one bystander."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from dateline.reconcile.doubts.line import DoubtedLine, doubt_of
from dateline.reconcile.voices import telling_words_of
from dateline.types import Kind, Party, PartyKind, Perpetrator, Stance, ValueDoubt

ACCUSED: Final = "perpetrators"
CLAIMED: Final = "claimed"
SURE: Final = 2  # sentences that have a target struck
CROWD: Final = 3  # parties that are said to have done it
# What nobody does alone, and those who are no armed party.
HEAVY: Final = frozenset({Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.ROCKET_ATTACK})
UNARMED: Final = frozenset(
    {
        PartyKind.PERSON,
        PartyKind.OFFICIAL,
        PartyKind.CIVILIANS,
        PartyKind.MEDIA,
        PartyKind.HEALTH,
        PartyKind.HUMANITARIAN,
    }
)


def doubt_struck(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who bear the name of what was struck: both are left standing.

    As often as not it is the target that is misread.
    """
    targets = [(telling_words_of(t.value.name), t.supporting) for t in line.incident.targets]
    for party in _accused(line):
        for claims in _alike(party, targets):
            reason = f"{party.name} is given for who did it and for what was struck"
            yield doubt_of(ACCUSED, "", reason, (*party.claims, *claims))


def doubt_victims(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who bear the name of the victims, but in a fight, in which both sides fall."""
    if line.incident.kind.value is Kind.CLASH:
        return
    victims = [(telling_words_of(v.detail), v.claims) for v in line.incident.victims if v.detail]
    for party in _accused(line):
        for claims in _alike(party, victims):
            reason = "the same name is given for the victims"
            yield doubt_of(ACCUSED, party.name, reason, (*party.claims, *claims))


def _alike(
    party: Perpetrator, named: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Iterator[Sequence[str]]:
    """The claims of the first name all of whose words are in a party's name, or the reverse."""
    own = frozenset(telling_words_of(party.name))
    found = (claims for words, claims in named if own <= {*words} or own >= {*words})
    yield from islice(found, 1)


def doubt_mourners(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators who condemn the attack, and claim nothing."""
    condemning = [s for s in line.incident.statements if s.stance is Stance.CONDEMNS]
    for party in _accused(line):
        words = telling_words_of(party.name)
        found = [s.claims for s in condemning if telling_words_of(s.by) == words]
        if found:
            reason = "the same party condemns the attack"
            yield doubt_of(ACCUSED, party.name, reason, (*party.claims, *found[0]))


def doubt_own_accusers(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Perpetrators on whom only their own words lay it, and who claim nothing by them."""
    for party in _accused(line):
        words = telling_words_of(party.name)
        speakers = [c.speaker for c in line.claims(party.claims)]
        if speakers and all(s and telling_words_of(s.name) == words for s in speakers):
            reason = "the party itself is the only one that is quoted for it, and claims nothing"
            yield doubt_of(ACCUSED, party.name, reason, party.claims)


def doubt_lone_persons(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Persons and institutions without arms who are said to have made an air or rocket attack."""
    if line.incident.kind not in HEAVY:
        return
    for party in _accused(line):
        kinds = {c.value.kind for c in line.claims(party.claims) if isinstance(c.value, Party)}
        if kinds and kinds <= UNARMED:
            reason = "a person or an institution without arms makes no such attack"
            yield doubt_of(ACCUSED, party.name, reason, party.claims)


def doubt_crowd(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Several parties that are said to have done it: all are left standing."""
    accused = _accused(line)
    if len(accused) >= CROWD:
        names = ", ".join(party.name for party in accused)
        reason = f"{len(accused)} parties are said to have done it: {names}"
        yield doubt_of(ACCUSED, "", reason, (c for party in accused for c in party.claims))


def doubt_sources(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Targets that speak of the attack, and are told as struck in no more than one sentence.

    An embassy that several sentences have struck may well speak of it.
    """
    spoken = {
        telling_words_of(one.claim.speaker.name): one.claim.id
        for one in line.told.values()
        if one.claim.speaker
    }
    for target in line.incident.targets:
        said = spoken.get(telling_words_of(target.value.name))
        told = (line.told[claim].claim for claim in target.supporting if claim in line.told)
        if said and len({(one.report, one.quote) for one in told}) < SURE:
            reason = "the same name is also given as the source of the report"
            yield doubt_of("targets", target.value.name, reason, (*target.supporting, said))


def _accused(line: DoubtedLine) -> tuple[Perpetrator, ...]:
    """Those who are said to have done it, and do not claim it."""
    return tuple(p for p in line.incident.perpetrators if p.stance != CLAIMED)
