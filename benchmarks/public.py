"""Public data sets, read here and judged by the scorers that stand beside them.

The sets are no part of this repository: `DATELINE_BENCHMARKS` names the folder that holds them and
`scorers/`. Only their development parts are read.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.commands import run
from benchmarks.kinds import acled_types
from benchmarks.result import Figure, Skipped

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("DATELINE_BENCHMARKS", ROOT.parent / "shared" / "benchmarks"))
GENERIC: Final = "8"  # the corpus's cluster of mentions that are of no one event
WIKIWARS: Final = "time/wikiwars_train/tml"


def lgl() -> tuple[Figure, ...] | Skipped:
    """Local American news full of namesakes: which place a given name stands for."""
    return _measured("lgl", "geoparsing", "geo.py", "geoparsing/lgl.xml", _places)


def geovirus() -> tuple[Figure, ...] | Skipped:
    """News of epidemics all over the world: which place a given name stands for."""
    return _measured("geovirus", "geoparsing", "geo.py", "geoparsing/GeoVirus.xml", _places)


def lgl_found() -> tuple[Figure, ...] | Skipped:
    """The same news, the names to be found too."""
    return _measured(
        "lgl", "geoparsing", "geo.py", "geoparsing/lgl.xml", _found, options=("--recognise",)
    )


def geovirus_found() -> tuple[Figure, ...] | Skipped:
    """The same news, the names to be found too."""
    return _measured(
        "geovirus", "geoparsing", "geo.py", "geoparsing/GeoVirus.xml", _found, ("--recognise",)
    )


def wikiwars() -> tuple[Figure, ...] | Skipped:
    """Histories of wars: temporal expressions and their values."""
    return _measured("wikiwars", "time", "time.py", WIKIWARS, _times)


def kinds() -> tuple[Figure, ...] | Skipped:
    """Sentences from the news, typed by what they are about, with nothing learnt from ACLED."""
    data, gold = "case2021_task2", "case2021_task2/dev.tsv"
    seen = ",".join(acled_types())
    of_acled = _measured("kinds", data, "labels.py", gold, _acled_types, judged=("--only", seen))
    all_types = _measured("kinds", data, "labels.py", gold, _all_types)
    if isinstance(of_acled, Skipped) or isinstance(all_types, Skipped):
        return Skipped(f"{FOLDER / gold} or its scorer is not here")
    return (*of_acled, *all_types)


def gvc() -> tuple[Figure, ...] | Skipped:
    """Local news of shootings, mentions given: which are one event; the generic ones left out."""
    gold = "gvc/coreference/mentions_dev.jsonl"
    left_out = ("--without", GENERIC)
    named = _measured("gvc", "gvc", "coref.py", gold, _coreference, judged=left_out)
    every = _measured("gvc", "gvc", "coref.py", gold, _with_generic)
    if isinstance(named, Skipped) or isinstance(every, Skipped):
        return Skipped(f"{FOLDER / gold} or its scorer is not here")
    return (*named, *every)


def ecbplus() -> tuple[Figure, ...] | Skipped:
    """News of 16 pairs of like events, mentions given: which are one event."""
    gold = "ecbplus/standard_setup/dev_event_mentions.jsonl"
    return _measured("ecbplus", "ecbplus", "coref.py", gold, _coreference)


def _coreference(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CoNLL F1", scored["conll_f1"]),)


def _with_generic(scored: dict[str, Any]) -> tuple[Figure, ...]:
    return (Figure("CoNLL F1, generic mentions as one cluster", scored["conll_f1"]),)


def muc4() -> tuple[Figure, ...] | Skipped:
    """Reports of attacks in Latin America: who did what to whom with what."""
    gold = "muc4/gtt_processed/dev.json"
    found = (
        _measured("muc4", "muc4", "muc4.py", gold, _templates, told=("tf",)),
        _measured(
            "muc4", "muc4", "muc4.py", "muc4/grit_processed/dev.json", _extracts, told=("ree",)
        ),
    )
    return found[0] if isinstance(found[0], Skipped) else (*found[0], *_figures(found[1]))


def _figures(result: tuple[Figure, ...] | Skipped) -> tuple[Figure, ...]:
    """The figures of a result, none where it was skipped."""
    return () if isinstance(result, Skipped) else result


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


def _measured(  # noqa: PLR0913, PLR0917  a data set is a reader, a scorer and what to take from it
    reader: str,
    data: str,
    scorer: str,
    gold: str,
    taken: Callable[[dict[str, Any]], tuple[Figure, ...]],
    options: tuple[str, ...] = (),
    judged: tuple[str, ...] = (),
    told: tuple[str, ...] = (),
) -> tuple[Figure, ...] | Skipped:
    """The figures of a data set, from predictions of `dateline bench`."""
    judge = FOLDER / "scorers" / scorer
    if not judge.is_file() or not (FOLDER / gold).exists():
        return Skipped(f"{FOLDER / gold} or its scorer is not here")
    with tempfile.TemporaryDirectory() as temporary:
        answers = Path(temporary) / "answers"
        bench = (sys.executable, "-m", "dateline", "bench", reader, "--data", FOLDER / data)
        run(*bench, "--predictions", answers, *options)
        files = ("--gold", FOLDER / gold, "--pred", answers)
        scored = run(sys.executable, judge, *told, *files, "--json", *judged)
    return taken(json.loads(scored))
