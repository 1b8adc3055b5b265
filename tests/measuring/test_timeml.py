"""TimeML values of a narrative."""

from __future__ import annotations

from benchmarks.texts import document
from benchmarks.timeml import timeml

from dateline.detect.times.expressions import timeml_expressions
from dateline.syntax.parser import parse_document
from dateline.types import Entity


def test_timeml_values_follow_the_narrative() -> None:
    """A bare month takes the year before it, and “the next day” counts from the day told last."""
    doc = document("a", "On 3 May 1916 they landed. The next day they dug in. In June they left.")
    entities: tuple[Entity, ...] = timeml_expressions(doc, *parse_document(doc))
    rows = timeml(doc, entities, doc.created)
    assert [row.value for row in rows] == ["1916-05-03", "1916-05-04", "1916-06"]
