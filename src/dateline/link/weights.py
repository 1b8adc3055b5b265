"""The weights and limits of linking, in tables that can be read without the code.

A weight is the binary logarithm of how much likelier a sign makes one incident (Fellegi and
Sunter's match weight). `weights.toml` holds those that were fitted, with the data and the scores,
and is written by `training/linking.py`; what rules a pair out is set here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

_TABLE: Final[Mapping[str, Any]] = tomllib.loads(
    files(__package__).joinpath("weights.toml").read_text("utf-8")
)
FITTED: Final[Mapping[str, float]] = _TABLE["weights"]

# A pair or two clusters become one incident from this mean weight on.
THRESHOLD: Final[float] = _TABLE["threshold"]

# Two clusters with such a pair become one from this mean weight on, where neither tells of an
# attack as armies make it: a town sees few crimes, and of five reports of one, one has misread its
# day. On the archive's learn side: 0 bits B3 92.2, 2 bits 93.1, 4 bits 93.1, 6 bits 92.7.
TOGETHER: Final[float] = THRESHOLD - 5

# In the mean of two clusters a report about the event counts this many times one that mentions it.
MAIN_MASS: Final = 4

NEVER: Final = -1e6  # a person called two mentions different; nothing outweighs that
# Such a pair never comes together of itself. In the mean of two clusters it outweighs what most
# other pairs say, and not all: the day or town of one report may be misread.
RULED_OUT: Final = -6.0
ABROAD: Final = -100.0  # two countries; a report seldom misreads that, and no story bridges it
OTHER_KIND: Final = -6.0  # a crowd and an attack
SAME_REPORT: Final = -6.0  # the report itself tells them apart
FORCED: Final = 99.0  # a person called two mentions one incident

# Bits of the rarest words, counted above `RARE`, from which two reports are of one story, so that a
# day or a town may be misread: in one town, and where two towns are told.
RARE: Final = 7.0
RAREST_IN_TOWN: Final = 5.0
RAREST_ELSEWHERE: Final = 10.0
