"""Places: what the text names, which place of the world it is, and where a site lies."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final

from dateline.detect.gazetteer import GazetteerEntry, around, country_of_people, places_named
from dateline.detect.places.containers import (
    containers_of,
    is_of_the_city,
    settle_containers,
    tell_districts,
    tell_namesakes,
)
from dateline.detect.places.recognition import (
    ToponymMention,
    demonym_hints,
    mention_span,
    mentions_within,
)
from dateline.detect.places.recognition import toponym_mentions as find
from dateline.detect.places.resolution import Resolution, choose_readings
from dateline.detect.places.told_names import Settled
from dateline.detect.places.villages import settle_quarters, settle_villages
from dateline.detect.places.words import place_words
from dateline.distances import distance_km
from dateline.syntax.locations import filing_lines, in_dateline, section_of
from dateline.syntax.tree import STARTING
from dateline.types import (
    Dateline,
    Document,
    Entity,
    GivenPlace,
    Place,
    PlaceKind,
    Sentence,
    Span,
    Token,
)
from dateline.vocabulary import word_list

# --------------------------------------------------------- capitals that are named by their country

LEADING: Final = frozenset({"the", "in", "near", "outside", "around", "on"})
SITING: Final = word_list("arguments.places.locative")
OWNED: Final = frozenset({"'s", "’s"})


def find_capitals(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spots: frozenset[int],
    country: str | None = None,
) -> Iterator[tuple[int, int, GazetteerEntry]]:
    """The capitals told by a word for their country, where their name does not follow.

    Args:
        tokens: the parse.
        sentences: its sentences.
        spots: the tokens at which a place's name begins.
        country: that of the report, whose capital is "the capital" alone; None where none is.

    Yields:
        The first token, the one after the last, and the town.
    """
    for sentence in sentences:
        for at in range(sentence.first, sentence.last):
            if tokens[at].text != "capital" or tokens[at].dep == "compound":
                continue
            if _named_next(tokens, sentence, at, spots):
                continue
            first = _country_before(tokens, sentence, at)
            code = _country_code(tokens, first, at) if first is not None else None
            if code is None and _is_plain_capital(tokens, sentence, at):
                first, code = at - 1, country
            if first is not None and (town := _capital_seats().get(code or "")) is not None:
                yield first, at + 1, town


def _is_plain_capital(tokens: Sequence[Token], sentence: Sentence, at: int) -> bool:
    """Is something put in "the capital" alone, that of a country told elsewhere?"""
    if at - sentence.first < 2 or tokens[at - 1].text.casefold() != "the":  # noqa: PLR2004
        return False
    follows = tokens[at + 1].text if at + 1 < sentence.last else ""
    return tokens[at - 2].text.casefold() in SITING and follows not in {"of", *OWNED}


def _country_before(tokens: Sequence[Token], sentence: Sentence, at: int) -> int | None:
    """The token of "the Afghan capital" or "Afghanistan's capital" that tells the country.

    Headlines leave the article out: "blast in Afghan capital".
    """
    before = [tokens[n].text for n in range(max(sentence.first, at - 2), at)]
    if len(before) != 2:  # noqa: PLR2004
        return None
    if before[1] in OWNED:
        return at - 2
    return at - 1 if before[0].casefold() in LEADING else None


def _country_code(tokens: Sequence[Token], first: int, at: int) -> str | None:
    """The country that a word stands for: its people's, or by its name with "'s"."""
    if first == at - 1:
        return country_of_people(tokens[first].text)
    states = (known for known in places_named(tokens[first].text) if known.kind == "country")
    return next((known.country for known in states), None)


def _named_next(
    tokens: Sequence[Token], sentence: Sentence, at: int, spots: frozenset[int]
) -> bool:
    """Does the town's name follow: "the Afghan capital Kabul", "the Afghan capital, Kabul"?"""
    rest = range(at + 1, min(at + 4, sentence.last))
    after = next((n for n in rest if tokens[n].text not in {",", "of"}), None)
    return after in spots


@cache
def _capital_seats() -> dict[str, GazetteerEntry]:
    """The capital of each country, read once a process, without those that are not known."""
    table = tomllib.loads(files(__package__).joinpath("seats.toml").read_text("utf-8"))
    towns = {
        iso: [k for k in places_named(name) if k.kind == "city" and k.country == iso]
        for iso, name in table.items()
    }
    return {iso: found[0] for iso, found in towns.items() if found}


