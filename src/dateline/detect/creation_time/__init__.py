"""The document creation time: when a report was written, from what it says."""

from __future__ import annotations

from dateline.detect.creation_time.estimate import estimate_creation

__all__ = ["estimate_creation"]
