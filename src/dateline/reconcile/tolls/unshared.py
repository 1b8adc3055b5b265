"""Dead and wounded whom other reports of the same event do not tell: mostly of another event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.reconcile.tolls.attackers import Dead
from dateline.reconcile.tolls.figures import Figure

FEW: Final = 10  # more dead than that no report leaves out
SEVERAL: Final = 3  # voices that tell the dead


def borne_out(dead: Dead, wounded: Sequence[Figure]) -> Dead:
    """Leave out a few dead of whom most reports that tell the wounded of the event say nothing.

    Whoever tells of five wounded tells of a death too. So the man killed in another shooting, whom
    one of three reports recalls, is not of this event. Where as many reports tell the dead as do
    not, he is left out if they are told beside as many wounded: nobody has died of these. What
    only later reports tell is news, and stays.

    Args:
        dead: what each report gives, attackers apart.
        wounded: the wounded that each report gives.
    """
    told = [f for f in (*dead.victims, *dead.attackers) if f.range.best]
    telling = {f.giving_report for f in told}
    counts = {f.giving_report: f.range.best or 0 for f in wounded if f.is_main}
    silent = [f for f in wounded if f.is_main and f.range.best and f.giving_report not in telling]
    most = max((counts[f.giving_report] for f in silent), default=0)
    if most < 2 or any((f.range.best or 0) >= FEW for f in told):  # noqa: PLR2004 - several
        return dead
    if all(f.follows(other) for f in told for other in silent):
        return dead
    beside = any(counts.get(report, 0) >= most for report in telling)
    if len(silent) > len(telling) or (len(silent) == len(telling) and beside):
        return Dead((), ())
    return dead


def unshared_figures(wounded: Sequence[Figure], dead: Sequence[Figure]) -> bool:
    """Is one wounded person told by a single one of several reports, and in none's headline?

    Whoever tells of the dead tells of the wounded too. So the man hurt in another shooting, whom
    one of three reports recalls, is not of this event; nor is he who was dead by the next report.

    Args:
        wounded: the wounded that each report gives.
        dead: the dead that each report gives, of victims and attackers.
    """
    told = [f for f in wounded if f.range.best]
    if len(told) != 1 or told[0].range.best != 1 or any(t.title for t in told[0].told):
        return False
    outlets = {f.told[0].outlet for f in (*wounded, *dead) if f.is_main}
    return len(outlets) >= SEVERAL
