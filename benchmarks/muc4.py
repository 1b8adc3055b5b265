"""Templates of MUC-4: texts without case in, incidents with their role fillers out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import muc4_rules
from benchmarks.muc4_join import join, written
from dateline.extract.tagger import tag

TEXTS = "gtt_processed/dev.json"


def predict(data: Path) -> Iterator[dict[str, object]]:
    """Fill the templates of the development texts.

    Args:
        data: the folder with `gtt_processed/dev.json`; the texts are read, the templates are not.

    Yields:
        Rows {"docid", "templates"}, the latter as the GTT form has them.
    """
    with (data / TEXTS).open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield {"docid": row["docid"], "templates": templates(row["docid"], row["doctext"])}


def templates(name: str, text: str) -> list[dict[str, object]]:
    """The incidents of a text as templates, read by the trained tagger and by the rules.

    Args:
        name: the text's name.
        text: all in small letters, or all in capitals, as the collection has it.

    Returns:
        A template for each type of incident that the text tells of, with the fillers of five roles.
    """
    return [written(one) for one in join(text, tag(text), muc4_rules.templates(name, text))]
