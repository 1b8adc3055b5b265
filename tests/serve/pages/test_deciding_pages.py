"""What people decide on a page reaches the ledger, signed, and can be taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import pipeline
from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import LedgerService
from dateline.types import Incident, JudgementKind, Kind

SIGNED = {"by": "A. Coder", "reason": "checked against the list"}


@pytest.fixture(name="own")
def _own(where: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that the test may write to."""
    path = tmp_path / "own.db"
    shutil.copy(where, path)
    with Ledger.open(str(path)) as ledger:
        yield ledger


@pytest.fixture(name="desk")
def _desk(own: Ledger, open_client: Callable[[LedgerService], TestClient]) -> TestClient:
    """A client of it."""
    return open_client(replace(ledger_service(own, "own.db"), hosts=("testserver",)))


def the(ledger: Ledger, kind: Kind) -> Incident:
    """The incident of a kind."""
    (found,) = (one for one in ledger.incidents() if one.kind is kind)
    return found


def test_a_figure_is_corrected_in_place(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    form = {"act": "correct", "field": "killed", "value": "6", **SIGNED}
    page = desk.post(f"/incidents/{one.id}", data=form).text
    killed = own.incident(one.id).killed
    assert killed is not None
    assert 6 == killed.value.best
    assert "killed = 6" in page
    (judgement,) = own.judgements()
    assert "A. Coder" == judgement.by


def test_a_value_that_cannot_be_is_refused_with_what_was_expected(
    own: Ledger, desk: TestClient
) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    form = {"act": "correct", "field": "killed", "value": "plenty", **SIGNED}
    answer = desk.post(f"/incidents/{one.id}", data=form)
    assert 422 == answer.status_code
    assert "expected" in answer.text
    assert () == own.judgements()


def test_a_judgement_without_a_name_is_refused(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    answer = desk.post(f"/incidents/{one.id}", data={"act": "accept", "reason": "seen"})
    assert 422 == answer.status_code


def test_two_incidents_are_merged_and_taken_apart_again(own: Ledger, desk: TestClient) -> None:
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    before = own.incidents()
    desk.post(f"/incidents/{one.id}", data={"act": "merge", "other": other.id, **SIGNED})
    merged = own.incident(one.id)
    assert 2 == len(merged.tellings)
    (same,) = own.judgements()
    desk.post(f"/incidents/{merged.id}", data={"act": "undo", "judgement": same.id, **SIGNED})
    assert before == own.incidents()


def test_a_decision_on_an_earlier_form_is_refused(own: Ledger, desk: TestClient) -> None:
    """As over the API: what changed meanwhile is looked at first."""
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    (seen,) = set(re.findall(r'name="seen" value="([^"]+)"', desk.get(f"/incidents/{one.id}").text))
    form = {"act": "correct", "field": "killed", "value": "6", "seen": seen, **SIGNED}
    assert "killed = 6" in desk.post(f"/incidents/{one.id}", data=form).text
    again = desk.post(f"/incidents/{one.id}", data={**form, "field": "wounded"})
    assert (422, True) == (again.status_code, "look at what changed" in again.text)
    (now,) = set(re.findall(r'name="seen" value="([^"]+)"', again.text))
    merged = {"act": "merge", "other": other.id, "seen": now, **SIGNED}
    desk.post(f"/incidents/{one.id}", data=merged)
    assert [JudgementKind.CORRECT, JudgementKind.SAME] == [said.kind for said in own.judgements()]


def test_a_report_is_split_off(own: Ledger, desk: TestClient) -> None:
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    desk.post(f"/incidents/{one.id}", data={"act": "merge", "other": other.id, **SIGNED})
    merged = own.incident(one.id)
    form = {"act": "split", "report": merged.tellings[0].report, **SIGNED}
    answer = desk.post(f"/incidents/{merged.id}", data=form)
    assert 422 == answer.status_code  # people called the two one: that is to be undone first
    assert "undo" in answer.text


def test_a_statement_is_struck(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    killed = one.killed
    assert killed is not None
    form = {"act": "strike", "statement": killed.supporting[0], **SIGNED}
    desk.post(f"/incidents/{one.id}", data=form)
    assert own.incident(one.id).killed is None
    assert [JudgementKind.STRIKE] == [one.kind for one in own.judgements()]


def test_an_accusation_is_taken_out(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    field = {"act": "correct", "field": "perpetrators.Taliban"}
    desk.post(f"/incidents/{one.id}", data={**field, "value": "suspected", **SIGNED})
    assert ["Taliban"] == [who.name for who in own.incident(one.id).perpetrators]
    (said,) = own.judgements()
    desk.post(f"/incidents/{one.id}", data={"act": "undo", "judgement": said.id, **SIGNED})
    assert () == own.incident(one.id).perpetrators


def test_a_report_is_given_another_day(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    form = {"act": "date", "published": "2021-03-03", **SIGNED}
    page = desk.post(f"/reports/{report}", data=form).text
    assert "written" in page
    assert "2021-03-03" == str(own.report(report).published)


def test_a_report_is_given_another_outlet(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    form = {"act": "outlet", "outlet": "Harbour Courier", "owner": "Quay Press", **SIGNED}
    desk.post(f"/reports/{report}", data=form)
    source = own.report(report).source
    assert source is not None
    assert ("Harbour Courier", "Quay Press") == (source.name, source.owner)


def test_a_report_is_withdrawn_and_restored(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("nairobi.txt")
    desk.post(f"/reports/{report}", data={"act": "withdraw", **SIGNED})
    assert 2 == len(own.incidents())
    assert "Withdrawn" in desk.get(f"/reports/{report}").text
    desk.post(f"/reports/{report}", data={"act": "restore", **SIGNED})
    assert 3 == len(own.incidents())


def test_the_name_of_the_reviewer_is_kept(own: Ledger, desk: TestClient) -> None:
    one = the(own, Kind.SUICIDE_BOMBING)
    desk.post(f"/incidents/{one.id}", data={"act": "accept", **SIGNED})
    assert 'value="A. Coder"' in desk.get(f"/incidents/{one.id}").text


# ------------------------------------------------------------------ the review


def question(desk: TestClient, address: str = "/review?role=all") -> str | None:
    """The question that is asked."""
    found = re.search(r'data-item="([^"]+)"', desk.get(address).text)
    return found[1] if found else None


def answer(desk: TestClient, said: str, **more: str) -> str:
    """Answer the question that is asked; gives it."""
    item = question(desk) or ""
    form = {"item": item, "answer": said, "by": "A. Coder", "back": "?role=all", **more}
    assert 200 == desk.post("/review", data=form).status_code
    return item


def test_each_answer_brings_the_next_question(own: Ledger, desk: TestClient) -> None:
    seen = []
    while question(desk):
        seen.append(answer(desk, "yes"))
    assert 3 <= len(seen) == len(set(seen))
    assert seen == [one.item for one in own.review_answers()]
    assert own.judgements()
    assert "Nothing is left" in desk.get("/review?role=all").text


def test_an_answer_that_comes_twice_counts_once(own: Ledger, desk: TestClient) -> None:
    item = answer(desk, "yes")
    again = {"item": item, "answer": "no", "by": "A. Coder", "back": "?role=all"}
    assert 200 == desk.post("/review", data=again).status_code
    assert [item] == [one.item for one in own.review_answers()]
    assert 1 == len(own.judgements())


def test_who_cannot_tell_says_so_in_the_ledger_and_changes_nothing(
    own: Ledger, desk: TestClient
) -> None:
    before = own.incidents()
    answer(desk, "unsure", comment="ask the hospital")
    (said,) = own.judgements()
    assert (JudgementKind.UNSURE, "ask the hospital") == (said.kind, said.reason)
    pipeline.renew(own)
    assert [one.grade for one in before] == [one.grade for one in own.incidents()]
    (kept,) = own.review_answers()
    assert (said.id, "") == (kept.judgement, kept.comment)  # the judgement alone has the comment
    assert "ask the hospital" in desk.get("/review?role=all").text


def test_what_one_person_decided_is_not_asked_of_another(desk: TestClient) -> None:
    item = answer(desk, "unsure", by="B. Coder", comment="ask the hospital")
    assert item != question(desk)


def test_undo_goes_back_one_by_one(own: Ledger, desk: TestClient) -> None:
    seen = [answer(desk, said) for said in ("yes", "no", "unsure")]
    for item in reversed(seen):
        form = {"answer": "undo", "by": "A. Coder", "back": "?role=all"}
        assert f'data-item="{item}"' in desk.post("/review", data=form).text
    assert () == own.judgements()
    assert "nothing is left to undo" in desk.post("/review", data=form).text


def test_without_a_name_nothing_is_decided(own: Ledger, desk: TestClient) -> None:
    form = {"item": question(desk) or "", "answer": "yes", "back": "?role=all"}
    assert 422 == desk.post("/review", data=form).status_code
    assert () == own.review_answers()


def test_a_correction_that_cannot_be_leaves_the_question(own: Ledger, desk: TestClient) -> None:
    item = question(desk) or ""
    form = {"item": item, "answer": "correct", "field": "killed", "value": "plenty"}
    page = desk.post("/review", data={**form, "by": "A. Coder", "back": "?role=all"})
    assert 422 == page.status_code
    assert f'data-item="{item}"' in page.text
    assert () == own.review_answers()


def test_many_are_decided_on_as_they_were_shown(own: Ledger, desk: TestClient) -> None:
    page = desk.get("/review/bulk?kind=bombing").text
    shown = re.findall(r'name="incident" value="(\w+)"', page)
    form = {"act": "accept", "incident": shown, "back": "?kind=bombing", **SIGNED}
    desk.post("/review/bulk", data=form)
    assert 1 == len(shown)
    assert shown == [one.subjects[0] for one in own.judgements()]
    desk.post("/review", data={"answer": "undo", "by": "A. Coder", "back": ""})
    assert () == own.judgements()


# ------------------------------------------------------------------ samples


def sampled(desk: TestClient, **more: str) -> list[str]:
    """Draw a sample; gives the questions in the order asked, each answered with yes."""
    form = {"act": "sample", "name": "first", "size": "6", "by": "A. Coder", "target": "5", **more}
    assert 200 == desk.post("/accuracy", data=form).status_code
    return list(answered_sample(desk, "A. Coder", "yes"))


def answered_sample(desk: TestClient, by: str, said: str) -> Iterator[str]:
    """Answer all questions of the sample."""
    back = "?sample=first"
    desk.post("/settings", data={"by": by})
    while item := question(desk, f"/review{back}"):
        form = {"item": item, "by": by, "back": back, "opened": "1"}
        assert 200 == desk.post("/review", data={**form, "answer": said}).status_code
        yield item


def test_a_value_is_hidden_until_its_sentence_is_opened(own: Ledger, desk: TestClient) -> None:
    form = {"act": "sample", "name": "first", "size": "6", "by": "A. Coder", "blind": "1"}
    page = desk.post("/accuracy", data=form).text
    item = (re.search(r'data-item="([^"]+)"', page) or [""])[1]
    assert "hidden" in page
    assert "<mark>" not in page
    said = {"item": item, "by": "A. Coder", "back": "?sample=first"}
    assert 422 == desk.post("/review", data={**said, "answer": "yes"}).status_code
    opened = desk.post("/review", data={**said, "answer": "open"}).text
    assert "<mark>" in opened
    assert () == own.review_answers()
    desk.post("/review", data={**said, "answer": "yes", "opened": "1"})
    (kept,) = own.review_answers()
    assert kept.blind
    assert kept.opened


def test_a_sample_tells_the_share_of_errors_with_its_bound(desk: TestClient) -> None:
    assert 6 == len(sampled(desk))
    page = desk.get("/accuracy?sample=first").text
    assert "6/6" in page
    assert "at most 39.3 percent are wrong" in page  # 1 - 0.05 ** (1 / 6)


def test_a_sample_changes_no_incident(own: Ledger, desk: TestClient) -> None:
    before = own.incidents()
    sampled(desk)
    assert before == own.incidents()
    assert () == own.judgements()


def test_the_same_seed_draws_the_same(desk: TestClient) -> None:
    first = sampled(desk, seed="one")
    assert (
        422
        == desk.post(
            "/accuracy", data={"act": "sample", "name": "first", "size": "6", "by": "A"}
        ).status_code
    )
    form = {"act": "sample", "name": "second", "size": "6", "by": "A. Coder", "seed": "one"}
    desk.post("/accuracy", data=form)
    assert first[0] == question(desk, "/review?sample=second")


def test_two_people_judge_each_value_and_their_agreement_is_told(desk: TestClient) -> None:
    first = sampled(desk, reviewers="2")
    assert first == list(answered_sample(desk, "B. Coder", "no"))
    page = desk.get("/accuracy?sample=first").text
    assert "0 / 6" in page
    assert "kappa" in page


def test_a_threshold_changes_what_is_asked(own: Ledger, desk: TestClient) -> None:
    def left() -> int:
        found = re.search(r"(\d+) questions? left", desk.get("/review?role=all").text)
        return int(found[1]) if found else 0

    before = left()
    form = {"act": "threshold", "digit": "7", "by": "A. Coder"}
    desk.post("/accuracy", data=form)
    assert before - len(own.incidents()) == left()  # what contradicts itself is still asked about
    desk.post("/accuracy", data={**form, "digit": "0"})
    assert before == left()
    assert () == own.judgements()


GOLD = (
    '{"incidents": [{"id": "k", "reports": ["kabul.txt"], "kind": "suicide_bombing", "killed": 5}]}'
)


@pytest.mark.parametrize(("gold", "status"), [(GOLD, 200), ("{", 422), ("[1]", 422), ("", 422)])
def test_a_gold_is_scored_in_the_browser(desk: TestClient, gold: str, status: int) -> None:
    page = desk.post("/accuracy", data={"act": "gold", "gold": gold})
    assert status == page.status_code
    assert ("100.0 %" in page.text) is (status == 200)


# ------------------------------------------------------------------ sources and searches


def test_an_outlet_gets_a_letter(own: Ledger, desk: TestClient) -> None:
    report = own.report_id("mosul.txt")
    form = {"act": "outlet", "outlet": "Harbour Courier", "owner": "Quay Press", **SIGNED}
    desk.post(f"/reports/{report}", data=form)
    rating = {"outlet": "harbour-courier", "letter": "B", "since": "2021-01-01", **SIGNED}
    page = desk.post("/sources", data=rating).text
    assert "Quay Press" in page
    source = own.report(report).source
    assert source is not None
    assert ["B"] == [one.letter.value for one in source.ratings]
    assert 422 == desk.post("/sources", data={**rating, "letter": "Z"}).status_code


def test_a_search_is_saved_with_a_feed(desk: TestClient) -> None:
    form = {"name": "Blasts & raids", "filters": "?kind=bombing", "by": "A. Coder"}
    page = desk.post("/searches", data=form).text
    assert "Blasts &amp; raids" in page
    feed = desk.get("/searches/Blasts%20%26%20raids/feed")
    assert "application/atom+xml" in feed.headers["content-type"]
    assert 1 == feed.text.count("<entry>")
    desk.post("/searches", data={"act": "drop", "name": "Blasts & raids"})
    assert 404 == desk.get("/searches/Blasts%20%26%20raids/feed").status_code


@pytest.mark.parametrize("path", ["/contradictions", "/sources", "/jobs", "/settings", "/accuracy"])
def test_every_section_opens(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert 200 == answer.status_code
    assert 'aria-current="page"' in answer.text


def test_two_incidents_stand_side_by_side(own: Ledger, desk: TestClient) -> None:
    one, other = the(own, Kind.SUICIDE_BOMBING), the(own, Kind.BOMBING)
    page = desk.get(f"/compare?left={one.id}&right={other.id}").text
    assert "Nairobi" in page
    assert "Kabul" in page
