"""Whom "the group", "it" or an unnoticed spokesman stands for in words on who did it."""

from __future__ import annotations

from dateline.extract.responsibility.parties import Parties, Voice
from dateline.syntax.tree import Tree, low
from dateline.types import PartyKind, Sentence, Token
from dateline.vocabulary.responsibility import lexicon

SAYING = frozenset({"say", "claim", "announce", "state", "declare", "confirm"})
BACK = frozenset({"group", "movement", "militia", "organisation", "organization", "faction"})
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "commander", "leader"})
PRONOUNS = frozenset({"it", "they", "he", "she"})
OWN = frozenset({"its", "their", "our"})
FOLLOWERS = frozenset({"fighter", "soldier", "member", "militant", "follower", "supporter"})
AGENTS = frozenset({"attacker", "bomber", "gunman", "assailant", "man", "shooter"})


def is_back(parse: Tree, token: Token) -> bool:
    """Is it a pronoun or "the group", which goes back to a party named before?"""
    definite = any(low(kid) == "the" for kid in parse.kids(token, "det"))
    named = parse.kids(token, "compound", "nmod", "amod", "appos")
    return low(token) in PRONOUNS or (low(token) in BACK and definite and not named)


def teller(parties: Parties, token: Token) -> Voice | None:
    """The armed party whose spokesman says a clause: "a Houthi spokesman said it had"."""
    for above in (token, *parties.tree.above(token)):
        head = parties.tree.head(above)
        if above.dep == "ccomp" and head.lemma in SAYING:
            for subject in parties.tree.kids(head, "nsubj"):
                for word in parties.tree.under(subject):
                    voice = parties.at(word)
                    if voice and voice.party.kind is PartyKind.ARMED_GROUP:
                        return voice
            return None
    return None


def is_denied(parse: Tree, token: Token) -> bool:
    """Does a verb of denial stand over a clause?"""
    above = list(parse.above(token))[:3]
    return any(t.lemma in lexicon().deny and t.pos == "VERB" for t in above)


def armed_before(parties: Parties, sentence: Sentence, token: Token) -> Voice | None:
    """The armed group named last before a word of its sentence."""
    for word in parties.tree.tokens[sentence.first : token.i][::-1]:
        voice = parties.at(word)
        if voice and voice.party.kind is PartyKind.ARMED_GROUP:
            return voice
    return None


def spoke_before(parties: Parties, token: Token) -> Voice | None:
    """Who was said last before a word to have said something."""
    said = [a for a in parties.annotations.attributions if a.cue.end <= token.span.start]
    last = max(said, key=lambda a: a.cue, default=None)
    return Voice(last.speaker, last.speaker_span) if last else None


def spokes_for(parties: Parties, sentence: Sentence, speaker: Voice) -> Voice | None:
    """The armed group that a spokesman or commander speaks for, as his office tells it.

    "The group's spokesman" goes back to the group named last before.
    """
    parse = parties.tree
    words = [t for t in parse.tokens[sentence.first : sentence.last] if t.lemma.lower() in SPEAKERS]
    office = f"{speaker.party.office or ''} {speaker.party.name}".lower()
    held = [t for t in words if low(t) in office]
    if not held and not any(word in office for word in SPEAKERS):
        return None
    for token in held:
        for word in sorted(parse.under(token), key=lambda t: t.i):
            voice = parties.at(word)
            if voice and voice.party.kind is PartyKind.ARMED_GROUP:
                return voice
    if any(k.lemma in BACK for t in held for k in parse.kids(t, "poss", "compound")):
        return armed_last(parties, sentence, sentence.last)
    return None


def armed_last(parties: Parties, sentence: Sentence, end: int) -> Voice | None:
    """The armed group named last in a sentence or the two before."""
    sentences = parties.annotations.sentences
    first = sentences[max(0, sentences.index(sentence) - 2)].first
    for word in parties.tree.tokens[first:end][::-1]:
        voice = parties.at(word)
        if voice and voice.party.kind is PartyKind.ARMED_GROUP:
            return voice
    return None


def own_fighter(parties: Parties, token: Token) -> Voice | None:
    """The group that says of an attacker that he was "one of its fighters"."""
    parse = parties.tree
    own = any(low(kid) in OWN for kid in parse.kids(token, "poss"))
    if token.lemma not in FOLLOWERS or not own:
        return None
    verb = next((t for t in parse.above(token) if t.lemma == "be"), None)
    subjects = parse.kids(verb, "nsubj") if verb else []
    said = parties.speaker(token.span) or teller(parties, token)
    armed = said is not None and said.party.kind is PartyKind.ARMED_GROUP
    return said if armed and any(s.lemma in AGENTS for s in subjects) else None
