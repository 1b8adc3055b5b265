"""Parties: who was struck, who is said to have done it, whose forces they are, and who says so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.reconcile.voices import telling_words_of, unite_voices
from dateline.syntax.tree import singular_form
from dateline.types import (
    Claim,
    Finding,
    Kind,
    Modality,
    Party,
    PartyKind,
    Perpetrator,
    Reaction,
    ReactionKind,
    Role,
    Stance,
    Standing,
    Statement,
    Target,
    TargetKind,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ forces of a state

COALITION: Final = re.compile(r"\b(?:coalition|alliance)\b", re.IGNORECASE)  # of several states
SMALL: Final = word_list("grammar.definite") | word_list("grammar.indefinite")
NAMELESS: Final = word_list("responsibility.actors.nameless")
FORCES: Final = frozenset({PartyKind.MILITARY, PartyKind.SECURITY, PartyKind.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Actor:
    """One who is said to have done it, with all claims that say so."""

    name: str
    aliases: tuple[str, ...]  # what else the reports call it
    told: tuple[SourcedClaim, ...]


def group_actors(told: Sequence[SourcedClaim], *, several_sides: bool = False) -> tuple[Actor, ...]:
    """Bring together the claims on one actor.

    "The United States" and "the US military" are one, and so are "militants" and the one armed
    group that is named: the more precise name is shown, the other kept beside it.

    Args:
        told: claims whose values are parties; others are passed over.
        several_sides: whether several groups fought, so that "militants" may be any of them.
    """
    groups: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    roots = _root_names(told, several_sides=several_sides)
    for one in told:
        if isinstance(one.claim.value, Party):
            groups[roots[_actor_key(one.claim.value)]].append(one)
    return tuple(_make_actor(group) for _, group in sorted(groups.items()))


def _root_names(told: Sequence[SourcedClaim], *, several_sides: bool) -> Mapping[str, str]:
    """The key of the actor that each party's key belongs to."""
    parties = {_actor_key(p): p for t in told if isinstance(p := t.claim.value, Party)}
    states = {p.country: key for key, p in parties.items() if p.kind is PartyKind.STATE}
    pairs = [(key, states[p.country]) for key, p in parties.items() if _fights_for(p, states)]
    armed = {k: p for k, p in parties.items() if p.kind is PartyKind.ARMED_GROUP}
    named = [key for key, party in armed.items() if not _is_nameless(party)]
    if len(named) == 1 and not several_sides:
        pairs += [(key, named[0]) for key, party in armed.items() if _is_nameless(party)]
    return unite_voices(sorted(parties), pairs)


def _is_nameless(party: Party) -> bool:
    """Whether an armed group is called only what it is: "militants", "a terrorist group"."""
    words = [w for w in party.name.lower().split() if w not in SMALL]
    return party.id is None and all(singular_form(w) in NAMELESS for w in words)


def _fights_for(party: Party, states: Mapping[str | None, str]) -> bool:
    """Is a party the forces of one of some states, and of no coalition?"""
    forces = party.kind in FORCES and party.country is not None
    return forces and party.country in states and not COALITION.search(party.name)


def _make_actor(group: Sequence[SourcedClaim]) -> Actor:
    """One actor, by the name of its forces where they are told, the most frequent one."""
    parties = [p for t in group if isinstance(p := t.claim.value, Party)]
    told = Counter(p.name for p in parties)
    precise = {p.name for p in parties if p.kind is not PartyKind.STATE and not _is_nameless(p)}
    names = sorted(told, key=lambda n: (n in precise, told[n], n), reverse=True)
    keys = {p.name: _actor_key(p) for p in parties}
    others = dict.fromkeys(n for n in names[1:] if keys[n] != keys[names[0]])
    return Actor(names[0], tuple(others), tuple(group))


def _actor_key(party: Party) -> str:
    """What a party is known by."""
    return party.id or " ".join(telling_words_of(party.name))


# ------------------------------------------------------------------ parties

