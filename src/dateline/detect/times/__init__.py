"""When: the time expressions of a document and what their words say."""

from __future__ import annotations

from dateline.detect.times.expressions import times
from dateline.detect.times.words import number, ordinal, words

__all__ = ["number", "ordinal", "times", "words"]
