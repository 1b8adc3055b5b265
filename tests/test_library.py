"""What `import dateline` offers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import dateline
from dateline.types import Incident

BOMB = (
    "MOSUL, Iraq, March 3, 2021 - A car bomb killed three people and wounded nine in the northern "
    "Iraqi city of Mosul on Tuesday, police said."
)
SHOOTING = (
    "QUETTA, Pakistan, May 15, 2021 - Gunmen shot dead a police officer in the Pakistani city of "
    "Quetta on Friday, officials said."
)
PAGE = f"<!DOCTYPE html><html><body><article><p>{BOMB}</p><p>{BOMB}</p></article></body></html>"
OTHER = "The council said that the library would open a new room next spring. " * 8


@pytest.fixture(name="reports")
def _reports(tmp_path: Path) -> Path:
    """A folder with two reports and other news."""
    return written(tmp_path / "reports")


def written(folder: Path) -> Path:
    """Write two reports and other news to a folder."""
    folder.mkdir()
    for name, text in (("bomb.txt", BOMB), ("other.txt", OTHER), ("shooting.txt", SHOOTING)):
        (folder / name).write_text(text)
    return folder


@pytest.fixture(name="kept", scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the two reports that every test copies."""
    folder = tmp_path_factory.mktemp("library")
    with dateline.Ledger.open(folder / "ledger.db", create=True) as ledger:
        ledger.ingest(written(folder / "reports"))
    return folder / "ledger.db"


@pytest.fixture(name="ledger")
def _ledger(kept: Path, tmp_path: Path) -> Iterator[dateline.Ledger]:
    """A ledger of the two reports."""
    with dateline.Ledger.open(shutil.copy(kept, tmp_path / "ledger.db")) as ledger:
        yield ledger


