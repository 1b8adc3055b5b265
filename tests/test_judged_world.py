"""A ledger under judgements, strikes, withdrawals and undos of any order, against a naive model.

The model keeps plain lists of what was done and reads off them what must hold. What it cannot
tell (what linking makes of reports that are half joined, what a toll is that reports dispute) is
held against a run that links and settles everything anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from small_readings import Said, Story, city, on, reading, toll

from dateline import pipeline
from dateline.errors import InputError
from dateline.record import Ledger, Verdict, in_order
from dateline.types import Grade, Incident, Judgement, JudgementKind, Range, Report, Role

# A long run: DATELINE_STEPS=10000 python -m pytest tests/test_judged_world.py
STEPS_AT_ONCE = 25
STEPS = int(os.environ.get("DATELINE_STEPS", "75"))
# Attacks in four towns on four days, told by one report or two, each with a toll of its own.
EVENTS = (("Ardun", 1, 2), ("Vesk", 9, 2), ("Tolmar", 17, 2), ("Selm", 25, 1))
VALUES = {"killed": ("1", "8"), "damage": ("a wall", "a bridge"), "grade": ("fair", "confirmed")}
NUMBER = st.integers(0, 10**6)


@dataclass(frozen=True, slots=True)
class Told:
    """A report of the world: its mention, its event, its toll and where it was."""

    report: str
    mention: str
    event: int
    killed: int


@dataclass(slots=True)
class Done:
    """A judgement as the model keeps it: the undos of it, and whether the ledger took it."""

    judgement: Judgement
    undos: list[Done] = field(default_factory=list)

    def counts(self) -> bool:
        """Does it count: is none of its undos in force?"""
        return not any(undo.counts() for undo in self.undos)


def world() -> list[tuple[Told, Story]]:
    """The reports with their stories."""
    found = []
    for event, (town, day, reports) in enumerate(EVENTS):
        for number in range(reports):
            name = f"{town.lower()}-{number}"
            killed = event + 2
            said = (
                Said(Role.WHERE, city(town), f"It was in {town}."),
                toll(f"It left {killed} dead.", killed),
            )
            text = f"The {town} quarrymen's guild hall was hit by the {town} brigade."
            when = on(f"2031-03-{day:02}")
            story = Story(name, said, created=when, text=f"{text} It happened on the day.")
            found.append((Told(name, story.mention, event, killed), story))
    return found


class JudgedWorld(RuleBasedStateMachine):
    """What people do to a ledger, one thing at a time."""

    @initialize()
    def begin(self) -> None:
        """A ledger of all reports."""
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = Ledger.open(str(self.folder / "l.db"), create=True)
        self.told = {told.report: told for told, _ in world()}
        for told, story in world():
            report = Report(told.report, told.report, b"x", "text/plain")
            self.ledger.record(report, reading(story))
        self.done: list[Done] = []
        self.withdrawn: set[str] = set()
        self.seen: set[str] = set()
        self.renew()

    def teardown(self) -> None:
        """Nothing was tampered with, and every revision can be read back."""
        if not hasattr(self, "ledger"):
            return
        assert [] == [fault for fault in self.ledger.faults() if "bytes" not in fault.what]
        self.ledger.close()
        shutil.rmtree(self.folder)

    def renew(self) -> None:
        """Build the incidents anew."""
        pipeline.renew(self.ledger)
        self.incidents = self.ledger.incidents()
        self.seen |= {incident.id for incident in self.incidents}

    def decide(self, kind: JudgementKind, *ids: str, about: str = "", value: str = "") -> bool:
        """Judge; False where the ledger refuses."""
        verdict = Verdict(kind, ids, "A. Coder", "a list", about or None, value or None)
        try:
            self.done.append(Done(self.ledger.judge(verdict)))
        except InputError:
            return False
        finally:
            self.renew()
        return True

    # -------------------------------------------------------------- what people do

    @precondition(lambda self: len(self.incidents) > 1)
    @rule(one=NUMBER, other=NUMBER)
    def merge(self, one: int, other: int) -> None:
        """Call two incidents one."""
        ids = [incident.id for incident in self.incidents]
        first = ids.pop(one % len(ids))
        self.decide(JudgementKind.SAME, first, ids[other % len(ids)])

    @precondition(lambda self: any(len(i.tellings) > 1 for i in self.incidents))
    @rule(one=NUMBER)
    def split(self, one: int) -> None:
        """Part an incident by two of its reports."""
        many = [incident for incident in self.incidents if len(incident.tellings) > 1]
        found = many[one % len(many)]
        parts = (f"{found.id}@{telling.report}" for telling in found.tellings[:2])
        self.decide(JudgementKind.DIFFERENT, *parts)

    @precondition(lambda self: bool(self.incidents))
    @rule(one=NUMBER, about=st.sampled_from(sorted(VALUES)), other=st.booleans())
    def correct(self, one: int, about: str, other: bool) -> None:
        """Correct a field; refused if and only if another value stands by a person's word."""
        found = self.incidents[one % len(self.incidents)]
        value = VALUES[about][other]
        against = [
            j
            for j in self.counting(JudgementKind.CORRECT)
            if (j.field, j.value == value) == (about, False)
            and set(j.mentions[0]) & set(found.cluster.mentions)
        ]
        taken = self.decide(JudgementKind.CORRECT, found.id, about=about, value=value)
        assert taken is not bool(against)

    @precondition(lambda self: any(i.claims for i in self.incidents))
    @rule(one=NUMBER)
    def strike(self, one: int) -> None:
        """Strike a toll out of a report."""
        claims = [c for i in self.incidents for c in i.claims if c.role is Role.KILLED]
        if claims:
            name = claims[one % len(claims)].id
            self.done.append(Done(self.ledger.strike(name, by="A. Coder", reason="no")))
            self.renew()

    @precondition(lambda self: bool(self.done))
    @rule(one=NUMBER)
    def undo(self, one: int) -> None:
        """Take a judgement back, or an undo."""
        found = self.done[one % len(self.done)]
        counted, refusal = found.counts(), ""
        try:
            undoing = self.ledger.undo(found.judgement.id, by="B. Coder", reason="a slip")
        except InputError as error:
            refusal = str(error)
        else:
            found.undos.append(Done(undoing))
            self.done.append(found.undos[-1])
        assert counted is not bool(refusal) or "fits the others" in refusal
        self.renew()

    @rule(one=NUMBER)
    def withdraw(self, one: int) -> None:
        """Withdraw a report; refused if it is withdrawn."""
        name = sorted(self.told)[one % len(self.told)]
        try:
            self.ledger.withdraw(name, reason="retracted")
        except InputError:
            assert name in self.withdrawn
        self.withdrawn.add(name)
        self.renew()

    @rule(one=NUMBER)
    def restore(self, one: int) -> None:
        """Restore a report; refused unless it is withdrawn."""
        name = sorted(self.told)[one % len(self.told)]
        try:
            self.ledger.restore(name, reason="they stand by it")
        except InputError:
            assert name not in self.withdrawn
        self.withdrawn.discard(name)
        self.renew()

    # -------------------------------------------------------------- what must hold

    def counting(self, kind: JudgementKind) -> list[Judgement]:
        """The judgements of a kind that count."""
        return [d.judgement for d in self.done if d.judgement.kind is kind and d.counts()]

    def alive(self) -> dict[str, Told]:
        """The reports that count, by mention."""
        return {t.mention: t for t in self.told.values() if t.report not in self.withdrawn}

    def homes(self) -> dict[str, Incident]:
        """The incident of each mention."""
        return {m: incident for incident in self.incidents for m in incident.cluster.mentions}

    @invariant()
    def the_ledger_is_that_of_a_run_over_everything(self) -> None:
        """Going on from what is kept gives what linking anew gives."""
        assert in_order(pipeline.made_incidents(self.ledger)) == self.incidents

    @invariant()
    def every_report_that_counts_is_in_one_incident(self) -> None:
        """Nothing vanishes, and nothing that was withdrawn stays."""
        held = sorted(m for incident in self.incidents for m in incident.cluster.mentions)
        assert sorted(self.alive()) == held

    @invariant()
    def the_judgements_that_count_are_those_whose_undos_do_not(self) -> None:
        """An undo can be undone."""
        expected = [
            d.judgement.id
            for d in self.done
            if d.judgement.kind is not JudgementKind.UNDO and d.counts()
        ]
        assert expected == [judgement.id for judgement in self.ledger.judgements()]

    @invariant()
    def what_people_call_one_or_two_is(self) -> None:
        """Whatever else is the case: judgements that cannot both hold are refused."""
        homes, pairs = self.homes(), dict[tuple[str, str], JudgementKind]()
        paired = {JudgementKind.SAME, JudgementKind.DIFFERENT}
        for one in (d.judgement for d in self.done if d.judgement.kind in paired and d.counts()):
            for left in one.mentions[0]:
                for right in one.mentions[1]:
                    if left in homes and right in homes:
                        pairs[min(left, right), max(left, right)] = one.kind
        for (left, right), kind in pairs.items():
            together = homes[left].id == homes[right].id
            assert together is (kind is JudgementKind.SAME)

    @invariant()
    def without_a_word_of_people_reports_of_an_attack_are_one(self) -> None:
        """Towns and days keep the attacks apart."""
        if self.counting(JudgementKind.SAME) or self.counting(JudgementKind.DIFFERENT):
            return
        events: dict[int, set[str]] = {}
        for told in self.alive().values():
            events.setdefault(told.event, set()).add(told.mention)
        held = {frozenset(incident.cluster.mentions) for incident in self.incidents}
        assert {frozenset(mentions) for mentions in events.values()} == held

    @invariant()
    def values_are_those_of_people_then_of_reports(self) -> None:
        """The last correction counts; else the toll that all reports give, none where none does."""
        said = self.corrected()
        struck = {j.struck.report for j in self.counting(JudgementKind.STRIKE) if j.struck}
        for incident in self.incidents:
            mine = {about: value for (name, about), value in said.items() if name == incident.id}
            mentions = incident.cluster.mentions
            told = [self.alive()[m] for m in mentions if self.alive()[m].report not in struck]
            figures = {one.killed for one in told}
            killed = incident.killed.value if incident.killed else None
            if "killed" in mine:
                number = int(mine["killed"])
                assert Range(number, number, number) == killed
            elif len(figures) < 2:
                expected = [Range(n, n, n) for n in figures]
                assert (expected[0] if expected else None) == killed
            damage = incident.damage.value if incident.damage else None
            assert mine.get("damage") == damage
            if "grade" in mine:
                assert Grade(mine["grade"]) is incident.grade

    def corrected(self) -> dict[tuple[str, str], str]:
        """What people say of each incident: a judgement follows its smallest mention left."""
        homes, said = self.homes(), dict[tuple[str, str], str]()
        for one in self.counting(JudgementKind.CORRECT):
            left = [mention for mention in one.mentions[0] if mention in homes]
            if left:
                said[homes[min(left)].id, one.field or ""] = one.value or ""
        return said

    @invariant()
    def what_was_struck_stands_nowhere(self) -> None:
        """Every other statement stands once."""
        struck = {j.struck.report for j in self.counting(JudgementKind.STRIKE) if j.struck}
        told = {told.report for told in self.alive().values()} - struck
        standing = [c.report for i in self.incidents for c in i.claims if c.role is Role.KILLED]
        assert sorted(told) == sorted(standing)

    @invariant()
    def every_id_that_was_ever_seen_leads_somewhere(self) -> None:
        """To an incident of now, or to the word that its reports were withdrawn."""
        ids = {incident.id for incident in self.incidents}
        for name in self.seen:
            try:
                home = self.ledger.incident(name).id
            except InputError as error:
                home, gone = "", str(error)
            assert home in ids or "withdrawn" in gone


TestJudgedWorld = JudgedWorld.TestCase
TestJudgedWorld.settings = settings(
    max_examples=max(1, STEPS // STEPS_AT_ONCE),
    stateful_step_count=STEPS_AT_ONCE,
    suppress_health_check=list(HealthCheck),
)
