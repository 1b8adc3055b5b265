"""Each language has every message, with the same places for values."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from dateline.serve.pages.rendering import LANGUAGES, message_catalogue

from .messages import Message, all_messages

OTHERS = tuple(code for code in LANGUAGES if code != "en")
PLACES = re.compile(r"%\(\w+\)s|%%")


def catalogue(language: str) -> Catalog:
    """The messages of a language."""
    path = files("dateline.serve.pages").joinpath("locale", f"{language}.po")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    held = catalogue(language)
    assert [] == sorted(
        (message for message in all_messages() if not translated(held, message)), key=str
    )


def translated(held: Catalog, message: Message) -> bool:
    """Does a catalogue hold a message, in every form?"""
    found = held.get(message if isinstance(message, str) else message[0])
    if found is None or not found.string:
        return False
    return isinstance(found.string, str) or all(found.string)


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_left_over(language: str) -> None:
    known = {message if isinstance(message, str) else message[0] for message in all_messages()}
    held = (one.id if isinstance(one.id, str) else one.id[0] for one in catalogue(language))
    assert [] == [one for one in held if one and one not in known]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_takes_the_same_values(language: str) -> None:
    for one in catalogue(language):
        if isinstance(one.id, str) and one.id:
            assert sorted(PLACES.findall(one.id)) == sorted(PLACES.findall(str(one.string)))
        elif one.id:
            for form in one.string or ():
                assert set(PLACES.findall(form)) <= {"%(num)s"}


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "تقرير"), (2, "تقريران"), (5, "5 تقارير"), (23, "23 تقريرًا"), (100, "100 تقرير")],
)
def test_arabic_counts_as_arabic_does(number: int, words: str) -> None:
    say = message_catalogue("ar").ngettext("%(num)s report", "%(num)s reports", number)
    assert words == say % {"num": number}


@pytest.mark.parametrize(
    ("asked", "language"), [("fr-CA,en;q=0.8", "fr"), ("de,ar;q=0.5", "ar"), ("de", "en")]
)
def test_the_language_is_the_first_that_the_browser_asks_for(
    client: TestClient, asked: str, language: str
) -> None:
    page = client.get("/", headers={"accept-language": asked}).text
    assert f'<html lang="{language}"' in page


def test_a_page_in_french_speaks_french(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "fr"}).text
    assert "Vue d’ensemble" in page
    assert "attentat-suicide" in page
    assert "Irak" in page
