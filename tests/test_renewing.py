"""A ledger that goes on from what it keeps holds what linking all its reports anew would give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from small_readings import Said, Story, city, fetched_readings, on, reading, toll

from dateline import pipeline
from dateline.filters import FigureBounds, Filters
from dateline.link import blocking
from dateline.link import pairs as pairs_module
from dateline.record import Ledger, Verdict, in_order
from dateline.types import JudgementKind, Kind, Report, Role, VictimGroup

CITIES = ("Ardun", "Vesk", "Tolmar")
KINDS = (Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.ARMED_ATTACK)
# Pairs of a block, and mentions that are wide; the first cuts both, the second neither.
MORE = ((60, 400), (8, 400), (60, 3))
LIMITS = [(3, 2), *(pytest.param(two, marks=pytest.mark.slow) for two in MORE)]


def story(number: int) -> Story:
    """A report of one of some attacks, by chance; one in ten does not say when it was written."""
    random = Random(number)  # noqa: S311  no secret
    day = date(2031, 3, 1) + timedelta(days=random.randrange(6))
    place, killed = random.choice(CITIES), random.randrange(1, 9)
    said = (
        Said(Role.WHERE, city(place), f"It was in {place}."),
        toll(f"It left {killed} dead.", killed, group=VictimGroup.PEOPLE),
    )
    created = None if random.random() < 0.1 else on(day.isoformat())
    text = f"On {day:%A} a market of {place} was hit by the Black Band."
    return Story(f"r{number:03d}", said, kind=random.choice(KINDS), created=created, text=text)


def put(ledger: Ledger, told: Story, **more: str) -> None:
    """Record a story."""
    name = more.get("name", told.name)
    ledger.record(
        Report(id=told.name, name=name, content=b"x", media_type="text/plain"), reading(told)
    )


@pytest.fixture(name="ledger", params=LIMITS)
def _ledger(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ledger]:
    """An empty ledger, with blocks and pieces so small that they are cut."""
    pairs, wide = request.param
    for limit in ("MOST_PAIRS", "FINEST_PAIRS"):
        monkeypatch.setattr(blocking, limit, pairs)
    monkeypatch.setattr(blocking, "MOST_WIDE", wide)
    monkeypatch.setattr(pairs_module, "MOST_TOGETHER", 6)
    with Ledger.open(str(tmp_path / "l.db"), create=True) as opened:
        yield opened


def assert_whole(ledger: Ledger) -> None:
    """The incidents are those of a full run."""
    assert in_order(pipeline.made_incidents(ledger)) == ledger.incidents()
    assert pipeline.made_incidents(ledger, "acled") == pipeline.settled_incidents(ledger, "acled")


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_each_step_gives_what_a_full_run_gives(seed: int, ledger: Ledger) -> None:
    random = Random(seed)  # noqa: S311  no secret
    stories = random.sample([story(n) for n in range(60)], 60)
    while stories:
        for _ in range(random.randrange(1, 8)):
            if stories:
                put(ledger, stories.pop())
        pipeline.renew(ledger)
        assert_whole(ledger)


def test_reports_that_are_withdrawn_read_anew_or_renamed_are_taken_out_first(
    ledger: Ledger,
) -> None:
    for n in range(30):
        put(ledger, story(n))
    pipeline.renew(ledger)
    for n in range(6):
        ledger.withdraw(f"r{n:03d}", reason="retracted")
        put(ledger, Story(f"r{n + 10:03d}", story(n + 20).said, created=on("2031-03-02")))
        put(ledger, story(n + 20), name=f"again-{n}")
        pipeline.renew(ledger)
        assert_whole(ledger)


def test_judgements_are_heeded_and_taken_back(ledger: Ledger) -> None:
    for n in range(24):
        put(ledger, story(n))
    pipeline.renew(ledger)
    first, second, *_ = ledger.incidents()
    same = ledger.judge(Verdict(JudgementKind.SAME, (first.id, second.id), "A. Coder", "one"))
    assert {change.what for change in pipeline.renew(ledger)} == {"merged"}
    assert_whole(ledger)
    ledger.undo(same.id, by="A. Coder", reason="two")
    assert "split" in {change.what for change in pipeline.renew(ledger)}
    assert_whole(ledger)
    reject = Verdict(JudgementKind.REJECT, (ledger.incidents()[0].id,), "A. Coder", "a film")
    ledger.judge(reject)
    pipeline.renew(ledger)
    for n in range(24, 30):
        put(ledger, story(n))
        pipeline.renew(ledger)
        assert_whole(ledger)


def test_figures_by_a_policy_count_what_waits_to_be_linked(ledger: Ledger) -> None:
    put(ledger, story(1))
    pipeline.renew(ledger)
    before = pipeline.settled_incidents(ledger, "ucdp")
    put(ledger, story(9))
    after = pipeline.settled_incidents(ledger, "ucdp")
    assert after == pipeline.made_incidents(ledger, "ucdp") != before


def test_what_is_asked_for_is_settled_before_figures_are_compared(ledger: Ledger) -> None:
    for n in range(20):
        put(ledger, story(n))
    pipeline.renew(ledger)
    for asked in (Filters(killed=FigureBounds(low=2)), Filters(grades=("weak",), role="main")):
        kept = pipeline.settled_incidents(ledger, "gtd", asked)
        assert asked.keep(pipeline.made_incidents(ledger, "gtd")) == kept


def test_what_changed_is_listed(ledger: Ledger) -> None:
    one = Story("a", story(1).said, created=on("2031-03-02"), text=story(1).text)
    put(ledger, one)
    assert ["new"] == [change.what for change in pipeline.renew(ledger)]
    assert [] == [change.what for change in pipeline.renew(ledger)]
    put(ledger, Story("b", one.said, created=on("2031-03-02"), text=one.text))
    assert ["joined"] == [change.what for change in pipeline.renew(ledger)]
    ledger.withdraw("a", reason="retracted")
    ledger.withdraw("b", reason="retracted")
    assert ["gone"] == [change.what for change in pipeline.renew(ledger)]


def test_a_report_about_something_else_touches_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        put(ledger, Story(f"r{n}", story(n).said, created=on("2031-03-02")))
    pipeline.renew(ledger)
    read = fetched_readings(monkeypatch)
    put(
        ledger,
        Story("far", (Said(Role.WHERE, city("Ulm", "XB"), "In Ulm."),), created=on("2033-01-01")),
    )
    assert ["new"] == [change.what for change in pipeline.renew(ledger)]
    assert {"far"} == set(read)


def test_another_version_of_the_program_links_all_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(10):
        put(ledger, story(n))
    pipeline.renew(ledger)
    before = ledger.incidents()
    monkeypatch.setattr(pipeline, "code_fingerprint", lambda *_: "another")
    with ledger.linking("another") as work:
        assert work.begin()
        assert 10 == len(work.coming())
    assert [] == list(pipeline.renew(ledger))
    assert before == ledger.incidents()


def test_a_person_parts_an_incident_by_its_reports_and_no_run_joins_them_again(
    ledger: Ledger,
) -> None:
    """Two reports of one attack, as the program has it; a person knows better."""
    said = (Said(Role.WHERE, city("Ardun"), "It was in Ardun."), toll("It left 3 dead.", 3))
    words = "On Monday a market of Ardun was hit by the Black Band."
    one, two = (Story(n, said, created=on("2031-03-03"), text=words) for n in ("r1", "r2"))
    put(ledger, one)
    put(ledger, two)
    pipeline.renew(ledger)
    (joined,) = ledger.incidents()
    names = tuple(f"{joined.id}@{report}" for report in ("r1", "r2"))
    ledger.judge(Verdict(JudgementKind.DIFFERENT, names, "A. Coder", "two markets"))
    pipeline.renew(ledger)
    assert 2 == len(ledger.incidents())
    put(ledger, Story("r3", said, created=on("2031-03-03"), text=words))
    pipeline.renew(ledger)
    assert 2 <= len(ledger.incidents())
    assert_whole(ledger)
