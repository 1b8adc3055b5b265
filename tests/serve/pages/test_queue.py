"""In which order questions are asked."""

from __future__ import annotations

import pytest

from dateline.serve.pages.queue import QuestionKind, ranked_questions
from dateline.serve.pages.table import Figure, Headline
from dateline.types import Grade


def headline(name: str, grade: Grade, killed: int = 0) -> Headline:
    """A line of the table."""
    return Headline(
        id=name,
        kind="bombing",
        sub_kind=None,
        stage="accomplished",
        grade=grade.value,
        role="main",
        first="2031-03-04",
        last="2031-03-04",
        month="2031-03",
        precision="day",
        country="IQ",
        admin1="",
        city="Ardun",
        site="",
        lat=None,
        lon=None,
        step=1,
        radius=None,
        killed=Figure(killed, killed, killed),
        wounded=None,
        reports=1,
        outlets=1,
        voices=1,
        actors=(),
        stances=(),
        known_as=(),
        entry=0,
        printed_by=(),
        targets=(),
        disputes=0.0,
        disputed=(),
        digits=(("when", 2),),
        judged=False,
        told_in=(),
        words="",
    )


@pytest.mark.parametrize("threshold", [0, 4])
def test_doubtful_lines_are_asked_about_first(threshold: int) -> None:
    """However many people others concern, and whatever the threshold of credibility is."""
    lines = [headline("a", Grade.CONTESTED, 900), headline("b", Grade.DOUBTFUL)]
    first = ranked_questions(lines, (), {}, threshold)[0]
    assert ("b", QuestionKind.LINE) == (first.subject, first.kind)
