"""Who is named: states, forces, armed groups, offices, officials, witnesses."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Reversible, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dateline.detect.gazetteer import country_by_code, country_of_people, places_named
from dateline.detect.parties.described import described_parties, find_persons, office_words
from dateline.syntax.tree import modified_noun
from dateline.types import BlockKind, Document, Entity, Party, PartyKind, Sentence, Span, Token
from dateline.vocabulary import word_list
from dateline.vocabulary.phrases import (
    Lexicon,
    fold_word,
    phrase_lexicon,
    phrase_matches,
    split_words,
)

# ------------------------------------------------------------- actors that bear a name of their own


FIGHTING: Final = frozenset({PartyKind.ARMED_GROUP, PartyKind.MILITARY, PartyKind.SECURITY})


def known_actors(document: Document, sentences: tuple[Sentence, ...]) -> list[Entity]:
    """The actors of the lexicon that a report names."""
    return [
        Entity(span, party)
        for sentence in sentences
        for span, party in phrase_matches(
            actor_lexicon(), split_words(document.text, sentence.span.start, sentence.span.end)
        )
        if any(c.isupper() for c in document.text[span.start : span.end])
    ]


@cache
def actor_lexicon() -> Lexicon[Party]:
    """The lexicon; every alias leads to one party."""
    data = tomllib.loads(files(__package__).joinpath("actors.toml").read_text("utf-8"))
    return phrase_lexicon(
        (name, _actor_party(row["name"], row["kind"], row.get("country")))
        for row in data["actor"]
        for name in (row["name"], *_spellings_of(row.get("aliases", ())))
    )


def _spellings_of(aliases: Iterable[str]) -> Iterator[str]:
    """Aliases as written, and as texts have them that lost their apostrophes ("Assads forces")."""
    for alias in aliases:
        yield alias
        if "'s " in alias:
            yield alias.replace("'s ", "s ")


def _actor_party(name: str, kind: str, country: str | None) -> Party:
    """An actor of the lexicon; its id is its name in lower case, words joined by hyphens."""
    return Party(name, PartyKind(kind), id=fold_word(name).replace(" ", "-"), country=country)


def fighting_kinds(text: str, names: AbstractSet[str]) -> frozenset[PartyKind]:
    """The kinds of armed groups and forces that a sentence may name, asked of its words alone.

    Args:
        text: the sentence.
        names: all that its words may go by, in lower case.
    """
    told = (party.kind for _, party in phrase_matches(actor_lexicon(), split_words(text)))
    return FIGHTING & {*told, *(kind for name in names for kind in _kinds_by_head().get(name, ()))}


@cache
def _kinds_by_head() -> Mapping[str, frozenset[PartyKind]]:
    """The kinds of party that a noun may stand for, alone or behind other words."""
    found: dict[str, frozenset[PartyKind]] = {}
    for words, kind in office_words().heads:
        head = words.split()[-1]
        found[head] = found.get(head, frozenset()) | {kind}
    return found


# ------------------------------------------------------------------ states that act or speak

LONGEST: Final = 4  # words of a country's name
# What a government does and a town does not.
SPEAKING: Final = frozenset(
    "say deny reject dismiss blame accuse condemn denounce claim announce warn insist confirm "
    "acknowledge admit vow pledge declare maintain call urge retaliate".split()
)
# What only armed forces do or fly: the people named before it is theirs, and not of the place.
STATE_MEANS: Final = word_list("arguments.actors.state_means")
STATE_WEAPONS: Final = word_list("arguments.actors.state_weapons")
STRUCK: Final = frozenset({"on", "against", "of", "at"})
NEAR: Final = 2  # words from a deed to what tells on whom it was done
SHORT: Final = {"US": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB"}


def acting_states(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The countries that are subject of a verb or its agent, and the peoples that stand for them.

    A capital that speaks ("Washington said") stands for its government, a people before a deed of
    armed forces ("an Israeli air strike") for its state.
    """
    found = []
    for sentence in sentences:
        at = sentence.first
        while at < sentence.last:
            end, party = _state_at(tokens, sentence, at)
            if party is not None:
                span = Span(tokens[at].span.start, tokens[end - 1].span.end)
                found.append(Entity(span, party))
            at = max(end, at + 1)
    del document
    return found


