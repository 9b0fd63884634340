"""Words on the map, set so that none covers another: arithmetic in pixels of a known camera."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from components.camera import Camera, to_pixel
from components.dossier import Island
from components.viewpoint import View, island_name

LETTER = 0.53
"""Mean width of a letter of the map's font, in parts of its size; measured in Chromium."""

WIDE_LETTER = 1.0
"""Width of a Japanese letter, in parts of the size."""

PAD = 3
"""Pixels kept free round each label."""


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words that belong to a point, in degrees.

    Attributes:
        text: the words.
        lat, lon: the point.
        weight: the lower, the sooner it is set.
        gap: pixels between the point and the words.
        size: height of the letters in pixels.
        strong: drawn in the accent colour.
    """

    text: str
    lat: float
    lon: float
    weight: int
    gap: float = 8
    size: int = 13
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label and where its centre stands off its point, in pixels right and down."""

    label: MapLabel
    dx: float
    dy: float


Frame = tuple[float, float, float, float]
Dot = tuple[float, float, float]


REACH = {"etorofu": 34, "kunashiri": 26, "shikotan": 24, "habomai": 26}
"""Pixels from the middle of an island to where its name may begin, at zoom 7."""


def island_labels(islands: Sequence[Island], view: View, camera: Camera) -> list[MapLabel]:
    """The names of the disputed islands, clear of their land."""
    scale = 2 ** (camera.zoom - 7)
    return [
        MapLabel(
            island_name(island, view),
            island.lat,
            island.lon,
            weight=1,
            gap=max(6, REACH[island.island_id] * scale),
        )
        for island in islands
    ]


def place_labels(
    labels: Sequence[MapLabel],
    camera: Camera,
    size: tuple[int, int],
    dots: Sequence[Dot] = (),
) -> list[PlacedLabel]:
    """Set the labels that fit.

    Args:
        labels: all that might be written.
        camera: where the map looks.
        size: width and height of the map in pixels.
        dots: latitude, longitude and radius in pixels of what must not be covered.

    Returns:
        Those that stand wholly on the map and cover no other, the weightiest first.
    """
    placed: list[PlacedLabel] = []
    taken = [_dot_frame(dot, camera, size) for dot in dots]
    for label in sorted(labels, key=lambda label: label.weight):
        x, y = to_pixel(label.lat, label.lon, camera, size)
        for dx, dy in _offsets(label, x, size):
            frame = frame_of(label, x + dx, y + dy)
            if _inside(frame, size) and not any(overlap(frame, other) for other in taken):
                placed.append(PlacedLabel(label, dx, dy))
                taken.append(frame)
                break
    return placed


def _dot_frame(dot: Dot, camera: Camera, size: tuple[int, int]) -> Frame:
    x, y = to_pixel(dot[0], dot[1], camera, size)
    return x - dot[2], y - dot[2], x + dot[2], y + dot[2]


def width_of(label: MapLabel) -> float:
    """Width of a label in pixels."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in label.text)
    narrow = len(label.text) - wide
    return label.size * (LETTER * narrow + WIDE_LETTER * wide)


def frame_of(label: MapLabel, x: float, y: float) -> Frame:
    """Left, top, right and bottom of a label whose centre is at a pixel."""
    half_width = width_of(label) / 2 + PAD
    half_height = label.size / 2 + PAD
    return x - half_width, y - half_height, x + half_width, y + half_height


def overlap(one: Frame, other: Frame) -> bool:
    """Whether two frames share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


RINGS = (0, 12, 26, 44, 64)
"""Pixels by which a label may stand farther off, if it has no room close by."""


def _offsets(label: MapLabel, x: float, size: tuple[int, int]) -> list[tuple[float, float]]:
    """Where the centre of a label may stand off its point, the best first.

    Above and below the point a label is pushed sideways as far as the map's edge asks, as
    long as it still reaches over the point.
    """
    half = width_of(label) / 2
    left, right = half + PAD - x, size[0] - half - PAD - x
    pushed = min(max(0.0, left), right) if left <= right else 0.0
    aside = pushed if abs(pushed) <= half else 0.0
    offsets = []
    for ring in RINGS:
        gap = label.gap + ring
        across, down = half + gap, label.size / 2 + gap
        slope = gap * math.sqrt(0.5)
        over, under = half + slope, label.size / 2 + slope
        offsets += [
            (across, 0),
            (over, under),
            (aside, down),
            (aside, -down),
            (-across, 0),
            (over, -under),
            (-over, under),
            (-over, -under),
        ]
    return offsets


def _inside(frame: Frame, size: tuple[int, int]) -> bool:
    return frame[0] >= 0 and frame[1] >= 0 and frame[2] <= size[0] and frame[3] <= size[1]