def test_importing_dateline_loads_nothing_but_itself() -> None:
    code = (
        "import sys; before = set(sys.modules); import dateline; print(*set(sys.modules) - before)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    ours = {name for name in answer.stdout.split() if name.startswith("dateline")}
    assert {"dateline"} == ours
    assert not {"click", "numpy", "spacy", "sqlalchemy"} & set(answer.stdout.split())


@pytest.mark.parametrize("name", dateline.__all__)
def test_every_name_that_is_offered_is_there_and_listed(name: str) -> None:
    assert getattr(dateline, name) is not None
    assert name in dir(dateline)


def test_a_name_that_does_not_exist_is_refused_as_usual() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        dateline.nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("text", [BOMB, BOMB.encode(), BOMB.encode("utf-16"), PAGE, PAGE.encode()])
def test_a_report_is_read_from_text_and_from_bytes_alike(text: str | bytes) -> None:
    reading = dateline.read_report(text, name="a.txt")
    assert "a.txt" == reading.document.name
    assert "bombing" == reading.mentions[0].kind


def test_the_publication_date_dates_what_the_text_leaves_open() -> None:
    text = "A car bomb killed three people in the Iraqi city of Mosul on Tuesday, police said."
    (incident,) = dateline.build_incidents([dateline.read_report(text, published=date(2021, 3, 3))])
    assert incident.when.value.interval is not None
    assert date(2021, 3, 2) == incident.when.value.interval.first


@pytest.mark.parametrize("text", ["", "Too short.", "Der Rat der Stadt hat am Montag getagt. " * 9])
def test_what_is_no_english_report_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(dateline.UnreadableError, match=r"^a\.txt: expected"):
        dateline.read_report(text, name="a.txt")


def test_incidents_depend_neither_on_the_order_nor_on_repeated_reports() -> None:
    bomb, shooting = (dateline.read_report(text) for text in (BOMB, SHOOTING))
    found = dateline.build_incidents([bomb, shooting])
    assert ["bombing", "armed_attack"] == [incident.kind for incident in found]
    assert found == dateline.build_incidents([shooting, bomb, bomb])
    assert 0 == len(dateline.build_incidents([]))


def test_incidents_built_in_memory_are_those_of_a_ledger(ledger: dateline.Ledger) -> None:
    readings = [
        dateline.read_report(text, name=name)
        for name, text in (("bomb.txt", BOMB), ("shooting.txt", SHOOTING))
    ]
    assert ledger.incidents().rows() == dateline.build_incidents(readings).rows()


def test_a_slice_of_incidents_can_be_written_too(ledger: dateline.Ledger) -> None:
    found = ledger.incidents()
    assert isinstance(found[0], Incident)
    assert [found[1].id] == [row["id"] for row in json.loads(found[1:].to_json())]


def test_ingest_says_what_became_of_each_report(tmp_path: Path, reports: Path) -> None:
    with dateline.Ledger.open(tmp_path / "l.db", create=True) as ledger:
        first, second = ledger.ingest(reports), ledger.ingest(str(reports))
        assert ("bomb.txt", "shooting.txt") == first.recorded
        assert ["other.txt"] == [item.name for item in first.set_aside]
        assert ["new", "new"] == [change.what for change in first.changes]
        assert ((), ()) == (second.recorded, second.changes)
        assert first.set_aside == ledger.set_aside()


def test_ingest_reads_other_news_too_where_everything_is_asked_for(
    tmp_path: Path, reports: Path
) -> None:
    with dateline.Ledger.open(tmp_path / "l.db", create=True) as ledger:
        assert "other.txt" in ledger.ingest(reports, everything=True).recorded


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        (dateline.Filters(), ["bombing", "armed_attack"]),
        (dateline.Filters(kinds=("bombing",)), ["bombing"]),
        (dateline.Filters(kinds=(dateline.Kind.ARMED_ATTACK,)), ["armed_attack"]),
        (dateline.Filters(countries=("pk",)), ["armed_attack"]),
        (dateline.Filters(first=date(2021, 4, 1)), ["armed_attack"]),
        (dateline.Filters(last=date(2021, 4, 1)), ["bombing"]),
        (dateline.Filters(grades=("discounted",)), []),
    ],
)
def test_filters_keep_what_is_asked_for(
    ledger: dateline.Ledger, filters: dateline.Filters, kinds: list[str]
) -> None:
    assert kinds == [incident.kind for incident in ledger.incidents(filters)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kinds": ("bomb",)}, "found 'bomb'"),
        ({"grades": ("good",)}, "found 'good'"),
        ({"countries": ("XX",)}, "found 'XX'"),
        ({"kinds": "bombing"}, r"write \('bombing',\)"),
    ],
)
def test_a_wrong_filter_is_refused(wrong: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(dateline.InputError, match=message):
        dateline.Filters(**wrong)  # type: ignore[arg-type]


def test_a_policy_that_does_not_exist_is_refused(ledger: dateline.Ledger) -> None:
    with pytest.raises(dateline.InputError, match="minmax, ucdp, acled, gtd"):
        ledger.incidents(policy="mean")
    with pytest.raises(dateline.InputError, match="found 'mean'"):
        dateline.build_incidents([], policy="mean")


def test_explain_is_what_the_command_prints(ledger: dateline.Ledger) -> None:
    incident = ledger.incidents()[0]
    told = ledger.explain(incident.id[:8])
    assert told.startswith(incident.id)
    assert "Why this toll" in told
    assert incident == ledger.incident(incident.id[:8])


def test_an_incident_that_is_not_there_is_refused(ledger: dateline.Ledger) -> None:
    with pytest.raises(dateline.InputError, match="expected the id of one incident"):
        ledger.explain("nothing")


def test_changes_begin_where_they_are_asked_for(ledger: dateline.Ledger) -> None:
    everything = ledger.changes()
    assert {"record", "set aside"} <= {entry.action for entry in everything}
    at = datetime.fromisoformat(everything[-1].at)
    assert everything[-1] in ledger.changes(at)
    assert () == ledger.changes(at + timedelta(seconds=1))
    assert everything == ledger.changes(at.astimezone(UTC).date())


def test_a_table_keeps_whole_numbers_days_and_the_columns_of_the_csv(
    ledger: dateline.Ledger,
) -> None:
    table = ledger.incidents().to_pandas()
    assert ["Mosul", "Quetta"] == list(table["city"])
    assert ["2021-03-02", "2021-05-14"] == [str(day.date()) for day in table["date_start"]]
    assert "Int64" == str(table["wounded_best"].dtype)
    assert table["wounded_best"].isna().tolist() == [False, True]


def test_a_table_of_nothing_has_the_columns_all_the_same() -> None:
    assert "killed_best" in dateline.build_incidents([]).to_pandas().columns


def test_a_table_without_the_extra_names_it(
    ledger: dateline.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(dateline.MissingExtraError, match=r"pip install 'dateline\[pandas\]'"):
        ledger.incidents().to_pandas()


def test_a_ledger_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(dateline.LedgerError, match="found none"):
        dateline.Ledger.open(tmp_path / "missing.db")


def test_a_correction_outlives_a_further_ingest_and_can_be_undone(
    ledger: dateline.Ledger, reports: Path
) -> None:
    bombing = ledger.incidents()[0].id
    made = ledger.judge(
        "correct", bombing, field="killed", value="12", by="A. Coder", reason="hospital list"
    )
    (reports / "later.txt").write_text(BOMB.replace("three", "five"))
    ledger.ingest(reports)
    killed = ledger.incident(bombing).killed
    assert killed is not None
    assert 12 == killed.value.best
    assert made in ledger.judgements()
    ledger.undo(made.id, by="A. Coder", reason="another bombing")
    killed = ledger.incident(bombing).killed
    assert killed is not None
    assert 5 == killed.value.best
    assert made.id not in [judgement.id for judgement in ledger.judgements()]


def test_incidents_that_a_person_calls_one_are_one(ledger: dateline.Ledger) -> None:
    ids = [incident.id for incident in ledger.incidents()]
    ledger.judge(dateline.JudgementKind.SAME, *ids, by="A. Coder", reason="one attack")
    assert 1 == len(ledger.incidents())


def test_a_value_that_a_sentence_does_not_give_is_struck(ledger: dateline.Ledger) -> None:
    row = ledger.incidents().rows()[0]
    wounded = next(said["id"] for said in row["statements"] if said["field"] == "wounded")
    ledger.strike(wounded, by="A. Coder", reason="that was another attack")
    assert ledger.incidents().rows()[0]["wounded"] is None


@pytest.mark.parametrize(
    ("kind", "field", "value", "message"),
    [
        ("maybe", None, None, "same, different, accept, reject, correct, found 'maybe'"),
        ("correct", "killed", "many", "killed: expected"),
        ("correct", "hats", "12", "hats"),
        ("accept", "hats", None, "hats"),
    ],
)
def test_a_judgement_that_cannot_be_applied_is_not_recorded(
    ledger: dateline.Ledger, kind: str, field: str | None, value: str | None, message: str
) -> None:
    bombing = ledger.incidents()[0].id
    with pytest.raises(dateline.InputError, match=message):
        ledger.judge(kind, bombing, field=field, value=value, by="A. Coder", reason="a list")
    assert () == ledger.judgements()
