"""Which party a noun stands for, who speaks, and whom "the group" or "it" stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Self, TypeVar

from dateline.extract.rules import (
    Candidate,
    SentenceContext,
    WordReader,
    closest_attribution,
    contexts_of,
)
from dateline.syntax.locations import LOOSE_LABEL
from dateline.syntax.tree import (
    Tree,
    find_doers,
    find_objects,
    is_plural,
    noun_conjuncts,
    nouns_after,
    phrase_words,
    said,
    singular_form,
    tree,
    within,
)
from dateline.types import (
    Annotations,
    Modality,
    Party,
    PartyKind,
    ReactionKind,
    Sentence,
    Span,
    Token,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ parties

ACTORS: Final = word_list("responsibility.actors.nouns")
IN_CHARGE: Final = word_list("responsibility.actors.in_charge")
MEMBERSHIPS: Final = word_list("responsibility.actors.memberships")
OFFSHOOTS: Final = word_list("responsibility.actors.offshoots")
FIRST_PERSON: Final = word_list("responsibility.speakers.first_person")
THIRD_PERSON: Final = word_list("responsibility.speakers.third_person")
SKIPPED: Final = word_list("responsibility.speakers.no_description")
NAMING: Final = word_list("responsibility.speakers.naming")
SPOKESPERSONS: Final = word_list("responsibility.speakers.spokespersons")
STATEMENTS: Final = word_list("responsibility.speakers.statements")
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
GROUPS: Final = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.POLITICAL, PartyKind.UNKNOWN, PartyKind.PERSON}
)
ANSWERABLE: Final = frozenset(
    {
        PartyKind.ARMED_GROUP,
        PartyKind.UNKNOWN,
        PartyKind.STATE,
        PartyKind.MILITARY,
        PartyKind.SECURITY,
        PartyKind.POLICE,
        PartyKind.POLITICAL,
        PartyKind.GOVERNMENT,
    }
)
LONGEST_NAME: Final = 8  # words; a longer phrase is cut to its head and what stands before it


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party with the words that name it."""

    party: Party
    span: Span

    @property
    def is_armed_group(self) -> bool:
        """Whether it is an armed group."""
        return self.party.kind is PartyKind.ARMED_GROUP


@dataclass(frozen=True, slots=True, eq=False)
class ReportParties:
    """The parse and the parties of a report."""

    tree: Tree
    annotations: Annotations
    by_token: Mapping[int, PartyMention]

    @classmethod
    def of_annotations(cls, annotations: Annotations) -> Self:
        """The parties of a report, each at the words that name it."""
        found: dict[int, PartyMention] = {}
        for entity in annotations.parties:
            if isinstance(entity.value, Party):
                mention = PartyMention(entity.value, entity.span)
                for token in within(annotations.tokens, entity.span):
                    found.setdefault(token.i, mention)
        return cls(tree(annotations), annotations, found)

    def at(self, token: Token) -> PartyMention | None:
        """The party that a token is a word of."""
        return self.by_token.get(token.i)

    def armed_at(self, *tokens: Token) -> PartyMention | None:
        """The first armed group that some words name."""
        named = (self.at(token) for token in tokens)
        return next((m for m in named if m is not None and m.is_armed_group), None)

    def speaker(self, span: Span) -> PartyMention | None:
        """Who is said to have said these words."""
        found = closest_attribution(self.annotations, span)
        return PartyMention(found.speaker, found.speaker_span) if found else None


def named_parties(parties: ReportParties, nouns: Sequence[Token]) -> Iterator[PartyMention]:
    """The parties that nouns and their conjuncts name; a pronoun is its speaker, else nobody.

    Args:
        parties: the parties of the report.
        nouns: heads of noun phrases, as subjects are.

    Yields:
        One party a conjunct, in order.
    """
    for noun in nouns:
        found = _party_of(parties, noun)
        if found is not None:
            yield found
        yield from named_parties(parties, _joined(parties, noun))


