"""Quotation: who is said to have said what, with source, cue and content."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from dateline.syntax.tree import NOMINAL, entities_in, is_titled
from dateline.types import (
    Attribution,
    Document,
    Entity,
    Party,
    PartyKind,
    Sentence,
    Span,
    SpeechKind,
    Token,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ quotation marks

PAIRS = {"“": 1, "”": -1}
MARK = re.compile('["“”\\n]')
FEWEST = 4  # words of a quotation that tells something; fewer are a name or a turn of phrase
QUOTED = re.compile(r"“[^“”]+(?:”|$)|\"[^\"]+\"")


def open_at(text: str, span: Span) -> bool:
    """Does a sentence stand within quotation marks, or open with one?

    Marks are counted from the start of the paragraph, since a quotation that runs over several
    paragraphs opens anew in each.
    """
    marks, depths = _depths(text)
    before = bisect_left(marks, span.start)
    inside = before > 0 and depths[before - 1] > 0
    return inside or text[span.start : span.start + 1] in ('"', "“")


@lru_cache(maxsize=1)  # every sentence of a report is looked up
def _depths(text: str) -> tuple[list[int], list[int]]:
    """Where the marks and the ends of paragraphs stand, and how deep a quotation is after each."""
    marks: list[int] = []
    depths: list[int] = []
    depth = 0
    for mark in MARK.finditer(text):
        if mark.group() == '"':
            depth = 1 - depth
        depth = 0 if mark.group() == "\n" else max(0, depth + PAIRS.get(mark.group(), 0))
        marks.append(mark.start())
        depths.append(depth)
    return marks, depths


def quoted_stretches(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches of a sentence in quotation marks that tell something, marks included."""
    found = QUOTED.finditer(text, span.start, span.end)
    return tuple(Span(*q.span()) for q in found if len(q.group().split()) >= FEWEST)


# ------------------------------------------------------------------ cues

PERSONS: Final = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON})
HE: Final = frozenset({"he", "she"})
IT: Final = frozenset({"it", "they"})
BACK: Final = 4  # attributions back in which a pronoun looks for its speaker
BACK_NOUNS: Final = word_list("speech.back_nouns")
REACH: Final = 600  # characters, about four sentences
NOBODY: Final = word_list("speech.nobody")
REPORTING: Final = word_list("speech.reporting")
QUOTING: Final = word_list("speech.quoting")
NAMING: Final = word_list("speech.naming")
TO: Final = word_list("speech.handed")  # before those who got a statement or passed it on
# A verb of saying with its speaker that ends a sentence: "the police command said on Monday".
MOST_AFTER: Final = 7  # words behind it: whom it was told, and when
CLOSED: Final = frozenset({'"', "”", "’", ","})  # what a quotation ends with
TAIL_MARKS: Final = frozenset({":", "-", "–", "—"})  # before who says what a headline tells
OF_SPEAKER: Final = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "PUNCT"})
OF_ITS: Final = word_list("speech.of_its")  # "a source at the command"
RELATIVE: Final = word_list("speech.relative")
JOINED: Final = frozenset({"conj", "xcomp", "advcl", "acl"})
# With these a clause must follow, or they tell no speech: "called police", "put on trial".
NEEDS_CLAUSE: Final = word_list("speech.needs_clause")


