"""How many: figures, number words and vague words of quantity, with the bounds their words set.

Years, dates, clock times, ages, distances, money, calibres, ordinals and shares are left out.
What is counted is not decided here: `extract` reads it from the parse.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dateline.types import Count, Document, Entity, Sentence, Span, Token

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
GROUP = re.compile(r"\d{3}")
DECIMAL = re.compile(r"\d{1,4}\.\d{1,2}")
YEARS = range(1500, 2100)
LONGEST_BOUND = 4  # words of the longest phrase before a figure
NEAR = 3  # words between a figure and the noun of measure that it belongs to
AGE = frozenset({"appos", "npadvmod", "nummod", "attr", "conj"})
HALF_DOZEN = 6
BOUNDING = frozenset({"than", "over", "nearly", "about", "around", "almost", "least"})
# Words that open a figure of dozens.
DOZENS = frozenset({"half", "half-dozen", "a", "an", "both", "dozen", "twins", "triplets"})
# Words beside those of the lists that open a figure.
ALONE = frozenset({"another", "between", "hundred", "the", "thousand"})
DOZEN = 12
SMALL = 100
TWENTY = 20
DECADE = 10
# No event killed more, and ten such figures together still fit a database's integer.
LARGEST = 100_000_000
TOO_LARGE = f"a figure above {LARGEST:,} counts no people or weapons"


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of `counts.toml`."""

    units: dict[str, int]
    scales: dict[str, int]
    exact: dict[str, int]
    none: frozenset[str]
    vague: dict[str, tuple[int, int | None]]
    floor: frozenset[str]
    ceiling: frozenset[str]
    about: frozenset[str]
    after: frozenset[str]
    after_floor: frozenset[str]
    measures: frozenset[str]
    people: frozenset[str]
    money: frozenset[str]
    months: frozenset[str]
    labels: frozenset[str]
    untold: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """Tokens `first` to `last` (not included) and the count they give."""

    first: int
    last: int
    count: Count


@cache
def _count_words() -> _Words:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("counts.toml").read_text("utf-8"))
    bounds, other = data["bounds"], data["open"]
    return _Words(
        units=data["units"],
        scales=data["scales"],
        exact=data["exact"],
        none=frozenset(data["none"]["words"]),
        vague={word: (low, high or None) for word, (low, high) in data["vague"].items()},
        floor=frozenset(bounds["floor"]),
        ceiling=frozenset(bounds["ceiling"]),
        about=frozenset(bounds["about"]),
        after=frozenset(bounds["after"]),
        after_floor=frozenset(bounds["after_floor"]),
        measures=frozenset(other["units"]),
        people=frozenset(other["people"]),
        money=frozenset(other["money"]),
        months=frozenset(other["months"]),
        labels=frozenset(other["labels"]),
        untold=frozenset(other["untold"]),
        persons=frozenset(data["persons"]["words"]),
    )


