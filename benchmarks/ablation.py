"""What moves when a function or a rule gives nothing: on the reports in which it fires.

A function is switched off by putting one in its place that gives what its annotation calls
nothing; a rule or a pass by taking it out of its table. Only reports that may be read are used.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isfunction, signature, unwrap
from pathlib import Path
from typing import Any, Final

from benchmarks import archive, cases, satp
from benchmarks.folders import ACCEPTANCE
from benchmarks.ledger import SCORER, export_readings, gold_of, read_lines
from benchmarks.material import Material, learnt
from benchmarks.readings import Answer, read_all
from benchmarks.scorers import loaded
from benchmarks.split import rows
from benchmarks.tolls import tolls_of
from benchmarks.trial import title
from dateline import pipeline
from dateline.types import Intake, Reading

PACKAGE: Final = "dateline"
LEDGERS: Final = {
    "acceptance": ACCEPTANCE,
    "real": ACCEPTANCE / "real",
    "syria": ACCEPTANCE / "syria",
}
COUNTED: Final = ("satp", "archive", "cases")
NOTHING: Final[Mapping[str, object]] = {
    "bool": False,
    "str": "",
    "list": [],
    "dict": {},
    "Mapping": {},
    "set": frozenset(),
    "frozenset": frozenset(),
    "AbstractSet": frozenset(),
    "Sequence": (),
    "Collection": (),
    "Iterator": (),
    "Iterable": (),
}

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one function or rule does.

    Attributes:
        name: the function or rule.
        fires: in how many reports it fires.
        changed: how many readings are others without it.
        broken: how many reports cannot be read without it; then nothing else is tried.
        moves: what becomes better (above 0) or worse without it: points of the ledger score, or
            right figures and passed cases, by set.
    """

    name: str
    fires: int
    changed: int
    broken: int
    moves: Mapping[str, float]


def effect(name: str, where: Sequence[str]) -> Effect | None:
    """Switch a function or a rule off.

    Args:
        name: of the function without the package, or the id of the rule.
        where: the titles of the reports in which it fires.

    Returns:
        What moves; None where it cannot be switched off.
    """
    material, before = _baseline()
    try:
        with switched_off(name):
            known = {t: material[t] for t in where if t in material}
            read = {t: pipeline.read(m.report, Intake(m.gate)) for t, m in known.items()}
    except LookupError:
        return None
    after = {t: answer for t, answer in read.items() if answer != before[t]}
    broken = sum(isinstance(before[t], Reading) > isinstance(a, Reading) for t, a in after.items())
    return Effect(name, len(where), len(after), broken, {} if broken else _moves(after))


def _moves(after: Answers) -> dict[str, float]:
    """What some other readings move, by set."""
    material, before = _baseline()
    moves = {}
    for data in dict.fromkeys(material[t].data for t in after):
        if data in LEDGERS:
            moves[data] = _score(data, {**before, **after}) - _first_score(data)
        elif data in COUNTED:
            mine = {t: answer for t, answer in after.items() if material[t].data == data}
            moves[data] = float(_right(data, mine) - _right(data, {t: before[t] for t in mine}))
    return moves


# ------------------------------------------------------------------ switching off


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    """Let a function or a rule give nothing for a while.

    Raises:
        LookupError: there is no such function or rule, or its annotation names no nothing.
    """
    places = list(_tables_without(name)) or list(_holders(name))
    olds = [(module, attribute, getattr(module, attribute)) for module, attribute, _ in places]
    for module, attribute, new in places:
        setattr(module, attribute, new)
    _forget()
    logging.disable()  # what breaks is counted
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        for module, attribute, old in olds:
            setattr(module, attribute, old)
        _forget()


def _holders(name: str) -> Iterator[tuple[Any, str, object]]:
    """Every module that holds a function, with what is put in its place."""
    path, _, attribute = name.rpartition(".")
    try:
        function = getattr(import_module(f"{PACKAGE}.{path}"), attribute)
    except (ImportError, AttributeError) as error:
        raise LookupError(name) from error
    silent = silent_like(function)
    for module in _modules():
        for other, value in list(vars(module).items()):
            if value is function:
                yield module, other, silent


def silent_like(function: Any) -> Callable[..., object]:  # noqa: ANN401
    """A function that gives nothing, of the kind that another one gives."""
    given = str(unwrap(function).__annotations__.get("return", ""))
    kind = given.partition("[")[0]
    if "| None" in given:
        return lambda *_, **__: None
    if kind == "tuple" and given.endswith("...]"):
        return lambda *_, **__: ()
    if kind not in NOTHING:
        raise LookupError(f"{given} has no nothing")
    if kind == "Iterator":
        return lambda *_, **__: iter(())
    return lambda *_, **__: NOTHING[kind]