@dataclass(frozen=True, slots=True)
class SpeechCue:
    """A cue with its speaker; no content means the whole sentence."""

    span: Span
    speaker: Party
    speaker_span: Span
    content: tuple[Span, ...]
    kind: SpeechKind
    via: Party | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence with what is needed to read it."""

    tokens: Sequence[Token]
    sentence: Sentence
    parties: Sequence[Entity]
    before: Sequence[Attribution]
    named: Sequence[Entity]

    def clause_words(self) -> Sequence[Token]:
        return self.tokens[self.sentence.first : self.sentence.last]

    def children(self, token: Token, *deps: str) -> list[Token]:
        return [
            t for t in self.clause_words() if t.head == token.i and t.dep in deps and t.i != token.i
        ]

    def party_at(self, token: Token) -> Entity | None:
        return next(
            (p for p in self.parties if p.span.start <= token.span.start < p.span.end), None
        )


def speech_cues(
    document: Document,
    tokens: tuple[Token, ...],
    sentence: Sentence,
    parties: tuple[Entity, ...],
    before: Sequence[Attribution],
) -> list[SpeechCue]:
    """Find the cues of a sentence in the order of the text.

    Args:
        document: the report.
        tokens: its parse.
        sentence: the sentence.
        parties: all parties of the report.
        before: the attributions so far; pronouns and "the statement" look back to them.
    """
    inside = [p for p in entities_in(parties, sentence.span) if p.span.end <= sentence.span.end]
    clause = _Clause(tokens, sentence, inside, before, parties)
    cues = (*_speech_verbs(clause), *_according_phrases(clause), *_headline_tails(clause))
    found = sorted(cues, key=lambda cue: cue.span)
    return _with_quotations(document, sentence, found)


def _with_quotations(
    document: Document, sentence: Sentence, found: list[SpeechCue]
) -> list[SpeechCue]:
    """The cues of a sentence, the last with the quotations that are nobody else's.

    "The embassy said that no one was hurt, “but we take this seriously”": the parser hangs what
    follows "but" on the saying itself. Where two speak, it is left open whose words they are.
    """
    if not found or not found[-1].content or len({cue.speaker for cue in found}) > 1:
        return found
    told = [span for cue in found for span in cue.content]
    more = [
        quoted
        for quoted in quoted_stretches(document.text, sentence.span)
        if not any(quoted.start < span.end and span.start < quoted.end for span in told)
    ]
    return [*found[:-1], replace(found[-1], content=(*found[-1].content, *more))]


def _speech_verbs(clause: _Clause) -> Iterator[SpeechCue]:
    """Verbs of speech with a subject that can be told."""
    verbs = (t for t in clause.clause_words() if t.pos in {"VERB", "AUX"})
    for token in verbs:
        kind = _verb_kinds().get(token.lemma.lower())
        if kind is None:
            continue
        content = _speech_content(clause, token)
        subject = _speech_subject(clause, token)
        heard = bool(content) and _is_before(clause, token, subject)
        if not heard and (ending := _ending_cue(clause, token, kind)):
            yield ending
            continue
        if token.lemma.lower() in NEEDS_CLAUSE and not content:
            continue
        speaker = _speaking_party(clause, subject) if subject is not None else None
        via = speaker[0] if speaker and kind is SpeechKind.QUOTES else None
        if kind is SpeechKind.QUOTES:
            speaker = _quoted_party(clause, token)
        if subject is None or speaker is None or _is_nobody(clause, subject, token, kind):
            continue
        content = content or _embedded_clause(clause, token)
        party, span = speaker
        yield SpeechCue(token.span, party, span, content, kind, via)
        if kind is SpeechKind.DENIES:
            for entity in _joined_parties(clause, subject):
                if isinstance(entity.value, Party) and entity.value != party:
                    yield SpeechCue(token.span, entity.value, entity.span, content, kind)


def _ending_cue(clause: _Clause, verb: Token, kind: SpeechKind) -> SpeechCue | None:
    """The cue of a verb that ends what is said, before or behind its speaker."""
    if kind is not SpeechKind.SAYS:
        return None
    return _closing_cue(clause, verb) or _inverted_cue(clause, verb)


def _closing_cue(clause: _Clause, verb: Token) -> SpeechCue | None:
    """The cue of a verb that ends a sentence with its speaker, where the parser saw another.

    "Raids killed 42 people in the north, the Observatory said on Monday": parsers take the raids
    or those killed for who speaks, the more so where a text has lost its commas.
    """
    first = _closing_start(clause, verb)
    if first is None:
        return None
    words = clause.tokens
    start, end = words[first].span.start, verb.span.start
    named = [p for p in clause.parties if start <= p.span.start and p.span.end <= end]
    if not named:
        return None
    return _cue_of_all(clause, verb, named[0 if words[first].pos == "DET" else -1], first)


def _inverted_cue(clause: _Clause, verb: Token) -> SpeechCue | None:
    """The cue of a verb behind a quotation and before its speaker: "... said Rami Haddad"."""
    words, behind = clause.tokens, verb.i + 1
    if verb.i == clause.sentence.first or words[verb.i - 1].text not in CLOSED:
        return None
    if behind < clause.sentence.last and words[behind].pos == "DET":
        behind += 1
    if behind >= clause.sentence.last:
        return None
    named = clause.party_at(words[behind])
    return _cue_of_all(clause, verb, named, verb.i) if named else None


def _cue_of_all(clause: _Clause, verb: Token, speaker: Entity, first: int) -> SpeechCue | None:
    """The cue of a verb by which somebody says all that stands before a word."""
    words = clause.tokens
    last = first - 1 if words[first - 1].text == "," else first
    content = Span(words[clause.sentence.first].span.start, words[last - 1].span.end)
    if not isinstance(speaker.value, Party):
        return None
    return SpeechCue(verb.span, speaker.value, speaker.span, (content,), SpeechKind.SAYS)


def _is_before(clause: _Clause, verb: Token, subject: Token | None) -> bool:
    """Whether the subject of a verb stands in the words before it, and is a party that speaks."""
    if subject is None or _speaking_party(clause, subject) is None:
        return False
    first = _closing_start(clause, verb)
    return first is None or subject.i >= first


def _closing_start(clause: _Clause, verb: Token) -> int | None:
    """Where the noun phrase begins that stands before a verb at the end of a sentence."""
    words, opens = clause.tokens, clause.sentence.first
    after = words[verb.i + 1 : clause.sentence.last]
    goes_on = bool(after) and after[0].pos == "VERB" and after[0].lower.endswith("ing")
    ends = len(after) <= MOST_AFTER and all(t.pos not in {"VERB", "AUX"} for t in after)
    if not (ends or goes_on):  # "SANA said blaming rebels" ends what it said, too
        return None
    at = verb.i
    while at > opens and _is_of_speaker(words, at - 1):
        at -= 1
    if at > opens and words[at - 1].pos == "DET":
        at -= 1
    if at == verb.i or at - opens < FEWEST or words[at - 1].lower in RELATIVE:
        return None
    return at


def _is_of_speaker(words: Sequence[Token], at: int) -> bool:
    """May a word stand in the noun phrase of a speaker, its first article apart?"""
    if words[at].pos == "DET":
        return at > 0 and words[at - 1].lower in OF_ITS
    return words[at].pos in OF_SPEAKER and words[at].text != ","


def _is_nobody(clause: _Clause, subject: Token, verb: Token, kind: SpeechKind) -> bool:
    """Is it told that no one says it: "no group claimed", "the rebels have not claimed"?"""
    none = subject.lemma.lower() in NOBODY or any(
        t.lemma.lower() in NOBODY for t in clause.children(subject, "det", "neg", "advmod")
    )
    return none or (kind is SpeechKind.CLAIMS and bool(clause.children(verb, "neg")))


def _embedded_clause(clause: _Clause, verb: Token) -> tuple[Span, ...]:
    """The clause of a verb that stands within what another says; else nothing."""
    return (_subtree_span(clause, verb),) if verb.dep == "ccomp" and verb.head != verb.i else ()


def _joined_parties(clause: _Clause, subject: Token) -> list[Entity]:
    """The parties that a subject is joined to: "the council and its ally, the front"."""
    found, left = [], clause.children(subject, "conj", "appos")
    while left:
        token = left.pop(0)
        left += clause.children(token, "conj", "appos")
        entity = clause.party_at(token)
        if entity is not None and entity not in found:
            found.append(entity)
    return found


def _speech_subject(clause: _Clause, verb: Token) -> Token | None:
    """Who does the saying: the verb's subject, that of the verb it is joined to, or its agent."""
    passive = clause.children(verb, "nsubjpass")
    for agent in clause.children(verb, "agent"):
        found = clause.children(agent, "pobj")
        if found:
            return found[0]
    if passive:
        return None
    subjects = clause.children(verb, "nsubj")
    if subjects:
        subject = subjects[0]
        if subject.text.lower() in ("who", "which", "that") and verb.dep == "relcl":
            return clause.tokens[verb.head]
        return subject
    return _of_head(clause, verb) if verb.dep in JOINED and verb.head != verb.i else None


