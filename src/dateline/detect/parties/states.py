"""States that act or speak: "Turkey blamed", "carried out by Israel", "an Israeli air strike"."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.detect.gazetteer import country_by_code, country_of_people, places_named
from dateline.syntax.tree import is_among, modified_noun
from dateline.types import Document, Entity, Party, PartyKind, Sentence, Span, Token
from dateline.vocabulary import word_list

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
        and is_among(deed, STATE_MEANS)
        and any(t.dep == "prep" and t.lower in STRUCK for t in struck)
    )


def _acting_people(tokens: Sequence[Token], word: Token) -> str | None:
    """The country of a people whose deed or aircraft the next noun tells, or None.

    In "Russian and Syrian air strikes" both are meant.
    """
    first = tokens[word.head] if word.dep == "conj" and word.pos in {"ADJ", "PROPN"} else word
    deed = modified_noun(tokens, first)
    means = (t for t in tokens[first.i + 1 : deed.i] if t.dep == "compound" and t.head == deed.i)
    own = is_among(deed, STATE_MEANS) or any(is_among(t, STATE_WEAPONS) for t in means)
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
