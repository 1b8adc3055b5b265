"""Clean: a report becomes readable text, every offset still leading back to what was received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.clean.created import given_creation
from dateline.clean.language import foreign_text, is_foreign, language_of
from dateline.clean.lines import blocks_of, lay_out
from dateline.clean.media import page_of
from dateline.clean.openings import (
    agency_in,
    dateline_at,
    datelines_inside,
    is_dateline,
    ratings_of,
    split_openings,
)
from dateline.clean.pages import Page
from dateline.clean.translation import Translator, translated_page
from dateline.errors import ForeignError, UnreadableError
from dateline.types import Block, BlockKind, Dateline, Document, Outlet, Report

MOST_CHARACTERS = 500_000  # of one report; the parse of more would hold up all others
FIRST_PARAGRAPHS = 3  # a dateline stands in one of them; an updated story leads with the news
FEWEST_ENGLISH = 150  # characters; a report in English beside one in another language
LEAST_ENGLISH = 0.2  # share of the characters; less is a quotation or furniture
MAY_TELL = (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.BODY)
FEWEST_WORDS = 4  # in the running text; "Bomb kills two in Kabul." is a report

__all__ = ["Translator", "clean_report"]


def clean_report(
    report: Report,
    outlets: Sequence[Outlet] = (),
    translator: Translator | None = None,
    *,
    fast_pages: bool = False,
) -> Document:
    """Make a report readable.

    Args:
        report: as it arrived.
        outlets: a user's table, whose agencies may be credited, with the letters that it gives.
        translator: makes a text in another language English.
        fast_pages: take the text of HTML pages by the faster, less exact way.

    Returns:
        Its text with every stretch named (title, byline, body, caption, boilerplate), when it was
        written as far as that is given or printed, its agency and its datelines.

    Raises:
        UnreadableError: it holds no readable English text.
    """
    page = page_of(report, fast_pages=fast_pages)
    try:
        return _document_of(report, page, outlets)
    except ForeignError as error:
        if translator is None:
            raise
        title = page.title or report.title
        english, translation = translated_page(page, title, error.language, translator)
        return replace(_document_of(report, english, outlets), translation=translation)


def _document_of(report: Report, page: Page, outlets: Sequence[Outlet]) -> Document:
    """A page whose stretches are named.

    Raises:
        UnreadableError: it is no readable English text.
    """
    if len(page.text) > MOST_CHARACTERS:
        raise UnreadableError(
            f"expected at most {MOST_CHARACTERS:,} characters, found {len(page.text):,}"
        )
    named = blocks_of(page.text, page.title or report.title, extracted=page.extracted)
    blocks = _by_language(page.text, split_openings(page.text, named))
    layout = lay_out(page.text, blocks)
    blocks = layout.blocks
    body = _body_blocks(page.text, blocks)
    if len(body.split()) < FEWEST_WORDS:
        raise UnreadableError("expected a report, found a text without a readable sentence")
    language = language_of(body)
    datelines = layout.datelines or _dateline_spans(page.text, blocks)
    title = next((b for b in blocks if b.kind is BlockKind.TITLE), None)
    agency = agency_in(page.text, blocks, outlets)
    return Document(
        report=report.id,
        name=report.name,
        text=page.text,
        blocks=blocks,
        title=page.text[title.span.start : title.span.end] if title else None,
        language=language,
        source=report.source,
        agency=agency,
        datelines=datelines,
        created=given_creation(report, page, blocks, datelines),
        url=report.url,
        origin=page.origin,
        agency_ratings=ratings_of(agency, outlets),
        place=report.place,
        sections=layout.sections,
    )


def _by_language(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, those that are in another language named as such.

    Raises:
        UnreadableError: there is little English beside them: a quotation, or furniture.
    """
    foreign = [b for b in blocks if b.kind in MAY_TELL and is_foreign(_block_words(text, b))]
    if not foreign:
        return blocks
    apart = tuple(replace(b, kind=BlockKind.FOREIGN) if b in foreign else b for b in blocks)
    english = len(_body_blocks(text, apart))
    other = "\n".join(_block_words(text, block) for block in foreign)
    if english < max(FEWEST_ENGLISH, LEAST_ENGLISH * (english + len(other))):
        raise foreign_text(other)
    return apart


def _body_blocks(text: str, blocks: tuple[Block, ...]) -> str:
    """The running text."""
    spans = [block.span for block in blocks if block.kind is BlockKind.BODY]
    return "\n".join(text[span.start : span.end] for span in spans)


def _dateline_spans(text: str, blocks: tuple[Block, ...]) -> tuple[Dateline, ...]:
    """The lines of place and day with which the running text opens."""
    alone = [b for b in blocks if b.kind is BlockKind.BYLINE and is_dateline(_block_words(text, b))]
    body = [block for block in blocks if block.kind is BlockKind.BODY]
    first = (*alone, *body[:FIRST_PARAGRAPHS])
    opening = [line for block in first if (line := dateline_at(text, block.span)) is not None]
    inside = (
        line for block in body[:FIRST_PARAGRAPHS] for line in datelines_inside(text, block.span)
    )
    return (*opening, *inside)


def _block_words(text: str, block: Block) -> str:
    """The words of a block."""
    return text[block.span.start : block.span.end]
