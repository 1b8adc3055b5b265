"""What became of rockets, missiles and drones, and what was damaged or destroyed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from dateline.extract.rules import SentenceContext, WordReader
from dateline.syntax.factuality import stated_modality
from dateline.syntax.scope import is_aggregate
from dateline.syntax.tree import (
    CLAUSES_APART,
    NOMINAL,
    Tree,
    find_agents,
    nouns_after,
    phrase_words,
    said,
    tree,
)
from dateline.types import (
    Annotations,
    Count,
    Entity,
    Interception,
    Modality,
    Role,
    Salvos,
    Sentence,
    Span,
    Token,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ outcomes

BROUGHT: Final = word_list("weapon_outcomes.intercepted.with_down")
DUDS: Final = word_list("weapon_outcomes.failed.nouns")
FAILED: Final = word_list("weapon_outcomes.failed.verbs")
FIRED: Final = word_list("weapon_outcomes.fired.object")
FLYING: Final = word_list("weapon_outcomes.weapons.all")
INTERCEPTED: Final = word_list("weapon_outcomes.intercepted.object")
MISFIRED: Final = word_list("weapon_outcomes.failed.verbs_alone")
ONE_WORDS: Final = word_list("weapon_outcomes.weapons.one")
OTHERS: Final = word_list("weapon_outcomes.weapons.others")
RELATIVE: Final = word_list("grammar.relative_pronouns")
SALVOS: Final = word_list("weapon_outcomes.weapons.salvos")
ONE: Final = Count(1, 1, 1)
LONGEST_DEFENCE: Final = 9  # words of the name of what intercepts
BRACKETS: Final = frozenset({"(", ")"})


@dataclass(frozen=True, slots=True)
class WeaponOutcome:
    """What became of how many weapons, with the words that say so."""

    role: Role
    value: Count | Interception | Salvos
    span: Span
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool
    rule: str = ""
    passes: tuple[str, ...] = ()


class WeaponVerb(NamedTuple):
    """A verb that may tell what became of weapons; many are made, so no dataclass."""

    tree: Tree
    annotations: Annotations
    token: Token
    sentence: Sentence

    def undergone(self) -> Sequence[Token]:
        """What the verb is done to: its object, the passive's subject, the noun it modifies."""
        tree, token = self.tree, self.token
        before = tree.tokens[max(token.i - 1, 0)]
        if token.tag == "VBN" and is_flying(before):  # "three of the seven rockets fired from"
            return [before]
        # The same, where it is taken for a clause.
        clauses = [kid for kid in tree.children[token.i] if kid.dep in {"csubjpass", "csubj"}]
        within = [noun for verb in clauses for noun in tree.kids[verb.i].nsubj]
        found = tree.kids[token.i].nsubjpass or tree.kids[token.i].dobj or within
        participle = not found and token.tag == "VBN" and token.dep in {"acl", "relcl", "amod"}
        relative = token.dep == "relcl" and any(noun.lower in RELATIVE for noun in found)
        return [tree.tokens[token.head]] if participle or relative else found

    def doers(self) -> Sequence[Token]:
        """The subjects of the verb, shared ones and those of "failed to" with them."""
        tree, token = self.tree, self.token
        own = tree.kids[token.i].subjects
        if token.dep == "relcl" and any(noun.lower in RELATIVE for noun in own):
            return [tree.tokens[token.head]]
        head = tree.tokens[token.head]
        loose = token.lemma == "fail" and token.dep == "advcl" and not tree.kids[token.i].mark
        if not own and head.pos == "VERB" and (token.dep in {"xcomp", "conj"} or loose):
            return self._replace(token=head).doers()
        return own or ([head] if token.dep == "acl" and token.tag == "VBG" else [])

    def has_particle(self, particle: str) -> bool:
        """Whether a particle such as "down" stands with the verb."""
        return any(kid.lower == particle for kid in self.tree.children[self.token.i])

    def fails(self) -> bool:
        """Whether it is "failed to explode", "did not explode", "misfired" or "were duds"."""
        tree, token = self.tree, self.token
        if token.lemma in MISFIRED:
            return True
        if token.lemma == "be":
            return any(noun.lower in DUDS for noun in tree.kids[token.i].attr)
        off = token.lemma == "go" and self.has_particle("off")
        failed = tree.tokens[token.head].lemma == "fail" and token.dep == "xcomp"
        return (off or token.lemma in FAILED) and (failed or bool(tree.kids[token.i].neg))


