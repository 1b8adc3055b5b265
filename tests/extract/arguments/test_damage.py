"""What was damaged."""

from __future__ import annotations

import pytest
from small_documents import annotated, bombing, document, span

from dateline.extract.arguments import read_damage


def read(text: str) -> list[object]:
    """The values of the damage claims in the text of one event."""
    events = [bombing(span(text, text.split(maxsplit=1)[0]))]
    return [claim.value for _, claim in read_damage(document(text), annotated(text), events)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The rockets caused material damage to vehicles.", "material damage to vehicles"),
        ("The blast destroyed two houses.", "destroyed two houses"),
        ("Several shops were damaged in the blast.", "Several shops were damaged"),
        ("The rockets caused no casualties or damage.", "no casualties or damage"),
        ("The rockets caused no damage.", "no damage"),
        ("Officials had no reports of any damage.", "no reports of any damage"),
        ("There was no sign of damage to the bridge.", "no sign of damage to the bridge"),
        ("There were reports of damage to the bridge.", "damage to the bridge"),
    ],
)
def test_damage(text: str, value: str) -> None:
    """Damage is told in the text's own words, and that there was none is told as well."""
    assert [value] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The attack did damage to the country's reputation.",
        "The bomb could destroy homes.",
        "It does not appear that the bridge was damaged.",
        "The bridge does not seem to be damaged.",
    ],
)
def test_no_damage(text: str) -> None:
    """Harm to a reputation and harm that is only possible are no damage."""
    assert read(text) == []
