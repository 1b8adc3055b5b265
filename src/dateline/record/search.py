"""Full-text search: what reports and incidents say, found alike on either database.

Each report and each incident has an entry, made in the transaction that writes it: its words
as `folding` compares them. SQLite indexes them with FTS5, PostgreSQL as a tsvector; the number
of an entry holds its day, so that the newest come first without sorting.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Text,
    TextualSelect,
    bindparam,
    cast,
    delete,
    false,
    func,
    insert,
    select,
    text,
)

from dateline.record.batches import in_batches
from dateline.record.codec import from_json
from dateline.record.folding import (
    WRITTEN,
    FoldedWord,
    beginning_of,
    folded_parts,
    folded_text,
    raw_parts,
    words_in,
)
from dateline.record.tables import CLAIM, DOCUMENT, INCIDENT, REPORT, SEARCH_ENTRY
from dateline.types import Incident, Party, Place

MOST_WORDS: Final = 50  # of a query; SQLite takes no expression that is much deeper
PART: Final = 100_000  # characters of an entry; PostgreSQL takes about a million bytes
SPARE: Final = 100  # more parts of one text are found at once than this only in an enormous one
BEFORE, AFTER = 60, 140  # characters of a snippet before and after the first word found
DAY_BITS, HASH_BITS = 22, 40
FIRST_PART: Final = ~0xFF  # the parts of one text count on from its number


class HitKind(StrEnum):
    """What was found."""

    REPORT = "report"
    INCIDENT = "incident"


KIND_BITS = {HitKind.REPORT: 0, HitKind.INCIDENT: 1}
# The columns of PostgreSQL with the words of each kind, as the migrations make them.
INDEXED: Final = {HitKind.REPORT: "in_reports", HitKind.INCIDENT: "in_incidents"}
EVERY_KIND = (HitKind.INCIDENT, HitKind.REPORT)


@dataclass(frozen=True, slots=True)
class SearchSnippet:
    """A piece of text, and the stretches of it that were searched for."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report or an incident that was found; `number` tells where the next page begins."""

    kind: HitKind
    subject: str  # the id
    day: date | None  # of the incident, or of publication
    snippet: SearchSnippet
    number: int


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Words that stand beside each other; of the last one perhaps only the beginning."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class QueryAlternative:
    """Terms that are all wanted, and some that are not."""

    wanted: tuple[SearchTerm, ...]
    unwanted: tuple[SearchTerm, ...]


ParsedQuery = tuple[QueryAlternative, ...]

# The index over the entries of a SQLite file, as the migrations make it.
FILE_INDEX: Final = (
    (
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', "
        "content_rowid='number', tokenize='ascii')"
    ),
    (
        "CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entry BEGIN "
        "INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END"
    ),
    (
        "CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entry BEGIN "
        "INSERT INTO search_words(search_words, rowid, words) "
        "VALUES ('delete', old.number, old.words); END"
    ),
)

# ------------------------------------------------------------------ what is asked for

CHUNK = re.compile(r'-?"[^"]*"\*?|\S+')
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def parse_query(written: str) -> ParsedQuery:
    """What a person searches for: any text at all has a meaning.

    All words must be there. "Words in quotes" stand beside each other, as parts of one word do
    (al-Shabaab); a star ends a beginning (rocket*), OR parts alternatives, and a minus or NOT
    stands before what must not be there.
    """
    parts: list[tuple[list[SearchTerm], list[SearchTerm]]] = [([], [])]
    unwanted, left = False, MOST_WORDS
    for chunk in CHUNK.findall(written.translate(QUOTES)):
        if chunk in {"OR", "AND", "NOT"}:
            unwanted = chunk == "NOT"
            parts += [([], [])] if chunk == "OR" else []
            continue
        term = search_term(chunk, left)
        if term.words:
            parts[-1][unwanted or chunk.startswith("-")].append(term)
            left -= len(term.words)
        unwanted = False
    return tuple(QueryAlternative(tuple(good), tuple(bad)) for good, bad in parts if good)


def search_term(chunk: str, most: int) -> SearchTerm:
    """A piece of a query between spaces, or in quotes."""
    written = [found.group() for found in WRITTEN.finditer(chunk)]
    words = [part for word in written for part in folded_parts(word)]
    begins = chunk.endswith("*") and bool(words) and len(words) <= most
    if begins:
        words[-1] = beginning_of(raw_parts(written[-1])[-1])
    return SearchTerm(tuple(words[:most]), begins)


