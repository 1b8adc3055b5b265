"""Known faults of all packages that are pinned, as pip-audit finds them: `make audit`.

    python -m benchmarks.advisories PIP-AUDIT LOCK

Ends with 0 where no package has a known fault, with 1 where one has, and with 2 where the database
of advisories did not answer, so that nothing was checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from enum import IntEnum
from typing import Any


class Outcome(IntEnum):
    """How an audit ends, as an exit code."""

    CLEAN = 0
    FAULTY = 1
    UNCHECKED = 2


def told(answer: str, complaints: str) -> tuple[Outcome, list[str]]:
    """What an audit came to, in lines.

    Args:
        answer: what pip-audit printed, JSON where it got through.
        complaints: what it printed as errors.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        reason = (complaints.strip().splitlines() or ["it said nothing"])[-1]
        return Outcome.UNCHECKED, [
            "the database of advisories cannot be reached: nothing was checked",
            f"pip-audit: {reason}",
            "expected an answer of https://pypi.org/pypi; run `make audit` where it can be reached",
        ]
    skipped = [one for one in packages if "vulns" not in one]
    faulty = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in packages
        for fault in one.get("vulns", ())
    ]
    if faulty:
        return Outcome.FAULTY, faulty
    if skipped:
        names = ", ".join(one["name"] for one in skipped)
        return Outcome.UNCHECKED, [f"no answer on {names}: they were not checked"]
    return Outcome.CLEAN, [f"{len(packages)} packages, none with a known fault"]


def main() -> None:
    """Run pip-audit and tell what it found."""
    program, lock = sys.argv[1:]
    asked = [program, "--strict", "--disable-pip", "--format", "json", "-r", lock]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    outcome, lines = told(done.stdout, done.stderr)
    print(*lines, sep="\n", file=sys.stdout if outcome is Outcome.CLEAN else sys.stderr)
    sys.exit(outcome)


if __name__ == "__main__":
    main()
