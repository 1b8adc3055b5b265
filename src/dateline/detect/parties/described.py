"""Parties that are described, and persons: Iran-aligned militias, a title with a name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.detect.gazetteer import country_of_people, places_named
from dateline.syntax.locations import in_dateline
from dateline.syntax.tree import NOMINAL, modified_noun
from dateline.types import Document, Entity, Party, PartyKind, Sentence, Span, Token
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ word lists of offices


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Nouns that stand for a party, and titles of office."""

    heads: tuple[tuple[str, PartyKind], ...]  # lower case, in the order of the file
    anonymous: frozenset[str]
    titles: frozenset[str]
    private: frozenset[str]

    def kind(self, head: str) -> PartyKind | None:
        """What sort of party a noun stands for, by its lemma or phrase, or None."""
        return _kinds_by_noun().get(head)


@cache
def office_words() -> OfficeWords:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("offices.toml").read_text("utf-8"))
    return OfficeWords(
        heads=tuple((w, PartyKind(kind)) for kind, ws in data["heads"].items() for w in ws),
        anonymous=frozenset(data["anonymous"]["heads"]),
        titles=frozenset(data["titles"]["words"]),
        private=frozenset(data["titles"]["private"]),
    )


@cache
def title_starts() -> frozenset[str]:
    """The words that a title may begin with, as tokens: most words begin none."""
    firsts = {title.split()[0] for title in office_words().titles}
    return frozenset(firsts | {first.removesuffix(".") for first in firsts})


@cache
def _kinds_by_noun() -> dict[str, PartyKind]:
    """The first kind that lists a noun counts."""
    kinds: dict[str, PartyKind] = {}
    for word, kind in office_words().heads:
        kinds.setdefault(word, kind)
    return kinds


# ------------------------------------------------------------------ described parties

# Nouns before a deed that tell whose it is, and the deeds and means that may be theirs.
OWNERS: Final = word_list("arguments.actors.owners")
OWNED: Final = word_list("arguments.actors.owned")
LABELS: Final = word_list("arguments.actors.labels")
WHOSE: Final = OWNERS | LABELS
FIRED: Final = word_list("arguments.actors.fired")
BEFORE: Final = frozenset(
    {"compound", "amod", "nmod", "poss", "nummod", "punct", "case", "advmod", "npadvmod"}
)
AFTER: Final = frozenset({"of", "for"})
SKIPPED: Final = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "some",
        "this",
        "that",
        "these",
        "those",
        "no",
        "any",
        "all",
        "both",
        "other",
        "several",
    }
)
BARE_NEEDS: Final = frozenset(
    {
        "man",
        "group",
        "movement",
        "force",
        "guard",
        "office",
        "mission",
        "council",
        "commission",
        "report",
        "cell",
        "network",
        "administration",
        "palace",
        "general",
        "intelligence",
        "worker",
        "driver",
        "owner",
        "student",
        "teacher",
        "leader",
        "chief",
        "head",
        "company",
        "medium",
        "website",
        "channel",
        "resistance",
        "marine",
        "local",
        "faction",
        "expert",
        "authority",
        "brigade",
    }
)
COUNTING: Final = frozenset(
    "estimated about around nearly almost some roughly least at approximately "
    "over more than".split()
)
OF_SOMETHING: Final = frozenset(
    {
        PartyKind.GOVERNMENT,
        PartyKind.SECURITY,
        PartyKind.OFFICIAL,
        PartyKind.MILITARY,
        PartyKind.DIPLOMATIC,
    }
)
SHORT: Final = {
    "u.s.": "US",
    "u.s": "US",
    "american": "US",
    "united states": "US",
    "u.k.": "UK",
    "british": "British",
    "uk": "UK",
    "us": "US",
}


CLOSING: Final = frozenset({",", ";", ":", "“", '"', "(", "”", "—", "–"})


