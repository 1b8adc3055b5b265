"""Which names a text tells as towns or villages: by a noun beside them, or by what they lie in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.detect.gazetteer import country_of_people, name_key
from dateline.detect.places.recognition import ARTICLES, ToponymMention
from dateline.detect.places.resolution import Resolution
from dateline.detect.places.words import place_words
from dateline.types import Sentence, Token
from dateline.vocabulary import word_list

MOST_WORDS: Final = 7  # tokens of one name
CHAIN: Final = 12  # names in one list
REACH: Final = 9  # tokens between a list of names and what it lies in
WHERE: Final = frozenset({"in", "at", "near", "around", "outside", "inside", "on"})
LOOSE: Final = frozenset({"area", "areas", "hill", "hills"})
LINKING: Final = frozenset({",", "and", "&"})
WIDE: Final = frozenset({"admin1", "admin2", "region", "country", "city"})


@dataclass(frozen=True, slots=True)
class ToldRun:
    """Names side by side that a word tells as settlements; ends count tokens, left out."""

    names: tuple[tuple[int, int], ...]
    listed: bool  # may one stretch of capitals hold several names?
    firm: bool = True  # does a noun tell it ("the town of"), and not only "in"?
    loose: bool = False  # may the noun tell a part of a town as well ("the area of")?
    quarter: bool = False  # does the noun tell parts of a town ("X and Y neighborhoods")?


@dataclass(frozen=True, slots=True)
class Settled:
    """The spots of a text with the readings chosen for them."""

    spots: list[ToponymMention]
    choices: list[Resolution]

    def pairs(self) -> Iterator[tuple[ToponymMention, Resolution]]:
        """Each spot with its reading."""
        return zip(self.spots, self.choices, strict=True)

    def by_sentence(self, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Settled]]:
        """Each sentence with what begins in it; sentences stand in the order of the text."""
        starts = [sentence.first for sentence in sentences]
        inside: list[list[tuple[ToponymMention, Resolution]]] = [[] for _ in sentences]
        for pair in self.pairs():
            if (at := bisect_right(starts, pair[0].first)) > 0:
                inside[at - 1].append(pair)
        for sentence, pairs in zip(sentences, inside, strict=True):
            yield sentence, Settled([spot for spot, _ in pairs], [choice for _, choice in pairs])


def told_runs(tokens: Sequence[Token], sentence: Sentence, settled: Settled) -> Iterator[ToldRun]:
    """The lists of names, often of one, that a word of the sentence tells as settlements."""
    at = sentence.first
    while at < sentence.last:
        names = _chain(tokens, at, sentence.last)
        if not names:
            at += 1
            continue
        yield from _told_names(tokens, sentence, names, settled)
        at = names[-1][1]


def _told_names(
    tokens: Sequence[Token],
    sentence: Sentence,
    names: list[tuple[int, int]],
    settled: Settled,
) -> Iterator[ToldRun]:
    """Those names of a list that a word before or behind them tells as settlements."""
    words = place_words().settlement | place_words().locality
    before = _noun_before(tokens, sentence, names[0][0])
    after = _noun_after(tokens, sentence, names[-1][1])
    quarters = place_words().quarter
    if before in quarters or after in quarters:
        several = before in place_words().several or after in place_words().several
        one = names[:1] if before in quarters else names[-1:]
        yield ToldRun(tuple(names if several else one), several, quarter=True)
    elif before in words and before != "capital":
        several = before in place_words().several
        yield ToldRun(tuple(names if several else names[:1]), several, loose=before in LOOSE)
    elif after in words and after not in {"capital", "port"}:
        several = after in place_words().several
        yield ToldRun(tuple(names if several else names[-1:]), several, loose=after in LOOSE)
    elif tokens[names[0][0] - 1].lower in WHERE and names[0][0] > sentence.first:
        yield from _located(tokens, sentence, names, settled)


def _located(
    tokens: Sequence[Token],
    sentence: Sentence,
    names: list[tuple[int, int]],
    settled: Settled,
) -> Iterator[ToldRun]:
    """Names behind "in" that lie in what follows them, or stand beside a known town."""
    after = tokens[names[-1][1]] if names[-1][1] < sentence.last else None
    if after is not None and after.pos in {"VERB", "AUX"} and len(names) > 1:
        names = names[:-1]  # "in Nawa and Ahmed said": the last begins another clause
    last = names[-1][1]
    for spot, choice in settled.pairs():
        if choice.known is None or choice.known.kind not in WIDE:
            continue
        near = last <= spot.first < min(sentence.last, last + REACH)
        if near and all_link([t.lower for t in tokens[last : spot.first]]):
            yield ToldRun(tuple(names), len(names) > 1, firm=False)
            return
        if names[0][0] <= spot.first < last and choice.known.kind == "city" and len(names) > 1:
            yield ToldRun(tuple(names), listed=False, firm=False)
            return
    if any(tokens[i].entity in {"GPE", "LOC"} for i in range(names[0][0], names[0][1])):
        yield ToldRun(tuple(names[:1]), listed=False, firm=False)


def _noun_before(tokens: Sequence[Token], sentence: Sentence, at: int) -> str:
    """The noun that stands before a name, with "of" or without ("the town of X", "village X")."""
    n = at - 1
    if n > sentence.first and tokens[n].lower == "of":
        n -= 1
    while n > sentence.first and tokens[n].lower in {"called", "named", "including"}:
        n -= 1
    return tokens[n].lower if n >= sentence.first else ""


def _noun_after(tokens: Sequence[Token], sentence: Sentence, at: int) -> str:
    """The noun behind a name, unless it tells another ("the Red Sea city of Jeddah")."""
    if at >= sentence.last:
        return ""
    other = at + 2 < sentence.last and tokens[at + 1].lower == "of" and is_capital(tokens[at + 2])
    return "" if other else tokens[at].lower


def _chain(tokens: Sequence[Token], at: int, end: int) -> list[tuple[int, int]]:
    """The names that begin at a token, joined by commas and "and"."""
    names: list[tuple[int, int]] = []
    while len(names) < CHAIN:
        last = run_end(tokens, at, end)
        if last == at:
            break
        names.append((at, last))
        at = last
        while at < end and tokens[at].lower in LINKING:
            at += 1
    return names


def run_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where the capitals that begin at a token end; the token itself where it begins no name."""
    last = at
    while last < end and last - at < MOST_WORDS * 2:
        if is_capital(tokens[last]) and not _is_other(tokens[last]):
            last += 1
        elif step := article_length(tokens, last, end, inside=last > at):
            last += step
        elif last > at and tokens[last].text in {"-", "'", "’"} and _joins(tokens, last, end):
            last += 1
        else:
            break
    return last


