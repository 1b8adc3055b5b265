"""The readable text of a report, of whatever kind its bytes are."""

from __future__ import annotations

import email
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import Message
from io import BytesIO
from typing import Any, Final

from dateline.clean.columns import page_lines
from dateline.clean.fast_pages import extract_fast_page
from dateline.clean.pages import Page, below_title, extract_fragment, extract_page
from dateline.errors import MissingExtraError, UnreadableError
from dateline.types import MediaType, Report, Span, Stretch

MOST_UNPACKED: Final = 20_000_000  # bytes of a document within a document
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DOCX_BODY: Final = "word/document.xml"
# A damaged archive may also tell of parts before its beginning, or packed as nobody does.
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
HYPHEN: Final = re.compile("[\x02\ufffe\xad]\\s*")  # how PDFium marks a word that goes on below
ENDED: Final = re.compile(r"[.!?:…][\"'”’)\]]*$")
FULL: Final = 0.8  # of the usual length; a shorter line that ends a sentence ends its paragraph
HEADING: Final = 0.6  # of the usual length; a shorter line without an end is a heading
ON_PAGES: Final = 3  # a line that stands on so many is a head or a foot
# UTF-8 that was taken for Windows-1252 and written as UTF-8 again: "donâ€™t", "MÃ¼nchen".
TWICE: Final = re.compile("â€[\x80-\x9d™œ˜š“”¢¦]|Ã[\x80-\xbfƒ„…†‡ˆ‰Š‹Œ“”–—˜™š›œ]")
TWICE_FIRST: Final = ("â", "Ã")  # a single letter is found ten times as fast as two
FOREIGN: Final = re.compile("[^\x00-\x7f]+")


def page_of(report: Report, *, fast_pages: bool = False) -> Page:
    """The text of a report, with its title and the way back to its source.

    Args:
        report: as it arrived.
        fast_pages: take the text of HTML pages by the faster, less exact way.

    Raises:
        UnreadableError: its bytes hold no text, or are not what they are said to be.
    """
    if fast_pages and report.media_type == MediaType.PAGE:
        is_dated = report.published is not None or report.stamp is not None
        return extract_fast_page(_page_source(report), is_dated=is_dated)
    return MEDIA.get(report.media_type, _text)(report)


def _text(report: Report) -> Page:
    text, origin = _plain_newlines(report.content.decode(report.encoding, "replace"))
    return Page(text, None, origin)


def _page(report: Report) -> Page:
    return extract_page(_page_source(report), report.url)


def _fragment(report: Report) -> Page:
    return extract_fragment(_page_source(report), report.title)


def _page_source(report: Report) -> str:
    """The decoded HTML of a report."""
    return _once(report.content.decode(report.encoding, "replace"))