MAIN_WEIGHT: Final = 4  # as for kinds
# From the firmest to the weakest way in which a party is tied to an event.
TIES: Final = ("claimed", "attributed", "suspected", "named")
STANCES: Final = {
    Modality.CLAIMED: Stance.CLAIMS,
    Modality.DENIED: Stance.DENIES,
    Modality.ATTRIBUTED: Stance.ATTRIBUTES,
    Modality.ASSERTED: Stance.ATTRIBUTES,
    Modality.SUSPECTED: Stance.SUSPECTS,
    Modality.HEDGED: Stance.SUSPECTS,
}

# ------------------------------------------------------------------ targets


def reconcile_targets(evidence: Evidence) -> tuple[Finding[Target], ...]:
    """Settle what was struck: names of one thing together, best supported first."""
    told = [t for t in evidence.claims_of(Role.TARGET) if isinstance(t.claim.value, Target)]
    told = [t for t in told if t.main] or told
    groups: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    roots = _same_targets(told)
    for one in told:
        groups[roots[_target_key(one)]].append(one)
    ordered = sorted(
        groups.values(), key=lambda g: (-_supporting_claims(g), g[0].claim.span, g[0].claim.id)
    )
    return tuple(_target_finding(group) for group in ordered)


def _same_targets(told: Sequence[SourcedClaim]) -> dict[str, str]:
    """Bring together the names of one target: all telling words of one are in the other."""
    names = {_target_key(t): frozenset(telling_words_of(_target_name(t))) for t in told}
    kinds = {_target_key(t): t.claim.value.kind for t in told if isinstance(t.claim.value, Target)}
    pairs = [
        (one, two)
        for one, ours in names.items()
        for two, theirs in names.items()
        if one < two
        and (ours <= theirs or theirs <= ours)
        and (kinds[one] is kinds[two] or TargetKind.OTHER in (kinds[one], kinds[two]))
    ]
    return unite_voices(names, pairs)


def _target_finding(group: Sequence[SourcedClaim]) -> Finding[Target]:
    """One target: its fullest short name, its most told kind."""
    values = [t.claim.value for t in group if isinstance(t.claim.value, Target)]
    kinds = [v.kind for v in values]
    kind = max(kinds, key=lambda k: (k is not TargetKind.OTHER, kinds.count(k), k.value))
    names = [v.name for v in values]
    name = max(names, key=lambda n: (names.count(n), len(n), n))
    voices = {t.voice for t in group}
    outlets = {t.outlet for t in group}
    standing = Standing.CORROBORATED if len(outlets) > 1 else Standing.SINGLE_SOURCE
    return Finding(
        value=Target(name, kind),
        standing=standing,
        supporting=tuple(t.claim.id for t in group),
        reason=f"named by {', '.join(sorted(voices))}",
    )


def _target_key(told: SourcedClaim) -> str:
    """A target by kind and name."""
    value = told.claim.value
    kind = value.kind.value if isinstance(value, Target) else ""
    return f"{' '.join(telling_words_of(_target_name(told)))}|{kind}"


def _target_name(told: SourcedClaim) -> str:
    value = told.claim.value
    return value.name if isinstance(value, Target | Party) else ""


def _supporting_claims(group: Sequence[SourcedClaim]) -> int:
    """How much stands behind a value."""
    return sum(MAIN_WEIGHT if t.main else 1 for t in group)


# ------------------------------------------------------------------ perpetrators


def reconcile_perpetrators(evidence: Evidence, kind: Kind) -> tuple[Perpetrator, ...]:
    """Settle who is said to have done it, the firmest tie first.

    A party that is only denied to have done it is none; "gunmen" and "attackers" name nobody.
    """
    told = [t for t in evidence.claims_of(Role.ACTOR) if is_named(t)]
    actors = group_actors(told, several_sides=kind is Kind.CLASH)
    found = [_perpetrator_finding(actor) for actor in actors]
    size = {p.name: len(p.claims) for p in found}
    return tuple(sorted(found, key=lambda p: (TIES.index(p.stance), -size[p.name], p.name)))


def _perpetrator_finding(actor: Actor) -> Perpetrator:
    """One party with its firmest tie."""
    tie = min((_tie_of(t) for t in actor.told), key=TIES.index)
    claims = tuple(t.claim.id for t in actor.told)
    return Perpetrator(actor.name, tie, claims, actor.aliases)


