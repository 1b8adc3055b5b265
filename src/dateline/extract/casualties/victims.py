"""Who suffered a harm: from each word of harm to the nouns and numerals that are its victims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.syntax.arguments import find_subjects
from dateline.syntax.tree import Tree, counts_in, low
from dateline.types import Annotations, BlockKind, Entity, Role, Sentence, Token
from dateline.vocabulary.harm import group_of, is_harm, lexicon

FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "VBG", "NNS", "NN", "NNP", "NNPS"})
RELATIVE = frozenset({"that", "who", "which", "whom"})
BODIES = frozenset({"body", "corpse", "death"})
TITLES = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})
WHOLE = frozenset({"dobj", "nsubj", "nsubjpass", "ROOT"})
JOINED = 4  # words of a victim joined by "and"
REACH = 5  # tokens between a number and a word of harm that the parse has not joined
LEAVE = frozenset({"leave", "find", "pronounce", "declare", "see", "count", "report", "confirm"})
# Verbs in the passive whose subject is that of the clause behind them.
RAISING = frozenset(
    "find say report believe understand confirm think fear know presume suspect estimate assume"
    " consider".split()
)
REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself", "themself"})
BETWEEN = frozenset({"ADJ", "ADV", "AUX", "NOUN", "PROPN", "DET", "PART", "VERB"})


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm with the heads of its victims."""

    role: Role
    word: Token
    victims: tuple[Token, ...]


def harms(tree: Tree, annotations: Annotations, sentence: Sentence) -> Iterator[Harm]:
    """Yield the harms that the verbs and adjectives of a sentence tell.

    Args:
        tree: the parse.
        annotations: what the report names; its counts are the last resort of a bad parse.
        sentence: where to look.

    Yields:
        One harm for each word of harm that has a victim, in order.
    """
    inside = counts_in(annotations, sentence)
    for token in tree.tokens[sentence.first : sentence.last]:
        for role, frame in frames(tree, token):
            found = (
                _adjacent(tree, token, inside)
                or _victims(tree, token, frame)
                or _nearby(tree, token, inside, sentence, frame)
            )
            own = [victim for victim in found if not _of_another(tree, token, victim)]
            if found and not own and frame == "object":
                own = tree.kids(token, "nsubj")
            found = _with_listed(tree, own, sentence)
            if role is not Role.KILLED:  # bodies are not wounded
                found = [victim for victim in found if victim.lemma.lower() not in BODIES]
            if found:
                yield Harm(role, token, tuple(found))


def _with_listed(tree: Tree, victims: list[Token], sentence: Sentence) -> list[Token]:
    """The victims of a headline with those listed before: "Infant, 2 women killed"."""
    if sentence.block not in TITLES:
        return victims
    return [noun for victim in victims for noun in (*listed_before(tree, victim), victim)]


def listed_before(tree: Tree, noun: Token) -> list[Token]:
    """The persons that a headline lists before a noun, with a comma between: "boy, woman shot"."""
    comma = tree.left_edge(noun) - 1
    if comma < 1 or tree.tokens[comma].text != ",":
        return []
    before = tree.tokens[comma - 1]
    person = before.pos == "NOUN" and group_of(before, []) is not None
    return [before] if person else []


def _of_another(tree: Tree, token: Token, victim: Token) -> bool:
    """Does a number stand right before another verb: "two hurt, one dead", "3 charged with"?"""
    after = tree.tokens[victim.i + 1 : victim.i + 2]
    between = tree.tokens[victim.i + 2 : token.i]
    if token.i < victim.i:  # "man killed, girl wounded"
        between = tree.tokens[token.i + 1 : victim.i]
    other = [t for t in after if t.i != token.i]
    if any(is_harm(low(t)) for t in other):
        return any(t.text in {",", ";"} for t in between)
    return victim.pos == "NUM" and any(t.tag == "VBN" and victim.i < token.i for t in other)


def frames(tree: Tree, token: Token) -> Iterator[tuple[Role, str]]:
    """The roles that a word may fill, each with the way it takes its victim."""
    word, table = low(token), lexicon()
    if word in table.shot and is_deadly(tree, token):
        yield Role.KILLED, "object"
    for role, words in table.frames.items():
        if word in words.object and not _is_noun(token):
            fatal = role is Role.WOUNDED and _fatally(tree, token)
            yield (Role.KILLED if fatal else role), "object"
        elif word in words.subject:
            yield role, "subject"
        elif word in words.state and (token.pos in {"ADJ", "VERB", "NOUN", "PROPN", "ADV"}):
            yield role, "state"


def _fatally(tree: Tree, token: Token) -> bool:
    """Does "wounded" stand with "fatally" or "mortally"?"""
    return any(low(kid) in {"fatally", "mortally"} for kid in tree.kids(token, "advmod"))


