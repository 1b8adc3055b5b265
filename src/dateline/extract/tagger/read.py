"""Run the trained tagger over a text, one window a call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from dateline.extract.tagger.decode import Marks, Numbers, marks_of, nothing
from dateline.extract.tagger.layout import FRONT, MOST, Window, reach, windows
from dateline.extract.tagger.runtime import InferenceSession, SessionOptions
from dateline.extract.tagger.wordpiece import Piece, pieces

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