@cache
def _bound_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that bound a figure, and those that such a phrase may begin with."""
    bounds = _count_words().floor | _count_words().ceiling | _count_words().about
    return bounds, frozenset(phrase.split()[0] for phrase in bounds)


@lru_cache(maxsize=1 << 14)
def _may_open(word: str) -> bool:
    """Whether a figure may begin with a word; with most it cannot."""
    words = _count_words()
    return (
        word[:1].isdigit()
        or word in _bound_words()[1] | DOZENS | ALONE | words.none | words.vague.keys()
        or all(part in words.units for part in word.split("-"))
    )


def find_counts(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> tuple[Entity, ...]:
    """Find the counts of a document.

    "At least 12" is 12 to open and "up to 40" is 1 to 40; "nearly 150" and "about 150" are 150,
    since the text names no other figure. "A child" and "no casualties" are counts too: the span
    of the first is the noun phrase, that of the second the word of denial.

    Args:
        document: the document that the tokens come from.
        tokens: all its tokens.
        sentences: its sentences; no count runs across two.

    Returns:
        One entity a count, in order, with a `Count`, or None where it is too large to be one.
    """
    found = []
    for sentence in sentences:
        at = sentence.first
        while at < sentence.last:
            figure = _figure_at(tokens, at, sentence)
            if figure is None:
                at += 1
                continue
            if not _is_no_count(tokens, figure, sentence):
                found.append(_count_entity(document, tokens, figure))
            at = figure.last
    return tuple(found)


def _count_entity(document: Document, tokens: Sequence[Token], figure: _Figure) -> Entity:
    """The entity of a figure."""
    span = Span(tokens[figure.first].span.start, tokens[figure.last - 1].span.end)
    assert span.end <= len(document.text)  # noqa: S101 - spans count in the document's text
    if max(figure.count.low, figure.count.high or 0) > LARGEST:
        return Entity(span, None, TOO_LARGE)
    return Entity(span, figure.count)


def _figure_at(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """The figure that starts here, with the words that bound it."""
    if not _may_open(tokens[at].lower):
        return None
    bounds, starts = _bound_words()
    longest = LONGEST_BOUND if tokens[at].lower in starts else 0
    for length in range(min(longest, sentence.last - at - 1), -1, -1):
        phrase = " ".join(token.lower for token in tokens[at : at + length])
        if length and phrase not in bounds:
            continue
        core = (
            _figure_range(tokens, at + length, sentence)
            if length
            else _plain_figure(tokens, at, sentence)
        )
        if core is not None:
            return _bounded_after(
                tokens, _Figure(at, core.last, _apply_bound(phrase, core.count)), sentence
            )
    return None


def _plain_figure(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """A figure without a word of bound before it."""
    return (
        _figure_range(tokens, at, sentence)
        or _vague_figure(tokens, at, sentence)
        or _denied_figure(tokens, at, sentence)
        or _one_person(tokens, at, sentence)
    )


def _apply_bound(phrase: str, count: Count) -> Count:
    """The count, as the words before it bound it."""
    if phrase in _count_words().floor:
        return Count(count.low, None, count.stated)
    if phrase in _count_words().ceiling:
        return Count(min(1, count.low), count.high, count.stated)
    return count


def _bounded_after(tokens: Sequence[Token], figure: _Figure, sentence: Sentence) -> _Figure:
    """The figure with words like "or more" that follow it."""
    phrase = " ".join(token.lower for token in tokens[figure.last : figure.last + 2])
    if figure.last + 2 > sentence.last or phrase not in _count_words().after:
        return figure
    high = None if phrase in _count_words().after_floor else figure.count.high
    return _Figure(
        figure.first, figure.last + 2, Count(figure.count.low, high, figure.count.stated)
    )


def _figure_range(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """One number, or two with "to", "or", a dash, or "between ... and" around them."""
    between = tokens[at].lower == "between" and at + 1 < sentence.last
    low = _number_at(tokens, at + between, sentence)
    if low is None:
        return _approximate_figure(tokens, at, sentence)
    joint = {"and"} if between else {"to", "or", "-", "–"}
    # "rose from 12 to 15" is no range
    rising = at > sentence.first + 1 and tokens[at - 1].lower == "from"
    if low.last < sentence.last - 1 and tokens[low.last].lower in joint and not rising:
        high = _number_at(tokens, low.last + 1, sentence)
        if high is not None and _figure_value(low) < _figure_value(high):
            return _Figure(at, high.last, Count(_figure_value(low), _figure_value(high), None))
    return None if between else low


def _approximate_figure(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """Vague words that take a bound: "at least a dozen", "at least several"."""
    return _vague_figure(tokens, at, sentence)


def _figure_value(figure: _Figure) -> int:
    """The number of a figure that is one number."""
    return figure.count.low


def _exact_figure(first: int, last: int, value: float) -> _Figure:
    """A figure of one number; one that is too large is not worked out."""
    value = round(min(value, LARGEST + 1))
    return _Figure(first, last, Count(value, value, value))


def _number_at(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """A number in digits or in words: "1,200", "2.5 million", "one hundred and five"."""
    if at >= sentence.last:
        return None
    text = tokens[at].lower
    if DIGITS.fullmatch(text):
        last = _last_group(tokens, at, sentence)
        digits = "".join(token.text for token in tokens[at : last + 1]).replace(",", "")
        return _scaled_digits(tokens, (at, last), float(digits), sentence)
    if DECIMAL.fullmatch(text):
        scaled = _scaled_digits(tokens, (at, at), float(text), sentence)
        return scaled if scaled.last > at + 1 else None
    if _is_round(tokens, at):
        return _exact_figure(at, at + 1, _count_words().scales[text])
    return _dozens_at(tokens, at, sentence) or _in_words(tokens, at, sentence)


def _last_group(tokens: Sequence[Token], at: int, sentence: Sentence) -> int:
    """The last token of digits in groups of three with blanks between: "1 200 000"."""
    last = at
    for token in tokens[at + 1 : sentence.last]:
        if not GROUP.fullmatch(token.text) or token.span.start != tokens[last].span.end + 1:
            break
        last = token.i
    grouped = len(tokens[at].text) <= len("200") and at < tokens[at].head <= last
    return last if grouped else at  # "on May 12 200 people"


def _scaled_digits(
    tokens: Sequence[Token], digits: tuple[int, int], number: float, sentence: Sentence
) -> _Figure:
    """Digits, from a token to another, with the scale word that follows them, if one does."""
    first, last = digits
    scale = tokens[last + 1].lower if last + 1 < sentence.last else ""
    factor = _count_words().scales.get(scale, 1)
    return _exact_figure(first, last + 1 + (factor > 1), number * factor)


def _dozens_at(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """Read figures like "a dozen", "half a dozen", "a hundred", "a couple", "a pair"."""
    if tokens[at].lower not in DOZENS:
        return None
    words = [token.lower for token in tokens[at : min(at + 3, sentence.last)]]
    if words[:3] in (["half", "a", "dozen"], ["half", "-", "dozen"]):
        return _exact_figure(at, at + 3, HALF_DOZEN)
    if words[:2] == ["half-dozen"]:
        return _exact_figure(at, at + 1, HALF_DOZEN)
    size = _count_words().scales | _count_words().exact
    if len(words) > 1 and words[0] in {"a", "an"} and words[1] in size:
        return _exact_figure(at, at + 2, size[words[1]])
    pair = tokens[at].dep == "preconj"  # "both the father and the son" counts nobody twice
    if words[0] in {"both", "dozen", "twins", "triplets"} and not pair:
        return _exact_figure(at, at + 1, size[words[0]])
    return None


def _is_round(tokens: Sequence[Token], at: int) -> bool:
    """Whether a scale word is a number of its own: "more than hundred others"."""
    bound = at > 0 and tokens[at - 1].lower in BOUNDING
    return bound and tokens[at].lower in {"hundred", "thousand"}


def _in_words(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """A number written in words; hyphens and "and" may stand inside it."""
    if not all(part in _count_words().units for part in tokens[at].lower.split("-")):
        return None
    total = current = 0
    last = at
    for i in range(at, sentence.last):
        word = tokens[i].lower
        if word in {"-", "and"} and last == i and i > at and (word == "-" or current >= SMALL):
            continue
        parts = [_count_words().units.get(part) for part in word.split("-")]
        if word in _count_words().scales and last > at:
            current = max(current, 1) * _count_words().scales[word]
            total, current = (total + current, 0) if current > SMALL * 9 else (total, current)
        elif all(part is not None for part in parts) and _may_continue(current, parts, last > at):
            current += sum(part for part in parts if part is not None)
        else:
            break
        last = i + 1
    return _exact_figure(at, last, total + current) if last > at else None


def _may_continue(current: int, parts: list[int | None], begun: bool) -> bool:
    """May this number word follow what has been read ("twenty" one, but not "two" one)?"""
    value = sum(part for part in parts if part is not None)
    if not begun or current == 0:
        return True
    return (current % SMALL >= TWENTY and value < DECADE and current % DECADE == 0) or (
        current % SMALL == 0 and value < SMALL
    )


def _vague_figure(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """A word that names no figure: "several", "a few", "dozens", "tens of thousands"."""
    if at >= sentence.last:
        return None
    article = int(tokens[at].lower in {"a", "an", "the"} and at + 1 < sentence.last)
    untold = article and tokens[at + 1].lower in _count_words().untold
    article += int(bool(untold) and at + 2 < sentence.last)  # "an unspecified number of people"
    word = tokens[at + article].lower
    if word not in _count_words().vague or (word in {"few", "handful"} and not article):
        return None
    low, high = _count_words().vague[word]
    scale = at + article + 1
    if word in {"several", "few"} and scale < sentence.last:
        size = _count_words().scales.get(tokens[scale].lower, 0)
        if size in {DOZEN, SMALL}:
            return _Figure(at, scale + 1, Count(low * size, (high or low) * size, None))
    if word == "number" and (tokens[at].lower not in {"a", "an"} or not _of_plural(tokens, scale)):
        return None
    after = [token.lower for token in tokens[at + article + 1 : sentence.last][:2]]
    if word in {"tens", "hundreds"} and after == ["of", "thousands"]:
        return _Figure(at, at + article + 3, Count(low * 1000, None, None))
    return _Figure(at, at + article + 1, Count(low, high, None))


def _of_plural(tokens: Sequence[Token], at: int) -> bool:
    """Does "of" follow, with a plural: "a number of people"?"""
    word = tokens[at] if at < len(tokens) else None
    if word is None or word.lower != "of":
        return False
    return any(
        t.head == word.i and t.tag in {"NNS", "NNPS"} for t in tokens[at + 1 : at + 1 + NEAR]
    )


def _denied_figure(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """A word of denial: "no casualties", "nobody", "no one"."""
    word = tokens[at].lower
    if word not in _count_words().none:
        return None
    one = at + 1 < sentence.last and word == "no" and tokens[at + 1].lower in {"one", "-one"}
    if word == "no" and not one and tokens[at].dep not in {"det", "neg"}:
        return None
    return _exact_figure(at, at + 1 + one, 0)


def _one_person(tokens: Sequence[Token], at: int, sentence: Sentence) -> _Figure | None:
    """An indefinite article with a singular noun for a person: "a child", "a German"."""
    token = tokens[at]
    if token.lower not in {"a", "an", "another"} or token.dep not in {"det", "nummod"}:
        return None
    noun = tokens[token.head]
    if not at < noun.i < sentence.last or not _is_person(noun):
        return None
    return _exact_figure(at, noun.i + 1, 1)


def _is_person(noun: Token) -> bool:
    """Is it a singular noun for a person, or an adjective of nation that serves as one?"""
    if noun.tag in {"NNS", "NNPS"}:
        return False
    return noun.lemma.lower() in _count_words().persons or noun.entity == "NORP"


def _is_no_count(tokens: Sequence[Token], figure: _Figure, sentence: Sentence) -> bool:
    """Is the figure a year, a date, a time, an age, a measure, a share or part of a name?"""
    first = tokens[figure.first]
    before = tokens[figure.first - 1].lower if figure.first > sentence.first else ""
    after = list(tokens[figure.last : sentence.last][:NEAR])
    if figure.count.stated is None or figure.count.stated == 0:
        return bool(after) and _is_measure(after)
    joined = before in {"-", "/"} and first.span.start == tokens[figure.first - 1].span.end
    return (
        joined
        or before in _count_words().money | _count_words().months
        or (before in _count_words().labels and first.pos == "NUM")  # not "the area at least four"
        or _is_year(tokens, figure)
        or _is_age(tokens, figure, sentence)
        or _is_of_person(tokens, figure)
        or (bool(after) and _is_measure(after))
        or first.entity in {"MONEY", "PERCENT", "TIME"}
    )


def _is_measure(after: Sequence[Token]) -> bool:
    """Does a unit of measure follow, at once, after a hyphen or after an adjective?"""
    words = _count_words()
    first = after[0]
    people = first.lower in words.people
    if (first.lemma.lower() in words.measures and not people) or first.lower in words.measures:
        return True
    if first.lower in words.months or first.text == "%":
        return True
    if len(after) == 1:
        return False
    joined = first.text in {"-", ":", "/"} and first.span.end == after[1].span.start
    if joined:  # "one-way", "28-year-old", "2-1/2-year", "4:15", but not "kills 5: police"
        return after[1].text[0].isalnum()
    return first.pos == "ADJ" and after[1].lemma.lower() in words.measures


def _is_year(tokens: Sequence[Token], figure: _Figure) -> bool:
    """Four digits without a comma, from 1500 on, that count no noun."""
    last = tokens[figure.last - 1]
    if figure.count.stated not in YEARS or not last.text.isdigit():
        return False
    if _ends_date(tokens, last):
        return True
    return last.entity == "DATE" or tokens[last.head].tag not in {"NNS", "NNPS"}


def _ends_date(tokens: Sequence[Token], year: Token) -> bool:
    """Whether a month and a day stand before a year: "November 17, 2020"."""
    before = [t.lower for t in tokens[max(0, year.i - 3) : year.i] if t.text != ","]
    return any(word in _count_words().months for word in before[-2:]) and (
        before[-1] in _count_words().months or before[-1].rstrip("stndrh").isdigit()
    )


def _is_of_person(tokens: Sequence[Token], figure: _Figure) -> bool:
    """Whether a number stands behind one person: "a man of 45", "a mother of three"."""
    last = tokens[figure.last - 1]
    of = tokens[last.head]
    return last.dep == "pobj" and of.lower == "of" and _is_person(tokens[of.head])


def _is_age(tokens: Sequence[Token], figure: _Figure, sentence: Sentence) -> bool:
    """Is it a number between commas that counts nothing ("Smith, 45, ...")?"""
    last = tokens[figure.last - 1]
    closing = tokens[figure.last].text if figure.last < sentence.last else "."
    opening = tokens[figure.first - 1].text if figure.first > sentence.first else ""
    aged = last.text.isdigit() and int(last.text) < SMALL and figure.first == figure.last - 1
    if not (aged and opening in {",", "("} and closing in {",", ".", ")", ";", "and"}):
        return False
    before = tokens[max(figure.first - 2, sentence.first)]
    named = before.text.isalpha() and before.tag not in {"NNS", "NNPS", "CD", "IN"}
    return (named and opening == closing == ",") or (last.dep in AGE and last.head < figure.first)
