"""Templates, filled in the language and the theme that were asked for; everything is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from dateline import __version__
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.table import Figure, Headline
from dateline.types import Range

LANGUAGES: Final = {"en": "English", "fr": "Français", "ar": "العربية"}
RIGHT_TO_LEFT: Final = frozenset({"ar"})
MARKS: Final = {  # a sign beside each grade and standing, so that neither rests on colour alone
    "confirmed": "●",
    "fair": "◕",
    "weak": "◔",
    "doubtful": "◌",
    "contested": "◐",
    "discounted": "○",
    "corroborated": "●",
    "single-source": "◔",
    "disputed": "◐",
}
SECTIONS: Final = (  # of the navigation: address, name
    ("/", "Overview"),
    ("/review", "Review"),
    ("/contradictions", "Contradictions"),
    ("/changes", "Changes"),
    ("/sources", "Sources"),
    ("/searches", "Searches"),
    ("/accuracy", "Accuracy"),
    ("/jobs", "Jobs"),
    ("/settings", "Settings"),
)


def page_answer(template: str, asked: Asked, status: int = 200, **values: object) -> Response:
    """A template as a page in the language that was asked for.

    Args:
        template: its name without the ending.
        asked: what the browser asks.
        status: of the answer.
        **values: what the template shows.
    """
    filled = template_environment(asked.language).get_template(f"{template}.html.j2")
    return HTMLResponse(filled.render(asked=asked, name=asked.title, **values), status)


@cache
def template_environment(language: str) -> Environment:
    """The templates in a language."""
    environment = Environment(
        loader=PackageLoader("dateline.serve.pages", "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    catalogue = message_catalogue(language)
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # of i18n
    install(catalogue, newstyle=True)
    environment.globals.update(
        language=language,
        languages=LANGUAGES,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        marks=MARKS,
        sections=SECTIONS,
        version=__version__,
    )
    environment.filters.update(
        word=lambda name: catalogue.gettext(spaced_words(name)) if name else "",
        figure=figure_words,
        span=span_words,
        place=lambda value: place_words(value, country_names(language)),
        country=lambda code: country_names(language).get(code, code),
    )
    return environment


@cache
def message_catalogue(language: str) -> NullTranslations:
    """The catalogue of messages of a language; English needs none."""
    found = files("dateline.serve.pages").joinpath("locale", f"{language}.po")
    if language not in LANGUAGES or not found.is_file():
        return NullTranslations()
    # The text form is kept alone: a catalogue is compiled when it is first asked for.
    from babel.messages.mofile import write_mo  # noqa: PLC0415  English does without
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with found.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def spaced_words(name: object) -> str:
    """A name of a vocabulary as people write it."""
    return str(name).replace("_", " ")


def figure_words(value: Figure | Range | Mapping[str, Any] | None) -> str:
    """A figure: "12", "12 (10–15)", "24+"; nothing where nothing is stated."""
    if value is None:
        return ""
    low, best, high = (
        (value["low"], value["best"], value["high"])
        if isinstance(value, Mapping)
        else (value.low, value.best, value.high)
    )
    if low == high and best in {low, None}:
        return f"{low:,}"
    ends = f"{low:,}+" if high is None else f"{low:,}–{high:,}"
    return ends if best is None else f"{best:,} ({ends})"


def span_words(value: Headline | Mapping[str, Any] | None) -> str:
    """A day, or the first and the last; nothing where none is known."""
    if value is None:
        return ""
    first, last = (
        (value.first, value.last)
        if isinstance(value, Headline)
        else (value.get("start") or "", value.get("end") or "")
    )
    return first if first == last else f"{first} – {last}"


def place_words(
    value: Headline | Mapping[str, Any] | None, countries: Mapping[str, str] | None = None
) -> str:
    """A place from the smallest to the largest, each name once.

    Args:
        value: a place, or an incident with one.
        countries: names by code; without them the code stands.
    """
    if value is None:
        return ""
    site, city, admin1, code = (
        (value.site, value.city, value.admin1, value.country)
        if isinstance(value, Headline)
        else tuple(value.get(name) for name in ("site", "city", "admin1", "country"))
    )
    parts = (site, city, admin1, (countries or {}).get(code or "", code))
    return ", ".join(dict.fromkeys(part for part in parts if part))


@cache
def country_names(language: str) -> Mapping[str, str]:
    """The names of countries in a language, by code."""
    from babel import Locale  # noqa: PLC0415  only pages need it

    return dict(Locale(language).territories)
