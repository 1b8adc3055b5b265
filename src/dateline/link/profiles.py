"""What of a mention is compared: its days, places, tolls, names and words, made ready once."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from sys import intern
from typing import Any, Final, TypeVar, cast

from cattrs.preconf.json import JsonConverter, make_converter

from dateline.types import (
    NARRATIVE,
    Chronology,
    Count,
    Document,
    EventDate,
    Interval,
    Kind,
    Mention,
    Modality,
    Party,
    PartyKind,
    Place,
    Prominence,
    Reading,
    Role,
    Scope,
    Span,
    Stage,
    Target,
    TargetKind,
    Toll,
    Weapon,
    WeaponKind,
)
from dateline.vocabulary.spellings import loose_key

# ------------------------------------------------------------------ how rare words are

# The rarities are a fixed table (`training/rarity.py`), so that what a pair weighs depends on the
# pair alone, and not on what else is in the ledger.

# "8-year-old", "Jane Doe, 23," and "aged 40"; the numbers of houses and roads, but no years.
AGE: Final = re.compile(
    r"\b(?P<old>\d{1,2})-(?:year|yr)s?-? ?old|(?<=, )(?P<called>\d{1,2})(?=[,.;])"
    r"|\baged? (?P<aged>\d{1,2})\b"
)
NUMBER: Final = re.compile(r"\b(?!19\d\d\b|20[0-4]\d\b)\d{3,5}\b")

RAREST: Final = 10.0  # bits of a word that the table does not have: in fewer than one text of 700
COMMONEST: Final = 4.0  # bits; words in one text of sixteen tell no two events apart


def telling_figures(text: str) -> Iterator[str]:
    """The ages and the longer numbers of a text, as words of their own."""
    for match in AGE.finditer(text):
        yield f"age-{match.group(match.lastgroup or 0)}"
    yield from NUMBER.findall(text)


def rarest_words(words: Iterable[str], most: int) -> frozenset[str]:
    """The rarest of some words, those that are as frequent as any left out.

    Args:
        words: in lower case.
        most: how many.
    """
    told = {word: bits for word in set(words) if (bits := word_rarity(word)) > COMMONEST}
    return frozenset(sorted(told, key=lambda word: (-told[word], word))[:most])


def shared_bits(words: Iterable[str], above: float = COMMONEST) -> float:
    """How much some words that two reports share tell, in bits above those of a common word."""
    return sum(max(0.0, word_rarity(word) - above) for word in words)


def word_rarity(word: str) -> float:
    """How rare a word is in news: the binary logarithm of how many texts there are for one."""
    return _rarity_table().get(word, RAREST)


@cache
def _rarity_table() -> dict[str, float]:
    """The bits of each word that is not among the rarest."""
    rows = files(__package__).joinpath("rarity.tsv").read_text("utf-8").splitlines()
    cells = (row.split("\t") for row in rows if not row.startswith("#"))
    return {word: float(bits) for bits, words in cells for word in words.split(" ")}


# ------------------------------------------------------------------ persons and names

# What counts as a name is told from the report alone, so that no other report bears on it.

WORDS: Final = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
KINDS_OF_WORDS: Final = ("empty", "common", "demonyms", "countries")
COMMON: Final = frozenset(w for kind in KINDS_OF_WORDS for w in WORDS[kind])
MOST_CALLED: Final = 40  # full names of a report; a list of hundreds tells no one story
SHORTEST: Final = 3  # letters of a part of a name; shorter ones are initials and particles

# "Jane Q. Doe-Roe": two or more words with a capital, in one line.
PART: Final = r"[A-ZÀ-Þ](?=[\w'’-]{0,40}?[a-zß-ÿ])[\w'’-]{1,60}"
FULL: Final = rf"{PART}(?:[ \t]+[A-Z]\.)?(?:[ \t]+{PART}){{1,3}}"
# Reporters give an age to those whom an event befell or who did it, hardly ever to those who
# speak of it: "Jane Doe, 23," / "23-year-old Jane Doe" / "the victim was identified as Jane Doe".
INVOLVED: Final = re.compile(
    rf"(?P<aged>{FULL}),? (?:(?:Jr|Sr|II|III)\.?, )?(?:who was |aged |age )?\(?[1-9]\d?(?=[,.);])"
    rf"|\b\d\d?-year-old(?: [a-z]{{1,12}}){{0,2}},? (?P<told>{FULL})"
    rf"|\b(?:identified|named)(?: [a-z]{{1,12}}){{0,5}} as (?:\d\d?-year-old )?(?P<called>{FULL})"
)
FULL_NAME: Final = re.compile(FULL)
NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
INSIDE: Final = re.compile(r"(?<=[a-zß-ÿ,;] )[A-ZÀ-Þ][\w’'-]{2,}")  # does not open a sentence
SUFFIXES: Final = frozenset({"jr", "sr", "iii"})


@dataclass(frozen=True, slots=True)
class NamesOfEvent:
    """The names of a text.

    `people` are the full names of those whom it tells of with an age or identifies, `called` all
    full names, both as first and last word; `proper` the single words that are written with a
    capital wherever they stand, `telling` the rarest words of its beginning.
    """

    people: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()


NAMELESS: Final = NamesOfEvent()


def names_in(text: str, known: frozenset[str] = frozenset()) -> NamesOfEvent:
    """Find the names of a text.

    Args:
        text: of a report.
        known: words in lower case that are no telling names, such as those of its places.
    """
    found = (match.group(match.lastgroup or 0) for match in INVOLVED.finditer(text))
    people = {name for words in found for name in _person_names(words, known)}
    called: dict[str, None] = dict.fromkeys(sorted(people))
    for match in FULL_NAME.finditer(text):
        called.update(dict.fromkeys(_person_names(match.group(), known)))
        if len(called) >= MOST_CALLED:
            break
    small = {word for word in NAME_WORD.findall(text) if word[0].islower()}
    inside = (_bare_name(match.group()) for match in INSIDE.finditer(text))
    proper = {word for word in inside if not (word in small or word in known or word in COMMON)}
    return NamesOfEvent(frozenset(people), frozenset(called), frozenset(proper))


def _person_names(words: str, known: frozenset[str]) -> Iterator[str]:
    """The name as first and last word, and as every two words that follow each other.

    "Mary Ann Smith" is Mary Smith to another report, and "Suspect Jane Doe" is Jane Doe.
    """
    parts = [part for word in words.split() if len(part := _bare_name(word)) >= SHORTEST]
    parts = [part for part in parts if part not in SUFFIXES]
    for first, last in {*pairwise(parts), (parts[0], parts[-1])} if len(parts) > 1 else ():
        if known.isdisjoint((first, last)) and COMMON.isdisjoint((first, last)):
            yield f"{first} {last}"


def _bare_name(word: str) -> str:
    """Lower case, without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s").strip("'-.")