def _mail(report: Report) -> Page:
    """The text of a message, its subject above it."""
    parts = [p for p in email.message_from_bytes(report.content).walk() if not p.is_multipart()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            words = _decoded(part) if part.get_content_type() == kind else ""
            if words.strip() and part.get_content_disposition() != "attachment":
                return _of_part(words, kind, report)
    raise UnreadableError("expected a mail with a text, found one without")


def _of_part(words: str, kind: str, report: Report) -> Page:
    """The text of one part of a message."""
    if kind == "text/html":
        return extract_fragment(_once(words), report.title)
    text, _ = _plain_newlines(words)
    return Page(below_title(report.title, text), report.title, ())


def _decoded(part: Message) -> str:
    """The words of a part of a message."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # no charset of that name, or a byte that it has not
        return data.decode("cp1252", "replace")


def _pdf(report: Report) -> Page:
    """The text of a PDF, its lines joined to paragraphs."""
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("Reading PDF", "pdf") from error
    try:
        with pdfium.PdfDocument(report.content) as document:
            pages = [page_lines(page) for page in document]
    except pdfium.PdfiumError as error:
        raise UnreadableError(f"expected an intact PDF, found a damaged one: {error}") from error
    text = "\n\n".join(_paragraphs(_without_heads(pages)))
    if not text.strip():
        raise UnreadableError(
            f"expected a PDF with text, found {len(pages)} pages of pictures; "
            "recognise their text (OCR) first"
        )
    return Page(text, None, ())


def _without_heads(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages but those that stand on several of them; an empty one between two."""
    marks = Counter(mark for page in pages for mark in {re.sub(r"\d+", "", each) for each in page})
    lines = []
    for page in pages:
        lines += [each for each in page if marks[re.sub(r"\d+", "", each)] < ON_PAGES]
    return lines


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined to paragraphs, as far as their lengths and ends show them."""
    usual = sorted(len(line) for line in lines if line.strip())[-len(lines) // 4 :] or [0]
    held: list[str] = []
    for line in lines:
        words = line.strip()
        if words:
            held.append(words)
        short = len(words) < FULL * usual[0]
        ends = not words or ENDED.search(words) or len(words) < HEADING * usual[0]
        if held and short and ends:
            yield HYPHEN.sub("", " ".join(held))
            held = []
    if held:
        yield HYPHEN.sub("", " ".join(held))


def _docx(report: Report) -> Page:
    """The paragraphs of a Word document, deletions that were tracked left out."""
    try:
        from lxml import etree  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("Reading Word documents", "docx") from error
    try:
        with zipfile.ZipFile(BytesIO(report.content)) as archive, archive.open(DOCX_BODY) as body:
            data = body.read(MOST_UNPACKED + 1)
    except DAMAGED as error:
        raise UnreadableError(
            f"expected an intact Word document, found a damaged one: {error}"
        ) from error
    if len(data) > MOST_UNPACKED or b"<!DOCTYPE" in data[:1000]:
        raise UnreadableError("expected a Word document of ordinary size and make, found another")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"expected an intact Word document, found a damaged one: {error}"
        ) from error
    etree.strip_elements(root, FALLBACK, with_tail=False)
    paragraphs = ("".join(_paragraph_runs(each)).strip() for each in root.iter(f"{WORD}p"))
    return Page("\n\n".join(each for each in paragraphs if each), None, ())


def _paragraph_runs(paragraph: Any) -> Iterator[str]:  # noqa: ANN401  no types
    """The words of a paragraph."""
    for each in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br"):
        yield each.text or "" if each.tag == f"{WORD}t" else " "


def _plain_newlines(source: str) -> tuple[str, tuple[Stretch, ...]]:
    """A text with plain newlines; characters that no database keeps are replaced one for one.

    A line that was encoded twice is read as it was meant, and leads nowhere back.
    """
    twice = TWICE.search(source) is not None
    pieces, origin, at, length = [], [], 0, 0
    for line in source.splitlines(keepends=True):
        kept = line.removesuffix("\n").removesuffix("\r") + "\n" * line.endswith(("\r", "\n"))
        meant = _once(kept) if twice else kept
        pieces.append(meant.replace("\x00", "\ufffd"))
        if meant == kept:
            origin.append(Stretch(Span(length, length + len(kept)), at))
        length += len(meant)
        at += len(line)
    return "".join(pieces), tuple(origin)


def _once(text: str) -> str:
    """A text as it was meant before it was encoded as UTF-8 for a second time."""
    may_be = any(first in text for first in TWICE_FIRST)
    return FOREIGN.sub(_decoded_characters, text) if may_be and TWICE.search(text) else text


def _decoded_characters(found: re.Match[str]) -> str:
    """What some characters stand for, if they are UTF-8 taken for Windows-1252."""
    try:
        return b"".join(map(_byte, found[0])).decode("utf-8")
    except UnicodeError:
        return found[0]


def _byte(character: str) -> bytes:
    """The byte that Windows-1252 has for a character; where it has none, the byte that stayed."""
    return character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")


MEDIA: Final[Mapping[str, Callable[[Report], Page]]] = {
    MediaType.TEXT: _text,
    MediaType.PAGE: _page,
    MediaType.FRAGMENT: _fragment,
    MediaType.MAIL: _mail,
    MediaType.PDF: _pdf,
    MediaType.DOCX: _docx,
}
