"""Towns and villages that the text tells as such, whether or not the gazetteer holds their names.

"In the village of X", "X and Y towns", "X, in the countryside of Idlib". A name that no map of ours
has is a place of that name inside what the text puts it in, without a point of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.detect.gazetteer import (
    GazetteerEntry,
    country_by_code,
    name_key,
    places_named,
    places_sounding,
)
from dateline.detect.places.containers import rural_province
from dateline.detect.places.recognition import (
    WORLDLY,
    ToponymMention,
    mentions_within,
)
from dateline.detect.places.resolution import Resolution
from dateline.detect.places.told_names import (
    REACH,
    WIDE,
    Settled,
    ToldRun,
    all_link,
    article_length,
    is_capital,
    run_end,
    told_runs,
)
from dateline.detect.places.words import place_words
from dateline.syntax.locations import in_dateline, section_of
from dateline.types import Document, Sentence, Token

DOMINANT: Final = 0.5  # share of a report's places in the country that an unknown village is put in


Village = tuple[ToponymMention, Resolution]


def settle_villages(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    settled: Settled,
    hints: Counter[str],
) -> Settled:
    """Read the names that a text tells as towns or villages.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.
        settled: what was read so far.
        hints: how often words for a country's people stand in the text.

    Returns:
        The same with the towns and villages that were unknown, or parts of which were taken for
        other places.
    """
    found = list(_read_villages(document, tokens, sentences, settled, hints))
    listed = [village for village in found if _is_listed(village)]
    if 0 < len(listed) < len(found):  # what is known now tells where the others lie
        settled = _with_villages(settled, listed)
        twins = list(_told_again(document, tokens, sentences, settled, listed))
        settled = _with_villages(settled, twins)
        again = _read_villages(document, tokens, sentences, settled, hints)
        found = [*listed, *(village for village in again if not _is_listed(village))]
    found = _one_sense(found)
    settled = _with_villages(settled, found)
    return _with_villages(settled, list(_told_again(document, tokens, sentences, settled, found)))


def settle_quarters(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence], settled: Settled
) -> Settled:
    """Read the names that a text tells as parts of a town.

    Args:
        document: a cleaned report.
        tokens: its parse.
        sentences: its sentences.
        settled: what was read so far, towns told apart from their provinces.

    Returns:
        The same with the parts of towns.
    """
    found = list(_read_quarters(document, tokens, sentences, settled))
    settled = _with_villages(settled, found)
    again = _told_again(document, tokens, sentences, settled, _one_sense(found))
    return _with_villages(settled, list(again))


def _is_listed(village: Village) -> bool:
    """Whether the gazetteer holds a village."""
    _, choice = village
    return choice.known is not None and bool(choice.known.ref)


def _read_villages(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    settled: Settled,
    hints: Counter[str],
) -> Iterator[Village]:
    """The names that a text tells as towns or villages, each mention by itself."""
    home = _home_country(settled, hints)
    for sentence, near in settled.by_sentence(sentences):
        here = _division_of_heading(document, tokens, settled, sentence) or home
        placed = _without_datelines(document, tokens, near)
        for run in told_runs(tokens, sentence, near):
            if run.quarter:
                continue
            holder = _holder(tokens, sentence, placed, run) or (None if run.loose else here)
            if holder is None:
                continue
            told = holder in _told_provinces(near, sentence)
            town = _town_beside(tokens, sentence, placed, run)
            for name in run.names:
                read = _read_name(document, tokens, near, name, run, holder, told=told)
                yield from (_at_town(village, town) for village in read) if town else read


def _one_sense(found: Sequence[Village]) -> list[Village]:
    """Villages, all mentions of one name read as that which is put in the smallest place."""
    best: dict[str, Resolution] = {}
    for spot, choice in sorted(found, key=lambda pair: (_fineness(pair[1]), pair[0].first)):
        best.setdefault(name_key(spot.name), choice)
    read = ((spot, best[name_key(spot.name)]) for spot, _ in found)
    return [
        (replace(spot, known=tuple(filter(None, [choice.known]))), choice) for spot, choice in read
    ]


def _fineness(choice: Resolution) -> int:
    """How little is known of where a village lies: 0 for one of the gazetteer."""
    known = choice.known
    if known is None or known.ref or known.city:
        return 0
    if known.lat is not None:
        return 1
    return 1 if known.admin2 else 2 if known.admin1 else 3


def _told_again(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    settled: Settled,
    found: Sequence[Village],
) -> Iterator[Village]:
    """The other mentions of villages that a text tells as such once: one name has one sense."""
    known = {name_key(spot.name): choice for spot, choice in found}
    read = {
        i for spot, choice in settled.pairs() if choice.known for i in range(spot.first, spot.last)
    }
    for sentence in sentences if known else ():
        at = sentence.first
        while at < sentence.last:
            last = run_end(tokens, at, sentence.last)
            name = _words_between(document, tokens, at, last) if last > at else ""
            choice = known.get(name_key(name))
            if choice is not None and not read.intersection(range(at, last)):
                yield ToponymMention(at, last, name, (choice.known,), "settlement"), choice  # type: ignore[arg-type]
            at = max(last, at + 1)


def _with_villages(settled: Settled, found: Sequence[Village]) -> Settled:
    """What was read, with villages in the place of what overlaps them."""
    taken = {i for spot, _ in found for i in range(spot.first, spot.last)}
    kept = [
        (spot, choice)
        for spot, choice in settled.pairs()
        if not taken.intersection(range(spot.first, spot.last))
    ]
    both = sorted([*kept, *found], key=lambda pair: pair[0].first)
    return Settled([spot for spot, _ in both], [choice for _, choice in both])


# ------------------------------------------------------------------ what they lie in


def _home_country(settled: Settled, hints: Counter[str]) -> GazetteerEntry | None:
    """What a report speaks of: one province or a country; None where none stands out."""
    told: Counter[str] = Counter()
    for choice in settled.choices:
        if choice.known and choice.known.country:
            told[choice.known.country] += 1
    if not told:
        told = hints
    if not told:
        return None
    country, many = min(told.items(), key=lambda pair: (-pair[1], pair[0]))
    if many / told.total() < DOMINANT:
        return None
    return _only_province(settled, country) or country_by_code(country)


def _division_of_heading(
    document: Document, tokens: Sequence[Token], settled: Settled, sentence: Sentence
) -> GazetteerEntry | None:
    """The province or district that the heading above a sentence of a bulletin names."""
    section = section_of(document, sentence.span.start)
    if section is None:
        return None
    for n in mentions_within(tokens, settled.spots, section.span):
        known = settled.choices[n].known
        if known is not None:
            return _division_of(known, tokens, settled.spots[n])
    return None


def _only_province(settled: Settled, country: str) -> GazetteerEntry | None:
    """The one province, or the one district told, in which all places of a report lie."""
    known = [c.known for c in settled.choices if c.known and c.known.country == country]
    provinces = {k.admin1 for k in known if k.admin1}
    if len(provinces) != 1:
        return None
    districts = {
        district
        for spot, choice in settled.pairs()
        if choice.known and (district := _district_of(choice.known, spot)) is not None
    }
    if len(districts) == 1:
        return districts.pop()
    named = places_named(next(iter(provinces)))
    return next((k for k in named if k.kind == "admin1" and k.country == country), None)


def _holder(
    tokens: Sequence[Token], sentence: Sentence, settled: Settled, run: ToldRun
) -> GazetteerEntry | None:
    """What the sentence puts names in: behind them first, else the nearest before them."""
    first, last = run.names[0][0], run.names[-1][1]
    inside = [
        (spot, _division_of(choice.known, tokens, spot))
        for spot, choice in settled.pairs()
        if choice.known is not None
        and choice.known.kind in WIDE
        and sentence.first <= spot.first < sentence.last
    ]
    before = [known for spot, known in inside if spot.last <= first and known.admin1]
    for spot, known in inside:
        between = [t.lower for t in tokens[last : spot.first]]
        if spot.first >= last and len(between) <= REACH and all_link(between):
            finer = known.kind == "country" and before and before[-1].country == known.country
            return before[-1] if finer else known
    return before[-1] if before and not run.loose else None


def _without_datelines(document: Document, tokens: Sequence[Token], settled: Settled) -> Settled:
    """What was read of a sentence, less the town from which the report was filed."""
    kept = [
        (spot, choice)
        for spot, choice in settled.pairs()
        if not in_dateline(document, tokens[spot.first].span.start)
    ]
    return Settled([spot for spot, _ in kept], [choice for _, choice in kept])


def _town_beside(
    tokens: Sequence[Token], sentence: Sentence, settled: Settled, run: ToldRun
) -> GazetteerEntry | None:
    """The town that words behind names tell their place by: "X village, west of Y"."""
    last = run.names[-1][1]
    for spot, choice in settled.pairs():
        known = choice.known
        if known is None or not last <= spot.first < min(sentence.last, last + REACH):
            continue
        between = [t.lower for t in tokens[last : spot.first]]
        if known.kind == "city" and known.lat is not None and all_link(between):
            province = known.name == known.admin1 and "countryside" in between
            beside = not place_words().beside.isdisjoint(between)
            return known if beside and not province else None
    return None


def _at_town(village: Village, town: GazetteerEntry) -> Village:
    """A village that the gazetteer lacks at the town near which it is told."""
    spot, choice = village
    known = choice.known
    if known is None or known.ref or known.kind != "city":
        return village
    placed = known.beside(town)
    reason = f"a village that the gazetteer lacks, near {town.name}"
    return replace(spot, known=(placed,)), Resolution(placed, (), reason)


def _division_of(
    known: GazetteerEntry, tokens: Sequence[Token], spot: ToponymMention
) -> GazetteerEntry:
    """The province of a place: a village near a town lies in its province, not in the town."""
    if known.kind != "city":
        return known
    if (district := _district_of(known, spot)) is not None:
        return district
    around = {t.lower for t in tokens[max(spot.first - 2, 0) : spot.last + 3]}
    rural = rural_province(known) if around & {"countryside", "rural"} else None
    if rural is not None:
        return rural
    for division in places_named(known.admin1 or ""):
        if division.kind == "admin1" and division.country == known.country:
            return division
    return replace(known, kind="admin1", name=known.admin1 or known.name)


def _district_of(known: GazetteerEntry, spot: ToponymMention) -> GazetteerEntry | None:
    """The district that a spot tells, also one read as a part of its town ("Gumla District")."""
    if known.kind == "admin2":
        return known
    if spot.head != "district" or known.kind != "city":
        return None
    named = places_named(known.name)
    return next((k for k in named if k.kind == "admin2" and k.admin1 == known.admin1), None)


# ------------------------------------------------------------------ parts of a town


def _read_quarters(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence], settled: Settled
) -> Iterator[Village]:
    """Names told as parts of a town, in the town that the phrase puts them in."""
    for sentence, near in settled.by_sentence(sentences):
        for run in told_runs(tokens, sentence, near):
            town = run.quarter and _town_behind(tokens, sentence, settled, run.names[-1][1])
            if not town:
                continue
            for first, last in run.names:
                name = _words_between(document, tokens, first, last)
                if _may_name(tokens, first, last, name) and name_key(name) != name_key(town.name):
                    yield _quarter_of(town, name, first, last)


def _quarter_of(town: GazetteerEntry, name: str, first: int, last: int) -> Village:
    """A part of a town, by the gazetteer or by its name alone."""
    own = (k for k in places_named(name) if k.kind == "district" and k.city == town.name)
    known = next(own, None) or town.quarter(name)
    spot = ToponymMention(first, last, name, (known,), "settlement")
    reason = "" if known.ref else f"a part of {town.name} that the gazetteer lacks"
    return spot, Resolution(known, (), reason)


def _town_behind(
    tokens: Sequence[Token], sentence: Sentence, settled: Settled, last: int
) -> GazetteerEntry | None:
    """The town that words behind names put them in, also as "the city" that was named before."""
    for spot, choice in settled.pairs():
        if not last <= spot.first < min(sentence.last, last + REACH):
            continue
        known = choice.known
        if known is not None and all_link([t.lower for t in tokens[last : spot.first]]):
            return known if known.kind == "city" else None
    words = [t.lower for t in tokens[last : min(sentence.last, last + REACH)]]
    end = next((n for n, word in enumerate(words) if word in {"city", "town"}), None)
    if end is None or words[end - 1 : end] != ["the"] or not all_link(words[:end]):
        return None
    before = [c.known for spot, c in settled.pairs() if c.known and spot.first < last]
    return next((known for known in reversed(before) if known.kind == "city"), None)


# ------------------------------------------------------------------ what a name stands for


def _read_name(  # noqa: PLR0913, PLR0917  everything that the text names bears on one name
    document: Document,
    tokens: Sequence[Token],
    settled: Settled,
    stretch: tuple[int, int],
    run: ToldRun,
    holder: GazetteerEntry,
    *,
    told: bool,
) -> Iterator[Village]:
    """The villages of one stretch of capitals, those that were read well left out."""
    for first, last in _pieces(document, tokens, stretch, holder) if run.listed else [stretch]:
        own = [
            choice.known
            for spot, choice in settled.pairs()
            if spot.first == first and spot.last >= last and choice.known
        ]
        elsewhere = told and bool(own) and _is_other_province(own[0], holder)
        if own and (not run.firm or (_is_well_read(own[0], holder) and not elsewhere)):
            continue
        name = _words_between(document, tokens, first, last)
        if not _may_name(tokens, first, last, name):
            continue
        known = _in_holder(name, holder)
        if known is None and _is_worldly(name):
            continue
        if known is None:
            inside = _overlapping(settled, first, last)
            if any(c.known and c.known.country == holder.country for c in inside) and run.listed:
                continue
            known = holder.unlisted(name, "city")
        spot = ToponymMention(first, last, name, (known,), "settlement")
        reason = "" if known.ref else f"a village that the gazetteer lacks, in {holder.name}"
        yield spot, Resolution(known, (), reason)


def _is_worldly(name: str) -> bool:
    """Is a name known for a large place elsewhere, which no village of it is meant beside?"""
    return any(
        k.population >= WORLDLY or k.kind in {"country", "region", "water"}
        for k in places_named(name)
    )


def _told_provinces(settled: Settled, sentence: Sentence) -> list[GazetteerEntry]:
    """The provinces that a sentence tells as such ("in the province of Malatya")."""
    return [
        choice.known
        for spot, choice in settled.pairs()
        if sentence.first <= spot.first < sentence.last
        and spot.head == "division"
        and choice.known is not None
        and choice.known.kind == "admin1"
    ]


def _is_other_province(known: GazetteerEntry, holder: GazetteerEntry) -> bool:
    """Is a reading a small place of another province of the same country?"""
    small = known.kind == "city" and known.population < WORLDLY
    return small and known.country == holder.country and known.admin1 != holder.admin1


def _is_well_read(known: GazetteerEntry, holder: GazetteerEntry) -> bool:
    """Is a reading in the country that the text speaks of, or too large to be a namesake there?"""
    return known.country == holder.country or known.population >= WORLDLY or known.kind != "city"


def _words_between(document: Document, tokens: Sequence[Token], first: int, last: int) -> str:
    return document.text[tokens[first].span.start : tokens[last - 1].span.end]


def _overlapping(settled: Settled, first: int, last: int) -> list[Resolution]:
    """What was read inside a stretch of tokens."""
    return [choice for spot, choice in settled.pairs() if spot.first < last and first < spot.last]


def _may_name(tokens: Sequence[Token], first: int, last: int, name: str) -> bool:
    """May a stretch name a village, and no institution, group or person?"""
    words = place_words()
    keys = {name_key(t.text) for t in tokens[first:last]}
    short = name.isupper() and len(name) <= SHORT
    wordy = keys & (words.belongs | words.unplaced | words.facility | words.district)
    common = all(token.pos == "NOUN" for token in tokens[first:last])
    return not (short or wordy or common or any(_is_country(key) for key in keys))


def _is_country(word: str) -> bool:
    """Is a word a country's name, also where its apostrophe was lost ("Syrias")?"""
    return any(
        known.kind == "country"
        for form in {word, word.removesuffix("s")}
        if len(form) > SHORTEST
        for known in places_named(form)
    )


