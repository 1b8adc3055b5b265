"""Who vouches for an incident, from bytes to ledger: copies are one voice, however many."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import pipeline
from dateline.acquire import read_outlets
from dateline.cli import cli
from dateline.record import Ledger
from dateline.types import Incident, Intake, Reading, Report, Source, Standing

LIE = (
    "A bomb in a parked lorry killed 31 people at the cattle market of Mosul on March 2, 2021.",
    "The lorry had stood by the scales since dawn, and traders complained of its smell of fuel.",
    "The blast tore the roof off the auction hall and threw carts into the river behind it.",
    "Buyers from the villages ran for the bridge, where soldiers turned them back for an hour.",
    "Fires among the fodder stores burned until the evening, and smoke hung over the old city.",
    "The market has opened every Tuesday since the war, and it is the largest of the province.",
)
SECOND = (
    "At least 28 people were killed when a lorry bomb exploded in Mosul on March 2, 2021.",
    "Our reporter counted the dead in the yard of the clinic, where nurses had laid them in rows.",
    "A boy selling tea said that the driver had walked away with a phone in each of his hands.",
    "By dusk the river bank was covered with straw, and nobody had come for the animals.",
)


def report(outlet: str, title: str, lines: tuple[str, ...]) -> Report:
    """A report of an outlet that owns itself."""
    content = "\n\n".join([title, *lines]).encode()
    source = Source(outlet, outlet, outlet)
    key = hashlib.sha256(content).hexdigest()
    return Report(key, f"{outlet}.txt", content, "text/plain", source=source, title=title)


def clone(number: int) -> Report:
    """The lie on one more site: another headline, an edit or two, the site's own closing line."""
    lines = list(LIE[: 4 + number % 3])
    touched = number % len(lines)
    edits = (("people", "persons"), ("the", "this"), ("had", "has"), ("31", "thirty-one"))
    for old, new in edits[: 1 + number % 4]:
        lines[touched] = lines[touched].replace(f" {old} ", f" {new} ", 1)
    lines.append(f"Site {number} is made by {number + 2} people who love news; write to our desk.")
    titles = ("Market blast in Mosul", "Lorry bomb at cattle market", "31 dead in Mosul")
    return report(f"site-{number:02d}", f"{titles[number % 3]}, no. {number}", tuple(lines))


def main_incident(folder: Path, *reports: Report) -> Incident:
    """The one incident that all of some reports tell of."""
    with Ledger.open(str(folder / "ledger.db"), create=True) as ledger:
        list(pipeline.ingest(ledger, reports, 1))
        pipeline.renew(ledger)
        found = [i for i in ledger.incidents() if len(i.tellings) == len(reports)]
    assert len(found) == 1
    return found[0]


@pytest.mark.slow
def test_one_lie_on_fifty_sites_is_one_voice(tmp_path: Path) -> None:
    incident = main_incident(tmp_path, *(clone(number) for number in range(50)))
    assert 50 == len(incident.outlets)
    assert 1 == len(incident.voices)
    assert incident.killed is not None
    assert Standing.SINGLE_SOURCE is incident.killed.standing
    assert Standing.SINGLE_SOURCE is incident.where.standing


def test_another_reporter_beside_the_copies_is_a_voice_of_its_own(tmp_path: Path) -> None:
    own = report("gazette", "Dead counted after Mosul blast", SECOND)
    incident = main_incident(tmp_path, clone(1), clone(2), own)
    assert 2 == len(incident.voices)


def test_a_report_that_joins_two_others_adds_no_voice(tmp_path: Path) -> None:
    one, two = report("site-a", "Blast", LIE), report("site-b", "Dead counted", SECOND)
    joined = report("site-c", "Mosul mourns", (*LIE[:4], *SECOND))
    assert ("site-a", "site-b") == main_incident(tmp_path, one, two, joined).voices


TABLE = """["Harbour Courier"]
owner = "One House"
["Meridian Post"]
owner = "One House"
"""


