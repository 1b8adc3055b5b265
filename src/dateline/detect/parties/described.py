"""Parties that are described: "Iran-aligned militias", "the interior ministry", "two officials"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.detect.gazetteer import country_of_people, places_named
from dateline.detect.parties.offices import office_words
from dateline.syntax.tree import NOMINAL, is_among, modified_noun
from dateline.types import Document, Entity, Party, PartyKind, Sentence, Span, Token
from dateline.vocabulary import word_list

# Nouns before a deed that tell whose it is, and the deeds and means that may be theirs.
OWNERS: Final = word_list("arguments.actors.owners")
OWNED: Final = word_list("arguments.actors.owned")
LABELS: Final = word_list("arguments.actors.labels")
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
        "monitor",
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
        tokens[first].text.lower() in SKIPPED or tokens[first].pos in ("PUNCT", "DET", "ADV")
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


def _owns_deed(tokens: Sequence[Token], word: Token) -> bool:
    """Whether a word before a noun tells whose deed or aircraft it is.

    "Rebel shelling", "regime warplanes", "government air strikes", but no "army base".
    """
    if is_among(word, LABELS):  # "terrorist shelling", but no "terrorist attack"
        deed = modified_noun(tokens, word)
        return is_among(deed, FIRED) or is_among(tokens[deed.i - 1], FIRED)
    return is_among(word, OWNERS) and is_among(modified_noun(tokens, word), OWNED)


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
        whose = before.text[:1].isupper() and modified_noun(tokens, before).i == owned
        inside = inside or (whose and owned != head.i)
        spaced = before.span.end < tokens[at].span.start  # "KIRKUK - Gunmen"
        if not inside or before.text in CLOSING or (before.text == "-" and spaced):
            break
        at -= 1
    return at


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
