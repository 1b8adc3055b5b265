"""The words around a figure: is it older, newer, or a list of single victims."""

from __future__ import annotations

import re
from typing import Final

from dateline.reconcile.evidence import SourcedClaim

NEWER: Final = re.compile(
    r"\b(?:rose|risen|rises|rising|climbed|climbs|increased|raised|revised|updated|now|so far"
    r"|(?:brings|bringing|brought) the (?:death |overall |total )?toll)\b",
    re.IGNORECASE,
)
DIGIT: Final = re.compile(r"\d")
RISEN: Final = re.compile(
    r"\b(?:rose|risen|rises|rising|climbed|climbs|increased|raised|revised|updated"
    r"|(?:brings|bringing|brought) the (?:death |overall |total )?toll)\b",
    re.IGNORECASE,
)
# How a report about something else tells the toll as news of its own, and not in passing.
NEWS: Final = re.compile(
    r"\bnow (?:put|puts|say|says|stand|stands|stood|number|numbers|count|counts|at)\b"
    r"|\b(?:stands|stood|put) now\b",
    re.IGNORECASE,
)
OLDER: Final = re.compile(
    r"\b(?:earlier|initially|initial|previously|previous|at first|had put|up from)\b",
    re.IGNORECASE,
)
AGE: Final = re.compile(r"\d+[ -]years?[ -]old|, \d+\b")
NUMBER: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several)\b",
    re.IGNORECASE,
)
EACH: Final = re.compile(r"\s*(?:each|every|any)\b", re.IGNORECASE)
REACH: Final = 60  # characters around a figure in which "rose to" or "up from" speaks of it


def said(told: SourcedClaim) -> str:
    """The words of the figure itself."""
    at = told.claim.span.start - told.claim.quote.start
    return told.words[max(0, at) : max(0, told.claim.span.end - told.claim.quote.start)]


def near_words(told: SourcedClaim) -> str:
    """The words of the sentence around a figure."""
    at = told.claim.span.start - told.claim.quote.start
    end = told.claim.span.end - told.claim.quote.start
    return told.words[max(0, at - REACH) : end + REACH // 2]


def older(told: SourcedClaim) -> bool:
    """Is a figure told as one that no longer holds?"""
    return bool(OLDER.search(near_words(told)))


def is_news(told: SourcedClaim) -> bool:
    """Is a figure told as the toll of the day: "has risen to 170", "now put the dead at 170"?"""
    near = near_words(told)
    return bool(RISEN.search(near) or NEWS.search(near))


def is_each(told: SourcedClaim) -> bool:
    """Is one told of all alike, and nobody counted: "each victim was hit twice"?"""
    return bool(EACH.match(said(told)))


def is_list(told: SourcedClaim) -> bool:
    """Does a claim list single victims, and so perhaps not all: "his wife and her daughter"?"""
    words = said(told)
    return " and " in words and not NUMBER.search(AGE.sub("", words))
