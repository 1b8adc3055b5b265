"""Claims of responsibility: "X claimed the attack", "a claim of responsibility by X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.responsibility.anaphora import represented_group
from dateline.extract.responsibility.charges import is_elsewhere, is_event, tells_deed
from dateline.extract.responsibility.context import Charge, Predicate
from dateline.extract.responsibility.parties import claiming_parties
from dateline.syntax.arguments import nouns_after
from dateline.syntax.factuality import has_negation
from dateline.types import Modality, Party, PartyKind, Token
from dateline.vocabulary import word_list

CLAIMED: Final = word_list("responsibility.claims.objects")
DIRECT: Final = word_list("responsibility.claims.direct")
OFFICIAL: Final = frozenset(
    {
        PartyKind.DIPLOMATIC,
        PartyKind.GOVERNMENT,
        PartyKind.OFFICIAL,
        PartyKind.MILITARY,
        PartyKind.POLICE,
        PartyKind.SECURITY,
        PartyKind.STATE,
    }
)


def read_claim(word: Predicate) -> Iterator[Charge]:
    """Yield "X claimed responsibility", "X took credit", "X claims the attack"."""
    tree, token = word.parsed, word.token
    objects = word.undergone()
    held = [o for o in objects if o.lemma in CLAIMED]
    for_what = word.complements("for", *held)
    deeds = [o for o in (*objects, *for_what) if is_event(o)]
    told = bool(held) or (token.lemma in DIRECT and any(o in deeds for o in objects))
    if for_what and not tells_deed(tree, *for_what):
        return  # "took responsibility for the delay"
    if told and not has_negation(tree, token) and not is_elsewhere(word):
        yield from _claims_by(word, word.doers(), deeds)


def read_claim_noun(word: Predicate) -> Iterator[Charge]:
    """Yield "a claim of responsibility by X"."""
    held = [o for o in word.after("of") if o.lemma in CLAIMED]
    if held and not has_negation(word.parsed, word.token):
        inner = [n for o in held for n in nouns_after(word.parsed, o, "by", "from")]
        yield from _claims_by(word, word.after("by", "from") or inner, [])


def _claims_by(word: Predicate, nouns: list[Token], deeds: list[Token]) -> Iterator[Charge]:
    """Claims by those who are named; an unnamed group's claim is the word of who tells of it.

    What the spokesman of an armed group claims, the group claims.
    """
    teller = word.parties.speaker(word.token.span)
    official = teller is not None and teller.party.kind in OFFICIAL
    told = claiming_parties(word.parties, nouns)
    found = [represented_group(word, who) or who for who in told]
    for who in [p for p in found if not p.party.anonymous] or found:
        if teller and official and _is_unnamed(who.party) and teller.span != who.span:
            firm, speaker = Modality.ATTRIBUTED, teller
        else:
            firm, speaker = Modality.CLAIMED, who
        deed = next(iter(deeds), None)
        yield Charge(firm, who, speaker, word.token, word.sentence, deed)


def _is_unnamed(party: Party) -> bool:
    """Whether a group is only described: "Iranian-backed militias"."""
    described = party.id is None and party.name.split()[-1].islower()
    return party.anonymous or party.kind is PartyKind.UNKNOWN or described