# ------------------------------------------------------------------ places of a text

SUBJECT: Final = frozenset({"nsubj"})
PRECISION: Final = {
    "country": 6,
    "region": 5,
    "admin1": 4,
    "admin2": 3,
    "city": 1,
    "district": 1,
    "facility": 1,
    "water": 7,
}
PART_OF_TOWN: Final = 2  # the step of a site that is put at the point of its town, or near one
DATELINE_HINT: Final = 3


def find_places(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Entity, ...]:
    """Find the places that a document names.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.

    Returns:
        Entities in the order of the text; the value is None where no place is meant, none is
        known or two are as near, with the reason.

    Raises:
        InputError: where the gazetteer's file is missing.
    """
    spots = list(find(document, tokens, sentences))
    containers = containers_of(tokens, sentences, spots)
    hints = Counter(iso for _, iso in demonym_hints(tokens))
    for dateline in document.datelines:
        for known in places_named(dateline.place)[:1]:
            hints[known.country or ""] += DATELINE_HINT
    read = Settled(spots, choose_readings(spots, containers, hints))
    read = settle_containers(tokens, sentences, read)
    read = tell_districts(document, tokens, sentences, read, hints)
    read = settle_villages(document, tokens, sentences, read, hints)
    read = tell_namesakes(tokens, read)
    read = settle_quarters(document, tokens, sentences, read)
    settled = _ReportPlaces(document, tokens, sentences, read.spots, read.choices)
    found = [_place_entity(settled, n) for n in range(len(read.spots))]
    named = frozenset(spot.first for spot in read.spots)
    country = _told_country(read.choices) or (next(iter(hints)) if len(hints) == 1 else None)
    seats = list(find_capitals(tokens, sentences, named, country))
    found += [_capital_mention(tokens, first, last, town) for first, last, town in seats]
    return tuple(sorted(found, key=lambda e: e.span)) if seats else tuple(found)


@dataclass(frozen=True, slots=True)
class _ReportPlaces:
    """The places of a report, as they are read so far: all of them bear on where a site lies."""

    document: Document
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    spots: Sequence[ToponymMention]
    choices: Sequence[Resolution]

    def start_of(self, n: int) -> int:
        """Where a spot begins in the text."""
        return self.tokens[self.spots[n].first].span.start


def _capital_mention(
    tokens: Sequence[Token], first: int, last: int, town: GazetteerEntry
) -> Entity:
    """A capital that is told by its country."""
    where = Span(tokens[first].span.start, tokens[last - 1].span.end)
    return Entity(where, place_value(town), f"{town.name} is the capital")


def place_value(known: GazetteerEntry) -> Place:
    """A place of the gazetteer as a value."""
    city = known.name if known.kind == "city" else known.city
    site = known.name if known.kind in {"district", "facility"} else None
    return Place(
        name=known.name,
        kind=PlaceKind(known.kind),
        gazetteer=known.ref or None,
        country=known.country,
        admin1=known.admin1,
        admin2=known.admin2,
        city=city,
        site=site,
        lat=known.lat,
        lon=known.lon,
        precision=PRECISION.get(known.kind, 7) if known.ref else _container_step(known),
        radius=known.radius
        or (int(500 + 6 * sqrt(known.population)) if known.kind == "city" else None),
    )


def _container_step(known: GazetteerEntry) -> int:
    """The step of what holds a village that the gazetteer lacks."""
    if known.city or known.lat is not None:
        return PART_OF_TOWN
    if known.admin2:
        return PRECISION["admin2"]
    return PRECISION["admin1"] if known.admin1 else PRECISION["country"]


