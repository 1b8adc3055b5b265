"""Wordings that may fill a role, with all that speaks for and against each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from dateline.extract.tagger.readers import BEGIN, INSIDE, OUTSIDE, ROLES, Marks, Numbers, Scored
from dateline.syntax.tree import NOMINAL
from dateline.types import Token

# ------------------------------------------------------------------ how two wordings are compared

SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w[\w'./-]*\w|\w")
SHORT = re.compile(r"\(\W{0,2}(\w[\w.-]{1,9})\W{0,2}[,)]")
BEFORE = 80  # characters in front of a bracket in which the full form stands
# Words that no filler begins or ends with; the tags of a long noun phrase can stop at one.
EDGES = frozenset(
    "a an the of in on at by to from with for and or but as that this his her its their was were"
    " is are be been who which el".split()
)
ARTICLES = frozenset({"a", "an", "the"})
UNSPELT = EDGES | {"de", "la", "del", "los"}  # words whose first letters a short form leaves out


def same_thing(one: tuple[str, ...], other: tuple[str, ...], *, heads: bool = False) -> bool:
    """Do two wordings name one thing: one's words among the other's, or its first letters?"""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if heads and one[-1] == other[-1]:
        return True
    bare = len(one) == 1 or len(other) == 1
    return _short(one, other) or _short(other, one) or (bare and _stem(one) == _stem(other))


def key_of(words: str) -> tuple[str, ...]:
    """What a wording is compared by."""
    plain = re.sub(r"[^\w\s]", "", words.lower())
    return tuple(word for word in plain.split() if word not in ARTICLES)


def trimmed(words: str) -> str:
    """A wording without the small words and marks at its edges."""
    found = list(WORD.finditer(words))
    while found and found[0].group().lower() in EDGES:
        found.pop(0)
    while found and found[-1].group().lower() in EDGES:
        found.pop()
    return SPACE.sub(" ", words[found[0].start() : found[-1].end()]) if found else ""


def _short(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is this the other's first letters?"""
    if len(short) != 1 or not 1 < len(short[0]) <= len(full):
        return False
    return short[0] == "".join(word[0] for word in full if word not in UNSPELT)


def _stem(key: tuple[str, ...]) -> str:
    """The last word, singular and plural alike."""
    return key[-1].rstrip("s")