def claiming_parties(parties: ReportParties, nouns: Sequence[Token]) -> Iterator[PartyMention]:
    """The parties that claim a deed; a group that is described and then named is its name.

    Args:
        parties: the parties of the report.
        nouns: heads of the phrases in the claimant's place.

    Yields:
        One party a conjunct; what follows "or" is another name and no other party.
    """
    for noun in nouns:
        found = _named_within(parties, noun) or _party_of(parties, noun)
        if found is not None:
            yield found
        if not any(kid.lower == "or" for kid in parties.tree.kids[noun.i].cc):
            yield from claiming_parties(parties, _joined(parties, noun))


def accused_party(parties: ReportParties, noun: Token) -> PartyMention | None:
    """The party that an accusation lays the deed on.

    "A Turkish member of the Islamic State group" and "Islamic State responsibility" are Islamic
    State; a noun that is neither a name of a party nor a word for one is nobody.

    Args:
        parties: the parties of the report.
        noun: the noun that stands in the accused's place.

    Returns:
        The party with its words, or None.
    """
    if _is_asked_for(parties.tree, noun):
        return None
    own = parties.at(noun)
    vague = own is not None and _is_vague(own, noun)
    if own is not None and own.party.kind in ANSWERABLE and not vague:
        return own
    inner = _named_within(parties, noun)
    if inner is not None and inner.is_armed_group:
        return inner
    charged = noun.as_noun & IN_CHARGE
    if own is not None and vague and charged and not _has_name(parties, own):
        return None
    if own is not None and (own.party.kind in ANSWERABLE or noun.pos == "PROPN"):
        return _in_full(parties, noun, own)
    told = noun.pos == "PROPN" or (noun.as_noun & ACTORS and not charged)
    return _described(parties, noun) if told else None


def _is_asked_for(tree: Tree, noun: Token) -> bool:
    """Whether it is a question who did it: "it is not known which gang was behind it"."""
    return any(kid.tag == "WDT" for kid in tree.kids[noun.i].det)


def accused_nouns(tree: Tree, noun: Token) -> list[Token]:
    """The nouns of those on whom a deed is laid, conjuncts and names in apposition among them."""
    return [*noun_conjuncts(tree, noun), *_also_named(tree, noun)]


def _also_named(tree: Tree, noun: Token) -> list[Token]:
    """The further names of what a plural describes: "two groups, A and B" are B too."""
    first = (
        [kid for kid in tree.kids[noun.i].appos if kid.pos == "PROPN"] if is_plural(noun) else []
    )
    found = (n for kid in first for n in noun_conjuncts(tree, kid) if n.i != kid.i)
    return [n for n in found if n.pos == "PROPN"]


def _joined(parties: ReportParties, noun: Token) -> list[Token]:
    """The nouns joined to a noun, or to the name that it describes."""
    joined = [kid for kid in parties.tree.kids[noun.i].conj if kid.pos in NOMINAL]
    return [*joined, *_also_named(parties.tree, noun)]


def _named_within(parties: ReportParties, noun: Token) -> PartyMention | None:
    """The name that a description gives: "a group called X", "a group, the X", "members of X"."""
    own = parties.at(noun)
    if own is not None and not _is_vague(own, noun):
        return own
    for token in sorted(_naming_words(parties.tree, noun), key=lambda t: t.i):
        found = parties.at(token)
        if found is not None and found == own and not _has_name(parties, found):
            continue  # a word of the description itself
        if found is None and token.dep == "pobj":
            found = _named_within(parties, token)
        if found is None and token.dep in {"oprd", "appos"} and token.pos == "PROPN":
            found = _described(parties, token)
        if found is not None and found.party.kind in GROUPS and not found.party.anonymous:
            return found
    return None