def _place_entity(read: _ReportPlaces, n: int) -> Entity:
    """What a spot turned out to stand for."""
    spot, choice = read.spots[n], read.choices[n]
    where = mention_span(read.tokens, spot)
    rivals = tuple(place_value(k) for k in choice.rivals)
    if choice.known and _is_government(read.tokens, spot, choice.known):
        return Entity(where, None, "speaks: not a place", (place_value(choice.known), *rivals[:1]))
    if spot.site is None or (choice.known and choice.known.kind in {"district", "facility"}):
        value = place_value(choice.known) if choice.known else None
        return Entity(where, value, choice.reason, rivals)
    start, end = (read.tokens[spot.site[0]].span.start, read.tokens[spot.site[1] - 1].span.end)
    words_of_site = " ".join(read.document.text[start:end].split())
    words_of_site = words_of_site.removeprefix("The ").removeprefix("the ")
    base = None if is_of_the_city(read.tokens, spot) else choice.known
    if spot.head == "facility":  # "the London Clinic in Mogadishu"
        base = _town_phrase(read, n) or base
    if base is None or base.kind != "city" or not _borne_out(read, base, n):
        base = _settlement_of(read, n)
    if base is None:
        base = _region_around(read, n)
    if base is None:
        return Entity(where, None, f"no city is told for {words_of_site}", rivals)
    kind = PlaceKind.DISTRICT if spot.head == "district" else PlaceKind.FACILITY
    whole = place_value(base)
    value = replace(
        whole,
        name=words_of_site,
        kind=kind,
        site=words_of_site,
        gazetteer=whole.gazetteer,
        precision=PART_OF_TOWN,
    )
    return Entity(where, value, f"{words_of_site} is taken to be in {base.name}", rivals)


def _borne_out(read: _ReportPlaces, base: GazetteerEntry, n: int) -> bool:
    """Is a town in a site's name likely meant ("Istanbul airport", not "Green Zone")?"""
    spot = read.spots[n]
    told = zip(read.spots, read.choices, strict=True)
    others = {c.known.country for other, c in told if c.known and other.name != spot.name}
    begun = spot.head == "facility" and spot.name.casefold() != base.name.casefold()
    if begun or spot.head == "district":  # they are often called like a city elsewhere
        return base.country in others or not others
    return base.population >= CAPITAL or (base.grade == 0 and base.country in others)


def _settlement_of(read: _ReportPlaces, n: int) -> GazetteerEntry | None:
    """The settlement that a site lies in.

    In this order: the one that the phrase names ("the embassy in Kabul"), the one that it names
    where the site is told of elsewhere in the text, the nearest of its sentence, the dateline's,
    and the one that the text names most.
    """
    if _region_around(read, n) is not None:
        return None
    if _is_of_division(read.tokens, read.spots[n]):
        return None
    name, sites = _bare_site(read, n), [m for m, spot in enumerate(read.spots) if spot.site]
    for m in (n, *(m for m in sites if m != n and _bare_site(read, m) == name)):
        if (found := _town_phrase(read, m)) is not None:
            return found
    home = next(s for s in read.sentences if s.first <= read.spots[n].first < s.last)
    near = [
        (abs(other.first - read.spots[n].first), m)
        for m, other in enumerate(read.spots)
        if home.first <= other.first < home.last and _may_host(read, m)
        if not in_dateline(read.document, read.start_of(m))
    ]
    if near:
        return _city_of(read.choices[min(near)[1]].known)
    return _town_just_told(read, n) or _town_of_report(read, n)


def _town_just_told(read: _ReportPlaces, n: int) -> GazetteerEntry | None:
    """The town named last in the sentences just before that of a site, in its section.

    A bulletin goes from town to town, and names the parts of each behind it.
    """
    sentences, spot = read.sentences, read.spots[n]
    own = next(at for at, s in enumerate(sentences) if s.first <= spot.first < s.last)
    start = section_of(read.document, read.start_of(n))
    first = sentences[max(0, own - JUST_TOLD)].first
    before = [
        m
        for m, other in enumerate(read.spots)
        if first <= other.first < sentences[own].first
        and _may_host(read, m)
        and not in_dateline(read.document, read.start_of(m))
        and section_of(read.document, read.start_of(m)) == start
    ]
    return _city_of(read.choices[before[-1]].known) if before else None


JUST_TOLD: Final = 2  # sentences back


def _town_of_report(read: _ReportPlaces, n: int) -> GazetteerEntry | None:
    """The place of a site's section, else the town of the dateline, else that named most."""
    start = read.start_of(n)
    section = section_of(read.document, start)
    if section is not None:
        return _place_of_heading(read, section)
    here = _of_section(read, start)
    main = _main_town(read, here)
    for dateline in filing_lines(read.document):
        towns = [k for k in places_named(dateline.place) if k.kind == "city"]
        home = main.country if main else _told_country(read.choices)
        if towns and home in {None, towns[0].country}:
            return towns[0]
    return main


