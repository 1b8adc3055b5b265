"""Charges: words that lay a deed on somebody, by whose word, and how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.extract.responsibility.parties import (
    ACTORS,
    IN_CHARGE,
    OWN,
    Charge,
    PartyMention,
    Predicate,
    accused_nouns,
    accused_party,
    claiming_parties,
    claims_itself,
    is_claimant,
    may_claim,
    named_parties,
    represented_group,
    speaker_of,
)
from dateline.syntax.factuality import has_negation, stated_modality
from dateline.syntax.tree import (
    Tree,
    find_agents,
    find_doers,
    has_object,
    is_plural,
    is_repelled,
    noun_conjuncts,
    nouns_after,
    phrase_words,
)
from dateline.types import Modality, Party, PartyKind, Token
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ charges

ATTACKS: Final = word_list("responsibility.deeds.attacks")
DENYING: Final = word_list("responsibility.denials.verbs")
DOUBT: Final = word_list("responsibility.doubt.words")
ELSEWHERE: Final = word_list("responsibility.events.elsewhere")
EVENTS: Final = word_list("responsibility.events.nouns")
NO_SPEAKERS: Final = word_list("responsibility.blame.no_speakers")
POINTING: Final = word_list("responsibility.events.pointing")
STATE_MEANS: Final = word_list("arguments.actors.state_means")
REACH: Final = 3  # heads above a verb under which it is still in doubt, or denied


def is_event(token: Token) -> bool:
    """Whether it is a noun for a violent event, or a word for one of no other sort."""
    return bool(token.as_noun & EVENTS)


def tells_deed(tree: Tree, *tokens: Token) -> bool:
    """Whether a violent deed, or a word that points back to one, stands in some phrases."""
    inside = [t for token in tokens for t in phrase_words(tree, token)]
    return any(is_event(t) or t.lemma in ATTACKS or is_pointing(t) for t in inside)


def is_pointing(token: Token) -> bool:
    """Whether it is a pronoun that may point back to a deed: "it", "this"."""
    return token.pos == "PRON" and token.lower in POINTING


def is_elsewhere(word: Predicate) -> bool:
    """Whether it is other attacks that are spoken of ("has carried out similar attacks")."""
    events = [t for t in word.parsed.under(word.token) if is_event(t)]
    return any(kid.lower in ELSEWHERE for t in events for kid in word.parsed.kids[t.i].amod)


def state_of(word: Predicate, noun: Token) -> Token:
    """The word for the state whose deed a noun tells ("an Israeli air strike"), else the noun."""
    whose = is_event(noun) or noun.as_noun & STATE_MEANS
    before = word.parsed.kids[noun.i].modifying if whose else []
    for token in before:
        mention = word.parties.at(token)
        if mention is not None and mention.party.kind is PartyKind.STATE:
            return token
    return noun


def accused_parties(word: Predicate, nouns: Iterable[Token]) -> list[PartyMention]:
    """The parties on whom some nouns lay a deed."""
    found = (accused_party(word.parties, t) for n in nouns for t in accused_nouns(word.parsed, n))
    return [party for party in found if party is not None]


def lay_charges(
    word: Predicate,
    accused: Iterable[PartyMention],
    speakers: Iterable[Token] = (),
    forced: Modality | None = None,
) -> Iterator[Charge]:
    """Charges for words that lay the deed on somebody.

    Args:
        word: the word that lays it.
        accused: on whom.
        speakers: the nouns in the place of those who lay it; else who is quoted with the words.
        forced: how firmly, where the words say so themselves.
    """
    said = [*named_parties(word.parties, [s for s in speakers if _may_speak(word, s)])]
    quoted = word.parties.speaker(word.token.span)
    if quoted is not None and is_claimant(quoted):
        quoted = None  # a group that claims something in another clause of the sentence
    for party in accused:
        for speaker in (*said,) or (quoted,):
            firm = forced or _firmness(word, speaker)
            firm = Modality.ATTRIBUTED if firm is Modality.ASSERTED else firm
            yield Charge(firm, party, speaker, word.token, word.sentence)


def say_charges(word: Predicate, doers: Iterable[Token]) -> Iterator[Charge]:
    """Charges for words that say "X did it": by the speaker, or by X where X is the speaker."""
    above = word.parsed.above[word.token.i][:REACH]
    if any(t.lemma in DENYING and t.pos == "VERB" for t in above):
        return
    speaker = speaker_of(word)
    for doer in doers:
        group = claims_itself(word, doer, speaker) if speaker else None
        if group is not None:
            yield Charge(Modality.CLAIMED, group, group, word.token, word.sentence)
            continue
        who = accused_party(word.parties, doer)
        if who is None or (speaker and speaker.is_armed_group and who.party.anonymous):
            continue
        if speaker is None or speaker.party.name != who.party.name:
            yield Charge(_firmness(word, speaker), who, speaker, word.token, word.sentence)
        elif may_claim(speaker):
            yield Charge(Modality.CLAIMED, who, speaker, word.token, word.sentence)


def _firmness(word: Predicate, speaker: PartyMention | None) -> Modality:
    """Suspected where a word of doubt stands over the verb; else by whether somebody speaks."""
    near = [word.token, *word.parsed.above[word.token.i][:REACH]]
    if any(t.lower in DOUBT for link in near for t in (link, *word.parsed.children[link.i])):
        return Modality.SUSPECTED
    return Modality.ATTRIBUTED if speaker else Modality.ASSERTED


def _may_speak(word: Predicate, subject: Token) -> bool:
    """Whether a subject is somebody who can lay blame, no clue and no attacker."""
    if subject.lemma in NO_SPEAKERS:
        return False
    named = (subject, *word.parsed.kids[subject.i].appos)
    known = any(word.parties.at(t) is not None for t in named) or bool(subject.as_noun & ACTORS)
    return known or subject.pos in {"PROPN", "PRON"} or is_plural(subject)


# ------------------------------------------------------------------ claims of responsibility

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


def _claims_by(word: Predicate, nouns: Sequence[Token], deeds: list[Token]) -> Iterator[Charge]:
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


# ------------------------------------------------------------------ words for the deed itself

ATTACKERS: Final = word_list("responsibility.actors.attackers")
DEADLY_DOWN: Final = word_list("harm.deadly.down")
FOLLOWERS: Final = word_list("responsibility.actors.followers")
OURSELVES: Final = word_list("responsibility.speakers.ourselves")
PARTICLES: Final = {"carry": "out", "set": "off", "blow": "up"}
OWN_DEEDS: Final = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.STATE, PartyKind.UNKNOWN}
)


def read_deed(word: Predicate) -> Iterator[Charge]:
    """Yield "X carried out the attack" and "missiles launched by X"."""
    things = word.undergone()
    if any(is_event(noun) for noun in things) and _is_told_done(word):
        yield from say_charges(word, [doer for doer in _doers_of_deed(word) if doer not in things])


def read_attack(word: Predicate) -> Iterator[Charge]:
    """Yield "the market was attacked by X, S said" and "S said X had shot three men"."""
    tree, token = word.parsed, word.token
    down = token.lower not in DEADLY_DOWN and any(k.lower == "down" for k in tree.children[token.i])
    defended = down or _is_answer(tree, token)
    if speaker_of(word) and _is_told_done(word) and has_object(tree, token) and not defended:
        yield from say_charges(word, [d for d in _doers_of_deed(word) if _may_attack(word, d)])


def _is_answer(tree: Tree, token: Token) -> bool:
    """Whether only somebody who had attacked is struck: "shot and killed a man who stabbed two"."""
    struck = [(v, n) for v in (token, *tree.kids[token.i].conj) for n in tree.kids[v.i].dobj]
    return bool(struck) and all(is_repelled(tree, verb, noun) for verb, noun in struck)


def read_membership(word: Predicate) -> Iterator[Charge]:
    """Yield "the bombers were members of X" or "from X", and X's "he was one of our fighters"."""
    tree = word.parsed
    if has_negation(tree, word.token) or not any(s.lemma in ATTACKERS for s in word.doers()):
        return
    attributes = [
        word.token,
        *[kid for kid in tree.children[word.token.i] if kid.dep in {"attr", "acomp"}],
    ]
    below = [n for a in attributes for n in nouns_after(tree, a, "of", "from")]
    nouns = [*attributes[1:], *(n for noun in below for n in noun_conjuncts(tree, noun))]
    for noun in nouns:
        who = accused_party(word.parties, noun)
        own = noun.as_noun & FOLLOWERS and any(k.lower in OWN for k in tree.kids[noun.i].poss)
        if own or (who is not None and who.is_armed_group):
            yield from say_charges(word, [noun])


