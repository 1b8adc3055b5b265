"""Tolls told by nouns: "the death toll rose to 85", "12 deaths", "no casualties"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from dateline.extract.casualties.context import SentenceContext
from dateline.extract.casualties.mentions import CasualtyMention, tell_harm
from dateline.extract.casualties.quantities import VictimCount, add_sum, count_victims
from dateline.syntax.arguments import find_subjects, nouns_after
from dateline.syntax.factuality import stated_modality
from dateline.syntax.tree import NOMINAL, Tree
from dateline.types import Count, Modality, Role, Span, Token, Toll
from dateline.vocabulary import word_list, word_map

HARM_NOUNS: Final = word_map("harm.nouns")
CASUALTIES: Final = word_list("harm.casualties.nouns")
TOLLS: Final = word_list("harm.casualties.tolls")
OTHER_TOLLS: Final = word_list("harm.casualties.other_tolls")
TOLL_LINKS: Final = word_list("harm.casualties.toll_links")
OF_DEAD: Final = word_list("harm.casualties.of_dead")
CAUSING: Final = word_list("harm.casualties.causing")
REPORTS: Final = word_list("harm.casualties.reports")
INCONCLUSIVE: Final = word_list("harm.casualties.inconclusive")
LIVES: Final = word_list("harm.casualties.lives")
TAKING_LIVES: Final = word_list("harm.casualties.taking_lives")
KEEPING: Final = word_list("harm.captivity.keeping")
HOLDING: Final = word_list("harm.captivity.holding")
ACTS: Final = word_list("harm.hit.acts")
SUFFERING: Final = word_list("harm.hit.suffering")
NONE: Final = Count(0, 0, 0)
TOLL_REACH: Final = 24  # tokens from "toll" to its figure, in one sentence
DENIED_ROLES: Final[Mapping[str, tuple[Role, ...]]] = MappingProxyType(
    {word: (Role(role),) for word, role in HARM_NOUNS.items()}
    | dict.fromkeys(CASUALTIES, (Role.KILLED, Role.WOUNDED))
)


def read_toll_figures(context: SentenceContext) -> Iterator[CasualtyMention]:
    """The figure that follows "toll" or "number of dead", with "to", "at" or a like word before."""
    tree = context.tree
    counts = {c.span.start: c for c in context.counts if isinstance(c.value, Count)}
    for word in context.tokens:
        if not (word.lower in TOLLS or _is_number_of_dead(context, word)):
            continue
        if word.i > context.sentence.first and tree.tokens[word.i - 1].lower in OTHER_TOLLS:
            continue
        after = tree.tokens[word.i + 1 : min(word.i + TOLL_REACH, context.sentence.last)]
        linked = [t for t in after if tree.tokens[t.i - 1].lower in TOLL_LINKS]
        told = (t for t in linked if t.span.start in counts and _is_toll_reached(tree, t))
        for first in islice(told, 1):
            count = counts[first.span.start]
            span = Span(word.span.start, count.span.end)
            toll = Toll(count.value)  # type: ignore[arg-type]
            yield from tell_harm(context, Role.KILLED, word, [VictimCount(toll, span, first)])


def _is_toll_reached(tree: Tree, number: Token) -> bool:
    """Whether a toll stands at a number, and may not only come to it: "could rise to 20"."""
    verb = next((t for t in tree.above(number) if t.pos == "VERB"), number)
    return not _is_one_of_many(tree, number) and stated_modality(tree, verb) is Modality.ASSERTED


def _is_one_of_many(tree: Tree, number: Token) -> bool:
    """Whether a number says that something is among others: "one of the highest tolls"."""
    after = [t.lower for t in tree.tokens[number.i + 1 : number.i + 3]]
    return number.lower == "one" and after == ["of", "the"]


def _is_number_of_dead(context: SentenceContext, word: Token) -> bool:
    """Whether it is "the number of dead", "of fatalities" or "of people killed"."""
    if word.lower != "number":
        return False
    of = nouns_after(context.tree, word, "of")
    above = [*of, word] if of else []  # a parse may hang "killed" from "number"
    below = [kid for noun in above for kid in context.tree.kids(noun, "acl", "relcl")]
    return any(noun.lower in OF_DEAD for noun in of) or any(kid.lower == "killed" for kid in below)


def read_lost_lives(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "claimed the lives of 12", "cost 12 lives", "ten people lost their lives"."""
    tree = context.tree
    for word in context.tokens_in(LIVES):
        verb = tree.head(word)
        if _is_life_taken(context, word) and not _is_own_life(context, word):
            losers = tree.kids(verb, "nsubj") if verb.lemma == "lose" else []
            for noun in nouns_after(tree, word, "of") or losers or [word]:
                yield from tell_harm(context, Role.KILLED, word, count_victims(context, noun))


