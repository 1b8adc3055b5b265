"""Blame and suspicion: "S blamed X for it", "evidence points to X", "a suspected attack by X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.responsibility.charges import (
    accused_parties,
    is_event,
    lay_charges,
    say_charges,
    state_of,
    tells_deed,
)
from dateline.extract.responsibility.context import Charge, Predicate
from dateline.extract.responsibility.parties import named_parties
from dateline.syntax.arguments import find_agents, find_doers, nouns_after
from dateline.syntax.factuality import has_negation
from dateline.types import Modality, Token
from dateline.vocabulary import word_list

ACCUSING: Final = word_list("responsibility.blame.accusing")
ATTACKS: Final = word_list("responsibility.deeds.attacks")
DEEDS: Final = word_list("responsibility.deeds.all")
EVIDENCE: Final = word_list("responsibility.blame.evidence")
FOR: Final = word_list("responsibility.blame.for")
HOLDING: Final = word_list("responsibility.blame.holding")
LAYING: Final = word_list("responsibility.blame.laying")
MARKS: Final = word_list("responsibility.blame.marks")
ON: Final = word_list("responsibility.blame.on")
STATE_FORCES: Final = word_list("responsibility.actors.state_forces")
SUSPECTING: Final = word_list("responsibility.doubt.suspecting")
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
    if doubted or word.parsed.head(word.token).lemma == "be":
        yield from lay_charges(word, accused_parties(word, word.after("of")), forced=doubted)


def read_behind(word: Predicate) -> Iterator[Charge]:
    """Yield "X was behind the attack" and "S held X responsible for it"."""
    tree, token = word.parsed, word.token
    verb = tree.head(token)
    things = [*tree.kids(token, "pobj"), *nouns_after(tree, token, "for")]
    if has_negation(tree, token) or tree.kids(verb, "neg"):
        return
    if things and not tells_deed(tree, *things):
        return  # "behind bars", "responsible for security"
    if verb.lemma == "be":
        yield from say_charges(word, find_doers(tree, verb))
    elif verb.lemma in HOLDING:
        held = tree.kids(verb, "dobj") or tree.kids(token, "nsubj")
        yield from lay_charges(word, accused_parties(word, held), find_doers(tree, verb))


def read_suspected(word: Predicate) -> Iterator[Charge]:
    """Yield "a suspected attack by X" and "suspected X bombers struck"."""
    tree = word.parsed
    noun = tree.head(word.token)
    verb = next((t for t in tree.above(noun) if t.pos == "VERB"), noun)
    attacks = verb.lemma in ATTACKS and noun in find_doers(tree, verb)
    doers = nouns_after(tree, noun, "by") if is_event(noun) else [noun] if attacks else []
    if word.token.dep == "amod":
        yield from lay_charges(word, accused_parties(word, doers), forced=Modality.SUSPECTED)


def read_attack_by(word: Predicate) -> Iterator[Charge]:
    """Yield "it appears to have been an attack by X"."""
    near = (word.token, word.parsed.head(word.token))
    if word.token.dep in {"attr", "oprd"} and not any(has_negation(word.parsed, t) for t in near):
        yield from say_charges(word, word.after("by"))


def read_suspect(word: Predicate) -> Iterator[Charge]:
    """Yield "X is the prime suspect"."""
    verb = word.parsed.head(word.token)
    if word.token.dep == "attr" and not word.parsed.kids(verb, "neg"):
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
    done = [verb for verb in tree.kids(token, "xcomp") if verb.lemma in DEEDS]
    agents = [state_of(word, noun) for verb in done for noun in find_agents(tree, verb)]
    if agents:
        yield from lay_charges(word, accused_parties(word, agents), forced=Modality.SUSPECTED)
    if token.tag == "VBN" and not word.doers():
        return
    deeds = [verb for verb in tree.kids(token, "ccomp") if _tells_deed_of(word, verb)]
    accused = [noun for verb in deeds for noun in find_doers(tree, verb)]
    if token.lemma in SUSPECTING and not deeds:
        accused = word.objects()
    groups = [who for who in accused_parties(word, accused) if who.is_armed_group]
    yield from lay_charges(word, groups, word.doers(), Modality.SUSPECTED)


def _tells_deed_of(word: Predicate, verb: Token) -> bool:
    """Whether a clause says of its subject that it did it."""
    return any(t.lemma in DEEDS for t in (verb, *word.parsed.kids(verb)))


def _blame_targets(word: Predicate) -> list[Token]:
    """The nouns on which a verb of blame lays the deed."""
    tree, lemma = word.parsed, word.token.lemma
    if lemma in LAYING and any(o.lemma == "blame" for o in word.objects()):
        own = word.after("on", "upon", "with")  # the parse may hang them on the deed
        return own or [n for t in word.after("for") for n in nouns_after(tree, t, "on")]
    things = word.undergone()
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
