"""Text of reports made safe to print: it does nothing to a terminal but show."""

from __future__ import annotations

from itertools import chain

# Control characters of a report must not reach the terminal: they could redraw it.
UNSAFE = dict.fromkeys(
    chain(range(32), range(127, 160), range(0x202A, 0x202F), range(0x2066, 0x206A))
)
LAYOUT = {ord("\n"): " ", ord("\t"): " "}


def safe_text(text: object) -> str:
    """Text on one line that does nothing to a terminal but show."""
    return str(text).translate({**UNSAFE, **LAYOUT})
