"""Which place a name stands for, weighed with the other names of made-up reports."""

from collections import Counter

import pytest

from dateline.detect.gazetteer.lookup import places_named
from dateline.detect.places.recognition import ToponymMention
from dateline.detect.places.resolution import (
    CONTEXT,
    STATIC,
    AmbiguousName,
    Resolution,
    choose_readings,
    context_support,
    lay_out_readings,
    likelihood_shares,
    reading_runs,
    resolution_weights,
    weigh_readings,
)


def read(*names: str, hints: Counter[str] | None = None) -> dict[str, Resolution]:
    """The choices for names that stand side by side in a text."""
    spots = [ToponymMention(n, n + 1, name, places_named(name)) for n, name in enumerate(names)]
    choices = choose_readings(spots, [None] * len(spots), hints or Counter(), sure=True)
    return dict(zip(names, choices, strict=True))


def names(*words: str) -> list[AmbiguousName]:
    return [
        AmbiguousName(w, places_named(w), frozenset(), (), (False,) * len(places_named(w)))
        for w in words
    ]


@pytest.mark.parametrize(
    ("name", "others", "country"),
    [
        ("Tripoli", ("Beirut", "Sidon", "Lebanon"), "LB"),
        ("Tripoli", ("Benghazi", "Misrata", "Libya"), "LY"),
        ("Paris", ("Texas", "Dallas", "Sulphur Springs"), "US"),
        ("Paris", ("Lyon", "Marseille"), "FR"),
        ("Georgia", ("Tbilisi", "Gori", "Russia"), "GE"),
        ("Georgia", ("Atlanta", "Savannah", "Alabama"), "US"),
        ("Valencia", ("Caracas", "Maracay", "Venezuela"), "VE"),
    ],
)
def test_the_other_names_of_a_text_decide_between_namesakes(
    name: str, others: tuple[str, ...], country: str
) -> None:
    known = read(name, *others)[name].known

    assert known is not None
    assert known.country == country


def test_a_name_told_ten_times_does_not_bear_itself_out() -> None:
    once = weigh_readings(
        lay_out_readings(names("Paris", "Dallas", "Texas"), Counter()), resolution_weights()
    )
    spots = [ToponymMention(n, n + 1, "Paris", places_named("Paris")) for n in range(10)]
    spots += [
        ToponymMention(10 + n, 11 + n, w, places_named(w))
        for n, w in enumerate(("Dallas", "Texas"))
    ]

    choices = choose_readings(spots, [None] * len(spots), Counter(), sure=True)

    assert {c.known for c in choices[:10]} == {read("Paris", "Dallas", "Texas")["Paris"].known}
    assert len(once) == sum(len(places_named(w)) + 1 for w in ("Paris", "Dallas", "Texas"))


def test_a_town_is_meant_where_its_province_has_its_name() -> None:
    known = read("Homs", "Damascus", "Syria")["Homs"].known

    assert known is not None
    assert known.kind == "city"


def test_a_word_for_a_division_makes_it_the_province() -> None:
    spot = ToponymMention(0, 1, "Homs", places_named("Homs"), "division")

    (choice,) = choose_readings([spot], [None], Counter(), sure=True)

    assert choice.known is not None
    assert choice.known.kind == "admin1"


def test_the_country_is_meant_where_a_town_in_it_shares_its_name() -> None:
    known = read("Mexico", "Guadalajara", "Tijuana", "Culiacan")["Mexico"].known

    assert known is not None
    assert known.kind == "country"


def test_an_unknown_name_says_that_none_is_known() -> None:
    choice = read("Qwrtzpolis")["Qwrtzpolis"]

    assert (choice.known, choice.reason) == (None, "no place of this name is known")


def test_the_likelihoods_of_a_name_add_to_one() -> None:
    at = lay_out_readings(names("Paris", "Tripoli", "Springfield"), Counter({"US": 2}))

    likely = weigh_readings(at, resolution_weights())

    assert [pytest.approx(1.0)] * 3 == [likely[at.owner == n].sum() for n in range(3)]
    assert likely.shape == likelihood_shares(at.owner, likely).shape
    assert (len(at.owner), len(CONTEXT)) == context_support(at, likely).shape
    assert (len(at.owner), len(STATIC)) == at.static.shape


def test_the_order_of_names_bears_on_nothing() -> None:
    forth, back = read("Paris", "Tripoli", "Lebanon"), read("Lebanon", "Tripoli", "Paris")

    assert {n: c.known for n, c in forth.items()} == {n: c.known for n, c in back.items()}


def test_long_texts_are_read_in_runs() -> None:
    many = names(*(["Springfield", "Paris", "Victoria"] * 20))

    runs = reading_runs(many, 200)

    assert list(range(len(many))) == [n for run in runs for n in run]
    assert all(sum(len(many[n].known) + 1 for n in run) <= 200 for run in runs)