SHORTEST: Final = 3  # letters of a country's name


SHORT: Final = 5


def _in_holder(name: str, holder: GazetteerEntry) -> GazetteerEntry | None:
    """The one place of this name, or of this sound, in what the text puts it in."""
    for known in (places_named(name), places_sounding(name)):
        near = [k for k in known if k.country == holder.country and k.kind in NAMED]
        here = [k for k in near if k.admin1 == holder.admin1] if holder.admin1 else near
        towns = [k for k in here if k.kind == "city"] or here
        if towns:
            return towns[0]
    return None


NAMED: Final = frozenset({"city", "admin2", "district", "region", "admin1"})


def _pieces(
    document: Document, tokens: Sequence[Token], run: tuple[int, int], holder: GazetteerEntry
) -> Iterator[tuple[int, int]]:
    """The names of a stretch of capitals between which the commas were lost."""
    at, end = run
    while at < end:
        last = _piece_end(document, tokens, at, end, holder)
        yield at, last
        at = last


def _piece_end(
    document: Document, tokens: Sequence[Token], at: int, end: int, holder: GazetteerEntry
) -> int:
    """Where the name that begins at a token ends: the longest known one, else by its words."""
    for last in range(end, at, -1):
        name = _words_between(document, tokens, at, last)
        if is_capital(tokens[last - 1]) and _in_holder(name, holder):
            return last
    last = at + article_length(tokens, at, end, inside=False) + 1
    while last < end:
        step = article_length(tokens, last, end, inside=True)
        word = tokens[last + step] if last + step < end else tokens[last]
        leading = tokens[last - 1].lower in place_words().leading
        hyphen = tokens[last].text == "-" or tokens[last - 1].text == "-"
        if not (leading or hyphen or word.lower in place_words().trailing):
            break
        last += step + 1
    return min(last, end)
