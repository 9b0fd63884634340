"""Where the map looks: boxes of longitude and latitude turned into view states."""

import math
from dataclasses import dataclass
from enum import StrEnum

from components.dossier import Event
from components.lanes import Room

TILE = 512
"""Pixels of the world at zoom 0 in deck.gl's web Mercator."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees, WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def with_point(self, lat: float, lon: float) -> "Box":
        """The narrowest box that also holds a point, across 180 degrees if that is nearer.

        Longitudes of the box then go beyond 180.
        """
        boxes = [
            Box(
                min(self.west, east),
                min(self.south, lat),
                max(self.east, east),
                max(self.north, lat),
            )
            for east in (lon, lon + 360)
        ]
        return min(boxes, key=lambda box: box.east - box.west)


FOUR_ISLANDS = Box(144.9, 43.0, 149.0, 45.75)
"""The four islands with the end of Hokkaido and of Urup."""

NEIGHBOURHOOD = Box(139.0, 41.0, 158.0, 55.5)
"""The box in which the shoreline is detailed: Hokkaido to Kamchatka."""


class Focus(StrEnum):
    """A named place for the camera; the value stands in links."""

    PLACE = "place"
    ISLANDS = "islands"
    CHAIN = "chain"
    ETOROFU = "etorofu"
    KUNASHIRI = "kunashiri"
    SHIKOTAN = "shikotan"
    HABOMAI = "habomai"
    NEMURO = "nemuro-strait"
    SAKHALIN = "sakhalin"
    CAPITALS = "tokyo-moscow"


EVENT_FOCUSES = (Focus.PLACE, Focus.ISLANDS, Focus.CHAIN)
"""Where the map beside an event can look."""


BOXES = {
    Focus.ISLANDS: FOUR_ISLANDS,
    Focus.CHAIN: NEIGHBOURHOOD,
    Focus.ETOROFU: Box(146.75, 44.35, 149.0, 45.65),
    Focus.KUNASHIRI: Box(145.3, 43.55, 146.7, 44.6),
    Focus.SHIKOTAN: Box(146.5, 43.65, 147.05, 43.95),
    Focus.HABOMAI: Box(145.72, 43.28, 146.52, 43.7),
    Focus.NEMURO: Box(144.95, 43.2, 146.15, 44.6),
    Focus.SAKHALIN: Box(140.8, 45.2, 146.0, 54.6),
    Focus.CAPITALS: Box(34.0, 33.0, 150.0, 58.0),
}
"""What each named focus shows, in degrees."""

SIZES = {Room.PHONE: (330, 340), Room.TABLET: (360, 400), Room.DESKTOP: (600, 460)}
"""Width and height of the map in CSS pixels; the width is the least that it has."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A view state of deck.gl: centre in degrees and zoom (0 shows the world in 512 px)."""

    lat: float
    lon: float
    zoom: float


def fit(box: Box, width: int, height: int, margin: int = 28) -> Camera:
    """The camera that shows a box as large as it goes.

    Web Mercator as in https://deck.gl/docs/api-reference/core/web-mercator-viewport.

    Args:
        box: what must be seen, in degrees.
        width, height: the map in pixels.
        margin: pixels kept free on each side.
    """
    top, bottom = _mercator(box.north), _mercator(box.south)
    across = (box.east - box.west) / 360 * TILE
    down = (top - bottom) / (2 * math.pi) * TILE
    room = (width - 2 * margin) / max(across, 1e-9), (height - 2 * margin) / max(down, 1e-9)
    return Camera(
        lat=round(_latitude((top + bottom) / 2), 4),
        lon=round(((box.west + box.east) / 2 + 180) % 360 - 180, 4),
        zoom=round(min(*(math.log2(ratio) for ratio in room), 11.0), 2),
    )


def event_camera(event: Event, focus: Focus, room: Room) -> Camera:
    """The camera for an event.

    Args:
        event: the event; one without a place, or with a place among the islands, is seen
            as `Focus.ISLANDS`.
        focus: what the reader wants to see.
        room: decides the size of the map.
    """
    width, height = SIZES[room]
    if focus is Focus.CHAIN:
        return fit(NEIGHBOURHOOD, width, height, margin=0)
    here = event.lat is None or event.lon is None or FOUR_ISLANDS.holds(event.lat, event.lon)
    if focus is Focus.ISLANDS or here:
        return fit(FOUR_ISLANDS, width, height, margin=12)
    return fit(FOUR_ISLANDS.with_point(event.lat, event.lon), width, height, margin=48)


def named_camera(focus: Focus, size: tuple[int, int]) -> Camera:
    """The camera of a named focus.

    Args:
        focus: any but `Focus.PLACE`, which needs an event.
        size: width and height of the map in pixels.
    """
    return fit(BOXES[focus], *size, margin=8)


def close_up(lat: float, lon: float) -> Camera:
    """The camera for a place that a reader searched for."""
    return Camera(round(lat, 4), round(lon, 4), 8.5)


def to_pixel(lat: float, lon: float, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
    """Where a point lies on the map, in pixels from the left and the top.

    Of the copies of the world the one nearest to the centre counts.

    Args:
        lat, lon: the point in degrees.
        camera: where the map looks.
        size: width and height of the map in pixels.
    """
    world = TILE * 2**camera.zoom
    across = ((lon - camera.lon + 180) % 360 - 180) / 360 * world
    down = (_mercator(camera.lat) - _mercator(lat)) / (2 * math.pi) * world
    return size[0] / 2 + across, size[1] / 2 + down


def from_pixel(x: float, y: float, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
    """The point under a pixel of the map, as latitude and longitude in degrees."""
    world = TILE * 2**camera.zoom
    lon = camera.lon + (x - size[0] / 2) / world * 360
    lat = _latitude(_mercator(camera.lat) - (y - size[1] / 2) / world * 2 * math.pi)
    return lat, lon


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)