def _is_noun(token: Token) -> bool:
    """Is a form like "killing" or "murder" used as a noun here?"""
    nominal = token.tag in {"NN", "NNS"} and token.dep not in {"ROOT", "conj", "acl", "advcl"}
    if low(token) in {"wound", "wounds"}:  # "multiple gunshot wounds" are not several wounded
        return token.pos == "NOUN"
    return nominal and low(token).endswith(("ing", "er", "ers"))


def is_deadly(tree: Tree, token: Token) -> bool:
    """Does "shot" stand with "dead", "to death", "fatally", or "gunned" with "down"?

    In "four people shot, three dead" the dead have a number of their own.
    """
    kids = [kid for kid in tree.kids(token) if not tree.kids(kid, "nummod", "nsubj")]
    near = {low(kid) for kid in kids if not _past_comma(tree, token, kid)}
    near |= {low(k) for prep in tree.kids(token, "prep") for k in tree.kids(prep, "pobj")}
    near |= {low(t) for t in tree.tokens[token.i + 1 : token.i + 2]}
    if "to" in near:  # "were found shot to death"
        near |= {low(t) for t in tree.tokens[token.i + 2 : token.i + 3]}
    table = lexicon()
    return bool(near & table.deadly) or (low(token) in table.deadly_with_down and "down" in near)


def _past_comma(tree: Tree, token: Token, kid: Token) -> bool:
    """Does a comma stand between a verb and a word after it?"""
    return any(t.text in {",", ";", ":"} for t in tree.tokens[token.i + 1 : kid.i])


def _adjacent(tree: Tree, token: Token, inside: list[Entity]) -> list[Token]:
    """The number right before a participle or adjective: "12 wounded", "three dead"."""
    before = tree.tokens[max(token.i - 1, 0)]
    if token.dep == "amod" and token.head > token.i:  # "12 wounded soldiers"
        return []
    if token.tag in {"VBG", "VBZ", "VBP", "VB"} or tree.kids(token, "dobj"):
        return []
    number = any(_covers(count, before) for count in inside)
    if not number or before.pos not in {"NUM", "NOUN", "ADJ"}:
        return []
    if before.dep == "pobj" and low(tree.head(before)) == "of":  # "left a girl of seven dead"
        above = tree.head(tree.head(before))
        return [above] if group_of(above, []) is not None else [before]
    return [_first_joined(tree, before)]


def _first_joined(tree: Tree, noun: Token) -> Token:
    """The noun that a row of joined ones begins with: "left five people and a baby dead"."""
    first = noun
    while first.dep == "conj" and tree.head(first).pos == "NOUN":
        first = tree.head(first)
    between = tree.tokens[first.i : noun.i]
    whole = first.dep in WHOLE and not any(is_harm(low(t)) for t in between)
    return first if whole else noun


def _victims(tree: Tree, token: Token, frame: str) -> list[Token]:
    """The victims that the parse gives."""
    if frame == "subject":
        return find_subjects(tree, token)
    if frame == "state":
        return of_state(tree, token)
    return _of_object(tree, token)


def _of_object(tree: Tree, token: Token) -> list[Token]:
    """The victims of a transitive verb: its object, or its subject in the passive."""
    objects = tree.kids(token, "dobj", "nummod", "dative")
    selves = [kid for kid in objects if low(kid) in REFLEXIVE]
    objects = [kid for kid in objects if kid not in selves]
    objects += [other for kid in selves for other in tree.kids(kid, "conj")]
    objects += _joined_to_verb(tree, objects[-1]) if objects else []
    if token.dep == "compound" and low(token).endswith("ing"):  # "Blast Kills Two, Injuring Child"
        return [tree.head(token)]
    if objects and (token.tag != "VBN" or not tree.kids(token, "auxpass", "nsubjpass")):
        return objects
    passive = tree.kids(token, "nsubjpass")
    if passive:
        return _resolved(tree, token, passive)
    bounded = [p for p in tree.kids(token, "prep") if low(p) == "between" and p.i == token.i + 1]
    if bounded:  # "killed between 10 and 12 people"
        return tree.kids(bounded[0], "pobj")
    if token.tag in {"VBN", "VBD"}:
        found = _of_participle(tree, token)
        if found:
            return found
    return objects or _shared_object(tree, token)


def _joined_to_verb(tree: Tree, last: Token) -> list[Token]:
    """The further victim that the parser joins to a verb: "a doctor and his three guards"."""
    following = tree.tokens[last.i + 1 : last.i + 2 + JOINED]
    if not following or low(following[0]) != "and" or following[0].head == last.i:
        return []
    noun = next((t for t in following if t.pos == "NOUN" and t.dep == "conj"), None)
    own = noun is not None and tree.head(noun).pos == "VERB" and bool(tree.kids(noun, "poss"))
    return [noun] if noun is not None and own and not tree.kids(noun, "relcl") else []


