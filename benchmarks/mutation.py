"""Do the tests notice a change of the code? Changes drawn at random, one at a time.

    python -m benchmarks.mutation [--changes N] [--write]

Each change is made in a copy of the package, and the tests beside the module are run on it: a
comparison the other way, "and" for "or", a number one larger, a condition turned round, a `not`
left out. `--write` puts the share that was noticed into the page on reliability.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.figures import write_figure

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "src" / "dateline"
# Modules on which a ledger rests, and the tests that should notice.
GUARDED: Final = {
    "stamps.py": ("tests/test_stamps.py",),
    "record/history.py": ("tests/record/test_ledger.py", "tests/record/test_tampering.py"),
    "record/replaying.py": ("tests/record/test_tampering.py", "tests/record/test_repair.py"),
    "record/rebuilding.py": ("tests/record/test_repair.py", "tests/record/test_tampering.py"),
    "reconcile/tolls/policies.py": ("tests/reconcile",),
    "reconcile/tolls/timelines.py": ("tests/reconcile",),
    "reconcile/tolls/figures.py": ("tests/reconcile",),
}
LEAST: Final = 90.0  # seconds; a change that makes tests endless is noticed
LONGER: Final = 4.0  # times as long as without a change, where that is more
OTHER_WAY: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a module: its line, what was done, and the module with it."""

    module: str
    line: int
    what: str
    code: str


def changes_of(module: str) -> Iterator[Change]:
    """Every change of a module, one at a time."""
    source = (PACKAGE / module).read_text("utf-8")
    for number in range(len(list(ast.walk(ast.parse(source))))):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[number]
        what = changed_node(node)
        if what:
            yield Change(module, getattr(node, "lineno", 0), what, ast.unparse(tree))


def changed_node(node: ast.AST) -> str:
    """Change a node in place; gives what was done, "" if there is nothing to do."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER_WAY:
        node.ops[0] = OTHER_WAY[type(node.ops[0])]()
        return "a comparison the other way"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return '"and" for "or", or the other way'
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return "a number one larger"
    if isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "a condition turned round"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node.op = ast.Not()
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return "a `not` left out"
    return ""


@cache
def patience(module: str) -> float:
    """Seconds that the tests of a module may take: by how long they take without a change."""
    began = time.monotonic()
    unchanged = Change(module, 0, "nothing", (PACKAGE / module).read_text("utf-8"))
    if is_noticed(unchanged, 10 * LEAST):
        raise RuntimeError(f"expected tests of {module} that pass, found others")
    return max(LEAST, LONGER * (time.monotonic() - began))


def is_noticed(change: Change, longest: float) -> bool:
    """Whether the tests fail, or take longer than so many seconds, with a change."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        copy = Path(folder) / "dateline"
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, copy, copy_function=os.link, ignore=leave_out)
        changed = copy / change.module
        changed.unlink()
        changed.write_text(change.code, encoding="utf-8")
        tests = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", *GUARDED[change.module])
        environment = {**os.environ, "PYTHONPATH": folder, "DATELINE_EDITS": "25"}
        # Of a session of its own, which ends as a whole: tests start processes themselves.
        running = subprocess.Popen(
            [sys.executable, "-m", "pytest", *tests],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return running.wait(longest) != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def main() -> None:
    """Print each change that no test notices, then the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--only", help="a module of the table")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    (ROOT / "build").mkdir(exist_ok=True)
    modules = [asked.only] if asked.only else list(GUARDED)
    every = [change for module in modules for change in changes_of(module)]
    drawn = Random(5).sample(every, min(asked.changes, len(every)))  # noqa: S311  a drill
    noticed = 0
    for number, change in enumerate(drawn, 1):
        if is_noticed(change, patience(change.module)):
            noticed += 1
        else:
            print(f"{change.module}:{change.line}: {change.what}: no test notices", flush=True)
        print(f"{noticed} of {number}", end="\r", flush=True)
    figure = (
        f"{noticed} of {len(drawn)} changes drawn from {len(every)} in {len(modules)} modules "
        f"are noticed ({100 * noticed / len(drawn):.0f} percent)"
    )
    print(figure)
    if asked.write:
        write_figure("mutation", figure)


if __name__ == "__main__":
    main()
