"""Words on the map: at every named camera none covers another, and the islands are named."""

import datetime as dt
import json
import math

import pytest

from components.camera import BOXES, TILE, Camera, Focus
from components.dossier import Dossier
from components.lanes import Room
from components.map_labels import (
    PAD,
    MapLabel,
    frame_of,
    island_labels,
    overlap,
    place_labels,
    width_of,
)
from components.map_links import DEFAULT_LAYERS, Layer, MapView
from components.map_page import SIZES, camera_of, view_deck
from components.viewpoint import View, island_name

TODAY = dt.date(2026, 2, 20)
DAYS = (TODAY, dt.date(1890, 1, 1), dt.date(1953, 1, 1))
"""Today, a day with two agreed borders, and one with the reading of one side only."""
LAYERS = (DEFAULT_LAYERS, (), tuple(Layer))
LAYER_IDS = ("default", "none", "all")
NAMED_AT = {
    Focus.ISLANDS: ("etorofu", "kunashiri", "shikotan", "habomai"),
    Focus.ETOROFU: ("etorofu",),
    Focus.KUNASHIRI: ("kunashiri",),
    Focus.SHIKOTAN: ("shikotan",),
    Focus.HABOMAI: ("habomai",),
    Focus.NEMURO: ("kunashiri",),
}
"""The islands that a camera is for, each by its own name."""
TOGETHER_AT = {
    Focus.CHAIN: "the four islands",
    Focus.CAPITALS: "the four islands",
    Focus.SAKHALIN: "Sakhalin",
}
"""What the cameras that are farther away must name."""

Frame = tuple[float, float, float, float]


def _pixel(lat: float, lon: float, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
    """Web Mercator: where a point stands on the map, from its top left corner."""

    def down(degrees: float) -> float:
        sine = math.sin(math.radians(degrees))
        return TILE * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))

    scale = 2**camera.zoom
    across = (lon - camera.lon + 180) % 360 - 180
    return (
        size[0] / 2 + TILE * across / 360 * scale,
        size[1] / 2 + (down(lat) - down(camera.lat)) * scale,
    )


def _frames(
    dossier: Dossier, view: MapView, room: Room
) -> tuple[list[tuple[str, Frame]], list[tuple[str, Frame]]]:
    """The frames of the words and of the dots, as the deck draws them."""
    layers = {
        layer["id"]: layer
        for layer in json.loads(view_deck(dossier, view, room).to_json())["layers"]
    }
    camera, size = camera_of(dossier, view, room), SIZES[room]
    words = []
    for item in layers["labels"]["data"]:
        lon, lat = item["position"]
        x, y = _pixel(lat, lon, camera, size)
        x, y = x + item["offset"][0], y + item["offset"][1]
        across = width_of(MapLabel(item["text"], lat, lon, 0, size=item["size"])) / 2
        down = item["size"] / 2
        words.append((item["text"], (x - across, y - down, x + across, y + down)))
    dots = []
    for item in layers["marks"]["data"]:
        (lon, lat), r = item["position"], item["radius"]
        x, y = _pixel(lat, lon, camera, size)
        dots.append((f"dot at {lat}, {lon}", (x - r, y - r, x + r, y + r)))
    return words, dots


def _apart(one: Frame, other: Frame) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _faults(words: list[tuple[str, Frame]], dots: list[tuple[str, Frame]], room: Room) -> list[str]:
    width, height = SIZES[room]
    faults = []
    for i, (text, frame) in enumerate(words):
        if not (frame[0] >= 0 and frame[1] >= 0 and frame[2] <= width and frame[3] <= height):
            faults.append(f"{text} leaves the map: {frame}")
        faults += [
            f"{text} covers {other}"
            for other, taken in [*words[i + 1 :], *dots]
            if not _apart(frame, taken)
        ]
    return faults


@pytest.mark.parametrize("layers", LAYERS, ids=LAYER_IDS)
@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("focus", BOXES)
def test_no_word_covers_another_nor_a_dot_nor_leaves_the_map(
    dossier: Dossier, focus: Focus, room: Room, layers: tuple[Layer, ...]
) -> None:
    for day in DAYS:
        for whose in View:
            words, dots = _frames(dossier, MapView(day, whose, focus, layers), room)
            assert words, "nothing is written at all"
            assert _faults(words, dots, room) == [], (day, whose)


@pytest.mark.parametrize("layers", LAYERS, ids=LAYER_IDS)
@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("focus", BOXES)
def test_what_the_camera_is_for_is_named(
    dossier: Dossier, focus: Focus, room: Room, layers: tuple[Layer, ...]
) -> None:
    missing = []
    for day in DAYS:
        for whose in View:
            words, _ = _frames(dossier, MapView(day, whose, focus, layers), room)
            names = [island_name(dossier.island(name), whose) for name in NAMED_AT.get(focus, ())]
            missing += [
                f"{name} on {day} ({whose})"
                for name in names or [TOGETHER_AT[focus]]
                if not any(name in text for text, _ in words)
            ]
    assert missing == []


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("focus", BOXES)
def test_the_scale_is_always_written(dossier: Dossier, focus: Focus, room: Room) -> None:
    for layers in LAYERS:
        words, _ = _frames(dossier, MapView(TODAY, focus=focus, layers=layers), room)
        lowest = SIZES[room][1] - 40
        scales = [frame for text, frame in words if text.endswith(" km") and frame[3] > lowest]
        assert scales, layers


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("focus", BOXES)
@pytest.mark.parametrize("layers", LAYERS, ids=LAYER_IDS)
def test_kaigarajima_is_always_a_mark(
    dossier: Dossier, focus: Focus, room: Room, layers: tuple[Layer, ...]
) -> None:
    island = dossier.island("kaigarajima")
    for whose in View:
        _, dots = _frames(dossier, MapView(TODAY, whose, focus, layers), room)
        assert f"dot at {island.lat}, {island.lon}" in [name for name, _ in dots]


