"""The API's description: OpenAPI with the exchange form in it, and pages that show it.

The pages need no network: Swagger UI comes with the package, and its start is a file of its own,
because no inline script runs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response

from dateline.errors import NotFoundError
from dateline.serve.api.models import EXCHANGE
from dateline.serve.service import Service

API: Final = "/api/v1"
ROUTES: Final = APIRouter()
ABOUT: Final = """\
The ledger over HTTP. Filters are the same everywhere: in the address of a page, here, and in an
export. A wrong parameter is answered by 422 and a sentence, never by an empty list.
"""
PAGE: Final = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of Dateline</title>
<link rel="stylesheet" href="{API}/docs/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="{API}/docs/swagger-ui-bundle.js"></script>
<script src="{API}/docs/start.js"></script>
</html>
"""
START: Final = f"""window.ui = SwaggerUIBundle({{
  url: "{API}/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
}});
"""
BUILT: Final = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
}
REFERENCE: Final = f"#/components/schemas/{EXCHANGE}"


@ROUTES.get("/docs")
def show_docs() -> Response:
    """The description for people."""
    return HTMLResponse(PAGE)


@ROUTES.get("/docs/start.js")
def start_docs() -> Response:
    """What starts the page of the description."""
    return Response(START, media_type="text/javascript; charset=utf-8")


@ROUTES.get("/docs/{name}")
def get_docs_file(name: str, service: Service) -> Response:
    """A file of Swagger UI."""
    if name not in BUILT:
        raise NotFoundError(f"expected a file of {', '.join(BUILT)}, found {name!r}")
    return Response(service.actions.built(name), media_type=BUILT[name])


@ROUTES.get("/openapi.json")
def get_description(request: Request, service: Service) -> Response:
    """The description for programs; it is made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "description"):
        state.description = describe_api(request.app, service.actions.row_schema())
    return JSONResponse(state.description)


def describe_api(app: FastAPI, exchange: Mapping[str, Any]) -> dict[str, Any]:
    """An application's description, with the schema of the exchange form in its place.

    Args:
        app: the application, with all its routes.
        exchange: the JSON Schema of an incident in the exchange form.
    """
    plain = {name: part for name, part in exchange.items() if name not in {"$schema", "$id"}}
    found = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    for unused in ("HTTPValidationError", "ValidationError"):
        found["components"]["schemas"].pop(unused, None)
    described: dict[str, Any] = filled_description(found)
    described["components"]["schemas"][EXCHANGE] = moved_schema(plain)
    return described


def moved_schema(schema: Any) -> Any:  # noqa: ANN401  what JSON holds
    """A schema whose references hold where it stands in the description."""
    if isinstance(schema, dict):
        return {
            name: value.replace("#/", f"{REFERENCE}/")
            if name == "$ref" and isinstance(value, str)
            else moved_schema(value)
            for name, value in schema.items()
        }
    return [moved_schema(one) for one in schema] if isinstance(schema, list) else schema


def filled_description(schema: Any) -> Any:  # noqa: ANN401  what JSON holds
    """A description with the exchange form in the places kept for it."""
    if isinstance(schema, dict):
        if schema.get("x-dateline") == EXCHANGE:
            return {"$ref": REFERENCE}
        return {name: filled_description(value) for name, value in schema.items()}
    return [filled_description(one) for one in schema] if isinstance(schema, list) else schema
