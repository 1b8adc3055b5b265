"""The gate: what may tell of violence is read, what clearly does not is turned away."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.folders import ACCEPTANCE
from hypothesis import given, settings
from hypothesis import strategies as st
from small_documents import document

from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.detect import relevance, relevance_rejection
from dateline.types import Report

GARDEN = (
    "The town library will open a new reading room next spring after years of planning. "
    "The council said the project would cost about two million and create a space for families, "
    "students and clubs. Members of the board thanked the volunteers who helped to choose the "
    "furniture and the books. The architect said that she wanted a room with plenty of light, and "
    "that the old windows could be kept. Music lessons and a film club are also planned for the "
    "season, and the café will sell local bread and cakes from the first week of the year."
)
BOMBING = (
    "A car bomb exploded outside a police station in the city of Kardo on Tuesday, killing at "
    "least nine people and wounding dozens, officials said. No group claimed responsibility for "
    "the attack. Witnesses said that gunmen opened fire after the blast and that ambulances took "
    "the wounded to two hospitals. The interior ministry blamed militants who have carried out "
    "several attacks in the province. Security forces closed the roads into the town, and the "
    "governor declared three days of mourning for the victims."
)


def test_a_report_of_an_attack_is_read() -> None:
    assert relevance_rejection(document(BOMBING)) is None


def test_other_news_is_turned_away_with_the_score_and_the_nearest_words() -> None:
    reason = relevance_rejection(document(GARDEN))
    assert reason is not None
    assert "other news" in reason
    assert "--all" in reason


@pytest.mark.parametrize("times", [1, 3, 9])
def test_an_attack_told_late_in_a_long_report_is_not_drowned(times: int) -> None:
    assert relevance_rejection(document(" ".join([GARDEN] * times + [BOMBING]))) is None


def test_a_short_text_is_read_since_it_says_too_little_to_judge() -> None:
    assert (
        relevance_rejection(document("The library will open a new reading room next spring."))
        is None
    )


def test_a_text_in_another_language_is_not_judged() -> None:
    assert relevance_rejection(replace(document(GARDEN), language="de")) is None


@pytest.mark.parametrize(
    "event",
    [
        "Rockets hit the airport and injured four soldiers, the army said.",
        "Gunmen shot dead a teacher on her way to school, police said.",
        "A suicide bomber blew himself up in a market and killed eleven people.",
        "Unidentified men abducted two aid workers and demanded a ransom.",
        "A drone strike killed a commander of the rebels in his car.",
        "A man stabbed three people at a railway station before he was arrested.",
    ],
)
def test_one_kind_of_incident_is_enough(event: str) -> None:
    assert relevance_rejection(document(" ".join([event] * 8))) is None


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_any_text_has_the_same_answer_twice(text: str) -> None:
    words = relevance.lower_words(text)
    assert relevance.likeliest_stretch(
        relevance.relevance_model(), words
    ) == relevance.likeliest_stretch(relevance.relevance_model(), words)


def test_every_word_of_a_report_stands_in_a_stretch() -> None:
    words = [f"w{chr(97 + n % 26)}{n}" for n in range(777)]
    assert set(words) <= frozenset().union(*relevance.text_stretches(words))


@pytest.mark.parametrize("folder", [ACCEPTANCE, ACCEPTANCE / "real"], ids=["five", "real"])
def test_no_report_of_an_incident_is_turned_away(folder: Path) -> None:
    if not (folder / "gold.json").is_file():
        pytest.skip("the acceptance reports are not on this machine")
    told = json.dumps(json.loads((folder / "gold.json").read_text("utf-8"))["incidents"])
    reports = [one for one in acquire((folder / "reports",)) if isinstance(one, Report)]
    away = [
        one.name for one in reports if one.name in told and relevance_rejection(clean_report(one))
    ]
    assert [] == away
