"""The main text of an HTML page, with a way back to the page's source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dateline.clean.headline_dates import headline_date
from dateline.errors import MissingExtraError, UnreadableError
from dateline.types import Span, Stamp, Stretch

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TAGS: Final = 200_000
MOST_IN_A_TAG: Final = 100_000  # characters
MOST_ATTRIBUTES: Final = 1_000  # of a tag; a flood of them makes the parsers quadratic
NO_TEXT: Final = ("script", "style", "noscript", "template", "iframe")
NEW_LINE: Final = frozenset(
    "p div br li ul ol dl blockquote h1 h2 h3 h4 h5 h6 tr table section article header footer "
    "figure figcaption pre hr".split()
)
# A run of text with all tags, references and spaces before it; what is hidden ends it. Each part is
# taken for good, so that no character is looked at twice.
RUN: Final = re.compile(
    r"""(?:\s++|(?!<!--|<(?:script|style)\b)<[a-zA-Z/!?][^>]*+(?:>|\Z)|&\#?\w{1,32}+;?+)*+
    (?P<run>(?:[^<&]++|<(?![a-zA-Z/!?])|&(?!\#?\w))*+)""",
    re.IGNORECASE | re.VERBOSE,
)
HIDDEN: Final = re.compile(r"<(?:!--|(?P<name>script|style)\b)", re.IGNORECASE)
HIDING: Final = ("<!", "<s", "<S")  # one of these opens what is hidden
# Both cases are spelled out: a pattern with a fixed beginning is found five times as fast.
HIDDEN_END: Final = {
    name: re.compile("</" + "".join(f"[{c}{c.upper()}]" for c in name) + "[^>]{0,99}>")
    for name in ("script", "style")
}
QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
SURE_RUN: Final = 30  # characters of a run of text that is the story's wherever it stands
GAP: Final = 3  # characters between two runs in a row, such as a reference and spaces


@dataclass(frozen=True, slots=True)
class Page:
    """The readable text of a report; `origin` leads back to its decoded source."""

    text: str
    title: str | None
    origin: tuple[Stretch, ...]
    published: Stamp | None = None  # as it stands beside the headline
    extracted: bool = False  # taken out of what surrounds the story on a page of the web


def extract_page(source: str, url: str | None) -> Page:
    """Take the main text out of a page.

    Args:
        source: the decoded HTML.
        url: where it was published, if known.

    Raises:
        UnreadableError: the page holds no main text, or is built to exhaust a parser.
        MissingExtraError: the extra `html` is not installed.
    """
    try:
        import trafilatura  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("Reading HTML pages", "html") from error
    refuse_floods(source)
    tree = trafilatura.load_html(source)
    if tree is None:
        raise UnreadableError("expected an article, found no page")
    published = headline_date(tree)
    title = _told_title(tree, url)
    # The slower ways that it falls back on add more furniture than text. The tree is used up.
    body = trafilatura.extract(
        tree, url=url, include_comments=False, include_tables=False, fast=True
    )
    # A text of a sentence or two is less than it takes for an article.
    body = body or trafilatura.baseline(source)[1]
    if not body:
        raise UnreadableError("expected an article, found a page without running text")
    text = below_title(title, body)
    return Page(text, title, line_origins(text, source), published, extracted=True)


def _told_title(tree: HtmlElement, url: str | None) -> str | None:
    """The title that a page gives itself."""
    from trafilatura.metadata import extract_metadata, extract_title  # noqa: PLC0415  an extra

    try:
        meta = extract_metadata(tree, default_url=url, date_config={"extensive_search": False})
    except (ValueError, OverflowError):  # of a time that no clock shows, in a zone of 48 hours
        return extract_title(tree)
    return meta.title if meta else None


def extract_fragment(source: str, title: str | None) -> Page:
    """Take all text out of the HTML of one report that comes without a page around it.

    Args:
        source: the decoded HTML.
        title: the headline that is known; it stands above a text that does not begin with it.

    Raises:
        UnreadableError: it holds no text, or is built to exhaust a parser.
    """
    refuse_floods(source)
    lines = (" ".join(line.split()) for line in "".join(_Words(source).pieces).split("\n"))
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not body:
        raise UnreadableError("expected an article, found HTML without text")
    text = below_title(title, body)
    return Page(text, title, line_origins(text, source), extracted=True)


def below_title(title: str | None, text: str) -> str:
    """A text with its title above it, unless it opens with it."""
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text


def refuse_floods(source: str) -> None:
    """Refuse a page that is built to exhaust a parser."""
    if source.count("<") > MOST_TAGS:
        raise UnreadableError("expected a page of ordinary size, found one with a flood of tags")
    for tag in _long_tags(source):
        if len(tag) > MOST_IN_A_TAG or len(QUOTED.sub("", tag).split()) > MOST_ATTRIBUTES:
            raise UnreadableError("expected a page of ordinary size, found a flood in one tag")


def _long_tags(source: str) -> Iterator[str]:
    """The tags in which a flood of attributes fits: two characters or more for each.

    The source is looked at in steps, most of which meet a mark at once.
    """
    step, at = MOST_ATTRIBUTES, 0
    while at < len(source):
        if source.find(">", at, at + step) >= 0 or source.find("<", at, at + step) >= 0:
            at += step
            continue
        before, end = max(0, at - step), _next_mark(source, at, len(source))
        opened = source.rfind("<", before, at)
        if opened > source.rfind(">", before, at) and source[opened + 1].isalpha():
            yield source[opened + 1 : end]
        at = max(end, at + 1)


def _next_mark(source: str, at: int, end: int) -> int:
    """The next place before an end where a tag begins or ends; that end for none."""
    closed = source.find(">", at, end)
    opened = source.find("<", at, end if closed < 0 else closed)
    return next((mark for mark in (opened, closed) if mark >= 0), end)


class _Words(HTMLParser):
    """The words of a fragment of HTML, in lines as its elements make them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element may begin a line, or hold no words at all."""
        del attrs
        self.hidden += tag in NO_TEXT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """The end of such an element."""
        self.hidden -= tag in NO_TEXT and self.hidden > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Words: a line end within them is no more than a space."""
        if not self.hidden:
            self.pieces.append(" ".join(data.splitlines()) if "\n" in data else data)

    def _break(self, tag: str) -> None:
        if tag in NEW_LINE:
            self.pieces.append("\n" if tag in {"br", "li", "tr"} else "\n\n")


def _text_runs(source: str) -> Iterator[tuple[int, str]]:
    """The runs of text of a page without a tag or reference in them, with their offsets.

    Each character is looked at a fixed number of times, whatever a page leaves open.
    """
    at = 0
    while (found := RUN.match(source, at)) is not None and at < len(source):
        begin, end = found.span("run")
        if begin < end:
            yield begin, source[begin:end].rstrip()
        may_hide = source[end : end + 2] in HIDING
        hidden = HIDDEN.match(source, end) if may_hide else None
        at = end if hidden is None else _past_hidden(source, hidden)


def _past_hidden(source: str, opening: re.Match[str]) -> int:
    """Where text goes on behind a comment, a script or a style."""
    name = opening["name"]
    if name is None:
        return _behind(source, "-->", opening.end())
    inner = _behind(source, ">", opening.end())
    closing = HIDDEN_END[name.lower()].search(source, inner)
    return closing.end() if closing else len(source)


def _behind(source: str, words: str, at: int) -> int:
    """The place behind some words; the end where they do not follow."""
    found = source.find(words, at)
    return found + len(words) if found >= 0 else len(source)


def line_origins(text: str, source: str) -> tuple[Stretch, ...]:
    """Where the lines of the text stand in the source, as far as they stand there unchanged.

    Runs of the page are looked up in the text in order, so that a phrase that occurs twice leads
    to its own place; a short one, as menus are full of, only where the one before it ended.
    """
    stretches, at = [], 0
    for offset, words in _text_runs(source):
        last = len(text) if len(words) >= SURE_RUN else at + GAP + len(words)
        if (found := text.find(words, at, last)) < 0:
            continue
        span = Span(found, found + len(words))
        stretches.append(Stretch(span, offset))
        at = found + len(words)
        if at + GAP >= len(text):
            break
    return tuple(stretches)