def _state_at(tokens: Sequence[Token], sentence: Sentence, at: int) -> tuple[int, Party | None]:
    """The acting state whose name begins at a token, and where the name ends."""
    if not tokens[at].text[:1].isupper():
        return at + 1, None
    if iso := _acting_people(tokens, tokens[at]):
        return at + 1, _state_party(tokens[at].text, iso)
    for end in range(min(at + LONGEST, sentence.last), at, -1):
        head = tokens[end - 1]
        acts = head.dep == "nsubj" or (head.dep == "pobj" and tokens[head.head].dep == "agent")
        acts = acts or _owns_deed(tokens, head)
        if not acts:
            continue
        name = " ".join(token.text for token in tokens[at:end])
        iso = next((place.country for place in places_named(name) if place.kind == "country"), None)
        speaks = head.dep == "nsubj" and tokens[head.head].lemma in SPEAKING
        iso = iso or (_capital_countries().get(name) if speaks else None)
        if iso:
            return end, _state_party(name, iso)
    return at + 1, None


def _owns_deed(tokens: Sequence[Token], owner: Token) -> bool:
    """Whether it is a state whose armed forces struck something: "Russia's strike on a school"."""
    deed = tokens[owner.head]
    struck = (t for t in tokens[deed.i + 1 : deed.i + 1 + NEAR] if t.head == deed.i)
    return (
        owner.dep == "poss"
        and bool(deed.as_noun & STATE_MEANS)
        and any(t.dep == "prep" and t.lower in STRUCK for t in struck)
    )


def _acting_people(tokens: Sequence[Token], word: Token) -> str | None:
    """The country of a people whose deed or aircraft the next noun tells, or None.

    In "Russian and Syrian air strikes" both are meant.
    """
    first = tokens[word.head] if word.dep == "conj" and word.pos in {"ADJ", "PROPN"} else word
    deed = modified_noun(tokens, first)
    means = (t for t in tokens[first.i + 1 : deed.i] if t.dep == "compound" and t.head == deed.i)
    own = deed.as_noun & STATE_MEANS or any(t.as_noun & STATE_WEAPONS for t in means)
    if not own or first.pos == "VERB":
        return None
    return SHORT.get(word.text) or country_of_people(word.text)


def _state_party(name: str, iso: str) -> Party:
    """A state as a party."""
    return Party(_official_name(name, iso), PartyKind.STATE, f"state:{iso}", iso)


@cache
def _capital_countries() -> dict[str, str]:
    """The country of each capital, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("capitals.toml").read_text("utf-8"))
    return {name: iso for iso, names in data.items() for name in names}


def _official_name(name: str, iso: str) -> str:
    """The English name of a country, or the words of the text."""
    place = country_by_code(iso)
    return place.name if place else name


# ------------------------------------------------------------------ short names within a report

MANY_NAMES: Final = 4096  # in a few reports
SHORTENED: Final = frozenset(
    {PartyKind.DIPLOMATIC, PartyKind.MILITARY, PartyKind.GOVERNMENT, PartyKind.POLICE}
)
# Offices that one person at a time holds in the country that a report is about.
SINGLE: Final = frozenset(
    {
        "president",
        "prime minister",
        "interior minister",
        "foreign minister",
        "defence minister",
        "defense minister",
        "governor",
        "mayor",
        "police chief",
        "king",
        "chancellor",
    }
)
PERSONAL: Final = frozenset(
    {PartyKind.PERSON, PartyKind.OFFICIAL, PartyKind.UNKNOWN, PartyKind.GOVERNMENT}
)
SPOKES: Final = re.compile(
    r"\bspokes(?:man|woman|person)$|^spokes(?:man|woman|person)\b", re.IGNORECASE
)
# How a report calls a body that counts the dead, before or behind its name.
MONITORS: Final = re.compile(
    r"^(?:[\w-]+ )*(?:monitor|ngo|watchdog|monitoring (?:group|organi[sz]ation)|\w+-based group)$",
    re.IGNORECASE,
)
MONITOR_NAMES: Final = re.compile(r"\b(?:observatory|monitor|human rights)\b", re.IGNORECASE)
AHEAD: Final = 400  # characters, about two sentences
ACRONYM: Final = re.compile(r"\s?\(([A-Z][A-Z-]{1,9})\)")
OFFICE_TAIL: Final = re.compile(r"['’]s? office\b")
OFFICE: Final = re.compile(r"['’]s? office$")
LONGEST_INITIALS = 2  # letters; they name nobody


def resolve_short_names(document: Document, found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Let short names stand for the party that a longer one named before.

    Args:
        document: the report.
        found: its parties in the order of the text.
    """
    acronyms = {
        match.group(1): each.value
        for each in found
        if (match := ACRONYM.match(document.text, each.span.end)) and isinstance(each.value, Party)
    }
    long: dict[Party, None] = {}  # each once, where it was named last
    answer = []
    monitor, bodies = _only_monitor(found), _known_bodies(found)
    for at, each in enumerate(found):
        party = each.value
        if not isinstance(party, Party):
            continue
        named = acronyms.get(party.name) or _longer_party(party, long)
        behind = found[at + 1 :]
        party = named or _named_after(each, behind) or _only_force(party, behind) or party
        party = monitor if monitor and MONITORS.search(party.name) and not party.id else party
        party = _with_body(party, bodies)
        long.pop(party, None)
        long[party] = None
        answer.append(replace(each, value=party))
    return tuple(answer)


