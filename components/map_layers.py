"""What can be laid over the map: words, dots and thin lines of each layer (pure)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from components.camera import BOXES, Box, Camera, from_pixel
from components.dossier import Border, Dossier, Island, Offer, Place, Points, read_path
from components.dossier.geometry import shapes_of
from components.map import Mark, Stroke
from components.map_labels import MapLabel, island_labels
from components.map_links import Layer, MapView
from components.viewpoint import line_name

PLACE_KINDS = {
    Layer.SETTLEMENTS: ("settlement",),
    Layer.BASES: ("airport", "military"),
    Layer.STRAITS: ("strait",),
    Layer.VOLCANOES: ("volcano",),
}
"""Kinds of the table of places that a layer shows."""

OFFERS = ("of-1956-joint-declaration", "of-1998-kawana", "of-2006-aso")
"""Offers that the layer draws; any other can be opened by its link."""

OFFER_LINES = {
    "two-islands": "1956-declaration-line",
    "etorofu-urup": "1855-shimoda-kurils",
    "status-quo": "current-de-facto",
}
"""The line of `borders.csv` along which an offer would have run, if it has none of its own."""

MEASURED_FROM = ("cape-nosappu", "notsuke-peninsula")
"""Where the published distances to the islands begin: Kunashiri from Notsuke, the rest from
Nosappu (G-1)."""

SHORTEST_SHOWN = 0.045
"""Shorter distances than this part of the view are left out: their words would not be read."""

KAIGARAJIMA = "kaigarajima"
"""Too small for the shoreline and too much quoted to be left out: a mark of its own."""
NEIGHBOURS = ("sakhalin", "hokkaido", "urup")
"""Islands that are named for orientation."""

FAR_ZOOM, WORLD_ZOOM = 5, 3.5
"""Up to the one the islands are named together, up to the other nothing else is named."""

SCALE_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6,371 km."""


@dataclass(slots=True)
class Overlay:
    """What the chosen layers add to the map."""

    labels: list[MapLabel] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    lines: list[Border] = field(default_factory=list)


def overlay(
    dossier: Dossier,
    view: MapView,
    camera: Camera,
    size: tuple[int, int],
    lines: Sequence[Border],
) -> Overlay:
    """All that is laid over land and borders.

    Args:
        dossier: the data.
        view: what the reader chose.
        camera: where the map looks; far away the islands are named together.
        size: width and height of the map in pixels.
        lines: the borders that are drawn, to be named.
    """
    over = Overlay()
    islet = dossier.island(KAIGARAJIMA)
    over.marks.append(Mark(islet.lat, islet.lon, 3.5))
    if camera.zoom > WORLD_ZOOM:
        _add_names(over, dossier, view, camera, lines)
    if camera.zoom <= FAR_ZOOM:
        over.labels += [MapLabel("the four islands", 43.9, 146.6, 0, gap=10)]
    for layer in view.layers:
        _ADD[layer](over, dossier, view)
    if offer := dossier.matters.offer(view.offer_id):
        _add_offer(over, dossier, offer)
    place = dossier.place(view.place_id)
    if place is not None:
        over.marks.append(Mark(place.lat, place.lon, 8, strong=True))
        over.labels.append(
            MapLabel(place.name_en, place.lat, place.lon, -1, gap=13, size=12, strong=True)
        )
    _add_scale(over, camera, size)
    return over


def _add_names(
    over: Overlay, dossier: Dossier, view: MapView, camera: Camera, lines: Sequence[Border]
) -> None:
    """The names of islands and lines, which would only hide one another on a map of the world."""
    if camera.zoom > FAR_ZOOM:
        over.labels += island_labels(dossier.four_islands, view.view, camera)
    islet = dossier.island(KAIGARAJIMA)
    over.labels.append(MapLabel(islet.name_en, islet.lat, islet.lon, 5, size=12))
    over.labels += [_line_label(line) for line in _once(lines)]
    over.labels += [
        MapLabel(island.name_en, island.lat, island.lon, 3)
        for island in dossier.islands
        if island.island_id in NEIGHBOURS
    ]


def _once(lines: Iterable[Border]) -> list[Border]:
    """One line for each course, so that a name is not written twice."""
    return list({line.path: line for line in lines}.values())


