"""The pydeck map of one day: pure functions from the dossier to a deck.

No base map, no tiles, no token: the shoreline is a file of this site, which the
browser fetches once and keeps. What changes with the day is a colour.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import pydeck as pdk

from components.camera import Camera
from components.dossier import Border, Control, Event, Island
from components.dossier.geometry import CLICK_AREAS, SHORELINE, asset
from components.palette import RGB, paper, party_colour

RGBA = list[int]
Holders = Mapping[str, tuple[Control, ...]]

AREA_OF_CHOICE = {
    "urup_and_north_kurils": "kurils",
    "south_sakhalin": "sakhalin",
    "north_sakhalin": "sakhalin",
}
"""What a click on an area asks the timeline for, where it is not the area itself."""

DE_FACTO_ALPHA = 150
"""Held without an agreed treaty: a paler fill, with the outline in full colour."""

FONT = '"Source Sans", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif'

NAME_OFFSETS = {
    "etorofu": (72, 30),
    "kunashiri": (78, 26),
    "shikotan": (46, 20),
    "habomai": (52, 24),
}
"""Pixels by which the names stand off their islands, so that they cover no land."""


def build_deck(
    holders: Holders,
    borders: Sequence[Border],
    islands: Sequence[Island],
    event: Event | None,
    camera: Camera,
    *,
    dark: bool = False,
    clicks: int = 0,
) -> pdk.Deck:
    """Draw the map.

    Args:
        holders: who held each area, from `Dossier.control_on`.
        borders: the lines that stood, from `Dossier.borders_on`.
        islands: the islands to name.
        event: the event whose place is marked.
        camera: where to look.
        dark: whether the page is dark.
        clicks: how many clicks there were. It goes into the id of the layer that takes
            clicks: a selection belongs to a layer, so that a new id clears it, and with it
            the fading of everything that is not selected.
    """
    look = paper(dark)
    layers = [
        _sea(look.sea),
        _land(holders, dark),
        _border_lines(borders, look.ink),
        _click_layer(clicks, look.ink),
        *_names(islands, camera, look.ink, look.halo),
        *(_place(event, look.accent, look.halo) if event and event.lat is not None else ()),
    ]
    return pdk.Deck(
        layers=layers,
        map_provider=None,
        views=[
            pdk.View(
                type="MapView", controller={"scrollZoom": False, "dragRotate": False}, repeat=True
            )
        ],
        initial_view_state=pdk.ViewState(
            latitude=camera.lat, longitude=camera.lon, zoom=camera.zoom, min_zoom=-2, max_zoom=13
        ),
    )


def clicked_choice(selection: Mapping) -> str | None:
    """The island or wider area that a click asks for, as events name it; None for none."""
    for objects in selection.get("objects", {}).values():
        for shape in objects:
            area = shape.get("properties", {}).get("area", "")
            if area:
                return AREA_OF_CHOICE.get(area, area)
    return None


def describe(day: dt.date, holders: Holders, islands: Sequence[Island], event: Event | None) -> str:
    """The map in words, for those who cannot see it."""
    held = "; ".join(
        f"{island.name_en}: {holder_words(holders.get(island.island_id, ()))}" for island in islands
    )
    place = f" Marked: {event.place}." if event and event.place else ""
    return f"Map of the islands between Hokkaido and Kamchatka on {day.isoformat()}. {held}.{place}"


def holder_words(spans: Sequence[Control]) -> str:
    """Who held an area, in words: 'Japan (by treaty)', 'not recorded'."""
    if not spans:
        return "not recorded so early"
    if len(spans) > 1:
        return f"passing from {spans[0].controller} to {spans[-1].controller}"
    manner = {"treaty": " (by treaty)", "de facto": " (de facto)"}.get(spans[0].kind, "")
    return spans[0].controller + manner


def _sea(colour: RGB) -> pdk.Layer:
    world = [[-180, -85], [180, -85], [180, 85], [-180, 85]]
    return pdk.Layer(
        "SolidPolygonLayer",
        id="sea",
        data=[{"polygon": world}],
        get_polygon="polygon",
        get_fill_color=list(colour),
    )


def _land(holders: Holders, dark: bool) -> pdk.Layer:
    fills = {area: _fill(spans, dark) for area, spans in holders.items()}
    look = paper(dark)
    plain: RGBA = [*look.land, 255]
    edges = {area: [*fill[:3], 255] for area, fill in fills.items()}
    return pdk.Layer(
        "GeoJsonLayer",
        id="land",
        data=asset(SHORELINE).url,
        filled=True,
        stroked=True,
        get_fill_color=_by_area(fills, plain),
        get_line_color=_by_area(edges, [*look.coast, 120]),
        line_width_units="'pixels'",
        get_line_width=1,
        line_width_min_pixels=0.6,
        update_triggers={"getFillColor": str(fills) + str(dark), "getLineColor": str(edges)},
    )


def _fill(spans: Sequence[Control], dark: bool) -> RGBA:
    alpha = 255 if all(span.kind in ("treaty", "joint") for span in spans) else DE_FACTO_ALPHA
    colours = [party_colour(span.party, dark) for span in spans]
    mixed = [sum(part) // len(colours) for part in zip(*colours, strict=True)]
    return [*mixed, alpha]


def _by_area(colours: Mapping[str, RGBA], otherwise: RGBA) -> str:
    """An expression of deck.gl that picks the colour of a shape by its area."""
    chosen = str(otherwise)
    for area, colour in colours.items():
        chosen = f"properties.area === '{area}' ? {colour} : ({chosen})"
    return chosen


def _border_lines(borders: Sequence[Border], ink: RGB) -> pdk.Layer:
    lines = [
        {
            "path": [[lon, lat] for lat, lon in border.points],
            "dash": [0, 0] if border.kind == "treaty" else [5, 4],
        }
        for border in borders
    ]
    return pdk.Layer(
        "PathLayer",
        id="borders",
        data=lines,
        get_path="path",
        get_color=[*ink, 220],
        width_units="'pixels'",
        get_width=2,
        get_dash_array="dash",
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
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


def _names(islands: Sequence[Island], camera: Camera, ink: RGB, halo: RGB) -> list[pdk.Layer]:
    if camera.zoom < 5:
        return []
    data = [
        {
            "text": island.name_en,
            "position": [island.lon, island.lat],
            "offset": list(NAME_OFFSETS[island.island_id]),
        }
        for island in islands
    ]
    return [_text("names", data, 13, ink, halo)]


def _place(event: Event, accent: RGB, halo: RGB) -> list[pdk.Layer]:
    spot = {"position": [event.lon, event.lat]}
    name = {**spot, "text": event.place, "offset": [0, -20]}
    ring = pdk.Layer(
        "ScatterplotLayer",
        id="place",
        data=[spot],
        get_position="position",
        radius_units="'pixels'",
        get_radius=8,
        filled=True,
        stroked=True,
        line_width_units="'pixels'",
        get_line_width=3,
        get_fill_color=[*halo, 200],
        get_line_color=[*accent, 255],
    )
    return [ring, _text("place-name", [name], 13, accent, halo)]


def _text(layer_id: str, data: list[dict], size: int, colour: RGB, halo: RGB) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=layer_id,
        data=data,
        get_position="position",
        get_text="text",
        get_pixel_offset="offset",
        get_size=size,
        get_color=[*colour, 255],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        font_weight=600,
        font_settings={"sdf": True, "fontSize": 64, "buffer": 10, "radius": 14},
        outline_width=2,
        outline_color=[*halo, 255],
    )