def _known_bodies(found: Sequence[Entity]) -> Mapping[str, Party | None]:
    """The known parties of a report by the words of their names, None where two share a word."""
    words: dict[str, Party | None] = {}
    for party in dict.fromkeys(e.value for e in found if isinstance(e.value, Party) and e.value.id):
        if party.kind not in PERSONAL:
            for word in party.name.split():
                words[word] = party if word not in words else None
    return words


def _with_body(party: Party, bodies: Mapping[str, Party | None]) -> Party:
    """A person with an office of a known body by its full name: "Observatory director"."""
    short, _, title = (party.office or "").partition(" ")
    body = bodies.get(short) if title else None
    return replace(party, office=f"{title}, {body.name}") if body else party


def _only_monitor(found: Sequence[Entity]) -> Party | None:
    """The only known body of a report that counts the dead, for its "a monitoring group"."""
    parties = (e.value for e in found if isinstance(e.value, Party))
    known = {p for p in parties if p.id and MONITOR_NAMES.search(p.name)}
    return known.pop() if len(known) == 1 else None


def _only_force(party: Party, behind: Sequence[Entity]) -> Party | None:
    """The only force named behind that a bare "army" or "coalition" of a headline may be."""
    if party.kind is not PartyKind.MILITARY or party.country is not None or party.id is not None:
        return None
    others = (e.value for e in behind if isinstance(e.value, Party))
    short = party.name.lower().split()
    longer = {
        other
        for other in others
        if other.kind is party.kind
        and other.country is not None
        and other.name.lower().split()[-len(short) :] == short
    }
    return longer.pop() if len(longer) == 1 else None


def _named_after(entity: Entity, behind: Sequence[Entity]) -> Party | None:
    """Who "a spokesman" of a lead is, if the next sentences name one: "Jan Maly, spokesman for"."""
    party = entity.value
    if not (isinstance(party, Party) and party.anonymous and SPOKES.search(party.name)):
        return None
    wanted = set(party.name.lower().split())
    for other in behind:
        one = other.value
        if other.span.start > entity.span.end + AHEAD:
            break
        if not isinstance(one, Party) or one.office is None or one.anonymous:
            continue
        if SPOKES.search(one.office):
            return one if wanted <= set(re.findall(r"\w+", one.office.lower())) else None
    return None


def repeated_names(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Entity]
) -> list[Entity]:
    """Further places where the surname of a person named in full stands, or its office."""
    surnames = {
        _name_words(each.value.name)[-1]: each.value
        for each in found
        if isinstance(each.value, Party)
        and each.value.kind in (PartyKind.OFFICIAL, PartyKind.PERSON)
        and not each.value.anonymous
        and len(_name_words(each.value.name)) > 1
    }
    told = ((n, party) for n, party in sorted(surnames.items()) if len(n) > LONGEST_INITIALS)
    table = phrase_lexicon(told)
    return [
        _office_or_person(document, span, party)
        for sentence in sentences
        for span, party in phrase_matches(
            table, split_words(document.text, sentence.span.start, sentence.span.end)
        )
        if document.text[span.start].isupper()
    ]


