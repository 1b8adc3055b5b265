"""The main text of an HTML page by a faster way, for archives of many millions of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dateline.clean.headline_dates import headline_date
from dateline.clean.pages import SURE_RUN, Page, below_title, line_origins, refuse_floods
from dateline.errors import MissingExtraError, UnreadableError
from dateline.types import Span, Stretch

LEFT_OUT: Final = ("figcaption", "time", "button", "aside", "nav")
SHARED_TITLE: Final = 'meta[property="og:title"]'
FIRST_LINES: Final = 5  # in which one without a tag is looked for
BULK: Final = 30  # characters of source, at most, to one of text at the end of a story
SCRIPT, SCRIPT_END, HEADLINE = "<script", "</script", "<h1"


def extract_fast_page(source: str, *, is_dated: bool) -> Page:
    """Take the main text out of a page with Resiliparse, several times as fast as Trafilatura.

    It takes more of what surrounds an article for a part of it.

    Args:
        source: the decoded HTML.
        is_dated: its day of publication is known, and not looked for beside the headline.

    Raises:
        UnreadableError: the page holds no main text, or is built to exhaust a parser.
        MissingExtraError: the extra `fast` is not installed.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  an extra
        from resiliparse.parse.html import HTMLTree  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("Reading HTML pages the fast way", "fast") from error
    refuse_floods(source)
    tree = HTMLTree.parse(source)
    body = extract_plain_text(
        tree,
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        skip_elements=LEFT_OUT,
    )
    if not body.strip():
        raise UnreadableError("expected an article, found a page without running text")
    title = _title(tree)
    text = below_title(title, body)
    published = None if is_dated else headline_date(_Element(tree.document))
    start = _story_start(body.splitlines(), source)
    return Page(text, title, tuple(_origins(text, source, start)), published, extracted=True)


class _Element:
    """An element of Resiliparse's, with those methods of lxml's by which a date is looked for."""

    def __init__(self, node: Any) -> None:  # noqa: ANN401  its types leave out what may be missing
        """Take an element."""
        self.node = node
        self.tag: str = node.tag

    def get(self, name: str) -> str | None:
        """An attribute."""
        value: str | None = self.node.getattr(name)
        return value

    def text_content(self) -> str:
        """All words in it."""
        words: str = self.node.text
        return words

    def iter(self, tag: str) -> Iterator[_Element]:
        """The elements in it that have a tag."""
        return map(_Element, self.node.query_selector_all(tag))

    def iterchildren(self, *, reversed: bool = False) -> Iterator[_Element]:  # noqa: A002  as lxml
        """Its first part, or the last, by which a walk goes on."""
        node = self.node.last_element_child if reversed else self.node.first_element_child
        return iter(() if node is None else (_Element(node),))

    def iterancestors(self) -> Iterator[_Element]:
        """What holds it, from the inside out."""
        parent = self.getparent()
        while parent is not None:
            yield parent
            parent = parent.getparent()

    def getparent(self) -> _Element | None:
        """What holds it."""
        return _element(self.node.parent_element)

    def getnext(self) -> _Element | None:
        """What follows it."""
        return _element(self.node.next_element_sibling)

    def getprevious(self) -> _Element | None:
        """What stands before it."""
        return _element(self.node.previous_element_sibling)


def _element(node: Any) -> _Element | None:  # noqa: ANN401  its types leave out what may be missing
    """A node as an element, if there is one."""
    return None if node is None else _Element(node)


def _title(tree: Any) -> str | None:  # noqa: ANN401  its types leave out what may be missing
    """The headline: as the page gives it to others, else its only one, else the window's."""
    shared = tree.document.query_selector(SHARED_TITLE)
    if shared is not None and (words := " ".join((shared.getattr("content") or "").split())):
        return words
    headlines = tree.document.query_selector_all("h1")
    alone = headlines[0].text if len(headlines) == 1 else ""
    return " ".join((alone or tree.title or "").split()) or None


def _origins(text: str, source: str, start: int) -> Iterator[Stretch]:
    """Where the lines of the text stand in the source, as far as they stand there unchanged.

    A line without a tag in it is found at once; the source is cut at its tags between such lines
    alone, which takes a third of the time.
    """
    at, waiting, begin = start, 0, 0
    for line in text.splitlines(keepends=True):
        words, end = line.strip(), begin + len(line)
        found = _outside_scripts(words, source, at) if len(words) >= SURE_RUN else -1
        if found >= 0:
            if waiting < begin:
                yield from _origins_between(text, Span(waiting, begin), source, Span(at, found))
            first = begin + line.index(words)
            yield Stretch(Span(first, first + len(words)), found)
            at, waiting = found + len(words), end
        begin = end
    reach = Span(at, at + BULK * (len(text) - waiting))
    yield from _origins_between(text, Span(waiting, len(text)), source, reach)


def _origins_between(text: str, lines: Span, source: str, part: Span) -> Iterator[Stretch]:
    """Where lines with tags in them stand in a part of the source."""
    words = text[lines.start : lines.end]
    if not words or words.isspace():
        return
    for found in line_origins(words, source[part.start : part.end]):
        span = Span(lines.start + found.span.start, lines.start + found.span.end)
        yield Stretch(span, part.start + found.source)


def _story_start(lines: Sequence[str], source: str) -> int:
    """Where the headline above some lines begins in the source; 0 where that is not sure."""
    for line in lines[:FIRST_LINES]:
        found = _outside_scripts(line, source, 0) if len(line) >= SURE_RUN else -1
        if found >= 0:
            return max(source.rfind(HEADLINE, 0, found), 0)
    return 0


def _outside_scripts(words: str, source: str, at: int) -> int:
    """The first place of some words from an offset on that is in no script; -1 for none."""
    begin = at
    while (found := source.find(words, begin)) >= 0:
        if source.rfind(SCRIPT, at, found) <= source.rfind(SCRIPT_END, at, found):
            return found
        begin = found + 1
    return -1