# ------------------------------------------------------------------ profiles

SHORTEST_SENTENCE = 8  # words; shorter ones ("Police said.") recur in unrelated reports
MOST_SHARED = 100_000  # sets that are kept in memory once
SHORTEST_WORD = 4  # letters of a word that can tell two events apart
TELLING = 250  # words of a report's beginning; what follows is background, and lines of its site
MOST_TELLING = 48  # of them that are kept, the rarest
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LETTERS = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n")
FOLLOW_UPS = frozenset(
    {Kind.ARREST, Kind.PROTEST}
)  # a report that tells no news may look past them
NO_ATTACKS = FOLLOW_UPS | {Kind.RIOT, Kind.OTHER}
LINKABLE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED})
EMPTY: Final = frozenset(
    tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))["empty"]
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MentionProfile:
    """A mention with what is compared of it.

    Its claims are left out: what counts of them stands here, and a ledger keeps this alone.
    """

    mention: Mention
    days: Interval | None
    places: tuple[Place, ...]
    countries: frozenset[str]
    cities: frozenset[str]
    city: str | None  # the one told most, the first of those
    targets: frozenset[TargetKind]
    target_words: frozenset[str]
    killed: tuple[Count, ...]
    wounded: tuple[Count, ...]
    weapons: frozenset[WeaponKind]
    actors: frozenset[str]
    words: frozenset[str]  # of the sentences that tell of the event
    names: frozenset[str]  # the words among them that are written with a capital
    sentences: frozenset[str]  # the long sentences of the whole report
    told: bool = True  # its day stands in words, and is not that of the report's news
    named: NamesOfEvent = NAMELESS  # by the whole report if it is about the event, else beside it
    # Made of the others once: every pair asks for them.
    sites: frozenset[str] = field(init=False, repr=False, compare=False)
    provinces: frozenset[str] = field(init=False, repr=False, compare=False)
    seats: frozenset[str] = field(init=False, repr=False, compare=False)  # provinces by that name
    known: frozenset[str] = field(init=False, repr=False, compare=False)  # words of places, actors

    def __post_init__(self) -> None:
        """Make ready what every pair asks for."""
        sites = interned_set(plain_word(p.site) for p in self.places if p.site)
        provinces = interned_set(plain_word(p.admin1) for p in self.places if p.admin1)
        object.__setattr__(self, "sites", sites)
        object.__setattr__(self, "provinces", provinces)
        object.__setattr__(self, "seats", interned_set(_seats_among(self.places)))
        object.__setattr__(self, "known", _known_names(self.places, self.actors))


