"""Who says who did it: claims, denials, accusations and suspicions, verb by verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.extract.responsibility_back import (
    armed_before,
    is_back,
    is_denied,
    own_fighter,
    spoke_before,
    teller,
)
from dateline.extract.responsibility_parties import Parties, Voice, accused, claimants, voices
from dateline.extract.responsibility_syntax import conjuncts, nouns_after, subjects_of
from dateline.extract.responsibility_words import (
    accusable,
    in_charge,
    is_event,
    lexicon,
    names_actor,
)
from dateline.extract.tolls_reality import modality
from dateline.extract.tolls_tree import Tree, low, tree
from dateline.types import Annotations, Modality, PartyKind, Sentence, Token

NEGATIONS = frozenset({"no", "not", "n't", "never", "nobody", "none", "nor", "neither", "without"})
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
OWN_DEEDS = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE, PartyKind.UNKNOWN}
)
SUPPOSING = frozenset({"suspect", "believe", "think"})
PRONOUNS = frozenset({"it", "they", "we", "he", "i", "she"})
CHARGED = frozenset({"charge", "accusation", "allegation"})
DOUBT_REACH = 4  # the verb and the three heads above it


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody's word on who did it: `accused` by `speaker`, who is None for the reporter."""

    modality: Modality
    accused: Voice
    speaker: Voice | None
    word: Token
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb in its report."""

    parties: Parties
    token: Token
    sentence: Sentence

    @property
    def tree(self) -> Tree:
        """The parse."""
        return self.parties.tree

    def subjects(self) -> list[Token]:
        """The nouns that do what the verb says."""
        return subjects_of(self.tree, self.token)

    def after(self, *preps: str) -> list[Token]:
        """The nouns after one of these prepositions, of the verb or, failing that, of its object.

        The parse hangs "on X" in "blamed the attack on X" on either.
        """
        own = nouns_after(self.tree, self.token, *preps)
        return own or [n for o in self.objects() for n in nouns_after(self.tree, o, *preps)]

    def objects(self) -> list[Token]:
        """Its direct objects."""
        return self.tree.kids(self.token, "dobj")


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
            for charge in _charges_of(_Verb(parties, token, sentence)):
                name = charge.speaker.party.name if charge.speaker else ""
                key = (charge.modality, charge.accused.party.name, name, sentence.first)
                found.setdefault(key, charge)
    return tuple(found.values())


def _charges_of(verb: _Verb) -> Iterator[Charge]:
    """All that one word says of who did it."""
    for reader in READERS:
        yield from reader(verb)


def _claimed(verb: _Verb) -> Iterator[Charge]:
    """Yield "X claimed responsibility", "X took credit", "X claims the attack"."""
    if verb.token.lemma not in lexicon().claim or verb.token.pos not in {"VERB", "AUX"}:
        return
    objects = [*verb.objects(), *verb.tree.kids(verb.token, "nsubjpass")]
    if verb.token.dep in {"acl", "relcl"}:
        objects.append(verb.tree.head(verb.token))
    held = any(o.lemma in lexicon().claimed for o in objects)
    direct = verb.token.lemma == "claim" and any(is_event(o) for o in objects)
    if not (held or direct) or _negated(verb) or _elsewhere(verb):
        return
    passive = verb.token.tag == "VBN" and not verb.objects()
    yield from _claims_of(verb, _agents(verb) if passive else verb.subjects())


def _claims_of(verb: _Verb, nouns: list[Token]) -> Iterator[Charge]:
    """Claims by those who are named; an unnamed group's claim is the word of who tells of it."""
    teller = verb.parties.speaker(verb.token.span)
    for voice in claimants(verb.parties, nouns):
        official = teller is not None and teller.party.kind in OFFICIAL
        unnamed = voice.party.anonymous or voice.party.kind is PartyKind.UNKNOWN
        if teller and official and unnamed:
            yield Charge(Modality.ATTRIBUTED, voice, teller, verb.token, verb.sentence)
        else:
            yield Charge(Modality.CLAIMED, voice, voice, verb.token, verb.sentence)


def _claim_noun(verb: _Verb) -> Iterator[Charge]:
    """Yield "a claim of responsibility by X"."""
    if verb.token.lemma != "claim" or verb.token.pos != "NOUN" or _negated(verb):
        return
    if not any(o.lemma in lexicon().claimed for o in verb.after("of")):
        return
    yield from _claims_of(verb, verb.after("by", "from"))


def _denied(verb: _Verb) -> Iterator[Charge]:
    """Yield "X denied responsibility", "statements denying the involvement of Y"."""
    if verb.token.lemma not in lexicon().deny or verb.token.pos != "VERB":
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