# ------------------------------------------------------------------ searching


def search_ledger(
    connection: Connection,
    query: str,
    *,
    kinds: Collection[HitKind] = EVERY_KIND,
    limit: int = 20,
    after: int | None = None,
) -> tuple[SearchHit, ...]:
    """The incidents, then the reports, that a query finds; the newest of each first.

    Args:
        connection: to read on.
        query: as a person writes it; see `parse_query`. Nothing is found for no words.
        kinds: what is looked for.
        limit: the most hits.
        after: the number of the last hit of the page before.
    """
    asked = parse_query(query)
    if not asked:
        return ()
    # Only where the incidents do not fill the page are reports asked for.
    rows = (
        row
        for kind in EVERY_KIND
        if kind in kinds
        for row in _matching_rows(connection, asked, kind, after, limit + SPARE)
    )
    found = list(islice(_each_once(rows), limit))
    texts = {**_report_texts(connection, found), **_incident_texts(connection, found)}
    return tuple(search_hit(row, texts[row.kind, row.subject], asked) for row in found)


def matching_entries(
    connection: Connection, query: str, kind: HitKind = HitKind.INCIDENT
) -> Select[Any] | TextualSelect:
    """A query for the numbers of the incidents or reports that a query finds.

    It may be built into others. Nothing is found for no words.
    """
    asked = parse_query(query)
    if not asked:
        return select(SEARCH_ENTRY.c.number).where(false())
    if connection.dialect.name == "sqlite":
        statement = text(
            f"SELECT rowid & {FIRST_PART} AS number FROM search_words "  # noqa: S608  values are bound
            "WHERE search_words MATCH :match AND rowid >= :first AND rowid <= :last"
        )
        more = {"match": fts_expression(asked)}
    else:
        condition, more = tsquery_condition(asked, kind)
        statement = text(
            f"SELECT number & {FIRST_PART} AS number FROM search_entry "  # noqa: S608  values are bound
            f"WHERE ({condition}) AND number >= :first AND number <= :last"
        )
    bounds = {"first": _first_number(kind), "last": _last_number(kind)}
    return statement.bindparams(**bounds, **more).columns(SEARCH_ENTRY.c.number)


def matching_numbers(connection: Connection, query: str, kind: HitKind) -> list[int]:
    """The numbers of the incidents or reports that a query finds; see `matching_entries`."""
    matching = matching_entries(connection, query, kind)
    if connection.dialect.name == "sqlite":
        return list(connection.execute(matching).scalars())
    # As one text: for a frequent word, rows take longer to come than to be found.
    number = cast(matching.subquery().c.number, Text)
    packed = connection.execute(select(func.string_agg(number, " "))).scalar()
    return list(map(int, (packed or "").split()))


def numbers_by_subject(connection: Connection, kind: HitKind) -> dict[str, int]:
    """The numbers of all incidents or reports that can be found, by their ids."""
    first, last = _first_number(kind), _last_number(kind)
    # Without a condition, which would have the rows read: the index on subjects holds it all.
    rows = connection.exec_driver_sql("SELECT number, subject FROM search_entry")
    return {one: number & FIRST_PART for number, one in rows if first <= number <= last}


def incident_number(incident: Incident) -> int:
    """The number of the first entry of an incident."""
    days = incident.when.value.interval
    return entry_number(HitKind.INCIDENT, days.first.isoformat() if days else None, incident.id)


def _matching_rows(
    connection: Connection, asked: ParsedQuery, kind: HitKind, after: int | None, most: int
) -> Iterable[Row[Any]]:
    """The entries of one kind that a query finds, newest first, at most some."""
    last = _last_number(kind)
    bounds = {
        "first": _first_number(kind),
        "last": last if after is None else min(after - 1, last),
        "most": most,
    }
    if connection.dialect.name == "sqlite":
        statement = (
            "SELECT e.number, e.kind, e.subject FROM search_words JOIN search_entry AS e "
            "ON e.number = search_words.rowid WHERE search_words MATCH :match "
            "AND search_words.rowid >= :first AND search_words.rowid <= :last "
            "ORDER BY search_words.rowid DESC LIMIT :most"
        )
        return connection.execute(text(statement), {**bounds, "match": fts_expression(asked)})
    condition, more = tsquery_condition(asked, kind)
    statement = (
        "SELECT number, kind, subject FROM search_entry "  # noqa: S608  values are bound
        f"WHERE ({condition}) AND number >= :first AND number <= :last "
        "ORDER BY number DESC LIMIT :most"
    )
    return connection.execute(text(statement), {**bounds, **more})


