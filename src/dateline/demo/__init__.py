"""The bundled reports that `dateline demo` reads."""

from __future__ import annotations

from pathlib import Path

REPORTS = Path(__file__).parent / "reports"
