"""What was struck: the object of the deed, else the site it took place at, else the victims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, forms_of
from dateline.syntax.tree import Tree, low, tree
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Modality,
    Role,
    Scope,
    Sentence,
    Span,
    Target,
    TargetKind,
    Token,
)
from dateline.vocabulary.events import lexicon

ON = frozenset({"on", "against", "at", "targeting", "toward", "towards", "into", "near"})
SITES = ON | frozenset({"in", "inside", "outside", "through", "from", "aboard", "off"})
WITH_WEAPONS = frozenset({"fire", "launch", "detonate", "explode", "open", "throw", "hurl"})
HARMED = frozenset({"kill", "wound", "injure", "die", "shoot", "hurt", "murder", "stab", "leave"})
BARE = frozenset({"people", "person", "man", "woman", "dead", "other", "boy", "girl", "member"})
# Who was hit says less than what was: passengers are struck in a bus.
VAGUE = frozenset({TargetKind.CIVILIANS, TargetKind.PUBLIC_PLACE, TargetKind.PERSON})
PERSONS = frozenset({TargetKind.CIVILIANS, TargetKind.PERSON, TargetKind.MILITANT})
MODIFIERS = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "case"})


def targets(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read what each event struck.

    The object of the deed comes first; where none is told, the site; where there is no site,
    the people harmed. A vague kind ("civilians") gives way to an exact one told beside it.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and a claim, in the order of the text.
    """
    reader = _Reader(document, tree(annotations), annotations)
    return tuple(
        (i, claim_of(document, annotations, answer))
        for i, event in enumerate(events)
        for answer in reader.of(event)
    )


class _Reader:
    """Reads the targets of one report."""

    def __init__(self, document: Document, parsed: Tree, annotations: Annotations) -> None:
        self.document = document
        self.parsed = parsed
        self.sentences = annotations.sentences
        self.at = {t.span.start: t for t in parsed.tokens}

    def of(self, event: Event) -> list[Answer]:
        """The targets of an event, by the firmest way of telling that gives any."""
        words = [self.at[s.start] for s in (event.trigger, *event.more_triggers)]
        if event.scope is not Scope.SINGLE:
            words = words[:1]
        pairs = [(w, self._sentence(w)) for w in words]
        found = [a for w, s in pairs for h in self._struck(w) if (a := self._answer(h, s))]
        if all(_kind(a) in PERSONS for a in found) and event.scope is Scope.SINGLE:
            sites = [a for w, s in pairs for h in self._sites(w, s) if (a := self._answer(h, s))]
            found += [a for a in sites if found == [] or _kind(a) not in VAGUE]
        if not found and event.scope is Scope.SINGLE:
            found = [a for _, s in pairs for a in self._harmed(s)]
        exact = [a for a in found if _kind(a) not in VAGUE]
        kept: dict[str, Answer] = {}
        for answer in exact or found:
            kept.setdefault(repr(answer.value), answer)
        return list(kept.values())

    def _sentence(self, word: Token) -> Sentence:
        """The sentence of a word."""
        return next(s for s in self.sentences if s.first <= word.i < s.last)

    def _answer(self, head: Token, sentence: Sentence) -> Answer | None:
        """The target that a noun names, None if it is no thing or person that is struck."""
        phrase = sorted(self._phrase(head), key=lambda t: t.i)
        names = forms_of(phrase)
        for kind, nouns in lexicon().targets:
            if names & nouns:
                return self._named(phrase, kind, sentence)
        return None

    def _named(self, phrase: list[Token], kind: TargetKind, sentence: Sentence) -> Answer:
        """The claim of a phrase, as written."""
        run = [t for t in phrase if t.dep not in {"prep", "punct"}]
        span = Span(run[0].span.start, run[-1].span.end)
        name = " ".join(self.document.text[span.start : span.end].split())
        return Answer(Role.TARGET, Target(name, kind), span, sentence, Modality.ASSERTED, "roles")

    def _struck(self, word: Token) -> Iterator[Token]:
        """The heads of what a trigger strikes."""
        verb = word if word.pos == "VERB" else self.parsed.head(word)
        if word.pos == "VERB":
            if word.lemma not in WITH_WEAPONS:
                yield from self.parsed.kids(word, "dobj", "nsubjpass")
        elif word.dep == "nsubj" and verb.pos == "VERB":
            yield from self.parsed.kids(verb, "dobj")
        preps = self.parsed.kids(word, "prep")
        if word.pos != "VERB" and verb.pos == "VERB":
            preps += self.parsed.kids(verb, "prep")
        for prep in preps:
            if low(prep) in ON:
                yield from self.parsed.kids(prep, "pobj")
        for clause in self.parsed.kids(word, "acl"):
            if clause.lemma in {"target", "hit"}:
                yield from self.parsed.kids(clause, "dobj")

    def _sites(self, word: Token, sentence: Sentence) -> Iterator[Token]:
        """The nouns after "at", "in" or "outside" in the clause of a trigger."""
        own = {word.i, *[t.i for t in list(self.parsed.above(word))[:2]]}
        own |= {k.i for i in tuple(own) for k in self.parsed.kids(self.parsed.tokens[i], "advcl")}
        for prep in self.parsed.tokens[sentence.first : sentence.last]:
            if prep.dep == "prep" and low(prep) in SITES:
                over = [t.i for t in list(self.parsed.above(prep))[:3]]
                if set(over) & own:
                    yield from self.parsed.kids(prep, "pobj")

    def _harmed(self, sentence: Sentence) -> Iterator[Answer]:
        """The people that a sentence tells were killed or hurt."""
        for verb in self.parsed.tokens[sentence.first : sentence.last]:
            if verb.lemma not in HARMED:
                continue
            nouns = self.parsed.kids(verb, "dobj", "nsubjpass")
            nouns += self.parsed.kids(verb, "nsubj") if verb.lemma == "die" else []
            for noun in nouns:
                known = self._answer(noun, sentence)
                if known is None and (forms_of([noun]) & BARE or noun.pos == "NUM"):
                    phrase = sorted(self._phrase(noun), key=lambda t: t.i)
                    known = self._named(phrase, TargetKind.CIVILIANS, sentence)
                if known is not None:
                    yield known

    def _phrase(self, token: Token) -> Iterator[Token]:
        """The words of a noun phrase, what follows it left out."""
        yield token
        for kid in self.parsed.kids(token):
            if kid.dep in MODIFIERS and kid.i < token.i:
                yield from self._phrase(kid)


def _kind(answer: Answer) -> TargetKind | None:
    """The kind of an answer's target."""
    return answer.value.kind if isinstance(answer.value, Target) else None
