"""The camera: what it is asked to show lies inside the picture, and fills it."""

import json
import math

import pytest

from components.camera import (
    FOUR_ISLANDS,
    NEIGHBOURHOOD,
    SIZES,
    Box,
    Camera,
    Focus,
    event_camera,
    fit,
)
from components.dossier import Dossier, Event
from components.lanes import Room
from components.map import build_deck

WORLD = 512
"""Pixels of the world at zoom 0."""
ROUNDING = 1.5
"""Pixels by which a camera may be off for having few decimals."""


def _pixel(
    lat: float, lon: float, camera: Camera, width: float, height: float
) -> tuple[float, float]:
    """Web Mercator: where a point stands in the picture, from its top left corner."""

    def world(lat: float, lon: float) -> tuple[float, float]:
        sine = math.sin(math.radians(lat))
        return (
            WORLD * (lon + 180) / 360,
            WORLD * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)),
        )

    scale = 2**camera.zoom
    (x, y), (x0, y0) = world(lat, lon), world(camera.lat, camera.lon)
    return width / 2 + (x - x0) * scale, height / 2 + (y - y0) * scale


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(lat, lon) for lat in (box.south, box.north) for lon in (box.west, box.east)]


BOXES = [
    FOUR_ISLANDS,
    NEIGHBOURHOOD,
    Box(145.0, 43.0, 145.2, 44.9),
    Box(20.0, 43.0, 149.0, 60.0),
    Box(144.0, -40.0, 150.0, 46.0),
    Box(-20.0, 60.0, 30.0, 60.2),
]


@pytest.mark.parametrize("size", [*SIZES.values(), (320, 700)])
@pytest.mark.parametrize("margin", [0, 12, 48])
@pytest.mark.parametrize("box", BOXES)
def test_a_fitted_box_fills_the_picture_inside_its_margin(
    box: Box, margin: int, size: tuple[int, int]
) -> None:
    width, height = size
    camera = fit(box, width, height, margin)
    spots = [_pixel(lat, lon, camera, width, height) for lat, lon in _corners(box)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    left, right, top, bottom = min(xs), width - max(xs), min(ys), height - max(ys)
    assert min(left, right, top, bottom) >= margin - ROUNDING
    # It stands in the middle, and touches the margin one way or the other.
    assert left == pytest.approx(right, abs=2 * ROUNDING)
    assert top == pytest.approx(bottom, abs=2 * ROUNDING)
    assert min(left, right, top, bottom) <= margin + 2 * ROUNDING


def test_a_box_without_extent_is_shown_from_not_too_near() -> None:
    camera = fit(Box(145.5, 43.4, 145.5, 43.4), 640, 460)
    assert (camera.lat, camera.lon) == (43.4, 145.5)
    assert 8 <= camera.zoom <= 13


def _shown(event: Event, focus: Focus, room: Room, *points: tuple[float, float]) -> list[str]:
    """The points that lie outside the picture that the browser draws of a camera."""
    camera = event_camera(event, focus, room)
    deck = json.loads(build_deck({}, (), camera).to_json())
    state, (view,) = deck["initialViewState"], deck["views"]
    width, height = SIZES[room]
    # The map never shows less than its height of the world, nor goes below its least zoom.
    zoom = max(state["zoom"], state["minZoom"], math.log2(height / WORLD))
    drawn = Camera(state["latitude"], state["longitude"], zoom)
    outside = []
    for lat, lon in points:
        # Of the copies of the world that are drawn, the one nearest to the middle.
        near = (lon - drawn.lon + 180) % 360 - 180 + drawn.lon if view.get("repeat") else lon
        x, y = _pixel(lat, near, drawn, width, height)
        if not (-ROUNDING <= x <= width + ROUNDING and -ROUNDING <= y <= height + ROUNDING):
            outside.append(f"{event.event_id} ({event.place}): {x:.0f}, {y:.0f}")
    return outside


@pytest.mark.parametrize("room", Room)
def test_the_place_of_an_event_is_seen_together_with_the_islands(
    dossier: Dossier, room: Room
) -> None:
    outside = []
    for event in dossier.events:
        points = [(island.lat, island.lon) for island in dossier.four_islands]
        if event.lat is not None:
            points.append((event.lat, event.lon))
        outside += _shown(event, Focus.PLACE, room, *points)
    assert outside == []


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize(
    ("focus", "box"), [(Focus.ISLANDS, FOUR_ISLANDS), (Focus.CHAIN, NEIGHBOURHOOD)]
)
def test_a_named_focus_shows_its_box_wherever_the_event_was(
    dossier: Dossier, focus: Focus, box: Box, room: Room
) -> None:
    cameras = {event_camera(event, focus, room) for event in dossier.events}
    assert len(cameras) == 1
    assert _shown(dossier.events[0], focus, room, *_corners(box)) == []


def test_an_event_at_the_islands_or_without_a_place_is_seen_from_near(dossier: Dossier) -> None:
    near = event_camera(dossier.events[0], Focus.ISLANDS, Room.DESKTOP)
    landing = dossier.event("1945-08-28-landing-on-etorofu")
    assert event_camera(landing, Focus.PLACE, Room.DESKTOP) == near
    nowhere = [event for event in dossier.events if event.lat is None]
    assert nowhere
    assert {event_camera(event, Focus.PLACE, Room.DESKTOP) for event in nowhere} == {near}
    far = event_camera(dossier.event("1956-10-19-joint-declaration"), Focus.PLACE, Room.DESKTOP)
    assert far.zoom < near.zoom


def test_the_box_of_the_islands_holds_them(dossier: Dossier) -> None:
    for island in dossier.four_islands:
        assert FOUR_ISLANDS.holds(island.lat, island.lon)
    assert not FOUR_ISLANDS.holds(55.75, 37.6)
    assert FOUR_ISLANDS.with_point(55.75, 37.6) == Box(37.6, 43.0, 149.0, 55.75)


def test_america_is_seen_across_the_pacific() -> None:
    box = FOUR_ISLANDS.with_point(37.8, -122.4)
    assert (box.west, box.east) == pytest.approx((144.9, 237.6))
    camera = fit(box, 600, 460)
    assert -180 <= camera.lon <= 180
    assert abs(camera.lon) > 160