def _doers_of_deed(word: Predicate) -> list[Token]:
    """Those who did it, the state for "an Israeli air strike"."""
    return [state_of(word, noun) for noun in word.doers()]


def _is_told_done(word: Predicate) -> bool:
    """Whether a deed is told as done, here, and by the words of the verb itself."""
    tree, token = word.parsed, word.token
    particle = PARTICLES.get(token.lemma)
    if particle and not any(kid.lower == particle for kid in tree.children[token.i]):
        return False
    if token.tag in {"VB", "VBG"} or any(kid.lower == "to" for kid in tree.kids[token.i].aux):
        return False
    if any(kid.lower == "since" for kid in tree.kids[token.i].mark):
        return False  # "37 have died since X launched its offensive"
    if has_negation(tree, token) or stated_modality(tree, token) is None or is_elsewhere(word):
        return False
    thing = tree.tokens[token.head]  # "a rocket misfired by X had not caused it"
    said_of_thing = token.dep in {"acl", "relcl"} and thing.dep in {"nsubj", "nsubjpass"}
    return not (said_of_thing and tree.kids[thing.head].neg)


def _may_attack(word: Predicate, doer: Token) -> bool:
    """Whether the doer of an attack is one to be accused: no weapon, no place, no police."""
    mention = word.parties.at(doer)
    if mention is None:
        named = doer.as_noun & ACTORS and not doer.as_noun & IN_CHARGE
        own = any(kid.lower in OWN for kid in word.parsed.kids[doer.i].poss)  # "our forces"
        return named or own or doer.lower in OURSELVES
    place = mention.party.kind is PartyKind.STATE and word.token.dep == "relcl"
    return mention.party.kind in OWN_DEEDS and not place


