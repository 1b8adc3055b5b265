"""The shape of the package in figures: a mirror, not a gate.

    python -m benchmarks.shape [--source FOLDER] [--static]

Beside each figure stands that of an earlier state (`shape.toml`). `--source` measures another
checkout's `src/dateline`, `--static` leaves out what only a run shows. How each figure is counted
is said at the function that counts it.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Final

import dateline
from dateline import pipeline
from dateline.link import link_mentions, settle_dates
from dateline.reconcile import reconcile_cluster
from dateline.types import Reading, Report

PACKAGE: Final = "dateline"
HERE: Final = Path(dateline.__file__).parent
EARLIER: Final = Path(__file__).parent / "shape.toml"
LONG: Final = 50  # lines of a function
SHARED_FROM: Final = 3  # modules that use one name
THOUSAND: Final = 1000
Function = ast.FunctionDef | ast.AsyncFunctionDef

WARM_UP: Final = (
    "Two soldiers were wounded by a mine near Brenta on 4 May 2015, the army said. Nobody claimed "
    "responsibility for the attack."
)
TWO_SENTENCES: Final = (
    "A car bomb killed 12 people in Kandahar on Monday. The Taliban claimed responsibility for the "
    "attack."
)


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its dotted name and its tree."""

    name: str
    path: Path
    tree: ast.Module
    lines: int  # without blank lines and comments

    @property
    def stage(self) -> str:
        """The folder of the package that it lies in, or its own name."""
        return self.name.split(".")[1] if "." in self.name else self.name

    @property
    def functions(self) -> list[Function]:
        """Its functions at module level."""
        return [n for n in self.tree.body if isinstance(n, Function)]


def main() -> None:
    """Print the figures beside the earlier ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shape", description=__doc__)
    parser.add_argument(
        "--source", type=Path, default=HERE, metavar="FOLDER", help="a src/dateline"
    )
    parser.add_argument("--static", action="store_true", help="without what only a run shows")
    options = parser.parse_args()
    figures = measured(modules_of(options.source))
    if not options.static:
        figures |= crossed()
    print_beside(figures, tomllib.loads(EARLIER.read_text(encoding="utf-8")))


def print_beside(figures: Mapping[str, float], earlier: Mapping[str, float]) -> None:
    """Print figures with the earlier ones."""
    print(f"{'':52s}{'now':>10s}{'earlier':>10s}")
    for name in {**figures, **earlier}:
        cells = (
            f"{table[name]:10g}" if name in table else f"{'-':>10s}" for table in (figures, earlier)
        )
        print(f"{name:52s}{''.join(cells)}")


def modules_of(source: Path) -> list[Module]:
    """The modules of a package."""
    found = []
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        name = ".".join((PACKAGE, *(parts[:-1] if parts[-1] == "__init__" else parts)))
        text = path.read_text(encoding="utf-8")
        found.append(Module(name, path, ast.parse(text), _code_lines(text)))
    return found


def measured(modules: Sequence[Module]) -> dict[str, float]:
    """What the sources show."""
    return {
        **lines_by_stage(modules),
        **names(modules),
        **functions(modules),
        **rooms(modules, f"{PACKAGE}.extract"),
        **rooms(modules, f"{PACKAGE}.detect"),
        **arrows(modules),
    }


# ------------------------------------------------------------------ lines, functions, names


def _code_lines(text: str) -> int:
    """The lines of a text that are neither blank nor a comment alone."""
    stripped = (line.strip() for line in text.splitlines())
    return sum(bool(line) and not line.startswith("#") for line in stripped)


def lines_by_stage(modules: Sequence[Module]) -> dict[str, float]:
    """Modules and lines, by stage."""
    stages: Counter[str] = Counter()
    for module in modules:
        stages[module.stage if module.path.parent.name != PACKAGE else "top level"] += module.lines
    each = {f"lines of {stage}": float(lines) for stage, lines in sorted(stages.items())}
    return {"modules": len(modules), "lines": float(stages.total()), **each}


def names(modules: Sequence[Module]) -> dict[str, float]:
    """How functions are called, and where one name means several things.

    A name of one word is one of a function at module level without an underscore between letters.
    A name is shared if functions of three or more modules carry it, methods included, Python's own
    (`__enter__`) left out; these and no others also make the share of private ones.
    """
    at_top = [f.name for module in modules for f in module.functions]
    homes: defaultdict[str, set[str]] = defaultdict(set)
    named = [(f.name, module.name) for module in modules for f in _all_functions(module)]
    for name, home in named:
        homes[name].add(home)
    return {
        "one-word function names, percent": _percent(
            sum("_" not in name.strip("_") for name in at_top), len(at_top)
        ),
        "names in three or more modules": sum(len(h) >= SHARED_FROM for h in homes.values()),
        "private functions, percent": _percent(
            sum(name.startswith("_") for name, _ in named), len(named)
        ),
    }


def _all_functions(module: Module) -> list[Function]:
    """The functions and methods of a module, those with names of Python's own left out."""
    found = (n for n in ast.walk(module.tree) if isinstance(n, Function))
    return [function for function in found if not function.name.startswith("__")]


