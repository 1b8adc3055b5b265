"""The date that a page shows beside its headline.

Dates elsewhere on a page (a sidebar's, a ticker's, those of other stories) are not the page's.
"""

from __future__ import annotations

import re
from typing import Any, Final

from dateline.stamps import read_stamp, stamps_in
from dateline.types import Stamp

BEFORE, AFTER = 25, 80  # elements around the headline
LONGEST: Final = 120  # characters of an element that shows a date
HEADLINES: Final = ("h1", "h2")
FURNITURE: Final = frozenset(["aside", "nav", "footer", "form"])
ASIDE: Final = re.compile(
    r"related|sidebar|(?:^|\s)widget(?:[\s_]|$)|ticker|popular|trending|latest|recommend|comment|most-?read|teaser"
    r"|breaking|promo|newsletter",
    re.IGNORECASE,
)
DATED: Final = re.compile(
    r"(?:^|[\s_-])(?:\w*date|time|published|posted|byline|timestamp|dateline|meta|pubdate)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
CHANGED: Final = re.compile(r"modif|updat|edited|changed", re.IGNORECASE)


def headline_date(root: Any) -> Stamp | None:  # noqa: ANN401  lxml has no types
    """The first date of publication near the headline.

    Args:
        root: the parsed page.

    Returns:
        None where there is no headline, or none beside it.
    """
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for tag in HEADLINES:
        places = [i for i, each in enumerate(elements) if each.tag == tag and not _is_aside(each)]
        if places:
            near = elements[max(0, places[0] - BEFORE) : places[0] + AFTER]
            stamps = (
                _element_stamp(each) for each in near if each.tag == "time" or _is_dated(each)
            )
            return next((stamp for stamp in stamps if stamp is not None), None)
    return None


def _element_stamp(element: Any) -> Stamp | None:  # noqa: ANN401  lxml has no types
    """The date of publication that an element shows; a change is none."""
    words = " ".join(element.text_content().split())
    if _is_aside(element) or len(words) > LONGEST or CHANGED.search(_style_names(element)):
        return None
    before = 0
    for start, stamp in stamps_in(words):
        label, before = words[before:start], start + len(stamp.words)
        if not CHANGED.search(label):
            return stamp
    if before or CHANGED.search(words):
        return None
    stamp = read_stamp(element.get("datetime") or "")
    return stamp if stamp.days else None


def _is_dated(element: Any) -> bool:  # noqa: ANN401  lxml has no types
    return DATED.search(_style_names(element)) is not None


def _is_aside(element: Any) -> bool:  # noqa: ANN401  lxml has no types
    """Does an element stand in a part of the page that is not the story's?"""
    return any(
        each.tag in FURNITURE or ASIDE.search(_style_names(each))
        for each in (element, *element.iterancestors())
        if each.tag not in {"body", "html"}
    )


def _style_names(element: Any) -> str:  # noqa: ANN401  lxml has no types
    """The names by which a page's own style knows an element."""
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))
