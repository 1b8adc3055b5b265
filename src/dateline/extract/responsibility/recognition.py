"""Who says who did it: claims, denials, accusations and suspicions, verb by verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dateline.extract.responsibility.anaphora import armed_before, is_back, spokes_for, teller
from dateline.extract.responsibility.deeds import (
    behind,
    did,
    followers,
    members,
    pointed,
    suspected,
)
from dateline.extract.responsibility.denials import NUMBERED, but_not, not_behind
from dateline.extract.responsibility.parties import Parties, accused, claimants, voices
from dateline.extract.responsibility.verbs import (
    PRONOUNS,
    Charge,
    Verb,
    agents,
    elsewhere,
    laid,
    negated,
    whose,
)
from dateline.syntax.arguments import nouns_after
from dateline.syntax.tree import low, tree
from dateline.types import Annotations, Modality, Party, PartyKind, Sentence, Token
from dateline.vocabulary.responsibility import is_event, lexicon

OFFICIAL = frozenset(
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
PERSONS = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON})
DISTANCING = frozenset({"distance", "dissociate", "disassociate"})
ALLEGED = frozenset({"allegation", "accusation", "charge", "claim"})
NAMING = frozenset({"call", "term", "describe", "brand", "label"})
FALSE = frozenset(
    {
        "baseless",
        "false",
        "unfounded",
        "untrue",
        "lie",
        "absurd",
        "groundless",
        "fabricate",
        "fabrication",
    }
)
ACCUSING = frozenset({"accuse", "blame"})
STATE_FORCES = frozenset({"military", "army", "police", "government", "junta", "troop", "force"})
ANSWERED = 3  # sentences back in which "the allegation" looks for what is alleged
# Words of these kinds tell nothing of who did it; a third of a report's words.
SILENT = frozenset({"PUNCT", "DET", "NUM", "CCONJ", "PART", "SPACE", "SYM", "PRON"})
LAYING = frozenset({"lay", "put", "place", "pin"})
CHARGED = frozenset({"charge", "accusation", "allegation"})


def charges(annotations: Annotations) -> tuple[Charge, ...]:
    """Find all that a report says of who did it.

    Args:
        annotations: what the report names.

    Returns:
        One charge a speaker and accused, in the order of the text, without repeats.
    """
    parties = Parties(tree(annotations), annotations)
    found: dict[tuple[Modality, str, str, int], Charge] = {}
    for sentence in annotations.sentences:
        for token in parties.tree.tokens[sentence.first : sentence.last]:
            if token.pos in SILENT:
                continue
            for charge in _charges_of(Verb(parties, token, sentence)):
                name = charge.speaker.party.name if charge.speaker else ""
                key = (charge.modality, charge.accused.party.name, name, sentence.first)
                found.setdefault(key, charge)
    return tuple(found.values())


def _charges_of(verb: Verb) -> Iterator[Charge]:
    """All that one word says of who did it."""
    for reader in READERS:
        yield from reader(verb)


def _claimed(verb: Verb) -> Iterator[Charge]:
    """Yield "X claimed responsibility", "X took credit", "X claims the attack"."""
    if verb.token.lemma not in lexicon().claim or verb.token.pos not in {"VERB", "AUX"}:
        return
    objects = [*verb.objects(), *verb.tree.kids(verb.token, "nsubjpass")]
    if verb.token.dep in {"acl", "relcl"}:
        objects.append(verb.tree.head(verb.token))
    held = any(o.lemma in lexicon().claimed for o in objects)
    direct = verb.token.lemma in {"claim", "admit"} and any(is_event(o) for o in objects)
    if not (held or direct) or negated(verb) or elsewhere(verb):
        return
    passive = verb.token.tag == "VBN" and not verb.objects()
    yield from _claims_of(verb, agents(verb) if passive else verb.subjects())


def _claims_of(verb: Verb, nouns: list[Token]) -> Iterator[Charge]:
    """Claims by those who are named; an unnamed group's claim is the word of who tells of it."""
    teller = verb.parties.speaker(verb.token.span)
    found = [*claimants(verb.parties, nouns)]
    named = [voice for voice in found if not voice.party.anonymous]
    for voice in named or found:
        official = teller is not None and teller.party.kind in OFFICIAL
        unnamed = _is_unnamed(voice.party)
        if teller and official and unnamed and teller.span != voice.span:
            yield Charge(Modality.ATTRIBUTED, voice, teller, verb.token, verb.sentence)
        else:
            yield Charge(Modality.CLAIMED, voice, voice, verb.token, verb.sentence)


def _is_unnamed(party: Party) -> bool:
    """Is a group only described: "Iranian-backed militias"?"""
    described = party.id is None and party.name.split()[-1].islower()
    return party.anonymous or party.kind is PartyKind.UNKNOWN or described