def each_verb(
    role: Role, read: Callable[[WeaponVerb], Sequence[Token]], words: frozenset[str]
) -> WordReader[SentenceContext[Annotations], WeaponOutcome]:
    """A rule's reader that looks at some verbs of each sentence.

    Args:
        role: what they tell of weapons.
        read: the nouns or numerals of the weapons.
        words: their lemmas.

    Returns:
        The outcomes of a sentence.
    """

    def outcomes_in(context: SentenceContext[Annotations]) -> Iterator[WeaponOutcome]:
        for token in context.words_with(words):
            if token.pos == "VERB" or token.tag.startswith("VB"):
                verb = WeaponVerb(tree(context.report), context.report, token, context.sentence)
                for head in read(verb):
                    yield from _counted_outcomes(verb, role, head)

    return WordReader(words, outcomes_in)


def intercepted_weapons(verb: WeaponVerb) -> Sequence[Token]:
    """The rockets of "intercepted two rockets" and "shot down nine drones"."""
    told = verb.token.lemma in INTERCEPTED or verb.has_particle("down")
    return verb.undergone() if told else []


def fired_weapons(verb: WeaponVerb) -> Sequence[Token]:
    """The rockets of "fired seven rockets"."""
    shot_down = verb.token.lemma in BROUGHT and verb.has_particle("down")
    return [] if shot_down else verb.undergone()


def weapons_of_target(verb: WeaponVerb) -> Sequence[Token]:
    """The rockets of "the camp was hit with two rockets"."""
    passive = verb.token.tag == "VBN"
    return nouns_after(verb.tree, verb.token, "with", "by") if passive else []


def failed_weapons(verb: WeaponVerb) -> Sequence[Token]:
    """The rockets of "two rockets failed to explode" and "two were duds"."""
    return verb.doers() if verb.fails() else []


def landed_weapons(verb: WeaponVerb) -> Sequence[Token]:
    """The rockets of "three rockets landed outside"."""
    return [] if verb.fails() else verb.doers()


def is_flying(token: Token) -> bool:
    """Whether it is a noun for a weapon that flies, or a salvo of them."""
    return token.pos in NOMINAL and bool(token.as_noun & FLYING)


def _counted_outcomes(verb: WeaponVerb, role: Role, head: Token) -> Iterator[WeaponOutcome]:
    """The outcome of the weapons for which a noun or numeral stands, if they are counted."""
    firm = stated_modality(verb.tree, verb.token)
    number = _weapon_count(verb, head)
    if number is None or not _is_weapon(verb, head) or not (firm or role is Role.FAILED):
        return
    if role is Role.FIRED:
        number = _of_all(verb, head, number)
    count = number.value if isinstance(number.value, Count) else ONE
    value: Count | Interception | Salvos = count
    if role is Role.INTERCEPTED:
        value = Interception(count, _defence(verb))
    elif _is_salvo(verb.tree, head):
        value = Salvos(count)
    span = Span(min(number.span.start, head.span.start), max(number.span.end, head.span.end))
    aggregate = is_aggregate(verb.tree, verb.sentence, verb.token)
    firm = firm or Modality.ASSERTED
    if number.value is not None:
        yield WeaponOutcome(role, value, span, verb.token, verb.sentence, firm, aggregate)


def _is_weapon(verb: WeaponVerb, head: Token) -> bool:
    """Whether a head is a weapon or stands for one ("one of the rockets", "a third")."""
    if is_flying(head):
        return True
    partitive = head.pos in {"NUM", "NOUN"} or _count_at(verb, head) is not None
    if partitive and any(is_flying(noun) for noun in nouns_after(verb.tree, head, "of")):
        return True
    if head.pos == "NUM" or head.lower in OTHERS:  # "one hit a hospital", after its rockets
        return any(is_flying(t) for t in verb.tree.tokens[verb.sentence.first : head.i])
    return False


def _count_at(verb: WeaponVerb, token: Token) -> Entity | None:
    """The count in which a token lies."""
    for count in verb.annotations.counts:
        if count.span.start <= token.span.start and token.span.end <= count.span.end:
            return count
    return None


def _weapon_count(verb: WeaponVerb, head: Token) -> Entity | None:
    """The count of a head: its own words or those before it; one for "a rocket"."""
    own = _count_at(verb, head)
    first = verb.tree.left_edge(head)
    for token in verb.tree.tokens[first : head.i] if own is None else ():
        near = head.i in {token.head, verb.tree.tokens[token.head].head}
        if near and (found := _count_at(verb, token)) is not None:
            return found
    article = verb.tree.tokens[first]
    if own is None and head.lower in OTHERS and head.tag != "NNS":
        return Entity(head.span, ONE)
    if own is None and article.lower in ONE_WORDS and head.tag == "NN":
        return Entity(Span(article.span.start, head.span.end), ONE)
    return own


