"""Casualties: killed, wounded, abducted and arrested, each figure as a claim on its event."""

from __future__ import annotations

from dateline.extract.casualties.tolls import tolls

__all__ = ["tolls"]