# ------------------------------------------------------------------ blame and suspicion

ACCUSING: Final = word_list("responsibility.blame.accusing")
DEEDS: Final = word_list("responsibility.deeds.all")
EVIDENCE: Final = word_list("responsibility.blame.evidence")
FOR: Final = word_list("responsibility.blame.for")
HOLDING: Final = word_list("responsibility.blame.holding")
LAYING: Final = word_list("responsibility.blame.laying")
MARKS: Final = word_list("responsibility.blame.marks")
ON: Final = word_list("responsibility.blame.on")
STATE_FORCES: Final = word_list("responsibility.actors.state_forces")
SUSPECTING: Final = word_list("responsibility.doubt.suspecting")
RELATIVE: Final = frozenset({"that", "which"})
SUSPICION: Final = word_list("responsibility.doubt.suspicion")
TO: Final = word_list("responsibility.blame.to")


def read_blame(word: Predicate) -> Iterator[Charge]:
    """Yield "S blamed X for", "S blamed it on X", "attributed to X", "accused X of"."""
    targets = _blame_targets(word)
    if targets and not has_negation(word.parsed, word.token):
        accused = accused_parties(word, targets)
        if word.token.lemma in ACCUSING and not accused:  # forces elsewhere only answer attacks
            forces = [t for t in targets if t.lemma in STATE_FORCES]
            accused = [*named_parties(word.parties, forces)]
        yield from lay_charges(word, accused, word.doers())


def read_pointing(word: Predicate) -> Iterator[Charge]:
    """Yield "evidence pointed to X" and "officials pointed the finger at X"."""
    doers = word.doers()
    if any(t.lemma in EVIDENCE for t in (*doers, *word.objects())):
        yield from lay_charges(word, accused_parties(word, word.after("to", "at")), doers)


def read_mark(word: Predicate) -> Iterator[Charge]:
    """Yield "it bore the hallmarks of X" and "it was the work of X"."""
    doubted = Modality.SUSPECTED if word.token.lemma in MARKS else None
    if doubted or word.parsed.tokens[word.token.head].lemma == "be":
        yield from lay_charges(word, accused_parties(word, word.after("of")), forced=doubted)


def read_behind(word: Predicate) -> Iterator[Charge]:
    """Yield "X was behind the attack" and "S held X responsible for it"."""
    tree, token = word.parsed, word.token
    verb = tree.tokens[token.head]
    things = [*tree.kids[token.i].pobj, *nouns_after(tree, token, "for")]
    if has_negation(tree, token) or tree.kids[verb.i].neg:
        return
    if things and not tells_deed(tree, *things):
        return  # "behind bars", "responsible for security"
    if verb.lemma == "be":
        yield from say_charges(word, find_doers(tree, verb))
    elif verb.lemma in HOLDING:
        held = tree.kids[verb.i].dobj or tree.kids[token.i].nsubj
        yield from lay_charges(word, accused_parties(word, held), find_doers(tree, verb))


