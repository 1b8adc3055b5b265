"""The shape of the program: who imports whom, what values are, how files are called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import EnumType
from functools import cache
from pathlib import Path

import pytest

import dateline
from dateline import types
from dateline.pipeline import LINKING

ROOT = Path(dateline.__file__).parent
STAGES = (
    "acquire",
    "clean",
    "detect",
    "extract",
    "link",
    "reconcile",
    "record",
    "serve",
    "write",
)
READ_THE_LEDGER = {"serve": {"record", "explain", "counting"}, "write": {"record"}}
SHARED = {
    "types",
    "countries",
    "distances",
    "errors",
    "filter_grammar",
    "filters",
    "lazy_names",
    "stamps",
    "syntax",
    "vocabulary",
}
ROOMS = {
    f"dateline.{stage}.{room.name}"
    for stage in STAGES
    for room in (ROOT / stage).iterdir()
    if (room / "__init__.py").exists()
}
DRAWERS = re.compile(r"utils?|helpers?|misc|common|core|base|managers?|tools?|stuff", re.IGNORECASE)
# Ray raises a bare exception where it does not start.
EDGES = {"dateline.acquire", "dateline.cli.on_ray", "dateline.guards", "dateline.record.isolation"}
LONGEST_PIPELINE = 111  # lines: it is to be read in a minute
MODULES = sorted(ROOT.rglob("*.py"))


def name(path: Path) -> str:
    """A module's dotted name."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The tree of a module, flat."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def all_nodes() -> Iterator[tuple[Path, ast.AST]]:
    """Every node of every module."""
    return ((path, node) for path in MODULES for node in nodes(path))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The dotted names of ours that a module imports."""
    return tuple(dotted for node in nodes(path) for dotted in named(node))


def named(node: ast.AST) -> Iterator[str]:
    """The dotted names of ours that an import names."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dateline"):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.startswith("dateline"))


KNOWN = {name(path) for path in MODULES}


def targets(path: Path) -> set[str]:
    """The modules of ours that a module imports."""
    found = set()
    for dotted in imported(path):
        module = dotted if dotted in KNOWN else dotted.rpartition(".")[0]
        found.add(module)
    return found - {name(path)}


def test_a_stage_imports_types_errors_and_itself() -> None:
    for path in MODULES:
        stage = path.relative_to(ROOT).parts[0]
        allowed = {stage, "__version__"} | SHARED | READ_THE_LEDGER.get(stage, set())
        others = {dotted for dotted in imported(path) if dotted.split(".")[1] not in allowed}
        assert stage not in STAGES or not others, f"{name(path)} imports {others}"


def test_stages_meet_in_the_pipeline_only() -> None:
    for path in MODULES:
        place = path.relative_to(ROOT).parts[0]
        meets = {dotted.split(".")[1] for dotted in imported(path)} & set(STAGES) - {place}
        if place in {"pipeline.py", "cli", "coding.py", "library.py", "verdicts", *STAGES}:
            continue
        assert not meets, f"{name(path)} imports {meets}"


def test_nothing_imports_the_inner_modules_of_another_room() -> None:
    for path, node in all_nodes():
        if isinstance(node, ast.ImportFrom) and node.module:
            room, _, inner = node.module.rpartition(".")
            outside = not f"{name(path)}.".startswith(f"{room}.")
            assert room not in ROOMS or not outside, f"{name(path)} imports {inner} of {room}"


def test_syntax_and_vocabulary_know_no_stage() -> None:
    known = {"vocabulary": {"vocabulary"}, "syntax": {"syntax", "vocabulary"}}
    for path in MODULES:
        place = path.relative_to(ROOT).parts[0]
        parts = {dotted.split(".")[1] for dotted in imported(path)} - {"types", "errors"}
        assert place not in known or parts <= known[place], f"{name(path)} imports {parts}"


def test_the_pipeline_fits_on_one_screen() -> None:
    lines = (ROOT / "pipeline.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < LONGEST_PIPELINE


def test_no_module_imports_itself_through_others() -> None:
    graph = {name(path): targets(path) for path in MODULES}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        # A package's own __init__ gathers its modules; a module may import its siblings.
        assert module not in way, f"import cycle: {' -> '.join((*way, module))}"
        if module not in done:
            for target in graph.get(module, ()):
                if not module.startswith(f"{target}."):
                    visit(target, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_incidents_are_made_anew_when_anything_changes_that_they_are_a_function_of() -> None:
    """All that linking and reconciling import is in the fingerprint that the ledger keeps."""
    graph = {name(path): targets(path) for path in MODULES}
    waiting = [
        module for module in graph if module.startswith(("dateline.link", "dateline.reconcile"))
    ]
    reached = set[str]()
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += graph.get(module, ())
    outside = {m for m in reached if not f"{m}.".startswith(tuple(f"{p}." for p in LINKING))}
    assert {"dateline", "dateline.errors", "dateline.lazy_names"} >= outside  # which decide nothing


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(types).values() if isinstance(kind, type) and is_dataclass(kind)],
    ids=lambda kind: kind.__name__,
)
def test_values_are_frozen_and_slotted(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    assert {field.name for field in fields(kind)} <= set(kind.__slots__) | {"__weakref__"}  # type: ignore[attr-defined]


def test_types_decide_nothing() -> None:
    tree = ast.parse((ROOT / "types.py").read_text(encoding="utf-8"))
    assert [] == [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert all(
        isinstance(kind, EnumType) or is_dataclass(kind)
        for kind in vars(types).values()
        if isinstance(kind, type) and kind.__module__ == types.__name__
    )


def test_every_module_has_a_name_of_its_own() -> None:
    assert [] == [p for p in MODULES if any(map(DRAWERS.fullmatch, p.stem.split("_")))]


def test_every_module_says_what_it_is() -> None:
    modules = {path: nodes(path)[0] for path in MODULES}
    told = {
        p for p, node in modules.items() if isinstance(node, ast.Module) and ast.get_docstring(node)
    }
    assert told == set(MODULES)


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        names = {ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)}
        told = names & {"print", "sys.exit", "exit", "quit"}
        assert not told or path.relative_to(ROOT).parts[0] == "cli", f"{name(path)} calls {told}"


def test_nothing_is_caught_broadly_but_where_reports_are_set_aside() -> None:
    for path, node in all_nodes():
        if isinstance(node, ast.ExceptHandler) and name(path) not in EDGES:
            kinds = ast.unparse(node.type) if node.type else "everything"
            assert not {"everything", "Exception", "BaseException"} & set(
                re.findall(r"\w+", kinds)
            ), f"{name(path)}, line {node.lineno}"


def test_neither_help_nor_the_reading_of_a_report_waits_for_the_database() -> None:
    code = "import sys, dateline.cli, dateline.pipeline; print('sqlalchemy' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "False" == answer.stdout.strip(), answer.stderr
