"""Count how rare words are in news: `python -m training.rarity --data DIR`.

Writes `src/dateline/link/rarity.tsv`, the words by how many of the texts have them, in half bits.
Of the Gun Violence Archive the incidents at even positions are counted; the others are kept to
measure linking on.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.link import word_rarity
from dateline.link.profiles import telling_figures, telling_words
from training.texts import Text, mixed, reports

TARGET = Path(word_rarity.__file__).with_name("rarity.tsv")
FEWEST = 5  # texts that a word stands in; a rarer one is left out, and counts as among the rarest
STEP = 0.5  # bits


def counted(data: Path) -> Iterator[Text]:
    """The texts that are counted: reports of shootings and of attacks, and news of all kinds."""
    told = [text for text in reports(data) if text.source in {"gva", "muc4"}]
    incidents = sorted({text.group for text in told if text.source == "gva"})[::2]
    yield from (text for text in told if text.source != "gva" or text.group in incidents)
    yield from mixed(data)


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the benchmarks")
    texts = list(counted(parser.parse_args().data))
    seen = Counter(
        word for one in texts for word in {*telling_words(one.text), *telling_figures(one.text)}
    )
    rows: defaultdict[float, list[str]] = defaultdict(list)
    for word, count in seen.items():
        if count >= FEWEST:
            rows[STEP * round(math.log2(len(texts) / count) / STEP)].append(word)
    head = f"# half bits of words in {len(texts)} texts; made by training/rarity.py"
    lines = [f"{bits}\t{' '.join(sorted(words))}" for bits, words in sorted(rows.items())]
    TARGET.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
