"""Where the data of the benchmarks lie; none of them is part of this repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_BESIDE: Final = ROOT.parent / "shared"
ACCEPTANCE: Final = Path(os.environ.get("DATELINE_ACCEPTANCE", _BESIDE / "acceptance"))
BENCHMARKS: Final = Path(os.environ.get("DATELINE_BENCHMARKS", _BESIDE / "benchmarks"))