def fts_expression(asked: ParsedQuery) -> str:
    """A query for FTS5; words are letters and digits only, so quotes hold them."""
    return " OR ".join(
        f"({' AND '.join(map(_fts_term, one.wanted))}"
        + (f" NOT ({' OR '.join(map(_fts_term, one.unwanted))})" if one.unwanted else "")
        + ")"
        for one in asked
    )


def _fts_term(term: SearchTerm) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def tsquery_condition(asked: ParsedQuery, kind: HitKind) -> tuple[str, dict[str, str]]:
    """A query for PostgreSQL: words by the index of a kind, phrases held against the text itself.

    A tsvector keeps no more than 256 places of a word, which is too few for a long report.
    """
    values: dict[str, str] = {}

    def named(value: str) -> str:
        name = f"v{len(values)}"
        values[name] = value
        return f":{name}"

    def holds(term: SearchTerm) -> str:
        *whole, last = term.words
        parts = [f"'{word}'" for word in whole] + [f"'{last}'" + (":*" if term.begins else "")]
        condition = f"{INDEXED[kind]} @@ CAST({named(' & '.join(parts))} AS tsquery)"
        if not whole:
            return condition
        phrase = f" {' '.join(term.words)}" + ("" if term.begins else " ")
        return f"({condition} AND strpos(' ' || words || ' ', {named(phrase)}) > 0)"

    alternatives = [
        " AND ".join([*map(holds, one.wanted), *(f"NOT {holds(term)}" for term in one.unwanted)])
        for one in asked
    ]
    return " OR ".join(f"({one})" for one in alternatives), values


