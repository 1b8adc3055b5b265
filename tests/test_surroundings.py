"""An ingest runs nothing that lies among the reports, calls nobody and writes its ledger only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

STORY = (
    "Bomb kills {n} in Ardun\n\nMOSUL, Iraq - A car bomb killed {n} people in the northern Iraqi "
    "city of Mosul on Tuesday, March {n}, 2021, police said. No group has claimed the attack.\n"
)
DATELINE = (str(Path(sys.executable).with_name("dateline")),)
MODULE = (sys.executable, "-m", "dateline")
# What the program, its libraries and the processes that it starts import from Python's library.
IMPORTED = (
    "_posixsubprocess array asyncio base64 bisect calendar collections concurrent contextlib copy "
    "csv ctypes datetime decimal difflib enum errno fcntl functools gettext gzip hashlib heapq "
    "html http inspect json locale logging lzma math multiprocessing numbers numpy operator "
    "pathlib pickle platform queue random re resource secrets select selectors shutil signal "
    "socket spacy sqlalchemy sqlite3 ssl statistics string struct subprocess tempfile textwrap "
    "threading tomllib traceback typing unicodedata unittest urllib uuid warnings weakref zlib"
).split()

# What `python -m` itself imports before it runs any of ours; only `python -P -m` is safe of these.
BY_PYTHON = "import runpy, contextlib, warnings, sys; print(*sys.modules)"


def run(
    command: Sequence[str], folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with a home of its own."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**kept, **own, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(name="reports")
def _reports(tmp_path: Path) -> Path:
    """A folder with five reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(1, 6):
        (folder / f"{n}.txt").write_text(STORY.format(n=n))
    return folder


@pytest.fixture(name="traps")
def _traps(reports: Path) -> Path:
    """The folder with modules among the reports that leave a mark where they are run."""
    for name in IMPORTED:
        (reports / f"{name}.py").write_text("open('OWNED_' + __name__, 'w')\n")
    return reports


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(DATELINE, id="dateline"),
        pytest.param(MODULE, id="python -m dateline"),
    ],
)
def test_modules_among_the_reports_are_not_run(
    traps: Path, command: Sequence[str], workers: str
) -> None:
    if command is MODULE:
        early = subprocess.run(
            [sys.executable, "-I", "-c", BY_PYTHON], capture_output=True, text=True, check=True
        ).stdout.split()
        for name in set(early) & set(IMPORTED):
            (traps / f"{name}.py").unlink()
    done = run(
        (*command, "ingest", ".", "--ledger", "../ledger.db"), traps, DATELINE_WORKERS=workers
    )
    assert [] == sorted(path.name for path in traps.glob("OWNED*"))
    assert 0 == done.returncode, done.stderr
    assert "5 reports" in done.stdout


SPAWNING = """
import math
from dateline import workers

if __name__ == "__main__":
    workers.start_method = lambda: workers.SPAWN
    found = workers.in_order(math.factorial, range(6), 2, lambda item, reason: reason)
    print([answer for _, answer in found])
"""


@pytest.mark.slow
def test_modules_in_the_current_folder_are_not_run_by_new_interpreters(
    traps: Path, tmp_path: Path
) -> None:
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(SPAWNING)
    done = run((sys.executable, str(script)), traps)
    assert "[1, 1, 2, 6, 24, 120]" == done.stdout.strip(), done.stderr
    assert [] == sorted(path.name for path in traps.glob("OWNED*"))


TRACED = "socket,connect,sendto,sendmsg,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link"
INTERNET = re.compile(r"(?:connect|sendto|sendmsg)\(.*AF_INET")
WRITTEN = re.compile(
    r'(?:openat\(.*?"([^"]+)", [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)|'
    r'(?:creat|mkdir|mkdirat|rename|renameat|renameat2|link)\(.*?"([^"]+)")'
)


@pytest.mark.slow
def test_an_ingest_calls_nobody_and_writes_beside_its_ledger_only(
    reports: Path, tmp_path: Path
) -> None:
    """Watched from outside, with all processes that it starts."""
    if shutil.which("strace") is None:
        pytest.skip("no strace here; try `apt-get install strace`")
    page = "<html><body><article><p>" + STORY.format(n=7) * 4 + "</p></article></body></html>"
    (reports / "page.html").write_text(page)
    own = tmp_path / "ledger"
    own.mkdir()
    trace = tmp_path / "trace"
    watched = ("strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={TRACED}")
    done = run(
        (*watched, *DATELINE, "ingest", ".", "--ledger", str(own / "l.db")),
        reports,
        DATELINE_WORKERS="2",
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not watch processes here")
    assert 0 == done.returncode, done.stderr
    lines = trace.read_text(errors="replace").splitlines()
    assert [] == [line for line in lines if INTERNET.search(line)]
    written = {one or other for line in lines for one, other in WRITTEN.findall(line)}
    outside = {w for w in written if not w.startswith((f"{own}/l.db", "/dev/null", "/proc/self/"))}
    assert set() == {w for w in outside if "__pycache__" not in w}
    assert any(w.startswith(str(own)) for w in written)


@pytest.mark.slow
def test_an_ingest_leaves_nothing_in_the_home_folder(reports: Path, tmp_path: Path) -> None:
    done = run((*DATELINE, "ingest", ".", "--ledger", "../ledger.db"), reports)
    assert 0 == done.returncode, done.stderr
    assert [] == sorted(path.name for path in (tmp_path / "home").rglob("*"))
    assert {"home", "ledger.db", "reports"} == {path.name for path in tmp_path.iterdir()}
    assert {f"{n}.txt" for n in range(1, 6)} == {path.name for path in reports.iterdir()}


def test_the_telemetry_of_the_runtime_is_off_before_it_is_loaded() -> None:
    code = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'onnxruntime':\n"
        "            print(os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        "import dateline.extract.tagger\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1" == done.stdout.strip()
