"""Tolls: low, best and high of each figure, its course over time, and number policies."""

from __future__ import annotations

from dateline.reconcile.tolls.counts import reconcile_courses, reconcile_toll, reconcile_victims
from dateline.reconcile.tolls.figures import linked
from dateline.reconcile.tolls.policies import POLICIES

__all__ = ["POLICIES", "linked", "reconcile_courses", "reconcile_toll", "reconcile_victims"]
