"""What a trigger's own words tell of an event: what it strikes, where, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from dateline.extract.events.event import WITHIN
from dateline.extract.events.trigger import Trigger
from dateline.syntax.locations import (
    NAMING,
    clauses_above,
    in_dateline,
    is_launch_place,
    is_site,
    prepositions_above,
    section_of,
)
from dateline.syntax.scope import VIOLENT
from dateline.syntax.tree import (
    NOMINAL,
    Tree,
    entities_in,
    find_objects,
    forms_of_all,
    head_of_span,
    is_plural,
    nouns_after,
    within,
)
from dateline.types import Annotations, Document, Entity, Place, PlaceKind, Sentence, Token
from dateline.vocabulary import word_list, word_map

# ------------------------------------------------------------------ descriptions

DOERS: Final = ("nsubj", "nsubjpass", "compound", "dobj")
WAYS: Final = word_map("triggers.ways")
NAME_PARTS: Final = word_list("arguments.places.name_parts")
NEW: Final = word_list("triggers.taken_up.new")
GUNS: Final = word_list("triggers.guns")
ARTICLES: Final = word_list("grammar.indefinite")
TARGETS: Final = frozenset(word_map("targets"))
FATES: Final = word_list("triggers.harm.fates")
DEAD: Final = word_list("triggers.harm.dead")
ATTACKERS: Final = word_list("victims.groups.attackers")
MEASURES: Final = frozenset({"DATE", "TIME", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"})
PLACING: Final = ("in", "at", "near", "outside")
GOING_ON: Final = frozenset({"advcl", "conj", "xcomp"})


def attack_ways(parsed: Tree, trigger: Trigger) -> set[str]:
    """The ways to attack that a trigger and its doers name."""
    words = [trigger.token, *[kid for kid in parsed.children[trigger.token.i] if kid.dep in DOERS]]
    for agent in parsed.kids[trigger.token.i].agent:
        words += parsed.kids[agent.i].pobj
    return {WAYS[form] for word in words for form in word.forms if form in WAYS}


def is_by_guns(parsed: Tree, trigger: Trigger) -> bool:
    """Whether it is fire from the ground: "rebel mortar shelling". No aircraft shells."""
    words = [
        trigger.token,
        *[kid for kid in parsed.children[trigger.token.i] if kid.dep in {"compound", *DOERS}],
    ]
    return any(word.forms & GUNS for word in words)


def further_doers(parsed: Tree, trigger: Trigger) -> frozenset[int]:
    """The words of what does it, where that is told as new: "more air raids"; else none."""
    verb = trigger.token
    while verb.pos == "VERB" and verb.dep in GOING_ON and not parsed.kids[verb.i].nsubj:
        verb = parsed.tokens[verb.head]
    doers = (
        [kid for kid in parsed.children[verb.i] if kid.dep in {"nsubj", "agent"}]
        if verb.pos == "VERB"
        else []
    )
    phrases = [parsed.under(doer) for doer in doers]
    return frozenset(t.i for words in phrases if NEW & {t.lower for t in words} for t in words)


def struck_nouns(parsed: Tree, trigger: Trigger) -> set[str]:
    """The nouns for what a trigger strikes."""
    verb = trigger.token if trigger.token.pos == "VERB" else parsed.tokens[trigger.token.head]
    own = [trigger.token, verb] if verb.pos == "VERB" else [trigger.token]
    return {
        t.lemma.lower()
        for head in own
        for part in parsed.children[head.i]
        if part.dep in {"prep", "dobj", "nsubjpass"}
        for t in parsed.under(part)
        if t.lemma.lower() in TARGETS
    }


def own_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The names of places that the trigger's own phrase or clause gives."""
    own = [trigger.token, *parsed.above[trigger.token.i][:2]]
    return {
        t.lower
        for head in own
        for prep in parsed.children[head.i]
        if prep.dep in {"prep", "dobj", "nsubjpass", "agent"}
        for t in parsed.under(prep)
        if is_place(t, placed) and t.entity != "FAC"
    }


