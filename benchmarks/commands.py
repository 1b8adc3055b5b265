"""Run a command for a benchmark."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def run(*command: str | Path, **environment: str) -> str:
    """What a command prints, with these variables beside those of this process.

    Raises:
        RuntimeError: it failed; with its last words.
    """
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stderr.strip()[-500:]}")
    return done.stdout