def shorts(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The short forms in brackets, each with the words in front: "the Red Dawn Front (RDF)"."""
    return tuple(
        (key_of(found.group(1)), key_of(text[max(0, found.start() - BEFORE) : found.start()]))
        for found in SHORT.finditer(text)
    )


def linked(
    found: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...],
    one: tuple[str, ...],
    other: tuple[str, ...],
) -> bool:
    """Is one of two wordings the short form of the other?"""
    return any(
        a == short and before[-len(b) :] == b
        for short, before in found
        for a, b in ((one, other), (other, one))
    )


# ------------------------------------------------------------------ noun phrases of the parse

LONGEST = 12  # tokens
HEADED = frozenset({"NUM", "ADJ", "X"})  # heads of a phrase only where a noun would stand
STANDING = frozenset({"nsubj", "dobj", "pobj", "nsubjpass", "conj", "appos", "agent"})
LINKS = frozenset({"of", "in", "at", "for", "from", "to", "de"})
APART = frozenset({"cc", "conj", "relcl", "appos", "acl", "advcl"})
EDGE_POS = frozenset({"DET", "PRON", "PUNCT", "ADP", "CCONJ"})
IN_NAMES = frozenset({"de", "la", "del", "los", "y", "-", "'s"})


class Grade(IntEnum):
    """What a stretch is to the phrase around it."""

    NONE = 0
    PART = 1
    NAME = 2
    LONG = 3  # with the phrase or clause that follows
    WHOLE = 4


def phrases(tokens: Sequence[Token]) -> dict[tuple[int, int], Grade]:
    """The noun phrases of a text and the stretches of them that end in a noun.

    Args:
        tokens: of the whole text, in order.

    Returns:
        The first character and the one behind the last of each stretch, with its best grade.
    """
    kids: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token.i)
    found: dict[tuple[int, int], Grade] = {}
    for first, last, grade in (*_headed(tokens, kids), *_names(tokens)):
        while first < last and tokens[first].pos in EDGE_POS:
            first += 1  # noqa: PLW2901  small words are no part of a wording
        if last - first < LONGEST:
            key = tokens[first].span.start, tokens[last].span.end
            found[key] = max(found.get(key, Grade.NONE), grade)
    return found


def _headed(
    tokens: Sequence[Token], kids: Sequence[Sequence[int]]
) -> Iterator[tuple[int, int, Grade]]:
    """The phrase of each noun: whole, from each of its words on, and with what follows."""
    for token in tokens:
        if token.pos not in NOMINAL and not (token.pos in HEADED and token.dep in STANDING):
            continue
        first = _first(tokens, kids, token)
        if token.dep != "compound":
            yield first, token.i, Grade.WHOLE
        for start in range(first + 1, token.i + 1):
            yield start, token.i, Grade.PART
        for kid in kids[token.i]:
            if kid > token.i:
                yield from _extended_phrases(tokens, kids, (first, token.i, kid))


def _first(tokens: Sequence[Token], kids: Sequence[Sequence[int]], token: Token) -> int:
    """The first word of what stands before a noun and belongs to it."""
    before = [k for k in kids[token.i] if k < token.i and tokens[k].dep not in APART | {"prep"}]
    return min([token.i, *(min(_under(kids, kid, lambda _: True)) for kid in before)])


def _extended_phrases(
    tokens: Sequence[Token], kids: Sequence[Sequence[int]], at: tuple[int, int, int]
) -> Iterator[tuple[int, int, Grade]]:
    """The phrase with one of what follows its noun."""
    first, noun, kid = at
    if tokens[kid].dep in {"relcl", "acl", "appos"}:
        yield first, max(_under(kids, kid, lambda _: True)), Grade.LONG
    if tokens[kid].dep == "prep" and tokens[kid].text.lower() in LINKS:

        def kept(i: int) -> bool:
            of = tokens[i].dep == "prep" and tokens[i].text.lower() == "of"
            return tokens[i].dep not in APART | {"prep"} or of

        last = max(_under(kids, kid, kept))
        yield first, last, Grade.LONG
        for start in range(first + 1, noun + 1):
            yield start, last, Grade.PART


def _under(kids: Sequence[Sequence[int]], top: int, kept: Callable[[int], bool]) -> Iterator[int]:
    """A token and those below it that are kept."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(kid for kid in kids[one] if kept(kid))


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Grade]]:
    """Runs of proper nouns, from each of their words to the end."""
    first = 0
    while first < len(tokens):
        last = first
        if tokens[first].pos == "PROPN":
            while last + 1 < len(tokens) and _name_continues(tokens[last + 1]):
                last += 1
            while tokens[last].pos != "PROPN":
                last -= 1
            for start in range(first, last + 1):
                yield start, last, Grade.NAME
        first = last + 1


def _name_continues(token: Token) -> bool:
    """Does a name go on with this token?"""
    return token.pos == "PROPN" or token.text.lower() in IN_NAMES


# ------------------------------------------------------------------ wordings and their signs

Sums = npt.NDArray[np.float64]

FLOOR = 0.03  # mean chance of a stretch below which it is no wording
CUTS = (0.1, 0.2, 0.4)  # chances at which the tags are cut into runs
LONGEST_RUN = 14  # words
LONGEST_KEY = 10
FAR_BEHIND = 5  # likelier heads before a wording, more of which make no difference


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a wording stands: characters, chances of its tags, grade of its phrase."""

    start: int
    end: int
    mean: float  # chance of its pieces being inside a filler
    least: float  # of its least likely word
    begin: float  # chance of its first piece to begin one
    after: float  # chance of the piece behind it to go on with one
    grade: Grade
    plural: bool
    types: Sums
    word: float  # the linear reader's log odds, its words' mean
    head: float  # and its last word's


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that may fill a role, wherever they stand, best place first."""

    role: str
    words: str
    key: tuple[str, ...]
    places: tuple[Place, ...]
    types: Sums
    likely: float  # the chance that one of its places begins and is a filler