def _claim_noun(verb: Verb) -> Iterator[Charge]:
    """Yield "a claim of responsibility by X"."""
    if verb.token.lemma != "claim" or verb.token.pos != "NOUN" or negated(verb):
        return
    if not any(o.lemma in lexicon().claimed for o in verb.after("of")):
        return
    inner = [n for o in verb.after("of") for n in nouns_after(verb.tree, o, "by", "from")]
    yield from _claims_of(verb, verb.after("by", "from") or inner)


def _denied(verb: Verb) -> Iterator[Charge]:
    """Yield "X denied responsibility", "statements denying the involvement of Y"."""
    if verb.token.lemma not in lexicon().deny or verb.token.pos != "VERB":
        return
    if _open(verb):
        return
    objects = [*verb.objects(), *verb.tree.kids(verb.token, "ccomp", "xcomp")]
    deeds = [o for o in objects if _is_denied_deed(verb, o)]
    charged = verb.token.dep == "relcl" and verb.tree.head(verb.token).lemma in CHARGED
    if not deeds and not charged:
        return
    named = [n for o in deeds for n in nouns_after(verb.tree, o, "of", "by") if not is_event(n)]
    blamed = [who for n in named if (who := accused(verb.parties, n))]
    denying = [*voices(verb.parties, verb.subjects())]
    if any(is_back(verb.tree, subject) for subject in verb.subjects()):
        back = armed_before(verb.parties, verb.sentence, verb.token)
        denying = [back] if back else denying
    for voice in denying:
        yield Charge(
            Modality.DENIED, blamed[0] if blamed else voice, voice, verb.token, verb.sentence
        )


def _called_false(verb: Verb) -> Iterator[Charge]:
    """Yield "X called the accusation baseless"."""
    if verb.token.lemma not in NAMING or verb.token.pos != "VERB":
        return
    below = [*verb.tree.under(verb.token)]
    charge = next((t for t in below if t.lemma in ALLEGED), None)
    if charge is not None and any(t.lemma in FALSE for t in below):
        for voice in voices(verb.parties, verb.subjects()):
            yield Charge(Modality.DENIED, voice, voice, verb.token, verb.sentence)


def _open(verb: Verb) -> bool:
    """Is it "neither confirmed nor denied" or "did not deny"?"""
    head = verb.tree.head(verb.token)
    joined = [head] if verb.token.dep == "conj" else []
    near = [k for t in (verb.token, *joined) for k in verb.tree.kids(t, "neg", "cc", "preconj")]
    return any(low(k) in {"neither", "nor", "not", "n't", "never"} for k in near)


def _disowned(verb: Verb) -> Iterator[Charge]:
    """Yield "X said it had no connection to the attack", "X distanced the group from it"."""
    token, tree = verb.token, verb.tree
    if token.pos not in {"VERB", "AUX"}:
        return
    below = [t for o in verb.objects() for t in tree.under(o)]
    if token.lemma == "have":
        nothing = [o for o in verb.objects() if low(o) == "nothing"]
        none = [o for o in verb.objects() if any(low(k) == "no" for k in tree.kids(o, "det"))]
        disowns = any(o.lemma in lexicon().denied for o in none) or (
            bool(nothing) and any(is_event(t) or low(t) == "it" for t in below)
        )
    else:
        disowns = token.lemma in DISTANCING and any(is_event(n) for n in verb.after("from"))
    if not disowns:
        return
    speaker = verb.parties.speaker(token.span) or teller(verb.parties, token)
    own = [s for s in verb.subjects() if low(s) in PRONOUNS or is_back(tree, s)]
    said = [*voices(verb.parties, [s for s in verb.subjects() if not is_back(tree, s)])]
    named = speaker is not None and speaker.party.kind in PERSONS and not speaker.party.anonymous
    for voice in said or ([speaker] if own and speaker else []):
        group = spokes_for(verb.parties, verb.sentence, voice) or voice
        by = speaker if said and named and speaker else group  # "Maly said Karst had no part in it"
        yield Charge(Modality.DENIED, group, by, token, verb.sentence)


def _is_denied_deed(verb: Verb, thing: Token) -> bool:
    """Is what is denied the deed, and not a rumour or a request?"""
    if thing.pos in {"VERB", "AUX"}:
        below = {t.lemma for t in verb.tree.under(thing)}
        return bool(
            below
            & (lexicon().deeds | lexicon().attacks | {"behind", "responsible", "involve", "role"})
        )
    if any(k.tag == "VBG" and k.lemma in lexicon().attacks for k in verb.tree.kids(thing, "amod")):
        return True  # "denied killing civilians"
    taken_up = low(thing) == "it" or low(thing) in NUMBERED
    if taken_up and verb.token.dep == "conj":  # "claimed the first but later denied the second"
        return verb.tree.head(verb.token).lemma in lexicon().claim
    if thing.lemma in lexicon().weakly_denied:
        return _takes_up(verb, thing) or any(
            is_event(t) or t.lemma in lexicon().denied
            for t in verb.tree.under(thing)
            if t.i != thing.i
        )
    known = any(low(k) == "the" for k in verb.tree.kids(thing, "det"))
    return thing.lemma in lexicon().denied or (known and is_event(thing))


