"""Constructions that tell of violence by themselves: a verb with what fills its slots.

"Hit" or "throw" tell of nothing; "a missile hit a house" and "threw a grenade at a bar" do. The
table of `frames.toml` says which verb tells of which kind with whom before it, what after it and
what behind "at" or "with".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.extract.events.frame_nouns import Nouns
from dateline.syntax.arguments import find_doers, find_objects
from dateline.syntax.tree import Tree, low
from dateline.types import Kind, Stage, Token
from dateline.vocabulary import word_list

SLOTS: Final = ("doer", "object", "at", "with", "cause", "under", "on", "when")
PREPS: Final = {
    slot: word_list(f"violence.after.{slot}") for slot in ("at", "with", "cause", "under")
}
PURPOSE: Final = word_list("violence.after.purpose")
USING: Final = word_list("violence.after.using")


@dataclass(frozen=True, slots=True)
class Frame:
    """A construction: for each slot the classes or words of which one must fill it."""

    kind: Kind | None
    stage: Stage | None
    slots: tuple[tuple[str, frozenset[str]], ...]
    owned: bool  # must the object be somebody's own: "triggered his vest"?
    bare: bool  # must there be no object: "fired at", and not "fired a broadside at"?
    single: bool  # must it be done to one alone?
    passive: bool  # must nobody be told who does it in the subject's place?
    unless: frozenset[str]  # words of the sentence that speak against it
    need: frozenset[str]  # words of the sentence of which one must be there


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that tell of violence however the parser reads them."""

    kind: Kind
    words: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    need: re.Pattern[str] | None


def framed(parsed: Tree, nouns: Nouns, verb: Token, said: AbstractSet[str]) -> Frame | None:
    """The construction that a verb makes with the words around it.

    Args:
        parsed: the parse of a report.
        nouns: what its nouns stand for.
        verb: one of its verbs.
        said: the words of its sentence, in lower case.

    Returns:
        The first frame of the table that is filled, or None.
    """
    for name in _names(parsed, verb):
        for frame in frames().get(name, ()):
            if (
                not frame.unless & said
                and (not frame.need or frame.need & said)
                and all(_fills(parsed, nouns, verb, slot, asked) for slot, asked in frame.slots)
                and _is_so(parsed, verb, frame)
            ):
                return frame
    return None


def phrases(words: Sequence[Token], said: AbstractSet[str]) -> Iterator[tuple[int, Kind]]:
    """Find the phrases that tell of violence, however the parser reads them.

    Args:
        words: the tokens of a sentence.
        said: their words in lower case.

    Yields:
        The number of the token at which a phrase begins, and its kind.
    """
    asked = [phrase for phrase in _phrases() if phrase.words & said]
    text, starts = spelled(words) if asked else ("", {})
    for phrase in asked:
        if phrase.unless and phrase.unless.search(text):
            continue
        for hit in phrase.pattern.finditer(text):
            if hit.start() in starts and (phrase.need is None or phrase.need.search(text)):
                yield starts[hit.start()], phrase.kind


def spelled(words: Sequence[Token]) -> tuple[str, dict[int, int]]:
    """A sentence in lower case, and the number of the token that begins at each place of it."""
    starts: dict[int, int] = {}
    text = ""
    for before, token in zip((None, *words), words, strict=False):
        text += " " if before is not None and before.span.end < token.span.start else ""
        starts[len(text)] = token.i
        text += low(token)
    return text, starts


def _is_so(parsed: Tree, verb: Token, frame: Frame) -> bool:
    """Do the number and the owner of the words fit a frame?"""
    if frame.owned and not any(parsed.kids(noun, "poss") for noun in find_objects(parsed, verb)):
        return False
    if (frame.bare or frame.passive) and parsed.kids(verb, "dobj"):
        return False
    return not frame.single or all(_is_one(parsed, n) for n in find_objects(parsed, verb))


def _is_one(parsed: Tree, noun: Token) -> bool:
    """Is it a single person or thing, with none beside it?"""
    return noun.tag in {"NN", "NNP"} and not parsed.kids(noun, "nummod", "conj")


