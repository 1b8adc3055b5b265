"""How many reports a second pass the gate or are read, with one incident report in ten.

The mix is made: the bundled demonstration among other news composed of the sentences below, so that
every machine has the same. Machines differ, so the figure to hold is a ratio: the speed with the
gate over that without, on the same mix in the same run. On its own:

    python -m benchmarks.gate_speed [FOLDER]

A FOLDER of one's own is read as it is, in the place of the mix.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.result import Figure
from dateline import pipeline
from dateline.acquire import acquire
from dateline.collecting import seldom_collect
from dateline.record import Ledger
from dateline.types import Intake, Report

REPORTS = 200
EACH = 10  # one report in so many tells of an incident
WORKERS = 2
WARM = 20  # first reports, in whose time the workers load their models
SENTENCES = 22  # a report of some 350 words
SEED = 7
# For each kind of news: openings of sentences and their ends.
NEWS = (
    (
        "The council|The mayor|A committee of residents|The school board|The planning office",
        (
            "said that the library would open a new room next spring|"
            "voted to raise the price of parking by a small amount|"
            "wants to plant more trees along the main road|"
            "asked for better buses on weekday mornings|"
            "put off a decision about the swimming pool until autumn|"
            "thanked the volunteers who clean the river each year"
        ),
    ),
    (
        "The company|Its main rival|A group of investors|The chief executive|The bank",
        (
            "reported higher sales in the third quarter, helped by exports|"
            "expects slower growth and lower costs over the coming year|"
            "plans to hire two hundred people at its factory in the north|"
            "lowered its forecast after weak demand for cars|"
            "agreed to buy a maker of kitchen furniture for an undisclosed sum|"
            "said that the price of its shares had risen by four percent"
        ),
    ),
    (
        "The coach|The captain|The home side|The young striker|The visitors",
        (
            "missed several chances before the break but improved in the second half|"
            "said that the team had trained well and deserved the points|"
            "will meet the champions at home on the last day of the season|"
            "scored twice and was praised by the supporters|"
            "hopes to return from a knee injury by the end of the month|"
            "signed a new contract for three years"
        ),
    ),
    (
        "The director|A new film|The orchestra|The museum|The author",
        (
            "draws on letters and photographs that were found in an attic|"
            "opens on Thursday with music by local students|"
            "tells the story of a family that moves to the coast|"
            "was well received by critics and has won two prizes|"
            "spent ten years on research in archives and libraries|"
            "invites children to paint and to build their own instruments"
        ),
    ),
    (
        "The party|The finance minister|A spokesman for the opposition|The president|Parliament",
        (
            "promised to fight for lower taxes before the election in June|"
            "attacked the budget as a bomb under the pensions of the old|"
            "won the vote by a narrow margin after a long debate|"
            "will meet trade envoys in Brussels on Tuesday to talk about tariffs|"
            "named a new head of the central bank and defended the appointment|"
            "said that the coalition would survive the quarrel over farm subsidies"
        ),
    ),
    (
        "The health ministry|Doctors|A team of researchers|The hospital|The clinic",
        (
            "said that 14 people had died of the fever since the start of the month|"
            "reported 230 new cases in the coastal districts, most of them children|"
            "tested a vaccine on 3,000 volunteers and found it safe|"
            "warned that many patients come too late to be treated|"
            "asked families to boil water and to wash their hands|"
            "is short of beds, nurses and medicine, it said on Friday"
        ),
    ),
    (
        "The weather service|Firefighters|The storm|The river|Rescue workers",
        (
            "left at least 3 dead and thousands without power along the coast|"
            "brought down trees and killed a driver on the road to the airport|"
            "rose to its highest level in forty years after days of rain|"
            "searched for two hikers who went missing on Saturday|"
            "expects snow in the mountains and strong wind in the valleys|"
            "told people in low-lying streets to leave their homes"
        ),
    ),
    (
        "The court|A judge|The company's lawyers|The former director|Prosecutors",
        (
            "heard that he had moved 2 million dollars to accounts abroad|"
            "put off the hearing in the tax case until March|"
            "denied that the contract had been won with bribes|"
            "ordered the bank to pay back fees to 40,000 customers|"
            "said that the appeal had no chance and should be turned down|"
            "will decide next week whether the merger breaks competition law"
        ),
    ),
)


def behind_the_gate(folder: Path | None = None) -> tuple[Figure, ...]:
    """Reports a second with and without the gate, and the share that it turns away."""
    seldom_collect()  # as every command does
    with tempfile.TemporaryDirectory() as temporary:
        if folder is None:
            folder = Path(temporary) / "reports"
            folder.mkdir()
            write(folder, REPORTS)
        reports = [item for item in acquire((folder,)) if isinstance(item, Report)]
        gated, away = _run(reports, Path(temporary) / "gated.db", gate=True)
        whole, _ = _run(reports, Path(temporary) / "whole.db", gate=False)
    return (
        Figure("reports a second behind the gate", gated, "/s"),
        Figure("reports a second without it", whole, "/s"),
        Figure("times as fast", gated / whole, "x"),
        Figure("turned away", 100 * away / len(reports)),
    )


def write(folder: Path, reports: int) -> None:
    """Write a mix of incident reports and other news to a folder."""
    told = folder.parent / "told"
    told.mkdir()
    corpus.write(told, reports // EACH)
    incidents = [path.read_text(encoding="utf-8") for path in sorted(told.glob("*.txt"))]
    chance = random.Random(SEED)  # noqa: S311  nothing secret
    for number in range(reports):
        is_incident = number % EACH == 0
        text = incidents[number // EACH] if is_incident else other_news(chance)
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def other_news(chance: random.Random) -> str:
    """A report of other news: sentences of one kind, in paragraphs."""
    subjects, ends = (part.split("|") for part in chance.choice(NEWS))
    sentences = [f"{chance.choice(subjects)} {chance.choice(ends)}." for _ in range(SENTENCES)]
    paragraphs = [" ".join(sentences[n : n + 2]) for n in range(0, SENTENCES, 2)]
    return "\n\n".join([sentences[0].rstrip("."), *paragraphs]) + "\n"


def _run(reports: Sequence[Report], ledger: Path, *, gate: bool) -> tuple[float, int]:
    """Reports a second from bytes to incidents after the first few, and how many are set aside."""
    with Ledger.open(str(ledger), create=True) as opened:
        times = []
        for _ in pipeline.ingest(opened, reports, WORKERS, Intake(gate)):
            times.append(time.perf_counter())  # noqa: PERF401  the time of each answer
        start = time.perf_counter()
        pipeline.renew(opened)
        built = (time.perf_counter() - start) / len(reports)
        warm = min(WARM, len(times) // 2)
        each = (times[-1] - times[warm - 1]) / (len(times) - warm)
        return 1 / (each + built), len(opened.all_set_aside())


if __name__ == "__main__":
    for figure in behind_the_gate(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"{figure.name:34s} {figure.value:8.1f} {figure.unit}")
