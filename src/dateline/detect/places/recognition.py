"""Where a text names a place: stretches of words, before they are looked at as a whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.detect.gazetteer import (
    TRANSLITERATED,
    GazetteerEntry,
    country_by_code,
    country_of_people,
    name_key,
    places_named,
    places_sounding,
)
from dateline.detect.places.contexts import is_told_as_place
from dateline.detect.places.words import place_words
from dateline.syntax.locations import in_dateline
from dateline.types import Document, Sentence, Span, Token
from dateline.vocabulary import word_list

LONGEST: Final = 6  # words of a name
HEADLINE: Final = 40  # words in capitals after which no name is looked for in their run
WORLDLY: Final = 100_000  # a namesake this large may be meant even where the parser sees a person
JOINING: Final = word_list("places.joining")
LINKS: Final = word_list("places.links")
ARTICLES: Final = word_list("places.articles")
BEFORE: Final = word_list("places.before")
NARROW: Final = ARTICLES | {"-", "’", "'", "de", "la", "du", "bin"}
GEO: Final = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class ToponymMention:
    """Words that may name a place; `first` and `last` count tokens, the end left out."""

    first: int
    last: int
    name: str
    known: tuple[GazetteerEntry, ...]
    head: str = ""  # facility, district, settlement or division, where a word says the kind
    site: tuple[int, int] | None = None  # the tokens that name a facility or district
    speaks: bool = False


def toponym_mentions(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> Iterator[ToponymMention]:
    """Every stretch that may name a place, in order and without overlaps.

    The name in the heading of a section stands alone: "June 3 Kabul Province".
    """
    lines = [line.span for line in document.datelines if line.section]
    edges = sorted(edge for line in lines for edge in (line.start, line.end))
    for sentence in sentences:
        at = sentence.first
        stops = [n for n in range(at + 1, sentence.last) if _is_cut(tokens, n, edges)]
        while at < sentence.last:
            end = next((stop for stop in stops if stop > at), sentence.last)
            spot = _longest_mention(document, tokens, at, end)
            if spot is None:
                at += 1
                continue
            yield spot
            at = max(spot.last, at + 1)


def _is_cut(tokens: Sequence[Token], n: int, edges: Sequence[int]) -> bool:
    """Whether the first of some characters at or behind a token's predecessor lies before it."""
    at = bisect_right(edges, tokens[n - 1].span.start)
    return at < len(edges) and edges[at] <= tokens[n].span.start