def test_each_camera_is_for_something() -> None:
    assert {*NAMED_AT, *TOGETHER_AT} == set(BOXES)


@pytest.mark.parametrize("room", [Room.TABLET, Room.DESKTOP])
def test_kaigarajima_is_named_from_near(dossier: Dossier, room: Room) -> None:
    words, _ = _frames(dossier, MapView(TODAY, focus=Focus.HABOMAI, layers=()), room)
    assert dossier.island("kaigarajima").name_en in [text for text, _ in words]


@pytest.mark.parametrize("layers", LAYERS, ids=LAYER_IDS)
@pytest.mark.parametrize("room", Room)
def test_a_place_that_is_searched_for_is_named_before_all_else(
    dossier: Dossier, room: Room, layers: tuple[Layer, ...]
) -> None:
    unnamed, faults = [], []
    for place in dossier.places:
        if place.lat is None:
            continue
        view = MapView(TODAY, layers=layers, place_id=place.place_id)
        words, dots = _frames(dossier, view, room)
        if place.name_en not in [text for text, _ in words]:
            unnamed.append(place.place_id)
        faults += _faults(words, dots, room)
    assert unnamed == []
    assert faults == []


@pytest.mark.parametrize("whose", View)
def test_names_follow_the_view(dossier: Dossier, whose: View) -> None:
    words, _ = _frames(dossier, MapView(TODAY, whose), Room.DESKTOP)
    texts = " ".join(text for text, _ in words)
    assert ("Etorofu-tō 択捉島" in texts) == (whose is View.JAPAN)
    assert ("Iturup Итуруп" in texts) == (whose is View.RUSSIA)
    assert ("Etorofu / Iturup" in texts) == (whose in (View.CONTROL, View.BOTH))


def test_island_names_begin_farther_from_the_middle_the_nearer_the_camera(
    dossier: Dossier,
) -> None:
    far, near = (
        island_labels(dossier.four_islands, View.CONTROL, Camera(44.4, 147.0, zoom))
        for zoom in (6, 8)
    )
    assert all(one.gap < other.gap for one, other in zip(far, near, strict=True))


def test_a_japanese_letter_is_wider_than_a_latin_one() -> None:
    def width(text: str, size: int = 10) -> float:
        return width_of(MapLabel(text, 0, 0, 0, size=size))

    assert width("択捉島") == pytest.approx(30)
    assert 4 <= width("a") <= 6.5
    assert width("abc", 20) == pytest.approx(2 * width("abc"))


def test_a_label_gives_way_to_a_weightier_one() -> None:
    camera, size = Camera(44.0, 146.0, 7), (300, 200)
    light, heavy = (MapLabel("x" * 30, 44.0, 146.0, weight) for weight in (5, 1))
    placed = place_labels([light, heavy], camera, size)
    assert placed[0].label is heavy
    frames = [frame_of(p.label, 150 + p.dx, 100 + p.dy) for p in placed]
    assert not any(overlap(a, b) for i, a in enumerate(frames) for b in frames[i + 1 :])
    # Where there is room for one only, the light one is left out.
    crowd = [MapLabel("x" * 30, 44.0, 146.0, weight) for weight in range(20)]
    kept = [p.label.weight for p in place_labels(crowd, camera, size)]
    assert kept == sorted(kept) and kept[0] == 0 and len(kept) < 20


def test_a_label_that_does_not_fit_on_the_map_is_left_out() -> None:
    camera = Camera(44.0, 146.0, 7)
    label = MapLabel("x" * 30, 44.0, 146.0, 1)
    assert place_labels([label], camera, (400, 200))
    assert not place_labels([label], camera, (100, 200))
    assert not place_labels([MapLabel("x", 60.0, 146.0, 1)], camera, (400, 200))


def test_a_label_does_not_cover_a_dot() -> None:
    camera, size = Camera(44.0, 146.0, 7), (400, 200)
    label = MapLabel("name", 44.0, 146.0, 1)
    (free,) = place_labels([label], camera, size)
    # A dot where the name would stand pushes it to another side.
    x = free.dx / (TILE * 2**7) * 360
    (moved,) = place_labels([label], camera, size, [(44.0, 146.0 + x, 5)])
    assert (moved.dx, moved.dy) != (free.dx, free.dy)
    assert not place_labels([label], camera, size, [(44.0, 146.0, 300)])


def test_frames_that_touch_do_not_overlap() -> None:
    assert not overlap((0, 0, 10, 10), (10, 0, 20, 10))
    assert overlap((0, 0, 10, 10), (9, 9, 20, 20))
    assert not overlap((0, 0, 10, 10), (0, 10, 10, 20))
    label = MapLabel("ab", 0, 0, 0, size=10)
    left, top, right, bottom = frame_of(label, 100, 50)
    assert (left + right, top + bottom) == (200, 100)
    assert bottom - top == 10 + 2 * PAD
    assert right - left == pytest.approx(width_of(label) + 2 * PAD)
