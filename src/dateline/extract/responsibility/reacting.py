"""What parties answer: denials, and what they do about an incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.extract.responsibility.charges import (
    CLAIMED,
    DIRECT,
    accused_parties,
    is_event,
    is_pointing,
    tells_deed,
)
from dateline.extract.responsibility.parties import (
    OURSELVES,
    Charge,
    PartyMention,
    Predicate,
    ReportedReaction,
    last_armed_group,
    named_parties,
    refers_back,
    represented_group,
    speaker_of,
)
from dateline.syntax.tree import find_doers, find_objects, find_subjects, nouns_after
from dateline.types import Modality, ReactionKind, Span, Token
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ denials

ATTACKS: Final = word_list("responsibility.deeds.attacks")
BLAMING: Final = word_list("responsibility.blame.verbs") | ATTACKS | {"cause"}
CHARGES: Final = word_list("responsibility.denials.charges")
CLAIMING: Final = word_list("responsibility.claims.verbs")
CONTRASTS: Final = word_list("responsibility.denials.contrasts")
DEEDS: Final = word_list("responsibility.deeds.all") | word_list("responsibility.denials.involved")
DEFINITE: Final = word_list("grammar.definite")
DENIABLE: Final = word_list("responsibility.denials.objects")
FALSE: Final = word_list("responsibility.denials.false")
NEGATIONS: Final = word_list("grammar.negations")
NUMBERED: Final = word_list("responsibility.denials.numbered")
PERSONS: Final = word_list("responsibility.speakers.third_person")
WEAK: Final = word_list("responsibility.denials.weak")
ANSWERED: Final = 3  # sentences back in which "the allegation" looks for what is alleged
NEAR: Final = 6  # words after "but not" in which the deed stands


def read_denial(word: Predicate) -> Iterator[Charge]:
    """Yield "X denied responsibility", "X denied it", "an allegation that X denied"."""
    tree, token = word.parsed, word.token
    if _is_left_open(word):
        return
    things = [
        *word.objects(),
        *[kid for kid in tree.children[token.i] if kid.dep in {"ccomp", "xcomp", "nsubjpass"}],
    ]
    deeds = [thing for thing in things if _is_denied_deed(word, thing)]
    answers = token.dep == "relcl" and tree.tokens[token.head].lemma in CHARGES
    if deeds or answers:
        named = [n for d in deeds for n in nouns_after(tree, d, "of", "by") if not is_event(n)]
        meant = accused_parties(word, named)[:1]
        for speaker in _denying(word):
            who = meant[0] if meant else speaker
            events = [t for d in deeds for t in tree.under(d) if is_event(t)]
            deed = next(iter(events or deeds), None)
            yield Charge(Modality.DENIED, who, speaker, token, word.sentence, deed)


def read_called_false(word: Predicate) -> Iterator[Charge]:
    """Yield "X called the accusation baseless"."""
    below = word.parsed.under(word.token)
    if any(t.lemma in CHARGES for t in below) and any(t.lemma in FALSE for t in below):
        for speaker in named_parties(word.parties, word.doers()):
            yield Charge(Modality.DENIED, speaker, speaker, word.token, word.sentence)


def read_no_part(word: Predicate) -> Iterator[Charge]:
    """Yield "X said it had no part in the attack" and "it had nothing to do with it"."""
    tree = word.parsed
    for noun in word.objects():
        none = noun.lemma in DENIABLE and any(k.lower == "no" for k in tree.kids[noun.i].det)
        about = [kid for kid in tree.children[noun.i] if kid.dep in {"prep", "relcl", "acl"}]
        told = tells_deed(tree, *(t for kid in about for t in tree.under(kid)))
        if (none or noun.lower == "nothing") and (told or (none and not about)):
            yield from _own_denials(word, word.doers())


def read_distancing(word: Predicate) -> Iterator[Charge]:
    """Yield "X distanced the group from the attack"."""
    if any(is_event(noun) for noun in word.after("from")):
        yield from _own_denials(word, word.doers())


def read_not_involved(word: Predicate) -> Iterator[Charge]:
    """Yield "X said it was not behind the attack" and "X said it had not planted the bomb"."""
    tree, token = word.parsed, word.token
    verb = token if token.pos == "VERB" else tree.tokens[token.head]
    things = [*word.objects(), *nouns_after(tree, token, "in", "for"), *tree.kids[token.i].pobj]
    if tree.kids[verb.i].neg and any(is_event(t) or is_pointing(t) for t in things):
        yield from _own_denials(word, find_subjects(tree, verb))


def read_denied_part(word: Predicate) -> Iterator[Charge]:
    """Yield the denied part of "X claimed the first bomb but not the second"."""
    tokens, last = word.parsed.tokens, word.sentence.last
    for negation in tokens[word.token.i + 1 : last]:
        if negation.lower != "not" or tokens[negation.i - 1].lower not in CONTRASTS:
            continue
        after = tokens[negation.i + 1 : min(negation.i + 1 + NEAR, last)]
        deed = next((t for t in after if is_event(t) or t.lower in NUMBERED), None)
        if deed is not None:
            for speaker in named_parties(word.parties, word.doers()):
                yield Charge(Modality.DENIED, speaker, speaker, negation, word.sentence, deed)
            return


def _own_denials(word: Predicate, subjects: Sequence[Token]) -> Iterator[Charge]:
    """The denials of a speaker for itself, for the group that it speaks for, or for another."""
    speaker = speaker_of(word)
    for subject in subjects:
        if subject.lower in OURSELVES | PERSONS or refers_back(word.parsed, subject):
            if speaker is not None:
                group = represented_group(word, speaker) or last_armed_group(word) or speaker
                yield Charge(Modality.DENIED, group, group, word.token, word.sentence)
            continue
        for who in named_parties(word.parties, [subject]):
            group = represented_group(word, who) or who
            by = speaker if speaker and speaker.party.name != who.party.name else group
            yield Charge(Modality.DENIED, group, by, word.token, word.sentence)


def _denying(word: Predicate) -> list[PartyMention]:
    """The parties that deny something; "the group" is the one named last in the sentence."""
    tree = word.parsed
    doers = word.doers()
    if any(refers_back(tree, doer) or doer.lower in OURSELVES for doer in doers):
        group = last_armed_group(word)
        return [group] if group else []
    return [*named_parties(word.parties, doers)]


def _is_left_open(word: Predicate) -> bool:
    """Whether it is "neither confirmed nor denied" or "did not deny"."""
    over = [word.parsed.tokens[word.token.head]] if word.token.dep == "conj" else []
    near = [
        k
        for t in (word.token, *over)
        for k in word.parsed.children[t.i]
        if k.dep in {"neg", "cc", "preconj"}
    ]
    return any(kid.lower in NEGATIONS for kid in near)


def _is_denied_deed(word: Predicate, thing: Token) -> bool:
    """Whether what is denied is the deed, and not a rumour or a request."""
    tree = word.parsed
    if thing.pos in {"VERB", "AUX"}:
        return any(t.lemma in DEEDS for t in tree.under(thing))
    if any(k.tag == "VBG" and k.lemma in ATTACKS for k in tree.kids[thing.i].amod):
        return True  # "denied killing civilians"
    if word.token.dep == "conj" and (thing.lower == "it" or thing.lower in NUMBERED):
        return (
            tree.tokens[word.token.head].lemma in CLAIMING
        )  # "claimed the first but denied the second"
    if thing.lower == "it" or thing.lemma in WEAK:
        below = [t for kid in tree.children[thing.i] for t in tree.under(kid)]
        told = any(is_event(t) or t.lemma in DENIABLE | ATTACKS for t in below)
        return told or _answers_charge(word, thing)
    known = any(k.lower == "the" for k in tree.kids[thing.i].det)
    return thing.lemma in DENIABLE or (known and is_event(thing))


def _answers_charge(word: Predicate, thing: Token) -> bool:
    """Whether it is "it" or "the allegation", and the sentences before lay a deed on somebody."""
    kids = word.parsed.children[thing.i]
    bare = all(kid.dep in {"det", "poss", "punct"} for kid in kids)
    definite = thing.lemma in CHARGES and any(kid.lower in DEFINITE for kid in kids)
    if not bare or not (definite or thing.lower == "it"):
        return False
    sentences = word.parties.annotations.sentences
    at = sentences.index(word.sentence)
    for before in sentences[max(0, at - ANSWERED) : at + 1]:
        inside = word.parsed.tokens[before.first : min(before.last, word.token.i)]
        blamed = any(t.pos == "VERB" and t.lemma in BLAMING for t in inside)
        if blamed and any(is_event(t) or t.lemma in ATTACKS for t in inside):
            return True
    return False


# ------------------------------------------------------------------ reactions

ACTIONS: Final = word_list("reactions.ordering.actions")
CONDEMNING: Final = word_list("reactions.condemning.verbs")
HARSH: Final = word_list("reactions.condemning.harsh")
NOBODY: Final = word_list("reactions.silence.nobody")
PLAIN: Final = word_list("reactions.condemning.plain")
RETALIATING: Final = word_list("reactions.retaliating.verbs")
SILENT_DEEDS: Final = word_list("reactions.silence.deeds")


def read_condemned(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X condemned the attack", "X slams assaults", "condemned by X"."""
    tree, token = word.parsed, word.token
    if token.pos != "VERB" and not token.lower.endswith("s"):
        return
    things = [*word.undergone(), *tree.kids[token.i].ccomp]
    obliged = token.dep == "xcomp" and tree.kids[token.head].nsubjpass
    if tells_deed(tree, *things) if things else token.lemma in PLAIN:
        yield from _reactions(word, ReactionKind.CONDEMNED, [] if obliged else word.doers())