def described_parties(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The noun phrases of a report that stand for a party.

    Only a phrase with a noun of `offices.toml` at its head counts; a noun that says little alone
    ("group", "office") needs a word before it that tells whose.
    """
    found = []
    for sentence in sentences:
        words = tokens[sentence.first : sentence.last]
        for token in words:
            entity = _party_phrase(document, tokens, token, sentence)
            if entity is not None:
                found.append(entity)
    return found


def _party_phrase(
    document: Document, tokens: Sequence[Token], head: Token, sentence: Sentence
) -> Entity | None:
    """The party of a noun with what stands before and behind it."""
    owner = _owns_deed(tokens, head)
    if not owner and (head.pos not in NOMINAL or head.dep == "compound"):
        return None
    first = _first_word(tokens, head, sentence)
    kind = _party_kind(tokens, first, head)
    if kind is None:
        return None
    while first < head.i and (
        tokens[first].text.lower() in SKIPPED
        or tokens[first].pos in ("PUNCT", "DET", "ADV")
        or (kind is PartyKind.MILITARY and _is_town(tokens[first]))
    ):
        first += 1
    if first == head.i and head.lemma.lower() in BARE_NEEDS and not owner:
        return None
    last = _last_word(tokens, head, sentence) if kind in OF_SOMETHING else head.i
    span = Span(tokens[first].span.start, tokens[last].span.end)
    start = _uncounted_start(tokens, first, head)
    text = " ".join(document.text[tokens[start].span.start : span.end].split())
    if owner and kind is PartyKind.ARMED_GROUP:
        text = (
            f"{text[:1].lower() if start == head.i else text[:1]}{text[1:]}".removesuffix("s") + "s"
        )
    country = _told_country(tokens[first : last + 1])
    return Entity(
        span,
        Party(
            _party_name(text, head, kind, tokens, start),
            kind,
            None,
            country,
            _told_office(text, kind),
            _is_anonymous(head, kind),
        ),
    )


def _is_town(word: Token) -> bool:
    """Whether a word is the name of a town: none has an army ("Daraa: Army units clashed")."""
    return word.entity == "GPE" and country_of(word.text) is None


def _owns_deed(tokens: Sequence[Token], word: Token) -> bool:
    """Whether a word before a noun tells whose deed or aircraft it is.

    "Rebel shelling", "regime warplanes", "government air strikes", but no "army base".
    """
    if not word.as_noun & WHOSE:
        return False
    if word.as_noun & LABELS:  # "terrorist shelling", but no "terrorist attack"
        deed = modified_noun(tokens, word)
        return bool(deed.as_noun & FIRED) or bool(tokens[deed.i - 1].as_noun & FIRED)
    return bool(word.as_noun & OWNERS) and bool(modified_noun(tokens, word).as_noun & OWNED)


def _uncounted_start(tokens: Sequence[Token], first: int, head: Token) -> int:
    """Where a name begins once it is told without how many: "estimated 1,000 terrorists"."""
    counted = [t.i for t in tokens[first : head.i] if t.pos == "NUM"]
    return counted[-1] + 1 if counted and _all_counts(tokens[first : counted[0]]) else first


def _all_counts(words: Sequence[Token]) -> bool:
    """Do words do no more than qualify a number?"""
    return all(word.lemma.lower() in COUNTING or word.text.lower() in COUNTING for word in words)


def _first_word(tokens: Sequence[Token], head: Token, sentence: Sentence) -> int:
    """Where the words before a noun that belong to it begin."""
    at = head.i
    owned = modified_noun(tokens, head).i if _owns_deed(tokens, head) else head.i
    while at > sentence.first:
        before = tokens[at - 1]
        inside = before.dep in BEFORE and head.i >= before.head >= at - 2
        whose = _tells_whose(before) and modified_noun(tokens, before).i == owned
        inside = inside or (whose and owned != head.i)
        spaced = before.span.end < tokens[at].span.start  # "KIRKUK - Gunmen"
        if not inside or before.text in CLOSING or (before.text == "-" and spaced):
            break
        at -= 1
    return at


def _tells_whose(word: Token) -> bool:
    """May a capital name whose party it is? "Huge regime bombs" says how large the bombs are."""
    if not word.text[:1].isupper():
        return False
    return word.pos == "PROPN" or country_of_people(word.text) is not None


def _last_word(tokens: Sequence[Token], head: Token, sentence: Sentence) -> int:
    """Where a ministry's or officer's "of ..." ends."""
    at = head.i + 1
    if at + 1 >= sentence.last or tokens[at].lemma not in AFTER or tokens[at].head != head.i:
        return head.i
    end = at
    while end + 1 < sentence.last and (
        tokens[end + 1].pos == "PROPN" or tokens[end + 1].lemma in ("the", "of", "and")
    ):
        end += 1
    while tokens[end].pos != "PROPN" and end > head.i:
        end -= 1
    return max(end, head.i)


def _party_kind(tokens: Sequence[Token], first: int, head: Token) -> PartyKind | None:
    """The kind of the longest listed phrase that ends with the noun."""
    table = office_words()
    lemma = head.lemma.lower()
    words = [token.text.lower() for token in tokens[max(first, head.i - 2) : head.i]]
    for ending in (lemma, head.text.lower()):
        for n in range(len(words), -1, -1):
            kind = table.kind(" ".join([*words[len(words) - n :], ending]))
            if kind is not None:
                return kind
    return None


def _party_name(
    text: str, head: Token, kind: PartyKind, tokens: Sequence[Token], first: int
) -> str:
    """How a party is called: an embassy by its country, all others by the words of the text."""
    if kind is PartyKind.DIPLOMATIC and first < head.i:
        before = " ".join(t.text for t in tokens[first : head.i] if t.pos != "PUNCT")
        return f"{SHORT.get(before.lower(), before)} {head.text.title()}"
    return text.replace("U.S.", "US").removesuffix("’s").removesuffix("'s")


def _told_office(text: str, kind: PartyKind) -> str | None:
    """The office of an official told by office alone."""
    return text.lower() if kind is PartyKind.OFFICIAL else None


def _is_anonymous(head: Token, kind: PartyKind) -> bool:
    """Is it a person or persons without a name?"""
    unnamed = kind in (PartyKind.UNKNOWN, PartyKind.PERSON)
    return unnamed or head.lemma.lower() in office_words().anonymous


def _told_country(words: Sequence[Token]) -> str | None:
    """The country that the words name or whose people they name."""
    for token in words:
        found = country_of(token.text)
        if found:
            return found
    return None


def country_of(word: str) -> str | None:
    """The country of a demonym or a country's own name, or None."""
    if not word[:1].isupper():
        return None
    country = country_of_people(word)
    if country:
        return country
    return next((place.country for place in places_named(word) if place.kind == "country"), None)


# ------------------------------------------------------------------ persons

PARTICLES: Final = frozenset(
    "al el bin ibn abu abdul ul ud van von de del da dos der di la le bint ben ould al- - ’".split()
)
LONGEST: Final = 6  # words of a title; "Special Forces Major General"
OFFICE_NOUNS: Final = re.compile(
    r"\b(?:spokes\w+|minister|governor|president|mayor|chief|commander|director|head|secretary|"
    r"chairman|official|officer|leader|general|ambassador|envoy|lawmaker|premier|chancellor)\b"
)
OFFICE_TAIL: Final = re.compile(r"['’]s? office\b")


def find_persons(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The persons that a report names, with their office where it is told."""
    found: list[Entity] = []
    for sentence in sentences:
        at = sentence.first
        while at < sentence.last:
            if document.datelines and in_dateline(document, tokens[at].span.start):
                at += 1
                continue
            entity, after = _person_at(document, tokens, sentence, at)
            if entity is not None:
                found.append(entity)
            at = after
    return found


def _person_at(
    document: Document, tokens: Sequence[Token], sentence: Sentence, at: int
) -> tuple[Entity | None, int]:
    """The person that begins at a token, and where to go on."""
    title = _title_end(tokens, sentence, at)
    start = at if title is None else title + 1
    end = _name_end(tokens, sentence, start)
    if end == start or (title is None and not tokens[at].text[:1].isupper()):
        return None, at + 1
    labelled = any(t.entity == "PERSON" for t in tokens[start:end])
    if title is None and not labelled:
        return None, at + 1
    if title is None and country_of(" ".join(t.text for t in tokens[start:end])):
        return None, end  # "Djibo, Burkina Faso" names no person, whatever the model says
    if title is None:
        title, start = _title_inside(tokens, sentence, start, end)
    first = _modifier_start(tokens, sentence, at) if title is not None else at
    return _person_entity(document, tokens, sentence, (first, at, start, end)), end


def _title_inside(
    tokens: Sequence[Token], sentence: Sentence, start: int, end: int
) -> tuple[int | None, int]:
    """The end of a title within a run of names, and where the name itself begins."""
    for at in range(start + 1, end):
        title = _title_end(tokens, sentence, at)
        if title is not None and title + 1 < end:
            return title, title + 1
    return None, start


def _person_entity(
    document: Document, tokens: Sequence[Token], sentence: Sentence, at: tuple[int, int, int, int]
) -> Entity:
    """The entity of a name with its title; `at`: modifiers, title, name, end."""
    first, title, start, end = at
    text = document.text
    name = " ".join(text[tokens[start].span.start : tokens[end - 1].span.end].split())
    held = first if _names_body(tokens[first:title]) else title
    office = text[tokens[held].span.start : tokens[start].span.start].strip() or None
    tail = OFFICE_TAIL.match(text, tokens[end - 1].span.end)
    if office is None:
        office = _office_behind(document, tokens, sentence, end)
    private = office is None or office.lower() in office_words().private
    country = next((c for t in tokens[first:title] if (c := country_of(t.text))), None)
    country = country or _country_behind(tokens, sentence, end, office)
    span = Span(tokens[first].span.start, tail.end() if tail else tokens[end - 1].span.end)
    if tail:
        return Entity(span, Party(f"{name}’s office", PartyKind.GOVERNMENT, None, country, office))
    kind = PartyKind.PERSON if private else PartyKind.OFFICIAL
    return Entity(span, Party(name, kind, None, country, office))


def _names_body(words: Sequence[Token]) -> bool:
    """Whether words before a title name the body that it is of: "Observatory director"."""
    return bool(words) and not any(
        word.entity in {"GPE", "NORP", "LOC"} or country_of(word.text) for word in words
    )


def _title_end(tokens: Sequence[Token], sentence: Sentence, at: int) -> int | None:
    """The last token of the title that begins here, or None."""
    best = None
    if tokens[at].lower not in title_starts():
        return None
    for last in range(at, min(at + LONGEST, sentence.last)):
        phrase = " ".join(t.text.lower() for t in tokens[at : last + 1])
        if phrase in office_words().titles or phrase.replace(" .", ".") in office_words().titles:
            best = last
    return best


def _modifier_start(tokens: Sequence[Token], sentence: Sentence, at: int) -> int:
    """Where the words before a title begin that tell whose it is ("Iraqi", "Special Forces")."""
    first = at
    while (
        first > sentence.first
        and tokens[first - 1].text[:1].isupper()
        and tokens[first - 1].pos in ("PROPN", "ADJ")
        and tokens[first - 1].entity != "DATE"
    ):
        first -= 1
    return first


CAPITALS: Final = 60  # words; longer runs of capitals are tables, and no names


def _name_end(tokens: Sequence[Token], sentence: Sentence, start: int) -> int:
    """Where a run of name words that begins at a token ends; `start` itself if none does."""
    end, farthest = start, min(sentence.last, start + CAPITALS)
    while end < farthest and _is_name_word(tokens, end, start, sentence):
        end += 1
    while end > start and tokens[end - 1].text.lower() in PARTICLES:
        end -= 1
    return end


def _is_name_word(tokens: Sequence[Token], at: int, start: int, sentence: Sentence) -> bool:
    """Is a token a word of a name: a capitalised proper noun, or a particle between two?"""
    token = tokens[at]
    if token.text.lower() in PARTICLES and at + 1 < sentence.last:
        joins = at > start or token.text.lower() in ("al", "el", "abu")
        follows = tokens[at + 1].text[:1].isalpha() or tokens[at + 1].text == "-"
        return joins and follows
    if not token.text[:1].isupper() or not token.text[:1].isalpha():
        return False
    if (
        token.entity in ("GPE", "NORP", "DATE", "ORG")
        and at > start
        and tokens[start].entity == "PERSON"
    ):
        return False
    return token.pos == "PROPN" or token.entity == "PERSON"


def _office_behind(
    document: Document, tokens: Sequence[Token], sentence: Sentence, end: int
) -> str | None:
    """The office behind a name: ", spokesman for the ministry," or None."""
    if end >= sentence.last:
        return None
    # "Rami Haddad head of the monitor": a text may have lost its commas.
    plain = OFFICE_NOUNS.fullmatch(tokens[end].lower) and _opens_body(tokens, end + 1, sentence)
    if tokens[end].text != "," and not plain:
        return None
    at = tokens[end].span.start if plain else tokens[end].span.end
    rest = document.text[at : sentence.span.end]
    clause = re.split(r",| (?:said|told|added|who)\b", rest, maxsplit=1)[0].strip(" .")
    return clause if OFFICE_NOUNS.search(clause) else None


def _opens_body(tokens: Sequence[Token], at: int, sentence: Sentence) -> bool:
    """Whether "of", "for" or "at" stands there, as between an office and its body."""
    return at < sentence.last and tokens[at].lower in {"of", "for", "at"}


def _country_behind(
    tokens: Sequence[Token], sentence: Sentence, end: int, office: str | None
) -> str | None:
    """The country named in the office behind a name."""
    if office is None:
        return None
    window = tokens[end : min(end + 12, sentence.last)]
    return next(_countries_of(window, office), None)


def _countries_of(window: Sequence[Token], office: str) -> Iterator[str]:
    for token in window:
        country = country_of(token.text) if token.text in office else None
        if country:
            yield country