def _of_head(clause: _Clause, verb: Token) -> Token | None:
    """Who does what the verb or noun above a verb tells: "issued a statement denying"."""
    head = clause.tokens[verb.head]
    if head.lemma.lower() in _paper_nouns() and head.dep == "dobj":
        issuer = clause.children(clause.tokens[head.head], "nsubj")
        return issuer[0] if issuer else head
    return head if head.pos in NOMINAL else _speech_subject(clause, head)


def _speaking_party(clause: _Clause, subject: Token) -> tuple[Party, Span] | None:
    """The party of a subject: itself, the one behind a statement, or a pronoun's last speaker."""
    word = subject.text.lower()
    if word in HE | IT:
        return _recent_speaker(clause, persons=word in HE)
    if subject.lemma.lower() in _paper_nouns():
        return _statement_author(clause, subject) or _recent_speaker(clause, persons=None)
    found = _party_called(clause, subject) or clause.party_at(subject)
    if found is None and _is_group(clause, subject):
        return _armed_before(clause, subject)
    if found is None or not isinstance(found.value, Party):
        return None
    return found.value, found.span


def _is_group(clause: _Clause, subject: Token) -> bool:
    """Is it "the group" or "the militants", named before?"""
    kids = [t.text.lower() for t in clause.children(subject, "det")]
    plain = not clause.children(subject, "compound", "nmod", "amod", "poss", "appos")
    return plain and subject.lemma.lower() in BACK_NOUNS and kids == ["the"]


