"""Whether a report may tell of political violence: the gate before the costly detectors.

A linear model over words and pairs of words, trained by `training/relevance.py`. It looks at every
stretch of a report alone and the likeliest counts, so that an incident told late in a long report
is not drowned. Whatever it is unsure of is read: a report with any word of violence in it is turned
away in clear cases alone.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from dateline.types import NARRATIVE, BlockKind, Document

READ = NARRATIVE | {BlockKind.CAPTION}
WORD = re.compile(r"[^\W\d_]+")
STRETCH = 150  # words scored together; about a third of a wire report
STEP = 100  # so that each sentence stands whole in some stretch
FEWEST = 60  # words; less is too little to judge, and quick to read
NAMED = 3  # words named in a reason
OWN = ("(bias)", "(threshold)", "(plain)")  # rows of the model that are no words


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """Weights of words and pairs, and the scores from which on a report is read.

    `threshold` is for reports with a word of violence, `plain` for those with none.
    """

    weights: dict[str, float]
    bias: float
    threshold: float
    plain: float


def relevance_rejection(document: Document) -> str | None:
    """Why a report need not be read any further, or None if it may tell of an incident.

    Args:
        document: a cleaned report.

    Returns:
        The reason, with the score and the words that came nearest; None for a report that is to be
        read, among them all short ones and those in another language than English.
    """
    if document.language != "en":
        return None
    words = lower_words(
        " ".join(
            document.text[b.span.start : b.span.end] for b in document.blocks if b.kind in READ
        )
    )
    signed = has_sign(words)
    if len(words) < (STRETCH if signed else FEWEST):
        return None
    used = relevance_model()
    reached, best = likeliest_stretch(used, words)
    needed = used.threshold if signed else used.plain
    if reached >= needed:
        return None
    nearest = ", ".join(_telling_words(used, best))
    return (
        f"expected a report of violence, found other news (score {reached:.2f}, read from "
        f"{needed:.2f} on; nearest words: {nearest}); read it with --all"
    )


def has_sign(words: Sequence[str]) -> bool:
    """Does any word begin as words of violence do?"""
    return any(word.startswith(_violence_stems()) for word in set(words))


def likeliest_stretch(used: RelevanceModel, words: Sequence[str]) -> tuple[float, frozenset[str]]:
    """The highest score of a stretch, and that stretch."""
    scored = [(stretch_score(used, stretch), stretch) for stretch in text_stretches(words)]
    return max(scored, key=lambda pair: pair[0])


def lower_words(text: str) -> list[str]:
    """The words of a text in lower case, figures left out."""
    return WORD.findall(text.lower())


def text_stretches(words: Sequence[str]) -> Iterator[frozenset[str]]:
    """The distinct words and pairs of each stretch of a text; stretches overlap."""
    for start in range(0, max(1, len(words) - STRETCH + STEP), STEP):
        part = words[start : start + STRETCH]
        yield frozenset((*part, *(f"{a} {b}" for a, b in pairwise(part))))


def stretch_score(used: RelevanceModel, features: frozenset[str]) -> float:
    """How far a stretch speaks of violence, in log odds; unknown words count for nothing."""
    known = sorted(used.weights.keys() & features)
    # In order, since a sum of floats depends on it and a set's order on the run.
    total = math.fsum(used.weights[feature] for feature in known)
    return used.bias + total / math.sqrt(max(1, len(known)))


def _telling_words(used: RelevanceModel, features: frozenset[str]) -> list[str]:
    """The words of a stretch that speak most for violence."""
    known = sorted(used.weights.keys() & features, key=lambda f: (-used.weights[f], f))
    return known[:NAMED]


@cache
def relevance_model() -> RelevanceModel:
    """The trained model, read once a process."""
    text = files(__package__).joinpath("relevance.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    weights = {feature: float(weight) for feature, weight in rows}
    bias, threshold, plain = (weights.pop(name) for name in OWN)
    return RelevanceModel(weights, bias, threshold, plain)


@cache
def _violence_stems() -> tuple[str, ...]:
    """How words of violence begin, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("relevance.toml").read_text("utf-8"))
    return tuple(data["stems"].split())
