"""Which rules ever fire, and what moves without them.

    python -m benchmarks.rules --out FOLDER
    python -m benchmarks.rules --out FOLDER --without NAME ... | --rare N

The first reads all reports that may be read (`benchmarks.material`) with everything watched
(`benchmarks.watching`), prints how many units of each kind never fire, and writes to a folder
`silent.tsv`, what never fires, and `fires.json`, in which reports each function fires.
The second goes on from there: it switches functions and rules off, one at a time, and prints in how
many reports each fires, how many readings change without it and what moves on each benchmark
(`benchmarks.ablation`); `--rare` takes all functions that fire in at most so many reports. The
table is kept in `effects.tsv`, and what stands there is not tried again.
Reports of the check side are never read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.watching import FRAME, FUNCTION, PATTERN, WORD, Fires, watch

WORKERS: Final = 2
SILENT: Final = "silent.tsv"
FIRES: Final = "fires.json"
EFFECTS: Final = "effects.tsv"


def main() -> None:
    """Watch all reports that may be read, or switch functions off."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.without or options.rare:
        where = json.loads((options.out / FIRES).read_text(encoding="utf-8"))
        rare = [name for name, reports in where.items() if len(reports) <= (options.rare or 0)]
        print_effects(options.out / EFFECTS, options.without or sorted(rare), where)
        return
    fires, texts = watched_reading()
    for line in summary(fires, texts):
        print(line)
    silent = "\n".join(silent_units(fires, texts))
    (options.out / SILENT).write_text(f"{silent}\n", encoding="utf-8")
    where = {name: sorted(reports) for name, reports in sorted(fires.where.items())}
    (options.out / FIRES).write_text(json.dumps(where, indent=0), encoding="utf-8")


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--without", nargs="+", metavar="NAME", help="switch these off")
    which.add_argument("--rare", type=int, metavar="N", help="switch off what fires as seldom")
    options = parser.parse_args()
    if (options.without or options.rare) and not (options.out / FIRES).is_file():
        parser.error(f"expected {options.out / FIRES}, found none; run without --without first")
    return options


def print_effects(kept: Path, names: Sequence[str], where: Mapping[str, Sequence[str]]) -> None:
    """Switch functions and rules off, print what moves and keep it."""
    from benchmarks.ablation import effect  # noqa: PLC0415  it imports what must be watched first

    done = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    tried = {line.partition("\t")[0] for line in done.splitlines()}
    everywhere = sorted({report for reports in where.values() for report in reports})
    with kept.open("a", encoding="utf-8") as stream:
        for name in names:
            if name in tried:
                continue
            found = effect(name, where.get(name, everywhere))
            line = f"{name}\tcannot be switched off"
            if found:
                moves = ", ".join(f"{data} {move:+.1f}" for data, move in found.moves.items())
                effect_of = f"{found.broken} reports cannot be read" if found.broken else moves
                line = f"{name}\t{found.fires}\t{found.changed}\t{effect_of}"
            print(line, flush=True)
            stream.write(f"{line}\n")
            stream.flush()


def watched_reading() -> tuple[Fires, str]:
    """What fires on all learn reports, and their texts in lower case."""
    fires, texts = Fires(), []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for seen, text in pool.map(_watched_share, range(WORKERS)):
            fires.add(seen)
            texts.append(text)
    return fires, "\n".join(texts)


def _watched_share(number: int) -> tuple[Fires, str]:
    """What fires on a share of the learn reports; for a process that has imported nothing yet."""
    fires = Fires()
    begin = watch(fires)
    from benchmarks.trial import read_watched, share_of  # noqa: PLC0415  only now may it be imported

    return fires, "\n".join(read_watched(share_of(number, WORKERS), begin))


# ------------------------------------------------------------------ what is told


def silent_units(fires: Fires, texts: str) -> list[str]:
    """Every unit that never fires, with its kind and what is known of it."""
    functions = [
        f"{FUNCTION}\t{name}\t{_calls(fires.called[name])}" for name in fires.silent(FUNCTION)
    ]
    rest = [f"{kind}\t{name}\t" for kind in (FRAME, PATTERN) for name in fires.silent(kind)]
    words = [f"{WORD}\t{name}\t{why}" for name, why in silent_words(fires, texts)]
    return [*functions, *rest, *words]


def _calls(many: int) -> str:
    return f"called {many} times, gives nothing" if many else "never called"


def silent_words(fires: Fires, texts: str) -> Iterator[tuple[str, str]]:
    """The words that never fire, as far as that can be known, and how it is known."""
    live = {_list_of(name) for name in fires.fired.get(WORD, ())}
    for name in fires.silent(WORD):
        word = name.removeprefix(f"{_list_of(name)}: ").lower()
        if _list_of(name) in live:
            yield name, "never found, others of its list are"
        elif word.strip("*") not in texts:
            yield name, "stands in no text"


def _list_of(name: str) -> str:
    """The list that a word is of."""
    return name.partition(": ")[0]


def summary(fires: Fires, texts: str) -> Iterator[str]:
    """How many units of each kind there are, and how many never fire."""
    silent = {kind: len(fires.silent(kind)) for kind in (FUNCTION, FRAME, PATTERN)}
    silent[WORD] = sum(1 for _ in silent_words(fires, texts))
    yield f"{'kind':12s}{'units':>8s}{'never fire':>12s}"
    for kind, many in silent.items():
        yield f"{kind:12s}{len(fires.units.get(kind, ())):8d}{many:12d}"
    never = sum(fires.called[name] == 0 for name in fires.silent(FUNCTION))
    yield f"functions never called: {never}"


if __name__ == "__main__":
    main()
