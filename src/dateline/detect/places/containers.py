"""What a phrase puts a place in, and whether a name is a town, a district or a province."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.detect.gazetteer import (
    TRANSLITERATED,
    GazetteerEntry,
    around,
    country_of_people,
    name_key,
    places_named,
    places_sounding,
)
from dateline.detect.places.recognition import WORLDLY, ToponymMention
from dateline.detect.places.resolution import Resolution, contains_place
from dateline.detect.places.told_names import Settled
from dateline.detect.places.words import place_words
from dateline.types import Document, Sentence, Token

# ------------------------------------------------------------------ containers

LINKS: Final = frozenset(
    "in of at the , ( northern southern eastern western central north south east west"
    " northeastern northwestern southeastern southwestern northeast northwest southeast southwest"
    " downtown 's ’s province state city district near neighboring part".split()
)  # fmt: skip
ALONE: Final = (["'s"], ["of"])  # own what follows, and are no containment
MOST_BETWEEN: Final = 6  # words between a place and what it is said to lie in
BORDER: Final = 0.15  # degrees around a place in which a neighbour of its province may lie
HOLDING: Final = frozenset({"country", "admin1"})


def containers_of(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: Sequence[ToponymMention]
) -> list[ToponymMention | None]:
    """For each spot what the phrase puts it in ("Mosul, Iraq"; "Dora in southern Baghdad").

    Args:
        tokens: the parse.
        sentences: its sentences.
        spots: what may name a place, in order.
    """
    places = container_places(tokens, sentences, spots)
    return [None if at is None else spots[at] for at in places]


def container_places(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: Sequence[ToponymMention]
) -> list[int | None]:
    """The same by their number among the spots."""
    found: list[int | None] = [
        n + 1
        if n + 1 < len(spots) and _are_linked(tokens, sentences, spots[n], spots[n + 1])
        else None
        for n in range(len(spots))
    ]
    for n in range(len(spots) - 2):  # "Midyat, Mardin, Turkey": the outermost tells most
        if found[n] and found[n + 1] and not spots[n + 1].known:
            found[n] = found[n + 1]
    return found


def settle_containers(
    tokens: Sequence[Token], sentences: Sequence[Sentence], settled: Settled
) -> Settled:
    """Read each name as a place that lies in what its phrase puts it in.

    Args:
        tokens: the parse.
        sentences: its sentences.
        settled: what was read so far.

    Returns:
        The same: a country or province is the one of its name that holds the place, a place one
        that lies there, and unknown where the gazetteer has none of its name there.
    """
    spots, choices = settled.spots, list(settled.choices)
    for n, at in enumerate(container_places(tokens, sentences, spots)):
        inner = choices[n].known
        if at is None or inner is None or inner.kind in HOLDING:
            continue
        outer = choices[at].known
        same = name_key(spots[n].name) == name_key(spots[at].name)
        if outer is None or same or contains_place(outer, inner):
            continue
        whole = _holding(spots[at].known, inner) if outer.country != inner.country else None
        if whole is not None and outer.grade == whole.grade:
            _read_all(spots, choices, spots[at].name, whole)
        elif outer.kind in HOLDING:
            choices[n] = _inside(spots[n], inner, outer)
    return Settled(spots, choices)


def _holding(known: Sequence[GazetteerEntry], inner: GazetteerEntry) -> GazetteerEntry | None:
    """The country or province among some readings that holds a place."""
    return next((k for k in known if k.kind in HOLDING and contains_place(k, inner)), None)


def _read_all(
    spots: Sequence[ToponymMention], choices: list[Resolution], name: str, known: GazetteerEntry
) -> None:
    """Give all mentions of a name one sense."""
    for n, spot in enumerate(spots):
        if name_key(spot.name) == name_key(name) and known in spot.known:
            choices[n] = replace(choices[n], known=known)


def _inside(spot: ToponymMention, inner: GazetteerEntry, outer: GazetteerEntry) -> Resolution:
    """The reading of a name that lies in a country or province, None where none does.

    Where only the border is drawn otherwise, the text is right about the province.
    """
    if inner.country == outer.country:
        if inner.population >= WORLDLY:
            return Resolution(inner)
        if _is_at_border(inner, outer):
            return Resolution(replace(inner, admin1=outer.admin1, admin2=None))
    alike = (known for known in places_sounding(spot.name) if known.kind == "city")
    known = next((k for k in (*spot.known, *alike) if contains_place(outer, k)), None)
    reason = "" if known else f"no place of this name is known in {outer.name}"
    return Resolution(known, spot.known[:3], reason)


def _is_at_border(inner: GazetteerEntry, outer: GazetteerEntry) -> bool:
    """Whether a place is a neighbour of towns of a province."""
    if inner.lat is None or inner.lon is None:
        return False
    return any(
        town.country == outer.country and town.admin1 == outer.admin1
        for town in around(inner.lat, inner.lon, BORDER)
    )


def are_linking(words: Sequence[str]) -> bool:
    """Whether words stand only between a place and what it lies in."""
    return all(word in LINKS or word in _kinds() or country_of_people(word) for word in words)


def _kinds() -> frozenset[str]:
    """The words for kinds of places."""
    words = place_words()
    return words.division | words.settlement | words.district | words.facility


def _are_linked(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    spot: ToponymMention,
    after: ToponymMention,
) -> bool:
    """Whether only linking words stand between two spots of one sentence."""
    if any(spot.last <= s.first <= after.first for s in sentences if s.first > spot.first):
        return False
    between = [t.text.casefold() for t in tokens[spot.last : after.first]]
    if not between or len(between) > MOST_BETWEEN or between in ALONE:
        return False
    if not are_linking(between):
        return False
    comma = between == [","] and any(k.kind in {"country", "admin1", "admin2"} for k in after.known)
    return comma or "in" in between or "of" in between


# ------------------------------------------------------------------ districts

# "In Zebak district", "the Bokkos Local Government Area of Plateau State", "Kani Township".

OWNER: Final = re.compile(r"['’]s ")
PAIR: Final = 2
IN_THE: Final = (["of", "the"], ["in", "the"])
SEAT: Final = frozenset({"city", "town", "capital"})
HOLDING_KINDS: Final = frozenset({"country", "admin1", "admin2", "region"})
SIZES: Final = ("admin2", "city", "admin1")  # what a district may be called like, likeliest first
LONGEST_KIND: Final = 3  # words of "local government area"


def tell_districts(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    settled: Settled,
    hints: Mapping[str, int],
) -> Settled:
    """Read as divisions of a province the districts that a text tells as such.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.
        settled: what was read so far.
        hints: how often words for a country's people stand in the text.

    Returns:
        The same; a district that the text puts in a town, or that is a part of one, stays as it is.
    """
    spots, choices = list(settled.spots), list(settled.choices)
    inside = container_places(tokens, sentences, spots)
    spoken = hints.keys() | {c.known.country for c in choices if c.known and c.known.country}
    for n, spot in enumerate(settled.spots):
        name = _district_name(document, tokens, spot)
        if not name or is_of_the_city(tokens, spot):
            continue
        holder = _holder(tokens, sentences, settled, n, inside[n])
        owner, *rest = OWNER.split(name, maxsplit=1)
        if rest:
            name, holder = rest[0], _owner(owner, choices[n].known) or holder
        known = _division(name, settled.choices[n].known, holder, spoken)
        if known is not None:
            spots[n] = replace(spot, known=(known,), head="division", site=None)
            reason = (
                ""
                if known.ref
                else f"a district that the gazetteer lacks, in {known.admin1 or known.country}"
            )
            choices[n] = Resolution(known, (), reason)
    return Settled(spots, choices)


def _district_name(document: Document, tokens: Sequence[Token], spot: ToponymMention) -> str:
    """The name of a district without the word for it; empty where no district is told."""
    if spot.head != "district" or spot.site is None:
        return ""
    words = [t.text for t in tokens[spot.site[0] : spot.site[1]]]
    for many in range(min(LONGEST_KIND, len(words) - 1), 0, -1):
        if " ".join(words[-many:]).casefold() in place_words().administrative:
            first, last = tokens[spot.site[0]], tokens[spot.site[1] - many - 1]
            name = document.text[first.span.start : last.span.end]
            return name.removeprefix("The ").removeprefix("the ")
    return ""


def is_of_the_city(tokens: Sequence[Token], spot: ToponymMention) -> bool:
    """Whether a district is said to be in the city that the text is about."""
    after = [t.text.casefold() for t in tokens[spot.last : spot.last + 3]]
    return spot.head == "district" and after[:2] in IN_THE and after[-1] in SEAT


def _holder(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    settled: Settled,
    n: int,
    at: int | None,
) -> tuple[GazetteerEntry, bool] | None:
    """What a phrase puts a district in, and whether a word tells it as a province."""
    spots = settled.spots
    if (
        at is None
        and n
        and _words_between_places(tokens, sentences, spots[n - 1 : n + 1])[-1:] == ["'s"]
    ):
        at = n - 1
    if at is None and _words_between_places(tokens, sentences, spots[n : n + 2]) == ["of"]:
        at = n + 1
    known = settled.choices[at].known if at is not None else None
    return None if at is None or known is None else (known, spots[at].head == "division")


def _words_between_places(
    tokens: Sequence[Token], sentences: Sequence[Sentence], pair: Sequence[ToponymMention]
) -> list[str]:
    """The words between two places of one sentence, those for a kind of division left out."""
    if len(pair) < PAIR or any(pair[0].last <= s.first <= pair[1].first for s in sentences):
        return []
    words = [t.text.replace("’", "'") for t in tokens[pair[0].last : pair[1].first]]
    return [word for word in words if word.casefold() not in place_words().division]


def _owner(words: str, read: GazetteerEntry | None) -> tuple[GazetteerEntry, bool] | None:
    """What owns a district, and whether a word tells it as a province ("Sagaing Region's")."""
    name, *last = words.rsplit(maxsplit=1)
    told = bool(last) and last[0].casefold() in place_words().division
    provinces = [k for k in places_named(name if told else words) if k.kind == "admin1"]
    known = provinces[0] if told and provinces else read
    return None if known is None else (known, told)


def _division(
    name: str,
    read: GazetteerEntry | None,
    holder: tuple[GazetteerEntry, bool] | None,
    spoken: Collection[str],
) -> GazetteerEntry | None:
    """The division that a district is; None where it is, or may be, a part of a town."""
    named = (*places_named(f"{name} District"), *places_named(name))
    if any(k.kind == "district" and (not holder or k.country == holder[0].country) for k in named):
        return None
    if holder is None:
        return _of_the_text(read) or _only_one(named, spoken)
    known, told = holder
    if known.kind == "city" and not told:
        own = (k for k in named if k.kind == "admin2" and k.country == known.country)
        around = next((k for k in own if k.admin1 == known.admin1 == known.name), None)
        return around if around and name_key(name) != name_key(known.name) else None
    if known.kind not in HOLDING_KINDS and not told:
        return None
    outer = replace(known, kind="admin1") if known.kind == "city" else known
    return (
        _division_within(named, outer)
        or _division_within(places_sounding(name), outer)
        or outer.unlisted(name, "admin2")
    )


def _only_one(named: Sequence[GazetteerEntry], spoken: Collection[str]) -> GazetteerEntry | None:
    """The one division of a name in the countries that a text speaks of."""
    found = {k.id: k for k in named if k.kind == "admin2" and (not spoken or k.country in spoken)}
    return next(iter(found.values())) if len(found) == 1 else None


def _of_the_text(known: GazetteerEntry | None) -> GazetteerEntry | None:
    """The division of a name that is read as a town or division already."""
    if known is None or known.kind == "admin2":
        return known
    if known.kind != "city":
        return None
    own = (k for k in places_named(known.name) if k.kind == "admin2")
    return next((k for k in own if (k.country, k.admin1) == (known.country, known.admin1)), None)


def _division_within(
    named: Sequence[GazetteerEntry], outer: GazetteerEntry
) -> GazetteerEntry | None:
    """The division of a name that lies in another, a town standing for the one around it."""
    inside = [k for k in named if k.kind in SIZES and contains_place(outer, k)]
    if not inside:
        return None
    best = min(inside, key=lambda k: SIZES.index(k.kind))
    return replace(best, kind="admin2", admin2=best.admin2 or best.name, city=None)


# ------------------------------------------------------------------ namesakes

AFTER: Final = 4  # tokens behind a name among which a word for its countryside may stand
TOWN: Final = frozenset({"city", "town"})
TURNS: Final = frozenset(
    "northern southern northeastern northwestern southeastern southwestern rural 's ’s".split()
) | {"eastern", "western", "north", "south", "east", "west", "central"}  # fmt: skip
METROPOLIS: Final = 1_000_000  # inhabitants of a town whose bare name news gives to it alone
# The east and west of a name are as often parts of the town.
OUTER: Final = frozenset(
    "northern southern northeastern northwestern southeastern southwestern rural".split()
)


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A town and the province of its name."""

    town: GazetteerEntry
    province: GazetteerEntry