def is_capital(token: Token) -> bool:
    """Does a token begin with a capital, behind a mark or not?"""
    return token.text[:1].isupper() or (token.text[:1] in "-'’`" and token.text[1:2].isupper())


def _joins(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Does a mark join a name to more of it?"""
    return at + 1 < end and is_capital(tokens[at + 1])


def article_length(tokens: Sequence[Token], at: int, end: int, *, inside: bool) -> int:
    """How many tokens an article with its hyphen has that goes before a name or stands in one."""
    word = tokens[at].lower
    if word not in JOINED | ALONE or at + 1 >= end:
        return 0
    if is_capital(tokens[at + 1]):
        return int(word in ALONE and (inside or word in {"al", "el"}))
    hyphen = word in JOINED and tokens[at + 1].text == "-" and at + 2 < end
    return 2 if hyphen and is_capital(tokens[at + 2]) else 0


JOINED: Final = ARTICLES | {"el", "ez", "ed", "es", "er", "en", "esh", "ech"}  # with a hyphen
ALONE: Final = frozenset({"al", "el", "ez", "de", "du", "des", "da", "do", "la"})


def _is_other(token: Token) -> bool:
    """Does a capital begin a word that names of villages do not hold ("Syrian", "Sunni")?"""
    key = name_key(token.text)
    return (
        key in place_words().never
        or key in place_words().title
        or country_of_people(token.text.split("-")[0]) is not None
        or token.lower in CREEDS
        or token.pos in OTHER_WORDS
    )


CREEDS: Final = word_list("victims.creeds")
OTHER_WORDS: Final = frozenset({"PRON", "DET", "VERB", "AUX", "ADV", "ADP", "SCONJ", "CCONJ"})


def all_link(between: Sequence[str]) -> bool:
    """Do words between two names say that one lies in, or near, the other?"""
    words = place_words()
    bridging = (
        words.linking
        | words.settlement
        | words.locality
        | words.division
        | words.district
        | words.quarter
    )
    bare = _without_rulers(between)
    tells = any(w in {"in", "of", "near", "outside", ",", "from"} for w in bare)
    return tells and all(w in bridging or w[:1].isdigit() for w in bare)


def _without_rulers(words: Sequence[str]) -> Sequence[str]:
    """Words less those that tell who rules what follows: "rebel-held", "army-controlled"."""
    told = place_words().ruled
    ends = [n for n, word in enumerate(words) if n > 1 and word in told and words[n - 1] == "-"]
    ruled = {at for n in ends for at in (n - 2, n - 1, n)}
    return [word for n, word in enumerate(words) if n not in ruled]
