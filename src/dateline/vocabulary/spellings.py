"""Keys by which spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

APOSTROPHES: Final = re.compile("['’‘`´ʿʾʻʼ\"“”.]")
BREAKS: Final = re.compile(r"[\W_]+")
ARTICLES: Final = re.compile(r"\b(?:al|el|ul|as|ash|ad|at|ar|az|an|adh|ed|es|er|ez|en|esh|ech) ")
# In this order: digraphs before the letters that they are made of.
SOUNDS: Final = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "j"), ("dj", "j"),
    ("tch", "ch"), ("sch", "sh"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("ey", "i"),
    ("ei", "i"), ("ai", "e"), ("ay", "e"), ("aw", "u"), ("au", "u"), ("ow", "u"), ("q", "k"),
    ("ck", "k"), ("c", "k"), ("y", "i"), ("w", "v"), ("o", "u"), ("z", "s"),
)  # fmt: skip
LETTERS: Final = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a"}
SHORT: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
DOUBLE: Final = re.compile(r"([a-z])\1+")
WEAK_END: Final = re.compile(r"(?:ah|eh|a|e|h)\b")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The name in small letters without accents, apostrophes, points and hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(LETTERS.get(c, c) for c in plain if not unicodedata.combining(c))
    words = BREAKS.sub(" ", APOSTROPHES.sub("", plain)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(SHORT.get(word, word) for word in words)


def plain_letters(name: str) -> str:
    """The name in letters without marks, as news in English writes it ("Ţarţūs": "Tartus")."""
    parts = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("’", "'"))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return re.sub("[‘`ʿʾʻ]", "", bare).strip("'")


@lru_cache(maxsize=65536)
def loose_key(name: str) -> str:
    """The key with differences of transliteration taken off, "" where little is left."""
    text = ARTICLES.sub("", name_key(name) + " ").strip()
    for old, new in SOUNDS:
        text = text.replace(old, new)
    text = DOUBLE.sub(r"\1", text)
    text = WEAK_END.sub("", text).replace(" ", "")
    return text if len(text) >= SHORTEST else ""


SHORTEST: Final = 4
