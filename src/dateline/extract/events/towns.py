"""Attacks on several towns that a report first sums up and then tells town by town."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dateline.extract.events.clusters import EventCluster
from dateline.extract.events.trigger import Trigger
from dateline.syntax.arguments import is_plural
from dateline.syntax.tree import NOMINAL, Tree, within
from dateline.types import Annotations, BlockKind, Place, PlaceKind, Token
from dateline.vocabulary import word_list
from dateline.vocabulary.spellings import loose_key

TOWNS = 2  # that must each have a telling of their own
NAMED = frozenset({PlaceKind.CITY, PlaceKind.ADMIN1})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "conj", "parataxis"})
SAID: Final = word_list("speech.telling")


@dataclass(frozen=True, slots=True)
class SplitCluster:
    """An event that sums up others, and those others."""

    whole: EventCluster
    parts: tuple[EventCluster, ...]


def split_by_city(
    annotations: Annotations, parsed: Tree, group: EventCluster
) -> SplitCluster | None:
    """Divide an event whose words sum up several towns, where two of them are told apart.

    Args:
        annotations: what the report names.
        parsed: its parse.
        group: the words taken for one event.

    Returns:
        The words that tell of all towns together, and those of each town; None where the report
        does not tell at least two towns one by one. The towns stand in the order of their telling.
    """
    known = town_words(annotations)
    named = [frozenset(_towns(parsed, known, t)) for t in group.triggers]
    sums = [(n, t.at) for n, t in zip(named, group.triggers, strict=True) if len(n) >= TOWNS]
    together = frozenset[str]().union(*(n for n, _ in sums))
    summed = {at for _, at in sums}
    parts: dict[str, list[Trigger]] = {}
    rest: list[Trigger] = []
    last: str | None = None
    for trigger, own in zip(group.triggers, named, strict=True):
        town = next(iter(own)) if len(own) == 1 and own <= together else None
        if (
            town is None
            and not own
            and last is not None
            and _continues_town(trigger, parts[last][-1])
        ):
            town = last
        body = trigger.sentence.block is BlockKind.BODY
        if town is None or not body or trigger.at in summed or _is_all(parsed, known, trigger):
            rest.append(trigger)
            last = None
        else:
            parts.setdefault(town, []).append(trigger)
            last = town
    if len(parts) < TOWNS or not rest:
        return None
    whole = EventCluster(rest, group.main, group.places, group.keys, group.dates)
    return SplitCluster(
        whole, tuple(EventCluster(told, group.main, {town}) for town, told in parts.items())
    )


def town_words(annotations: Annotations) -> Mapping[int, str]:
    """The words that name towns, by number, with the name as written.

    Provinces count, for they are often called by their town, and so do names that only the parser
    takes for places; what is known as a country does not.
    """
    sentences = annotations.sentences
    tokens = (t for s in sentences for t in annotations.tokens[s.first : s.last])
    found = {t.i: t.lower for t in tokens if t.entity == "GPE"}
    for entity in annotations.places:
        if isinstance(entity.value, Place):
            words = within(annotations.tokens, entity.span)
            name = " ".join(t.lower for t in words)
            for token in words:
                found.pop(token.i, None)
                if entity.value.kind in NAMED:
                    found[token.i] = name
    return found


def _towns(parsed: Tree, known: Mapping[int, str], trigger: Trigger) -> Iterator[str]:
    """The towns that the clause of a trigger names; those of other clauses left out."""
    top = trigger.token
    if top.pos != "VERB":
        verb = parsed.head(top)
        while verb.pos not in {"VERB", "AUX"} and verb.head != verb.i:
            verb = parsed.head(verb)
        top = verb if verb.lemma not in SAID else top
    for token in _clause(parsed, top):
        if token.i in known:  # by its sound: "Al-Bazouriyeh" and "Bazuriyeh" are one town
            yield loose_key(known[token.i]) or known[token.i]


def _clause(parsed: Tree, token: Token) -> Iterator[Token]:
    """The words of a clause; joined nouns belong to it."""
    yield token
    for kid in parsed.kids(token):
        if kid.dep not in CLAUSES or (kid.dep == "conj" and kid.pos in NOMINAL):
            yield from _clause(parsed, kid)


def _is_all(parsed: Tree, known: Mapping[int, str], trigger: Trigger) -> bool:
    """Whether it is a word for all of them, with no town of its own: "the attacks"."""
    plural = is_plural(trigger.token) and trigger.definite
    return plural and not any(t.i in known for t in _clause(parsed, trigger.token))


def _continues_town(trigger: Trigger, before: Trigger) -> bool:
    """Whether it goes on about the town of the same or the sentence before: "Another blast was"."""
    return trigger.at - before.at <= 1 and not is_plural(trigger.token)
