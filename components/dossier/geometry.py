"""Shapes and patterns of the maps, as files for the browser, named by their content."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from components.dossier.store import DATA_FOLDER

SHORELINE = "shoreline.geojson"
CLICK_AREAS = "click_areas.geojson"
PATTERNS = "patterns.png"
ASSET_PATH = "assets"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of shapes or patterns for the browser.

    Attributes:
        name: file name with a mark of the content in it, so that it may be kept for ever.
        body: the bytes, compressed with gzip.
    """

    name: str
    body: bytes

    @property
    def url(self) -> str:
        """The address, relative to any page of the site."""
        return f"{ASSET_PATH}/{self.name}"


@lru_cache(maxsize=8)
def asset(file: str, folder: Path = DATA_FOLDER) -> Asset:
    """Read one file for the browser.

    Args:
        file: `SHORELINE`, `CLICK_AREAS` or `PATTERNS`.
        folder: the data folder.
    """
    path = folder / file
    content = path.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:12]
    # A fixed time of change keeps the bytes the same in every process.
    return Asset(f"{path.stem}-{mark}{path.suffix}", gzip.compress(content, 9, mtime=0))


@lru_cache(maxsize=64)
def shapes_of(island_id: str, folder: Path = DATA_FOLDER) -> list[tuple[float, float]]:
    """The points of an island's shore, or of all islands of a group.

    Args:
        island_id: `island` or `area` of the shapes.
        folder: the data folder.

    Returns:
        (latitude, longitude) in degrees; empty if the shoreline has no such island.
    """
    points: list[tuple[float, float]] = []
    for feature in _features(folder):
        if island_id in feature["properties"].values():
            points.extend((lat, lon) for lon, lat in _flat(feature["geometry"]["coordinates"]))
    return points


@dataclass(frozen=True, slots=True)
class Polygon:
    """The outline of one island or coast: its area of the map ('' for undisputed land).

    `points` are (longitude, latitude) in degrees.
    """

    area: str
    points: tuple[tuple[float, float], ...]


@lru_cache(maxsize=8)
def polygons(folder: Path = DATA_FOLDER) -> tuple[Polygon, ...]:
    """All outlines of the shoreline, without holes.

    Args:
        folder: the data folder.
    """
    found = []
    for feature in _features(folder):
        geometry = feature["geometry"]
        parts = geometry["coordinates"]
        rings = [part[0] for part in parts] if geometry["type"] == "MultiPolygon" else [parts[0]]
        found += [
            Polygon(feature["properties"]["area"], tuple((lon, lat) for lon, lat, *_ in ring))
            for ring in rings
        ]
    return tuple(found)


@lru_cache(maxsize=64)
def area_of(island_id: str, folder: Path = DATA_FOLDER) -> str:
    """The area of the map in which an island lies, or '' if the shoreline has no such island.

    Args:
        island_id: an island, or one of the areas.
        folder: the data folder.
    """
    for feature in _features(folder):
        properties = feature["properties"]
        if island_id in (properties["island"], properties["area"]):
            return properties["area"]
    return ""


@lru_cache(maxsize=8)
def _features(folder: Path) -> list[dict]:
    return json.loads((folder / SHORELINE).read_text(encoding="utf-8"))["features"]


def _flat(coordinates: list) -> Iterator[list[float]]:
    """The positions of a geometry, however deep they lie."""
    if coordinates and isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _flat(part)
    else:
        yield coordinates


@lru_cache(maxsize=8)
def shoreline_source(folder: Path = DATA_FOLDER) -> tuple[str, str]:
    """Where the shoreline comes from and under which licence it stands."""
    shapes = json.loads((folder / SHORELINE).read_text(encoding="utf-8"))
    return shapes["source"], shapes["licence"]