def harm_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The words of the places in which a verb says that people came to harm: "died in Marjah"."""
    nouns = nouns_after(parsed, trigger.token, *PLACING)
    return {t.lower for noun in nouns for t in parsed.under(noun) if is_place(t, placed)}


def is_place(token: Token, placed: frozenset[int]) -> bool:
    """Whether it is a telling word of a place's name."""
    if token.lower in NAME_PARTS:
        return False
    return token.entity in {"GPE", "LOC", "FAC"} or token.i in placed


def clause_places(parsed: Tree, trigger: Trigger, placed: frozenset[int]) -> set[str]:
    """The names of places in a trigger's clause, its doer's with them: "a bomb in Dora killed"."""
    doers = parsed.kids[trigger.token.i].nsubj
    own = {t.lower for doer in doers for t in parsed.under(doer) if is_place(t, placed)}
    return own | own_places(parsed, trigger, placed)


def harmed_figures(parsed: Tree, trigger: Trigger) -> frozenset[str]:
    """The figures of those whom a verb says to have been hurt, as written."""
    if trigger.token.pos != "VERB":
        return frozenset()
    victims = parsed.kids[trigger.token.i].undergoing
    people = (victim for victim in victims if victim.lemma.lower() not in SETTLED)
    told = (n for victim in people for n in (victim, *parsed.kids[victim.i].nummod))
    return frozenset(n.lower for n in told if n.tag == "CD")


def clause_figures(parsed: Tree, trigger: Trigger) -> frozenset[str]:
    """The figures of those hurt in a trigger's clause, as written: "strikes on X killed 140".

    Attackers who die are no victims, and so have none.
    """
    verb = next(
        (t for t in (trigger.token, *parsed.above[trigger.token.i]) if t.pos == "VERB"), None
    )
    inside = list(parsed.under(verb or trigger.token))
    if not _tell_harm(inside):
        return frozenset()
    if verb is not None and forms_of_all(find_objects(parsed, verb)) & ATTACKERS:
        return frozenset()
    return frozenset(t.lower for t in inside if t.tag == "CD" and t.entity not in MEASURES)


def is_new_deed(parsed: Tree, trigger: Trigger) -> bool:
    """Whether a single thing, new to the reader, did it: "a roadside bomb killed two"."""
    doers = parsed.kids[trigger.token.i].nsubj
    return any(is_indefinite(parsed, doer) for doer in doers)


def is_indefinite(parsed: Tree, noun: Token) -> bool:
    """Whether a noun is new to the reader: "a bomb"."""
    return any(kid.lower in ARTICLES for kid in parsed.kids[noun.i].det)


def tells_harm(parsed: Tree, sentence: Sentence) -> bool:
    """Whether a sentence says that people came to harm."""
    words = parsed.tokens[sentence.first : sentence.last]
    return _tell_harm(words)


def _tell_harm(words: Sequence[Token]) -> bool:
    """Whether some words tell that people came to harm."""
    return bool(forms_of_all(words) & FATES) or any(word.lower in DEAD for word in words)


def is_by_several(parsed: Tree, trigger: Trigger) -> bool:
    """Whether several deeds did it: "bombs killed 30", "bombers and gunmen killed ten"."""
    doers = parsed.kids[trigger.token.i].nsubj
    told = [trigger.token, *doers, *parsed.behind(trigger.token)]
    joined = any(is_plural(doer) and parsed.kids[doer.i].conj for doer in doers)
    return joined or any(n.forms & VIOLENT for n in told if is_plural(n))


# ------------------------------------------------------------------ places struck