def _tie_of(told: SourcedClaim) -> str:
    """How a claim ties a party to an event."""
    modality = told.claim.modality
    if modality is Modality.CLAIMED or is_own_deed(told.claim):
        return "claimed"
    if modality in {Modality.SUSPECTED, Modality.HEDGED}:
        return "suspected"
    spoken = modality is Modality.ATTRIBUTED or told.claim.speaker is not None
    return "attributed" if spoken else "named"


def is_own_deed(claim: Claim) -> bool:
    """Whether forces tell what forces of their own state did: "the Turkish army said its jets"."""
    speaker, doer = claim.speaker, claim.value
    if speaker is None or not isinstance(doer, Party) or claim.modality is not Modality.ATTRIBUTED:
        return False
    ours = speaker.kind is PartyKind.MILITARY and doer.kind in {PartyKind.MILITARY, PartyKind.STATE}
    return ours and speaker.country is not None and speaker.country == doer.country


def is_named(told: SourcedClaim) -> bool:
    """Does an actor claim name a party that can be told from others?

    "Gunmen", "the driver" and "perpetrators" are nobody in particular.
    """
    value = told.claim.value
    if not isinstance(value, Party) or value.kind is PartyKind.UNKNOWN:
        return False
    return not (value.anonymous and value.kind is PartyKind.PERSON)


# ------------------------------------------------------------------ the claims table


def reconcile_statements(evidence: Evidence, kind: Kind) -> tuple[Statement, ...]:
    """Make the claims table: who claims, denies, attributes, suspects or condemns.

    One row a speaker and stance, in the order in which the reports tell them. Whoever lays a
    fight on two sides means both.
    """
    joint = " and " if kind is Kind.CLASH else " or "
    rows: dict[tuple[str, Stance], list[SourcedClaim]] = {}
    for told in evidence.told:
        stance = _stance_of(told)
        if stance is not None and told.claim.speaker is not None:
            rows.setdefault((evidence.speakers.party_name(told.claim.speaker), stance), []).append(
                told
            )
    ordered = sorted(rows.items(), key=lambda row: (list(Stance).index(row[0][1]), row[0][0]))
    return tuple(
        Statement(
            _with_body(by, group),
            stance,
            _addressed_party(by, group, joint),
            tuple(t.claim.id for t in group),
        )
        for (by, stance), group in ordered
    )


def _with_body(by: str, group: Sequence[SourcedClaim]) -> str:
    """A speaker's name with the office that tells whom they speak for, where a report tells it."""
    speakers = (t.claim.speaker for t in group)
    offices = {s.office for s in speakers if s and s.office and OF_BODY.search(s.office)}
    return f"{by} ({min(offices, key=lambda office: (len(office), office))})" if offices else by


OF_BODY: Final = re.compile(r" (?:of|for|at) |, ")  # "head of the monitor"


def _stance_of(told: SourcedClaim) -> Stance | None:
    """What the speaker of a claim does by it; who has no name and no office says nothing."""
    speaker, value = told.claim.speaker, told.claim.value
    if speaker is None or (speaker.anonymous and speaker.kind is PartyKind.UNKNOWN):
        return None
    if told.claim.role is Role.ACTOR:
        stance = Stance.CLAIMS if is_own_deed(told.claim) else STANCES[told.claim.modality]
        accuses = stance in {Stance.ATTRIBUTES, Stance.SUSPECTS}
        return None if accuses and not is_named(told) else stance
    condemned = isinstance(value, Reaction) and value.kind is ReactionKind.CONDEMNED
    return Stance.CONDEMNS if condemned else None


def _addressed_party(by: str, group: Sequence[SourcedClaim], joint: str) -> str | None:
    """On whom a speaker lays it, or whose part is denied; nobody where it is the speaker."""
    names = [_target_name(t) for t in group if t.claim.role is Role.ACTOR]
    others = [n for n in dict.fromkeys(names) if n and n != by]
    return joint.join(others) or None
