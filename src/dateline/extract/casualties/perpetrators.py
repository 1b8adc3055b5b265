"""Dead persons whom a clause of their own tells as the attacker: "the man suspected of killing"."""

from __future__ import annotations

from dateline.syntax.tree import Tree, low
from dateline.types import Role, Token
from dateline.vocabulary.harm import lexicon

RELATIVE = frozenset({"who", "that"})
REFLEXIVE = frozenset({"himself", "herself"})


def did_it(parsed: Tree, person: Token) -> bool:
    """Is a person suspected or accused by the words after the noun, or told to have hit others?

    "The man suspected of killing her died", and "a man who had shot his wife".
    """
    for clause in parsed.kids(person, "acl", "relcl"):
        if clause.dep == "acl" and low(clause) in lexicon().accused:
            return True
        verbs = [clause, *parsed.kids(clause, "ccomp")] if clause.dep == "relcl" else []
        if any(_hits_others(parsed, verb) for verb in verbs):
            return True
    return False


def _hits_others(parsed: Tree, verb: Token) -> bool:
    """Is it "who shot two people", in a real past?"""
    words = lexicon()
    harm = words.hitting | words.frames[Role.KILLED].object
    doers = {low(doer) for doer in parsed.kids(verb, "nsubj")}
    struck = [o for o in parsed.kids(verb, "dobj") if low(o) not in REFLEXIVE]
    real = not parsed.kids(verb, "neg") and verb.tag in {"VBD", "VBN"}
    return low(verb) in harm and bool(doers & RELATIVE) and bool(struck) and real
