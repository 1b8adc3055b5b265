"""Arguments: when, where, by whom, on what and with what each event took place."""

from __future__ import annotations

from dateline.extract.arguments.damage import damage
from dateline.extract.arguments.outcomes import outcomes
from dateline.extract.arguments.roles import roles
from dateline.extract.arguments.targets import targets

__all__ = ["damage", "outcomes", "roles", "targets"]