def demonym_hints(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Words for a country's people, as hints of what the text is about."""
    for token in tokens:
        if token.text[:1].isupper() and (iso := country_of_people(token.text.split("-")[0])):
            yield token.i, iso


def _longest_mention(
    document: Document, tokens: Sequence[Token], at: int, end: int
) -> ToponymMention | None:
    """The longest name that starts at a token, if a place can be meant there."""
    nameless = _plain_site(document, tokens, at, end) or _of_a_people(document, tokens, at, end)
    if nameless is not None:
        return nameless
    filed = bool(document.datelines) and in_dateline(document, tokens[at].span.start)
    starts = filed or _may_start(tokens, at)
    if not starts or _describes(tokens, at + 1) or _is_of_capital(tokens, at, end):
        return None
    if (whole := _named_district(document, tokens, at, end)) is not None:
        return whole
    for last in range(min(end, at + 2 * LONGEST), at, -1):
        if not _may_end(tokens, last - 1) or not _are_capitals(tokens, at, last):
            continue
        if _is_hyphenated(tokens, last) and (
            last - at == 1 and tokens[at].text.casefold() in ARTICLES
        ):
            continue
        name = _mention_text(document, tokens, at, last)
        if (
            name.casefold().rstrip(".") in place_words().never
            or name_key(name) in place_words().never
            or (last - at == 1 and _is_direction(tokens, at, end))
        ):
            continue
        known = _plausible_places(name) or _owning_places(name) or _cities_named(name)
        if _is_articled(tokens, at, last):
            known = _with_article(known)
        if known and (filed or _is_place_meant(tokens, at, last, known)):
            return _with_kind(document, tokens, ToponymMention(at, last, name, known), end)
    return _unknown_name(document, tokens, at, end)


def _describes(tokens: Sequence[Token], last: int) -> bool:
    """Does a hyphen make a name part of a describing word ("US-led", "London-based")?"""
    return (
        last + 1 < len(tokens)
        and tokens[last].text == "-"
        and tokens[last + 1].text in place_words().describing
    )


def _is_hyphenated(tokens: Sequence[Token], last: int) -> bool:
    """Is a name joined to more of it by a hyphen ("Al-Ahli")?"""
    return last + 1 < len(tokens) and tokens[last].text == "-" and tokens[last + 1].text.istitle()


def _plain_site(
    document: Document, tokens: Sequence[Token], at: int, end: int
) -> ToponymMention | None:
    """A site without a name of its own that a phrase puts in a place ("police station in Aden")."""
    last = at
    while (
        last < end
        and last - at < PLAIN
        and tokens[last].pos == "NOUN"
        and _lower_name(tokens[last])
    ):
        last += 1
    if last == at or last + 1 >= end or tokens[last].text != "in":
        return None
    joined = at > 0 and (tokens[at - 1].text == "-" or tokens[at - 1].text[:1].isupper())
    if (
        joined
        or tokens[last - 1].text not in place_words().facility
        or not _may_start(tokens, last + 1)
    ):
        return None
    return ToponymMention(
        at, last, _mention_text(document, tokens, at, last), (), "facility", (at, last)
    )


def _of_a_people(
    document: Document, tokens: Sequence[Token], at: int, end: int
) -> ToponymMention | None:
    """A town without a name that a word for a people puts in its country ("an Iraqi town")."""
    if at + 1 >= end or tokens[at + 1].text not in place_words().settlement:
        return None
    state = country_by_code(iso) if (iso := country_of_people(tokens[at].text)) else None
    of_name = at + 3 < end and tokens[at + 2].text == "of" and tokens[at + 3].text[:1].isupper()
    if state is None or not tokens[at].text[:1].isupper() or of_name:
        return None
    if tokens[at + 1].text in {"capital", "capitals"}:
        return None
    return ToponymMention(at, at + 1, _mention_text(document, tokens, at, at + 1), (state,))


def _is_of_capital(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Does a word for a people stand before "capital", and name no province ("Somali capital")?"""
    follows = tokens[at + 1].text if at + 1 < end else ""
    return follows in {"capital", "capitals"} and country_of_people(tokens[at].text) is not None


def _is_direction(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Does a word with a capital only tell a part of the country after it ("Central Mexico")?"""
    if at + 1 >= end or tokens[at].text.casefold() not in BEFORE:
        return False
    return any(k.kind == "country" for k in places_named(tokens[at + 1].text))


def _with_article(known: Sequence[GazetteerEntry]) -> tuple[GazetteerEntry, ...]:
    """Places that an article may stand before: seas and regions, else all but plain towns."""
    wide = tuple(k for k in known if k.kind in {"water", "region"})
    return wide or tuple(
        k
        for k in known
        if k.kind != "city" or k.ref.startswith("supplement:") or k.name.startswith("The ")
    )


def _is_articled(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Does an article stand before a name alone, as before a ship's ("the Carney")?"""
    if not at or tokens[at - 1].text.casefold() != "the":
        return False
    return tokens[last - 1].dep in {"nsubj", "nsubjpass", "dobj", "pobj"}


def _lower_name(token: Token) -> bool:
    return token.text.islower()


PLAIN: Final = 3  # words of a site that has no name


def _named_district(
    document: Document, tokens: Sequence[Token], at: int, end: int
) -> ToponymMention | None:
    """A district called by all the capitals before its word ("Khair Khana neighbourhood").

    Parts of such a name are often those of a far-off village or of a person.
    """
    last = at
    while last < end and last - at < LONGEST and _are_capitals(tokens, last, last + 1):
        if last > at and tokens[last].text.casefold() in {"and", "of", "the", "on"}:
            break
        last += 1
    after = tokens[last] if last < end else None
    if last == at or after is None or after.text not in DISTRICT_WORDS:
        return None
    if tokens[at - 1].text.casefold() not in {"the", "'s", "’s"} if at else True:
        return None
    name = _mention_text(document, tokens, at, last)
    if name_key(name) in place_words().never or country_of_people(tokens[at].text):
        return None
    full = _mention_text(document, tokens, at, last + 1)
    known = places_named(full) or places_named(name)
    return ToponymMention(
        at, last + 1, full if places_named(full) else name, known, "district", (at, last + 1)
    )


DISTRICT_WORDS: Final = word_list("places.district_words")


def _plausible_places(name: str) -> tuple[GazetteerEntry, ...]:
    """Places of a name, without small ones that only list it among their other names.

    Other names hold codes of airports, short forms and foreign words ("Jan", "PMF", "Region").
    """
    short = len(name) <= SHORT or (name.isupper() and " " not in name and len(name) <= CODE)
    return tuple(k for k in places_named(name) if _is_worth(k, name, short=short))


def _cities_named(name: str) -> tuple[GazetteerEntry, ...]:
    """The towns of a name that is told with the word for them behind it: "Himamaylan City"."""
    bare = name.removesuffix(" City").removesuffix(" Town")
    return tuple(k for k in _plausible_places(bare) if k.kind == "city") if bare != name else ()


def _owning_places(name: str) -> tuple[GazetteerEntry, ...]:
    """What owns the next words where an apostrophe was lost ("Syrias Idlib", "Daraas old town")."""
    owner = name.removesuffix("s")
    if " " in name or owner == name or len(owner) <= SHORT:
        return ()
    return tuple(
        k
        for k in places_named(owner)
        if k.grade == 0
        and (k.kind in {"country", "admin1"} or k.population >= WORLDLY)
        and (k.kind == "country" or k.country in TRANSLITERATED)
    )


def _is_worth(known: GazetteerEntry, name: str, *, short: bool) -> bool:
    """Is a place one that this spelling of its name may mean?"""
    if known.kind in {"country", "admin1"} and len(name) <= CODE and not name.isupper():
        return False  # "Car" is no Cordillera Administrative Region
    if known.grade == 0 or known.kind in {"country", "admin1"}:
        return True
    if known.ref.startswith("supplement:"):
        return True
    large = known.population >= TOWN or known.kind == "admin2"
    return not short and (large or known.country in TRANSLITERATED)


SHORT, CODE, TOWN = 4, 3, 15_000


def _unknown_name(
    document: Document, tokens: Sequence[Token], at: int, end: int
) -> ToponymMention | None:
    """A run of capitals that a word or the parser makes a place, though no name is known."""
    last, end_of_run = at, min(end, at + HEADLINE)
    while last < end_of_run and (
        _are_capitals(tokens, last, last + 1)
        and (_may_end(tokens, last) or tokens[last].text in NARROW)
    ):
        last += 1
    if last - at == HEADLINE:
        return None
    while last > at and not _may_end(tokens, last - 1):
        last -= 1
    if last == at:
        return None
    # Headlines write every word with a capital: the site begins behind their verb or preposition.
    at = max((i + 1 for i in range(at, last - 1) if _is_part_of_name(tokens[i])), default=at)
    w = place_words()
    generic = w.settlement | w.division
    if any(tokens[i].lower == "of" and tokens[i - 1].lower in generic for i in range(at + 1, last)):
        return None  # "the Old City of Aleppo": its name stands behind
    name = _mention_text(document, tokens, at, last)
    inside = at > 0 and tokens[at - 1].lower == "in"
    person = _is_person_name(tokens, at, last)
    placed = at > 0 and tokens[at - 1].text.casefold() in BEFORE
    sounding = places_sounding(name) if placed and (inside or not person) else ()
    towns = inside and any(k.population >= TOWN for k in sounding)
    if last - at > LONGEST or name_key(name) in w.never or (person and not towns):
        return None
    spot = _with_kind(document, tokens, ToponymMention(at, last, name, ()), end)
    if tokens[last - 1].text.casefold() in place_words().facility | place_words().district:
        head = (
            "district" if tokens[last - 1].text.casefold() in place_words().district else "facility"
        )
        spot = ToponymMention(at, last, name, (), head, (at, last))
    geo = any(tokens[i].entity in GEO for i in range(at, last))
    if not spot.head and (not (geo or towns) or country_of_people(name)):
        return None
    known = sounding if geo or spot.head or towns else ()
    known = known or (_towns_before(tokens, at, last) if spot.head == "facility" else ())
    return ToponymMention(spot.first, spot.last, name, known, spot.head, spot.site)


def _towns_before(tokens: Sequence[Token], at: int, last: int) -> tuple[GazetteerEntry, ...]:
    """The large towns whose name begins that of a site: "Aleppo Military Hospital"."""
    names = (" ".join(t.text for t in tokens[at:end]) for end in range(last - 1, at, -1))
    towns = (
        tuple(k for k in places_named(name) if k.kind == "city" and k.population >= WORLDLY)
        for name in names
    )
    return next(filter(None, towns), ())


def _is_part_of_name(token: Token) -> bool:
    """Does a word with a capital stand before a name, and in none?"""
    low = token.text.casefold()
    return low not in JOINING and (low in BEFORE or low in place_words().action)


def _may_start(tokens: Sequence[Token], i: int) -> bool:
    """May a name start here?"""
    token = tokens[i]
    if token.text[:1].isupper():
        return token.pos in {"PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB"} or token.entity in GEO
    return (
        token.text in ARTICLES
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "-"
        and tokens[i + 2].text[:1].isupper()
    )


def _may_end(tokens: Sequence[Token], i: int) -> bool:
    """May a name end here?"""
    return tokens[i].text[:1].isupper() or tokens[i].text[:1].isdigit()


def _are_capitals(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Are these tokens capitals, joined at most by small words of names?"""
    return all(
        t.text[:1].isupper()
        or t.text.casefold() in JOINING
        or t.text[:1].isdigit()
        or _is_link_of_name(tokens, t.i)
        for t in tokens[at:last]
    )


def _is_link_of_name(tokens: Sequence[Token], i: int) -> bool:
    """Does a hyphen hang the word that links the parts of a name on one ("Mazar-e-Sharif")?"""
    return i > 0 and tokens[i].text in LINKS and tokens[i - 1].text == "-"


def _is_place_meant(
    tokens: Sequence[Token], at: int, last: int, known: Sequence[GazetteerEntry]
) -> bool:
    """Is a place meant by these words, and no person, organisation or common word?"""
    inside = tokens[at:last]
    geo = any(t.entity in GEO for t in inside)
    placed = at > 0 and tokens[at - 1].text.casefold() in BEFORE
    follows = tokens[last] if last < len(tokens) else None
    towns = [k.population for k in known if k.kind not in {"country", "region", "water"}]
    told = bool(towns) and is_told_as_place(tokens, at, last, large=max(towns) >= TOWN)
    if told or _is_in_its_province(tokens, last, known):
        return True
    big = any(k.population >= WORLDLY or k.kind in {"country", "region", "water"} for k in known)
    inside_one = at > 0 and tokens[at - 1].lower == "in"
    town = inside_one and any(k.grade == 0 and k.population >= TOWN for k in known)
    if _is_person_name(tokens, at, last) and not (placed and (big or town)):
        return False
    if _part_of_name(tokens, at, last) and not (geo and placed):
        return False
    divided = _is_division(follows) and any(k.kind in {"admin1", "admin2"} for k in known)
    if not divided and all(t.pos != "PROPN" for t in inside) and not (geo or (big and placed)):
        return False
    if last - at == 1 and tokens[at].text.isupper() and len(tokens[at].text) <= SHORT and not big:
        return False
    comma = follows is not None and follows.text == ","
    site = (
        follows is not None
        and follows.pos == "NOUN"
        and _kind_word(next(iter(tokens[last + 1 : last + 2]), None))
    )
    return geo or placed or big or comma or site or _kind_word(follows)


def _is_in_its_province(
    tokens: Sequence[Token], last: int, known: Sequence[GazetteerEntry]
) -> bool:
    """Does the name of its province follow a town's: "Calatrava, Negros Occidental"?"""
    if last >= len(tokens) or tokens[last].text != ",":
        return False
    provinces = {
        name.casefold() for k in known if k.kind == "city" for name in (k.admin1, k.admin2) if name
    }
    ends = range(last + 2, min(last + 2 + LONGEST_PROVINCE, len(tokens) + 1))
    return any(
        " ".join(t.text for t in tokens[last + 1 : end]).casefold() in provinces for end in ends
    )


LONGEST_PROVINCE: Final = 3  # words


def _is_division(follows: Token | None) -> bool:
    """Does a word for a division stand behind a name ("Aleppo province")?"""
    return follows is not None and follows.text.casefold() in place_words().division


def _kind_word(token: Token | None) -> bool:
    """Does a word say that the name before it is a place's?"""
    low = token.text.casefold() if token else ""
    w = place_words()
    return low in w.facility or low in w.district or low in w.division


def _is_person_name(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Do these words belong to a person's name?"""
    for first in range(at, max(at - LONGEST, 0), -1):  # "Chief Tunde Ikeja"
        if _is_title(tokens[first - 1]):
            return True
        if tokens[first - 1].pos != "PROPN":
            break
    people = [i for i in range(at, last) if tokens[i].entity == "PERSON"]
    if not people or len(people) * 2 < last - at:
        return False
    several = last - at > 1  # one word may be a surname: "Jordan"
    named = places_named(" ".join(t.text for t in tokens[at:last])) if several else ()
    return not any(known.kind == "country" for known in named)


def _is_title(token: Token) -> bool:
    """Is a word a title of people?"""
    return token.text.rstrip(".").casefold() in place_words().title


def _part_of_name(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Is this a part of a longer name that is no place's ("Paris Hilton", "Houston Rockets")?"""
    after = tokens[last] if last < len(tokens) else None
    before = tokens[at - 1] if at else None
    if after is not None and after.text.casefold() in place_words().gangs:
        return True
    if (
        after is not None
        and after.text.casefold() in place_words().belongs
        and after.text[:1].isupper()
    ):
        return True
    if after is not None and after.pos == "PROPN" and after.text[:1].isupper():
        joined = after.entity == tokens[last - 1].entity and after.entity in {"PERSON", "ORG"}
        return joined and not _kind_word(after)
    if before is not None and before.pos == "PROPN" and before.entity in {"PERSON", "ORG"}:
        return tokens[at].entity == before.entity
    return False


def _with_kind(
    document: Document, tokens: Sequence[Token], spot: ToponymMention, end: int
) -> ToponymMention:
    """The spot with the word that says its kind, behind it or before it with "of"."""
    w, last = place_words(), spot.last
    run = last
    while (
        run < end
        and run < last + 3
        and (tokens[run].text[:1].isupper() or run == last or tokens[run].text == "'s")
    ):
        low = tokens[run].text.casefold()
        for head, group in (
            ("division", w.division),
            ("district", w.district),
            ("facility", w.facility),
        ):
            if low in group:
                return _with_head_kind(document, tokens, spot, head, run + 1)
        run += 1
    if spot.first > 1 and tokens[spot.first - 1].text == "of":
        low = tokens[spot.first - 2].text.casefold()
        if low in w.settlement:
            return ToponymMention(spot.first, last, spot.name, spot.known, "settlement")
        if low in w.division:
            return ToponymMention(spot.first, last, spot.name, spot.known, "division")
        if low in w.district and not spot.known:
            return ToponymMention(
                spot.first, last, spot.name, spot.known, "district", (spot.first, last)
            )
    return spot


def _with_head_kind(
    document: Document, tokens: Sequence[Token], spot: ToponymMention, head: str, last: int
) -> ToponymMention:
    """A spot with the kind that the words behind it give."""
    if head == "division":
        name = _mention_text(document, tokens, spot.first, last)
        longer = _longer_names(places_named(name), spot.known)
        return ToponymMention(
            spot.first,
            last if longer else spot.last,
            name if longer else spot.name,
            longer or spot.known,
            head,
        )
    full = _mention_text(document, tokens, spot.first, last)
    own = places_named(full)
    return ToponymMention(
        spot.first, last, full if own else spot.name, own or spot.known, head, (spot.first, last)
    )


def _longer_names(
    longer: tuple[GazetteerEntry, ...], known: Sequence[GazetteerEntry]
) -> tuple[GazetteerEntry, ...]:
    """The places of a name with its word, without loose regions beside a true division."""
    divisions = {k.country for k in (*longer, *known) if k.kind == "admin1"}
    return tuple(k for k in longer if k.kind != "region" or k.country not in divisions)


def _mention_text(document: Document, tokens: Sequence[Token], first: int, last: int) -> str:
    return document.text[tokens[first].span.start : tokens[last - 1].span.end]


def mention_span(tokens: Sequence[Token], spot: ToponymMention) -> Span:
    """Where a spot stands in the text."""
    return Span(tokens[spot.first].span.start, tokens[spot.last - 1].span.end)


def mentions_within(tokens: Sequence[Token], spots: Sequence[ToponymMention], span: Span) -> range:
    """The numbers of the spots that begin in a stretch of the text; they stand in its order."""

    def start_of(spot: ToponymMention) -> int:
        return tokens[spot.first].span.start

    first = bisect_left(spots, span.start, key=start_of)
    return range(first, bisect_left(spots, span.end, first, key=start_of))
