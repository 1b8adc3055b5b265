"""What changed since any revision, put over the export of then, gives the export of now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from small_readings import Said, Story, city, on, reading, toll

from dateline import pipeline
from dateline.errors import InputError
from dateline.record import Ledger, Verdict
from dateline.types import Incident, JudgementKind, Report, Role
from dateline.write import jsonl
from dateline.write.changes import changed_rows, changes_json, replay_changes

Row = Mapping[str, Any]
World = tuple[Ledger, dict[int, list[Row]]]  # with the export after each revision
REVISIONS = 50
SIGNED = {"by": "A. Coder", "reason": "a list"}


def put(ledger: Ledger, story: Story) -> None:
    """Record a story."""
    ledger.record(Report(story.name, story.name, b"x", "text/plain"), reading(story))


def verdict(kind: JudgementKind, *ids: str, field: str = "", value: str = "") -> Verdict:
    """What a person says of incidents."""
    return Verdict(kind, ids, SIGNED["by"], SIGNED["reason"], field or None, value or None)


def told(name: str, place: str, day: date, killed: int) -> Story:
    """A report of an attack in a town."""
    said = (
        Said(Role.WHERE, city(place), f"It was in {place}."),
        toll(f"It left {killed} dead.", killed),
    )
    return Story(name, said, created=on(day.isoformat()), text=f"On {day:%A} {place} was hit.")


def rows(ledger: Ledger, found: tuple[Incident, ...]) -> list[Row]:
    """Incidents in the exchange form, by id, as JSON has them."""
    made = (jsonl.exchange_row(incident, ledger.texts()) for incident in found)
    return sorted((json.loads(json.dumps(row)) for row in made), key=lambda row: str(row["id"]))


def step(ledger: Ledger, random: Random, number: int) -> None:
    """A report that comes, goes or is restored, or something that a person decides, by chance."""
    found = ledger.incidents()
    place, day = random.choice(("Ardun", "Vesk")), date(2031, 3, 1 + random.randrange(4))
    kind = random.choice(("put", "put", "same", "different", "correct", "grade", "strike", "undo"))
    one = random.choice(found) if found else None
    if kind == "put" or one is None:
        put(ledger, told(f"r{number:03}", place, day, random.randrange(1, 5)))
    elif kind == "same" and len(found) > 1:
        ids = tuple(other.id for other in random.sample(found, 2))
        ledger.judge(verdict(JudgementKind.SAME, *ids))
    elif kind == "different" and len(one.tellings) > 1:
        parts = tuple(f"{one.id}@{telling.report}" for telling in one.tellings[:2])
        ledger.judge(verdict(JudgementKind.DIFFERENT, *parts))
    elif kind == "grade":
        ledger.judge(verdict(JudgementKind.CORRECT, one.id, field="grade", value="fair"))
    elif kind == "strike":
        ledger.strike(random.choice(one.claims).id, **SIGNED)
    elif kind == "undo" and ledger.judgements():
        ledger.undo(random.choice(ledger.judgements()).id, **SIGNED)
    elif random.random() < 0.5 and ledger.withdrawals():
        ledger.restore(random.choice(sorted(ledger.withdrawals())), reason="a slip")
    elif random.random() < 0.5:
        ledger.withdraw(random.choice(one.tellings).report, reason="retracted")
    else:
        value = str(random.randrange(9))
        ledger.judge(verdict(JudgementKind.CORRECT, one.id, field="killed", value=value))


# Every tenth, and all where there is time.
SOME = [pytest.param(n, marks=pytest.mark.slow if n % 10 else ()) for n in range(REVISIONS + 1)]


@pytest.fixture(name="world", scope="module")
def _world(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """A ledger of many revisions, with the export after each."""
    random = Random(14)  # noqa: S311  no secret
    with Ledger.open(str(tmp_path_factory.mktemp("world") / "l.db"), create=True) as ledger:
        exports: dict[int, list[Row]] = {0: []}
        number = 0
        while ledger.revision() < REVISIONS:
            with suppress(InputError):  # two judgements that cannot both count
                step(ledger, random, number)
            pipeline.renew(ledger)
            exports[ledger.revision()] = rows(ledger, ledger.incidents())
            number += 1
        yield ledger, exports


@pytest.mark.parametrize("revision", SOME)
def test_changes_since_any_revision_give_the_export_of_now(revision: int, world: World) -> None:
    ledger, exports = world
    stream = StringIO()
    found = changed_rows(ledger.differences(revision), ledger.texts())
    changes_json(revision, ledger.revision(), found, stream)
    changes = json.loads(stream.getvalue())["changes"]
    assert exports[ledger.revision()] == replay_changes(exports[revision], changes)


@pytest.mark.parametrize("revision", range(REVISIONS + 1))
def test_the_ledger_of_any_revision_can_be_read_back(revision: int, world: World) -> None:
    ledger, exports = world
    assert exports[revision] == rows(ledger, ledger.incidents_at(revision))


def test_the_ledger_is_as_recorded_after_many_revisions(world: World) -> None:
    # The reports of this world are not named after their bytes.
    assert [] == [fault for fault in world[0].faults() if "bytes" not in fault.what]


def test_a_run_that_changes_nothing_is_no_revision(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        put(ledger, told("a", "Ardun", date(2031, 3, 1), 3))
        pipeline.renew(ledger)
        pipeline.renew(ledger)
        put(ledger, told("a", "Ardun", date(2031, 3, 1), 3))
        pipeline.renew(ledger)
        assert 1 == ledger.revision()


@pytest.fixture(name="three")
def _three(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of three attacks in three towns, each of one report."""
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        for n, place in enumerate(("Ardun", "Vesk", "Tolmar")):
            put(ledger, told(place, place, date(2031, 3, 1) + timedelta(days=9 * n), 3))
        pipeline.renew(ledger)
        yield ledger


