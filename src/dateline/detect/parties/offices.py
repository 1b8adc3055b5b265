"""The word lists of `offices.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.types import PartyKind


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