def _each_once(rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Hits, those in several parts of one text once."""
    before = None
    for row in rows:
        if (row.kind, row.subject) != before:
            yield row
        before = row.kind, row.subject


# ------------------------------------------------------------------ snippets


def search_hit(row: Row[Any], shown: str, asked: ParsedQuery) -> SearchHit:
    """A hit with the words around what was found."""
    ordinal = row.number >> HASH_BITS & (1 << DAY_BITS) - 1
    day = date.fromordinal(ordinal) if ordinal else None
    return SearchHit(HitKind(row.kind), row.subject, day, search_snippet(shown, asked), row.number)


def search_snippet(shown: str, asked: ParsedQuery) -> SearchSnippet:
    """The first place of a text where a term stands, with some text around it."""
    words = list(words_in(shown))
    terms = [term for one in asked for term in one.wanted]
    places = sorted({place for term in terms for place in term_positions(words, term)})
    at = places[0][0] if places else 0
    start = next_word_start(shown, max(0, at - BEFORE), at) if at > BEFORE else 0
    end = min(len(shown), at + AFTER)
    if end < len(shown):
        end = max(shown.rfind(" ", at + BEFORE, end), shown.rfind("\n", at + BEFORE, end), end - 20)
    marks = tuple(
        (a - start, b - start) for a, b in merge_stretches(places) if start <= a and b <= end
    )
    return SearchSnippet(" ".join(shown[start:end].split("\n")), marks)


def next_word_start(shown: str, start: int, end: int) -> int:
    """The beginning of the first word after a place."""
    found = re.compile(r"\s\S").search(shown, start, end)
    return found.start() + 1 if found else start


def term_positions(words: Sequence[FoldedWord], term: SearchTerm) -> Iterator[tuple[int, int]]:
    """Where a term stands among words."""
    *whole, last = term.words
    for i in range(len(words) - len(whole)):
        end = words[i + len(whole)]
        meets = end.folded.startswith(last) if term.begins else end.folded == last
        if meets and all(words[i + k].folded == word for k, word in enumerate(whole)):
            yield words[i].start, end.end


def merge_stretches(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _report_texts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[tuple[str, str], str]:
    """What the reports among some hits say."""
    wanted = [row.subject for row in rows if row.kind == HitKind.REPORT]
    query = select(REPORT.c.id, REPORT.c.title, DOCUMENT.c.title, DOCUMENT.c.text).join(DOCUMENT)
    found = connection.execute(query.where(REPORT.c.id.in_(wanted))) if wanted else ()
    return {(HitKind.REPORT, one): _report_text(told, *titles) for one, *titles, told in found}


def _incident_texts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[tuple[str, str], str]:
    """What the incidents among some hits say."""
    wanted = [row.subject for row in rows if row.kind == HitKind.INCIDENT]
    query = select(SEARCH_ENTRY.c.subject, SEARCH_ENTRY.c.shown).order_by(SEARCH_ENTRY.c.number)
    found: dict[tuple[str, str], str] = {}
    for one, shown in connection.execute(query.where(SEARCH_ENTRY.c.subject.in_(wanted))):
        key = HitKind.INCIDENT, one
        found[key] = f"{found[key]}\n{shown}" if key in found else shown
    return found


# ------------------------------------------------------------------ keeping the index


def index_reports(connection: Connection, reports: Sequence[str]) -> None:
    """Make the entries of recorded reports anew, in the transaction that writes them."""
    drop_entries(connection, HitKind.REPORT, reports)
    for some in in_batches(reports):
        write_entries(connection, report_entries(connection, some))


def index_incidents(connection: Connection, incidents: Sequence[Incident]) -> None:
    """Make the entries of incidents that have none, in the transaction that writes them."""
    for some in in_batches(incidents):
        write_entries(connection, incident_entries(connection, some))


def drop_entries(
    connection: Connection, kind: HitKind, subjects: Collection[str] | None = None
) -> None:
    """Drop the entries of some reports or incidents, or of all."""
    own = SEARCH_ENTRY.c.kind == kind.value
    if subjects is None:
        connection.execute(delete(SEARCH_ENTRY).where(own))
        return
    for some in in_batches(sorted(subjects)):
        connection.execute(delete(SEARCH_ENTRY).where(own, SEARCH_ENTRY.c.subject.in_(some)))


def rebuild_index(connection: Connection) -> None:
    """Make all entries anew from the reports and the incidents."""
    drop_entries(connection, HitKind.INCIDENT)
    index_reports(connection, connection.execute(select(REPORT.c.id)).scalars().all())
    for few in in_batches(connection.execute(select(INCIDENT.c.id)).scalars().all()):
        rows = connection.execute(select(INCIDENT.c.json).where(INCIDENT.c.id.in_(few))).scalars()
        found = [from_json(json, Incident) for json in rows]
        write_entries(connection, incident_entries(connection, found))


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What is searched of a report or an incident, or of a part of it."""

    number: int
    kind: HitKind
    subject: str
    words: str
    shown: str | None = None  # what a snippet of an incident is cut from


def report_entries(connection: Connection, reports: Collection[str]) -> list[SearchEntry]:
    """The entries that some recorded reports must have."""
    rows = connection.execute(_INDEXED_REPORTS, {"reports": list(reports)})
    return [
        entry
        for one, day, *titles, told in rows
        for entry in text_entries(HitKind.REPORT, one, day, _report_text(told, *titles))
    ]


def incident_entries(connection: Connection, incidents: Sequence[Incident]) -> list[SearchEntry]:
    """The entries that some incidents must have."""
    quotes = claim_sentences(connection, {m for one in incidents for m in one.cluster.mentions})
    return [entry for one in incidents for entry in _incident_entries(one, quotes)]


def _incident_entries(incident: Incident, quotes: Mapping[str, str]) -> list[SearchEntry]:
    """The entries of one incident."""
    days = incident.when.value.interval
    told = [quotes[claim.id] for claim in incident.claims if claim.id in quotes]
    shown = "\n".join(dict.fromkeys([" · ".join(named_in_incident(incident)), *told]))
    day = days.first.isoformat() if days else None
    return text_entries(HitKind.INCIDENT, incident.id, day, shown, keep=True)


def named_in_incident(incident: Incident) -> list[str]:
    """What and whom an incident names, each once."""
    said = (incident.where.value, incident.origin.value if incident.origin else None)
    speakers = (party for claim in incident.claims for party in (claim.speaker, claim.via))
    found = (
        incident.kind.value.replace("_", " "),
        incident.sub_kind.value.replace("_", " ") if incident.sub_kind else None,
        *(name for place in said for name in _place_names(place)),
        *(target.value.name for target in incident.targets),
        *(name for who in incident.perpetrators for name in (who.name, *who.aliases)),
        *(name for one in incident.statements for name in (one.by, one.to)),
        *(weapon.kind.value.replace("_", " ") for weapon in incident.weapons),
        *_party_names(speakers),
    )
    return list(dict.fromkeys(name for name in found if name))


def _place_names(place: Place | None) -> tuple[str | None, ...]:
    """The names of a place and of what holds it."""
    if place is None:
        return ()
    return (place.name, place.site, place.city, place.admin2, place.admin1)


def _party_names(parties: Iterable[Party | None]) -> list[str]:
    """The names of speakers."""
    return [party.name for party in parties if party]


def claim_sentences(connection: Connection, mentions: Collection[str]) -> dict[str, str]:
    """The sentence of each claim of some mentions."""
    found: dict[str, str] = {}
    for some in in_batches(sorted(mentions)):
        query = select(CLAIM.c.id, CLAIM.c.quote).where(CLAIM.c.mention.in_(some))
        found |= {row.id: row.quote for row in connection.execute(query)}
    return found


def _report_text(told: str, *titles: str | None) -> str:
    """The text of a report under those of its titles that are no part of it."""
    return "\n".join([*dict.fromkeys(t for t in titles if t and t not in told), told])


def text_entries(
    kind: HitKind, subject: str, day: str | None, shown: str, *, keep: bool = False
) -> list[SearchEntry]:
    """The entries of one text: several where it is very long."""
    number = entry_number(kind, day, subject)
    return [
        SearchEntry(number + i, kind, subject, folded_text(part), part if keep else None)
        for i, part in enumerate(indexable_parts(shown))
    ]


def indexable_parts(shown: str) -> Iterator[str]:
    """A text in parts that a database can index, cut between words."""
    while len(shown) > PART:
        cut = max(shown.rfind(" ", 0, PART), shown.rfind("\n", 0, PART))
        cut = cut if cut > 0 else PART
        yield shown[:cut]
        shown = shown[cut:]
    yield shown


def _first_number(kind: HitKind) -> int:
    return KIND_BITS[kind] << DAY_BITS + HASH_BITS


def _last_number(kind: HitKind) -> int:
    return _first_number(kind) + (1 << DAY_BITS + HASH_BITS) - 1


def entry_number(kind: HitKind, day: str | None, subject: str) -> int:
    """The number of an entry: its kind, then its day, then a hash of its id."""
    ordinal = date.fromisoformat(day).toordinal() if day else 0
    digest = hashlib.sha256(subject.encode()).digest()
    own = int.from_bytes(digest[: HASH_BITS // 8]) & FIRST_PART
    return _first_number(kind) + (ordinal << HASH_BITS) + own


def write_entries(connection: Connection, entries: Sequence[SearchEntry]) -> None:
    """Write entries down, each under its number or the next one that is free."""
    numbers = [entry.number for entry in entries]
    taken = set[int]()
    for some in in_batches(numbers):
        taken |= set(connection.execute(_TAKEN, {"numbers": some}).scalars())
    rows = []
    for entry in entries:
        number = entry.number
        while number in taken:
            number += 1
        taken.add(number)
        fixed = {"kind": entry.kind.value, "subject": entry.subject, "words": entry.words}
        rows.append({"number": number, **fixed, "shown": entry.shown})
    if rows:
        connection.execute(_NEW_ENTRIES, rows)


# Made once: they run for each report and each incident.
_NEW_ENTRIES = insert(SEARCH_ENTRY)
_INDEXED_REPORTS = (
    select(
        REPORT.c.id,
        func.coalesce(REPORT.c.published, DOCUMENT.c.created_first),
        *(REPORT.c.title, DOCUMENT.c.title, DOCUMENT.c.text),
    )
    .join(DOCUMENT)
    .where(REPORT.c.id.in_(bindparam("reports", expanding=True)))
)
_TAKEN = select(SEARCH_ENTRY.c.number).where(
    SEARCH_ENTRY.c.number.in_(bindparam("numbers", expanding=True))
)
