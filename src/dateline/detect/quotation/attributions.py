"""Who is said to have said what: source, cue and content.

After the attribution relation of the PARC corpora: a cue (verb or phrase), its source (a party)
and its content (one or more stretches of text).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.detect.quotation.cues import SpeechCue, speech_cues
from dateline.detect.quotation.marks import open_at
from dateline.types import Attribution, Document, Entity, Sentence, Span, Token


def find_attributions(
    document: Document,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    parties: tuple[Entity, ...],
) -> tuple[Attribution, ...]:
    """Find who says what.

    Args:
        document: the report.
        tokens: its parse.
        sentences: its sentences.
        parties: its parties, in the order of the text.

    Returns:
        Attributions in the order of the text. A quotation that runs on over sentences without a
        speaker of their own stays its first speaker's.
    """
    found: list[Attribution] = []
    for sentence in sentences:
        own = speech_cues(document, tokens, sentence, parties, found)
        found.extend([_attribution_of(document, sentence, cue) for cue in own])
        if not own:
            more = _continued_quotation(document, sentence, found)
            if more is not None:
                found.append(more)
    return tuple(found)


def _attribution_of(document: Document, sentence: Sentence, cue: SpeechCue) -> Attribution:
    """The attribution of a cue."""
    return Attribution(
        cue=cue.span,
        speaker=cue.speaker,
        speaker_span=cue.speaker_span,
        content=cue.content or (sentence.span,),
        kind=cue.kind,
        direct=any(c in document.text[sentence.span.start : sentence.span.end] for c in '"“”'),
        via=cue.via,
    )


def _continued_quotation(
    document: Document, sentence: Sentence, before: Sequence[Attribution]
) -> Attribution | None:
    """A sentence that stands within a quotation, as the words of the speaker before."""
    if not before or not open_at(document.text, sentence.span):
        return None
    last = before[-1]
    gap = document.text[last.content[-1].end : sentence.span.start]
    if len(gap.strip()) > NEAR:
        return None
    return Attribution(
        last.cue,
        last.speaker,
        last.speaker_span,
        (_whole_sentence(sentence),),
        last.kind,
        direct=True,
    )


NEAR = 400  # characters between a quotation and the last words of its speaker


def _whole_sentence(sentence: Sentence) -> Span:
    return sentence.span
