"""Who is named: states, forces, armed groups, offices, officials, witnesses."""

from __future__ import annotations

from dateline.detect.parties.mentions import fighting_kinds, find_parties

__all__ = ["fighting_kinds", "find_parties"]