def _seats_among(places: Iterable[Place]) -> Iterator[str]:
    """The provinces that have the name of a town told, which may be meant by it."""
    for place in places:
        if place.city and place.city == place.admin1 and not place.site:
            yield plain_word(place.admin1)


def shared_towns(left: MentionProfile, right: MentionProfile) -> frozenset[str]:
    """The names of the towns that two mentions share, as the first spells them."""
    shared = left.cities & right.cities
    return frozenset(p.city for p in left.places if p.city and city_key(p) in shared)


def _known_names(places: Iterable[Place], actors: Iterable[str]) -> frozenset[str]:
    """The words of a mention's places and actors."""
    names = [n for p in places for n in (p.name, p.country, p.admin1, p.city, p.site) if n]
    told = [word for name in names for word in name.lower().split()]
    return interned_set((*told, *(word for actor in actors for word in LETTERS.findall(actor))))


def mention_profiles(
    readings: Iterable[Reading], chronology: Chronology
) -> tuple[MentionProfile, ...]:
    """Make ready all mentions that may be incidents of their own, and those that may follow one.

    Aggregates, plans and threats are left out: they stay on record, and are no incidents.

    Returns:
        One profile a mention, ordered by the mention's id.
    """
    dates = dict(chronology.events)
    found = [
        mention_profile(
            mention, reading.document, dates, sentences, names.get(mention.id, NAMELESS)
        )
        for reading in readings
        for sentences in (long_sentences(reading.document),)
        for names in (names_by_event(reading),)
        for mention in linkable_mentions(reading)
    ]
    return tuple(sorted(found, key=lambda one: one.mention.id))


def mention_profile(
    mention: Mention,
    document: Document,
    dates: Mapping[str, EventDate],
    sentences: frozenset[str],
    names: NamesOfEvent = NAMELESS,
) -> MentionProfile:
    """Make one mention ready.

    Args:
        mention: the mention.
        document: its report.
        dates: of events, by mention.
        sentences: the long sentences of the report.
        names: those of the whole report, if it is about the event.
    """
    date = dates.get(mention.id)
    places, cities = _struck_places(mention), cities_of(mention)
    targets = [v for v in _claim_values(mention, Role.TARGET) if isinstance(v, Target)]
    actors = [v for v in _claim_values(mention, Role.ACTOR) if isinstance(v, Party)]
    told = telling_spans(mention)
    return MentionProfile(
        mention=replace(mention, claims=()),
        days=date.interval if date else None,
        places=places,
        countries=interned_set(p.country for p in places if p.country),
        cities=interned_set(cities),
        city=_most_frequent(cities),
        targets=interned_set(t.kind for t in targets),
        target_words=frozenset(w for t in targets for w in telling_words(t.name)),
        killed=_toll_counts(mention, Role.KILLED),
        wounded=_toll_counts(mention, Role.WOUNDED),
        weapons=interned_set(
            v.kind for v in _claim_values(mention, Role.WEAPON) if isinstance(v, Weapon)
        ),
        actors=frozenset(party_key(a) for a in actors if a.kind is not PartyKind.UNKNOWN),
        words=frozenset(
            intern(w) for span in told for w in telling_words(_cut_text(document, span))
        ),
        names=frozenset(w for span in told for w in name_words(_cut_text(document, span))) - COMMON,
        sentences=sentences,
        told=date is None or date.told,
        named=names,
    )