WIDE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.WATER})
INSIDE: Final = frozenset({PlaceKind.DISTRICT, PlaceKind.FACILITY})
SETTLED: Final = word_list("arguments.places.settlements")
LISTING: Final = word_list("arguments.places.listing") | SETTLED
WITHIN_TOWN: Final = SETTLED | {"of", "the"}
ROADS: Final = word_list("arguments.places.roads")
STRUCK: Final = VIOLENT | TARGETS
SAID: Final = word_list("speech.telling")
FAR: Final = 60
CLOSED: Final = frozenset({"relcl", "ccomp", "csubj"})  # clauses that hold a place of their own
FARTHEST: Final = 6  # steps of the parse from a trigger to what it struck
PLACELESS: Final = 3  # steps that a place without a preposition is farther


class SiteSize(IntEnum):
    """How large a site is."""

    SPOT = 1  # a neighbourhood, a street, a building
    TOWN = 2
    COUNTY = 3  # a division of a province
    PROVINCE = 4


SIZES: Final = {
    PlaceKind.DISTRICT: SiteSize.SPOT,
    PlaceKind.FACILITY: SiteSize.SPOT,
    PlaceKind.ADMIN1: SiteSize.PROVINCE,
    PlaceKind.ADMIN2: SiteSize.COUNTY,
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place that was struck: a town or village, or a spot of one."""

    head: Token
    names: frozenset[str]  # by any of which another telling names the same place
    town: str | None  # its own name, or that of the town it lies in
    county: str | None
    province: str | None
    size: SiteSize

    def is_near(self, other: Site) -> bool:
        """Whether two sites may be one or lie in one town."""
        return self.is_same(other) or (self.town is not None and self.town == other.town)

    def is_in_other_town(self, other: Site) -> bool:
        """Whether both are towns or lie in one, and not in the same."""
        small = max(self.size, other.size) <= SiteSize.TOWN
        return small and None not in {self.town, other.town} and self.town != other.town

    def is_same(self, other: Site) -> bool:
        """Whether two sites may be one: the same names, or a place and one that lies in it."""
        if self.names & other.names:
            return True
        size = max(self.size, other.size)
        if size is SiteSize.COUNTY and self.county and other.county:
            return self.county == other.county
        if size > SiteSize.TOWN:
            return self.province is not None and self.province == other.province
        return size is SiteSize.TOWN and self.town is not None and self.town == other.town


def find_sites(
    document: Document, annotations: Annotations, parsed: Tree, found: Sequence[Trigger]
) -> Mapping[int, tuple[Site, ...]]:
    """The sites of each trigger, by the number of its word; several where places are listed.

    Args:
        document: the report, whose datelines tell no site.
        annotations: what it names.
        parsed: its parse.
        found: its triggers, in order.
    """
    sites: dict[int, tuple[Site, ...]] = {}
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in found:
        by_sentence.setdefault(trigger.at, []).append(trigger)
    for triggers in by_sentence.values():
        sentence = triggers[0].sentence
        runs = list(
            _listed_places(parsed, sentence, sentence_places(document, annotations, sentence))
        )
        struck = [_struck_run(annotations, parsed, t, triggers, runs) for t in triggers]
        for trigger, own in zip(triggers, struck, strict=True):
            run = own if any(struck) else _place_of_section(document, annotations, trigger)
            sites[trigger.token.i] = tuple(site_of(annotations, entity) for entity in run)
    return sites


def _place_of_section(
    document: Document, annotations: Annotations, trigger: Trigger
) -> Sequence[Entity]:
    """The place that the heading of a trigger's section gives, the smallest of "Dikwa, Borno"."""
    section = section_of(document, trigger.token.span.start)
    here = entities_in(annotations.places, section.span) if section else ()
    return [e for e in here if isinstance(e.value, Place) and e.value.kind not in WIDE][:1]


def share_sites(
    parsed: Tree, found: Sequence[Trigger], sites: Mapping[int, tuple[Site, ...]]
) -> Mapping[int, tuple[Site, ...]]:
    """The sites of each trigger, with those of the deed that it tells together with another word.

    "Two were killed in an explosion in Gao" tells the killing as little elsewhere as the explosion.
    """
    shared = dict(sites)
    for trigger in found:
        if not sites[trigger.token.i]:
            same = _same_deed(parsed, trigger, found)
            shared[trigger.token.i] = next((own for i in same if (own := sites[i])), ())
    return shared


def _same_deed(parsed: Tree, trigger: Trigger, triggers: Sequence[Trigger]) -> list[int]:
    """The other words of a sentence that surely tell the same deed.

    "Killed in an explosion", "shot and killed".
    """
    word = trigger.token
    verb = parsed.tokens[word.head] if word.dep == "nsubj" and not trigger.definite else None
    below = {noun.i for noun in nouns_after(parsed, word, *WITHIN)}
    joined = {t.i for t in (word, *parsed.kids[word.i].conj) if not parsed.kids[t.i].nsubj}
    beside = joined - {word.i} | ({word.head} if word.dep == "conj" and word.i in joined else set())
    near = below | beside | ({verb.i} if verb else set())
    return [other.token.i for other in triggers if other.token.i in near] if near else []


def sentence_places(
    document: Document, annotations: Annotations, sentence: Sentence
) -> list[Entity]:
    """The places of a sentence that are no country and no region, in order, each stretch once."""
    kept: dict[int, Entity] = {}
    for entity in annotations.places:
        value, start = entity.value, entity.span.start
        inside = sentence.span.start <= start < sentence.span.end
        inside = inside and not in_dateline(document, start)
        if inside and isinstance(value, Place) and value.kind not in WIDE and _is_named(value):
            kept.setdefault(entity.span.start, entity)
    return [kept[start] for start in sorted(kept)]


def _is_named(place: Place) -> bool:
    """Whether a place is known by its name or its town, and is not just "a hospital"."""
    return place.gazetteer is not None or place.city is not None or place.kind not in INSIDE


def _listed_places(
    parsed: Tree, sentence: Sentence, places: Sequence[Entity]
) -> Iterator[list[Entity]]:
    """The places of a sentence in runs of a list each, what only contains others left out."""
    run = list(places[:1])
    for before, entity in pairwise(places):
        if _contains(entity, before) or entity.span.start < before.span.end:
            if _is_address(parsed, sentence, [*run, entity]):
                run = run[-1:]
            continue
        if _is_named_by(parsed, sentence, before, entity):
            run[-1] = entity
        elif _is_road(parsed, before) and _is_road(parsed, entity):
            continue  # the corner of two roads is one site
        elif _is_listed(parsed, sentence, before, entity):
            run.append(entity)
        else:
            yield run
            run = [entity]
    if run:
        yield run


def _is_address(parsed: Tree, sentence: Sentence, places: Sequence[Entity]) -> bool:
    """Whether places tell where one lies, each in the next: "Hacienda X, Barangay Y, Z City, W"."""
    words = parsed.tokens[sentence.first : sentence.last]
    between = (
        [t.lower for t in words if before.span.end <= t.span.start < entity.span.start]
        for before, entity in pairwise(places)
    )
    return all(told == [","] for told in between)


def _is_road(parsed: Tree, entity: Entity) -> bool:
    """Whether a place is a road by its last word: "47th Avenue"."""
    words = [t.lower.rstrip(".") for t in within(parsed.tokens, entity.span)]
    return bool(words) and words[-1] in ROADS


def _is_named_by(parsed: Tree, sentence: Sentence, before: Entity, entity: Entity) -> bool:
    """Whether a place gives the name of the part of a town before it: "the X suburb of Y"."""
    part = isinstance(before.value, Place) and before.value.kind is PlaceKind.DISTRICT
    words = [
        t.lower
        for t in parsed.tokens[sentence.first : sentence.last]
        if before.span.start <= t.span.start < entity.span.start
    ]
    return part and len(words) > 1 and words[-1] == "of" and words[-2] in SETTLED


def _is_listed(parsed: Tree, sentence: Sentence, before: Entity, entity: Entity) -> bool:
    """Whether only words of a list stand between two places; "X city of Y" is none."""
    words = parsed.tokens[sentence.first : sentence.last]
    between = [t.lower for t in words if before.span.end <= t.span.start < entity.span.start]
    within = "of" in between and WITHIN_TOWN.issuperset(between)
    return all(word in LISTING for word in between) and not within


def _contains(outer: Entity, inner: Entity) -> bool:
    """Whether one place is the province or the town of another."""
    a, b = outer.value, inner.value
    if not isinstance(a, Place) or not isinstance(b, Place):
        return False
    if a.kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2}:
        return b.kind not in {PlaceKind.ADMIN1, PlaceKind.ADMIN2} and a.country == b.country
    return b.kind in INSIDE and a.kind is PlaceKind.CITY and b.city == (a.city or a.name)


