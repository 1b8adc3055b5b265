"""Texts and pages of one character, phrase or tag again and again, read as an ingest reads them.

    python -m benchmarks.floods [--write] [--minutes N] [NAME...]

Each is read at three sizes, behind enough of a report to be taken for one, on a process with the
limits of an ingest, and an ordinary report after it. `--write` puts the figure into the page on
reliability; with `--minutes` it counts what was read until then.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from benchmarks.figures import write_figure
from dateline import pipeline
from dateline.types import Report, SetAside
from dateline.workers import in_order

SIZES: Final = (10_000, 50_000, 250_000)  # bytes
STEEPEST: Final = 1.2  # how cost may grow: size to the power of this
LEAST: Final = 0.5  # seconds; what takes less says nothing of growth
LEAD: Final = (
    "MOSUL, March 2, 2021 - Gunmen killed two soldiers in Mosul on Tuesday, police said.\n"
)
TAKEN_FOR: Final = 2_200  # characters by which a text is taken for a report in English
ORDINARY: Final = f"{LEAD}\nThe attackers fled. No group claimed responsibility.\n"
CHARACTERS: Final = {
    "letters": "a",
    "capitals": "A",
    "digits": "7",
    "blanks": " ",
    "lines": "\n",
    "tabs": "\t",
    "underscores": "_",
    "brackets": "(",
    "quotes": '"',
    "curly quotes": "“",
    "apostrophes": "'",
    "plus signs": "+",
    "hyphens": "-",
    "dashes": "—",
    "dots": ".",
    "commas": ",",
    "colons": ":",
    "slashes": "/",
    "at signs": "@",
    "number signs": "#",
    "percent signs": "%",
    "stars": "* ",
    "question marks": "?! ",
    "emoji": "😀",
    "flags": "🇮🇶",
    "joined emoji": "👨‍👩‍👧",
    "accents": "e\u0301",
    "combining marks": "\u0301",
    "Arabic letters": "ب",
    "Chinese signs": "中",
    "full-width digits": "７",
    "zero-width blanks": "\u200b",
    "turning marks": "\u202e",
    "private signs": "\ue000",
    "NUL": "\x00",
    "mixed cases": "aB1.",
}
PHRASES: Final = {
    "sentences": "Gunmen killed 3 people. ",
    "one sentence": "gunmen killed 3 people and ",
    "relative clauses": "the man who shot ",
    "titles of persons": "Mr. ",
    "months": "May ",
    "days": "Friday ",
    "dates": "on March 2, 2021, ",
    "numbered days": "2/3/2021 ",
    "towns": "Paris ",
    "lists of towns": "in Mosul, Baghdad, Kirkuk and ",
    "unknown villages": "the village of Umm Qarn, ",
    "sides": "north of Mosul, ",
    "persons": "Ahmed Hassan ",
    "names": "Karim Saleh Ali Omar. ",
    "parties": "the Islamic State of Iraq and the Levant ",
    "acronyms": "(IS) ",
    "speakers": "police said ",
    "said sentences": '"It exploded," he said. ',
    "claims": "The group claimed responsibility for the attack. ",
    "denials": "no group denied that ",
    "counts": "12 killed, 7 wounded, ",
    "written counts": "twenty-three hundred and ",
    "ranges": "between 3 and 5 or ",
    "figures": "1,000,000 ",
    "weapons": "a car bomb and rockets ",
    "attacks": "the bombing of the attack on the raid ",
    "nested of": "the head of ",
    "nested quotes": "“he said ‘",
    "addresses": "https://example.org/a?b=c ",
    "mail addresses": "a@example.org ",
    "dotted words": "U.S. ",
    "hyphened words": "anti-government-",
    "conjunctions": "and or but ",
    "weeks": "days after the attack a week ago ",
    "datelines": "MOSUL, March 2 (AP) - ",
    "captions": "Photo: AP/File\n",
    "headings": "Mosul:\n",
    "bullets": "- 2 March: three killed in Mosul\n",
    "ordinary news": (
        "Gunmen killed two soldiers in Mosul on Tuesday, police said. A car bomb wounded at least "
        "seven people near a market in Baghdad. No group has claimed responsibility, but "
        "officials blamed militants. Residents heard a loud explosion after the prayer.\n\n"
    ),
}
TAGS: Final = {
    "paragraphs": "<p>",
    "breaks": "<br>",
    "divisions": "<div>",
    "bold": "<b>x",
    "closed tags": "</p>",
    "rows": "<tr><td>x",
    "tables": "<table>",
    "lists": "<ul><li>x",
    "links": '<a href="/x">Gunmen killed 3</a> ',
    "images": '<img src="x.png" alt="three killed">',
    "comments": "<!-- x -->",
    "open comments": "<!--",
    "sections": "<![CDATA[",
    "instructions": "<?x ",
    "references": "&amp;",
    "odd references": "&#x41;",
    "less-than signs": "<",
    "attributes": "a=1 ",
    "scripts": "<script>",
    "styles": "<style>x{}</style>",
    "frames": "<iframe>",
    "forms": "<form><input>",
    "headings of pages": "<h2>Mosul</h2>",
    "dates of pages": "<time datetime='2021-03-02'>March 2</time>",
    "stamps of pages": '<meta property="article:published_time" content="2021-03-02">',
    "vectors": "<svg><g>",
    "mathematics": "<math><mi>",
    "templates": "<template>",
    "paragraphs of news": "<p>Gunmen killed two soldiers in Mosul on Tuesday, police said.</p>",
}
ENGLISH: Final = (PHRASES["ordinary news"] * 9)[:TAKEN_FOR].rpartition(".")[0] + "."


@dataclass(frozen=True, slots=True)
class Flood:
    """A report of one thing again and again."""

    name: str
    size: int  # bytes, about
    report: Report


@dataclass(frozen=True, slots=True)
class Cost:
    """What a report took, and what became of it: why it was lost, "" if it was answered."""

    seconds: float  # of a processor
    memory: int  # bytes, the most that the process held
    lost: str
    fault: str  # the reason of an error of the program, "" if there was none
    answer: str  # tells one answer from another


def floods(sizes: Sequence[int], names: Sequence[str] = ()) -> Iterator[Flood]:
    """Every flood at every size, or those of some names."""
    every = {**CHARACTERS, **PHRASES, **TAGS}
    for name in sorted(names or every, key=lambda n: hashlib.sha256(n.encode()).digest()):
        unit = every[name]
        for size in sizes:
            many = unit * (size // len(unit.encode()))
            if name not in TAGS:
                report = made_report(f"{ENGLISH}\n\n{many}\n\n{LEAD}", "text/plain")
            else:
                inside = f"<p {many}>" if name == "attributes" else many
                page = f"<p>{ENGLISH}</p>{inside}<p>{LEAD}</p>"
                report = made_report(f"<html><body><article>{page}</article></body>", "text/html")
            yield Flood(name, size, report)


def made_report(text: str, media: str) -> Report:
    """A report of a text."""
    content = text.encode()
    return Report(hashlib.sha256(content).hexdigest(), "flood", content, media)


def measured(report: Report) -> Cost:
    """Read a report, and tell what it took."""
    began = time.process_time()
    answer = pipeline.read(report)
    took = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    fault = answer.reason if isinstance(answer, SetAside) and answer.is_fault else ""
    return Cost(took, most, "", fault, hashlib.sha256(repr(answer).encode()).hexdigest())


def lost(_: Report, reason: str) -> Cost:
    """What stands for a report that took too much."""
    return Cost(0.0, 0, reason, "", "")


def costs(given: Sequence[Flood]) -> Iterator[tuple[Flood, Cost, Cost]]:
    """What each flood cost, and an ordinary report that was read right after it."""
    ordinary = made_report(ORDINARY, "text/plain")
    reports = (report for flood in given for report in (flood.report, ordinary))
    answers = in_order(measured, reports, 1, lost, prepare=pipeline.get_ready)
    for flood in given:
        (_, cost), (_, after) = next(answers), next(answers)
        yield flood, cost, after


def growth(taken: dict[tuple[str, int], Cost]) -> dict[str, float]:
    """How the cost of each flood grows, as a power of its size; lost and small ones left out."""
    found = {}
    for name in {name for name, _ in taken}:
        ends = sorted((size, cost.seconds) for (n, size), cost in taken.items() if n == name)
        steps = [
            math.log(after / max(before, LEAST)) / math.log(large / small)
            for (small, before), (large, after) in pairwise(ends)
            if after > LEAST
        ]
        if steps:
            found[name] = max(steps)
    return found


def main() -> None:
    """Print what each flood costs, then the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--minutes", type=float, default=math.inf)
    asked = parser.parse_args()
    given, began = list(floods(SIZES, asked.names)), time.monotonic()
    before = measured(made_report(ORDINARY, "text/plain"))
    taken, faults, disturbed = {}, 0, 0
    for flood, cost, after in costs(given):
        taken[flood.name, flood.size] = cost
        faults += bool(cost.fault)
        disturbed += after.answer != before.answer
        said = cost.lost or cost.fault or f"{cost.seconds:6.2f} s {cost.memory >> 20:5} MB"
        print(f"{flood.name:22} {flood.size:7} {said}", flush=True)
        if flood.size == SIZES[-1] and time.monotonic() - began > asked.minutes * 60:
            break
    steep = {name: power for name, power in growth(taken).items() if power > STEEPEST}
    stopped = sum(bool(cost.lost) for cost in taken.values())
    answered = [cost for cost in taken.values() if not cost.lost]
    slowest = max(answered, key=lambda cost: cost.seconds)
    print(*(f"{name}: grows by the power {power:.2f}" for name, power in steep.items()), sep="\n")
    figure = (
        f"{len(taken)} floods of {len(taken) // len(SIZES)} kinds up to 250 KB: {stopped} stopped "
        f"at 10 seconds or 1 GB, the others within {slowest.seconds:.1f} seconds and "
        f"{max(cost.memory for cost in answered) >> 20} MB, {faults} errors of the program, "
        f"{disturbed} times another answer to the next report, {len(steep)} kinds grow faster "
        f"than the size to the power of {STEEPEST}"
    )
    print(figure)
    if asked.write:
        write_figure("floods", figure)


if __name__ == "__main__":
    main()
