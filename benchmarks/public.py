"""Public data sets, read here and judged by the scorers that stand beside them.

The sets are no part of this repository: `DATELINE_BENCHMARKS` names the folder that holds them and
`scorers/`. Only their development parts are read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.commands import run
from benchmarks.folders import BENCHMARKS
from benchmarks.kinds import acled_types
from benchmarks.predict import write
from benchmarks.result import Figure, Skipped

GENERIC: Final = "8"  # the corpus's cluster of mentions that are of no one event
WIKIWARS: Final = "time/wikiwars_train/tml"


@dataclass(frozen=True, slots=True)
class Judge:
    """A scorer of the data folder with what it is asked.

    Attributes:
        scorer: its file in `scorers/`.
        gold: the file or folder it judges by.
        taken: the figures to take from what it prints.
        told: words before its options, such as a measure's name.
        options: options of its own.
    """

    scorer: str
    gold: str
    taken: Callable[[dict[str, Any]], tuple[Figure, ...]]
    told: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def lgl() -> tuple[Figure, ...] | Skipped:
    """Local American news full of namesakes: which place a given name stands for."""
    return _measured("lgl", "geoparsing", (Judge("geo.py", "geoparsing/lgl.xml", _places),))


def geovirus() -> tuple[Figure, ...] | Skipped:
    """News of epidemics all over the world: which place a given name stands for."""
    judge = Judge("geo.py", "geoparsing/GeoVirus.xml", _places)
    return _measured("geovirus", "geoparsing", (judge,))


def lgl_found() -> tuple[Figure, ...] | Skipped:
    """The same news, the names to be found too."""
    judge = Judge("geo.py", "geoparsing/lgl.xml", _found)
    return _measured("lgl", "geoparsing", (judge,), frozenset({"recognise"}))


def geovirus_found() -> tuple[Figure, ...] | Skipped:
    """The same news, the names to be found too."""
    judge = Judge("geo.py", "geoparsing/GeoVirus.xml", _found)
    return _measured("geovirus", "geoparsing", (judge,), frozenset({"recognise"}))


def wikiwars() -> tuple[Figure, ...] | Skipped:
    """Histories of wars: temporal expressions and their values."""
    return _measured("wikiwars", "time", (Judge("time.py", WIKIWARS, _times),))


def kinds() -> tuple[Figure, ...] | Skipped:
    """Sentences from the news, typed by what they are about, with nothing learnt from ACLED."""
    gold = "case2021_task2/dev.tsv"
    seen = ",".join(acled_types())
    of_acled = Judge("labels.py", gold, _acled_types, options=("--only", seen))
    return _measured("kinds", "case2021_task2", (of_acled, Judge("labels.py", gold, _all_types)))


def gvc() -> tuple[Figure, ...] | Skipped:
    """Local news of shootings, mentions given: which are one event; the generic ones left out."""
    gold = "gvc/coreference/mentions_dev.jsonl"
    named = Judge("coref.py", gold, _coreference, options=("--without", GENERIC))
    return _measured("gvc", "gvc", (named, Judge("coref.py", gold, _with_generic)))


def ecbplus() -> tuple[Figure, ...] | Skipped:
    """News of 16 pairs of like events, mentions given: which are one event."""
    gold = "ecbplus/standard_setup/dev_event_mentions.jsonl"
    return _measured("ecbplus", "ecbplus", (Judge("coref.py", gold, _coreference),))


def muc4() -> tuple[Figure, ...] | Skipped:
    """Reports of attacks in Latin America: who did what to whom with what."""
    templates = Judge("muc4.py", "muc4/gtt_processed/dev.json", _templates, ("tf",))
    extracts = Judge("muc4.py", "muc4/grit_processed/dev.json", _extracts, ("ree",))
    return _measured("muc4", "muc4", (templates, extracts))


def _coreference(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CoNLL F1", scored["conll_f1"]),)


def _with_generic(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CoNLL F1, generic mentions as one cluster", scored["conll_f1"]),)


def _templates(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CEAF-TF F1", scored["slots"]["micro_avg"]["f1"]),)


def _extracts(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CEAF-REE F1", scored["slots"]["micro_avg"]["f1"]),)


def _acled_types(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("weighted F1, the 25 ACLED types", scored["weighted_f1"]),)


def _all_types(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("weighted F1, all 30 types", scored["weighted_f1"]),)


def _places(scored: dict[str, Any]) -> tuple[Figure, ...]:
    exact, within = scored["exact_id"]["of_all"], scored["all"]["acc_161_km"]
    found = [Figure("accuracy at 161 km", within)]
    return (Figure("exact id", exact), *found) if scored["exact_id"]["gold"] else tuple(found)


def _found(scored: dict[str, Any]) -> tuple[Figure, ...]:
    told = scored["recognition"]
    return (
        Figure("recognition F1, exact", told["exact"]["f1"]),
        Figure("recognition F1, overlap", told["overlap"]["f1"]),
    )


def _times(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return tuple(
        Figure(f"{name} F1", scored[name]["f1"]) for name in ("strict", "relaxed", "value")
    )


def _measured(
    reader: str, data: str, judges: Sequence[Judge], flags: frozenset[str] = frozenset()
) -> tuple[Figure, ...] | Skipped:
    """The figures of a data set, from predictions that all judges read."""
    for judge in judges:
        if not _scorer(judge).is_file() or not (BENCHMARKS / judge.gold).exists():
            return Skipped(f"{BENCHMARKS / judge.gold} or its scorer is not here")
    with tempfile.TemporaryDirectory() as temporary:
        answers = Path(temporary) / "answers"
        write(reader, BENCHMARKS / data, answers, flags)
        return tuple(figure for judge in judges for figure in _judged(judge, answers))


def _judged(judge: Judge, answers: Path) -> tuple[Figure, ...]:
    """What a scorer says of predictions."""
    asked: tuple[str | Path, ...] = (sys.executable, _scorer(judge), *judge.told)
    files: tuple[str | Path, ...] = ("--gold", BENCHMARKS / judge.gold, "--pred", answers)
    return judge.taken(json.loads(run(*asked, *files, "--json", *judge.options)))


def _scorer(judge: Judge) -> Path:
    return BENCHMARKS / "scorers" / judge.scorer
