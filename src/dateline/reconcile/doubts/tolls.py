"""Doubts about tolls: periods, more than one act can do, one number twice, numbers far apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from dateline.reconcile.doubts.line import TOLLS, DoubtedLine, doubt_of, expressions
from dateline.types import Kind, UpdateKind, ValueDoubt

LEAP: Final = 10  # times the lowest of all figures that were told
# More than one act of that kind is known to have killed; other kinds may be massacres.
MOST_KILLED: Final[Mapping[Kind, int]] = {
    Kind.DRONE_STRIKE: 150,
    Kind.ASSASSINATION: 60,
    Kind.ROCKET_ATTACK: 1500,
    Kind.AIR_STRIKE: 600,
    Kind.BOMBING: 700,
    Kind.SUICIDE_BOMBING: 700,
}
MOST_OF_ANY: Final = 3000
# A figure with the word for its harm: of the dead, and of the wounded. "3 killed 38 injured" has a
# word on either side, and the one that follows is meant.
FOLLOWED: Final = (
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:killed|dead|died)\b",
    r"\b{0}\b(?:\W+\w+){{0,2}}?\W+(?:were |was )?(?:injured|wounded|hurt)\b",
)
PRECEDED: Final = (r"\bkill\w*\W+{0}\b", r"\b(?:injur|wound)\w*\W+{0}\b")


def counts_period(sentence: str) -> bool:
    """Whether a sentence counts a period or several attacks, and no single one."""
    told = expressions("period").search(sentence)
    return bool(told) and not expressions("one_act").search(sentence)


def doubt_totals(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls all of whose sentences count a period, or several attacks."""
    for name in TOLLS:
        if known := line.best_figure(name):
            words = line.sentences_of(known[0].supporting)
            if words and all(map(counts_period, words)):
                reason = "every sentence that gives it counts a period or several attacks"
                yield doubt_of(name, known[1], reason, known[0].supporting)


def doubt_beyond(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls above what one act can do."""
    known = line.best_figure("killed")
    most = MOST_KILLED.get(line.incident.kind, MOST_OF_ANY)
    if known and known[1] > most:
        reason = f"no single act of this kind is known to have killed more than {most}"
        yield doubt_of("killed", known[1], reason, known[0].supporting)


def doubt_twice(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """One figure that was read as both the dead and the wounded: the one that its words deny.

    Where the words beside the figure do not say which it is, neither is believed.
    """
    dead, hurt = (line.best_figure(name) for name in TOLLS)
    if dead is None or hurt is None or dead[1] != hurt[1]:
        return
    spans = [
        {(c.report, c.span) for c in line.claims(known[0].supporting)} for known in (dead, hurt)
    ]
    if not spans[0] & spans[1]:
        return
    claims = (*dead[0].supporting, *hurt[0].supporting)
    meant = _harm_of(dead[1], " ".join(line.sentences_of(hurt[0].supporting)))
    for name in TOLLS:
        if name != meant:
            reason = "the same words were read as the number killed and wounded"
            yield doubt_of(name, dead[1], reason, claims)


def doubt_leaps(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tolls whose figures lie so far apart that they hardly count the same people."""
    for course in line.incident.courses:
        told = [step for step in course.steps if step.kind is not UpdateKind.ASIDE]
        figures = [step.figure.best or step.figure.low for step in told]
        counted = [figure for figure in figures if figure]
        if course.role.value in TOLLS and counted and max(counted) >= LEAP * min(counted):
            reason = f"one of its figures is at least {LEAP} times another"
            yield doubt_of(course.role.value, "", reason, (c for step in told for c in step.claims))


def _harm_of(figure: int, words: str) -> str | None:
    """Which toll a figure is by the words beside it, None where they do not say."""
    for patterns in (FOLLOWED, PRECEDED):
        told = [re.search(pattern.format(figure), words, re.IGNORECASE) for pattern in patterns]
        found = [name for name, match in zip(TOLLS, told, strict=True) if match]
        if found:
            return found[0] if len(found) == 1 else None
    return None