def cities_of(mention: Mention) -> list[str]:
    """The cities of a mention by their keys, as often as they are told."""
    return [key for place in _struck_places(mention) if (key := city_key(place)) is not None]


def city_key(place: Place) -> str | None:
    """What a place's city is known by: its sound, as reports spell names as they hear them.

    "Boleel" and "Boulil" meet, and so do a town of the gazetteer and a spelling that it lacks.
    """
    if not place.city:
        return None
    name = plain_word(place.city)
    return loose_key(name) or name


def _struck_places(mention: Mention) -> tuple[Place, ...]:
    """The places of a mention."""
    return tuple(v for v in _claim_values(mention, Role.WHERE) if isinstance(v, Place))


def interned_set(values: Iterable[T]) -> frozenset[T]:
    """A set, one object for all that are equal: small ones recur in all mentions of an incident."""
    found = frozenset(values)
    return cast("frozenset[T]", _first_equal(found, type(next(iter(found), None)).__name__))


@lru_cache(maxsize=MOST_SHARED)
def _first_equal(found: frozenset[object], kind: str) -> frozenset[object]:  # noqa: ARG001  a kind equals its word
    """The first set that was equal to one, of members of one type."""
    return found


def telling_spans(mention: Mention) -> tuple[Span, ...]:
    """The sentences that tell of an event: that of its trigger and those of its figures."""
    figures = {Role.KILLED, Role.WOUNDED, Role.TARGET, Role.FIRED, Role.DAMAGE}
    quotes = {mention.quote} | {c.quote for c in mention.claims if c.role in figures}
    return tuple(sorted(quotes))


def read_text(document: Document) -> str:
    """The title and body of a report, a block a line."""
    return "\n".join(_cut_text(document, b.span) for b in document.blocks if b.kind in NARRATIVE)


def linkable_mentions(reading: Reading) -> list[Mention]:
    """The events of a report that may be incidents of their own, or the one that may follow one.

    A report may be about an attack in words that make no incident of it: of an accident, or of
    nothing but its aftermath. It belongs to what it follows, if that is told elsewhere.
    """
    single = [m for m in reading.mentions if m.scope is Scope.SINGLE and m.stage in LINKABLE]
    return single or [m for m in reading.mentions if is_follower(m)][:1]


def is_follower(mention: Mention) -> bool:
    """May a mention join an incident, and never be one?"""
    return mention.scope is Scope.UNLISTED and mention.kind not in NO_ATTACKS


def headline_mentions(reading: Reading) -> list[Mention]:
    """The events that a report is about: its main ones, else the first that it looks back on."""
    told = linkable_mentions(reading)
    main = [m for m in told if m.prominence is Prominence.MAIN]
    return main or [m for m in told if m.kind not in FOLLOW_UPS][:1]


def names_by_event(reading: Reading) -> dict[str, NamesOfEvent]:
    """What each event that a report is about goes by: the names of the report, and rare words.

    The rare words are those of the report's beginning if it is about one event, else those of the
    sentences that tell of each: two attacks of one day stand side by side in the news of both.
    """
    told = headline_mentions(reading)
    if not told:
        return {}
    text, known = read_text(reading.document), known_words(reading)
    towns = frozenset(
        w for place in _named_places(reading) if place.city for w in plain_words(place.city)
    )
    names = names_in(text, known | towns)
    if len(told) == 1:
        ends = [match.end() for match in islice(WORD.finditer(text), TELLING)]
        return {
            told[0].id: replace(names, telling=_rarest_words(text[: max(ends, default=0)], known))
        }
    parts = {m.id: [_cut_text(reading.document, span) for span in telling_spans(m)] for m in told}
    return {m: replace(names, telling=_rarest_words("\n".join(p), known)) for m, p in parts.items()}