def _line_label(line: Border) -> MapLabel:
    lat, lon = line.points[len(line.points) // 2]
    return MapLabel(line_name(line), lat, lon, 2, gap=12, size=12)


def _add_places(over: Overlay, dossier: Dossier, layer: Layer) -> None:
    for place in dossier.places:
        if place.kind in PLACE_KINDS[layer] and place.lat is not None:
            if layer is not Layer.STRAITS:
                over.marks.append(Mark(place.lat, place.lon, 3))
            over.labels.append(_place_label(place))


def _place_label(place: Place) -> MapLabel:
    size = 12 if place.kind == "strait" else 11
    return MapLabel(place.name_en, place.lat, place.lon, 6, gap=6, size=size)


def _add_distances(over: Overlay, dossier: Dossier, view: MapView) -> None:
    for distance in dossier.distances:
        start = dossier.place(distance.from_place)
        island = dossier.island(distance.to_place)
        if distance.from_place not in MEASURED_FROM or island is None or start is None:
            continue
        end = nearest_point(island, start.lat, start.lon)
        if distance.km < SHORTEST_SHOWN * _across_km(BOXES[view.focus]):
            continue
        over.strokes.append(Stroke(((start.lat, start.lon), end), 1, 150))
        # Towards the island, where the lines from one cape have parted.
        lat, lon = (start.lat + 3 * end[0]) / 4, (start.lon + 3 * end[1]) / 4
        over.labels.append(MapLabel(f"{distance.km:g} km", lat, lon, 4, gap=5, size=12))


def _across_km(box: Box) -> float:
    """Width of a box in km, along its southern edge."""
    return (box.east - box.west) * KM_PER_DEGREE * math.cos(math.radians(box.south))


@lru_cache(maxsize=64)
def nearest_point(island: Island, lat: float, lon: float) -> tuple[float, float]:
    """The point of an island's shore that is nearest to a point, in degrees.

    An island without a shore in the data, such as Kaigarajima, is its own point.
    """
    shore = shapes_of(island.island_id)
    squeeze = math.cos(math.radians(lat))
    return min(
        shore or [(island.lat, island.lon)],
        key=lambda point: math.hypot(point[0] - lat, (point[1] - lon) * squeeze),
    )


def _add_events(over: Overlay, dossier: Dossier, view: MapView) -> None:
    """Where events had happened by that day: a dot grows with the number of events there."""
    there = Counter(
        (event.lat, event.lon)
        for event in dossier.events
        if event.lat is not None and event.first_day <= view.day
    )
    for (lat, lon), count in there.items():
        over.marks.append(Mark(lat, lon, 2.5 + 1.2 * math.sqrt(count)))


def offer_points(dossier: Dossier, offer: Offer) -> Points:
    """The line that an offer would have drawn; no points if it spoke of none.

    An offer without a line of its own takes that of an offer of the same kind.
    """
    if offer.path:
        return read_path(offer.path)
    if border := dossier.border(OFFER_LINES.get(offer.line, "")):
        return border.points
    alike = (o.path for o in dossier.matters.offers if o.path and o.line == offer.line)
    path = "" if offer.line == "none" else next(alike, "")
    return read_path(path) if path else ()


def _add_offers(over: Overlay, dossier: Dossier, view: MapView) -> None:
    chosen = {view.offer_id} if view.offer_id else set()
    for offer in drawn_offers(dossier):
        if offer.offer_id not in chosen:
            _add_offer(over, dossier, offer)


def _add_offer(over: Overlay, dossier: Dossier, offer: Offer) -> None:
    points = offer_points(dossier, offer)
    if points:
        over.strokes.append(Stroke(points, 3, 190, strong=True))
        lat, lon = points[-2]
        text = (
            f"{offer.date.lower.year}: {SHORT_OFFERS.get(offer.offer_id, LINE_NAMES[offer.line])}"
        )
        over.labels.append(MapLabel(text, lat, lon, 2, gap=9, size=12, strong=True))


SHORT_OFFERS = {"of-1998-kawana": "Kawana"}
LINE_NAMES = {
    "two-islands": "two islands",
    "etorofu-urup": "four islands",
    "three-islands": "three islands",
    "half-area": "half by area",
    "status-quo": "line of control",
    "none": "own line",
}
"""What the line of an offer is called on the map."""


def _add_graticule(over: Overlay, _: Dossier, view: MapView) -> None:
    box = BOXES[view.focus]
    step = 1 if box.east - box.west < 8 else 5 if box.east - box.west < 40 else 20
    for lon in _steps(130, 165, step) if step < 20 else _steps(0, 180, step):
        over.strokes.append(Stroke(((30.0, lon), (60.0, lon)), 0.6, 90))
        over.labels.append(MapLabel(f"{lon:g}° E", box.south, lon, 9, gap=4, size=10))
    for lat in _steps(30, 60, step if step < 20 else 10):
        course = tuple((lat, float(lon)) for lon in range(0, 181, 5))
        over.strokes.append(Stroke(course, 0.6, 90))
        over.labels.append(MapLabel(f"{lat:g}° N", lat, box.west, 9, gap=4, size=10))


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + i * step for i in range(int((last - first) / step) + 1)]


def _add_scale(over: Overlay, camera: Camera, size: tuple[int, int]) -> None:
    """A bar of a round length in the south-western corner of the opening view."""
    lat, west = from_pixel(22, size[1] - 22, camera, size)
    degree = KM_PER_DEGREE * math.cos(math.radians(lat))
    longest = degree * (from_pixel(142, 0, camera, size)[1] - west)
    length = max(km for km in SCALE_LENGTHS if km <= longest)
    east = west + length / degree
    over.strokes.append(Stroke(((lat, west), (lat, east)), 3, 220))
    over.labels.append(MapLabel(f"{length} km", lat, east, 0, gap=6, size=12))


def drawn_offers(dossier: Dossier) -> list[Offer]:
    """The offers whose lines the layer draws, by date."""
    return [dossier.matters.offer(offer_id) for offer_id in OFFERS]


_ADD = {
    Layer.CLAIMS: lambda over, dossier, view: None,
    Layer.OFFERS: _add_offers,
    Layer.SETTLEMENTS: lambda over, dossier, view: _add_places(over, dossier, Layer.SETTLEMENTS),
    Layer.BASES: lambda over, dossier, view: _add_places(over, dossier, Layer.BASES),
    Layer.STRAITS: lambda over, dossier, view: _add_places(over, dossier, Layer.STRAITS),
    Layer.DISTANCES: _add_distances,
    Layer.VOLCANOES: lambda over, dossier, view: _add_places(over, dossier, Layer.VOLCANOES),
    Layer.EVENTS: _add_events,
    Layer.GRATICULE: _add_graticule,
}
