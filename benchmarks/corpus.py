"""Reports to measure speed on: the bundled demonstration, told of other towns and years.

They are made, so that every machine has the same ones. The changes keep copies from being copies:
each round moves to another town and another year.
"""

from __future__ import annotations

import re
from pathlib import Path

from dateline.demo import REPORTS

TOWNS = ("Kandahar", "Mosul", "Aleppo", "Maiduguri", "Quetta", "Benghazi", "Sanaa", "Peshawar")
OLD_TOWNS = re.compile(r"Mogadishu|Kabul|Gaza City|Abu Dhabi|Colombo|Chibok")
YEARS = re.compile(r"\b20[12]\d\b")
FIRST_YEAR, YEARS_USED = 2003, 20
ROUND = 40  # turns after which the same towns would meet the same years again


def write(folder: Path, reports: int) -> None:
    """Write a number of reports to a folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    for number in range(reports):
        turn, text = number // len(texts), texts[number % len(texts)]
        town, year = TOWNS[turn % len(TOWNS)], str(FIRST_YEAR + (turn + turn // ROUND) % YEARS_USED)
        changed = YEARS.sub(year, OLD_TOWNS.sub(town, text))
        (folder / f"{number:04}.txt").write_text(changed, encoding="utf-8")
