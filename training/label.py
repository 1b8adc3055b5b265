"""Tell which mixed news hold an incident, by Dateline's own reading.

`python -m training.label --data DIR --labels FILE` writes a line a text: its name and how many
events its reading found. It takes minutes; `training.relevance` reads FILE.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from dateline import pipeline
from dateline.types import Reading, Report
from training.texts import mixed


def main() -> None:
    """Write the labels."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    given = parser.parse_args()
    with given.labels.open("w", encoding="utf-8") as stream:
        for text in mixed(given.data):
            content = text.text.encode()
            report = Report(hashlib.sha256(content).hexdigest(), text.name, content, "text/plain")
            reading = pipeline.read(report)
            found = len(reading.mentions) if isinstance(reading, Reading) else 0
            stream.write(json.dumps([text.name, found]) + "\n")


if __name__ == "__main__":
    main()
