"""Copies: reports that share passages are found, named and traced to their source."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import clean_report
from dateline.reconcile.reprints.copies import Copies, find_copies
from dateline.types import Copy, CopyKind, Document, Report, Source

TITLE = "Bomb at a bus stop in Harran kills four"
LEAD = (
    "A bomb hidden in a rubbish bin killed four people at a bus stop in Harran on Monday morning."
)
STORY = (
    LEAD,
    "The blast tore through the shelter as commuters were waiting for the first bus to the port.",
    "Two of the dead were students of the technical college across the road.",
    "Eleven more were taken to the city hospital, where doctors operated on three of them.",
    "Windows were broken in every house along the avenue, and the trams stood still until noon.",
    "It was the first attack in the port since the truce was signed by both sides in the spring.",
)
OTHER = (
    "The governor of the coastal province ended his holiday and flew back to the city at midday.",
    "Shopkeepers near the harbour swept up glass while soldiers searched parked cars for bombs.",
    "Opposition lawmakers asked why cameras along the avenue had been switched off for repairs.",
    "A bank employee who lost her brother in the blast called for the college gates to be moved.",
)
ELSEWHERE = (
    "Gunmen on motorcycles opened fire on a wedding party in the hills of Sarqand late on Friday.",
    "The bride's uncle died at once and two musicians were hit in the legs as they ran inside.",
    "Villagers blocked the only road with tractors until the army sent a column from the valley.",
)


def report(
    *lines: str,
    title: str = TITLE,
    outlet: str = "",
    name: str = "",
    day: int | None = None,
    head: str = "",
) -> Document:
    """A report as `clean` reads it."""
    text = "\n\n".join([title, *([head] if head else []), *lines])
    source = Source(outlet.lower(), outlet, outlet.lower()) if outlet else None
    return clean_report(
        Report(
            id=hashlib.sha256(f"{text}{outlet}{name}".encode()).hexdigest(),
            name=name or outlet or "report",
            content=text.encode(),
            media_type="text/plain",
            source=source,
            title=title,
            published=date(2021, 3, day) if day else None,
        )
    )


def only(*documents: Document) -> Copy:
    """The one copy among some reports."""
    found = find_copies(documents)
    assert len(found) == 1
    return found[0]


NEW_LEAD = (
    "Families buried the dead of the Harran bus stop on Tuesday as police widened their search."
)
RISEN = (LEAD.replace("four", "six"), *STORY[1:])


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (report(*STORY, outlet="Beta"), CopyKind.SAME),
        (report(*STORY, outlet="Beta", title="Morning blast rocks coast"), CopyKind.RETITLED),
        (report(*STORY[:4], outlet="Beta"), CopyKind.TRIMMED),
        (report(NEW_LEAD, *STORY[1:], outlet="Beta"), CopyKind.REWRITTEN_LEAD),
        (report(*RISEN, outlet="Alpha"), CopyKind.LATER_VERSION),
        (report(*OTHER, *STORY[1:4], *ELSEWHERE, outlet="Beta"), CopyKind.EXCERPT),
        (report(*STORY[3:], *STORY[:3], outlet="Beta"), CopyKind.SAME),
    ],
    ids=["same", "retitled", "trimmed", "new lead", "figures rose", "excerpt", "reordered"],
)
def test_a_copy_is_named_by_what_was_done_to_the_text(other: Document, kind: CopyKind) -> None:
    assert only(report(*STORY, outlet="Alpha"), other).kind is kind


def test_a_report_that_joins_two_others_is_merged_from_both() -> None:
    one, two = report(*STORY, outlet="Alpha"), report(*OTHER, outlet="Beta", title="Governor back")
    joined = report(*STORY, *OTHER, outlet="Gamma", title="Harran mourns")
    found = find_copies([one, two, joined])
    assert [(c.kind, c.source) for c in found] == [
        (CopyKind.MERGED, next(r for r in (c.left, c.right) if r != joined.report)) for c in found
    ]
    assert len(found) == 2


def test_passages_are_the_words_that_stand_in_both_texts() -> None:
    left = report(*OTHER[:2], *STORY[1:4], outlet="Alpha")
    right = report(*STORY[1:4], *ELSEWHERE, outlet="Beta")
    by_id = {d.report: d for d in (left, right)}
    found = only(left, right)
    for passage in found.passages:
        ours = by_id[found.left].text[passage.left.start : passage.left.end]
        assert ours == by_id[found.right].text[passage.right.start : passage.right.end]
    assert "\n\n".join(STORY[1:4]).startswith(ours)


def test_paragraphs_in_another_order_are_passages_of_their_own() -> None:
    found = only(report(*STORY, outlet="Alpha"), report(*STORY[3:], *STORY[:3], outlet="Beta"))
    assert len(found.passages) == 2
    assert found.left_share == found.right_share == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (report(*STORY, outlet="Alpha"), report(*OTHER, outlet="Beta")),
        (report(*STORY, outlet="Alpha"), report(*ELSEWHERE, outlet="Alpha", title="Wedding")),
        (
            report(
                OTHER[0],
                '"We heard a thud and then saw the roof of the shelter lying across both lanes '
                'and nobody knew at first who had been standing under it," said the mayor.',
                OTHER[2],
                outlet="Alpha",
            ),
            report(
                LEAD,
                'The mayor said: "We heard a thud and then saw the roof of the shelter lying '
                'across both lanes and nobody knew at first who had been standing under it."',
                STORY[3],
                outlet="Beta",
            ),
        ),
        (
            report(*STORY[:3], "Anyone with information is asked to call 555-0100.", outlet="A"),
            report(*ELSEWHERE, "Anyone with information is asked to call 555-0100.", outlet="B"),
        ),
    ],
    ids=["one event, two reporters", "one site, two events", "one speaker quoted", "stock phrase"],
)
def test_reports_that_only_tell_of_one_thing_are_no_copies(one: Document, two: Document) -> None:
    assert find_copies([one, two]) == ()


BACKGROUND = (
    "The islands have been fought over since the old kingdom fell apart three decades ago.",
    "Our foreign desk publishes a digest of the region each morning for readers at home.",
    "More than nine thousand people have died in the fighting, by the count of the relief league.",
    "Talks under the neighbours' eyes have begun and failed in each of the past four winters.",
)


def test_what_a_site_prints_under_every_story_is_no_copy() -> None:
    stories = [
        report(*own, *BACKGROUND, outlet="Alpha", title=own[0][:40])
        for own in (STORY[:4], OTHER, ELSEWHERE)
    ]
    assert find_copies(stories) == ()


def test_what_a_site_prints_before_every_story_is_no_copy_either() -> None:
    stories = [
        report(*BACKGROUND[:3], *own, outlet="Alpha", title=own[0][:40])
        for own in ((*STORY, *STORY[:1]), OTHER, ELSEWHERE)
    ]
    assert find_copies(stories) == ()


def test_a_text_whose_paragraphs_were_run_together_is_found() -> None:
    assert only(report(*STORY, outlet="Alpha"), report("".join(STORY), outlet="Beta"))


def test_a_long_note_on_two_stories_alone_is_still_a_shared_passage() -> None:
    stories = [
        report(*own, *BACKGROUND[:3], outlet="Alpha", title=own[0]) for own in (STORY, OTHER)
    ]
    assert len(only(*stories).passages) == 1


# ------------------------------------------------------------------ direction and voice

EARLY, LATE = report(*STORY, outlet="Alpha", day=2), report(*STORY, outlet="Beta", day=3)


@pytest.mark.parametrize(
    ("source", "copier", "why"),
    [
        (EARLY, LATE, "written by 2021-03-02"),
        (report(*STORY, outlet="Alpha"), report(*STORY[:4], outlet="Beta"), "cut to"),
        (
            report(*STORY, outlet="Reuters"),
            report(*STORY, outlet="Beta", head="By Jo Field, Reuters"),
            "credits Reuters",
        ),
        (
            report(*STORY, outlet="Harran Star"),
            report(*STORY, "The mayor told the Harran Star of his plans.", outlet="Beta"),
            "names Harran Star",
        ),
        (report(*STORY, outlet="Alpha"), report(*RISEN, outlet="Alpha"), "figures rose"),
    ],
    ids=["dates", "cut at the end", "agency credit", "named as source", "figures rose"],
)
def test_the_source_is_told_with_its_reason(source: Document, copier: Document, why: str) -> None:
    found = only(source, copier)
    assert found.source == source.report
    assert why in found.reason


def test_without_a_sign_the_source_is_not_guessed() -> None:
    found = only(report(*STORY, outlet="Alpha"), report(*STORY, outlet="Beta"))
    assert found.source is None


def test_a_passage_belongs_to_the_agency_that_one_of_the_reports_credits() -> None:
    credited = report(*STORY, outlet="Beta", head="By Jo Field, Associated Press")
    found = only(report(*STORY, outlet="Alpha"), credited)
    assert {p.voice for p in found.passages} == {"Associated Press"}


def test_a_passage_belongs_to_the_house_that_printed_it_first() -> None:
    assert {p.voice for p in only(EARLY, LATE).passages} == {"alpha"}


# ------------------------------------------------------------------ one at a time

MANY = (
    report(*STORY, outlet="Alpha", day=2),
    report(*STORY[:4], outlet="Beta", day=3),
    report(*STORY, *OTHER, outlet="Gamma"),
    report(*OTHER, outlet="Delta"),
    report(*ELSEWHERE, *BACKGROUND, outlet="Alpha"),
    report(*OTHER[:3], *BACKGROUND, outlet="Alpha"),
    report(*STORY[2:], *BACKGROUND, outlet="Alpha"),
)


def test_the_order_in_which_reports_come_changes_nothing() -> None:
    full = find_copies(MANY)
    assert full
    assert {find_copies(order) for order in list(permutations(MANY))[::97]} == {full}


@settings(max_examples=25)
@given(st.lists(st.integers(0, len(MANY) - 1), max_size=14))
def test_coming_and_going_ends_where_a_full_run_does(steps: list[int]) -> None:
    """What a step says has changed covers all that has."""
    copies, there = Copies(), set[int]()
    told: dict[str, tuple[Copy, ...] | None] = {m.report: None for m in MANY}
    for step in steps:
        report_id = MANY[step].report
        changed = copies.remove(report_id) if step in there else copies.add(MANY[step])
        there ^= {step}
        for n, one in enumerate(MANY):
            now = copies.copies_of(one.report) if n in there else None
            assert now == told[one.report] or one.report in {*changed, report_id}
            told[one.report] = now
    assert copies.all() == find_copies(MANY[n] for n in sorted(there))


def test_each_report_is_told_the_copies_that_the_whole_has() -> None:
    copies = Copies()
    for one in MANY:
        copies.add(one)
    for one in MANY:
        assert copies.copies_of(one.report) == tuple(
            c for c in copies.all() if one.report in (c.left, c.right)
        )


@pytest.mark.slow
def test_a_crowd_of_clones_hangs_together_without_meeting_each_other() -> None:
    clones = [report(*STORY, outlet=f"Clone {n}") for n in range(120)]
    copies = Copies()
    for clone in clones:
        copies.add(clone)
    found = copies.all()
    assert len(found) < 120 * 24
    assert {clone.report for clone in clones} == {r for c in found for r in (c.left, c.right)}
    assert all(copies.copies_of(clone.report) for clone in clones[::40])