def _is_denied_deed(verb: _Verb, thing: Token) -> bool:
    """Is what is denied the deed, and not a rumour or a request?"""
    if thing.pos in {"VERB", "AUX"}:
        below = {t.lemma for t in verb.tree.under(thing)}
        return bool(
            below
            & (lexicon().deeds | lexicon().attacks | {"behind", "responsible", "involve", "role"})
        )
    if thing.lemma in lexicon().weakly_denied:
        return any(
            is_event(t) or t.lemma in lexicon().denied
            for t in verb.tree.under(thing)
            if t.i != thing.i
        )
    return thing.lemma in lexicon().denied


def _blamed(verb: _Verb) -> Iterator[Charge]:
    """Yield "S blamed X for", "S blamed it on X", "attributed to X", "accused X of"."""
    if verb.token.pos not in {"VERB", "AUX"} or _negated(verb):
        return
    targets = _blame_targets(verb)
    speakers = verb.subjects()
    if verb.token.tag == "VBN" and not verb.tree.kids(verb.token, "nsubj"):
        speakers = _agents(verb)
    yield from _laid(verb, targets, speakers)


def _blame_targets(verb: _Verb) -> list[Token]:
    """The nouns that a verb of blame lays the deed on."""
    lemma, words = verb.token.lemma, lexicon()
    if lemma in words.blame_on and (found := verb.after("on", "upon")):
        return found
    if lemma in words.blame_to:
        return verb.after("to", "with") if _about_event(verb) else []
    if lemma in words.blame_for and (lemma == "blame" or _for_something(verb)):
        passive = verb.tree.kids(verb.token, "nsubjpass")
        if lemma == "accuse" and not _of_a_deed(verb):
            return []
        return passive or [o for o in verb.objects() if not is_event(o)]
    return []


def _for_something(verb: _Verb) -> bool:
    """Does "for" or "of" follow, with a noun or a clause?"""
    holders = [verb.token, *verb.objects()]
    preps = [p for t in holders for p in verb.tree.kids(t, "prep") if low(p) in {"for", "of"}]
    return any(verb.tree.kids(p, "pobj", "pcomp") for p in preps)


def _of_a_deed(verb: _Verb) -> bool:
    """Is somebody accused of a violent deed?"""
    tree, words = verb.tree, lexicon()
    below = [t for kid in tree.kids(verb.token, "prep", "dobj") for t in tree.under(kid)]
    return any(is_event(t) or t.lemma in words.attacks | {"carry", "behind"} for t in below)


def _about_event(verb: _Verb) -> bool:
    """Is an event what a verb like "linked" or "attributed" is said of?"""
    about = [*verb.objects(), *verb.tree.kids(verb.token, "nsubjpass")]
    if verb.token.dep in {"acl", "relcl"}:
        about.append(verb.tree.head(verb.token))
    return any(is_event(noun) for noun in about)


def _pointed(verb: _Verb) -> Iterator[Charge]:
    """Yield "evidence pointed to X", "pointed the finger at X", "bore the hallmarks of X"."""
    if verb.token.lemma == "point":
        yield from _laid(verb, verb.after("to", "at", "toward", "towards"), verb.subjects())
    elif verb.token.lemma in {"hallmark", "work"} and verb.token.pos == "NOUN":
        doubted = Modality.SUSPECTED if verb.token.lemma == "hallmark" else None
        if doubted or low(verb.tree.head(verb.token)) in {"was", "is", "be", "were"}:
            yield from _laid(verb, verb.after("of"), [], doubted)


def _behind(verb: _Verb) -> Iterator[Charge]:
    """Yield "X was behind the attack" and "X was responsible for"."""
    token = verb.token
    told = low(token) == "behind" or low(token) == "responsible"
    head = verb.tree.head(token)
    if not told or _negated(verb):
        return
    if head.lemma == "be":
        yield from _said_of(verb, subjects_of(verb.tree, head))
    elif head.lemma in {"hold", "find", "deem"}:
        held = verb.tree.kids(head, "dobj") or verb.tree.kids(token, "nsubj")
        yield from _laid(verb, held, subjects_of(verb.tree, head))