@dataclass(frozen=True, slots=True)
class _Text:
    """A text cut up: words of pieces, stretches that are phrases, and the linear reader's view."""

    text: str
    marks: Marks
    firsts: list[int]
    lasts: list[int]
    grades: Mapping[tuple[int, int], Grade]
    plurals: frozenset[int]
    starts: list[int]  # of the linear reader's words
    types: Sums


@dataclass(frozen=True, slots=True)
class _Chances:
    """What is said of a role: of each piece, of each word, and summed up to each place."""

    begins: list[float]
    goes_on: list[float]
    by_word: list[float]  # of its likeliest piece
    wanted: list[float]  # sums over pieces
    words: list[float]  # sums over words
    linear: list[float]  # log odds of the linear reader's words
    linear_sums: list[float]


def wordings(
    text: str, marks: Marks, tokens: Sequence[Token], linear: Scored
) -> dict[str, list[Wording]]:
    """The wordings of each role, the likeliest first.

    Args:
        text: the text that was tagged.
        marks: what the encoder says of its pieces.
        tokens: its parse.
        linear: the linear reader's view of the text.

    Returns:
        By role all stretches of likely pieces and all noun phrases with a likely piece.
    """
    if not marks.pieces:
        return {role: [] for role in ROLES}
    cut = _cut_text(text, marks, tokens, linear)
    return {role: _of_role(cut, linear.scores, number) for number, role in enumerate(ROLES)}


def _cut_text(text: str, marks: Marks, tokens: Sequence[Token], linear: Scored) -> _Text:
    """Cut up a text once for all roles."""
    pieces = marks.pieces
    firsts = [i for i, piece in enumerate(pieces) if not piece.inside]
    lasts = [*firsts[1:], len(pieces)]
    by_start = {pieces[i].start: n for n, i in enumerate(firsts)}
    by_end = {pieces[i - 1].end: n for n, i in enumerate(lasts)}
    grades: dict[tuple[int, int], Grade] = {}
    for (start, end), grade in phrases(tokens).items():
        if start in by_start and end in by_end and by_end[end] >= by_start[start]:
            key = by_start[start], by_end[end]
            grades[key] = max(grade, grades.get(key, Grade.NONE))
    plurals = frozenset(t.span.end for t in tokens if t.tag in {"NNS", "NNPS"})
    starts: list[int] = linear.words.starts.tolist()
    types = _sums(marks.types.astype(np.float64))
    return _Text(text, marks, firsts, lasts, grades, plurals, starts, types)


def _chances(cut: _Text, scores: Numbers, number: int) -> _Chances:
    """What the encoder and the linear reader, (words, roles), say of a role."""
    chances = cut.marks.roles[number].astype(np.float64)
    wanted = 1.0 - chances[:, OUTSIDE]
    by_word = np.maximum.reduceat(wanted, cut.firsts)
    linear = scores[:, number].astype(np.float64)
    return _Chances(
        begins=chances[:, BEGIN].tolist(),
        goes_on=chances[:, INSIDE].tolist(),
        by_word=by_word.tolist(),
        wanted=_sums(wanted).tolist(),
        words=_sums(by_word).tolist(),
        linear=linear.tolist(),
        linear_sums=_sums(linear).tolist(),
    )


def _sums(numbers: Sums) -> Sums:
    """Sums along the first axis, up to each place and over all."""
    return np.concatenate((np.zeros_like(numbers[:1]), np.cumsum(numbers, axis=0)))


def _of_role(cut: _Text, scores: Numbers, number: int) -> list[Wording]:
    """The wordings of a role."""
    chances = _chances(cut, scores, number)
    stretches = dict.fromkeys(_likely_runs(cut, chances))
    sums = chances.words
    for first, last in cut.grades:
        if sums[last + 1] - sums[first] >= FLOOR * (last + 1 - first):
            stretches.setdefault((first, last))
    grouped: dict[tuple[str, ...], dict[int, tuple[Place, str]]] = defaultdict(dict)
    for first, last in stretches:
        start, end = cut.firsts[first], cut.lasts[last]
        if chances.wanted[end] - chances.wanted[start] < FLOOR * (end - start):
            continue
        place, shown = _place(cut, chances, (first, last))
        if not (key := key_of(shown)) or len(key) > LONGEST_KEY:
            continue
        old = grouped[key].get(place.start)
        if old is None or (place.grade, place.begin) > (old[0].grade, old[0].begin):
            grouped[key][place.start] = (place, shown)
    made = [_wording(ROLES[number], key, list(found.values())) for key, found in grouped.items()]
    return sorted(made, key=lambda w: (-w.places[0].mean, w.places[0].start, w.key))


