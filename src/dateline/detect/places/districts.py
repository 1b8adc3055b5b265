"""Districts that are divisions of a province, and no parts of the town that is named beside them.

"In Zebak district", "the Bokkos Local Government Area of Plateau State", "Kani Township".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dateline.detect.gazetteer import GazetteerEntry, name_key, places_named, places_sounding
from dateline.detect.places.containers import container_places
from dateline.detect.places.recognition import ToponymMention, place_words
from dateline.detect.places.resolution import Resolution, contains_place
from dateline.detect.places.told_names import Settled
from dateline.types import Document, Sentence, Token

OWNER: Final = re.compile(r"['’]s ")
PAIR: Final = 2
IN_THE: Final = (["of", "the"], ["in", "the"])
SEAT: Final = frozenset({"city", "town", "capital"})
HOLDING: Final = frozenset({"country", "admin1", "admin2", "region"})
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
    if known.kind not in HOLDING and not told:
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
