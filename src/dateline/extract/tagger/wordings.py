"""Wordings that may fill a role, with all that speaks for and against each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.extract.tagger.decode import Marks, Numbers
from dateline.extract.tagger.entities import key_of, same, trimmed
from dateline.extract.tagger.layout import BEGIN, INSIDE, OUTSIDE, ROLES
from dateline.extract.tagger.linear import DATA, Words, role_scores, words
from dateline.extract.tagger.phrases import Grade, phrases
from dateline.types import Token

FLOOR = 0.03  # mean chance of a stretch below which it is no wording
CUTS = (0.1, 0.2, 0.4)  # chances at which the tags are cut into runs
LONGEST_RUN = 14  # words
LONGEST_KEY = 10


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
    types: Numbers
    word: float  # the linear reader's log odds, its words' mean
    head: float  # and its last word's


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that may fill a role, wherever they stand, best place first."""

    role: str
    words: str
    key: tuple[str, ...]
    places: tuple[Place, ...]
    types: Numbers

    @property
    def likely(self) -> float:
        """The chance that one of its places begins and is a filler."""
        return 1.0 - float(np.prod([1 - min(0.99, p.begin * p.mean) for p in self.places]))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text cut up: words of pieces, stretches that are phrases, and the linear reader's view."""

    text: str
    marks: Marks
    firsts: list[int]
    lasts: list[int]
    grades: Mapping[tuple[int, int], Grade]
    plurals: frozenset[int]
    linear: Words
    scores: Numbers


def wordings(
    text: str, marks: Marks, tokens: Sequence[Token], weights: Path = DATA
) -> dict[str, list[Wording]]:
    """The wordings of each role, the likeliest first.

    Args:
        text: the text that was tagged.
        marks: what the encoder says of its pieces.
        tokens: its parse.
        weights: of the linear reader.

    Returns:
        By role all stretches of likely pieces and all noun phrases with a likely piece.
    """
    if not marks.pieces:
        return {role: [] for role in ROLES}
    cut = _cut(text, marks, tokens, weights)
    return {role: _of_role(cut, number) for number, role in enumerate(ROLES)}


def _cut(text: str, marks: Marks, tokens: Sequence[Token], weights: Path) -> _Text:
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
    found = words(text)
    return _Text(text, marks, firsts, lasts, grades, plurals, found, role_scores(found, weights))


def _of_role(cut: _Text, number: int) -> list[Wording]:
    """The wordings of a role."""
    chances = cut.marks.roles[number]
    wanted = 1.0 - chances[:, OUTSIDE]
    by_word = np.maximum.reduceat(wanted, cut.firsts)
    stretches = dict.fromkeys(_runs(by_word, chances, cut.firsts))
    sums = np.concatenate(([0.0], np.cumsum(by_word)))
    for first, last in cut.grades:
        if sums[last + 1] - sums[first] >= FLOOR * (last + 1 - first):
            stretches.setdefault((first, last))
    grouped: dict[tuple[str, ...], dict[int, tuple[Place, str]]] = defaultdict(dict)
    for first, last in stretches:
        span = cut.firsts[first], cut.lasts[last]
        if float(wanted[span[0] : span[1]].mean()) < FLOOR:
            continue
        place, shown = _place(cut, number, (first, last), float(by_word[first : last + 1].min()))
        if not (key := key_of(shown)) or len(key) > LONGEST_KEY:
            continue
        old = grouped[key].get(place.start)
        if old is None or (place.grade, place.begin) > (old[0].grade, old[0].begin):
            grouped[key][place.start] = (place, shown)
    made = [_wording(ROLES[number], key, list(found.values())) for key, found in grouped.items()]
    return sorted(made, key=lambda w: (-w.places[0].mean, w.places[0].start, w.key))


def _runs(by_word: Numbers, chances: Numbers, firsts: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of likely words, whole and cut where a new filler is said to begin."""
    for cut in CUTS:
        first = 0
        while first < len(by_word):
            if by_word[first] < cut:
                first += 1
                continue
            last = first
            while (
                last + 1 < len(by_word) and by_word[last + 1] >= cut and last - first < LONGEST_RUN
            ):
                last += 1
            yield first, last
            start = first
            for word in range(first + 1, last + 1):
                if chances[firsts[word], BEGIN] > chances[firsts[word], INSIDE]:
                    yield start, word - 1
                    start = word
            yield start, last
            first = last + 1


def _place(cut: _Text, number: int, stretch: tuple[int, int], least: float) -> tuple[Place, str]:
    """A stretch of words as a place, and its words without the small ones at the edges."""
    chances, pieces = cut.marks.roles[number], cut.marks.pieces
    first, last = cut.firsts[stretch[0]], cut.lasts[stretch[1]]
    start, end = pieces[first].start, pieces[last - 1].end
    shown = trimmed(cut.text[start:end])
    if shown:
        start += max(0, cut.text[start:end].find(shown.split()[0]))
    low = int(np.searchsorted(cut.linear.starts, start))
    high = max(int(np.searchsorted(cut.linear.starts, start + len(shown))), low + 1)
    scores = cut.scores[low:high, number]
    place = Place(
        start=start,
        end=start + len(shown),
        mean=float((1.0 - chances[first:last, OUTSIDE]).mean()),
        least=least,
        begin=float(chances[first, BEGIN]),
        after=float(chances[last, INSIDE]) if last < len(pieces) else 0.0,
        grade=cut.grades.get(stretch, Grade.NONE),
        plural=end in cut.plurals,
        types=cut.marks.types[first:last].mean(axis=0),
        word=float(scores.mean()) if len(scores) else 0.0,
        head=float(scores[-1]) if len(scores) else 0.0,
    )
    return place, shown


def _wording(role: str, key: tuple[str, ...], found: list[tuple[Place, str]]) -> Wording:
    """A wording of all its places."""
    ordered = sorted(found, key=lambda one: (-one[0].mean, one[0].start))
    places = tuple(place for place, _ in ordered)
    weights = np.array([place.mean for place in places])
    types = (weights[:, None] * np.array([p.types for p in places])).sum(axis=0) / weights.sum()
    return Wording(role, ordered[0][1], key, places, types)


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
        before = {w.key[-1] for w in own[:number] if not same(one.key, w.key)}
        made.append(min(5, len(before)))
    return made