def _rarest_words(text: str, known: frozenset[str]) -> frozenset[str]:
    """The rarest words of a text, known ones left out."""
    return rarest_words(
        {*telling_words(text), *telling_figures(text)} - known - COMMON, MOST_TELLING
    )


def known_words(reading: Reading) -> frozenset[str]:
    """The words of a report's provinces and countries, offices and groups.

    Two reports from one region share them, whatever each is about.
    """
    names = [
        name for place in _named_places(reading) for name in (place.country, place.admin1) if name
    ]
    claims = [c for mention in reading.mentions for c in mention.claims]
    parties = [party for c in claims for party in (c.value, c.speaker) if isinstance(party, Party)]
    names += [party.name for party in parties if party.kind is not PartyKind.PERSON]
    return frozenset(word for name in names for word in plain_words(name))


def plain_words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [plain_word(word) for word in WORD.findall(name)]


def _named_places(reading: Reading) -> list[Place]:
    """The places that the claims of a report name."""
    claims = (c for mention in reading.mentions for c in mention.claims)
    return [c.value for c in claims if isinstance(c.value, Place)]


def long_sentences(document: Document) -> frozenset[str]:
    """The sentences of a report that are long enough to show a common origin, as plain words."""
    blocks = [b.span for b in document.blocks if b.kind in NARRATIVE]
    parts = (part for span in blocks for part in SENTENCE_END.split(_cut_text(document, span)))
    plains = (" ".join(WORD.findall(part.lower())) for part in parts)
    return frozenset(p for p in plains if p.count(" ") + 1 >= SHORTEST_SENTENCE)


def telling_words(text: str) -> list[str]:
    """The words that can tell one event from another, in lower case without a possessive."""
    words = (plain_word(word) for word in WORD.findall(text))
    return [w for w in words if len(w) >= SHORTEST_WORD and w not in EMPTY and not w.isdigit()]


def name_words(text: str) -> list[str]:
    """The telling words with a capital that do not open the text."""
    words = WORD.findall(text)[1:]
    return [w for word in words if word[0].isupper() for w in telling_words(word)]


def plain_word(word: str) -> str:
    """Lower case, without a possessive ending."""
    word = word.lower().replace("’", "'")
    return word.removesuffix("'s")


def party_key(party: Party) -> str:
    """What one party is known by: its id, else its plain name."""
    return party.id or plain_word(party.name)


def _most_frequent(names: Sequence[str]) -> str | None:
    """The name that stands most often, the first of those."""
    return max(names, key=lambda name: (names.count(name), -names.index(name)), default=None)


def _claim_values(mention: Mention, role: Role) -> list[object]:
    """The values claimed for a role, denials left out."""
    claims: Sequence[object] = [
        c.value for c in mention.claims if c.role is role and c.modality is not Modality.DENIED
    ]
    return list(claims)


def _toll_counts(mention: Mention, role: Role) -> tuple[Count, ...]:
    """The figures of a toll that are no part of another."""
    tolls = (v for v in _claim_values(mention, role) if isinstance(v, Toll))
    return tuple(toll.count for toll in tolls if not toll.part)


def _cut_text(document: Document, span: Span) -> str:
    """The words of a span."""
    return document.text[span.start : span.end]


# ------------------------------------------------------------------ profiles as JSON


def profile_to_json(one: MentionProfile) -> str:
    """The JSON text of a prepared mention, the same on every machine."""
    data = _CONVERTER.unstructure(one)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def profile_from_json(text: str) -> MentionProfile:
    """The prepared mention that a JSON text stands for."""
    return _CONVERTER.structure(json.loads(text), MentionProfile)


def _in_order(found: frozenset[Any]) -> list[Any]:
    """A set as a list."""
    return sorted(found)


def _make_converter() -> JsonConverter:
    """The converter; fields at their default are left out."""
    converter = make_converter(omit_if_default=True)
    converter.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", kind) is frozenset, _in_order
    )
    return converter


_CONVERTER = _make_converter()
