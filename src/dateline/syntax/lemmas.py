"""Parts of speech and lemmas, as spaCy's ruler of attributes and lemmatizer give them.

Both look at every word of a report anew, though few things decide what they answer: the answers are
kept here, and the two are asked about each new case alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

LONGEST: Final = 2  # words of a pattern of the ruler's
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
        if any(len(pattern) > LONGEST for pattern in patterns):
            raise ValueError(f"expected patterns of at most {LONGEST} words, found a longer one")
        self.named = _pattern_words(
            spec["LOWER"] for p in patterns for spec in p if "LOWER" in spec
        )
        self.opening = Matcher(self.vocab)
        self.opening.add("opening", [p[:1] for p in patterns if len(p) == LONGEST])
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
