"""People: of which group a noun is, and which gender it tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.syntax.arguments import singular_form
from dateline.types import Token, VictimGroup
from dateline.vocabulary import word_list, word_map

GROUPS: Final = {word: VictimGroup(name) for word, name in word_map("victims.groups").items()}
MODIFIERS: Final = {word: VictimGroup(name) for word, name in word_map("victims.modifiers").items()}
CREEDS: Final = word_list("victims.creeds")
GENERAL: Final = word_list("victims.general")
GENDERS: Final = word_map("victims.genders")


def victim_group(noun: Token, before: Sequence[Token] = ()) -> VictimGroup | None:
    """The group that a head noun names, helped by the words before it; None for no person."""
    lemma = noun.lemma.lower()
    if lemma not in GROUPS:
        lemma = singular_form(noun.text.lower())
    own = GROUPS.get(lemma)
    told = [MODIFIERS[word] for token in before if (word := token.text.lower()) in MODIFIERS]
    vague = lemma in GENERAL or own is VictimGroup.PEOPLE
    if told and vague and told[-1] is not VictimGroup.ATTACKERS:
        return told[-1]
    nation = any(t.entity == "NORP" and t.text.lower() not in CREEDS for t in (noun, *before))
    if nation and own in {None, VictimGroup.PEOPLE, VictimGroup.FOREIGNERS}:
        return VictimGroup.FOREIGNERS
    return own or (VictimGroup.PEOPLE if lemma in GENERAL else None)


def noun_gender(noun: Token) -> str | None:
    """The gender that a noun or pronoun tells, None for a name or "person"."""
    return GENDERS.get(noun.text.lower()) or GENDERS.get(noun.lemma.lower())
