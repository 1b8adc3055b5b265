"""The ledger as one HTML page that is opened from disk and needs no network.

Map, timeline, table, and each incident with its claims, contradictions and highlighted
sentences. All that stems from a report travels as JSON and is shown as text, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, TextIO

from markupsafe import Markup

from dateline import __version__
from dateline.types import Claim, Document, Finding, Incident, Link, ReportCoverage, SetAside, Span
from dateline.write.countries import built_text, country_by_code
from dateline.write.lines import WIDTHS, radius_metres

Row = Mapping[str, Any]  # one incident in the exchange form

QUESTIONS = (
    *("sub_kind", "when", "where", "origin", "damage"),
    *("killed", "wounded", "abducted", "arrested", "attackers_killed"),
)
MOST_LINKS = 6  # reasons of the strongest links; a large cluster would fill the page with them


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: incidents, the same in the exchange form, and what they rest on."""

    title: str
    incidents: Sequence[Incident]
    rows: Sequence[Row]
    documents: Mapping[str, Document]  # by report id
    set_aside: Sequence[SetAside]
    embedded: bool = False  # the map alone, for a frame in another page


def write_single_page(view: View, stream: TextIO) -> None:
    """Write a self-contained page.

    Raises:
        DatelineError: the build has not brought the front-end packages.
    """
    stream.write(
        _page_template().render(
            title=view.title,
            version=__version__,
            embedded=view.embedded,
            css=trusted_part("page.css"),
            js=trusted_part("page.js"),
            leaflet_css=npm_asset("leaflet.css"),
            leaflet_js=npm_asset("leaflet.js"),
            topojson_js=npm_asset("topojson-client.min.js"),
            world=inert_json(npm_asset("countries-50m.json")),
            data=inert_json(json.dumps(page_data(view), ensure_ascii=False)),
        )
    )


def _page_template() -> Any:  # noqa: ANN401 - jinja2 gives its own Template class no public stub
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415  the other forms do without

    environment = Environment(
        loader=PackageLoader("dateline.write", "page"), autoescape=True, keep_trailing_newline=True
    )
    return environment.get_template("page.html.j2")


def trusted_part(name: str) -> Markup:
    """A file of ours, trusted as it stands."""
    return Markup(files("dateline.write.page").joinpath(name).read_text("utf-8"))  # noqa: S704


@cache
def npm_asset(name: str) -> Markup:
    """A file that the build took from a pinned npm package."""
    return Markup(built_text(name))  # noqa: S704


def inert_json(text: str) -> Markup:
    """JSON that cannot end the script element it stands in."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def page_data(view: View) -> dict[str, Any]:
    """All that the page's script reads."""
    return {
        "reports": len(view.documents),
        "set_aside": [{"name": each.name, "reason": each.reason} for each in view.set_aside],
        "incidents": [
            incident_for_page(incident, row, view.documents)
            for incident, row in sorted(
                zip(view.incidents, view.rows, strict=True), key=lambda pair: dated_first(pair[1])
            )
        ],
    }


def dated_first(row: Row) -> tuple[str, str]:
    """Dated incidents first, by day."""
    return ((row["date"] or {}).get("start") or "9999", row["id"])


def incident_for_page(
    incident: Incident, row: Row, documents: Mapping[str, Document]
) -> dict[str, Any]:
    """An incident's exchange row with what only a page needs."""
    place = row["place"] or {}
    known = country_by_code(place.get("country"))
    shown = {name: value for name, value in row.items() if name != "statements"}
    return {
        **shown,
        "quotes": cited_sentences(row),
        "place": {**place, "country": known.name if known else place.get("country")}
        if place
        else None,
        "country_number": known.number if known else None,
        "radius": circle_radius(incident),
        "why": dict(finding_reasons(incident)),
        "links": link_reasons(incident.cluster.links),
        "told": [coverage_for_page(telling, incident, documents) for telling in incident.tellings],
    }


def cited_sentences(row: Row) -> dict[str, str]:
    """The sentences of the statements that contradictions and doubts cite, by id."""
    cited = {i for c in row["contradictions"] for side in c["sides"] for i in side["statements"]}
    cited.update(i for doubt in row["doubts"] for i in doubt["statements"])
    return {s["id"]: s["quote"] for s in row["statements"] if s["id"] in cited}


def circle_radius(incident: Incident) -> int | None:
    """How wide the place's circle is, in metres."""
    place = incident.where.value
    return radius_metres(place) if place and place.precision <= len(WIDTHS) else None


def finding_reasons(incident: Incident) -> Iterator[tuple[str, str]]:
    """The reason behind each finding that gives one."""
    for name in QUESTIONS:
        finding: Finding[Any] | None = getattr(incident, name)
        if finding is not None and finding.reason:
            yield name, finding.reason


def link_reasons(links: Sequence[Link]) -> list[str]:
    """The reasons for the strongest links, each sentence once."""
    strongest = sorted(links, key=lambda link: (-link.weight, link.left, link.right))
    reasons = [
        reason.text
        for link in strongest[:MOST_LINKS]
        for reason in sorted(link.reasons, key=lambda reason: -reason.weight)
    ]
    return list(dict.fromkeys(reasons))


def coverage_for_page(
    telling: ReportCoverage, incident: Incident, documents: Mapping[str, Document]
) -> dict[str, Any]:
    """What one report says of the incident: its sentences, with the words that count marked."""
    document = documents[telling.report]
    claims = sorted(
        (claim for claim in incident.claims if claim.report == telling.report),
        key=lambda claim: (claim.quote, claim.span, claim.id),
    )
    created = telling.created
    return {
        "report": telling.names[0],
        "title": document.title,
        "outlet": document.source.name if document.source else document.agency,
        "owner": document.source.owner if document.source else None,
        "reliability": telling.reliability.value,
        "role": telling.prominence.value,
        "created": created
        and {"start": created.first.isoformat(), "end": created.last.isoformat()},
        "quotes": [
            marked_quote(document, quote, tuple(group))
            for quote, group in groupby(claims, key=lambda claim: claim.quote)
        ],
    }


def marked_quote(document: Document, quote: Span, claims: Sequence[Claim]) -> dict[str, Any]:
    """A sentence, where its telling words stand in it, and what each says."""
    return {
        "text": document.text[quote.start : quote.end],
        "marks": sorted(
            {
                (claim.span.start - quote.start, claim.span.end - quote.start)
                for claim in claims
                if quote.start <= claim.span.start and claim.span.end <= quote.end
            }
        ),
        "facts": [
            {
                "field": claim.role.value,
                "value": document.text[claim.span.start : claim.span.end],
                "speaker": claim.speaker.name if claim.speaker else None,
                "modality": claim.modality.value,
            }
            for claim in claims
        ],
    }