def _of_all(verb: WeaponVerb, head: Token, number: Entity) -> Entity:
    """The ten of "seven of ten drones", which is how many were fired."""
    inside = verb.tree.tokens[verb.tree.left_edge(head) : head.i]
    after = [t for t in inside if t.span.start >= number.span.end]
    if len(after) > 1 and after[0].lower == "of":
        return next((found for t in after if (found := _count_at(verb, t))), number)
    return number


def _is_salvo(tree: Tree, head: Token) -> bool:
    """Whether it is a salvo, not "five mortar rounds", which are single shells."""
    single = head.lemma == "round" and not nouns_after(tree, head, "of")
    return bool(head.as_noun & SALVOS) and not single


def _defence(verb: WeaponVerb) -> str | None:
    """What intercepted: the agent of the passive, or the subject, by its short name if given."""
    tree, token = verb.tree, verb.token
    active = tree.kids[token.i].nsubj if tree.kids[token.i].dobj else []
    for noun in (find_agents(tree, token) or nouns_after(tree, token, "by") or active)[:1]:
        inside = tree.tokens[tree.left_edge(noun) : noun.i + 1]
        marks = [i for i, t in enumerate(inside) if t.text in BRACKETS]
        if len(marks) == len(BRACKETS):  # one pair, around the short name
            return said(inside[marks[0] + 1 : marks[1]])
        return said([t for t in inside[-LONGEST_DEFENCE:] if t.dep != "det"])
    return None


# ------------------------------------------------------------------ damage

BY_ITSELF: Final = word_list("damage.by_itself")
CAUSING: Final = word_list("damage.causing")
DENIALS: Final = word_list("damage.denials")
NOUNS: Final = word_list("damage.nouns")
REPUTATION: Final = word_list("damage.reputation")
SIGNS: Final = word_list("damage.signs")
THINGS: Final = word_list("damage.things")
VERBS: Final = word_list("damage.verbs")
APART: Final = CLAUSES_APART | {"appos", "punct"}
LONGEST: Final = 160  # characters of a value; more is a sentence and no short text


@dataclass(frozen=True, slots=True)
class Damage:
    """The words that tell of damage, and the word that they hang on."""

    span: Span
    word: Token
    sentence: Sentence
    rule: str = ""
    passes: tuple[str, ...] = ()


def read_damage_nouns(context: SentenceContext[Tree]) -> Iterator[Damage]:
    """Yield "material damage to vehicles" and "no casualties or damage"."""
    tree = context.report
    for token in context.words_with(NOUNS, "NOUN"):
        inside = _damage_words(tree, token)
        head = tree.tokens[token.head]
        joined = token.dep == "conj" and any(
            kid.lower in DENIALS for kid in tree.children[head.i] if kid.dep in {"det", "neg"}
        )
        unseen = _unseen(tree, token)
        told = any(prep.lower in {"to", "of", "in"} for prep in tree.kids[token.i].prep)
        told = told or joined or inside[0].lower in DENIALS or head.lemma in CAUSING
        if told and not any(t.lower in REPUTATION for t in inside):
            words = tree.tokens[tree.left_edge(head) : token.i + 1] if joined else inside
            words = [*unseen, *words]
            yield from _damage(words, token, context.sentence)


def _unseen(tree: Tree, damage: Token) -> list[Token]:
    """The words that say that nobody tells of damage: "no reports of any damage"."""
    told = tree.tokens[tree.tokens[damage.head].head]
    below = damage.dep == "pobj" and tree.tokens[damage.head].lower == "of" and told.lemma in SIGNS
    return [k for k in tree.kids[told.i].det if k.lower in DENIALS] if below else []


def read_damage_verbs(context: SentenceContext[Tree]) -> Iterator[Damage]:
    """Yield "damaged two houses" and "houses were destroyed"."""
    tree = context.report
    for token in context.words_with(VERBS, "VERB"):
        hit = [*tree.kids[token.i].dobj, *tree.kids[token.i].nsubjpass]
        hit += tree.kids[token.i].nsubj if token.lemma in BY_ITSELF else []
        inside = [t for noun in hit for t in _damage_words(tree, noun)]
        if any(t.as_noun & THINGS for t in inside):
            yield from _damage([*inside, token], token, context.sentence)


def _damage(words: Iterable[Token], word: Token, sentence: Sentence) -> Iterator[Damage]:
    """The damage that some words tell, from the first to the last, if they are few."""
    spans = [token.span for token in words]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    if span.end - span.start <= LONGEST:
        yield Damage(span, word, sentence)


def _damage_words(tree: Tree, token: Token) -> list[Token]:
    """The words of a noun phrase in order, clauses, appositions and marks left out."""
    return sorted(phrase_words(tree, token, APART), key=lambda t: t.i)
