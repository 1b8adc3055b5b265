"""Two trained readers: an encoder over pieces of words, and a linear one over words."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.extract.tagger.runtime import InferenceSession, SessionOptions

# --------------------------------------------------- what the encoder answers for a piece of a word

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
OUTSIDE, BEGIN, INSIDE = range(3)
TAGS = 3
# Three scores (outside, begin, inside) a role, and for a trigger, which the weights of now have
# not learnt; a score for each incident type of the template a filler belongs to; how much the piece
# says on the whole text's types, and what.
PARTS = (TAGS * len(ROLES), TAGS, len(TYPES), len(TYPES), len(TYPES))
ANSWERS = sum(PARTS)

WINDOW = 192  # pieces; read faster than the 382 that were trained on, and no worse
STEP = 144  # pieces from one window's beginning to the next one's
FRONT = 2  # windows that are read whatever they tell
MOST = 4  # windows of a text that are read
AMONG = 8  # windows from the front, some 850 words, among which they are chosen


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces that is read at once; the pieces it answers for are its own."""

    start: int
    end: int
    first: int
    last: int


def bounds() -> tuple[tuple[int, int], ...]:
    """Where each part begins and ends among the answers."""
    places = [0]
    for part in PARTS:
        places.append(places[-1] + part)
    return tuple(pairwise(places))


def reach(most: int = AMONG) -> int:
    """How many pieces of a text its first windows can cover."""
    return STEP * (most - 1) + WINDOW