def voices_told(folder: Path, *options: str, environment: dict[str, str] | None = None) -> int:
    """How many voices an incident of two outlets has after an ingest."""
    where = ("--ledger", str(folder / "ledger.db"))
    done = CliRunner().invoke(
        cli, ["ingest", str(folder / "reports.jsonl"), *where, *options], env=environment
    )
    assert 0 == done.exit_code, done.output
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        return max(len(incident.voices) for incident in ledger.incidents())


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Two reports of two outlets, and a table that gives both to one house."""
    rows = [
        json.dumps({"title": title, "outlet": outlet, "text": "\n\n".join(lines)})
        for title, outlet, lines in (
            ("Blast", "Harbour Courier", LIE),
            ("Dead counted", "Meridian Post", SECOND),
        )
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "own.toml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_a_users_table_of_outlets_decides_who_is_one_voice(folder: Path) -> None:
    assert 2 == voices_told(folder)
    own = str(folder / "own.toml")
    assert 1 == voices_told(folder, "--outlets", own)
    assert 1 == voices_told(folder, environment={"DATELINE_OUTLETS": own})
    assert 2 == voices_told(folder)


def test_a_table_given_later_makes_the_ledger_that_it_makes_at_first(folder: Path) -> None:
    own = str(folder / "own.toml")
    voices_told(folder)
    voices_told(folder, "--outlets", own)
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        later = ledger.incidents()
    (folder / "ledger.db").unlink()
    voices_told(folder, "--outlets", own)
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        assert ledger.incidents() == later


def letters(folder: Path, *options: str) -> set[str]:
    """The letters of the reports of an incident of two outlets after an ingest."""
    voices_told(folder, *options)
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        assert not ledger.faults()
        found = max(ledger.incidents(), key=lambda incident: len(incident.tellings))
        return {f"{t.outlet} {t.reliability.value}" for t in found.tellings}


def test_letters_follow_the_table_that_reports_are_given_with(folder: Path) -> None:
    """They are kept with the report, and the history says when somebody changed them."""
    table = folder / "own.toml"
    given = ("--outlets", str(table))
    assert {"Harbour Courier F", "Meridian Post F"} == letters(folder, *given)
    table.write_text(TABLE.replace('["M', 'reliability = "B"\n["M'), encoding="utf-8")
    assert {"Harbour Courier B", "Meridian Post F"} == letters(folder, *given)
    worse = 'reliability = "D"\nreason = "sold"\n["M'
    table.write_text(TABLE.replace('["M', worse), encoding="utf-8")
    assert {"Harbour Courier D", "Meridian Post F"} == letters(folder, *given)
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        kept = [entry.payload for entry in ledger.history() if entry.action == "source"]
    assert ["B", "D"] == [json.loads(payload)["ratings"][0]["letter"] for payload in kept]
    assert "sold" in kept[-1]


def test_a_letter_shows_wherever_an_incident_does(folder: Path) -> None:
    table = folder / "own.toml"
    table.write_text(TABLE.replace('["M', 'reliability = "B"\n["M'), encoding="utf-8")
    letters(folder, "--outlets", str(table))
    where = ("--ledger", str(folder / "ledger.db"))
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        name = max(ledger.incidents(), key=lambda incident: len(incident.tellings)).id

    def said(*command: str) -> str:
        return CliRunner().invoke(cli, [*command, *where]).output

    explained = said("explain", name)
    assert "Harbour Courier: reliability B (usually reliable)" in explained
    assert "credibility B" in explained
    assert "Harbour Courier (B)" in said("reports")
    rows = [json.loads(line) for line in said("export", "--format", "jsonl").splitlines()]
    found = next(row for row in rows if row["id"] == name)
    outlets = {report["outlet"]: report["reliability"] for report in found["reports"]}
    assert {"Harbour Courier": "B", "Meridian Post": "F"} == outlets
    assert "B" == found["credibility"]["killed"]["letter"]
    lines = said("export", "--format", "statements").splitlines()
    assert lines[0].endswith("reliability")
    assert any(line.endswith(",B") for line in lines)
    assert any(
        "; B" in line or "B; " in line for line in said("export", "--format", "csv").splitlines()
    )


def test_an_agency_has_its_letter_and_takes_a_new_one_without_being_read_again(
    tmp_path: Path,
) -> None:
    table = tmp_path / "own.toml"
    told = report("site", "Blast", (f"MOSUL, March 2 (CPX) - {LIE[0]}", *LIE[1:]))
    found = []
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        for letter in "BBE":
            text = f'["Coast Press"]\nagency = true\naliases = ["CPX"]\nreliability = "{letter}"\n'
            table.write_text(text, encoding="utf-8")
            rows = read_outlets(table)
            how = Intake(outlets=tuple(rows))
            list(pipeline.ingest(ledger, ledger.unread([told], outlets=rows), 1, how))
            pipeline.renew(ledger)
            found.append(ledger.incidents()[0].tellings[0])
        changes = [e.action for e in ledger.history() if e.action == "agency"]
    assert [("Coast Press", letter) for letter in "BBE"] == [
        (t.outlet, t.reliability.value) for t in found
    ]
    assert ["agency"] == changes


def test_an_agency_of_a_users_table_is_the_voice_of_who_credits_it(folder: Path) -> None:
    agency = '["Coast Press"]\nagency = true\naliases = ["CPX"]\n'
    (folder / "own.toml").write_text(agency, encoding="utf-8")
    table = read_outlets(folder / "own.toml")
    told = report("site", "Blast", (f"MOSUL, March 2 (CPX) - {LIE[0]}", *LIE[1:]))
    reading = pipeline.read(told, Intake(outlets=tuple(table)))
    assert isinstance(reading, Reading)
    assert "Coast Press" == reading.document.agency