def read_suspected(word: Predicate) -> Iterator[Charge]:
    """Yield "a suspected attack by X" and "suspected X bombers struck"."""
    tree = word.parsed
    noun = tree.tokens[word.token.head]
    verb = next((t for t in tree.above[noun.i] if t.pos == "VERB"), noun)
    attacks = verb.lemma in ATTACKS and noun in find_doers(tree, verb)
    doers = nouns_after(tree, noun, "by") if is_event(noun) else [noun] if attacks else []
    if word.token.dep == "amod":
        yield from lay_charges(word, accused_parties(word, doers), forced=Modality.SUSPECTED)


def read_attack_by(word: Predicate) -> Iterator[Charge]:
    """Yield "it appears to have been an attack by X"."""
    near = (word.token, word.parsed.tokens[word.token.head])
    if word.token.dep in {"attr", "oprd"} and not any(has_negation(word.parsed, t) for t in near):
        yield from say_charges(word, word.after("by"))


def read_suspect(word: Predicate) -> Iterator[Charge]:
    """Yield "X is the prime suspect"."""
    verb = word.parsed.tokens[word.token.head]
    if word.token.dep == "attr" and not word.parsed.kids[verb.i].neg:
        suspects = accused_parties(word, find_doers(word.parsed, verb))
        yield from lay_charges(word, suspects, forced=Modality.SUSPECTED)


def read_suspicion(word: Predicate) -> Iterator[Charge]:
    """Yield "suspicion fell on X"."""
    if any(noun.lower in SUSPICION for noun in word.doers()):
        accused = accused_parties(word, word.after("on", "upon"))
        yield from lay_charges(word, accused, forced=Modality.SUSPECTED)


def read_supposing(word: Predicate) -> Iterator[Charge]:
    """Yield "S suspects X", "S thinks X carried it out", "believed to be carried out by X"."""
    tree, token = word.parsed, word.token
    done = [verb for verb in tree.kids[token.i].xcomp if verb.lemma in DEEDS]
    agents = [state_of(word, noun) for verb in done for noun in find_agents(tree, verb)]
    if agents:
        yield from lay_charges(word, accused_parties(word, agents), forced=Modality.SUSPECTED)
    if token.tag == "VBN" and not word.doers():
        return
    deeds = [verb for verb in tree.kids[token.i].ccomp if _tells_deed_of(word, verb)]
    accused = [noun for verb in deeds for noun in find_doers(tree, verb)]
    if token.lemma in SUSPECTING and not deeds:
        accused = [*word.objects()]
    groups = [who for who in accused_parties(word, accused) if who.is_armed_group]
    yield from lay_charges(word, groups, word.doers(), Modality.SUSPECTED)


def _deed_before(word: Predicate) -> list[Token]:
    """The deed that a clause is about: "an attack on a base in Van that police blamed on X".

    Parsers hang the clause on the nearest noun, or take its verb for a participle of its subject.
    """
    tree, noun = word.parsed, word.parsed.tokens[word.token.head]
    if word.token.dep == "relcl" and any(t.lower in RELATIVE for t in word.objects()):
        return [t for t in (noun, *tree.above[noun.i]) if is_event(t)][:1]
    first = tree.left_edge(noun)
    before = {t.lower for t in tree.tokens[max(first - 1, 0) : noun.i]}
    if word.token.dep != "acl" or word.token.i != noun.i + 1 or not before & RELATIVE:
        return []
    return [t for t in tree.tokens[word.sentence.first : first] if is_event(t)][-1:]


def _tells_deed_of(word: Predicate, verb: Token) -> bool:
    """Whether a clause says of its subject that it did it."""
    return any(t.lemma in DEEDS for t in (verb, *word.parsed.children[verb.i]))


def _blame_targets(word: Predicate) -> list[Token]:
    """The nouns on which a verb of blame lays the deed."""
    tree, lemma = word.parsed, word.token.lemma
    if lemma in LAYING and any(o.lemma == "blame" for o in word.objects()):
        own = word.after("on", "upon", "with")  # the parse may hang them on the deed
        return own or [n for t in word.after("for") for n in nouns_after(tree, t, "on")]
    things = _deed_before(word) or word.undergone()
    if lemma in ON and (found := word.after("on", "upon")):
        return found if not things or tells_deed(tree, *things) else []
    if lemma in TO:
        return word.after("to", "with") if any(is_event(noun) for noun in things) else []
    if lemma not in FOR:
        return []
    objects = word.objects()
    charged = [t for prep in ("for", "of") for t in word.complements(prep, *objects)]
    if tells_deed(tree, *charged) if charged else lemma in ON:
        blamed = [state_of(word, noun) for noun in things]
        return [noun for noun in blamed if not is_event(noun)]
    return []
