"""When, where, from where, by whom, on what and with what: the claims of each event's sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event
from dateline.syntax.tree import Tree, low, tree, within
from dateline.types import (
    Annotations,
    BlockKind,
    Claim,
    Document,
    Entity,
    Kind,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Prominence,
    Role,
    Scope,
    Sentence,
    Span,
    TimeAnchor,
    TimeExpression,
    Token,
    Weapon,
    WeaponKind,
)

FAR = 60
FARTHEST = 6  # steps of the parse from a trigger to the place where it struck
PLACE_PREPS = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "of",
        "towards",
        "toward",
        "against",
        "into",
        "through",
        "by",
        "within",
        "along",
        "off",
        "to",
        "around",
    ]
)
UP = 7  # words of the parse from a place to its verb of firing
ORIGIN_VERBS = frozenset({"fire", "launch", "shoot", "lob"})
SPEAKING = frozenset(
    {"say", "condemn", "tell", "inform", "warn", "deny", "blame", "accuse", "urge"}
)
ARMED = frozenset(
    [
        PartyKind.ARMED_GROUP,
        PartyKind.MILITARY,
        PartyKind.STATE,
        PartyKind.SECURITY,
        PartyKind.UNKNOWN,
        PartyKind.PERSON,
    ]
)
WEAPONS_OF = {
    Kind.ROCKET_ATTACK: {
        WeaponKind.ROCKET,
        WeaponKind.MISSILE,
        WeaponKind.MORTAR,
        WeaponKind.ARTILLERY,
        WeaponKind.DRONE,
    },
    Kind.DRONE_STRIKE: {WeaponKind.DRONE, WeaponKind.MISSILE},
}

WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})


def roles(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read the circumstances of each event from the sentences of its triggers.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and a claim, in the order of the text.
    """
    parsed = tree(annotations)
    reader = _Reader(document, annotations, parsed, events)
    return tuple((i, claim) for i, event in enumerate(events) for claim in reader.claims(i, event))