def _told_country(choices: Sequence[Resolution]) -> str | None:
    """The country in which most of the places of a report lie, None where two tie."""
    told = Counter(c.known.country for c in choices if c.known and c.known.country)
    ranked = told.most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0] if ranked else None


def _of_section(read: _ReportPlaces, at: int) -> Sequence[int]:
    """The numbers of the spots in the section of a bulletin in which a character stands, or all."""
    here = bisect_right(read.document.sections, at, key=STARTING) - 1
    if here < 0 or at >= read.document.sections[here].span.end:
        return range(len(read.spots))
    return mentions_within(read.tokens, read.spots, read.document.sections[here].span)


def _place_of_heading(read: _ReportPlaces, section: Dateline) -> GazetteerEntry | None:
    """The place that the heading of a section names, a town or what holds some."""
    inside = (read.choices[n].known for n in mentions_within(read.tokens, read.spots, section.span))
    known = next((place for place in inside if place is not None), None)
    return _city_of(known) if known and known.kind != "country" else None


def _region_around(read: _ReportPlaces, n: int) -> GazetteerEntry | None:
    """The country or province that a site is put in, and no town of it.

    "The base in eastern Syria", "the X area of Y district", "the X area of Iran's Y province".
    """
    tokens, spots, spot = read.tokens, read.spots, read.spots[n]
    if n + 1 >= len(spots) or not any(
        s.first <= spot.first and spots[n + 1].first < s.last for s in read.sentences
    ):
        return None
    between = [t.text.casefold() for t in tokens[spot.last : spots[n + 1].first]]
    area = spot.head == "district"
    if not 0 < len(between) <= IN_REACH or between[0] not in ({"in", "of"} if area else {"in"}):
        return None
    if tokens[spot.last - 1].text.casefold() in SEATED:
        return None
    owned = tokens[spots[n + 1].last : spots[n + 2].first] if n + PAIR < len(spots) else ()
    at = n + PAIR if area and [t.text for t in owned] in OWNING else n + 1
    known = read.choices[at].known
    return known if known and known.kind in (WIDE | {"admin2"} if area else WIDE) else None


def _is_of_division(tokens: Sequence[Token], spot: ToponymMention) -> bool:
    """Is an area said to be one of the district or province that was named before?"""
    after = [t.text.casefold() for t in tokens[spot.last : spot.last + 3]]
    told = after[:1] in (["of"], ["in"]) and after[1:2] in (["the"], ["same"])
    words = place_words()
    return spot.head == "district" and told and after[-1] in words.division | words.administrative


PAIR: Final = 2
OWNING: Final = (["'s"], ["’s"])
WIDE: Final = frozenset({"country", "admin1", "region"})
SEATED: Final = frozenset({"embassy", "mission"})  # stand in the capital


def _bare_site(read: _ReportPlaces, n: int) -> str:
    """The words of a site without the article, in small letters."""
    first, last = read.spots[n].site or (read.spots[n].first, read.spots[n].last)
    inside = slice(read.tokens[first].span.start, read.tokens[last - 1].span.end)
    text = read.document.text[inside].casefold()
    return (
        text.removeprefix("the ")
        .replace(".", "")
        .replace("united states", "us")
        .replace("american", "us")
    )


def _town_phrase(read: _ReportPlaces, n: int) -> GazetteerEntry | None:
    """The town that follows a site with "in", or owns it ("Baghdad's Green Zone")."""
    if n + 1 >= len(read.spots):
        return None
    spot, after = read.spots[n], read.spots[n + 1]
    if after.first - spot.last > IN_REACH + 1:  # what is far needs no look at the sentences
        return None
    within = any(s.first <= spot.first and after.first < s.last for s in read.sentences)
    between = [t.text.casefold() for t in read.tokens[spot.last : after.first]]
    if between and between[0] in place_words().facility:
        between = between[1:]  # "the Cairo Palace hotel in Khartoum"
    if (
        within
        and between
        and len(between) <= IN_REACH
        and between[0] in {"in", ",", "of"}
        and _may_host(read, n + 1)
    ):
        return _city_of(read.choices[n + 1].known)
    return None


IN_REACH: Final = 5


