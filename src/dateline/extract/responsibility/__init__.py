"""Responsibility: who says who did it, and how others react."""

from __future__ import annotations

from dateline.extract.responsibility.reactions import reactions
from dateline.extract.responsibility.statements import responsibility

__all__ = ["reactions", "responsibility"]
