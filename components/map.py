"""The pydeck map: pure functions from what is drawn to a deck.

No base map, no tiles, no token: the shoreline is a file of this site, which the
browser fetches once and keeps. What changes with the day is a colour.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pydeck as pdk

from components.camera import Camera
from components.dossier import Border, Points
from components.dossier.geometry import CLICK_AREAS, PATTERNS, SHORELINE, asset
from components.map_labels import PlacedLabel
from components.palette import RGB, paper, party_colour
from components.viewpoint import Drawn

RGBA = list[int]

AREA_OF_CHOICE = {
    "urup_and_north_kurils": "kurils",
    "south_sakhalin": "sakhalin",
    "north_sakhalin": "sakhalin",
}
"""What a click on an area asks the timeline for, where it is not the area itself."""

PALE = 110
"""Opacity of the colour under a hatching, of 255."""

PATTERN_CELL = 64
PATTERN_MAPPING = {
    "hatch": {"x": 0, "y": 0, "width": PATTERN_CELL, "height": PATTERN_CELL, "mask": True},
    "solid": {
        "x": PATTERN_CELL,
        "y": 0,
        "width": PATTERN_CELL,
        "height": PATTERN_CELL,
        "mask": True,
    },
}
"""Where the patterns stand in the picture `patterns.png`."""

FONT = '"Source Sans", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif'

DASHES = {"treaty": [0, 0], "control": [6, 4], "claim": [2, 3], "reading": [2, 3], "offer": [8, 3]}
"""Length of dash and of gap, in widths of the line; a treaty is drawn through."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot on the map, in degrees; `radius` in pixels; `strong` for the chosen place."""

    lat: float
    lon: float
    radius: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that is no border: a distance, the scale bar, an offer; `width` in pixels."""

    points: Points
    width: float
    alpha: int
    strong: bool = False


class CompactDeck(pdk.Deck):
    """A deck whose JSON has no white space: the browser reads it letter by letter."""

    def to_json(self) -> str:
        """The deck as JSON on one line."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def build_deck(
    drawn: Mapping[str, Drawn],
    lines: Sequence[Border],
    camera: Camera,
    *,
    labels: Sequence[PlacedLabel] = (),
    marks: Sequence[Mark] = (),
    strokes: Sequence[Stroke] = (),
    dark: bool = False,
    clicks: int = 0,
) -> pdk.Deck:
    """Draw the map.

    Args:
        drawn: how each area is drawn, from `viewpoint.draw_areas`.
        lines: borders and other lines, from `viewpoint.draw_lines`.
        camera: where to look.
        labels: the words on the map, from `map_labels.place_labels`.
        marks: dots.
        strokes: thin lines below the borders.
        dark: whether the page is dark.
        clicks: how many clicks there were. It goes into the id of the layer that takes
            clicks: a selection belongs to a layer, so that a new id clears it, and with it
            the fading of everything that is not selected.
    """
    look = paper(dark)
    layers = [
        _sea(look.sea),
        *_land(drawn, dark),
        _strokes(strokes, look.accent, look.ink),
        _lines(lines, dark),
        _click_layer(clicks, look.ink),
        _marks(marks, look.accent, look.ink, look.halo),
        _labels(labels, look.accent, look.ink),
    ]
    # The map repeats round the world, so that San Francisco lies across the Pacific.
    view = pdk.View(
        type="MapView", controller={"scrollZoom": False, "dragRotate": False}, repeat=True
    )
    return CompactDeck(
        layers=layers,
        map_provider=None,
        views=[view],
        initial_view_state=pdk.ViewState(
            latitude=camera.lat, longitude=camera.lon, zoom=camera.zoom, min_zoom=-2, max_zoom=13
        ),
    )


def clicked_area(selection: Mapping) -> str | None:
    """The area of the map that a click hit, or None."""
    for objects in selection.get("objects", {}).values():
        for shape in objects:
            if area := shape.get("properties", {}).get("area", ""):
                return area
    return None


def _sea(colour: RGB) -> pdk.Layer:
    world = [[-180, -85], [180, -85], [180, 85], [-180, 85]]
    return pdk.Layer(
        "SolidPolygonLayer",
        id="sea",
        data=[{"polygon": world}],
        get_polygon="polygon",
        get_fill_color=list(colour),
    )


