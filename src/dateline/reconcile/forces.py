"""Forces: a state and the forces that fight for it are one actor, whatever each report calls it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.reconcile.evidence import SourcedClaim
from dateline.reconcile.voices import telling_words_of, unite_voices
from dateline.syntax.tree import singular_form
from dateline.types import Party, PartyKind
from dateline.vocabulary import word_list

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