def _likely_runs(cut: _Text, chances: _Chances) -> Iterator[tuple[int, int]]:
    """Runs of likely words, whole and cut where a new filler is said to begin."""
    by_word, firsts = chances.by_word, cut.firsts
    for least in CUTS:
        first = 0
        while first < len(by_word):
            if by_word[first] < least:
                first += 1
                continue
            last = first
            while (
                last + 1 < len(by_word)
                and by_word[last + 1] >= least
                and last - first < LONGEST_RUN
            ):
                last += 1
            yield first, last
            start = first
            for word in range(first + 1, last + 1):
                if chances.begins[firsts[word]] > chances.goes_on[firsts[word]]:
                    yield start, word - 1
                    start = word
            yield start, last
            first = last + 1


def _place(cut: _Text, chances: _Chances, stretch: tuple[int, int]) -> tuple[Place, str]:
    """A stretch of words as a place, and its words without the small ones at the edges."""
    pieces = cut.marks.pieces
    first, last = cut.firsts[stretch[0]], cut.lasts[stretch[1]]
    start, end = pieces[first].start, pieces[last - 1].end
    shown = trimmed(cut.text[start:end])
    if shown:
        start += max(0, cut.text[start:end].find(shown.split()[0]))
    low = bisect_left(cut.starts, start)
    high = min(max(bisect_left(cut.starts, start + len(shown)), low + 1), len(cut.starts))
    place = Place(
        start=start,
        end=start + len(shown),
        mean=(chances.wanted[last] - chances.wanted[first]) / (last - first),
        least=min(chances.by_word[stretch[0] : stretch[1] + 1]),
        begin=chances.begins[first],
        after=chances.goes_on[last] if last < len(pieces) else 0.0,
        grade=cut.grades.get(stretch, Grade.NONE),
        plural=end in cut.plurals,
        types=(cut.types[last] - cut.types[first]) / (last - first),
        word=_mean(chances.linear_sums, low, high),
        head=chances.linear[high - 1] if low < high else 0.0,
    )
    return place, shown


def _mean(sums: Sequence[float], first: int, last: int) -> float:
    """The mean of what was summed up, 0 of nothing."""
    return (sums[last] - sums[first]) / (last - first) if first < last else 0.0


def _wording(role: str, key: tuple[str, ...], found: list[tuple[Place, str]]) -> Wording:
    """A wording of all its places."""
    ordered = sorted(found, key=lambda one: (-one[0].mean, one[0].start))
    places = tuple(place for place, _ in ordered)
    weights = np.array([place.mean for place in places])
    types = (weights[:, None] * np.array([p.types for p in places])).sum(axis=0) / weights.sum()
    likely = 1.0 - float(np.prod([1 - min(0.99, p.begin * p.mean) for p in places]))
    return Wording(role, ordered[0][1], key, places, types, likely)


def rivals(found: Mapping[str, Sequence[Wording]]) -> dict[tuple[str, tuple[str, ...]], float]:
    """The chance that a wording has in its likeliest other role."""
    by_key: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for role, own in found.items():
        for one in own:
            by_key[one.key][role] = one.places[0].mean
    return {
        (role, key): max((c for other, c in chances.items() if other != role), default=0.01)
        for key, chances in by_key.items()
        for role in chances
    }


def ranks(own: Sequence[Wording]) -> list[int]:
    """How many likelier heads there are before each wording, at most five."""
    made = []
    for number, one in enumerate(own):
        before: set[str] = set()
        for other in own[:number]:
            if len(before) == FAR_BEHIND:
                break
            if other.key[-1] not in before and not same_thing(one.key, other.key):
                before.add(other.key[-1])
        made.append(len(before))
    return made
