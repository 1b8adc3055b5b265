"""When: the time expressions of a document and what their words say."""

from __future__ import annotations

from dateline.detect.times.expressions import find_times
from dateline.detect.times.values import number_of, ordinal_of, time_words

__all__ = ["find_times", "number_of", "ordinal_of", "time_words"]
