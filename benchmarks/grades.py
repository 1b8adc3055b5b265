"""How far grades can be trusted: lines that contradict the gold file, by their grade.

A main line is false if it fits no gold incident of its reports, or if one of its values contradicts
the incident that it is paired with: country, town, day (the days have none in common), number of
dead or wounded (the gold file settles another), or perpetrators none of whom the gold file gives as
one or as a claimant. What a line leaves open contradicts nothing; a figure or a party that it
withholds as doubtful counts as given.

false lines graded confirmed or fair: of all false lines.

doubtful lines that are false: of all lines graded doubtful.

main lines without a fault: of all main lines, those that are paired with an incident of the gold
file and contradict it in nothing; what they withhold as doubtful is not told. An audit by a reader
finds about as many lines that a recorder could sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from benchmarks.result import Figure

TRUSTED: Final = frozenset({"confirmed", "fair"})
DOUBTFUL: Final = "doubtful"
FALSE_TRUSTED: Final = "false lines graded confirmed or fair"
DOUBTFUL_FALSE: Final = "doubtful lines that are false"
FAULTLESS: Final = "main lines without a fault"
INVENTED: Final = "invented"
TOLLS: Final = ("killed", "wounded")

Row = Mapping[str, Any]


def graded(
    scorer: ModuleType, gold: Sequence[Row], lines: Sequence[Row], rows: Sequence[Row]
) -> tuple[Figure, ...]:
    """The three figures.

    Args:
        scorer: `score.py` of the acceptance folder, which pairs lines with incidents.
        gold: the incidents of the gold file as the scorer reads them.
        lines: those of the export as the scorer reads them.
        rows: the same lines as they stand in the export.
    """
    read = [_as_read(line, row) for line, row in zip(lines, rows, strict=True)]
    false = faults_of(scorer, gold, read, rows)
    doubtful = [bool(faults) for at, faults in false.items() if rows[at]["grade"] == DOUBTFUL]
    trusted = [rows[at]["grade"] in TRUSTED for at, faults in false.items() if faults]
    return (
        Figure(FALSE_TRUSTED, 100 * sum(trusted) / max(1, len(trusted)), smaller=True),
        Figure(DOUBTFUL_FALSE, 100 * sum(doubtful) / max(1, len(doubtful))),
        Figure(FAULTLESS, 100 * _faultless(scorer, gold, lines, rows)),
    )


def _faultless(
    scorer: ModuleType, gold: Sequence[Row], lines: Sequence[Row], rows: Sequence[Row]
) -> float:
    """The share of main lines that say nothing false and are no second line of their incident."""
    paired = scorer.align(gold, lines)
    faults = faults_of(scorer, gold, lines, rows)
    right = sum(at in paired and not found for at, found in faults.items())
    return right / max(1, len(faults))


def _as_read(line: Row, row: Row) -> Row:
    """A line with the figures and parties that it withholds as doubtful."""
    held = [doubt for doubt in row.get("doubts", ()) if doubt["value"]]
    tolls = {d["field"]: int(d["value"]) for d in held if d["field"] in TOLLS}
    parties = [d["value"] for d in held if d["field"] == "perpetrators"]
    return {
        **line,
        **{name: {"low": n, "best": n, "high": n} for name, n in tolls.items()},
        "perpetrators": [*line["perpetrators"], *parties],
    }


def faults_of(
    scorer: ModuleType, gold: Sequence[Row], lines: Sequence[Row], rows: Sequence[Row]
) -> dict[int, frozenset[str]]:
    """What is false in each main line, by its place in the export; nothing for a right one."""
    paired = scorer.align(gold, lines)
    main = [at for at, line in enumerate(lines) if "main" in line["reports"].values()]
    return {
        at: frozenset(_contradicted(scorer, incident, lines[at], rows[at]))
        if (incident := _nearest(scorer, gold, lines[at], paired.get(at)))
        else frozenset({INVENTED})
        for at in main
    }


def _nearest(scorer: ModuleType, gold: Sequence[Row], line: Row, paired: int | None) -> Row | None:
    """The gold incident that a line tells of: its pair, else the one that it fits best."""
    if paired is not None:
        return gold[paired]
    fits = [(scorer.pair_score(one, line) or 0.0, at) for at, one in enumerate(gold)]
    best, at = max(fits, default=(0.0, 0))
    return gold[at] if best else None


def _contradicted(scorer: ModuleType, gold: Row, line: Row, row: Row) -> Iterator[str]:
    """The fields of a line that contradict its gold incident."""
    if line["country"] and not scorer.country_right(gold["country"], line["country"]):
        yield "country"
    if line["city"] and not scorer.city_right(gold["city"], line["city"]):
        yield "city"
    if line["days"] and scorer.days_apart(gold["days"], line["days"]):
        yield "day"
    for toll in TOLLS:
        given = line[toll] and line[toll]["best"]
        if given is not None and scorer.toll_right(gold[toll], line[toll], ("best",)) is False:
            yield toll
    claimants = (c["names"] for c in gold["claims"] if c["stance"] == "claims")
    known = [*gold["perpetrators"], *(name for names in claimants for name in names)]
    aliases = (alias for party in row["perpetrators"] for alias in party.get("aliases", ()))
    accused = [*line["perpetrators"], *aliases]
    if accused and not any(scorer.same_name(one, name) for one in known for name in accused):
        yield "perpetrators"