def _armed_before(clause: _Clause, subject: Token) -> tuple[Party, Span] | None:
    """The armed group named last before, not far back; none where two are named there."""
    near = [
        p
        for p in clause.named
        if subject.span.start - REACH <= p.span.start < subject.span.start
        and isinstance(p.value, Party)
        and p.value.kind is PartyKind.ARMED_GROUP
    ]
    names = {p.value.name for p in near if isinstance(p.value, Party)}
    last = near[-1] if len(names) == 1 else None
    return (last.value, last.span) if last and isinstance(last.value, Party) else None


def _party_called(clause: _Clause, subject: Token) -> Entity | None:
    """The party whose name follows a plain noun: "a new group called the Red Hand"."""
    own = clause.party_at(subject)
    if own is None or not isinstance(own.value, Party) or own.value.id is not None:
        return None
    below = _subtree_span(clause, subject)
    for verb, after in pairwise(clause.clause_words()):
        inside = below.start <= verb.span.start < below.end
        if inside and verb.dep == "acl" and verb.lemma.lower() in NAMING:
            return next((p for p in clause.parties if p.span.start == after.span.start), None)
    return None


def _recent_speaker(clause: _Clause, *, persons: bool | None) -> tuple[Party, Span] | None:
    """The last speaker that a pronoun can stand for."""
    for said in reversed(clause.before[-BACK:]):
        if persons is None or (said.speaker.kind in PERSONS) is persons:
            return said.speaker, said.speaker_span
    return (clause.before[-1].speaker, clause.before[-1].speaker_span) if clause.before else None


def _statement_author(clause: _Clause, paper: Token) -> tuple[Party, Span] | None:
    """Whose a statement is: "a statement from the embassy", "an embassy statement"."""
    inside = _subtree_span(clause, paper)
    readers = [
        _subtree_span(clause, to) for to in _words_under(clause, paper) if to.text.lower() in TO
    ]
    for entity in clause.parties:
        span = entity.span
        to_whom = any(to.start <= span.start < to.end for to in readers)
        own = inside.start <= span.start and span.end <= inside.end
        if own and not to_whom and isinstance(entity.value, Party):
            return entity.value, span
    return _statement_issuer(clause, paper)


def _statement_issuer(clause: _Clause, paper: Token) -> tuple[Party, Span] | None:
    """The party named before of which the word in front of a statement is a short name."""
    short = {t.text.casefold() for t in clause.children(paper, "compound", "nmod", "poss")}
    for entity in reversed(clause.named):
        party = entity.value
        before = entity.span.start < paper.span.start
        if before and isinstance(party, Party) and _head_of(party) in short:
            return party, entity.span
    return None