def fates(ledger: Ledger, since: int) -> list[str]:
    """What became of incidents since a revision."""
    return sorted(one.fate.value for one in ledger.differences(since))


def test_each_fate_has_its_word(three: Ledger) -> None:
    first, second, third = three.incidents()
    same = three.judge(verdict(JudgementKind.SAME, first.id, second.id))
    pipeline.renew(three)
    assert ["merged", "merged"] == fates(three, 1)
    three.undo(same.id, **SIGNED)
    pipeline.renew(three)
    assert ["split", "split"] == fates(three, 2)
    assert [] == fates(three, 1)
    three.withdraw("Tolmar", reason="retracted")
    pipeline.renew(three)
    assert ["withdrawn"] == fates(three, 3)
    three.restore("Tolmar", reason="a slip")
    pipeline.renew(three)
    assert ["added"] == fates(three, 4)
    assert [] == fates(three, 3)
    grade = verdict(JudgementKind.CORRECT, third.id, field="grade", value="confirmed")
    three.judge(grade)
    pipeline.renew(three)
    assert ["regraded"] == fates(three, 5)
    three.judge(verdict(JudgementKind.CORRECT, third.id, field="killed", value="9"))
    pipeline.renew(three)
    assert ["revised"] == fates(three, 5)


@pytest.mark.parametrize(
    ("when", "words"),
    [("2", "from 0 to 1"), ("-1", "expected a day"), ("soon", "expected a day"), ("", "a day")],
)
def test_since_is_a_day_or_a_revision(when: str, words: str, three: Ledger) -> None:
    with pytest.raises(InputError, match=words):
        three.revision_before(when)


@pytest.mark.parametrize(
    ("when", "revision"), [("0", 0), ("1", 1), ("1999-01-01", 0), ("2999-01-01", 1)]
)
def test_a_day_begins_with_the_last_revision_before_it(
    when: str, revision: int, three: Ledger
) -> None:
    assert revision == three.revision_before(when)