def _tables_without(name: str) -> Iterator[tuple[Any, str, object]]:
    """The tables of rules and passes that hold an id, without it."""
    for module in _modules():
        for attribute, value in list(vars(module).items()):
            if isinstance(value, tuple) and any(getattr(row, "id", None) == name for row in value):
                yield module, attribute, tuple(r for r in value if getattr(r, "id", None) != name)


def _modules() -> list[Any]:
    """The modules of the package that are loaded."""
    return [m for name, m in list(sys.modules.items()) if name.startswith(f"{PACKAGE}.")]


def _forget() -> None:
    """Clear what functions with arguments have kept; tables stay loaded."""
    for module in _modules():
        for value in list(vars(module).values()):
            clear = getattr(value, "cache_clear", None)
            inner = unwrap(value) if clear else None
            if clear and isfunction(inner) and signature(inner).parameters:
                clear()


# ------------------------------------------------------------------ what moves


@cache
def _baseline() -> tuple[Mapping[str, Material], Answers]:
    """All reports that may be read, by title, and their readings as they are."""
    material = {title(m): m for m in learnt()}
    answers: dict[str, Answer] = {}
    for gate in (True, False):
        mine = [m.report for m in material.values() if m.gate is gate]
        names = [t for t, m in material.items() if m.gate is gate]
        answers |= {t: a for t, (_, a) in zip(names, read_all(mine, gate=gate), strict=True)}
    return material, answers


@cache
def _first_score(data: str) -> float:
    """The ledger score of a set as it is."""
    return _score(data, _baseline()[1])


def _score(data: str, answers: Answers) -> float:
    """The ledger score of the reports of a set that may be read."""
    mine = {t: m for t, m in _baseline()[0].items() if m.data == data}
    scorer = loaded(SCORER)
    with tempfile.TemporaryDirectory() as temporary:
        gold, exported = Path(temporary) / "gold.json", Path(temporary) / "lines.jsonl"
        whole = json.loads((LEDGERS[data] / "gold.json").read_text(encoding="utf-8"))
        known = {material.report.name for material in mine.values()}
        # The gold file of the five reports has no roles to cut by, and they are all there.
        cut = whole if data == "acceptance" else gold_of(whole, known)
        gold.write_text(json.dumps(cut), encoding="utf-8")
        export_readings(((m.report, answers[t]) for t, m in mine.items()), exported)
        read = scorer.read_gold(str(gold))
        texts = scorer.read_reports(str(LEDGERS[data] / "reports"), read["reports"])
        lines = scorer.read_prediction(str(exported), read["reports"])
        return 100 * float(scorer.score(read, lines, texts)["ledger_score"])


def _right(data: str, answers: Answers) -> int:
    """How many figures, or cases, are right in some readings."""
    material = _baseline()[0]
    if data == "cases":
        return sum(_passes(case, answers) for case in {t.split()[1] for t in answers})
    if data == "satp":
        return sum(
            (satp.told(a)[field] or 0) == _notes()[material[t].report.name][field]
            for t, a in answers.items()
            for field in satp.FIELDS
        )
    return sum(_tolls_right(material[t], a) for t, a in answers.items())


def _tolls_right(material: Material, answer: Answer) -> int:
    """How many of the two tolls of an article are right."""
    toll = tolls_of([answer]) if isinstance(answer, Reading) else {}
    incident, records = _filed()
    gold = records[incident[material.report.name]].toll()
    return sum((toll.get(field) or 0) == gold[field] for field in archive.FIELDS)


@cache
def _filed() -> tuple[Mapping[str, str], Mapping[str, archive.Record]]:
    """The incident of each article of the archive, and the records."""
    articles = rows(archive.DATA / "tolls" / "docs.jsonl.gz")
    return {r["doc_id"]: r["incident"] for r in articles}, archive.record(archive.DATA)


@cache
def _notes() -> Mapping[str, Any]:
    """The notes by id."""
    return {row["id"]: row for row in rows(satp.DATA / satp.NOTES)}


@cache
def _expected() -> Mapping[str, Any]:
    """What is expected of each case."""
    lines = cases.CASES.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["expect"] for row in map(json.loads, lines)}


def _passes(case: str, answers: Answers) -> bool:
    """Whether a case passes with some readings, the others of its reports as they are."""
    material, before = _baseline()
    mine = [t for t, m in material.items() if m.data == "cases" and t.split()[1] == case]
    with tempfile.TemporaryDirectory() as temporary:
        exported = Path(temporary) / "lines.jsonl"
        read = ((material[t].report, answers.get(t, before[t])) for t in mine)
        export_readings(read, exported)
        return not loaded(cases.RUNNER).check(_expected()[case], read_lines(exported))