def _did(verb: _Verb) -> Iterator[Charge]:
    """Yield "X carried out the attack" and, if a speaker says so, "it was attacked by X"."""
    lemma, words = verb.token.lemma, lexicon()
    if verb.token.pos != "VERB" or _negated(verb):
        return
    deed = lemma in words.deeds and any(is_event(o) for o in _undergoers(verb))
    if lemma == "carry" and not any(low(k) == "out" for k in verb.tree.kids(verb.token)):
        return
    told = verb.parties.within(verb.token.span) or teller(verb.parties, verb.token)
    attack = lemma in words.attacks and told is not None and not _shot_down(verb)
    unreal = modality(verb.tree, verb.token) is None or _infinitive(verb) or _elsewhere(verb)
    if not (deed or attack) or verb.token.tag == "VBG" or unreal:
        return
    passive = verb.token.tag == "VBN" and not verb.tree.kids(verb.token, "nsubj")
    actors = _agents(verb) if passive else verb.subjects()
    yield from _said_of(verb, [a for a in actors if deed or _may_attack(verb, a)])


def _shot_down(verb: _Verb) -> bool:
    """Is it a defence that shot something down?"""
    return any(low(kid) == "down" for kid in verb.tree.kids(verb.token))


def _elsewhere(verb: _Verb) -> bool:
    """Is it other attacks that are spoken of ("has carried out similar attacks")?"""
    events = [t for t in verb.tree.under(verb.token) if is_event(t)]
    return any(low(kid) in lexicon().elsewhere for t in events for kid in verb.tree.kids(t, "amod"))


def _infinitive(verb: _Verb) -> bool:
    """Is the deed only wanted, prepared or allowed ("to carry out")?"""
    return any(low(kid) == "to" for kid in verb.tree.kids(verb.token, "aux"))


def _may_attack(verb: _Verb, actor: Token) -> bool:
    """Is the doer of an attack one to be accused: no weapon, no place, none of those in charge?"""
    voice = verb.parties.at(actor)
    if voice is None:
        return low(actor) in PRONOUNS or (accusable(actor) and not in_charge(actor))
    place = voice.party.kind is PartyKind.STATE and verb.token.dep == "relcl"
    return voice.party.kind in OWN_DEEDS and not place


def _undergoers(verb: _Verb) -> list[Token]:
    """What a deed is done to: the object, the passive's subject, or the noun that it modifies."""
    found = [*verb.objects(), *_subjects_passive(verb)]
    if verb.token.dep in {"acl", "relcl"}:
        found.append(verb.tree.head(verb.token))
    return found


def _subjects_passive(verb: _Verb) -> list[Token]:
    """The subjects of a passive."""
    return verb.tree.kids(verb.token, "nsubjpass")


def _suspected(verb: _Verb) -> Iterator[Charge]:
    """Yield "a suspected attack by X", "suspected X bombers", "an attack by X", in doubt."""
    token = verb.token
    if low(token) == "suspected" and token.dep == "amod":
        noun = verb.tree.head(token)
        actors = nouns_after(verb.tree, noun, "by") if is_event(noun) else _armed_only(verb, noun)
        yield from _laid(verb, actors, [], Modality.SUSPECTED)
    elif is_event(token) and token.dep in {"attr", "oprd"}:
        yield from _said_of(verb, verb.after("by"))
    elif token.lemma == "fall" and any(low(s) == "suspicion" for s in verb.subjects()):
        yield from _laid(verb, verb.after("on", "upon"), [], Modality.SUSPECTED)
    elif token.lemma in SUPPOSING and token.pos == "VERB" and token.tag != "VBN":
        below = [t for kid in verb.tree.kids(token, "ccomp", "dobj") for t in verb.tree.under(kid)]
        if token.lemma != "suspect" and not any(_is_deed(t) for t in below):
            return
        named = [t for t in sorted(below, key=lambda t: t.i) if verb.parties.at(t)]
        groups = [t for t in named if _is_group(verb.parties, t)]
        yield from _laid(verb, groups[:1], verb.subjects(), Modality.SUSPECTED)


def _is_deed(token: Token) -> bool:
    """Is it a word for doing an attack?"""
    words = lexicon()
    return token.lemma in words.attacks | words.deeds | {"behind", "responsible"}


def _armed_only(verb: _Verb, noun: Token) -> list[Token]:
    """A suspected doer, if it attacks here or its group is named."""
    head = verb.tree.head(noun)
    attacks = head.lemma in lexicon().attacks and noun.dep in {"nsubj", "pobj"}
    return [noun] if attacks or (head.lemma in lexicon().attacks and noun.dep == "agent") else []


def _is_group(parties: Parties, token: Token) -> bool:
    """Is a word part of the name of an armed group?"""
    voice = parties.at(token)
    return voice is not None and voice.party.kind is PartyKind.ARMED_GROUP