def read_condemnation(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "the attack drew condemnation from X"."""
    tree, token = word.parsed, word.token
    preps = [p for t in (token, tree.tokens[token.head]) for p in tree.kids[t.i].prep]
    named = [n for p in preps if p.lower in {"from", "by"} for n in tree.kids[p.i].pobj]
    for party in named_parties(word.parties, named):
        yield _reaction(word, ReactionKind.CONDEMNED, party)


def read_named(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X called it a cowardly act" and "X described the bombing as barbaric"."""
    if any(t.lower in HARSH for t in word.parsed.under(word.token)):
        yield from _reactions(word, ReactionKind.CONDEMNED, word.doers())


def read_quoted(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield a condemnation for harsh words that a party is quoted with."""
    speaker = word.parties.speaker(word.token.span)
    if speaker is not None:
        yield _reaction(word, ReactionKind.CONDEMNED, speaker)


def read_shocked(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "we are outraged by the attack"."""
    tree, token = word.parsed, word.token
    things = [
        n for p in tree.children[token.i] if p.dep in {"prep", "agent"} for n in tree.kids[p.i].pobj
    ]
    if any(is_event(noun) for noun in things):
        subjects = tree.kids[token.i].nsubjpass or find_doers(tree, token)
        yield from _reactions(word, ReactionKind.CONDEMNED, subjects)


def read_ordered(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X ordered forces to pursue" and "X vowed to"."""
    if any(t.lemma in ACTIONS for t in word.parsed.under(word.token)):
        yield from _reactions(word, ReactionKind.ORDERED, word.doers())


def read_order(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X issued a directive to pursue"."""
    told = any(t.lemma in ACTIONS for t in word.parsed.under(word.token))
    if told and word.token.dep == "dobj":
        doers = find_doers(word.parsed, word.parsed.tokens[word.token.head])
        yield from _reactions(word, ReactionKind.ORDERED, doers)


def read_retaliated(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "X retaliated" and "forces fired back"."""
    tree, token = word.parsed, word.token
    if token.lemma in RETALIATING or any(kid.lower == "back" for kid in tree.children[token.i]):
        asked = tree.kids[token.head].dobj if token.dep == "xcomp" else []
        yield from _reactions(word, ReactionKind.RETALIATED, asked or word.doers())


def read_no_claim(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "there was no claim of responsibility" and "no group has claimed it"."""
    tree, token = word.parsed, word.token
    nouns = (token, *tree.kids[token.i].subjects)
    near = [t for noun in nouns for t in (noun, *tree.children[noun.i])]
    denial = next((t for t in near if t.lower in NOBODY), None)
    if denial is not None and _is_of_responsibility(word):
        yield _no_claim(word, denial.span)


def read_nobody_says(word: Predicate) -> Iterator[ReportedReaction]:
    """Yield "nobody has said that they carried out the attack"."""
    tree, token = word.parsed, word.token
    if not any(t.lemma in SILENT_DEEDS for t in tree.under(token)):
        return
    for subject in tree.kids[token.i].nsubj:
        if any(t.lower in NOBODY for t in (subject, *tree.kids[subject.i].det)):
            yield _no_claim(word, tree.tokens[tree.left_edge(subject)].span)


def _is_of_responsibility(word: Predicate) -> bool:
    """Whether it is responsibility that is claimed, or, for a verb, the attack itself."""
    tree, token = word.parsed, word.token
    if any(t.lemma in CLAIMED for t in tree.under(token)):
        return True
    things = find_objects(tree, token)
    if token.pos == "NOUN":  # "no claim for the bombing"
        things = list(tree.under(tree.tokens[token.head]))
    return token.lemma in DIRECT and any(is_event(t) for t in things)


def _reactions(
    word: Predicate, kind: ReactionKind, doers: Iterable[Token]
) -> Iterator[ReportedReaction]:
    """The reaction of each doer; of the speaker where a pronoun stands for it or nobody does."""
    found = [*named_parties(word.parties, [*doers])]
    speaker = word.parties.speaker(word.token.span)
    for party in found or ([speaker] if speaker else []):
        yield _reaction(word, kind, party)


def _reaction(word: Predicate, kind: ReactionKind, party: PartyMention) -> ReportedReaction:
    """The reaction of a party, at its word."""
    return ReportedReaction(kind, party, word.token.span, word.token, word.sentence)


def _no_claim(word: Predicate, denial: Span) -> ReportedReaction:
    """The silence of all, from the word of denial to that of claiming."""
    token = word.token
    span = Span(min(denial.start, token.span.start), max(denial.end, token.span.end))
    return ReportedReaction(ReactionKind.NO_CLAIM, None, span, token, word.sentence)