def _office_or_person(document: Document, span: Span, party: Party) -> Entity:
    """A surname, or the office of its bearer: "Sudani's office"."""
    tail = OFFICE_TAIL.match(document.text, span.end)
    if tail is None:
        return Entity(span, party)
    name = f"{document.text[span.start : span.end]}’s office"
    office = Party(name, PartyKind.GOVERNMENT, None, party.country, party.office)
    return Entity(Span(span.start, tail.end()), office)


def _longer_party(party: Party, before: Reversible[Party]) -> Party | None:
    """The party named before that a short name stands for, the latest first."""
    for other in reversed(before):
        if _is_respelt(party, other):
            return other
        if party.kind in PERSONAL and _surname_of(party, other):
            return _with_office(party, other)
        if party.kind is PartyKind.OFFICIAL and _holder_of(party, other):
            return other
        shortened = party.kind in SHORTENED or party.anonymous
        if shortened and party.kind is other.kind and party.country is None:
            first, second = party.name.lower().split(), other.name.lower().split()
            if len(first) < len(second) and first == second[-len(first) :]:
                return other
    return None


def _is_respelt(party: Party, other: Party) -> bool:
    """Are two full names one in two spellings ("Mohamed Sherif", "Mohammed Shareef")?

    Spellings of one Arabic name differ in vowels and doubled letters; consonants stay.
    """
    persons = (PartyKind.OFFICIAL, PartyKind.PERSON)
    if party.kind not in persons or other.kind not in persons or party.anonymous or party.id:
        return False
    one, two = _name_words(party.name), _name_words(other.name)
    if one == two or len(one) < 2 or len(one) != len(two):  # noqa: PLR2004 - a name and a surname
        return False
    return [_consonants_of(word) for word in one] == [_consonants_of(word) for word in two]


