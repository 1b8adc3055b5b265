"""The map: incidents gathered where they lie close, each place as wide as what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan, degrees, pi, sinh
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dateline.serve.pages.table import Headline

CELL: Final = 64  # pixels within which incidents are gathered
TILE: Final = 256  # pixels that the world is wide at zoom 0
# Metres for the five steps of precision where the gazetteer gives no radius.
WIDTHS: Final = (1_000, 1_000, 15_000, 40_000, 100_000)
COUNTRY_STEP: Final = 6  # from here on no more than the country is known
FARTHEST: Final = 85.0  # degrees that the projection reaches
MOST_LISTED: Final = 8  # incidents that a gathered point names
MOST_NAMED: Final = 50  # incidents of a point by which it is named
HIGHEST_ZOOM: Final = 18

Box = tuple[float, float, float, float]  # west, south, east, north
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacedLines:
    """The incidents of a selection that stand on the map, and those known by a country alone."""

    lines: tuple[Headline, ...]
    lat: Numbers
    lon: Numbers
    x: Numbers  # on the square of the web's maps, from 0 to 1
    y: Numbers
    countries: tuple[tuple[str, int], ...]
    unplaced: int


def placed_lines(lines: Sequence[Headline]) -> PlacedLines:
    """Where the incidents of a selection stand."""
    placed = tuple(line for line in lines if _has_point(line))
    lat = np.array([line.lat for line in placed], dtype=float)
    lon = np.array([line.lon for line in placed], dtype=float)
    held = np.radians(np.clip(lat, -FARTHEST, FARTHEST))
    return PlacedLines(
        placed,
        lat,
        lon,
        (lon + 180) / 360,
        (1 - np.arcsinh(np.tan(held)) / pi) / 2,
        tuple(incidents_by_country(lines)),
        sum(not line.country for line in lines),
    )


def map_answer(placed: PlacedLines, zoom: int, box: Box | None) -> dict[str, Any]:
    """What the map shows: points, countries, and how many have no place."""
    seen = (
        np.arange(len(placed.lines)) if box is None else np.flatnonzero(points_within(placed, box))
    )
    return {
        "points": [gathered_point(placed, cell) for cell in map_cells(placed, seen, zoom)],
        "countries": dict(placed.countries),
        "placed": len(placed.lines),
        "unplaced": placed.unplaced,
    }


def _has_point(line: Headline) -> bool:
    """Is more known of its place than the country?"""
    return line.step < COUNTRY_STEP and line.lat is not None and line.lon is not None


def points_within(placed: PlacedLines, box: Box) -> Any:  # noqa: ANN401  an array of truths
    """Which points lie in a box, which may go over the date line?"""
    west, south, east, north = box
    inside = (placed.lat >= south) & (placed.lat <= north)
    around = np.zeros(len(placed.lines), dtype=bool)
    for turn in (-360, 0, 360):
        around |= (placed.lon + turn >= west) & (placed.lon + turn <= east)
    return inside & around


def map_cells(placed: PlacedLines, seen: Any, zoom: int) -> list[Any]:  # noqa: ANN401  numbers of lines
    """The incidents that are seen, gathered by the cell of a grid that they lie in."""
    if not len(seen):
        return []
    scale = TILE * 2**zoom / CELL
    column = np.floor(placed.x[seen] * scale).astype(np.int64)
    row = np.floor(placed.y[seen] * scale).astype(np.int64)
    key = row * (1 << 32) + column
    order = np.argsort(key, kind="stable")
    return np.split(seen[order], np.flatnonzero(np.diff(key[order])) + 1)


def gathered_point(placed: PlacedLines, cell: Any) -> dict[str, Any]:  # noqa: ANN401  numbers of lines
    """A gathered point as the map's script reads it."""
    lat, lon = unprojected_point(float(placed.x[cell].mean()), float(placed.y[cell].mean()))
    some = [placed.lines[at] for at in cell[:MOST_NAMED]]
    answer: dict[str, Any] = {
        "lat": round(lat, 5),
        "lon": round(lon, 5),
        "count": len(cell),
        "name": commonest_name(some),
    }
    if np.ptp(placed.lat[cell]) == 0 and np.ptp(placed.lon[cell]) == 0:
        first = some[0]
        answer |= {"radius": first.radius or WIDTHS[first.step - 1], "step": first.step}
        answer |= {"incidents": [point_entry(line) for line in some[:MOST_LISTED]]}
    return answer


def unprojected_point(x: float, y: float) -> tuple[float, float]:
    """The latitude and longitude of a point on the square."""
    return degrees(atan(sinh(pi * (1 - 2 * y)))), x * 360 - 180


def commonest_name(lines: Sequence[Headline]) -> str:
    """The name that most incidents of a point share."""
    counted: dict[str, int] = {}
    for line in lines:
        name = line.city or line.admin1 or line.site or line.country
        counted[name] = counted.get(name, 0) + 1
    return min(counted, key=lambda name: (-counted[name], name))


def point_entry(line: Headline) -> dict[str, str]:
    """An incident in the list of a point."""
    return {"id": line.id, "kind": line.kind, "first": line.first, "grade": line.grade}


def incidents_by_country(lines: Iterable[Headline]) -> Iterator[tuple[str, int]]:
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