def _naming_words(tree: Tree, noun: Token) -> Iterator[Token]:
    """The words of a description that may be a name."""
    near = ("appos",) if noun.lemma in OFFSHOOTS else ("appos", "compound", "nmod", "amod")
    yield from [kid for kid in tree.children[noun.i] if kid.dep in near]
    for clause in tree.under(noun):  # the parse may hang "called X" on a noun in between
        if clause.lower in NAMING:
            yield from [
                kid for kid in tree.children[clause.i] if kid.dep in {"oprd", "attr", "dobj"}
            ]
            yield from nouns_after(tree, clause, "as")
    if noun.as_noun & MEMBERSHIPS:
        yield from nouns_after(tree, noun, "of", "from")
    if noun.lemma in SPOKESPERSONS:  # "a spokesman for the rebel group X claimed it"
        yield from nouns_after(tree, noun, "for", "of")


def _party_of(parties: ReportParties, noun: Token) -> PartyMention | None:
    """The party of one noun: as annotated, by a pronoun's speaker, or as the words have it."""
    if noun.lower in FIRST_PERSON:
        return parties.speaker(noun.span)
    if noun.lower in THIRD_PERSON or noun.pos == "PRON" or noun.pos not in NOMINAL:
        return None
    if noun.lemma in STATEMENTS:
        authors = [*nouns_after(parties.tree, noun, "by", "from"), *parties.tree.kids[noun.i].poss]
        return next(named_parties(parties, authors), None)
    own = parties.at(noun)
    if own is None or _is_vague(own, noun):
        for kid in _names_behind(parties.tree, noun):
            named = parties.at(kid) or (_described(parties, kid) if kid.pos == "PROPN" else None)
            if named is not None and not named.party.anonymous:
                return named
    return _in_full(parties, noun, own) if own else _described(parties, noun)


def _names_behind(tree: Tree, noun: Token) -> list[Token]:
    """The names in apposition to a noun; the parse hangs that of a conjunct on the first noun."""
    first = tree.kids[noun.head].appos if noun.dep == "conj" else []
    return [*tree.kids[noun.i].appos, *(kid for kid in first if kid.i > noun.i)]


def _in_full(parties: ReportParties, noun: Token, own: PartyMention) -> PartyMention:
    """A party that is only described, with all the words of its description."""
    told = _described(parties, noun) if _is_vague(own, noun) else None
    if told is None or not told.party.name.endswith(own.party.name):
        return own
    return PartyMention(replace(own.party, name=told.party.name), told.span)


def _described(parties: ReportParties, noun: Token) -> PartyMention | None:
    """A party that is only described: "a Kurdish militant group", "the military"."""
    if not noun.text[:1].isalpha():
        return None
    tokens = parties.tree.tokens
    own = (
        kid for kid in parties.tree.children[noun.i] if kid.dep != LOOSE_LABEL
    )  # and no dateline
    edge = min((parties.tree.left_edge(kid) for kid in own), default=noun.i)
    first = tokens[max(min(edge, noun.i), noun.i - LONGEST_NAME)]
    while first.i < noun.i and (first.lower in SKIPPED or first.pos in {"NUM", "PUNCT"}):
        first = tokens[first.i + 1]
    name = said(tokens[first.i : noun.i + 1])
    party = Party(name, PartyKind.UNKNOWN, anonymous=noun.pos == "NOUN")
    return PartyMention(party, Span(first.span.start, noun.span.end))


def _is_vague(mention: PartyMention, noun: Token) -> bool:
    """Whether a party is described by a common noun, and named nowhere in the lexicon."""
    return mention.party.anonymous or (noun.pos == "NOUN" and mention.party.id is None)


def _has_name(parties: ReportParties, mention: PartyMention) -> bool:
    """Whether there is a name among the words for a party ("Islamic State bombers")."""
    return any(t.pos == "PROPN" for t in within(parties.tree.tokens, mention.span))


# ------------------------------------------------------------------ what rules read

T = TypeVar("T", bound=Candidate)


