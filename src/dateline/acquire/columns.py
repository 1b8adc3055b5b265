"""Where a table keeps each field of a report."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Columns:
    """The column (CSV) or key (JSON Lines) of each field; only `text` must be there."""

    id: str = "id"
    url: str = "url"
    outlet: str = "outlet"
    title: str = "title"
    text: str = "text"
    published: str = "published"


FIELDS = tuple(field.name for field in fields(Columns))
