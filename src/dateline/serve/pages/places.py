"""The map: incidents gathered where they lie close, each place as wide as what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import asinh, atan, degrees, pi, radians, sinh, tan
from typing import Any, Final

from dateline.serve.pages.table import Headline

CELL: Final = 64  # pixels within which incidents are gathered
TILE: Final = 256  # pixels that the world is wide at zoom 0
# Metres for the five steps of precision where the gazetteer gives no radius.
WIDTHS: Final = (1_000, 1_000, 15_000, 40_000, 100_000)
COUNTRY_STEP: Final = 6  # from here on no more than the country is known
FARTHEST: Final = 85.0  # degrees that the projection reaches
MOST_LISTED: Final = 8  # incidents that a gathered point names
HIGHEST_ZOOM: Final = 18

Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(slots=True)
class Gathered:
    """Incidents that lie close on the map."""

    x: float = 0.0
    y: float = 0.0
    lines: list[Headline] = field(default_factory=list)


def map_answer(lines: Sequence[Headline], zoom: int, box: Box | None) -> dict[str, Any]:
    """What the map shows: points, countries, and how many have no place."""
    placed = [line for line in lines if _has_point(line)]
    seen = [line for line in placed if box is None or _within(line, box)]
    cells = _gather(seen, min(max(zoom, 0), HIGHEST_ZOOM))
    return {
        "points": [_point(cell) for cell in cells],
        "countries": dict(_countries(lines)),
        "placed": len(placed),
        "unplaced": sum(not line.country for line in lines),
    }


def _has_point(line: Headline) -> bool:
    """Is more known of its place than the country?"""
    return line.lat is not None and line.lon is not None and line.step < COUNTRY_STEP


def _within(line: Headline, box: Box) -> bool:
    """Does a point lie in a box, which may go over the date line?"""
    west, south, east, north = box
    lat, lon = line.lat or 0.0, line.lon or 0.0
    return south <= lat <= north and any(west <= lon + turn <= east for turn in (-360, 0, 360))


def _gather(lines: Iterable[Headline], zoom: int) -> list[Gathered]:
    """Incidents by the cell of the grid that they lie in."""
    scale = TILE * 2**zoom / CELL
    cells: dict[tuple[int, int], Gathered] = {}
    for line in lines:
        x, y = _projected(line.lat or 0.0, line.lon or 0.0)
        cell = cells.setdefault((int(x * scale), int(y * scale)), Gathered())
        cell.x += x
        cell.y += y
        cell.lines.append(line)
    return list(cells.values())


def _projected(lat: float, lon: float) -> tuple[float, float]:
    """A point on the square of the web's maps, from 0 to 1."""
    held = min(max(lat, -FARTHEST), FARTHEST)
    return (lon + 180) / 360, (1 - asinh(tan(radians(held))) / pi) / 2


def _unprojected(x: float, y: float) -> tuple[float, float]:
    """The latitude and longitude of a point on the square."""
    return degrees(atan(sinh(pi * (1 - 2 * y)))), x * 360 - 180


def _point(cell: Gathered) -> dict[str, Any]:
    """A gathered point as the map's script reads it."""
    lines, first = cell.lines, cell.lines[0]
    among = len(lines)
    lat, lon = _unprojected(cell.x / among, cell.y / among)
    spots = {(line.lat, line.lon) for line in lines}
    answer: dict[str, Any] = {
        "lat": round(lat, 5),
        "lon": round(lon, 5),
        "count": among,
        "name": _commonest(lines),
    }
    if len(spots) == 1:
        answer |= {"radius": first.radius or WIDTHS[first.step - 1], "step": first.step}
        answer |= {"incidents": [_listed(line) for line in lines[:MOST_LISTED]]}
    return answer


def _commonest(lines: Sequence[Headline]) -> str:
    """The name that most incidents of a point share."""
    counted: dict[str, int] = {}
    for line in lines:
        name = line.city or line.admin1 or line.site or line.country
        counted[name] = counted.get(name, 0) + 1
    return min(counted, key=lambda name: (-counted[name], name))


def _listed(line: Headline) -> dict[str, str]:
    """An incident in the list of a point."""
    return {"id": line.id, "kind": line.kind, "first": line.first, "grade": line.grade}


def _countries(lines: Iterable[Headline]) -> Iterator[tuple[str, int]]:
    """How many incidents are known by their country alone, by its code."""
    counted: dict[str, int] = {}
    for line in lines:
        if line.country and not _has_point(line):
            counted[line.country] = counted.get(line.country, 0) + 1
    yield from sorted(counted.items())


def box_of(words: str) -> Box | None:
    """The box of an address: four numbers with commas between them."""
    parts: Mapping[int, str] = dict(enumerate(words.split(",")))
    try:
        west, south, east, north = (float(parts[at]) for at in range(4))
    except (KeyError, ValueError):
        return None
    return west, south, east, north