class Predicate(NamedTuple):
    """A word of a sentence that may tell of responsibility; many are made, so no dataclass."""

    parties: ReportParties
    token: Token
    sentence: Sentence

    @property
    def parsed(self) -> Tree:
        """The parse."""
        return self.parties.tree

    def doers(self) -> Sequence[Token]:
        """The nouns that do what the word says; for "a letter denying it", those who wrote it."""
        found = find_doers(self.parsed, self.token)
        written = self.token.dep == "acl" and any(noun.lemma in STATEMENTS for noun in found)
        if written and found[0].dep == "dobj":
            return find_doers(self.parsed, self.parsed.tokens[found[0].head])
        return found

    def objects(self) -> Sequence[Token]:
        """Its direct objects."""
        return self.parsed.kids[self.token.i].dobj

    def undergone(self) -> Sequence[Token]:
        """What the word is done to, be it the noun of "an attack they blamed on X"."""
        found = find_objects(self.parsed, self.token)
        gap = [self.parsed.tokens[self.token.head]] if self.token.dep in {"acl", "relcl"} else []
        return found or gap

    def complements(self, prep: str, *holders: Token) -> list[Token]:
        """The nouns or clauses after a preposition of the word or of some of its objects."""
        preps = [p for t in (self.token, *holders) for p in self.parsed.kids[t.i].prep]
        return [
            t
            for p in preps
            if p.lower == prep
            for t in self.parsed.children[p.i]
            if t.dep in {"pobj", "pcomp"}
        ]

    def after(self, *preps: str) -> list[Token]:
        """The nouns after one of these prepositions, of the word or, failing that, of its object.

        The parse hangs "on X" in "blamed the attack on X" on either.
        """
        own = nouns_after(self.parsed, self.token, *preps)
        return own or [n for o in self.objects() for n in nouns_after(self.parsed, o, *preps)]


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody's word on who did it: `accused` by `speaker`, who is None for the reporter."""

    modality: Modality
    accused: PartyMention
    speaker: PartyMention | None
    word: Token
    sentence: Sentence
    deed: Token | None = None  # the noun of the deed, where the words name one
    rule: str = ""
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedReaction:
    """A reaction with the party whose it is, None where nobody acts."""

    kind: ReactionKind
    speaker: PartyMention | None
    span: Span
    word: Token
    sentence: Sentence
    rule: str = ""
    passes: tuple[str, ...] = ()


def sentence_contexts(annotations: Annotations) -> Iterator[SentenceContext[ReportParties]]:
    """The sentences of a report with its parties, ready for the rules."""
    return contexts_of(annotations, ReportParties.of_annotations(annotations))


def each_word(
    read: Callable[[Predicate], Iterable[T]], words: frozenset[str], *tags: str
) -> WordReader[SentenceContext[ReportParties], T]:
    """A rule's reader that looks at some words of each sentence.

    Args:
        read: what one word tells.
        words: lemmas or forms.
        tags: the parts of speech that it may have; any if none is named.

    Returns:
        What all such words of a sentence tell, in the order of the text.
    """

    def parties_told(context: SentenceContext[ReportParties]) -> Iterator[T]:
        for token in context.words_with(words, *tags):
            yield from read(Predicate(context.report, token, context.sentence))

    return WordReader(words, parties_told)


# ------------------------------------------------------------------ the group, it, a spokesman

APPEALING: Final = word_list("responsibility.speakers.appealing")
FIGHTERS: Final = word_list("responsibility.speakers.fighters")
GROUP_WORDS: Final = word_list("responsibility.speakers.groups")
OURSELVES: Final = word_list("responsibility.speakers.ourselves")
OUTLETS: Final = word_list("responsibility.speakers.outlets")
OWN: Final = word_list("responsibility.speakers.own")
SAYING: Final = word_list("responsibility.speakers.saying")
THEY: Final = word_list("responsibility.speakers.they")
NAMES: Final = frozenset({"PROPN", "NUM"})
STATES: Final = frozenset({PartyKind.MILITARY, PartyKind.STATE, PartyKind.SECURITY})