def _struck_run(
    annotations: Annotations,
    parsed: Tree,
    trigger: Trigger,
    triggers: Sequence[Trigger],
    runs: Sequence[Sequence[Entity]],
) -> Sequence[Entity]:
    """The run of places that a trigger's words say were struck."""
    best: tuple[int, int] | None = None
    chosen: Sequence[Entity] = ()
    for run in runs:
        for entity in run:
            head = _head(annotations, entity)
            far = _site_distance(parsed, trigger.token, head)
            if far is None or any(
                (_gap(parsed, other.token, head) < _gap(parsed, trigger.token, head))
                for other in triggers
                if other is not trigger
            ):
                continue
            if best is None or far < best:
                best, chosen = far, run
    return chosen


def _gap(parsed: Tree, word: Token, head: Token) -> tuple[int, int]:
    """How far a place is from a trigger, by the parse and then by the line."""
    return parsed.steps_between(word, head, FAR), abs(word.i - head.i)


def _site_distance(parsed: Tree, word: Token, head: Token) -> tuple[int, int] | None:
    """How far a site is from a trigger; None where the place is no site of it."""
    if is_launch_place(parsed, head) or not is_site(parsed, head):
        return None
    if head.dep == "npadvmod" and head.i < head.head:  # "Homs-based rebels"
        return None
    if not _is_of_clause(parsed, word, head):
        return None
    steps, line = _gap(parsed, word, head)
    if steps > FARTHEST:
        return None
    placed = bool(prepositions_above(parsed, head))
    return steps + (0 if placed or head.dep not in NAMING else PLACELESS), line


