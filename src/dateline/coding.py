"""The codes that other schemas and the gazetteer have for what an incident holds."""

from __future__ import annotations

from functools import cache
from typing import Final

from dateline.types import Kind, Place
from dateline.write.lines import Codes, Coding, Division


@cache
def codes_of_kind(kind: Kind, sub_kind: str | None) -> Codes:
    """What other schemas call a kind."""
    from dateline.extract.ontology import acled_codes, gtd_code, plover_codes  # noqa: PLC0415  few forms ask for codes

    return Codes(acled_codes(kind, sub_kind), plover_codes(kind), gtd_code(kind))


def division_codes(place: Place) -> Division:
    """The codes of a place's divisions."""
    return Division(
        division_code("admin1", place.admin1, place.country),
        division_code("admin2", place.admin2, place.country),
    )


@cache
def division_code(kind: str, name: str | None, country: str | None) -> str | None:
    """The GeoNames id of the one division of a name in a country; None for none or several."""
    from dateline.detect.gazetteer import places_named  # noqa: PLC0415  see above

    found = {
        known.ref.partition(":")[2]
        for known in (places_named(name) if name else ())
        if known.kind == kind and known.country == country and known.name == name
    }
    return found.pop() if len(found) == 1 else None


CODING: Final = Coding(codes_of_kind, division_codes)
