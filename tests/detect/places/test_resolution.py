"""Which place a name stands for, weighed with the other names of made-up reports."""

from collections import Counter

import pytest

from dateline.detect.gazetteer.lookup import named
from dateline.detect.places.features import CONTEXT, STATIC, Name, field, shares, spread, support
from dateline.detect.places.recognition import Spot
from dateline.detect.places.resolution import Choice, choose, weigh, weights


def read(*names: str, hints: Counter[str] | None = None) -> dict[str, Choice]:
    """The choices for names that stand side by side in a text."""
    spots = [Spot(n, n + 1, name, named(name)) for n, name in enumerate(names)]
    choices = choose(spots, [None] * len(spots), hints or Counter(), sure=True)
    return dict(zip(names, choices, strict=True))


def names(*words: str) -> list[Name]:
    return [Name(w, named(w), frozenset(), (), (False,) * len(named(w))) for w in words]


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
    once = weigh(field(names("Paris", "Dallas", "Texas"), Counter()), weights())
    spots = [Spot(n, n + 1, "Paris", named("Paris")) for n in range(10)]
    spots += [Spot(10 + n, 11 + n, w, named(w)) for n, w in enumerate(("Dallas", "Texas"))]

    choices = choose(spots, [None] * len(spots), Counter(), sure=True)

    assert {c.known for c in choices[:10]} == {read("Paris", "Dallas", "Texas")["Paris"].known}
    assert len(once) == sum(len(named(w)) + 1 for w in ("Paris", "Dallas", "Texas"))


def test_a_town_is_meant_where_its_province_has_its_name() -> None:
    known = read("Homs", "Damascus", "Syria")["Homs"].known

    assert known is not None
    assert known.kind == "city"


def test_a_word_for_a_division_makes_it_the_province() -> None:
    spot = Spot(0, 1, "Homs", named("Homs"), "division")

    (choice,) = choose([spot], [None], Counter(), sure=True)

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
    at = field(names("Paris", "Tripoli", "Springfield"), Counter({"US": 2}))

    likely = weigh(at, weights())

    assert [pytest.approx(1.0)] * 3 == [likely[at.owner == n].sum() for n in range(3)]
    assert likely.shape == shares(at.owner, likely).shape
    assert (len(at.owner), len(CONTEXT)) == support(at, likely).shape
    assert (len(at.owner), len(STATIC)) == at.static.shape


def test_the_order_of_names_bears_on_nothing() -> None:
    forth, back = read("Paris", "Tripoli", "Lebanon"), read("Lebanon", "Tripoli", "Paris")

    assert {n: c.known for n, c in forth.items()} == {n: c.known for n, c in back.items()}


def test_long_texts_are_read_in_runs() -> None:
    many = names(*(["Springfield", "Paris", "Victoria"] * 20))

    runs = spread(many, 200)

    assert list(range(len(many))) == [n for run in runs for n in run]
    assert all(sum(len(many[n].known) + 1 for n in run) <= 200 for run in runs)