def tell_namesakes(tokens: Sequence[Token], settled: Settled) -> Settled:
    """Read each name that a town shares with its province as the one that the text means.

    Args:
        tokens: the parse.
        settled: what was read so far.

    Returns:
        The same; where nothing tells, a name stays the town, unless the text speaks of the
        province elsewhere or of other towns in it.
    """
    pairs = [
        _pair_of(choice.known) if spot.site is None else None for spot, choice in settled.pairs()
    ]
    told = [
        _told_as(tokens, spot) if pair else ""
        for spot, pair in zip(settled.spots, pairs, strict=True)
    ]
    elsewhere: defaultdict[Namesakes, set[str]] = defaultdict(set)
    for pair, what in zip(pairs, told, strict=True):
        if pair is not None:
            elsewhere[pair].add(what)
    choices = list(settled.choices)
    for n, (spot, choice) in enumerate(settled.pairs()):
        if (seat := _seat_of(spot, choice.known)) is not None:
            choices[n] = replace(choice, known=seat)
    for n, pair in enumerate(pairs):
        if pair is not None and (meant := told[n] or _meant_by(pair, n, elsewhere[pair], settled)):
            known = pair.town if meant == "town" else pair.province
            choices[n] = replace(choices[n], known=known)
    return Settled(settled.spots, choices)


