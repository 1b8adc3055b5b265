"""Find the join's thresholds on the training messages that the tagger did not learn from.

python -m training.thresholds --data BENCHMARKS [--rules FILE] prints the choices and both
measures on the held-back slice, and the measures on the development set.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import muc4_join, muc4_rules
from benchmarks.muc4_join import Choice, join, written

from dateline.extract.tagger import Tagging, tag
from dateline.extract.tagger.layout import ROLES
from training.data import HELD, MUC_DEVELOPMENT, MUC_TRAIN

ROUNDS = 2
LEASTS = tuple(x / 20 for x in range(6, 19))


@dataclass(frozen=True, slots=True)
class Told:
    """A message with what both readers say of it."""

    name: str
    text: str
    tagging: Tagging
    ruled: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is searched."""

    choices: Mapping[str, Choice]
    least_type: float
    type_agreed: float
    shared: float


@dataclass(frozen=True, slots=True)
class Scorer:
    """The scorer of the data set and the gold of a part."""

    module: Any
    templates: Mapping[str, Any]
    extracts: Mapping[str, Any]

    def measures(self, messages: Sequence[Told], settings: Settings) -> tuple[list[float], ...]:
        """Precision, recall and F1 of CEAF-TF and of CEAF-REE."""
        apply(settings)
        found = {}
        for one in messages:
            made = [written(t) for t in join(one.text, one.tagging, one.ruled)]
            found[self.module.normal_docid(one.name)] = {
                "templates": [self.module.normal_template(template) for template in made],
                "extracts": None,
            }
        sums = []
        for gold, score in (
            (self.templates, self.module.score_templates),
            (self.extracts, self.module.score_extracts),
        ):
            counts = score({name: gold[name] for name in found}, found)
            total = [sum(row[i] for row in counts.values()) for i in range(4)]
            sums.append([round(100 * x, 2) for x in self.module.f_measure(total)])
        return tuple(sums)


def apply(settings: Settings) -> None:
    """Make the join use settings."""
    for name, value in (
        ("CHOICES", settings.choices),
        ("LEAST_TYPE", settings.least_type),
        ("TYPE_AGREED", settings.type_agreed),
        ("SHARED", settings.shared),
    ):
        setattr(muc4_join, name, value)


def neighbours(settings: Settings) -> Iterator[Settings]:
    """Settings that differ in one thing."""
    for role in ROLES:
        old = settings.choices[role]
        new = [replace(old, least=x) for x in LEASTS]
        new += [replace(old, agreed=x) for x in (0.0, 1.0, 2.0)]
        new += [replace(old, rules=not old.rules), replace(old, heads=not old.heads)]
        for choice in new:
            yield replace(settings, choices={**settings.choices, role: choice})
    yield from (replace(settings, least_type=x) for x in LEASTS)
    yield from (replace(settings, type_agreed=x) for x in (0.0, 0.5, 1.0, 2.0))
    yield from (replace(settings, shared=x) for x in (0.3, 0.5, 0.7, 0.9))


def search(scorer: Scorer, messages: Sequence[Told], settings: Settings) -> Settings:
    """Climb to better settings, one change at a time."""
    best = sum(row[2] for row in scorer.measures(messages, settings))
    for _ in range(ROUNDS):
        for number in range(len(list(neighbours(settings)))):
            other = list(neighbours(settings))[number]
            if (value := sum(row[2] for row in scorer.measures(messages, other))) > best:
                best, settings = value, other
    return settings


def told(path: Path, every: int, rules: Path | None) -> list[Told]:
    """Read messages with both readers; the rules' part may have been kept in a file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][::every]
    kept = {}
    if rules:
        kept = {row["docid"]: row for row in map(json.loads, rules.read_text("utf-8").splitlines())}
    made = []
    for row in rows:
        name, text = row["docid"], row["doctext"]
        ruled = kept[name]["templates"] if kept else muc4_rules.templates(name, text)
        made.append(Told(name, text, tag(text), ruled))
    return made


def main() -> None:
    """Search, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmarks' folder")
    parser.add_argument("--rules", type=Path, help="the rules' templates, as JSON lines")
    options = parser.parse_args()
    sys.path.insert(0, str(options.data / "scorers"))
    module = importlib.import_module("muc4")
    muc = options.data / "muc4"

    def scorer(name: str) -> Scorer:
        read = module.read_documents
        return Scorer(
            module, read(muc / "gtt_processed" / name), read(muc / "grit_processed" / name)
        )

    held = told(options.data / MUC_TRAIN, HELD, options.rules)
    start = Settings(
        dict(muc4_join.CHOICES), muc4_join.LEAST_TYPE, muc4_join.TYPE_AGREED, muc4_join.SHARED
    )
    found = search(scorer("train.json"), held, start)
    development = told(options.data / MUC_DEVELOPMENT, 1, options.rules)
    for label, settings in (("as it is", start), ("found", found)):
        print(label, settings)
        print("  held back  ", *scorer("train.json").measures(held, settings))
        print("  development", *scorer("dev.json").measures(development, settings))


if __name__ == "__main__":
    main()