def _said_of(verb: _Verb, actors: list[Token]) -> Iterator[Charge]:
    """Charges for words that say "X did it": by the speaker, or by X where X is the speaker."""
    if is_denied(verb.tree, verb.token):
        return
    speaker = verb.parties.speaker(verb.token.span) or teller(verb.parties, verb.token)
    for actor in actors:
        own = low(actor) in PRONOUNS or _is_theirs(verb, actor) or is_back(verb.tree, actor)
        if own and speaker and _is_armed(speaker):
            yield Charge(Modality.CLAIMED, speaker, speaker, verb.token, verb.sentence)
        who = None if own else accused(verb.parties, actor)
        if who is None:
            continue
        if speaker and speaker.party.name == who.party.name:
            yield Charge(Modality.CLAIMED, who, speaker, verb.token, verb.sentence)
        else:
            yield Charge(_firmness(verb, speaker), who, speaker, verb.token, verb.sentence)


def _is_theirs(verb: _Verb, actor: Token) -> bool:
    """Is it "its fighters" or "our mujahideen", through whom the speaker means itself?"""
    return any(low(kid) in {"its", "their", "our"} for kid in verb.tree.kids(actor, "poss"))


def _is_armed(voice: Voice) -> bool:
    """May this speaker be claiming a deed as its own?"""
    kind = voice.party.kind
    own = {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE}
    return kind in own or (kind is PartyKind.UNKNOWN and names_actor(voice.party.name))


def _laid(
    verb: _Verb, targets: list[Token], speakers: list[Token], forced: Modality | None = None
) -> Iterator[Charge]:
    """Charges for words that lay the deed on somebody."""
    who = [
        found
        for target in targets
        for t in conjuncts(verb.tree, target)
        if (found := accused(verb.parties, t))
    ]
    said = [*voices(verb.parties, [s for s in speakers if _may_speak(verb.parties, s)])]
    fallback = verb.parties.speaker(verb.token.span)
    if fallback is None and any(is_back(verb.tree, subject) for subject in speakers):
        fallback = spoke_before(verb.parties, verb.token)
    for voice in who:
        for speaker in (*said,) or (fallback,):
            modality = forced or _firmness(verb, speaker)
            if modality is Modality.ASSERTED:
                modality = Modality.ATTRIBUTED
            yield Charge(modality, voice, speaker, verb.token, verb.sentence)


def _may_speak(parties: Parties, subject: Token) -> bool:
    """Is a subject somebody who can lay blame, no clue and no attacker?"""
    if _is_evidence(subject) or subject.lemma in {"bomber", "gunman", "toll"}:
        return False
    known = parties.at(subject) is not None or accusable(subject)
    return known or subject.pos in {"PROPN", "PRON"} or subject.tag == "NNS"


def _is_evidence(token: Token) -> bool:
    """Is the subject a thing that points somewhere, and no speaker?"""
    return token.lemma in {
        "evidence",
        "finding",
        "indication",
        "clue",
        "sign",
        "information",
        "investigation",
    }


def _firmness(verb: _Verb, speaker: Voice | None) -> Modality:
    """Suspected where a word of doubt stands over the verb; else by whether somebody speaks."""
    near = [verb.token, *verb.tree.above(verb.token)]
    said = {low(t) for link in near[:DOUBT_REACH] for t in (link, *verb.tree.kids(link))}
    if said & lexicon().doubt:
        return Modality.SUSPECTED
    return Modality.ATTRIBUTED if speaker else Modality.ASSERTED


def _negated(verb: _Verb) -> bool:
    """Is there a "no" or "not" with the verb, its subject or its object?"""
    nouns = [verb.token, *verb.tree.kids(verb.token, "nsubj", "nsubjpass", "dobj")]
    return any(low(kid) in NEGATIONS for noun in nouns for kid in (noun, *verb.tree.kids(noun)))


def _agents(verb: _Verb) -> list[Token]:
    """The nouns after the "by" of a passive."""
    return [
        n
        for p in verb.tree.kids(verb.token, "agent", "prep")
        if low(p) == "by"
        for n in verb.tree.kids(p, "pobj")
    ]


def _followers(verb: _Verb) -> Iterator[Charge]:
    """Yield a group's claim that the attacker "was one of its fighters"."""
    voice = own_fighter(verb.parties, verb.token)
    if voice is not None:
        yield Charge(Modality.CLAIMED, voice, voice, verb.token, verb.sentence)


READERS: tuple[Callable[[_Verb], Iterator[Charge]], ...] = (
    _claimed,
    _claim_noun,
    _denied,
    _blamed,
    _pointed,
    _behind,
    _did,
    _suspected,
    _followers,
)
