"""Parts of a toll told in words of their own: "seven of the dead were police officers"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dateline.extract.casualties.context import SentenceContext
from dateline.extract.casualties.mentions import CasualtyMention, tell_harm
from dateline.extract.casualties.quantities import VictimCount, count_victims
from dateline.syntax.arguments import nouns_after
from dateline.syntax.people import victim_group
from dateline.types import Role, Token
from dateline.vocabulary import word_list, word_map

HARMED: Final = {
    **word_map("harm.states"), **word_map("harm.by_subject"), **word_map("harm.by_object")
}  # fmt: skip
KILLED: Final = word_list("victims.dead") | word_list("harm.by_object.killed")
WOUNDED: Final = word_list("harm.states.wounded")
BACK: Final = word_list("victims.back")
GRAVELY: Final = word_list("harm.deadly.gravely")
FATALLY: Final = word_list("harm.deadly.fatally")
COMPRISING: Final = word_list("victims.comprising")
BEFORE: Final = 3  # words before an adverb: "three of them critically"


def read_grave_parts(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "three of them critically", "one of them fatally", "four shot, one fatally"."""
    for adverb in context.tokens_in(GRAVELY):
        role = Role.KILLED if adverb.lower in FATALLY else Role.WOUNDED
        before = context.tree.tokens[max(adverb.i - BEFORE, 0) : adverb.i]
        numbers = [t for t in before if t.pos == "NUM"]
        if role is Role.KILLED and [t.pos for t in before[-2:]] == ["PUNCT", "NUM"]:
            yield from tell_harm(context, role, adverb, count_victims(context, before[-1])[:1])
        for number in numbers:
            if any(t.lower in BACK for t in before if t.i > number.i):
                yield from _parts(context, role, adverb, count_victims(context, number)[:1])


def read_parts_of_whole(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "seven of the dead were police officers"."""
    tree = context.tree
    for verb in context.lemmas_in({"be"}):
        for subject in tree.kids(verb, "nsubj"):
            wholes = [*nouns_after(tree, subject, "of"), *nouns_after(tree, verb, "of")]
            wholes += [kid for noun in wholes for kid in tree.kids(noun, "acl", "amod")]
            role = next(filter(None, (_role(context, noun) for noun in wholes)), None)
            if role is None:
                continue
            for noun in wholes:  # "eleven of the 36 wounded" tells the 36 as well
                told = [one for one in count_victims(context, noun)[:1] if one.toll.count.low > 1]
                yield from tell_harm(context, role, verb, told)
            for noun in tree.kids(verb, "attr"):
                group = victim_group(noun, tree.tokens[tree.left_edge(noun) : noun.i])
                found = count_victims(context, subject)[:1] if group else ()
                parts = (
                    replace(
                        one, toll=replace(one.toll, group=group or one.toll.group, detail=noun.text)
                    )
                    for one in found
                )
                yield from _parts(context, role, verb, parts)


def read_parts_among(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "among the dead were two nurses" and "two nurses were among the dead"."""
    for verb in context.lemmas_in({"be"}):
        wholes = nouns_after(context.tree, verb, "among")
        role = next(filter(None, (_named_role(noun) for noun in wholes)), None)
        for noun in context.tree.kids(verb, "nsubj", "attr") if role else []:
            yield from _parts(context, role, verb, count_victims(context, noun))


def read_parts_included(context: SentenceContext) -> Iterator[CasualtyMention]:
    """Those of "the dead included two children"."""
    for verb in context.lemmas_in(COMPRISING):
        for subject in context.tree.kids(verb, "nsubj"):
            role = _role(context, subject)
            for noun in context.tree.kids(verb, "dobj") if role else []:
                yield from _parts(context, role, verb, count_victims(context, noun))


def _role(context: SentenceContext, noun: Token) -> Role | None:
    """The role of the people that a noun points back to: by itself, or by the toll told before."""
    if noun.lower not in BACK and noun.lower != "victims":  # of a shooting that nobody died in too
        return _named_role(noun)
    apart = context.tree.kids(noun, "acl", "relcl")  # "those killed", "those rescued"
    if apart:
        return _named_role(apart[0])
    before = [t for t in context.tokens if t.i < noun.i and t.lower in HARMED]
    return Role(HARMED[before[-1].lower]) if before else context.previous


def _named_role(noun: Token) -> Role | None:
    """The role that a word for the dead or the wounded names."""
    word = noun.lower
    return Role.KILLED if word in KILLED else Role.WOUNDED if word in WOUNDED else None


def _parts(
    context: SentenceContext, role: Role | None, verb: Token, found: Iterable[VictimCount]
) -> Iterator[CasualtyMention]:
    """The mentions of some tolls, each marked as a part."""
    if role is not None:
        yield from tell_harm(
            context, role, verb, (replace(one.as_part(), before=()) for one in found)
        )
