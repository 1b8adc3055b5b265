"""What a browser keeps for the pages: language, theme, and who reviews where nobody logs in."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from dateline.serve.pages.rendering import LANGUAGES

THEMES: Final = ("auto", "light", "dark")
YEAR: Final = 365 * 24 * 3600
LONGEST: Final = 80  # characters of a name


def remember_reviewer(answer: Response, name: str) -> None:
    """Keep the name that judgements are signed with."""
    _keep_cookie(answer, "reviewer", quote(name.strip()[:LONGEST]))


def remember_look(answer: Response, language: str, theme: str) -> None:
    """Keep how pages are to look."""
    if language in LANGUAGES:
        _keep_cookie(answer, "language", language)
    if theme in THEMES:
        _keep_cookie(answer, "theme", theme)


def _keep_cookie(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, samesite="lax", httponly=True)


def reviewer_of(request: Request) -> str:
    """The name that judgements are signed with."""
    return unquote(request.cookies.get("reviewer", ""))[:LONGEST]


def theme_of(request: Request) -> str:
    """The theme: the one chosen, else as the system has it."""
    found = request.cookies.get("theme", "")
    return found if found in THEMES else THEMES[0]


def language_of(request: Request) -> str:
    """The language: the one chosen, else the first that the browser asks for and pages have."""
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    asked = request.headers.get("accept-language", "").split(",")
    codes = (word.split(";")[0].strip().split("-")[0].lower() for word in asked)
    return next((code for code in codes if code in LANGUAGES), "en")