def _head_of(party: Party) -> str:
    """The noun that a name is of: "ministry" of "health ministry of Karst"."""
    return party.name.casefold().split(" of ")[0].split()[-1]


def _words_under(clause: _Clause, token: Token) -> Iterator[Token]:
    """The words below a word."""
    below = _subtree_span(clause, token)
    return (t for t in clause.clause_words() if below.start <= t.span.start < below.end)


def _quoted_party(clause: _Clause, verb: Token) -> tuple[Party, Span] | None:
    """Whom a verb of quoting quotes."""
    for found in clause.children(verb, "dobj"):
        entity = clause.party_at(found)
        if entity is not None and isinstance(entity.value, Party):
            return entity.value, entity.span
    return None


def _speech_content(clause: _Clause, verb: Token) -> tuple[Span, ...]:
    """The clauses that a verb of speech governs."""
    found = clause.children(verb, "ccomp")
    if verb.lemma in REPORTING and not found:  # "reported ten people killed"
        found = clause.children(verb, "dobj")
    if verb.lemma in QUOTING:
        found = clause.children(verb, "ccomp", "xcomp", "prep")
        objects = clause.children(verb, "dobj")
        below = [p for noun in objects for p in clause.children(noun, "prep")]
        found += [p for p in below if p.text.lower() == "as" and clause.children(p, "pcomp")]
    return tuple(_subtree_span(clause, token) for token in found)


def _subtree_span(clause: _Clause, root: Token) -> Span:
    """The stretch from the first to the last word below a word."""
    inside = {root.i}
    words = clause.clause_words()
    grown = True
    while grown:
        more = {t.i for t in words if t.head in inside} - inside
        grown = bool(more)
        inside |= more
    below = [t for t in words if t.i in inside]
    return Span(below[0].span.start, below[-1].span.end)


def _according_phrases(clause: _Clause) -> Iterator[SpeechCue]:
    """Phrases such as "according to X": the whole sentence is X's."""
    for token, after in pairwise(clause.clause_words()):
        if token.text.lower() != "according" or after.text.lower() != "to":
            continue
        for named in clause.children(after, "pobj"):
            speaker = _speaking_party(clause, named)
            if speaker is not None:
                span = Span(token.span.start, after.span.end)
                yield SpeechCue(span, *speaker, (), SpeechKind.SAYS)


def _headline_tails(clause: _Clause) -> Iterator[SpeechCue]:
    """The party behind the last mark of a headline: "Strike kills three: health ministry"."""
    if not is_titled(clause.sentence):
        return
    words = clause.clause_words()
    marks = [t.i for t in words if t.text in TAIL_MARKS and _stands_apart(clause.tokens, t.i)]
    if not marks or marks[-1] - clause.sentence.first < FEWEST - 1:
        return
    behind = clause.tokens[marks[-1] + 1 : clause.sentence.last]
    named = clause.party_at(behind[0]) if behind else None
    if named and isinstance(named.value, Party) and named.span.end == behind[-1].span.end:
        content = Span(words[0].span.start, clause.tokens[marks[-1] - 1].span.end)
        mark = clause.tokens[marks[-1]].span
        yield SpeechCue(mark, named.value, named.span, (content,), SpeechKind.SAYS)


def _stands_apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether a space follows a mark; one that joins two words has none."""
    return at + 1 < len(tokens) and tokens[at].span.end < tokens[at + 1].span.start


@cache
def _speech_data() -> tuple[dict[str, SpeechKind], frozenset[str]]:
    """The verbs by kind and the nouns of `speech.toml`."""
    data = tomllib.loads(files(__package__).joinpath("speech.toml").read_text("utf-8"))
    verbs = {verb: SpeechKind(kind) for kind, listed in data["verbs"].items() for verb in listed}
    return verbs, frozenset(data["nouns"]["papers"])


def _verb_kinds() -> dict[str, SpeechKind]:
    return _speech_data()[0]


def _paper_nouns() -> frozenset[str]:
    return _speech_data()[1]


# ------------------------------------------------------------------ attributions

# After the attribution relation of the PARC corpora: a cue (verb or phrase), its source (a party)
# and its content (one or more stretches of text).


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