class _Reader:
    """Reads the claims of one report."""

    def __init__(
        self, document: Document, annotations: Annotations, parsed: Tree, events: Sequence[Event]
    ) -> None:
        self.document = document
        self.annotations = annotations
        self.parsed = parsed
        self.events = events
        self.spans = [
            (span, i) for i, e in enumerate(events) for span in (e.trigger, *e.more_triggers)
        ]
        self.sentences = annotations.sentences
        self.cues = {
            token.span.start
            for said in annotations.attributions
            for token in within(annotations.tokens, said.cue)
        }

    def claims(self, index: int, event: Event) -> Iterator[Claim]:
        """The claims of one event, each value of a role once."""
        seen: set[tuple[Role, str]] = set()
        for answer in self._answers(index, event):
            key = (answer.role, repr(answer.value))
            if key not in seen:
                seen.add(key)
                yield claim_of(self.document, self.annotations, answer)

    def _answers(self, index: int, event: Event) -> Iterator[Answer]:
        """The answers of the event's sentences, then those of the report as a whole."""
        found: set[Role] = set()
        told: list[Answer] = []
        wheres: list[Place] = []
        own = [span for span, i in self.spans if i == index]
        for span in own:
            sentence = next(s for s in self.sentences if s.span.start <= span.start < s.span.end)
            word = within(self.annotations.tokens, span)[0]
            for answer in self._of_trigger(index, event, word, sentence):
                found.add(answer.role)
                if answer.role is Role.WHERE and isinstance(answer.value, Place):
                    wheres.append(answer.value)
                yield answer
            if not self._at_weekend(sentence):
                told.extend(self._when(index, word, sentence, told=True))
        whole = next((i for i, e in enumerate(self.events) if index in e.parts), None)
        if Role.WHEN not in found and whole is not None:
            yield from list(self._days_of(whole))[:1]  # "on Monday" is said of all towns at once
            found.add(Role.WHEN)
        if Role.WHEN not in found:
            yield from told[:1]  # the day of the telling bounds that of an event without another
        if event.scope is Scope.SINGLE and Role.WHERE not in found:
            yield from self._place_by_report(event)
        elif event.scope is Scope.SINGLE and wheres and all(p.kind in WIDE for p in wheres):
            yield from self._only_town(index, own)

    def _only_town(self, index: int, own: Sequence[Span]) -> Iterator[Answer]:
        """The one town that an event's sentences name, where they place it in a country only.

        One that stands nearer to another event is where that took place.
        """
        mine = [s for s in self.sentences if any(s.span.start <= o.start < s.span.end for o in own)]
        towns = [
            (sentence, e)
            for sentence in mine
            for e in self.annotations.places
            if isinstance(e.value, Place)
            and e.value.kind is PlaceKind.CITY
            and sentence.span.start <= e.span.start < sentence.span.end
        ]
        if len({repr(e.value) for _, e in towns}) != 1:
            return
        if any(e in self._mine(index, sentence, [e]) for sentence, e in towns):
            yield from self._as_where(towns[0][1])

    def _at_weekend(self, sentence: Sentence) -> bool:
        """Does a sentence put it at the weekend, so that the day of its telling is another?"""
        words = self.annotations.tokens[sentence.first : sentence.last]
        return any(low(word) == "weekend" for word in words)

    def _days_of(self, index: int) -> Iterator[Answer]:
        """The times of an event's sentences, first those of its own, then those of the telling."""
        for told in (False, True):
            for span, i in self.spans:
                if i == index:
                    sentence = next(
                        s for s in self.sentences if s.span.start <= span.start < s.span.end
                    )
                    word = within(self.annotations.tokens, span)[0]
                    yield from self._when(index, word, sentence, told=told)

    def _of_trigger(
        self, index: int, event: Event, word: Token, sentence: Sentence
    ) -> Iterator[Answer]:
        """What the sentence of one trigger says."""
        inside = sentence.span
        yield from self._when(index, word, sentence)
        yield from self._where(index, word, sentence)
        for entity in self._mine(index, sentence, self.annotations.weapons):
            if isinstance(entity.value, Weapon) and self._fits(event, entity.value):
                yield self._answer(Role.WEAPON, entity, sentence)
        yield from self._actor(word, sentence, inside)

    def _when(
        self, index: int, word: Token, sentence: Sentence, *, told: bool = False
    ) -> Iterator[Answer]:
        """The time of the trigger's sentence that is nearest by the parse, or of the telling."""
        when = [
            entity
            for entity in self._mine(index, sentence, self.annotations.times)
            if isinstance(entity.value, TimeExpression)
            and self._is_point(entity.value)
            and not self._in_dateline(entity)
            and self._told(entity, word) is told
        ]
        if when:
            days = [
                e for e in when if not _is_weekend(e)
            ]  # "shot on March 18, died at the weekend"
            best = min(
                days or when,
                key=lambda e: (self._steps(word, e), abs(e.span.start - word.span.start)),
            )
            yield self._answer(Role.WHEN, best, sentence)

    def _in_dateline(self, entity: Entity) -> bool:
        """Does an entity stand in the line that says where and when the report was filed?"""
        return any(
            line.span.start <= entity.span.start < line.span.end for line in self.document.datelines
        )

    def _told(self, entity: Entity, word: Token) -> bool:
        """Is a time that of the telling: "the bomb killed ten, the ministry said on Monday"?"""
        head = self._head(entity.span)
        if head is None:
            return False
        verb = next((t for t in self.parsed.above(head) if t.pos in {"VERB", "AUX"}), None)
        return (
            verb is not None
            and verb.i != word.i
            and verb.span.start in self.cues
            and any(t.i == verb.i for t in self.parsed.above(word))
        )

    def _fits(self, event: Event, weapon: Weapon) -> bool:
        """Does a weapon go with what is told of the event?"""
        allowed = WEAPONS_OF.get(event.kind)
        return allowed is None or weapon.kind in allowed

    def _is_point(self, value: TimeExpression) -> bool:
        """Does an expression give a day or time, and no length or rhythm?"""
        return (
            value.timex in {"DATE", "TIME"}
            and not (value.open_start or value.open_end)
            and not (
                value.anchor is TimeAnchor.CREATION
                and value.value in {"PRESENT_REF", "FUTURE_REF", "PAST_REF"}
            )
        )

    def _mine(self, index: int, sentence: Sentence, entities: Sequence[Entity]) -> list[Entity]:
        """The entities of a sentence that are nearer to this event's words than to another's."""
        span = sentence.span
        mine = []
        others = [s for s, i in self.spans if i != index and span.start <= s.start < span.end]
        own = [s for s, i in self.spans if i == index and span.start <= s.start < span.end]
        for entity in entities:
            if not (span.start <= entity.span.start < span.end) or entity.value is None:
                continue
            near = min(self._distance(entity, s) for s in own)
            if all(near <= self._distance(entity, s) for s in others):
                mine.append(entity)
        return mine

    def _distance(self, entity: Entity, span: Span) -> tuple[int, int]:
        """How far an entity is from a trigger, by the parse and then by the line."""
        word = within(self.annotations.tokens, span)[0]
        return self._steps(word, entity), abs(entity.span.start - span.start)

    def _head(self, span: Span) -> Token | None:
        """The word of a span that all others hang on."""
        inside = within(self.annotations.tokens, span)
        ids = {t.i for t in inside}
        return next((t for t in inside if t.head not in ids or t.head == t.i), None)

    def _steps(self, word: Token, entity: Entity) -> int:
        """Steps through the parse between a trigger and an entity."""
        head = self._head(entity.span)
        if head is None:
            return FAR
        up = {t.i: n for n, t in enumerate([word, *self.parsed.above(word)])}
        for n, t in enumerate([head, *self.parsed.above(head)]):
            if t.i in up:
                return n + up[t.i]
        return FAR

    def _where(self, index: int, word: Token, sentence: Sentence) -> Iterator[Answer]:
        """The place that was struck, and the one of the launch."""
        scored = []
        for entity in self._mine(index, sentence, self.annotations.places):
            head = self._head(entity.span)
            if not isinstance(entity.value, Place) or head is None:
                continue
            preps = self._preps(head)
            if "from" in preps[:2] and self._launched(head):
                yield self._answer(Role.ORIGIN, entity, sentence)
            elif self._is_site(head, preps):
                country = entity.value.kind in WIDE
                if country and head.dep in {"compound", "amod", "poss", "nmod"}:
                    continue  # "the US embassy", "Turkey's prime minister"
                before = head.dep == "npadvmod" and head.i < head.head
                if before or self._steps(word, entity) > FARTHEST:
                    continue  # "Iran-aligned militias", a place of another clause
                scored.append(
                    (
                        country,
                        self._steps(word, entity) + (0 if preps else 3),
                        entity.span.start,
                        entity,
                    )
                )
        for _, _, _, entity in sorted(scored, key=lambda s: s[:3])[:2]:
            yield self._answer(Role.WHERE, entity, sentence)

    def _preps(self, head: Token) -> list[str]:
        """The prepositions above a place, nearest first, up to the verb."""
        found = []
        for t in self.parsed.above(head):
            if t.dep == "prep" or t.pos == "ADP":
                found.append(low(t))
            if t.pos == "VERB":
                break
        return found

    def _launched(self, head: Token) -> bool:
        """Does a place hang on a verb of firing: "launched from a car in the suburb of Sadr"?"""
        return any(t.lemma in ORIGIN_VERBS for t in list(self.parsed.above(head))[:UP])

    def _governs(self, head: Token) -> bool:
        """Does a place stand for its government: "Washington should have warned them"?"""
        verb = self.parsed.head(head)
        bound = any(kid.tag == "MD" for kid in self.parsed.kids(verb, "aux"))
        return verb.lemma in SPEAKING or (head.dep == "nsubj" and bound)

    def _is_site(self, head: Token, preps: list[str]) -> bool:
        """Is a place told as a site, and not as the home of a speaker or the name of an office?"""
        if head.dep in {"nsubj", "appos"} and not preps and self._governs(head):
            return False
        if preps[:1] == ["from"]:
            return False
        above = self.parsed.head(head)
        if head.dep in {"compound", "amod", "poss", "nmod"} and not preps:
            return above.dep in {"dobj", "nsubjpass", "compound"} or head.dep == "compound"
        if preps and preps[0] in {"of", "to", "by", "with", "between", "for"}:
            return len(preps) > 1 or preps[0] in {"of", "to"}
        return True

    def _place_by_report(self, event: Event) -> Iterator[Answer]:
        """The nearest place around, for a main event also that of the dateline or the title."""
        at = next(
            i
            for i, s in enumerate(self.sentences)
            if s.span.start <= event.trigger.start < s.span.end
        )
        order = (
            [at + 1, at - 1]
            if event.prominence is Prominence.BACKGROUND
            else [*range(at + 1, at + 4), at - 1]
        )
        places = [e for e in self.annotations.places if isinstance(e.value, Place)]
        if event.prominence is Prominence.MAIN:
            heads = [d.span for d in self.document.datelines]
            heads += [b.span for b in self.document.blocks if b.kind is BlockKind.TITLE]
            title = [e for h in heads[::-1] for e in places if h.start <= e.span.start < h.end]
            if title:
                yield from self._as_where(title[0])
                return
        for n in order:
            if 0 <= n < len(self.sentences):
                span = self.sentences[n].span
                inside = [e for e in places if span.start <= e.span.start < span.end]
                if inside:
                    yield from self._as_where(inside[0])
                    return

    def _as_where(self, entity: Entity) -> Iterator[Answer]:
        """An entity as the place, with the sentence that it stands in."""
        for sentence in self.sentences:
            if sentence.span.start <= entity.span.start < sentence.span.end:
                yield self._answer(Role.WHERE, entity, sentence)

    def _actor(self, word: Token, sentence: Sentence, inside: Span) -> Iterator[Answer]:
        """The party that did it, as subject, agent or "by" of the trigger."""
        verb = word if word.pos == "VERB" else None
        doers = (
            [*self.parsed.kids(verb, "nsubj")]
            if verb
            else [*self.parsed.kids(word, "compound", "poss", "nmod")]
        )
        for by in self.parsed.kids(word, "agent", "prep"):
            if low(by) == "by":
                doers += self.parsed.kids(by, "pobj")
        for doer in doers:
            for entity in self.annotations.parties:
                party = entity.value
                if not isinstance(party, Party) or party.kind not in ARMED:
                    continue
                if (
                    entity.span.start <= doer.span.start < entity.span.end
                    and inside.start <= entity.span.start
                ):
                    yield Answer(
                        Role.ACTOR, party, entity.span, sentence, Modality.ATTRIBUTED, "roles"
                    )

    def _answer(self, role: Role, entity: Entity, sentence: Sentence) -> Answer:
        """An entity as the answer to a question."""
        value = entity.value
        if value is None:
            raise ValueError(entity)
        return Answer(role, value, entity.span, sentence, Modality.ASSERTED, "roles")


def _is_weekend(entity: Entity) -> bool:
    """Is a time no more than a weekend?"""
    return isinstance(entity.value, TimeExpression) and entity.value.season == "WE"