def windows(length: int, window: int = WINDOW, step: int = STEP) -> tuple[Window, ...]:
    """Cover a text with windows; a piece that two of them hold belongs to the nearer middle.

    Args:
        length: pieces of the text.
        window: pieces of a window at most.
        step: pieces from one window's beginning to the next one's.

    Returns:
        Windows whose own pieces are every piece once.
    """
    starts = [0]
    while starts[-1] + window < length:
        starts.append(min(starts[-1] + step, length - window))
    ends = [min(start + window, length) for start in starts]
    cuts = [0, *((end + start) // 2 for end, start in zip(ends, starts[1:], strict=False)), length]
    return tuple(
        Window(start, end, first, last)
        for start, end, (first, last) in zip(starts, ends, pairwise(cuts), strict=True)
    )


# ------------------------------------------------------------------ words and pieces of words

UNKNOWN = "[UNK]"
LONGEST = 100  # characters of a word, as in the encoder's own tokenizer; a longer one is unknown
# Signs that Unicode does not call punctuation and the encoder's tokenizer does.
SIGNS = frozenset("$+<=>^`|~")
# Runs between white space and the marks of ASCII, all of which stand as words of their own.
RUN = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word: its number in the vocabulary and its characters in the text."""

    number: int
    start: int
    end: int
    inside: bool = False  # it goes on with the word of the piece before


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in plain small letters, and where each of them stands in the text."""

    letters: str
    places: Sequence[int]


def pieces(text: str, vocabulary: Mapping[str, int], most: int | None = None) -> tuple[Piece, ...]:
    """Cut a text as the uncased BERT tokenizer does; case and accents do not matter.

    Args:
        text: any text.
        vocabulary: the number of each piece; a piece inside a word begins with "##".
        most: pieces that are cut, from the front; None for all.

    Returns:
        The pieces in order; no special ones.
    """
    found = (piece for word in _split_words(text) for piece in _cut_pieces(word, vocabulary))
    return tuple(islice(found, most))


def _split_words(text: str) -> Iterator[_Word]:
    """The words and marks of a text."""
    for run in RUN.finditer(text):
        written, start = run.group(), run.start()
        if written.isascii() and written.isalnum():
            yield _Word(written.lower(), range(start, run.end()))
        elif len(written) == 1 and written.isascii() and written.isprintable():
            yield _Word(written, (start,))
        else:
            yield from _odd_words(written, start)


def _odd_words(text: str, start: int) -> Iterator[_Word]:
    """The words of a run with signs that are not plain, sign by sign."""
    word: list[tuple[str, int]] = []
    for place, sign in enumerate(text, start):
        if _apart(sign):
            if word:
                yield _word(word)
                word = []
            if not (sign.isspace() or _control(sign)):
                yield _word([(plain, place) for plain in _strip_accents(sign)] or [(sign, place)])
        else:
            word.extend((plain, place) for plain in _strip_accents(sign))
    if word:
        yield _word(word)


def _word(signs: list[tuple[str, int]]) -> _Word:
    """Signs with their places as a word."""
    return _Word("".join(plain for plain, _ in signs), [place for _, place in signs])


def _cut_pieces(word: _Word, vocabulary: Mapping[str, int]) -> list[Piece]:
    """Cut a word into the longest pieces that the vocabulary has, from the left."""
    letters, places = word.letters, word.places
    whole = vocabulary.get(letters)
    if whole is not None and len(letters) <= LONGEST:
        return [Piece(whole, places[0], places[-1] + 1)]
    found: list[Piece] = []
    start = 0
    while start < len(letters) <= LONGEST:
        end = len(letters)
        while end > start and _spelt(letters, start, end) not in vocabulary:
            end -= 1
        if end == start:
            break
        number = vocabulary[_spelt(letters, start, end)]
        found.append(Piece(number, places[start], places[end - 1] + 1, start > 0))
        start = end
    if start < len(letters):
        return [Piece(vocabulary[UNKNOWN], places[0], places[-1] + 1)]
    return found


def _spelt(letters: str, start: int, end: int) -> str:
    """A piece as the vocabulary spells it."""
    return letters[start:end] if start == 0 else "##" + letters[start:end]


@lru_cache(maxsize=4096)
def _strip_accents(sign: str) -> str:
    """A character in lower case and without its accents."""
    if _control(sign):
        return ""
    parts = unicodedata.normalize("NFD", sign.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


@lru_cache(maxsize=4096)
def _apart(sign: str) -> bool:
    """Does this stand between words, or as a word of its own?"""
    mark = unicodedata.category(sign).startswith("P") or sign in SIGNS
    return sign.isspace() or mark or "\u4e00" <= sign <= "\u9fff"


def _control(sign: str) -> bool:
    """Is this a sign that is not to be read?"""
    return not sign.isspace() and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}


# ------------------------------------------------------------------ from answers to chances

Numbers = npt.NDArray[np.float32]
NEVER = -30.0  # log odds of what is ruled out


@dataclass(frozen=True, slots=True)
class Marks:
    """The chances of each piece of a text.

    Attributes:
        pieces: of the text, or of the parts of it that were read.
        roles: a table (pieces, TAGS) for each of `ROLES`, its rows adding up to one.
        types: (pieces, TYPES), the type of the incident that a piece belongs to.
        odds: log odds that the text tells of an incident of each of `TYPES`.
    """

    pieces: tuple[Piece, ...]
    roles: tuple[Numbers, ...]
    types: Numbers
    odds: tuple[float, ...]


def marks_of(answers: Numbers, pieces: Sequence[Piece]) -> Marks:
    """Read the answers, (pieces, ANSWERS), as chances."""
    if not pieces:
        return Marks((), (), np.zeros((0, len(TYPES)), dtype=np.float32), (0.0,) * len(TYPES))
    roles, _, kinds, weights, values = (answers[:, a:b] for a, b in bounds())
    tables = [_softmax(roles[:, n * TAGS : (n + 1) * TAGS], 1) for n in range(len(ROLES))]
    odds = (_softmax(weights, 0) * values).sum(axis=0)
    return Marks(tuple(pieces), tuple(tables), _sigmoid(kinds), tuple(float(x) for x in odds))


def nothing(pieces: int) -> Numbers:
    """Answers for pieces outside of all fillers, which say nothing about the text."""
    answers = np.full((pieces, ANSWERS), NEVER, dtype=np.float32)
    answers[:, OUTSIDE : len(ROLES) * TAGS : TAGS] = -NEVER
    return answers


def _softmax(scores: Numbers, axis: int) -> Numbers:
    """Shares that add up to one along an axis."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), dtype=np.float32)


def _sigmoid(scores: Numbers) -> Numbers:
    """Chances from scores."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


# ------------------------------------------------------------------ the encoder over a text

DATA = Path(__file__).parent / "data"
FIRST, LAST = "[CLS]", "[SEP]"  # the pieces that the encoder expects around a window
UNREAD = 0  # number of the piece that stands between two windows with text between them

Told = Sequence[tuple[int, int]]


def marks(text: str, told: Told | None = None) -> Marks:
    """The chances of each piece of a text, or of the parts of it that are worth reading.

    Every window is a call of its own: the scales of the eight-bit numbers are taken from what is
    read at once, so that a text among others would be answered otherwise than alone.

    Args:
        text: any text; capitals do not matter.
        told: where sentences tell of an event, first character and the one behind the last: read
            are the front and the windows that have such a sentence, `MOST` at most. None reads all.

    Returns:
        The chances of the pieces that were read.
    """
    found = pieces(text, _vocabulary(), None if told is None else reach())
    if not found:
        return marks_of(nothing(0), ())
    every = windows(len(found))
    return _put_together(found, every if told is None else chosen(found, every, told))


def chosen(found: Sequence[Piece], every: Sequence[Window], told: Told) -> list[Window]:
    """The windows of the front and those with a sentence that tells of an event."""
    return [
        window
        for number, window in enumerate(every)
        if number < FRONT
        or any(
            start < found[window.last - 1].end and end > found[window.first].start
            for start, end in told
        )
    ][:MOST]


def _put_together(found: Sequence[Piece], read: Sequence[Window]) -> Marks:
    """The answers of some windows, with a piece that says nothing where text between was not read.

    No wording then runs on from one part of the text into another.
    """
    made: list[Numbers] = []
    own: list[Piece] = []
    behind = 0
    for window in read:
        first = window.first
        if own and first != behind:
            while first < window.last and found[first].inside:
                first += 1  # the head of this word was not read
            own.append(Piece(UNREAD, found[first - 1].end, found[first - 1].end))
            made.append(nothing(1))
        own.extend(found[first : window.last])
        made.append(_answers(found, window)[first - window.first :])
        behind = window.last
    return marks_of(np.concatenate(made), own)


def _answers(found: Sequence[Piece], window: Window) -> Numbers:
    """The answers for a window's own pieces."""
    vocabulary = _vocabulary()
    numbers = [piece.number for piece in found[window.start : window.end]]
    row = np.array([[vocabulary[FIRST], *numbers, vocabulary[LAST]]], dtype=np.int64)
    read = np.asarray(_session().run(["answers"], {"numbers": row})[0][0], dtype=np.float32)
    return read[window.first - window.start + 1 : window.last - window.start + 1]


@cache
def _vocabulary() -> dict[str, int]:
    """The number of each piece: its line in the file."""
    lines = (DATA / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {line: number for number, line in enumerate(lines)}


@cache
def _session() -> InferenceSession:
    """The encoder, on one thread: workers share the cores, and sums keep their order."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(
        str(DATA / "tagger.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        # As one step a sum and its normalisation take a quarter of all time, apart next to none.
        disabled_optimizers=["SkipLayerNormFusion"],
    )


# ------------------------------------------------------------------ the linear reader

# It knows words that the encoder has too few messages to learn (names of groups, of weapons), and
# errs elsewhere than the encoder does.

LINEAR = Path(__file__).parent / "data" / "linear.npz"
WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*|\S")
BITS = 18
REACH = 10  # words on either side that are looked at
NEAR = range(-3, 4)  # places that count one by one; those farther off count as left or right
PAIRS = ((-1, 0), (0, 1), (-2, -1), (1, 2))
FEATURES = len(NEAR) + len(PAIRS) + 2 + 2 * (REACH - 3)
LEAD = 60  # words whose place at the head of a text counts
MIX = np.uint64(0x9E3779B97F4A7C15)
AROUND_TEXT = np.uint64(1)  # stands for the words in front of and behind a text

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text: where each starts and ends, and a number for it."""

    starts: Places
    ends: Places
    numbers: npt.NDArray[np.uint64]
    endings: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Scored:
    """The words of a text, and the log odds of each being part of a filler: (words, roles)."""

    words: Words
    scores: Scores


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of eight bits with a scale a row: of the roles, and of what a text tells of."""

    roles: npt.NDArray[np.int8]
    role_scales: Scores
    texts: npt.NDArray[np.int8]
    text_scales: Scores
    text_biases: Scores


def cut_words(text: str) -> Words:
    """Cut a text into words and marks; capitals do not matter."""
    places = [match.span() for match in WORD.finditer(text)]
    found = [text[start:end].lower() for start, end in places]
    return Words(
        np.array([start for start, _ in places], dtype=np.int64),
        np.array([end for _, end in places], dtype=np.int64),
        np.array([_feature_number(word) for word in found], dtype=np.uint64),
        np.array([_feature_number(word[-3:]) for word in found], dtype=np.uint64),
    )


@lru_cache(maxsize=1 << 16)
def _feature_number(word: str) -> int:
    """A number for a word, or for its ending."""
    return zlib.crc32(word.encode())


def around(found: Words) -> Places:
    """The features of each word: (words, FEATURES) numbers below 2 ** BITS."""
    count = len(found.numbers)
    edge = np.full(REACH, AROUND_TEXT, dtype=np.uint64)
    padded = np.concatenate((edge, found.numbers, edge))

    def numbers_at(place: int) -> npt.NDArray[np.uint64]:
        return padded[REACH + place : REACH + place + count]

    columns = [_slot(numbers_at(place), 10 + place) for place in NEAR]
    columns += [
        _slot(numbers_at(a) * np.uint64(31) + numbers_at(b), 20 + n)
        for n, (a, b) in enumerate(PAIRS)
    ]
    columns += [_slot(found.endings, 30), _slot(np.zeros(count, dtype=np.uint64), 31)]
    columns += [_slot(numbers_at(place), 32) for place in range(-REACH, NEAR[0])]
    columns += [_slot(numbers_at(place), 33) for place in range(NEAR[-1] + 1, REACH + 1)]
    return np.stack(columns, axis=1)


def contents(found: Words) -> Places:
    """The features of a text, each once: its words, its pairs of words, and those of its head."""
    pairs = found.numbers[:-1] * np.uint64(31) + found.numbers[1:]
    parts = (_slot(found.numbers, 40), _slot(pairs, 41), _slot(found.numbers[:LEAD], 42))
    return np.unique(np.concatenate(parts))


def role_scores(found: Words, path: Path = LINEAR) -> Scores:
    """Log odds of each word being part of a filler: (words, roles)."""
    weights, places = _weights(path), around(found)
    sums = weights.roles[:, places].sum(axis=2, dtype=np.int32)
    return np.asarray(sums.T * weights.role_scales, dtype=np.float32)


def text_scores(found: Words, path: Path = LINEAR) -> Scores:
    """Log odds of a text telling of each type, of any, and of more than one incident."""
    weights, places = _weights(path), contents(found)
    sums = weights.texts[:, places].sum(axis=1, dtype=np.int32)
    share = 1 / np.sqrt(max(1, len(places)))
    return np.asarray(sums * weights.text_scales * share + weights.text_biases, dtype=np.float32)


def _slot(numbers: npt.NDArray[np.uint64], salt: int) -> Places:
    """The place of each feature among the weights."""
    mixed = (numbers * np.uint64(2) + np.uint64(1)) * MIX + np.uint64(salt) * np.uint64(0xC2B2AE35)
    return ((mixed * MIX) >> np.uint64(64 - BITS)).astype(np.int64)


@cache
def _weights(path: Path = LINEAR) -> Weights:
    """The weights, read once a process."""
    with np.load(path) as kept:
        return Weights(*(kept[field.name] for field in fields(Weights)))
