"""What became of rockets, missiles and drones."""

from __future__ import annotations

import pytest
from small_documents import annotated, bombing, document, span

from dateline.extract.arguments import read_outcomes
from dateline.types import Count, Interception, Salvos, Value


def read(text: str) -> list[tuple[str, Value]]:
    """Role and value of each outcome in the text of one event."""
    events = [bombing(span(text, text.split(maxsplit=1)[0]))]
    found = read_outcomes(document(text), annotated(text), events)
    return [(claim.role.value, claim.value) for _, claim in found]


def one(value: int) -> Count:
    """An exact count."""
    return Count(value, value, value)


SEVERAL = Count(3, 9, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Several rockets were fired at the base.", [("fired", SEVERAL)]),
        ("Rebels launched 12 drones at the port.", [("fired", one(12))]),
        ("The camp was hit by two salvos of rockets.", [("fired", Salvos(one(2)))]),
        ("A barrage of rockets was fired.", [("fired", Salvos(one(1)))]),
        ("Three rockets landed outside the camp.", [("landed", one(3))]),
        ("Two of the missiles failed to explode.", [("failed", one(2))]),
        (
            "Air defences shot down nine drones.",
            [("intercepted", Interception(one(9), "Air defences"))],
        ),
        (
            (
                "At least three of the seven rockets fired from the hills were intercepted by "
                "the Iron Dome system."
            ),
            [
                ("intercepted", Interception(Count(3, None, 3), "Iron Dome system")),
                ("fired", one(7)),
            ],
        ),
    ],
)
def test_outcomes(text: str, expected: list[tuple[str, Value]]) -> None:
    """Fired, landed, failed and intercepted weapons are told apart, and salvos from rockets."""
    assert expected == read(text)


@pytest.mark.parametrize(
    "text",
    ["Rebels threatened to fire 100 rockets.", "The mayor fired three aides."],
)
def test_no_outcome(text: str) -> None:
    """Threats are no outcomes, nor is whatever else is fired."""
    assert read(text) == []
