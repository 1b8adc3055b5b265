"""How often Python looks for dead objects in this program."""

from __future__ import annotations

import gc
from typing import Final

SELDOM: Final = (50_000, 20, 50)  # objects and rounds between two looks for dead cycles


def seldom_collect() -> None:
    """Look for cycles of dead objects at a slower pace than Python's, in this whole process.

    Readings and incidents are trees without cycles: at the usual pace a fifth of the time goes into
    looking for some, and next to nothing is found.
    """
    gc.set_threshold(*SELDOM)
