"""The date that a page shows beside its headline.

Dates elsewhere on a page (a sidebar's, a ticker's, those of other stories) are not the page's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
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
    r"(?:^|[\s_-])(?:\w{0,60}date|time|published|posted|byline|timestamp|dateline|meta|pubdate)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
CHANGED: Final = re.compile(r"modif|updat|edited|changed", re.IGNORECASE)


def headline_date(root: Any) -> Stamp | None:  # noqa: ANN401  lxml has no types
    """The first date of publication near the headline.

    Args:
        root: the page as lxml parsed it, or with the same methods.

    Returns:
        None where there is no headline, or none beside it.
    """
    for tag in HEADLINES:
        headline = next((each for each in root.iter(tag) if not _is_aside(each)), None)
        if headline is not None:
            stamps = (_element_stamp(e) for e in _near(headline) if e.tag == "time" or _is_dated(e))
            return next((stamp for stamp in stamps if stamp is not None), None)
    return None


def _near(headline: Any) -> list[Any]:  # noqa: ANN401  lxml has no types
    """A headline with the elements around it; a page has many more, each of which costs time."""
    before = islice(_walk(headline, _previous), BEFORE)
    return [*reversed(list(before)), headline, *islice(_walk(headline, _next), AFTER - 1)]


def _walk(element: Any, step: Callable[[Any], Any]) -> Iterator[Any]:  # noqa: ANN401  no types
    """The elements of a page from one on, comments left out."""
    while (element := step(element)) is not None:
        if isinstance(element.tag, str):
            yield element


def _next(element: Any) -> Any:  # noqa: ANN401  lxml has no types
    """What follows an element on its page: its first part, else what follows all of it."""
    first = next(iter(element.iterchildren()), None)
    if first is not None:
        return first
    while element is not None:
        after = element.getnext()
        if after is not None:
            return after
        element = element.getparent()
    return None


def _previous(element: Any) -> Any:  # noqa: ANN401  lxml has no types
    """What stands before an element on its page: the last part of what does, else what holds it."""
    before = last = element.getprevious()
    while last is not None:
        before, last = last, next(iter(last.iterchildren(reversed=True)), None)
    return element.getparent() if before is None else before


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