def _may_host(read: _ReportPlaces, n: int) -> bool:
    """Is a spot a town, or a known site in one, that others may lie in?"""
    known = read.choices[n].known
    if known is None or (read.spots[n].site and known.kind == "city"):
        return False
    return _town_value(known)


def _main_town(read: _ReportPlaces, spots: Iterable[int]) -> GazetteerEntry | None:
    """The town that some spots name most, None where two are named as often."""
    hosts = (_city_of(read.choices[n].known) for n in spots if _may_host(read, n))
    towns = Counter(city for city in hosts if city)
    ranked = towns.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None


def _town_value(known: GazetteerEntry | None) -> bool:
    return known is not None and (known.kind == "city" or known.city is not None)


def _city_of(known: GazetteerEntry | None) -> GazetteerEntry | None:
    """The city of a place: itself, or the one it lies in."""
    if known is None or known.kind == "city" or not known.city:
        return known
    cities = [
        k for k in places_named(known.city) if k.kind == "city" and k.country == known.country
    ]
    return replace(cities[0], grade=0) if cities else known


def _is_government(tokens: Sequence[Token], spot: ToponymMention, known: GazetteerEntry) -> bool:
    """Does the name stand for a government that says or does something?"""
    if known.kind not in {"country", "city"} or spot.site is not None:
        return False
    token = tokens[spot.last - 1]
    if known.kind == "city" and known.population < CAPITAL:
        return False
    if token.dep == "poss":  # "Britain's Mail on Sunday newspaper reported"
        token = tokens[token.head]
        return token.dep in SUBJECT and tokens[token.head].lemma in REPORTING
    return token.dep in SUBJECT and tokens[token.head].lemma in place_words().speech


REPORTING: Final = frozenset({"report", "say", "tell", "announce", "quote", "cite"})


CAPITAL: Final = 300_000  # inhabitants; smaller cities do not stand for governments


# ------------------------------------------------------ the place that somebody gives with a report

NEAR: Final = 50.0  # kilometres from a point to a town that tells its province and country
DEGREE: Final = 111.2  # kilometres of latitude
EXACT, TOWN = 1, 1  # of UCDP's steps


def given_place(given: GivenPlace, named_places: Sequence[Entity]) -> Place | None:
    """The place that is given, with what contains it as far as the gazetteer tells.

    Args:
        given: a name, a point, or both.
        named_places: what the report itself names: a namesake in a country of these goes first.

    Returns:
        A place of that name alone where several places have it; None where nothing is named.
    """
    head, *rest = [part.strip() for part in (given.name or "").split(",")]
    countries = _countries(rest, named_places)
    if given.latitude is not None and given.longitude is not None:
        return _at_point(head, given.latitude, given.longitude)
    fits = [known for known in places_named(head) if known.grade == 0]
    here = [known for known in fits if known.country in countries] if countries else fits
    towns = [known for known in here if known.kind == "city"] or here
    if len(towns) == 1:
        return place_value(towns[0])
    if not head:
        return None
    country = next(iter(countries)) if len(countries) == 1 else None
    return Place(head, PlaceKind.OTHER, country=country, city=head, precision=TOWN)


def _countries(rest: Sequence[str], named_places: Sequence[Entity]) -> frozenset[str]:
    """The countries that the name goes on to give, else those that the report names."""
    own = {
        known.country for part in rest for known in places_named(part) if known.kind == "country"
    }
    if not own:
        values = (each.value for each in named_places)
        own = {value.country for value in values if isinstance(value, Place)}
    return frozenset(country for country in own if country)


def _at_point(name: str, lat: float, lon: float) -> Place:
    """A point, with the province and the country of the nearest town."""
    towns = around(lat, lon, NEAR / DEGREE)
    far = [(distance_km(t.lat or 0.0, t.lon or 0.0, lat, lon), t) for t in towns]
    gap, nearest = min(far, key=lambda one: one[0], default=(NEAR, None))
    found = Place(
        name=name or f"{lat}, {lon}",
        kind=PlaceKind.OTHER,
        city=name or None,
        lat=lat,
        lon=lon,
        precision=EXACT,
    )
    if nearest is None or gap > NEAR:
        return found
    return replace(found, country=nearest.country, admin1=nearest.admin1, admin2=nearest.admin2)
