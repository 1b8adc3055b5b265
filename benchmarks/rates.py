"""Four rates of what a ledger must not say, from a gold file and an export.

invented events: main lines that fit no gold incident of their reports in any role: none that
shares a report has a compatible kind and lies at most three days away (and, if it is background,
names no other place). One true incident that is told in two lines is not invented.

values without support: the values of main lines (day, place, killed, wounded, arrested,
perpetrators, claims) that no valid statement of their field stands behind. A statement is valid if
its quote stands in its report and its figure can be read in the quote. A toll needs statements
that give its best figure (its lowest, where none is best): one figure, or the sum or difference of
two, or the sum of three.

claims turned into facts: of the perpetrators of matched main lines that the gold file gives as
claimed, attributed or suspected, those whom the ledger names as a fact.

claimants turned into actors: of all perpetrators of matched main lines, those who are none in the
gold file and who only speak there (by an accusation, suspicion, denial or condemnation).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from benchmarks.result import Figure

NAMES: Final = (
    "invented events",
    "values without support",
    "claims turned into facts",
    "claimants turned into actors",
)
SAID: Final = frozenset({"claimed", "attributed", "suspected"})
SPEAKS_ONLY: Final = frozenset({"attributes", "suspects", "denies", "condemns"})
FACT: Final = "named"
TOLLS: Final = ("killed", "wounded", "arrested")
MOST_SUMMED: Final = 12  # figures of one toll that sums are tried of

Row = Mapping[str, Any]  # a line of an export, or an incident of a gold file, as JSON has it
Texts = Mapping[str, tuple[str, str]]


def measured(
    scorer: ModuleType, gold: Path, exported: Path, rows: tuple[Sequence[Row], Sequence[Row]]
) -> tuple[Figure, ...]:
    """The four rates.

    Args:
        scorer: `score.py` of the acceptance folder, which pairs lines with incidents.
        gold: the gold file.
        exported: the export.
        rows: the incidents of the gold file as they stand there, and the lines of the export with
            all of their statements.
    """
    known = scorer.read_gold(str(gold))
    lines = scorer.read_prediction(str(exported), known["reports"])
    quoted = {statement["report"] for line in rows[1] for statement in line["statements"]}
    texts: Texts = scorer.read_reports(str(gold.parent / "reports"), quoted | known["reports"])
    main = [at for at, line in enumerate(lines) if "main" in line["reports"].values()]
    invented = [at for at in main if not _fits(scorer, known["incidents"], lines[at])]
    values = [ok for at in main for ok in _supported(scorer, rows[1][at], texts)]
    paired = [
        (rows[1][at], rows[0][of])
        for at, of in scorer.align(known["incidents"], lines).items()
        if known["incidents"][of]["role"] == "main"
    ]
    facts = [fact for line, incident in paired for fact in _facts(scorer, line, incident)]
    actors = [only for line, incident in paired for only in _claimants(scorer, line, incident)]
    shares = (
        (len(invented), len(main)),
        (values.count(False), len(values)),
        (sum(facts), len(facts)),
        (sum(actors), len(actors)),
    )
    return tuple(
        Figure(name, 100 * wrong / max(1, of), smaller=True)
        for name, (wrong, of) in zip(NAMES, shares, strict=True)
    )


def _fits(scorer: ModuleType, incidents: Sequence[Row], line: Row) -> bool:
    """Whether a line fits any gold incident of its reports."""
    return any(scorer.pair_score(incident, line) is not None for incident in incidents)


def _supported(scorer: ModuleType, line: Row, texts: Texts) -> Iterator[bool]:
    """For each value that a line gives, whether valid statements stand behind it."""
    valid = [s for s in line["statements"] if scorer.statement_valid(s, texts)]
    fields = {statement["field"] for statement in valid}
    if line["date"] and (line["date"]["start"] or line["date"]["end"]):
        yield "when" in fields
    if line["place"] and (line["place"]["country"] or line["place"]["city"]):
        yield "where" in fields
    for given in ("perpetrators", "claims"):
        if line[given]:
            yield bool(fields & {"actor", "reaction"})
    for toll in TOLLS:
        if line[toll]:
            told = [_numbers(scorer, s) for s in valid if s["field"] == toll]
            yield _reached(line[toll], told)


def _numbers(scorer: ModuleType, statement: Row) -> frozenset[int]:
    """The figures of a statement on a toll; a name stands for one, words of nobody for none."""
    found = scorer.numbers_of(statement["value"])
    if found:
        return frozenset(found)
    return frozenset({0}) if scorer.NOBODY.search(statement["quote"]) else frozenset({1})


def _reached(toll: Row, told: Sequence[frozenset[int]]) -> bool:
    """Whether the figure of a toll follows from the figures of some statements."""
    wanted = toll["low"] if toll["best"] is None else toll["best"]
    single = {number for numbers in told for number in numbers}
    if wanted is None or wanted in single:
        return bool(told)
    each = [number for numbers in told for number in numbers][:MOST_SUMMED]
    sums = (sum(some) for size in (2, 3) for some in combinations(each, size))
    return wanted in {*sums, *(abs(a - b) for a, b in combinations(each, 2))}


def _facts(scorer: ModuleType, line: Row, incident: Row) -> Iterator[bool]:
    """For each perpetrator that the reports only give as said, whether the ledger states a fact."""
    for gold in incident["perpetrators"]:
        if gold["stance"] not in SAID:
            continue
        for given in line["perpetrators"]:
            if scorer.same_name(gold["name"], given["name"]):
                yield given["stance"] == FACT


def _claimants(scorer: ModuleType, line: Row, incident: Row) -> Iterator[bool]:
    """For each perpetrator of a line, whether the reports only let that party speak."""
    names = [gold["name"] for gold in incident["perpetrators"]]
    names += [c["by"] for c in incident["claims"] if c["stance"] == "claims"]
    speakers = [c["by"] for c in incident["claims"] if c["stance"] in SPEAKS_ONLY]
    for given in line["perpetrators"]:
        is_one = any(scorer.same_name(name, given["name"]) for name in names)
        speaks = any(scorer.same_name(name, given["name"]) for name in speakers)
        yield speaks and not is_one
