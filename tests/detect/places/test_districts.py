"""Districts that are divisions of a province, and those that are parts of a town."""

from __future__ import annotations

import pytest

from dateline.types import PlaceKind
from detect.places.test_toponyms import found


@pytest.mark.parametrize(
    ("text", "words", "province"),
    [
        ("A mine went off in Sangin district of Helmand, Afghanistan.", "Sangin district",
         "Helmand"),
        ("Men in Makurdi fled from the Guma Local Government Area of Benue State.",
         "Guma Local Government Area", "Benue"),
        ("Soldiers came to Sagaing Region's Pale Township in Myanmar.",
         "Sagaing Region's Pale Township", "Sagaing"),
        ("Rebels shot a man in Bijapur district of Chhattisgarh. Raipur was quiet.",
         "Bijapur district", "Chhattisgarh"),
        ("Troops in Nigeria came to Shiroro Local Government Area from Minna.",
         "Shiroro Local Government Area", "Niger"),
        ("Fighters stormed the Nowhere district of Ghazni province, Afghanistan.",
         "Nowhere district", "Ghazni"),
    ],
)  # fmt: skip
def test_a_district_of_a_province_lies_in_no_town(text: str, words: str, province: str) -> None:
    place = found(text)[words]

    assert place is not None
    assert (PlaceKind.ADMIN2, province, None) == (place.kind, place.admin1, place.city)


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("A bomb went off in the Karrada district of Baghdad.", "Karrada district", "Baghdad"),
        ("A shell hit the Zuhour district of Mosul, Iraq.", "Zuhour district", "Mosul"),
        ("A bomb hit the Pul Hamzi neighbourhood of Kabul.", "Pul Hamzi neighbourhood", "Kabul"),
    ],
)
def test_a_district_of_a_town_lies_in_it(text: str, words: str, city: str) -> None:
    place = found(text)[words]

    assert city == (place and place.city)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("QUETTA: Gunmen took nine men in the Zard area of Mastung district in Pakistan.",
         "Zard area", "Mastung District"),
        ("SRINAGAR: Troops shot two men in the Dunu area of Kashmir's Shopian district.",
         "Dunu area", "Shupiyan"),
    ],
)  # fmt: skip
def test_an_area_of_a_district_lies_in_no_town(text: str, words: str, kind: str) -> None:
    """Neither in the town where the report was filed."""
    place = found(text)[words]

    assert place is not None
    assert (None, kind) == (place.city, place.admin2)


def test_an_area_of_the_district_told_before_is_put_in_no_town() -> None:
    text = "SRINAGAR: Two men were shot in Shopian district. Five fell in the Dunu area of the"

    assert found(f"{text} district.")["Dunu area"] is None


def test_an_unknown_district_has_no_point() -> None:
    place = found("Fighters stormed the Nowhere district of Ghazni province.")["Nowhere district"]

    assert place is not None
    assert (None, "Nowhere") == (place.lat, place.admin2)