def _names(parsed: Tree, verb: Token) -> Iterator[str]:
    """A verb with its particle, then alone: "set off", "set"."""
    lemma = verb.lemma.lower()
    if lemma not in frames() and low(verb).endswith("ed"):
        lemma = low(verb)[:-1] if low(verb)[:-1] in frames() else low(verb)[:-2]
    for kid in parsed.kids(verb):
        if kid.dep in {"prt", "advmod", "acomp", "oprd", "xcomp"} and kid.i <= verb.i + 6:
            yield f"{lemma} {low(kid)}"
    yield lemma


def _fills(parsed: Tree, nouns: Nouns, verb: Token, slot: str, asked: frozenset[str]) -> bool:
    """Does a word of the classes asked for fill a slot of a verb?"""
    if slot == "doer":
        heads: Iterable[Token] = find_doers(parsed, verb)
    elif slot == "object":
        heads = find_objects(parsed, verb)
    elif slot == "when":
        heads = [t for c in parsed.kids(verb, "advcl") for t in parsed.under(c)]
    elif slot == "on":
        return bool(asked & {w.lemma.lower() for w in _purposes(parsed, verb)})
    else:
        heads = _behind(parsed, verb, PREPS[slot])
    return any(asked & nouns.classes(head) for head in heads)


def _behind(parsed: Tree, verb: Token, preps: frozenset[str]) -> Iterator[Token]:
    """The nouns behind some prepositions of a verb or of its object."""
    for head in (verb, *parsed.kids(verb, "dobj", "nsubjpass", "prep", "prt", "advmod")):
        for prep in parsed.kids(head, "prep", "agent", "dative"):
            if low(prep) in preps:
                yield from parsed.kids(prep, "pobj")
                for further in parsed.kids(prep, "prep"):
                    yield from parsed.kids(further, "pobj")
    for clause in parsed.kids(verb, "advcl"):
        if low(clause) in USING & preps:
            yield from parsed.kids(clause, "dobj")


def _purposes(parsed: Tree, verb: Token) -> Iterator[Token]:
    """The words that tell for what somebody is held: "on suspicion of planning an attack"."""
    for head in (verb, *parsed.kids(verb, "dobj", "nsubjpass")):
        for kid in parsed.kids(head, "prep", "acl"):
            if kid.dep == "acl" or low(kid) in PURPOSE:
                yield from parsed.under(kid)


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """The frames by verb, in the order of the table."""
    data = _table()
    found: dict[str, tuple[Frame, ...]] = {}
    for row in data["frame"]:
        frame = _frame(row)
        for verb in dict.fromkeys(_spelled(row["verbs"], data["verbs"])):
            found[verb] = (*found.get(verb, ()), frame)
    return found


def _spelled(verbs: Iterable[str], lists: dict[str, list[str]]) -> Iterator[str]:
    """Verbs, those of the lists that are named among them."""
    for verb in verbs:
        if verb.startswith("@"):
            yield from lists[verb[1:]]
        else:
            yield verb


def _frame(row: dict[str, Any]) -> Frame:
    """A row of the table."""
    return Frame(
        kind=None if row.get("open") else Kind(row["kind"]),
        stage=Stage(row["stage"]) if "stage" in row else None,
        slots=tuple((slot, frozenset(row[slot])) for slot in SLOTS if slot in row),
        owned=row.get("own", False),
        bare=row.get("bare", False),
        single=row.get("single", False),
        passive=row.get("passive", False),
        unless=frozenset(row.get("unless", ())),
        need=frozenset(row.get("need", ())),
    )


@cache
def _phrases() -> tuple[Phrase, ...]:
    """The phrases of the table."""
    return tuple(
        Phrase(
            Kind(row["kind"]),
            frozenset(row["words"]),
            re.compile(row["pattern"]),
            re.compile(row["unless"]) if "unless" in row else None,
            re.compile(row["need"]) if "need" in row else None,
        )
        for row in _table()["phrase"]
    )


@cache
def _table() -> dict[str, Any]:
    """The table of the package."""
    return tomllib.loads(files(__package__).joinpath("frames.toml").read_text("utf-8"))