def _takes_up(verb: Verb, thing: Token) -> bool:
    """Is it "the allegation" that the sentences before make, with nothing said of its matter?"""
    kids = verb.tree.kids(thing)
    bare = all(kid.dep in {"det", "poss", "punct"} for kid in kids)
    if (
        thing.lemma not in ALLEGED
        or not bare
        or not any(low(k) in {"the", "this", "that", "these", "those"} for k in kids)
    ):
        return False
    sentences = verb.parties.annotations.sentences
    at = sentences.index(verb.sentence)
    before = verb.tree.tokens[sentences[max(0, at - ANSWERED)].first : verb.token.i]
    words = lexicon()
    laying = words.blame_for | words.blame_on | words.blame_to | words.attacks | {"cause"}
    return any(
        t.pos == "VERB" and t.lemma in laying and _about_deed(verb, t, sentences) for t in before
    )


def _about_deed(verb: Verb, token: Token, sentences: Sequence[Sentence]) -> bool:
    """Does a verb of blame stand in a sentence with a violent deed?"""
    own = next(s for s in sentences if s.first <= token.i < s.last)
    words = verb.tree.tokens[own.first : own.last]
    return any(is_event(t) or t.lemma in lexicon().attacks for t in words)


def _blamed(verb: Verb) -> Iterator[Charge]:
    """Yield "S blamed X for", "S blamed it on X", "attributed to X", "accused X of"."""
    if verb.token.pos not in {"VERB", "AUX"}:
        return
    targets = _blame_targets(verb)
    if not targets or negated(verb):
        return
    speakers = verb.subjects()
    if verb.token.tag == "VBN" and not verb.tree.kids(verb.token, "nsubj"):
        speakers = agents(verb)
    if verb.token.lemma in ACCUSING:
        yield from _forces(verb, targets, speakers)
    yield from laid(verb, targets, speakers)


def _forces(verb: Verb, targets: list[Token], speakers: list[Token]) -> Iterator[Charge]:
    """Yield accusations of "the military" or "the police", who elsewhere only answer attacks."""
    said = [*voices(verb.parties, speakers)]
    for target in targets:
        if accused(verb.parties, target) or target.lemma not in STATE_FORCES:
            continue
        for voice in voices(verb.parties, [target]):
            for speaker in (*said,) or (verb.parties.speaker(verb.token.span),):
                yield Charge(Modality.ATTRIBUTED, voice, speaker, verb.token, verb.sentence)


def _blame_targets(verb: Verb) -> list[Token]:
    """The nouns that a verb of blame lays the deed on."""
    lemma, words = verb.token.lemma, lexicon()
    if lemma in words.blame_on and (found := verb.after("on", "upon")):
        return found
    if lemma in LAYING and any(o.lemma == "blame" for o in verb.objects()):
        own = verb.after("on", "upon", "with")  # the parse may hang them on the deed
        return own or [n for t in verb.after("for") for n in nouns_after(verb.tree, t, "on")]
    if lemma in words.blame_to:
        return verb.after("to", "with") if _about_event(verb) else []
    if lemma in words.blame_for and (lemma == "blame" or _for_something(verb)):
        passive = verb.tree.kids(verb.token, "nsubjpass")
        if lemma == "accuse" and not _of_a_deed(verb):
            return []
        blamed = [whose(verb, o) for o in verb.objects()]
        return passive or [o for o in blamed if not is_event(o)]
    return []


def _for_something(verb: Verb) -> bool:
    """Does "for" or "of" follow, with a noun or a clause?"""
    holders = [verb.token, *verb.objects()]
    preps = [p for t in holders for p in verb.tree.kids(t, "prep") if low(p) in {"for", "of"}]
    return any(verb.tree.kids(p, "pobj", "pcomp") for p in preps)


def _of_a_deed(verb: Verb) -> bool:
    """Is somebody accused of a violent deed?"""
    tree, words = verb.tree, lexicon()
    below = [t for kid in tree.kids(verb.token, "prep", "dobj") for t in tree.under(kid)]
    return any(is_event(t) or t.lemma in words.attacks | {"carry", "behind"} for t in below)


def _about_event(verb: Verb) -> bool:
    """Is an event what a verb like "linked" or "attributed" is said of?"""
    about = [*verb.objects(), *verb.tree.kids(verb.token, "nsubjpass")]
    if verb.token.dep in {"acl", "relcl"}:
        about.append(verb.tree.head(verb.token))
    return any(is_event(noun) for noun in about)


READERS: tuple[Callable[[Verb], Iterator[Charge]], ...] = (
    _claimed,
    _claim_noun,
    _denied,
    _disowned,
    not_behind,
    but_not,
    _called_false,
    _blamed,
    pointed,
    behind,
    did,
    suspected,
    members,
    followers,
)
