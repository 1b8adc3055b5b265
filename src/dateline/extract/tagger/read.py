"""Run the trained tagger over a text, one window a call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from dateline.extract.tagger.decode import Marks, Numbers, Tagging, decode, marks_of
from dateline.extract.tagger.layout import ANSWERS, Window, reach, windows
from dateline.extract.tagger.wordpiece import Piece, pieces

DATA = Path(__file__).parent / "data"
FIRST, LAST = "[CLS]", "[SEP]"  # the pieces that the encoder expects around a window


def tag(text: str) -> Tagging:
    """Say which words of a text fill which role, and of what kind of incident it tells.

    Every window is a call of its own: the scales of the eight-bit numbers are taken from what is
    read at once, so that a text among others would be answered otherwise than alone.

    Args:
        text: any text; capitals do not matter.

    Returns:
        Candidates with their scores; what is sure enough is the caller's to decide.
    """
    found = pieces(text, _vocabulary())
    return decode(answers(found), found)


def marks(text: str, most: int | None = None) -> Marks:
    """The chances of each piece of a text.

    Args:
        text: any text.
        most: windows that are read at most, from the front; None for all.

    Returns:
        The chances of the pieces that were read.
    """
    found = pieces(text, _vocabulary(), None if most is None else reach(most))
    wanted = windows(len(found))[:most] if found else ()
    made = [_own(found, window) for window in wanted]
    answered = np.concatenate(made) if made else np.zeros((0, ANSWERS), np.float32)
    return marks_of(answered, found[: len(answered)])


def _own(found: Sequence[Piece], window: Window) -> Numbers:
    """The answers for a window's own pieces."""
    read = _read([piece.number for piece in found[window.start : window.end]])
    return read[window.first - window.start + 1 : window.last - window.start + 1]


def answers(found: tuple[Piece, ...]) -> Numbers:
    """The encoder's answers for the pieces of a text: (pieces, ANSWERS)."""
    made = [_own(found, window) for window in windows(len(found))] if found else []
    return np.concatenate(made) if made else np.zeros((0, ANSWERS), dtype=np.float32)


def _read(numbers: list[int]) -> Numbers:
    """The answers for a window, the special pieces around it included."""
    vocabulary = _vocabulary()
    row = np.array([[vocabulary[FIRST], *numbers, vocabulary[LAST]]], dtype=np.int64)
    return np.asarray(_session().run(["answers"], {"numbers": row})[0][0], dtype=np.float32)


@cache
def _vocabulary() -> dict[str, int]:
    """The number of each piece: its line in the file."""
    lines = (DATA / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {line: number for number, line in enumerate(lines)}


@cache
def _session() -> onnxruntime.InferenceSession:
    """The encoder, on one thread: workers share the cores, and sums keep their order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(DATA / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
    )