def _consonants_of(word: str) -> str:
    """The first letter of a word and its consonants behind it, doubled ones once."""
    return word[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy’']", "", word[1:]))


def _surname_of(party: Party, other: Party) -> bool:
    """Is a name of one word, its article aside, the last of a person's longer name?"""
    if other.kind not in (PartyKind.OFFICIAL, PartyKind.PERSON) or other.anonymous:
        return False
    short, long = (_name_words(_without_office(each.name)) for each in (party, other))
    return 0 < len(short) < len(long) and short == long[-len(short) :]


@lru_cache(maxsize=MANY_NAMES)
def _without_office(name: str) -> str:
    """A name without "'s office"."""
    return OFFICE.sub("", name)


def _holder_of(party: Party, other: Party) -> bool:
    """Is an office told without a name ("the premier") that of a person named before?"""
    if other.kind is not PartyKind.OFFICIAL or other.office is None or party.anonymous:
        return False
    office, held = (
        re.sub(r"\bpremier\b", "prime minister", (each or "").lower())
        for each in (party.name, other.office)
    )
    return office in SINGLE and held.endswith(office) and other.name.lower() != office


@lru_cache(maxsize=MANY_NAMES)
def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, articles and forms of address left out."""
    found = re.findall(r"\w+", name.lower())
    return tuple(w for w in found if w not in ("al", "el", "mr", "mrs", "ms"))


def _with_office(party: Party, other: Party) -> Party:
    """The person, or the office of the person, that a short name stands for."""
    if OFFICE.search(party.name):
        return replace(party, country=other.country, office=other.office)
    return other


# ------------------------------------------------------------------ all parties of a report


def find_parties(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Entity, ...]:
    """Find the parties that a report names.

    Args:
        document: the report.
        tokens: its parse.
        sentences: its sentences.

    Returns:
        Entities in the order of the text that do not overlap. Within a report a short name
        ("Sudani", "the ministry") stands for the party that the long one named.
    """
    named = known_actors(document, sentences)
    described = described_parties(document, tokens, sentences)
    persons = find_persons(document, tokens, sentences)
    actors = _Taken(named)
    bodies = _bodies(described)
    people = (p for p in persons if not (_bears_actor(p, actors) or _opens_body(p, bodies)))
    layers = (
        [_beside_group(document, p, named) for p in people],
        named,
        described,
        acting_states(document, tokens, sentences),
    )
    taken = _Taken()
    found = [each for layer in layers for each in taken.take(layer)]
    for layer in (
        repeated_names(document, sentences, found),
        _labelled_organisations(document, tokens, sentences),
    ):
        found.extend(taken.take(layer))
    return resolve_short_names(document, sorted(found, key=lambda each: each.span))


class _Taken:
    """Stretches of a text that are taken, none of which overlaps another."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for _ in self.take(entities):
            pass

    def take(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        """The entities that stand where nothing is taken, which takes their stretches."""
        for each in entities:
            if not self.overlaps(each.span):
                at = bisect_left(self.starts, each.span.start)
                self.starts.insert(at, each.span.start)
                self.ends.insert(at, each.span.end)
                yield each

    def overlaps(self, span: Span) -> bool:
        """Whether a stretch overlaps one that is taken."""
        before = bisect_left(self.starts, span.end)
        return before > 0 and span.start < self.ends[before - 1]


def _bears_actor(person: Entity, actors: _Taken) -> bool:
    """Is what the parser took for a person's name that of an actor ("Ashab al-Kahf")?

    An actor before the title is whose office it is ("Hezbollah leader Hassan Nasrallah").
    """
    if not isinstance(person.value, Party) or person.value.kind is PartyKind.GOVERNMENT:
        return False
    start = person.span.end - len(person.value.name)
    return actors.overlaps(Span(start, person.span.end))


def _beside_group(document: Document, person: Entity, named: Iterable[Entity]) -> Entity:
    """The person, without the armed group before the office, a party that it speaks for.

    "Taliban spokesman Zabihullah Mujahid" names both.
    """
    ends = [
        each.span.end
        for each in named
        if isinstance(each.value, Party) and each.value.kind is PartyKind.ARMED_GROUP
        if person.span.start <= each.span.start and each.span.end < person.span.end
    ]
    if not ends:
        return person
    rest = document.text[max(ends) : person.span.end]
    start = person.span.end - len(rest.lstrip(" ’'s"))
    return replace(person, span=Span(start, person.span.end))


def _bodies(described: Iterable[Entity]) -> dict[int, int]:
    """Where names of bodies end, by where they start; the longest where several start."""
    ends: dict[int, int] = {}
    for each in described:
        if isinstance(each.value, Party) and each.value.kind in BODIES:
            start, end = each.span.start, each.span.end
            ends[start] = max(end, ends.get(start, 0))
    return ends


def _opens_body(person: Entity, bodies: Mapping[int, int]) -> bool:
    """Is what the parser took for a person's name the first word of a body's ("Hakkari ministry")?

    Such names are of places; a person with an office is told by it.
    """
    if not isinstance(person.value, Party) or person.value.office is not None:
        return False
    return person.span.end < bodies.get(person.span.start, 0)


BODIES = frozenset({PartyKind.GOVERNMENT, PartyKind.MILITARY, PartyKind.SECURITY})
ORGANISATION = Party("", PartyKind.UNKNOWN)


def _labelled_organisations(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The organisations that the model labels and nothing else has found.

    Headlines are left out: their capitals mislead the model.
    """
    read = [s.span for s in sentences if s.block is not BlockKind.TITLE]
    found, at = [], 0
    while at < len(tokens):
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].entity == tokens[at].entity == "ORG":
            last += 1
        if tokens[at].entity == "ORG":
            span = Span(tokens[at].span.start, tokens[last].span.end)
            name = document.text[span.start : span.end]
            inside = any(s.start <= span.start < s.end for s in read)
            if inside and name[0].isupper() and "\n" not in name:
                found.append(Entity(span, replace(ORGANISATION, name=_bare_party_name(name))))
        at = last + 1
    return found


def _bare_party_name(name: str) -> str:
    """A name without its article and possessive."""
    return " ".join(name.replace("’s", "").replace("'s", "").split()).removeprefix("the ")