def refers_back(tree: Tree, token: Token) -> bool:
    """Whether it is "the group" or "the rebels", a party that was named before."""
    definite = any(kid.lower == "the" for kid in tree.kids[token.i].det)
    named = any(
        kid.pos in NAMES or kid.entity
        for kid in tree.children[token.i]
        if kid.dep in {"compound", "nmod", "amod", "appos"}
    )
    fighters = token.lemma.lower() in FIGHTERS and token.tag == "NNS"
    return definite and not named and (token.lemma.lower() in GROUP_WORDS or fighters)


def speaker_of(word: Predicate) -> PartyMention | None:
    """Who is said to have said a word, or the subject of the verb of saying over its clause.

    Whoever "called on" others to stop what somebody does says so too.
    The armed group in "a Houthi spokesman said" comes before the spokesman.
    """
    quoted = word.parties.speaker(word.token.span)
    tree = word.parsed
    for clause in (word.token, *tree.above[word.token.i]) if quoted is None else ():
        verb = tree.tokens[clause.head]
        if clause.dep == "ccomp" and verb.lemma in SAYING:
            subjects = tree.kids[verb.i].nsubj
            armed = word.parties.armed_at(*(t for s in subjects for t in phrase_words(tree, s)))
            said = [s for s in subjects if not refers_back(tree, s)]
            return armed or next(named_parties(word.parties, said), None)
        if verb.lemma in APPEALING and clause.dep in {"xcomp", "ccomp", "prep", "dobj"}:
            return next(named_parties(word.parties, tree.kids[verb.i].nsubj), None)
    return quoted


def represented_group(word: Predicate, speaker: PartyMention) -> PartyMention | None:
    """The armed group that a speaker speaks for, itself or the one that his office names.

    "The group's spokesman" speaks for the group named last before.
    """
    if speaker.is_armed_group:
        return speaker
    tree, sentence = word.parsed, word.sentence
    told = f"{speaker.party.office or ''} {speaker.party.name}"
    office = told.lower().replace(",", " ").split()
    for token in tree.tokens[sentence.first : sentence.last]:
        if token.lower not in office or token.lemma.lower() not in SPOKESPERSONS | OUTLETS:
            continue
        phrase = sorted(phrase_words(tree, token), key=lambda t: t.i)
        if token.lemma.lower() in OUTLETS:  # "Houthi-run", and not "the agency in Taliban country"
            phrase = [t for t in phrase if t.i < token.i]
        named = word.parties.armed_at(*phrase)
        if named is not None:
            return named
        if any(
            kid.lemma in GROUP_WORDS
            for kid in tree.children[token.i]
            if kid.dep in {"poss", "compound"}
        ):
            return last_armed_group(word, sentences_back=2)
    return None


def last_armed_group(word: Predicate, *, sentences_back: int = 0) -> PartyMention | None:
    """The armed group named last before a word, in its sentence or some before."""
    sentences = word.parties.annotations.sentences
    first = sentences[max(0, sentences.index(word.sentence) - sentences_back)].first
    return word.parties.armed_at(*word.parsed.tokens[first : word.token.i][::-1])


def claims_itself(word: Predicate, doer: Token, speaker: PartyMention) -> PartyMention | None:
    """The party that means itself by a doer of its own words: "we", "it", "its fighters".

    "They" and "the group" are the speaker only where an armed group speaks: of others, the police
    say the same.
    """
    group = represented_group(word, speaker)
    own = {kid.lower for kid in word.parsed.kids[doer.i].poss} & OWN
    if not (own or doer.lower in OURSELVES or refers_back(word.parsed, doer)):
        return None
    if group is not None:
        return group
    itself = doer.lower in OURSELVES - THEY or own - THEY
    return speaker if itself and may_claim(speaker) else None


def may_claim(speaker: PartyMention) -> bool:
    """Whether a speaker may be claiming a deed as its own."""
    return speaker.party.kind in STATES or is_claimant(speaker)


def is_claimant(speaker: PartyMention) -> bool:
    """Whether a speaker is an armed group, named or described ("a splinter group")."""
    last = singular_form(speaker.party.name.lower().split()[-1])
    unknown = speaker.party.kind is PartyKind.UNKNOWN
    return speaker.is_armed_group or (unknown and last in ACTORS)