def read_own_lives(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Who "took his own life", as one of the attackers."""
    for word in context.tokens_in(LIVES):
        if _is_life_taken(context, word) and _is_own_life(context, word):
            verb = context.tree.head(word)
            for noun in find_active(context, verb):
                for told in tell_harm(context, Role.KILLED, verb, count_victims(context, noun)):
                    yield replace(told.as_attackers(), own=True)


def _is_life_taken(context: SentenceContext, word: Token) -> bool:
    """Whether a life is claimed, taken or lost."""
    return word.dep in {"dobj", "nsubjpass"} and context.tree.head(word).lemma in TAKING_LIVES


def _is_own_life(context: SentenceContext, word: Token) -> bool:
    """Whether it is one's own life."""
    return any(kid.lower == "own" for kid in context.tree.kids(word))


def find_active(context: SentenceContext, verb: Token) -> list[Token]:
    """The subjects of a verb, also of "killed two before turning the gun on himself"."""
    found = find_subjects(context.tree, verb)
    above = context.tree.head(context.tree.head(verb))
    return found or (find_subjects(context.tree, above) if verb.dep == "pcomp" else [])


def read_hostages(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "took dozens hostage", "were taken hostage" and "held them hostage"."""
    tree = context.tree
    for word in context.tokens_in({"hostage"}):
        verb = next((t for t in tree.above(word) if t.lemma in KEEPING), None)
        if verb is None or verb.i > word.i:
            continue
        taken = [n for n in tree.kids(verb, "dobj") if n.i != word.i]
        before = [n for n in tree.kids(word) if verb.i < n.i < word.i] or [tree.tokens[word.i - 1]]
        for noun in tree.kids(verb, "nsubjpass") or taken or before:
            yield from tell_harm(context, Role.ABDUCTED, word, count_victims(context, noun))


def read_custody(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "two men were taken into custody", "suspect in custody", "has a man in custody"."""
    tree = context.tree
    for word in context.tokens_in({"custody"}):
        prep = tree.head(word)
        if word.dep != "pobj":
            continue
        before, head = tree.tokens[max(prep.i - 1, 0)], tree.head(prep)
        nouns = [before] if before.pos in NOMINAL else []
        if not nouns and head.lemma in HOLDING:
            held = (tree.kids(head, dep) for dep in ("nsubjpass", "dobj", "nsubj"))
            nouns = next(filter(None, held), [])
        for noun in nouns:
            yield from tell_harm(context, Role.ARRESTED, word, count_victims(context, noun))


def read_denied_harm(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Nought for a denied noun; "no further casualties" tells nothing of the total."""
    for word in context.tokens_in(DENIED_ROLES, "NOUN", "PROPN"):
        span = None if _is_own_wound(context, word) else _denied_from(context, word)
        before = context.tree.tokens[context.tree.left_edge(word) : word.i]
        if span is not None and not any(t.lower in INCONCLUSIVE for t in before):
            for role in DENIED_ROLES[word.lower]:
                yield from tell_harm(context, role, word, [VictimCount(Toll(NONE), span, word)])


def _denied_from(context: SentenceContext, word: Token) -> Span | None:
    """The words from a denial to the noun that it denies, None where it is not denied.

    The denial is the noun's own, or that of "no reports of casualties", "without casualties",
    "without causing" and "did not cause" them.
    """
    tree = context.tree
    head = tree.head(word)
    above = tree.head(head)
    chain = [word, *([head] if word.dep == "conj" else ())]
    chain += [above] if word.dep == "pobj" and above.lemma in REPORTS else []
    denials = [kid for noun in chain for kid in tree.kids(noun, "det", "neg")]
    starts = {c.span.start for c in context.counts if c.value == NONE}
    found = [t for t in denials if t.span.start in starts]
    found += [head] if word.dep == "pobj" and head.lower == "without" else []
    if word.dep == "dobj" and head.lemma in CAUSING:
        found += [above] if head.dep == "pcomp" and above.lower == "without" else []
        found += tree.kids(head, "neg")
    if not found:
        return None
    return Span(min(found[0].span.start, word.span.start), word.span.end)


def read_harm_nouns(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "12 deaths", "the deaths of 12 people", "several arrests"."""
    tree = context.tree
    for word in context.tokens_in(HARM_NOUNS, "NOUN", "PROPN"):
        role, above = Role(HARM_NOUNS[word.lower]), tree.head(word)
        if _is_own_wound(context, word) or _denied_from(context, word) is not None:
            continue
        joined = word.dep == "conj" and above.lower in ACTS  # "the shooting and killing of"
        carrier = word if tree.kids(word, "prep") or not joined else above
        for noun in nouns_after(tree, carrier, "of", "to"):
            counts = add_sum(count_victims(context, noun), word)
            yield from tell_harm(context, role, word, counts)
        yield from tell_harm(context, role, word, _leading_count(context, word))


def _is_own_wound(context: SentenceContext, word: Token) -> bool:
    """Whether it is the wound of somebody told: "both had multiple injuries" counts wounds."""
    wound = HARM_NOUNS.get(word.lower) == Role.WOUNDED and word.dep == "dobj"
    return wound and context.tree.head(word).lemma in SUFFERING


def _leading_count(context: SentenceContext, word: Token) -> Iterator[VictimCount]:
    """The count among the words right before a noun."""
    before = context.tree.tokens[context.tree.left_edge(word) : word.i]
    start = (*before, word)[0].span.start
    ahead = [c for c in context.counts if start <= c.span.start and c.span.end <= word.span.start]
    if ahead and isinstance(ahead[-1].value, Count):
        span = Span(ahead[-1].span.start, word.span.end)
        yield VictimCount(Toll(ahead[-1].value), span, word, before)
