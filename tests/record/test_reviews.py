"""What reviewers answer is kept as it was given; what is kept by name has one value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.record import Ledger
from dateline.record.reviews import KeptEntry, ReviewAnswer, counting_answers

YES = ReviewAnswer(item="new:1", kind="new", subject="1", answer="yes", by="A", seconds=2.5)


def test_answers_are_numbered_in_the_order_given(ledger: Ledger) -> None:
    first = ledger.answer_review(YES)
    second = ledger.answer_review(replace(YES, item="new:2", blind=True, opened=True))
    assert (first, second) == ledger.review_answers()
    assert (second,) == ledger.review_answers(after=first.number)
    assert (1, 2) == (first.number, second.number)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_undone_answer_counts_no_more(ledger: Ledger, times: int) -> None:
    answers = [ledger.answer_review(replace(YES, item=f"new:{n}")) for n in range(4)]
    for answer in answers[::-1][:times]:
        undo = replace(YES, item=answer.item, answer="undo", value=str(answer.number))
        ledger.answer_review(undo)
    assert answers[: 4 - times] == list(counting_answers(ledger.review_answers()))
    assert 4 + times == len(ledger.review_answers())


def test_an_entry_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    for json in ("1", "2"):
        ledger.keep_entry(KeptEntry("search", "Kabul", json, "A", ""))
    ledger.keep_entry(KeptEntry("sample", "Kabul", "3", "A", ""))
    assert ["2"] == [entry.json for entry in ledger.kept_entries("search")]
    ledger.drop_entry("search", "Kabul")
    assert () == ledger.kept_entries("search")
    assert 1 == len(ledger.kept_entries("sample"))