def _of_participle(tree: Tree, token: Token) -> list[Token]:
    """The victims of a participle: "people killed in", "36 wounded", "left ten wounded"."""
    if token.dep in {"acl", "amod", "relcl"} and not tree.kids(token, "dobj", "nsubj"):
        return [tree.head(token)]
    if token.dep in {"xcomp", "oprd", "ccomp", "acomp"}:
        head = tree.head(token)
        objects = tree.kids(token, "nsubj") or tree.kids(head, "dobj")
        if not objects and token.dep == "acomp" and head.lemma == "be":
            objects = find_subjects(tree, head)  # "was critically injured but is now well"
        if not objects and head.lemma in RAISING:  # "found shot", "are believed to have been hurt"
            objects = tree.kids(head, "nsubjpass", "nsubj")
        if objects:
            return objects
    if tree.kids(token, "dobj"):
        return []
    own = tree.kids(token, "nsubj")
    if own:
        return _resolved(tree, token, own)
    return _of_joined(tree, token) if token.dep == "conj" else []


def _of_joined(tree: Tree, token: Token) -> list[Token]:
    """The victims that a joined participle shares: "were killed and wounded"."""
    head = tree.head(token)
    if tree.kids(head, "nsubjpass"):
        return _resolved(tree, head, tree.kids(head, "nsubjpass"))
    if head.dep in {"acl", "amod"}:
        return [tree.head(head)]
    felled = low(head) in lexicon().hit and not tree.kids(head, "dobj")  # "girl shot and killed"
    return find_subjects(tree, head) if felled or tree.kids(token, "auxpass") else []


def _shared_object(tree: Tree, token: Token) -> list[Token]:
    """The object that a joined verb has: "killed and wounded dozens"."""
    for other in tree.kids(token, "conj"):
        objects = tree.kids(other, "dobj")
        # an object right after the other verb is that verb's own unless nothing stands between
        if objects and other.i - token.i <= 2:  # noqa: PLR2004 - "killed and wounded", "killed or wounded"
            return objects
    return []


def doers(tree: Tree, token: Token) -> list[Token]:
    """The subjects of a verb, also of "killed two before turning the gun on himself"."""
    found = find_subjects(tree, token)
    if not found and token.dep == "pcomp":
        return find_subjects(tree, tree.head(tree.head(token)))
    return found


def _resolved(tree: Tree, verb: Token, subjects: list[Token]) -> list[Token]:
    """Subjects with a relative pronoun replaced by the noun that it stands for."""
    if any(low(subject) in RELATIVE for subject in subjects):
        clause = next((t for t in (verb, *tree.above(verb)) if t.dep == "relcl"), None)
        return [tree.head(clause)] if clause else []
    return subjects


def of_state(tree: Tree, token: Token) -> list[Token]:
    """The victims of a state: "80 dead", "were injured", "left 36 people injured"."""
    number = tree.kids(token, "nummod")
    if number or any(
        kid.dep == "amod" and low(kid) in {"several", "many"} for kid in tree.kids(token)
    ):
        return [token]
    head = tree.head(token)
    if token.dep in {"amod", "acl"}:
        return [head]
    if head.lemma == "be" and token.dep in {"acomp", "attr"}:
        return find_subjects(tree, head)
    own = tree.kids(token, "nsubj", "nsubjpass")
    if own:
        return _resolved(tree, token, own)
    if token.dep in {"oprd", "xcomp", "ccomp", "acomp", "advcl", "dep"} and head.lemma in LEAVE:
        found = tree.kids(head, "dobj") or tree.kids(head, "nsubjpass")
        return found or (find_subjects(tree, head) if head.dep == "conj" else [])
    return []


def _nearby(
    tree: Tree, token: Token, inside: list[Entity], sentence: Sentence, frame: str
) -> list[Token]:
    """The number right beside a word of harm, where the parse has joined neither."""
    before = [c for c in inside if c.span.end <= token.span.start]
    after = [c for c in inside if c.span.start >= token.span.end]
    active = frame == "object" and (token.tag != "VBN" or low(token).endswith(("ing", "s")))
    if active and after:
        return _joined(tree, token, after[0], sentence)
    return _joined(tree, token, before[-1], sentence) if before and frame != "subject" else []


def _joined(tree: Tree, token: Token, count: Entity, sentence: Sentence) -> list[Token]:
    """The number, if only words of a noun or verb phrase stand between it and the harm."""
    covered = [t for t in tree.tokens[sentence.first : sentence.last] if _covers(count, t)]
    if not covered:
        return []
    left, right = (
        sorted((covered[-1].i, token.i)) if covered[-1].i < token.i else (token.i, covered[0].i)
    )
    between = tree.tokens[left + 1 : right]
    if len(between) > REACH or any(t.pos not in BETWEEN for t in between):
        return []
    return [covered[-1]]


def _covers(count: Entity, token: Token) -> bool:
    """Does a token lie within a count?"""
    return count.span.start <= token.span.start and token.span.end <= count.span.end