def rural_province(town: GazetteerEntry) -> GazetteerEntry | None:
    """The province around a town: the one called its countryside, else that of its name."""
    for name in (f"Rural {town.name}", town.admin1 or town.name):
        for known in places_named(name):
            if known.kind == "admin1" and known.country == town.country:
                return known
    return None


def _seat_of(spot: ToponymMention, known: GazetteerEntry | None) -> GazetteerEntry | None:
    """The town of a district's name that only another spelling of it names: "in Jenin".

    No word beside the name tells the district.
    """
    if known is None or known.kind != "admin2" or spot.head or spot.site is not None:
        return None
    if known.country not in TRANSLITERATED or not known.ref:
        return None
    towns = (k for k in places_sounding(spot.name) if k.kind == "city")
    return next((k for k in towns if (k.country, k.admin1) == (known.country, known.admin1)), None)


def _pair_of(known: GazetteerEntry | None) -> Namesakes | None:
    """The town and province of a reading, where both have one name."""
    if known is None or known.kind not in {"city", "admin1"} or not known.ref:
        return None
    own = [k for k in places_named(known.name) if k.country == known.country and k.grade == 0]
    provinces = [k for k in own if k.kind == "admin1" and k.name == known.name]
    towns = [k for k in own if k.kind == "city" and k.admin1 == known.name]
    if not (provinces and towns):
        return None
    return Namesakes(towns[0], rural_province(towns[0]) or provinces[0])


