"""Whoever decides something says who they are, and why."""

from __future__ import annotations

from dateline.errors import InputError


def check_signed(by: str | None, reason: str) -> None:
    """Refuse what nobody stands for, and what has no reason.

    Args:
        by: who decides; None where a command does not ask for it.
        reason: why.

    Raises:
        InputError: one of them is empty.
    """
    if by is not None and not by.strip():
        raise InputError(
            f"expected the name of the person who decides, found {by!r}; give it with --by"
        )
    if not reason.strip():
        raise InputError(
            f"expected a reason in a sentence, found {reason!r}; give it with --reason"
        )
