"""Which rules ever fire, and what moves without them.

    python -m benchmarks.rules [--list FILE]

reads all reports that may be read (`benchmarks.material`) with everything watched
(`benchmarks.watching`), prints how many units of each kind never fire, and writes them to a file.
Reports of the check side are never read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.watching import FRAME, FUNCTION, PATTERN, WORD, Fires, watch

WORKERS: Final = 2


def main() -> None:
    """Watch all reports that may be read, and tell what never fires."""
    options = _options()
    fires, texts = watched_reading()
    for line in summary(fires, texts):
        print(line)
    if options.list:
        silent = silent_units(fires, texts)
        options.list.write_text("\n".join(silent) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--list", type=Path, metavar="FILE", help="where to write what never fires")
    return parser.parse_args()


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