def _told_as(tokens: Sequence[Token], spot: ToponymMention) -> str:
    """What the words beside a name tell it as, "" where they tell nothing."""
    if spot.head == "division":
        return "province"
    before = [t.lower for t in tokens[max(spot.first - 2, 0) : spot.first]]
    after = [t.lower for t in tokens[spot.last : spot.last + AFTER]]
    if spot.head == "settlement" or (after[:1] and after[0] in TOWN):
        return "town"
    if before and (before[-1] in OUTER or before[-2:] == ["countryside", "of"]):
        return "province"
    behind = next((word for word in after if word not in TURNS), "")
    return "province" if behind == "countryside" or behind in place_words().division else ""


def _meant_by(pair: Namesakes, n: int, same: Collection[str], settled: Settled) -> str:
    """What a bare name means where the rest of the text tells.

    Args:
        pair: what it may mean.
        n: where it stands among the names.
        same: what the words beside this name tell it as, wherever it stands.
        settled: what was read so far.
    """
    if "town" in same or pair.town.population >= METROPOLIS:
        return "town"
    inside = pair.province.name
    return "province" if "province" in same or inside in _held(settled, pair, n) else ""


def _held(settled: Settled, pair: Namesakes, n: int) -> Iterator[str | None]:
    """The provinces of the other towns that a text names."""
    for m, choice in enumerate(settled.choices):
        known = choice.known if m != n else None
        if known is None or known.kind != "city" or known.country != pair.town.country:
            continue
        if known.name != pair.town.name:
            yield known.admin1
