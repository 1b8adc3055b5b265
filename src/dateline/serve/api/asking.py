"""What a request to the API asks for: filters and the part of a list."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request, params
from fastapi.dependencies.utils import get_flat_params

from dateline.filter_grammar import (
    MOST_FILTERS,
    PARAMETERS,
    IncidentQuery,
    incident_query,
    refuse_unknown,
)
from dateline.serve.view import LARGEST_PAGE, ORDERS, PAGE, PageRequest
from dateline.types import Grade, Kind

CURSOR: Final = r"^([A-Za-z0-9_-]{1,800})?$"


def known_parameters(request: Request) -> None:
    """Refuse parameters that a route does not know.

    Raises:
        InputError: there is one; what is meant is said.
    """
    route = request.scope["route"]
    known = (
        field
        for field in get_flat_params(route.dependant)
        if isinstance(field.field_info, params.Query)
    )
    refuse_unknown(request.query_params.keys(), [field.alias for field in known])


def filter_description(name: str, schema: dict[str, Any]) -> Any:  # noqa: ANN401  what FastAPI takes
    """The description of a filter."""
    one = PARAMETERS[name]
    if one.many:
        schema = {"items": {"type": "string", **schema}, "maxItems": MOST_FILTERS}
    example: object = [one.example] if one.many else one.example
    return Query(alias=name, description=one.about, examples=[example], json_schema_extra=schema)


DEGREE: Final = r"-?\d{1,3}(\.\d{1,9})?"
FIGURES: Final = r"^(\d{1,7}|\d{1,7}\.\.(\d{1,7})?|\.\.\d{1,7})?$"
DAY: Final = {"pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
KINDS: Final = {"enum": [*(kind.value for kind in Kind), ""]}
GRADES: Final = {"enum": [*(grade.value for grade in Grade), ""]}
ROLES: Final = {"enum": ["main", "background", "all", ""]}
BOX: Final = {"pattern": rf"^({DEGREE},{DEGREE},{DEGREE},{DEGREE})?$"}
NEAR: Final = {"pattern": rf"^({DEGREE},{DEGREE},\d{{1,5}}(\.\d{{1,3}})?(km|m)?)?$"}
NAME: Final = {"maxLength": 200}


def asked_incidents(  # noqa: PLR0913, PLR0917  one parameter a filter
    request: Request,
    first: Annotated[str, filter_description("from", DAY)] = "",
    last: Annotated[str, filter_description("to", DAY)] = "",
    kinds: Annotated[list[str], filter_description("kind", KINDS)] = [],  # noqa: B006  FastAPI copies it
    grades: Annotated[list[str], filter_description("grade", GRADES)] = [],  # noqa: B006
    countries: Annotated[
        list[str], filter_description("country", {"pattern": "^([A-Za-z]{2})?$"})
    ] = [],  # noqa: B006
    role: Annotated[str, filter_description("role", ROLES)] = "",
    box: Annotated[str, filter_description("bbox", BOX)] = "",
    near: Annotated[str, filter_description("near", NEAR)] = "",
    actors: Annotated[list[str], filter_description("actor", NAME)] = [],  # noqa: B006
    outlets: Annotated[list[str], filter_description("outlet", NAME)] = [],  # noqa: B006
    killed: Annotated[str, filter_description("killed", {"pattern": FIGURES})] = "",
    wounded: Annotated[str, filter_description("wounded", {"pattern": FIGURES})] = "",
    text: Annotated[str, filter_description("text", NAME)] = "",
) -> IncidentQuery:
    """The filters of an address; the parameters stand here for the description only."""
    del first, last, kinds, grades, countries, role, box, near
    del actors, outlets, killed, wounded, text
    pairs = request.query_params.multi_items()
    return incident_query([(name, value) for name, value in pairs if name in PARAMETERS])


def asked_part(
    limit: Annotated[
        int, Query(ge=1, le=LARGEST_PAGE, description="At most so many items.", examples=[100])
    ] = PAGE,
    cursor: Annotated[
        str,
        Query(description="Where to go on: `next` of the part before.", pattern=CURSOR),
    ] = "",
) -> PageRequest:
    """The part of a list that is asked for."""
    return PageRequest(limit, cursor or None)


def asked_order(
    part: Annotated[PageRequest, Depends(asked_part)],
    order: Annotated[
        str,
        Query(
            description="By the first day: the earliest first, or the latest.",
            json_schema_extra={"enum": list(ORDERS)},
            pattern=f"^({'|'.join(ORDERS)})$",
        ),
    ] = ORDERS[0],
) -> PageRequest:
    """The part of an ordered list that is asked for."""
    return PageRequest(part.limit, part.cursor, order)


AskedIncidents = Annotated[IncidentQuery, Depends(asked_incidents)]
AskedPart = Annotated[PageRequest, Depends(asked_part)]
AskedOrder = Annotated[PageRequest, Depends(asked_order)]