def _is_of_clause(parsed: Tree, word: Token, head: Token) -> bool:
    """Whether a place stands in a trigger's own clause, and with no office or speaker there.

    "According to the consulate in Marseille" and "the embassy in Baghdad condemned the attack" do
    not tell where it was.
    """
    own = {word.i, *(t.i for t in clauses_above(parsed, word) if t.lemma not in SAID)}
    last = head
    for token in parsed.above[head.i]:
        if token.i in own:
            return True
        if token.lemma in SAID or token.lower == "according" or last.dep in CLOSED:
            return False
        if token.pos in NOMINAL and token.dep in {"nsubj", "nsubjpass"}:
            return parsed.tokens[token.head].i in own and bool(token.forms & STRUCK)
        last = token
    return False


def _head(annotations: Annotations, entity: Entity) -> Token:
    """The word of a place on which its others hang."""
    head = head_of_span(annotations.tokens, entity.span)
    assert head is not None  # noqa: S101  for the type checker; a place has words
    return head


def site_of(annotations: Annotations, entity: Entity) -> Site:
    """A place as a site."""
    place = entity.value
    assert isinstance(place, Place)  # noqa: S101  for the type checker; only such are kept
    written = " ".join(t.lower for t in within(annotations.tokens, entity.span))
    names = {written, place.name.lower()}
    if place.gazetteer is not None:
        names.add(place.gazetteer)
    size = SIZES.get(place.kind, SiteSize.TOWN)
    town = place.name if size is SiteSize.TOWN else place.city
    return Site(
        _head(annotations, entity),
        frozenset(names),
        town.lower() if town and size < SiteSize.COUNTY else None,
        place.admin2,
        place.admin1 or (place.name if size is SiteSize.PROVINCE else None),
        size,
    )