def functions(modules: Sequence[Module]) -> dict[str, float]:
    """How long functions are, and how often a string is a key.

    Lines of a function count its body without the docstring; look-ups are subscripts with a
    constant string.
    """
    lengths = [_length(function) for module in modules for function in _all_functions(module)]
    keys = sum(_is_key(node) for module in modules for node in ast.walk(module.tree))
    return {
        "functions": len(lengths),
        "lines of a function, median": median(lengths),
        "functions over 50 lines": sum(length > LONG for length in lengths),
        "string keys in 1,000 lines": round(THOUSAND * keys / sum(m.lines for m in modules), 1),
    }


def _length(function: Function) -> int:
    """The lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_key(node: ast.AST) -> bool:
    """Whether a node looks something up by a constant string."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


# ------------------------------------------------------------------ rooms and arrows


def rooms(modules: Sequence[Module], stage: str) -> dict[str, float]:
    """The rooms of a stage as its folder lists them, and the imports between them.

    A room is a sub-package or a module directly in the stage's folder, `__init__.py` left out. An
    arrow is a pair of rooms of which one imports the other; a circle is a set of rooms that
    reach one another.
    """
    inside = [m for m in modules if m.name.startswith(f"{stage}.")]
    listed = {_room(m.name, stage) for m in inside}
    pairs = {
        (_room(module.name, stage), _room(target, stage))
        for module in inside
        for target in imported(module, modules)
        if target.startswith(f"{stage}.")
    }
    between = {(one, other) for one, other in pairs if one != other}
    short = stage.removeprefix(f"{PACKAGE}.")
    return {
        f"rooms of {short}": len(listed),
        f"arrows between rooms of {short}": len(between),
        f"circles of rooms of {short}": len(circles(between)),
    }


def _room(name: str, stage: str) -> str:
    return name.removeprefix(f"{stage}.").split(".")[0]


def arrows(modules: Sequence[Module]) -> dict[str, float]:
    """The imports between modules, and the circles among them.

    A package's `__init__` that gathers its own modules makes no circle.
    """
    pairs = {(m.name, target) for m in modules for target in imported(m, modules)}
    inner = {(one, other) for one, other in pairs if not one.startswith(f"{other}.")}
    return {"imports between modules": len(pairs), "circles of modules": len(circles(inner))}


def imported(module: Module, modules: Sequence[Module]) -> set[str]:
    """The modules of the package that a module imports."""
    known = {other.name for other in modules}
    found: set[str] = set()
    for node in ast.walk(module.tree):
        found.update(_module(dotted, known) for dotted in _dotted(node))
    return found - {"", module.name, PACKAGE}


def _module(dotted: str, known: Collection[str]) -> str:
    """The module that a dotted name lies in, or nothing."""
    while dotted and dotted not in known:
        dotted = dotted.rpartition(".")[0]
    return dotted


def _dotted(node: ast.AST) -> Iterator[str]:
    """What an import names, each with its module."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (a.name for a in node.names if a.name.split(".")[0] == PACKAGE)


def circles(pairs: set[tuple[str, str]]) -> list[frozenset[str]]:
    """The sets of two or more that reach one another."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        after[one].add(other)
    reach = {name: _reached(name, after) for name in list(after)}
    sets = {
        frozenset({one, *(o for o in reached if one in reach.get(o, ()))})
        for one, reached in reach.items()
        if one in reached
    }
    return sorted(sets, key=sorted)


def _reached(start: str, after: Mapping[str, set[str]]) -> frozenset[str]:
    """All that one leads to."""
    seen, waiting = set[str](), [start]
    while waiting:
        new = after.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return frozenset(seen)


# ------------------------------------------------------------------ a run


def crossed() -> dict[str, float]:
    """What reading one report of two sentences takes, from its bytes to its incidents.

    Modules are those of the package in which a function is called; a change is a call in another
    module than the call before it. Another report is read first, so that nothing is loaded.
    """
    _incidents_of(WARM_UP)
    _incidents_of(TWO_SENTENCES)
    called: list[str] = []
    watched = _watcher(called.append)
    sys.setprofile(watched)
    try:
        _incidents_of(TWO_SENTENCES)
    finally:
        sys.setprofile(None)
    changes = sum(one != other for one, other in pairwise(called))
    return {
        "modules crossed by a report of two sentences": len(set(called)),
        "changes of module by a report of two sentences": changes,
        "calls by a report of two sentences": len(called),
    }


def _watcher(called: Callable[[str], None]) -> Callable[[FrameType, str, object], None]:
    """A profile function that tells the module of each call of a function of the package."""

    def watch(frame: FrameType, event: str, _value: object) -> None:
        if event == "call":
            name = str(frame.f_globals.get("__name__", ""))
            if name.startswith(f"{PACKAGE}."):
                called(name)

    return watch


def _incidents_of(text: str) -> int:
    """Read one report and build its incidents; gives how many."""
    content = text.encode()
    report = Report(hashlib.sha256(content).hexdigest(), "a.txt", content, "text/plain")
    reading = pipeline.read(report)
    if not isinstance(reading, Reading):
        raise TypeError(f"expected a reading, found {reading.reason}")
    chronology = settle_dates([reading])
    names = {report.id: (report.name,)}
    clusters = link_mentions([reading], chronology, ())
    for cluster in clusters:
        reconcile_cluster(cluster, {report.id: reading}, chronology, names=names)
    return len(clusters)


if __name__ == "__main__":
    main()