def _land(drawn: Mapping[str, Drawn], dark: bool) -> list[pdk.Layer]:
    look = paper(dark)
    colours = {
        area: [list(party_colour(party, dark)) for party in how.parties]
        for area, how in drawn.items()
    }
    fills = {area: [*colours[area][0], 255 if how.firm else PALE] for area, how in drawn.items()}
    hatches = {area: [*colours[area][-1], 255] for area, how in drawn.items() if not how.firm}
    edges = {area: [*colour[0], 255] for area, colour in colours.items()}
    shapes = {
        "data": asset(SHORELINE).url,
        "filled": True,
        "line_width_units": "'pixels'",
        "get_line_width": 1,
        "line_width_min_pixels": 0.6,
    }
    base = pdk.Layer(
        "GeoJsonLayer",
        id="land",
        stroked=True,
        get_fill_color=_by_area(fills, [*look.land, 255]),
        get_line_color=_by_area(edges, [*look.coast, 120]),
        update_triggers={"getFillColor": str(fills), "getLineColor": str(edges)},
        **shapes,
    )
    hatching = pdk.Layer(
        "GeoJsonLayer",
        id="hatching",
        stroked=False,
        get_fill_color=_by_area(hatches, [0, 0, 0, 0]),
        get_fill_pattern="'hatch'",
        get_fill_pattern_scale=0.22,
        fill_pattern_size_units="'pixels'",
        fill_pattern_atlas=pdk.types.String(asset(PATTERNS).url),
        fill_pattern_mapping=PATTERN_MAPPING,
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        update_triggers={"getFillColor": str(hatches)},
        **shapes,
    )
    return [base, hatching]


def _by_area(colours: Mapping[str, RGBA], otherwise: RGBA) -> str:
    """An expression of deck.gl that picks the colour of a shape by its area."""
    chosen = str(otherwise)
    for area, colour in colours.items():
        chosen = f"properties.area === '{area}' ? {colour} : ({chosen})"
    return chosen


def _lines(lines: Sequence[Border], dark: bool) -> pdk.Layer:
    ink = paper(dark).ink
    data = [
        {
            "path": [[lon, lat] for lat, lon in line.points],
            "dash": DASHES[line.kind],
            "colour": [*(party_colour(line.side, dark) if line.side else ink), 235],
        }
        for line in lines
    ]
    return pdk.Layer(
        "PathLayer",
        id="lines",
        data=data,
        get_path="path",
        get_color="colour",
        width_units="'pixels'",
        get_width=2.5,
        get_dash_array="dash",
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
    )


def _strokes(strokes: Sequence[Stroke], accent: RGB, ink: RGB) -> pdk.Layer:
    data = [
        {
            "path": [[lon, lat] for lat, lon in stroke.points],
            "width": stroke.width,
            "colour": [*(accent if stroke.strong else ink), stroke.alpha],
        }
        for stroke in strokes
    ]
    return pdk.Layer(
        "PathLayer",
        id="strokes",
        data=data,
        get_path="path",
        get_color="colour",
        width_units="'pixels'",
        get_width="width",
    )


def _click_layer(clicks: int, ink: RGB) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"click-areas-{clicks}",
        data=asset(CLICK_AREAS).url,
        pickable=True,
        filled=True,
        stroked=False,
        get_fill_color=[0, 0, 0, 0],
        auto_highlight=True,
        highlight_color=[*ink, 40],
    )


def _marks(marks: Sequence[Mark], accent: RGB, ink: RGB, halo: RGB) -> pdk.Layer:
    data = [
        {
            "position": [mark.lon, mark.lat],
            "radius": mark.radius,
            "edge": [*(accent if mark.strong else ink), 255],
            "fill": [*halo, 200 if mark.strong else 255],
            "width": 3 if mark.strong else 1.5,
        }
        for mark in marks
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        id="marks",
        data=data,
        get_position="position",
        radius_units="'pixels'",
        get_radius="radius",
        filled=True,
        stroked=True,
        line_width_units="'pixels'",
        get_line_width="width",
        get_fill_color="fill",
        get_line_color="edge",
    )


def _labels(labels: Sequence[PlacedLabel], accent: RGB, ink: RGB) -> pdk.Layer:
    data = [
        {
            "text": placed.label.text,
            "position": [placed.label.lon, placed.label.lat],
            "offset": [placed.dx, placed.dy],
            "size": placed.label.size,
            "colour": [*(accent if placed.label.strong else ink), 255],
        }
        for placed in labels
    ]
    return pdk.Layer(
        "TextLayer",
        id="labels",
        data=data,
        get_position="position",
        get_text="text",
        get_pixel_offset="offset",
        get_size="size",
        get_color="colour",
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        font_weight=600,
    )
