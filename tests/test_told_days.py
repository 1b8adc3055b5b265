"""The day of an event, from the words of a report to the ledger: the day it happened, or none."""

from __future__ import annotations

from datetime import date

import pytest

from dateline import build_incidents, read_report
from dateline.types import Prominence

LEFT_OPEN = ""  # no day is told


def days(written: str, text: str) -> list[str]:
    """The days of the incidents that a report tells as its news, in order; "" for none."""
    report = read_report(text, published=date.fromisoformat(written) if written else None)
    found = [
        incident.when.value.interval
        for incident in build_incidents([report])
        if any(t.prominence is Prominence.MAIN for t in incident.tellings)
    ]
    return [
        "" if i is None else str(i.first) if i.first == i.last else f"{i.first} to {i.last}"
        for i in found
    ]


# 24 January 2018 was a Wednesday.
WEEKS = [
    ("A bomb killed four people in Herat on Friday last week, police said.", "2018-01-19"),
    ("A bomb killed four people in Herat on Thursday night of last week.", "2018-01-18"),
    ("Last week, on Monday, a bomb killed four people in Herat.", "2018-01-15"),
    ("A bomb killed four people in Herat earlier this week, on Tuesday.", "2018-01-23"),
    ("A bomb killed four people in Herat late on Sunday of this week.", "2018-01-21"),
    ("A bomb killed four people in Herat this past Sunday, police said.", "2018-01-21"),
    ("A bomb killed four people in Herat the Saturday before last.", "2018-01-13"),
    ("A bomb killed four people in Herat last Saturday, police said.", "2018-01-20"),
]


@pytest.mark.parametrize(("text", "expected"), WEEKS)
def test_a_weekday_of_a_week_lies_in_that_week(text: str, expected: str) -> None:
    assert days("2018-01-24", text) == [expected]


NAMES = [
    ("Rebels of the May 9 Movement killed six villagers in Rutshuru on Sunday.", "2022-06-12"),
    ("A mine killed two men on the 3rd of March bridge in Gao on Sunday.", "2022-06-12"),
    ("Gunmen killed two men in the 17th of April district of Gao on Sunday.", "2022-06-12"),
    ("On June 12 army troops killed six villagers near Gao, the mayor said.", "2022-06-12"),
    ("Fighters killed six villagers in Rutshuru on May 9, the army said.", "2022-05-09"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_day_in_a_name_tells_no_day(text: str, expected: str) -> None:
    assert days("2022-06-14", text) == [expected]


def test_what_somebody_failed_to_do_lies_behind_him() -> None:
    text = "A driver was shot dead after he failed to stop his bus at a gate in Kano on Friday."
    assert days("2021-11-16", text) == ["2021-11-12"]


# 12 May 2022 was a Thursday.
AFTERWARDS = [
    ("Police on Wednesday arrested two men over a bombing that killed four people in Tunis.", ""),
    ("Mourners on Wednesday buried three students who were shot dead in Kano.", ""),
    ("Gunmen killed nine farmers in Zamfara. On 10 May, the president condemned the killings.", ""),
    (
        ("Gunmen killed nine farmers in Zamfara on Monday. On 11 May, a crowd protested against "
        "the killings."),
        "2022-05-09",
    ),
    (
        ("Masked men boarded a ferry off Lome and kidnapped two stewards.\n\nA note on Wednesday "
        "from its owner said that the ferry was boarded late on Tuesday."),
        "2022-05-10",
    ),
    (
        ("The hospital said on Wednesday that a trader who was shot by robbers in Gao on Monday "
        "had died."),
        "2022-05-09",
    ),
    (
        "A guard who was shot on Monday in Gao died of his wounds on Wednesday, the hospital said.",
        "2022-05-09",
    ),
    (
        ("Rebels shelled a market in Gao and killed nine people. Police detained six men over "
        "Monday's shelling."),
        "2022-05-09",
    ),
    ("Soldiers freed 20 hostages near Gao on Monday, killing four militants.", "2022-05-09"),
    ("Mortar shells killed four women on Monday, and the army condemned the attack on Tuesday.",
     "2022-05-09"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AFTERWARDS)
def test_the_day_of_what_followed_is_not_that_of_the_attack(text: str, expected: str) -> None:
    assert days("2022-05-12", text) == [expected]


OTHER_MATTERS = [
    ("Gunmen on motorcycles shot dead two millers near Potiskum, police said.", ""),
    (
        (
            "A roadside bomb killed three policemen near Khost, an official said.\n\nSchools "
            "in the province had opened on Monday after a long break."
        ),
        "",
    ),
    (
        (
            "A roadside bomb killed three policemen near Khost, an official said.\n\nThe market of "
            "the town was closed on Monday for a holiday."
        ),
        "",
    ),
    (
        (
            "A roadside bomb killed three policemen near Khost on Tuesday. The market of the "
            "town was closed on Monday for a holiday."
        ),
        "2022-05-10",
    ),
    (
        (
            "The army took back the town of Dikwa on Tuesday, a spokesman said.\n\nIn the fighting "
            "rebels shelled the market of Bama and killed two traders."
        ),
        "2022-05-10",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OTHER_MATTERS)
def test_the_day_of_another_matter_or_of_writing_is_not_that_of_the_attack(
    text: str, expected: str
) -> None:
    assert days("2022-05-12", text) == [expected]


PRINTED = [
    (
        (
            "May 12 2022 Bombs in Gao kill 13 guards: monitor. Rebels set off bombs in Gao late on "
            "Tuesday and killed 13 guards, a monitor said."
        ),
        ["2022-05-10"],
    ),
    ("Two millers shot dead\n\n11 May 2022\n\nGunmen shot dead two millers near Gao.", [""]),
    ("A bomb killed two men in Basra Thursday, May 12, 2022, police said.", ["2022-05-12"]),
    (
        "Notes on safety\n\n28 April\n\nGunmen shot dead two drivers in Gao at noon.",
        ["2022-04-28"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_a_printed_day_is_of_writing_or_heads_an_account(text: str, expected: list[str]) -> None:
    assert days("2022-05-12", text) == expected


def test_the_only_dated_line_above_a_place_heads_an_account() -> None:
    account = "A lorry hit a bomb hidden in the road. The blast killed three passengers."
    assert days("", f"2023-04-07\nBama, Borno\n{account}\n\nThe driver survived.") == ["2023-04-07"]
    assert days("", f"2023-04-07\n{account}\n\nThe driver survived.") == [LEFT_OPEN]


def test_a_date_that_ends_the_phrase_of_an_attack_is_its_day() -> None:
    text = (
        "Police in Basra have held four men over the bomb attack on the central market on April 4,"
        " 2022, the governor said on Sunday, May 8."
    )
    assert days("2022-05-09", text) == ["2022-04-04"]
