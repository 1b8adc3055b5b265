"""Whether a harm is told as having happened, and whether it is a total over many events."""

from __future__ import annotations

from dateline.syntax.tree import Tree, low, words
from dateline.types import Modality, Sentence, Token
from dateline.vocabulary import word_list
from dateline.vocabulary.harm import lexicon

LOOK_UP = 4  # verbs above a word of harm that may make it unreal
ABOUT = frozenset({"about", "of", "on"})
PERIODS = frozenset({"year", "month", "decade", "season"})
WARS = frozenset({"war", "conflict", "insurgency", "uprising", "rebellion", "crisis"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "conj", "relcl"})


def modality(tree: Tree, word: Token) -> Modality | None:
    """How firmly a harm is told; None if it is not told as having happened at all.

    "Could kill", "threatened to kill", "if he had been killed" and "did not kill" tell no harm;
    "may have been killed" and "feared dead" tell it with doubt.
    """
    table = lexicon()
    hedged = False
    token = tree.head(word) if word.dep in {"acomp", "attr", "oprd"} else word
    for _ in range(LOOK_UP):
        kids = {
            low(kid) for kid in tree.kids(token, "aux", "auxpass", "mark", "neg", "advmod", "prep")
        }
        if kids & table.modals or kids & table.markers or kids & table.negations:
            return None
        hedged = hedged or bool(kids & table.hedges) or low(token) in table.hedges
        head = tree.head(token)
        if head.i == token.i or token.dep not in CLAUSES:
            break
        if _only_meant(tree, token, head) and _infinite(tree, token):
            return None
        if token.dep in {"ccomp", "relcl", "conj", "advcl"} and token.dep != "conj":
            break
        token = head
    return Modality.HEDGED if hedged else Modality.ASSERTED


def of_itself(tree: Tree, word: Token) -> bool:
    """Is it a death by no violence: "died of cancer", "died after crashing into a wall"?"""
    if word.lemma != "die" and low(word) != "killed":
        return False
    below = [n for p in tree.kids(word, "prep") for n in tree.kids(p, "pobj", "pcomp")]
    below += tree.kids(word, "advcl")
    return any(t.lemma.lower() in lexicon().natural for t in below)


def _only_meant(tree: Tree, token: Token, head: Token) -> bool:
    """Does a word of harm stand below "threatened to", "was going to" or "talked about"?"""
    if token.dep == "pcomp":
        head = tree.head(head) if low(head) in ABOUT else head
    governs = head.lemma in lexicon().unreal_verbs or low(head) == "going"
    return governs and token.dep in {"xcomp", "ccomp", "pcomp"}


def _infinite(tree: Tree, token: Token) -> bool:
    """Is it an infinitive or a gerund ("threatened to kill", "tried killing")?"""
    return token.tag in {"VB", "VBG"} or any(low(kid) == "to" for kid in tree.kids(token, "aux"))


def is_aggregate(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Do the words around a harm make it a total over many events, or one over other places?"""
    said = words(tree.tokens[sentence.first : sentence.last])
    if any(f" {phrase} " in f" {said} " for phrase in lexicon().aggregate):
        return True
    if "elsewhere" in said and _elsewhere(tree, sentence, word):
        return True
    causes = tree.kids(word, "nsubj")
    if word.dep == "relcl":
        causes.append(tree.head(word))
    told = {cause.lemma.lower() for cause in causes}
    since = _since(tree, sentence, word) or _in_a_war(tree, word) or _by_many(tree, word)
    return since or bool(told & lexicon().causes) or _over_many(tree, word)


def _elsewhere(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Is the harm told of another place: "five were killed in fighting elsewhere in the region"?

    A sentence that begins with the word tells an event of its own, whose toll it is.
    """
    inside = tree.tokens[sentence.first + 1 : sentence.last]
    places = [t for t in inside if low(t) == "elsewhere"]
    verbs = [next((v for v in tree.above(t) if v.pos == "VERB"), None) for t in places]
    return any(verb is not None and verb.i == word.i for verb in verbs)


def _since(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Is it a running count: "have been killed since January", "has killed 90 this year"?"""
    inside = tree.tokens[sentence.first : sentence.last]
    since = [n for p in inside if low(p) == "since" for n in tree.kids(p, "pobj")]
    verbs = (word, *tree.above(word))
    perfect = any(kid.lemma == "have" for verb in verbs for kid in tree.kids(verb, "aux"))
    spans = [n for verb in verbs for n in tree.kids(verb, "npadvmod") if low(n) in PERIODS]
    running = any(low(kid) == "this" for n in spans for kid in tree.kids(n, "det"))
    named = any(n.tag in {"NNP", "CD"} and not low(n).endswith("day") for n in since)
    return perfect and (named or running)


def _in_a_war(tree: Tree, word: Token) -> bool:
    """Is it "have died in the conflict", a sum that still grows?"""
    nouns = [n for p in tree.kids(word, "prep") if low(p) == "in" for n in tree.kids(p, "pobj")]
    wars = any(n.lemma.lower() in WARS for n in nouns)
    return wars and any(kid.lemma == "have" for kid in tree.kids(word, "aux"))


def _over_many(tree: Tree, word: Token) -> bool:
    """Is the harm done "in 33 separate incidents"?"""
    for prep in tree.kids(word, "prep"):
        for noun in tree.kids(prep, "pobj") if low(prep) in {"in", "across"} else []:
            told = {low(kid) for kid in tree.kids(noun, "amod", "nummod")}
            if noun.tag == "NNS" and told & {"separate", "different", "various", "numerous"}:
                return True
            if _is_plural_deed(tree, noun):
                return True
    return False


def _by_many(tree: Tree, word: Token) -> bool:
    """Is it "last year 1,300 people were killed by mines"?"""
    if not any(low(kid) in PERIODS for kid in tree.kids(word, "npadvmod")):
        return False
    agents = [n for p in tree.kids(word, "agent") for n in tree.kids(p, "pobj")]
    return any(n.tag == "NNS" and not tree.kids(n, "det", "nummod") for n in agents)


def _is_plural_deed(tree: Tree, noun: Token) -> bool:
    """Is it "shootings" that no word makes known or counts, as a city's in one night?"""
    known = [
        k for k in tree.kids(noun, "det", "poss", "nummod") if low(k) not in {"those", "these"}
    ]
    return low(noun) in lexicon().deeds and not known


def has_negation(tree: Tree, word: Token) -> bool:
    """Whether a "no" or "not" stands with a word, its subject or its object."""
    nouns = [word, *tree.kids(word, "nsubj", "nsubjpass", "dobj")]
    negations = word_list("grammar.negations")
    return any(low(kid) in negations for noun in nouns for kid in (noun, *tree.kids(noun)))
