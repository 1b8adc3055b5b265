"""Count how rare words are in news: `python -m training.rarity --data DIR`.

Writes `src/dateline/link/rarity.tsv`, the words by how many of the texts have them, in half bits.
A word is as rare as in the kind of news that has it most: "countryside" tells no two raids of a war
apart, though news of shootings seldom has it. Of the Gun Violence Archive the incidents at even
positions are counted, the others are kept to measure linking on; of the labelled reports on wars
the learn side (`DATELINE_ACCEPTANCE`).
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.folders import ACCEPTANCE
from benchmarks.split import LEARN, side_of

from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.link import profiles
from dateline.link.profiles import telling_figures, telling_words
from dateline.types import NARRATIVE, Report
from training.texts import Text, mixed, reports

TARGET = Path(profiles.__file__).with_name("rarity.tsv")
FEWEST = 5  # texts that a word stands in; a rarer one is left out, and counts as among the rarest
STEP = 0.5  # bits


def counted(data: Path) -> Mapping[str, Sequence[Text]]:
    """The texts that are counted by kind of news: shootings, attacks, wars, and news at large."""
    told = [text for text in reports(data) if text.source in {"gva", "muc4"}]
    incidents = sorted({text.group for text in told if text.source == "gva"})[::2]
    return {
        "shootings": [text for text in told if text.group in incidents],
        "attacks": [text for text in told if text.source == "muc4"],
        "wars": list(_of_wars()),
        "news": list(mixed(data)),
    }


def _of_wars() -> Iterator[Text]:
    """The learn side of the labelled reports on wars."""
    for name in ("real", "syria"):
        for report in acquire((ACCEPTANCE / name / "reports",)):
            if isinstance(report, Report) and side_of(name, Path(report.name).name) == LEARN:
                document = clean_report(report)
                spans = [block.span for block in document.blocks if block.kind in NARRATIVE]
                text = "\n\n".join(document.text[span.start : span.end] for span in spans)
                yield Text(name, report.name, report.name, text)


def word_bits(texts: Sequence[Text]) -> dict[str, float]:
    """How rare the words of a collection of texts are, in bits; those of few texts left out."""
    seen = Counter(
        word for one in texts for word in {*telling_words(one.text), *telling_figures(one.text)}
    )
    return {w: math.log2(len(texts) / n) for w, n in seen.items() if n >= FEWEST}


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the benchmarks")
    texts = counted(parser.parse_args().data)
    bits: dict[str, float] = {}
    for some in (*texts.values(), [text for each in texts.values() for text in each]):
        for word, own in word_bits(some).items():
            bits[word] = min(own, bits.get(word, own))
    rows: defaultdict[float, list[str]] = defaultdict(list)
    for word, own in bits.items():
        rows[STEP * round(own / STEP)].append(word)
    told = ", ".join(f"{len(some)} of {kind}" for kind, some in texts.items())
    head = f"# half bits of words in texts: {told}; made by training/rarity.py"
    lines = [f"{bits}\t{' '.join(sorted(words))}" for bits, words in sorted(rows.items())]
    TARGET.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
